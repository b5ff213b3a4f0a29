"""The words of a text with what is known of each, whatever its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bot.extract.lexicon import Form, Lexicon
from bot.text.tokens import Tokens

UNDECIDED: Final = -1
"""Instead of a tag, where the neighbours decide."""


@dataclass(slots=True, eq=False)  # not frozen, for the sake of speed: nothing changes it
class Words:
    """Parallel to the tokens of the text. Made by `look_up`."""

    tokens: Tokens = field(repr=False)
    lexicon: Lexicon = field(repr=False)
    named: frozenset[str]  # words known to be names though they begin a sentence
    classes: list[int] = field(repr=False)  # bits of the lexicon
    forms: list[Form | None] = field(repr=False)  # where the word is a form of a verb
    tags: list[int] = field(repr=False)  # a tag that holds unless "to" or a modal stands before it, or UNDECIDED
    numbers: list[int] = field(repr=False)  # from 0 on, one more than tokens: its stretches are ranges of tokens
