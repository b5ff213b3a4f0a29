"""Can two written names mean one person? Token-aligned, with hard constraints; never whole-string similarity."""

from __future__ import annotations

from bot.model import Gender
from bot.names.lexicon import fold, nickname_lines, title_gender
from bot.names.parse import PersonName, is_initial


def given_agree(one: str, other: str) -> bool:
    """Do two given names agree: equal, an initial of the other, or short forms of one name?"""
    a, b = fold(one).rstrip("."), fold(other).rstrip(".")
    if a == b:
        return True
    if is_initial(one) or is_initial(other) or len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    if a in b.split("-") or b in a.split("-"):
        return True
    return bool(nickname_lines(a) & nickname_lines(b))


def one_edit(one: str, other: str) -> bool:
    """Do two folded words of five letters or more differ by one letter, or by two swapped, but not by the first?"""
    if one[:1] != other[:1] or min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])


def told_gender(name: PersonName) -> Gender | None:
    """The gender that a written honorific tells; the given name is not asked."""
    return next((told for told in map(title_gender, name.honorifics) if told), None)


def compatible(one: PersonName, other: PersonName) -> bool:
    """May the two names of one article mean one person?

    The surnames are equal (folded), given names where both have one agree, the genders told do not differ
    (Mr. and Mrs.), and "Jr." agrees only with "Jr." or a bare surname.
    """
    if not one.surname or fold(one.surname) != fold(other.surname):
        return False
    if one.given and other.given and not _given_aligned(one, other):
        return False
    if one.given and other.given and _suffix(one) != _suffix(other):
        return False
    if _suffix(one) and _suffix(other) and _suffix(one) != _suffix(other):
        return False
    genders = {gender for gender in (one.gender, other.gender) if gender}
    return len(genders) < 2


def _given_aligned(one: PersonName, other: PersonName) -> bool:
    if given_agree(one.given[0], other.given[0]):
        return True
    nicknames = [name for name in (one.nickname, other.nickname) if name]
    if any(fold(nick) in (fold(one.given[0]), fold(other.given[0])) for nick in nicknames):
        return True
    # "Huma Mahmood Abedin" and "Mahmood Abedin": the middle name as the calling name
    full = {fold(word) for name in (one, other) for word in name.given if not is_initial(word)}
    shared = {fold(w) for w in one.given if not is_initial(w)} & {fold(w) for w in other.given if not is_initial(w)}
    return bool(shared) and len(full) > len(shared)


def _suffix(name: PersonName) -> str:
    return fold(name.suffix).rstrip(".")
