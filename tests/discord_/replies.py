"""Replies made by hand and a desk that hands them out: what a renderer can meet, without an engine behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from bot.archive.port import State
from bot.commands import Asker, Request, Takes, request
from bot.errors import QuotedeskError
from bot.model import ActorId, Article, ArticleId, QuoteId, Span, digest
from bot.query.language import parse_line
from bot.reply.model import Block, Button, Choice, Does, Item, ItemKind, Line, Link, Quotation, Reply, Speaker, Style

WORDS = "The ferry will sail again in June, wind or no wind."


def an_item(
    words: str = WORDS,
    *,
    number: int = 1,
    kind: ItemKind = ItemKind.DIRECT,
    pieces: Sequence[tuple[int, int]] | None = None,
    strong: Sequence[tuple[int, int]] = (),
) -> Item:
    """An item whose article is just its words between two others; `pieces` are offsets into `words`."""
    before = "Before it: "
    text = before + words + " And after."
    article = Article(
        id=ArticleId(f"a{number:03d}"),
        path=f"harbour/{number}.md",
        title="The harbour opens",
        text=text,
        sha256=digest(text),
        url=f"https://harbour.example/{number}?a=(b)",
        source="Harbour Post",
        published=date(2025, 3, 14),
    )
    start = len(before)
    spans = pieces if pieces is not None else ((0, len(words)),)
    return Item(
        id=QuoteId(f"a{number:03d}-{number}"),
        kind=kind,
        article=article,
        spans=tuple(Span(start + a, start + b) for a, b in spans),
        context=Span(0, len(text)),
        strong=tuple(Span(start + a, start + b) for a, b in strong),
        speaker=Speaker(id=ActorId("ada-brenner"), name="Ada Brenner", as_written="she", role="harbour master"),
    )


def a_reply(
    items: Sequence[Item] | None = None,
    *,
    asked: Request | None = None,
    blocks: Sequence[Block] | None = None,
    buttons: Sequence[Button] = (),
    page: int = 1,
    pages: int = 1,
    public: bool = False,
    failed: bool = False,
    choices: Sequence[Choice] = (),
) -> Reply:
    """An answer to /quote with those items (one, if none are given), laid out as the composer does."""
    asked = asked or request("quote", speaker="Brenner")
    found = [an_item()] if items is None else list(items)
    body: list[Block] = [Line(parts=(f"Ada Brenner: {len(found)} quotations",), style=Style.HEADING)]
    for item in found:
        body += item_blocks(item)
    body.append(Line(parts=("Searched 3 articles.",), style=Style.FOOTER))
    turning = [
        Button(does=Does.PAGE, label=label, request=asked.but(page=str(to)))
        for label, to in (("◀ Previous", page - 1), ("Next ▶", page + 1))
        if 1 <= to <= pages
    ]
    share = Button(does=Does.SHARE, label="Share", request=asked.but(part=asked.part, show="channel"))
    return Reply(
        intent="quote",
        request=asked,
        blocks=tuple(body if blocks is None else blocks),
        answered=bool(found) and not failed,
        buttons=(*turning, share, *buttons, *(b for item in found for b in item_buttons(item))),
        page=page,
        pages=pages,
        public=public or asked.get("show") == "channel",
        failed=failed,
        choices=tuple(choices),
    )


def item_blocks(item: Item) -> tuple[Block, ...]:
    """The item with the line that says whose it is."""
    speaker = item.speaker.name if item.speaker else "speaker unknown"
    place = Link(item.article.source or item.article.title, item.article.url or "")
    return (
        Quotation(item=item),
        Line(parts=(f"— {speaker} · ", place, f" · 14 Mar 2025 · {item.id}"), style=Style.SMALL),
    )


def item_buttons(item: Item) -> tuple[Button, ...]:
    """What can be asked about it."""
    return (
        Button(does=Does.CONTEXT, label="Context", request=request("context", quote=item.id), item=item.id),
        Button(does=Does.WHY, label="Why this speaker?", request=request("why", quote=item.id), item=item.id),
    )


def a_refusal(asked: Request, words: str = "Nobody here is called that.") -> Reply:
    """A private error."""
    return Reply(intent=asked.command, request=asked, blocks=(Line(parts=(words,)),), answered=False, failed=True)


def items_of(blocks: Sequence[Block]) -> list[Item]:
    """The items shown in the blocks."""
    return [block.item for block in blocks if isinstance(block, Quotation)]


@dataclass(frozen=True)
class Offer:
    """One line of autocomplete."""

    label: str
    value: str


def usual(asked: Request, _asker: Asker) -> Reply:
    """/quote has three pages, everything else one."""
    if asked.command == "context":
        return a_reply(blocks=(Line(parts=(f"Around {asked.get('quote')}",)),), asked=asked)
    pages = 3 if asked.command == "quote" else 1
    page = int(asked.get("page") or 1)
    return a_reply([an_item(number=page)], asked=asked, page=page, pages=pages)


@dataclass
class CannedDesk:
    """Answers with what `reply` makes; holds every answer back while `gate` is closed."""

    reply: Callable[[Request, Asker], Reply] = usual
    offers: tuple[Offer, ...] = (Offer("Ada Brenner (harbour master)", "@ada-brenner"),)
    generation: int = 1
    asked: list[tuple[Request, Asker]] = field(default_factory=list)
    suggested: list[tuple[Takes, str]] = field(default_factory=list)
    kept: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    audited: list[tuple[str, str, str]] = field(default_factory=list)
    warmed: int = 0
    telling: Callable[[Request], Reply] | None = None  # what it says while an answer is held back
    stuck: bool = False  # the archive behind the desk answers never

    def __post_init__(self) -> None:
        self.gate = asyncio.Event()
        self.gate.set()
        self.waiting = asyncio.Event()  # somebody has asked

    @property
    def state(self) -> State:
        return State(generation=self.generation, articles=3)

    async def ask(self, asked: Request, asker: Asker, /) -> Reply:
        self.asked.append((asked, asker))
        self.waiting.set()
        await self.gate.wait()
        return self.reply(asked, asker)

    async def ask_line(self, line: str, asker: Asker, /) -> Reply:
        try:
            asked = replace(parse_line(line), raw="")
        except QuotedeskError as error:
            return a_refusal(request("help"), error.user_message)
        return await self.ask(asked, asker)

    def so_far(self, asked: Request, asker: Asker) -> Reply | None:
        return self.telling(asked) if self.telling else None

    def suggest(self, takes: Takes, words: str, limit: int = 25, /) -> tuple[Offer, ...]:
        self.suggested.append((takes, words))
        return self.offers[:limit]

    def is_operator(self, asker: Asker, /) -> bool:
        return "discord:managers" in asker.groups

    async def warm(self) -> State:
        self.warmed += 1
        return self.state

    async def audit(self, asker: Asker, action: str, outcome: str, /) -> None:
        await self._archive()
        self.audited.append((asker.user, action, outcome))

    async def remember(self, key: str, words: str, expires: datetime, /) -> None:
        await self._archive()
        self.kept[key] = (words, expires)

    async def recall(self, key: str, /) -> str | None:
        await self._archive()
        words, expires = self.kept.get(key, ("", datetime.min.replace(tzinfo=UTC)))
        return words if expires > datetime.now(UTC) else None

    async def _archive(self) -> None:
        if self.stuck:
            await asyncio.Event().wait()
