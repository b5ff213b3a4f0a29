"""Which stretches of a question name actors: longest first, misspellings only where a capital marks a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.actors.folding import fold
from bot.actors.known import is_given, is_ordinary
from bot.model import Span
from bot.names.lexicon import is_surname, name_lexicon

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|['’.&-](?=[^\W_]))*\.?")
_POSSESSIVE = re.compile(r"['’][sS]$")
_SMALL = frozenset(
    "a an the of for to in at on by with from and or did do does has have had is was are were what who".split()
)
_MAX_TOKENS = 7  # of the longest name looked for

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the question; `span` without a possessive s or a final full stop that is no abbreviation."""

    span: Span
    folded: str
    capital: bool
    title: bool  # "president", "mr."
    ordinary: bool  # a word that names nobody, at least in small letters


def tokens_of(text: str) -> list[Token]:
    """The words of a question in reading order."""
    lexicon = name_lexicon()
    out = []
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        word = found[0]
        if word.endswith(".") and not _keeps_stop(word):
            word, end = word[:-1], end - 1
        owner = _POSSESSIVE.search(word)
        if owner:
            word, end = word[: owner.start()], start + owner.start()
        folded = fold(word)
        title = folded in lexicon.titles or folded in lexicon.honorifics
        capital, ordinary = word[:1].isupper(), is_ordinary(folded)
        out.append(Token(Span(start, end), folded, capital=capital, title=title, ordinary=ordinary))
    return out


def _keeps_stop(word: str) -> bool:
    """ "J.", "U.S.", "Jr.": the full stop belongs to the word."""
    letters = word.replace(".", "").lower()
    lexicon = name_lexicon()
    return len(letters) == 1 or "." in word[:-1] or letters in lexicon.suffixes or letters in lexicon.honorifics


def stretches(
    text: str,
    exactly: Callable[[str], Found | None],
    role: Callable[[str], Found | None],
    nearly: Callable[[str], Found | None],
) -> Iterator[tuple[Span, Found]]:
    """Disjoint stretches that name somebody, in reading order.

    `exactly` looks a stretch up as typed, `role` as a role ("the Kremlin spokesman"), `nearly` allows other spellings.
    Words in small letters count as typed only, and never if they are ordinary; a run of capitals may be misspelt.
    """
    tokens = tokens_of(text)
    at = 0
    while at < len(tokens):
        found = (
            _longest(text, tokens, at, exactly, _may_name)
            or _longest(text, tokens, at, role, _may_be_role)
            or _misspelt(text, tokens, at, nearly)
        )
        if found and not (found[0] == at + 1 and _is_torn(text, tokens, at, exactly)):
            end, value = found
            yield Span(tokens[at].span.start, tokens[end - 1].span.end), value
            at = end
        else:
            at += 1


def _is_torn(text: str, tokens: Sequence[Token], at: int, exactly: Callable[[str], Found | None]) -> bool:
    """Is the word only part of a longer name that nobody has: "Ana" or "Ruiz" of an unknown Ana Ruiz?"""
    word = tokens[at]
    if at and _touch(text, tokens[at - 1], word):
        before = tokens[at - 1]
        if is_given(before.folded) and not before.ordinary and before.capital is word.capital:
            return True
    if at + 1 == len(tokens) or not _touch(text, word, tokens[at + 1]):
        return False
    after = tokens[at + 1]
    if not word.capital:
        return is_given(word.folded) and is_surname(after.folded) and not after.ordinary
    return after.capital and not after.ordinary and exactly(after.span.of(text)) is None


def _touch(text: str, one: Token, other: Token) -> bool:
    return text[one.span.end : other.span.start].isspace()


def _longest(
    text: str,
    tokens: Sequence[Token],
    at: int,
    lookup: Callable[[str], Found | None],
    may: Callable[[Sequence[Token]], bool],
) -> tuple[int, Found] | None:
    for end in range(min(len(tokens), at + _MAX_TOKENS), at, -1):
        if may(tokens[at:end]):
            found = lookup(text[tokens[at].span.start : tokens[end - 1].span.end])
            if found is not None:
                return end, found
    return None


def _may_name(tokens: Sequence[Token]) -> bool:
    """A lone word may be no ordinary one; of several the first may be a title, the last a family name ("bell")."""
    first, last = tokens[0], tokens[-1]
    if any(token.folded in {"and", "or"} and not token.capital for token in tokens):
        return False
    if len(tokens) > 1:
        return (first.title or not _plain(first)) and (last.capital or last.folded not in _SMALL)
    # the capital of "Will Bell say" or "May we" is the sentence's
    return not _plain(first) and not (first.ordinary and first.span.start == 0)


def _may_be_role(tokens: Sequence[Token]) -> bool:
    """Two words or more that neither begin nor end with a small word."""
    return len(tokens) > 1 and tokens[0].folded not in _SMALL and tokens[-1].folded not in _SMALL


def _plain(token: Token) -> bool:
    return token.ordinary and not token.capital


def _misspelt(
    text: str, tokens: Sequence[Token], at: int, lookup: Callable[[str], Found | None]
) -> tuple[int, Found] | None:
    if not tokens[at].capital or tokens[at].ordinary:
        return None
    end = at + 1
    while end < len(tokens) and end - at < _MAX_TOKENS and tokens[end].capital:
        end += 1
    for stop in range(end, at, -1):
        found = lookup(text[tokens[at].span.start : tokens[stop - 1].span.end])
        if found is not None:
            return stop, found
    return None
