"""Names whose kind is known beforehand: countries, cities and seats of government, outlets, well-known bodies."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from itertools import chain

from bot.model import Kind
from bot.names.lexicon import fold
from bot.resources import config_file


@lru_cache(maxsize=2**13)
def name_key(text: str) -> str:
    """The name folded, without "the" and full stops, for looking it up."""
    words = fold(text).replace(".", "").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def known_kind(text: str) -> Kind | None:
    """The kind of a name of the lists; None for every other name. Constant time."""
    return _kinds().get(name_key(text))


def is_country(key: str) -> bool:
    """Is the folded name one of a country?"""
    return key in _country_names()


@lru_cache(maxsize=1)
def _country_names() -> frozenset[str]:
    return frozenset(name_key(name) for country in _countries() for name in country["names"])


def is_people(word: str) -> bool:
    """Does the word (folded) tell where people belong: "russian", "americans", "muslims"?"""
    return word in _peoples() or word.removesuffix("s") in _peoples()


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Kind]:
    """About 1,500 names; some ms, once a process."""
    names = tomllib.loads(config_file("language/known_names.toml").read_text(encoding="utf-8"))
    out: dict[str, Kind] = {}
    for country in _countries():
        for name in chain(country["names"], country["seats"]):
            out[name_key(name)] = Kind.PLACE
    for table, kind in (("places", Kind.PLACE), ("governments", Kind.PLACE), ("organisations", Kind.ORGANISATION)):
        for name in chain.from_iterable(names[table].values()):
            out[name_key(name)] = kind
    return out


@lru_cache(maxsize=1)
def _peoples() -> frozenset[str]:
    names = tomllib.loads(config_file("language/known_names.toml").read_text(encoding="utf-8"))
    words = chain(names["peoples"]["words"], *(country["people"] for country in _countries()))
    return frozenset(map(fold, words))


def _countries() -> list[dict[str, list[str]]]:
    tables = tomllib.loads(config_file("language/countries.toml").read_text(encoding="utf-8"))
    return list(tables["countries"].values())
