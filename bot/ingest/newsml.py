"""IPTC NewsML-G2 messages and items, and NITF documents. No entity is ever expanded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import lxml.etree

from bot.errors import SourceUnreadable
from bot.ingest.decoding import clean
from bot.ingest.draft import BadRecord, Draft, Drafts, Limits, tidy
from bot.ingest.markup import paragraphs
from bot.ingest.plain import draft_of

_KEY_MOST = 120  # characters of a path
_ENTITIES = "an XML document that declares entities of its own; they are never expanded"
_SKIPPED = frozenset({"head", "hedline", "byline", "distributor", "media", "script", "style", "tobject", "docdata"})


def read_xml(data: bytes, limits: Limits) -> Drafts:
    """Every text item of a NewsML-G2 message, the one of an item, or a NITF document."""
    if not data.strip():
        raise SourceUnreadable("the file is empty")
    root = _parsed(data)
    name = _local(root)
    if name == "nitf":
        yield _nitf(root)
    elif name == "newsItem":
        found = _item(root, "", limits)
        if isinstance(found, BadRecord):
            raise SourceUnreadable(found.reason)
        yield found
    elif name in ("newsMessage", "newsItems"):
        for number, item in enumerate(_all(root, "newsItem"), 1):
            yield _item(item, str(number), limits)
    elif name in ("rss", "feed", "RDF"):
        raise SourceUnreadable("a feed, not an article; name its address in QUOTEDESK_FEEDS")
    else:
        raise SourceUnreadable(f"not NewsML-G2 or NITF, but an XML document “{name[:40]}”")


def _parsed(data: bytes) -> Any:
    """The root element. Entities other than XML's own five, and depths beyond 256, are refused."""
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = lxml.etree.fromstring(data, parser)
    except lxml.etree.XMLSyntaxError as error:
        if "entit" in str(error).lower():
            raise SourceUnreadable(_ENTITIES) from error
        line = error.lineno or 1
        raise SourceUnreadable(f"not valid XML at line {line}") from error
    except ValueError as error:
        raise SourceUnreadable("not valid XML") from error
    if root.getroottree().docinfo.internalDTD is not None and next(root.iter(lxml.etree.Entity), None) is not None:
        raise SourceUnreadable(_ENTITIES)
    return root


def _item(item: Any, place: str, limits: Limits) -> Draft | BadRecord:
    key = (tidy(item.get("guid"), _KEY_MOST) or place) if place else ""
    if any(_value(e).endswith(("canceled", "withheld")) for e in _all(item, "pubStatus")):
        return BadRecord(key=key, reason="withdrawn by its agency")
    classes = [_value(e) for e in _all(item, "itemClass")]
    text = _body(item)
    if not text:
        what = f"no text, but {classes[0].rpartition(':')[2]}" if classes else "an article without a text"
        return BadRecord(key=key, reason=what)
    try:
        limits.check(len(text))
    except SourceUnreadable as error:
        return BadRecord(key=key, reason=error.reason)
    creators = [_words(e) for by in _all(item, "creator") for e in _all(by, "name")]
    fields = {
        "title": _text(item, "headline") or _text(item, "hl1"),
        "date": _text(item, "contentCreated") or _text(item, "firstCreated") or _text(item, "versionCreated"),
        "source": _text(item, "creditline") or _provider(item),
        "url": next((e.get("href") for e in _all(item, "link") if "canonical" in (e.get("rel") or "")), None),
        "authors": creators or (_text(item, "by") or "").removeprefix("By "),
    }
    return draft_of(fields, text, key=key)


def _body(item: Any) -> str:
    for rendering in _all(item, "inlineXML"):
        for part in rendering:
            found = _marked(part)
            if found:
                return found
    return next((clean(words) for words in (_raw(e) for e in _all(item, "inlineData")) if words), "")


def _marked(part: Any) -> str:
    """Paragraphs of XHTML or NITF inside an item."""
    inner = next(_all(part, "body.content"), None)
    if inner is None:
        inner = next(_all(part, "body"), part)
    return clean("\n\n".join(paragraphs(inner, _SKIPPED)))


def _nitf(root: Any) -> Draft:
    text = _marked(root)
    if not text:
        raise SourceUnreadable("an article without a text")
    issued = next(_all(root, "date.issue"), None)
    fields = {
        "title": _text(root, "hl1") or _text(root, "title"),
        "date": issued.get("norm") if issued is not None else None,
        "source": next((e.get("name") for e in _all(root, "pubdata") if e.get("name")), _text(root, "distributor")),
        "authors": (_text(root, "byline") or "").removeprefix("By "),
    }
    return draft_of(fields, text)


def _provider(item: Any) -> str | None:
    for provider in _all(item, "provider"):
        name = _text(provider, "name") or provider.get("literal") or provider.get("qcode")
        if name:
            return str(name)
    return None


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(element: Any, name: str) -> Iterator[Any]:
    """Descendants of that name in any namespace, in order."""
    return (e for e in element.iter("{*}" + name))


def _raw(element: Any) -> str:
    return "".join(element.itertext())


def _words(element: Any) -> str:
    return clean(" ".join(_raw(element).split()))


def _value(element: Any) -> str:
    return str(element.get("qcode") or element.get("uri") or "").lower()


def _text(element: Any, name: str) -> str | None:
    return next((words for words in (_words(e) for e in _all(element, name)) if words), None)
