"""Verbs of saying in a sense that tells nothing: "called a meeting", "addressed the crowd", "attacked the ship"."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.extract.lexicon import PLACE
from bot.extract.phrases import Range
from bot.extract.reader import ClauseReader
from bot.extract.tags import Sentence, Tag
from bot.resources import config_file


@dataclass(frozen=True, slots=True)
class _Senses:
    """The lists of senses.toml."""

    objects: dict[str, frozenset[str]]  # verb -> heads of objects with which it is no report
    light: dict[str, frozenset[str]]
    fighting: frozenset[str]
    targets: frozenset[str]
    fighters: frozenset[str]


@lru_cache(maxsize=1)
def _senses() -> _Senses:
    tables = tomllib.loads(config_file("language/senses.toml").read_text(encoding="utf-8"))
    fighting = tables["fighting"]
    return _Senses(
        {verb: frozenset(words) for verb, words in tables["objects"].items()},
        {verb: frozenset(words) for verb, words in tables["light"].items()},
        frozenset(fighting["verbs"]),
        frozenset(fighting["targets"]),
        frozenset(fighting["fighters"]),
    )


def means_little_else(verb: str, noun: str) -> bool:
    """Is the verb with that noun no report: "launched an attack", "took charge"?"""
    return noun in _senses().light.get(verb, ())


def tells_nothing(reader: ClauseReader, lemma: str, source: Range | None, j: int) -> bool:
    """Has the verb another sense with the object that begins at item `j`?"""
    senses = _senses()
    if lemma in senses.fighting:
        return _is_fight(reader, source, j)
    objects = senses.objects.get(lemma)
    if objects is None:
        return False
    end = _object_end(reader, j)
    if end == j or reader.sentence.word(end - 1) not in objects:
        return False
    if lemma in NAMING and end < reader.size and reader.sentence.tags[end] is Tag.PREPOSITION:
        return reader.sentence.word(j) not in _DEFINITE  # "called her vote for the war | a mistake"
    return end >= reader.size or reader.sentence.tags[end] in _BEHIND


_DEFINITE: Final = frozenset(("the", "this", "that", "his", "her", "their", "its"))
_BEHIND: Final = frozenset(
    (Tag.PREPOSITION, Tag.COMMA, Tag.TO, Tag.SUBORDINATOR, Tag.COORDINATOR, Tag.ADVERB, Tag.DASH, Tag.STOP)
)
NAMING: Final = frozenset(("call", "name", "dub", "label", "term", "brand", "nickname"))
_IN_OBJECT: Final = frozenset((Tag.NOUN, Tag.NAME, Tag.POSSESSIVE, Tag.ING))


def _object_end(reader: ClauseReader, j: int) -> int:
    """The end of the bare noun phrase at item `j`, without a time behind it."""
    tags = reader.sentence.tags
    end = j + (j < reader.size and tags[j] is Tag.DETERMINER)
    while end < reader.size and tags[end] in _IN_OBJECT:
        end += 1
    return end


_BLAMED: Final = frozenset(("for", "as", "over"))


def _is_fight(reader: ClauseReader, source: Range | None, j: int) -> bool:
    """Are those who fight jets or rebels, or is what they attack a ship, a town or a distance, and nobody blamed?"""
    sentence, senses = reader.sentence, _senses()
    if source is not None and _head(sentence, source) in senses.fighters:
        return True
    end = _object_end(reader, j)
    if end == j or any(sentence.word(i) in _BLAMED for i in range(end, reader.size)):
        return False
    if sentence.word(end - 1) in senses.targets:
        return True
    return all(sentence.tags[i] is Tag.NAME and sentence.classes[i] & PLACE for i in range(j, end))


def _head(sentence: Sentence, phrase: Range) -> str:
    """The last noun of the phrase before its first preposition or comma."""
    head = ""
    for i in range(*phrase):
        if sentence.tags[i] in _IN_OBJECT:
            head = sentence.word(i)
        elif head and sentence.tags[i] is not Tag.ADVERB:
            break
    return head
