"""What every archive works out of an article before storing it: search words, contexts, counts. Pure."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2
from operator import eq

from bot.archive.port import Changes, Filter, Identified, Prepared, Sighted
from bot.model import Actor, Quote, Span
from bot.text.words import fold, index_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """By sentence: `words`, `quoted`. By quote: `touched`, `contexts`. By entity: `plain`."""

    words: tuple[str, ...]  # search words of each sentence, separated by spaces
    quoted: tuple[bool, ...]  # does the content of a quote touch the sentence?
    touched: tuple[range, ...]  # indexes of the sentences that the quote's content touches
    contexts: tuple[Span, ...]  # from the first of those to the last; the content itself where there is none
    plain: tuple[int, ...]  # number of plain quotes of each entity
    same: tuple[str, ...]  # one key for each quote; equal for the same words


def derive(prepared: Prepared) -> Derived:
    """Everything derived from one article. Linear in its length."""
    extraction = prepared.extraction
    sentences = extraction.sentences
    starts = [span.start for span in sentences]
    ends = [span.end for span in sentences]
    touched = tuple(_touched(starts, ends, quote) for quote in extraction.quotes)
    quoted = [False] * len(sentences)
    for indexes in touched:
        for index in indexes:
            quoted[index] = True
    plain = Counter(speaker for quote in extraction.quotes if quote.plain for speaker in set(quote.speakers))
    words = prepared.words
    return Derived(
        words=sentence_words(prepared.article.text, sentences) if words is None else words,
        quoted=tuple(quoted),
        touched=touched,
        contexts=tuple(
            _context(sentences, indexes, quote) for indexes, quote in zip(touched, extraction.quotes, strict=True)
        ),
        plain=tuple(plain[index] for index in range(len(extraction.entities))),
        same=quote_keys(prepared.article.text, extraction.quotes) if prepared.same is None else prepared.same,
    )


def sentence_words(text: str, sentences: Sequence[Span]) -> tuple[str, ...]:
    """The search words of each sentence, separated by spaces."""
    return tuple(" ".join(index_words(span.of(text))) for span in sentences)


def quote_keys(text: str, quotes: Sequence[Quote]) -> tuple[str, ...]:
    """A key for the words of each quote: equal where they differ in case, marks and accents only."""
    return tuple(_key(" ".join(span.of(text) for span in quote.spans)) for quote in quotes)


def _key(words: str) -> str:
    return hashlib.blake2b(" ".join(index_words(words)).encode("utf-8", "replace"), digest_size=8).hexdigest()


SKETCH_VALUES = 64
"""Values of four bytes in a sketch."""
_BAND_BYTES = 16  # 16 bands of 4 values: two texts of similarity 0.7 share one with 0.99, of 0.3 with 0.12
BAND_MOST = 32
"""Articles that are kept under one band. More than that are a form (a weather table), not a story; the later ones are
still compared with those."""
ALIKE = 0.5
"""Similarity from which two articles are one story."""


def bands(sketch: bytes | None) -> tuple[int, ...]:
    """Numbers of which near-duplicates share at least one (locality-sensitive hashing, Indyk and Motwani 1998)."""
    pieces = range(0, len(sketch or b""), _BAND_BYTES)
    return tuple(
        int.from_bytes(hashlib.blake2b(b"%d:" % at + (sketch or b"")[at : at + _BAND_BYTES], digest_size=7).digest())
        for at in pieces
    )


def similarity(one: bytes, other: bytes) -> float:
    """Share of equal values of two sketches: an estimate of the Jaccard similarity of the texts."""
    equal: int = sum(map(eq, memoryview(one).cast("I"), memoryview(other).cast("I")))
    return equal / SKETCH_VALUES


def weight(total: int, holding: int) -> int:
    """How much a word counts that `holding` of `total` sentences hold: inverse document frequency in 1/1000 bits.

    A whole number, so that every archive adds up the same sums in whatever order.
    """
    return round(1000 * log2((total + 1) / (holding + 1))) + 1


def about_quotes(where: Filter) -> bool:
    """Does the filter say anything of quotes, beyond their article?"""
    return bool(where.speaker or where.plain or where.firsts)


def name_key(actor: Actor) -> str:
    """All names of the actor, folded, each word after a space: `" " + prefix` occurs in it where a word begins so."""
    return "\n".join(" " + prefix_key(name) for name in (actor.name, *actor.aliases))


def prefix_key(prefix: str) -> str:
    """What is looked for in `name_key`, without the space before it."""
    words = fold(prefix).replace("-", " ").split()
    return " ".join(words).encode("utf-8", "replace").decode("utf-8")  # lone surrogates are in no stored name


def identify(changes: Changes, sighted: Iterable[Sighted]) -> Identified | None:
    """Who everybody is after the changes; None: as stored. `sighted` is walked through only if it is asked for."""
    if changes.keep_actors:
        return None
    if changes.identify:
        return changes.identify(sighted)
    return Identified(actors=changes.actors, members=changes.members)


def _touched(starts: list[int], ends: list[int], quote: Quote) -> range:
    first = min(span.start for span in quote.spans)
    last = max(span.end for span in quote.spans)
    return range(bisect_right(ends, first), bisect_left(starts, last))


def _context(sentences: Sequence[Span], touched: range, quote: Quote) -> Span:
    first = min(span.start for span in quote.spans)
    last = max(span.end for span in quote.spans)
    if not touched:
        return Span(first, last)
    return Span(min(first, sentences[touched[0]].start), max(last, sentences[touched[-1]].end))
