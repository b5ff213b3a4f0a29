"""Two sides compared, one side over time, positions and denials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.archive.port import Filter
from bot.model import Actor, Kind, Span, Speech
from bot.query.ask.clauses import acts, place_of
from bot.query.ask.deeds import withheld
from bot.query.ask.evidence import evidence_for
from bot.query.ask.facts import COVERED, facts, index_words_of, told
from bot.query.ask.judging import Evidence
from bot.query.ask.question import Intent, Question
from bot.query.ask.quoting import ALL, Ranked, is_about, nearest_of, of_speaker, with_cue
from bot.query.ask.results import NEAREST, SHOWN, actors_of, distinct, opened, passage_of, refused
from bot.query.ask.saying import HALF, said_by, topic_terms
from bot.query.ask.sentences import name_stems
from bot.query.ask.silence import UNDECIDED, silences
from bot.query.ask.terms import Term, term_of
from bot.query.ask.values import AskAnswer, Closeness, Why
from bot.query.ask.wanted import Wanted
from bot.query.view import Found, View
from bot.text.words import index_words


def compared(question: Question, view: View) -> AskAnswer:
    sides = question.named[:3]
    if len(sides) < 2:
        return said_by(question, view) if sides else refused(question, Why.NO_ACTOR)
    ids = {who.matches[0].actor.id for who in sides}
    names = {stem for who in sides for m in who.matches for s in name_stems(m.actor) for stem in s}
    terms = [t for t in topic_terms(question, None) if t.forms.isdisjoint(names)]
    found: list[Found] = []
    missing: list[Actor] = []
    for who in sides:
        actor = who.matches[0].actor
        ranked = of_speaker(view, actor.id, terms)
        close = [r for r in ranked if r.closeness is not Closeness.ARTICLE] or ranked
        if close:
            found += opened(view, close, 2)
        else:
            missing.append(actor)
    if not found or len(ids) < 2 or (missing and _TOGETHER.search(question.skeleton)):
        return refused(question, Why.NOT_ON_TOPIC, words=tuple(t.word for t in terms))
    return AskAnswer(
        question=question.text,
        intent=Intent.COMPARE,
        actors=actors_of(question),
        topic=" ".join(t.word for t in terms) or None,
        found=tuple(found),
        missing_sides=tuple(missing),
    )


_TOGETHER = re.compile(r"\bA\d and A\d (?:\w+ly |then )?(?:talk|talked|speak|spoken|discuss|discussed)\b")
"""They spoke with each other: what one of them said of the other is no answer."""


def _days(ranked: Sequence[Ranked]) -> list[date]:
    """The days of their articles, each once, in order."""
    return sorted({r.article.day for r in ranked if r.article.day})


def changed(question: Question, view: View) -> AskAnswer:
    if not question.named:
        return facts(replace(question, intent=Intent.YES_NO), view, loosely=False)
    who = question.named[0]
    terms = topic_terms(question, who)
    ranked = of_speaker(view, who.matches[0].actor.id, terms)
    closeness = Closeness.WORDS
    days = _days(ranked)
    if terms and len(days) < 2:
        about = [r for r in of_speaker(view, who.matches[0].actor.id, ()) if is_about(r.article, terms)]
        ranked, days, closeness = about, _days(about), Closeness.ARTICLE
    if len(days) < 2:
        told_there = facts(replace(question, intent=Intent.FACT), view, loosely=False)
        if told_there.why is None:
            return replace(told_there, intent=Intent.CHANGE)
        return refused(question, Why.NO_CHANGE, actors=(who.matches[0].actor,), near_found=opened(view, ranked, 2))
    first = [r for r in ranked if r.article.day == days[0]][:2]
    last = [r for r in ranked if r.article.day == days[-1]][:2]
    passages = [e for e in evidence_for(Wanted.of(replace(question, intent=Intent.YES_NO)), view) if e.covered >= 0.7][
        :1
    ]
    return AskAnswer(
        question=question.text,
        intent=Intent.CHANGE,
        actors=(who.matches[0].actor,),
        topic=" ".join(t.word for t in terms) or None,
        found=opened(view, [*first, *last], 4),
        closeness=closeness,
        passages=tuple(passage_of(e) for e in passages),
    )


MOST = 0.7
"""Least share of a topic of one or two words that a statement must hold to tell a position on it."""
_STANCES = ("support", "oppose", "back", "reject", "welcome", "favour", "endorse", "criticise", "condemn", "approve")


def _stances() -> Term:
    """A stance, whichever: that somebody opposes it answers whether they support it."""
    return Term("support", frozenset(form for word in _STANCES for form in term_of(word).forms))


_WISHES = ("want", "like", "hope", "plan", "demand", "call", "seek", "propose", "threaten", "promise")
_WISH = re.compile(
    r"\b(?:want|wish|would like|hop(?:e|ing)|plan|aim|seek|demand|call(?:s|ed|ing)? for|urg(?:e|ing)|ask|propos|insist|"
    r"promis|offer|expect|fear|reject|oppos|support|back(?:s|ed)\b|favou?r(?:s|ed)\b|agree|accept|intend|needs?\b|must\b|"
    r"should\b|w(?:ill|ould)\b|rul(?:es|ed) out|threaten|examin(?:es|ed|ing)|consider|weigh)",
    re.IGNORECASE,
)


def wishes(verb: Term, text: str) -> bool:
    """Does the sentence tell of what somebody wants, demands, plans, fears …, where the question gives no topic?"""
    return verb.match(frozenset(index_words(text))) > 0 or bool(_WISH.search(text))


_DENYING = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|reject(?:s|ed)?|dismiss(?:es|ed)?|declin(?:e|es|ed)|refus(?:e|es|ed)|"
    r"would not (?:say|comment|name|give|predict|discuss)|did not (?:say|comment|respond|reply)|no comment|never said|"
    r"does not speak|ruled out|wouldn[’']t (?:say|comment))\b",
    re.IGNORECASE,
)


_COMMENT = re.compile(r"\b(?:comment|declin|refus|respond|would not say)", re.IGNORECASE)
_AFTER = 400
"""Characters behind what others say of somebody in which their answer is looked for."""


def _rejoinder(claim: Evidence, actor: Actor) -> Evidence | None:
    """The sentence behind in which the actor denies what somebody else says of them: it comes before the claim."""
    text, end = claim.article.text, claim.passage.span.end
    names = "|".join(re.escape(name.split()[-1]) for name in (actor.name, *actor.aliases) if name)
    denied = re.search(
        rf"(?:^|(?<=[a-z][.!?”\"]\s)(?<!Mr\.\s)(?<!Ms\.\s)|(?<=\n))(?P<sentence>(?:(?:Mr|Mrs|Ms|Dr)\.|[^.\n])*?(?:{names}|\b[SsHh]e|\bThey)\s+(?:has\s+|had\s+)?"
        r"(?:denied|denies|rejected|rejects|dismissed|dismisses|disputed|disputes)\b[^.\n]*\.)",
        text[end : end + _AFTER],
    )
    if denied is None:
        return None
    span = Span(end + denied.start("sentence"), end + denied.end("sentence"))
    return replace(claim, passage=replace(claim.passage, span=span), answer=())


_DENIALS = ("deny", "decline", "refuse", "reject", "dismiss", "comment")


def denial_of(question: Question, view: View) -> AskAnswer:
    denying = {
        form
        for word in ("deny", "denial", "comment", "decline", "refuse", "reject", "say")
        for form in term_of(word).forms
    }
    terms = tuple(t for t in question.about if t.forms.isdisjoint(denying))
    act = Term("denied", frozenset(form for word in _DENIALS for form in term_of(word).forms))
    every = evidence_for(Wanted.of(replace(question, about=(*terms, act), intent=Intent.YES_NO)), view)
    held = [
        e
        for e in every
        if e.covered >= (COVERED[Intent.DENIAL] if question.named else COVERED[Intent.YES_NO])
        and e.subject
        and _DENYING.search(e.passage.span.of(e.article.text))
    ]
    if re.search(r"\bcomment", question.skeleton):
        held.sort(key=lambda e: not _COMMENT.search(e.passage.span.of(e.article.text)))
    if held:
        return told(question, held, Intent.DENIAL)
    actor = question.named[0].actor if question.named else None
    silent = silences(actor, terms, view, quoted=False) if actor and re.search(r"\bcomment", question.skeleton) else ()
    if silent:
        return AskAnswer(
            question=question.text,
            intent=Intent.DENIAL,
            actors=actors_of(question),
            topic=question.topic,
            passages=silent,
        )
    near = tuple(passage_of(e) for e in every[:NEAREST])
    return refused(question, Why.NO_DENIAL, near_passages=near)


def _is_of_another(actor: Actor, verb: Term, evidence: Evidence, view: View) -> bool:
    """Does "he" beside the verb stand for somebody else: is it what another says or wants ("Orme said he wanted …")?"""
    text, span = evidence.article.text, evidence.passage.span
    held = frozenset(index_words(span.of(text)))
    at = place_of(verb, span.of(text))
    if at is None or any(stems <= held for stems in name_stems(actor)):
        return False
    at += span.start
    _, rows = view.reader.quotes(Filter(article=evidence.article.id), limit=ALL)
    around = [
        row.speakers
        for row in rows
        if row.speakers
        and any(part.start <= at < part.end for part in (*row.quote.spans, *filter(None, [row.quote.cue])))
    ]
    return bool(around) and not any(actor.id in speakers for speakers in around)


_BESIDE = re.compile(
    r"\b(?:by|to|with|from|of|against|for)\s+(?:(?:Mr|Mrs|Ms|Dr|Sir)\.?\s+)?(?:[A-ZÀ-Þ][\w.]*\s+){0,2}$"
)


def _is_beside(actor: Actor, text: str) -> bool:
    """Is the actor named behind prepositions only ("pressed by Ruiz, he said no"): is it told of somebody else?"""
    last = {name.split()[-1] for name in (actor.name, *actor.aliases) if name}
    places = [m.start() for name in last for m in re.finditer(rf"\b{re.escape(name)}\b", text)]
    return actor.kind is Kind.PERSON and bool(places) and all(_BESIDE.search(text, 0, at) for at in places)


def _holds_any(terms: Sequence[Term], evidence: Evidence) -> bool:
    """Does the sentence hold anything of the topic, or "it", where there is one: more than the name and a stance?"""
    words = index_words_of(evidence)
    return not terms or not words.isdisjoint(("it", "them")) or any(term.match(words) for term in terms)


_VIEWS = ("position", "stance", "view", "opinion", "attitude")
_OF_VIEWS = re.compile(rf"\bA0 s (?:{'|'.join(_VIEWS)})s?\b")
"""What asks for "Ruiz's position on the bridge", where articles tell what he wants of it."""


def _views() -> frozenset[str]:
    return frozenset(form for word in _VIEWS for form in term_of(word).forms)


def position_of(question: Question, view: View) -> AskAnswer:
    if not question.named:
        return facts(replace(question, intent=Intent.YES_NO), view, loosely=False)
    topic = tuple(t for t in question.about if t.forms.isdisjoint(_views()))
    of_views = bool(topic) and _OF_VIEWS.search(question.skeleton) is not None
    if of_views:
        question = replace(question, about=topic)
    who = question.named[0]
    actor = who.matches[0].actor
    terms = topic_terms(question, who)
    ranked = [r for r in of_speaker(view, actor.id, terms) if r.closeness is Closeness.WORDS]
    ranked = [r for r in ranked if not UNDECIDED.search(r.row.context.of(r.article.text))]
    asked = replace(question, intent=Intent.YES_NO)
    if terms and question.about and not question.about[0].forms.isdisjoint(_stances().forms):
        asked = replace(asked, about=(_stances(), *question.about[1:]))
    if not terms and question.about:
        wish = Term(
            "want", frozenset(form for word in _WISHES for form in term_of(word).forms) | question.about[0].every
        )
        asked = replace(asked, about=(wish,))
    every = [e for e in evidence_for(Wanted.of(asked), view) if e.covered >= COVERED[Intent.POSITION] and e.subject]
    every = [e for e in every if not _is_beside(actor, e.passage.span.of(e.article.text))]
    if not terms:
        ranked = [r for r in ranked if r.row.quote.speech is Speech.INDIRECT] or ranked
    verb = question.about[0] if question.about and not of_views else None
    if 0 < len(terms) <= 2:
        ranked = [r for r in ranked if r.covered >= (HALF if withheld(r) else MOST)]
    if verb and not terms:
        ranked = [r for r in ranked if wishes(verb, r.row.context.of(r.article.text))]
        ranked = with_cue(ranked, verb)
        every = [e for e in every if wishes(verb, e.passage.span.of(e.article.text))]
    wanted = [
        e
        for e in every
        if e.covered >= 0.8
        and (verb.match(index_words_of(e)) if verb else _WISH.search(e.passage.span.of(e.article.text)))
        and acts(who, verb, e.passage.span.of(e.article.text))
        and not (verb and _is_of_another(actor, verb, e, view))
    ]
    if verb:
        wanted.sort(key=lambda e: -verb.match(index_words_of(e)))
    every = [e for e in every if _WISH.search(e.passage.span.of(e.article.text)) and _holds_any(terms, e)]
    wanted = [e for claim in wanted for e in (_rejoinder(claim, actor), claim) if e is not None]
    theirs = any(stems <= index_words_of(e) for e in wanted for stems in name_stems(actor))
    undecided = () if ranked or theirs else silences(actor, terms, view, quoted=False, pattern=UNDECIDED)
    if undecided:
        return AskAnswer(
            question=question.text, intent=Intent.POSITION, actors=(actor,), passages=undecided, hedged=True
        )
    if not ranked and not wanted and not every:
        near = opened(view, nearest_of(view, actor.id, terms), NEAREST)
        return refused(question, Why.NOT_ON_TOPIC, actors=(actor,), words=tuple(t.word for t in terms), near_found=near)
    return AskAnswer(
        question=question.text,
        intent=Intent.POSITION,
        actors=(actor,),
        topic=" ".join(t.word for t in terms) or None,
        found=opened(view, ranked, SHOWN),
        passages=tuple(passage_of(e) for e in (wanted or ([] if ranked else every))[:2]),
        synonyms=distinct(ranked[:SHOWN]),
    )
