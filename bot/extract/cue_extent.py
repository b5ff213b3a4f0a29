"""How far the reporting words reach: "continued to call for", "accused her of", "hailed him as", "later told".

The verb that reports is found first; here its words are joined by those that belong to it: the verbs that govern an
infinitive, adverbs right before it, and the object or hearer up to the preposition that leads to the content.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.lexicon import TIME, TO_ADJECTIVE
from bot.extract.phrases import Range
from bot.extract.tags import Sentence, Tag
from bot.model import Span

_GOVERNING: Final = frozenset({Tag.VERB, Tag.AUXILIARY, Tag.ADVERB, Tag.PARTICIPLE, Tag.ING, Tag.NEGATION, Tag.TO})
_VERBAL: Final = frozenset({Tag.VERB, Tag.AUXILIARY, Tag.PARTICIPLE, Tag.ING})
_OBJECT: Final = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NOUN, Tag.NAME, Tag.OBJECT})
_LEADING: Final = frozenset("of to as for by with about on from against".split())
_MODIFYING: Final = frozenset({Tag.NOUN, Tag.ADVERB, Tag.PARTICIPLE, Tag.ING})
_LONGEST: Final = 6
"""Items that may join on either side."""


def cue_extent(attribution: Attribution, content: Sequence[Span]) -> Range | None:
    """The items of the cue with all that belongs to it, no word of source or content; None without a cue."""
    if attribution.cue is None:
        return None
    begin, end = attribution.cue
    sentence = attribution.sentence
    behind, stop = -1, sentence.end(end - 1)
    for span in content:
        if span.start >= stop and (behind < 0 or span.start < behind):
            behind = span.start
    return _left(sentence, begin, attribution, content), _right(sentence, end, attribution, behind)


def _left(sentence: Sentence, begin: int, attribution: Attribution, content: Sequence[Span]) -> int:
    tags = sentence.tags
    floor = max(0, begin - _LONGEST)
    source = attribution.source
    if source is not None and source[0] < begin:
        floor = max(floor, source[1])
    here = sentence.start(begin)
    last = 0
    for span in content:
        if last < span.end <= here:
            last = span.end
    while floor < begin and sentence.start(floor) < last:
        floor += 1
    first = begin
    if sentence.word(begin) == "to":
        at = begin
        while at > floor and _governs(sentence, at - 1):
            at -= 1
        if not any(tag in _VERBAL for tag in tags[at:begin]):
            return begin
        first = at
    elif "cue-noun" in attribution.rules:
        while first > floor and tags[first - 1] in _MODIFYING:
            first -= 1  # "his | repeated warnings"
    while first > floor and tags[first - 1] is Tag.ADVERB and tags[begin] is not Tag.SUBJECT:
        first -= 1
    return first


def _tells_how(sentence: Sentence, i: int, content_start: int, source: Range | None) -> bool:
    """Is the item an adverb of the verb before it: "said sarcastically", "added later"?"""
    if (
        sentence.tags[i] is not Tag.ADVERB
        or sentence.start(i) == content_start
        or (source and source[0] <= i < source[1])
    ):
        return False
    word = sentence.word(i)
    return (word.endswith("ly") and word != "only") or word in ("later", "then", "again")


def _governs(sentence: Sentence, i: int) -> bool:
    """May the item stand between a verb and the infinitive it governs: "went on to", "has been slow to"?"""
    return (
        sentence.tags[i] in _GOVERNING or bool(sentence.classes[i] & (TO_ADJECTIVE | TIME)) or sentence.word(i) == "on"
    )


def _right(sentence: Sentence, end: int, attribution: Attribution, content_start: int) -> int:
    tags = sentence.tags
    source = attribution.source
    if source is not None and source[0] == end + 1 and sentence.word(end) == "by":
        return end + 1
    if end < len(sentence) and _tells_how(sentence, end, content_start, source):
        return end + 1
    if content_start < 0:
        return end
    limit = min(len(sentence), end + _LONGEST)
    at = end
    while at < limit and sentence.start(at) < content_start:
        if source is not None and source[0] <= at < source[1]:
            return end
        at += 1
    if at == end or at >= len(sentence) or sentence.start(at) < content_start:
        return end
    if sentence.word(at - 1) not in _LEADING or any(tag not in _OBJECT for tag in tags[end : at - 1]):
        return end
    return at
