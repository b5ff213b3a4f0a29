"""Noun phrases of a tagged sentence, to the left and to the right of a verb: "a spokesman for the board"."""

from __future__ import annotations

from typing import Final

from bot.extract.lexicon import (
    BE,
    DEMONYM,
    DOCUMENT,
    MONTH,
    PEOPLE,
    TIME,
    TITLE,
)
from bot.extract.phrase_breaks import (
    begins_another,
    belongs,
    describes,
    ends_clause,
    is_article_before,
    is_titled,
    opens_name,
    reports_clause,
)
from bot.extract.tags import Sentence, Tag
from bot.names.parse import is_portfolio

Range = tuple[int, int]
"""Half-open range of items of one sentence."""

NOMINAL: Final = frozenset((Tag.NOUN, Tag.NAME))
_PHRASE: Final = frozenset(
    (Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION, Tag.COORDINATOR, Tag.OTHER)
)


def noun_phrase_left(sentence: Sentence, last: int) -> Range | None:
    """The noun phrase that ends with item `last`, with the phrases that hang on it ("a spokesman for the board").

    A prepositional phrase in front ("In a statement on Friday the board …") is left out, and so is a time at
    its end. None if no noun phrase ends there.
    """
    tags = sentence.tags
    if last < 0:
        return None
    if tags[last] in (Tag.SUBJECT, Tag.OBJECT):
        return last, last + 1
    begin = last + 1
    while begin > 0:
        tag = tags[begin - 1]
        if tag is Tag.CLOSING:
            opening = _opening(sentence, begin - 1)
            if opening is None:
                break
            begin = opening
        elif (
            tag in _PHRASE
            or (tag is Tag.ADVERB and begin <= last and tags[begin] in (Tag.NOUN, Tag.NAME))
            or (tag is Tag.QUOTATION and begin <= last and is_nickname(sentence, begin - 1))
            or (
                tag in (Tag.ING, Tag.PARTICIPLE)
                and begin <= last
                and tags[begin] in NOMINAL
                and (
                    (begin > 1 and (tags[begin - 2] is Tag.DETERMINER or _is_people(sentence, begin - 2)))
                    or (
                        sentence.classes[last] & PEOPLE
                        and not reports_clause(sentence, begin - 1)
                        and (begin == 1 or tags[begin - 2] in (Tag.COMMA, Tag.COORDINATOR, Tag.SUBORDINATOR))
                    )
                )
            )
        ):
            begin -= 1
        else:
            break
    return _subject_part(sentence, begin, last + 1)


def _is_people(sentence: Sentence, i: int) -> bool:
    """ "French | drugmaking group Sanofi"."""
    return sentence.tags[i] is Tag.NAME and bool(sentence.classes[i] & DEMONYM) and i == 0


def _opening(sentence: Sentence, closing: int) -> int | None:
    for i in range(closing - 1, max(-1, closing - 12), -1):
        if sentence.tags[i] is Tag.OPENING:
            return i
    return None


def is_nickname(sentence: Sentence, i: int) -> bool:
    """Roberto “Bobo” Diaz."""
    quotation = sentence.quotations[i]
    if quotation is None or i == 0 or i + 1 >= len(sentence):
        return False
    begin, end = quotation.inside
    return end - begin <= 3 and sentence.tags[i - 1] is Tag.NAME and sentence.tags[i + 1] is Tag.NAME


