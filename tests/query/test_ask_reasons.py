"""Reasons: marked by a word, standing right behind the event, or not given at all. Over invented articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.model import Span
from bot.query.ask.reading import read_question
from bot.query.ask.reasons import Behind, gives_reason, reason_behind, reason_places
from bot.query.ask.terms import terms_of
from bot.reply.plain import plain
from tests.query.asking import Asked, ask_all, replied
from tests.query.seed_view import view_of

HERE = Path(__file__).parent
TODAY = date(2026, 5, 12)


@pytest.fixture(scope="module")
def asked() -> tuple[Asked, ...]:
    return ask_all(HERE / "reasons_questions.txt", view_of(HERE / "reasons", TODAY))


def test_reasons_without_a_marking_word_are_found(asked: tuple[Asked, ...]) -> None:
    wanted = [one for one in asked if one.answerable]
    assert len(wanted) >= 20
    assert [one.question for one in wanted if not one.right] == []


def test_questions_whose_reason_is_not_given_are_refused(asked: tuple[Asked, ...]) -> None:
    unanswerable = [one for one in asked if not one.answerable]
    assert len(unanswerable) >= 10
    assert [one.question for one in unanswerable if not one.right] == []


@pytest.mark.parametrize(
    ("question", "labelled"),
    [("Why was the library closed?", True), ("Why did Salo sell her shares?", False)],
)
def test_reply_says_where_no_word_marks_the_reason(question: str, labelled: bool) -> None:
    reply = replied(question, view_of(HERE / "reasons", TODAY))
    assert ("No reason is given in so many words" in plain(reply)) == labelled


@pytest.mark.parametrize(
    ("predicate", "sentence", "reason"),
    [
        ("sacked", "The club sacked its coach: the team had lost again.", ": "),
        ("sold", "She sold the house to pay a debt.", "to "),
        ("sold", "She sold the house to the mayor.", None),
        ("agreed", "They agreed to sell the house.", None),
        ("closed", "The bridge closed on Monday after an hour.", None),
        ("closed", "The bridge closed on Monday after a lorry hit it.", "after"),
        ("worked", "He worked over the weekend.", None),
        ("resigned", "He resigned over the leak.", "over "),
    ],
)
def test_words_that_give_a_reason(predicate: str, sentence: str, reason: str | None) -> None:
    (term,) = terms_of(predicate)
    places = reason_places([term], term, sentence)
    assert [sentence[start:end] for start, end in places] == ([] if reason is None else [reason])


@pytest.mark.parametrize(
    ("behind", "explains"),
    [
        ("Inspectors had found cracks.", True),
        ("“It was falling apart,” she said.", True),
        ("It was too old.", True),
        ("The ferry sailed on Tuesday.", False),
        ("Her rival Ada Brenner was pleased.", False),
        ("She did not say what comes next.", False),
    ],
)
def test_what_explains_an_event_right_behind_it(behind: str, explains: bool) -> None:
    event = "Sigrun Dahl closed the bridge."
    question = read_question("Why did Sigrun Dahl close the bridge?", view_of(HERE / "reasons", TODAY))
    found = reason_behind(question, f"{event} {behind}\nNext.", Span(0, len(event)))
    assert (found == Behind(Span(0, len(event) + 1 + len(behind)), unmarked=True)) == explains


def test_marked_reason_behind_stands_alone_and_is_no_guess() -> None:
    event, behind = "The bridge was closed.", "Mr. Dahl said that was because of the cracks."
    question = read_question("Why was the bridge closed?", view_of(HERE / "reasons", TODAY))
    assert gives_reason(behind)
    span = Span(len(event) + 1, len(event) + 1 + len(behind))
    assert reason_behind(question, f"{event} {behind}", Span(0, len(event))) == Behind(span)
