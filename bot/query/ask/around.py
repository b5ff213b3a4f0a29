"""What stands around a sentence: the sentences and paragraph before it, the title, and whom a pronoun may mean."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache

from bot.actors.folding import fold as fold_name
from bot.actors.known import is_ordinary
from bot.model import Actor, Article, Kind, Span
from bot.query.ask.names import Named
from bot.query.ask.sentences import Sentences, name_stems
from bot.query.ask.terms import terms_of
from bot.text.words import index_words

PRONOUN = 0.75
"""What "he" counts for somebody who is named in the sentences before."""
BEFORE = 0.4
"""What it counts that somebody is named in the sentences before only."""
THEY = frozenset(("they", "them", "their", "it", "its"))
_HE = frozenset(("he", "him", "his"))
_SHE = frozenset(("she", "her", "hers"))
_SENTENCE_END = re.compile(r"[a-z0-9%][.!?][”\"’]?\s+(?=[A-ZÀ-Þ“\"‘])")
_PRONOUN = re.compile(r"\b(?:he|him|his|she|hers?|they|them|their|its?)\b", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:the|both|these)\s+(?:two\s+|three\s+)?(?:leaders|presidents|ministers|sides|men|women|parties|countries|"
    r"teams|companies|rivals|pair|couple|"
    r"governments|delegations|envoys|candidates|players|brothers|sisters)\b|\beach other\b",
    re.IGNORECASE,
)


class Around:
    """The words before a sentence and of the title, made when they are first needed."""

    def __init__(self, article: Article, span: Span, sentences: Sentences) -> None:
        self._article, self._span, self._sentences = article, span, sentences

    @cached_property
    def before(self) -> frozenset[str]:
        """The words before it in its paragraph, and of the paragraph before: at most 600 characters."""
        return frozenset(index_words(self._sentences.before(self._article, self._span)))

    @cached_property
    def previous(self) -> frozenset[str]:
        """The words of the sentence right before, in the same paragraph."""
        before = self._article.text[self._paragraph : self._span.start].rstrip()
        return frozenset(index_words(_SENTENCE_END.split(before)[-1]))

    @cached_property
    def title(self) -> frozenset[str]:
        return frozenset(index_words(self._article.title))

    @cached_property
    def paragraph(self) -> frozenset[str]:
        """The words of its whole paragraph."""
        end = self._article.text.find("\n", self._span.end)
        return self._sentences.words(self._article, self._paragraph, len(self._article.text) if end < 0 else end)

    @cached_property
    def paragraph_before(self) -> frozenset[str]:
        start, end = self._stretch_before
        return self._sentences.words(self._article, start, end)

    @cached_property
    def one_before(self) -> frozenset[str]:
        """The words of the sentence right before, also where a paragraph ends between."""
        if self._article.text[self._paragraph : self._span.start].strip():
            return self.previous
        start, end = self._stretch_before
        return frozenset(index_words(_SENTENCE_END.split(self._article.text[start:end])[-1]))

    @cached_property
    def head(self) -> frozenset[str]:
        """The words of the title and the first paragraph."""
        text = self._article.text
        start = len(text) - len(text.lstrip())
        end = text.find("\n", start)
        return self.title | self._sentences.words(self._article, start, len(text) if end < 0 else end)

    @cached_property
    def article(self) -> frozenset[str]:
        return self._sentences.words(self._article, 0, len(self._article.text))

    @cached_property
    def _paragraph(self) -> int:
        return self._article.text.rfind("\n", 0, self._span.start) + 1

    @cached_property
    def _stretch_before(self) -> tuple[int, int]:
        text = self._article.text
        end = len(text[: self._paragraph].rstrip())
        return text.rfind("\n", 0, end) + 1, end


def presence(who: Named, text: str, words: AbstractSet[str], around: Around, *, alone: bool) -> float:
    """1 if the sentence names the one, `PRONOUN` if a pronoun may stand for them, `BEFORE` if none may, else 0.

    `alone`: nobody else is named in the question. Then "he" may be the one of whom the article is.
    """
    stems = [s for match in who.matches for s in name_stems(match.actor)]
    typed = _typed(who.words)
    if any(s <= words for s in stems) or (typed and typed <= words):
        return 1.0
    if any(_is_shortened(match.actor, words) for match in who.matches) and any(s <= around.article for s in stems):
        return PRONOUN
    pronouns = {word.lower() for word in _PRONOUN.findall(text)}
    genders = {match.actor.gender.value if match.actor.gender else None for match in who.matches}
    he, she = pronouns & _HE and genders != {"female"}, pronouns & _SHE and genders != {"male"}
    if any(s <= around.before for s in stems):
        return PRONOUN if he or she or pronouns & THEY or _TOGETHER.search(text) else BEFORE
    known = alone and None not in genders
    return PRONOUN if known and (he or she) and any(s <= around.head for s in stems) else 0.0


def _is_shortened(actor: Actor, words: AbstractSet[str]) -> bool:
    """Does the first word of an organisation stand there for its name: "the Fenwick manager" of Fenwick Athletic?"""
    first, _, rest = actor.name.partition(" ")
    if actor.kind is not Kind.ORGANISATION or not rest or len(first) < _TELLING or is_ordinary(fold_name(first)):
        return False
    return not words.isdisjoint(index_words(first))


_TELLING = 5
"""Letters of a first word that tells an organisation from others."""


@lru_cache(maxsize=1_000)
def _typed(words: str) -> frozenset[str]:
    """The stems of a name as it was typed."""
    return frozenset(form for term in terms_of(words) for form in index_words(term.word))
