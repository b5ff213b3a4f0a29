"""What an article said before it was changed: quotations whose words are not in it any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from bot.archive.port import QuoteRow, Version
from bot.model import Article, Quote
from bot.query.wordings import ALIKE, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """One quotation that a change of its article altered or took out."""

    replaced: date | None  # when the article was changed
    before: Article  # as it stood until then
    quote: Quote  # of that version
    now: QuoteRow | None  # its present wording; None where it is gone


def rewordings(versions: Iterable[Version], article: Article, rows: tuple[QuoteRow, ...]) -> tuple[Rewording, ...]:
    """Plain quotations of earlier versions that stand in no later one, latest change first, in reading order.

    `versions`: the earlier ones, latest first. `rows`: the plain quotes of the present version.
    """
    present = {row.id: words_of(article, row.quote) for row in rows}
    by_id = {row.id: row for row in rows}
    seen = set(present.values())
    found = []
    for version in versions:
        for quote in version.extraction.quotes:
            words = words_of(version.article, quote)
            if not quote.plain or words in seen:
                continue
            seen.add(words)
            nearest = process.extractOne(words, present, scorer=fuzz.ratio, score_cutoff=ALIKE)
            found.append(
                Rewording(
                    replaced=version.replaced.date() if version.replaced else None,
                    before=version.article,
                    quote=quote,
                    now=by_id[nearest[2]] if nearest else None,
                )
            )
    return tuple(found)
