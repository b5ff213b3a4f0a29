"""A check as schema.org ClaimReview: the form in which fact-checkers publish a verdict for search engines.

The rating is the verdict in words. It has no number: how far words were changed is not how far they are true.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.errors import UsageError
from bot.model import Article, Kind
from bot.reply.model import Claimed, Cut, Item, Reply

_TYPES = {Kind.PERSON: "Person", Kind.ORGANISATION: "Organization", Kind.PLACE: "Organization"}


def claim_reviews(reply: Reply, published: date) -> list[dict[str, Any]]:
    """One object for each quotation that was checked. UsageError where the reply is none to a check."""
    if reply.failed or not reply.claims:
        raise UsageError("--as claimreview: only a check has this form; ask “/check some cautious optimism”.")
    return [_review(claim, published) for claim in reply.claims]


def _review(claim: Claimed, published: date) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "datePublished": published.isoformat(),
        "author": {"@type": "Organization", "name": "Quotedesk"},
        "claimReviewed": claim.words,
        "itemReviewed": _given({"@type": "Claim", "author": _authors(claim), **_appearances(claim)}),
        "reviewRating": {"@type": "Rating", "alternateName": claim.verdict, "ratingExplanation": claim.explanation},
    }


def _authors(claim: Claimed) -> list[dict[str, str]]:
    """Who is supposed to have said it; with the name as typed where nobody in the articles is called so."""
    return [_given({"@type": _TYPES[kind] if kind else "Person", "name": name}) for name, kind in claim.authors]


def _appearances(claim: Claimed) -> dict[str, Any]:
    """Where the words stand, the page that is shown; first of all the earliest."""
    if not claim.items:
        return {}
    every = [article for item in claim.items for article in (item.article, item.first) if article]
    dated = [article for article in every if article.day]
    first = min(dated, key=lambda article: (article.day or date.max, article.id)) if dated else None
    return {"firstAppearance": _work(first) if first else None, "appearance": [_quoting(item) for item in claim.items]}


def _quoting(item: Item) -> dict[str, Any]:
    """The article with the words that it has, cut from it."""
    words = " … ".join(Cut(article=item.article, span=span).words for span in item.spans)
    return {**_work(item.article), "hasPart": {"@type": "Quotation", "text": words}}


def _work(article: Article) -> dict[str, Any]:
    return _given(
        {
            "@type": "NewsArticle",
            "headline": article.title,
            "url": article.url,
            "datePublished": article.published.isoformat() if article.published else None,
            "publisher": {"@type": "Organization", "name": article.source} if article.source else None,
        }
    )


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in facts.items() if value}
