"""Pieces that every reply is put together from: heading, footer, buttons for pages and sharing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.archive.port import Failure, State
from bot.commands import Request
from bot.query.answers import Paging
from bot.reply.catalogue import say, told
from bot.reply.model import Block, Button, Does, Inline, Line, Scope, Strong, Style
from bot.reply.wording import begun, count, searched


def scope_of(state: State) -> Scope:
    """What was searched, as data."""
    return Scope(articles=state.articles, since=state.since, until=state.until, loaded=state.loaded)


def heading(*parts: Inline) -> Line:
    return Line(parts=parts, style=Style.HEADING)


def failure_blocks(failures: Sequence[Failure], shown: int, more: str) -> Iterator[Block]:
    """What could not be read, then what is indexed with a reservation; `more` says how many are left out of a list."""
    unread = [f"{failure.path}: {told(failure.reason)}" for failure in failures if failure.reservation is None]
    others = [f"{failure.path}: {told(failure.reservation)}" for failure in failures if failure.reservation is not None]
    files = begun(count(len(unread), "file"))
    heads = (say("{files} could not be read", files=files), say("Indexed with a reservation:"))
    for head, lines in zip(heads, (unread, others), strict=True):
        if lines:
            yield Line(parts=(Strong(head),))
            yield from (small(f"• {line}") for line in lines[:shown])
        if len(lines) > shown:
            yield small(say(more, number=len(lines) - shown))


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
    return tuple(told(note) for note in (*asked.notes, *more) if note)


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."
