"""Paragraphs: where a line feed is a break and where it only wraps a line."""

from __future__ import annotations

from typing import Final

from bot.text.tokens import Tokens

_LONG_LINE: Final = 45  # characters: a wrapped line is seldom shorter, a headline or a turn of a dialogue often is


def paragraphs(tokens: Tokens) -> list[tuple[int, int]]:
    """Paragraphs as half-open ranges of tokens, none empty, breaks left out.

    A blank line is always a break. A single line feed is one too, unless the text is wrapped: it has blank
    lines, and most of its single line feeds stand before a word in lower case.
    """
    wrapped = _is_wrapped(tokens, tokens.breaks)
    out: list[tuple[int, int]] = []
    begin = 0
    for i in tokens.breaks:
        if wrapped and _is_single(tokens, i):
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
