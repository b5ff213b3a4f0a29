"""What every archive works out of an article before storing it: search words, contexts, counts. Pure."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from math import log2
from operator import eq
from typing import Final

from bot.archive import codec
from bot.archive.numbering import join_touched
from bot.archive.port import Filter, Known, Prepared, PreparedNames, PreparedQuotes
from bot.model import Actor, Article, Entity, Extraction, Span
from bot.text.words import fold, index_line


def pack(
    article: Article,
    extraction: Extraction,
    known: Known,
    *,
    words: tuple[str, ...] | None = None,
    sketch: bytes | None = None,
) -> Prepared:
    """The article with all that archives store of it. Linear in its length. `words`: its `sentence_words`, if made."""
    sentences = extraction.sentences
    quotes, touched = _packed(extraction)
    counts = [0] * len(extraction.entities)
    for place, sayer in zip(quotes.said, quotes.sayers, strict=True):
        counts[sayer] += quotes.plain[place]
    return Prepared(
        article=article,
        known=known,
        entities=codec.encode_entities(extraction.entities),
        names=_names(extraction.entities),
        counts=tuple(counts),
        sentences=codec.encode_sentences(sentences),
        words=sentence_words(article.text, sentences) if words is None else words,
        touched=touched,
        quotes=quotes,
        sketch=sketch,
    )


def _names(entities: tuple[Entity, ...]) -> PreparedNames:
    names = [entity.name for entity in entities]
    rests = [codec.encode_rest(entity) for entity in entities]
    return PreparedNames(names, rests, [len(entity.mentions) for entity in entities])


def _packed(extraction: Extraction) -> tuple[PreparedQuotes, str]:
    """The quotes, and the sentences that they touch, joined."""
    sentence_starts = [span[0] for span in extraction.sentences]
    sentence_ends = [span[1] for span in extraction.sentences]
    values: list[str] = []
    starts: list[int] = []
    plain: list[int] = []
    context_starts: list[int] = []
    context_ends: list[int] = []
    firsts: list[int] = []
    afters: list[int] = []
    touched: list[list[int]] = [[] for _ in sentence_starts]
    said: list[int] = []
    sayers: list[int] = []
    for place, quote in enumerate(extraction.quotes):
        spans = quote.spans
        if len(spans) == 1:
            start, end = spans[0]
        else:
            start, end = min(spans)[0], max([span[1] for span in spans])
        first, after = bisect_right(sentence_ends, start), bisect_left(sentence_starts, end)
        touches = first < after
        values.append(codec.encode_quote(quote))
        starts.append(start)
        plain.append(1 if quote.plain else 0)
        context_starts.append(min(start, sentence_starts[first]) if touches else start)
        context_ends.append(max(end, sentence_ends[after - 1]) if touches else end)
        firsts.append(first)
        afters.append(after if touches else first)
        for at in range(first, after):
            touched[at].append(place)
        for speaker in quote.speakers if len(quote.speakers) < 2 else sorted(set(quote.speakers)):
            said.append(place)
            sayers.append(speaker)
    quotes = PreparedQuotes(values, starts, plain, context_starts, context_ends, firsts, afters, said, sayers)
    return quotes, join_touched(touched)


def sentence_words(text: str, sentences: Sequence[Span]) -> tuple[str, ...]:
    """The search words of each sentence, separated by spaces."""
    return tuple([index_line(text[start:end]) for start, end in sentences])


def said_words(text: str, spans: Iterable[Span]) -> str:
    """The search words of what is quoted: equal where only case, marks and accents differ."""
    return index_line(" ".join([text[start:end] for start, end in spans]))


SKETCH_VALUES: Final = 64
"""Values of four bytes in a sketch."""
_BAND_BYTES: Final = 16  # 16 bands of 4 values: two texts of similarity 0.7 share one with 0.99, of 0.3 with 0.12
BAND_MOST: Final = 32
"""Articles that are kept under one band. More than that are a form (a weather table), not a story; the later ones are
still compared with those."""
ALIKE: Final = 0.5
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
