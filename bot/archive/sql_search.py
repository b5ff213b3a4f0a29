"""Looking for words in a database: which sentences and quotes hold which of the words, the best of them first.

To join every hit with its article costs ten times what finding it does. So the full-text index gives row numbers only;
they are ranked here by the words that they hold, and the database is asked about the first of them, a batch at a time,
until enough of them pass the filter.
"""

# Only fixed pieces of SQL are put together here; every value is bound.
# ruff: noqa: S608

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bot.archive import codec
from bot.archive.hits import Hits, Scores, WordSet, in_batches
from bot.archive.numbering import PLACES, article_and_place, first_number, split_lines, touching
from bot.archive.port import Filter
from bot.archive.session import Numbers, Session
from bot.archive.sql_lists import Ages, Days, Sayers
from bot.model import ActorId

_WORD = re.compile(r"(?:[^\W_]|\.)+")  # what `bot.text.words` makes; anything else stands in no sentence
_ALONE = 100
"""Sentences of one score that are asked about without others: the database then gives the first of them only."""
_COUNTS_KEPT = 200_000
NEWEST = "a.day IS NULL, a.day DESC, a.title, a.id"
"""The order of all lists, in SQL: newest first, undated last, then by title."""
FEW = 2_000
"""Quotes of one speaker or article whose sentences are read rather than looked up."""


@dataclass(slots=True)
class Counts:
    """What was counted in one generation of the archive. Whoever finds out more adds to it, in any thread."""

    generation: int
    articles: dict[Filter, Numbers] = field(default_factory=dict)  # that pass a filter
    days: dict[tuple[Any, ...], Days] = field(default_factory=dict)  # how many entries of a list each day has
    ages: Ages | None = None  # once something was searched for
    sayers: Sayers | None = None  # once many of their quotes had to be counted
    words: dict[str, int] = field(default_factory=dict)  # in how many sentences each stands
    speakers: tuple[tuple[ActorId, int], ...] | None = None  # the plain quotes of everybody, most first


class Counted:
    """The counts of the generation that was asked about last. For any number of threads."""

    def __init__(self) -> None:
        self._known = Counts(0)

    def of(self, generation: int) -> Counts:
        """What is remembered of that generation."""
        known = self._known
        if known.generation != generation or len(known.words) > _COUNTS_KEPT:
            known = self._known = Counts(generation)
        return known


def count_words(session: Session, words: Iterable[str], counts: dict[str, int]) -> Mapping[str, int]:
    """The number of sentences of each word, remembered in `counts`."""
    wanted = dict.fromkeys(words, 0)
    unknown = [word for word in wanted if word not in counts and _WORD.fullmatch(word)]
    if unknown:
        among, values = session.among("term", unknown)
        found = dict(session.rows(f"SELECT term, doc FROM word WHERE {among}", values))
        counts.update({word: found.get(word, 0) for word in unknown})
    return {word: counts.get(word, 0) for word in wanted}


def best_passages(
    session: Session, ages: Ages, hits: Hits, limit: int, quoted: tuple[str, Sequence[Any]] | None
) -> list[tuple[Any, ...]]:
    """Rows (article, day, start, end, quoted) of the first sentences.

    `quoted`: a condition on `q`, with its values, that some quote must meet whose content touches the sentence.
    """
    out: list[tuple[int, str, str | None]] = []  # number, id of the article, day
    for batch, _ in in_batches(hits.sentences(), limit, _ALONE):
        kept = sorted(_touched(session, batch, *quoted)) if quoted else batch
        scores = dict(zip(kept, map(hits.scores.of, hits.held(kept)), strict=True))
        out += _passages_in_order(session, ages, scores, limit - len(out))
        if len(out) >= limit:
            break
    return _spans(session, out)


