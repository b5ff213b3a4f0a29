"""Feeds and single pages by URL → drafts. Each feed on its own: a slow or broken one delays no other."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
from calendar import timegm
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from bot.archive.port import INDEXED_BUT, Failure, Known
from bot.errors import SourceUnreadable
from bot.ingest.dates import parse_moment
from bot.ingest.decoding import clean, decode
from bot.ingest.draft import Draft, tidy, web_url
from bot.ingest.html import page
from bot.ingest.markup import text_of
from bot.ingest.web import Fetched, Web, WebLimits
from bot.model import article_id

_ENTRIES_MOST = 200  # of one feed, the newest
_FEEDS_AT_ONCE = 8
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPlan:
    """What to fetch, and what is known of it."""

    urls: tuple[str, ...] = ()
    limits: WebLimits = field(default_factory=WebLimits)
    feed_timeout_s: float = 300.0  # for one feed with all its pages
    known: Mapping[str, Known] = field(default_factory=dict)  # stored articles by URL
    validators: Mapping[str, str] = field(default_factory=dict)  # `FeedResult.validator` of the last time, by feed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedResult:
    """What one feed gave. Articles that it does not list any more are not in here and stay as they are."""

    url: str
    drafts: tuple[tuple[Draft, Known], ...] = ()  # new and changed articles
    failures: tuple[Failure, ...] = ()
    validator: str = ""  # to be handed in the next time; "" where the server gives none


def fetch(plan: FeedPlan) -> tuple[FeedResult, ...]:
    """All feeds at once, in the order of their URLs. Blocks; not to be called on an event loop."""
    return asyncio.run(_fetch_all(plan)) if plan.urls else ()


async def _fetch_all(plan: FeedPlan) -> tuple[FeedResult, ...]:
    slots = asyncio.Semaphore(_FEEDS_AT_ONCE)

    async def one(web: Web, url: str) -> FeedResult:
        async with slots:
            try:
                async with asyncio.timeout(plan.feed_timeout_s):
                    return await _feed(web, url, plan)
            except TimeoutError:
                return _failed(url, f"not done within {plan.feed_timeout_s:g} seconds")
            except SourceUnreadable as error:
                return _failed(url, error.reason)

    async with Web(plan.limits) as web:
        return tuple(await asyncio.gather(*(one(web, url) for url in dict.fromkeys(plan.urls))))


def _failed(url: str, reason: str) -> FeedResult:
    return FeedResult(url=url, failures=(Failure(path=url, reason=reason),))


async def _feed(web: Web, url: str, plan: FeedPlan) -> FeedResult:
    found = await web.get(url, _conditions(plan.validators.get(url)))
    if found.unchanged:
        return FeedResult(url=url, validator=plan.validators.get(url, ""))
    parsed = await asyncio.to_thread(_parsed, found.data)
    if parsed is None:
        return _single(url, found, plan)
    outlet = tidy(parsed.feed.get("title"))
    drafts: list[tuple[Draft, Known]] = []
    failures: list[Failure] = []
    for entry in parsed.entries[:_ENTRIES_MOST]:
        made = await _entry(web, url, dict(entry), outlet, plan)
        if isinstance(made, Failure):
            failures.append(made)
        elif made is not None:
            drafts.append(made)
            if made[0].note:
                failures.append(Failure(path=made[0].key, reason=f"{INDEXED_BUT}{made[0].note}"))
    # A feed some of whose pages failed is asked for whole again the next time.
    validator = "" if failures else _validator(found)
    return FeedResult(url=url, drafts=tuple(drafts), failures=tuple(failures), validator=validator)


def _parsed(data: bytes) -> Any | None:
    """The feed, or None for what is none."""
    import feedparser

    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    return parsed if parsed.version or parsed.entries else None


def _single(url: str, found: Fetched, plan: FeedPlan) -> FeedResult:
    """The address is that of one article."""
    draft = replace(_page(found), key=url)
    draft = replace(draft, url=draft.url or found.url)
    known = plan.known.get(url)
    if known and known.record == draft.record:
        return FeedResult(url=url, validator=_validator(found))
    return FeedResult(url=url, drafts=((draft, _known(url, url, draft, draft.record)),), validator=_validator(found))


async def _entry(
    web: Web, feed: str, entry: Mapping[str, Any], outlet: str | None, plan: FeedPlan
) -> tuple[Draft, Known] | Failure | None:
    """The article of one entry; None if it is stored and the entry is as it was."""
    link = web_url(entry.get("link"))
    own = _own_text(entry)
    title = tidy(clean(str(entry.get("title") or "")))
    if link is None:
        return Failure(path=feed, reason=f"the entry “{title or 'without a title'}” has no http address")
    signature = _signature(title, entry, own)
    stored = plan.known.get(link)
    if stored and stored.record == signature:
        return None
    summary = False
    note = None
    try:
        draft = _page(await web.get(link))
    except SourceUnreadable as error:
        if not own:
            return Failure(path=link, reason=error.reason)
        draft = Draft(text=own)
        summary = True
        note = f"only with the feed's own text: {error.reason}"
        signature = ""  # the page is tried again the next time
    published, bad_date = _moment(entry)
    draft = replace(
        draft,
        title=title or draft.title,
        url=link,
        source=draft.source or outlet,
        published=published or draft.published,
        authors=draft.authors or _authors(entry),
        key=link,
        note=note or draft.note or bad_date,
        summary=summary,
    )
    if stored and stored.fingerprint == draft.record:
        return None
    return draft, _known(link, feed, draft, signature)


def _known(url: str, feed: str, draft: Draft, signature: str) -> Known:
    size = len(draft.text.encode("utf-8", "surrogatepass"))
    return Known(id=article_id(url), fingerprint=draft.record, size=size, mtime_ns=0, file=feed, record=signature)


def _page(found: Fetched) -> Draft:
    if found.content_type not in _PAGE_TYPES:
        raise SourceUnreadable(f"not a page but {found.content_type}")
    return page(decode(found.data, found.charset))


def _own_text(entry: Mapping[str, Any]) -> str:
    """The longest text that the feed itself gives."""
    pieces = [content.get("value") or "" for content in entry.get("content") or ()]
    pieces.append(str(entry.get("summary") or ""))
    html = clean(max(pieces, key=len))
    try:
        return text_of(html)
    except SourceUnreadable:
        return ""


def _moment(entry: Mapping[str, Any]) -> tuple[Any, str | None]:
    """When it was published, or a note that the date is none."""
    words = entry.get("published") or entry.get("updated") or entry.get("created")
    try:
        return parse_moment(words), None
    except ValueError as error:
        parsed = entry.get("published_parsed") or entry.get("updated_parsed")
        if parsed:
            return datetime.fromtimestamp(timegm(parsed), UTC), None
        return None, f"without a date: {error}"


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    names = (tidy(clean(str(author.get("name") or "")), 200) for author in entry.get("authors") or ())
    return tuple(name for name in names if name)


def _signature(title: str | None, entry: Mapping[str, Any], own: str) -> str:
    parts = (title or "", str(entry.get("updated") or entry.get("published") or ""), own)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _validator(found: Fetched) -> str:
    return json.dumps([found.etag, found.modified]) if found.etag or found.modified else ""


def _conditions(validator: str | None) -> dict[str, str]:
    if not validator:
        return {}
    etag, modified = json.loads(validator)
    pairs: Sequence[tuple[str, str | None]] = (("If-None-Match", etag), ("If-Modified-Since", modified))
    return {name: value for name, value in pairs if value}
