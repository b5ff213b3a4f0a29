"""May two written names mean one person, and on what ground? Word by word, with hard constraints.

Titles, initials, suffixes and given names can forbid a match; nothing that looks alike can force one. A word that is
a name of its own (Johnson) is never another's misspelling (Johnston). How rare a name counts as one depends on what
else agrees (`Backing`): of a lone word any name that somebody bears, beside the right given name only common ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from bot.actors.folding import (
    class_key,
    edits,
    endings_differ,
    same_but_umlaut,
    softened,
    sound_key,
    typo_budget,
)
from bot.actors.form import Form
from bot.actors.known import is_family, is_given, is_name, is_rare_name
from bot.actors.romanisation import romanised
from bot.model import Gender
from bot.names.lexicon import given_gender, is_surname, name_lexicon, nickname_lines

_ALWAYS_WRITTEN: Final = frozenset({"jr", "sr"})  # "Robert Mueller" may be Robert Mueller III, never a Jr.
_MIN_SPELLING: Final = 4  # letters; shorter words have no spellings, they are other names
_MAX_SHORT: Final = 5  # letters up to which a sound proves nothing
_MIN_LONG: Final = 9  # letters of a word that is rather a misspelt name than a rare one
_MIN_GIVEN_TYPO: Final = 6  # letters of a lone given name that may be misspelt


class Backing(IntEnum):
    """What speaks for a word that is not spelled as the name is."""

    NOTHING = 0  # it stands alone
    NAMED = 1  # the given name agrees
    SURE = 2  # so do other words around it: even a common name may be a misspelling


class How(IntEnum):
    """On what ground a name fits, best first. Only the best ground that any actor reaches counts."""

    EXACT = 0  # the canonical name, or one given by the operator
    ALIAS = 1  # another name seen, in full
    FOLDED = 2  # all words, but for diacritics, "ü" for "ue", order of given names, a middle name left out
    SURNAME = 3  # the family name alone
    ACRONYM = 4
    INITIALS = 5
    NICKNAME = 6
    ORDER = 7  # family name and given name swapped
    GIVEN = 8  # the given name alone
    PARTIAL = 9  # part of an organisation's name
    METONYM = 10  # a capital or seat for its government
    ROLE = 11
    FAMILY = 12  # a given name typed, where articles give the family name only
    TRANSLITERATION = 13
    TYPO = 14

    @property
    def label(self) -> str:
        """Lower case, as `Match.how` shows it."""
        return self.name.lower()


def word_agrees(
    typed: str, name: str, *, given: bool = False, loose: bool = True, backing: Backing = Backing.NAMED
) -> How | None:
    """On what ground the folded word `typed` stands for the word `name` of an actor; None: it does not.

    `given`: both are given names, so nicknames and initials count. `loose`: misspellings count too.
    """
    if typed == name:
        return How.EXACT
    if given:
        if len(typed) == 1 or len(name) == 1:
            return How.INITIALS if typed[0] == name[0] else None
        if nickname_lines(typed) & nickname_lines(name):
            return How.NICKNAME
    if same_but_umlaut(typed, name):
        return How.FOLDED
    own = _is_own(typed, backing, given=given)
    if _spelled_alike(typed, name):
        return How.TRANSLITERATION if given or _is_spelling(typed, name, own, backing) else None
    if not loose:
        return None
    if own and given and backing:
        return How.TYPO if _given_slip(typed, name) else None
    if own or (not backing and _could_be_another(typed, name)):
        return None
    return How.TYPO if is_misspelling(typed, name) else None


def _is_own(typed: str, backing: Backing, *, given: bool) -> bool:
    """Is the word typed a name of its own?"""
    if not backing:
        return is_name(typed)
    if given:
        return is_given(typed)
    return backing is Backing.NAMED and (is_surname(typed) or is_given(typed))


def _is_spelling(typed: str, name: str, own: bool, backing: Backing) -> bool:
    """Is a family name typed another spelling of one that sounds the same? Not if both are names: Waltz and Walz, or
    Miley and Milei where nothing else agrees."""
    if backing:
        return not (own and is_surname(name))
    if _is_short(typed, name):
        return not own and not is_rare_name(typed)
    return not own or not is_name(name)


def _could_be_another(typed: str, name: str) -> bool:
    """Could the lone word, though not common, be somebody else's name?

    It could where it begins with another sound, has a last letter more (Grahame), ends in a for o, or where it is
    short, or rare and not long, and differs in more than swapped or doubled letters.
    """
    if typed[0] != name[0] and sound_key(typed) != sound_key(name):
        return True
    stem = typed[:-1]
    if typed[-1] in "aeiosy" and (stem == name or (stem == name[:-1] and is_name(stem))):
        return True  # "Clintone" is nearer to Clinton than to the Clintons
    if stem == name[:-1] and {typed[-1], name[-1]} == {"a", "o"}:
        return True
    short = _is_short(typed, name) or (len(typed) < _MIN_LONG and is_rare_name(typed))
    return short and not _is_slip_of_the_hand(typed, name)


def _is_short(typed: str, name: str) -> bool:
    """Are the words so short that another letter makes another name?"""
    return len(name) <= _MAX_SHORT or len(typed) < _MAX_SHORT


def _is_slip_of_the_hand(typed: str, name: str) -> bool:
    """Do the words differ by swapped neighbours or a doubled letter only?"""
    if sorted(typed) == sorted(name):
        return len(typed) > _MIN_SPELLING
    return _undoubled(typed) == _undoubled(name)


def _undoubled(word: str) -> str:
    return "".join(letter for n, letter in enumerate(word) if letter != word[n - 1 : n])


def _given_slip(typed: str, name: str) -> bool:
    """Two given names, both known, that one slip may have exchanged: Lindsay and Lindsey, but not Paul and Paula."""
    told = given_gender(typed), given_gender(name)
    long = min(len(typed), len(name)) >= _MAX_SHORT
    alike = told[0] is told[1] or (not is_given(name) and typed[:-1] not in (name, name[:-1]))
    return long and alike and typed[0] == name[0] and edits(typed, name, 1) <= 1


def _spelled_alike(one: str, other: str) -> bool:
    """Has the one, perhaps as another language spells it, the sounds of the other?"""
    if min(len(one), len(other)) < _MIN_SPELLING:
        return False
    keys = class_key(one), class_key(other)
    if keys[0] == keys[1] or (len(one) > _MAX_SHORT and softened(keys[0]) == softened(keys[1])):
        return True
    return keys[1] in romanised(one)


def is_misspelling(typed: str, name: str) -> bool:
    """Within the typo budget; with another first letter one edit at most, with equal sound keys two."""
    budget = typo_budget(min(typed, name, key=len))
    if not budget:
        return False
    if min(len(typed), len(name)) >= _MAX_SHORT < len(typed) and sound_key(typed) == sound_key(name):
        near = edits(typed, name, 2) <= 2 or edits(class_key(typed), class_key(name), 2) <= 2
    else:
        budget = budget if typed[0] == name[0] else 1
        near = edits(typed, name, budget) <= budget
    return near and not endings_differ(typed, name)


def genders_differ(one: Gender | None, other: Gender | None) -> bool:
    return one is not None and other is not None and one is not other


def align(typed: Form, name: Form, *, loose: bool = True) -> How | None:
    """On what ground the person typed may be the person of that name; None: they are two.

    A bare family name fits every bearer. With given names on both sides the first ones must agree, middle names
    where both have some, and the suffixes.
    """
    if genders_differ(typed.gender, name.gender):
        return None
    if not typed.given:
        return _align_bare(typed, name, loose)
    if typed.written == name.written and typed.suffix == name.suffix:
        return How.ALIAS
    if _family_glued(typed, name):
        return How.SURNAME
    if not name.given:
        return None  # "Ivan Volkov" for "Volkov": `align_family` tells whether that may be
    straight = align_full(typed, name, loose) or _align_first_family(typed, name)
    if straight is not None:
        return straight
    swapped = _swapped(typed)
    turned = align_full(swapped, name, loose) if swapped else None
    return None if turned is None else max(turned, How.ORDER)


def _align_first_family(typed: Form, name: Form) -> How | None:
    """ "Cristina Fernandez" for "Cristina Fernández de Kirchner", "Sarah Huckabee" for "Sarah Huckabee Sanders"."""
    between = name.given[1:]
    if len(typed.family) != 1 or typed.suffix or typed.family[0] not in between or is_given(typed.family[0]):
        return None
    agrees = len(typed.given[0]) > 1 and word_agrees(typed.given[0], name.given[0], given=True, loose=False)
    return None if agrees is None or agrees is False else How.PARTIAL


def _align_bare(typed: Form, name: Form, loose: bool) -> How | None:
    if typed.suffix and typed.suffix != name.suffix:
        return None
    family = align_family(typed, name, loose, Backing.NOTHING)
    if family is not None:
        if not name.given and family is How.EXACT:
            return How.ALIAS
        return max(family, How.SURNAME)
    if typed.titles:  # "Mr. Michael" names nobody, "Prince Michael" a prince
        royal = name_lexicon().before_given.intersection(typed.titles, name.titles)
        return How.GIVEN if royal and typed.family == name.given[:1] else None
    if typed.family != name.given[:1] and "".join(typed.family) == "".join(name.given):
        return How.GIVEN  # "Jong-un", "jongun"
    return _align_calling(typed.family[0], name, loose) if len(typed.family) == 1 else None


def _align_calling(typed: str, name: Form, loose: bool) -> How | None:
    """A given name alone ("Hillary"), if it is no common family name ("Lopez"); misspelt only if it is none at all."""
    if is_surname(typed) and not is_given(typed):
        return None
    loose = loose and len(typed) >= _MIN_GIVEN_TYPO
    held = [word for n, word in enumerate(name.given) if len(word) > (1 if n == 0 else 3)] if len(typed) > 1 else []
    grounds = [
        word_agrees(typed, word, given=True, loose=loose and typed[0] == word[0], backing=Backing.NOTHING)
        for word in held
    ]
    fitting = [ground for ground in grounds if ground is not None]
    best = min(fitting, default=None)
    if best is None:
        return None
    if best in (How.TRANSLITERATION, How.TYPO) and (is_family(typed) or is_rare_name(typed)):
        return None  # "Garry" is not Gary Bell, nor "Kerrey" Carrie
    return max(best, How.GIVEN)


def align_full(typed: Form, name: Form, loose: bool) -> How | None:
    """The ground on which two names with given names are one person's: family, given names and suffix all agree."""
    if typed.suffix != name.suffix and (typed.suffix or name.suffix in _ALWAYS_WRITTEN):
        return None
    given = _align_given(typed, name, loose)
    if given is None:
        return None
    family = align_family(typed, name, loose, _backing(given, typed))
    if family is None:
        return None
    if {family, given} == {How.TYPO} and not _one_slip(typed, name):
        return None
    worst = max(family, given)
    if typed.suffix != name.suffix:
        return max(worst, How.FOLDED)
    return How.ALIAS if worst is How.EXACT else worst


