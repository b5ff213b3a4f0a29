"""How much of a topic stands in a statement and around it: the measure by which statements are chosen and refused."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.archive.port import QuoteRow
from bot.query.ask.terms import SYNONYM, Term
from bot.query.page import Page, is_turn
from bot.query.view import View

SURE = 0.6
"""Least confidence in the speaker of a statement that does not hold the words of the topic itself."""
INSIDE, SENTENCE, BEFORE, PARAGRAPH, PARAGRAPH_BEFORE, HEAD = 1.0, 0.9, 0.6, 0.45, 0.44, 0.35
"""What a word of the topic counts in the statement, in its sentence, in the sentence before or the question that it
answers, in its paragraph, in the one before, and in the title or first paragraph of the article.

Measured on the 97 questions with a known speaker of more than two statements, on which the figures were also chosen:
the wanted statement is among the first two in 92 %; by the words of its own sentence alone in 84 %."""
COMMON, UNKNOWN = 0.4, 0.7
"""What a word counts that stands in every sentence (one that stands in a single sentence counts 1), and one that
stands in none, which only the question calls so."""
FAR_NAME, NAMELESS = 0.7, 0.5
"""What is left of a coverage where a name or number of the topic stands only elsewhere in the article, or nowhere."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The words of a topic, each with its weight: rare ones tell more than common ones."""

    terms: tuple[Term, ...]
    weights: tuple[float, ...]
    unique: tuple[bool, ...] = ()  # which of them stand in a single sentence of all


NOTHING = Topic((), ())


def topic_of(terms: Sequence[Term], view: View, unknown: float = UNKNOWN) -> Topic:
    """Costs one look-up of how often the words stand in the articles."""
    held = view.reader.frequencies({word for term in terms for word in term.every})
    whole = math.log(view.state.passages + 2)

    def weight(term: Term) -> float:
        sentences = sum(held[word] for word in term.every)
        if not sentences:
            return unknown * term.weight
        return (1 - (1 - COMMON) * min(math.log(sentences + 1) / whole, 1.0)) * term.weight

    unique = (sum(held[form] for form in term.forms) == 1 for term in terms)
    return Topic(tuple(terms), tuple(map(weight, terms)), tuple(unique))


def _around(row: QuoteRow, page: Page, topic: Topic) -> Iterator[tuple[float, frozenset[str]]]:
    """What a word counts there, and the words that stand there, from the statement outwards.

    The statement and its sentence are left out where nothing of the topic stands in their paragraph, as in most.
    """
    text, context = page.article.text, row.context
    start, end = page.paragraph(context.start, context.end)
    paragraph = page.words(start, end)
    if any(term.match(paragraph) for term in topic.terms):
        for span in row.quote.spans:
            yield INSIDE, page.words(span.start, span.end)
        yield SENTENCE, page.words(context.start, context.end)
        yield BEFORE, page.words(*page.last_sentence(start, context.start))
    before, _ = page.paragraph_before(start)
    if is_answer(text, start, before):
        yield BEFORE, page.words(before, start)
    yield PARAGRAPH, paragraph
    yield PARAGRAPH_BEFORE, page.words(before, start)
    yield HEAD, page.head


def is_answer(text: str, start: int, before: int) -> bool:
    """Is the paragraph at `start` a turn of an interview, and the one before it a question?"""
    return is_turn(text, start) and is_turn(text, before) and "?" in text[before:start]


def _least_share(row: QuoteRow, text: str) -> float:
    """How far around a statement words may stand and still say what it is about: by what they count there.

    Around the own words of a sure speaker as far as the title; behind a reported statement only the sentence before.
    A name that stands near any statement may be what it speaks of, but tells nothing alone.
    """
    if row.quote.confidence < SURE:
        return SENTENCE
    source = row.quote.source
    turn = source is not None and text[source.end : row.quote.spans[0].start].strip() == ":"  # of an interview
    return HEAD if row.quote.plain or turn else BEFORE


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of a topic stands in a statement and around it."""

    covered: float  # 0..1
    own: float  # share of the topic that stands in the statement or its sentence
    near: float  # share that stands there or in the paragraphs around
    held: int  # so many words of it, verbs of little meaning apart, stand somewhere there
    missing: bool  # a name or number of the topic stands nowhere near
    telling: bool  # its own words hold a word of the topic that stands nowhere else


_JUDGING = frozenset("good better best great bad worse worst right wrong true false fair unfair able".split())
"""Words that the question brings along, not what it is about: "is she better than he?"."""


def _is_asked_of(term: Term) -> bool:
    """Is it what the question asks about a name: no name itself, and more than "better" or "go"?"""
    return not term.required and not term.light and term.word.lower() not in _JUDGING


def overlap_of(row: QuoteRow, page: Page, topic: Topic) -> Overlap:
    """Each word counts by the nearest place where it stands. Looks no further than it must."""
    held = [0.0] * len(topic.terms)
    asked = [n for n, term in enumerate(topic.terms) if _is_asked_of(term)]
    beside_name = 0 < len(asked) < len(topic.terms)
    there = [not term.required and not (beside_name and n in asked) for n, term in enumerate(topic.terms)]
    least = _least_share(row, page.article.text)
    for share, words in _around(row, page, topic):
        pending = [n for n, best in enumerate(held) if best < share and (share >= least or not there[n])]
        if not pending:
            break
        for n in pending:
            match = topic.terms[n].match(words)
            there[n] |= match > 0 and (topic.terms[n].required or share > HEAD or share >= least)
            held[n] = max(held[n], share * match if share >= least else 0.0)
    whole = sum(topic.weights)
    pairs = tuple(zip(topic.weights, held, strict=True))
    covered = sum(weight * best for weight, best in pairs) / whole
    if least == BEFORE and max(held) < SENTENCE * SYNONYM:
        covered = 0.0  # a reported statement that holds nothing of it
    if beside_name and not any(there[n] for n in asked):
        covered = 0.0  # only the name stands there, nothing of what is asked about it
    if not all(there[n] for n, term in enumerate(topic.terms) if term.owner):
        covered = 0.0  # on "Brenner's plan" nothing is said that names him nowhere near
    missing = not all(there[n] for n, term in enumerate(topic.terms) if term.required)
    if missing and covered:
        elsewhere = all(
            here or page.names(term.word) for here, term in zip(there, topic.terms, strict=True) if term.required
        )
        covered *= FAR_NAME if elsewhere else NAMELESS
    return Overlap(
        covered=covered,
        own=sum(weight for weight, best in pairs if best >= SENTENCE * SYNONYM) / whole,
        near=sum(weight for weight, best in pairs if best > HEAD) / whole,
        held=sum(best > 0 and not term.light for term, best in zip(topic.terms, held, strict=True)),
        missing=missing,
        telling=any(best == INSIDE and alone for best, alone in zip(held, topic.unique, strict=True)),
    )
