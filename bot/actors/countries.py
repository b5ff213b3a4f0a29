"""Countries, their people and seats of government; and the institutions known by several names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.actors.folding import fold
from bot.actors.group_names import group_key
from bot.resources import config_file


@dataclass(frozen=True, slots=True)
class Countries:
    """Lookups over folded names. `pattern` finds any name, people or seat as whole words, longest first."""

    pattern: re.Pattern[str]
    of: Mapping[str, str]  # folded name, people or seat → country
    words: Mapping[str, tuple[str, ...]]  # country → all of these
    governments: Mapping[str, tuple[str, ...]]  # country → names of its government, as `group_key` gives them
    shown: Mapping[str, str]


@lru_cache(maxsize=1)
def countries() -> Countries:
    """config/language/countries.toml; a few ms, once a process."""
    table = tomllib.loads(config_file("language/countries.toml").read_text(encoding="utf-8"))["countries"]
    of: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    governments: dict[str, tuple[str, ...]] = {}
    for country, entry in table.items():
        forms = [fold(form) for form in (*entry["names"], *entry["people"], *entry["seats"])]
        words[country] = tuple(forms)
        of |= dict.fromkeys(forms, country)
        named = (*entry["names"], *entry["seats"])
        bodies = [f"{people} government" for people in entry["people"][:1]]
        bodies += [f"government of {name}" for name in entry["names"]]
        governments[country] = tuple(dict.fromkeys(group_key(name) for name in (*named, *bodies)))
    longest_first = sorted(of, key=len, reverse=True)
    shown = {country: entry["names"][0] for country, entry in table.items()}
    return Countries(re.compile(rf"\b(?:{'|'.join(longest_first)})\b"), of, words, governments, shown)


def country_of(folded: str) -> str | None:
    """The country that a folded name, people or seat of government belongs to."""
    return countries().of.get(folded)


def shown_country(country: str) -> str:
    """The country's name as people write it."""
    return countries().shown[country]


@lru_cache(maxsize=1)
def _governments() -> dict[str, str]:
    return {key: country for country, keys in countries().governments.items() for key in keys}


def government(key: str) -> str | None:
    """The country whose government a `group_key` names ("kremlin": "russia")."""
    return _governments().get(key)


@lru_cache(maxsize=1)
def _institutions() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    table = tomllib.loads(config_file("language/metonyms.toml").read_text(encoding="utf-8"))
    same = {group_key(name): tuple(map(group_key, names)) for names in table["same"] for name in names}
    pairs = [pair for short, name in acronyms().items() for pair in ((short, name), (name, short))]
    return same, {one: (other,) for one, other in pairs}


@lru_cache(maxsize=1)
def acronyms() -> Mapping[str, str]:
    """The acronyms that everybody knows, folded, and what they stand for, as `group_key`s."""
    table = tomllib.loads(config_file("language/metonyms.toml").read_text(encoding="utf-8"))["acronyms"]
    return {fold(short): group_key(name) for short, name in table.items()}


def other_names(key: str) -> tuple[str, ...]:
    """Other names, as `group_key`s, of the institution or government that `key` names; none for any other."""
    country = government(key)
    held = countries().governments[country] if country else ()
    return tuple(dict.fromkeys(name for name in (*_institutions()[0].get(key, ()), *held) if name != key))


def acronym_names(key: str) -> tuple[str, ...]:
    """The long name of a known acronym, or the acronym of a known long name, as `group_key`s."""
    return _institutions()[1].get(key, ())
