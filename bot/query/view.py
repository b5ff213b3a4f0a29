"""What one request is answered from: one state of the archive, its directory of actors, the day, the page size."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.actors.directory import Directory
from bot.archive.port import Passage, QuoteRow, Reader, State
from bot.model import Actor, Article, ArticleId, Entity, Span
from bot.query.page import Page
from bot.query.wordings import Wording, other_wordings


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One unchanging view; every answer is made from exactly one."""

    reader: Reader
    directory: Directory
    state: State
    today: date  # in the reader's time zone
    page_size: int = 5
    pages: dict[ArticleId, Page] = field(default_factory=dict, compare=False, repr=False)  # those read so far


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quote of an answer, with all that is shown of it."""

    row: QuoteRow
    article: Article
    speakers: tuple[tuple[Actor, Entity | None], ...] = ()  # with how this article names them
    via: Actor | None = None
    candidates: tuple[Actor, ...] = ()
    strong: tuple[Span, ...] = ()
    also_in: int = 0  # near-duplicates of the article with the same words
    first: Article | None = None  # the earliest of those, where it is earlier than the article itself
    wordings: tuple[Wording, ...] = ()  # what other near-duplicates have instead


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """A sentence of an answer."""

    passage: Passage
    article: Article
    strong: tuple[Span, ...] = ()


def open_row(view: View, row: QuoteRow, *, strong: tuple[Span, ...] = ()) -> Found | None:
    """The row with its article and actors; None if the article is gone. Costs one article read."""
    article = view.reader.article(row.article)
    if article is None:
        return None
    entities = row.quote.speakers
    speakers = tuple(
        (actor, view.reader.entity(row.article, entities[at]) if at < len(entities) else None)
        for at, actor_id in enumerate(row.speakers)
        if (actor := view.reader.actor(actor_id)) is not None
    )
    echoes = view.reader.echoes(row.id)
    same = {echo.article for echo in echoes}
    first = echoes[0] if echoes and _age(echoes[0]) < _age(row) else None
    candidates = (view.reader.actor(actor_id) for actor_id in row.candidates)
    return Found(
        row=row,
        article=article,
        speakers=speakers,
        via=view.reader.actor(row.via) if row.via else None,
        candidates=tuple(actor for actor in candidates if actor),
        strong=strong,
        also_in=len(same),
        first=view.reader.article(first.article) if first else None,
        wordings=other_wordings(view.reader, article, row, same),
    )


def _age(row: QuoteRow) -> tuple[bool, date, ArticleId]:
    """Earliest first, undated last, then by id: the order of `Reader.echoes`."""
    return row.day is None, row.day or date.max, row.article


def open_passage(view: View, passage: Passage, *, strong: tuple[Span, ...] = ()) -> FoundPassage | None:
    """The passage with its article; None if the article is gone."""
    article = view.reader.article(passage.article)
    return FoundPassage(passage=passage, article=article, strong=strong) if article else None
