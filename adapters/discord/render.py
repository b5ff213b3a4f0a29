"""Reply → one Discord message: cards (Components V2) or, where those fail, plain content with classic buttons.

Pure: the same reply gives the same payload. A page that does not fit is broken into parts, and ▶ leads to the
next one; nothing is cut off. Components and characters are counted here, before anything is sent.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

from adapters.discord import limits, markdown
from adapters.discord.controls import Controls, Payload, rows
from adapters.discord.limits import length
from adapters.discord.state import Form, Sealer
from bot.model import QuoteId
from bot.reply.catalogue import say
from bot.reply.model import Block, Divider, Line, Quotation, Reply, Style
from bot.reply.parts import Cost, split
from bot.sealing import signing_key

logger = logging.getLogger(__name__)

TEXT, SECTION, SEPARATOR, CONTAINER = 10, 9, 14, 17
"""Component types; those that can be pressed are in `controls`."""

FLAG_CARDS, FLAG_PRIVATE, FLAG_NO_EMBEDS = 1 << 15, 1 << 6, 1 << 2

_FRAME: Final = Cost(2, 200)
"""What every part keeps free: "asked by", "continued", "part 1 of 2", and a separator after them."""
_QUOTATION: Final = 4  # section, text, button, separator
_RUN: Final = 2  # text of a run of lines, separator

_GREEN, _AMBER, _RED, _BLUE, _GREY = 0x2E8B57, 0xD9A400, 0xC0392B, 0x3B6EA5, 0x7F8C8D
_ACCENTS = {
    "exact": _GREEN,
    "exact_normalised": _GREEN,
    "partial": _AMBER,
    "altered": _AMBER,
    "stitched": _AMBER,
    "paraphrase_only": _AMBER,
    "misattributed": _RED,
    "not_found": _GREY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One message, ready to be sent. `content` is None in cards."""

    components: tuple[Payload, ...]
    content: str | None = None
    form: Form = Form.CARDS
    public: bool = False
    part: int = 0
    parts: int = 1

    def to_dict(self) -> dict[str, Any]:
        """The body as Discord's API takes it, for printing and for tests."""
        flags = (FLAG_CARDS if self.form is Form.CARDS else FLAG_NO_EMBEDS) | (0 if self.public else FLAG_PRIVATE)
        body: dict[str, Any] = {"flags": flags, "components": list(self.components), "allowed_mentions": {"parse": []}}
        return body if self.content is None else {**body, "content": self.content}


def render(
    reply: Reply,
    sealer: Sealer,
    *,
    form: Form = Form.CARDS,
    owner: str = "",
    above: tuple[str, ...] = (),
) -> Rendered:
    """The part of the reply that its request names (the last one if there are fewer).

    `owner` alone may turn the pages of a public message and delete it; `above` are small lines before the answer, at
    most two.
    Items of an article that is not what was indexed are left out and logged by id.
    """
    words = _Words()
    reply = replace(reply, blocks=tuple(_intact(reply.blocks, words)))
    cards = form is Form.CARDS
    controls = Controls(reply=reply, sealer=sealer, form=form, owner=owner)
    parts = _parts(reply, _cost(reply, words, cards=cards), _room(controls, cards=cards))
    part = min(max(0, reply.request.part), len(parts) - 1)
    controls.part, controls.parts = part, len(parts)
    blocks = _framed(parts, part, above)
    layout = _cards if cards else _text
    content, components = layout(blocks, controls, words)
    return Rendered(
        components=components,
        content=content,
        form=form,
        public=reply.public and not reply.failed,
        part=part,
        parts=len(parts),
    )


def payload(reply: Reply) -> dict[str, Any]:
    """The body of the message, for looking at: its buttons are signed with a key that no bot uses."""
    return render(reply, Sealer(signing_key("printed"), date(2025, 1, 1))).to_dict()


def components_of(components: Iterable[Payload]) -> int:
    """How many components there are, nested ones and accessories included."""
    return sum(1 + components_of(part.get("components", ())) + (1 if "accessory" in part else 0) for part in components)


def displayed(components: Iterable[Payload]) -> int:
    """Characters over all text displays."""
    return sum(
        (length(part["content"]) if part["type"] == TEXT else 0) + displayed(part.get("components", ()))
        for part in components
    )


def _cards(blocks: Sequence[Block], controls: Controls, words: _Words) -> tuple[str | None, tuple[Payload, ...]]:
    children: list[Payload] = []
    for group in _groups(blocks):
        if shown := _group(group, controls, words):
            children += [{"type": SEPARATOR}, shown] if children else [shown]
    children += _pressable(controls, blocks, beside=True)
    container = {"type": CONTAINER, "accent_color": _accent(controls.reply), "components": children}
    return None, (container,) if children else ({"type": TEXT, "content": "…"},)


def _text(blocks: Sequence[Block], controls: Controls, words: _Words) -> tuple[str | None, tuple[Payload, ...]]:
    shown = [text for block in blocks if (text := words.of(block))]
    return "\n".join(shown) or "…", tuple(_pressable(controls, blocks, beside=False))


