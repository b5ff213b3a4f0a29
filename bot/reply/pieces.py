"""Pieces that every reply is put together from: heading, footer, buttons for pages and sharing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.archive.port import State
from bot.commands import Request
from bot.query.answers import Paging
from bot.reply.catalogue import say
from bot.reply.model import Button, Does, Inline, Line, Scope, Style
from bot.reply.wording import searched


def scope_of(state: State) -> Scope:
    """What was searched, as data."""
    return Scope(articles=state.articles, since=state.since, until=state.until, loaded=state.loaded)


def heading(*parts: Inline) -> Line:
    return Line(parts=parts, style=Style.HEADING)


def small(*parts: Inline) -> Line:
    return Line(parts=parts, style=Style.SMALL)


def footer(state: State, *more: str) -> Line:
    """The last line: what was searched, and the notes of the request."""
    return Line(parts=(*searched(state), *(f" {note}" for note in more)), style=Style.FOOTER)


def page_buttons(asked: Request, paging: Paging) -> Iterator[Button]:
    """◀ and ▶, where there is such a page."""
    if paging.page > 1:
        yield Button(does=Does.PAGE, label=say("◀ Previous"), request=asked.but(page=str(paging.page - 1)))
    if paging.page < paging.pages:
        yield Button(does=Does.PAGE, label=say("Next ▶"), request=asked.but(page=str(paging.page + 1)))


def share_button(asked: Request) -> Button:
    """Post the same answer to the channel."""
    return Button(does=Does.SHARE, label=say("Share"), request=asked.but(part=asked.part, show="channel"))


def page_words(paging: Paging) -> str:
    """ ", page 2 of 7", or "" when there is one page."""
    return say(", page {page} of {pages}", page=paging.page, pages=paging.pages) if paging.pages > 1 else ""


def notes_of(asked: Request, *more: str | None) -> tuple[str, ...]:
    return (*asked.notes, *(note for note in more if note))


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."
