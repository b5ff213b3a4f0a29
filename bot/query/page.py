"""An article with the words of its stretches, each worked out once for an answer."""

from __future__ import annotations

import re
from functools import cached_property

from bot.model import Article
from bot.text.words import fold, index_words

SENTENCE_END = re.compile(r"[a-z0-9%][.!?][”\"’]?\s+(?=[A-ZÀ-Þ“\"‘])")
_TURN = re.compile(r"[*_#]{0,3} ?[A-ZÀ-Þ][\w .’'\-]{0,40}(?::[*_]{0,2}|[*_]{1,2}:)\s")
_BEFORE_CHARS = 600


def is_turn(text: str, at: int) -> bool:
    """Does a turn of an interview begin there: "Brenner: …"?"""
    return _TURN.match(text, at) is not None


class Page:
    """One article. Stretches are asked for by their offsets; nothing is read before it is asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._words: dict[tuple[int, int], frozenset[str]] = {}

    def words(self, start: int, end: int) -> frozenset[str]:
        """The index words of a stretch of the text."""
        found = self._words.get((start, end))
        if found is None:
            found = self._words[start, end] = frozenset(index_words(self.article.text[start:end]))
        return found

    def paragraph(self, start: int, end: int) -> tuple[int, int]:
        """Where the paragraph begins in which the stretch begins, and where that ends in which it ends."""
        text = self.article.text
        stop = text.find("\n", end)
        return text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop

    def paragraph_before(self, start: int) -> tuple[int, int]:
        """The last paragraph with words before the one that begins there."""
        text = self.article.text
        end = len(text[:start].rstrip())
        return text.rfind("\n", 0, end) + 1, end

    def start_before(self, at: int) -> int:
        """Where what is read before a sentence begins: the rest of its paragraph, and the paragraph before that one."""
        text = self.article.text
        paragraph = text.rfind("\n", 0, at)
        start = text.rfind("\n", 0, len(text[:paragraph].rstrip())) if paragraph >= 0 else 0
        return max(0, start, at - _BEFORE_CHARS)

    def last_sentence(self, start: int, end: int) -> tuple[int, int]:
        """The last sentence of a stretch."""
        stretch = self.article.text[start:end].rstrip()
        begins = [match.end() for match in SENTENCE_END.finditer(stretch)]
        return start + (begins[-1] if begins else 0), start + len(stretch)

    def names(self, name: str) -> bool:
        """Does its text hold the last word of a name? A look at all its index words takes four times as long."""
        return fold(name).split()[-1] in self._folded

    @cached_property
    def title(self) -> frozenset[str]:
        """The words of the title."""
        return frozenset(index_words(self.article.title))

    @cached_property
    def head(self) -> frozenset[str]:
        """The words of the title and the first paragraph."""
        text = self.article.text
        start = len(text) - len(text.lstrip())
        return self.title | self.words(*self.paragraph(start, start))

    @cached_property
    def whole(self) -> frozenset[str]:
        """All words of the text."""
        out: set[str] = set()
        start, text = 0, self.article.text
        while start < len(text):
            _, end = self.paragraph(start, start)
            out |= self.words(start, end)
            start = end + 1
        return frozenset(out)

    @cached_property
    def _folded(self) -> str:
        return fold(self.article.text)
