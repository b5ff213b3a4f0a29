"""Block quotations: paragraphs of somebody's words without marks, announced by a report that ends with a colon."""

from __future__ import annotations

from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.document import Document, Paragraph
from bot.extract.tags import Tag
from bot.text.tokens import OTHER, WORD

_FIRST_PERSON: Final = frozenset(("i", "we", "i'm", "we're", "i've", "we've", "i'll", "we'll", "my", "our", "me", "us"))
_LONGEST: Final = 250  # tokens of an announced paragraph that is not set off: a longer one is the article going on
_SET_OFF: Final = 2  # spaces before the first word


def is_set_off(document: Document, paragraph: Paragraph) -> bool:
    """Is the paragraph indented, or does it begin with the ">" of a reply?"""
    start = document.tokens.starts[paragraph.begin]
    line = document.text[document.text.rfind("\n", 0, start) + 1 : start]
    indented = line.isspace() and (len(line) >= _SET_OFF or "\t" in line)
    return indented or document.text.startswith(">", start)


def is_block(document: Document, paragraph: Paragraph) -> bool:
    """May the paragraph behind an announcement be the words: without marks, and set off or in first person?"""
    if paragraph.quotations or not any(document.tokens.kinds[i] == WORD for i in range(paragraph.begin, paragraph.end)):
        return False
    if is_set_off(document, paragraph):
        return True
    if paragraph.end - paragraph.begin > _LONGEST or not paragraph.sentences or _is_announcement(paragraph):
        return False
    return any(document.tokens.words[i] in _FIRST_PERSON for i in range(paragraph.begin, paragraph.end))


def _is_announcement(paragraph: Paragraph) -> bool:
    last = paragraph.sentences[-1]
    return len(last) > 0 and last.tags[-1] is Tag.COLON


def block(document: Document, paragraph: Paragraph, announced: Attribution) -> Attribution:
    """The attribution of a block paragraph to the source of its announcement."""
    attribution = Attribution(
        paragraph.sentences[0], None, None, [], ["announced", "block"], inherited=announced, block=True
    )
    extend(document, paragraph, attribution)
    return attribution


def extend(document: Document, paragraph: Paragraph, attribution: Attribution) -> None:
    """Add the paragraph, without the ">" of a reply, to the content of a block."""
    begin = paragraph.begin
    while begin < paragraph.end and document.tokens.kinds[begin] == OTHER:
        begin += 1
    attribution.content.append((begin, paragraph.end))
