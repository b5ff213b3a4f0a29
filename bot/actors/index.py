"""The names of all actors: which names hold a word, which words are spelled or sound alike.

Actors are numbered by rank (most quoted first), names by their actor, so a posting list is sorted by rank as well.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt

from bot.actors.folding import class_key, class_keys, edits, sound_key, sound_keys
from bot.actors.words import Ids, WordIndex
from bot.model import Actor


class NameIndex(WordIndex):
    """Immutable. `actors` are in rank order; name `n` belongs to actor `owner[n]`."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors: tuple[Actor, ...] = tuple(sorted(actors, key=lambda a: (-a.quotes, -a.mentions, a.name, a.id)))
        counts = np.fromiter((1 + len(a.aliases) for a in self.actors), np.int32, len(self.actors))
        self.first: Ids = np.concatenate(([0], np.cumsum(counts, dtype=np.int32))).astype(np.int32)
        self.owner: Ids = np.repeat(np.arange(len(self.actors), dtype=np.int32), counts)
        self.names: list[str] = list(chain.from_iterable((a.name, *a.aliases) for a in self.actors))
        super().__init__(self.names)

    def same_class(self, word: str) -> list[int]:
        """Words with the transliteration class key of `word`."""
        return _equal(self._by_class, class_key(word))

    def same_sound(self, word: str) -> list[int]:
        """Words with the sound key of `word`."""
        return _equal(self._by_sound, sound_key(word))

    def near(self, word: str, budget: int) -> list[tuple[int, int]]:
        """(edits, word) for all words within `budget` edits, nearest first. Two array passes over the vocabulary."""
        if not budget:
            return []
        masks, by_length, starts = self._letters
        size = len(word)
        low = starts[max(0, min(size - budget, len(starts) - 1))]
        high = starts[max(0, min(size + budget + 1, len(starts) - 1))]
        apart = np.bitwise_count(masks[low:high] ^ np.uint32(_mask(word)))
        near = by_length[low:high][apart <= 2 * budget]
        found = ((edits(word, self.words[n], budget), int(n)) for n in near)
        return sorted(pair for pair in found if pair[0] <= budget)

    # tables built with the first question that needs them; `Directory` builds them at once

    @cached_property
    def _by_class(self) -> tuple[list[str], list[int]]:
        return _sorted_keys(class_keys(self.words))

    @cached_property
    def _by_sound(self) -> tuple[list[str], list[int]]:
        return _sorted_keys(sound_keys(class_keys(self.words)))

    @cached_property
    def _letters(self) -> tuple[npt.NDArray[np.uint32], Ids, list[int]]:
        """Letter sets of the words by length, the words in that order, and where each length starts."""
        lengths = np.fromiter(map(len, self.words), np.int32, len(self.words))
        masks = _masks(self.words, lengths)
        order = np.argsort(lengths, kind="stable").astype(np.int32)
        longest = int(lengths.max(initial=0))
        starts = np.searchsorted(lengths[order], np.arange(longest + 2))
        return masks[order], order, [int(n) for n in starts]

    def warm(self) -> None:
        """Build every table now."""
        _ = self._by_class, self._by_sound, self._letters


def _mask(word: str) -> int:
    """A set of the word's characters in 32 bits."""
    out = 0
    for byte in word.encode():
        out |= 1 << (byte & 31)
    return out


def _masks(words: Sequence[str], lengths: Ids) -> npt.NDArray[np.uint32]:
    if not words:
        return np.empty(0, np.uint32)
    block = "".join(words)
    if not block.isascii():
        return np.fromiter(map(_mask, words), np.uint32, len(words))
    bits = np.left_shift(np.uint32(1), np.frombuffer(block.encode(), np.uint8) & np.uint8(31), dtype=np.uint32)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    return np.bitwise_or.reduceat(bits, starts)


def _sorted_keys(keys: Sequence[str]) -> tuple[list[str], list[int]]:
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return [keys[n] for n in order], order


def _equal(table: tuple[list[str], list[int]], key: str) -> list[int]:
    keys, order = table
    low = bisect_left(keys, key)
    return order[low : bisect_right(keys, key, low)]
