"""The adjuncts around a cue, read in a row: when, where, in which medium, to whom, through an interpreter.

They are read from a fixed point on ("said | in an interview with the Herald on Friday") and reading stops at the
first words that are no adjunct: a time further on belongs to some other verb.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.extract.details_lexicon import Media, media
from bot.extract.details_time import day_number, is_month, is_year
from bot.extract.lexicon import BODY, ORGANISATION, PEOPLE, PLACE, TIME
from bot.extract.phrases import NOMINAL, Range
from bot.extract.tags import Sentence, Tag

_TIME_BEFORE: Final = frozenset(("on", "in", "at", "during"))
_TIME_WORDS: Final = frozenset("late early earlier later last this the that same previous next".split())
_VAGUE: Final = frozenset(  # times that tell no day unless "this", "last" or the like stands before them
    "earlier later recently hour hours day days week weeks weekend month months year years decade decades morning noon "
    "afternoon evening night midnight spring summer autumn winter".split()
)
_SOUNDS: Final = frozenset("cheers boos jeers laughs questions allegations reports claims concerns calls".split())
_POINTING: Final = frozenset(("this", "last", "same", "that", "previous"))
_COUNTING: Final = frozenset("a an one two three four five six seven eight nine ten eleven twelve few several".split())
_OPENING_TIME: Final = _TIME_BEFORE | _TIME_WORDS | _COUNTING
"""The words that a phrase of time may begin with, beside times and numbers."""
_MEDIUM_BEFORE: Final = frozenset(("in", "on", "via", "through", "during", "at", "by", "over", "from"))
_PLACE_BEFORE: Final = frozenset(("in", "at", "outside", "inside", "near", "from"))
_HANGS_ON_MEDIUM: Final = frozenset(("with", "to", "on", "for", "of", "at", "from", "by"))
_ELSEWHERE: Final = frozenset(("after", "before", "since", "until", "despite", "about", "of", "without", "against"))
_INTERPRETED_BY: Final = frozenset(("through", "via", "in"))


@dataclass(slots=True)
class Adjuncts:
    """What was found, as items of the sentence; None where nothing was."""

    time: Range | None = None
    place: Range | None = None
    medium: Range | None = None
    addressee: Range | None = None
    translated: bool = False

    def adopt(self, other: Adjuncts) -> None:
        """Fill what is missing from `other`."""
        self.time = self.time or other.time
        self.place = self.place or other.place
        self.medium = self.medium or other.medium
        self.addressee = self.addressee or other.addressee
        self.translated = self.translated or other.translated


def read_adjuncts(sentence: Sentence, begin: int, end: int) -> Adjuncts:
    """The adjuncts in a row within items [begin, end), from `begin` on. Linear."""
    out = Adjuncts()
    words = media()
    i = begin
    while i < end:
        tag = sentence.tags[i]
        time_end = _time(sentence, i, end)
        if time_end:
            out.time = out.time or (i, time_end)
            i = time_end
        elif tag is Tag.PREPOSITION:
            if sentence.word(i) in _ELSEWHERE:
                break
            i = _prepositional(sentence, i, end, words, out)
        elif tag in (Tag.ADVERB, Tag.COMMA, Tag.OTHER) or sentence.word(i) in words.speaking:
            i += 1
        else:
            break
    return out


def _time(sentence: Sentence, i: int, end: int) -> int:
    """The end of the time phrase that begins at item `i`; 0 where none does."""
    begin = i
    word = sentence.words[i]
    if not (_is_time(sentence, i) or word in _OPENING_TIME or word[0].isdigit()):
        return 0
    if word in ("late", "early", "earlier") and i + 1 < end and sentence.words[i + 1] in _TIME_BEFORE:
        i += 1
    if sentence.tags[i] is Tag.PREPOSITION and sentence.words[i] in _TIME_BEFORE:
        i += 1
    told = False
    while i < end:
        word = sentence.word(i)
        if _is_time(sentence, i):
            told = told or word not in _VAGUE or (i > begin and sentence.word(i - 1) in _POINTING)
        elif is_year(word) and (told or (i == begin + 1 and sentence.word(begin) == "in")):
            told = True
        elif not _belongs_to_time(sentence, i, begin, end, told):
            break
        i += 1
    while i > begin and (sentence.word(i - 1) in _TIME_WORDS or sentence.tags[i - 1] is Tag.COMMA):
        i -= 1
    possessor = i < len(sentence) and sentence.tags[i] is Tag.POSSESSIVE  # "at Monday's debate"
    return i if told and not possessor else 0


def _is_time(sentence: Sentence, i: int) -> bool:
    return bool(sentence.classes[i] & TIME) or (sentence.tags[i] is Tag.NAME and is_month(sentence.word(i)))


def _belongs_to_time(sentence: Sentence, i: int, begin: int, end: int, told: bool) -> bool:
    """A word that belongs to a time phrase without telling a time: a number, "late", "of" …"""
    word = sentence.word(i)
    if i + 1 >= end:
        return told and day_number(word) is not None
    if day_number(word):
        return told or _month_follows(sentence, i)
    if word in _COUNTING and _counts_time(sentence, i, end):
        return True
    if sentence.tags[i] is Tag.COMMA:
        return told and _date_goes_on(sentence, i + 1)
    if word in ("of", "in"):
        return i > begin and _time_follows(sentence, i + 1)
    return word in _TIME_WORDS


def _month_follows(sentence: Sentence, i: int) -> bool:
    after = sentence.word(i + 1)
    return is_month(after) or (after == "of" and i + 2 < len(sentence) and is_month(sentence.word(i + 2)))


def _counts_time(sentence: Sentence, i: int, end: int) -> bool:
    """ "two days ago", "a few weeks ago" """
    return any(sentence.word(k) == "ago" for k in range(i + 1, min(i + 4, end)))


def _date_goes_on(sentence: Sentence, i: int) -> bool:
    return is_year(sentence.word(i)) or is_month(sentence.word(i))


def _time_follows(sentence: Sentence, i: int) -> bool:
    """ "late in the day", "the morning of March 5" """
    if sentence.classes[i] & TIME:
        return True
    return sentence.word(i) in ("the", "that") and i + 1 < len(sentence) and bool(sentence.classes[i + 1] & TIME)


def _prepositional(sentence: Sentence, i: int, end: int, words: Media, out: Adjuncts) -> int:
    """Read the phrase of the preposition at item `i` into `out`; the item behind it, or `end` where reading stops."""
    preposition = sentence.word(i)
    stop = _noun_phrase_end(sentence, i + 1, end)
    if stop == i + 1:
        return end
    inside = range(i + 1, stop)
    if preposition in _INTERPRETED_BY and _translates(sentence, preposition, inside, words):
        out.translated = True
        return stop
    if preposition in _MEDIUM_BEFORE and _is_medium(sentence, preposition, inside, words):
        tail = _medium_tail(sentence, stop, end, words, out)
        out.medium = out.medium or (i, tail)
        if i + 2 < stop and sentence.tags[i + 2] is Tag.POSSESSIVE and _is_time(sentence, i + 1):
            out.time = out.time or (i + 1, i + 2)
        return tail
    if preposition == "to" and _hears(sentence, stop - 1):
        out.addressee = out.addressee or (i + 1, stop)
    elif preposition in _PLACE_BEFORE and _is_place(sentence, preposition, inside):
        out.place = out.place or (i, _with_state(sentence, stop, end))
        return out.place[1] if out.place[0] == i else stop
    return stop


def _hears(sentence: Sentence, head: int) -> bool:
    """May the head of a noun phrase be spoken to: a name, a person, a body, a pronoun, several of something?"""
    if sentence.tags[head] in (Tag.NAME, Tag.OBJECT) or sentence.classes[head] & (PEOPLE | BODY):
        return True
    return sentence.tags[head] is Tag.NOUN and sentence.word(head).endswith("s") and sentence.word(head) not in _SOUNDS


def _noun_phrase_end(sentence: Sentence, i: int, end: int) -> int:
    """The end of the plain noun phrase from item `i` on, a possessor and a programme's title included."""
    tags = sentence.tags
    begin = i
    while i < end:
        tag = tags[i]
        if i > begin and sentence.word(i) in _TIME_WORDS and _time(sentence, i, end):
            break
        if tag in NOMINAL:
            if (
                i > begin
                and sentence.classes[i] & TIME
                and tags[i - 1] is not Tag.DETERMINER
                and sentence.word(i) != "may"
            ):
                break
        elif tag is Tag.DETERMINER:
            if i > begin and tags[i - 1] in NOMINAL:
                break
        elif tag is Tag.QUOTATION:
            if i == begin or tags[i - 1] not in (Tag.POSSESSIVE, Tag.NOUN, Tag.NAME):
                break
        elif tag in (Tag.ING, Tag.PARTICIPLE, Tag.ADVERB):
            if i == begin or tags[i - 1] is not Tag.DETERMINER:
                break
        elif tag is not Tag.POSSESSIVE and tag is not Tag.OBJECT:
            break
        i += 1
    return i