def sentences_touched(session: Session, condition: str, values: Sequence[Any]) -> Numbers:
    """All sentences that the content of a quote touches which meets the condition on `q`; few quotes should."""
    rows = session.rows(f"SELECT q.article, q.first, q.after FROM quote q WHERE true{condition}", values)
    starts = [(first_number(article), first, after) for article, first, after in rows]
    found = {start + place for start, first, after in starts for place in range(first, after)}
    return np.fromiter(sorted(found), np.int64, len(found))


def _touching(session: Session, sentences: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each of the sentences with each quote whose content touches it."""
    by_article: defaultdict[int, list[int]] = defaultdict(list)
    for number in sentences:
        by_article[number // PLACES].append(number)
    among, articles = session.among("article", list(by_article))
    for article, touched in session.rows(f"SELECT article, quotes FROM touched WHERE {among}", articles):
        first = first_number(article)
        for number in by_article[article]:
            for quote in touching(touched, number - first):
                yield number, first + quote


def _touched(session: Session, sentences: Sequence[int], condition: str, values: Sequence[Any]) -> set[int]:
    """Those of the sentences that the content of such a quote touches."""
    found = list(_touching(session, sentences))
    if condition:
        among, numbers = session.among("q.n", list({quote for _, quote in found}))
        sql = f"SELECT q.n AS number FROM quote q WHERE {among}{condition}"
        kept = set(session.numbers(sql, [*numbers, *values]).tolist())
        found = [pair for pair in found if pair[1] in kept]
    return {sentence for sentence, _ in found}


def _passages_in_order(
    session: Session, ages: Ages, scores: Mapping[int, int], limit: int
) -> list[tuple[int, str, str | None]]:
    """The first of the sentences: number, id of the article, day."""
    if not scores:
        return []
    wanted = list({number // PLACES for number in scores})
    if len(set(scores.values())) == 1:
        wanted = next(ages.newest(wanted, limit))
    among, numbers = session.among("a.n", wanted)
    rows = session.rows(f"SELECT a.n, a.id, a.day FROM article a WHERE {among} ORDER BY {NEWEST}", numbers)
    articles = {n: (order, id_, day) for order, (n, id_, day) in enumerate(rows)}
    found = [(-scores[n], articles[n // PLACES][0], n) for n in scores if n // PLACES in articles]
    return [(n, *articles[n // PLACES][1:]) for _, _, n in sorted(found)[:limit]]


def _spans(session: Session, found: Sequence[tuple[int, str, str | None]]) -> list[tuple[Any, ...]]:
    """The rows of the sentences: where each stands in its article, and whether a quote touches it."""
    if not found:
        return []
    among, articles = session.among("article", list({number // PLACES for number, _, _ in found}))
    stored = session.rows(f"SELECT article, sentences FROM body WHERE {among}", articles)
    sentences = dict(stored)
    touched = _touched(session, [number for number, _, _ in found], "", ())
    out = []
    for number, id_, day in found:
        article, place = article_and_place(number)
        out.append((id_, day, *codec.decode_sentence(sentences[article], place), int(number in touched)))
    return out


@dataclass(slots=True)
class _Reached:
    """The quotes that sentences lead to, with the bits that they hold, until they are told."""

    session: Session
    among: AbstractSet[int] | None  # of which quotes, if not of all
    held: dict[int, int] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)

    def add(self, sentences: Mapping[int, int]) -> None:
        """Those that the sentences, with their bits, touch."""
        held, told, among = self.held, self.told, self.among
        for sentence, quote in _touching(self.session, list(sentences)):
            if quote not in told and (among is None or quote in among):
                held[quote] = held.get(quote, 0) | sentences[sentence]

    def tell(self, scores: Scores, least: int, articles: AbstractSet[int] | None = None) -> dict[int, int]:
        """Those of at least that score, each with its score; `articles`: only of these."""
        ready = {
            quote: score
            for quote, bits in self.held.items()
            if (score := scores.of(bits)) >= least and (articles is None or quote // PLACES in articles)
        }
        for quote in ready:
            del self.held[quote]
        self.told |= ready.keys()
        return ready


def best_quotes(
    session: Session, ages: Ages, hits: Hits, condition: str, limit: int, said: AbstractSet[int] | None
) -> list[int]:
    """Numbers of the first quotes that meet the condition on `q`, and are in `said` if that is given."""
    out: list[int] = []
    reached = _Reached(session, said)
    for batch, coming in in_batches(hits.neighbours(), limit):
        for ready in _ready(reached, ages, hits, batch, coming, 2 * limit):
            out += _quotes_in_order(session, ready, condition, (), limit - len(out))
            if len(out) >= limit:
                return out
    return out


def _ready(
    reached: _Reached, ages: Ages, hits: Hits, batch: Sequence[int], coming: int, size: int
) -> Iterator[dict[int, int]]:
    """The quotes of at least the score `coming` that the sentences of the batch lead to, best first.

    Where all sentences hold the same, only the articles tell which are first: then by so many of those at a time.
    """
    sentences = dict(zip(batch, hits.held(batch), strict=True))
    alike = set(sentences.values())
    if len(alike) == 1:
        score = hits.scores.of(alike.pop())
        yield reached.tell(hits.scores, score + 1)
        leading = {sentence // PLACES for sentence in batch} | {quote // PLACES for quote in reached.held}
        for newest in ages.newest(leading, size):
            articles = set(newest)
            reached.add({sentence: bits for sentence, bits in sentences.items() if sentence // PLACES in articles})
            yield reached.tell(hits.scores, score, articles)
    else:
        reached.add(sentences)
    yield reached.tell(hits.scores, coming)


def _quotes_in_order(
    session: Session, scores: Mapping[int, int], condition: str, values: Sequence[Any], limit: int
) -> list[int]:
    """The first of the quotes that meet the condition."""
    if not scores:
        return []
    among, numbers = session.among("q.n", list(scores))
    sql = f"SELECT q.n FROM quote q JOIN article a ON a.n = q.article WHERE {among}{condition}"
    return [number for (number,) in _in_order(session, sql, [*numbers, *values], "q.start, q.n", scores, limit)]


def _in_order(
    session: Session, sql: str, values: Sequence[Any], within: str, scores: Mapping[int, int], limit: int
) -> list[Any]:
    """The first rows by the score of the number that they begin with, then newest first, then by `within`."""
    ordered = f"{sql} ORDER BY {NEWEST}, {within}"
    if len(set(scores.values())) == 1:
        return session.rows(f"{ordered} LIMIT ?", [*values, limit])
    rows = session.rows(ordered, values)
    rows.sort(key=lambda row: -scores[row[0]])
    return rows[:limit]


def quotes_by_reading(
    session: Session, sets: Sequence[WordSet], condition: str, values: Sequence[Any], among: Sequence[int], limit: int
) -> list[int]:
    """The same for a few quotes: the words of their sentences are read, the index is not asked."""
    score = Scores(sets).of
    bits = {word: 0 for found in sets for word in found.words}
    for bit, found in enumerate(sets):
        for word in found.words:
            bits[word] |= 1 << bit
    held: dict[int, int] = {}
    for quote, words in _sentences_of(session, among):
        found_bits = held.get(quote, 0)
        for word in words.split(" "):
            found_bits |= bits.get(word, 0)
        held[quote] = found_bits
    scores = {quote: score(found_bits) for quote, found_bits in held.items() if found_bits}
    return _quotes_in_order(session, scores, condition, values, limit)


def _sentences_of(session: Session, quotes: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Each of the quotes with the search words of each sentence that its content touches."""
    chosen, numbers = session.among("n", quotes)
    rows = session.rows(f"SELECT n, article, first, after FROM quote WHERE {chosen}", numbers)
    chosen, articles = session.among("article", list({article for _, article, _, _ in rows}))
    stored = session.rows(f"SELECT article, lines FROM wording WHERE {chosen}", articles)
    lines = {article: split_lines(words) for article, words in stored}
    for quote, article, first, after in rows:
        for words in lines[article][first:after]:
            yield quote, words
