"""Running words → elements of a rich_text block, which Slack shows letter for letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from adapters.slack.mrkdwn import is_web_address
from bot.model import Span
from bot.reply.model import Cut, Inline, Item, ItemKind, Link, Moment, Strong, Struck
from bot.reply.plain import moment

Payload = dict[str, Any]
"""A piece of JSON as Slack's API takes it; made here and sent, never read again."""


def rich_text(*parts: Payload) -> Payload:
    """A rich_text block."""
    return {"type": "rich_text", "elements": list(parts)}


def section(parts: Iterable[Inline], *, bold: bool = False) -> Payload:
    """One paragraph of a rich_text block."""
    return {"type": "rich_text_section", "elements": _merged([e for part in parts for e in inline(part, bold=bold)])}


def quotation(item: Item) -> Payload:
    """The item's words as a quotation. “ ” stand around each segment of direct speech, and nowhere else.

    LookupError if the article's text is not what was indexed.
    """
    opening, closing = ("“", "”") if item.kind is ItemKind.DIRECT else ("", "")
    elements: list[Payload] = []
    for number, span in enumerate(item.spans):
        elements += text((" … " if number else "") + opening)
        for piece, strong in _pieces(span, item.strong):
            elements += text(Cut(article=item.article, span=piece).words, bold=strong)
        elements += text(closing)
    return {"type": "rich_text_quote", "elements": _merged(elements)}


def _pieces(span: Span, strong: tuple[Span, ...]) -> Iterator[tuple[Span, bool]]:
    """The span cut at the borders of its stressed parts, in order."""
    at = span.start
    for part in sorted(strong):
        start, end = max(part.start, at), min(part.end, span.end)
        if start >= end:
            continue
        if at < start:
            yield Span(at, start), False
        yield Span(start, end), True
        at = end
    if at < span.end:
        yield Span(at, span.end), False


def _merged(elements: list[Payload]) -> list[Payload]:
    """Neighbouring text elements of one style as one."""
    out: list[Payload] = []
    for element in elements:
        alike = out and out[-1]["type"] == element["type"] == "text" and out[-1].get("style") == element.get("style")
        if alike:
            out[-1] = {**out[-1], "text": out[-1]["text"] + element["text"]}
        else:
            out.append(element)
    return out


def text(words: str, *, bold: bool = False, strike: bool = False) -> list[Payload]:
    """A text element; none for no words, which Slack refuses."""
    if not words:
        return []
    style = {name: True for name, on in (("bold", bold), ("strike", strike)) if on}
    return [{"type": "text", "text": words, **({"style": style} if style else {})}]


def inline(part: Inline, *, bold: bool = False) -> list[Payload]:
    """The elements for one piece of running words."""
    if isinstance(part, str):
        return text(part, bold=bold)
    if isinstance(part, Cut):
        return text(part.words, bold=bold or part.strong)
    if isinstance(part, Strong):
        return text(part.words, bold=True)
    if isinstance(part, Struck):
        return text(part.words, bold=bold, strike=True)
    if isinstance(part, Link):
        if not is_web_address(part.url):
            return text(part.words, bold=bold)
        element: Payload = {"type": "link", "url": part.url, "text": part.words or part.url}
        return [{**element, "style": {"bold": True}} if bold else element]
    return _date(part, bold=bold)


def _date(part: Moment, *, bold: bool) -> list[Payload]:
    if not isinstance(part.at, datetime):
        return text(moment(part), bold=bold)
    element: Payload = {
        "type": "date",
        "timestamp": unix(part.at),
        "format": "{date_short_pretty} {time}",
        "fallback": moment(part),
    }
    return [{**element, "style": {"bold": True}} if bold else element]


def unix(at: date | datetime) -> int:
    """Seconds since 1970; a time without a zone is UTC, a day begins at midnight UTC."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time(), tzinfo=UTC)
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())
