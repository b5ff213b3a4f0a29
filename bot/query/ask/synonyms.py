"""Words and phrases of one meaning, from config/language/synonyms.toml and paraphrases.txt."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.query.ask.forms import inflected, nouns_of, paradigm, verb_forms
from bot.resources import config_file
from bot.text.words import fold, index_words, search_words, stem


@dataclass(frozen=True, slots=True)
class Meanings:
    """What stands for a word or phrase."""

    words: Mapping[str, str]  # stem → the member of a group that it is a form of
    phrases: tuple[tuple[frozenset[str], str], ...]  # stems of a phrase → the phrase


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as a question may have it."""

    head: str  # the word that means the same; "" if there is none
    says_nothing: bool  # no more than "happen"
    stems: tuple[frozenset[str], ...]  # its words in each of its forms
    meanings: Meanings


def meanings_of(forms: frozenset[str]) -> Meanings:
    """The synonyms of the word with these stems."""
    table = _table()
    return _meanings(sorted({n for form in forms for n in table.by_stem.get(form, ())}), forms, None)


def phrase_pattern() -> re.Pattern[str]:
    """What finds a phrase of the file in a question, its verb in any form."""
    return _table().pattern


@lru_cache(maxsize=1_000)
def phrase_of(typed: str) -> Phrase:
    """The phrase that `phrase_pattern` found."""
    table = _table()
    member = table.by_typed[" ".join(fold(typed).split())]
    numbers = table.by_phrase.get(member, ())
    both_ways = (n for n in numbers if n < table.both_ways)
    head = next((word for n in both_ways for word in table.groups[n] if " " not in word), "")
    return Phrase(head, not numbers, _stems_of(member), _meanings(numbers, frozenset(), member))


@dataclass(frozen=True, slots=True)
class _Table:
    groups: tuple[tuple[str, ...], ...]
    both_ways: int  # how many groups, the first ones, hold both ways
    by_stem: Mapping[str, tuple[int, ...]]
    by_phrase: Mapping[str, tuple[int, ...]]
    by_typed: Mapping[str, str]  # a phrase with its verb in any form → the phrase
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    table = tomllib.loads(config_file("language/synonyms.toml").read_text(encoding="utf-8"))
    both_ways = tuple(tuple(group) for group in table["synonyms"]["groups"])
    groups = (*both_ways, *_paraphrases())
    by_stem: dict[str, list[int]] = {}
    by_phrase: dict[str, list[int]] = {idiom: [] for idiom in table["idioms"]["happen"]}
    for number, group in enumerate(groups):
        for member in group if number < len(both_ways) else group[:1]:  # a paraphrase stands for the first only
            if " " in member:
                by_phrase.setdefault(member, []).append(number)
                continue
            for form in {form for words in search_words(member) for form in words}:
                by_stem.setdefault(form, []).append(number)
    by_typed = {typed: phrase for phrase in by_phrase for typed in _variants(phrase)}
    longest_first = sorted(by_typed, key=lambda typed: (-len(typed), typed))
    pattern = re.compile(
        rf"\b(?:{'|'.join(re.escape(t).replace(chr(92) + ' ', ' +') for t in longest_first)})\b", re.IGNORECASE
    )
    return _Table(
        groups,
        len(both_ways),
        {form: tuple(numbers) for form, numbers in by_stem.items()},
        {phrase: tuple(numbers) for phrase, numbers in by_phrase.items()},
        by_typed,
        pattern,
    )


def _paraphrases() -> Iterator[tuple[str, ...]]:
    """Each word of questions with what articles may write for it."""
    for line in config_file("language/paraphrases.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, _, others = line.partition(": ")
            yield word, *others.split(", ")


def _variants(phrase: str) -> frozenset[str]:
    """The phrase with its first word in all forms, where that is a verb."""
    first, *rest = phrase.split()
    firsts = inflected(first) if stem(first) in verb_forms() or first == "be" else frozenset((first,))
    return frozenset(" ".join((form, *rest)) for form in firsts)


def _stems_of(phrase: str) -> tuple[frozenset[str], ...]:
    return tuple(dict.fromkeys(frozenset(index_words(variant)) for variant in sorted(_variants(phrase))))


def _meanings(numbers: list[int] | tuple[int, ...], own: frozenset[str], but: str | None) -> Meanings:
    """All members of the groups, without the forms of the word and the phrase that they are sought for."""
    words: dict[str, str] = {}
    phrases: dict[frozenset[str], str] = {}
    for member in (member for number in numbers for member in _table().groups[number] if member != but):
        if " " in member:
            phrases |= dict.fromkeys(_stems_of(member), member)
            continue
        held = index_words(member)
        if not own.intersection(held):
            for form in {held[-1], *(stem(form) for form in paradigm(member)), *nouns_of(member)}:
                words.setdefault(form, member)
    return Meanings(words, tuple(phrases.items()))
