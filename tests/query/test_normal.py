"""Normalisation for comparing: what counts as the same word, and that offsets lead back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.query.normal import agree_on_compounds, bare, forms, pieces, strict, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We’ll go,”", '"we\'ll go"'),
        ("cease‑fire", "ceasefire"),
        ("Erdoğan — naïve", "Erdogan - naive"),
        ("thirty-four", "34"),
        ("two hundred and six", "206"),
        ("2 million", "2,000,000"),
        ("a hundred years", "100 years"),
        ("Merrow & Sons", "Merrow and Sons"),
        ("4.8 million", "4,800,000"),
        ("5 %", "5 percent"),
        ("soft\u00adhyphen", "softhyphen"),
        ("non\u00a0breaking", "non breaking"),
        ("U.S.", "US"),
    ],
)
def test_tokens_agree(one: str, other: str) -> None:
    assert forms(tokens(one)) == forms(tokens(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("27.4", "274"),
        ("1,000", "1.5"),
        ("will", "will not"),
        ("$5", "€5"),
        ("one", "two"),
        ("fire fight", "firefight"),
    ],
)
def test_tokens_differ(one: str, other: str) -> None:
    assert forms(tokens(one)) != forms(tokens(other))


def test_insertions_are_marked() -> None:
    assert [token.form for token in tokens("[The council] failed us") if not token.inserted] == ["failed", "us"]


def test_compounds_agree_where_a_list_or_a_hyphen_says_so() -> None:
    for apart, together in (("a cease fire now", "a ceasefire now"), ("twelve per cent", "12 percent")):
        assert forms(agree_on_compounds(tokens(apart), tokens(together), together)) == forms(tokens(together))
    kept = agree_on_compounds(tokens("to get her back"), tokens("together back"), "together back")
    assert forms(kept) == ["to", "get", "her", "back"]


def test_strict_and_bare_drop_the_outside_only() -> None:
    assert strict("“It’s  late…”") == "it's late"
    assert bare(" “It’s late,” ") == "It’s late"


def test_pieces_are_split_at_every_kind_of_ellipsis() -> None:
    text = "We had … talks [...] with him . . . today"
    assert [text[start:end].strip() for start, end in pieces(text)] == ["We had", "talks", "with him", "today"]


@given(st.text(alphabet="ab Z1,.“”‘’'\"-–—…[]&%\n\u00ad\u200béß２", max_size=80))
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert last <= token.start < token.end <= len(text)
        assert token.form
        last = token.end
