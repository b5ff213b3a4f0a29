"""What stands around a sentence: the sentences and paragraph before it, the title, and whom a pronoun may mean."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache

from bot.actors.folding import fold as fold_name
from bot.actors.known import is_ordinary
from bot.model import Actor, Kind, Span
from bot.query.ask.names import Named
from bot.query.ask.sentences import name_stems
from bot.query.ask.terms import terms_of
from bot.query.page import Page
from bot.text.words import index_words

PRONOUN = 0.75
"""What "he" counts for somebody who is named in the sentences before."""
BEFORE = 0.4
"""What it counts that somebody is named in the sentences before only."""
OFTEN = 3
"""Times that an article writes the name of what it is about."""
THEY = frozenset(("they", "them", "their", "it", "its"))
_HE = frozenset(("he", "him", "his"))
_SHE = frozenset(("she", "her", "hers"))
_PRONOUN = re.compile(r"\b(?:he|him|his|she|hers?|they|them|their|its?)\b", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:the|both|these)\s+(?:two\s+|three\s+)?(?:leaders|presidents|ministers|sides|men|women|parties|countries|"
    r"teams|companies|rivals|pair|couple|"
    r"governments|delegations|envoys|candidates|players|brothers|sisters)\b|\beach other\b",
    re.IGNORECASE,
)


class Around:
    """The words before a sentence and of the title."""

    def __init__(self, page: Page, span: Span) -> None:
        self._page, self._span = page, span
        self._paragraph = page.paragraph(span.start, span.end)

    @cached_property
    def before(self) -> frozenset[str]:
        """The words before it in its paragraph, and of the paragraph before: at most 600 characters."""
        return self._page.words(self._page.start_before(self._span.start), self._span.start)

    @cached_property
    def previous(self) -> frozenset[str]:
        """The words of the sentence right before, in the same paragraph."""
        return self._page.words(*self._page.last_sentence(self._paragraph[0], self._span.start))

    def calls_so(self, actor: Actor, text: str) -> bool:
        """Does "the department" stand there for the organisation: the last one so called before, or else behind?"""
        head = actor.name.split()[-1]
        if actor.kind is not Kind.ORGANISATION or head == actor.name or not head.isalpha():
            return False
        if not re.search(rf"\b(?:the|its|his|her|their|our|this) {head.lower()}\b", text):
            return False
        whole, start = self._page.article.text, self._span.start
        at = whole.rfind(f" {head}", 0, start)
        if at < 0:
            at = whole.find(f" {head}", start)
        return at >= 0 and whole[:at].endswith(actor.name.split()[-2])

    @property
    def title(self) -> frozenset[str]:
        return self._page.title

    @property
    def paragraph(self) -> frozenset[str]:
        """The words of its whole paragraph."""
        return self._page.words(*self._paragraph)

    @property
    def paragraph_before(self) -> frozenset[str]:
        return self._page.words(*self._page.paragraph_before(self._paragraph[0]))

    @cached_property
    def one_before(self) -> frozenset[str]:
        """The words of the sentence right before, also where a paragraph ends between."""
        if self._page.article.text[self._paragraph[0] : self._span.start].strip():
            return self.previous
        return self._page.words(*self._page.last_sentence(*self._page.paragraph_before(self._paragraph[0])))

    @property
    def head(self) -> frozenset[str]:
        """The words of the title and the first paragraph."""
        return self._page.head

    @property
    def article(self) -> frozenset[str]:
        return self._page.whole

    def often(self, name: str) -> bool:
        """Does the article write the name again and again?"""
        return self._page.article.text.count(name) >= OFTEN


def presence(who: Named, text: str, words: AbstractSet[str], around: Around, *, alone: bool) -> float:
    """1 if the sentence names the one, `PRONOUN` if a pronoun may stand for them, `BEFORE` if none may, else 0.

    `alone`: nobody else is named in the question. Then "he" may be the one of whom the article is.
    """
    stems = [s for match in who.matches for s in name_stems(match.actor)]
    if who.namesake and who.namesake <= around.article:
        given = [frozenset(index_words(match.actor.name.split()[0])) for match in who.matches]
        stems = [s | g for s in stems for g in given] + given
    typed = typed_stems(who.words)
    if any(s <= words for s in stems) or (typed and typed <= words):
        return 1.0
    if any(_is_shortened(match.actor, words) for match in who.matches) and any(s <= around.article for s in stems):
        return PRONOUN
    if any(around.calls_so(match.actor, text) for match in who.matches):
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
def typed_stems(words: str) -> frozenset[str]:
    """The stems of a name as it was typed."""
    return frozenset(form for term in terms_of(words) for form in index_words(term.word))
