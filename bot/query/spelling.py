"""Spellings of one word, for comparing: British and American, contracted and in full. The words stand in config/."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.resources import config_file
from bot.text.words import stem

_LEAST = 6  # letters of a word whose ending may be spelled in two ways
_SLIP = 5  # letters of a word that may hold a slip of the keyboard, twice as many for two


class _Table(NamedTuple):
    begin: Mapping[str, str]
    whole: Mapping[str, str]
    end: Mapping[str, str]
    contractions: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _table() -> _Table:
    table = tomllib.loads(config_file("language/spelling.toml").read_text(encoding="utf-8"))
    in_full = {word: tuple(words.split()) for word, words in table["contractions"].items()}
    return _Table(table["begin"], table["whole"], table["end"], in_full)


@lru_cache(maxsize=100_000)
def common_spelling(word: str) -> str:
    """One spelling of a folded word that is spelled in two ways ("colour", "organised"). Not always a correct one."""
    table = _table()
    if word in table.whole:
        return table.whole[word]
    if len(word) < _LEAST or not word.isalpha():
        return word
    for size in range(9, 1, -1):
        if (end := table.end.get(word[-size:])) is not None:
            word = word[:-size] + end
            break
    for size in range(4, len(word) + 1):
        if (begin := table.begin.get(word[:size])) is not None:
            return begin + word[size:]
    return word


def other_spellings(word: str) -> frozenset[str]:
    """How else a folded word may be spelled: "colour" of "color", "organise" of "organize"; empty for most words."""
    table = _table()
    here = common_spelling(word)
    there = {old + here[len(new) :] for old, new in table.begin.items() if here.startswith(new)}
    there |= {old for old, new in table.whole.items() if new == here}
    if len(word) >= _LEAST:
        there |= {here[: -len(new)] + old for old, new in table.end.items() if here.endswith(new)}
    return frozenset({here, *there} - {word})


def in_full(words: Iterable[str]) -> Iterator[str]:
    """The words with contractions taken apart: "dont" is do, not."""
    contractions = _table().contractions
    for word in words:
        yield from contractions.get(word, (word,))


def nearly(one: str, other: str) -> bool:
    """Are they forms of one word ("reply", "replied"), or a word and a slip of the keyboard ("mistkaen")?"""
    if stem(one) == stem(other):
        return True
    if one[0].isdigit() or other[0].isdigit():
        return False
    slips = min(len(one), len(other)) // _SLIP
    return slips > 0 and OSA.distance(one, other, score_cutoff=min(slips, 2)) <= min(slips, 2)
