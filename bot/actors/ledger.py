"""What the merging of names keeps from one reload to the next, so that it need not begin anew.

The archive keeps it in the same transaction as the articles (`bot.archive.sql_ledger`, `bot.actors.memory_ledger`) and
knows nothing of its meaning; `bot.actors.identity` does, and computes every key in it. A change of that code or of the
operator's corrections makes all keys worthless: then it is cleared and filled again.

Names are kept once for each way of writing, with the **block** that their sightings fall into. Sightings of different
blocks are never compared, so a block is merged from its own sightings and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bot.actors.sighting import Sighting
from bot.model import Actor, ActorId, ArticleId

SightingKey = tuple[ArticleId, int]
Arrival = tuple[ArticleId, Sequence[Sighting]]
"""An article with all its sightings as they are now; none where it is gone."""


class NameKey(NamedTuple):
    """One way to write a name, taken for a person or for something else."""

    tag: str  # "person" or "group", a space, the folded name
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that articles write, and where it belongs."""

    key: NameKey
    group: str  # what it is called among organisations and places (`group_key`)
    block: str  # "" for one that has just been entered
    seen: int  # sightings


class ShortName(NamedTuple):
    """A short name with a longer one that some article gives beside it."""

    short: str  # as a `group_key`
    long: str  # tag of the longer name
    via: str  # tag of the short one where it is the acronym in the same article; "" where it is an alias


class Place(NamedTuple):
    """A place among actors of one slug; no two have the same."""

    learned: bool  # not named by the operator
    doubtful: bool
    day: str  # of its earliest sighting
    article: str
    entity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stored actor with where it comes from."""

    actor: Actor
    block: str
    base: str  # slug before numbering
    place: Place


class Ledger(Protocol):
    """One transaction's view. Arguments may be very many; results come in no order unless one is told."""

    def arrivals(self, *, anew: bool) -> Iterator[Arrival]:
        """The articles that are put or removed in this reload, once; with `anew` all that are stored.

        The archive may store them only as they are asked for. One that is put twice comes twice.
        """

    def clear(self) -> None:
        """Forget names, short names, doubts and sightings. Actors stay, to be compared with the new ones."""

    # sightings and their names

    def sightings_in(self, articles: Collection[ArticleId]) -> Mapping[ArticleId, Sequence[Sighting]]:
        """The sightings that are kept of these articles, from before this reload."""

    def enter(self, gone: Collection[SightingKey], new: Iterable[tuple[NameKey, Sighting]]) -> None:
        """Forget sightings, with who they were, and keep new ones. Their names have been counted."""

    def count_names(self, changes: Mapping[NameKey, tuple[str, int]]) -> None:
        """For each name its `group` and how many sightings more it has."""

    def count_short_names(self, changes: Mapping[ShortName, int]) -> None:
        """For each short name how many sightings more give it."""

    def names_tagged(self, tags: Collection[str]) -> Iterator[Name]:
        """The names with one of these tags, also those that are not seen any more."""

    def move(self, blocks: Mapping[NameKey, str]) -> None:
        """Put names into blocks."""

    def drop_unseen(self) -> None:
        """Forget names and short names that have no sighting."""

    # organisations and places: names in blocks that begin with `GROUPS`

    def short_names(self) -> Iterator[tuple[str, str]]:
        """(short name, longer name) as `group_key`s, of names that are all taken for organisations or places."""

    def names_of_groups(self, groups: Collection[str]) -> Iterator[Name]:
        """The names of organisations and places that are called so."""

    def names_elsewhere(self) -> Iterator[Name]:
        """The names of organisations and places that are in another's block."""

    def doubts(self) -> Mapping[str, str]:
        """By block, why the name alone may be another's."""

    def set_doubts(self, doubts: Mapping[str, str | None]) -> None:
        """Keep some, and drop those that are None."""

    # blocks and actors

    def sizes(self, blocks: Collection[str]) -> Mapping[str, int]:
        """The number of sightings in each block that has any."""

    def sightings_of(self, blocks: Collection[str]) -> Iterator[tuple[str, Sighting, ActorId | None]]:
        """(block, sighting, who it is so far), by block, article and entity."""

    def actors_of(self, blocks: Collection[str]) -> Iterator[Held]:
        """The stored actors of these blocks."""

    def actor_blocks(self) -> Iterator[str]:
        """Every block that a stored actor comes from."""

    def taken(self, ids: Collection[str]) -> AbstractSet[str]:
        """Those that are ids of stored actors."""

    def write(self, gone: Collection[ActorId], new: Iterable[Held], members: Mapping[SightingKey, ActorId]) -> None:
        """Drop actors, then store others (an id may be that of one dropped, or of one replaced), and say who the
        sightings are."""

    def ids_of(self, bases: Collection[str]) -> Iterator[tuple[str, Place, ActorId]]:
        """The stored actors of these slugs: (slug, place, id)."""

    def rename(self, ids: Mapping[ActorId, ActorId]) -> None:
        """Give actors other ids, which may be the present ones of others among them."""

    def drop_strays(self) -> None:
        """Forget who those were whom no article names any more."""


GROUPS = "g:"
"""How the block of an organisation or place begins."""