def _backing(given: How, typed: Form) -> Backing:
    """What given names that agree on this ground say for the family name beside them."""
    if given is How.EXACT and len(typed.given) > 1 and len(typed.given[1]) > 1:
        return Backing.SURE
    sure = given in {How.EXACT, How.FOLDED, How.NICKNAME, How.TRANSLITERATION} and len(typed.given[0]) > 1
    return Backing.NAMED if sure else Backing.NOTHING


def _one_slip(typed: Form, name: Form) -> bool:
    """Misspelt given name and surname at once: allowed where the two together need at most two edits."""
    return edits("".join(typed.written), "".join(name.written), 2) <= 2


def _family_glued(typed: Form, name: Form) -> bool:
    """ "De Santis" typed for Ron DeSantis."""
    return not typed.suffix and "".join(typed.written) == "".join((*name.particles, *name.family))


def align_family(typed: Form, name: Form, loose: bool, backing: Backing = Backing.NAMED) -> How | None:
    """All family words typed stand in the other name, in order; a hyphenated name may be typed in part."""
    if not typed.family or not name.family:
        return None
    if "".join(typed.family) == "".join(name.family):
        return How.EXACT if _particles_agree(typed, name) else None
    if "".join((*typed.particles, *typed.family)) == "".join((*name.particles, *name.family)):
        return How.EXACT  # "De Santis" for "DeSantis"
    wanted, held = typed.family, name.family
    if len(wanted) > len(held):
        return None
    for start in range(len(held) - len(wanted) + 1):
        pairs = list(zip(wanted, held[start:], strict=False))
        known = Backing.SURE if any(a == b for a, b in pairs) else backing
        grounds = [word_agrees(a, b, loose=loose, backing=known) for a, b in pairs]
        if None not in grounds:
            worst = max(g for g in grounds if g is not None)
            return worst if len(wanted) == len(held) else max(worst, How.FOLDED)
    return None


