"""Roles as people ask for them ("the Kremlin spokesman") against roles as articles give them.

A role is taken apart into its head ("spokesman"), its other words and the country it speaks of. The heads must be
one; what is asked besides must stand in the role, or a country in another role of the same actor.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from bot.actors.countries import countries, country_of
from bot.actors.folding import fold
from bot.actors.words import WordIndex
from bot.model import Actor
from bot.resources import config_file

_SMALL = frozenset("a an the of for to in at on and s his her their its by with from".split())
_BOUNDARIES = frozenset("of for to in at on by with from".split())  # the head of a role stands before these
_OWNER = re.compile(r"['’]s?(?=\s|$)")
_MAX_EXAMINED = 200  # distinct roles looked at; those of the most quoted actors come first
_PEOPLE = ("n", "an", "ian", "ish", "ese", "i")  # endings of a people after the name of its country
_MIN_PLACE = 5  # letters of a place that such an ending is looked for behind
_MAX_HOLDERS = 30  # of one role
_FORMER = 3  # what having left an office counts for, against the grades of `fits_role`


@lru_cache(maxsize=1)
def _tables() -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    tables = tomllib.loads(config_file("language/role_words.toml").read_text(encoding="utf-8"))
    first = {form: forms[0] for forms in tables["same"] for form in forms}
    longest_first = sorted(first, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b"), first, frozenset(tables["other"])


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleForm:
    """A role taken apart, in folded words."""

    head: str
    words: frozenset[str]  # head included, country words not
    places: frozenset[str]  # countries as written: "kremlin", "russian"
    countries: frozenset[str]  # the same as countries: "russia"
    other: frozenset[str]  # "vice", "deputy": what makes it another role
    former: bool = False


@lru_cache(maxsize=65536)
def role_form(text: str) -> RoleForm:
    """The parts of a role as written or typed. Never raises; of an empty text every part is empty."""
    pattern, first, other = _tables()
    folded = fold(_OWNER.sub("", text))
    places, countries_, rest = _take_places(folded)
    rest = pattern.sub(lambda found: first[found[0]], rest)
    words = rest.split()
    while words and words[0] in _SMALL:
        words = words[1:]
    former = bool(words) and words[0] in {"former", "ex", "then", "onetime", "late"}
    words = words[1:] if former else words
    cut = next((n for n, word in enumerate(words) if n and word in _BOUNDARIES), len(words))
    content = frozenset(words) - _SMALL
    return RoleForm(
        head=words[cut - 1] if words else "",
        words=content - other,
        places=places,
        countries=countries_,
        other=content & other,
        former=former,
    )


def _take_places(folded: str) -> tuple[frozenset[str], frozenset[str], str]:
    pattern = countries().pattern
    found = pattern.findall(folded)
    return frozenset(found), frozenset(country_of(f) or "" for f in found), pattern.sub(" ", folded)


def fits_role(asked: RoleForm, held: RoleForm, *, elsewhere: frozenset[str]) -> int | None:
    """How well a role held answers the one asked: 0 the same place word, 1 the same country, 2 the country from
    another role (`elsewhere`: countries of all roles of the actor); None: not at all. Cost: a few set operations."""
    if asked.head != held.head or asked.other != held.other or not _covered(asked.words, held.words):
        return None
    if asked.places <= held.places:
        return 0
    if asked.countries <= held.countries:
        return 1
    if held.countries:
        return None
    # American papers leave "U.S." out of American offices
    return 2 if asked.countries <= elsewhere or (asked.countries == {"united-states"} and not elsewhere) else None


def _covered(asked: frozenset[str], held: frozenset[str]) -> bool:
    """Does every word asked stand in the role, if only as the name of the place it is the people of?"""
    return all(word in held or not held.isdisjoint(_people_and_place(word)) for word in asked)


@lru_cache(maxsize=4096)
def _people_and_place(word: str) -> frozenset[str]:
    """What the word may be in other articles, if it is a country or its people that no list has."""
    bases = {word[: -len(end)] for end in _PEOPLE if word.endswith(end)} | {word}
    return frozenset(base + end for base in bases if len(base) >= _MIN_PLACE for end in ("", *_PEOPLE))


class RoleIndex:
    """The roles of all actors by their words; `actors` in rank order."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._actors = actors
        held = list(chain.from_iterable(actor.roles for actor in actors))
        sizes = np.fromiter((len(actor.roles) for actor in actors), np.int32, len(actors))
        owners = np.repeat(np.arange(len(actors), dtype=np.int32), sizes)
        number: dict[tuple[str, bool], int] = {}
        ids = np.fromiter((number.setdefault((r.text, r.former), len(number)) for r in held), np.int32, len(held))
        self._roles = list(number)  # distinct texts, each current or former
        self._index = WordIndex([text for text, _ in self._roles])
        self._owners = owners[np.argsort(ids, kind="stable")]  # by role, then by rank
        self._starts = np.concatenate(([0], np.cumsum(np.bincount(ids, minlength=len(number))))).astype(np.int32)

    def holders(self, query: str) -> list[int]:
        """Numbers of the actors that hold the role asked for, by rank: those that fit best, current ones before
        former ones; empty where nobody does or where the words are no role."""
        asked = role_form(query)
        if not asked.words:
            return []
        found: dict[int, int] = {}
        for role in self._candidates(asked):
            for owner in map(int, self._owners[self._starts[role] : self._starts[role + 1]][:_MAX_HOLDERS]):
                fit = self._fit(asked, role, owner)
                if fit is not None:
                    found[owner] = min(found.get(owner, fit), fit)
        best = min(found.values(), default=0)
        return sorted(owner for owner, fit in found.items() if fit == best)

    def _fit(self, asked: RoleForm, role: int, owner: int) -> int | None:
        text, former = self._roles[role]
        held = role_form(text)
        gone = former or held.former
        if asked.former and not gone:
            return None
        fit = fits_role(asked, held, elsewhere=self._countries(owner) if asked.countries else frozenset())
        return None if fit is None else fit + (_FORMER if gone and not asked.former else 0)

    def _candidates(self, asked: RoleForm) -> Iterable[int]:
        """Roles that hold a form of every word asked, but for the country; of too many the most quoted actors'."""
        choices = []
        for word in asked.words:
            choices.append(self._ids(_forms(word)))
            if not choices[-1]:
                return ()
        if asked.countries:
            narrow = [*choices, self._ids(_place_words(asked))]
            found = self._index.holding_all(narrow, _MAX_EXAMINED)
            if len(found):
                return map(int, found)
        return map(int, self._index.holding_all(choices, _MAX_EXAMINED))

    def _ids(self, words: Iterable[str]) -> list[int]:
        return [n for word in words if (n := self._index.word_id(word)) is not None]

    def _countries(self, owner: int) -> frozenset[str]:
        return frozenset(c for role in self._actors[owner].roles for c in role_form(role.text).countries)


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """All single words that stand for a role word: "chair" is "chairman" and "chairwoman" too."""
    _, first, _ = _tables()
    places = _people_and_place(word)
    out = {word, *places, *(place + "s" for place in places)}  # "Varenia's" is indexed without the apostrophe
    for form, head in first.items():
        if word in head.split():
            out |= set(form.split())
    return tuple(sorted(out - _SMALL))


def _place_words(asked: RoleForm) -> list[str]:
    names = (name for country in asked.countries for name in countries().words.get(country, ()))
    return sorted({word for name in names for word in name.split()} - _SMALL)
