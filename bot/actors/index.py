"""The names of all actors as compact arrays: which names hold a word, which words are spelled or sound alike.

Built with whole-array operations, because a directory of 100,000 actors must stand within a second. Actors are
numbered by rank (most quoted first), names by their actor, so a sorted posting list is sorted by rank as well.
Memory: some 60 bytes a name besides the actors themselves, and some 150 a distinct word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt

from bot.actors.folding import class_key, class_keys, edits, fold_all, sound_key, sound_keys
from bot.model import Actor

Ids = npt.NDArray[np.int32]
_EMPTY: Ids = np.empty(0, dtype=np.int32)
_LAST = "\U0010ffff"  # sorts behind every word that begins the same


class NameIndex:
    """Immutable. `actors` are in rank order; name `n` belongs to actor `owner[n]`."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors: tuple[Actor, ...] = tuple(sorted(actors, key=lambda a: (-a.quotes, -a.mentions, a.name, a.id)))
        counts = np.fromiter((1 + len(a.aliases) for a in self.actors), np.int32, len(self.actors))
        self.first: Ids = np.concatenate(([0], np.cumsum(counts, dtype=np.int32))).astype(np.int32)
        self.owner: Ids = np.repeat(np.arange(len(self.actors), dtype=np.int32), counts)
        self.names: list[str] = list(chain.from_iterable((a.name, *a.aliases) for a in self.actors))
        self._build_words(fold_all(self.names))

    def _build_words(self, stream: list[str]) -> None:
        self.words: list[str] = sorted(set(stream) - {"|"})  # the vocabulary
        number = {word: n for n, word in enumerate(self.words)}
        number["|"] = -1
        ids = np.fromiter(map(number.__getitem__, stream), np.int32, len(stream))
        ends = ids < 0
        name_of = np.cumsum(ends, dtype=np.int32)[~ends]  # breaks before a word = its name
        last = np.empty(len(ids), dtype=bool)
        last[:-1] = ends[1:]
        ids, last = ids[~ends], last[:-1][~ends[:-1]] if len(stream) else last[:0]
        self.name_words: Ids = ids
        sizes = np.bincount(name_of, minlength=len(self.names))
        self.name_start: Ids = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        order = np.argsort(ids, kind="stable")
        self.post: Ids = name_of[order]
        self.post_last = last[order]
        filled = np.bincount(ids, minlength=len(self.words)) if len(ids) else np.zeros(0, np.int64)
        self.post_start: Ids = np.concatenate(([0], np.cumsum(filled))).astype(np.int32)

    # words

    def word_id(self, word: str) -> int | None:
        """The number of a folded word; None where no name holds it."""
        at = bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else None

    def prefix(self, start: str) -> tuple[int, int]:
        """[from, to) of the words that begin with `start`."""
        low = bisect_left(self.words, start)
        return low, bisect_right(self.words, start + _LAST, low)

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

    # names

    def holding(self, words: Sequence[int]) -> Ids:
        """Names that hold any of the words, sorted."""
        if len(words) == 1:
            return self.post[self.post_start[words[0]] : self.post_start[words[0] + 1]]
        if not words:
            return _EMPTY
        return np.unique(np.concatenate([self.holding((word,)) for word in words]))

    def holding_all(self, choices: Sequence[Sequence[int]]) -> Ids:
        """Names that hold one word of every choice, sorted."""
        sets = sorted((self.holding(words) for words in choices), key=len)
        found = sets[0]
        for other in sets[1:]:
            if not len(found) or not len(other):
                return _EMPTY
            at = np.searchsorted(other, found)
            at[at == len(other)] = 0
            found = found[other[at] == found]
        return found

    def ending(self, word: int) -> Ids:
        """Names whose last word it is, sorted."""
        part = slice(self.post_start[word], self.post_start[word + 1])
        return self.post[part][self.post_last[part]]

    def folded(self, name: int) -> tuple[str, ...]:
        """The folded words of a name."""
        return tuple(self.words[n] for n in self.name_words[self.name_start[name] : self.name_start[name + 1]])

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
