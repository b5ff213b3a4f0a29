"""How far one sentence answers a question of facts: what of it stands there and around, and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.archive.port import Passage
from bot.model import Article, Span
from bot.query.ask.around import PRONOUN, THEY, Around, presence
from bot.query.ask.clauses import (
    HEDGE,
    has_subject,
    is_directed,
    is_hedged,
    is_negated,
    is_opposed_in_vain,
    is_told_as_past,
    is_without_agent,
    place_of,
)
from bot.query.ask.dates import YEAR, When, falls_on, is_then
from bot.query.ask.descriptions import is_described, is_owned_by_others
from bot.query.ask.kinds import answer_spans, heads
from bot.query.ask.names import Named
from bot.query.ask.question import Intent, Question
from bot.query.ask.reasons import gives_reason, is_of_others
from bot.query.ask.terms import NOUN_BEFORE, SYNONYM, Term, is_verb_there
from bot.query.ask.wanted import ORDINALS, SUPPOSES, Wanted, is_about_somebody, is_announced
from bot.query.page import Page
from bot.text.words import fold, index_words

TITLE = 0.55
"""What a word counts that stands in the article's title only."""
NEAR = 0.5
"""What a word counts that stands in the sentences before only."""
FAR = 0.3
"""The same where the sentence begins with a pronoun, which stands for something in the sentence right before."""
PREVIOUS = 0.7
"""What it counts in the sentence right before, in the same paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence with how far it answers."""

    passage: Passage
    article: Article
    covered: float  # share of the names and words of the question, 0..1
    answer: tuple[Span, ...] = ()  # the time, number, place … itself
    typed: bool = True  # does it hold what was asked for: a time for "when", a number for "how many"?
    same_event: bool = True  # do the predicate and an argument stand with it, the right way round?
    same_polarity: bool = True
    hedged: bool = False  # it says that this is not known
    synonyms: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # words of the question that it does not hold
    subject: bool = True  # does it name the first one named, or stand a pronoun for them?
    unmarked: bool = False  # a reason that stands right behind, without a word that says that it is one
    bonus: float = 0.0  # for the tense, the measure and the nearness of the answer; breaks ties

    @property
    def answers(self) -> bool:
        return (self.typed or self.hedged) and self.same_event and (self.same_polarity or self.hedged)

    @property
    def rank(self) -> tuple[float, float, int, str, int]:
        day = self.article.day
        return (
            -float(self.answers),
            -round(self.covered + self.bonus, 3),
            -(day.toordinal() if day else 0),
            self.article.id,
            self.passage.span.start,
        )


def judge(wanted: Wanted, passage: Passage, page: Page, title: str | None = None) -> Evidence | None:
    """How far the sentence answers, or in its place the title; None if it is about something else."""
    sentence = _Sentence(wanted, passage, page, title)
    if sentence.holds_little():
        return None
    shares = [(term, sentence.share(term)) for term in wanted.terms]
    present = [(who, sentence.presence(who)) for who in wanted.question.named]
    held = sum(term.weight * share for term, share in shares) + sum(match for _, match in present)
    if not held or sentence.is_of_another_event(shares):
        return None
    missing = [term.word for term, share in shares if not share and not term.light]
    missing += [who.words for who, match in present if not match]
    there = [match >= PRONOUN or (match > 0 and sentence.is_implied) for _, match in present]
    whole = sum(term.weight for term in wanted.terms) + len(present)
    return sentence.evidence(held / whole, there, missing)


