"""Relative clauses without commas or without their pronoun, and the noun phrase before them: "the man who had called,
Tom Bell, said", "people briefed on it said"."""

from __future__ import annotations

from bot.extract.phrases import NOMINAL, Range, noun_phrase_left
from bot.extract.subject import name_left
from bot.extract.tags import Sentence, Tag


def phrase_before_relative(sentence: Sentence, comma: int) -> Range | None:
    """The noun phrase of the relative clause without commas that ends at item `comma`."""
    tags = sentence.tags
    for i in range(comma - 1, max(0, comma - 15), -1):
        if tags[i] is Tag.COMMA or tags[i] is Tag.QUOTATION:
            return None
        if tags[i] is Tag.SUBORDINATOR and sentence.word(i) in ("who", "which", "that"):
            return noun_phrase_left(sentence, i - 1) if tags[i - 1] in NOMINAL else None
    return None


def behind_relative(sentence: Sentence, i: int) -> int:
    """The comma that ends the relative clause which begins at item `i`, where no noun stands before it that a name
    behind it could belong to; `i` itself for anything else: "The man | who had called, | Tom Bell, said"."""
    if i >= len(sentence) or sentence.tags[i] is not Tag.SUBORDINATOR:
        return i
    comma = next((k for k in range(i, min(i + 15, len(sentence))) if sentence.tags[k] is Tag.COMMA), i)
    return i if sentence.tags[comma - 1] in NOMINAL else comma


def reduced_relative(sentence: Sentence, last: int) -> Range | None:
    """ "Protesters marching through the streets chanted": the noun phrase before the participle."""
    tags = sentence.tags
    for k in range(last, max(0, last - 12), -1):
        if tags[k] is Tag.PARTICIPLE and sentence.word(k) == "identified":
            return name_left(sentence, last)  # "a witness identified as Ruiz said"
        if tags[k] in (Tag.ING, Tag.PARTICIPLE):
            return noun_phrase_left(sentence, k - 1) if tags[k - 1] in NOMINAL else None
        if tags[k] in (Tag.COMMA, Tag.VERB, Tag.SUBORDINATOR, Tag.QUOTATION, Tag.COLON):
            return None
    return None
