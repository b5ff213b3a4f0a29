"""What keeps a right-looking sentence from being offered as the answer, on small invented articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.commands import request
from bot.query.ask.engine import ask
from bot.query.ask.question import Intent
from bot.query.ask.reading import read_question
from bot.query.ask.values import AskAnswer, Why
from bot.query.view import View
from tests.query.seed_view import view_over

ONE = """---
title: A bridge, two mayors and a boat
date: 2026-02-03
source: Delta Echo
---
Mayor Ottilie Marwick opened the old bridge on Monday. She was born in Karsk, and her deputy, Ivo Brandauer,
was born in Lund.

Mr. Brandauer denied that he had sold the ferry. The ferry had been sold by Greta Solheim in 2019 for 40,000 crowns.

"The bridge will carry 300 lorries a day," Ms. Marwick said. It is not clear when the second bridge will be built.

Pelle Ostrander thanked the deputy after a meeting with the mayor. On Tuesday the board dismissed Mr. Ostrander
because he had lost the keys.
"""
TWO = """---
title: Two men and a bridge
date: 2026-02-04
---
Ivo Brandauer, the deputy mayor, wants to sell the ferry this year. He met Pelle Ostrander, the engineer, on Monday.

“I wrote to Mr. Brandauer,” Mr. Ostrander said.

Mr. Ostrander had suggested in a letter that he wanted the board to close the bridge at night.
"""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return view_over(tmp_path_factory.mktemp("gates"), date(2026, 2, 4), one=ONE)


def asked(view: View, question: str) -> AskAnswer:
    return ask(request("ask", question=question), view)


def shown(answer: AskAnswer) -> str:
    return " ".join(p.passage.span.of(p.article.text) for p in answer.passages)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Where was Ottilie Marwick born?", "Karsk"),
        ("Where was Ivo Brandauer born?", "Lund"),
        ("Who sold the ferry?", "sold by Greta Solheim"),
        ("How much was the ferry sold for?", "40,000 crowns"),
        ("Why was Ostrander dismissed?", "because he had lost the keys"),
        ("When will the second bridge be built?", "not clear"),
    ],
)
def test_sentence_of_the_event_is_the_answer(view: View, question: str, wanted: str) -> None:
    answer = asked(view, question)
    assert answer.answered
    assert wanted in shown(answer)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Why did Brandauer sell the ferry?", None),
        ("Where was Greta Solheim born?", None),
        ("When was Pelle Ostrander born?", None),
        ("How many boats did Marwick buy?", None),
        ("Who dismissed the mayor?", None),
        ("When did Marwick resign?", None),
        ("What did Marwick say about whales?", Why.NOT_ON_TOPIC),
        ("What did Quilldragon say?", Why.UNKNOWN_NAME),
    ],
)
def test_sentence_of_another_event_is_not_offered(view: View, question: str, why: Why | None) -> None:
    answer = asked(view, question)
    assert not answer.answered
    assert why is None or answer.why is why
    assert not answer.passages
    assert not answer.found


def test_hedged_answer_is_marked_so(view: View) -> None:
    assert asked(view, "When will the second bridge be built?").hedged


def test_name_in_a_question_is_not_read_together_with_its_verb(view: View) -> None:
    question = read_question("What did Marwick say about Brandauer?", view)
    assert question.intent is Intent.QUOTE_BY_ACTOR
    assert [who.words for who in question.named] == ["Marwick", "Brandauer"]


def test_words_that_name_no_speaker_are_told_from_unknown_ones(view: View) -> None:
    answer = asked(view, "What did harbour pilots say?")
    assert answer.why is Why.UNKNOWN_NAME
    board = asked(view, "What did the second bridge say?")
    assert board.why is Why.NO_SUCH_SPEAKER


def test_what_somebody_wants_is_not_what_another_said_he_wanted(tmp_path: Path) -> None:
    two = view_over(tmp_path, date(2026, 2, 4), two=TWO)
    shown = asked(two, "what does Brandauer want?")
    words = [p.passage.span.of(p.article.text) for p in shown.passages]
    assert not any("close the bridge" in text for text in words)
    assert any("sell the ferry" in text for text in [*words, *(f.row.context.of(f.article.text) for f in shown.found)])
