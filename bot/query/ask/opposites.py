"""Opposites: "stop" of a question is not answered by the "begin" of a sentence."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

from bot.query.ask.terms import Term, term_of
from bot.resources import config_file


def is_opposed(term: Term, words: AbstractSet[str]) -> bool:
    """Does an opposite of the term stand among these index words, and the term itself not?"""
    if term.match(words):
        return False
    return any(not _opposites("pairs").get(form, _NONE).isdisjoint(words) for form in term.forms)


def telling_opposites(term: Term) -> frozenset[str]:
    """The index words that tell whether what the term says happened: "fell" of "rise"."""
    return frozenset().union(*(_opposites("telling").get(form, _NONE) for form in term.forms)) - term.forms


_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=2)
def _opposites(kind: str) -> Mapping[str, frozenset[str]]:
    """Index word → index words of its opposites, from one of the lists in config/language/opposites.toml."""
    table = tomllib.loads(config_file("language/opposites.toml").read_text(encoding="utf-8"))
    out: dict[str, frozenset[str]] = defaultdict(frozenset)
    for pair in table[kind]:
        one, other = (_forms_of(side) for side in pair.split("|"))
        for side, opposed in ((one, other), (other, one)):
            for form in side:
                out[form] |= opposed
    return dict(out)


def _forms_of(words: str) -> frozenset[str]:
    return frozenset(form for word in words.split() for form in term_of(word).forms)
