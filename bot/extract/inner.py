"""Quotations inside quotations: “He told me ‘never again’,” Ruiz said gives his words, too, as Ruiz reports them.

Only quoted words count here; what a speaker merely says of others' opinions is part of her own speech. The source is
a name; of a pronoun inside speech nobody knows safely whom it means, so it stays without a speaker.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.coreference import Cast, mentions_between
from bot.extract.document import Document
from bot.extract.lexicon import Lexicon
from bot.extract.tags import Sentence, Tag
from bot.extract.verbal import verbal_attributions
from bot.model import Flag, Kind, Quote, Span, Speech

_NAMED: Final = 0.6  # never as sure as speech that the reporter tells
_NAMELESS: Final = 0.3


def with_inner_quotes(document: Document, quotes: tuple[Quote, ...], cast: Cast, lexicon: Lexicon) -> tuple[Quote, ...]:
    """`quotes` with those inside them, by first span; no two begin at the same offset."""
    starts = [quote.spans[0].start for quote in quotes]
    taken = set(starts)
    out = list(quotes)
    for paragraph in document.paragraphs:
        for sentence in paragraph.inner:
            if Tag.QUOTATION in sentence.tags:
                attributions, _ = verbal_attributions(sentence, lexicon)
                for attribution in attributions:
                    inner = _inner_quote(document, attribution, quotes, starts, cast)
                    if inner is not None and inner.spans[0].start not in taken:
                        taken.add(inner.spans[0].start)
                        out.append(inner)
    out.sort(key=lambda quote: quote.spans[0].start)
    return tuple(out)


def _inner_quote(
    document: Document, attribution: Attribution, quotes: tuple[Quote, ...], starts: list[int], cast: Cast
) -> Quote | None:
    """The quote of one report inside speech; None where no quoted words or no source belong to it."""
    sentence = attribution.sentence
    spans = tuple(
        document.span(*quotation.inside)
        for k, quotation in enumerate(sentence.quotations)
        if quotation is not None
        and any(b <= sentence.first[k] and sentence.last[k] <= e for b, e in attribution.content)
    )
    if not spans or attribution.source is None or attribution.cue is None:
        return None
    if sentence.word(attribution.source[0]) in ("i", "we"):
        return None  # her own words of then: part of what she says
    outer = _outer(quotes, starts, spans[0])
    if outer is None:
        return None
    speakers = _speakers(sentence, attribution, cast)
    second = len(outer.speakers) == 1 and speakers != outer.speakers
    return Quote(
        spans=spans,
        speech=Speech.DIRECT,
        source=_span(sentence, attribution.source),
        speakers=speakers,
        cue=_span(sentence, attribution.cue),
        confidence=min(_NAMED if speakers else _NAMELESS, outer.confidence),
        rules=("inner-quotation", *attribution.rules),
        flags=frozenset((Flag.SECONDHAND,)),
        via=outer.speakers[0] if second else None,
    )


def _span(sentence: Sentence, items: tuple[int, int]) -> Span:
    return Span(sentence.start(items[0]), sentence.end(items[1] - 1))


_REACH: Final = 4  # quotes that may begin between an outer quote and what stands in it


def _outer(quotes: tuple[Quote, ...], starts: list[int], span: Span) -> Quote | None:
    """The narrowest of the quotes before that covers the span."""
    at = bisect_right(starts, span.start)
    covering = [q for q in quotes[max(0, at - _REACH) : at] if any(s.start <= span.start < s.end for s in q.spans)]
    return min(covering, key=lambda q: q.spans[-1].end - q.spans[0].start, default=None)


def _speakers(sentence: Sentence, attribution: Attribution, cast: Cast) -> tuple[int, ...]:
    source = attribution.source
    assert source is not None
    span = _span(sentence, source)
    named = [m for m in mentions_between(cast, span.start, span.end) if not m.possessor]
    if len(named) == 1 and cast.clusters[named[0].entity].kind is Kind.PERSON:
        return (named[0].entity,)
    return ()
