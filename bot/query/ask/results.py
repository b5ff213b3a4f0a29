"""Small makers of answers that the engines of all intents share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.model import Actor
from bot.query.ask.judging import Evidence
from bot.query.ask.question import Question
from bot.query.ask.quoting import Ranked
from bot.query.ask.values import AskAnswer, Why
from bot.query.view import Found, FoundPassage, View, open_row

SHOWN = 3
"""Sentences shown for a question of facts."""
NEAREST = 2


def actors_of(question: Question) -> tuple[Actor, ...]:
    return tuple(who.actor for who in question.named if who.actor)


def refused(question: Question, why: Why, **more: object) -> AskAnswer:
    answer = AskAnswer(
        question=question.text, intent=question.intent, actors=actors_of(question), topic=question.topic, why=why
    )
    return replace(answer, **more)  # type: ignore[arg-type] # fields of AskAnswer by name


def opened(view: View, ranked: Sequence[Ranked], limit: int) -> tuple[Found, ...]:
    """The first of them with all that is shown; one whose words stand inside those of another is not shown twice."""
    best = list(ranked[: limit * 2])
    apart = [r for r in best if not any(_is_within(r, other) for other in best)]
    return tuple(found for r in apart[:limit] if (found := open_row(view, r.row)))


def _is_within(one: Ranked, other: Ranked) -> bool:
    """Are the words of the one part of the words of the other, said by the same?"""
    inner, outer = one.row.quote.spans, other.row.quote.spans
    if one.row.article != other.row.article or one.row.speakers != other.row.speakers or inner == outer:
        return False
    return all(any(span.start <= s.start and s.end <= span.end for span in outer) for s in inner)


def distinct(ranked: Sequence[Ranked]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for r in ranked for s in r.synonyms))


def passage_of(evidence: Evidence) -> FoundPassage:
    return FoundPassage(passage=evidence.passage, article=evidence.article, strong=evidence.answer)
