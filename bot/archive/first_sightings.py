"""The sightings of a first reload, kept until names are merged, so that merging need not read all of them back.

Merging runs after the last article, when nothing runs beside it. As numbers the sightings take a tenth of the memory
that they take as values; where they are very many, none are kept.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.actors.sighting import Sighting, Told
from bot.model import ArticleId

_TOLD_MOST: Final = 50_000  # of half a kilobyte or so
_COLUMNS: Final = 4  # article, entity, quotes, place in `told`


class FirstSightings:
    """Sightings by the number of their name. More than `most`, of 16 bytes each, are too many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._by_name: dict[int, array[int]] = {}
        self._articles: dict[int, tuple[ArticleId, date | None]] = {}
        self._told: list[Told] = []
        self._places: dict[int, int] = {}  # in `_told`, by identity: the same value is mostly the same object
        self._count = 0

    @property
    def too_many(self) -> bool:
        """Should they rather be read back?"""
        return self._count > self._most or len(self._told) > _TOLD_MOST

    def add(self, name: int, article: int, sighting: Sighting) -> None:
        """Keep a sighting of this name in the article of this number."""
        id_, day, entity, told, quotes = sighting
        place = self._places.get(id(told))
        if place is None:
            place = self._places[id(told)] = len(self._told)
            self._told.append(told)
        if article not in self._articles:
            self._articles[article] = (id_, day)
        numbers = self._by_name.get(name)
        if numbers is None:
            numbers = self._by_name[name] = array("i")
        numbers.extend((article, entity, quotes, place))
        self._count += 1

    def of(self, name: int) -> Iterator[Sighting]:
        """The sightings of this name, as they came."""
        numbers = self._by_name.get(name)
        if numbers is None:
            return
        flat = numbers.tolist()
        for at in range(0, len(flat), _COLUMNS):
            article, day = self._articles[flat[at]]
            yield Sighting(article, day, flat[at + 1], self._told[flat[at + 3]], flat[at + 2])
