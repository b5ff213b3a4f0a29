"""Who somebody is: the actor's card, with the sentence in which the articles say what they are."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.archive.port import EVERYTHING, Passage
from bot.commands import request
from bot.model import Actor, Article
from bot.query import engine as look_up
from bot.query.answers import ActorAnswer
from bot.query.ask.facts import facts
from bot.query.ask.question import Intent, Question
from bot.query.ask.results import actors_of
from bot.query.ask.sentences import Sentences
from bot.query.ask.values import AskAnswer, Why
from bot.query.view import FoundPassage, View
from bot.text.words import index_words

INTRODUCING = 12
"""Sentences with the name that are read for one that says what its bearer is."""


def profile(question: Question, view: View) -> AskAnswer:
    """The card of the one asked about; of a role that nobody holds, the facts."""
    if not question.named:
        return facts(replace(question, intent=Intent.RELATION), view)
    who = question.named[0].matches[0].actor
    found = look_up.answer(request("actor", name=f"@{who.id}"), view)
    shown = isinstance(found, ActorAnswer)
    return AskAnswer(
        question=question.text,
        intent=Intent.ACTOR_PROFILE,
        actors=actors_of(question),
        delegate=found,
        passages=introduction(who, view) if shown else (),
        why=None if shown else Why.NO_ACTOR,
    )


def introduction(actor: Actor, view: View) -> tuple[FoundPassage, ...]:
    """The sentence that names the actor in full and says most of what they are; none where no sentence has the name."""
    named = index_words(actor.name)
    roles = frozenset(word for role in actor.roles[:2] for word in index_words(role.text)) - frozenset(named)
    sets = [frozenset((word,)) for word in named]
    sentences = Sentences(view)
    found: list[tuple[tuple[bool, float, int], Passage, Article]] = []
    for passage in view.reader.search_passages(sets, EVERYTHING, limit=INTRODUCING) if sets else ():
        article = sentences.article(passage.article)
        text = passage.span.of(article.text) if article else ""
        at = text.find(actor.name)
        if article is None or at < 0:
            continue
        held = len(roles.intersection(index_words(text))) / len(roles) if roles else 0.0
        described = bool(_APPOSED.match(text, at + len(actor.name)) or _APPOSITION.search(text, 0, at))
        found.append(((not described, -held, passage.span.start), passage, article))
    if not found:
        return ()
    _, passage, article = min(found, key=lambda entry: entry[0])
    return (FoundPassage(passage=passage, article=article),)


_APPOSED = re.compile(r"(?:\s\([^)]+\))?,\s+(?:\d+,\s+)?(?:(?:a|an|the|who|whose|then|now|formerly|one)\b|[a-z])")
_APPOSITION = re.compile(r"\b(?:[Aa]n?|[Tt]he|[A-ZÀ-Þ][\w\-]+[’']s)\s+[^,.;]{3,80},\s+$|\b[a-z][\w\-]+\s+$")
