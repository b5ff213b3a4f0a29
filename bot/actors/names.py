"""Names of single articles as the ledger keeps them, and the block that each belongs into.

A name that is taken for a person here and for something else there is what most articles take it for; where they are
even, each sighting stays what it is. That hangs on the sightings of this one name alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice
from typing import Final

from bot.actors.corrections import Correction, Corrections
from bot.actors.folding import fold
from bot.actors.ledger import GROUPS, Ledger, Name, NameKey
from bot.actors.people import entry_keys, family_key
from bot.actors.sighting import Sighting, written_form
from bot.model import Kind

_PERSON: Final = "person "
_GROUP: Final = "group "
_PEOPLE: Final = "p:"  # how the block of a family name begins
_ENTRY: Final = "c:"  # and that of an entry of the operator's that is nobody with a family name
_AT_ONCE: Final = 1_000  # names
_KEYS_KEPT: Final = 16_384


def name_key(sighting: Sighting) -> NameKey:
    """How the name of a sighting is kept."""
    return _name_key(sighting.value.kind is Kind.PERSON, sighting.value.name)


@lru_cache(maxsize=_KEYS_KEPT)
def _name_key(is_person: bool, name: str) -> NameKey:
    return NameKey((_PERSON if is_person else _GROUP) + fold(name), name)


def folded(name: NameKey) -> str:
    """The folded name."""
    return name.tag.partition(" ")[2]


class Blocks:
    """Which block a name belongs into, as far as that can be told without its short names.

    Families whose names the operator gives to one actor are one block.
    """

    def __init__(self, corrections: Corrections) -> None:
        self._corrections = corrections
        self._first: dict[str, str] = {}
        for entry in corrections.entries:
            if entry.kind in (None, Kind.PERSON):
                self._join(entry_keys(entry))

    def _join(self, keys: AbstractSet[str]) -> None:
        roots = {self._first.get(key, key) for key in keys}
        if len(roots) > 1:
            joined = {key for key, root in self._first.items() if root in roots} | roots
            self._first |= dict.fromkeys(joined, min(roots))

    def place(self, ledger: Ledger, folded_names: Collection[str], touched: AbstractSet[NameKey]) -> set[str]:
        """Move the names to where they belong. The blocks that lost or gained one, or hold one of `touched`."""
        changed: set[str] = set()
        for some in _batches(folded_names, _AT_ONCE):
            names: dict[str, list[Name]] = defaultdict(list)
            for name in ledger.names_tagged([kind + one for one in some for kind in (_PERSON, _GROUP)]):
                names[folded(name.key)].append(name)
            moves = {}
            for one, written in names.items():
                entry = self._corrections.by_name.get(one)
                for name, block in ((name, self._block(name, written, entry)) for name in written):
                    if block != name.block:
                        moves[name.key] = block
                        changed |= {name.block, block}
                    elif name.key in touched:
                        changed.add(block)
            ledger.move(moves)
        return changed - {""}

    def _block(self, name: Name, written: Iterable[Name], entry: Correction | None) -> str:
        """The block of a name, one of those that are `written` for the same folded name."""
        if entry is not None:
            return self._of_entry(entry)
        if _is_person(name, written):
            key = family_key(written_form(name.key.written))
            return _PEOPLE + self._first.get(key, key)
        return name.block if name.block.startswith(GROUPS) else GROUPS + name.group

    def _of_entry(self, entry: Correction) -> str:
        keys = entry_keys(entry) if entry.kind in (None, Kind.PERSON) else ()
        first = min(keys, default=None)
        return f"{_ENTRY}{entry.line}" if first is None else _PEOPLE + self._first.get(first, first)


def _is_person(name: Name, written: Iterable[Name]) -> bool:
    seen = {True: 0, False: 0}
    for one in written:
        seen[one.key.tag.startswith(_PERSON)] += one.seen
    if all(seen.values()) and seen[True] != seen[False]:
        return seen[True] > seen[False]
    return name.key.tag.startswith(_PERSON)


def _batches(names: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    waiting = iter(names)
    while batch := tuple(islice(waiting, size)):
        yield batch
