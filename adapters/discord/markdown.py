"""Blocks of a reply → Discord markdown. Everything from articles and users passes through `escape`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from adapters.discord.escape import address, escape
from bot.model import Span
from bot.reply.model import Cut, Inline, Item, ItemKind, Line, Link, Moment, Strong, Struck, Style
from bot.reply.plain import day

_PREFIX = {Style.HEADING: "### ", Style.BODY: "", Style.SMALL: "-# ", Style.FOOTER: "-# "}


def line(block: Line) -> str:
    """One paragraph; a heading, small or footer line stays so over line breaks. "" when there is nothing to show."""
    text = inlines(block.parts)
    if not text.strip():
        return ""
    prefix = _PREFIX[block.style]
    return "\n".join(prefix + row if row.strip() else row for row in text.split("\n"))


def quotation(item: Item) -> str:
    """The item's words as a block quote, every paragraph of it; “ ” around each segment of direct speech.

    LookupError if the article's text is not what was indexed: one hash an item, whatever the number of slices.
    """
    if not item.article.intact:
        raise LookupError(f"text of article {item.article.id} does not match its hash")
    segments = ["".join(_segment(item, span)) for span in item.spans]
    if item.kind is ItemKind.DIRECT:
        segments = [f"“{segment}”" for segment in segments]
    return "\n".join("> " + row for row in " … ".join(segments).split("\n"))


def inlines(parts: tuple[Inline, ...]) -> str:
    """Running words with their emphasis, links and moments."""
    return "".join(_inline(part) for part in parts)


def _segment(item: Item, span: Span) -> Iterator[str]:
    """The words of one span, with the parts to stress in bold."""
    text, at = item.article.text, span.start
    for strong in sorted(item.strong):
        start, end = max(strong.start, at), min(strong.end, span.end)
        if start >= end:
            continue
        yield escape(text[at:start])
        yield _wrapped("**", text[start:end])
        at = end
    if at < span.end or span.start == span.end:
        yield escape(text[at : span.end])


def _inline(part: Inline) -> str:
    if isinstance(part, str):
        return escape(part)
    if isinstance(part, Cut):
        return _wrapped("**", part.words) if part.strong else escape(part.words)
    if isinstance(part, Strong):
        return _wrapped("**", part.words)
    if isinstance(part, Struck):
        return _wrapped("~~", part.words)
    if isinstance(part, Link):
        return _link(part)
    return _moment(part)


def _wrapped(mark: str, words: str) -> str:
    """Emphasis; outside it stay the white space at the ends and every line break, which would end it."""
    if "\n" in words:
        return "\n".join(_wrapped(mark, row) for row in words.split("\n"))
    core = words.strip()
    if not core:
        return escape(words)
    start = words.index(core)
    return escape(words[:start]) + mark + escape(core) + mark + escape(words[start + len(core) :])


def _link(part: Link) -> str:
    """A masked link; Discord shows none whose words look like an address, then the address is shown as words."""
    url = address(part.url)
    words = escape(part.words)
    if not url or not words.strip() or "://" in part.words:
        return words
    return f"[{words}]({url})"


def _moment(part: Moment) -> str:
    """A time in the reader's own time zone; a bare day as it is, for a time zone could make it another one."""
    if not isinstance(part.at, datetime):
        return escape(day(part.at))
    at = part.at if part.at.tzinfo else part.at.replace(tzinfo=UTC)
    return f"<t:{int(at.timestamp())}:f>"
