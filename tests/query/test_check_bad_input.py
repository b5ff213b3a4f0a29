"""Whatever is pasted into a check gets a verdict or a refusal in words, in a fraction of a second."""

from __future__ import annotations

import time

import pytest

from bot.commands import request
from bot.errors import RequestNotUnderstood
from bot.query.check import check
from bot.query.language import MAX_CHARS, parse_line
from bot.reply.checked import compose_check
from bot.reply.plain import plain
from tests.query.seed_view import seed_view

SECONDS = 1.0
"""Of the processor; the slowest takes a fifth of it."""
NO_WORDS = ["", "   ", "?!…—“”", "🐱🐱🐱", "“" * MAX_CHARS, "[" * MAX_CHARS, "... " * 700, "*_~`" * 700]
STRANGE = [
    "قال الرئيس إن السلام قريب",
    "平和への道は長い",
    "\x00\x01\x1b[31mship\x07",
    "\u202eoptimism cautious some\u202c",
    "\ud800 ship sails",
    "We have asked for eleven months. " * 90,
    "x" * MAX_CHARS,
    '"a" ' * 700,
    "Name: " * 490,
    "1," * 1_400,
    "two hundred " * 240,
    "a\n" * 1_400,
    "'a " * 990,
    "‘a b’ " * 490,
    "he said that " * 220,
    "<b>ship</b><script>alert(1)</script>" * 80,
]


@pytest.mark.parametrize("words", NO_WORDS, ids=range(len(NO_WORDS)))
def test_nothing_to_check_is_refused_with_an_example(words: str) -> None:
    with pytest.raises(RequestNotUnderstood) as caught:
        check(request("check", words=words), seed_view())
    assert "/check" in caught.value.user_message


@pytest.mark.parametrize("words", STRANGE, ids=range(len(STRANGE)))
def test_strange_words_get_a_verdict_in_time(words: str) -> None:
    view = seed_view()
    asked = request("check", words=words[:MAX_CHARS])
    began = time.process_time()
    reply = compose_check(check(asked, view), asked, view.state)
    assert time.process_time() - began < SECONDS
    assert plain(reply)
    assert all(item.article.intact for item in reply.items)


def test_far_too_much_is_refused_before_it_is_read() -> None:
    with pytest.raises(RequestNotUnderstood) as caught:
        parse_line("/check " + "salt " * 40_000)
    assert "200,00" in caught.value.user_message
