"""The words that tell a medium or a translation, as lookups; they live in config/language/media.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache

from bot.resources import config_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Lower-case words by what they tell."""

    nouns: frozenset[str] = field(repr=False)  # written, spoken or an event
    carriers: frozenset[str] = field(repr=False)  # things that are themselves the source: "a sign read"
    platforms: frozenset[str] = field(repr=False)
    outlets: frozenset[str] = field(repr=False)
    outlet_words: frozenset[str] = field(repr=False)
    verbs: frozenset[str] = field(repr=False)
    speaking: frozenset[str] = field(repr=False)
    issued: frozenset[str] = field(repr=False)
    interpreters: frozenset[str] = field(repr=False)
    languages: frozenset[str] = field(repr=False)


@lru_cache(maxsize=1)
def media() -> Media:
    """The lookups of config/language/media.toml; about 1 ms, once a process."""
    tables = tomllib.loads(config_file("language/media.toml").read_text(encoding="utf-8"))
    nouns, names, verbs, translation = (tables[key] for key in ("nouns", "names", "verbs", "translation"))
    return Media(
        nouns=frozenset(nouns["written"]) | frozenset(nouns["spoken"]) | frozenset(nouns["events"]),
        carriers=frozenset(nouns["carriers"]),
        platforms=frozenset(names["platforms"]),
        outlets=frozenset(names["outlets"]),
        outlet_words=frozenset(names["outlet_words"]),
        verbs=frozenset(verbs["media"]),
        speaking=frozenset(verbs["speaking"]),
        issued=frozenset(verbs["issued"]),
        interpreters=frozenset(translation["interpreters"]),
        languages=frozenset(translation["languages"]),
    )
