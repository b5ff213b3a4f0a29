"""Which sentences hold which of the words that are looked for, ranked by how many and how rare those are.

Common words stand in very many sentences, so all of them are handled together, as arrays of their numbers.
"""

# Only fixed pieces of SQL are put together here; every value is bound.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.archive.derived import weight
from bot.archive.numbering import PLACES
from bot.archive.session import Numbers, Session

_SETS = 46  # of words that bring hits
_HITS = 12_000  # sentences that the words of one search may bring together, the rarest word aside
_LATEST = 20_000  # of the sentences of one word, those read last, where no filter narrows them down
_FOLLOWING = 16  # sets of common words that are counted in what the rarer ones brought; all their bits fit a number
_BATCH = 1_000  # rows that the database is asked about at a time
_NEAR = 8  # sentences that lie no further apart may be touched by one quote


@dataclass(frozen=True, slots=True)
class WordSet:
    """Equivalent words that stand in the archive."""

    words: tuple[str, ...]
    held: int  # sentences that hold them, counted once for each word
    weighs: int


def word_sets(words: Sequence[AbstractSet[str]], held: Mapping[str, int], passages: int) -> list[WordSet]:
    """The sets of which any word stands in the archive, the rarest first."""
    out = []
    for group in words:
        present = tuple(sorted(word for word in group if held[word]))
        if present:
            count = sum(held[word] for word in present)
            out.append(WordSet(present, count, weight(passages, count)))
    out.sort(key=lambda found: found.held)
    return out


class Scores:
    """What the sets that something holds, one bit for each, count: more of them first, then rarer ones."""

    def __init__(self, sets: Sequence[WordSet]) -> None:
        self._worth = [(1 << 40) + found.weighs for found in sets]
        self._known: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._worth)

    def of(self, bits: int) -> int:
        """The score of those bits."""
        if bits not in self._known:
            self._known[bits] = sum(worth for bit, worth in enumerate(self._worth) if bits >> bit & 1)
        return self._known[bits]

    def of_each(self, bits: Numbers) -> Numbers:
        """The score of each of the bits."""
        scores = np.zeros_like(bits)
        for bit, worth in enumerate(self._worth):
            scores += (bits >> bit & 1) * worth
        return scores


class Hits:
    """The sentences that hold words of the sets, and which."""

    def __init__(self, sets: Sequence[WordSet], numbers: Numbers, bits: Numbers) -> None:
        """`bits` of each of the `numbers`, which are in order, each once."""
        self.scores = Scores(sets)
        self._sets, self._numbers, self._bits = sets, numbers, bits

    def __len__(self) -> int:
        return len(self._numbers)

    def held(self, numbers: Sequence[int]) -> list[int]:
        """The bits of some of the sentences."""
        found: list[int] = self._bits[np.searchsorted(self._numbers, numbers)].tolist()
        return found

    def among(self, sentences: Numbers) -> Hits:
        """Those of the hits that are among the sentences."""
        chosen = np.isin(self._numbers, sentences, assume_unique=True)
        return Hits(self._sets, self._numbers[chosen], self._bits[chosen])

    def sentences(self) -> dict[int, Numbers]:
        """By score."""
        return self._by_score(self._numbers, self._bits)

    def neighbours(self) -> dict[int, Numbers]:
        """By the score of all that a sentence and those near it hold together: no quote there has a higher one."""
        if len(self.scores) == 1 or not len(self._numbers):
            return self.sentences()
        begins = np.flatnonzero(np.diff(self._numbers, prepend=-_NEAR - 1) > _NEAR)
        together = np.bitwise_or.reduceat(self._bits, begins)
        sizes = np.diff(begins, append=len(self._numbers))
        return self._by_score(self._numbers, np.repeat(together, sizes))

    def _by_score(self, numbers: Numbers, bits: Numbers) -> dict[int, Numbers]:
        if not len(numbers):
            return {}
        scores = self.scores.of_each(bits)
        order = np.argsort(scores, kind="stable")
        scores = scores[order]
        begins = np.flatnonzero(np.diff(scores, prepend=-1))
        return dict(zip(scores[begins].tolist(), np.split(numbers[order], begins[1:]), strict=True))


