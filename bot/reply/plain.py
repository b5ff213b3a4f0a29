"""Reply → plain text: what the console prints, what Slack reads aloud, `text` in JSON."""

from __future__ import annotations

from datetime import date, datetime

from bot.model import Article
from bot.reply.catalogue import say, written_day
from bot.reply.model import (
    Cut,
    Divider,
    Inline,
    Item,
    ItemKind,
    Line,
    Link,
    Moment,
    Quotation,
    Reply,
    Strong,
    Struck,
)


def plain(reply: Reply) -> str:
    """The whole reply in words, without markup; blocks stand on lines of their own.

    LookupError if the text of an article is not what was indexed (see `Cut.words`).
    """
    out: list[str] = []
    for block in reply.blocks:
        if isinstance(block, Line):
            out.append(words(block.parts))
        elif isinstance(block, Quotation):
            out.append("\n" + indent(quoted(block.item)))
        elif isinstance(block, Divider):
            out.append("")
    return "\n".join(out).strip()


def quoted(item: Item) -> str:
    """The item's words as a reader sees them: “ ” around each segment of direct speech, else as they stand."""
    segments = [Cut(article=item.article, span=span).words for span in item.spans]
    if item.kind is not ItemKind.DIRECT:
        return " … ".join(segments)
    return " … ".join(f"“{segment}”" for segment in segments)


def indent(text: str, by: str = "  ") -> str:
    """Every line of `text` set in."""
    return "\n".join(by + line if line.strip() else line for line in text.split("\n"))


def words(parts: tuple[Inline, ...]) -> str:
    """Running words; links with their address. In a comparison struck words stand in [-…-], what is right in *…*."""
    compares = is_comparison(parts)
    return "".join(word(part, compares=compares) for part in parts)


def is_comparison(parts: tuple[Inline, ...]) -> bool:
    """Do the words set wrong against right, or show what was left out of them?"""
    return any(isinstance(part, Struck) or (isinstance(part, Cut) and part.strong) for part in parts)


def word(part: Inline, *, compares: bool = False) -> str:
    """One piece of running words, as `words` shows it."""
    if isinstance(part, str):
        return part
    if isinstance(part, Strong | Cut):
        stressed = compares and (isinstance(part, Strong) or part.strong)
        return f"*{part.words}*" if stressed else part.words
    if isinstance(part, Struck):
        return f"[-{part.words}-]"
    if isinstance(part, Link):
        return f"{part.words} ({part.url})" if part.words != part.url else part.url
    return moment(part)


def moment(part: Moment) -> str:
    """The day, and the time in UTC where one is given: "14 Mar 2025, 09:30 UTC"."""
    return day(part.at) + (f", {part.at:%H:%M} UTC" if isinstance(part.at, datetime) else "")


def day(value: date | datetime | None) -> str:
    """ "14 Mar 2025"; "undated" for None."""
    return written_day(value) if value else say("undated")


def outlet(article: Article) -> str:
    """The outlet, else the title of an article that names none."""
    return article.source or article.title
