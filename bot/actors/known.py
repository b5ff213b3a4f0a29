"""Words that are names of their own: they are never read as another name's misspelling."""

from __future__ import annotations

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


def is_family(word: str) -> bool:
    """Does anybody bear the folded word as a family name, however rarely?"""
    return is_surname(word) or word in _listed("language/family_names.txt")


def is_name(word: str) -> bool:
    """Is the folded word anybody's name, however rarely, or a word of everyday English?"""
    return is_family(word) or is_given(word) or word in _listed("language/more_given_names.txt") or is_ordinary(word)


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
