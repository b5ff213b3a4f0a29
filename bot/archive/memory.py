"""The archive in the memory of one process: for tests, demonstrations and `QUOTEDESK_ARCHIVE=memory:`.

A reload builds a whole new `_Snapshot` and swaps one reference; a reader keeps the snapshot it began with.
Searching walks over all sentences: right for some thousand articles, no more.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from bot.archive.derived import (
    ALIKE,
    BAND_MOST,
    about_quotes,
    bands,
    identify,
    name_key,
    prefix_key,
    similarity,
    weight,
)
from bot.archive.port import (
    ArticleRow,
    Changes,
    Entry,
    Failure,
    Filter,
    Identified,
    Known,
    Passage,
    Past,
    Prepared,
    QuoteRow,
    Reader,
    Sighted,
    State,
    Version,
)
from bot.errors import ArchiveUnavailable
from bot.model import Actor, ActorId, Article, ArticleId, Entity, Extraction, QuoteId, Span


@dataclass(frozen=True, slots=True)
class _Stored:
    prepared: Prepared
    extraction: Extraction
    bags: tuple[frozenset[str], ...]  # the words of each sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Snapshot:
    state: State = field(default_factory=State)
    stored: Mapping[ArticleId, _Stored] = field(default_factory=dict)
    order: tuple[ArticleId, ...] = ()  # newest first, undated last, then by title
    actors: Mapping[ActorId, Actor] = field(default_factory=dict)  # by id
    members: Mapping[tuple[ArticleId, int], ActorId] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    past: tuple[tuple[int, Past], ...] = ()  # by generation, then by article id
    alike: Mapping[ArticleId, tuple[ArticleId, ...]] = field(default_factory=dict)  # earliest first
    echoes: AbstractSet[tuple[ArticleId, int]] = frozenset()  # (article, number of the quote in it)


class MemoryArchive:
    """`bot.archive.port.Archive` without a disk."""

    def __init__(self) -> None:
        self._snapshot = _Snapshot()
        self._notes: dict[str, tuple[str, datetime]] = {}
        self._places: dict[str, dict[str, str]] = {}
        self._audits: list[Entry] = []
        self._writing = threading.Lock()
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

    def entities(self) -> Iterator[Sighted]:
        """See `Archive.entities`."""
        self._check()
        return _sighted(self._snapshot.stored)

    def apply(self, changes: Changes) -> State:
        """See `Archive.apply`."""
        self._check()
        with self._writing:
            after = _applied(self._snapshot, changes)
            if not changes.dry_run:
                with self._swapped:
                    self._snapshot = after
                    self._swapped.notify_all()
        return after.state

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

    def audits(self, limit: int) -> tuple[Entry, ...]:
        """See `Archive.audits`."""
        self._check()
        return tuple(self._audits[::-1][:limit])

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
        self, snapshot: _Snapshot, notes: Mapping[str, tuple[str, datetime]], check: Callable[[], None]
    ) -> None:
        self._now = snapshot
        self._notes = notes
        self._check = check
        self._echoed = {snapshot.stored[article].prepared.quotes[index].id for article, index in snapshot.echoes}

    def state(self) -> State:
        self._check()
        return self._now.state

    def article(self, article: ArticleId) -> Article | None:
        self._check()
        stored = self._now.stored.get(article)
        return stored.prepared.article if stored else None

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
        stored = self._now.stored.get(ArticleId(quote.partition("-")[0]))
        return next((row for row in self._rows(stored) if row.id == quote), None) if stored else None

    def search_quotes(self, words: Sequence[AbstractSet[str]], where: Filter, *, limit: int) -> tuple[QuoteRow, ...]:
        weights = self._weights(words)
        found = []
        for place, stored in enumerate(self._articles(where)):
            for row, quote in zip(self._rows(stored), stored.prepared.quotes, strict=True):
                held = [
                    weights[i]
                    for i, group in enumerate(words)
                    if any(not group.isdisjoint(stored.bags[sentence]) for sentence in range(quote.first, quote.after))
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
        article = ArticleId(quote.partition("-")[0])
        own = {key for row, key in self._keyed(article) if row.id == quote}
        return tuple(row for other in self.alike(article) for row, key in self._keyed(other) if key in own)

    def _keyed(self, article: ArticleId) -> Iterator[tuple[QuoteRow, str]]:
        stored = self._now.stored.get(article)
        for row, quote in zip(self._rows(stored), stored.prepared.quotes, strict=True) if stored else ():
            yield row, quote.same

    def recall(self, key: str, now: datetime) -> str | None:
        self._check()
        words, expires = self._notes.get(key, ("", now))
        return words if expires > now else None

    def _articles(self, where: Filter) -> Iterator[_Stored]:
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

    def _rows(self, stored: _Stored) -> Iterator[QuoteRow]:
        article = stored.prepared.article
        members = self._now.members
        for packed, quote in zip(stored.prepared.quotes, stored.extraction.quotes, strict=True):
            who = [members.get((article.id, index)) for index in quote.speakers]
            maybe = [members.get((article.id, index)) for index in quote.candidates]
            yield QuoteRow(
                id=packed.id,
                article=article.id,
                day=article.day,
                quote=quote,
                speakers=tuple(dict.fromkeys(actor for actor in who if actor)),
                via=members.get((article.id, quote.via)) if quote.via is not None else None,
                candidates=tuple(dict.fromkeys(actor for actor in maybe if actor)),
                context=Span(packed.context_start, packed.context_end),
            )

    def _allowed(self, stored: _Stored, where: Filter) -> set[int] | None:
        """Sentences touched by quotes that match; None: the filter says nothing of quotes."""
        if not about_quotes(where):
            return None
        pairs = zip(self._rows(stored), stored.prepared.quotes, strict=True)
        return {i for row, quote in pairs if self._matches(row, where) for i in range(quote.first, quote.after)}

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


def _passage(stored: _Stored, index: int) -> Passage:
    article = stored.prepared.article
    span = stored.extraction.sentences[index]
    return Passage(article=article.id, day=article.day, span=span, quoted=bool(stored.prepared.quoted[index]))


def _article_row(stored: _Stored) -> ArticleRow:
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


def _sighted(stored: Mapping[ArticleId, _Stored]) -> Iterator[Sighted]:
    for id_ in sorted(stored):
        prepared = stored[id_].prepared
        for index, (entity, quotes) in enumerate(zip(stored[id_].extraction.entities, prepared.counts, strict=True)):
            yield Sighted(article=id_, day=prepared.article.day, index=index, entity=entity, quotes=quotes)


def _applied(before: _Snapshot, changes: Changes) -> _Snapshot:
    """The snapshot after the changes. `before` is not touched."""
    stored = dict(before.stored)
    past: dict[ArticleId, Past] = {}
    generation = before.state.generation + 1
    touched = False
    for prepared in changes.put:
        touched = True
        id_ = prepared.article.id
        old = stored.get(id_)
        if old is None:
            past.setdefault(id_, Past(article=id_, before=None))
        elif old.prepared.article != prepared.article and id_ in before.stored:
            past[id_] = Past(article=id_, before=_version(before, before.stored[id_], generation, changes.loaded))
        bags = tuple(frozenset(words.split()) for words in prepared.words)
        stored[id_] = _Stored(prepared, prepared.extraction(), bags)
    for id_ in changes.remove:
        if id_ in stored:
            touched = True
            past[id_] = Past(article=id_, before=_version(before, stored.pop(id_), generation, changes.loaded))
    by_path = {s.prepared.article.path: id_ for id_, s in stored.items()} if changes.touch else {}
    for path, known in changes.touch.items():
        if path in by_path:
            old = stored[by_path[path]]
            stored[by_path[path]] = replace(old, prepared=replace(old.prepared, known=known))
    identified = identify(changes, _sighted(stored)) or Identified(
        actors=tuple(before.actors.values()), members=before.members
    )
    actors = {actor.id: actor for actor in sorted(identified.actors, key=lambda actor: actor.id)}
    members = {key: actor for key, actor in identified.members.items() if key[0] in stored}
    changed = touched or actors != before.actors or members != before.members
    alike = _alike(stored)
    after = _Snapshot(
        alike=alike,
        echoes=frozenset(_echoes(stored, alike)),
        stored=stored,
        order=tuple(sorted(stored, key=lambda id_: _order(stored[id_].prepared.article))),
        actors=actors,
        members=members,
        failures=tuple(sorted(changes.failures, key=lambda failure: failure.path)),
        past=(*before.past, *((generation, past[id_]) for id_ in sorted(past))),
    )
    return replace(after, state=_state(before.state, after, changes, before.state.generation + changed))


def _version(before: _Snapshot, old: _Stored, generation: int, replaced: datetime | None) -> Version:
    article = old.prepared.article
    extraction = old.extraction
    return Version(
        generation=generation,
        replaced=replaced,
        article=article,
        extraction=extraction,
        known=old.prepared.known,
        speakers=tuple(before.members.get((article.id, index)) for index in range(len(extraction.entities))),
    )


def _alike(stored: Mapping[ArticleId, _Stored]) -> dict[ArticleId, tuple[ArticleId, ...]]:
    """Near-duplicates of each article that has some."""
    sharing: dict[int, list[ArticleId]] = defaultdict(list)
    for id_, one in stored.items():
        for band in bands(one.prepared.sketch):
            if len(sharing[band]) < BAND_MOST:
                sharing[band].append(id_)
    found: dict[ArticleId, set[ArticleId]] = {}
    for id_, one in stored.items():
        sketch = one.prepared.sketch or b""
        candidates = {other for band in bands(sketch) for other in sharing[band]} - {id_}
        near = {o for o in candidates if similarity(sketch, stored[o].prepared.sketch or b"") >= ALIKE}
        if near:
            found[id_] = near
    return {id_: tuple(sorted(others, key=lambda o: _age(stored[o].prepared.article))) for id_, others in found.items()}


def _echoes(
    stored: Mapping[ArticleId, _Stored], alike: Mapping[ArticleId, Sequence[ArticleId]]
) -> Iterator[tuple[ArticleId, int]]:
    for id_, others in alike.items():
        age = _age(stored[id_].prepared.article)
        earlier = [other for other in others if _age(stored[other].prepared.article) < age]
        keys = {quote.same for other in earlier for quote in stored[other].prepared.quotes}
        yield from ((id_, index) for index, quote in enumerate(stored[id_].prepared.quotes) if quote.same in keys)


def _age(article: Article) -> tuple[bool, int, str]:
    """Earliest first, undated last, then by id."""
    return (article.day is None, article.day.toordinal() if article.day else 0, article.id)


def _order(article: Article) -> tuple[Any, ...]:
    day = article.day
    return (day is None, -(day.toordinal() if day else 0), article.title, article.id)


def _state(before: State, after: _Snapshot, changes: Changes, generation: int) -> State:
    articles = [stored.prepared.article for stored in after.stored.values()]
    days = [article.day for article in articles if article.day]
    sources = Counter(article.source for article in articles if article.source)
    return State(
        generation=generation,
        loaded=changes.loaded or before.loaded,
        articles=len(articles),
        quotes=sum(stored.prepared.plain for stored in after.stored.values()),
        passages=sum(len(stored.bags) for stored in after.stored.values()),
        since=min(days, default=None),
        until=max(days, default=None),
        sources=tuple(sorted(sources.items(), key=lambda pair: (-pair[1], pair[0]))),
        extractor=before.extractor if changes.extractor is None else changes.extractor,
        identifier=before.identifier if changes.identifier is None else changes.identifier,
    )
