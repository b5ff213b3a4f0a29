"""Makers of sightings for tests."""

from __future__ import annotations

from datetime import date

from bot.actors.sighting import Calling, Sighting, Told
from bot.model import ArticleId, Gender, Kind


def seen(
    name: str,
    article: str = "a",
    entity: int = 0,
    *,
    aliases: tuple[str, ...] = (),
    titles: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    former: bool = False,
    kind: Kind = Kind.PERSON,
    gender: Gender | None = None,
    day: date | None = None,
    quotes: int = 1,
) -> Sighting:
    """One entity of one article."""
    return Sighting(
        article=ArticleId(article),
        day=day,
        entity=entity,
        quotes=quotes,
        value=Told(
            kind=kind,
            name=name,
            aliases=aliases,
            honorifics=titles,
            gender=gender,
            roles=tuple(Calling(role, former) for role in roles),
            mentions=1,
        ),
    )


def articles(*sightings: Sighting) -> list[Sighting]:
    """The sightings, each in an article of its own."""
    return [
        Sighting(article=ArticleId(f"a{n:03}"), day=s.day, entity=0, value=s.value, quotes=s.quotes)
        for n, s in enumerate(sightings)
    ]
