"""Sentences of tagged items: tokens grouped into items (a quotation is one), and each item's tag."""

from __future__ import annotations

from typing import Final

from bot.extract.lexicon import ADV, DAY, FUNCTION_WORD, HONORIFIC, MONTH, TIME
from bot.extract.tagger import Tagger
from bot.extract.tags import QUOTED, Sentence, Tag
from bot.extract.words import UNDECIDED, Words
from bot.text.quotation_marks import Quotation, first_from
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
    places,
)

_PUNCTUATION: Final = {
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


def tag_sentence(text: Words, begin: int, end: int, quoted: list[Quotation]) -> Sentence:
    """The tagged items of tokens [begin, end)."""
    tokens = text.tokens
    first, last, kinds, found = _items(text, begin, end, quoted)
    items = places(kinds, QUOTED, 0, len(kinds)) if quoted else []
    if len(first) == end - begin:  # most sentences: an item a token
        words, capital = tokens.words[begin:end], tokens.capital[begin:end]
        classes, forms, guesses = text.classes[begin:end], text.forms[begin:end], text.tags[begin:end]
    else:
        words, capital = [tokens.words[i] for i in first], [tokens.capital[i] for i in first]
        classes, forms = [text.classes[i] for i in first], [text.forms[i] for i in first]
        guesses = [text.tags[i] for i in first]
    headline = _is_headline(tokens, first, kinds, words, capital, classes)
    for n in items:
        guesses[n] = UNDECIDED
        if n + 1 < len(guesses):
            guesses[n + 1] = UNDECIDED  # what stands behind one may begin a sentence
    if guesses and capital[0]:
        guesses[0] = UNDECIDED
    if headline:
        guesses = [UNDECIDED if upper else tag for tag, upper in zip(guesses, capital, strict=True)]
    tags: list[int] = []
    tagger = Tagger(text, first, kinds, words, capital, classes, forms, tags, headline)
    undecided, to, noun, auxiliary, adverb = UNDECIDED, Tag.TO, Tag.NOUN, Tag.AUXILIARY, Tag.ADVERB
    before = Tag.STOP
    for n, tag in enumerate(guesses):
        if tag is undecided:
            tag = _tag(tagger, n)
        elif before is to:
            tag = tagger.word(n) if kinds[n] == WORD else tag
        elif tag is noun and (before is auxiliary or before is adverb) and tagger.is_behind_modal(n):
            tag = Tag.VERB  # "could cap the fee", "would also cap the fee"
        tags.append(tag)
        before = tag
    return Sentence(tokens, first, last, tags, classes, found, headline, words, forms, items)


def _tag(tagger: Tagger, n: int) -> int:
    """The tag of an item that its neighbours decide, or that is no word."""
    kind = tagger.kinds[n]
    if kind == WORD:
        if tagger.capital[n]:
            return _capital(tagger, n)
        bits = tagger.classes[n]
        return tagger.function(n, tagger.words[n], bits) if bits & FUNCTION_WORD else tagger.word(n)
    if kind == CLITIC:
        return tagger.clitic(n)
    if kind == SINGLE and _is_plural_possessive(tagger.text.tokens, tagger.first, tagger.kinds, n):
        return Tag.POSSESSIVE
    return _PUNCTUATION[kind]


def _capital(tagger: Tagger, n: int) -> int:
    """The tag of a word with a capital; where it is part of a name, it tells no time."""
    classes, tags = tagger.classes, tagger.tags
    if classes[n] & TIME and n and classes[n - 1] & HONORIFIC:
        classes[n] &= ~(TIME | DAY | MONTH)  # "Mr. Winter", "Ms. May"
    tag = tagger.word(n)
    if classes[n] & TIME and tag is Tag.NAME and tags and tags[-1] is Tag.NAME and classes[n] & ADV:
        classes[n] &= ~TIME  # "Rebuild Now"
    return tag


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


def _items(
    text: Words, begin: int, end: int, quoted: list[Quotation]
) -> tuple[list[int], list[int], list[int], list[Quotation | None]]:
    """Items as token ranges with their kind of token; a quotation is one item."""
    tokens, numbers = text.tokens, text.numbers
    number = first_from(quoted, begin)
    plain = tokens.kinds[begin:end]
    if (number == len(quoted) or quoted[number].open >= end) and BREAK not in plain and STOP not in plain[:-1]:
        return numbers[begin:end], numbers[begin + 1 : end + 1], plain, [None] * len(plain)  # most sentences
    first: list[int] = []
    last: list[int] = []
    kinds: list[int] = []
    found: list[Quotation | None] = []
    i = begin
    while i < end:
        opening = min(max(quoted[number].open, i), end) if number < len(quoted) else end
        for start, stop, closed in _runs(tokens, i, opening, end):
            first += numbers[start:stop]
            last += numbers[start + 1 : stop + 1]
            last[-1] += closed
            kinds += tokens.kinds[start:stop]
        found += [None] * (len(first) - len(found))
        i = opening
        if i < end:
            quotation = quoted[number]
            number += 1
            first.append(i)
            i = max(min(quotation.close + quotation.closed, end), i + 1)
            last.append(i)
            kinds.append(QUOTED)
            found.append(quotation)
    return first, last, kinds, found


def _runs(tokens: Tokens, begin: int, end: int, limit: int) -> list[tuple[int, int, bool]]:
    """The runs of tokens of narration that are items of their own, between breaks and behind abbreviations; of each,
    whether a full stop belongs to its last one. `limit`: the end of the sentence."""
    kinds, words, starts, ends = tokens.kinds, tokens.words, tokens.starts, tokens.ends
    out: list[tuple[int, int, bool]] = []
    start = begin
    for i in range(begin, end):
        kind = kinds[i]
        if (kind != STOP and kind != BREAK) or (
            kind == STOP
            and not (
                i > start
                and kinds[i - 1] == WORD
                and starts[i] == ends[i - 1]
                and words[i] == "."
                and i + 1 < limit
                and kinds[i + 1] != CLOSING
            )
        ):
            continue
        if i > start:
            out.append((start, i, kind == STOP))
        start = i + 1
    if start < end:
        out.append((start, end, False))
    return out


_SMALL_WORD: Final = 4  # letters of the longest words that headlines in capitals write small ("with", "from")


def _is_headline(
    tokens: Tokens, first: list[int], kinds: list[int], words: list[str], capital: list[bool], classes: list[int]
) -> bool:
    """Do nearly all of the longer words begin with a capital (at least four of them)?"""
    upper = lower = 0
    for n, kind in enumerate(kinds):
        if kind == WORD and (not classes[n] & FUNCTION_WORD or len(words[n]) > _SMALL_WORD):
            if not capital[n] and tokens.text[tokens.starts[first[n]]].islower():
                lower += 1
                if lower > 2:
                    return False
            else:
                upper += 1
    return upper >= 4 and lower * 8 <= upper
