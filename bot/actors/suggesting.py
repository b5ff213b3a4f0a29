"""Autocomplete: actors of whom some name part begins with what is typed so far, most quoted first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from bot.actors.folding import fold
from bot.actors.index import NameIndex
from bot.actors.known import other_forms
from bot.actors.words import Ids
from bot.model import Actor, Kind
from bot.names.lexicon import name_lexicon

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ENOUGH = 8  # times the limit: names of actors that have several
_CHUNK = 4096  # names looked at before asking whether they are enough
_NONE: Ids = np.empty(0, dtype=np.int32)
_MAX_TYPO = 24  # letters of a word in which a slip is looked for; the work grows with them
_MIN_TYPO = 3  # letters typed before a slip among them is looked for


def suggest(index: NameIndex, words: Sequence[str], limit: int, kind: Kind | None) -> tuple[Actor, ...]:
    """At most `limit` actors whose names hold all words but the last, and a word that begins with the last.

    The words may come in any order of the name. Where no name does, one slip in the last word is allowed. No words:
    the most quoted actors.
    """
    if not words:
        return _kept(index, range(len(index.actors)), limit, kind)
    for ranges in _beginnings(index, words[-1]):
        names = _holding(index, words[:-1], ranges, None if kind else _ENOUGH * limit)
        found = _kept(index, _owners(index, names, limit, kind), limit, kind)
        if found:
            return found
    return ()


def untitled(prefix: str) -> list[str]:
    """The folded words of what is typed so far, without honorifics and titles of one word before them."""
    words = fold(prefix).split()
    lexicon = name_lexicon()
    while words and (words[0] in lexicon.honorifics or (len(words) > 1 and words[0] in lexicon.titles)):
        words = words[1:]
    return words


def _beginnings(index: NameIndex, word: str) -> Iterable[list[tuple[int, int]]]:
    """Word ranges of the index to try in turn: as typed, without its last vowels, with one slip."""
    yield [index.prefix(word)]
    if _MIN_TYPO <= len(word) <= _MAX_TYPO:
        yield [(n, n + 1) for n in index.same_class(word)]
        yield _slips(index, word)


def _slips(index: NameIndex, word: str) -> list[tuple[int, int]]:
    """Ranges of words that begin with `word` but for one edit behind its first letter."""
    variants = {word[:n] + word[n + 1 :] for n in range(1, len(word) - 1)}
    variants |= {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(1, len(word) - 1)}
    variants |= {word[:n] + c + word[n + 1 :] for n in range(1, len(word)) for c in _LETTERS}
    variants |= {word[:n] + c + word[n:] for n in range(1, len(word)) for c in _LETTERS}
    ranges = (index.prefix(variant) for variant in sorted(variants - {word}))
    return [(low, high) for low, high in ranges if low < high]


def _holding(index: NameIndex, whole: Sequence[str], ranges: Sequence[tuple[int, int]], enough: int | None) -> Ids:
    """Names, in no order, that hold all whole words and a word of the ranges; some `enough` of the first by rank."""
    if not whole:
        return np.concatenate([_NONE, *_postings(index, ranges)])
    others = sorted((_meant(index, word) for word in whole), key=lambda meant: _count(index, meant))
    held = np.sort(np.concatenate([_NONE, *_postings(index, others[0])]))
    wanted = [index.marked(ranges), *(index.marked(meant) for meant in others[1:])]
    parts: list[Ids] = []
    count = 0
    for start in range(0, len(held), _CHUNK):
        names = held[start : start + _CHUNK]
        for marks in wanted:
            names = names[index.hold(names, marks)]
        parts.append(names)
        count += len(names)
        if enough is not None and count >= enough:
            break
    return np.concatenate([_NONE, *parts])


def _meant(index: NameIndex, word: str) -> list[tuple[int, int]]:
    """Word ranges that a word typed in full may mean: itself, its nicknames or spellings, or else what it begins."""
    forms = (word, *other_forms(word))
    known = [n for form in forms if (n := index.word_id(form)) is not None] or index.same_class(word)
    return [(n, n + 1) for n in known] or [index.prefix(word)]


def _postings(index: NameIndex, ranges: Sequence[tuple[int, int]]) -> list[Ids]:
    return [index.post[index.post_start[low] : index.post_start[high]] for low, high in ranges]


def _count(index: NameIndex, ranges: Sequence[tuple[int, int]]) -> int:
    return sum(int(index.post_start[high] - index.post_start[low]) for low, high in ranges)


def _owners(index: NameIndex, names: Ids, limit: int, kind: Kind | None) -> Iterable[int]:
    """The actors of the names by rank; of many names only as many as may be needed."""
    wanted = _ENOUGH * limit
    if kind is None and len(names) > wanted:
        names = np.partition(names, wanted)[:wanted]
    return map(int, np.unique(index.owner[names]))


def _kept(index: NameIndex, owners: Iterable[int], limit: int, kind: Kind | None) -> tuple[Actor, ...]:
    out: list[Actor] = []
    for owner in owners:
        if kind is None or index.actors[owner].kind is kind:
            out.append(index.actors[owner])
            if len(out) == limit:
                break
    return tuple(out)