def _subject_part(sentence: Sentence, begin: int, end: int) -> Range | None:
    """Of a stretch of noun phrases the last one that stands without a preposition, with what hangs on it."""
    tags, classes = sentence.tags, sentence.classes
    end = _without_time(sentence, begin, end)
    if begin < end and _is_one_phrase(tags[begin:end]):
        return begin, end
    start = None  # of the last bare noun phrase
    bare_before = None  # start of a bare one that "and" joins to it
    governed = False  # inside a prepositional phrase
    fresh = True  # the next nominal begins a phrase
    joined = False
    i = begin
    while i < end:
        tag = tags[i]
        if tag is Tag.OPENING:
            i = next((k for k in range(i, end) if tags[k] is Tag.CLOSING), end) + 1
            continue
        if tag is Tag.PREPOSITION:
            governed, fresh, joined = True, True, False
        elif tag is Tag.COORDINATOR:
            joined, fresh = True, True
        elif (
            tag is Tag.DETERMINER
            or tag in NOMINAL
            or tag is Tag.ADVERB
            or tag is Tag.QUOTATION
            or tag in (Tag.ING, Tag.PARTICIPLE)
        ):
            breaks = (
                not fresh
                and governed
                and tags[i - 1] in NOMINAL
                and (
                    tag is Tag.DETERMINER
                    or sentence.word(i).startswith("then-")  # "In 2012 | then-secretary"
                    or (
                        tag is Tag.NAME
                        and (
                            (
                                tags[i - 1] is Tag.NOUN
                                and not classes[i - 1] & (TITLE | PEOPLE | DEMONYM)
                                and not describes(sentence, i - 1)
                                and not (tags[i - 2] is Tag.DETERMINER and sentence.word(i - 1).isdigit())
                                and not belongs(sentence, start, i)
                            )
                            or (bool(classes[i - 1] & TIME) and not is_article_before(sentence, i - 1))
                            or (
                                opens_name(sentence, i)
                                and not is_titled(sentence, i - 1)
                                and not is_portfolio(sentence.word(i - 1))
                            )
                        )
                    )
                )
            )
            if breaks or (not fresh and not governed and begins_another(sentence, i)):
                governed, fresh, joined = False, True, False
            if fresh and not governed:
                if joined and start is not None:
                    bare_before = bare_before if bare_before is not None else start
                else:
                    bare_before = None
                start = i
            elif fresh and governed and joined and tag is Tag.NAME and begin and classes[begin - 1] & BE:
                governed, start, bare_before = False, i, None  # "There was a smell of tar and | Ruiz | said"
            fresh = False
            joined = False
        i += 1
    if start is None or start >= end:
        return None
    first = bare_before if bare_before is not None and not ends_clause(sentence, bare_before) else start
    while first < end and (
        tags[first] in (Tag.COORDINATOR, Tag.OTHER) or (tags[first] is Tag.ADVERB and sentence.word(first) in _OPENERS)
    ):
        first += 1
    return (first, end) if first < end else None


def _is_one_phrase(tags: list[int]) -> bool:
    """Nothing but names, or nouns with a determiner: most subjects."""
    rest = set(tags[1:])
    if not rest or rest == _NOUN:
        return tags[0] in _BEFORE_NOUN
    return rest == _NAME and tags[0] in _BEFORE_NAME


_NOUN: Final = frozenset((Tag.NOUN,))
_NAME: Final = frozenset((Tag.NAME,))
_BEFORE_NAME: Final = frozenset((Tag.NAME, Tag.DETERMINER))
_BEFORE_NOUN: Final = _BEFORE_NAME | _NOUN


_TIME_MODIFIERS: Final = ("late", "early", "last", "next", "this", "that", "earlier", "later")
_OPENERS: Final = frozenset(
    "then now also meanwhile so still yet typically however instead perhaps thus too not even just".split()
)


def _without_time(sentence: Sentence, begin: int, end: int) -> int:
    """The end of the phrases without a time behind them: "Ruiz late on Friday"."""
    tags, classes = sentence.tags, sentence.classes
    while end > begin + 1:
        k = end - 1
        if not classes[k] & TIME or (tags[k] is Tag.NAME and sentence.word(k) == "today"):
            break
        if classes[k] & MONTH and tags[k - 1] is Tag.NAME and not classes[k - 1] & TIME:
            break  # "Theresa May"
        while k - 1 > begin and (
            classes[k - 1] & TIME
            or tags[k - 1] in (Tag.DETERMINER, Tag.ADVERB)
            or sentence.word(k - 1) in _TIME_MODIFIERS
        ):
            k -= 1
        if tags[k - 1] is Tag.PREPOSITION:
            k -= 1
        elif not classes[k] & TIME and tags[k] is not Tag.ADVERB and sentence.word(k) not in _TIME_MODIFIERS:
            break
        if tags[k - 1] is Tag.POSSESSIVE or k <= begin:
            break
        end = k
    while end > begin + 1 and tags[end - 1] is Tag.ADVERB:
        end -= 1
    return end


_HANGS_ON: Final = frozenset(("of", "for", "at", "from", "with", "to"))


def noun_phrase_right(sentence: Sentence, first: int) -> Range | None:
    """The noun phrase that begins at item `first`, with "of", "for", "at" … and an apposition between commas."""
    tags = sentence.tags
    size = len(tags)
    if first >= size:
        return None
    if tags[first] in (Tag.SUBJECT, Tag.OBJECT):
        return first, first + 1
    end = _flat_right(sentence, first)
    if end == first:
        return _alone(sentence, first)
    if end < size and tags[end] is Tag.COMMA:
        end = _apposition_right(sentence, end)
    return first, end


