"""Question → answer: which engine answers which intent, and what happens when the first one finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.commands import Request
from bot.errors import RequestNotUnderstood
from bot.model import Actor
from bot.query.ask.counting import counted, listed_speakers
from bot.query.ask.deeds import role_asked, without_persons
from bot.query.ask.facts import channel_of, facts, searched, source_of
from bot.query.ask.followups import completed, in_order, leans, split_questions
from bot.query.ask.groups import said_by_group
from bot.query.ask.meant import settled, speakers_of
from bot.query.ask.names import Named
from bot.query.ask.profiles import profile
from bot.query.ask.question import Intent, Question, holder_of_attitude, is_attitude, says
from bot.query.ask.quoting import of_speaker
from bot.query.ask.reading import read_question
from bot.query.ask.results import opened, refused
from bot.query.ask.saying import KEPT, said_by, said_by_role, topic_terms, verified, who_said
from bot.query.ask.sentences import Sentences, name_stems
from bot.query.ask.sides import changed, compared, denial_of, position_of
from bot.query.ask.values import AskAnswer, Closeness, Why
from bot.query.view import View


def ask(asked: Request, view: View, before: str | None = None) -> AskAnswer:
    """The answer to a question; `before` is the last one of the same conversation, completed.

    RequestNotUnderstood for a message without a question in it.
    """
    text = " ".join((asked.get("question") or "").split())
    if not any(c.isalnum() for c in text):
        raise RequestNotUnderstood("There is no question in that. Try: what did Peskov say about the cease-fire?")
    parts: list[AskAnswer] = []
    for part in map(in_order, split_questions(text)):
        whole = completed(part, parts[-1].question if parts else before, view)
        if leans(whole, view.directory) and not before and not parts and not _names_somebody(whole):
            raise RequestNotUnderstood(
                "I do not know what that refers to. Ask the whole question, for example: what did Peskov say?"
            )
        try:
            parts.append(_answer(whole, view))
        except RequestNotUnderstood:
            if not parts:
                raise
            parts.append(
                AskAnswer(question=whole, intent=Intent.SEARCH, why=Why.NOT_MENTIONED, words=(part.rstrip("?"),))
            )
    if len(parts) == 1:
        return parts[0]
    return AskAnswer(question=text, intent=parts[0].intent, parts=tuple(parts), actors=parts[0].actors)


def _said_by_somebody(question: Question, view: View) -> AskAnswer | None:
    """What "a diplomat" said: a source who stays unnamed before one with a name whose role that is."""
    somebody = re.match(r"what (?:did|does|has|do) an? A0 ", question.skeleton)
    if not somebody or question.intent is not Intent.QUOTE_BY_ACTOR or question.named[0].matches[0].how != "role":
        return None
    who, *others = question.named
    unnamed = said_by_role(replace(question, unknown=who.words, named=tuple(others)), view)
    return unnamed if unnamed is not None and unnamed.why is None else None


def _names_somebody(text: str) -> bool:
    return len(text.split()) > 4


def _answer(text: str, view: View) -> AskAnswer:
    question = read_question(text, view)
    answer = _answer_to(question, view)
    slips = tuple(f"read {typed} as {meant}" for typed, meant in question.slips.items())
    return replace(answer, readings=(*slips, *answer.readings)) if slips else answer


def _answer_to(question: Question, view: View) -> AskAnswer:
    if question.unknown is not None and question.intent is not Intent.WHO_SAID:
        unnamed = said_by_role(question, view)
        if unnamed is not None:
            return unnamed
    if question.unknown is not None:
        return refused(
            question, Why.UNKNOWN_NAME, words=tuple(question.unknown.split(" and ")), near_actors=question.nearest
        )
    group = said_by_group(question, view) or _said_by_somebody(question, view)
    if group is not None:
        return group
    question = settled(question, view)
    choices = _choices(question)
    if choices:
        return AskAnswer(question=question.text, intent=question.intent, topic=question.topic, choices=choices)
    if not question.named and not question.about and not question.quoted and question.intent not in _BARE:
        raise RequestNotUnderstood(
            "These are only very common words. Name somebody or something: what did Peskov say about the cease-fire?"
        )
    answer = _ENGINES[question.intent](question, view)
    readings = answer.readings or tuple(w.reading for w in question.named if w.reading and _is_told_of(w, answer, view))
    return replace(answer, readings=readings) if readings else answer


def _is_told_of(who: Named, answer: AskAnswer, view: View) -> bool:
    """Is the answer about the one whom a role of the question was read as? A sentence may speak of another captain."""
    if any(match.how != "role" for match in who.matches) or not answer.passages:
        return True
    words = Sentences(view).page(answer.passages[0].article).whole
    return any(stems <= words for match in who.matches for stems in name_stems(match.actor))


_BARE = frozenset((Intent.ACTOR_LIST, Intent.COUNT, Intent.SOURCE_META))
_ASKS_WHICH = frozenset(
    (Intent.QUOTE_BY_ACTOR, Intent.ACTOR_PROFILE, Intent.COMPARE, Intent.CHANGE, Intent.POSITION, Intent.DENIAL)
)


def _choices(question: Question) -> tuple[tuple[Actor, str], ...]:
    """Where a name fits several: each of them with the question that names only that one."""
    if question.intent not in _ASKS_WHICH:
        return ()
    for who in (question.named[number] for number in speakers_of(question)):
        if len(who.matches) > 1 and who.matches[0].actor.kind is not who.matches[0].actor.kind.PLACE:
            text = question.text
            return tuple(
                (match.actor, text[: who.span.start] + match.actor.name + text[who.span.end :]) for match in who.matches
            )
    return ()


def _asks_of_speech(question: Question) -> bool:
    return bool(question.named) and bool(
        re.search(r"\bA\d(?: \w+)? (?:say|said|post|write|wrote|announce|comment|tell|claim|warn)\b", question.skeleton)
    )


def _who(question: Question, view: View) -> AskAnswer:
    """Who said it; where no statement fits, who did it: "which official announced the evacuation?"."""
    answer = who_said(question, view)
    if answer.why is not Why.NOT_MENTIONED or question.quoted:
        return answer
    if not question.about and not question.named:
        return listed_speakers(question, view)
    about = without_persons(topic_terms(question, None), role_asked(question))
    asked = replace(question, intent=Intent.RELATION, about=about)
    did = facts(asked, view, loosely=False)
    if did.why is not None or (_SAID.search(question.skeleton) and not _tells_of_speech(did)):
        return answer
    return replace(did, intent=Intent.WHO_SAID)


_SAID = re.compile(r"\b(?:say|says|said|think|thinks|thought|claims?|claimed|reckons?|argues?|argued)\b")


def _tells_of_speech(answer: AskAnswer) -> bool:
    """Does a verb of saying stand in any of the sentences?"""
    return any(says(word.strip(".,;:")) for p in answer.passages for word in p.passage.span.of(p.article.text).split())


def _fact(question: Question, view: View) -> AskAnswer:
    """A fact. What "the Karsk Lines captain" said, whom the articles do not know, only where that is sure and told."""
    if not _OF_UNKNOWN_SPEAKER.match(question.skeleton):
        return facts(question, view)
    answer = facts(question, view, loosely=False)
    if answer.why is None and not _tells_of_speech(answer):
        who = _WHO_SPEAKS.search(question.text)
        called = (who["who"],) if who else ()
        return refused(question, Why.NO_SUCH_SPEAKER, words=called, near_passages=answer.passages)
    return answer


_WHO_SPEAKS = re.compile(r"\b(?:did|does|do|has|have|had)\s+(?P<who>.+?)\s+(?:say|said|think|tell|told)\b")
_OF_UNKNOWN_SPEAKER = re.compile(
    r"(?:what|how) (?:did|does|do|has|have|had) A\d (?:s (?:[a-z]+ ){1,3}|[a-z]+ )(?:say|said|think|tell|told)\b"
)


def _why(question: Question, view: View) -> AskAnswer:
    """Why it happened; where no sentence tells, why somebody thinks or feels so, in what they say of it themselves."""
    answer = facts(question, view)
    number = holder_of_attitude(question)
    if answer.why is None or number is None:
        return answer
    who = question.named[number]
    every = topic_terms(question, who)
    terms = tuple(term for term in every if not is_attitude(term.word))
    if all(term.required for term in terms):
        terms = every  # "afraid of Brenner": it takes more than the name
    if all(term.required for term in terms):
        return answer
    ranked = of_speaker(view, who.matches[0].actor.id, terms)
    said = [r for r in ranked if r.closeness is Closeness.WORDS and r.row.quote.plain]
    if not said or said[0].covered < ON_IT:
        return answer
    found = opened(view, [r for r in said if r.covered >= KEPT * said[0].covered], view.page_size)
    return AskAnswer(
        question=question.text,
        intent=Intent.REASON,
        actors=(who.matches[0].actor,),
        topic=" ".join(term.word for term in terms),
        found=found,
        count=len(found),
        counted="quotes",
        closeness=Closeness.WORDS,
    )


ON_IT = 0.5
"""Least coverage of a statement that may tell why its speaker thinks so."""


def _where(question: Question, view: View) -> AskAnswer:
    """Where it happened; of speech, the statements whose article gives a place."""
    if _asks_of_speech(question):
        answer = said_by(question, view)
        placed = tuple(f for f in answer.found if f.row.quote.place)
        if answer.why is None and placed:
            return replace(answer, intent=Intent.EVENT_PLACE, found=placed, count=len(placed))
    return facts(question, view)


def _when(question: Question, view: View) -> AskAnswer:
    """When it happened; of speech, the statements with their days."""
    if _asks_of_speech(question):
        answer = said_by(question, view)
        if answer.why is None:
            return replace(answer, intent=Intent.EVENT_TIME)
    return facts(question, view)


_ENGINES: Mapping[Intent, Callable[[Question, View], AskAnswer]] = MappingProxyType(
    {
        Intent.QUOTE_BY_ACTOR: said_by,
        Intent.WHO_SAID: _who,
        Intent.VERIFY: verified,
        Intent.ACTOR_PROFILE: profile,
        Intent.ACTOR_LIST: listed_speakers,
        Intent.COUNT: counted,
        Intent.COMPARE: compared,
        Intent.CHANGE: changed,
        Intent.POSITION: position_of,
        Intent.DENIAL: denial_of,
        Intent.SOURCE_META: source_of,
        Intent.SEARCH: searched,
        Intent.EVENT_MEDIUM: channel_of,
        Intent.EVENT_TIME: _when,
        Intent.EVENT_PLACE: _where,
        Intent.REASON: _why,
        **dict.fromkeys(
            (
                Intent.RELATION,
                Intent.QUANTITY,
                Intent.YES_NO,
            ),
            facts,
        ),
        Intent.FACT: _fact,
    }
)
