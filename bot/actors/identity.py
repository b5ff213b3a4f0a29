"""One actor for all sightings of a person, organisation or place, whatever the order in which articles arrive.

The actors are a pure function of the set of sightings and the operator's corrections: neither the order of articles
nor how they were split over reloads can matter. Names decide; titles, suffixes, given names, countries, fields of work
and years can keep two bearers of one name apart. Doubt is written into `Actor.doubt`, never resolved by guessing.

`merge` brings the actors up to date after some articles changed. Every decision hangs on few sightings, and the
`Ledger` keeps which: (1) whether a name is one of persons, on the sightings of that name (`names`); (2) which actor a
short name of an organisation stands for, on what articles call the longer ones (`groups`); (3) who is who within a
family or behind a name, on the sightings in one block (`people`, `portrait`); (4) the number in an id, on the actors of
one slug (`numbering`). So only blocks that lost or gained a sighting are merged again, each from all its sightings,
and no more than one large block need be in memory. From nothing, every block is: there is no other way to merge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import Final

from bot.actors.corrections import NO_CORRECTIONS, Corrections
from bot.actors.folding import fold
from bot.actors.group_names import group_key
from bot.actors.groups import kind_of, regroup, short_names
from bot.actors.ledger import GROUPS, Arrival, Held, Ledger, NameKey, Place, ShortName, SightingKey
from bot.actors.memory_ledger import MemoryLedger
from bot.actors.names import Blocks, folded, name_key
from bot.actors.numbering import Ids, renumber
from bot.actors.people import cluster_people
from bot.actors.portrait import base_slug, portray
from bot.actors.sighting import Cluster, Sighting
from bot.model import Actor, ActorId, Kind

_ARTICLES: Final = 500  # entered at once
_BLOCKS: Final = 1_000  # whose sizes are asked for at once
_SIGHTINGS: Final = 4_000  # merged at once, but for a larger block


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """All actors, by id, and which entity of which article is which of them."""

    actors: tuple[Actor, ...]
    members: Mapping[SightingKey, ActorId]


def identify(sightings: Iterable[Sighting], corrections: Corrections = NO_CORRECTIONS) -> Identities:
    """The actors behind the sightings. Time grows with their number (some 40 µs each)."""
    by_article = groupby(sorted(sightings, key=attrgetter("key")), key=attrgetter("article"))
    ledger = MemoryLedger()
    ledger.begin({article: tuple(some) for article, some in by_article})
    merge(ledger, corrections, anew=True)
    return Identities(actors=tuple(sorted(ledger.actors(), key=attrgetter("id"))), members=ledger.members())


def merge(ledger: Ledger, corrections: Corrections, *, anew: bool) -> Counter[str]:
    """Bring the actors up to date with the sightings; `anew` where what the ledger keeps may be of other code.

    Returns the plain quotes by actor's name: after less before, without those that stay even.
    """
    if anew:
        ledger.clear()
    names, touched = _enter(ledger, anew)
    if anew:
        ledger.drop_strays()
    elif not names:
        return Counter()
    blocks = Blocks(corrections).place(ledger, names, touched)
    ledger.drop_unseen()
    blocks |= regroup(ledger)
    if anew:
        blocks.update(ledger.actor_blocks())
    work = _Work(ledger, corrections)
    for batch in _batches(ledger, sorted(blocks)):
        work.merge_blocks(batch)
    renumber(ledger, work.bases)
    return work.quotes


def _enter(ledger: Ledger, anew: bool) -> tuple[set[str], set[NameKey]]:
    """Enter what arrived. The folded names of all sightings that came or went; and, unless `anew`, as written."""
    names: set[str] = set()
    touched: set[NameKey] = set()
    arrivals = ledger.arrivals(anew=anew)
    while batch := tuple(islice(arrivals, _ARTICLES)):
        counted = _enter_batch(ledger, batch)
        names.update(map(folded, counted))
        if not anew:
            touched.update(counted)
    return names, touched


def _enter_batch(ledger: Ledger, batch: Sequence[Arrival]) -> Collection[NameKey]:
    arrived = dict(batch)  # of one that came twice the last
    before = ledger.sightings_in(arrived)
    gone: list[SightingKey] = []
    new: list[tuple[NameKey, Sighting]] = []
    seen: Counter[NameKey] = Counter()
    shorts: Counter[ShortName] = Counter()
    for article, sightings in arrived.items():
        held = before.get(article)
        if not held:
            came = [(name_key(sighting), sighting) for sighting in sightings]
            shorts.update(short_names(came))
            seen.update([name for name, _ in came])
            new += came
            continue
        old = {sighting.key: (name_key(sighting), sighting) for sighting in held}
        now = {sighting.key: (name_key(sighting), sighting) for sighting in sightings}
        if old == now:
            continue
        shorts.update(short_names(now.values()))
        shorts.subtract(short_names(old.values()))
        left = [key for key in old if now.get(key) != old[key]]
        came = [named for key, named in now.items() if old.get(key) != named]
        seen.subtract(old[key][0] for key in left)
        seen.update(name for name, _ in came)
        gone += left
        new += came
    ledger.count_names({name: (group_key(name.written), by) for name, by in seen.items()})
    ledger.enter(gone, new)
    ledger.count_short_names({short: by for short, by in shorts.items() if by})
    return seen.keys()


def _batches(ledger: Ledger, blocks: Sequence[str]) -> Iterator[list[str]]:
    """The blocks in batches that fit into memory."""
    for at in range(0, len(blocks), _BLOCKS):
        some = blocks[at : at + _BLOCKS]
        sizes = ledger.sizes(some)
        batch: list[str] = []
        held = 0
        for block in some:
            if batch and held + sizes.get(block, 0) > _SIGHTINGS:
                yield batch
                batch, held = [], 0
            batch.append(block)
            held += sizes.get(block, 0)
        yield batch


class _Work:
    """The merging of blocks, with what it tells in the end."""

    def __init__(self, ledger: Ledger, corrections: Corrections) -> None:
        self._ledger = ledger
        self._corrections = corrections
        self._doubts = ledger.doubts()
        self._ids = Ids()
        self.bases: set[str] = set()  # slugs whose actors may have to be numbered anew
        self.quotes: Counter[str] = Counter()

    def merge_blocks(self, blocks: Sequence[str]) -> None:
        """Merge these blocks and write what is not as it was."""
        before: dict[SightingKey, ActorId | None] = {}
        found: list[tuple[str, Cluster]] = []
        for block, rows in groupby(self._ledger.sightings_of(blocks), key=itemgetter(0)):
            sightings = []
            for _, sighting, actor in rows:
                sightings.append(sighting)
                before[sighting.key] = actor
            found += ((block, cluster) for cluster in self._clusters(block, sightings))
        old = {(held.block, held.base, held.place): held for held in self._ledger.actors_of(blocks)}
        new = [(block, base_slug(cluster), _place(cluster), cluster) for block, cluster in found]
        places = {found[:3] for found in new}
        gone = [held for place, held in old.items() if place not in places]
        wanted = [found[1] for found in new if found[:3] not in old]
        ids = self._ids.free(self._ledger, wanted, {held.actor.id for held in gone})
        members: dict[SightingKey, ActorId] = {}
        changed: list[Held] = []
        for block, base, place, cluster in new:
            held = old.get((block, base, place))
            id_ = held.actor.id if held else next(ids)
            now = Held(actor=portray(cluster, id_), block=block, base=base, place=place)
            if now != held:
                changed.append(now)
                self._count(held, now)
            members.update((key, id_) for key in (s.key for s in cluster.sightings) if before[key] != id_)
        for held in gone:
            self._count(held, None)
        self.bases.update(wanted, (held.base for held in gone))
        self._ledger.write([held.actor.id for held in gone], changed, members)

    def _clusters(self, block: str, sightings: Sequence[Sighting]) -> Iterable[Cluster]:
        if block.startswith(GROUPS):
            cluster = Cluster(kind=kind_of(sightings), sightings=list(sightings), doubt=self._doubts.get(block))
            return [cluster]
        fixed, free = _by_correction(sightings, self._corrections)
        return [*fixed, *cluster_people(free, [cluster for cluster in fixed if cluster.kind is Kind.PERSON])]

    def _count(self, before: Held | None, after: Held | None) -> None:
        for held, sign in ((before, -1), (after, 1)):
            if held and held.actor.quotes:
                self.quotes[held.actor.name] += sign * held.actor.quotes
                if not self.quotes[held.actor.name]:
                    del self.quotes[held.actor.name]


def _by_correction(sightings: Sequence[Sighting], corrections: Corrections) -> tuple[list[Cluster], list[Sighting]]:
    """Clusters of the sightings whose name an operator has assigned, by entry; and all other sightings."""
    fixed: dict[int, Cluster] = {}
    free = []
    for sighting in sightings:
        entry = corrections.by_name.get(fold(sighting.value.name)) if corrections.by_name else None
        if entry is None:
            free.append(sighting)
        elif entry.line in fixed:
            fixed[entry.line].sightings.append(sighting)
        else:
            kind = entry.kind or sighting.value.kind
            fixed[entry.line] = Cluster(kind=kind, sightings=[sighting], entry=entry)
    return [fixed[line] for line in sorted(fixed)], free


def _place(cluster: Cluster) -> Place:
    return Place(cluster.entry is None, cluster.doubt is not None, *cluster.order())
