"""What a quote carries beside its words: when, where, in which medium and to whom it was said, and what qualifies it.

Only the reporting clause is read: of the cue's sentence what belongs to no content. A quote without a cue of its own
that goes on with a source carries what that source's cue told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.extract.details_lexicon import media
from bot.extract.details_phrases import Adjuncts, read_adjuncts
from bot.extract.details_time import resolve_day
from bot.extract.document import Document
from bot.extract.lexicon import AUXILIARY, Lexicon
from bot.extract.phrases import Range, noun_phrase_right
from bot.extract.tags import Sentence, Tag
from bot.model import Dated, Entity, Flag, Quote, Span, Speech

_CONDITIONS = frozenset(("if", "unless", "whether", "suppose", "supposing"))
_REFUSALS = frozenset(("deny", "decline", "refuse"))
_TOLD = frozenset("story stories tale tales truth lie lies joke jokes anecdote secret".split())  # told, not spoken to
_MOST_QUOTES = 50  # in one sentence; what holds more is no prose, and its clauses are not read
_REPORTER_WITHIN = 12  # items behind the cue
_OUTSIDE = frozenset((Flag.BELIEF, Flag.DENIED, Flag.HYPOTHETICAL))


def with_details(
    document: Document, quotes: Sequence[Quote], cast: Sequence[Entity], published: date | None, words: Lexicon
) -> tuple[Quote, ...]:
    """The quotes with medium, addressee, date, place, flags and reporter, as far as the text tells them.

    `published` resolves "on Friday". Linear in the text, but for the quotes of one sentence, which see each other.
    """
    clauses = _Clauses(document, quotes)
    known: dict[Span, Quote] = {}
    named = _Named(cast)
    starts = frozenset(
        document.tokens.starts[q.inside[0]] for p in document.paragraphs for q in p.quotations if not q.opened
    )
    out: list[Quote] = []
    for quote in quotes:
        clause = clauses.of(quote)
        if clause is not None:
            quote = _told(clause, quote, published, words)
            quote = _reported(clause, quote, named)
            if quote.source is not None:
                known.setdefault(quote.source, quote)
        elif quote.source is not None and quote.source in known:
            first = known[quote.source]
            quote = replace(
                quote, medium=first.medium, addressee=first.addressee, said=first.said, place=first.place,
                flags=quote.flags | first.flags & {Flag.TRANSLATED},
            )  # fmt: skip
        out.append(_unopened(starts, _elided(document.text, quote)))
    return _handed_on(out, document)


class _Named:
    """The entities by where they are named."""

    def __init__(self, cast: Sequence[Entity]) -> None:
        self._mentions = sorted((span, number) for number, entity in enumerate(cast) for span in entity.mentions)

    def within(self, span: Span) -> int | None:
        """The first entity named within the span."""
        at = bisect_left(self._mentions, (Span(span.start, 0), -1))
        if at < len(self._mentions) and self._mentions[at][0].end <= span.end:
            return self._mentions[at][1]
        return None


@dataclass(frozen=True, slots=True)
class _Clause:
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


class _Clauses:
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

    def of(self, quote: Quote) -> _Clause | None:
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
                _clear(free, *_items(starts, span))
            if other is not quote and other.cue is not None and _within(sentence, other.cue):
                _keep_side(free, cue, _clause_items(starts, other.cue, other.source))
        _clear(free, *cue)
        if source is not None:
            _clear(free, source[0], _core_end(sentence, *source))
        return _Clause(sentence, cue, source, free, outer)


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


def _told(clause: _Clause, quote: Quote, published: date | None, words: Lexicon) -> Quote:
    """With what the adjuncts of the clause tell."""
    sentence = clause.sentence
    verb = _verb(sentence, clause.cue, words)
    found = Adjuncts()
    cue = words.cues.get(verb)
    addressed = cue is not None and cue.kind == "speech" and bool(cue.complements & {"o", "p"})
    for begin, end in clause.runs():
        if addressed and begin == clause.cue[1]:
            begin = _skip_addressee(sentence, begin, end, found)
        found.adopt(read_adjuncts(sentence, begin, end))
    medium = clause.span(found.medium) or _medium_of_source(clause, quote) or _medium_of_verb(clause, verb)
    addressee = clause.span(found.addressee)
    if medium is None and found.addressee is not None and _is_outlet(sentence, found.addressee):
        medium = addressee
    time = clause.span(found.time)
    said = None
    if found.time is not None and time is not None:
        said = Dated(span=time, day=resolve_day([sentence.word(i) for i in range(*found.time)], published))
    flags = set(quote.flags)
    if found.translated:
        flags.add(Flag.TRANSLATED)
    if _is_hypothetical(clause):
        flags.add(Flag.HYPOTHETICAL)
    if verb in _REFUSALS or _is_refused(clause, words):
        flags.add(Flag.DENIED)
    return replace(
        quote, medium=medium, addressee=addressee, said=said, place=clause.span(found.place), flags=frozenset(flags)
    )


def _verb(sentence: Sentence, cue: Range, words: Lexicon) -> str:
    """The lemma of the cue's verb; empty where it has none."""
    for i in range(cue[1] - 1, cue[0] - 1, -1):
        if sentence.tags[i] in (Tag.VERB, Tag.ING, Tag.PARTICIPLE):
            return words.forms.get(sentence.word(i), ("", 0))[0]
    return ""


