"""Question → answer. Every branch ends in slices of stored articles, numbers from the index, or the gate that failed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.archive.port import EVERYTHING, Filter, Passage, QuoteRow
from bot.commands import Request, request
from bot.errors import RequestNotUnderstood
from bot.model import Actor, ActorId, Speech
from bot.query import engine as look_up
from bot.query.answers import ActorAnswer
from bot.query.ask.evidence import Evidence, Sentences, evidence_for, name_stems
from bot.query.ask.followups import completed, leans, split_questions
from bot.query.ask.question import Intent, Named, Question, is_place, read_question
from bot.query.ask.quoting import Ranked, on_topic, rows_of, speaker_of, with_cue, within_dates
from bot.query.ask.terms import Term, term_of, terms_of
from bot.query.ask.values import AskAnswer, Closeness, Why
from bot.query.check import check
from bot.query.check_values import Verdict
from bot.query.view import Found, FoundPassage, View, open_row
from bot.text.words import fold, index_words

SHOWN = 3
"""Sentences shown for a question of facts."""
NEAREST = 2
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
        Intent.WHO_SAID: 0.6,
    }
)
"""Least share of the names and words of a question that one sentence must hold."""
HEDGED = 0.25
"""How much less a sentence must hold that says that the thing is not known: such sentences name things by their roles."""
_NOT_SAID = {
    Intent.EVENT_TIME: Why.NOT_SAID_WHEN,
    Intent.EVENT_PLACE: Why.NOT_SAID_WHERE,
    Intent.EVENT_MEDIUM: Why.NOT_SAID_WHERE,
    Intent.QUANTITY: Why.NOT_SAID_HOW_MANY,
    Intent.REASON: Why.NOT_SAID_WHY,
    Intent.RELATION: Why.NOT_SAID_WHO,
}


def ask(asked: Request, view: View, before: str | None = None) -> AskAnswer:
    """The answer to a question; `before` is the last one of the same conversation, completed.

    RequestNotUnderstood for a message without a question in it.
    """
    text = " ".join((asked.get("question") or "").split())
    if not any(c.isalnum() for c in text):
        raise RequestNotUnderstood("There is no question in that. Try: what did Peskov say about the cease-fire?")
    parts: list[AskAnswer] = []
    for part in split_questions(text):
        whole = completed(part, parts[-1].question if parts else before, view)
        if leans(whole, view.directory) and not before and not parts and not _names_somebody(whole):
            raise RequestNotUnderstood(
                "I do not know what that refers to. Ask the whole question, for example: what did Peskov say?"
            )
        parts.append(_answer(whole, asked, view))
    if len(parts) == 1:
        return parts[0]
    return AskAnswer(question=text, intent=parts[0].intent, parts=tuple(parts), actors=parts[0].actors)


def _names_somebody(text: str) -> bool:
    return len(text.split()) > 4


def _answer(text: str, asked: Request, view: View) -> AskAnswer:
    question = read_question(text, view)
    if question.unknown is not None:
        return _refused(question, Why.UNKNOWN_NAME, words=(question.unknown,), near_actors=question.nearest)
    choices = _choices(question)
    if choices:
        return AskAnswer(question=text, intent=question.intent, topic=question.topic, choices=choices)
    if not question.named and not question.about and not question.quoted and question.intent not in _BARE:
        raise RequestNotUnderstood(
            "These are only very common words. Name somebody or something: what did Peskov say about the cease-fire?"
        )
    answer = _ENGINES[question.intent](question, asked, view)
    readings = tuple(who.reading for who in question.named if who.reading)
    return replace(answer, readings=readings) if readings else answer


_BARE = frozenset((Intent.ACTOR_LIST, Intent.COUNT, Intent.SOURCE_META))
_ASKS_WHICH = frozenset(
    (Intent.QUOTE_BY_ACTOR, Intent.ACTOR_PROFILE, Intent.COMPARE, Intent.CHANGE, Intent.POSITION, Intent.DENIAL)
)


def _choices(question: Question) -> tuple[tuple[Actor, str], ...]:
    """Where a name fits several: each of them with the question that names only that one."""
    if question.intent not in _ASKS_WHICH:
        return ()
    for who in question.named:
        if len(who.matches) > 1 and who.matches[0].actor.kind is not who.matches[0].actor.kind.PLACE:
            text = question.text
            return tuple(
                (match.actor, text[: who.span.start] + match.actor.name + text[who.span.end :]) for match in who.matches
            )
    return ()


def _actors(question: Question) -> tuple[Actor, ...]:
    return tuple(who.actor for who in question.named if who.actor)


def _refused(question: Question, why: Why, **more: object) -> AskAnswer:
    answer = AskAnswer(
        question=question.text, intent=question.intent, actors=_actors(question), topic=question.topic, why=why
    )
    return replace(answer, **more)  # type: ignore[arg-type] # fields of AskAnswer by name


def _opened(view: View, ranked: Sequence[Ranked], limit: int) -> tuple[Found, ...]:
    return tuple(found for r in ranked[:limit] if (found := open_row(view, r.row)))


# Who said what


_SAYING = frozenset(
    "say tell talk speak comment mention claim argue state announce warn promise write post tweet describe call respond "
    "react reply answer explain think predict criticise criticize suggest insist add quote joke complain admit concede "
    "declare testify remark demand advise apologise apologize accuse ask estimate put deny compare change want support "
    "reject oppose agree accept plan intend hope expect believe fear like favour favor mind position stance view opinion "
    "reaction thoughts words message explanation exact precise full".split()
)


def _is_noun_there(word: str, text: str) -> bool:
    """Is the word a noun where it stands: "after the talks", not "who talks"?"""
    at = text.find(word)
    return bool(re.search(r"(?i)\b(?:the|a|an|of|after|before|during|in|at|his|her|their|its)\s+$", text[: max(at, 0)]))


def _topic_terms(question: Question, but: Named | None) -> tuple[Term, ...]:
    """What the statement is about: content words that are no verbs of saying, and the other names of the question."""
    saying = {form for word in _SAYING for form in term_of(word).forms}
    if question.topic:
        inside = terms_of(question.topic)
        named = {fold(w) for who in question.named for w in who.words.split()}
        terms = [t for t in inside if fold(t.word).removesuffix("'s").removesuffix("’s") not in named]
        dated = {fold(w) for when in question.dates for w in when.words.split()}
        terms = [t for t in terms if fold(t.word) not in dated]
    else:
        terms = [t for t in question.about if t.forms.isdisjoint(saying) or _is_noun_there(t.word, question.text)]
    others = [
        Term(who.words, stems, required=True)
        for who in question.named
        if who is not but and (stems := frozenset(stem for m in who.matches for s in name_stems(m.actor) for stem in s))
    ]
    return (*terms, *others)


def _quotes(question: Question, asked: Request, view: View) -> AskAnswer:
    if not question.named:
        return _who_said(question, asked, view)
    who = question.named[min(speaker_of(question), len(question.named) - 1)]
    if (
        is_place(who)
        and len(question.named) == 1
        and not view.reader.quotes(Filter(speaker=who.matches[0].actor.id), limit=1)[0]
    ):
        return _who_said(question, asked, view)
    return _quotes_of(who, _topic_terms(question, who), question, view, asked)


def _quotes_of(who: Named, terms: Sequence[Term], question: Question, view: View, asked: Request) -> AskAnswer:
    actor = who.matches[0].actor
    where = Filter(speaker=actor.id)
    rows = rows_of(view, where, terms)
    if not rows:
        near = _mentions(actor, terms, view)
        return _refused(question, Why.NOTHING_SAID, actors=(actor,), near_passages=near)
    ranked = on_topic(rows, terms, Sentences(view))
    dated, floating = within_dates(ranked, question.dates)
    if not ranked:
        newest = on_topic(rows, (), Sentences(view))
        return _refused(
            question,
            Why.NOT_ON_TOPIC,
            actors=(actor,),
            words=tuple(t.word for t in terms),
            near_found=_opened(view, newest, NEAREST),
        )
    if not dated:
        return _refused(question, Why.NOT_IN_DATES, actors=(actor,), near_found=_opened(view, ranked, NEAREST))
    best = [r for r in dated if r.closeness is dated[0].closeness]
    best = _plain_first(with_cue(best, term_of(question.cue) if question.cue else None), bool(terms))
    when = question.dates[0] if question.dates else None
    return AskAnswer(
        question=question.text,
        intent=Intent.QUOTE_BY_ACTOR,
        actors=(actor,),
        topic=" ".join(t.word for t in terms) or None,
        since=when.since if when and not floating else None,
        until=when.until if when and not floating else None,
        floating=floating,
        found=_opened(view, best, view.page_size),
        count=len(best),
        counted="quotes",
        closeness=best[0].closeness,
        synonyms=_distinct(best[: view.page_size]),
    )


def _plain_first(ranked: list[Ranked], keep_order: bool) -> list[Ranked]:
    """Word-for-word statements before reported ones, where no topic orders them."""
    return ranked if keep_order else sorted(ranked, key=lambda r: not r.row.quote.plain)


def _distinct(ranked: Sequence[Ranked]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for r in ranked for s in r.synonyms))


def _mentions(actor: Actor, terms: Sequence[Term], view: View) -> tuple[FoundPassage, ...]:
    """Sentences that name the actor, those with the topic first."""
    stems = name_stems(actor)
    sets = [frozenset(s) for s in stems[:1]] + [t.every for t in terms]
    rows = view.reader.search_passages(sets, EVERYTHING, limit=20) if sets else ()
    out = []
    for passage in rows:
        article = view.reader.article(passage.article)
        if article:
            out.append(FoundPassage(passage=passage, article=article))
    return tuple(out[:NEAREST])


def _who_said(question: Question, asked: Request, view: View) -> AskAnswer:
    if question.quoted:
        checked = check(request("check", words=" ".join(question.quoted)), view)
        return AskAnswer(
            question=question.text,
            intent=Intent.WHO_SAID,
            delegate=checked,
            why=Why.NOT_MENTIONED if checked.verdict is Verdict.NOT_FOUND else None,
        )
    terms = _topic_terms(question, None)
    if re.match(r"which \w+", question.skeleton):
        terms = _without_persons(terms)
    if not terms:
        return _list(question, asked, view)
    sentences = Sentences(view)
    ranked = on_topic(rows_of(view, EVERYTHING, terms), terms, sentences, loosely=False)
    close = [
        r
        for r in ranked
        if r.closeness is Closeness.WORDS and (r.row.speakers or r.row.quote.source or r.row.quote.unnamed)
    ]
    close, floating = within_dates(close, question.dates)
    least = COVERED[Intent.WHO_SAID]
    close = [r for r in close if r.covered >= least]
    if not close:
        told = _facts(replace(question, intent=Intent.RELATION, about=_without_persons(question.about)), asked, view)
        if told.why is None:
            return replace(told, intent=Intent.WHO_SAID)
        return _refused(
            question, Why.NOT_MENTIONED, words=tuple(t.word for t in terms), near_found=_opened(view, ranked, NEAREST)
        )
    close = with_cue(close, term_of(question.cue) if question.cue else None)
    counts: Counter[ActorId] = Counter(a for r in close for a in r.row.speakers)
    speakers = tuple((actor, n) for a, n in counts.most_common() if (actor := view.reader.actor(a)))
    return AskAnswer(
        question=question.text,
        intent=Intent.WHO_SAID,
        topic=" ".join(t.word for t in terms),
        found=_opened(view, close, view.page_size),
        speakers=speakers,
        count=len(close),
        counted="quotes",
        floating=floating,
        synonyms=_distinct(close[: view.page_size]),
    )


_PERSONS = frozenset("official person people speaker expert politician minister leader man woman actor analyst".split())


def _without_persons(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms but for the noun of "which official …"."""
    persons = {form for word in _PERSONS for form in term_of(word).forms}
    return tuple(t for t in terms if t.forms.isdisjoint(persons)) or tuple(terms)


