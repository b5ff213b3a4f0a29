"""What identity works on: entities of single articles, with what their names tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from bot.actors.corrections import Correction
from bot.actors.folding import fold
from bot.actors.form import Form, read_form
from bot.model import ArticleId, Entity, Gender, Kind
from bot.names.lexicon import title_gender

_FORMS_KEPT: Final = 4_096  # names of one family are merged together, so few are wanted again later


class Calling(NamedTuple):
    """A role as an article gives it."""

    text: str
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one article tells of an entity, as far as it can tell who that is: where it stands there is left out."""

    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()
    gender: Gender | None = None
    roles: tuple[Calling, ...] = ()
    mentions: int = 0

    @staticmethod
    def of(entity: Entity) -> Told:
        """That of an entity."""
        return Told(
            kind=entity.kind,
            name=entity.name,
            aliases=entity.aliases,
            honorifics=entity.honorifics,
            gender=entity.gender,
            roles=tuple(Calling(role.text, role.former) for role in entity.roles),
            mentions=len(entity.mentions),
        )


class Sighting(NamedTuple):
    """One entity of one article. `quotes` counts its plain quotes there."""

    article: ArticleId
    day: date | None  # of publication
    entity: int  # index into the article's entities
    value: Told
    quotes: int = 0

    @property
    def key(self) -> tuple[ArticleId, int]:
        return self.article, self.entity

    @property
    def form(self) -> Form:
        """Its fullest name taken apart (cached by name)."""
        return written_form(self.value.name)


@lru_cache(maxsize=_FORMS_KEPT)
def written_form(name: str) -> Form:
    """The form of a name that articles write."""
    return read_form(name)


def told_gender(told: Told) -> Gender | None:
    """The gender its titles tell; None where they tell none or both."""
    genders = {title_gender(title) for title in told.honorifics} - {None}
    genders |= {written_form(told.name).gender} - {None}
    return next(iter(genders)) if len(genders) == 1 else None


@dataclass(slots=True, kw_only=True)
class Cluster:
    """Sightings taken for one actor. `doubt` says why that may be wrong."""

    kind: Kind
    sightings: list[Sighting]
    doubt: str | None = None
    entry: Correction | None = None  # what the operator says of this actor

    def refuses(self, name: str) -> bool:
        """Has the operator said that this name is somebody else?"""
        return self.entry is not None and fold(name) in {fold(other) for other in self.entry.not_same_as}

    def order(self) -> tuple[str, str, int]:
        """A place among clusters of one name, whatever the order of loading: earliest day, then article."""
        first = min(self.sightings, key=lambda s: (s.day or date.max, s.article, s.entity))
        return (first.day or date.max).isoformat(), first.article, first.entity