class _Sentence:
    """A sentence, or in its place the title of its article, beside a question."""

    def __init__(self, wanted: Wanted, passage: Passage, page: Page, title: str | None) -> None:
        self._wanted, self._passage, self._page = wanted, passage, page
        self._question, self._predicate = wanted.question, wanted.predicate
        span = passage.span
        self._text = title or span.of(page.article.text)
        self._words = page.title if title else page.words(span.start, span.end)
        self._around = Around(page, span)

    def holds_little(self) -> bool:
        """Does it hold less than half of the question, though it tells neither of the deed nor of what stands before?

        "The cause is not known." and "Nobody was killed." say of what before.
        """
        solid, words = self._wanted.solid, self._words
        if not solid or sum(term.match(words) > 0 for term in solid) * 2 >= len(solid):
            return False
        hedges = HEDGE.search(self._text) is not None
        acts = (t for t in self._wanted.terms if is_verb_there(t.word, self._question.text))
        if not hedges and not any(term.match(words) for term in acts):
            return True
        known = words | (self._around.before if hedges else self._around.previous)
        return not all(term.match(known) for term in solid)

    def share(self, term: Term) -> float:
        """What the word counts where it stands nearest."""
        match, day = term.match(self._words), self._page.article.day
        if match:
            return match
        if any(fold(term.word) in fold(w.words) and falls_on(w, day) for w in self._question.dates):
            return PREVIOUS  # "on Saturday" of an article of that day
        if fold(term.word) in _SUMS and _MONEY.search(self._text):
            return SYNONYM
        near = FAR if _PRONOUN_FIRST.match(self._text) else NEAR
        return max(
            near * term.match(self._around.before),
            (PRONOUN if self._words & THEY else PREVIOUS) * term.match(self._around.previous),
            TITLE * term.match(self._around.title),
        )

    def presence(self, who: Named) -> float:
        """How far it names the one, or describes them."""
        match = presence(who, self._text, self._words, self._around, alone=len(self._question.named) == 1)
        start = self._passage.span.start
        if match < PRONOUN and any(
            is_described(m.actor, self._text, self._page.article, start) for m in who.matches[:2]
        ):
            return PRONOUN
        return match

    @cached_property
    def is_implied(self) -> bool:
        """Does it tell of the only one named without a name, because what happened stands there as a noun?"""
        return (
            len(self._question.named) == 1
            and all(term.match(self._words) for term in self._wanted.solid)
            and self._predicate is not None
            and _is_made_noun(self._predicate, self._text)
        )

    def is_of_another_event(self, shares: Sequence[tuple[Term, float]]) -> bool:
        """Does a name, number or ordinal of the question stand nowhere near, or whoever it was done to?"""
        if any(term.required and not term.light and not share for term, share in shares):
            return True
        if any(any(c.isdigit() for c in term.word) and not term.match(self._words) for term, _ in shares):
            return True
        if _MOST.search(self._question.skeleton) and not _MOST_TOLD.search(self._text):
            return True
        if any(fold(t.word) in ORDINALS and not t.match(self._words | self._around.paragraph) for t, _ in shares):
            return True
        if is_opposed_in_vain(self._wanted.solid, self._text, self._words):
            return True
        return self._is_of_others() or self._is_done_to_others()

    def _is_of_others(self) -> bool:
        """ "Brenner's case": is the case that the sentence tells of somebody else's?"""
        if self._wanted.owned is None:
            return False
        owner, thing = self._wanted.owned
        return is_owned_by_others(thing, owner, self._text)

    def _is_done_to_others(self) -> bool:
        """ "Who dismissed the mayor?": a sentence without the mayor is about somebody else."""
        solid, predicate, around = self._wanted.solid, self._predicate, self._around
        if self._question.intent is not Intent.RELATION or len(solid) < 2 or self._question.named:
            return False
        others = [term for term in solid if term is not predicate]
        verb = place_of(predicate, self._text)
        referred = self._words
        if verb is not None and _OBJECT_PRONOUN.match(self._text, verb):
            referred = referred | around.before
        elif self._words & THEY or (verb is not None and not _OBJECT_BEHIND.match(self._text, verb)):
            referred = referred | around.previous
        if predicate is not None and any(w.endswith(("er", "or")) for w in predicate.forms & self._words):
            referred = referred | around.title  # "the moderator, Ada Brenner": of what the article is about
        return bool(others) and not any(term.match(referred) for term in others)

    def evidence(self, covered: float, there: Sequence[bool], missing: Sequence[str]) -> Evidence:
        """What it tells. `there`: for each of those named whether it is of them."""
        question, predicate, text = self._question, self._predicate, self._text
        start = self._passage.span.start
        spans = answer_spans(question, self._wanted.terms, predicate, text, start)
        agentless = question.intent is Intent.RELATION and is_without_agent(question, predicate, text)
        at = place_of(predicate, text) if predicate else None
        return Evidence(
            passage=self._passage,
            article=self._page.article,
            covered=covered,
            answer=tuple(spans or ()),
            typed=spans is not None and not agentless,
            same_event=self._is_same_event(there),
            same_polarity=question.intent in _ANY_POLARITY
            or at is None
            or question.negative == is_negated(text, at, unreal=bool(SUPPOSES.search(question.skeleton))),
            hedged=self._is_hedged(at),
            synonyms=tuple(f"{s} for {t.word}" for t in self._wanted.terms if (s := t.synonym_in(self._words))),
            missing=tuple(missing),
            subject=not there or there[0],
            bonus=-_UNDATED * any(_is_undated(when, text, self._page.article) for when in question.dates)
            + _bonus(question, text, at, spans or (), start)
            - _OTHER_CLAUSE * _is_named_there(predicate, question, text, at),
        )

    def _is_same_event(self, there: Sequence[bool]) -> bool:
        question, predicate, text = self._question, self._predicate, self._text
        if not self._happens() or (question.skeleton.startswith("when will") and is_told_as_past(predicate, text)):
            return False
        if not all(is_then(when, text, self._page.article) for when in question.dates):
            return False
        if is_about_somebody(question) and there and not any(there):
            return False
        return is_directed(question, predicate, text) and (self.is_implied or has_subject(question, predicate, text))

    def _happens(self) -> bool:
        """Does what happened stand there, or the reason for it in place of a verb that says little?"""
        predicate = self._predicate
        if (
            predicate is None
            or predicate.light
            or predicate.match(self._words)
            or is_announced(self._wanted, self._text)
        ):
            return True
        if self._question.intent is not Intent.REASON or predicate.word not in _VAGUE or not gives_reason(self._text):
            return False
        rest = [term for term in self._wanted.solid if term is not predicate]
        return bool(rest) and all(term.match(self._words) for term in rest)

    def _is_hedged(self, at: int | None) -> bool:
        """Does it say that the very thing is not known?"""
        question, start = self._question, self._passage.span.start
        if not is_hedged(self._text, at, question):
            return False
        before = self._page.article.text[self._page.start_before(start) : start]
        if at is None and is_of_others(question, before, self._text):
            return False
        return question.intent is not Intent.QUANTITY or _is_of_head(question, self._text)