def _verify(question: Question, asked: Request, view: View) -> AskAnswer:
    names = [who for who in question.named if who.matches]
    speaker = f"@{names[0].matches[0].actor.id}" if names and len(names[0].matches) == 1 else None
    checked = check(request("check", words=" ".join(question.quoted), speaker=speaker), view)
    return AskAnswer(
        question=question.text,
        intent=Intent.VERIFY,
        actors=_actors(question),
        delegate=checked,
        why=Why.NOT_MENTIONED if checked.verdict is Verdict.NOT_FOUND else None,
    )


# Who somebody is, lists and counts


def _profile(question: Question, asked: Request, view: View) -> AskAnswer:
    if not question.named:
        return _facts(replace(question, intent=Intent.RELATION), asked, view)
    who = question.named[0]
    found = look_up.answer(request("actor", name=f"@{who.matches[0].actor.id}"), view)
    shown = isinstance(found, ActorAnswer)
    return AskAnswer(
        question=question.text,
        intent=Intent.ACTOR_PROFILE,
        actors=_actors(question),
        delegate=found,
        why=None if shown else Why.NO_ACTOR,
    )


_LISTED = frozenset(
    "people person actor speaker most often frequent all every name list named indexed quoted cited".split()
)


def _list(question: Question, asked: Request, view: View) -> AskAnswer:
    listed = {form for word in _LISTED for form in term_of(word).forms}
    terms = [t for t in _topic_terms(question, None) if t.forms.isdisjoint(listed)]
    source = _outlet(question, view)
    if source:
        known = {form for t in terms_of(source) for form in t.forms}
        terms = [t for t in terms if t.forms.isdisjoint(known)]
    if terms:
        said = _who_said(replace(question, topic=" ".join(t.word for t in terms)), asked, view)
        return replace(said, intent=Intent.ACTOR_LIST, counted="people", count=len(said.speakers) or None)
    found = look_up.answer(request("actors", source=source), view)
    return AskAnswer(question=question.text, intent=Intent.ACTOR_LIST, delegate=found)


