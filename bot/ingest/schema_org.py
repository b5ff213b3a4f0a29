"""Named fields of JSON articles → our own names: plain objects, schema.org NewsArticle, IPTC ninjs 1 and 2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.ingest.markup import text_of

_DEEPEST = 20  # levels of lists and objects that are searched for articles

# First of each row that holds something counts. These names are documented in bot/ingest/articles.md.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name"),
    "date": (
        "date",
        "published",
        "datePublished",
        "published_at",
        "publishedAt",
        "publication_date",
        "pubDate",
        "firstcreated",
        "firstCreated",
        "versioncreated",
        "versionCreated",
        "dateCreated",
    ),
    "source": ("source", "outlet", "publisher", "provider", "copyrightholder", "site_name"),
    "url": ("url", "link", "canonical_url", "mainEntityOfPage", "canonical"),
    "authors": ("authors", "author", "byline", "by", "creator"),
    "key": ("id", "guid", "uri", "identifier", "@id"),
}
_TEXT = ("text", "body", "content", "articleBody", "body_text", "bodyText")
_HTML = ("body_xhtml", "body_html", "html", "content_html", "bodyHtml")
_LISTS = ("articles", "items", "results", "@graph", "mainEntity")


def articles_in(value: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The objects with an article's text, or of an article's schema.org type, in lists and @graph."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from articles_in(item, depth + 1)
    elif isinstance(value, dict):
        if is_article(value):
            yield value
        else:
            for name in _LISTS:
                yield from articles_in(value.get(name), depth + 1)


def is_article(value: Mapping[str, Any]) -> bool:
    """Is it declared as an article, or does it hold a text?"""
    types = value.get("@type")
    named = types if isinstance(types, list) else [types]
    if any(isinstance(t, str) and t.endswith(("Article", "BlogPosting", "Report")) for t in named):
        return True
    return any(value.get(name) for name in (*_TEXT, *_HTML, "bodies"))


def fields_of(value: Mapping[str, Any]) -> dict[str, Any]:
    """Our fields of one article: title, date, source, url, authors, key. Absent ones are None."""
    fields: dict[str, Any] = {name: _first(value, names) for name, names in FIELDS.items()}
    fields["title"] = fields["title"] or _role(value.get("headlines"), "value")
    for name in ("title", "source", "url", "key"):
        fields[name] = _named(fields[name])
    authors = fields["authors"]
    if isinstance(authors, dict):
        authors = [authors]
    if isinstance(authors, list):
        authors = [_named(author) for author in authors]
    elif isinstance(authors, str):
        authors = authors.removeprefix("By ").removeprefix("by ")
    fields["authors"] = authors
    return fields


def words_of(value: Mapping[str, Any]) -> str:
    """The text of one article; "" where it has none. HTML becomes paragraphs."""
    for name in _TEXT:
        text = value.get(name)
        if isinstance(text, str) and text.strip():
            return text
    for name in _HTML:
        html = value.get(name)
        if isinstance(html, str) and html.strip():
            return text_of(html)
    return _ninjs_body(value.get("bodies"))


def _ninjs_body(bodies: object) -> str:
    """ninjs 2: several renderings of one text, the plain one preferred."""
    if not isinstance(bodies, list):
        return ""
    rich = ""
    for body in bodies:
        text = body.get("value") if isinstance(body, dict) else None
        if isinstance(text, str) and text.strip():
            if "html" not in str(body.get("contentType") or body.get("contenttype") or ""):
                return text
            rich = rich or text
    return text_of(rich)


def _first(value: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((value[name] for name in names if value.get(name)), None)


def _named(value: object) -> str | None:
    """A name given as words, number, or an object with a name; the first of a list."""
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, dict):
        value = value.get("name") or value.get("@id") or value.get("value") or value.get("literal")
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _role(values: object, name: str) -> str | None:
    if not isinstance(values, list):
        return None
    texts = [item.get(name) for item in values if isinstance(item, dict)]
    return next((text for text in texts if isinstance(text, str) and text), None)
