"""Candidate sentences by their rarest words, and the words by which a sentence names somebody."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from bot.archive.port import EVERYTHING, Filter, Passage
from bot.model import Actor, Article, ArticleId, Kind
from bot.query.ask.terms import Term
from bot.query.page import Page
from bot.query.view import View
from bot.query.words import is_function_word
from bot.text.words import fold, index_words

RAREST = 5
POSTINGS = 4_000
"""As in checks: the words that candidates are looked up by, and how many sentences may hold them."""
CANDIDATES = 40


@dataclass(slots=True)
class Sentences:
    """Articles, their words and the sentences that may answer, read once a question."""

    view: View
    _found: dict[tuple[tuple[frozenset[str], ...], Filter], tuple[Passage, ...]] = field(default_factory=dict)

    def article(self, id_: ArticleId) -> Article | None:
        return self.view.reader.article(id_)

    def page(self, article: Article) -> Page:
        """The article with its words; kept with the view, for an answer looks at the same ones in several ways."""
        page = self.view.pages.get(article.id)
        if page is None:
            page = self.view.pages[article.id] = Page(article)
        return page

    def words(self, article: Article, start: int, end: int) -> frozenset[str]:
        """The index words of a stretch of the text."""
        return self.page(article).words(start, end)

    def candidates(self, sets: Sequence[AbstractSet[str]], where: Filter = EVERYTHING) -> tuple[Passage, ...]:
        """As `candidates` of the module, looked up once a question."""
        key = tuple(map(frozenset, sets)), where
        if key not in self._found:
            self._found[key] = candidates(self.view, sets, where)
        return self._found[key]


def candidates(
    view: View, sets: Sequence[AbstractSet[str]], where: Filter = EVERYTHING, limit: int = CANDIDATES
) -> tuple[Passage, ...]:
    """Sentences by the rarest of the sets of words; none where no word is known."""
    chosen = rarest(view, sets)
    found = view.reader.search_passages(chosen, where, limit=limit) if chosen else ()
    view.reader.read_ahead(passage.article for passage in found)
    return found


def rarities(view: View, terms: Sequence[Term]) -> list[float]:
    """For each term its rarity, as log(1 + sentences / sentences with it); a light word counts less."""
    held = view.reader.frequencies({form for term in terms for form in term.forms.union(*term.own)})
    total = max(1, view.state.passages)

    def holding(term: Term) -> int:
        if term.forms:
            return sum(held.get(form, 0) for form in term.forms)
        return min((held.get(form, 0) for stems in term.own for form in stems), default=0)

    return [term.weight * math.log1p(total / max(1, holding(term))) for term in terms]


def sought(view: View, terms: Sequence[Term]) -> list[AbstractSet[str]]:
    """For each term what to look for: its forms and synonyms, and of synonyms of several words those that are rare."""
    held = view.reader.frequencies({word for term in terms for word in term.of_phrases})
    return [term.every | {word for word in term.of_phrases if 0 < held[word] <= FEW} for term in terms]


FEW = 400
"""Sentences that may hold a word of a phrase for it to be looked for."""


def rarest(view: View, sets: Sequence[AbstractSet[str]], at_most: int = RAREST) -> list[AbstractSet[str]]:
    """The sets that the fewest sentences hold, as far as the bounds allow; never empty if any word is known."""
    held = view.reader.frequencies({word for group in sets for word in group})
    counted = sorted((sum(held[w] for w in group), number) for number, group in enumerate(sets))
    out: list[AbstractSet[str]] = []
    postings = 0
    for count, number in counted:
        if not count:
            continue
        postings += count
        if out and (postings > POSTINGS or len(out) == at_most):
            break
        out.append({word for word in sets[number] if held[word]})
    return out


def name_stems(actor: Actor) -> tuple[frozenset[str], ...]:
    """What a sentence that names the actor holds, stemmed: the last words of a person's or place's names.

    Of organisations and the like all words of the name, for "Times" and "Party" alone are other words.
    """
    return _name_stems(actor.name, actor.aliases, actor.kind is Kind.ORGANISATION)


@lru_cache(maxsize=5_000)
def _name_stems(name: str, aliases: tuple[str, ...], whole: bool) -> tuple[frozenset[str], ...]:
    out = []
    for form in (name, *aliases):
        if whole and " " in form:
            out.append(frozenset(w for w in index_words(form) if not is_function_word(w)))
            continue
        words = [w for w in form.split() if fold(w).strip(".") not in ("jr", "sr", "ii", "iii")]
        if words and len(words[-1]) > 2:
            out.append(frozenset(index_words(words[-1])))
    return tuple(dict.fromkeys(stems for stems in out if stems))
