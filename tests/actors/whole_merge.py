"""All sightings merged at once, without a ledger: what merging in any number of steps must come to.

The comparing of names within a family is the product's; how sightings come together, and ids, are written plainly here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.actors.corrections import NO_CORRECTIONS, Corrections
from bot.actors.countries import acronym_names
from bot.actors.folding import fold
from bot.actors.group_alignment import telling_words
from bot.actors.group_names import group_key, initials
from bot.actors.groups import kind_of
from bot.actors.identity import Identities
from bot.actors.people import cluster_people
from bot.actors.portrait import base_slug, portray
from bot.actors.sighting import Cluster, Sighting
from bot.model import Actor, ActorId, ArticleId, Kind


def whole(sightings: Iterable[Sighting], corrections: Corrections = NO_CORRECTIONS) -> Identities:
    """The actors behind the sightings."""
    fixed: dict[int, Cluster] = {}
    free = []
    for sighting in sorted(sightings, key=lambda s: s.key):
        entry = corrections.by_name.get(fold(sighting.value.name))
        if entry is None:
            free.append(sighting)
        else:
            kind = entry.kind or sighting.value.kind
            fixed.setdefault(entry.line, Cluster(kind=kind, sightings=[], entry=entry)).sightings.append(sighting)
    known = [fixed[line] for line in sorted(fixed)]
    kinds = _kinds(free)
    people = [s for s in free if kinds.get(fold(s.value.name), s.value.kind) is Kind.PERSON]
    groups = [s for s in free if kinds.get(fold(s.value.name), s.value.kind) is not Kind.PERSON]
    persons = cluster_people(people, [cluster for cluster in known if cluster.kind is Kind.PERSON])
    return _numbered([*known, *persons, *_groups(groups)])


def _kinds(sightings: Sequence[Sighting]) -> dict[str, Kind]:
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for sighting in sightings:
        counts[fold(sighting.value.name)][sighting.value.kind is Kind.PERSON] += 1
    return {
        name: Kind.PERSON if count[True] > count[False] else Kind.ORGANISATION
        for name, count in counts.items()
        if count[True] != count[False]
    }


def _groups(sightings: Sequence[Sighting]) -> list[Cluster]:
    named: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        named[group_key(sighting.value.name)].append(sighting)
    learned = _learned(named)
    joined: dict[str, list[Sighting]] = defaultdict(list)
    doubts: dict[str, str] = {}
    for key in sorted(named):
        owners = {_end_of(owner, learned) for owner in learned.get(key, set())} - {key}
        if len(owners) > 1:
            shown = [min((s.value.name for s in named[owner]), key=lambda n: (-len(n), n)) for owner in owners]
            doubts[key] = "may stand for " + " or ".join(sorted(shown)[:3])
        joined[owners.pop() if len(owners) == 1 else key].extend(named[key])
    return [Cluster(kind=kind_of(some), sightings=some, doubt=doubts.get(key)) for key, some in joined.items()]


def _learned(named: Mapping[str, Sequence[Sighting]]) -> dict[str, set[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    acronyms: dict[tuple[ArticleId, str], set[str]] = defaultdict(set)
    for key, sightings in named.items():
        for sighting in sightings:
            if len(initials(key)) > 1:
                acronyms[sighting.article, initials(key)].add(key)
            for alias in map(group_key, sighting.value.aliases):
                if alias and len(alias) < len(key) and telling_words(alias.split()):
                    out[alias].add(key)
        for known in acronym_names(key):
            if known in named and len(key) < len(known):
                out[key].add(known)
    for key, sightings in named.items():
        for sighting in sightings:
            out[key] |= acronyms.get((sighting.article, key), set()) - {key}
    return out


def _end_of(key: str, learned: Mapping[str, set[str]]) -> str:
    while len(learned.get(key, ())) == 1:
        (key,) = learned[key]
    return key


def _numbered(clusters: Sequence[Cluster]) -> Identities:
    slugs: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        slugs[base_slug(cluster)].append(cluster)
    actors: list[Actor] = []
    members: dict[tuple[ArticleId, int], ActorId] = {}
    for base in sorted(slugs):
        ordered = sorted(slugs[base], key=lambda c: (c.entry is None, c.doubt is not None, c.order()))
        for number, cluster in enumerate(ordered, 1):
            name = base if number == 1 else f"{base}-{number}"
            while number > 1 and name in slugs:
                name += "x"
            actors.append(portray(cluster, ActorId(name)))
            members.update((s.key, ActorId(name)) for s in cluster.sightings)
    return Identities(actors=tuple(sorted(actors, key=lambda actor: actor.id)), members=members)
