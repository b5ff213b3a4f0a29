"""Words, marks and punctuation as parallel arrays of offsets: one regular expression, one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

WORD, CLITIC, MARK, SINGLE, STOP, COMMA, COLON, DASH, ELLIPSIS, BREAK, OPENING, CLOSING, OTHER = range(1, 14)
"""Kinds of token, the numbers of their groups in `_TOKEN`.

WORD: word or number; CLITIC: 's, 're …; MARK: double quotation mark; SINGLE: ' ‘ ’ ‹ ›;
STOP: . ! ?; COLON: : and ;; BREAK: white space that holds a line feed."""

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_BLANK = r"[^\S\n\u2028\u2029]"
# The blanks before a token are read with it (possessively: no backtracking), which saves a search at every blank.
_TOKEN = re.compile(
    rf"""{_BLANK}*+(?:
     ([A-Za-z]++(?=[ ])                                      # most words: plain letters before a blank
     |(?:[^\W\d_]\.){{2,}}(?:-[^\W_]+)*                      # U.S.  a.m.  U.S.-backed
     |[#@$£€]?[^\W_]+(?:(?:(?!--)[-‐‑&@/_{_INVISIBLE}]+|\.(?=[a-z0-9])|,(?=\d)|:(?=\d)
        |['’](?!(?:s|S|re|ve|ll|d|m)\b))[^\W_]+)*%?)        # cease-fire  O'Neill  don't  1,000  site.com
    |((?<=[^\W_])['’](?:s|S|re|ve|ll|d|m)\b)                # clitics
    |([\"“”„‟«»]|``|'{{2,}})                                # double marks
    |(['‘’‚‛‹›`])
    |([.!?]+(?<!\.\.)(?<!\.\.\.)(?!\.))
    |(,)
    |([:;])
    |(--+|[—–―]|(?<=\s)-(?=\s))
    |(\.\.+|…)
    |([\n\u2028\u2029]\s*)
    |([(\[{{])
    |([)\]}}])
    |([^\w\s{_INVISIBLE}]|_)
    |[{_INVISIBLE}]+                                         # outside of words: no token
    )""",
    re.VERBOSE,
)
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", **dict.fromkeys(_INVISIBLE, "")})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text in reading order; `words` are lower case with straight apostrophes."""

    text: str = field(repr=False)
    kinds: list[int] = field(repr=False)
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)
    words: list[str] = field(repr=False)

    def __len__(self) -> int:
        return len(self.kinds)

    def between(self, first: int, last: int) -> str:
        """The text from token `first` up to and without token `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""


def tokenise(text: str) -> Tokens:
    """All tokens of `text`. White space and invisible characters outside words belong to none. Linear."""
    kinds: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text, 0, len(text.rstrip())):
        kind = match.lastindex
        if kind is not None:
            start, end = match.span(kind)
            kinds.append(kind)
            starts.append(start)
            ends.append(end)
    return Tokens(text, kinds, starts, ends, _words(text, starts, ends))


def _words(text: str, starts: list[int], ends: list[int]) -> list[str]:
    """The tokens in small letters with straight apostrophes and hyphens, invisible characters left out."""
    lower = text.lower()
    straight = lower if lower.isascii() else lower.translate(_STRAIGHT)
    if len(text) == len(lower) == len(straight):
        return [straight[start:end] for start, end in zip(starts, ends, strict=True)]
    # An invisible character, or a capital whose small form has two characters: the offsets are not the same.
    return [text[start:end].lower().translate(_STRAIGHT) for start, end in zip(starts, ends, strict=True)]
