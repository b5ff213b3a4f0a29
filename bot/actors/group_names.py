"""Names of organisations and places as keys: what is left when "the", legal forms and full stops are gone."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bot.actors.folding import fold

_LINKING: Final = frozenset("of the and for in on to de".split())
_LEGAL_FORMS: Final = frozenset(
    "inc corp corporation co company ltd limited llc llp plc ag gmbh sa spa nv bv ab as oyj".split()
)


@lru_cache(maxsize=32_768)
def group_key(name: str) -> str:
    """Folded name without "the" and without a legal form at its end; dotted letters joined ("U.N." is "un")."""
    words = fold(name).split()
    if words[:1] == ["the"] and len(words) > 1:
        words = words[1:]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(words)


@lru_cache(maxsize=32_768)
def initials(name: str) -> str:
    """The letters an acronym of the name would have: "North Sea Harbour Board" gives "nshb"; "" for a single word."""
    words = [word for word in group_key(name).split() if word not in _LINKING]
    return "".join(word[0] for word in words) if len(words) > 1 else ""
