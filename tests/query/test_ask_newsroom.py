"""/ask over invented articles of many kinds, which were written before the rules were changed for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.reply.model import Cut, Quotation
from bot.reply.plain import plain
from tests.query.asking import Asked, ask_all, wrong
from tests.query.seed_view import view_of

NEWSROOM = Path(__file__).with_name("newsroom")
QUESTIONS = Path(__file__).with_name("newsroom_questions.txt")
TODAY = date(2026, 5, 18)
"""A Monday, two days after the latest article."""


@pytest.fixture(scope="module")
def asked() -> tuple[Asked, ...]:
    return ask_all(QUESTIONS, view_of(NEWSROOM, TODAY))


def test_set_is_large_and_a_quarter_has_no_answer(asked: tuple[Asked, ...]) -> None:
    assert len(asked) >= 500
    assert sum(not one.answerable for one in asked) >= len(asked) / 4


def test_right_answers_are_shown_first_or_second(asked: tuple[Asked, ...], capsys: pytest.CaptureFixture[str]) -> None:
    answerable = sum(one.answerable for one in asked)
    failed = wrong(asked)
    with capsys.disabled():
        print(f"\n{answerable - len(failed)} of {answerable} answered rightly; not: {'; '.join(failed)}")
    assert len(failed) <= 0.09 * answerable


def test_questions_without_answer_are_refused(asked: tuple[Asked, ...]) -> None:
    unanswerable = [one for one in asked if not one.answerable]
    assert sum(one.right for one in unanswerable) >= 0.97 * len(unanswerable)


def test_answerable_questions_are_seldom_refused(asked: tuple[Asked, ...]) -> None:
    assert sum(one.falsely_refused for one in asked) <= 0.07 * sum(one.answerable for one in asked)


def test_everything_shown_is_a_slice_of_an_intact_article(asked: tuple[Asked, ...]) -> None:
    for one in asked:
        for block in one.reply.blocks if one.reply else ():
            if isinstance(block, Quotation):
                assert block.item.article.intact
                for span in block.item.spans:
                    text = block.item.article.text
                    assert Cut(article=block.item.article, span=span).words == text[span.start : span.end]


def test_refusals_say_what_failed_and_what_was_searched(asked: tuple[Asked, ...]) -> None:
    for one in asked:
        if one.reply is not None and one.refused:
            assert one.reply.refusal is not None or one.reply.verdict == "not_found" or one.reply.choices
            assert "Searched" in plain(one.reply)
