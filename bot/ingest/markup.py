"""HTML and the like → paragraphs of text: what stands between block elements, one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import lxml.etree
import lxml.html

from bot.errors import SourceUnreadable

Element = Any  # lxml has no types

# Never part of an article's words.
_DROPPED = frozenset(
    "script style noscript template nav aside footer form button select textarea iframe object svg math video audio "
    "canvas figure figcaption head dialog menu media media-caption".split()
)
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q s samp small span strike "
    "strong sub sup time tt u var wbr person org location num chron".split()
)
_MOST = 10_000_000  # characters of one page; larger ones are data, not articles


def parse_html(text: str) -> Element:
    """The tree of a page or fragment. SourceUnreadable when nothing can be made of it. Never loads anything."""
    if len(text) > _MOST:
        raise SourceUnreadable(f"too large: a page of more than {_MOST // 1_000_000} million characters")
    parser = lxml.html.HTMLParser(
        recover=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        # Bytes, because lxml refuses text that declares its own encoding.
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise SourceUnreadable("no text can be found in this page") from error


def text_of(html: str) -> str:
    """The paragraphs of a page or fragment, an empty line between them; "" where there are none."""
    return "\n\n".join(paragraphs(parse_html(html))) if html.strip() else ""


def paragraphs(root: Element, dropped: frozenset[str] = _DROPPED) -> Sequence[str]:
    """Each run of words between block elements or double line breaks, blanks collapsed; in reading order."""
    out: list[str] = []
    run: list[str] = []

    def end_paragraph() -> None:
        for part in re.split(r"\n[^\S\n]*\n", "".join(run)):
            words = " ".join(part.split())
            if words:
                out.append(words)
        run.clear()

    walker = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = _local(element)
        block = tag not in _INLINE and tag != "br"
        if event == "start":
            if block:
                end_paragraph()
            if tag in dropped or _hidden(element):
                walker.skip_subtree()
                continue
            run.append("“" if tag == "q" else "")
            run.append(_flat(element.text))
        else:
            if tag == "br":
                run.append("\n")
            elif tag == "q" and tag not in dropped:
                run.append("”")
            if block:
                end_paragraph()
            if element is not root:
                run.append(_flat(element.tail))
    end_paragraph()
    return out


def _flat(text: str | None) -> str:
    """Newlines of the source mean nothing in HTML; ours mean a line break."""
    return (text or "").replace("\n", " ").replace("\r", " ")


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _hidden(element: Element) -> bool:
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"