def _outlet(question: Question, view: View) -> str | None:
    """The outlet that the question names."""
    text = fold(question.text)
    return next((name for name, _ in view.state.sources if fold(name) in text), None)


_COUNTED = frozenset(
    "many times time number quote quotation statement people person speaker actor article outlet newspaper story source "
    "mention quoted cited named indexed often count different plain direct total".split()
)


def _count(question: Question, asked: Request, view: View) -> AskAnswer:
    counted = question.counted or "quotes"
    skip = {form for word in _COUNTED for form in term_of(word).forms}
    source = _outlet(question, view)
    who = question.named[0] if question.named else None
    terms = [t for t in _topic_terms(question, who) if t.forms.isdisjoint(skip)]
    if source:
        known = {form for t in terms_of(source) for form in t.forms}
        terms = [t for t in terms if t.forms.isdisjoint(known)]
    when = question.dates[0] if question.dates else None
    where = Filter(
        speaker=who.matches[0].actor.id if who else None,
        source=source,
        since=when.since if when else None,
        until=when.until if when else None,
        plain=True,
    )
    answer = AskAnswer(
        question=question.text,
        intent=Intent.COUNT,
        actors=_actors(question),
        topic=" ".join(t.word for t in terms) or None,
        since=where.since,
        until=where.until,
        counted=counted,
    )
    if terms:
        ranked = [
            r for r in on_topic(rows_of(view, where, terms), terms, Sentences(view)) if r.closeness is Closeness.WORDS
        ]
        return _counted_rows(answer, [r.row for r in ranked if r.row.quote.plain], view)
    if counted == "articles":
        total, _ = view.reader.articles(replace(where, plain=False, speaker=None) if not who else where, limit=0)
        found = look_up.answer(request("articles", source=source), view) if not who else None
        return replace(answer, count=total, delegate=found)
    if counted == "outlets":
        return replace(answer, count=len(view.state.sources), words=tuple(name for name, _ in view.state.sources))
    if counted == "people" and not who:
        every = view.reader.speakers(where)
        shown = tuple((actor, n) for a, n in every[:15] if (actor := view.reader.actor(a)))
        return replace(answer, count=len(every), speakers=shown)
    if re.search(r"\bmention", question.skeleton) and who:
        return replace(
            answer,
            count=who.matches[0].actor.mentions,
            counted="mentions",
            passages=_mentions(who.matches[0].actor, (), view),
        )
    total, rows = view.reader.quotes(where, limit=view.page_size)
    return replace(answer, count=total, found=tuple(f for row in rows if (f := open_row(view, row))))


