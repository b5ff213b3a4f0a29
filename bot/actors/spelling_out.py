"""Acronyms within a role spelled out, so that "C.I.A. director" and "head of the Central Intelligence Agency" meet."""

from __future__ import annotations

import re
from functools import cache

from bot.actors.countries import acronyms, country_of
from bot.actors.folding import fold
from bot.actors.known import is_ordinary

_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z]{2,7}\b")
_WORD = re.compile(r"[^\W_]+")
_LINKING = frozenset("of the and for in on to".split())
_MIN_SMALL = 3  # letters of an acronym typed in small letters
_SPELLINGS = (("our>", "or>"), ("ours>", "ors>"), ("isation", "ization"), ("tre>", "ter>"))  # British, American
_MIN_SPELLING = 5  # letters of a word that is spelled in two ways


@cache
def _known() -> dict[str, str]:
    """Without linking words: the "of" of a bureau of investigation is none of the role."""
    out = {}
    for short, long in acronyms().items():
        if country_of(short) is None:
            out[short] = " ".join(word for word in long.split() if word not in _LINKING)
    return out


def spelled_out(text: str) -> str:
    """The text with the acronyms that everybody knows written out, where they stand in capitals."""
    return _ACRONYM.sub(_long, text)


def _long(found: re.Match[str]) -> str:
    return _known().get(fold(found[0]).replace(" ", ""), found[0])


def spelled_out_as_typed(text: str) -> str:
    """The same for what somebody typed, perhaps without capitals: "fbi director"."""

    def long(found: re.Match[str]) -> str:
        word = fold(found[0])
        return found[0] if len(word) < _MIN_SMALL or is_ordinary(word) else _known().get(word, found[0])

    return _WORD.sub(long, spelled_out(text))


def american(word: str) -> str:
    """The folded word in American spelling: "harbor", "organization". Some words come out that do not exist."""
    return _respelled(word, 0, 1)


def british(word: str) -> str:
    """The folded word in British spelling."""
    return _respelled(word, 1, 0)


def _respelled(word: str, old: int, new: int) -> str:
    if len(word) < _MIN_SPELLING:
        return word
    out = word + ">"
    for pair in _SPELLINGS:
        out = out.replace(pair[old], pair[new])
    return out.rstrip(">")