def find_hits(session: Session, sets: Sequence[WordSet], *, narrowed: bool, articles: Numbers | None) -> Hits:
    """The sentences that hold words of the sets. `narrowed`: a filter follows, which may leave few of them;
    `articles`: the numbers of those that they may stand in, if not in any.

    The rarer sets bring sentences, up to `_HITS` together; the common ones are looked for in those only.
    """
    leading = total = 0
    for found in sets[:_SETS]:
        total += found.held
        if leading and total > _HITS:
            break
        leading += 1
    latest = None if narrowed else _LATEST
    brought = [_numbers(session, [found], latest, articles) for found in sets[:leading]]
    lead = tuple(dict.fromkeys(word for found in sets[:leading] for word in found.words))
    together = WordSet(lead, sum(found.held for found in sets[:leading]), 0)
    following = sets[leading : leading + _FOLLOWING]
    brought += [_numbers(session, [together, found], latest, articles) for found in following]
    return _joined(sets[: len(brought)], brought, leading)


def _joined(sets: Sequence[WordSet], brought: Sequence[Numbers], leading: int) -> Hits:
    """What each of the sets brought; a sentence that only those behind the `leading` ones did holds the first, too."""
    if len(brought) == 1:
        numbers = np.sort(brought[0])
        return Hits(sets, numbers, np.ones_like(numbers))
    every = np.concatenate([np.empty(0, np.int64), *brought])
    order = np.argsort(every, kind="stable")  # quick, for each of them is in order already
    numbers = every[order]
    bits = np.repeat(np.left_shift(1, np.arange(len(brought))), [len(found) for found in brought])[order]
    begins = np.flatnonzero(np.diff(numbers, prepend=-1))
    if len(begins):
        bits = np.bitwise_or.reduceat(bits, begins)
    bits[bits & ((1 << leading) - 1) == 0] |= 1
    return Hits(sets, numbers[begins], bits)


def _numbers(session: Session, sets: Sequence[WordSet], latest: int | None, articles: Numbers | None) -> Numbers:
    """Sentences that hold a word of each set; at most so many, those that were read last."""
    condition, values = session.holding([found.words for found in sets])
    sql = f"SELECT rowid AS number FROM passage_words WHERE {condition}"
    if latest is not None and min(found.held for found in sets) > latest:
        return session.numbers(f"{sql} ORDER BY rowid DESC LIMIT ?", [*values, latest])
    numbers = session.numbers(sql, values)
    return numbers if articles is None else numbers[np.isin(numbers // PLACES, articles)]


def in_batches(by_score: Mapping[int, Numbers], wanted: int, alone: int = _BATCH) -> Iterator[tuple[list[int], int]]:
    """Numbers, best first, at least `wanted` at a time, each time with the score that what comes next stays below.

    Numbers of one score come together unless they are very many: then those read last, which are newest as a rule, come
    first, with their own score.
    More than `alone` come without those of higher scores.
    """
    order = sorted(by_score, reverse=True)
    batch: list[int] = []
    for score, coming in pairwise((*order, 0)):
        same = by_score[score]
        if len(same) > alone and batch:
            yield batch, score + 1
            batch = []
        if len(same) > _BATCH:
            same = np.sort(same)[::-1]
            for at in range(0, len(same) - _BATCH, _BATCH):
                yield same[at : at + _BATCH].tolist(), score
            same = same[-(len(same) % _BATCH or _BATCH) :]
        batch += same.tolist()
        if len(batch) >= wanted:
            yield batch, coming + 1 if coming else 0
            batch = []
    if batch:
        yield batch, 0
