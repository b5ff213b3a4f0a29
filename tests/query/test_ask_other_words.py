"""Questions in other words than the article's, and sentences that only look like answers, on invented articles."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands import request
from bot.query.ask.engine import ask
from bot.query.ask.evidence import evidence_for
from bot.query.ask.kinds import answer_spans, asks_name
from bot.query.ask.reading import read_question
from bot.query.ask.reasons import gives_reason
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

Two foremen of the night shift were sent home. Their lawyer, Ida Wessel, said both had been tired.

An ageing barge, the Plover, sank off the mill's quay on Monday. Its owners said the hull had been sound.

Mayor Tora Quist cancelled a visit to the mill. Her rival, Ebbe Lans, has a plan for the old boiler. He would keep the
boiler but leave the bill to the state. An inspector, whose report is secret, talked to the foremen.

Mr. Lans demanded that the audit be postponed. The trains were halted due to
snow on the line. Deliveries were suspended after the bridge was shut. He refused to
pay because the bill was wrong.
"""
BOARD = """---
title: Torsby council pays for the quay
date: 2026-06-05
source: Delta Echo
---
The Torsby council said that the quay was safe. Kari Holm scored two goals for
Torsby.
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
        ("What does the lawyer of the two foremen say?", "both had been tired"),
        ("What did the Millers' League say about the night shift?", "Nobody asked the night shift"),  # by its officer
        ("Why did the treasurer resign?", "citing ill health"),
        ("When will Orre testify?", "due to give evidence on June 9"),
        ("Why were the trains halted?", "due to snow on the line"),
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
        "What did the owners of the bridge say?",
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
        ("Why was the council vote on bonuses postponed?", "postponed"),
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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("She resigned citing ill health.", True),
        ("The trains were halted due to snow on the line.", True),
        ("She is due to give evidence on June 9.", False),
    ],
)
def test_reason_is_told_by_words_of_reasons_only(text: str, reason: bool) -> None:
    assert gives_reason(text) is reason


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ada Lind, a retired inspector, was ill.", True),
        ("The inspector, Ada Lind, was ill.", True),
        ("The prosecutor, Ada Lind, said the inspector was ill.", False),
    ],
)
def test_name_asked_for_stands_beside_its_bearer(view: View, text: str, named: bool) -> None:
    question = read_question("What is the name of the inspector?", view)
    assert (answer_spans(question, (), None, text, 0) is not None) is named


def test_names_of_several_are_asked_for_by_what_they_are(view: View) -> None:
    assert asks_name(read_question("What are the names of the two foremen?", view)) == "foremen"


def test_phrases_are_looked_for_by_words_that_say_something() -> None:
    assert "stand" in term_of("testify").of_phrases
    assert "the" not in term_of("testify").of_phrases


def test_who_has_most_is_told_by_a_comparison(view: View) -> None:
    def told(question: str) -> list[str]:
        return [e.passage.span.of(e.article.text) for e in evidence_for(Wanted.of(read_question(question, view)), view)]

    assert any("two goals" in sentence for sentence in told("Who scored goals for Torsby?"))
    assert not any("two goals" in sentence for sentence in told("Who scored most goals for Torsby?"))
