"""Interviews without labels: paragraphs of an interviewer's own words, each followed by one that is all quotation."""

from __future__ import annotations

from typing import Final

from bot.extract.document import Document, Paragraph
from bot.extract.turns import without_emphasis
from bot.text.tokens import WORD, Tokens

_LEAST: Final = 3
"""Answers that make a text an interview; fewer may be the dialogue of a report."""
_QUESTIONS: Final = 2
"""Of them at least so many to a paragraph that ends in a question mark."""
_YOU: Final = frozenset(("you", "your", "yours", "yourself"))


def answers(document: Document) -> frozenset[int]:
    """The numbers of the paragraphs that are answers; none where the text is no such interview. Linear."""
    tokens = document.tokens
    found: set[int] = set()
    questions = 0
    for number in range(1, len(document.paragraphs)):
        before = document.paragraphs[number - 1]
        if number - 1 not in found and _is_all_quotation(document.paragraphs[number]) and _addresses(tokens, before):
            found.add(number)
            questions += _ends_in_question(tokens, before)
    if len(found) < _LEAST or questions < _QUESTIONS:
        return frozenset()
    return frozenset(found)


def _is_all_quotation(paragraph: Paragraph) -> bool:
    if len(paragraph.quotations) != 1:
        return False
    quotation = paragraph.quotations[0]
    return quotation.opened and quotation.open == paragraph.begin and quotation.close >= paragraph.end - 1


def _addresses(tokens: Tokens, paragraph: Paragraph) -> bool:
    """Does the paragraph speak to somebody in the writer's own words: "you", or a question at its end?"""
    if _is_all_quotation(paragraph):
        return False
    if _ends_in_question(tokens, paragraph):
        return True
    at = paragraph.begin
    for quotation in paragraph.quotations:
        if _says_you(tokens, at, quotation.open):
            return True
        at = quotation.close + 1
    return _says_you(tokens, at, paragraph.end)


def _says_you(tokens: Tokens, begin: int, end: int) -> bool:
    return any(tokens.kinds[i] == WORD and tokens.words[i] in _YOU for i in range(begin, end))


def _ends_in_question(tokens: Tokens, paragraph: Paragraph) -> bool:
    begin, end = without_emphasis(tokens, paragraph.begin, paragraph.end)
    return end > begin and tokens.words[end - 1] == "?"
