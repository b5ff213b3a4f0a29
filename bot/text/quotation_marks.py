"""Quotation marks of all kinds, paired per paragraph by the cheapest reading of each mark.

A mark may open, close, open a quotation inside a quotation, or be no quotation mark at all; its shape and
its neighbours give each reading a cost, and dynamic programming over the few possible states takes the
cheapest sequence. A stack that trusts the shapes fails on mixed-up copies (”We tried,” said …), on missing
marks, and on quotations that run over paragraphs, where every paragraph opens and only the last one closes.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.resources import config_file
from bot.text.tokens import COLON, COMMA, MARK, SINGLE, STOP, WORD, Tokens, places

_NEVER: Final = 9.0
_OPENING_BEFORE: Final = frozenset("([{—–-/'‘*…―|>")
_CLOSING_AFTER: Final = frozenset(".,;:!?)]}—–-’'…/*―|<")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quoted stretch, in tokens: the marks stand at `open` and `close`, the content between them."""

    open: int  # token of the opening mark; the token before the content where the mark is missing
    close: int  # token of the closing mark; the end of the paragraph where it is missing
    opened: bool = True
    closed: bool = True
    single: bool = False  # set in single marks
    continued: bool = False  # runs on into the next paragraph, which opens with a mark again

    @property
    def inside(self) -> tuple[int, int]:
        """Half-open range of the tokens between the marks."""
        return self.open + 1, self.close


@dataclass(slots=True)
class _Mark:
    token: int
    family: str  # curly, low, angle, ticks, straight, single
    open: float  # what reading it as an opening mark costs, …
    close: float
    skip: float


@lru_cache(maxsize=1)
def _elided() -> frozenset[str]:
    tables = tomllib.loads(config_file("language/text.toml").read_text(encoding="utf-8"))
    return frozenset(tables["apostrophes"]["elided"])


def quotations(tokens: Tokens, paragraphs: list[tuple[int, int]]) -> list[list[Quotation]]:
    """For every paragraph its outermost quotations in reading order, disjoint. Linear in the marks.

    Single marks count where a paragraph has no double ones, or outside of those if the text uses single
    marks for its quotations (the British way).
    """
    out: list[list[Quotation]] = []
    was_open = False
    british = _is_british(tokens, paragraphs)
    for number, (begin, end) in enumerate(paragraphs):
        following = tokens.kinds[paragraphs[number + 1][0]] if number + 1 < len(paragraphs) else -1
        double = _double_marks(tokens, begin, end)
        found: list[Quotation] = []
        if british or not double:
            found = _in_single_marks(tokens, begin, end, following == SINGLE)
        if double:
            in_double, was_open = _cheapest(double, begin, end, following == MARK, was_open)
            found = sorted([*found, *_outside(in_double, found)], key=lambda q: q.open)
        else:
            was_open = False
        out.append([q for q in found if _has_words(tokens, q)])
    return out


def _is_british(tokens: Tokens, paragraphs: list[tuple[int, int]]) -> bool:
    """Does the text use single marks for its quotations: more closed ones than it has pairs of double marks?"""
    double = tokens.kinds.count(MARK)
    if tokens.kinds.count(SINGLE) <= double:
        return False
    single = sum(1 for begin, end in paragraphs for q in _in_single_marks(tokens, begin, end, False) if q.closed)
    return single * 2 > double


def _opens_alone(tokens: Tokens, begin: int, mark: int, goes_on: bool) -> bool:
    """Does a lone single mark open a quotation: at the beginning, or in "Bell said: ‘I …" before one that goes on?"""
    return mark == begin or (goes_on and tokens.kinds[mark - 1] in (COLON, COMMA))


def _in_single_marks(tokens: Tokens, begin: int, end: int, goes_on: bool) -> list[Quotation]:
    """The quotations of a paragraph in single marks; a lone mark counts only where it must open one."""
    single = _single_marks(tokens, begin, end)
    if len(single) > 1 or (single and single[0].open < 1 and _opens_alone(tokens, begin, single[0].token, goes_on)):
        found, _ = _cheapest(single, begin, end, goes_on, False)
        return [q for q in found if q.opened]
    return []


def _outside(candidates: list[Quotation], taken: list[Quotation]) -> list[Quotation]:
    """The candidates that overlap none of the quotations taken; both in reading order. Linear."""
    out: list[Quotation] = []
    at = 0
    for candidate in candidates:
        while at < len(taken) and taken[at].close < candidate.open:
            at += 1
        if at == len(taken) or candidate.close < taken[at].open:
            out.append(candidate)
    return out


