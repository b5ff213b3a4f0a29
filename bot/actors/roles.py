"""Roles as people ask for them ("the Kremlin spokesman") against roles as articles give them.

A role is taken apart into its head ("spokesman"), its other words and the country it speaks of. The heads must be
one; what is asked besides must stand in the role, or a country in another role of the same actor. "Chief", "head" and
"boss" of some body stand for whatever office leads it.
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
from bot.actors.spelling_out import american, british, spelled_out, spelled_out_as_typed
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
_BOSS = "boss"  # what role_words.toml makes of "chief" and "head"
_LEADING = 3  # what "FBI chief" for the director counts for, against the grades of `fits_role` by places
_MAX_EXTRA = 9  # words that count
_FORMER = 60  # what having left an office counts for, against all of its grades


@dataclass(frozen=True, slots=True)
class _Tables:
    forms: re.Pattern[str]  # words that have another form, longest first
    first: dict[str, str]  # each of them → the first form
    other: frozenset[str]
    leading: frozenset[str]
    bodies: frozenset[str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    tables = tomllib.loads(config_file("language/role_words.toml").read_text(encoding="utf-8"))
    first = {form: forms[0] for forms in tables["same"] for form in forms}
    longest_first = sorted(first, key=len, reverse=True)
    return _Tables(
        re.compile(rf"\b(?:{'|'.join(longest_first)})\b"),
        first,
        frozenset(tables["other"]),
        frozenset(tables["leading"]),
        frozenset(tables["bodies"]),
    )


@lru_cache(maxsize=1)
def _heads_known() -> frozenset[str]:
    """Last words of offices and occupations."""
    fields = tomllib.loads(config_file("language/fields_of_work.toml").read_text(encoding="utf-8"))["fields"]
    tables = _tables()
    return (
        tables.leading
        | {office.split()[-1] for office in tables.first.values()}
        | set(chain.from_iterable(fields.values()))
    )


def short_role(word: str) -> str | None:
    """The office that a folded word of a few letters stands for before a name ("ag": "attorney general")."""
    full = _tables().first.get(word)
    return full if full and " " in full and len(word) < len(full) / 2 and word.isalpha() else None


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
    tables = _tables()
    folded = fold(_OWNER.sub("", spelled_out(text)))
    places, countries_, rest = _take_places(folded)
    rest = tables.forms.sub(lambda found: tables.first[found[0]], rest)
    words = [american(word) for word in rest.split()]
    while words and words[0] in _SMALL:
        words = words[1:]
    former = bool(words) and words[0] in {"former", "ex", "then", "onetime", "late"}
    words = words[1:] if former else words
    cut = next((n for n, word in enumerate(words) if n and word in _BOUNDARIES), len(words))
    if cut < len(words) and words[cut - 1] not in _heads_known() and words[-1] in _heads_known():
        cut = len(words)  # "Bank of England governor"
    content = frozenset(words) - _SMALL
    return RoleForm(
        head=words[cut - 1] if words else "",
        words=content - tables.other - (tables.bodies if len(content) > 1 else frozenset()),
        places=places,
        countries=countries_,
        other=content & tables.other,
        former=former,
    )


def _take_places(folded: str) -> tuple[frozenset[str], frozenset[str], str]:
    pattern = countries().pattern
    found = pattern.findall(folded)
    return frozenset(found), frozenset(country_of(f) or "" for f in found), pattern.sub(" ", folded)


def fits_role(asked: RoleForm, held: RoleForm, *, elsewhere: frozenset[str]) -> int | None:
    """How well a role held answers the one asked: 0 the same place word, 1 the same country, 2 the country from
    another role (`elsewhere`: countries of all roles of the actor); 3 more for each word of the role where only one of
    them is called a chief; None: not at all. Cost: a few set operations."""
    if asked.head == held.head:
        leads = 0
    elif _leads(asked, held) or _leads(held, asked):
        leads = _LEADING * min(len(held.words), _MAX_EXTRA)
    else:
        return None
    if asked.other != held.other or not _covered(asked.words - {asked.head} if leads else asked.words, held.words):
        return None
    place = _fits_place(asked, held, elsewhere)
    return None if place is None else place + leads


def _leads(chief: RoleForm, office: RoleForm) -> bool:
    """Is the one the chief of something, the other an office that leads one?"""
    return chief.head == _BOSS and len(chief.words) > 1 and office.head in _tables().leading


def _fits_place(asked: RoleForm, held: RoleForm, elsewhere: frozenset[str]) -> int | None:
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
    return all(word in held or word + "s" in held or not held.isdisjoint(_people_and_place(word)) for word in asked)


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
        self._index = WordIndex([spelled_out(text) for text, _ in self._roles])
        self._owners = owners[np.argsort(ids, kind="stable")]  # by role, then by rank
        self._starts = np.concatenate(([0], np.cumsum(np.bincount(ids, minlength=len(number))))).astype(np.int32)

    def holders(self, query: str) -> list[int]:
        """Numbers of the actors that hold the role asked for, by rank: those that fit best, current ones before
        former ones; empty where nobody does or where the words are no role."""
        asked = role_form(spelled_out_as_typed(query))
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
            choices.append(self._ids(_heads(word) if word == asked.head and len(asked.words) > 1 else _forms(word)))
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
def _heads(head: str) -> tuple[str, ...]:
    """All single words of heads that may answer the one asked."""
    leading = _tables().leading
    heads = {head, *(leading if head == _BOSS else ()), *({_BOSS} if head in leading else ())}
    return tuple(sorted({form for one in heads for form in _forms(one)}))


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """All single words that stand for a role word: "chair" is "chairman" and "chairwoman" too."""
    first = _tables().first
    places = _people_and_place(word)
    out = {word, british(word), *(form + "s" for form in (word, *places)), *places}  # "Varenia's" is indexed as "s" too
    for form, head in first.items():
        if word in head.split():
            out |= set(form.split())
    return tuple(sorted(out - _SMALL))


def _place_words(asked: RoleForm) -> list[str]:
    names = (name for country in asked.countries for name in countries().words.get(country, ()))
    return sorted({word for name in names for word in name.split()} - _SMALL)
