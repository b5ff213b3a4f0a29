"""How far the words for the source reach: "a poll | released last week", "all the experts | I met", "those | who left".

Who speaks is told by the noun phrase; what narrows it down stands between it and the verb, or behind it where it
follows the verb, and is part of what is shown.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.lexicon import TIME
from bot.extract.phrases import NOMINAL, Range
from bot.extract.tags import Sentence, Tag

_NARROWING: Final = frozenset((Tag.PARTICIPLE, Tag.VERB, Tag.ING))
_ENDS: Final = frozenset((Tag.QUOTATION, Tag.COLON, Tag.STOP, Tag.OPENING, Tag.CLOSING))
_BREAKS: Final = _ENDS | {Tag.COMMA, Tag.DASH, Tag.SUBORDINATOR, Tag.COORDINATOR}
_LONGEST: Final = 25
_BEHIND: Final = ("according-to", "source-after-verb", "passive-by")
_BEFORE: Final = ("subject-before-verb", "subject-before-apposition")


def source_extent(attribution: Attribution, reporting: Container[int] = ()) -> Range | None:
    """The items of the source with what narrows it down, without what "which" only adds.

    None without a source. `reporting`: items of relative pronouns that are sources of their own ("Ruiz, | who said …").
    """
    source, cue = attribution.source, attribution.cue
    sentence = attribution.sentence
    if source is None:
        return None
    begin, end = _with_measure(sentence, source[0]), source[1]
    rule = attribution.rules[0] if attribution.rules else ""
    if cue is not None and rule in _BEFORE and 0 < cue[0] - end <= _LONGEST and _narrows(sentence, end, cue[0]):
        return begin, _without_rest(sentence, end, cue[0])
    if cue is not None and rule in _BEHIND:
        end = _narrowed_behind(sentence, source, rule)
    elif rule == "subject-before-verb":
        end = _without_occasion(sentence, begin, end)
    return begin, _without_aside(sentence, begin, end, reporting)


def _with_measure(sentence: Sentence, begin: int) -> int:
    """The source's first item with "not", "nearly", "at least" before a number or pronoun: "no | one"."""
    if not begin:
        return begin
    if begin == 1 and sentence.tags[0] in (Tag.ING, Tag.PARTICIPLE):
        return 0  # "Polling | averages show"
    before = sentence.word(begin - 1)
    if before in _MEASURES:
        word = sentence.word(begin)
        return begin - 1 if word[0].isdigit() or word in _COUNTED else begin
    if (
        before in ("least", "most", "than")
        and begin > 1
        and sentence.word(begin - 2) in ("at", "more", "fewer", "less")
    ):
        return begin - 2
    return begin


_MEASURES: Final = frozenset("no not nearly almost roughly about some only".split())
_COUNTED: Final = frozenset(
    "one everyone everybody all many most two three four five six seven eight nine ten half dozens hundreds".split()
)


def _without_rest(sentence: Sentence, begin: int, end: int) -> int:
    """Without commas and adverbs at the end."""
    while end > begin and sentence.tags[end - 1] in (Tag.COMMA, Tag.DASH, Tag.ADVERB):
        end -= 1
    return end


def _narrowed_behind(sentence: Sentence, source: Range, rule: str) -> int:
    """The end of a source behind its verb with the participle, clause or phrase that narrows it down:
    "said a poll | released last week", "according to an analysis | by the board"."""
    tags, k = sentence.tags, source[1]
    if k + 1 >= len(sentence) or tags[k - 1] is not Tag.NOUN:
        return k
    narrowed = tags[k] in (Tag.ING, Tag.PARTICIPLE) or (tags[k] in (Tag.SUBJECT, Tag.NAME) and tags[k + 1] is Tag.VERB)
    hangs_on = tags[k] is Tag.VERB or (tags[k] is Tag.PREPOSITION and not sentence.classes[k + 1] & TIME)
    if not narrowed and not (hangs_on and rule == "according-to"):
        return k
    end = k
    while end < len(sentence) and end - k < _LONGEST and tags[end] not in _BREAKS:
        end += 1
    return end


def _without_aside(sentence: Sentence, begin: int, end: int, reporting: Container[int]) -> int:
    """The end of the source before the first ", which", or a relative clause that is a report itself."""
    for i in range(begin + 1, end - 1):
        if sentence.tags[i] in (Tag.COMMA, Tag.DASH) and (sentence.word(i + 1) == "which" or i + 1 in reporting):
            return i
    return end


def _without_occasion(sentence: Sentence, begin: int, end: int) -> int:
    """The end of the source before "in 2015", "in an interview", which tell of the report and not of who speaks."""
    last = sentence.word(end - 1)
    if not (last.isdigit() and len(last) == 4) and last not in _OCCASIONS:
        return end
    for i in range(end - 2, max(begin, end - _FARTHEST), -1):
        if sentence.tags[i] is Tag.PREPOSITION:
            return i if sentence.word(i) in ("in", "on", "at", "during") else end
    return end


_FARTHEST: Final = 6  # items of the longest "in a recent radio interview"
_OCCASIONS: Final = frozenset(
    "interview statement speech letter hearing debate email tweet briefing testimony post message memo op-ed column "
    "video call rally summit meeting conference".split()
)


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
