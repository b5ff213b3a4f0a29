"""Facts that stand in sentences rather than quotations: the sentence is the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from types import MappingProxyType

from bot.archive.port import Passage
from bot.commands import request
from bot.model import Span
from bot.query import engine as look_up
from bot.query.ask.coherence import of_the_same
from bot.query.ask.evidence import evidence_for, headlines
from bot.query.ask.judging import Evidence
from bot.query.ask.kinds import fits_medium
from bot.query.ask.nearest import Near, may_answer, nearest
from bot.query.ask.question import Intent, Question
from bot.query.ask.quoting import Ranked, of_speaker
from bot.query.ask.results import NEAREST, SHOWN, actors_of, opened, passage_of, refused
from bot.query.ask.saying import SAYING, said_by, topic_terms, verified
from bot.query.ask.sentences import Sentences
from bot.query.ask.terms import term_of
from bot.query.ask.values import AskAnswer, Closeness, Why
from bot.query.ask.wanted import Wanted
from bot.query.view import FoundPassage, View
from bot.text.words import index_words

COVERED: Mapping[Intent, float] = MappingProxyType(
    {
        Intent.EVENT_TIME: 0.7,
        Intent.EVENT_PLACE: 0.7,
        Intent.EVENT_MEDIUM: 0.7,
        Intent.QUANTITY: 0.7,
        Intent.RELATION: 0.7,
        Intent.REASON: 0.7,
        Intent.YES_NO: 0.7,
        Intent.FACT: 0.65,
        Intent.SEARCH: 0.99,
        Intent.POSITION: 0.6,
        Intent.DENIAL: 0.5,
    }
)
"""Least share of the names and words of a question that one sentence must hold."""
MANY = 4
"""Names and words of a question from which on fewer of them do: so many seldom stand together by chance."""
COVERED_OF_MANY = 0.56
"""Least share of the names and words of such a question, where the sentence also names whom it is about."""
CLOSE = 0.25
"""How much less than the best a sentence may hold that is shown beside it."""
HEDGED = 0.25
"""How much less a sentence must hold that says that the thing is not known: it names things by their roles."""
_NOT_SAID = {
    Intent.EVENT_TIME: Why.NOT_SAID_WHEN,
    Intent.EVENT_PLACE: Why.NOT_SAID_WHERE,
    Intent.EVENT_MEDIUM: Why.NOT_SAID_WHERE,
    Intent.QUANTITY: Why.NOT_SAID_HOW_MANY,
    Intent.REASON: Why.NOT_SAID_WHY,
    Intent.RELATION: Why.NOT_SAID_WHO,
}


ALL_THERE = 0.9
"""Least coverage where every word of the question says little: they must stand in the sentence."""


def _is_all_there(evidence: Evidence) -> bool:
    return not evidence.synonyms and evidence.covered >= ALL_THERE


def index_words_of(evidence: Evidence) -> frozenset[str]:
    """The index words of the sentence."""
    return frozenset(index_words(evidence.passage.span.of(evidence.article.text)))


def holds_enough(evidence: Evidence, wanted: Wanted, unheard: AbstractSet[str]) -> bool:
    """Does the sentence hold so much of the question that it is about the same?

    `unheard`: words of the question that stand in no article; only a second look finds an answer without them.
    """
    question = wanted.question
    least = COVERED[question.intent]
    if not unheard.isdisjoint(evidence.missing) and not evidence.hedged:
        return False
    if question.intent in _OF_ONE and any(who.words in evidence.missing for who in question.named):
        return False
    if wanted.speaker is not None and wanted.speaker.word in evidence.missing:
        return False
    if wanted.thing is not None and not wanted.thing.match(index_words_of(evidence)):
        return False
    if question.intent is Intent.FACT and not wanted.solid and len(question.named) < 2 and not _is_all_there(evidence):
        return False  # "her last name" is not told by any sentence on her
    if evidence.hedged and evidence.same_event:
        least -= HEDGED
    elif (question.intent is Intent.YES_NO or "how many" in question.skeleton) and _lacks_act(evidence, wanted):
        return False
    elif (
        question.intent is not Intent.YES_NO
        and evidence.subject
        and evidence.answers
        and len(question.about) + len(question.named) >= MANY
        and not _lacks_act(evidence, wanted)
    ):
        least = min(least, COVERED_OF_MANY)
    return evidence.covered >= least


def _unheard(question: Question, view: View) -> frozenset[str]:
    held = view.reader.frequencies({form for term in question.about for form in term.every})
    return frozenset(t.word for t in question.about if not t.light and not any(held[form] for form in t.every))


def _lacks_act(evidence: Evidence, wanted: Wanted) -> bool:
    """Is nothing of what the question says happened told there?"""
    return bool(wanted.acts) and all(act.word in evidence.missing for act in wanted.acts)


_OF_ONE = frozenset((Intent.FACT, Intent.QUANTITY, Intent.YES_NO))
"""Questions whose sentence must name everybody whom they name, or stand where they are named."""


def asks_nothing(question: Question) -> bool:
    """Are all names of the question those of one actor ("the envoy before Ruiz"), with no words left to find?"""
    known = {match.actor.id for who in question.named for match in who.matches}
    return not question.about and len(question.named) > 1 and len(known) == 1


def facts(question: Question, view: View, *, loosely: bool = True) -> AskAnswer:
    """The sentences that answer; `loosely`: where none surely does, those that hold most of the question."""
    if asks_nothing(question):
        return refused(question, Why.NOT_MENTIONED, words=tuple(who.words for who in question.named[1:]))
    sentences = Sentences(view)
    wanted, unheard = Wanted.of(question), _unheard(question, view)
    every = evidence_for(wanted, view, sentences=sentences)
    least = COVERED[question.intent]
    close = [e for e in every if holds_enough(e, wanted, unheard)]
    good = _of_the_same([e for e in close if e.answers], every, question, sentences)
    if good:
        return told(question, good, question.intent)
    told_by_title = [e for e in headlines(wanted, every, view) if e.covered >= least and e.answers]
    if told_by_title:
        return replace(told(question, told_by_title, question.intent), headline=told_by_title[0].article.title)
    return _second_look(wanted, _failed(question, close), sentences, loosely=loosely)


def _of_the_same(
    found: Sequence[Evidence], every: Sequence[Evidence], question: Question, sentences: Sentences
) -> list[Evidence]:
    """Those of the articles that the question is about."""
    return of_the_same(found, lambda e: e.article, (e.article for e in every), question, sentences)


def _failed(question: Question, close: Sequence[Evidence]) -> Why:
    """Which gate the sentences failed that hold enough of the question."""
    if not close:
        return Why.NOT_MENTIONED
    if not any(e.same_event for e in close):
        return Why.OTHER_EVENT
    if any(e.typed and e.same_event for e in close):
        return Why.OTHER_POLARITY
    return _NOT_SAID.get(question.intent, Why.NOT_MENTIONED)


def _second_look(wanted: Wanted, why: Why, sentences: Sentences, *, loosely: bool = True) -> AskAnswer:
    """Among the sentences that hold most of the question one that probably answers; else the refusal with them."""
    question = wanted.question
    best = nearest(wanted, sentences)[:LOOKED_AT]
    likely = [near for near in best if may_answer(near, wanted)] if loosely else []
    likely = of_the_same(likely, lambda n: n.article, (n.article for n in best), question, sentences)
    if likely:
        return _most(question, likely[0], of_the_same(best, lambda n: n.article, (), question, sentences))
    lacking = tuple(t.word for near in best[:1] for t in near.nowhere)
    if why is Why.NOT_MENTIONED and not lacking:
        why, lacking = (Why.OTHER_EVENT, ()) if best else (why, tuple(t.word for t in question.about))
    shown = tuple(FoundPassage(passage=near.passage, article=near.article) for near in best[:NEAREST])
    return refused(question, why, words=lacking if why is Why.NOT_MENTIONED else (), near_passages=shown)


LOOKED_AT = 3
"""Sentences, those that hold most of the question, of which one may answer it."""


def _most(question: Question, best: Near, others: Sequence[Near]) -> AskAnswer:
    """The sentence that holds most of the question as its answer, with the next ones and the words that it lacks."""
    beside = [n for n in others if n is not best and n.coverage >= best.coverage - CLOSE]
    return AskAnswer(
        question=question.text,
        intent=question.intent,
        actors=actors_of(question),
        topic=" ".join(t.word for t in question.about) or None,
        passages=tuple(
            FoundPassage(passage=n.passage, article=n.article, strong=n.answer or ()) for n in (best, *beside)
        ),
        hedged=best.hedged and best.answer is None,
        beside=tuple(t.word for t in best.nowhere),
    )


_CHANNEL = (
    "channel platform network medium programme program newspaper "
    "journal magazine daily site website social station show broadcaster outlet"
).split()


def channel_of(question: Question, view: View) -> AskAnswer:
    """On which channel: statements of the named one whose medium the article gives, else sentences that name one."""
    skip = {form for word in _CHANNEL for form in term_of(word).forms}
    saying = {form for word in SAYING for form in term_of(word).forms}
    every = tuple(t for t in question.about if t.forms.isdisjoint(skip))
    terms = tuple(t for t in every if t.forms.isdisjoint(saying))
    if not question.named and len(terms) < 2:
        terms = every  # "where did the mayor post her message": the verb is half of what is asked
    skip |= saying
    if question.named:
        who = question.named[0]
        others = [t for t in topic_terms(question, who) if t.forms.isdisjoint(skip)]
        said = of_speaker(view, who.matches[0].actor.id, others)
        given = [
            r
            for r in said
            if (medium := _medium_of(r))
            and r.closeness is Closeness.WORDS
            and fits_medium(question, medium.of(r.article.text))
        ]
        if given:
            found = opened(view, given, SHOWN)
            found = tuple(replace(f, strong=()) for f in found)
            return AskAnswer(
                question=question.text,
                intent=question.intent,
                actors=actors_of(question),
                found=found,
                topic=question.topic,
                passages=_around(given[:1]),
            )
    return facts(replace(question, about=terms), view)


def _medium_of(ranked: Ranked) -> Span | None:
    """The medium of the statement: where it was published, or the broadcaster or newspaper that it was told to."""
    quote = ranked.row.quote
    told = quote.addressee
    if quote.medium is None and told and _NEWSROOM.search(told.of(ranked.article.text)):
        return told
    return quote.medium


_NEWSROOM = re.compile(
    r"\b(?:Channel|Radio|TV|Television|News|Times|Post|Herald|Tribune|Journal|Gazette|Chronicle|Daily|broadcaster|newspaper|"
    r"magazine|station|network|website|agency|BBC|CNN|NBC|CBS|ABC|NPR|AP|Reuters)\b"
)


def _around(ranked: Sequence[Ranked]) -> tuple[FoundPassage, ...]:
    """The sentences around quotations, with the medium stressed."""
    out = []
    for r in ranked:
        medium = _medium_of(r)
        passage = Passage(article=r.article.id, day=r.article.day, span=r.row.context, quoted=True)
        out.append(FoundPassage(passage=passage, article=r.article, strong=(medium,) if medium else ()))
    return tuple(out)


def told(question: Question, evidence: Sequence[Evidence], intent: Intent) -> AskAnswer:
    best = evidence[0].covered
    shown = [e for e in evidence if e.covered >= best - CLOSE][:SHOWN]
    return AskAnswer(
        question=question.text,
        intent=intent,
        actors=actors_of(question),
        topic=" ".join(t.word for t in question.about) or None,
        passages=tuple(passage_of(e) for e in shown),
        hedged=all(e.hedged for e in shown[:1]),
        unmarked=shown[0].unmarked,
        synonyms=tuple(dict.fromkeys(s for e in shown for s in e.synonyms)),
    )


def source_of(question: Question, view: View) -> AskAnswer:
    meta = {
        form
        for word in (
            "outlet",
            "newspaper",
            "paper",
            "source",
            "publication",
            "article",
            "site",
            "link",
            "url",
            "publish",
            "published",
            "report",
            "write",
            "story",
            "piece",
            "media",
            "quote",
            "interview",
            "carry",
            "run",
            "appear",
            "mention",
        )
        for form in term_of(word).forms
    }
    if question.quoted:
        return replace(verified(question, view), intent=Intent.SOURCE_META)
    terms = [t for t in topic_terms(question, None) if t.forms.isdisjoint(meta)]
    if not terms:
        return AskAnswer(
            question=question.text, intent=Intent.SOURCE_META, delegate=look_up.answer(request("articles"), view)
        )
    about = tuple(t for t in question.about if t.forms.isdisjoint(meta))
    every = evidence_for(Wanted.of(replace(question, intent=Intent.FACT, about=about)), view)
    good = [e for e in every if e.covered >= COVERED[Intent.FACT]]
    if not good:
        return refused(question, Why.NOT_MENTIONED, words=tuple(t.word for t in terms))
    return replace(told(question, good, Intent.SOURCE_META), authors=good[0].article.authors)


def searched(question: Question, view: View) -> AskAnswer:
    if question.named and not question.about:
        return said_by(question, view)
    sentences = Sentences(view)
    wanted = Wanted.of(question)
    every = evidence_for(wanted, view, sentences=sentences)
    good = [e for e in every if e.covered >= COVERED[Intent.SEARCH]]
    if good:
        return told(question, good, Intent.SEARCH)
    return _second_look(wanted, Why.NOT_MENTIONED, sentences)