_MOST = re.compile(
    r"\b(?:the |scored |won |got |ha[sd] |have |received |spent |raised |sold |made |lost )most [a-z]+s\b"
)
_MOST_TOLD = re.compile(r"\b(?:most|top|\w+est|record|lead(?:s|ing)?|led|more \w+ than any)\b", re.IGNORECASE)
"""What tells of who has most of something."""
_VAGUE = frozenset("run ran running be do did go come get".split())
"""Verbs that an answer may replace by any other: "why did she run slower": "her time was slower"."""
_MADE_NOUN = re.compile(r"(?:ing|ion|ment|al|ance|ence|ure)s?$")


def _is_of_head(question: Question, text: str) -> bool:
    """Is it the number of the things asked about that is not known, or of some of those named before?"""
    unknown = re.search(r"\bhow (?:many|much)\s+((?:[\w’'\-]+\s*){1,4})", text)
    wanted = heads(question)
    if not unknown or not wanted or unknown[1].startswith("of "):
        return True
    return any(t.match(frozenset(index_words(unknown[1]))) for t in wanted)


def _is_made_noun(predicate: Term, text: str) -> bool:
    """Does what happened stand there as a noun ("set sentencing for May 3")? It is then often left out whose."""
    at = place_of(predicate, text)
    word = re.match(r"[\w’'\-]+", text[at:]) if at is not None else None
    if word is None or not _MADE_NOUN.search(word.group()) or at is None:
        return False
    return not re.search(r"\b(?:is|are|was|were|be|been)\s+(?:\w+\s+)?$", text[:at]) and not re.match(
        r"\s+(?:of|by)\b", text[at + len(word.group()) :]
    )


_SUMS = frozenset(("money", "cash", "sum", "amount", "price"))
_MONEY = re.compile(
    r"[$€£]\s?\d|\d (?:(?:million|billion|thousand) )?(?:dollars|euros|pounds|crowns|francs|yen|yuan|rupees)"
)
_OBJECT_PRONOUN = re.compile(r"[\w’'\-]+\s+(?:it|them|him|her)\b")
_OBJECT_BEHIND = re.compile(r"[\w’'\-]+\s+(?:the|a|an|his|her|its|their|[A-ZÀ-Þ]\w*|\d+)\b")
_PRONOUN_FIRST = re.compile(r"[“\"‘]?(?:It|They|This|These)\b")
_UNDATED = 0.3
"""What the rank loses where the question gives a year, and neither sentence nor article does."""


def _is_undated(when: When, text: str, article: Article) -> bool:
    return not when.floating and article.day is None and not YEAR.search(text)


_OTHER_CLAUSE = 0.2
"""What the rank loses where what happened is only named ("the inquiry into the collapse opened on Monday")."""


def _is_named_there(predicate: Term | None, question: Question, text: str, at: int | None) -> bool:
    """Does the sentence only name what the question asks of as a verb?"""
    if (
        predicate is None
        or at is None
        or question.intent not in (Intent.EVENT_TIME, Intent.EVENT_PLACE, Intent.RELATION)
    ):
        return False
    return is_verb_there(predicate.word, question.text) and bool(NOUN_BEFORE.search(text[:at]))


_ANOTHER_VERB = re.compile(r"\b(?:and|but|who|which|that)\s+(?:\w+ly\s+)?\w+ed\b")
_FUTURE = re.compile(r"\b(?:will|would|plans?|planned|is to|are to|to be|expects?|wants?|hopes?|due)\b")


def _bonus(question: Question, text: str, at: int | None, spans: Sequence[Span], offset: int) -> float:
    out = 0.05 if spans else 0.0
    skeleton = question.skeleton
    future = bool(re.search(r"\b(?:will|would|going to)\b", skeleton)) or skeleton.startswith("when does")
    told_when = question.intent is Intent.YES_NO or question.intent not in _ANY_POLARITY
    if told_when and re.search(r"\b(?:will|did|would|does|going to)\b", skeleton):
        out += 0.08 if future == bool(_FUTURE.search(text)) else 0.0
    measure = re.search(r"\bhow (long|far|old|high|deep|wide|tall|big|heavy)\b", question.skeleton)
    if measure and re.search(rf"\b{measure[1]}\b", text):
        out += 0.15
    if at is not None and spans:
        here = spans[0].start - offset
        out += 0.08 * max(0.0, 1 - abs(here - at) / 80)
        if question.intent is Intent.EVENT_TIME and here < at and _ANOTHER_VERB.search(text, here, at):
            out -= 0.12
    return out


_ANY_POLARITY = frozenset((Intent.YES_NO, Intent.EVENT_MEDIUM, Intent.FACT, Intent.SEARCH))