def _counted_rows(answer: AskAnswer, rows: Sequence[QuoteRow], view: View) -> AskAnswer:
    """The number of these rows, of their speakers or of their articles."""
    speakers: Counter[ActorId] = Counter(a for row in rows for a in row.speakers)
    number = {"people": len(speakers), "articles": len({row.article for row in rows})}.get(
        answer.counted or "", len(rows)
    )
    return replace(
        answer,
        count=number,
        found=tuple(f for row in rows[: view.page_size] if (f := open_row(view, row))),
        speakers=tuple((actor, n) for a, n in speakers.most_common(15) if (actor := view.reader.actor(a))),
    )


# Two sides, and one side over time


def _compare(question: Question, asked: Request, view: View) -> AskAnswer:
    sides = question.named[:3]
    if len(sides) < 2:
        return _quotes(question, asked, view) if sides else _refused(question, Why.NO_ACTOR)
    ids = {who.matches[0].actor.id for who in sides}
    names = {stem for who in sides for m in who.matches for s in name_stems(m.actor) for stem in s}
    terms = [t for t in _topic_terms(question, None) if t.forms.isdisjoint(names)]
    sentences = Sentences(view)
    found: list[Found] = []
    missing: list[Actor] = []
    for who in sides:
        actor = who.matches[0].actor
        ranked = on_topic(rows_of(view, Filter(speaker=actor.id), terms), terms, sentences)
        close = [r for r in ranked if r.closeness is not Closeness.ARTICLE] or ranked
        if close:
            found += _opened(view, close, 2)
        else:
            missing.append(actor)
    if not found or len(ids) < 2:
        return _refused(question, Why.NOT_ON_TOPIC, words=tuple(t.word for t in terms))
    return AskAnswer(
        question=question.text,
        intent=Intent.COMPARE,
        actors=_actors(question),
        topic=" ".join(t.word for t in terms) or None,
        found=tuple(found),
        missing_sides=tuple(missing),
    )


