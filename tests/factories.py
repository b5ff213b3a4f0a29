"""Small makers of values for tests: everything has a default, so a test names only what it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from bot.actors.ledger import Held, Ledger, NameKey, Place, SightingKey
from bot.archive.derived import pack
from bot.archive.port import Changes, Known, Prepared
from bot.model import (
    Actor,
    ActorId,
    Article,
    Entity,
    Extraction,
    Flag,
    Kind,
    Quote,
    RoleRecord,
    Span,
    Speech,
    article_id,
    digest,
)

NOON = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)
TEXT = (
    "The ferry will not sail on Monday. “We cannot risk the crew,” said Ada Brenner, the harbour master. "
    "She said the pier was closed."
)


def an_article(
    text: str = TEXT,
    *,
    path: str = "seeds/ferry.md",
    title: str = "Ferry stays in port",
    published: date | datetime | None = date(2025, 3, 14),
    source: str | None = "Harbour Post",
    url: str | None = None,
    authors: tuple[str, ...] = (),
) -> Article:
    """An article whose hash is right."""
    return Article(
        id=article_id(path),
        path=path,
        title=title,
        text=text,
        sha256=digest(text),
        url=url,
        source=source,
        published=published,
        authors=authors,
    )


def a_span(text: str, words: str) -> Span:
    """Where `words` first stand in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))


def a_quote(
    text: str = TEXT,
    words: str | Iterable[str] = "We cannot risk the crew,",
    *,
    speech: Speech = Speech.DIRECT,
    speakers: tuple[int, ...] = (0,),
    confidence: float = 0.9,
    flags: frozenset[Flag] = frozenset(),
    via: int | None = None,
    candidates: tuple[int, ...] = (),
) -> Quote:
    """A quote whose content is those words of the text."""
    pieces = (words,) if isinstance(words, str) else tuple(words)
    return Quote(
        spans=tuple(a_span(text, piece) for piece in pieces),
        speech=speech,
        speakers=speakers,
        confidence=confidence,
        flags=flags,
        via=via,
        candidates=candidates,
    )


def an_entity(name: str = "Ada Brenner", *, kind: Kind = Kind.PERSON, aliases: tuple[str, ...] = ()) -> Entity:
    """Somebody whom an article names."""
    return Entity(kind=kind, name=name, aliases=aliases)


def an_actor(
    name: str = "Ada Brenner",
    *,
    id: str | None = None,  # noqa: A002 - the field's own name
    kind: Kind = Kind.PERSON,
    aliases: tuple[str, ...] = (),
    roles: tuple[RoleRecord, ...] = (),
    quotes: int = 0,
) -> Actor:
    """An actor whose id is made of the name."""
    slug = id or name.casefold().replace(" ", "-")
    return Actor(id=ActorId(slug), kind=kind, name=name, aliases=aliases, roles=roles, quotes=quotes)


def sentences_of(text: str) -> tuple[Span, ...]:
    """Spans of what ends with a full stop: enough for made-up articles."""
    spans = []
    start = 0
    for end in [i + 1 for i, letter in enumerate(text) if letter == "."] + [len(text)]:
        while start < end and text[start] == " ":
            start += 1
        if start < end:
            spans.append(Span(start, end))
        start = end
    return tuple(spans)


def an_extraction(
    text: str = TEXT, *, quotes: Sequence[Quote] | None = None, entities: Sequence[Entity] | None = None
) -> Extraction:
    """One quote by one person, unless told otherwise."""
    return Extraction(
        entities=(an_entity(),) if entities is None else tuple(entities),
        quotes=(a_quote(text),) if quotes is None else tuple(quotes),
        sentences=sentences_of(text),
    )


def a_known(article: Article) -> Known:
    """File facts that fit the article."""
    data = article.text.encode("utf-8", "surrogatepass")
    return Known(id=article.id, fingerprint=hashlib.sha256(data).hexdigest(), size=len(data), mtime_ns=1_000)


def a_prepared(article: Article | None = None, extraction: Extraction | None = None) -> Prepared:
    """An article ready to be stored."""
    article = article or an_article()
    extraction = an_extraction(article.text) if extraction is None else extraction
    return pack(article, extraction, a_known(article))


def some_changes(*prepared: Prepared, actor: Actor | None = None) -> Changes:
    """Store these; every first entity of theirs is the one actor."""
    actor = actor or an_actor()
    return Changes(
        put=prepared,
        identify=told([actor], {(p.article.id, 0): actor.id for p in prepared if p.counts}),
        loaded=NOON,
    )


def told(actors: Sequence[Actor], members: Mapping[SightingKey, ActorId]) -> Callable[[Ledger], None]:
    """For `Changes.identify`: the actors are these afterwards, and these entities are they, whatever their names."""
    block = "told"

    def identify(ledger: Ledger) -> None:
        for article, sightings in ledger.arrivals(anew=False):
            gone = ledger.sightings_in([article]).get(article, ())
            names = [NameKey(f"person {sighting.value.name}", sighting.value.name) for sighting in sightings]
            ledger.count_names({name: (name.written, names.count(name)) for name in names})
            ledger.move(dict.fromkeys(names, block))
            ledger.enter([sighting.key for sighting in gone], zip(names, sightings, strict=True))
        stored = [(sighting.key, actor) for _, sighting, actor in ledger.sightings_of({block})]
        new = [
            Held(actor=actor, block=block, base=actor.id, place=Place(False, False, "", actor.id, 0))
            for actor in actors
        ]
        old = list(ledger.actors_of({block}))
        ids = {actor.id for actor in actors}
        ledger.write(
            [held.actor.id for held in old if held.actor.id not in ids],
            [held for held in new if held not in old],
            {key: members[key] for key, actor in stored if members.get(key, actor) != actor},
        )

    return identify
