"""The search words of a text do not depend on what stands around them, nor on what was read before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.words import index_words

MIXED = st.text(alphabet="abesxyzAEßé09 .,'’-‐–_“”…\n\t\xa0\u2028\u00ad\u0301½ﬁ漢´")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("“Ferries sailed,” (she) said…", "ferri sail she said", id="marks"),
        pytest.param("The U.S.-led cease‑fire", "the us led ceas fir ceasefir", id="compounds"),
        pytest.param("_U.S._ 1,250.50 3,5", "us 1250.50 3.5", id="numbers and acronyms"),
        pytest.param("Ada’s Café—naïve\xa0Ångström", "ada caf naiv angstrom", id="accents"),
        pytest.param("— ’s … \ufffd", "s", id="hardly any"),
    ],
)
def test_index_words(text: str, words: str) -> None:
    assert index_words(text) == tuple(words.split())


@given(MIXED, MIXED)
def test_index_words_of_two_texts_are_those_of_both(one: str, other: str) -> None:
    assert index_words(f"{one} {other}") == index_words(one) + index_words(other)
