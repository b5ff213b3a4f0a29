"""One state of the archive in memory, and how a reload's changes make the next one of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.actors.memory_ledger import MemoryLedger
from bot.actors.sighting import Sighting, Told
from bot.archive.derived import ALIKE, BAND_MOST, bands, said_words, similarity
from bot.archive.port import Changes, Failure, Past, Prepared, State, Version
from bot.model import Actor, ActorId, Article, ArticleId, Extraction


@dataclass(frozen=True, slots=True)
class Stored:
    """An article as it is held."""

    prepared: Prepared
    extraction: Extraction
    bags: tuple[frozenset[str], ...]  # the words of each sentence

    def said(self) -> tuple[str, ...]:
        """The search words of each quote."""
        text = self.prepared.article.text
        return tuple(said_words(text, quote.spans) for quote in self.extraction.quotes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that one state of the archive holds; nothing in it is ever changed."""

    state: State = field(default_factory=State)
    stored: Mapping[ArticleId, Stored] = field(default_factory=dict)
    order: tuple[ArticleId, ...] = ()  # newest first, undated last, then by title
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    actors: Mapping[ActorId, Actor] = field(default_factory=dict)  # by id
    members: Mapping[tuple[ArticleId, int], ActorId] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    past: tuple[tuple[int, Past], ...] = ()  # by generation, then by article id
    alike: Mapping[ArticleId, tuple[ArticleId, ...]] = field(default_factory=dict)  # earliest first
    echoes: AbstractSet[tuple[ArticleId, int]] = frozenset()  # (article, number of the quote in it)


def _sightings(stored: Stored | None) -> tuple[Sighting, ...]:
    """Every entity of an article."""
    if stored is None:
        return ()
    article = stored.prepared.article
    pairs = zip(stored.extraction.entities, stored.prepared.counts, strict=True)
    return tuple(
        Sighting(article=article.id, day=article.day, entity=index, value=Told.of(entity), quotes=quotes)
        for index, (entity, quotes) in enumerate(pairs)
    )


def applied(before: Snapshot, changes: Changes) -> Snapshot:
    """The snapshot after the changes. `before` is not touched."""
    stored = dict(before.stored)
    past: dict[ArticleId, Past] = {}
    generation = before.state.generation + 1
    touched: set[ArticleId] = set()
    for prepared in changes.put:
        id_ = prepared.article.id
        touched.add(id_)
        old = stored.get(id_)
        if old is None:
            past.setdefault(id_, Past(article=id_, before=None))
        elif old.prepared.article != prepared.article and id_ in before.stored:
            past[id_] = Past(article=id_, before=_version(before, before.stored[id_], generation, changes.loaded))
        bags = tuple(frozenset(words.split()) for words in prepared.words)
        stored[id_] = Stored(prepared, prepared.extraction(), bags)
    for id_ in changes.remove:
        if id_ in stored:
            touched.add(id_)
            past[id_] = Past(article=id_, before=_version(before, stored.pop(id_), generation, changes.loaded))
    by_path = {s.prepared.article.path: id_ for id_, s in stored.items()} if changes.touch else {}
    for path, known in changes.touch.items():
        if path in by_path:
            old = stored[by_path[path]]
            stored[by_path[path]] = replace(old, prepared=replace(old.prepared, known=known))
    ledger = before.ledger.copy()
    ledger.begin({id_: _sightings(stored.get(id_)) for id_ in touched}, lambda: _all_sightings(stored))
    if changes.identify:
        changes.identify(ledger)
    else:
        ledger.forget(touched)
    actors = {actor.id: actor for actor in sorted(ledger.actors(), key=lambda actor: actor.id)}
    members = ledger.members()
    changed = bool(touched) or actors != before.actors or members != before.members
    alike = _alike(stored)
    after = Snapshot(
        alike=alike,
        echoes=frozenset(_echoes(stored, alike)),
        stored=stored,
        order=tuple(sorted(stored, key=lambda id_: _order(stored[id_].prepared.article))),
        ledger=ledger,
        actors=actors,
        members=members,
        failures=tuple(sorted(changes.failures, key=lambda failure: failure.path)),
        past=(*before.past, *((generation, past[id_]) for id_ in sorted(past))),
    )
    state = _state(before.state, after, changes, before.state.generation + changed)
    lost = bool(touched) and not changes.identify
    return replace(after, state=replace(state, identifier="") if lost else state)


def _all_sightings(stored: Mapping[ArticleId, Stored]) -> dict[ArticleId, tuple[Sighting, ...]]:
    return {id_: _sightings(one) for id_, one in stored.items()}


def _version(before: Snapshot, old: Stored, generation: int, replaced: datetime | None) -> Version:
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


def _alike(stored: Mapping[ArticleId, Stored]) -> dict[ArticleId, tuple[ArticleId, ...]]:
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
    stored: Mapping[ArticleId, Stored], alike: Mapping[ArticleId, Sequence[ArticleId]]
) -> Iterator[tuple[ArticleId, int]]:
    for id_, others in alike.items():
        age = _age(stored[id_].prepared.article)
        earlier = [other for other in others if _age(stored[other].prepared.article) < age]
        before = {words for other in earlier for words in stored[other].said()}
        yield from ((id_, index) for index, words in enumerate(stored[id_].said()) if words in before)


def _age(article: Article) -> tuple[bool, int, str]:
    """Earliest first, undated last, then by id."""
    return (article.day is None, article.day.toordinal() if article.day else 0, article.id)


def _order(article: Article) -> tuple[Any, ...]:
    day = article.day
    return (day is None, -(day.toordinal() if day else 0), article.title, article.id)


def _state(before: State, after: Snapshot, changes: Changes, generation: int) -> State:
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
