"""The quoted words of a quotation as one chain of tokens, and the places in it where asked words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.archive.port import QuoteRow
from bot.model import Article, Span, Speech
from bot.query.check_align import occurrences
from bot.query.check_continued import as_one
from bot.query.normal import Token, agree_on_compounds, bare, forms, tokens
from bot.text.quotation_marks import quotations
from bot.text.tokens import tokenise


@dataclass(frozen=True, slots=True)
class Chain:
    """Quoted words in reading order, segment after segment. Without a row nobody is known to have said them."""

    article: Article
    row: QuoteRow | None
    speech: tuple[QuoteRow, ...]  # the stored quotes behind it: several where it goes over several paragraphs
    segments: tuple[Span, ...]  # between marks, marks left out
    tokens: tuple[Token, ...]
    edges: frozenset[int]  # numbers of tokens at which a segment begins, and the number after the last token

    def span(self, first: int, last: int) -> tuple[Span, ...]:
        """The tokens [first, last) as spans of the article, one for each segment that they touch."""
        out: list[Span] = []
        for segment in self.segments:
            inside = [t for t in self.tokens[first:last] if segment.start <= t.start < segment.end]
            if inside:
                out.append(Span(inside[0].start, inside[-1].end))
        return tuple(out)

    def row_of(self, used: tuple[Span, ...]) -> QuoteRow | None:
        """The stored quote that holds all of the spans; the whole of the speech where none does."""
        for row in self.speech:
            spans = row.quote.spans
            if all(any(span.start <= u.start and u.end <= span.end for span in spans) for u in used):
                return row
        return self.row


@dataclass(frozen=True, slots=True)
class Place:
    """Asked words that stand in a chain one after the other."""

    chain: Chain
    first: int
    last: int  # the token after
    same: bool  # the same characters, not only the same words

    @property
    def whole(self) -> bool:
        """Do the words fill whole segments?"""
        return self.first in self.chain.edges and self.last in self.chain.edges

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.chain.span(self.first, self.last)

    @property
    def before(self) -> tuple[Token, ...]:
        """What the quotation says before the words."""
        return self.chain.tokens[: self.first]

    @property
    def after(self) -> tuple[Token, ...]:
        return self.chain.tokens[self.last :]


def chain_of(speech: Sequence[QuoteRow], article: Article) -> Chain | None:
    """The quoted words of a stored quote, or of several in one; None if it quotes nothing. Costs its paragraphs."""
    row = as_one(speech)
    if row.quote.speech is Speech.INDIRECT:
        return None
    segments = row.quote.spans
    if row.quote.speech is Speech.MIXED:
        marked = [part for span in row.quote.spans for part in quoted_in(article.text, span)]
        segments = tuple(dict.fromkeys(marked)) or row.quote.spans
    return make_chain(article, row, segments, tuple(speech))


def make_chain(
    article: Article, row: QuoteRow | None, segments: tuple[Span, ...], speech: tuple[QuoteRow, ...] = ()
) -> Chain:
    """The chain of these segments."""
    words: list[Token] = []
    edges = [0]
    for segment in segments:
        words += tokens(article.text, segment.start, segment.end)
        edges.append(len(words))
    return Chain(article, row, speech, segments, tuple(words), frozenset(edges))


def quoted_in(text: str, within: Span) -> tuple[Span, ...]:
    """The stretches of `within` that stand in quotation marks, marks left out, in reading order."""
    start = text.rfind("\n", 0, within.start) + 1
    end = text.find("\n", within.end)
    return tuple(
        Span(max(stretch.start, within.start), min(stretch.end, within.end))
        for stretch in _marked(text[start : len(text) if end < 0 else end], start)
        if stretch.start < within.end and within.start < stretch.end
    )


@lru_cache(maxsize=512)
def _marked(paragraphs: str, offset: int) -> tuple[Span, ...]:
    """All quoted stretches of whole paragraphs, as offsets of the text that they stand in from `offset` on."""
    out: list[Span] = []
    at = offset
    for paragraph in paragraphs.split("\n"):
        read = tokenise(paragraph)
        if len(read):
            for found in quotations(read, [(0, len(read))])[0]:
                begin, end = found.inside
                if begin < end:
                    out.append(Span(at + read.starts[begin], at + read.ends[end - 1]))
        at += len(paragraph) + 1
    return tuple(out)


def places_in(chain: Chain, asked: list[Token], text: str) -> list[Place]:
    """Every place of the chain where the asked tokens (of `text`) stand, as written or without […] insertions."""
    out: list[Place] = []
    for tokens_there, back in _variants(chain):
        wanted = agree_on_compounds(asked, tokens_there, chain.article.text)
        there = agree_on_compounds(tokens_there, wanted, text)
        joined = there is not tokens_there and len(there) != len(tokens_there)
        if joined:
            starts = {token.start: number for number, token in enumerate(tokens_there)}
            ends = {token.end: number for number, token in enumerate(tokens_there)}
        for at in occurrences(forms(wanted), forms(there)):
            last = at + len(wanted) - 1
            first = back[starts[there[at].start] if joined else at]
            final = back[ends[there[last].end] if joined else last] + 1
            out.append(Place(chain, first, final, _same(chain, first, final, asked, text)))
        if out:
            break
    return out


def _variants(chain: Chain) -> list[tuple[list[Token], list[int]]]:
    """The tokens with and, where there are any, without insertions; each with the numbers they have in the chain."""
    every = list(chain.tokens)
    out = [(every, list(range(len(every))))]
    if any(token.inserted for token in every):
        kept = [number for number, token in enumerate(every) if not token.inserted]
        out.append(([every[number] for number in kept], kept))
    return out


def _same(chain: Chain, first: int, last: int, asked: list[Token], text: str) -> bool:
    """Are the characters the same? Outer punctuation and the comma before a closing mark do not count."""
    typed = bare(text[asked[0].start : asked[-1].end])
    slices = [bare(span.of(chain.article.text)) for span in chain.span(first, last)]
    if typed == " ".join(slices):
        return True
    with_ends = [
        " ".join(chain.article.text[s.start : _through_punctuation(chain, s)].split()) for s in chain.span(first, last)
    ]
    return typed == bare(" ".join(with_ends))


def _through_punctuation(chain: Chain, span: Span) -> int:
    """The end of the span with the punctuation that its segment has after it."""
    segment = next(s for s in chain.segments if s.start <= span.start < s.end)
    tail = chain.article.text[span.end : segment.end]
    return segment.end if not any(c.isalnum() for c in tail) else span.end
