"""Paragraphs: where a line feed is a break and where it only wraps a line."""

from __future__ import annotations

from typing import Final

from bot.text.tokens import CLITIC, COLON, COMMA, DASH, WORD, Tokens

_LONG_LINE: Final = 45  # characters: a wrapped line is seldom shorter, a headline or a turn of a dialogue often is


def paragraphs(tokens: Tokens) -> list[tuple[int, int]]:
    """Paragraphs as half-open ranges of tokens, none empty, breaks left out.

    A blank line is always a break. A single line feed is one too, unless the text is wrapped: it has blank
    lines, and most of its single line feeds stand before a word in lower case. One that cuts a sentence or a
    quotation is none in any text.
    """
    wrapped = _is_wrapped(tokens, tokens.breaks)
    out: list[tuple[int, int]] = []
    begin = 0
    for i in tokens.breaks:
        if _is_single(tokens, i) and (wrapped or _cuts_sentence(tokens, i) or _cuts_quotation(tokens, begin, i)):
            continue
        if begin < i:
            out.append((begin, i))
        begin = i + 1
    if begin < len(tokens):
        out.append((begin, len(tokens)))
    return out


def _is_single(tokens: Tokens, i: int) -> bool:
    return tokens.text.count("\n", tokens.starts[i], tokens.ends[i]) == 1


def _is_wrapped(tokens: Tokens, breaks: list[int]) -> bool:
    single = [i for i in breaks if _is_single(tokens, i)]
    if len(single) == len(breaks) or len(single) < 2:
        return False
    inside = sum(1 for i in single if _mid_sentence(tokens, i))
    return inside * 2 > len(single)


def _mid_sentence(tokens: Tokens, i: int) -> bool:
    """Does the line before break `i` look full and the next one go on in lower case?"""
    if i == 0 or i + 1 >= len(tokens):
        return False
    line = tokens.starts[i] - (tokens.text.rfind("\n", 0, tokens.starts[i]) + 1)
    return line > _LONG_LINE and tokens.text[tokens.starts[i + 1]].islower()


_GOES_ON: Final = frozenset((WORD, CLITIC, COMMA, DASH))


def _cuts_sentence(tokens: Tokens, i: int) -> bool:
    """Does a full line end at break `i` without a stop, and a line of prose go on in lower case? No "by Ana Ruiz"."""
    if (
        not i
        or tokens.kinds[i - 1] not in _GOES_ON
        or not _mid_sentence(tokens, i)
        or tokens.kinds[i + 2 : i + 3] == [COLON]
    ):
        return False
    text, start = tokens.text, tokens.starts[i + 1]
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)].rstrip()
    return len(line) > _LONG_LINE or line[-1] in _ENDINGS


_ENDINGS: Final = frozenset('.!?”"»…)')
_OPENING_MARKS: Final = "“„«"
_CLOSING_MARKS: Final = "”»"


def _cuts_quotation(tokens: Tokens, begin: int, i: int) -> bool:
    """Is a quotation open at break `i`, which the next line closes and does not open anew, as a new paragraph would?"""
    text, at = tokens.text, tokens.ends[i]
    end = text.find("\n", at)
    following = text[at : end if end >= 0 else len(text)]
    closing = next((k for k, letter in enumerate(following) if letter in _MARKS), 0)
    if not closing or following[closing] in _OPENING_MARKS or following[closing - 1].isspace():
        return False
    if tokens.starts[i] - tokens.starts[begin] > _FARTHEST:
        return False
    before = text[tokens.starts[begin] : tokens.starts[i]]
    if following[closing] == '"':
        return before.count('"') % 2 == 1
    return sum(map(before.count, _OPENING_MARKS)) > sum(map(before.count, _CLOSING_MARKS))


_FARTHEST: Final = 3000  # characters looked back over for the opening mark: joined lines must not cost their square
_MARKS: Final = frozenset(_OPENING_MARKS + _CLOSING_MARKS + '"')
