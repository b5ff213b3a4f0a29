"""What is stored of a quote: JSON, made piece by piece for the sake of speed, from which the same quote comes back."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.archive.codec import decode_quote, encode_quote
from bot.model import Dated, Flag, Quote, Span, Speech

numbers = st.integers(0, 10**6)
spans = st.builds(Span, numbers, numbers)
maybe_spans = st.none() | spans
several_numbers = st.lists(numbers, max_size=3).map(tuple)
quotes = st.builds(
    Quote,
    spans=st.lists(spans, min_size=1, max_size=3).map(tuple),
    speech=st.sampled_from(Speech),
    source=maybe_spans,
    speakers=several_numbers,
    unnamed=st.none() | st.text(),
    cue=maybe_spans,
    confidence=st.floats(0, 1),
    rules=st.lists(st.text(), max_size=3).map(tuple),
    flags=st.frozensets(st.sampled_from(Flag)),
    via=st.none() | numbers,
    candidates=several_numbers,
    medium=maybe_spans,
    addressee=maybe_spans,
    said=st.none() | st.builds(Dated, span=spans, day=st.none() | st.dates(date(1, 1, 1))),
    place=maybe_spans,
)


@given(quotes)
def test_stored_quote_is_compact_json_in_one_line_and_comes_back(quote: Quote) -> None:
    stored = encode_quote(quote)
    assert stored == json.dumps(json.loads(stored), ensure_ascii=False, separators=(",", ":"))
    assert "\n" not in stored
    assert decode_quote(stored) == quote
