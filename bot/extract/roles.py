"""Roles written at a name: titles, nouns before it, appositions on either side, "who heads the board"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.extract.lexicon import (
    CUE_NOUN,
    DEMONYM,
    DOCUMENT,
    NO_PERSON,
    ORGANISATION,
    PEOPLE,
    PLACE,
    TIME,
    TITLE,
)
from bot.extract.phrases import noun_phrase_left
from bot.extract.relatives import phrase_before_relative
from bot.extract.tags import Sentence, Tag
from bot.model import Span
from bot.names.lexicon import name_lexicon
from bot.names.parse import former_prefix


@dataclass(frozen=True, slots=True)
class ToldRole:
    """One role as written, without determiner, age and "former"."""

    span: Span
    former: bool = False
    own: bool = True  # False: tells only whose relation somebody is ("his colleague")

    def head(self, text: str) -> list[str]:
        """The words of the role in small letters up to its first preposition, its noun last."""
        words = [word.strip(".,") for word in self.span.of(text).lower().split()]
        cut = next((i for i, word in enumerate(words) if i and word in _LINKS), len(words))
        return words[:cut]


_RELATIONS: Final = frozenset(
    "colleague friend rival wife husband son daughter brother sister mother father partner boyfriend girlfriend "
    "neighbour neighbor cousin uncle aunt nephew niece grandson granddaughter ally opponent counterpart co-author "
    "fiance fiancee successor predecessor critic supporter companion child parent boss shadow idol hero mentor".split()
)
_PRONOUNS: Final = frozenset(("his", "her", "their", "its", "my", "our", "your"))
_ATTRIBUTES: Final = frozenset(
    "new fellow own younger older elder youngest oldest eldest current late longtime long-time veteran famed "
    "famous influential prominent outspoken top powerful popular young old first second one-time beloved".split()
)
AGENTIVE: Final = ("er", "or", "ist", "ian", "man", "woman", "person", "ant", "eer", "eur", "ess", "smith")
_ENDS: Final = frozenset(
    (
        Tag.COMMA,
        Tag.STOP,
        Tag.OPENING,
        Tag.DASH,
        Tag.COLON,
        Tag.SUBORDINATOR,
        Tag.COORDINATOR,
        Tag.QUOTATION,
        Tag.CLOSING,
        Tag.ING,
        Tag.PARTICIPLE,
    )
)
_INSIDE: Final = frozenset((Tag.NOUN, Tag.NAME, Tag.POSSESSIVE, Tag.PREPOSITION, Tag.DETERMINER))
_LINKS: Final = frozenset(("of", "for", "at", "in", "to", "with", "on", "from"))
SEATS: Final = frozenset("capital city town village port province state suburb region country".split())
_COMPASS: Final = frozenset(("new", "north", "south", "east", "west"))  # of "New Jersey Gov."
_LEADS: Final = frozenset(("heads", "leads", "chairs", "runs", "directs", "coaches", "manages", "edits", "oversees"))
_LONGEST: Final = 18  # items of one apposition


def roles_at(sentence: Sentence, first: int, bare: int, last: int) -> tuple[ToldRole, ...]:
    """The roles told at the name in items [first, last), of which [first, bare) are titles; in reading order."""
    out: list[ToldRole] = []
    for role in (
        _apposition_before(sentence, first, last),
        _noun_before(sentence, first),
        _title(sentence, first, bare),
        *appositions(sentence, last),
        _affiliation(sentence, last),
    ):
        if role is not None and role not in out:
            out.append(role)
    return tuple(out)


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    """The nouns that titles turn on: "minister" of "foreign minister"."""
    return frozenset(title.partition(" of ")[0].rpartition(" ")[2] for title in name_lexicon().titles) | {
        "head",
        "boss",
    }


def is_person_noun(sentence: Sentence, i: int, indefinite: bool = False) -> bool:
    """Does the noun at item `i` name a sort of people: by the lexicon, by its ending, or behind "a" at a name?"""
    classes = sentence.classes[i]
    if sentence.tags[i] is not Tag.NOUN:
        return False
    word = sentence.word(i)
    if classes & PEOPLE or word in _offices():
        return True
    if classes & (TIME | DOCUMENT | CUE_NOUN | ORGANISATION | NO_PERSON) or len(word) < 4:
        return False
    return indefinite or word.endswith(AGENTIVE)


def _told(sentence: Sentence, begin: int, end: int, former: bool = False) -> ToldRole | None:
    """The role in items [begin, end), with what is no part of it taken from its beginning."""
    determiner = sentence.word(begin - 1) if begin else ""
    lexicon = name_lexicon()
    while begin < end:
        word = sentence.word(begin)
        if word in lexicon.former:
            former = True
        elif begin + 1 < end and f"{word} {sentence.word(begin + 1)}" in lexicon.titles:
            break  # "first lady"
        elif word in _PRONOUNS:
            determiner = word
        elif not (
            sentence.tags[begin] in (Tag.DETERMINER, Tag.ADVERB)
            or (
                word in _ATTRIBUTES
                and begin + 1 < end
                and (_is_lower(sentence, begin) or (not begin and word != "new"))
                and sentence.tags[begin + 1] in (Tag.NOUN, Tag.NAME)
            )
            or word[0].isdigit()
            or word.endswith("-old")
        ):
            break
        begin += 1
    while begin < end and sentence.tags[end - 1] in (Tag.PREPOSITION, Tag.DETERMINER, Tag.POSSESSIVE):
        end -= 1
    if begin >= end:
        return None
    noun = role_noun(sentence, begin, end)
    if noun in _NO_ROLE or (noun in _ATTRIBUTES and noun not in ("fellow", "veteran")):
        return None
    relation = sentence.word(begin) in _RELATIONS
    own = not (relation and (determiner in _PRONOUNS or end - begin == 1))
    prefix = former_prefix(sentence.word(begin))
    return ToldRole(Span(sentence.start(begin) + prefix, sentence.end(end - 1)), former or prefix > 0, own)


_NO_ROLE: Final = frozenset("man woman men women boy girl child person people native resident percent".split())


def role_noun(sentence: Sentence, begin: int, end: int) -> str:
    """The noun that a role turns on, in small letters."""
    head = role_head(sentence, begin, end)
    return sentence.word(head) if head >= 0 else ""


def _is_lower(sentence: Sentence, i: int) -> bool:
    return sentence.tokens.text[sentence.start(i)].islower()


def _noun_before(sentence: Sentence, first: int) -> ToldRole | None:
    """ "campaign manager Ana Ruiz", "the White House press secretary, Ana Ruiz" without its comma."""
    tags, classes = sentence.tags, sentence.classes
    if not first or not is_person_noun(sentence, first - 1):
        return None
    k = first - 1
    while k > 0 and tags[k - 1] in (Tag.NOUN, Tag.NAME, Tag.POSSESSIVE) and not classes[k - 1] & TIME:
        k -= 1
    if k and f"{sentence.word(k - 1)} {sentence.word(k)}" in name_lexicon().titles:
        k -= 1  # "first lady"
    return _told(sentence, k, first)


def _title(sentence: Sentence, first: int, bare: int) -> ToldRole | None:
    """ "Vermont Sen.", "former Prime Minister": offices written as a title; "Mrs." is none."""
    tags, classes = sentence.tags, sentence.classes
    lexicon = name_lexicon()
    words = [sentence.word(i).rstrip(".") for i in range(first, bare)]
    titles = [first + n for n, word in enumerate(words) if word not in lexicon.honorifics or word in lexicon.titles]
    if not titles:
        return None
    k = titles[0]
    while k > 0 and (
        (tags[k - 1] is Tag.NOUN and (classes[k - 1] & DEMONYM or sentence.word(k - 1) in lexicon.qualifiers))
        or (tags[k - 1] is Tag.NAME and classes[k - 1] & (DEMONYM | PLACE | ORGANISATION | TITLE))
        or (tags[k - 1] is Tag.NAME and k < titles[0] and sentence.word(k - 1) in _COMPASS)
    ):
        k -= 1
    if k < titles[0] and classes[k] & ORGANISATION:
        while k > 0 and tags[k - 1] is Tag.NAME:  # "U.S. Air Force Gen."
            k -= 1
    return _told(sentence, k, titles[-1] + 1)


def _apposition_before(sentence: Sentence, first: int, last: int) -> ToldRole | None:
    """ "The Kremlin's spokesman, Dmitri Bell, said": a noun phrase about a person, a comma, the name, an end."""
    tags = sentence.tags
    if first < 2 or tags[first - 1] is not Tag.COMMA:
        return None
    end = _behind_place(sentence, last)
    if end < len(tags) and tags[end] not in _ENDS:
        return None
    nominal = tags[first - 2] in (Tag.NOUN, Tag.NAME)
    found = noun_phrase_left(sentence, first - 2) if nominal else phrase_before_relative(sentence, first - 1)
    if found is None:
        return None
    begin, end = found
    head = role_head(sentence, begin, end)
    office = head >= 0 and tags[head] is Tag.NAME and sentence.word(head) in _offices()  # "The Minister of Trade, …"
    if head < 0 or sentence.word(head).endswith("s") or not (office or is_person_noun(sentence, head)):
        return None
    if nominal and head != first - 2 and sentence.word(first - 2) in SEATS:
        return None  # "a diplomat in the capital, Kisale"
    if tags[begin] is not Tag.DETERMINER and not any(tags[i] is Tag.POSSESSIVE for i in range(begin, head)):
        return None
    return _told(sentence, begin, end)


def _behind_place(sentence: Sentence, i: int) -> int:
    """Behind the "of Varenia" at item `i`; `i` itself where nothing such stands."""
    if i + 1 >= len(sentence) or sentence.word(i) not in ("of", "from") or sentence.tags[i + 1] is not Tag.NAME:
        return i
    i += 1
    while i < len(sentence) and sentence.tags[i] is Tag.NAME:
        i += 1
    return i


def role_head(sentence: Sentence, begin: int, end: int) -> int:
    """The item of the noun that the phrase turns on: the last one before its first preposition; -1 without any."""
    head = -1
    for i in range(begin, end):
        if sentence.tags[i] in (Tag.NOUN, Tag.NAME):
            head = i
        elif sentence.tags[i] is Tag.PREPOSITION and head >= 0:
            break
    return head


def appositions(sentence: Sentence, last: int) -> Iterator[ToldRole]:
    """What follows the name between commas: "Ana Ruiz, 51, then treasurer, now mayor of Lisbon,"."""
    tags = sentence.tags
    size = len(tags)
    i = last
    for number in range(4):
        if i >= size or (tags[i] is not Tag.COMMA and not (number and tags[i] is Tag.COORDINATOR)):
            return
        i += 1
        if i < size and tags[i] is Tag.COORDINATOR:
            i += 1
        if i + 1 < size and sentence.word(i).isdigit() and tags[i + 1] is Tag.COMMA:
            i += 1
            continue
        role, i = _element(sentence, i)
        if role is None:
            return
        yield role


def _element(sentence: Sentence, i: int) -> tuple[ToldRole | None, int]:
    """The role that begins at item `i` and the item behind it."""
    tags = sentence.tags
    size = len(tags)
    former = False
    if i + 1 < size and sentence.word(i) == "who" and tags[i] is Tag.SUBORDINATOR:
        if sentence.word(i + 1) in _LEADS:
            return _leading(sentence, i + 1)
        if sentence.word(i + 1) not in ("is", "was"):
            return None, i
        former = sentence.word(i + 1) == "was"
        i += 2
    begin = i
    while i < size and tags[i] is Tag.ADVERB:
        former = former or sentence.word(i) in name_lexicon().former
        i += 1
    indefinite = i < size and sentence.word(i) in ("a", "an")
    head = -1
    linked = False
    limit = min(size, i + _LONGEST)
    while i < limit and (
        tags[i] in _INSIDE
        or sentence.word(i) == "first"
        or _is_plural_possessive(sentence, i)
        or (linked and _joins_names(sentence, i))
    ):
        if tags[i] is Tag.PREPOSITION:
            if head < 0 or sentence.word(i) not in _LINKS or (i + 1 < size and _is_time(sentence, i + 1)):
                break
            linked = True
        elif _is_time(sentence, i) and i > begin and not indefinite:
            break
        elif tags[i] is Tag.NOUN and not linked:
            head = i
        elif tags[i] is Tag.NAME and head == i - 1 and not linked and is_person_noun(sentence, head):
            return None, i  # "the singer Ana Ruiz": somebody else
        i += 1
    ended = i >= size or tags[i] in _ENDS or tags[i] is Tag.PREPOSITION
    if head < 0 or not ended or not is_person_noun(sentence, head, indefinite) or _is_plural(sentence, begin, head):
        return None, i
    end = i
    if i < size and linked and tags[i] is Tag.COORDINATOR and tags[i - 1] is Tag.NOUN:
        end = max(k for k in range(head, i) if tags[k] is Tag.PREPOSITION)  # "of geosciences and international affairs"
    return _told(sentence, begin, end, former), i


def _is_plural(sentence: Sentence, begin: int, head: int) -> bool:
    """ "Ruiz, his supporters, …": several people, unless the name is one of them."""
    word = sentence.word(head)
    return word.endswith("s") and not word.endswith("ss") and word != "boss" and sentence.word(begin) != "one"


def _joins_names(sentence: Sentence, i: int) -> bool:
    """The "and" of "the Center for Strategic and International Studies"."""
    tags = sentence.tags
    return tags[i] is Tag.COORDINATOR and tags[i - 1] is Tag.NAME and i + 1 < len(tags) and tags[i + 1] is Tag.NAME


def _is_plural_possessive(sentence: Sentence, i: int) -> bool:
    """The apostrophe of "the Dockers' Union"."""
    return sentence.word(i) == "'" and i > 0 and sentence.word(i - 1).endswith("s")


def _is_time(sentence: Sentence, i: int) -> bool:
    word = sentence.word(i)
    return bool(sentence.classes[i] & TIME) or (len(word) == 4 and word.isdigit())


def _leading(sentence: Sentence, i: int) -> tuple[ToldRole | None, int]:
    """ "who heads the Harbour Board": the verb and its object, where a comma or stop ends it."""
    end = i + 1
    limit = min(len(sentence), i + _LONGEST)
    while end < limit and sentence.tags[end] in _INSIDE and not _is_time(sentence, end):
        end += 1
    if end == i + 1 or (end < len(sentence) and sentence.tags[end] not in (Tag.COMMA, Tag.STOP, Tag.DASH)):
        return None, i
    return ToldRole(Span(sentence.start(i), sentence.end(end - 1))), end


def _affiliation(sentence: Sentence, last: int) -> ToldRole | None:
    """ "Ana Ruiz of the Dockers' Union": the body somebody belongs to."""
    tags = sentence.tags
    size = len(tags)
    if last + 2 >= size or sentence.word(last) != "of" or sentence.word(last + 1) != "the":
        return None
    end = last + 2
    while end < size and (
        tags[end] in (Tag.NAME, Tag.POSSESSIVE)
        or (tags[end - 1] is Tag.NAME and sentence.word(end) == "'" and end + 1 < size and tags[end + 1] is Tag.NAME)
        or (sentence.word(end) in ("of", "for") and tags[end - 1] is Tag.NAME)
    ):
        end += 1
    while end > last + 2 and tags[end - 1] in (Tag.PREPOSITION, Tag.POSSESSIVE):
        end -= 1
    if end == last + 2 or not any(sentence.classes[i] & ORGANISATION for i in range(last + 2, end)):
        return None
    return ToldRole(Span(sentence.start(last + 2), sentence.end(end - 1)))
