"""The ledger in the memory of one process: simple, and quick enough for some ten thousand actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.actors.ledger import GROUPS, Arrival, Held, Name, NameKey, Place, ShortName, SightingKey
from bot.actors.sighting import Sighting
from bot.model import Actor, ActorId, ArticleId

Stored = Mapping[ArticleId, Sequence[Sighting]]


class MemoryLedger:
    """See `bot.actors.ledger.Ledger`. `begin` says what arrives."""

    def __init__(self) -> None:
        self._names: dict[NameKey, Name] = {}
        self._sightings: dict[NameKey, dict[SightingKey, Sighting]] = {}
        self._articles: dict[ArticleId, dict[SightingKey, NameKey]] = {}
        self._short: Counter[ShortName] = Counter()
        self._doubts: dict[str, str] = {}
        self._held: dict[ActorId, Held] = {}
        self._members: dict[SightingKey, ActorId] = {}
        self._arrived: Stored = {}
        self._stored: Callable[[], Stored] = dict

    def copy(self) -> MemoryLedger:
        """Another one with the same in it."""
        other = MemoryLedger()
        other._names = dict(self._names)
        other._sightings = {name: dict(held) for name, held in self._sightings.items()}
        other._articles = {article: dict(held) for article, held in self._articles.items()}
        other._short = Counter(self._short)
        other._doubts = dict(self._doubts)
        other._held = dict(self._held)
        other._members = dict(self._members)
        return other

    def begin(self, arrived: Stored, stored: Callable[[], Stored] | None = None) -> None:
        """What arrives in this reload, and what is stored then; without it, nothing but what arrives."""
        self._arrived = arrived
        self._stored = stored or (lambda: arrived)

    def forget(self, articles: AbstractSet[ArticleId]) -> None:
        """Drop who those were whom the articles name."""
        self._members = {key: actor for key, actor in self._members.items() if key[0] not in articles}

    def actors(self) -> list[Actor]:
        """All actors, in no order."""
        return [held.actor for held in self._held.values()]

    def members(self) -> dict[SightingKey, ActorId]:
        """Who each sighting is."""
        return dict(self._members)

    def arrivals(self, *, anew: bool) -> Iterator[Arrival]:
        """See `Ledger.arrivals`."""
        return iter((self._stored() if anew else self._arrived).items())

    def clear(self) -> None:
        """See `Ledger.clear`."""
        for held in (self._names, self._sightings, self._articles, self._short, self._doubts):
            held.clear()

    def sightings_in(self, articles: Collection[ArticleId]) -> Mapping[ArticleId, Sequence[Sighting]]:
        """See `Ledger.sightings_in`."""
        return {
            article: [self._sightings[name][key] for key, name in self._articles[article].items()]
            for article in articles
            if article in self._articles
        }

    def enter(self, gone: Collection[SightingKey], new: Iterable[tuple[NameKey, Sighting]]) -> None:
        """See `Ledger.enter`."""
        for key in gone:
            del self._sightings[self._articles[key[0]].pop(key)][key]
            self._members.pop(key, None)
        for name, sighting in new:
            self._sightings.setdefault(name, {})[sighting.key] = sighting
            self._articles.setdefault(sighting.article, {})[sighting.key] = name

    def count_names(self, changes: Mapping[NameKey, tuple[str, int]]) -> None:
        """See `Ledger.count_names`."""
        for key, (group, by) in changes.items():
            held = self._names.get(key) or Name(key=key, group=group, block="", seen=0)
            self._names[key] = replace(held, seen=held.seen + by)

    def count_short_names(self, changes: Mapping[ShortName, int]) -> None:
        """See `Ledger.count_short_names`."""
        self._short.update(changes)

    def names_tagged(self, tags: Collection[str]) -> Iterator[Name]:
        """See `Ledger.names_tagged`."""
        wanted = set(tags)
        return (name for name in list(self._names.values()) if name.key.tag in wanted)

    def move(self, blocks: Mapping[NameKey, str]) -> None:
        """See `Ledger.move`."""
        for key, block in blocks.items():
            self._names[key] = replace(self._names[key], block=block)

    def drop_unseen(self) -> None:
        """See `Ledger.drop_unseen`."""
        self._names = {key: name for key, name in self._names.items() if name.seen}
        self._short = +self._short

    def short_names(self) -> Iterator[tuple[str, str]]:
        """See `Ledger.short_names`."""
        groups = {name.key.tag: name.group for name in self._group_names()}
        called = set(groups.values())
        pairs = {
            (pair.short, groups[pair.long])
            for pair in self._short
            if pair.short in called and pair.long in groups and (not pair.via or pair.via in groups)
        }
        return iter(pairs)

    def names_of_groups(self, groups: Collection[str]) -> Iterator[Name]:
        """See `Ledger.names_of_groups`."""
        wanted = set(groups)
        return (name for name in self._group_names() if name.group in wanted)

    def names_elsewhere(self) -> Iterator[Name]:
        """See `Ledger.names_elsewhere`."""
        return (name for name in self._group_names() if name.block != GROUPS + name.group)

    def _group_names(self) -> list[Name]:
        return [name for name in self._names.values() if name.block.startswith(GROUPS)]

    def doubts(self) -> Mapping[str, str]:
        """See `Ledger.doubts`."""
        return dict(self._doubts)

    def set_doubts(self, doubts: Mapping[str, str | None]) -> None:
        """See `Ledger.set_doubts`."""
        merged = {**self._doubts, **doubts}
        self._doubts = {block: doubt for block, doubt in merged.items() if doubt is not None}

    def sizes(self, blocks: Collection[str]) -> Mapping[str, int]:
        """See `Ledger.sizes`."""
        wanted = set(blocks)
        out: Counter[str] = Counter()
        for name in self._names.values():
            if name.block in wanted:
                out[name.block] += name.seen
        return out

    def sightings_of(self, blocks: Collection[str]) -> Iterator[tuple[str, Sighting, ActorId | None]]:
        """See `Ledger.sightings_of`."""
        wanted = set(blocks)
        rows = [
            (name.block, *key, sighting, self._members.get(key))
            for name in self._names.values()
            if name.block in wanted
            for key, sighting in self._sightings[name.key].items()
        ]
        return ((block, sighting, actor) for block, _, _, sighting, actor in sorted(rows, key=lambda row: row[:3]))

    def actors_of(self, blocks: Collection[str]) -> Iterator[Held]:
        """See `Ledger.actors_of`."""
        wanted = set(blocks)
        return iter([held for held in self._held.values() if held.block in wanted])

    def actor_blocks(self) -> Iterator[str]:
        """See `Ledger.actor_blocks`."""
        return iter({held.block for held in self._held.values()})

    def taken(self, ids: Collection[str]) -> AbstractSet[str]:
        """See `Ledger.taken`."""
        return self._held.keys() & set(ids)

    def write(self, gone: Collection[ActorId], new: Iterable[Held], members: Mapping[SightingKey, ActorId]) -> None:
        """See `Ledger.write`."""
        for actor in gone:
            del self._held[actor]
        self._held |= {held.actor.id: held for held in new}
        self._members |= members

    def ids_of(self, bases: Collection[str]) -> Iterator[tuple[str, Place, ActorId]]:
        """See `Ledger.ids_of`."""
        wanted = set(bases)
        return iter([(held.base, held.place, id_) for id_, held in self._held.items() if held.base in wanted])

    def rename(self, ids: Mapping[ActorId, ActorId]) -> None:
        """See `Ledger.rename`."""
        if not ids:
            return
        held = {id_: self._held.pop(id_) for id_ in ids}
        self._held |= {ids[id_]: replace(one, actor=replace(one.actor, id=ids[id_])) for id_, one in held.items()}
        self._members = {key: ids.get(actor, actor) for key, actor in self._members.items()}

    def drop_strays(self) -> None:
        """See `Ledger.drop_strays`."""
        seen = {key for held in self._articles.values() for key in held}
        self._members = {key: actor for key, actor in self._members.items() if key in seen}
