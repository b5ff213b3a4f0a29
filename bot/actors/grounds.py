"""On what grounds a typed word may stand for words of the index, from the surest ground to the weakest.

A ground gives, for every word typed, the words it may stand for, or None where any word will do (an initial). It only
proposes: which of the names that hold such words fit is decided by `alignment`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.actors.folding import class_key, same_but_umlaut, softened, typo_budget
from bot.actors.index import NameIndex
from bot.actors.known import other_forms
from bot.actors.romanisation import romanised

Choice = list[int] | None
"""Words of the index that one typed word may stand for; None: any."""
_MIN_SHORT = 4  # letters; shorter unknown words may be glued initials ("JP")
Ground = Callable[[NameIndex, Sequence[str]], list[Choice]]


def as_typed(index: NameIndex, words: Sequence[str]) -> list[Choice]:
    """The words as they are."""
    return [[*_held(index, word), *_umlauts(index, word)] for word in words]


def _held(index: NameIndex, word: str) -> list[int]:
    number = index.word_id(word)
    return [] if number is None else [number]


def _umlauts(index: NameIndex, word: str) -> list[int]:
    return [n for n in index.same_class(word) if same_but_umlaut(word, index.words[n])]


def short_forms(index: NameIndex, words: Sequence[str]) -> list[Choice]:
    """Nicknames and full forms of given names; initials fit any word."""
    last = len(words) - 1
    return [_short_form(index, word, lone=not last, last=n == last) for n, word in enumerate(words)]


def _short_form(index: NameIndex, word: str, *, lone: bool, last: bool) -> Choice:
    if not lone and (len(word) == 1 or (not last and len(word) < _MIN_SHORT and index.word_id(word) is None)):
        return None  # initials: the other words must find the name
    forms = (word, *other_forms(word)) if last else (word, *other_forms(word), word[0])
    return [n for form in forms if (n := index.word_id(form)) is not None]


def outer_words(index: NameIndex, words: Sequence[str]) -> list[Choice]:
    """The first and the last word: a middle name that the actor's names lack."""
    if len(words) <= 2:
        return []
    return [_short_form(index, words[0], lone=False, last=False), _short_form(index, words[-1], lone=False, last=True)]


def family_alone(index: NameIndex, words: Sequence[str]) -> list[Choice]:
    """The last of two words: the first may be what the actor is called by alone ("Bibi")."""
    if len(words) != 2 or not any(index.stands_alone(number) for number in _held(index, words[0])):
        return []
    return [_held(index, words[1])]


def family_only(index: NameIndex, words: Sequence[str]) -> list[Choice]:
    """The last of several words, if it is somebody's whole name."""
    held = _held(index, words[-1])
    return [held] if len(words) > 1 and any(map(index.stands_alone, held)) else []


def joined(index: NameIndex, words: Sequence[str]) -> list[Choice]:
    """Words typed apart or together: "de santis", "kim jongun"."""
    out: list[Choice] = []
    at = 0
    while at < len(words):
        pair = index.word_id("".join(words[at : at + 2])) if at + 1 < len(words) else None
        if pair is not None:
            out.append([pair])
            at += 2
        else:
            out += _parted(index, words[at])
            at += 1
    return out


def _parted(index: NameIndex, word: str) -> list[Choice]:
    whole = index.word_id(word)
    if whole is not None:
        return [[whole]]
    for cut in range(2, len(word) - 1):
        parts = index.word_id(word[:cut]), index.word_id(word[cut:])
        if parts[0] is not None and parts[1] is not None:
            return [[parts[0]], [parts[1]]]
    return [[]]


def spelled(index: NameIndex, words: Sequence[str]) -> list[Choice]:
    """Other spellings of foreign names, besides short forms."""
    return [
        None if short is None else [*short, *index.same_class(word), *_respelled(index, word), *_softened(index, word)]
        for word, short in zip(words, short_forms(index, words), strict=True)
    ]


def _respelled(index: NameIndex, word: str) -> list[int]:
    return [n for key in romanised(word) for n in index.of_class(key)]


def _softened(index: NameIndex, word: str) -> list[int]:
    key = softened(class_key(word))
    return [n for n in index.same_sound(word) if softened(class_key(index.words[n])) == key]


def misspelt(index: NameIndex, words: Sequence[str]) -> list[Choice]:
    """Words within the typo budget that begin with the same letter."""
    return _near(index, words, same_letter=True)


def misspelt_at_all(index: NameIndex, words: Sequence[str]) -> list[Choice]:
    """Words within the typo budget, and those that sound alike."""
    return _near(index, words, same_letter=False)


def _near(index: NameIndex, words: Sequence[str], *, same_letter: bool) -> list[Choice]:
    out: list[Choice] = []
    for word, held in zip(words, spelled(index, words), strict=True):
        if held is None:
            out.append(None)
            continue
        near = [n for _, n in index.near(word, typo_budget(word))]
        if same_letter:
            near = [n for n in near if index.words[n][0] == word[0]]
        else:
            near += index.same_sound(word)
        out.append(list(dict.fromkeys([*held, *near])))
    return out


SURE: tuple[Ground, ...] = (as_typed, short_forms, outer_words, family_alone, joined, family_only)
"""The words are spelled as the name is."""
SPELLED: tuple[Ground, ...] = (spelled,)
"""They are a spelling of it."""
MISSPELT: tuple[Ground, ...] = (misspelt, misspelt_at_all)
"""They are not."""
