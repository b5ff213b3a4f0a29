"""Links that lead to the quoted words themselves, by the text fragments that browsers understand.

`#:~:text=first words,last words` (wicg.github.io/scroll-to-text-fragment): browsers that do not know it ignore it.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from bot.model import Span

_EDGE_WORDS = 4
_SHORT_WORDS = 8  # up to that many words stand in the link whole
_WORD = re.compile(r"\S+")


def fragment_url(url: str, text: str, span: Span) -> str:
    """`url` with a fragment for the words of `span` in `text`; unchanged if it has a fragment or there are no words.

    The words end with their paragraph: a fragment does not match across blocks of a page.
    """
    words = _WORD.findall(span.of(text).split("\n")[0])
    if "#" in url or not words:
        return url
    if len(words) <= _SHORT_WORDS:
        return f"{url}#:~:text={_encoded(words)}"
    return f"{url}#:~:text={_encoded(words[:_EDGE_WORDS])},{_encoded(words[-_EDGE_WORDS:])}"


def _encoded(words: list[str]) -> str:
    """Percent-encoded; also - and , which have a meaning in a fragment."""
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
