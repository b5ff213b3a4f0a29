"""Quotation marks around words that nobody is reported to say: titles, terms, nicknames, scare quotation marks."""

from __future__ import annotations

from typing import Final

from bot.extract.lexicon import MENTIONED
from bot.extract.tags import Sentence, Tag
from bot.text.quotation_marks import Quotation
from bot.text.tokens import CLOSING, COMMA, OPENING, STOP, WORD, Tokens

_NAMING: Final = frozenset("so-called titled entitled nicknamed named called dubbed labeled labelled".split())
_LONGEST: Final = 9  # tokens: what is longer is hardly ever a mere mention


def words_inside(sentence: Sentence, quotation: Quotation) -> int:
    """Number of words between the marks."""
    kinds = sentence.tokens.kinds
    return sum(1 for i in range(*quotation.inside) if kinds[i] == WORD)


def is_title(sentence: Sentence, k: int) -> bool:
    """Is the quotation at item `k` written like the title of a work: short, every longer word capitalised?"""
    quotation = sentence.quotations[k]
    if quotation is None or not quotation.closed:
        return False
    begin, end = quotation.inside
    tokens = sentence.tokens
    words = [i for i in range(begin, end) if tokens.kinds[i] == WORD]
    if not words or end - begin > _LONGEST or not _upper(sentence, words[0]):
        return False
    return all(_upper(sentence, i) or len(tokens.words[i]) <= 3 for i in words) and not (len(words) == 1 and k == 0)


def is_work(tokens: Tokens, quotation: Quotation) -> bool:
    """Do the marks hold the title of a work by its form: some words, every longer one capitalised, no stop?"""
    begin, end = quotation.inside
    if not quotation.opened or not quotation.closed or not 2 <= end - begin <= _LONGEST:
        return False
    words = [i for i in range(begin, end) if tokens.kinds[i] == WORD]
    if tokens.kinds[end - 1] == COMMA and (len(words) > 2 or tokens.words[begin] == "the"):
        end -= 1  # “The Long Winter,” a novel
    if len(words) < 2 or tokens.kinds[end - 1] != WORD or words[0] != begin:
        return False
    first = [tokens.text[tokens.starts[i]] for i in words]
    return not first[0].islower() and all(
        not c.islower() or len(tokens.words[i]) <= 3 for c, i in zip(first, words, strict=True)
    )


def is_mere_mention(sentence: Sentence, k: int, quotation: Quotation) -> bool:
    """A title, term, nickname, attribute of markup or scare quotation, as far as its form and neighbours tell."""
    begin, end = quotation.inside
    tokens = sentence.tokens
    start = tokens.starts[quotation.open] if quotation.opened else 0
    if start and tokens.text[start - 1] == "=":
        return True
    if not quotation.opened or not quotation.closed or end - begin > _LONGEST:
        return False
    before = sentence.word(k - 1) if k else ""
    bits = sentence.classes[k - 1] if k else 0
    if before in _NAMING or _is_known_as(sentence, k):
        return True
    following = sentence.tags[k + 1] if k + 1 < len(sentence) else Tag.STOP
    if k and sentence.tags[k - 1] is Tag.NAME and following is Tag.NAME:
        return True
    if bits & MENTIONED or _is_in_apposition(sentence, k):
        return True
    modified = following is Tag.NOUN or (following is Tag.NAME and k > 0 and sentence.tags[k - 1] is Tag.DETERMINER)
    if words_inside(sentence, quotation) <= 3 and modified and tokens.kinds[end - 1] == WORD:
        return True  # “carried interest” loophole
    return is_title(sentence, k) and words_inside(sentence, quotation) > 1


_WORKS: Final = frozenset("book novel film movie song album single play musical poem documentary memoir".split())


def _is_in_apposition(sentence: Sentence, k: int) -> bool:
    """ "her first album, “The sea in my pocket”, …": the title of the work before the comma."""
    if k < 2 or sentence.tags[k - 1] is not Tag.COMMA or sentence.word(k - 2) not in _WORKS:
        return False
    return k + 1 >= len(sentence) or sentence.tags[k + 1] in (Tag.COMMA, Tag.STOP)


def _is_known_as(sentence: Sentence, k: int) -> bool:
    """ "what has become known as the “Harbour rule”": a name for something."""
    at = k - 1 - (k > 0 and sentence.tags[k - 1] is Tag.DETERMINER)
    return at > 0 and sentence.word(at) == "as" and sentence.word(at - 1) in ("known", "billed")


def is_note(tokens: Tokens, quotation: Quotation) -> bool:
    """Do the marks hold nothing but a note in brackets: “(CROSSTALK.)”, “[laughter]”?"""
    begin, end = quotation.inside
    while end > begin and tokens.kinds[end - 1] == STOP:
        end -= 1
    if end - begin < 3 or tokens.kinds[begin] != OPENING or tokens.kinds[end - 1] != CLOSING:
        return False
    return CLOSING not in tokens.kinds[begin : end - 1]


def _upper(sentence: Sentence, token: int) -> bool:
    first = sentence.tokens.text[sentence.tokens.starts[token]]
    return first.isupper() or first.isdigit()