def _change(question: Question, asked: Request, view: View) -> AskAnswer:
    if not question.named:
        return _facts(replace(question, intent=Intent.YES_NO), asked, view)
    who = question.named[0]
    terms = _topic_terms(question, who)
    ranked = on_topic(rows_of(view, Filter(speaker=who.matches[0].actor.id), terms), terms, Sentences(view))
    close = [r for r in ranked if r.closeness is not Closeness.ARTICLE]
    if len({r.article.day for r in close if r.article.day}) > 1:
        ranked = close
    days = sorted({r.article.day for r in ranked if r.article.day})
    if len(days) < 2:
        return _refused(question, Why.NO_CHANGE, actors=(who.matches[0].actor,), near_found=_opened(view, ranked, 2))
    first = [r for r in ranked if r.article.day == days[0]][:2]
    last = [r for r in ranked if r.article.day == days[-1]][:2]
    passages = [e for e in evidence_for(replace(question, intent=Intent.YES_NO), view) if e.covered >= 0.7][:1]
    return AskAnswer(
        question=question.text,
        intent=Intent.CHANGE,
        actors=(who.matches[0].actor,),
        topic=" ".join(t.word for t in terms) or None,
        found=_opened(view, [*first, *last], 4),
        passages=tuple(_shown(e) for e in passages),
    )


# Positions and denials


_DENYING = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|reject(?:s|ed)?|dismiss(?:es|ed)?|declin(?:e|es|ed)|refus(?:e|es|ed)|"
    r"would not (?:say|comment|name|give|predict)|did not (?:say|comment|respond|reply)|no comment|never said|"
    r"does not speak|ruled out|wouldn[’']t (?:say|comment))\b",
    re.IGNORECASE,
)


def _denial(question: Question, asked: Request, view: View) -> AskAnswer:
    denying = {
        form
        for word in ("deny", "denial", "comment", "decline", "refuse", "reject", "say")
        for form in term_of(word).forms
    }
    terms = tuple(t for t in question.about if t.forms.isdisjoint(denying))
    plain = replace(question, about=(*terms, term_of("denied")), intent=Intent.YES_NO)
    every = (
        evidence_for(replace(question, about=terms, intent=Intent.YES_NO), view) if terms else evidence_for(plain, view)
    )
    held = [
        e for e in every if e.covered >= COVERED[Intent.DENIAL] and _DENYING.search(e.passage.span.of(e.article.text))
    ]
    if held:
        return _told(question, held, Intent.DENIAL)
    near = tuple(_shown(e) for e in every[:NEAREST])
    return _refused(question, Why.NO_DENIAL, near_passages=near)


