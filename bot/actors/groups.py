"""Which names of organisations and places stand for one: a full name, and the short names it was seen with.

A name that one longer name was seen with as its short form ("Harbour Workers Union (HWU)") is that actor wherever it
stands alone; two longer names with one short form leave it alone, in doubt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain

from bot.actors.countries import acronym_names, acronyms
from bot.actors.group_alignment import telling_words
from bot.actors.group_names import group_key, initials
from bot.actors.ledger import GROUPS, Ledger, NameKey, ShortName
from bot.actors.sighting import Sighting
from bot.model import Kind


def short_names(sightings: Iterable[tuple[NameKey, Sighting]]) -> Iterator[ShortName]:
    """The short names that one article gives for longer ones: another form of the name, or its acronym."""
    keyed = [(group_key(name.written), name.tag, sighting.value.aliases) for name, sighting in sightings]
    tags: dict[str, list[str]] = {}
    for key, tag, aliases in keyed:
        for alias in {group_key(alias) for alias in aliases} if aliases else ():
            if 0 < len(alias) < len(key) and telling_words(alias.split()):  # "the board" may be any
                yield ShortName(alias, tag, "")
        short = initials(key) if " " in key else ""
        if len(short) > 1:
            tags = tags or _tags(keyed)
            for via in tags.get(short, ()):
                yield ShortName(short, tag, via)


def _tags(keyed: Iterable[tuple[str, str, object]]) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = defaultdict(list)
    for key, tag, _ in keyed:
        tags[key].append(tag)
    return tags


def regroup(ledger: Ledger) -> set[str]:
    """Put every name of an organisation or place into the block of the actor that it stands for.

    Returns the blocks that lost or gained a name, or whose doubt changed. All short names are looked at each time
    (they are some hundreds for a thousand articles); only what changed is written.
    """
    learned = _learned(ledger)
    ends = {key: {_end_of(owner, learned) for owner in owners} - {key} for key, owners in learned.items()}
    joined = {key: next(iter(owners)) for key, owners in ends.items() if len(owners) == 1}
    changed = _move(ledger, joined)
    doubts = _doubts(ledger, {key: owners for key, owners in ends.items() if len(owners) > 1})
    before = ledger.doubts()
    new = {block: doubts.get(block) for block in {*before, *doubts} if before.get(block) != doubts.get(block)}
    ledger.set_doubts(new)
    return changed | new.keys()


def _learned(ledger: Ledger) -> Mapping[str, set[str]]:
    """Short name → the longer names it stands for; the acronyms that everybody knows are among them."""
    learned: dict[str, set[str]] = defaultdict(set)
    for short, long in ledger.short_names():
        learned[short].add(long)
    known = {*acronyms(), *acronyms().values()}
    present = {name.group for name in ledger.names_of_groups(known)}
    for key in present:
        for long in present.intersection(acronym_names(key)):
            if len(key) < len(long):
                learned[key].add(long)
    return learned


def _end_of(key: str, learned: Mapping[str, set[str]]) -> str:
    """The longest name reached from `key` by unambiguous short names; each step is longer, so it ends."""
    while len(learned.get(key, ())) == 1:
        key = next(iter(learned[key]))
    return key


def _move(ledger: Ledger, joined: Mapping[str, str]) -> set[str]:
    moves = {}
    changed = set()
    for name in chain(ledger.names_elsewhere(), ledger.names_of_groups(joined.keys())):
        block = GROUPS + joined.get(name.group, name.group)
        if name.block != block:
            moves[name.key] = block
            changed |= {name.block, block}
    ledger.move(moves)
    return changed


def _doubts(ledger: Ledger, owners: Mapping[str, AbstractSet[str]]) -> dict[str, str]:
    """By block, which longer names its name may stand for."""
    shown: dict[str, str] = {}
    for name in ledger.names_of_groups(set().union(*owners.values())):
        shown[name.group] = min(shown.get(name.group, name.key.written), name.key.written, key=_longest_first)
    return {
        GROUPS + key: "may stand for " + " or ".join(sorted(shown[owner] for owner in longer)[:3])
        for key, longer in owners.items()
    }


def _longest_first(name: str) -> tuple[int, str]:
    return -len(name), name


def kind_of(sightings: Iterable[Sighting]) -> Kind:
    """What most articles take it for; of those that took it for a person nothing is counted."""
    counts = Counter(s.value.kind for s in sightings if s.value.kind is not Kind.PERSON)
    if not counts:
        return Kind.ORGANISATION
    return max(counts, key=lambda kind: (counts[kind], kind is Kind.ORGANISATION, kind.value))
