"""Relevance of quotes to the words of a topic.

Score = share of the topic's words that stand in the quote itself, plus half of the share that stands only in the
sentences around it (a quote is often about what its sentence names), then newer first. Plain term coverage rather
than BM25: it is the same in an archive of one article as in one of a million.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.archive.port import QuoteRow
from bot.query.view import View
from bot.text.words import index_words

AROUND = 0.5
"""What a word beside the quote counts against one inside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A quote with how well it fits."""

    row: QuoteRow
    inside: float  # share of the words inside the quote, 0..1
    around: float  # share of the words in the quote or its sentences, 0..1

    @property
    def score(self) -> float:
        return self.inside + AROUND * (self.around - self.inside)

    @property
    def place(self) -> int:
        """Offset of the quote in its article."""
        return self.row.quote.spans[0].start


def by_relevance(rows: Sequence[QuoteRow], words: Sequence[AbstractSet[str]], view: View) -> list[Scored]:
    """The rows that hold at least one of the words, best first. Costs one article read a row."""
    scored = [s for row in rows if (s := _score(row, words, view)).around > 0]
    scored.sort(key=lambda s: (-s.score, -(s.row.day.toordinal() if s.row.day else 0), s.row.article, s.place))
    return scored


def full_coverage(scored: Sequence[Scored]) -> list[Scored]:
    """Those that hold every word, in the quote or around it."""
    return [s for s in scored if s.around >= 1.0]


def _score(row: QuoteRow, words: Sequence[AbstractSet[str]], view: View) -> Scored:
    article = view.reader.article(row.article)
    if article is None or not words:
        return Scored(row=row, inside=0.0, around=0.0)
    inside = frozenset(word for span in row.quote.spans for word in index_words(span.of(article.text)))
    around = inside | frozenset(index_words(row.context.of(article.text)))
    return Scored(row=row, inside=_share(words, inside), around=_share(words, around))


def _share(words: Sequence[AbstractSet[str]], present: AbstractSet[str]) -> float:
    return sum(not wanted.isdisjoint(present) for wanted in words) / len(words)
