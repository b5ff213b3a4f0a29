"""Questions in other words than the article's, and sentences that only look like answers, on invented articles."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands import request
from bot.query.ask.engine import ask
from bot.query.ask.reading import read_question
from bot.query.ask.synonyms import phrase_of
from bot.query.ask.terms import term_of, terms_of
from bot.query.ask.values import AskAnswer
from bot.query.ask.wanted import Wanted
from bot.query.view import View
from bot.text.words import index_words
from tests.query.seed_view import view_over

MILL = """---
title: Paper mill at Torsby shuts a line
date: 2026-06-03
source: Delta Echo
---
TORSBY - The paper mill at Torsby will shelve its plan for a second boiler, its director, Runa Falkgard, said on
Wednesday. Two foremen, Odd Mellin and Tage Brisk, left the works council. Mr. Brisk said he would rather
fish than vote.

The works council's treasurer, Lise Orre, resigned citing ill health. She is due to give evidence on June 9.

The Millers' League objected. “Nobody asked the night shift,” said its branch secretary, Bo Harstad.

An ageing barge, the Plover, sank off the mill's quay on Monday. Its owners said the hull had been sound.

Mayor Tora Quist cancelled a visit to the mill. Her rival, Ebbe Lans, has a plan for the old boiler. He would keep the
boiler but leave the bill to the state. An inspector, whose report is secret, talked to the foremen.

Mr. Lans demanded that the audit be postponed. Deliveries were suspended after the bridge was shut. He first refused to
pay because the bill was wrong.
"""
BOARD = """---
title: Torsby council pays for the quay
date: 2026-06-05
source: Delta Echo
---
The Torsby council said that the quay was safe. Kari Holm scored with a minute left and gave
Torsby the cup.
"""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return view_over(tmp_path_factory.mktemp("words"), date(2026, 6, 6), mill=MILL, board=BOARD)


def asked(view: View, question: str) -> AskAnswer:
    return ask(request("ask", question=question), view)


def shown(answer: AskAnswer) -> str:
    """What stands in the answer, refusals aside."""
    if answer.why is not None:
        return ""
    said = (span.of(f.article.text) for f in answer.found for span in f.row.quote.spans)
    return " ".join((*said, *(p.passage.span.of(p.article.text) for p in answer.passages)))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Did Quist go ahead with her visit?", "cancelled a visit"),  # the opposite tells as well
        ("What is Lans's position on the boiler?", "would keep the"),
        ("What did the owners of the barge say?", "the hull had been sound"),
        ("What did the Millers' League say about the night shift?", "Nobody asked the night shift"),  # by its officer
        ("Why did the treasurer resign?", "citing ill health"),
        ("When will Orre testify?", "due to give evidence on June 9"),
        ("Why did Lans first refuse to pay?", "because the bill was wrong"),
        ("Is the mill going to drop its plan for a second boiler?", "shelve its plan"),
    ],
)
def test_answer_in_other_words_is_found(view: View, question: str, wanted: str) -> None:
    assert wanted in " ".join(shown(asked(view, question)).split())


@pytest.mark.parametrize(
    "question",
    [
        "Why did Mellin leave the works council?",  # the reason is that of the other foreman
        "Why did Orre forge the accounts?",  # "is due to" gives no reason
        "Who scored most goals for Torsby?",
        "What is the name of the inspector?",
        "Will the audit go ahead?",  # that somebody wants it put off does not tell
        "What are the names of the two owners of the barge?",
    ],
)
def test_sentence_that_only_looks_like_an_answer_is_not_one(view: View, question: str) -> None:
    assert shown(asked(view, question)) == ""


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("Why did Orre forge the paintings?", "forge"),
        ("Why were the deliveries to the mill suspended?", "suspended"),
        ("Why did the pension fund pull out?", "pull out"),
    ],
)
def test_verb_of_a_question_is_that_of_its_own_clause(view: View, question: str, verb: str) -> None:
    predicate = Wanted.of(read_question(question, view)).predicate
    assert predicate is not None
    assert predicate.word == verb


def test_paraphrase_stands_for_its_word_and_not_the_other_way_round() -> None:
    assert term_of("drop").match(frozenset(index_words("it was ditched")))
    assert not term_of("ditch").match(frozenset(index_words("it was dropped")))


def test_phrase_of_paraphrases_is_no_other_word_and_says_something() -> None:
    phrase = phrase_of("back down")
    assert not phrase.head
    assert not phrase.says_nothing
    assert phrase_of("take place").says_nothing


def test_illness_is_no_contraction_and_what_is_happening_no_word() -> None:
    assert [term.word for term in terms_of("who got ill")] == ["ill"]
    assert terms_of("what is happening") == ()


def test_noun_behind_an_auxiliary_and_a_participle_is_no_verb_of_saying(view: View) -> None:
    assert read_question("What was agreed in the all night talks?", view).unknown is None