def _skip_addressee(sentence: Sentence, begin: int, end: int, found: Adjuncts) -> int:
    """Behind "reporters" in "told reporters"; kept in `found`."""
    i = begin
    while i < end and sentence.tags[i] is Tag.ADVERB:
        i += 1
    if i >= end:
        return begin
    if sentence.tags[i] in (Tag.SUBJECT, Tag.OBJECT):
        found.addressee = (i, i + 1)
        return i + 1
    phrase = noun_phrase_right(sentence, i)
    if phrase is None:
        return begin
    stop = min(phrase[1], end)
    stop = next((k for k in range(i, stop) if sentence.tags[k] is Tag.COMMA), stop)
    head = next((k for k in range(i, stop) if sentence.tags[k] is Tag.PREPOSITION), stop) - 1
    if stop > i and sentence.word(head) not in _TOLD:
        found.addressee = (i, stop)
    return stop


def _is_outlet(sentence: Sentence, items: Range) -> bool:
    words = media()
    for i in range(*items):
        if sentence.tags[i] is Tag.PREPOSITION:
            return False
        if sentence.tags[i] is Tag.NAME and (
            sentence.word(i) in words.outlets or sentence.word(i) in words.outlet_words
        ):
            return True
    return False


def _medium_of_source(clause: _Clause, quote: Quote) -> Span | None:
    """ "A sign | read": the thing itself carries the words."""
    if clause.source is None or quote.speakers:
        return None
    carriers = media().carriers
    for i in range(*clause.source):
        if clause.sentence.tags[i] in (Tag.PREPOSITION, Tag.COMMA, Tag.SUBORDINATOR):
            break
        if clause.sentence.tags[i] is Tag.NOUN and clause.sentence.word(i) in carriers:
            return quote.source
    return None


def _medium_of_verb(clause: _Clause, verb: str) -> Span | None:
    """ "tweeted" """
    return clause.span(clause.cue) if verb in media().verbs else None


def _is_hypothetical(clause: _Clause) -> bool:
    """ "If Ruiz said", "Did Ruiz say …?" """
    sentence = clause.sentence
    begin = min(clause.cue[0], clause.source[0] if clause.source else clause.cue[0])
    k = begin - 1
    while k >= 0 and sentence.tags[k] is Tag.ADVERB:
        k -= 1
    if k >= 0 and sentence.tags[k] is Tag.SUBORDINATOR and sentence.word(k) in _CONDITIONS:
        return True
    asked = sentence.tokens.words[sentence.last[-1] - 1].endswith("?")
    return asked and k >= 0 and bool(sentence.classes[k] & AUXILIARY) and clause.source is not None


