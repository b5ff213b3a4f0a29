"""One actor for all sightings of a person, organisation or place, whatever the order in which articles arrive.

`merge` is a pure function of the set of sightings: every reload gives all of them, so neither their order nor how
they were split over reloads can matter. Names decide; titles, suffixes, given names, countries, fields of work and
years can keep two bearers of one name apart. Doubt is written into `Actor.doubt`, never resolved by guessing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.actors.corrections import NO_CORRECTIONS, Correction, Corrections
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
    clusters = [*_fixed_clusters(fixed, corrections), *_learned(free)]
    return _numbered(clusters, corrections)


def _by_correction(
    sightings: Sequence[Sighting], corrections: Corrections
) -> tuple[dict[int, list[Sighting]], list[Sighting]]:
    """Sightings whose name an operator has assigned, by the line of the entry; and all others."""
    fixed: dict[int, list[Sighting]] = defaultdict(list)
    free = []
    for sighting in sightings:
        entry = corrections.by_name.get(fold(sighting.value.name)) if corrections.by_name else None
        if entry:
            fixed[entry.line].append(sighting)
        else:
            free.append(sighting)
    return fixed, free


def _fixed_clusters(fixed: Mapping[int, list[Sighting]], corrections: Corrections) -> list[Cluster]:
    return [
        Cluster(kind=entry.kind or fixed[entry.line][0].value.kind, sightings=fixed[entry.line], label=entry.name)
        for entry in corrections.entries
        if fixed.get(entry.line)
    ]


def _learned(sightings: Sequence[Sighting]) -> list[Cluster]:
    people = [s for s in sightings if s.value.kind is Kind.PERSON]
    groups = [s for s in sightings if s.value.kind is not Kind.PERSON]
    return [*cluster_people(people), *cluster_groups(groups)]


def _numbered(clusters: Sequence[Cluster], corrections: Corrections) -> Identities:
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
            actors.append(portray(cluster, actor_id, _entry(cluster, corrections)))
            members.update((s.key, actor_id) for s in cluster.sightings)
    return Identities(actors=tuple(sorted(actors, key=lambda actor: actor.id)), members=members)


def _place(cluster: Cluster) -> tuple[bool, bool, tuple[str, str, int]]:
    return cluster.label is None, cluster.doubt is not None, cluster.order()


def _free(base: str, number: int, taken: set[str]) -> str:
    name = f"{base}-{number}"
    while name in taken:
        name += "x"
    taken.add(name)
    return name


def _entry(cluster: Cluster, corrections: Corrections) -> Correction | None:
    return corrections.by_name.get(fold(cluster.label)) if cluster.label else None
