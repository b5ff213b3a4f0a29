"""Where a check looks: candidates by the rarest words, each article and paragraph read once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.archive.port import EVERYTHING, Filter, Passage, QuoteRow
from bot.model import ActorId, Article, ArticleId, QuoteId, Span
from bot.query.check_chains import Chain, chain_of
from bot.query.check_continued import continued
from bot.query.check_meaning import holds_negation
from bot.query.check_values import Match, Verdict
from bot.query.normal import Token, tokens
from bot.query.view import View, open_row
from bot.query.words import is_function_word
from bot.text.words import index_words, search_words

RAREST = 5
"""Words that candidates are looked up by."""
LEAST = 3
"""Words that are looked for however common they are: one alone brings thousands of sentences, all alike."""
POSTINGS = 4_000
"""Sentences that these words may stand in together, beyond the rarest: bounds the time of a look-up."""
CANDIDATES = 16
COUNTED = 10
"""The longest words, whose sentences are counted to find the rarest."""
BATCH = 8
"""Candidates come with most of the words first: after so many without the whole of them there is none."""
AHEAD = CANDIDATES
"""Articles that are fetched together."""
SHARED = 0.4
"""Least share of the words that a quotation must hold to be compared with them word by word, or `COMMON` of them."""
COMMON = 4
LACKING = 20
"""Candidates for two words that are looked at though they hold only one of them as it is spelled."""
HOLDERS = 200
"""Candidates for one or two words, where every holder is listed. More are not looked at, and the answer says so."""


def is_short(asked: Sequence[Token]) -> bool:
    return len(asked) <= 2


@dataclass(slots=True)
class Pool:
    """Articles and chains that one check has looked at, each read once."""

    view: View
    speaker: ActorId | None = None  # only this speaker's quotations, whatever words they hold
    _articles: dict[ArticleId, Article | None] = field(default_factory=dict)
    _chains: dict[QuoteId, Chain | None] = field(default_factory=dict)
    _rows: dict[str, tuple[QuoteRow, ...]] = field(default_factory=dict)
    _chosen: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    _words: dict[tuple[ArticleId, Span], frozenset[str]] = field(default_factory=dict)
    _passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)

    def article(self, id_: ArticleId) -> Article | None:
        if id_ not in self._articles:
            self._articles[id_] = self.view.reader.article(id_)
        return self._articles[id_]

    def chain(self, row: QuoteRow) -> Chain | None:
        if row.id not in self._chains:
            article = self.article(row.article)
            speech = continued(row, article, self.view.reader) if article else [row]
            chain = chain_of(speech, article) if article else None
            self._chains |= dict.fromkeys((one.id for one in speech), chain)
        return self._chains[row.id]

    def rows(self, words: str) -> tuple[QuoteRow, ...]:
        """Quotes that may hold the words, likeliest first."""
        if words not in self._rows:
            self._rows[words] = self._looked_up(words)
        return self._rows[words]

    def capped(self, words: str) -> bool:
        """Were there more candidates for one or two words than were looked at?"""
        return is_short(tokens(words)) and len(self.rows(words)) == HOLDERS

    def _looked_up(self, words: str) -> tuple[QuoteRow, ...]:
        if self.speaker is not None:
            return self.view.reader.quotes(Filter(speaker=self.speaker), limit=HOLDERS)[1]
        wanted = self._rarest(words)
        if not wanted:
            return ()
        if not is_short(tokens(words)):
            return self.view.reader.search_quotes(wanted, EVERYTHING, limit=CANDIDATES)
        if len(wanted) > 1:
            some = self.view.reader.search_quotes(wanted, EVERYTHING, limit=2 * LACKING)
            if not some or self._shares(some[-1], wanted) < len(wanted):
                return some
        return self.view.reader.search_quotes(wanted, EVERYTHING, limit=HOLDERS)

    def _shares(self, row: QuoteRow, wanted: Sequence[AbstractSet[str]]) -> int:
        """How many of the words the sentences of the quote hold."""
        article = self.article(row.article)
        return _shared(wanted, self.words_in(article, row.context)) if article else 0

    def words_in(self, article: Article, span: Span) -> frozenset[str]:
        """The search words of a stretch of an article."""
        key = (article.id, span)
        if key not in self._words:
            self._words[key] = frozenset(index_words(span.of(article.text)))
        return self._words[key]

    def chains(self, words: str) -> Iterator[Chain]:
        """The quoted words of the quotes that hold enough of the words to be compared with them, likeliest first."""
        seen: set[int] = set()
        wanted = search_words(words)
        least = min(COMMON, SHARED * len(wanted))
        lacking = 0
        for number, row in enumerate(rows := self.rows(words)):
            if number % AHEAD == 0:
                self.view.reader.read_ahead(one.article for one in rows[number : number + AHEAD])
            if row.id not in self._chains and self.speaker is None:
                shared = self._shares(row, wanted)
                lacking += shared < len(wanted)
                article = self.article(row.article)
                if article is None or shared < least or (len(wanted) == 2 and lacking > LACKING and shared < 2):
                    continue
                if len(wanted) == shared == 2 and _stand_apart(wanted, row.context.of(article.text)):
                    continue
            chain = self.chain(row)
            if chain and chain.tokens and id(chain) not in seen:
                seen.add(id(chain))
                yield chain

    def passages(self, words: str) -> tuple[Passage, ...]:
        """Sentences that may hold the words, likeliest first."""
        if words not in self._passages:
            wanted = self._rarest(words)
            found = self.view.reader.search_passages(wanted, EVERYTHING, limit=CANDIDATES) if wanted else ()
            self.view.reader.read_ahead(passage.article for passage in found)
            self._passages[words] = found
        return self._passages[words]

    def _rarest(self, words: str) -> list[frozenset[str]]:
        """The rarest of the words as far as the bounds allow; words that say nothing only where there are no others."""
        if words not in self._chosen:
            every = search_words(words)
            sets = [group for group in every if not any(is_function_word(word) for word in group)] or list(every)
            sets = sorted(sets, key=lambda group: -max(map(len, group)))[:COUNTED]
            held = self.view.reader.frequencies({word for group in sets for word in group})
            known = sorted((sum(held[w] for w in group), number) for number, group in enumerate(sets))
            out: list[frozenset[str]] = []
            postings = 0
            for count, number in known:
                postings += count
                if count and len(out) >= LEAST and (postings > POSTINGS or len(out) == RAREST):
                    break
                if count:
                    out.append(sets[number])
            self._chosen[words] = out
        return self._chosen[words]

    def opened(self, match: Match) -> Match:
        """The match with all that is shown of its quote: some reads, so for what is shown only."""
        if match.row is None:
            return match
        return replace(match, found=open_row(self.view, match.row, strong=match.strong))


def _shared(wanted: Sequence[AbstractSet[str]], there: AbstractSet[str]) -> int:
    return sum(not group.isdisjoint(there) for group in wanted)


def _stand_apart(pair: Sequence[AbstractSet[str]], text: str) -> bool:
    """Does the text hold both of the words, but nowhere one right after the other? Not said of numbers."""
    first, second = pair
    if any(word[0].isdigit() for word in first | second):
        return False
    standing = index_words(text)
    return not any(one in first and other in second for one, other in pairwise(standing))


def match_of(verdict: Verdict, chain: Chain, first: int, last: int) -> Match:
    """The match of the tokens [first, last) of the chain."""
    used = chain.span(first, last)
    before, after = chain.span(0, first), chain.span(last, len(chain.tokens))
    return Match(
        verdict=verdict,
        article=chain.article,
        used=used,
        row=chain.row_of(used),
        strong=used,
        before=before,
        after=after,
        negated=_negated(chain, first, last),
    )


def _negated(chain: Chain, first: int, last: int) -> bool:
    """Does the same sentence of the quotation negate outside the used words?"""
    text = chain.article.text
    begin = first
    while begin > 0 and not ends_sentence(text, chain.tokens[begin - 1].end, chain.tokens[begin].start):
        begin -= 1
    end = last
    while end < len(chain.tokens) and not ends_sentence(text, chain.tokens[end - 1].end, chain.tokens[end].start):
        end += 1
    return holds_negation(chain.tokens[begin:first]) or holds_negation(chain.tokens[last:end])


def ends_sentence(text: str, end: int, start: int) -> bool:
    """Does a sentence end between a token that ends there and the next that begins there?"""
    return any(mark in text[end:start] for mark in ".!?\n")
