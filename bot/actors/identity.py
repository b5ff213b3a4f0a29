"""One actor for all sightings of a person, organisation or place, whatever the order in which articles arrive.

`merge` is a pure function of the set of sightings: every reload gives all of them, so neither their order nor how
they were split over reloads can matter. Names decide; titles, suffixes, given names, countries, fields of work and
years can keep two bearers of one name apart. Doubt is written into `Actor.doubt`, never resolved by guessing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.actors.corrections import NO_CORRECTIONS, Corrections
from bot.actors.folding import fold
from bot.actors.groups import cluster_groups
from bot.actors.people import cluster_people
from bot.actors.portrait import base_slug, portray
from bot.actors.sighting import Cluster, Sighting
from bot.model import Actor, ActorId, ArticleId, Kind

__all__ = ["Identities", "Sighting", "merge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """All actors, by id, and which entity of which article is which of them."""

    actors: tuple[Actor, ...]
    members: Mapping[tuple[ArticleId, int], ActorId]


def merge(sightings: Iterable[Sighting], corrections: Corrections = NO_CORRECTIONS) -> Identities:
    """The actors behind the sightings. Time grows with their number (some 20 µs each)."""
    ordered = sorted(sightings, key=lambda s: (s.article, s.entity))
    fixed, free = _by_correction(ordered, corrections)
    return _numbered([*fixed, *_learned(free, fixed)])


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


def _learned(sightings: Sequence[Sighting], known: Sequence[Cluster]) -> list[Cluster]:
    """Clusters of the sightings that no entry names; those that fit a known person are added to it."""
    kinds = _kinds(sightings)
    people = [s for s in sightings if kinds.get(fold(s.value.name), s.value.kind) is Kind.PERSON]
    groups = [s for s in sightings if kinds.get(fold(s.value.name), s.value.kind) is not Kind.PERSON]
    persons = [cluster for cluster in known if cluster.kind is Kind.PERSON]
    return [*cluster_people(people, persons), *cluster_groups(groups)]


def _kinds(sightings: Sequence[Sighting]) -> dict[str, Kind]:
    """Names taken for persons here and for something else there, with the kind that most articles give them.

    Where the kinds are even, each sighting stays what it is.
    """
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for sighting in sightings:
        counts[fold(sighting.value.name)][sighting.value.kind is Kind.PERSON] += 1
    out: dict[str, Kind] = {}
    for name, count in counts.items():
        if len(count) == 2 and count[True] != count[False]:
            out[name] = Kind.PERSON if count[True] > count[False] else Kind.ORGANISATION
    return out


def _numbered(clusters: Sequence[Cluster]) -> Identities:
    """Ids given: clusters of one slug are numbered by their earliest article."""
    slugs: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        slugs[base_slug(cluster)].append(cluster)
    actors: list[Actor] = []
    members: dict[tuple[ArticleId, int], ActorId] = {}
    taken = set(slugs)
    for base in sorted(slugs):
        for number, cluster in enumerate(sorted(slugs[base], key=_place), 1):
            actor_id = ActorId(base if number == 1 else _free(base, number, taken))
            actors.append(portray(cluster, actor_id))
            members.update((s.key, actor_id) for s in cluster.sightings)
    return Identities(actors=tuple(sorted(actors, key=lambda actor: actor.id)), members=members)


def _place(cluster: Cluster) -> tuple[bool, bool, tuple[str, str, int]]:
    return cluster.entry is None, cluster.doubt is not None, cluster.order()


def _free(base: str, number: int, taken: set[str]) -> str:
    name = f"{base}-{number}"
    while name in taken:
        name += "x"
    taken.add(name)
    return name
