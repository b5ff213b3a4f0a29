"""Texts by the folded words they hold, as compact arrays.

Built with whole-array operations, because a directory of 100,000 actors must stand within a second. Memory: some
30 bytes a word of a text, and some 100 a distinct word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from bot.actors.folding import fold_all

Ids = npt.NDArray[np.int32]
Marks = npt.NDArray[np.bool_]
_EMPTY: Ids = np.empty(0, dtype=np.int32)
_LAST = "\U0010ffff"  # sorts behind every word that begins the same


class WordIndex:
    """Immutable. Words and texts go by their numbers; posting lists are sorted by text."""

    def __init__(self, texts: Sequence[str]) -> None:
        stream = fold_all(texts)
        self.words: list[str] = sorted(set(stream) - {"|"})  # the vocabulary
        number = {word: n for n, word in enumerate(self.words)}
        number["|"] = -1
        ids = np.fromiter(map(number.__getitem__, stream), np.int32, len(stream))
        ends = ids < 0
        text_of = np.cumsum(ends, dtype=np.int32)[~ends]  # breaks before a word = its text
        last = np.empty(len(ids), dtype=bool)
        last[:-1] = ends[1:]
        ids, last = ids[~ends], last[:-1][~ends[:-1]] if len(stream) else last[:0]
        self.text_words: Ids = ids
        sizes = np.bincount(text_of, minlength=len(texts))
        self.text_start: Ids = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        order = np.argsort(ids, kind="stable")
        self.post: Ids = text_of[order]
        self.post_last = last[order]
        filled = np.bincount(ids, minlength=len(self.words)) if len(ids) else np.zeros(0, np.int64)
        self.post_start: Ids = np.concatenate(([0], np.cumsum(filled))).astype(np.int32)

    def word_id(self, word: str) -> int | None:
        """The number of a folded word; None where no text holds it."""
        at = bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else None

    def prefix(self, start: str) -> tuple[int, int]:
        """[from, to) of the words that begin with `start`."""
        low = bisect_left(self.words, start)
        return low, bisect_right(self.words, start + _LAST, low)

    def holding(self, word: int) -> Ids:
        """Texts that hold the word, sorted."""
        return self.post[self.post_start[word] : self.post_start[word + 1]]

    def holding_all(self, choices: Sequence[Sequence[int]], limit: int, depth: int | None = None) -> Ids:
        """The first `limit` texts that hold one word of every choice, sorted.

        Of the rarest choice only the first `depth` texts of each word are looked at (None: all). Cost: those texts;
        of a single choice only `limit` texts of each word.
        """
        if not choices or not all(choices):
            return _EMPTY
        if len(choices) == 1:
            return _union([self.holding(word)[:limit] for word in choices[0]])[:limit]
        rarest = min(range(len(choices)), key=lambda n: self._count(choices[n]))
        found = _union([self.holding(word)[:depth] for word in choices[rarest]])
        for n, choice in enumerate(choices):
            if n != rarest and len(found):
                found = found[self.hold(found, self.marked((word, word + 1) for word in choice))]
        return found[:limit]

    def _count(self, words: Sequence[int]) -> int:
        return sum(int(self.post_start[word + 1] - self.post_start[word]) for word in words)

    def marked(self, ranges: Iterable[tuple[int, int]]) -> Marks:
        """For each word whether it lies in one of the ranges [from, to)."""
        marks = np.zeros(len(self.words), dtype=bool)
        for low, high in ranges:
            marks[low:high] = True
        return marks

    def hold(self, texts: Ids, wanted: Marks) -> Marks:
        """For each text, whether it holds a marked word: one pass over the texts for each place in them."""
        starts = self.text_start[texts]
        sizes = self.text_start[texts + 1] - starts
        held = np.zeros(len(texts), dtype=bool)
        for place in range(int(sizes.max(initial=0))):
            held |= wanted[self.text_words[starts + np.minimum(place, sizes - 1)]]
        return held

    def ending(self, word: int) -> Ids:
        """Texts whose last word it is, sorted."""
        part = slice(self.post_start[word], self.post_start[word + 1])
        return self.post[part][self.post_last[part]]

    def stands_alone(self, word: int) -> bool:
        """Is there a text of this word only?"""
        texts = self.holding(word)
        return bool((self.text_start[texts + 1] - self.text_start[texts] == 1).any())

    def folded(self, text: int) -> tuple[str, ...]:
        """The folded words of a text."""
        return tuple(self.words[n] for n in self.text_words[self.text_start[text] : self.text_start[text + 1]])


def _union(parts: Sequence[Ids]) -> Ids:
    """All numbers of the sorted parts, sorted, each once."""
    if len(parts) == 1:
        return parts[0]
    merged = np.sort(np.concatenate(parts), kind="stable")
    return merged[np.concatenate(([True], merged[1:] != merged[:-1]))] if len(merged) else merged
