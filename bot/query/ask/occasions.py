"""What somebody said on an occasion, whatever about: "tell parliament", "say at the gala", "message on leaving Karsk".

Reports name the occasion once and then let the speaker speak. So the words of it need not stand in a statement: the
statements nearest to them, in an article that holds them all, are the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.archive.port import Filter
from bot.model import ActorId
from bot.query.ask.overlap import SURE
from bot.query.ask.question import Question, saying_class
from bot.query.ask.quoting import LIMIT, Ranked, places_of
from bot.query.ask.sentences import Sentences, candidates
from bot.query.ask.terms import Term, term_of
from bot.query.ask.values import Closeness
from bot.query.view import View

ARTICLES = 3
"""Articles with words of the occasion whose statements are looked at."""
NEAR = 400
"""Characters from the words of the occasion to a statement that may have been made on it."""
_NOUNS = "message|words|remarks?|statement|speech|comments?|response|reply"
_PLACES = r"at|in|outside|inside|during|on(?= \w+ing\b)|on(?= (?:arrival|departure)\b)"
_ABOUT = (
    r"(?!.*\b(?:about (?!(?:at|in|during)\b)|regarding|concerning|of|over|that|on (?!\w+ing\b|arrival|departure))\b)"
)
"""No topic behind it. "After the defeat" is no occasion: what else the article has them say may have come before."""


@lru_cache(maxsize=1)
def _on_occasion() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:and )?(?:what|how)\b.*?\b(?:(?:{saying_class()}|{_NOUNS}) (?:about )?(?:{_PLACES}) {_ABOUT}"
        rf"|(?:tell|told|say to|said to|speak to|spoke to) {_ABOUT}"
        r"(?!(?:when|where|how|why|if|whether|what)\b))"
    )


def occasion_in(question: Question, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The words of an occasion or of those who are told, where the question names nothing else to speak of."""
    if not _on_occasion().search(question.skeleton):
        return ()
    return tuple(term for term in terms if not term.light and term.forms.isdisjoint(_places()))


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    words = "outside inside leaving arriving arrival departure speech tell told message"
    return frozenset(form for word in words.split() for form in term_of(word).forms)


def said_there(view: View, actor: ActorId, terms: Sequence[Term]) -> list[Ranked]:
    """The statements of the actor that stand nearest to the words of the occasion, in articles that hold them all."""
    sentences = Sentences(view)
    out: list[tuple[tuple[int, bool, int], Ranked]] = []
    for id_ in list(dict.fromkeys(p.article for p in candidates(view, [t.every for t in terms])))[:ARTICLES]:
        article = sentences.article(id_)
        if article is None or not all(term.match(sentences.page(article).whole) for term in terms):
            continue
        places = places_of(terms, article.text)
        for row in view.reader.quotes(Filter(speaker=actor, article=id_), limit=LIMIT)[1]:
            at = row.quote.spans[0].start
            far = min((abs(at - place) for place in places), default=NEAR)
            if far < NEAR and row.quote.confidence >= SURE:
                ranked = Ranked(row=row, article=article, covered=1.0, closeness=Closeness.ARTICLE)
                out.append(((far // (NEAR // 2), not row.quote.plain, far), ranked))
    return [ranked for _, ranked in sorted(out, key=lambda one: one[0])]
