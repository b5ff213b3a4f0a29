"""What identity works on: entities of single articles, with what their names tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.actors.corrections import Correction
from bot.actors.folding import fold
from bot.actors.form import Form, form_of
from bot.model import ArticleId, Entity, Gender, Kind
from bot.names.lexicon import title_gender


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One entity of one article. `quotes` counts its plain quotes there."""

    article: ArticleId
    day: date | None  # of publication
    entity: int  # index into the article's entities
    value: Entity
    quotes: int = 0

    @property
    def key(self) -> tuple[ArticleId, int]:
        return self.article, self.entity

    @property
    def form(self) -> Form:
        """Its fullest name taken apart (cached by name)."""
        return form_of(self.value.name)


def told_gender(entity: Entity) -> Gender | None:
    """The gender its titles tell; None where they tell none or both."""
    told = {title_gender(title) for title in entity.honorifics} - {None}
    told |= {form_of(entity.name).gender} - {None}
    return next(iter(told)) if len(told) == 1 else None


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
        first = min(self.sightings, key=lambda s: ((s.day or date.max).isoformat(), s.article, s.entity))
        return (first.day or date.max).isoformat(), first.article, first.entity
