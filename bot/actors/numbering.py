"""Ids of actors: a slug made from names alone, and a number where several actors have one slug.

The first of a slug has it as its id, the others "slug-2", "slug-3" in the order of their `Place`; an "x" is added where
that is itself the slug of somebody. So an id hangs on the actors of its slug, and on whether the numbered ones are
slugs. While blocks are merged, an actor whose slug is taken gets an id that nobody else can have; `renumber` ends that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.actors.ledger import Ledger, Place
from bot.model import ActorId

_NUMBERED = re.compile(r"(.+)-(?:[2-9]|[1-9][0-9]+)x*")
_AT_ONCE = 1_000  # slugs
_PASSING = "\t"  # begins an id that will not stay; no slug holds it


class Ids:
    """Ids for actors before all of one slug are known."""

    def __init__(self) -> None:
        self._given = 0

    def free(self, ledger: Ledger, slugs: Sequence[str], dropped: AbstractSet[str]) -> Iterator[ActorId]:
        """One id for each of the slugs, in order: the slug itself where no actor has it, but for those dropped."""
        taken = set(ledger.taken(set(slugs))) - dropped
        for slug in slugs:
            self._given += 1
            yield ActorId(f"{_PASSING}{self._given}" if slug in taken else slug)
            taken.add(slug)


def renumber(ledger: Ledger, slugs: Collection[str]) -> None:
    """Give the actors of these slugs the ids they should have."""
    numbered = (match[1] for match in map(_NUMBERED.fullmatch, slugs) if match)
    ordered = sorted({*slugs, *numbered})
    for at in range(0, len(ordered), _AT_ONCE):
        by_slug: dict[str, list[tuple[Place, ActorId]]] = defaultdict(list)
        for slug, place, id_ in ledger.ids_of(ordered[at : at + _AT_ONCE]):
            by_slug[slug].append((place, id_))
        ids = dict(_ids(ledger, by_slug))
        ledger.rename({old: new for old, new in ids.items() if old != new})


def _ids(ledger: Ledger, by_slug: Mapping[str, list[tuple[Place, ActorId]]]) -> Iterator[tuple[ActorId, ActorId]]:
    wanted = [f"{slug}-{number}" for slug, actors in by_slug.items() for number in range(2, len(actors) + 1)]
    slugs = _slugs(ledger, wanted)
    for slug, actors in by_slug.items():
        for number, (_, present) in enumerate(sorted(actors), 1):
            id_ = slug if number == 1 else f"{slug}-{number}"
            while number > 1 and id_ in slugs:
                id_ += "x"
                slugs |= _slugs(ledger, [id_])
            yield present, ActorId(id_)


def _slugs(ledger: Ledger, names: Iterable[str]) -> set[str]:
    """Those that are slugs of some actor."""
    return {slug for slug, _, _ in ledger.ids_of(list(names))}
