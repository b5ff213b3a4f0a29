"""Source, cue and content found together in one sentence, before anybody knows who the source is."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.extract.lexicon import CueVerb
from bot.extract.phrases import Range
from bot.extract.tags import Sentence


@dataclass(slots=True)
class Attribution:
    """A cue with its source and content. Ranges of `cue`, `source` are items of `sentence`; content is in tokens."""

    sentence: Sentence = field(repr=False)
    cue: Range | None
    source: Range | None
    content: list[Range]  # tokens, half open, in reading order
    rules: list[str]
    verb: CueVerb | None = None
    antecedent: Range | None = None  # items: what a relative pronoun stands for
    addressee: Range | None = None  # items
    outer: Attribution | None = None  # the report that this one stands in
    negated: bool = False
    modal: str = ""
    passive: bool = False
    hearer: bool = False  # the subject heard it: "was told"
    block: bool = False
    source_tokens: Range | None = None  # a source that stands inside a quotation, where there are no items
    inherited: Attribution | None = None  # whose speaker goes on