def _is_refused(clause: _Clause, words: Lexicon) -> bool:
    """ "denied saying", "declined to say": the verb before governs the cue."""
    sentence, begin = clause.sentence, clause.cue[0]
    i = begin - 1
    while i >= 0 and begin - i <= 3 and sentence.tags[i] in (Tag.TO, Tag.ADVERB, Tag.NEGATION, Tag.ING, Tag.AUXILIARY):
        i -= 1
    if i < 0 or sentence.tags[i] is not Tag.VERB:
        return False
    return words.forms.get(sentence.word(i), ("", 0))[0] in _REFUSALS


def _reported(clause: _Clause, quote: Quote, named: _Named) -> Quote:
    """With the one who reports it, where that is not the speaker: "Quill said Orme had told her", "according to X"."""
    outer = clause.outer
    if (
        outer is not None
        and outer.speech is not Speech.DIRECT
        and outer.flags.isdisjoint(_OUTSIDE)
        and outer.speakers
        and set(outer.speakers).isdisjoint(quote.speakers)
        and (quote.speakers or quote.unnamed)
    ):
        return replace(quote, via=outer.speakers[0], flags=quote.flags | {Flag.SECONDHAND})
    via = _according_to(clause, named)
    if via is not None and via not in quote.speakers and quote.speakers:
        return replace(quote, via=via, flags=quote.flags | {Flag.SECONDHAND})
    return quote


def _according_to(clause: _Clause, named: _Named) -> int | None:
    """ "Quill said, according to | the Herald": the one named right behind the reporting clause."""
    sentence = clause.sentence
    begin = max(clause.cue[1], clause.source[1] if clause.source else 0)
    for i in range(begin, min(begin + _REPORTER_WITHIN, len(sentence) - 2)):
        if sentence.word(i) == "according" and sentence.word(i + 1) == "to":
            found = noun_phrase_right(sentence, i + 2)
            return named.within(Span(sentence.start(found[0]), sentence.end(found[1] - 1))) if found else None
        if sentence.tags[i] is Tag.QUOTATION or sentence.tags[i] is Tag.VERB:
            return None
    return None


def _handed_on(quotes: list[Quote], document: Document) -> tuple[Quote, ...]:
    """A report whose quoted words are all somebody else's, as a second-hand quote tells, is no quotation itself."""
    second = sorted(span for q in quotes if Flag.SECONDHAND in q.flags for span in q.spans)
    if not second:
        return tuple(quotes)
    marks = [document.span(*q.inside) for p in document.paragraphs for q in p.quotations if q.inside[0] < q.inside[1]]
    return tuple(
        replace(quote, speech=Speech.INDIRECT)
        if quote.speech is Speech.MIXED
        and Flag.SECONDHAND not in quote.flags
        and all(_covers(second, inner) for span in quote.spans for inner in _inside(marks, span))
        else quote
        for quote in quotes
    )


def _inside(spans: list[Span], outer: Span) -> list[Span]:
    """Those of the ordered disjoint `spans` that begin inside `outer`."""
    return spans[bisect_left(spans, (outer.start, 0)) : bisect_left(spans, (outer.end, 0))]


def _covers(spans: list[Span], inner: Span) -> bool:
    """Does one of the ordered `spans` hold `inner`? Of those that begin before it the last three are looked at."""
    at = bisect_left(spans, (inner.start + 1, 0))
    return any(span.end >= inner.end for span in spans[max(0, at - 3) : at])


_WITHOUT_OPENING = (
    0.8  # what a missing opening mark leaves of the confidence: the words before it may be the reporter's
)


def _unopened(starts: frozenset[int], quote: Quote) -> Quote:
    """With the rule and less confidence where the quotation was taken from the beginning of its sentence."""
    if quote.spans[0].start not in starts:
        return quote
    return replace(
        quote, confidence=round(quote.confidence * _WITHOUT_OPENING, 3), rules=(*quote.rules, "missing-mark")
    )


def _elided(text: str, quote: Quote) -> Quote:
    """Flagged where an ellipsis stands inside."""
    if Flag.ELIDED in quote.flags:
        return quote
    if any("…" in part or ".." in part or ". . ." in part for part in (span.of(text) for span in quote.spans)):
        return replace(quote, flags=quote.flags | {Flag.ELIDED})
    return quote
