"""What a written name tells by itself: its kind and its titles, or that it names nobody ("Senators", "Russian").

Whatever stands around it, so that it is told once for all places where the name is written.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from bot.extract.known_names import is_people, known_kind
from bot.extract.lexicon import (
    BODY,
    BODY_END,
    DEMONYM,
    FUNCTION_WORD,
    GIVEN,
    HONORIFIC,
    ORGANISATION,
    PEOPLE,
    PLACE,
    THING,
    lexicon,
)
from bot.extract.name_runs import is_acronym
from bot.model import Kind
from bot.names.lexicon import is_surname, name_lexicon
from bot.names.parse import PersonName, is_portfolio, parse_name

_LONGEST: Final = 90  # characters of a name
_LONGEST_TAG: Final = 8  # characters of "D-Mass."
_MEMBERS: Final = frozenset("mp mps msp msps mep meps senator senators congressman congresswoman".split())
_PARTISANS: Final = frozenset(
    "camp campaign administration team republican republicans democrat democrats voter voters".split()
)
_PLACE_HEADS: Final = frozenset(
    "island islands springs falls heights hills beach county valley peninsula bay creek township borough harbor".split()
)
_SURE_PLACE_HEADS: Final = frozenset("islands springs hills county valley peninsula township".split())
_PLACE_OPENERS: Final = frozenset(
    "san santa fort port mount mt cape lake north south east west northern southern eastern western upper lower "
    "greater puerto ciudad".split()
)
_SEATS: Final = frozenset(  # hardly ever a family name in news
    "washington london paris berlin israel chad".split()
)


def is_seat(word: str) -> bool:
    """Does the word mostly stand for the government that has its seat there?"""
    return word in _SEATS


class WrittenName(NamedTuple):
    """A name by its words alone."""

    kind: Kind
    certain: bool | None  # is the kind told by a title, given name or list? None: the neighbours tell
    name: PersonName
    titles: int  # words before the bare name of a person


@lru_cache(maxsize=2**13)  # an article names the same people again and again
def written_name(text: str, words: tuple[str, ...]) -> WrittenName | None:
    """What the name tells that is written as `text`, in small letters `words`; None where it names nobody."""
    if names_nobody(text, words):
        return None
    return told_by_name(text[:1] if len(text) == 2 and text.endswith(".") else text, words)


def names_nobody(text: str, words: tuple[str, ...]) -> bool:
    """Is it an office, a people, a contest, a word that only has a capital, or longer than any name?"""
    if len(text) > _LONGEST or not (text[:1].isupper() or text[:1].isdigit()):
        return True
    if text[1:2] == "-" and text[2:3].isupper() and len(text) < _LONGEST_TAG:
        return True  # (D-N.C.)
    if words[-1] in ("he", "she", "they", "we"):
        return True  # "BELL THINKS HE", a heading
    if len(words) == 1:
        bits = _bits(words[0])
        if (bits & PEOPLE and text.isupper()) or (bits & FUNCTION_WORD and not text.isupper()):
            return True  # "Is" with a capital
        if text[:-1].isupper() and text[1:].endswith("s"):
            return True  # "PACs", "MPs"
    return _is_demonym(text, words) or _is_contest(words) or (_is_office(words) and known_kind(text) is None)


def told_by_name(text: str, words: tuple[str, ...]) -> WrittenName | None:
    """The kind of a name; None of a thing ("Harbour Bridge") and of mere titles ("Mr. President")."""
    kind, certain, name = _kind(text, words)
    size = len(words)
    suffixed = size > 2 and words[-1].rstrip(".") in name_lexicon().suffixes and not _bits(words[-2]) & THING
    if (
        _bits(words[-1]) & THING
        and not suffixed
        and not _bits(words[0]) & (GIVEN | HONORIFIC)
        and not _is_titled(words)
        and not _is_bureau(words)
        and known_kind(text) is None
    ):
        return None
    titles = 0
    if kind is Kind.PERSON:
        titles = sum(len(title.split()) for title in name.honorifics)
        if titles >= size or (titles and _is_office(words[titles:])):
            return None
    return WrittenName(kind, certain, name, titles)


def _is_bureau(words: tuple[str, ...]) -> bool:
    """ "Congressional Budget Office", but not the Oval Office."""
    return len(words) > 1 and words[-1] == "office" and words[0] not in _ROOMS


_ROOMS: Final = frozenset("oval front back corner".split())


def _is_titled(words: tuple[str, ...]) -> bool:
    """ "Patrol Chief James Hall": does a given name stand behind a title?"""
    titles = name_lexicon().titles
    return any(word in titles and _bits(given) & GIVEN for word, given in pairwise(words[:-1]))


def _bits(word: str) -> int:
    return lexicon().classes.get(word, 0)


def _is_office(words: tuple[str, ...]) -> bool:
    """ "Mayor", "Senators", "Vice President" alone, with the capital of a title or of a sentence."""
    titles, qualifiers = name_lexicon().titles, name_lexicon().qualifiers
    if len(words) == 1:
        word = words[0]
        return (word in titles or word.removesuffix("s") in titles) and not is_surname(word)
    if words[-1] in titles and all(is_portfolio(w) for w in words[:-1]):
        return True  # "Immigration Minister"
    if words[-1] in _IN_COMPANIES and not any(_bits(w) & GIVEN or is_surname(w) for w in words[:-1]):
        return True  # "Area Operations Manager"
    return " ".join(words) in titles or all(w in titles or w in qualifiers for w in words)


_IN_COMPANIES: Final = frozenset(("manager", "director", "officer", "coordinator", "supervisor", "executive"))


def _is_contest(words: tuple[str, ...]) -> bool:
    """ "Miss Universe", "Clinton Camp": a name inside, but nobody's."""
    if len(words) < 2:
        return False
    return words[-1] in _PARTISANS or (words[0] == "miss" and bool(_bits(words[-1]) & (THING | PLACE)))