def first_from(quoted: list[Quotation], token: int) -> int:
    """The number of the first quotation of a paragraph that ends at the token or behind it."""
    low, high = 0, len(quoted)
    while low < high:
        middle = (low + high) // 2
        if quoted[middle].close < token:
            low = middle + 1
        else:
            high = middle
    return low


def inner_quotations(tokens: Tokens, outer: Quotation) -> list[Quotation]:
    """Quotations in single marks inside a quotation in double ones, or in double ones inside it."""
    begin, end = outer.inside
    if tokens.kinds[begin:end].count(MARK if outer.single else SINGLE) < 2:
        return []
    marks = _double_marks(tokens, begin, end) if outer.single else _single_marks(tokens, begin, end)
    if len(marks) < 2:
        return []
    found, _ = _cheapest(marks, begin, end, False, False)
    return [q for q in found if q.opened and q.closed and _has_words(tokens, q)]


def _has_words(tokens: Tokens, quotation: Quotation) -> bool:
    begin, end = quotation.inside
    return WORD in tokens.kinds[begin:end]


def _around(tokens: Tokens, i: int) -> tuple[str, str]:
    start, end = tokens.starts[i], tokens.ends[i]
    text = tokens.text
    return (text[start - 1] if start else " "), (text[end] if end < len(text) else " ")


def _double_marks(tokens: Tokens, begin: int, end: int) -> list[_Mark]:
    kinds, words, starts, text = tokens.kinds, tokens.words, tokens.starts, tokens.text
    out: list[_Mark] = []
    for i in places(kinds, MARK, begin, end):
        mark = text[starts[i]]
        before, after = _around(tokens, i)
        free_before = before.isspace() or before in _OPENING_BEFORE
        free_after = after.isspace() or after in _CLOSING_AFTER
        can_open = free_before and not after.isspace() and i + 1 < end
        can_close = not before.isspace() and free_after and i > begin
        if mark == "“":  # closes „German“ quotations, too
            out.append(_Mark(i, "curly", 0.0, 0.5 if can_close and not can_open else 1.4, 1.0))
        elif mark in "„‟":
            out.append(_Mark(i, "low", 0.0, 1.6, 1.0))
        elif mark == "”":
            out.append(_Mark(i, "curly", 0.6 if can_open and not can_close else 1.5, 0.0, 1.0))
        elif mark == "«":
            out.append(_Mark(i, "angle", 0.0 if i + 1 < end else _NEVER, 0.2 if can_close else 1.4, 0.5))
        elif mark == "»":
            opens = 0.3 if can_open else _NEVER
            out.append(_Mark(i, "angle", opens, 0.0 if i > begin else _NEVER, 0.5))
        elif mark == "`":
            out.append(_Mark(i, "ticks", 0.0, 1.6, 1.0))
        else:
            family = "ticks" if mark == "'" else "straight"
            if family == "straight" and _is_measure(tokens, i, begin, after):
                continue
            opens = closes = 0.2
            if can_open != can_close:
                opens, closes = (0.0, 1.0) if can_open else (1.0, 0.0)
            if i > begin and kinds[i - 1] == STOP and words[i - 1] != "." and can_close:
                closes = 0.0
            out.append(_Mark(i, family, opens, closes, 1.0))
    return out


def _is_measure(tokens: Tokens, i: int, begin: int, after: str) -> bool:
    """Inches or seconds: 6'2", 24" wide."""
    text, start = tokens.text, tokens.starts[i]
    if start == 0 or not text[start - 1].isdigit():
        return False
    if i - 2 >= begin and tokens.kinds[i - 2] == SINGLE and tokens.ends[i - 2] == tokens.starts[i - 1]:
        return i - 3 >= begin and tokens.words[i - 3][-1:].isdigit()
    head = text[max(0, start - 6) : start].replace("’", "'")
    feet, _, inches = head.rpartition("'")
    return bool(feet[-1:].isdigit() and inches.isdigit()) or after.isalnum()


