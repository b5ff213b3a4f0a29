"""Whom a name that fits several is meant to name, where what they said tells."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Kind
from bot.query.ask.names import ASKED_OF, Named
from bot.query.ask.question import Intent, Question
from bot.query.ask.quoting import of_speaker, speaker_of
from bot.query.ask.saying import topic_terms
from bot.query.ask.values import Closeness
from bot.query.view import View

_OF_SPEAKER = frozenset((Intent.QUOTE_BY_ACTOR, Intent.POSITION, Intent.DENIAL, Intent.EVENT_TIME, Intent.EVENT_PLACE))
"""Intents in which one of those named speaks, and the others are what they speak of."""


_BY_TOPIC = frozenset((Intent.QUOTE_BY_ACTOR, Intent.POSITION, Intent.DENIAL))
"""Those whose speaker the topic may choose: a search for each whom the name fits."""


def speakers_of(question: Question) -> tuple[int, ...]:
    """The numbers of those named of whom it must be clear who they are."""
    if not question.named:
        return ()
    if question.intent in _OF_SPEAKER:
        return (min(speaker_of(question), len(question.named) - 1),)
    return tuple(range(len(question.named)))


def settled(question: Question, view: View) -> Question:
    """The question with those chosen among several whom its own words, or what they spoke of, choose."""
    named = list(question.named)
    for number in speakers_of(question):
        if len(named[number].matches) > 1:
            named[number] = _only_quoted(_spoke_on(named[number], question, view), question)
    return replace(question, named=tuple(named))


def _only_quoted(who: Named, question: Question) -> Named:
    """Of several who hold a role that the question asks the words of, the only one who is quoted."""
    quoted = [m for m in who.matches if m.actor.quotes]
    roles = all(m.how == "role" for m in who.matches)
    if question.intent is not Intent.QUOTE_BY_ACTOR or len(quoted) != 1 or len(who.matches) < 2 or not roles:
        return who
    reading = f"read {who.words} as {quoted[0].actor.name}, the only one who is quoted"
    return replace(who, matches=tuple(quoted), reading=reading)


def _spoke_on(who: Named, question: Question, view: View) -> Named:
    """The only one of them who spoke on the topic of the question; with how the name was read."""
    terms = topic_terms(question, who)
    if not terms or question.intent not in _BY_TOPIC or who.matches[0].actor.kind is Kind.PLACE:
        return who
    found = [(m, of_speaker(view, m.actor.id, terms)) for m in who.matches[:ASKED_OF]]
    for closeness in (Closeness.WORDS, Closeness.NEAR, Closeness.PARTLY):
        spoke = [m for m, ranked in found if ranked and ranked[0].closeness is closeness]
        if spoke:
            break
    if len(spoke) != 1:
        return who
    others = [m.actor.name for m in who.matches if m is not spoke[0]]
    reading = f"read {who.words} as {spoke[0].actor.name}, who spoke on that; {others[0]} would fit, too"
    return replace(who, matches=(spoke[0],), reading=reading)
