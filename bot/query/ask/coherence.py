"""Is a sentence from the article that the question is about? By how much of the question its whole article holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bot.model import Article, ArticleId
from bot.query.ask.question import Question
from bot.query.ask.sentences import Sentences, name_stems, rarities
from bot.query.ask.wanted import required_terms

APART = 0.3
"""How much less of the question an article may hold than the one that holds most of it."""
WHOLE = 0.85
"""Share from which on an article is about it, whatever others hold."""
LOOKED_AT = 6
"""Other articles that are compared with it."""
_NAME = 3.0
"""What a name of the question counts, in the unit of a word's rarity."""
_T = TypeVar("_T")


def of_the_same(
    found: Sequence[_T],
    article_of: Callable[[_T], Article],
    others: Iterable[Article],
    question: Question,
    sentences: Sentences,
) -> list[_T]:
    """Those of `found` whose articles hold as much of the question as any of theirs and of the `others`, or nearly.

    "The union claims that he had to make up time" holds most words of "what will the union do if the money does not
    come on time?", but its article knows of no money. `others`: articles of the best sentences, best first.
    """
    if not found:
        return []
    shares = _Shares(question, sentences)
    held = [shares.of(article_of(one)) for one in found]
    if min(held) >= WHOLE:
        return list(found)
    looked_at = list({article.id: article for article in others}.values())[:LOOKED_AT]
    best = max(*held, *map(shares.of, looked_at), 0.0)
    return [one for one, share in zip(found, held, strict=True) if share >= best - APART]


class _Shares:
    """How much of the question stands anywhere in an article, 0..1, each worked out once."""

    def __init__(self, question: Question, sentences: Sentences) -> None:
        self._sentences = sentences
        self._terms = required_terms(question)
        self._weights = rarities(sentences.view, self._terms)
        self._names = [[s for match in who.matches for s in name_stems(match.actor)] for who in question.named]
        self._whole = (sum(self._weights) + _NAME * len(self._names)) or 1.0
        self._known: dict[ArticleId, float] = {}

    def of(self, article: Article) -> float:
        if article.id not in self._known:
            page = self._sentences.page(article)
            words = page.whole | page.title
            held = sum(weight * term.match(words) for term, weight in zip(self._terms, self._weights, strict=True))
            named = sum(any(stems <= words for stems in every) for every in self._names)
            self._known[article.id] = (held + _NAME * named) / self._whole
        return self._known[article.id]
