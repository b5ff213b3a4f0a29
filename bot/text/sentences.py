"""Sentences as token ranges: where a full stop ends one and where it belongs to an abbreviation."""

from __future__ import annotations

from typing import Final

from bot.text.quotation_marks import Quotation
from bot.text.tokens import CLOSING, COMMA, ELLIPSIS, MARK, SINGLE, STOP, WORD, Tokens

_STARTERS: Final = frozenset(
    "the a an this that these those he she it they we i you his her their its our my but and so in on at as if when "
    "while after before since although there here what who how why for with from by no not".split()
)


def sentence_ends(
    tokens: Tokens,
    begin: int,
    end: int,
    quotations: list[Quotation],
    before_name: frozenset[str],
    abbreviations: frozenset[str],
) -> list[int]:
    """The token after each sentence of the paragraph [begin, end), in reading order; the last one is `end`.

    A closing mark or bracket after the stop belongs to the sentence. Linear.
    """
    kinds, starts, ends, words, text = tokens.kinds, tokens.starts, tokens.ends, tokens.words, tokens.text
    closing = {q.close for q in quotations if q.closed}
    opening = {q.open: q for q in quotations if q.opened}
    out: list[int] = []
    for i in range(begin, end - 1):
        kind = kinds[i]
        if kind == STOP:
            if words[i] == "." and _is_abbreviation(tokens, i, end, before_name, abbreviations, opening):
                continue
        elif kind == WORD:
            if words[i][-1] != ".":
                continue
            starts_anew = words[i + 1] in _STARTERS and text[starts[i + 1]].isupper()
            if not starts_anew and not _is_speech(tokens, opening.get(i + 1)):
                continue
        elif kind != ELLIPSIS:
            continue
        j = i + 1
        while j < end and (j in closing or kinds[j] == CLOSING or (kinds[j] in (MARK, SINGLE) and j not in opening)):
            if starts[j] != ends[j - 1]:
                break
            j += 1
        if j >= end:
            break
        first = text[starts[j]]
        spaced = starts[j] > ends[j - 1]
        if (spaced and (first.isupper() or first.isdigit() or kinds[j] not in (WORD, CLOSING))) or (
            j in opening and kind in (STOP, WORD)
        ):
            if kind == ELLIPSIS and not first.isupper() and j not in opening:
                continue
            if kinds[j] not in (WORD, MARK, SINGLE) and first not in "([#@—–―":
                continue
            if not out or out[-1] != j:
                out.append(j)
        elif (
            not spaced
            and kind == STOP
            and first.isupper()
            and words[i] == "."
            and j == i + 1
            and tokens.kinds[i - 1] == WORD
            and len(words[i - 1]) > 2
            and text[starts[i - 1]].islower()
        ):
            out.append(j)
    out.append(end)
    return out


def _is_speech(tokens: Tokens, quotation: Quotation | None) -> bool:
    """Does the quotation begin with a capital and end with a comma or stop: "at 5 p.m. | “We lost,” he said"?"""
    if quotation is None:
        return False
    begin, end = quotation.inside
    return begin < end and tokens.capital[begin] and tokens.kinds[end - 1] in (STOP, COMMA)


def _is_abbreviation(
    tokens: Tokens,
    i: int,
    end: int,
    before_name: frozenset[str],
    abbreviations: frozenset[str],
    opening: dict[int, Quotation],
) -> bool:
    """Does the full stop at token `i` belong to the word before it?"""
    if i == 0 or tokens.kinds[i - 1] != WORD or tokens.ends[i - 1] != tokens.starts[i]:
        return False
    word = tokens.words[i - 1]
    first = tokens.text[tokens.starts[i - 1]]
    if word in before_name:
        return first.isupper() or word in ("vs", "v", "approx", "cf", "e.g", "i.e")
    if len(word) == 1 and first.isupper() and word != "i":
        return True
    if word in abbreviations and i + 1 < end:
        following = tokens.words[i + 1]
        if _is_speech(tokens, opening.get(i + 1)):
            return False
        return not (following in _STARTERS and tokens.text[tokens.starts[i + 1]].isupper())
    return False
