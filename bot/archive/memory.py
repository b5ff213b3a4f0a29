"""The archive in the memory of one process: for tests, demonstrations and `QUOTEDESK_ARCHIVE=memory:`.

A reload builds a whole new `Snapshot` and swaps one reference; a reader keeps the snapshot it began with.
Searching walks over all sentences: right for some thousand articles, no more.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from bot.archive.derived import (
    about_quotes,
    name_key,
    prefix_key,
    weight,
)
from bot.archive.port import (
    ArticleRow,
    Changes,
    Entry,
    Failure,
    Filter,
    Known,
    Passage,
    Past,
    QuoteRow,
    Reader,
    State,
    Version,
)
from bot.archive.snapshot import Snapshot, Stored, applied
from bot.errors import ArchiveUnavailable
from bot.model import Actor, ActorId, Article, ArticleId, Entity, QuoteId, Span, place_of, quote_id_at

_TURN_S = 0.2  # how often who waits for its turn is told so


class MemoryArchive:
    """`bot.archive.port.Archive` without a disk."""

    def __init__(self) -> None:
        self._snapshot = Snapshot()
        self._notes: dict[str, tuple[str, datetime]] = {}
        self._places: dict[str, dict[str, str]] = {}
        self._audits: list[Entry] = []
        self._writing = threading.Lock()
        self._turn = threading.Lock()
        self._shelf: dict[str, tuple[str, bytes]] = {}  # name → stamp, parcel
        self._swapped = threading.Condition()
        self._closed = False

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """See `Archive.reader`."""
        self._check()
        yield _MemoryReader(self._snapshot, self._notes, self._check)

    def known(self) -> Mapping[str, Known]:
        """See `Archive.known`."""
        self._check()
        stored = self._snapshot.stored.values()
        return MappingProxyType({s.prepared.article.path: s.prepared.known for s in stored})

    def apply(self, changes: Changes) -> State:
        """See `Archive.apply`."""
        self._check()
        with self._writing:
            after = applied(self._snapshot, changes)
            if not changes.dry_run:
                with self._swapped:
                    self._snapshot = after
                    self._swapped.notify_all()
        return after.state

    @contextmanager
    def turn(self, waiting: Callable[[], None]) -> Iterator[None]:
        """See `Archive.turn`."""
        self._check()
        had = self._turn.acquire(blocking=False)
        while not had:
            waiting()
            had = self._turn.acquire(timeout=_TURN_S)
        try:
            yield
        finally:
            self._turn.release()

    def shelve(self, stamp: str, parcels: Iterable[tuple[str, bytes]]) -> None:
        """See `Archive.shelve`. Nothing outlives the process, so only a trial of a reload profits."""
        self._check()
        self._shelf.update({name: (stamp, parcel) for name, parcel in parcels})

    def shelved(self, stamp: str) -> AbstractSet[str]:
        """See `Archive.shelved`."""
        self._check()
        self._shelf = {name: kept for name, kept in self._shelf.items() if kept[0] == stamp}
        return self._shelf.keys()

    def parcel(self, name: str) -> bytes | None:
        """See `Archive.parcel`."""
        self._check()
        return self._shelf.get(name, ("", None))[1]

    def clear_shelf(self) -> None:
        """See `Archive.clear_shelf`."""
        self._check()
        self._shelf = {}

    def wait(self, generation: int, timeout_s: float) -> int:
        """See `Archive.wait`."""
        with self._swapped:
            self._swapped.wait_for(lambda: self._closed or self._snapshot.state.generation != generation, timeout_s)
        self._check()
        return self._snapshot.state.generation

    def remember(self, key: str, words: str, expires: datetime) -> None:
        """See `Archive.remember`."""
        self._check()
        self._notes[key] = (words, expires)

    def forget(self, key: str) -> None:
        """See `Archive.forget`."""
        self._check()
        self._notes.pop(key, None)

    def claim(self, key: str, expires: datetime, now: datetime) -> bool:
        """See `Archive.claim`."""
        self._check()
        with self._writing:
            held = self._notes.get("claim:" + key)
            if held and held[1] > now:
                return False
            self._notes["claim:" + key] = ("", expires)
            return True

    def set_place(self, place: str, name: str, words: str | None) -> None:
        """See `Archive.set_place`."""
        self._check()
        settings = self._places.setdefault(place, {})
        if words is None:
            settings.pop(name, None)
        else:
            settings[name] = words

    def place(self, place: str) -> Mapping[str, str]:
        """See `Archive.place`."""
        self._check()
        return dict(self._places.get(place, {}))

    def audit(self, entry: Entry) -> None:
        """See `Archive.audit`."""
        self._check()
        self._audits.append(entry)

    def audits(self, *, limit: int, offset: int = 0) -> tuple[int, tuple[Entry, ...]]:
        """See `Archive.audits`."""
        self._check()
        return len(self._audits), tuple(self._audits[::-1][offset : offset + limit])

    def close(self) -> None:
        """See `Archive.close`."""
        with self._swapped:
            self._closed = True
            self._swapped.notify_all()

    def _check(self) -> None:
        if self._closed:
            raise ArchiveUnavailable("The archive is closed.")


class _MemoryReader:
    """`bot.archive.port.Reader` over one snapshot."""

    def __init__(
        self, snapshot: Snapshot, notes: Mapping[str, tuple[str, datetime]], check: Callable[[], None]
    ) -> None:
        self._now = snapshot
        self._notes = notes
        self._check = check
        starts = {id_: stored.prepared.quotes.starts for id_, stored in snapshot.stored.items()}
        self._echoed = {quote_id_at(article, starts[article][index]) for article, index in snapshot.echoes}

    def state(self) -> State:
        self._check()
        return self._now.state

    def article(self, article: ArticleId) -> Article | None:
        self._check()
        stored = self._now.stored.get(article)
        return stored.prepared.article if stored else None

    def read_ahead(self, articles: Iterable[ArticleId]) -> None:  # noqa: ARG002 # they stand ready
        self._check()

    def articles(self, where: Filter, *, limit: int, offset: int = 0) -> tuple[int, tuple[ArticleRow, ...]]:
        rows = [
            _article_row(stored)
            for stored in self._articles(where)
            if not about_quotes(where) or any(self._matches(row, where) for row in self._rows(stored))
        ]
        return len(rows), tuple(rows[offset : offset + limit])

    def failures(self) -> tuple[Failure, ...]:
        self._check()
        return self._now.failures

    def actors(self) -> Iterator[Actor]:
        self._check()
        return iter(self._now.actors.values())

    def actor(self, actor: ActorId) -> Actor | None:
        self._check()
        return self._now.actors.get(actor)

    def entity(self, article: ArticleId, index: int) -> Entity | None:
        self._check()
        stored = self._now.stored.get(article)
        entities = stored.extraction.entities if stored else ()
        return entities[index] if 0 <= index < len(entities) else None

    def speakers(self, where: Filter, *, prefix: str = "") -> tuple[tuple[ActorId, int], ...]:
        plain = replace(where, plain=True)
        counts = Counter(
            actor
            for stored in self._articles(where)
            for row in self._rows(stored)
            if self._matches(row, plain)
            for actor in set(row.speakers)
        )
        key = prefix_key(prefix)
        actors = self._now.actors
        kept = (
            (actor, count)
            for actor, count in counts.items()
            if not key or (actor in actors and " " + key in name_key(actors[actor]))
        )
        return tuple(sorted(kept, key=lambda pair: (-pair[1], pair[0])))

    def companions(self, actor: ActorId, *, limit: int) -> tuple[tuple[ActorId, int], ...]:
        self._check()
        named: dict[ArticleId, set[ActorId]] = defaultdict(set)
        for (article, _), member in self._now.members.items():
            named[article].add(member)
        counts = Counter(other for group in named.values() if actor in group for other in group if other != actor)
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])

    def quotes(self, where: Filter, *, limit: int, offset: int = 0) -> tuple[int, tuple[QuoteRow, ...]]:
        rows = [row for stored in self._articles(where) for row in self._rows(stored) if self._matches(row, where)]
        return len(rows), tuple(rows[offset : offset + limit])

    def quote(self, quote: QuoteId) -> QuoteRow | None:
        self._check()
        stored = self._now.stored.get(place_of(quote)[0])
        return next((row for row in self._rows(stored) if row.id == quote), None) if stored else None

    def search_quotes(self, words: Sequence[AbstractSet[str]], where: Filter, *, limit: int) -> tuple[QuoteRow, ...]:
        weights = self._weights(words)
        found = []
        for place, stored in enumerate(self._articles(where)):
            for row, touched in zip(self._rows(stored), _touched(stored), strict=True):
                held = [
                    weights[i]
                    for i, group in enumerate(words)
                    if any(not group.isdisjoint(stored.bags[sentence]) for sentence in touched)
                ]
                if held and self._matches(row, where):
                    found.append((-len(held), -sum(held), place, row.quote.spans[0].start, row))
        return tuple(entry[-1] for entry in sorted(found, key=lambda entry: entry[:-1])[:limit])

    def search_passages(self, words: Sequence[AbstractSet[str]], where: Filter, *, limit: int) -> tuple[Passage, ...]:
        weights = self._weights(words)
        found = []
        for place, stored in enumerate(self._articles(where)):
            allowed = self._allowed(stored, where)
            for index, bag in enumerate(stored.bags):
                held = [weights[i] for i, group in enumerate(words) if not group.isdisjoint(bag)]
                if held and (allowed is None or index in allowed):
                    found.append((-len(held), -sum(held), place, index, _passage(stored, index)))
        return tuple(entry[-1] for entry in sorted(found, key=lambda entry: entry[:-1])[:limit])

    def frequencies(self, words: Iterable[str]) -> Mapping[str, int]:
        self._check()
        return self._holding(set(words))

    def versions(self, article: ArticleId) -> tuple[Version, ...]:
        self._check()
        return tuple(past.before for _, past in self._now.past[::-1] if past.article == article and past.before)

    def past(self, generation: int) -> Iterator[Past]:
        self._check()
        return (past for at, past in self._now.past if at == generation)

    def alike(self, article: ArticleId) -> tuple[ArticleId, ...]:
        self._check()
        return self._now.alike.get(article, ())

    def echoes(self, quote: QuoteId) -> tuple[QuoteRow, ...]:
        article, _ = place_of(quote)
        own = {words for row, words in self._said(article) if row.id == quote}
        return tuple(row for other in self.alike(article) for row, words in self._said(other) if words in own)

    def _said(self, article: ArticleId) -> Iterator[tuple[QuoteRow, str]]:
        stored = self._now.stored.get(article)
        if stored:
            yield from zip(self._rows(stored), stored.said(), strict=True)

    def recall(self, key: str, now: datetime) -> str | None:
        self._check()
        words, expires = self._notes.get(key, ("", now))
        return words if expires > now else None

    def _articles(self, where: Filter) -> Iterator[Stored]:
        """Stored articles that pass the article's part of the filter, newest first."""
        self._check()
        outlet = where.source.casefold() if where.source is not None else None
        for id_ in self._now.order:
            stored = self._now.stored[id_]
            article = stored.prepared.article
            if where.article is not None and where.article != id_:
                continue
            if outlet is not None and (article.source or "").casefold() != outlet:
                continue
            if _within(article.day, where.since, where.until):
                yield stored

    def _rows(self, stored: Stored) -> Iterator[QuoteRow]:
        article = stored.prepared.article
        members = self._now.members
        packed = stored.prepared.quotes
        contexts = map(Span, packed.context_starts, packed.context_ends)
        for start, context, quote in zip(packed.starts, contexts, stored.extraction.quotes, strict=True):
            who = [members.get((article.id, index)) for index in quote.speakers]
            maybe = [members.get((article.id, index)) for index in quote.candidates]
            yield QuoteRow(
                id=quote_id_at(article.id, start),
                article=article.id,
                day=article.day,
                quote=quote,
                speakers=tuple(dict.fromkeys(actor for actor in who if actor)),
                via=members.get((article.id, quote.via)) if quote.via is not None else None,
                candidates=tuple(dict.fromkeys(actor for actor in maybe if actor)),
                context=context,
            )

    def _allowed(self, stored: Stored, where: Filter) -> set[int] | None:
        """Sentences touched by quotes that match; None: the filter says nothing of quotes."""
        if not about_quotes(where):
            return None
        pairs = zip(self._rows(stored), _touched(stored), strict=True)
        return {i for row, touched in pairs if self._matches(row, where) for i in touched}

    def _matches(self, row: QuoteRow, where: Filter) -> bool:
        """The quote's part of the filter."""
        if where.speaker is not None and where.speaker not in row.speakers:
            return False
        if where.firsts and row.id in self._echoed:
            return False
        return not where.plain or row.quote.plain

    def _weights(self, words: Sequence[AbstractSet[str]]) -> list[int]:
        holding = self._holding({word for group in words for word in group})
        return [weight(self._now.state.passages, sum(holding[word] for word in group)) for group in words]

    def _holding(self, words: AbstractSet[str]) -> dict[str, int]:
        counts = Counter(word for stored in self._now.stored.values() for bag in stored.bags for word in words & bag)
        return {word: counts[word] for word in words}


def _within(day: date | None, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    return day is not None and (since is None or since <= day) and (until is None or day <= until)


def _passage(stored: Stored, index: int) -> Passage:
    article = stored.prepared.article
    span = stored.extraction.sentences[index]
    quoted = any(index in touched for touched in _touched(stored))
    return Passage(article=article.id, day=article.day, span=span, quoted=quoted)


def _touched(stored: Stored) -> Iterator[range]:
    """The sentences that the content of each quote touches."""
    return map(range, stored.prepared.quotes.first, stored.prepared.quotes.after)


def _article_row(stored: Stored) -> ArticleRow:
    article = stored.prepared.article
    return ArticleRow(
        id=article.id,
        path=article.path,
        title=article.title,
        url=article.url,
        source=article.source,
        day=article.day,
        quotes=stored.prepared.plain,
        characters=len(article.text),
    )
