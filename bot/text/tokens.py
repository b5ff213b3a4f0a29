"""Words, marks and punctuation as parallel arrays of offsets, in one pass.

A regular expression tells the tokens of what stands between two blanks. News repeats its words, so that nine of ten
such pieces have been met before and are looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

# Kinds of token; all but the last are the numbers of their groups in `_TOKEN`.
WORD: Final = 1  # word or number
CLITIC: Final = 2  # 's, 're …
MARK: Final = 3  # double quotation mark
SINGLE: Final = 4  # ' ‘ ’ ‹ ›
STOP: Final = 5  # . ! ?
COMMA: Final = 6
COLON: Final = 7  # : and ;
DASH: Final = 8
ELLIPSIS: Final = 9
OPENING: Final = 10
CLOSING: Final = 11
OTHER: Final = 12
BREAK: Final = 13  # white space that holds a line feed

_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_BREAK: Final = re.compile(r"[\n\u2028\u2029]\s*")
_TOKEN: Final = re.compile(
    rf"""\s*+(?:                                             # blanks, possessively: no backtracking
     ((?:[^\W\d_]\.){{2,}}(?:-[^\W_]+)*                      # U.S.  a.m.  U.S.-backed
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
    |([(\[{{])
    |([)\]}}])
    |([^\w\s{_INVISIBLE}]|_)
    |[{_INVISIBLE}]+                                         # outside of words: no token
    )""",
    re.VERBOSE,
)
_STRAIGHT: Final = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", **dict.fromkeys(_INVISIBLE, "")})


@dataclass(slots=True, eq=False)  # not frozen, for the sake of speed: nothing changes it
class Tokens:
    """The tokens of one text in reading order; `words` are lower case with straight apostrophes."""

    text: str = field(repr=False)
    kinds: list[int] = field(repr=False)
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)
    words: list[str] = field(repr=False)
    capital: list[bool] = field(repr=False)  # does it begin with one?
    breaks: list[int] = field(repr=False)  # the tokens that are breaks

    def __len__(self) -> int:
        return len(self.kinds)

    def between(self, first: int, last: int) -> str:
        """The text from token `first` up to and without token `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""


def places(numbers: list[int], number: int, begin: int, end: int) -> list[int]:
    """Where `number` stands among `numbers` from `begin` to `end`, in order; for what is rare among them."""
    out: list[int] = []
    i = begin - 1
    for _ in range(numbers[begin:end].count(number)):
        i = numbers.index(number, i + 1)
        out.append(i)
    return out


def tokenise(text: str) -> Tokens:
    """All tokens of `text`. White space and invisible characters outside words belong to none. Linear."""
    tokens = Tokens(text, [], [], [], [], [], [])
    begin, end = 0, len(text.rstrip())
    for line_feed in _BREAK.finditer(text, 0, end):
        stop, following = line_feed.span()
        _read(tokens, text[begin:stop], begin)
        begin = following
        tokens.breaks.append(len(tokens.kinds))
        tokens.kinds.append(BREAK)
        tokens.starts.append(stop)
        tokens.ends.append(begin)
        tokens.words.append(text[stop:begin])
        tokens.capital.append(False)
    if begin < end:
        _read(tokens, text[begin:end], begin)
    return tokens


def _read(tokens: Tokens, line: str, start: int) -> None:
    """Append the tokens of one line, which stands at offset `start`."""
    kinds, starts, ends, words, capitals = tokens.kinds, tokens.starts, tokens.ends, tokens.words, tokens.capital
    for piece in line.split(" "):
        for kind, first, last, word, capital in _PIECES[piece]:
            kinds.append(kind)
            starts.append(start + first)
            ends.append(start + last)
            words.append(word)
            capitals.append(capital)
        start += len(piece) + 1


_Piece = tuple[tuple[int, int, int, str, bool], ...]  # kind, first and last offset, word, capital


_MOST_PIECES: Final = 2**15
_LONGEST_PIECE: Final = 24  # characters: longer ones seldom come again


class _Pieces(dict[str, _Piece]):
    """The tokens of what stands between two blanks; filled as pieces are met, bounded."""

    def __missing__(self, piece: str) -> _Piece:
        found = _plain(piece) or _tokens(piece)
        if len(piece) <= _LONGEST_PIECE:
            if len(self) >= _MOST_PIECES:
                self.clear()
            self[piece] = found
        return found


_PIECES: Final = _Pieces()
_BEHIND: Final = {",": COMMA, ".": STOP, "?": STOP, "!": STOP, ":": COLON, ";": COLON}


def _plain(piece: str) -> _Piece:
    """What the expression finds in a word of plain letters, alone or before a point or comma, some ten times as fast;
    of all else nothing."""
    if piece.isascii():
        size = len(piece)
        if piece.isalpha():
            return ((WORD, 0, size, piece.lower(), piece[0].isupper()),)
        behind = _BEHIND.get(piece[-1:])
        if behind and piece[:-1].isalpha():
            word = (WORD, 0, size - 1, piece[:-1].lower(), piece[0].isupper())
            return word, (behind, size - 1, size, piece[-1], False)
    return ()


def _tokens(piece: str) -> _Piece:
    out = []
    for match in _TOKEN.finditer(f" {piece} "):  # blanks around it: a hyphen between blanks is a dash
        kind = match.lastindex
        if kind is not None:
            written = match[kind]
            start, end = match.span(kind)
            out.append((kind, start - 1, end - 1, _word(written), written[0].isupper()))
    return tuple(out)


def _word(token: str) -> str:
    return token.lower() if token.isascii() else token.lower().translate(_STRAIGHT)
