"""A sketch of each article, by which near-duplicates are found: the same wire story in several outlets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rensa import RMinHash

from bot.archive.derived import SKETCH_VALUES

if TYPE_CHECKING:
    import numpy

    _Numbers = numpy.ndarray[Any, numpy.dtype[numpy.uint64]]

_RUN = 3  # words of one shingle: long enough to be rare, short enough to survive an editor
_FACTOR = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio, odd: spreads over all bits
_LEAST_WORDS = 40  # below that, two briefs share half of their shingles by chance
_SEED = 1
_BLANK = b" "


def sketch(lines: Sequence[str]) -> bytes | None:
    """MinHash over the runs of three of a text's search words, as values of four bytes; None for too short a text.

    `lines`: words separated by single blanks. The share of equal values of two sketches estimates the Jaccard
    similarity of their texts (Broder 1997), with a standard error of 0.06 at most. One hash of each run serves all
    values (Dahlgaard, Knudsen and Thorup 2017); with all words hashed together, 5 kB take half of the time.
    """
    import numpy

    each = _hashes(" ".join([line for line in lines if line]).encode("utf-8", "replace"))
    if len(each) < _LEAST_WORDS:
        return None
    runs = each[: 1 - _RUN]
    for place in range(1, _RUN):  # a polynomial in the words' hashes, modulo 2^64
        runs = runs * numpy.uint64(_FACTOR) + each[place : len(each) - _RUN + 1 + place]
    runs = (runs ^ (runs >> numpy.uint64(32))) * numpy.uint64(_FACTOR)
    (values,) = RMinHash.digest_matrix_from_flat_token_hashes(runs, [0, len(runs)], SKETCH_VALUES, _SEED).to_rows()
    return numpy.array(values, "<u4").tobytes()


def _hashes(words: bytes) -> _Numbers:
    """A polynomial in the letters of each word (Karp and Rabin 1987), modulo 2^64: one sum over all of the text, of
    which each word is a difference, brought down to the word's own place."""
    import numpy

    letters = numpy.frombuffer(words + _BLANK, numpy.uint8)
    powers, inverses = _powers(len(letters).bit_length())
    ends = numpy.flatnonzero(letters == _BLANK[0])
    sums = (letters * powers[: len(letters)]).cumsum()[ends]
    sums[1:] -= sums[:-1].copy()
    return sums * inverses[ends]


@lru_cache(maxsize=2)
def _powers(bits: int) -> tuple[_Numbers, _Numbers]:
    """The powers of `_FACTOR`, and of its inverse, for places that have so many bits."""
    import numpy

    factors = (_FACTOR, pow(_FACTOR, -1, 2**64))
    powers, inverses = (numpy.full(1 << bits, factor, numpy.uint64).cumprod() for factor in factors)
    return powers, inverses
