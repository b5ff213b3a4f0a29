"""The words of a text with what the lexicon knows of each, whatever its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat

from bot.extract.lexicon import Form, Lexicon
from bot.text.tokens import Tokens


@dataclass(slots=True, eq=False)  # not frozen, for the sake of speed: nothing changes it
class Words:
    """Parallel to the tokens of the text."""

    tokens: Tokens = field(repr=False)
    lexicon: Lexicon = field(repr=False)
    named: frozenset[str]  # words known to be names though they begin a sentence
    classes: list[int] = field(repr=False)  # bits of the lexicon
    forms: list[Form | None] = field(repr=False)  # where the word is a form of a verb


def look_up(tokens: Tokens, named: frozenset[str], lexicon: Lexicon) -> Words:
    """All words of the text at once; two tenths of a millisecond for a thousand."""
    words = tokens.words
    classes = list(map(lexicon.classes.get, words, repeat(0)))
    return Words(tokens, lexicon, named, classes, list(map(lexicon.forms.get, words)))