def _position(question: Question, asked: Request, view: View) -> AskAnswer:
    if not question.named:
        return _facts(replace(question, intent=Intent.YES_NO), asked, view)
    who = question.named[0]
    actor = who.matches[0].actor
    terms = _topic_terms(question, who)
    rows = rows_of(view, Filter(speaker=actor.id), terms)
    ranked = [r for r in on_topic(rows, terms, Sentences(view)) if r.closeness is Closeness.WORDS]
    every = [
        e
        for e in evidence_for(replace(question, intent=Intent.YES_NO), view)
        if e.covered >= COVERED[Intent.POSITION] and who.words not in e.missing
    ]
    if not terms:
        ranked = [r for r in ranked if r.row.quote.speech is Speech.INDIRECT] or ranked
    verb = question.about[0] if question.about else None
    wanted = [e for e in every if e.covered >= 0.8 and (not verb or verb.match(index_words_of(e)))]
    if verb:
        wanted.sort(key=lambda e: -verb.match(index_words_of(e)))
    if not ranked and not every:
        near = _opened(view, on_topic(rows, (), Sentences(view)), NEAREST)
        return _refused(
            question, Why.NOT_ON_TOPIC, actors=(actor,), words=tuple(t.word for t in terms), near_found=near
        )
    return AskAnswer(
        question=question.text,
        intent=Intent.POSITION,
        actors=(actor,),
        topic=" ".join(t.word for t in terms) or None,
        found=_opened(view, ranked, SHOWN),
        passages=tuple(_shown(e) for e in (wanted or ([] if ranked else every))[:2]),
        synonyms=_distinct(ranked[:SHOWN]),
    )


# Facts that stand in sentences


def index_words_of(evidence: Evidence) -> frozenset[str]:
    """The index words of the sentence."""
    return frozenset(index_words(evidence.passage.span.of(evidence.article.text)))


def _shown(evidence: Evidence) -> FoundPassage:
    return FoundPassage(passage=evidence.passage, article=evidence.article, strong=evidence.answer)


def _facts(question: Question, asked: Request, view: View) -> AskAnswer:
    if question.intent is Intent.EVENT_TIME and _asks_of_speech(question):
        answer = _quotes(question, asked, view)
        if answer.why is None:
            return replace(answer, intent=Intent.EVENT_TIME)
    every = evidence_for(question, view)
    least = COVERED[question.intent]
    close = [e for e in every if e.covered >= (least - HEDGED if e.hedged and e.same_event else least)]
    good = [e for e in close if e.answers]
    if good:
        return _told(question, good, question.intent)
    near = tuple(_shown(e) for e in (close or every)[:NEAREST])
    if not close:
        missing = tuple(dict.fromkeys(w for e in every[:1] for w in e.missing)) or tuple(t.word for t in question.about)
        return _refused(question, Why.NOT_MENTIONED, words=missing, near_passages=near)
    if not any(e.same_event for e in close):
        return _refused(question, Why.OTHER_EVENT, near_passages=near)
    if any(e.typed and e.same_event for e in close):
        return _refused(question, Why.OTHER_POLARITY, near_passages=near)
    return _refused(question, _NOT_SAID.get(question.intent, Why.NOT_MENTIONED), near_passages=near)


_CHANNEL = (
    "channel platform network medium programme program newspaper site website social station show broadcaster outlet"
).split()


def _medium(question: Question, asked: Request, view: View) -> AskAnswer:
    """On which channel: statements of the named one whose medium the article gives, else sentences that name one."""
    skip = {form for word in (*_CHANNEL, *_SAYING) for form in term_of(word).forms}
    terms = tuple(t for t in question.about if t.forms.isdisjoint(skip))
    if question.named:
        who = question.named[0]
        others = [t for t in _topic_terms(question, who) if t.forms.isdisjoint(skip)]
        rows = rows_of(view, Filter(speaker=who.matches[0].actor.id), others)
        told = [
            r for r in on_topic(rows, others, Sentences(view)) if r.row.quote.medium and r.closeness is Closeness.WORDS
        ]
        if told:
            found = _opened(view, told, SHOWN)
            found = tuple(replace(f, strong=()) for f in found)
            return AskAnswer(
                question=question.text,
                intent=question.intent,
                actors=_actors(question),
                found=found,
                topic=question.topic,
                passages=_around(told[:1], view),
            )
    return _facts(replace(question, about=terms), asked, view)


