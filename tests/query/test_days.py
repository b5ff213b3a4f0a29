"""Days in words become dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import RequestNotUnderstood
from bot.query.days import stretch

TODAY = date(2025, 3, 19)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2025-03-14", date(2025, 3, 14), date(2025, 3, 14)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("14 March 2025", date(2025, 3, 14), date(2025, 3, 14)),
        ("March 14th, 2025", date(2025, 3, 14), date(2025, 3, 14)),
        ("14 Mar", date(2025, 3, 14), date(2025, 3, 14)),
        ("December", date(2024, 12, 1), date(2024, 12, 31)),
        ("in March", date(2025, 3, 1), date(2025, 3, 31)),
        ("today", TODAY, TODAY),
        ("yesterday", date(2025, 3, 18), date(2025, 3, 18)),
        ("last week", date(2025, 3, 10), date(2025, 3, 16)),
        ("this week", date(2025, 3, 17), TODAY),
        ("last month", date(2025, 2, 1), date(2025, 2, 28)),
        ("on Thursday", date(2025, 3, 13), date(2025, 3, 13)),
        ("Wednesday", TODAY, TODAY),
        ("last Wednesday", date(2025, 3, 12), date(2025, 3, 12)),
        ("3 days ago", date(2025, 3, 16), date(2025, 3, 16)),
    ],
)
def test_stretch_reads_days(words: str, first: date, last: date) -> None:
    assert stretch(words, TODAY) == (first, last)


@pytest.mark.parametrize("words", ["", "soon", "2025-13-01", "31 February 2025", "99999 years ago", "0000-00-00"])
def test_stretch_names_what_it_cannot_read(words: str) -> None:
    with pytest.raises(RequestNotUnderstood, match="cannot read"):
        stretch(words, TODAY)


@given(st.text(max_size=30))
def test_stretch_raises_nothing_else(words: str) -> None:
    try:
        first, last = stretch(words, TODAY)
    except RequestNotUnderstood:
        return
    assert first <= last
