"""How far the words for the source reach: "a poll | released last week", "all the experts | I met", "those | who left".

Who speaks is told by the noun phrase; what narrows it down stands between it and the verb and is part of what is shown.
"""

from __future__ import annotations

from bot.extract.attribution import Attribution
from bot.extract.phrases import NOMINAL, Range
from bot.extract.tags import Sentence, Tag

_NARROWING = frozenset((Tag.PARTICIPLE, Tag.VERB, Tag.ING))
_ENDS = frozenset((Tag.QUOTATION, Tag.COLON, Tag.STOP, Tag.OPENING, Tag.CLOSING))
_LONGEST = 25


def source_extent(attribution: Attribution) -> Range | None:
    """The items of the source with a reduced relative clause behind it, without what "which" only adds.

    None without a source.
    """
    source, cue = attribution.source, attribution.cue
    sentence = attribution.sentence
    if source is None or cue is None or "subject-before-verb" not in attribution.rules:
        return source and (source[0], _before_which(sentence, *source))
    if not 0 < cue[0] - source[1] <= _LONGEST or not _narrows(sentence, source[1], cue[0]):
        return source
    end = cue[0]
    while end > source[1] and sentence.tags[end - 1] in (Tag.COMMA, Tag.DASH, Tag.ADVERB):
        end -= 1
    return source[0], end


def _before_which(sentence: Sentence, begin: int, end: int) -> int:
    """The end of the source before the first ", which", if there is one."""
    for i in range(begin + 1, end - 1):
        if sentence.tags[i] in (Tag.COMMA, Tag.DASH) and sentence.word(i + 1) == "which":
            return i
    return end


def _narrows(sentence: Sentence, begin: int, end: int) -> bool:
    """Is what stands between the noun and the verb of the report a participle or a clause that narrows it down?"""
    tags = sentence.tags
    if any(tags[i] in _ENDS for i in range(begin, end)):
        return False
    if tags[begin] in _NARROWING or sentence.word(begin) == "including":
        return True
    if tags[begin] is Tag.SUBORDINATOR:
        return sentence.word(begin) in ("who", "that") and Tag.COMMA not in tags[begin:end]
    if tags[begin] is Tag.COMMA:
        return begin + 1 < end and sentence.word(begin + 1) == "including"
    contact = tags[begin] is Tag.SUBJECT or tags[begin] in NOMINAL
    return contact and begin + 1 < end and tags[begin + 1] is Tag.VERB
