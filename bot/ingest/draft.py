"""What a reader makes of a file: drafts of articles, and the records in it that it could not use."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.errors import SourceUnreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One article as its file gives it, before extraction. `text` is final: offsets will point into it."""

    text: str = field(repr=False)
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: date | datetime | None = None
    authors: tuple[str, ...] = ()
    key: str = ""  # names the article inside a file of many; "" where the file is one article
    summary: bool = False  # only the feed's own text, not the page
    note: str | None = None  # what a person should know though the article is indexed: "“32 May” is not a date"

    @property
    def record(self) -> str:
        """SHA-256 over everything: tells whether this record of a file changed."""
        parts = (self.title, self.text, self.url, self.source, str(self.published), *self.authors)
        joined = "\0".join(part or "" for part in parts)
        return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRecord:
    """One record of a file of many that cannot be used; the others can."""

    key: str
    reason: str


Drafts = Iterator[Draft | BadRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is read. All in bytes; an article's text counts after decompression."""

    article: int = 20_000_000
    file: int = 2_000_000_000  # a file of many articles that is read line by line

    def check(self, size: int) -> None:
        """SourceUnreadable if an article of that size is too large."""
        if size > self.article:
            raise SourceUnreadable(
                f"too large: {size / 1e6:,.1f} MB, at most {self.article / 1e6:,.0f} MB are read "
                "(QUOTEDESK_MAX_ARTICLE_MB)"
            )


def tidy(words: object, limit: int = 500) -> str | None:
    """A short field in one line: blanks collapsed, control characters gone, cut at a word; None if nothing is left."""
    if not isinstance(words, str | int | float) or isinstance(words, bool):
        return None
    line = str(words)
    if not line.isprintable():
        line = "".join([c if c.isprintable() or c.isspace() else " " for c in line])
    line = " ".join(line.split())
    if len(line) > limit:
        line = line[:limit].rsplit(" ", 1)[0] + "…"
    return line or None


def web_url(words: object) -> str | None:
    """The URL if it is one of the web, else None."""
    url = tidy(words, 2_000)
    if url and url.lower().startswith(("http://", "https://")) and " " not in url and "…" not in url:
        return url
    return None