def _single_marks(tokens: Tokens, begin: int, end: int) -> list[_Mark]:
    kinds, words, starts, text = tokens.kinds, tokens.words, tokens.starts, tokens.text
    elided = _elided()
    out: list[_Mark] = []
    for i in places(kinds, SINGLE, begin, end):
        mark = text[starts[i]]
        before, after = _around(tokens, i)
        follows = words[i + 1] if i + 1 < end else ""
        can_open = (before.isspace() or before in _OPENING_BEFORE or before in '“"') and after.isalnum()
        can_close = not before.isspace() and (after.isspace() or after in _CLOSING_AFTER or after in '”"')
        if (mark in "‘‚‛‹`" and after.isspace()) or (mark == "›" and not can_close):
            continue
        elision = follows in elided or follows[:1].isdigit()
        if mark in "‘‚‛‹`":
            out.append(_Mark(i, "single", 0.1 if elision else 0.0, _NEVER, 0.3 if elision else 1.0))
        elif can_close:
            letter = before.isalnum()
            possessive = before in "sS" and i + 1 < end and kinds[i + 1] == WORD
            out.append(_Mark(i, "single", _NEVER, 0.3 if possessive else 0.0, 0.1 if letter else 0.8))
        elif can_open and mark != "’":
            out.append(_Mark(i, "single", 0.4 if elision else 0.1, _NEVER, 0.1 if elision else 0.5))
    return out


_State = tuple[str, ...]  # families of the open marks, outermost first
_Readings = dict[
    _State, tuple[float, int, int]
]  # cost, outer opening mark (-1: missing), last finished pair (-1: none)


def _keep_cheaper(readings: _Readings, state: _State, cost: float, opened: int, last: int) -> None:
    known = readings.get(state)
    if known is None or cost < known[0]:
        readings[state] = (cost, opened, last)


def _cheapest(marks: list[_Mark], begin: int, end: int, goes_on: bool, was_open: bool) -> tuple[list[Quotation], bool]:
    """The outermost quotations of one paragraph and whether the last one stays open.

    At most two levels are open at once, so the states are few and the cost is linear in the marks.
    """
    shaped = _by_turns(marks)
    if shaped is not None:
        return shaped, False
    single = bool(marks) and marks[0].family == "single"
    missing = _NEVER if single else 0.4 if was_open else 0.9
    states: _Readings = {
        (): (0.0, 0, -1),
        ("any",): (missing, -1, -1),
    }
    pairs: list[tuple[int, int, int]] = []  # of all readings: opening mark, closing mark, the pair before
    for mark in marks:
        following: _Readings = {}
        for state, (cost, opened, last) in states.items():
            _keep_cheaper(following, state, cost + mark.skip, opened, last)
            if not state:
                _keep_cheaper(following, (mark.family,), cost + mark.open, mark.token, last)
                continue
            mismatch = _mismatch(state[-1], mark.family)
            if len(state) == 1:
                _keep_cheaper(following, (), cost + mark.close + mismatch, 0, len(pairs))
                pairs.append((opened, mark.token, last))
                if state[0] != "any" and mark.family != "single":
                    deeper = 0.4 if mark.family == "curly" else 0.7
                    _keep_cheaper(following, (state[0], mark.family), cost + mark.open + deeper, opened, last)
            else:
                _keep_cheaper(following, state[:-1], cost + mark.close + mismatch, opened, last)
        states = following
    left_open = 0.1 if goes_on else 1.4 if single else 0.6
    state, (_, opened, last) = min(states.items(), key=lambda item: item[1][0] + left_open * len(item[0]))
    out: list[Quotation] = []
    if state:
        out.append(_quotation(opened, end, begin, False, single, goes_on))
    while last >= 0:
        opened, closing, last = pairs[last]
        out.append(_quotation(opened, closing, begin, True, single, False))
    out.reverse()
    return out, bool(state)


def _by_turns(marks: list[_Mark]) -> list[Quotation] | None:
    """The quotations of marks that open and close by turns as their shapes say, at no cost, as most do; else None."""
    if len(marks) % 2:
        return None
    out: list[Quotation] = []
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        if opening.open or closing.close or _mismatch(opening.family, closing.family):
            return None
        out.append(Quotation(opening.token, closing.token, single=opening.family == "single"))
    return out


def _quotation(opened: int, closing: int, begin: int, closed: bool, single: bool, goes_on: bool) -> Quotation:
    if opened < 0:
        return Quotation(begin - 1, closing, False, closed, single, goes_on)
    return Quotation(opened, closing, True, closed, single, goes_on)


def _mismatch(opened: str, closing: str) -> float:
    if opened == closing or opened == "any" or {opened, closing} in ({"ticks", "straight"}, {"low", "curly"}):
        return 0.0
    return 0.3
