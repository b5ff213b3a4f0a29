"""The reporting clause of a quote: of the cue's sentence what belongs to no content and to no other report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bot.extract.document import Document
from bot.extract.phrases import Range
from bot.extract.tags import Sentence, Tag
from bot.model import Quote, Span

_MOST_QUOTES: Final = 50  # in one sentence; what holds more is no prose, and its clauses are not read


@dataclass(slots=True, eq=False)
class Clause:
    """The reporting clause of a quote, in items of its sentence."""

    sentence: Sentence = field(repr=False)
    cue: Range
    source: Range | None
    free: bytearray  # 1: the item belongs to no content, no other clause, and neither to cue nor source
    outer: Quote | None  # the indirect quote within which all this is reported

    def span(self, items: Range | None) -> Span | None:
        return Span(self.sentence.start(items[0]), self.sentence.end(items[1] - 1)) if items else None

    def runs(self) -> list[Range]:
        """The free stretches; one that begins inside the source is read once more from the source's end on."""
        out: list[Range] = []
        i, size = self.free.find(1), len(self.free)
        while i >= 0:
            end = self.free.find(0, i)
            end = size if end < 0 else end
            out.append((i, end))
            if self.source is not None and i < self.source[1] < end:
                out.append((self.source[1], end))
            i = self.free.find(1, end)
        return out


class Clauses:
    """Finds the sentence of a cue and what in it is free. Built once for an article."""

    def __init__(self, document: Document, quotes: Iterable[Quote]) -> None:
        self._sentences = [s for p in document.paragraphs for s in p.sentences if len(s)]
        self._starts = [s.start(0) for s in self._sentences]
        self._at = -1
        self._of_items: list[int] = []
        self._quotes: dict[int, list[Quote]] = {}  # sentence -> quotes that have a cue or content in it
        for quote in quotes:
            spans = quote.spans if quote.cue is None else (*quote.spans, quote.cue)
            for number in {n for span in spans for n in self._numbers(span)}:
                self._quotes.setdefault(number, []).append(quote)

    def _number(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _item_starts(self, number: int) -> list[int]:
        """Offsets of the items of a sentence; kept for the next quote, which mostly has the same."""
        if self._at != number:
            sentence = self._sentences[number]
            starts = sentence.tokens.starts
            self._at, self._of_items = number, [starts[i] for i in sentence.first]
        return self._of_items

    def _numbers(self, span: Span) -> range:
        return range(max(self._number(span.start), 0), self._number(span.end - 1) + 1)

    def of(self, quote: Quote) -> Clause | None:
        if quote.cue is None:
            return None
        number = self._number(quote.cue.start)
        if number < 0 or len(self._quotes[number]) > _MOST_QUOTES:
            return None
        sentence = self._sentences[number]
        starts = self._item_starts(number)
        cue = _items(starts, quote.cue)
        source = _items(starts, quote.source) if quote.source and _within(sentence, quote.source) else None
        free = bytearray(b"\1" * len(starts))
        outer = None
        for other in self._quotes.get(number, ()):
            holds = any(s.start <= quote.cue.start and quote.cue.end <= s.end for s in other.spans)
            if holds and other is not quote:
                outer = other if outer is None or other.spans[0].start > outer.spans[0].start else outer
                _only(free, starts, other, quote.cue)
                continue
            for span in other.spans:
                begin, end = _items(starts, span)
                _clear(free, begin, end)
            if other is not quote and other.cue is not None and _within(sentence, other.cue):
                _keep_side(free, cue, _clause_items(starts, other.cue, other.source))
        _clear(free, cue[0], cue[1])
        if source is not None:
            _clear(free, source[0], _core_end(sentence, source[0], source[1]))
        return Clause(sentence, cue, source, free, outer)


def _items(starts: list[int], span: Span) -> Range:
    """The items that the span touches, within the sentence."""
    return max(bisect_right(starts, span.start) - 1, 0), max(bisect_right(starts, span.end - 1), 0)


def _core_end(sentence: Sentence, begin: int, end: int) -> int:
    """The end of a source without what commas insert: "Quill | , in a statement," """
    return next((i for i in range(begin, end) if sentence.tags[i] in (Tag.COMMA, Tag.DASH)), end)


def _within(sentence: Sentence, span: Span) -> bool:
    return sentence.start(0) <= span.start and span.end <= sentence.end(len(sentence) - 1)


def _clear(free: bytearray, begin: int, end: int) -> None:
    if begin < end:
        free[begin:end] = bytes(end - begin)


def _only(free: bytearray, starts: list[int], outer: Quote, cue: Span) -> None:
    """Within a report that holds the cue, nothing outside of that report belongs to it."""
    span = next(s for s in outer.spans if s.start <= cue.start < s.end)
    begin, end = _items(starts, span)
    _clear(free, 0, begin)
    _clear(free, end, len(free))


def _clause_items(starts: list[int], cue: Span, source: Span | None) -> Range:
    """Cue and source of another quote of the sentence."""
    begin, end = _items(starts, cue)
    if source is not None and starts[0] <= source.start < cue.start:
        begin = min(begin, _items(starts, source)[0])
    return begin, end


def _keep_side(free: bytearray, cue: Range, other: Range) -> None:
    """Beyond another reporting clause nothing belongs to this one."""
    if other[0] > cue[0]:
        _clear(free, max(other[0], cue[1]), len(free))
    elif other[1] <= cue[0]:
        _clear(free, 0, other[1])
