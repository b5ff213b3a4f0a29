"""Common words typed in haste: two letters exchanged ("likley"), a double letter lost or one too many ("acuse")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from bot.query.ask.forms import verbs
from bot.query.ask.terms import term_of
from bot.query.view import View
from bot.query.words import is_function_word
from bot.resources import config_file
from bot.text.words import index_words

LEAST = 5
"""Letters of a word that may hold a slip."""
_WORD = re.compile(r"(?<![\w’'\-])[a-z]+(?![\w’'\-])")


def mended(text: str, kept: re.Pattern[str], view: View) -> tuple[str, Mapping[str, str]]:
    """The question with its slips mended but for what is `kept`, and each as typed → as read.

    A slip is a word in small letters that stands in no article, is no common verb or word that others are mistaken
    for, and of which one exchange or doubling of letters makes exactly one word that is known. Costs one look-up in
    the index, and one more for each word that stands nowhere.
    """
    typed = {word for word in _WORD.findall(kept.sub(" ", text)) if len(word) >= LEAST and not _is_known(word)}
    if not typed:
        return text, {}
    held = view.reader.frequencies({form for word in typed for form in term_of(word).every})
    read = {}
    for word in typed:
        if not any(held[form] for form in term_of(word).every):
            meant = _meant(word, view)
            if meant is not None:
                read[word] = meant
    return _WORD.sub(lambda match: read.get(match.group(), match.group()), text) if read else text, read


def _meant(word: str, view: View) -> str | None:
    others = dict.fromkeys(_others(word))
    held = view.reader.frequencies({form for other in others for form in index_words(other)})
    known = [other for other in others if other in verbs() or all(held[form] for form in index_words(other))]
    return known[0] if len(known) == 1 else None


def _others(word: str) -> Iterator[str]:
    """The words of which it is a slip, known or not. The first letter is hardly ever wrong, nor is that of a plural."""
    for at in range(1, len(word) - 1 - word.endswith("s")):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(1, len(word) - 1):
        if word[at] in _VOWELS or _INFLECTED.fullmatch(word, at + 1):
            continue
        if word[at] != word[at - 1] and word[at] != word[at + 1]:
            yield word[:at] + word[at] + word[at:]
        elif word[at] == word[at + 1]:
            yield word[:at] + word[at + 1 :]


_VOWELS = "aeiouy"
_INFLECTED = re.compile(r"[^aeiouy]?(?:ed|ing|ers?)")
"""Endings before which some verbs double a letter, and others do not: "referred", "cancelled", "canceled"."""


def _is_known(word: str) -> bool:
    return is_function_word(word) or word in verbs() or word in _confused()


@cache
def _confused() -> frozenset[str]:
    lines = config_file("language/confused_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