def _particles_agree(typed: Form, name: Form) -> bool:
    return not typed.particles or not name.particles or set(typed.particles) & set(name.particles) != set()


def _align_given(typed: Form, name: Form, loose: bool) -> How | None:
    if "".join(typed.given) == "".join(name.given):
        return How.EXACT
    first = _align_first(typed, name, loose)
    if first is None:
        return None
    rest, held = typed.given[1:], name.given[1:]
    worst = first
    for one, other in zip(rest, held, strict=False):
        ground = word_agrees(one, other, given=True, loose=loose)
        if ground is None:
            return _calling_name(typed, name)
        worst = max(worst, ground)
    return worst if len(rest) == len(held) else max(worst, How.FOLDED)


def _align_first(typed: Form, name: Form, loose: bool) -> How | None:
    first = word_agrees(typed.given[0], name.given[0], given=True, loose=loose)
    if first is not None:
        return first
    if typed.given[0] == name.nickname or (typed.nickname and typed.nickname == name.given[0]):
        return How.NICKNAME
    return _glued_initials(typed.given, name.given) or _calling_name(typed, name)


def _glued_initials(typed: Sequence[str], name: Sequence[str]) -> How | None:
    """ "JP Ortega" for "Jean Paul Ortega" or "J. P. Ortega"."""
    initials = "".join(word[0] for word in name)
    return How.INITIALS if len(typed) == 1 < len(initials) and typed[0] == initials else None


def _calling_name(typed: Form, name: Form) -> How | None:
    """ "Fitzgerald Kennedy" for "John Fitzgerald Kennedy": the middle name used as the first."""
    if len(typed.given) == 1 and len(typed.given[0]) > 1 and typed.given[0] in name.given[1:]:
        return How.FOLDED
    return None


def _swapped(typed: Form) -> Form | None:
    """The form with family and given name exchanged, for two plain words."""
    if len(typed.family) != 1 or typed.suffix or typed.particles:
        return None
    return Form(given=typed.family, family=typed.given, titles=typed.titles, gender=typed.gender)
