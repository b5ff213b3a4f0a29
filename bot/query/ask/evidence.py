"""Sentences that may answer a question of facts, and the tests that they must pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.archive.port import EVERYTHING, Filter, Passage
from bot.model import Article, Span
from bot.query.ask.around import PRONOUN, THEY, Around, presence
from bot.query.ask.clauses import (
    HEDGE,
    has_subject,
    is_directed,
    is_hedged,
    is_in_passing,
    is_negated,
    is_told_as_past,
    is_without_agent,
    place_of,
)
from bot.query.ask.dates import YEAR, When, falls_on, is_then
from bot.query.ask.descriptions import is_described
from bot.query.ask.kinds import answer_spans, heads
from bot.query.ask.names import typed
from bot.query.ask.question import Intent, Question, says
from bot.query.ask.reasons import gives_reason, is_of_others, reason_behind
from bot.query.ask.sentences import Sentences, name_stems, sought
from bot.query.ask.terms import NOUN_BEFORE, SYNONYM, Term, is_verb_there, terms_of
from bot.query.page import is_turn
from bot.query.view import View
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


def evidence_for(
    question: Question, view: View, where: Filter = EVERYTHING, sentences: Sentences | None = None
) -> list[Evidence]:
    """Candidate sentences for a question of facts, judged, best first. `sentences` keeps what was read for more."""
    terms = required_terms(question)
    sentences = sentences or Sentences(view)
    predicate = predicate_of(question)
    out = []
    for passage in candidates_for(question, terms, sentences, where):
        article = sentences.article(passage.article)
        if article is not None:
            judged = _judge(question, terms, predicate, passage, article, sentences)
            if judged is not None:
                out.append(_turn_behind(judged, question) or judged)
                behind = _reason_behind(judged, question, predicate)
                if behind is not None:
                    out.append(behind)
    out.sort(key=lambda evidence: evidence.rank)
    return out


def candidates_for(
    question: Question, terms: Sequence[Term], sentences: Sentences, where: Filter = EVERYTHING
) -> tuple[Passage, ...]:
    """Sentences by the rarest words and names of the question."""
    sets = sought(sentences.view, terms)
    for who in question.named:
        stems = frozenset(stem for m in who.matches for s in name_stems(m.actor) for stem in s)
        sets.append(stems | {form for term in typed(who) for form in term.forms})
    return sentences.candidates([s for s in sets if s], where)


_TURN_CHARS = 400
_EMPHASIS = " *_#"
_WHY = re.compile(r"\b(?:why|how come)\b", re.IGNORECASE)


def _turn_behind(put: Evidence, asked: Question) -> Evidence | None:
    """For a question put in an interview, or over a paragraph, what stands behind it; None for any other sentence.

    A time, place or number that is asked for must stand in that turn; a reason, if the question asks for none.
    """
    text, span = put.article.text, put.passage.span
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    if end < 0 or text[span.start : span.end].rstrip(" *_")[-1:] != "?":
        return None
    behind = end + len(text[end:]) - len(text[end:].lstrip())
    if is_turn(text, start):
        if not is_turn(text, behind):
            return None
    elif text[start:end].strip(_EMPHASIS) != span.of(text).strip(_EMPHASIS):
        return None  # a question in passing, not one over an answer
    stop = text.find("\n", behind)
    turn = Span(behind, min(len(text) if stop < 0 else stop, behind + _TURN_CHARS))
    passage = replace(put.passage, span=turn)
    typed = asked.intent not in _OF_KIND or answer_spans(asked, (), None, turn.of(text), turn.start) is not None
    if asked.intent is Intent.REASON:
        typed = gives_reason(turn.of(text)) or bool(_WHY.search(span.of(text)))
    return replace(put, passage=passage, typed=typed, same_event=True, same_polarity=True, answer=())


_OF_KIND = frozenset((Intent.EVENT_TIME, Intent.EVENT_PLACE, Intent.EVENT_MEDIUM, Intent.QUANTITY))


def _reason_behind(event: Evidence, question: Question, predicate: Term | None) -> Evidence | None:
    """For a question of reasons what stands behind, if it is one, may be one, or says that none is known."""
    if question.intent is not Intent.REASON or event.typed:
        return None
    found = reason_behind(question, event.article.text, event.passage.span)
    told = event.passage.span.of(event.article.text)
    sure = event.same_event and event.same_polarity and not is_in_passing(predicate, told)
    if found is None or (found.unmarked and not sure):
        return None
    passage = replace(event.passage, span=found.span)
    late = replace(event, passage=passage, typed=True, hedged=found.hedged, unmarked=found.unmarked)
    return (
        replace(late, bonus=event.bonus - _UNMARKED) if found.unmarked else replace(late, covered=event.covered - 0.05)
    )


_BEHIND = 0.05
"""What the rank loses where the reason stands behind the event, not in its sentence."""
_UNMARKED = 0.3
"""What the rank loses where no word says that it is the reason."""
TITLES = 8
"""Articles, those of the best sentences first, whose titles are read."""


def headlines(question: Question, judged: Sequence[Evidence], view: View) -> list[Evidence]:
    """The titles of the articles in which `judged` stands, with the article's first paragraph for a place."""
    sentences = Sentences(view)
    terms, predicate = required_terms(question), predicate_of(question)
    out = []
    for article in list({e.article.id: e.article for e in judged}.values())[:TITLES]:
        start = len(article.text) - len(article.text.lstrip())
        end = article.text.find("\n", start)
        first = Span(start, len(article.text) if end < 0 else end)
        passage = Passage(article=article.id, day=article.day, span=first, quoted=False)
        evidence = _judge(question, terms, predicate, passage, article, sentences, title=article.title)
        if evidence is not None:
            out.append(replace(evidence, answer=()))
    return sorted(out, key=lambda evidence: evidence.rank)


