"""The parts of a written name: "Sen. Ana de la Cruz Jr.'s" is title, given name, particles, surname, suffix."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.model import Gender
from bot.names.lexicon import fold, given_gender, name_lexicon, title_gender

_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])$")
_NICKNAME: Final = re.compile(r"""\s["“‘'(]([^"”’'()]{1,40})["”’')](?=\s)""")
_INITIAL: Final = re.compile(r"^(?:[^\W\d_]\.)+-?(?:[^\W\d_]\.)*$|^[^\W\d_a-z]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """One written personal name in parts, each as written (without possessive).

    A lone word is a surname unless it is preceded by nothing and only known as a given name; even then it
    stands in `surname`, because news prose calls people by it. Empty parts are empty.
    """

    honorifics: tuple[str, ...] = ()  # "Mr.", "Dr.", "President", "former Prime Minister"
    given: tuple[str, ...] = ()  # "Vladimir", "V."; middle names and initials included
    particles: tuple[str, ...] = ()  # "von", "der"
    surname: str = ""
    suffix: str = ""  # "Jr.", "III"
    nickname: str = ""  # the quoted part of Roberto "Bobo" Diaz
    surname_first: bool = False  # written "Xi Jinping"

    @property
    def bare(self) -> str:
        """The name without titles: given names, particles, surname, suffix."""
        family = " ".join((*self.particles, self.surname))
        core = (family, *self.given) if self.surname_first else (*self.given, family)
        return " ".join(part for part in (*core, self.suffix) if part)

    @property
    def words(self) -> int:
        """Number of name words that count for fullness (titles and suffix do not)."""
        return len(self.given) + len(self.particles) + bool(self.surname)

    @property
    def gender(self) -> Gender | None:
        """Told by an honorific or title, else by the first given name that is no initial."""
        for title in self.honorifics:
            told = title_gender(title)
            if told:
                return told
        for name in self.given:
            if not is_initial(name):
                return given_gender(name)
        return None


def is_initial(word: str) -> bool:
    """Is it "J.", "J.P." or a lone capital?"""
    return (word[1:2] in ("", ".")) and bool(_INITIAL.match(word))


def strip_possessive(text: str) -> str:
    """The text without a final 's or s'."""
    return _POSSESSIVE.sub("", text)


@lru_cache(maxsize=8192)  # an article names the same people again and again
def parse_name(text: str) -> PersonName:
    """The parts of one written personal name. Never raises; of an empty text every part is empty.

    Titles are read from the left as long as a word is left over; a part after a comma counts only as a
    suffix ("Bell, Jr."); "of Ukraine" after the name is dropped. Linear in the words.
    """
    nickname = ""
    found = _NICKNAME.search(text)
    if found:
        nickname = found.group(1).strip(" ,")
        text = text[: found.start()] + text[found.end() :]
    words = strip_possessive(text.strip()).replace(",", " , ").split()
    words, suffix = _take_suffix(words)
    honorifics, words = _take_titles(words)
    if "of" in words[1:]:  # behind the titles: "Secretary of State Ana Ruiz"
        words = words[: words.index("of", 1)]
    given, particles, surname, reversed_order = _divide(words)
    return PersonName(
        honorifics=honorifics,
        given=given,
        particles=particles,
        surname=surname,
        suffix=suffix,
        nickname=nickname,
        surname_first=reversed_order,
    )


def _take_suffix(words: list[str]) -> tuple[list[str], str]:
    lexicon = name_lexicon()
    if "," in words:
        comma = words.index(",")
        behind = words[comma + 1 :]
        words = words[:comma]
        if len(behind) == 1 and fold(behind[0]).rstrip(".") in lexicon.suffixes:
            return words, behind[0]
    end = words.index("of", 1) if "of" in words[1:] else len(words)  # "King Abdullah II of Jordan"
    if end > 1 and fold(words[end - 1]).rstrip(".") in lexicon.suffixes:
        return words[: end - 1], words[end - 1]
    return words, ""


def _take_titles(words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    lexicon = name_lexicon()
    out: list[str] = []
    pending: list[str] = []  # qualifiers, which count only if a title follows
    start = 0
    while start < len(words) - 1:
        length = _title_at(words, start)
        word = fold(words[start]).rstrip(".")
        if word in _GIVEN_TOO and start + 2 == len(words):
            break  # "Dean Ruiz" is no dean
        if length:
            out.append(" ".join([*pending, *words[start : start + length]]))
            pending = []
            start += length
        elif word in lexicon.honorifics:
            out.append(words[start])
            start += 1
        elif word in lexicon.qualifiers and (words[start][0].islower() or start + 2 < len(words)):
            pending.append(words[start])
            start += 1
        else:
            break
    if pending and not all(word[0].islower() for word in pending):
        start -= len(pending)  # "Young Adams": the qualifier is part of the name
    return tuple(out), words[start:]


_GIVEN_TOO: Final = frozenset(("dean", "earl"))  # titles that are given names as well


def is_portfolio(word: str) -> bool:
    """Is it a field that an office is named after: "employment" of "employment minister"?"""
    return fold(word).rstrip(".") in name_lexicon().portfolios


def _title_at(words: list[str], start: int) -> int:
    """How many words from `start` on are the longest known title; one word stays for the name."""
    lexicon = name_lexicon()
    end = start
    while end < len(words) - 1 and (is_portfolio(words[end]) or (end > start and words[end] in ("and", "&"))):
        end += 1
    if start < end < len(words) - 1 and fold(words[end]) in lexicon.offices:
        return end + 1 - start
    folded = [fold(word).rstrip(".") for word in words[start : start + lexicon.longest_title]]
    folded[0] = folded[0][former_prefix(folded[0]) :]
    for length in range(min(lexicon.longest_title, len(words) - start - 1), 0, -1):
        if " ".join(folded[:length]) in lexicon.titles:
            return length
    return 0


def former_prefix(word: str) -> int:
    """Letters of "then-", "ex-" or "former-" at the beginning of the folded word ("then-secretary"); 0 without one."""
    before, hyphen, office = word.partition("-")
    return len(before) + 1 if hyphen and office and before in _FORMER else 0


_FORMER: Final = frozenset(("then", "ex", "former"))  # no "late": a late-night host is none who was one


def _divide(words: list[str]) -> tuple[tuple[str, ...], tuple[str, ...], str, bool]:
    """given names, particles, surname, and whether the family name is written first."""
    lexicon = name_lexicon()
    if not words:
        return (), (), "", False
    if len(words) == 2 and fold(words[0]).split("-")[0] in lexicon.surname_first:
        second = words[1]
        if "-" in second or (fold(words[0]) not in lexicon.given and fold(second) not in lexicon.given):
            return (second,), (), words[0], True
    last = len(words) - 1
    first_particle = last
    while first_particle > 0 and fold(words[first_particle - 1]) in lexicon.particles:
        first_particle -= 1
    if first_particle == 0 and last and words[0][0].isupper() and fold(words[0]) in lexicon.given:
        first_particle = 1  # "Ben Carson": a given name that is also a particle
    return tuple(words[:first_particle]), tuple(words[first_particle:last]), words[last], False
