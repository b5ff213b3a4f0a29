"""Sentences that may answer a question of facts, judged; and what stands behind a sentence in place of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.archive.port import EVERYTHING, Filter, Passage
from bot.model import Span
from bot.query.ask.clauses import is_in_passing
from bot.query.ask.judging import Evidence, judge
from bot.query.ask.kinds import answer_spans
from bot.query.ask.names import typed
from bot.query.ask.question import Intent, Question
from bot.query.ask.reasons import gives_reason, reason_behind
from bot.query.ask.sentences import Sentences, name_stems, sought
from bot.query.ask.terms import Term
from bot.query.ask.wanted import Wanted
from bot.query.page import is_turn
from bot.query.view import View


def evidence_for(
    wanted: Wanted, view: View, where: Filter = EVERYTHING, sentences: Sentences | None = None
) -> list[Evidence]:
    """Candidate sentences for a question of facts, judged, best first. `sentences` keeps what was read for more."""
    question = wanted.question
    sentences = sentences or Sentences(view)
    out = []
    for passage in candidates_for(question, wanted.terms, sentences, where):
        article = sentences.article(passage.article)
        if article is not None:
            judged = judge(wanted, passage, sentences.page(article))
            if judged is not None:
                out.append(_turn_behind(judged, question) or judged)
                behind = _reason_behind(judged, question, wanted.predicate)
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


def headlines(wanted: Wanted, judged: Sequence[Evidence], view: View) -> list[Evidence]:
    """The titles of the articles in which `judged` stands, with the article's first paragraph for a place."""
    sentences = Sentences(view)
    out = []
    for article in list({e.article.id: e.article for e in judged}.values())[:TITLES]:
        start = len(article.text) - len(article.text.lstrip())
        end = article.text.find("\n", start)
        first = Span(start, len(article.text) if end < 0 else end)
        passage = Passage(article=article.id, day=article.day, span=first, quoted=False)
        evidence = judge(wanted, passage, sentences.page(article), title=article.title)
        if evidence is not None:
            out.append(replace(evidence, answer=()))
    return sorted(out, key=lambda evidence: evidence.rank)
