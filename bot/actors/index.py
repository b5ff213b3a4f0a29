"""The names of all actors: which names hold a word, which words are spelled or sound alike.

Actors are numbered by rank (most quoted first), names by their actor, so a posting list is sorted by rank as well.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from operator import attrgetter

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.actors.folding import class_key, class_keys, sound_key, sound_keys
from bot.actors.words import Ids, WordIndex
from bot.model import Actor

_LATELY = 64  # words whose neighbours are remembered


class NameIndex(WordIndex):
    """Immutable. `actors` are in rank order; name `n` belongs to actor `owner[n]`."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors: tuple[Actor, ...] = tuple(sorted(sorted(actors, key=attrgetter("id")), key=_rank))
        names = [(actor.name, *actor.aliases) for actor in self.actors]
        counts = np.fromiter(map(len, names), np.int32, len(names))
        self.first: Ids = np.concatenate(([0], np.cumsum(counts, dtype=np.int32))).astype(np.int32)
        self.owner: Ids = np.repeat(np.arange(len(self.actors), dtype=np.int32), counts)
        self.names: list[str] = list(chain.from_iterable(names))
        super().__init__(self.names)
        self._near = lru_cache(maxsize=_LATELY)(self._measured)  # the steps of one query ask for the same words

    def same_class(self, word: str) -> list[int]:
        """Words with the transliteration class key of `word`."""
        return self.of_class(class_key(word))

    def of_class(self, key: str) -> list[int]:
        """Words that have this transliteration class key."""
        return _equal(self._by_class, key)

    def same_sound(self, word: str) -> list[int]:
        """Words with the sound key of `word`."""
        return _equal(self._by_sound, sound_key(word))

    def near(self, word: str, budget: int) -> list[tuple[int, int]]:
        """(edits, word) for all words within `budget` edits, nearest first.

        Only words that may come that near are measured: a swap changes no letter of a word and six letter pairs at
        most, any other edit two letters and four pairs. Cost: an array pass over the words of like length.
        """
        return self._near(word, budget) if budget else []

    def _measured(self, word: str, budget: int) -> list[tuple[int, int]]:
        table = self._letters
        low, high = (table.starts[max(0, min(n, len(table.starts) - 1))] for n in _lengths(word, budget))
        letters, pairs = _sets([word])
        apart = np.bitwise_count(table.letters[low:high] ^ letters)
        near = np.flatnonzero(apart <= 2 * budget)
        allowed = 6 * budget - 2 * ((apart[near] + 1) // 2)
        near = near[np.bitwise_count(table.pairs[low:high][near] ^ pairs) <= allowed]
        numbers = table.order[low:high][near].tolist()
        scored = process.extract(
            word, [self.words[n] for n in numbers], scorer=OSA.distance, score_cutoff=budget, limit=None
        )
        return sorted((int(distance), numbers[at]) for _, distance, at in scored)

    # tables built with the first question that needs them; `Directory` builds them at once

    @cached_property
    def _class_keys(self) -> list[str]:
        return class_keys(self.words)

    @cached_property
    def _by_class(self) -> tuple[list[str], list[int]]:
        return _sorted_keys(self._class_keys)

    @cached_property
    def _by_sound(self) -> tuple[list[str], list[int]]:
        return _sorted_keys(sound_keys(self._class_keys))

    @cached_property
    def _letters(self) -> _Letters:
        lengths = np.fromiter(map(len, self.words), np.int32, len(self.words))
        letters, pairs = _sets(self.words)
        order = np.argsort(lengths, kind="stable").astype(np.int32)
        starts = np.searchsorted(lengths[order], np.arange(int(lengths.max(initial=0)) + 2))
        return _Letters(letters[order], pairs[order], order, starts.tolist())

    def warm(self) -> None:
        """Build every table now."""
        _ = self._by_class, self._by_sound, self._letters
        del self._class_keys  # of no further use


def _rank(actor: Actor) -> tuple[int, int]:
    return -actor.quotes, -actor.mentions


@dataclass(frozen=True, slots=True)
class _Letters:
    """The words by length: what letters and letter pairs they have, as sets of bits, and where each length starts."""

    letters: npt.NDArray[np.uint32]
    pairs: npt.NDArray[np.uint64]
    order: Ids
    starts: list[int]


def _lengths(word: str, budget: int) -> tuple[int, int]:
    return len(word) - budget, len(word) + budget + 1


def _sets(words: Sequence[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint64]]:
    """For each word the set of its letters in 32 bits and of its letter pairs in 64, end of word included."""
    if not words:
        return np.empty(0, np.uint32), np.empty(0, np.uint64)
    encoded = "\n".join((*words, "")).encode()
    stream = np.frombuffer(encoded, np.uint8)
    ends = np.flatnonzero(stream == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1))
    letters = np.left_shift(np.uint32(1), stream & np.uint8(31), dtype=np.uint32)
    letters[ends] = 0
    following = np.concatenate((stream[1:], stream[:1] * 0))
    following[ends] = 0
    code = (stream * np.uint8(5) + following * np.uint8(3)) & np.uint8(63)
    code[ends] = code[ends - 1]  # the end of a word begins no pair
    pairs = np.left_shift(np.uint64(1), code, dtype=np.uint64)
    return np.bitwise_or.reduceat(letters, starts), np.bitwise_or.reduceat(pairs, starts)


def _sorted_keys(keys: Sequence[str]) -> tuple[list[str], list[int]]:
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return [keys[n] for n in order], order


def _equal(table: tuple[list[str], list[int]], key: str) -> list[int]:
    keys, order = table
    low = bisect_left(keys, key)
    return order[low : bisect_right(keys, key, low)]
