"""Comparing the words that somebody asks about with the words of a quotation: runs, alignment, difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum


def occurrences(wanted: Sequence[str], there: Sequence[str]) -> list[int]:
    """Indexes of `there` at which all of `wanted` stands, one word after the other."""
    if not wanted or len(wanted) > len(there):
        return []
    first, size = wanted[0], len(wanted)
    return [
        at
        for at, form in enumerate(there[: len(there) - size + 1])
        if form == first and list(there[at : at + size]) == list(wanted)
    ]


@dataclass(frozen=True, slots=True)
class Run:
    """Equal words: `size` of them from `wanted[asked]` and `there[place]` on."""

    asked: int
    place: int
    size: int


def places_of(there: Sequence[str]) -> Mapping[str, list[int]]:
    """Where each word stands."""
    out: dict[str, list[int]] = {}
    for at, form in enumerate(there):
        out.setdefault(form, []).append(at)
    return out


def longest_runs(wanted: Sequence[str], there: Sequence[str]) -> list[Run]:
    """For each word of `wanted` that stands in `there` the longest run that begins with it, in order.

    Cost: the number of equal pairs of words.
    """
    index = places_of(there)
    following: dict[int, int] = {}  # place -> length of the run from the next asked word on
    best: list[Run] = []
    for asked in range(len(wanted) - 1, -1, -1):
        lengths = {place: following.get(place + 1, 0) + 1 for place in index.get(wanted[asked], ())}
        if lengths:
            place = max(lengths, key=lambda p: (lengths[p], -p))
            best.append(Run(asked, place, lengths[place]))
        following = lengths
    best.reverse()
    return best


class Op(Enum):
    SAME = "same"
    WRONG = "wrong"  # asked for, does not stand there
    RIGHT = "right"  # stands there, was not asked for


@dataclass(frozen=True, slots=True)
class Step:
    """One word of an alignment: `asked` and `place` are indexes of tokens, None where one side has none."""

    op: Op
    asked: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """The asked words against the stretch of the quotation that fits them best."""

    steps: tuple[Step, ...]
    start: int  # first token of the stretch
    end: int  # token after its last
    equal: int  # words that are the same, in order
    elsewhere: tuple[int, ...] = ()  # further asked words that the stretch has, but in another place

    @property
    def moved(self) -> int:
        return len(self.elsewhere)

    @property
    def longest_gap(self) -> int:
        """Most words in a row that only the stretch has."""
        longest = run = 0
        for step in self.steps:
            run = run + 1 if step.op is Op.RIGHT else run if step.op is Op.WRONG else 0
            longest = max(longest, run)
        return longest

    def kept(self, wanted: Sequence[str]) -> list[str]:
        """The asked words that agree, in their place or elsewhere."""
        same = [step.asked for step in self.steps if step.op is Op.SAME and step.asked is not None]
        return [wanted[at] for at in (*same, *self.elsewhere)]

    def share(self, asked: int, nearly: int = 0) -> float:
        """Share of the asked words that agree, `nearly` of them not quite; words beyond them count against it."""
        return (self.equal + self.moved + nearly) / max(asked, self.end - self.start, 1)


_SAME, _OTHER, _GAP = 1.0, -0.5, -0.5
"""Scores of equal words, unequal ones, and a word that only one side has (starting points: Smith and Waterman 1981)."""


def align(wanted: Sequence[str], there: Sequence[str]) -> Alignment:
    """The best alignment of all of `wanted` with one stretch of `there` (its ends are free).

    Needleman and Wunsch's recurrence with free gaps at both ends of `there`; time and memory len × len.
    """
    width = len(there)
    row = [0.0] * (width + 1)
    moves: list[bytearray] = []
    for word in wanted:
        previous, row = row, [0.0] * (width + 1)
        row[0] = previous[0] + _GAP
        move = bytearray(width + 1)
        move[0] = 1
        left = row[0]
        for at in range(width):
            diagonal = previous[at] + (_SAME if word == there[at] else _OTHER)
            above = previous[at + 1] + _GAP
            left += _GAP
            if diagonal >= above and diagonal >= left:
                left = diagonal
            elif above >= left:
                left = above
                move[at + 1] = 1
            else:
                move[at + 1] = 2
            row[at + 1] = left
        moves.append(move)
    end = max(range(width + 1), key=lambda at: (row[at], at))
    return _traced(wanted, there, moves, end)


def _traced(wanted: Sequence[str], there: Sequence[str], moves: list[bytearray], end: int) -> Alignment:
    steps: list[Step] = []
    asked, place = len(wanted), end
    while asked:
        move = moves[asked - 1][place]
        if move == 0:
            asked, place = asked - 1, place - 1
            if wanted[asked] == there[place]:
                steps.append(Step(Op.SAME, asked, place))
            else:
                steps += (Step(Op.RIGHT, place=place), Step(Op.WRONG, asked=asked))
        elif move == 1:
            asked -= 1
            steps.append(Step(Op.WRONG, asked=asked))
        else:
            place -= 1
            steps.append(Step(Op.RIGHT, place=place))
    steps.reverse()
    equal = sum(step.op is Op.SAME for step in steps)
    return Alignment(tuple(steps), place, end, equal, _elsewhere(steps, wanted, there))


def _elsewhere(steps: list[Step], wanted: Sequence[str], there: Sequence[str]) -> tuple[int, ...]:
    """Words that both sides have left over: moved, not changed."""
    missing: dict[str, list[int]] = {}
    for step in steps:
        if step.op is Op.WRONG and step.asked is not None:
            missing.setdefault(wanted[step.asked], []).append(step.asked)
    return tuple(
        missing[there[step.place]].pop()
        for step in steps
        if step.op is Op.RIGHT and step.place is not None and missing.get(there[step.place])
    )
