"""The coarse parts of speech that extraction reads sentences by, and a sentence of tagged items."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, final

from bot.text.quotation_marks import Quotation
from bot.text.tokens import Tokens

QUOTED = -1
"""Kind of the item that a whole quotation is, beside the kinds of tokens."""


@final
class Tag(int):
    """What an item is.

    A number and no `Enum`: Python 3.11 takes ten times as long to give a member of an enumeration and hashes it in
    Python, and tags are compared and looked up some hundred times a sentence (the whole extraction gained a fifth).
    """

    NOUN: ClassVar[Tag]  # also adjectives and all unknown words
    NAME: ClassVar[Tag]
    DETERMINER: ClassVar[Tag]  # also possessive pronouns
    SUBJECT: ClassVar[Tag]  # he, who …
    OBJECT: ClassVar[Tag]
    PREPOSITION: ClassVar[Tag]
    COORDINATOR: ClassVar[Tag]
    SUBORDINATOR: ClassVar[Tag]  # that, if, while; relative and question words
    VERB: ClassVar[Tag]  # finite verb, infinitive, or participle after an auxiliary
    AUXILIARY: ClassVar[Tag]
    ADVERB: ClassVar[Tag]
    ING: ClassVar[Tag]
    PARTICIPLE: ClassVar[Tag]  # after a noun or at the beginning: "called X", "made by"
    TO: ClassVar[Tag]
    NEGATION: ClassVar[Tag]
    QUOTATION: ClassVar[Tag]
    COMMA: ClassVar[Tag]
    DASH: ClassVar[Tag]
    COLON: ClassVar[Tag]
    OPENING: ClassVar[Tag]
    CLOSING: ClassVar[Tag]
    STOP: ClassVar[Tag]
    POSSESSIVE: ClassVar[Tag]  # 's
    OTHER: ClassVar[Tag]

    @property
    def name(self) -> str:
        """The name of the member: "NOUN"."""
        return tuple(Tag.__annotations__)[self]


for _number, _name in enumerate(Tag.__annotations__):
    setattr(Tag, _name, Tag(_number))


@dataclass(slots=True, eq=False)  # not frozen, for the sake of speed: nothing changes it
class Sentence:
    """The items of one sentence: parallel lists; item `i` covers tokens [first[i], last[i])."""

    tokens: Tokens = field(repr=False)
    first: list[int]
    last: list[int]
    tags: list[Tag]
    classes: list[int]  # bits of the lexicon
    quotations: list[Quotation | None]
    headline: bool = False

    def __len__(self) -> int:
        return len(self.tags)

    def word(self, i: int) -> str:
        """The item's word in lower case; of a quotation the opening mark."""
        return self.tokens.words[self.first[i]]

    def start(self, i: int) -> int:
        """Offset of the item in the text."""
        return self.tokens.starts[self.first[i]]

    def end(self, i: int) -> int:
        """Offset of the end of the item."""
        return self.tokens.ends[self.last[i] - 1]