def _around(ranked: Sequence[Ranked], view: View) -> tuple[FoundPassage, ...]:
    """The sentences around quotations, with the medium stressed."""
    out = []
    for r in ranked:
        medium = r.row.quote.medium
        passage = Passage(article=r.article.id, day=r.article.day, span=r.row.context, quoted=True)
        out.append(FoundPassage(passage=passage, article=r.article, strong=(medium,) if medium else ()))
    return tuple(out)


def _asks_of_speech(question: Question) -> bool:
    return bool(question.named) and bool(
        re.search(r"\bA\d(?: \w+)? (?:say|said|post|write|wrote|announce|comment|tell|claim|warn)\b", question.skeleton)
    )


def _told(question: Question, evidence: Sequence[Evidence], intent: Intent) -> AskAnswer:
    best = evidence[0].covered
    shown = [e for e in evidence if e.covered >= best - 0.2][:SHOWN]
    return AskAnswer(
        question=question.text,
        intent=intent,
        actors=_actors(question),
        topic=" ".join(t.word for t in question.about) or None,
        passages=tuple(_shown(e) for e in shown),
        hedged=all(e.hedged for e in shown[:1]),
        synonyms=tuple(dict.fromkeys(s for e in shown for s in e.synonyms)),
    )


# Where it stands


def _source(question: Question, asked: Request, view: View) -> AskAnswer:
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
        return replace(_verify(question, asked, view), intent=Intent.SOURCE_META)
    terms = [t for t in _topic_terms(question, None) if t.forms.isdisjoint(meta)]
    if not terms:
        return AskAnswer(
            question=question.text, intent=Intent.SOURCE_META, delegate=look_up.answer(request("articles"), view)
        )
    every = evidence_for(
        replace(question, intent=Intent.FACT, about=tuple(t for t in question.about if t.forms.isdisjoint(meta))), view
    )
    good = [e for e in every if e.covered >= COVERED[Intent.FACT]]
    if not good:
        return _refused(question, Why.NOT_MENTIONED, words=tuple(t.word for t in terms))
    return replace(_told(question, good, Intent.SOURCE_META), authors=good[0].article.authors)


def _search(question: Question, asked: Request, view: View) -> AskAnswer:
    if question.named and not question.about:
        return _quotes(question, asked, view)
    every = evidence_for(question, view)
    good = [e for e in every if e.covered >= COVERED[Intent.SEARCH]]
    if good:
        return _told(question, good, Intent.SEARCH)
    missing = tuple(dict.fromkeys(w for e in every[:1] for w in e.missing)) or tuple(t.word for t in question.about)
    return _refused(question, Why.NOT_MENTIONED, words=missing, near_passages=tuple(_shown(e) for e in every[:NEAREST]))


_ENGINES: Mapping[Intent, Callable[[Question, Request, View], AskAnswer]] = MappingProxyType(
    {
        Intent.QUOTE_BY_ACTOR: _quotes,
        Intent.WHO_SAID: _who_said,
        Intent.VERIFY: _verify,
        Intent.ACTOR_PROFILE: _profile,
        Intent.ACTOR_LIST: _list,
        Intent.COUNT: _count,
        Intent.COMPARE: _compare,
        Intent.CHANGE: _change,
        Intent.POSITION: _position,
        Intent.DENIAL: _denial,
        Intent.SOURCE_META: _source,
        Intent.SEARCH: _search,
        Intent.EVENT_MEDIUM: _medium,
        **dict.fromkeys(
            (
                Intent.RELATION,
                Intent.EVENT_TIME,
                Intent.EVENT_PLACE,
                Intent.QUANTITY,
                Intent.REASON,
                Intent.FACT,
                Intent.YES_NO,
            ),
            _facts,
        ),
    }
)
