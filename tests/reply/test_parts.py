"""A long reply is broken into parts: nothing is lost, everything fits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import Request
from bot.model import Span, quote_id
from bot.reply.model import Block, Cut, Divider, Item, ItemKind, Line, Link, Moment, Quotation, Reply, Strong, Style
from bot.reply.parts import Cost, split
from bot.reply.plain import quoted, words
from tests.factories import an_article


def a_reply(*blocks: Block) -> Reply:
    return Reply(intent="quote", request=Request(command="quote"), blocks=blocks, answered=True)


def a_quotation(text: str, *spans: Span) -> Quotation:
    article = an_article(text)
    chosen = spans or (Span(0, len(text)),)
    return Quotation(
        item=Item(
            id=quote_id(article.id, chosen),
            kind=ItemKind.DIRECT,
            article=article,
            spans=chosen,
            context=Span(0, len(text)),
        )
    )


def cost(block: Block) -> Cost:
    if isinstance(block, Quotation):
        return Cost(1, len(quoted(block.item)))
    return Cost(1, len(words(block.parts)) if isinstance(block, Line) else 0)


def said(parts: tuple[tuple[Block, ...], ...]) -> str:
    """All letters of all parts, in order."""
    out = ""
    for block in (block for part in parts for block in part):
        if isinstance(block, Quotation):
            out += "".join(span.of(block.item.article.text) for span in block.item.spans)
        elif isinstance(block, Line):
            out += words(block.parts)
    return out


texts = st.text(st.sampled_from("abc “”\n"), min_size=1, max_size=120)
quotations = texts.map(a_quotation)
lines = st.builds(
    lambda parts, style: Line(parts=tuple(parts), style=style),
    st.lists(st.one_of(texts, texts.map(Strong)), min_size=1, max_size=3),
    st.sampled_from(Style),
)


@given(st.lists(st.one_of(quotations, lines, st.just(Divider())), max_size=8), st.integers(12, 60), st.integers(1, 5))
def test_split_loses_nothing_and_everything_fits(blocks: list[Block], characters: int, pieces: int) -> None:
    room = Cost(pieces, characters)
    reply = a_reply(*blocks)
    parts = split(reply, cost=cost, room=room)
    assert said(parts).replace("*", "") == said((reply.blocks,)).replace("*", "")
    for part in parts:
        assert sum(cost(block).pieces for block in part) <= pieces
        assert sum(cost(block).characters for block in part) <= characters


def test_split_breaks_at_a_space() -> None:
    quotation = a_quotation("one two three four five six seven")
    first, *_ = split(a_reply(quotation), cost=cost, room=Cost(5, 20))
    assert isinstance(first[0], Quotation)
    assert first[0].item.text.strip() == "one two three four"


def test_a_long_quotation_begins_in_the_part_of_its_heading() -> None:
    heading = Line(parts=("a heading",))
    first, *_ = split(a_reply(heading, a_quotation("word " * 30)), cost=cost, room=Cost(5, 60))
    assert len(first) == 2


def test_an_attribution_stays_with_its_quotation() -> None:
    quotation, line = a_quotation("short words"), Line(parts=("— Ana Ruiz",), style=Style.SMALL)
    parts = split(a_reply(Line(parts=("a heading of some length",)), quotation, line), cost=cost, room=Cost(9, 30))
    assert parts[1] == (quotation, line)


def test_links_and_moments_are_never_broken() -> None:
    line = Line(parts=("words " * 6, Link("a page", "https://a.example/"), Moment(date(2025, 3, 14))))
    parts = split(a_reply(line), cost=cost, room=Cost(9, 40))
    shown = [part for blocks in parts for block in blocks if isinstance(block, Line) for part in block.parts]
    assert Link("a page", "https://a.example/") in shown
    assert Moment(date(2025, 3, 14)) in shown


def test_no_room_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="cannot hold one character"):
        split(a_reply(a_quotation("words")), cost=cost, room=Cost(1, 2))


def test_a_cut_of_a_changed_text_is_refused() -> None:
    article = an_article("The pier is closed.")
    changed = type(article)(
        id=article.id, path=article.path, title=article.title, text="The pier is open.", sha256=article.sha256
    )
    with pytest.raises(LookupError, match="does not match"):
        _ = Cut(article=changed, span=Span(0, 8)).words
