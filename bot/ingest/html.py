"""HTML pages: the article's paragraphs, and what the page declares about itself.

trafilatura decides which paragraphs are the article; their words are taken from the page itself, so that a bold word
inside a quotation breaks no line. Title, date, authors, outlet and address come from JSON-LD, Open Graph and meta
elements only: a date guessed from the text would be an invented one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.errors import SourceUnreadable
from bot.ingest.decoding import clean, decode
from bot.ingest.draft import Draft, Drafts, Limits
from bot.ingest.markup import Element, paragraphs, parse_html
from bot.ingest.plain import draft_of
from bot.ingest.schema_org import articles_in, fields_of

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SCOPES = ('.//*[@itemprop="articleBody"]', ".//article", ".//main", './/*[@role="main"]')
_ENOUGH = 0.6  # of trafilatura's letters must be found again in the page's own paragraphs

_META: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "parsely-title"),
    "date": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "parsely-pub-date",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "pubdate",
        "publishdate",
        "date",
    ),
    "source": ("og:site_name", "application-name", "dc.publisher"),
    "url": ("og:url",),
    "authors": ("author", "parsely-author", "dc.creator", "article:author", "byl"),
}


def read_html(data: bytes, limits: Limits) -> Drafts:
    """The one article of a page."""
    limits.check(len(data))
    yield page(decode(data, _declared(data)))


def page(text: str) -> Draft:
    """The article of a page given as text. SourceUnreadable when the page holds none."""
    text = clean(text)
    tree = parse_html(text)
    fields = _declared_fields(tree)
    body = _body(text, tree, str(fields.get("title") or ""))
    if not body:
        raise SourceUnreadable("no article text can be found in this page")
    return draft_of(fields, "\n\n".join(body))


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def _body(text: str, tree: Element, title: str) -> Sequence[str]:
    scope = _scope(tree)
    own = [p for p in paragraphs(scope if scope is not None else tree) if p != title]
    chosen = _chosen(text) if own else ""
    picked = [p for p in own if _squash(p) in chosen] if chosen else []
    found_again = sum(len(_squash(p)) for p in picked)
    if picked and found_again >= _ENOUGH * len(chosen):
        return picked
    return own


def _scope(tree: Element) -> Element | None:
    """The element that says it is the article, if only one does."""
    for path in _SCOPES:
        found = tree.xpath(path)
        if len(found) == 1:
            return found[0]
    return None


def _chosen(text: str) -> str:
    """The letters that trafilatura takes for the article; "" where it finds none."""
    import trafilatura

    found = trafilatura.extract(text, include_comments=False, include_tables=False, favor_precision=True)
    return _squash(found or "")


def _squash(text: str) -> str:
    return "".join(text.split())


def _declared_fields(tree: Element) -> dict[str, Any]:
    meta = _metas(tree)
    fields: dict[str, Any] = {}
    for name, keys in _META.items():
        fields[name] = next((meta[key] for key in keys if meta.get(key)), None)
    for found in _json_ld(tree):
        fields.update({name: value for name, value in fields_of(found).items() if value and name in fields})
        break
    canonical = tree.xpath('.//link[@rel="canonical"]/@href')
    fields["url"] = next(iter(canonical), None) or fields["url"]
    if not fields["title"]:
        headings = [" ".join(h.text_content().split()) for h in tree.xpath(".//h1")]
        titles = [" ".join((t.text or "").split()) for t in tree.xpath(".//title")]
        fields["title"] = next(iter(headings if len(headings) == 1 else titles), None)
    if not fields["date"]:
        times = tree.xpath('.//time[@pubdate or @itemprop="datePublished"]/@datetime')
        fields["date"] = next(iter(times), None)
    if isinstance(fields["authors"], str) and fields["authors"].startswith("http"):
        fields["authors"] = None  # article:author is often the address of a profile
    return fields


def _metas(tree: Element) -> dict[str, str]:
    """Content of meta elements by name in lower case; the first of a name counts."""
    metas: dict[str, str] = {}
    for element in tree.xpath(".//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name:
            metas.setdefault(name.strip().lower(), clean(element.get("content")))
    return metas


def _json_ld(tree: Element) -> Iterator[Mapping[str, Any]]:
    for script in tree.xpath('.//script[@type="application/ld+json"]'):
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        yield from articles_in(value)
