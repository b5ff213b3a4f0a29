"""Whom a name that fits several is meant to name, where what they said tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.actors.countries import country_of
from bot.actors.directory import Match
from bot.actors.folding import fold as fold_name
from bot.archive.port import EVERYTHING
from bot.model import Actor, ActorId, Kind
from bot.query.ask.names import ASKED_OF, Named
from bot.query.ask.overlap import topic_of
from bot.query.ask.question import Intent, Question
from bot.query.ask.quoting import of_speaker, on_topic, rows_of, speaker_of
from bot.query.ask.roles import described
from bot.query.ask.saying import topic_terms
from bot.query.ask.sentences import Sentences
from bot.query.ask.terms import Term, terms_of
from bot.query.ask.values import Closeness
from bot.query.view import View
from bot.text.words import index_words

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
        who = named[number]
        if len(who.matches) > 1 and not _is_by_country(who):
            who = _only_quoted(_spoke_on(who, question, view), question)
        if question.intent in _BY_TOPIC and all(match.how == "role" for match in who.matches):
            who = _also_called_so(who, question, view) or who
        named[number] = who
    return replace(question, named=tuple(named))


def _is_by_country(who: Named) -> bool:
    """Is it "Norway's president", where nothing tells which of several is? No topic tells either: it is asked."""
    words = re.findall(r"[^\W\d_]+", who.words)
    return all(m.how == "role" for m in who.matches) and any(country_of(fold_name(word)) for word in words)


def _also_called_so(who: Named, question: Question, view: View) -> Named | None:
    """The only other speaker whom an article calls so and who spoke on the topic, where none of the holders did."""
    terms = topic_terms(question, who)
    if not terms or any(of_speaker(view, m.actor.id, terms) for m in who.matches[:ASKED_OF]):
        return None
    known = {match.actor.id for match in who.matches}
    others = described(replace(who, matches=()), view)
    spoke = [
        match
        for match in (others.matches[:ASKED_OF] if others else ())
        if match.actor.id not in known
        and any(r.closeness is Closeness.WORDS for r in of_speaker(view, match.actor.id, terms)[:1])
    ]
    spoke = spoke or list(_told_to_be(who, terms, view))
    if len(spoke) != 1:
        return None
    first, other = spoke[0].actor.name, who.matches[0].actor.name
    reading = f"read {who.words} as {first}, who spoke on that; {other} would fit, too"
    return replace(who, matches=tuple(spoke), reading=reading)


def _told_to_be(who: Named, terms: Sequence[Term], view: View) -> Iterator[Match]:
    """Those who spoke on the topic and whose role means the same, or of whom a paragraph says that they are it."""
    called = terms_of(who.words)
    role = re.escape(who.words.removeprefix("the "))
    verbs = r"(?:as|is|was|became|named|elected|appointed)"
    says_so = re.compile(rf"\b{verbs}\s+(?:(?:the|an?|its|their)\s+)?{role}\b", re.IGNORECASE)
    seen: set[ActorId] = set()
    sentences = Sentences(view)
    for said in on_topic(rows_of(view, EVERYTHING, terms), topic_of(terms, view), sentences)[:SPOKE]:
        if said.closeness is not Closeness.WORDS or len(said.row.speakers) != 1 or said.row.speakers[0] in seen:
            continue
        seen.add(said.row.speakers[0])
        actor = view.reader.actor(said.row.speakers[0])
        if actor is None:
            continue
        roles = [frozenset(index_words(held.text)) for held in actor.roles]
        text = said.article.text
        if any(all(term.match(words) for term in called) for words in roles) or any(
            _names_before(actor, text, at.start()) for at in says_so.finditer(text)
        ):
            yield Match(actor, "role")


def _names_before(actor: Actor, text: str, at: int) -> bool:
    """Is the actor named in the paragraph before the place?"""
    last = re.escape(actor.name.split()[-1])
    return bool(re.search(rf"\b{last}\b", text[text.rfind("\n", 0, at) + 1 : at]))


SPOKE = 4
"""Statements on a topic whose speakers may be called by a role."""


def _only_quoted(who: Named, question: Question) -> Named:
    """Of several whose role fits the only one who is quoted; of several whose name does, where a topic is asked of."""
    quoted = [m for m in who.matches if m.actor.quotes]
    told_apart = all(m.how == "role" for m in who.matches) or bool(topic_terms(question, who))
    if question.intent is not Intent.QUOTE_BY_ACTOR or len(quoted) != 1 or len(who.matches) < 2 or not told_apart:
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