def _pressable(controls: Controls, blocks: Sequence[Block], *, beside: bool) -> list[Payload]:
    menus = (controls.choice_menu(), controls.item_menu(_items(blocks), beside=beside))
    return [*(menu for menu in menus if menu), *rows(controls.buttons())]


def _group(group: tuple[Block, ...], controls: Controls, words: _Words) -> Payload | None:
    """A text display; a section when a button stands beside a quotation. None when there is nothing to show."""
    text = "\n".join(shown for block in group if (shown := words.of(block)))
    if not text:
        return None
    display: Payload = {"type": TEXT, "content": text}
    first = group[0]
    accessory = controls.accessory(first.item.id) if isinstance(first, Quotation) else None
    return {"type": SECTION, "components": [display], "accessory": accessory} if accessory else display


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Runs of blocks that share a text display: a quotation with its small lines, or neighbouring lines."""
    group: list[Block] = []
    for block in blocks:
        if isinstance(block, Divider) or (group and not _joins(group[0], block)):
            if group:
                yield tuple(group)
            group = []
        if not isinstance(block, Divider):
            group.append(block)
    if group:
        yield tuple(group)


def _joins(first: Block, block: Block) -> bool:
    """Does `block` go on in the text display that `first` began?"""
    return isinstance(block, Line) and (isinstance(first, Line) or block.style is Style.SMALL)


class _Words:
    """The markdown of blocks, each made once although it is measured before it is shown."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Block, str]] = {}  # by identity; the block is held so that its id stays its own

    def of(self, block: Block) -> str:
        made = self._made.get(id(block))
        if made is None:
            made = self._made[id(block)] = (block, self._make(block))
        return made[1]

    def _make(self, block: Block) -> str:
        if isinstance(block, Quotation):
            return markdown.quotation(block.item)
        return markdown.line(block) if isinstance(block, Line) else ""


def _cost(reply: Reply, words: _Words, *, cards: bool) -> Callable[[Block], Cost]:
    """What a block takes of a message: its components with the separator before them, its characters and line end.

    A line that goes on in the text display before it takes no component; where a part begins with one, the frame
    pays. Dividers begin a new text display.
    """
    begins = {id(block) for before, block in pairwise(reply.blocks) if not isinstance(before, Line)}

    def cost(block: Block) -> Cost:
        characters = length(words.of(block)) + 1
        if not cards:
            return Cost(0, characters)
        if isinstance(block, Quotation):
            return Cost(_QUOTATION, characters)
        follows = isinstance(block, Line) and (block.style is Style.SMALL or id(block) not in begins)
        return Cost(0 if follows else _RUN, characters)

    return cost


def _room(controls: Controls, *, cards: bool) -> Cost:
    """What is left for blocks when the frame and everything that can be pressed are paid for."""
    if not cards:
        return Cost(limits.COMPONENTS, limits.CONTENT - _FRAME.characters)
    container, first_run = 1, _RUN
    pieces = limits.COMPONENTS - container - first_run - controls.most() - _FRAME.pieces
    return Cost(pieces, limits.DISPLAYED - _FRAME.characters)


def _parts(reply: Reply, cost: Callable[[Block], Cost], room: Cost) -> tuple[tuple[Block, ...], ...]:
    """The whole page where it fits, as it nearly always does; else in parts."""
    prices = [cost(block) for block in reply.blocks]
    whole = Cost(sum(price.pieces for price in prices), sum(price.characters for price in prices))
    return (reply.blocks,) if whole.fits(room) else split(reply, cost=cost, room=room)


def _framed(parts: tuple[tuple[Block, ...], ...], part: int, first: tuple[str, ...]) -> tuple[Block, ...]:
    """The blocks of a part between the lines that say whose it is and how it goes on."""
    above = list(first)
    ended = _items(parts[part - 1])[-1:] if part else ()
    if ended and ended == _items(parts[part])[:1]:
        above.append(say("continued"))
    below = [say("Part {part} of {parts} of this page", part=part + 1, parts=len(parts))] if len(parts) > 1 else []
    return (*map(_small, above), *parts[part], *map(_small, below))


def _small(words: str) -> Line:
    return Line(parts=(limits.shortened(words, 64),), style=Style.SMALL)


def _items(blocks: Sequence[Block]) -> tuple[QuoteId, ...]:
    return tuple(block.item.id for block in blocks if isinstance(block, Quotation))


def _intact(blocks: Sequence[Block], words: _Words) -> Iterator[Block]:
    """The blocks without those whose article was changed behind the archive's back, and their small lines."""
    dropped = False
    for block in blocks:
        if isinstance(block, Quotation) or not (isinstance(block, Line) and block.style is Style.SMALL):
            dropped = False
        try:
            words.of(block)
        except LookupError:
            dropped = True
            item = block.item.id if isinstance(block, Quotation) else None
            extra = {"event": "item.not_intact", "item": item}
            logger.exception("left out: its article is not what was indexed", extra=extra)
        if not dropped:
            yield block


def _accent(reply: Reply) -> int:
    if reply.failed:
        return _RED
    if reply.verdict:
        return _ACCENTS.get(reply.verdict, _BLUE)
    return _BLUE if reply.answered else _GREY
