"""The same statement in other words: what outlets that carry one story make of a quotation."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from bot.archive.port import Filter, QuoteRow, Reader
from bot.model import Article, ArticleId, Quote, QuoteId

ALIKE = 60.0
"""Of 100: from there on, two quotations are one in other words (rapidfuzz.ratio)."""
_MOST = 200  # quotations of one article that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What another outlet has in the place of a quotation."""

    article: Article
    quote: Quote
    also_in: int = 0  # further outlets with this wording


def other_wordings(
    reader: Reader, article: Article, row: QuoteRow, same: AbstractSet[ArticleId]
) -> tuple[Wording, ...]:
    """What near-duplicates of the article have in place of its quote, earliest first, each wording once.

    `same`: those that have its very words. Of one speaker and nearest to each other on both sides: otherwise two
    statements of one person would pass for two wordings of one.
    """
    others = [other for other in reader.alike(article.id) if other not in same] if row.quote.plain else []
    own = _plain(reader, article) if others else {}
    found: dict[str, Wording] = {}
    for other in others:
        theirs = reader.article(other)
        rows = _plain(reader, theirs) if theirs else {}
        nearest = _nearest(row, article, rows, theirs)
        if theirs is None or nearest is None or _nearest(nearest, theirs, own, article) != row:
            continue
        words = words_of(theirs, nearest.quote)
        known = found.get(words.casefold())
        found[words.casefold()] = (
            replace(known, also_in=known.also_in + 1) if known else Wording(article=theirs, quote=nearest.quote)
        )
    return tuple(found.values())


def words_of(article: Article, quote: Quote) -> str:
    """The quote's words as one string, for comparing."""
    return " … ".join(span.of(article.text) for span in quote.spans)


def _plain(reader: Reader, article: Article) -> Mapping[QuoteId, QuoteRow]:
    return {row.id: row for row in reader.quotes(Filter(article=article.id, plain=True), limit=_MOST)[1]}


def _nearest(
    row: QuoteRow, article: Article, rows: Mapping[QuoteId, QuoteRow], other: Article | None
) -> QuoteRow | None:
    """The row of the other article that is this one in the same or other words."""
    if other is None:
        return None
    words = {id_: words_of(other, one.quote) for id_, one in rows.items() if may_be_one(row, one)}
    nearest = process.extractOne(words_of(article, row.quote), words, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return rows[nearest[2]] if nearest else None


def may_be_one(one: QuoteRow, other: QuoteRow) -> bool:
    """Have they a speaker in common, or is one of them without?"""
    return not one.speakers or not other.speakers or not set(one.speakers).isdisjoint(other.speakers)
