"""Which sightings of organisations and places are one: by full name, or by a short name one of them was seen with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.actors.folding import fold
from bot.actors.sighting import Cluster, Sighting
from bot.model import Kind

_LEGAL_FORMS = frozenset(
    "inc corp corporation co company ltd limited llc llp plc ag gmbh sa spa nv bv ab as oyj".split()
)


@lru_cache(maxsize=200_000)
def group_key(name: str) -> str:
    """Folded name without "the" and without a legal form at its end; dotted letters joined ("U.N." is "un")."""
    words = fold(name).split()
    if words[:1] == ["the"] and len(words) > 1:
        words = words[1:]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(words)


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


def _short_names(named: dict[str, list[Sighting]]) -> dict[str, set[str]]:
    """Short name → the longer names it was seen with in one article."""
    out: dict[str, set[str]] = defaultdict(set)
    for key, sightings in named.items():
        for alias in {alias for s in sightings for alias in s.value.aliases}:
            short = group_key(alias)
            if short and short != key and len(short) < len(key):
                out[short].add(key)
    return out


def _end_of(key: str, learned: dict[str, set[str]]) -> str:
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
