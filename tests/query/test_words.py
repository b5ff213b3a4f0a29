"""Searches as typed: words, phrases, exclusions; and where words stand."""

from __future__ import annotations

import pytest

from bot.model import Span
from bot.query.words import content_words, places, read_search
from bot.text.words import index_words


@pytest.mark.parametrize(
    ("search", "passage", "accepted"),
    [
        ("harbour strike", "The strikes at the harbour went on.", True),
        ("harbour strike", "The harbour was calm.", False),
        ("“harbour strike”", "The harbour strike went on.", True),
        ("“harbour strike”", "The strike at the harbour went on.", False),
        ("harbour -strike", "The harbour was calm.", True),
        ("harbour -strike", "The harbour strike went on.", False),
        ("harbour -“long strike”", "The strike at the harbour was long.", True),
        ("cease-fire", "They want a ceasefire now.", True),
        ("ceasefire", "They want a cease-fire now.", True),
    ],
)
def test_search_accepts_passages(search: str, passage: str, accepted: bool) -> None:
    assert read_search(search).accepts(index_words(passage)) is accepted


def test_content_words_leave_out_function_words_unless_there_are_no_others() -> None:
    assert content_words("the strike at the harbour") == content_words("strike harbour")
    assert content_words("to be or not to be")


def test_places_are_spans_of_the_text() -> None:
    text = "A strike. Strikers struck; the cease-fire holds."
    found = places(text, Span(0, len(text)), content_words("strike cease-fire"))
    assert [span.of(text) for span in found] == ["strike", "cease-fire"]


def test_search_without_words_wants_nothing() -> None:
    assert read_search("-strike ").wanted == ()