def required_terms(question: Question) -> tuple[Term, ...]:
    """The content words, with the floating dates as words: "Friday" in a question of facts is part of the event."""
    days = terms_of(" ".join(when.words for when in question.dates if when.floating))
    return (*question.about, *days)


ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())


def speaker_term(question: Question) -> Term | None:
    """The one whose words the question asks for, where that is nobody known: the accountant of "Ruiz's accountant"."""
    owner = re.search(r"\b(?:did|does|do|has|have) A\d s ((?:\w+ ){2,3})", question.skeleton)
    words = owner[1].split() if owner else []
    said = next((at for at, word in enumerate(words) if at and says(word)), None)
    return next((term for term in question.about if said and fold(term.word) == words[said - 1]), None)


def predicate_of(question: Question) -> Term | None:
    """What happened: by the question's word order the first content word after its subject; None if it has none."""
    if not question.about:
        return None
    intent = question.intent
    if intent in (Intent.QUANTITY, Intent.FACT, Intent.YES_NO):
        return None
    if intent is Intent.RELATION:
        return question.about[0]
    verbs = [term for term in question.about if is_verb_there(term.word, question.text)]
    if intent is Intent.EVENT_PLACE and question.named and not verbs:
        return None  # "where was Ruiz during the vote?"
    return verbs[0] if verbs else question.about[-1]