def _is_demonym(text: str, words: tuple[str, ...]) -> bool:
    """ "Russian", "Polish Americans", "Republicans": tells where people belong, names nobody."""
    if len(words) == 1 and is_surname(words[0]):
        return False  # somebody called White, if the article has one: see `kinds`
    if len(words) == 2 and is_people(" ".join(words)):
        return True  # "Sri Lankan"
    size = len(words)
    while size > 1 and words[size - 1] in _MEMBERS:
        size -= 1  # "one Conservative MP"
    for word in words[:size]:
        bits = _bits(word)
        if bits & GIVEN or not ((bits & DEMONYM and not bits & PLACE) or is_people(word)):
            return False
    return known_kind(text.rsplit(maxsplit=len(words) - size)[0] if size < len(words) else text) is None


def _kind(text: str, written: tuple[str, ...]) -> tuple[Kind, bool | None, PersonName]:
    """The kind that the name itself tells, and whether that is certain; else a person, to be weighed by `kinds`."""
    name = parse_name(text)
    size = len(written)
    bits = [_bits(word) for word in written]
    head = bits[-1]
    plain = name_lexicon()
    words = [word.rstrip(".") for word in written]
    listed = known_kind(text)
    if "'s" in words:
        return Kind.ORGANISATION, True, name
    if size == 2 and words[0] in ("st", "saint"):
        return Kind.PLACE, listed is not None, name
    titled = words[0] in plain.honorifics or words[0] in plain.titles
    if titled and any(word in plain.honorifics for word in words[:-1]):
        return Kind.PERSON, True, name
    if listed is not None and not (
        listed is Kind.PLACE and size == 1 and (head & GIVEN or is_surname(words[0])) and words[0] not in _SEATS
    ):
        return listed, True, name
    if size > 1 and not name.honorifics and not _JOINTS.isdisjoint(written[1:-1]):
        return Kind.ORGANISATION, True, name
    if size > 1 and head & BODY and words[0] not in plain.honorifics and not bits[0] & GIVEN:
        return Kind.ORGANISATION, True, name  # "Justice Department", "General Assembly"
    if size > 1 and head & BODY_END and not bits[0] & (GIVEN | HONORIFIC) and not titled:
        return Kind.ORGANISATION, True, name  # "Civic List"
    if size > 1 and head & ORGANISATION and not (name.honorifics and not head & PLACE):
        return Kind.ORGANISATION, True, name
    if name.honorifics:
        return Kind.PERSON, True, name
    if size == 1:
        return _kind_of_word(head, text), False if listed is not None else _is_told(words[0], head, text), name
    if words[-1] in _SURE_PLACE_HEADS:
        return Kind.PLACE, True, name  # "Beverly Hills"
    if words[0] in plain.given and not head & (PLACE | DEMONYM):
        return Kind.PERSON, True, name
    if head & PLACE and words[0] in ("n", "s", "e", "w"):
        return Kind.PLACE, True, name
    if words[-1] in _PLACE_HEADS or (size == 2 and words[0] in _PLACE_OPENERS):
        return Kind.PLACE, True, name
    if bits[0] & PLACE and head & PLACE:
        return Kind.PLACE, True, name
    if any(of_word & ORGANISATION for of_word in bits):
        return Kind.ORGANISATION, True, name
    return Kind.PERSON, None, name


_JOINTS: Final = frozenset(("of", "for", "on", "and", "&", "'"))  # inside the name of a body


def _kind_of_word(bits: int, text: str) -> Kind:
    if bits & GIVEN:
        return Kind.PERSON
    if bits & PLACE:
        return Kind.PLACE
    return Kind.ORGANISATION if bits & ORGANISATION or is_acronym(text) or _is_compound(text) else Kind.PERSON


def _is_told(word: str, bits: int, text: str) -> bool | None:
    """Is the kind of the lone word certain? None where its neighbours tell."""
    if _is_compound(text):
        return True
    if bits & PLACE:
        return not bits & GIVEN and not is_surname(word)
    if is_acronym(text) or bits & ORGANISATION:
        return None
    return bool(bits & GIVEN)


def _is_compound(text: str) -> bool:
    """Capitals inside one word ("PolitiCheck"), other than in McBride, DeVoe, O'Hara."""
    inside = [i for i, c in enumerate(text) if i and c.isupper() and text[i - 1].islower()]
    return bool(inside) and not (len(inside) == 1 and inside[0] <= 3)
