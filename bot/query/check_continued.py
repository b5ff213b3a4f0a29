"""Speech over several paragraphs: each but the last ends without a closing mark, and every one opens with one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.archive.port import Filter, QuoteRow, Reader
from bot.model import Article, Span, Speech

_OPEN = "[“„«‘\"']"  # the marks themselves
_ON = re.compile(rf"[\s.,!?…]*\n\s*{_OPEN}")
_CLOSING = {"“": "”", "„": "[“”]", "«": "»", "‘": "’", '"': '"', "'": "'"}  # the marks themselves
_LONGEST = 200
"""Quotations of one article that are looked through."""


def continued(row: QuoteRow, article: Article, reader: Reader) -> list[QuoteRow]:
    """The row with those of the paragraphs before and after it that belong to the same speech, in reading order."""
    text, spans = article.text, row.quote.spans
    if row.quote.speech is not Speech.DIRECT or not (
        _ON.match(text, spans[-1].end) or _left_open(text, spans[0].start)
    ):
        return [row]
    every = [
        other
        for other in reader.quotes(Filter(article=row.article), limit=_LONGEST)[1]
        if other.quote.speech is Speech.DIRECT and other.speakers == row.speakers
    ]
    speech = [row]
    for one, other in pairwise(every):
        if speech[-1].id == one.id and _goes_on(text, one, other):
            speech.append(other)
    for other, one in pairwise(reversed(every)):
        if speech[0].id == other.id and _goes_on(text, one, other):
            speech.insert(0, one)
    return speech


def _left_open(text: str, start: int) -> bool:
    """Does the paragraph before the mark that stands before `start` end inside a quotation with the same marks?"""
    mark = text[start - 1 : start]
    head = text[: start - 1].rstrip(" \t") if mark in _CLOSING else ""
    if not mark or not head.endswith("\n"):
        return False
    before = head.rstrip().rpartition("\n")[2]
    if mark in "\"'":
        return len(re.findall(rf"(?<!\w){mark}|{mark}(?!\w)", before)) % 2 == 1
    opened = before.rfind(mark)
    return opened >= 0 and not re.search(rf"{_CLOSING[mark]}(?!\w)", before[opened:])


def _goes_on(text: str, one: QuoteRow, other: QuoteRow) -> bool:
    return bool(_ON.fullmatch(text, one.quote.spans[-1].end, other.quote.spans[0].start))


def as_one(speech: Sequence[QuoteRow]) -> QuoteRow:
    """All paragraphs of a speech as one quotation, under the id of the first."""
    if len(speech) == 1:
        return speech[0]
    first, last = speech[0], speech[-1]
    return replace(
        first,
        quote=replace(first.quote, spans=tuple(span for row in speech for span in row.quote.spans)),
        context=Span(first.context.start, last.context.end),
    )