def _judge(
    question: Question,
    terms: Sequence[Term],
    predicate: Term | None,
    passage: Passage,
    article: Article,
    sentences: Sentences,
    title: str | None = None,
) -> Evidence | None:
    """How far the sentence answers, or in its place the title; None if it is about something else."""
    text = title or passage.span.of(article.text)
    span = passage.span
    page = sentences.page(article)
    words = page.title if title else page.words(span.start, span.end)
    solid = [term for term in terms if not term.light]
    around = Around(page, span)
    if solid and sum(term.match(words) > 0 for term in solid) * 2 < len(solid):
        # "The cause is not known." and "Nobody was killed." say of what before.
        hedges = HEDGE.search(text) is not None
        acts_here = any(term.match(words) and is_verb_there(term.word, question.text) for term in terms)
        if not (acts_here or hedges):
            return None
        known = words | (around.before if hedges else around.previous)
        if not all(term.match(known) for term in solid):
            return None
    held = 0.0
    missing = []
    for term in terms:
        match = term.match(words)
        if not match and any(fold(term.word) in fold(w.words) and falls_on(w, article.day) for w in question.dates):
            match = PREVIOUS  # "on Saturday" of an article of that day
        if not match and fold(term.word) in _SUMS and _MONEY.search(text):
            match = SYNONYM
        if not match:
            near = FAR if _PRONOUN_FIRST.match(text) else NEAR
            match = max(
                near * term.match(around.before),
                (PRONOUN if words & THEY else PREVIOUS) * term.match(around.previous),
                TITLE * term.match(around.title),
            )
        if not match and not term.light:
            missing.append(term.word)
        held += term.weight * match
    is_implied = (
        len(question.named) == 1
        and all(term.match(words) for term in solid)
        and predicate is not None
        and _is_made_noun(predicate, text)
    )
    there: list[bool] = []
    for who in question.named:
        match = presence(who, text, words, around, alone=len(question.named) == 1)
        if match < PRONOUN and any(is_described(m.actor, text, article, passage.span.start) for m in who.matches[:2]):
            match = PRONOUN
        there.append(match >= PRONOUN or (match > 0 and is_implied))
        if not match:
            missing.append(who.words)
        held += match
    total = sum(term.weight for term in terms) + len(question.named)
    if not total or not held:
        return None
    if any(term.required and term.word in missing for term in terms):
        return None
    if any(any(c.isdigit() for c in term.word) and not term.match(words) for term in terms):
        return None
    if any(fold(term.word) in ORDINALS and not term.match(words | around.paragraph) for term in terms):
        return None
    subject_there = question.intent not in _ABOUT_SOMEBODY or not there or any(there)
    if question.intent is Intent.RELATION and len(solid) > 1 and not question.named:
        others = [term for term in solid if term is not predicate]
        verb = place_of(predicate, text)
        by_pronoun = verb is not None and _OBJECT_PRONOUN.match(text, verb)
        alone = verb is not None and not _OBJECT_BEHIND.match(text, verb)
        referred = words | (around.before if by_pronoun else around.previous if words & THEY or alone else frozenset())
        if predicate is not None and any(w.endswith(("er", "or")) for w in predicate.forms & words):
            referred |= around.title  # "the moderator, Ada Brenner": of what the article is about
        if others and not any(term.match(referred) for term in others):
            return None  # "who dismissed the mayor": a sentence without the mayor is about somebody else
    happened = predicate is None or predicate.light or predicate.match(words) > 0
    if question.intent is Intent.REASON and gives_reason(text):
        rest = [term for term in solid if term is not predicate]
        vague = predicate is not None and predicate.word in _VAGUE
        happened = happened or (vague and bool(rest) and all(term.match(words) for term in rest))
    spans = answer_spans(question, terms, predicate, text, passage.span.start)
    typed = spans is not None and not (
        question.intent is Intent.RELATION and is_without_agent(question, predicate, text)
    )
    at = place_of(predicate, text) if predicate else None
    return Evidence(
        passage=passage,
        article=article,
        covered=held / total,
        answer=tuple(spans or ()),
        typed=typed,
        same_event=happened
        and not (question.skeleton.startswith("when will") and is_told_as_past(predicate, text))
        and all(is_then(when, text, article) for when in question.dates)
        and subject_there
        and is_directed(question, predicate, text)
        and (is_implied or has_subject(question, predicate, text)),
        same_polarity=question.intent in _ANY_POLARITY
        or at is None
        or question.negative == is_negated(text, at, unreal=bool(SUPPOSES.search(question.skeleton))),
        hedged=is_hedged(text, at, question)
        and not (at is None and is_of_others(question, article.text[page.start_before(span.start) : span.start], text))
        and (question.intent is not Intent.QUANTITY or _is_of_head(question, text)),
        synonyms=tuple(f"{s} for {t.word}" for t in terms if (s := t.synonym_in(words))),
        missing=tuple(missing),
        subject=not there or there[0],
        bonus=-_UNDATED * any(_is_undated(when, text, article) for when in question.dates)
        + _bonus(question, text, at, spans or (), passage.span.start)
        - _OTHER_CLAUSE * _is_named_there(predicate, question, text, at),
    )


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


SUPPOSES = re.compile(r"\b(?:could|would|might|may|if)\b")
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


_OF_WHAT = re.compile(r"what (?:is|s|was|are|were) .* about$")
_TELLS = re.compile(
    r"\b(?:is|are|was|were) about\b|\b(?:explores?|explains?|examines?|tells|follows|documents|chronicles|recounts|"
    r"portrays?|depicts?|describes?|deals? with|looks? at|traces?|"
    r"would (?:\w+ )?(?:ban|require|allow|let|raise|cut|make|force))\b"
)
_ANOTHER_VERB = re.compile(r"\b(?:and|but|who|which|that)\s+(?:\w+ly\s+)?\w+ed\b")
_FUTURE = re.compile(r"\b(?:will|would|plans?|planned|is to|are to|to be|expects?|wants?|hopes?|due)\b")


def _bonus(question: Question, text: str, at: int | None, spans: Sequence[Span], offset: int) -> float:
    out = 0.05 if spans else 0.0
    if _OF_WHAT.match(question.skeleton) and _TELLS.search(text):
        out += 0.3
    future = bool(re.search(r"\b(?:will|would|going to)\b", question.skeleton)) or question.skeleton.startswith(
        "when does"
    )
    if question.intent not in _ANY_POLARITY and re.search(r"\b(?:will|did|would|does)\b", question.skeleton):
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


_ABOUT_SOMEBODY = frozenset(
    (Intent.REASON, Intent.EVENT_TIME, Intent.EVENT_PLACE, Intent.EVENT_MEDIUM, Intent.RELATION)
)
_ANY_POLARITY = frozenset((Intent.YES_NO, Intent.EVENT_MEDIUM, Intent.FACT, Intent.SEARCH))
