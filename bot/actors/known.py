"""Words that are names of their own: they are never read as another name's misspelling."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache

from bot.names.lexicon import is_surname, name_lexicon
from bot.resources import config_file


@cache
def _listed(file: str) -> frozenset[str]:
    lines = config_file(file).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_ordinary(word: str) -> bool:
    """Is the folded word one of everyday English, so that in small letters it names nobody?"""
    return word in _listed("language/ordinary_words.txt")


def is_given(word: str) -> bool:
    """Is the folded word a known given name or a short form of one?"""
    lexicon = name_lexicon()
    return word in lexicon.given or word in lexicon.nicknames


@cache
def _lines(file: str) -> list[str]:
    lines = config_file(file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _stands_in(file: str, word: str) -> bool:
    """Does the word stand in a long list, whose words are sorted? Its lines are kept: a set would take 10 MB."""
    lines = _lines(file)
    at = bisect_right(lines, f"{word}!") - 1  # "!" is behind a space and before every letter
    return at >= 0 and f" {word} " in f" {lines[at]} "


def is_family(word: str) -> bool:
    """Do people bear the folded word as a family name?"""
    return is_surname(word) or _stands_in("language/family_names.txt", word)


@lru_cache(maxsize=4096)
def is_name(word: str) -> bool:
    """Is the folded word a name of people, or a word of everyday English?"""
    if is_family(word) or is_given(word) or is_ordinary(word):
        return True
    return _stands_in("language/more_given_names.txt", word)


@lru_cache(maxsize=4096)
def is_rare_name(word: str) -> bool:
    """Is the folded word a family name of few people?"""
    return _stands_in("language/rare_family_names.txt", word)


def warm() -> None:
    """Read the lists now."""
    is_rare_name("")
    is_name("")


@lru_cache(maxsize=1)
def _nickname_groups() -> dict[int, tuple[str, ...]]:
    groups: dict[int, list[str]] = {}
    for form, lines in sorted(name_lexicon().nicknames.items()):
        for line in lines:
            groups.setdefault(line, []).append(form)
    return {line: tuple(forms) for line, forms in groups.items()}


def other_forms(word: str) -> list[str]:
    """The nicknames and full forms of a folded given name, sorted, without itself."""
    groups = _nickname_groups()
    lines = name_lexicon().nicknames.get(word, frozenset())
    return sorted({form for line in lines for form in groups[line]} - {word})
