"""The coarse parts of speech that extraction reads sentences by, and a sentence of tagged items."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bot.extract.lexicon import Form
from bot.text.quotation_marks import Quotation
from bot.text.tokens import Tokens

QUOTED: Final = -1
"""Kind of the item that a whole quotation is, beside the kinds of tokens."""


class Tag:
    """What an item is: numbers, small enough that `is` compares them.

    No `Enum`: Python 3.11 takes ten times as long to give a member of an enumeration and hashes it in Python, and tags
    are compared and looked up some hundred times a sentence (the whole extraction gained a fifth).
    """

    NOUN: Final = 0  # also adjectives and all unknown words
    NAME: Final = 1
    DETERMINER: Final = 2  # also possessive pronouns
    SUBJECT: Final = 3  # he, who …
    OBJECT: Final = 4
    PREPOSITION: Final = 5
    COORDINATOR: Final = 6
    SUBORDINATOR: Final = 7  # that, if, while; relative and question words
    VERB: Final = 8  # finite verb, infinitive, or participle after an auxiliary
    AUXILIARY: Final = 9
    ADVERB: Final = 10
    ING: Final = 11
    PARTICIPLE: Final = 12  # after a noun or at the beginning: "called X", "made by"
    TO: Final = 13
    NEGATION: Final = 14
    QUOTATION: Final = 15
    COMMA: Final = 16
    DASH: Final = 17
    COLON: Final = 18
    OPENING: Final = 19
    CLOSING: Final = 20
    STOP: Final = 21
    POSSESSIVE: Final = 22  # 's
    OTHER: Final = 23


@dataclass(slots=True, eq=False)  # not frozen, for the sake of speed: nothing changes it
class Sentence:
    """The items of one sentence: parallel lists; item `i` covers tokens [first[i], last[i])."""

    tokens: Tokens = field(repr=False)
    first: list[int]
    last: list[int]
    tags: list[int]  # each a `Tag`
    classes: list[int]  # bits of the lexicon
    quotations: list[Quotation | None]
    headline: bool
    words: list[str] = field(repr=False)  # in lower case; of a quotation the opening mark
    forms: list[Form | None] = field(repr=False)  # of verbs
    quoted: list[int]  # the items that are quotations

    def __len__(self) -> int:
        return len(self.tags)

    def word(self, i: int) -> str:
        """The item's word in lower case; of a quotation the opening mark."""
        return self.words[i]

    def start(self, i: int) -> int:
        """Offset of the item in the text."""
        return self.tokens.starts[self.first[i]]

    def end(self, i: int) -> int:
        """Offset of the end of the item."""
        return self.tokens.ends[self.last[i] - 1]
