"""Words of two texts made comparable: every token keeps its offsets, so what is compared leads back to what is shown.

Two levels. `strict` undoes what copying does to a text: kinds of marks, dashes and spaces, ligatures, case. Tokens go
further: no punctuation, no diacritics, "&" is "and", "cease-fire" is "ceasefire", "thirty-four" is 34, "2 million" is
2000000, "5 dollars" is $5, "colour" is "color", and tokens inside […] are marked, so that they can be left out. Neither
is ever displayed.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.query.spelling import common_spelling
from bot.resources import config_file
from bot.text.words import fold

_DOUBLE = "“”„‟«»″〝〞＂"
_SINGLE = "‘’‚‛‹›′´`ʼʹ＇"  # the marks themselves
_DASHES = "‐‑‒–—―−﹘﹣－"  # the dashes themselves
_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_UNIFIED = str.maketrans(
    {**dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DASHES, "-")}
    | dict.fromkeys(_DROPPED)
    | {"…": "..."}
)
_OUTER = " \t\r\n.,;:!?\"'-()[]*_>…" + _DOUBLE + _SINGLE + _DASHES
_JOIN = f"[{_DROPPED}]*[-'’‘`´ʼ&{_DASHES.replace('—', '').replace('―', '')}{_DROPPED}]+"  # not the long dashes
_TOKEN = re.compile(
    rf"(?P<open>\[)|(?P<close>\])"
    rf"|\d+(?:[.,]\d+)*(?![^\W\d_])"  # 1,000  27.4
    rf"|(?:[^\W\d_]\.){{2,}}"  # U.S.
    rf"|[^\W_]+(?:{_JOIN}[^\W_]+)*"
    r"|[&%$€£¥]"
)
_SIGNS = {"&": "and", "%": "percent", "$": "$", "€": "€", "£": "£", "¥": "¥"}
_MONEY = {"dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "pound": "£", "pounds": "£", "yen": "¥"}
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


class Token(NamedTuple):
    """One word: what it is compared by, and where it stands."""

    form: str
    start: int
    end: int
    inserted: bool = False  # inside square brackets: the outlet's word, not the speaker's


def strict(text: str) -> str:
    """`text` with one kind of each mark, dash and space, without case and outer punctuation: the first level."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_UNIFIED)).casefold().split()).strip(_OUTER)


