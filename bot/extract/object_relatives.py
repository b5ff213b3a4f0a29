"""Reports that stand behind what they are about: "the plan that Ruiz opposes", "a toll, which Bell fought"."""

from __future__ import annotations

from typing import Final

from bot.extract.phrases import NOMINAL, Range, noun_phrase_left
from bot.extract.reader import ClauseReader, content_of
from bot.extract.subject import Subject, governed_phrase
from bot.extract.tags import Tag
from bot.extract.verb_groups import VerbGroup

_BEHIND: Final = frozenset(
    (Tag.COMMA, Tag.STOP, Tag.PREPOSITION, Tag.DASH, Tag.VERB, Tag.AUXILIARY, Tag.COORDINATOR, Tag.ADVERB)
)
"""What may stand behind a verb whose object stands before it."""


def relative_object(reader: ClauseReader, group: VerbGroup, subject: Subject | None) -> list[Range]:
    """The noun phrase with its relative pronoun that is the object of the verb; empty where it is none."""
    cue, sentence, tags = group.cue, reader.sentence, reader.sentence.tags
    if cue is None or "n" not in cue.complements or not group.finite or subject is None or not subject.items[0]:
        return []
    pronoun = subject.items[0] - 1
    if tags[pronoun] is not Tag.SUBORDINATOR or sentence.word(pronoun) not in ("that", "which"):
        return []
    if group.end < reader.size and tags[group.end] not in _BEHIND:
        return []
    last = pronoun - 1 - (tags[pronoun - 1] is Tag.COMMA)
    if last < 0 or tags[last] not in NOMINAL:
        return []
    found = noun_phrase_left(sentence, last) or governed_phrase(sentence, last)
    return content_of(sentence, found[0], pronoun + 1) if found is not None else []
