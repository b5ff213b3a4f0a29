"""The subject of a verb, and the noun phrases that may be one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.extract.phrases import (
    Range,
)
from bot.extract.tags import Sentence, Tag


@dataclass(slots=True)
class Subject:
    """The subject of a verb group and the way it was found (a name of bot.extract.rules)."""

    items: Range
    rule: str
    antecedent: Range | None = None  # of "who", "which", "that"


def governed_phrase(sentence: Sentence, last: int) -> Range | None:
    """The bare noun phrase behind a preposition that ends with item `last`."""
    begin = last + 1
    while begin > 0 and sentence.tags[begin - 1] in (Tag.NOUN, Tag.NAME, Tag.POSSESSIVE, Tag.DETERMINER):
        begin -= 1
    return (begin, last + 1) if begin <= last else None


def name_left(sentence: Sentence, last: int) -> Range | None:
    """The name that ends with item `last`, whatever governs it."""
    begin = last + 1
    while begin > 0 and sentence.tags[begin - 1] is Tag.NAME:
        begin -= 1
    return (begin, last + 1) if begin <= last else None
