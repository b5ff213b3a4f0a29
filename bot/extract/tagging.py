"""Sentences of tagged items: tokens grouped into items (a quotation is one), and each item's tag."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import repeat

from bot.extract.lexicon import ADV, DAY, FUNCTION_WORD, HONORIFIC, MONTH, TIME, Lexicon
from bot.extract.tagger import Tagger, fixed_tags
from bot.extract.tags import QUOTED, Sentence, Tag
from bot.text.quotation_marks import Quotation
from bot.text.tokens import (
    BREAK,
    CLITIC,
    CLOSING,
    COLON,
    COMMA,
    DASH,
    ELLIPSIS,
    MARK,
    OPENING,
    OTHER,
    SINGLE,
    STOP,
    WORD,
    Tokens,
)

_PUNCTUATION = {
    STOP: Tag.STOP,
    COMMA: Tag.COMMA,
    COLON: Tag.COLON,
    DASH: Tag.DASH,
    ELLIPSIS: Tag.OTHER,
    OPENING: Tag.OPENING,
    CLOSING: Tag.CLOSING,
    MARK: Tag.OTHER,
    SINGLE: Tag.OTHER,
    OTHER: Tag.OTHER,
    QUOTED: Tag.QUOTATION,
}


def tag_sentence(
    tokens: Tokens,
    begin: int,
    end: int,
    quoted: list[Quotation],
    named: frozenset[str],
    lexicon: Lexicon,
) -> Sentence:
    """The tagged items of tokens [begin, end). `named`: words known to be names though they begin a sentence."""
    first, last, kinds, found = _items(tokens, begin, end, quoted)
    text, starts, words = tokens.text, tokens.starts, tokens.words
    items = words[begin:end] if len(first) == end - begin else [words[i] for i in first]
    classes = list(map(lexicon.classes.get, items, repeat(0)))
    headline = _is_headline(tokens, first, kinds, classes)
    tags: list[int] = []
    tagger = Tagger(tokens, first, kinds, classes, tags, named, lexicon, headline)
    small = _small_words(lexicon)
    noun, verb, to = Tag.NOUN, Tag.VERB, Tag.TO
    before = Tag.STOP
    for n, kind in enumerate(kinds):
        if kind == WORD:
            i = first[n]
            if text[starts[i]].isupper():
                if classes[n] & TIME and n and classes[n - 1] & HONORIFIC:
                    classes[n] &= ~(TIME | DAY | MONTH)  # "Mr. Winter", "Ms. May"
                before = tagger.word(n)
                if classes[n] & TIME and before is Tag.NAME and tags and tags[-1] is Tag.NAME and classes[n] & ADV:
                    classes[n] &= ~TIME  # "Rebuild Now"
            else:
                tag = small[items[n]]
                before = tagger.word(n) if tag is None else verb if tag is noun and before is to else tag
        elif kind == CLITIC:
            before = tagger.clitic(n)
        elif kind == SINGLE and _is_plural_possessive(tokens, first, kinds, n):
            before = Tag.POSSESSIVE
        else:
            before = _PUNCTUATION[kind]
        tags.append(before)
    return Sentence(tokens, first, last, tags, classes, found, headline)


def _is_plural_possessive(tokens: Tokens, first: list[int], kinds: list[int], n: int) -> bool:
    """The apostrophe of "Fox News' Ana Ruiz" and "the workers' offer": close to a word in -s, with a word behind it."""
    i = first[n]
    return (
        0 < n < len(first) - 1
        and kinds[n - 1] == WORD == kinds[n + 1]
        and tokens.words[i] == "'"
        and tokens.words[i - 1].endswith("s")
        and tokens.starts[i] == tokens.ends[i - 1]
        and tokens.starts[i + 1] > tokens.ends[i]
    )


_MOST_WORDS = 2**15


class _SmallWords(dict[str, int | None]):
    """The tags of words in small letters: of a function word with one tag only that one, of a word that has no class
    and is no verb form NOUN (a verb behind "to"), of all others None. Filled as they are met; bounded."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._fixed = fixed_tags(lexicon)

    def __missing__(self, word: str) -> int | None:
        if len(self) >= _MOST_WORDS:
            self.clear()
        plain = word not in self._lexicon.classes and self._is_plain(word)
        tag = self[word] = Tag.NOUN if plain else self._fixed.get(word)
        return tag

    def _is_plain(self, word: str) -> bool:
        """Is a word of no class neither a verb form nor what an ending may make one, nor a number?"""
        if word in self._lexicon.forms or word[0].isdigit() or word[0] == "$" or "-" in word:
            return False
        return not ((len(word) > 4 and word.endswith(("ly", "ed"))) or (len(word) > 5 and word.endswith("ing")))


@lru_cache(maxsize=2)
def _small_words(lexicon: Lexicon) -> _SmallWords:
    return _SmallWords(lexicon)


def _items(
    tokens: Tokens, begin: int, end: int, quoted: list[Quotation]
) -> tuple[list[int], list[int], list[int], list[Quotation | None]]:
    """Items as token ranges with their kind of token; a quotation is one item."""
    first: list[int] = []
    last: list[int] = []
    kinds: list[int] = []
    found: list[Quotation | None] = []
    all_kinds, words, starts, ends = tokens.kinds, tokens.words, tokens.starts, tokens.ends
    number = bisect_left(quoted, begin, key=lambda q: q.close) if quoted else 0
    opening = quoted[number].open if number < len(quoted) else end
    plain = all_kinds[begin:end]
    if opening >= end and BREAK not in plain and STOP not in plain[:-1]:  # most sentences: an item a token
        return list(range(begin, end)), list(range(begin + 1, end + 1)), plain, [None] * len(plain)
    i = begin
    while i < end:
        if opening <= i:
            quotation = quoted[number]
            number += 1
            opening = quoted[number].open if number < len(quoted) else end
            first.append(i)
            i = max(min(quotation.close + quotation.closed, end), i + 1)
            last.append(i)
            kinds.append(QUOTED)
            found.append(quotation)
            continue
        kind = all_kinds[i]
        attached = kind == STOP and kinds and kinds[-1] == WORD and last[-1] == i and starts[i] == ends[i - 1]
        if attached and words[i] == "." and i + 1 < end and all_kinds[i + 1] != CLOSING:
            i += 1  # the full stop of an abbreviation
            last[-1] = i
            continue
        if kind != BREAK:
            first.append(i)
            last.append(i + 1)
            kinds.append(kind)
            found.append(None)
        i += 1
    return first, last, kinds, found


_SMALL_WORD = 4  # letters of the longest words that headlines in capitals write small ("with", "from")


def _is_headline(tokens: Tokens, first: list[int], kinds: list[int], classes: list[int]) -> bool:
    """Do nearly all of the longer words begin with a capital (at least four of them)?"""
    upper = lower = 0
    for n, i in enumerate(first):
        if kinds[n] == WORD and (not classes[n] & FUNCTION_WORD or len(tokens.words[i]) > _SMALL_WORD):
            if tokens.text[tokens.starts[i]].islower():
                lower += 1
                if lower > 2:
                    return False
            else:
                upper += 1
    return upper >= 4 and lower * 8 <= upper
