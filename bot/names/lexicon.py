"""The words around names (honorifics, titles, particles, suffixes), given names and nicknames, read once."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Final

from bot.model import Gender
from bot.resources import config_file

_PLAIN: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
)
_PLAIN.update(str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u2010": "-", "\u2011": "-", "\u00ad": ""}))


def fold(text: str) -> str:
    """Lower case without diacritics, apostrophes and hyphens in one form: to compare names, never to show them."""
    return text.lower() if text.isascii() else _fold(text)


@lru_cache(maxsize=2**12)
def _fold(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    return "".join(c for c in apart if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLexicon:
    """Lookups over folded words. Titles of several words stand with single spaces."""

    honorifics: frozenset[str]
    titles: frozenset[str]
    longest_title: int  # words
    title_gender: dict[str, Gender] = field(repr=False)
    qualifiers: frozenset[str]
    former: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    surname_first: frozenset[str]
    before_given: frozenset[str]  # titles that stand before a given name: "Prince Michael"
    portfolios: frozenset[str]  # "employment" of "employment minister"
    offices: frozenset[str]  # "minister"
    given: dict[str, Gender | None] = field(repr=False)  # None: used for both
    given_and_surname: frozenset[str] = field(repr=False)  # given names that alone may be a family name
    abbreviated: dict[str, str] = field(repr=False)  # "sen" -> "senator"
    nicknames: dict[str, frozenset[int]] = field(repr=False)  # form -> numbers of the lines that hold it


@lru_cache(maxsize=1)
def name_lexicon() -> NameLexicon:
    """The lexicon of config/language; about 5 ms, once a process."""
    tables = tomllib.loads(config_file("language/names.toml").read_text(encoding="utf-8"))
    titles = tables["titles"]
    gendered: dict[str, Gender] = {}
    for table in (tables["honorifics"], titles):
        gendered |= dict.fromkeys(table["female"], Gender.FEMALE) | dict.fromkeys(table["male"], Gender.MALE)
    all_titles = frozenset(chain.from_iterable(titles.values()))
    return NameLexicon(
        honorifics=frozenset(chain.from_iterable(tables["honorifics"].values())),
        titles=all_titles,
        longest_title=max(title.count(" ") + 1 for title in all_titles),
        title_gender=gendered,
        qualifiers=frozenset(tables["qualifiers"]["words"]),
        former=frozenset(tables["qualifiers"]["former"]),
        particles=frozenset(tables["particles"]["words"]),
        suffixes=frozenset(tables["suffixes"]["words"]),
        surname_first=frozenset(tables["surname_first"]["words"]),
        before_given=frozenset(tables["before_given"]["words"]),
        portfolios=frozenset(tables["portfolios"]["words"]),
        offices=frozenset(tables["portfolios"]["offices"]),
        given=_read_given(),
        given_and_surname=_read_surnames(),
        abbreviated=dict(tables["abbreviated"]),
        nicknames=_read_nicknames(),
    )


def _read_given() -> dict[str, Gender | None]:
    out: dict[str, Gender | None] = {}
    genders = {"female": Gender.FEMALE, "male": Gender.MALE, "both": None}
    for line in config_file("language/given_names.txt").read_text(encoding="utf-8").splitlines():
        label, _, names = line.partition(":")
        if label in genders:
            for name in names.split():
                out[name] = genders[label] if name not in out or out[name] is genders[label] else None
    return out


def _read_surnames() -> frozenset[str]:
    lines = config_file("language/given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line.startswith("surnames:") for word in line.split()[1:])


def _read_nicknames() -> dict[str, frozenset[int]]:
    out: dict[str, set[int]] = {}
    for number, line in enumerate(config_file("language/nicknames.txt").read_text(encoding="utf-8").splitlines()):
        if not line.startswith("#"):
            for form in line.split():
                out.setdefault(form, set()).add(number)
    return {form: frozenset(lines) for form, lines in out.items()}


def given_gender(name: str) -> Gender | None:
    """The gender that a given name usually tells; None where it is unknown or used for both.

    Of a compound ("Jean-Luc", "Mary Ann") the whole decides, then its first part.
    """
    given = name_lexicon().given
    folded = fold(name).strip(". ")
    if folded in given:
        return given[folded]
    first = folded.replace("-", " ").split(" ")[0]
    return given.get(first)


@lru_cache(maxsize=1)
def _common_surnames() -> frozenset[str]:
    lines = config_file("language/surnames.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_surname(word: str) -> bool:
    """Is the folded word a common family name?"""
    return word in _common_surnames()


def nickname_lines(name: str) -> frozenset[int]:
    """Numbers of the nickname groups that hold the name; two names that share one may be one person."""
    return name_lexicon().nicknames.get(fold(name), frozenset())


def title_gender(title: str) -> Gender | None:
    """The gender an honorific or title tells ("Mrs.", "congresswoman")."""
    return name_lexicon().title_gender.get(fold(title).rstrip("."))
