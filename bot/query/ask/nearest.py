"""Sentences by how much of a question they hold: the second look, where none holds all that a sure answer must.

Every word of the question counts by its rarity, and by where it stands nearest: in the sentence, in the one before, in
the paragraph, in the title. Measured on questions of people who did not know the program, this order has the wanted
sentence first or second for four questions of facts in five; what makes it an answer is asked after that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from bot.archive.port import Passage
from bot.model import Article, Kind, Span
from bot.query.ask.around import BEFORE, PRONOUN, Around, presence, typed_stems
from bot.query.ask.clauses import (
    has_subject,
    is_hedged,
    is_negated,
    is_opposed_in_vain,
    is_without_agent,
    place_of,
)
from bot.query.ask.dates import YEAR, When, is_then
from bot.query.ask.descriptions import is_owned_by_others
from bot.query.ask.evidence import candidates_for
from bot.query.ask.kinds import answer_spans, asks_name, heads
from bot.query.ask.names import is_place
from bot.query.ask.opposites import is_opposed
from bot.query.ask.question import Intent, Question
from bot.query.ask.reasons import gives_reason
from bot.query.ask.sentences import Sentences, name_stems, rarities
from bot.query.ask.terms import Term, term_of
from bot.query.ask.wanted import ORDINALS, SUPPOSES, Wanted, counts_of_somebody, is_announced
from bot.query.page import Page
from bot.text.words import fold

ONE_BEFORE, PARAGRAPH, PARAGRAPH_BEFORE, HEAD, ELSEWHERE = 0.7, 0.5, 0.4, 0.45, 0.2
"""What a word counts that stands nearest in the sentence before, the paragraph, the one before, the title or first
paragraph (or, a name, again and again in the article), anywhere in the article; in the sentence itself 1."""
NAMED, TYPED = 0.35, 0.2
"""What it counts besides that the sentence names everybody whom the question names, and holds what it asks for."""
ENOUGH = 0.5
"""Least coverage of an answer."""
MOST = 0.7
"""Least coverage of one that holds a single word itself."""
ALMOST_ALL = 0.75
"""The same for "who is the chief of the harbour?", where every word is part of the role."""
LIMIT = 10
"""Sentences whose surroundings are read, those that hold most themselves."""


@dataclass(frozen=True, kw_only=True)
class Near:
    """A sentence with how much of the question stands in it and around it."""

    passage: Passage
    article: Article
    words: frozenset[str]  # its index words
    coverage: float  # 0..1
    inside: int  # words of the question in the sentence itself
    nowhere: tuple[Term, ...]  # words that stand neither in it nor near it
    presence: float  # of whoever is least there of those named: 1 in the sentence, 0 nowhere near
    answer: tuple[Span, ...] | None  # the time, number … itself; None: it holds nothing of that kind
    hedged: bool = False  # it says that this is not known
    asks_kind: bool  # does the question ask for a kind of thing at all?

    @cached_property
    def text(self) -> str:
        return self.passage.span.of(self.article.text)

    @property
    def rank(self) -> tuple[float, int, str, int]:
        score = self.coverage + NAMED * self.presence + TYPED * (self.asks_kind and self.answer is not None)
        day = self.article.day
        start = self.passage.span.start
        return -round(score, 3), -(day.toordinal() if day else 0), self.article.id, start


_OF_KIND = frozenset(
    (Intent.QUANTITY, Intent.EVENT_TIME, Intent.EVENT_PLACE, Intent.EVENT_MEDIUM, Intent.REASON, Intent.RELATION)
)


def nearest(wanted: Wanted, sentences: Sentences) -> list[Near]:
    """The sentences that hold most of the question, best first. Reads the surroundings of `LIMIT` of the candidates."""
    question, terms = wanted.question, wanted.terms
    weights = rarities(sentences.view, terms)
    names = [stems for who in question.named for match in who.matches for stems in name_stems(match.actor)]
    found = []
    for passage in candidates_for(question, terms, sentences):
        article = sentences.article(passage.article)
        if article is not None:
            words = sentences.words(article, passage.span.start, passage.span.end)
            held = sum(weight * term.match(words) for term, weight in zip(terms, weights, strict=True))
            found.append(
                (held + (sum(weights) or 1.0) * NAMED * any(s <= words for s in names), passage, article, words)
            )
    found.sort(key=lambda one: -one[0])  # stable: as the archive has them
    return sorted(
        (
            _near(wanted, weights, passage, sentences.page(article), words)
            for _, passage, article, words in found[:LIMIT]
        ),
        key=lambda near: near.rank,
    )


def _near(wanted: Wanted, weights: Sequence[float], passage: Passage, page: Page, words: frozenset[str]) -> Near:
    question, terms, predicate = wanted.question, wanted.terms, wanted.predicate
    text = passage.span.of(page.article.text)
    around = Around(page, passage.span)
    held, inside = 0.0, 0
    nowhere = []
    for term, weight in zip(terms, weights, strict=True):
        share = term.match(words)
        inside += share > 0
        if not share:
            share = _share_around(term, around)
        if share <= ELSEWHERE and not term.light:
            nowhere.append(term)
        held += weight * share
    named = min((_presence(n, question, text, words, around) for n in range(len(question.named))), default=1.0)
    if not named and inside >= _TELLING and not nowhere and held >= TOLD * sum(weights):
        named = (BEFORE if question.intent is Intent.RELATION else PRONOUN) * _is_of_topic(question, around)
    kind = question.intent in _OF_KIND or asks_name(question) is not None
    spans = answer_spans(question, terms, predicate, text, passage.span.start) if kind else []
    if question.intent is Intent.RELATION and is_without_agent(question, predicate, text):
        spans = None
    return Near(
        passage=passage,
        article=page.article,
        words=words,
        coverage=held / (sum(weights) or 1.0),
        inside=inside,
        nowhere=tuple(nowhere),
        presence=named,
        answer=None if spans is None else tuple(spans),
        hedged=kind and is_hedged(text, place_of(predicate, text), question),
        asks_kind=kind and question.intent is not Intent.RELATION,
    )


_TELLING = 2
TOLD = 0.8
"""Least coverage of a sentence that need not name the one thing or body of which its whole article is."""


def _is_of_topic(question: Question, around: Around) -> bool:
    """Is the one that the question names no person, and named where the article says what it is about?

    "Production is to start again in February" is of the factory that the title names.
    """
    if len(question.named) != 1 or any(m.actor.kind is Kind.PERSON for m in question.named[0].matches):
        return False
    who = question.named[0]
    called = [typed_stems(who.words), *(stems for m in who.matches for stems in name_stems(m.actor))]
    return any(stems and stems <= around.head for stems in called)


def _presence(number: int, question: Question, text: str, words: frozenset[str], around: Around) -> float:
    """How far the sentence names the one.

    "The yard" is that of the harbour whose yard the question asks about; and a film, an office or a cause of which it
    asks ("who plays the father in Low Water?") is named once in an article, unlike places, of which it has many.
    """
    who = question.named[number]
    here = presence(who, text, words, around, alone=len(question.named) == 1)
    owned = re.search(rf"\bA{number} s (\w+)", question.skeleton)
    owner = owned is not None and not term_of(owned[1]).forms.isdisjoint(words)
    setting = (
        len(question.about) > 1
        and not is_place(who)
        and re.search(rf"\b(?:in|at|for|as|on|over) A{number}\b", question.skeleton)
    )
    if here >= PRONOUN or is_place(who) or not (owner or setting):
        return here
    return PRONOUN if any(stems <= around.article for m in who.matches for stems in name_stems(m.actor)) else here


def _share_around(term: Term, around: Around) -> float:
    """What the term counts where it stands nearest outside of the sentence."""
    if term.match(around.one_before):
        return ONE_BEFORE
    if term.match(around.paragraph):
        return PARAGRAPH
    if term.match(around.head) or (term.required and around.often(term.word)):
        return HEAD
    if term.match(around.paragraph_before):
        return PARAGRAPH_BEFORE
    return ELSEWHERE if term.match(around.article) else 0.0


def may_answer(near: Near, wanted: Wanted) -> bool:
    """Does the sentence hold so much, and nothing that speaks against it, that it is shown as the answer?

    Words may be missing, as people ask in words of their own; not so names, numbers, the kind of thing asked for, or
    whoever did it. The opposite of a word is worse than nothing.
    """
    question, terms = wanted.question, wanted.terms
    if question.intent is Intent.REASON and (near.presence < PRONOUN or not gives_reason(near.text)):
        return False  # a reason is one of the very event, or none
    if (near.answer is None and not near.hedged) or near.coverage < _least(question) or near.presence < BEFORE:
        return False
    if near.presence < PRONOUN and counts_of_somebody(question):
        return False
    if question.intent is Intent.YES_NO and (near.nowhere if _IS.match(question.skeleton) else near.nowhere[1:]):
        return False
    if wanted.speaker is not None and not wanted.speaker.match(near.words):
        return False
    if wanted.owned is not None and is_owned_by_others(wanted.owned[1], wanted.owned[0], near.text):
        return False
    if wanted.thing is not None and not wanted.thing.match(near.words):
        return False
    if _holds_few(near, question) or any(term.required for term in near.nowhere):
        return False
    if not all(is_then(when, near.text, near.article) and _year_fits(when, near) for when in question.dates):
        return False
    if any(_has_digit(term) and not term.match(near.words) for term in terms):
        return False
    if any(fold(term.word) in ORDINALS for term in near.nowhere):
        return False
    if any(is_opposed(term, near.words) for term in terms) or is_opposed_in_vain(wanted.solid, near.text, near.words):
        return False
    if not _happens(near, wanted):
        return False
    return _is_of_them(near, question, wanted.predicate) and _is_of_tense(near, question)


def _happens(near: Near, wanted: Wanted) -> bool:
    """Does what the question says happened stand there? People rarely call that otherwise.

    Verbs of two words, such as "take over", they do; and of many verbs less than half may be missing. None may be
    denied there, unless whether it happened is the question.
    """
    question = wanted.question
    phrases = question.intent is Intent.YES_NO
    acts = [act for act in wanted.acts if phrases or " " not in act.word]
    if is_announced(wanted, near.text):
        return True
    places = [place_of(term, near.text) for term in acts]
    if acts and places.count(None) > (len(acts) - 1) // 2:
        return False
    if question.intent is Intent.YES_NO or question.negative:
        return True
    supposes = bool(SUPPOSES.search(question.skeleton))
    return not any(is_negated(near.text, at, unreal=supposes) for at in places if at is not None)


LEAST = 2
"""Words and names of the question that the sentence must hold or be near to."""
_CARRIED_ON: Mapping[Intent, float] = MappingProxyType(
    {
        **dict.fromkeys((Intent.FACT, Intent.YES_NO, Intent.EVENT_TIME, Intent.EVENT_PLACE), MOST),
        Intent.QUANTITY: 0.6,
    }
)
"""Least coverage of a sentence that holds a single word itself and carries on those with the rest."""


def _holds_few(near: Near, question: Question) -> bool:
    """Are there too few words of the question in it? One is enough where it carries on sentences with all the rest."""
    if not near.inside:
        return True
    if question.intent in _CARRIED_ON and near.coverage >= _CARRIED_ON[question.intent] and not near.nowhere:
        return False
    return near.inside + len(question.named) < LEAST


_IS = re.compile(r"^(?:is|are|was|were) (?!it true)")
_WHO_IS = re.compile(r"^(?:who|what|which \w+) (?:is|s|was|are|were) (?:the|a|an|A\d)\b")


def _least(question: Question) -> float:
    return ALMOST_ALL if _WHO_IS.match(question.skeleton) and question.intent is Intent.RELATION else ENOUGH


def _year_fits(when: When, near: Near) -> bool:
    """Does a year of the question stand in the sentence, or is it that of the article?"""
    years = YEAR.findall(when.words)
    day = near.article.day
    return all(year in near.text or (day is not None and str(day.year) == year) for year in years)


def _has_digit(term: Term) -> bool:
    return any(c.isdigit() for c in term.word)


def _is_of_them(near: Near, question: Question, predicate: Term | None) -> bool:
    """Does the sentence say it of whom the question asks about, and for a number hold what is counted?"""
    if not has_subject(question, predicate, near.text):
        return False
    if question.intent is Intent.RELATION and near.presence < PRONOUN and predicate and predicate.match(near.words):
        return False  # it was done to somebody else
    counted = heads(question)[-1:] if re.search(r"\bhow many\b", question.skeleton) else ()
    return all(term.match(near.words) for term in counted)


_WILL = re.compile(r"^(?:when|where|who|what \w+|how \w+(?: \w+)?) will\b")
_COMING = re.compile(
    r"\b(?:will|would|plans?|planned|is to|are to|was to|were to|to be|expects?|expected|wants?|hopes?|due|until|by|"
    r"should|could|can|may|might|aims?|scheduled|going to|next|begins?|starts?|takes?|ready)\b|[’']ll\b"
)


def _is_of_tense(near: Near, question: Question) -> bool:
    """A question of what will be is answered by a sentence that looks ahead."""
    return not _WILL.match(question.skeleton) or bool(_COMING.search(near.text))
