"""A sketch of each article, by which near-duplicates are found: the same wire story in several outlets."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from typing import Final

from rensa import RMinHash

from bot.archive.derived import SKETCH_VALUES

_RUN = 3  # words of one shingle: long enough to be rare, short enough to survive an editor
_FACTOR = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio, odd: spreads over all bits
_LEAST_WORDS = 40  # below that, two briefs share half of their shingles by chance
_SEED = 1
_MOST_WORDS = 2**16


class _Hashes(dict[str, bytes]):
    """A hash of eight bytes for each word; filled as words are met, bounded."""

    def __missing__(self, word: str) -> bytes:
        found = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = found
        return found


_HASHES: Final = _Hashes()


def sketch(words: Sequence[str]) -> bytes | None:
    """MinHash over the runs of three of a text's search words, as values of four bytes; None for too short a text.

    The share of equal values of two sketches estimates the Jaccard similarity of their texts (Broder 1997), with a
    standard error of 0.06 at most. One hash of each run serves all values (Dahlgaard, Knudsen and Thorup 2017), so
    that 5 kB take a tenth of a millisecond.
    """
    import numpy

    if len(words) < _LEAST_WORDS:
        return None
    each = numpy.frombuffer(b"".join(map(_HASHES.__getitem__, words)), "<u8")
    runs = each[: 1 - _RUN]
    for place in range(1, _RUN):  # a polynomial in the words' hashes, modulo 2^64
        runs = runs * numpy.uint64(_FACTOR) + each[place : len(each) - _RUN + 1 + place]
    (values,) = RMinHash.digest_matrix_from_flat_token_hashes(runs, [0, len(runs)], SKETCH_VALUES, _SEED).to_rows()
    return struct.pack(f"<{SKETCH_VALUES}I", *values)
