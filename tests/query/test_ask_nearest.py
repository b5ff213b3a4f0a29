"""The second look: sentences that hold most of a question in other words, and what keeps one from being the answer."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands import request
from bot.query.ask.engine import ask
from bot.query.ask.values import AskAnswer
from bot.query.view import View
from bot.reply.answering import answer_question
from bot.reply.plain import plain
from tests.query.seed_view import view_over

LIBRARY = """---
title: Sit-in at Marrow Lane library enters second week
date: 2026-03-10
source: Fellbridge Mail
---
Some thirty readers have been sleeping in the reading room of Marrow Lane library since it was closed on March 2.

Father Anselm Roake brought lemon cakes on Sunday and stayed until the evening. The council’s architect, Dorrit
Vane, was hired in 2019 after a long search.

Two night buses will begin running to Marrow Lane in May, the council said. The new annexe will hold 4,000 books and
60 seats, 20 more seats than the Hartwell branch.

“I asked for a meeting and got a leaflet,” said Ms. Vane. She has not endorsed the readers’ plan.
Father Roake would not discuss the plan.

Corvane Athletic lent the readers its blankets. The Corvane manager, Ola Brand, praised them.
Ms. Vane flew to Lund on Tuesday and would brief Swedish librarians there on Friday.
"""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return view_over(tmp_path_factory.mktemp("nearest"), date(2026, 3, 11), library=LIBRARY)


def asked(view: View, question: str) -> AskAnswer:
    return ask(request("ask", question=question), view)


def first(answer: AskAnswer) -> str:
    passage = answer.passages[0]
    return " ".join(passage.passage.span.of(passage.article.text).split())


@pytest.mark.parametrize(
    ("question", "held", "beside"),
    [
        ("Who brought cakes to the squatters?", "Father Anselm Roake brought lemon cakes", ("squatters",)),
        ("Where have the occupying readers been sleeping?", "in the reading room", ("occupying",)),
    ],
)
def test_a_word_of_the_askers_own_does_not_hide_the_sentence(
    view: View, question: str, held: str, beside: tuple[str, ...]
) -> None:
    answer = asked(view, question)
    assert answer.answered
    assert held in first(answer)
    assert answer.beside == beside


def test_the_reply_says_which_word_is_not_said_there(view: View) -> None:
    reply, _ = answer_question(request("ask", question="Who brought cakes to the squatters?"), view, None)
    assert "Not said in the first: squatters." in plain(reply)


@pytest.mark.parametrize(
    ("question", "because"),
    [
        ("What date will the night buses stop running?", "an opposite stands there"),
        ("Who hired Dorrit Vane in 2019?", "nobody is named who did it"),
        ("Who brought lemon cakes to Hartwell on Sunday?", "a name stands elsewhere"),
        ("Who stole the lemon cakes?", "the verb stands nowhere"),
        ("Who endorsed the readers’ plan?", "it is denied"),
        ("How many dogs will the new annexe hold?", "nothing of the kind is counted"),
        ("Who brought 12 lemon cakes?", "the number stands nowhere"),
    ],
)
def test_what_speaks_against_a_sentence_refuses_it(view: View, question: str, because: str) -> None:
    assert not asked(view, question).answered, because


def test_a_refusal_shows_the_sentences_that_hold_most(view: View) -> None:
    answer = asked(view, "Who stole the lemon cakes?")
    near = answer.near_passages[0]
    assert "lemon cakes" in near.passage.span.of(near.article.text)


def test_a_refusal_names_the_words_that_stand_nowhere_near(view: View) -> None:
    assert asked(view, "Who stole the lemon cakes?").words == ("stole",)


def test_the_first_word_of_an_organisation_stands_for_it(view: View) -> None:
    answer = asked(view, "Who manages Corvane Athletic?")
    assert "Corvane manager, Ola Brand" in first(answer)


def test_a_place_somebody_goes_to_is_not_who_acts_there(view: View) -> None:
    assert "flew to Lund" in first(asked(view, "Who will Dorrit Vane brief in Lund?"))


@pytest.mark.parametrize("question", ["did Roake comment on the plan", "Did Father Roake comment on the plan?"])
def test_who_would_not_discuss_it_did_not_comment(view: View, question: str) -> None:
    assert "would not discuss" in first(asked(view, question))


def test_words_of_chat_are_read_as_the_words_they_stand_for(view: View) -> None:
    answer = asked(view, "how many seats r in the annexe")
    assert answer.answered
    assert answer.beside == ()