def _translates(sentence: Sentence, preposition: str, inside: range, words: Media) -> bool:
    last = sentence.word(inside[-1])
    if preposition == "in":
        return len(inside) == 1 and last in words.languages
    return last in words.interpreters


def _is_medium(sentence: Sentence, preposition: str, inside: range, words: Media) -> bool:
    head = sentence.word(inside[-1])
    if head in words.nouns:
        return True
    if any(sentence.tags[i] is Tag.QUOTATION for i in inside):
        return True
    if preposition in ("on", "via", "over", "in"):
        for i in inside:
            word = sentence.word(i)
            if sentence.tags[i] is Tag.NAME and (word in words.platforms or word in words.outlets):
                return preposition != "in" or word in words.outlets
        return sentence.tags[inside[-1]] is Tag.NAME and head in words.outlet_words
    return False


def _medium_tail(sentence: Sentence, i: int, end: int, words: Media, out: Adjuncts) -> int:
    """Behind what hangs on a medium: "an interview | with the Herald on Fox News". Its partner was addressed."""
    if i < end and sentence.word(i) in words.issued:
        i += 1
    while i + 1 < end and sentence.tags[i] is Tag.PREPOSITION and sentence.word(i) in _HANGS_ON_MEDIUM:
        stop = _noun_phrase_end(sentence, i + 1, end)
        if stop == i + 1 or _time(sentence, i, end):
            break
        partner = sentence.word(i) in ("with", "to")
        head = sentence.word(stop - 1)
        named = any(
            sentence.tags[k] is Tag.NAME
            and (
                sentence.word(k) in words.platforms
                or sentence.word(k) in words.outlets
                or sentence.classes[k] & ORGANISATION
            )
            for k in range(i + 1, stop)
        )
        if not (partner or named or head in words.nouns):
            break
        if partner:
            out.addressee = out.addressee or (i + 1, stop)
        i = stop
    return i


def _is_place(sentence: Sentence, preposition: str, inside: range) -> bool:
    names = [i for i in inside if sentence.tags[i] is Tag.NAME]
    if preposition in ("outside", "inside", "near"):
        return True
    if preposition == "from":
        return any(sentence.classes[i] & PLACE for i in names)
    return bool(names) and inside[-1] in names


def _with_state(sentence: Sentence, i: int, end: int) -> int:
    """ "Tampa | , Florida" """
    if i + 1 < end and sentence.tags[i] is Tag.COMMA and sentence.tags[i + 1] is Tag.NAME:
        k = i + 1
        while k < end and sentence.tags[k] is Tag.NAME and not sentence.classes[k] & TIME:
            k += 1
        if (
            k >= len(sentence)
            or sentence.tags[k] in (Tag.COMMA, Tag.STOP, Tag.PREPOSITION)
            or sentence.classes[k] & TIME
        ):
            return k
    return i