def _alone(sentence: Sentence, first: int) -> Range | None:
    """ "Said one", "added the other": a determiner without a noun."""
    article = first + 1 < len(sentence) and sentence.word(first) == "the"
    end = first + 1 + article
    known = sentence.word(end - 1) in (("other", "others", "first", "second", "latter") if article else _ALONE)
    closed = end >= len(sentence) or sentence.tags[end] in (Tag.STOP, Tag.COMMA, Tag.COLON, Tag.DASH)
    return (first, end) if known and closed else None


_ALONE: Final = ("one", "another", "some", "others", "many", "several", "both")


def _flat_right(sentence: Sentence, first: int) -> int:
    tags, classes = sentence.tags, sentence.classes
    i = first
    size = len(tags)
    while i < size:
        tag = tags[i]
        if tag in NOMINAL:
            timed = classes[i] & TIME and i > first and tags[i - 1] is not Tag.POSSESSIVE and sentence.word(i) != "may"
            if timed and not (is_article_before(sentence, i) and i + 1 < size and tags[i + 1] is Tag.NAME):
                break
        elif tag is Tag.ING:
            if i == first or i + 1 >= size or not classes[i + 1] & DOCUMENT or tags[i + 1] is not Tag.NOUN:
                break  # but "the Herald | tracking poll"
        elif tag is Tag.OPENING:
            closing = next((k for k in range(i, min(i + 12, size)) if tags[k] is Tag.CLOSING), None)
            if closing is None:
                break
            i = closing
        elif tag is Tag.PREPOSITION:
            if i == first or sentence.word(i) not in _HANGS_ON or i + 1 >= size or classes[i + 1] & TIME:
                break
            if tags[i + 1] not in (Tag.NOUN, Tag.NAME, Tag.DETERMINER):
                break
            if sentence.word(i) in ("to", "with", "for") and not any(classes[k] & PEOPLE for k in range(first, i)):
                break
        elif tag is Tag.COORDINATOR:
            if i == first or i + 1 >= size or tags[i + 1] not in (Tag.NAME, Tag.DETERMINER, Tag.NOUN):
                break
            if tags[i + 1] is Tag.NOUN and not classes[i + 1] & (PEOPLE | TITLE):
                break
        elif tag is Tag.QUOTATION:
            if not is_nickname(sentence, i) and not (i > first and tags[i - 1] is Tag.POSSESSIVE):
                break
        elif tag is Tag.DETERMINER:
            if i > first and tags[i - 1] in NOMINAL:
                break
        elif tag is not Tag.POSSESSIVE:
            break
        i += 1
    while i > first and tags[i - 1] in (Tag.PREPOSITION, Tag.COORDINATOR, Tag.DETERMINER):
        i -= 1
    return i


def _apposition_right(sentence: Sentence, comma: int) -> int:
    """The end of the phrase with what commas add: an age, a role, a relative clause, one after another."""
    end = comma
    while end < len(sentence) and sentence.tags[end] is Tag.COMMA:
        following = _one_apposition(sentence, end)
        if following == end:
            break
        end = following
    return end


def _one_apposition(sentence: Sentence, comma: int) -> int:
    """The comma or end behind the insertion that begins at `comma`; `comma` itself where none does."""
    tags, classes = sentence.tags, sentence.classes
    size = len(tags)
    i = comma + 1
    if i >= size:
        return comma
    relative = tags[i] is Tag.SUBORDINATOR and sentence.word(i) in ("who", "whose", "which")
    if not relative and (tags[i] not in (Tag.DETERMINER, Tag.NOUN, Tag.NAME) or classes[i] & TIME):
        return comma
    for k in range(i, size):
        tag = tags[k]
        if tag is Tag.COMMA or (tag is Tag.STOP and k == size - 1) or tag in (Tag.COLON, Tag.DASH):
            return k
        if tag is Tag.QUOTATION:
            if is_nickname(sentence, k):
                continue
            return comma
        if tag is Tag.SUBORDINATOR and k > i:
            if sentence.word(k) not in ("who", "whose", "which", "that", "whom", "where"):
                return k if relative else comma
            relative = True
        elif not relative and (tag is Tag.VERB or tag is Tag.AUXILIARY or (tag is Tag.ING and k == i)):
            return comma
    return size
