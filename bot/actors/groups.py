"""Which sightings of organisations and places are one: by full name, or by a short name one of them was seen with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.actors.countries import acronym_names
from bot.actors.group_alignment import telling_words
from bot.actors.group_names import group_key, initials
from bot.actors.sighting import Cluster, Sighting
from bot.model import ArticleId, Kind


def cluster_groups(sightings: Iterable[Sighting]) -> Iterator[Cluster]:
    """The organisations and places among the sightings, by name. Independent of the order of `sightings`.

    A name that one longer name was seen with as its short form ("Harbour Workers Union (HWU)") is that actor wherever
    it stands alone; two longer names with one short form leave it alone, in doubt.
    """
    named: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        named[group_key(sighting.value.name)].append(sighting)
    learned = _short_names(named)
    joined: dict[str, list[Sighting]] = defaultdict(list)
    doubts: dict[str, str] = {}
    for key in sorted(named):
        owners = {_end_of(owner, learned) for owner in learned.get(key, set())} - {key}
        if len(owners) > 1:
            names = sorted(_shown(named[owner]) for owner in owners)
            doubts[key] = "may stand for " + " or ".join(names[:3])
        joined[owners.pop() if len(owners) == 1 else key].extend(named[key])
    for key in sorted(joined):
        yield Cluster(kind=_kind(joined[key]), sightings=joined[key], doubt=doubts.get(key))


def _short_names(named: Mapping[str, Sequence[Sighting]]) -> dict[str, set[str]]:
    """Short name → the longer names it stands for: seen with them as another form of the name, or as their acronym
    in the same article ("Harbour Workers Union (HWU)"), or an acronym that everybody knows."""
    out: dict[str, set[str]] = defaultdict(set)
    acronyms: dict[tuple[ArticleId, str], set[str]] = defaultdict(set)
    for key, sightings in named.items():
        short = initials(key)
        for sighting in sightings if len(short) > 1 else ():
            acronyms[sighting.article, short].add(key)
        for alias in {group_key(alias) for s in sightings for alias in s.value.aliases} - {key, ""}:
            if len(alias) < len(key) and telling_words(alias.split()):  # "the board" may be any
                out[alias].add(key)
        for known in acronym_names(key):
            if known in named and len(key) < len(known):
                out[key].add(known)
    for key, sightings in named.items():
        for sighting in sightings:
            out[key] |= acronyms.get((sighting.article, key), set()) - {key}
    return {short: longer for short, longer in out.items() if longer}


def _end_of(key: str, learned: Mapping[str, set[str]]) -> str:
    """The longest name reached from `key` by unambiguous short names; each step is longer, so it ends."""
    while len(learned.get(key, ())) == 1:
        key = next(iter(learned[key]))
    return key


def _kind(sightings: list[Sighting]) -> Kind:
    """What most articles take it for; of those that took it for a person nothing is counted."""
    counts = Counter(s.value.kind for s in sightings if s.value.kind is not Kind.PERSON)
    if not counts:
        return Kind.ORGANISATION
    return max(counts, key=lambda kind: (counts[kind], kind is Kind.ORGANISATION, kind.value))


def _shown(sightings: list[Sighting]) -> str:
    return min((s.value.name for s in sightings), key=lambda name: (-len(name), name))
