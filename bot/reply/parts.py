"""A page that is too long for a platform is broken into parts; nothing is ever cut off.

A part is a run of blocks whose cost fits the room. A block that alone does not fit is continued on the next part,
broken at a space: quotations by splitting their spans (the slices stay slices), lines by splitting their words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from bot.model import Span
from bot.reply.model import Block, Cut, Line, Quotation, Reply, Strong, Struck, Style


class Cost(NamedTuple):
    """What a block takes of a message: pieces (blocks, components) and characters of the payload."""

    pieces: int
    characters: int

    def __add__(self, other: object) -> Cost:
        if not isinstance(other, Cost):
            return NotImplemented
        return Cost(self.pieces + other.pieces, self.characters + other.characters)

    def fits(self, room: Cost) -> bool:
        return self.pieces <= room.pieces and self.characters <= room.characters


def split(reply: Reply, *, cost: Callable[[Block], Cost], room: Cost) -> tuple[tuple[Block, ...], ...]:
    """The reply's blocks in parts, in order; at least one part. `room` leaves out what every part has (buttons).

    An attribution line stays with its quotation where both fit. ValueError if `room` is too small for one character.
    """
    parts: list[tuple[Block, ...]] = []
    current: list[Block] = []
    used = Cost(0, 0)
    for group in _groups(reply.blocks):
        price = _sum(cost, group)
        if (used + price).fits(room):
            current += group
            used += price
            continue
        if current and price.fits(room):
            parts.append(tuple(current))
            current, used = list(group), price
            continue
        for whole in group:
            for block in _pieces(whole, cost, room, _left(room, used)):
                price = cost(block)
                if not (used + price).fits(room):
                    parts.append(tuple(current))
                    current, used = [], Cost(0, 0)
                current.append(block)
                used += price
    if current or not parts:
        parts.append(tuple(current))
    return tuple(parts)


def _sum(cost: Callable[[Block], Cost], blocks: tuple[Block, ...]) -> Cost:
    total = Cost(0, 0)
    for block in blocks:
        total += cost(block)
    return total


def _groups(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """A quotation with the small lines that follow it; any other block alone."""
    group: list[Block] = []
    for block in blocks:
        follows = group and isinstance(group[0], Quotation) and isinstance(block, Line) and block.style is Style.SMALL
        if group and not follows:
            yield tuple(group)
            group = []
        group.append(block)
    if group:
        yield tuple(group)


def _left(room: Cost, used: Cost) -> Cost | None:
    """What is left of the room, if it is worth beginning a long block in: half of the characters or more."""
    left = Cost(room.pieces - used.pieces, room.characters - used.characters)
    return left if left.pieces > 0 and 2 * left.characters >= room.characters else None


def _pieces(block: Block, cost: Callable[[Block], Cost], room: Cost, left: Cost | None) -> Iterator[Block]:
    """The block, or the pieces of it that each fit; the first fits what is left of the part that is being filled."""
    if not cost(block).fits(room) and left is not None and cost(_cut(block, 1)[0]).fits(left):
        head, block = _halve(block, cost, left)
        yield head
    while not cost(block).fits(room):
        head, tail = _halve(block, cost, room)
        yield head
        block = tail
    yield block


def _halve(block: Block, cost: Callable[[Block], Cost], room: Cost) -> tuple[Block, Block]:
    """The longest beginning of the block that fits (found by bisection), and the rest."""
    low, high = 1, _length(block) - 1
    if high < 1 or not cost(_cut(block, 1)[0]).fits(room):
        raise ValueError(f"a part with room for {room} cannot hold one character of {type(block).__name__}")
    while low < high:
        middle = (low + high + 1) // 2
        if cost(_cut(block, middle)[0]).fits(room):
            low = middle
        else:
            high = middle - 1
    return _cut(block, _word_boundary(block, low))


def _length(block: Block) -> int:
    return len(_text(block))


def _text(block: Block) -> str:
    if isinstance(block, Quotation):
        return "".join(span.of(block.item.article.text) for span in block.item.spans)
    if isinstance(block, Line):
        return "".join(_shown(part) for part in block.parts)
    return ""


def _shown(part: object) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Strong | Struck | Cut):
        return part.words
    return "\0"  # a link or a moment: one piece, never broken


def _word_boundary(block: Block, at: int) -> int:
    """The last place after a space in the second half of the first `at` characters, else `at`."""
    text = _text(block)
    if text[at : at + 1].isspace():
        return at
    space = max(text.rfind(" ", at // 2, at), text.rfind("\n", at // 2, at))
    return space + 1 if space > 0 else at


def _cut(block: Block, at: int) -> tuple[Block, Block]:
    """The block's first `at` characters, and the rest."""
    if isinstance(block, Quotation):
        head, tail = _cut_spans(block.item.spans, at)
        return Quotation(item=replace(block.item, spans=head)), Quotation(item=replace(block.item, spans=tail))
    if isinstance(block, Line):
        left: list[object] = []
        right: list[object] = []
        for part in block.parts:
            size = len(_shown(part))
            taken = max(0, min(at, size))
            at -= size
            if taken == size:
                left.append(part)
            elif taken == 0:
                right.append(part)
            else:
                first, second = _cut_inline(part, taken)
                left.append(first)
                right.append(second)
        return replace(block, parts=tuple(left)), replace(block, parts=tuple(right))  # type: ignore[arg-type] # parts of parts
    raise ValueError("a divider has no beginning")


def _cut_inline(part: object, at: int) -> tuple[object, object]:
    if isinstance(part, str):
        return part[:at], part[at:]
    if isinstance(part, Strong | Struck):
        return type(part)(part.words[:at]), type(part)(part.words[at:])
    if isinstance(part, Cut):
        middle = part.span.start + at
        return replace(part, span=Span(part.span.start, middle)), replace(part, span=Span(middle, part.span.end))
    raise ValueError(f"{type(part).__name__} is never broken")


def _cut_spans(spans: tuple[Span, ...], at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    head: list[Span] = []
    tail: list[Span] = []
    for span in spans:
        size = span.end - span.start
        taken = max(0, min(at, size))
        at -= size
        if taken:
            head.append(Span(span.start, span.start + taken))
        if taken < size:
            tail.append(Span(span.start + taken, span.end))
    return tuple(head), tuple(tail)
