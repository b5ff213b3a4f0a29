"""Links to the quoted words."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Span
from bot.reply.fragments import fragment_url

URL = "https://example.org/a?b=c"


def whole(text: str) -> Span:
    return Span(0, len(text))


def test_few_words_stand_in_the_link_whole() -> None:
    text = "not here, half-way & up"
    assert fragment_url(URL, text, whole(text)) == URL + "#:~:text=not%20here%2C%20half%2Dway%20%26%20up"


def test_many_words_are_named_by_their_beginning_and_end() -> None:
    text = "one two three four five six seven eight nine"
    assert fragment_url(URL, text, whole(text)) == URL + "#:~:text=one%20two%20three%20four,six%20seven%20eight%20nine"


def test_words_end_with_their_paragraph() -> None:
    text = "first paragraph\n\nsecond paragraph"
    assert fragment_url(URL, text, whole(text)).endswith("#:~:text=first%20paragraph")


def test_address_with_a_fragment_stays_as_it_is() -> None:
    assert fragment_url(URL + "#top", "words", whole("words")) == URL + "#top"


@given(st.text(max_size=80))
def test_any_words_make_an_address_that_names_them(text: str) -> None:
    made = fragment_url(URL, text, whole(text))
    assert " " not in made
    assert made.isascii()
    first = text.split("\n", maxsplit=1)[0].split()
    if first and len(first) <= 8 and not any("\ud800" <= letter <= "\udfff" for letter in text):
        assert unquote(urlsplit(made).fragment).removeprefix(":~:text=") == " ".join(first)
