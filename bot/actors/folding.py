"""Names as comparable words: folded letters, transliteration keys, edit distance.

A *folded word* is lower case, without diacritics, apostrophes and full stops; hyphens part words. Keys map the many
Latin spellings of a foreign name to one string. They block and propose; `alignment` decides. The rules live in
config/language/transliteration.toml. Whole-string similarity was tried and dropped: no threshold parts
"Mr. Trump / Mrs. Trump" (95) from "Qadhafi / Gaddafi" (71).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.resources import config_file

_BREAK = b" | "  # between two names in a block of text; "|" never stands in a folded word
_APOSTROPHES = "'’‘ʼ`´ʹʻʿʾ\u00ad\u200b\u200c\u200d\ufeff"
_LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"}
_ASCII = str.maketrans(
    {chr(c): (chr(c) if chr(c).isalnum() else "" if chr(c) == "'" else " ") for c in range(128)}
    | {chr(c): chr(c).lower() for c in range(65, 91)}
)
# A letter or digit stays itself, in small; anything else becomes a space, but for the end of a line
_ASCII_LINES = bytes(c if c == ord("\n") else ord(_ASCII[c] or " ") if c < 128 else c for c in range(256))
_VOWELS = str.maketrans("", "", "aeiou")
_DIGRAPH = re.compile("[aou]e")
_SLAVIC = re.compile(r"(sk|zk|ck)(?:y|i|yi|iy|ij|yj|a|aya|aia|aja)$")


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...], dict[int, str]]:
    tables = tomllib.loads(config_file("language/transliteration.toml").read_text(encoding="utf-8"))
    letters = str.maketrans(tables["letters"] | _LETTERS | dict.fromkeys(_APOSTROPHES, ""))
    return tuple(map(tuple, tables["class"])), tuple(map(tuple, tables["sound"])), letters


def fold(text: str) -> str:
    """Folded words of `text` with single spaces between them. Cost: linear, ASCII in one C call."""
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    apart = unicodedata.normalize("NFKD", text.lower().translate(_rules()[2]))
    plain = "".join(c for c in apart if not unicodedata.combining(c)).translate(_rules()[2])
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def fold_all(texts: Sequence[str]) -> list[str]:
    """The folded words of all texts in order, with a "|" behind those of each text. Some 0.2 µs a word."""
    block = "\n".join((*texts, ""))
    if not block.isascii():
        block = "\n".join([text if text.isascii() else fold(text) for text in texts] + [""])
    return block.encode().translate(_ASCII_LINES, b"'").replace(b"\n", _BREAK).decode().split()


def class_keys(words: Sequence[str]) -> list[str]:
    """The transliteration class key of each folded word: "zelenskiy" and "zelensky" have one key."""
    return _rewrite(words, _rules()[0])


def sound_keys(keys: Sequence[str]) -> list[str]:
    """The sound key of each class key: coarse, only good for finding candidates ("qadhafi", "gaddafi")."""
    return _rewrite(keys, _rules()[1], drop_vowels=True)


def _rewrite(words: Sequence[str], rules: Sequence[tuple[str, str]], *, drop_vowels: bool = False) -> list[str]:
    if not words:
        return []
    block = "<" + "><".join(words) + ">"
    for old, new in rules:
        block = block.replace(old, new)
    if drop_vowels:
        for vowel in "aeiou":
            block = block.replace(f"<{vowel}", f"<{vowel.upper()}")
        block = block.translate(_VOWELS).lower()
    return block[1:-1].split("><")


@lru_cache(maxsize=65536)
def class_key(word: str) -> str:
    """The transliteration class key of one folded word."""
    return class_keys((word,))[0]


@lru_cache(maxsize=65536)
def sound_key(word: str) -> str:
    """The sound key of one folded word."""
    return sound_keys((class_key(word),))[0]


def softened(key: str) -> str:
    """A class key in which "ch" and "kh" are one: German and French papers write both for the Russian sound."""
    return key.replace("4", "h")


def same_but_umlaut(one: str, other: str) -> bool:
    """Do the folded words differ only as "muller" and "mueller" do?"""
    if one[:1] != other[:1] or len(one) == len(other):
        return False
    return _DIGRAPH.sub(_first, one) == _DIGRAPH.sub(_first, other)


def _first(found: re.Match[str]) -> str:
    return found[0][0]


def typo_budget(word: str) -> int:
    """How many edits (insert, delete, replace, swap neighbours) may part a word from the name that was meant."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def endings_differ(one: str, other: str) -> bool:
    """Do the words differ as two names of one stem do: Petersen and Peterson, Lavrov and Lavrova, Zelensky and …ska?"""
    shorter, longer = sorted((one, other), key=len)
    if longer.endswith("a") and class_key(shorter) + "a" == class_key(longer):
        return shorter.endswith(("ov", "ev", "in", "yn", "ow", "ew"))
    if one.endswith("a") is other.endswith("a"):
        return one[:-2] == other[:-2] and {one[-2:], other[-2:]} == {"en", "on"} and one[-3] == "s"
    stems = {_SLAVIC.sub(r"\1", one), _SLAVIC.sub(r"\1", other)}
    return len(stems) == 1 and stems.isdisjoint((one, other))


def edits(one: str, other: str, at_most: int) -> int:
    """Optimal string alignment distance (Damerau without overlaps); `at_most` + 1 where it is larger."""
    return int(OSA.distance(one, other, score_cutoff=at_most))