def bare(text: str) -> str:
    """`text` with single spaces and without outer punctuation and marks; every other character as it is."""
    return " ".join(text.split()).strip(_OUTER)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]` with offsets into `text`, in reading order. Linear."""
    out: list[Token] = []
    depth = 0
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        else:
            form = _form(match.group())
            if form:
                out.append(Token(form, *match.span(), depth > 0))
    if not any(token.form in _NUMERIC or token.form[0].isdigit() for token in out):
        return out
    return _amounts(_joined_numbers(out))


def forms(of: Sequence[Token]) -> list[str]:
    """What the tokens are compared by."""
    return [token.form for token in of]


@lru_cache(maxsize=100_000)
def _form(word: str) -> str:
    if word in _SIGNS:
        return _SIGNS[word]
    if word[0].isdigit():
        return _digits(word)
    folded = fold(word)
    if "-" in folded and (number := _number_of(folded.split("-"))) is not None:
        return str(number)
    return common_spelling(_NOT_ALPHANUMERIC.sub("", folded))


def _digits(word: str) -> str:
    """ "1,000" is 1000; "27.4" stays; "3,5" is 3.5; "34-year-old" is 34yearold."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word):
        return word.replace(",", "")
    if re.fullmatch(r"\d+(?:[.,]\d+)*", word):
        return word.replace(",", ".")
    return _NOT_ALPHANUMERIC.sub("", fold(word))


_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_BELOW_A_HUNDRED = {word: str(number) for word, number in (*_UNITS.items(), *_TENS.items())} | {
    f"{ten}-{unit}": str(tens + units)
    for ten, tens in _TENS.items()
    for unit, units in _UNITS.items()
    if 0 < units < 10
}
_SPELLED = {digits: word for word, digits in _BELOW_A_HUNDRED.items()}


def other_way(number: str) -> str | None:
    """A number below a hundred in digits where it is spelled ("ninety-nine"), spelled where it is in digits."""
    return _BELOW_A_HUNDRED.get(number) or _SPELLED.get(number)


_NUMERIC = frozenset((*_UNITS, *_TENS, *_SCALES))
_ONE = frozenset(("a", "an"))
_NUMERAL = re.compile(r"\d+(?:\.\d+)?")


def _number_of(words: Sequence[str]) -> int | float | None:
    """The number that the words spell ("thirty four", "2.5 million", "two hundred and six"), if they do."""
    total: float = 0
    group: float | None = None
    last = ""
    if len(words) > 1 and words[0] in _ONE and words[1] in _SCALES:
        words = ["one", *words[1:]]  # "a hundred"
    for word in words:
        if word == "and":
            if last not in ("hundred", "thousand"):
                return None
        elif word in _UNITS:
            value = _UNITS[word]
            if group is not None and not (last in _TENS and 0 < value < 10) and last not in ("hundred", "and"):
                return None
            group = (group or 0) + value
        elif word in _TENS:
            if group is not None and last not in ("hundred", "and"):
                return None
            group = (group or 0) + _TENS[word]
        elif word == "hundred":
            if group is None or group >= 100:
                return None
            group *= 100
        elif word in _SCALES:
            if group is None:
                return None
            total, group = total + group * _SCALES[word], None
        elif _NUMERAL.fullmatch(word) and group is None:
            group = float(word)
        else:
            return None
        last = word
    if last == "and" or not words:
        return None
    total += group or 0
    return int(total) if total == int(total) else round(total, 6)


def _is_numeric(form: str) -> bool:
    return form in _NUMERIC or bool(_NUMERAL.fullmatch(form))


def _joined_numbers(words: list[Token]) -> list[Token]:
    """Runs of number words as one token with the digits; a run that spells no number stays as it is."""
    out: list[Token] = []
    at = 0
    while at < len(words):
        end = at
        if words[at].form == "no" and at + 1 < len(words) and words[at + 1].form == "one":
            out.append(Token("noone", words[at].start, words[at + 1].end, words[at].inserted))
            at += 2
            continue
        if words[at].form in _ONE and at + 1 < len(words) and words[at + 1].form in _SCALES:
            end = at + 2
        while (
            end < len(words)
            and end - at < 12
            and (_is_numeric(words[end].form) or (end > at and words[end].form == "and"))
        ):
            end += 1
        while end > at:
            number = _number_of([token.form for token in words[at:end]])
            if number is not None:
                out.append(Token(str(number), words[at].start, words[end - 1].end, words[at].inserted))
                break
            end -= 1
        if end == at:
            out.append(words[at])
            end = at + 1
        at = end
    return out


def _amounts(words: list[Token]) -> list[Token]:
    """`words` with sums of money as one token: "$5" and "5 dollars"."""
    out: list[Token] = []
    for token in words:
        last = out[-1] if out else None
        if last and last.form in "$€£¥" and _NUMERAL.fullmatch(token.form):
            out[-1] = Token(token.form + last.form, last.start, token.end, last.inserted)
        elif last and token.form in _MONEY and _NUMERAL.fullmatch(last.form):
            out[-1] = Token(last.form + _MONEY[token.form], last.start, token.end, last.inserted)
        else:
            out.append(token)
    return out


@lru_cache(maxsize=1)
def _compounds() -> frozenset[str]:
    """Words that are also written apart ("cease fire", "per cent"), joined."""
    table = tomllib.loads(config_file("language/synonyms.toml").read_text(encoding="utf-8"))
    return frozenset(table["compounds"]["joined"])


def agree_on_compounds(one: list[Token], other: list[Token], text: str) -> list[Token]:
    """`one` with neighbours joined where `other` writes them as one word: "cease fire" beside "ceasefire".

    Only where a list knows the compound, or where `other` (whose offsets index `text`) has a hyphen in it.
    """
    whole = {token.form: token for token in other}
    out: list[Token] = []
    at = 0
    while at < len(one):
        if at + 1 < len(one):
            together = one[at].form + one[at + 1].form
            there = whole.get(together)
            if there and (together in _compounds() or _hyphenated(text[there.start : there.end])):
                out.append(Token(together, one[at].start, one[at + 1].end, one[at].inserted))
                at += 2
                continue
        out.append(one[at])
        at += 1
    return out


def _hyphenated(word: str) -> bool:
    return any(character in "-‐‑" for character in word)  # hyphens


_ELLIPSIS = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.(?:\s?\.)?")


def pieces(text: str) -> list[tuple[int, int]]:
    """Stretches of `text` between its ellipses ("…", "...", "[…]"), as offsets; one if there is none."""
    out: list[tuple[int, int]] = []
    begin = 0
    for match in _ELLIPSIS.finditer(text):
        out.append((begin, match.start()))
        begin = match.end()
    out.append((begin, len(text)))
    return [(start, end) for start, end in out if any(c.isalnum() for c in text[start:end])]
