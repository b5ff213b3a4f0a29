"""Replies made by hand, and a desk that gives them: for what the real engine cannot be made to say on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.archive.port import State
from bot.commands import BY_NAME, Asker, Request, Takes
from bot.errors import NotAllowed, QuotedeskError, RequestNotUnderstood
from bot.model import ActorId, Article, ArticleId, QuoteId, Span, article_id, digest, quote_id
from bot.query.language import parse_line
from bot.reply.model import (
    Block,
    Button,
    Does,
    Item,
    ItemKind,
    Line,
    Link,
    Quotation,
    Reply,
    Speaker,
    Style,
)

TEXT = "The pier stays shut. “We cannot risk the crew,” Ada Brenner said, “not in this wind.” Nobody sailed."


def an_article(text: str = TEXT, *, title: str = "Ferry stays in port") -> Article:
    return Article(
        id=article_id(title),
        path="ferry.md",
        title=title,
        text=text,
        sha256=digest(text),
        source="Harbour Post",
        url="https://example.org/ferry?a=1&b=2",
    )


def an_item(
    words: str | tuple[str, ...] = ("We cannot risk the crew,", "not in this wind."),
    *,
    article: Article | None = None,
    kind: ItemKind = ItemKind.DIRECT,
    strong: tuple[Span, ...] = (),
) -> Item:
    """An item of those words of the article; by default of an article that holds nothing else."""
    pieces = (words,) if isinstance(words, str) else words
    if article is None:
        article = an_article() if pieces[0] in TEXT else an_article(" ".join(pieces))
    at, spans = 0, []
    for piece in pieces:
        start = article.text.index(piece, at)
        at = start + len(piece)
        spans.append(Span(start, at))
    return Item(
        id=quote_id(article.id, spans),
        kind=kind,
        article=article,
        spans=tuple(spans),
        context=Span(0, len(article.text)),
        strong=strong,
        speaker=Speaker(id=ActorId("ada-brenner"), name="Ada Brenner", as_written="Ada Brenner", role=None),
    )


def item_buttons(quote: QuoteId) -> tuple[Button, ...]:
    return tuple(
        Button(does=does, label=label, request=Request(command=does.value, arguments=(("quote", quote),)), item=quote)
        for does, label in ((Does.CONTEXT, "Context"), (Does.WHY, "Why this speaker?"))
    )


def a_reply(
    *items: Item,
    request: Request | None = None,
    blocks: tuple[Block, ...] | None = None,
    buttons: tuple[Button, ...] | None = None,
    public: bool = False,
    failed: bool = False,
    page: int = 1,
    pages: int = 1,
) -> Reply:
    """An answer with those quotations, each with its attribution line and buttons, and a Share button."""
    request = request or Request(command="quote", arguments=(("speaker", "Brenner"),))
    if blocks is None:
        made: list[Block] = [Line(parts=(f"Ada Brenner: {len(items)} quotations",), style=Style.HEADING)]
        for item in items:
            link = Link(item.article.title, item.article.url or "")
            made += [
                Quotation(item=item),
                Line(parts=("— Ada Brenner · ", link, " · 14 Mar 2025"), style=Style.SMALL),
            ]
        made.append(Line(parts=("Searched 3 articles.",), style=Style.FOOTER))
        blocks = tuple(made)
    if buttons is None:
        share = Button(does=Does.SHARE, label="Share", request=request.but(part=request.part, show="channel"))
        turn = [
            Button(does=Does.PAGE, label=label, request=request.but(page=str(number)))
            for label, number in (("◀ Previous", page - 1), ("Next ▶", page + 1))
            if 1 <= number <= pages
        ]
        buttons = (*turn, share, *(b for item in items for b in item_buttons(item.id)))
    return Reply(
        intent=request.command,
        request=request,
        blocks=blocks,
        answered=not failed,
        buttons=buttons,
        page=page,
        pages=pages,
        public=public,
        failed=failed,
    )


@dataclass
class CannedDesk:
    """A desk whose answers a test writes; operators and bad lines are treated as the real one treats them."""

    answer: Callable[[Request], Reply] = lambda request: a_reply(an_item(), request=request)
    asked: list[tuple[Request, Asker]] = field(default_factory=list)
    state: State = field(default_factory=lambda: State(generation=1, articles=3))
    gate: asyncio.Event | None = None  # answers wait for it
    telling: Callable[[Request], Reply] | None = None  # what it says meanwhile
    claimed: set[str] = field(default_factory=set)  # by any process
    audited: list[tuple[str, str, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    articles: dict[str, ArticleId] = field(default_factory=dict)  # by address

    async def ask(self, request: Request, asker: Asker) -> Reply:
        self.asked.append((request, asker))
        if self.gate is not None:
            await self.gate.wait()
        if BY_NAME[request.command].operators and "slack:admins" not in asker.groups:
            return _failed(NotAllowed(), request)
        return self.answer(request)

    async def ask_line(self, line: str, asker: Asker) -> Reply:
        try:
            return await self.ask(parse_line(line), asker)
        except RequestNotUnderstood as error:
            return _failed(error, Request(command="help"))

    def so_far(self, asked: Request, asker: Asker) -> Reply | None:
        return self.telling(asked) if self.telling else None

    def suggest(self, takes: Takes, words: str, limit: int = 25) -> tuple[Suggestion, ...]:
        return (Suggestion("Ada Brenner", "@ada-brenner"),)

    async def remember(self, key: str, words: str, expires: datetime) -> None:
        self.notes[key] = words

    async def recall(self, key: str) -> str | None:
        return self.notes.get(key)

    async def forget(self, key: str) -> None:
        self.notes.pop(key, None)

    async def claim(self, key: str, seconds: float) -> bool:
        if key in self.claimed:
            return False
        self.claimed.add(key)
        return True

    async def article_at(self, url: str) -> ArticleId | None:
        return self.articles.get(url)

    async def audit(self, asker: Asker, action: str, outcome: str) -> None:
        self.audited.append((asker.user, action, outcome))

    def is_operator(self, asker: Asker) -> bool:
        return "slack:admins" in asker.groups

    def wants_groups(self, request: Request) -> bool:
        return BY_NAME[request.command].operators


@dataclass(frozen=True)
class Suggestion:
    label: str
    value: str


def _failed(error: QuotedeskError, request: Request) -> Reply:
    return a_reply(request=request, blocks=(Line(parts=(error.user_message,)),), buttons=(), failed=True)
