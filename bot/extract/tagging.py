"""Sentences of tagged items: tokens grouped into items (a quotation is one), and each item's tag."""

from __future__ import annotations

from bisect import bisect_left

from bot.extract.lexicon import ADV, DAY, FUNCTION_WORD, HONORIFIC, MONTH, TIME
from bot.extract.tagger import Tagger
from bot.extract.tags import QUOTED, Sentence, Tag
from bot.extract.word_tags import word_tags
from bot.extract.words import Words
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


_INSIDE = (WORD, COMMA, CLITIC)  # behind these no sentence begins


def tag_sentence(text: Words, begin: int, end: int, quoted: list[Quotation]) -> Sentence:
    """The tagged items of tokens [begin, end)."""
    tokens = text.tokens
    first, last, kinds, found = _items(tokens, begin, end, quoted)
    if len(first) == end - begin:  # most sentences: an item a token
        words, capital = tokens.words[begin:end], tokens.capital[begin:end]
        classes, forms = text.classes[begin:end], text.forms[begin:end]
    else:
        words, capital = [tokens.words[i] for i in first], [tokens.capital[i] for i in first]
        classes, forms = [text.classes[i] for i in first], [text.forms[i] for i in first]
    headline = _is_headline(tokens, first, kinds, capital, classes)
    tags: list[int] = []
    tagger = Tagger(text, first, kinds, words, capital, classes, forms, tags, headline)
    small, capitalised = word_tags(text.lexicon)
    to, noun, auxiliary, adverb = Tag.TO, Tag.NOUN, Tag.AUXILIARY, Tag.ADVERB
    before: int | None = Tag.STOP
    for n, kind in enumerate(kinds):
        if kind == WORD:
            if capital[n]:
                inside = n and not headline and kinds[n - 1] in _INSIDE
                before = (capitalised[words[n]] if inside else None) or _capital(tagger, n)
            else:
                tag = small[words[n]]
                if tag is None or before is to:
                    before = tagger.word(n)
                elif tag is noun and (before is auxiliary or before is adverb) and tagger.is_behind_modal(n):
                    before = Tag.VERB  # "could cap the fee", "would also cap the fee"
                else:
                    before = tag
        elif kind == CLITIC:
            before = tagger.clitic(n)
        elif kind == SINGLE and _is_plural_possessive(tokens, first, kinds, n):
            before = Tag.POSSESSIVE
        else:
            before = _PUNCTUATION[kind]
        tags.append(before)
    return Sentence(tokens, first, last, tags, classes, found, headline, words, forms)


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


def _is_headline(tokens: Tokens, first: list[int], kinds: list[int], capital: list[bool], classes: list[int]) -> bool:
    """Do nearly all of the longer words begin with a capital (at least four of them)?"""
    upper = lower = 0
    for n, kind in enumerate(kinds):
        if kind == WORD and (not classes[n] & FUNCTION_WORD or len(tokens.words[first[n]]) > _SMALL_WORD):
            if not capital[n] and tokens.text[tokens.starts[first[n]]].islower():
                lower += 1
                if lower > 2:
                    return False
            else:
                upper += 1
    return upper >= 4 and lower * 8 <= upper
