"""Who said what: quotations of somebody, on a topic, in a stretch of days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.actors.folding import fold as fold_name
from bot.actors.known import is_ordinary
from bot.archive.port import EVERYTHING, Filter, Passage
from bot.commands import request
from bot.model import Actor, ActorId, Kind
from bot.query.ask.dates import When
from bot.query.ask.deeds import (
    BEYOND_DOUBT,
    best_first,
    deed_of,
    does,
    judges,
    of_role_first,
    role_asked,
    tells,
    withheld,
    without_persons,
)
from bot.query.ask.forms import of_country
from bot.query.ask.holders import office_in
from bot.query.ask.names import Named, is_place, typed
from bot.query.ask.occasions import occasion_in, said_there
from bot.query.ask.overlap import HEAD, PARAGRAPH, SURE, UNKNOWN, topic_of
from bot.query.ask.question import Intent, Question, says
from bot.query.ask.quoting import (
    FAR,
    LIMIT,
    Ranked,
    nearest_of,
    of_speaker,
    on_topic,
    rows_of,
    speaker_of,
    with_cue,
    with_neighbours,
    within_dates,
)
from bot.query.ask.results import NEAREST, SHOWN, actors_of, distinct, opened, refused
from bot.query.ask.roles import speaks_for
from bot.query.ask.sentences import Sentences, name_stems, rarest
from bot.query.ask.silence import SILENCE, silences
from bot.query.ask.telling import mentions_of, officer_of, told_by, told_by_act
from bot.query.ask.terms import Term, term_of, terms_of
from bot.query.ask.values import AskAnswer, Why
from bot.query.check import check
from bot.query.check_values import Verdict
from bot.query.view import FoundPassage, View
from bot.text.words import fold, index_words

SAYING = frozenset(
    "say tell talk speak comment mention claim argue state announce warn promise write post tweet describe "
    "call respond react reply answer explain think predict criticise criticize suggest insist add quote joke "
    "complain admit concede declare testify remark demand advise apologise apologize accuse ask estimate put "
    "deny compare change want support reject oppose agree accept plan intend hope expect believe fear like "
    "favour favor welcome endorse approve mind position stance view opinion reaction thoughts words message "
    "explanation exact precise full complaint criticism warning argument excuse accusation verdict response "
    "reply justification".split()
)


def _is_noun_there(word: str, text: str) -> bool:
    """Is the word a noun where it stands: "after the talks", not "who talks"?"""
    at = text.find(word)
    return bool(re.search(r"(?i)\b(?:the|a|an|of|after|before|during|in|at|his|her|their|its)\s+$", text[: max(at, 0)]))


@lru_cache(maxsize=1)
def _saying_forms() -> frozenset[str]:
    return frozenset(form for word in SAYING for form in term_of(word).forms)


def _is_common(who: Named) -> bool:
    """Is it a common noun that is also somebody's name in the articles: "the charity", "a crane"?"""
    return who.words.islower() and " " not in who.words and is_ordinary(fold_name(who.words))


def topic_terms(question: Question, but: Named | None) -> tuple[Term, ...]:
    """What the statement is about: content words that are no verbs of saying, and the other names of the question."""
    said = question.cue if question.intent is Intent.QUOTE_BY_ACTOR else None
    saying = _saying_forms() | (term_of(said).forms if said else frozenset())
    if question.topic and question.intent is not Intent.WHO_SAID:
        inside = terms_of(question.topic)
        named = {fold(w) for who in question.named for w in who.words.split()}
        terms = [t for t in inside if fold(t.word).removesuffix("'s").removesuffix("’s") not in named]
        dated = {fold(w) for when in question.dates for w in when.words.split()}
        terms = [t for t in terms if fold(t.word) not in dated]
    else:
        terms = [t for t in question.about if t.forms.isdisjoint(saying) or _is_noun_there(t.word, question.text)]
    others = [
        Term(
            who.words,
            stems | of_country(fold_name(who.words)) | {form for term in typed(who) for form in term.forms},
            required=not _is_common(who),
            owner=bool(re.search(rf"\bA{number} s \w", question.skeleton)),
        )
        for number, who in enumerate(question.named)
        if who is not but and (stems := frozenset(stem for m in who.matches for s in name_stems(m.actor) for stem in s))
    ]
    return (*terms, *others)


def said_by(question: Question, view: View) -> AskAnswer:
    if not question.named:
        return who_said(question, view)
    number = min(speaker_of(question), len(question.named) - 1)
    who = question.named[number]
    actor = who.matches[0].actor
    silent = actor.kind is not Kind.PERSON and not view.reader.quotes(Filter(speaker=actor.id), limit=1)[0]
    if silent:
        spokesman = speaks_for(who, view)
        if spokesman is not None:
            return _of_one_for(who, number, spokesman, question, view)
    if silent and is_place(who) and len(question.named) == 1:
        somebody = _OF_PLACE.search(question.skeleton)
        if somebody:
            words = f"{somebody['role']} {somebody['of']} {who.words}"
            return refused(question, Why.NO_SUCH_SPEAKER, words=(words,))
        return who_said(question, view)
    terms = topic_terms(question, who)
    answer = _quotes_of(who, terms, question, view)
    if answer.why in (Why.NOT_ON_TOPIC, Why.NOTHING_SAID) and actor.kind is not Kind.PERSON:
        officer = officer_of(who, terms, view)
        if officer is not None:
            return _of_one_for(who, number, officer, question, view)
    return answer


def _of_one_for(body: Named, number: int, speaker: Named, question: Question, view: View) -> AskAnswer:
    """What somebody said for the body that the question names."""
    named = (*question.named[:number], speaker, *question.named[number + 1 :])
    answer = _quotes_of(speaker, topic_terms(question, body), replace(question, named=named), view)
    return replace(answer, readings=(f"read {body.words} as {speaker.matches[0].actor.name}",))


_OF_PLACE = re.compile(
    r"\b(?:did|does|do|has|have|had) (?P<role>(?:the |an? )?\w+(?: \w+){0,2}) (?P<of>of|in|from|for|at) A0 (?!and\b)"
)
"""The place belongs to a description of somebody whom the articles do not know: "the mayor of Karsk"."""


def _quotes_of(who: Named, terms: Sequence[Term], question: Question, view: View) -> AskAnswer:
    actor = who.matches[0].actor
    whether = _asks_whether(question)
    act = term_of(question.cue) if question.cue and whether else None
    ranked = _statements(who, terms, question, view)
    occasion = () if ranked or whether else occasion_in(question, terms)
    ranked = ranked or (said_there(view, actor.id, occasion)[:SHOWN] if occasion else [])
    if not ranked:
        return _nothing_on_topic(actor, terms, act, question, view)
    if act:
        ranked = [r for r in ranked if does(act, r) or withheld(r)]
        if not ranked:
            told = told_by_act(question, act, view)
            return _told(question, actor, (), told) or refused(
                question, Why.NO_SUCH_ACT, actors=(actor,), words=(question.cue or "",)
            )
    dated, floating = within_dates(ranked, _when_said(question))
    if not dated:
        return refused(question, Why.NOT_IN_DATES, actors=(actor,), near_found=opened(view, ranked, NEAREST))
    best = [r for r in dated if r.closeness is dated[0].closeness and r.covered >= KEPT * dated[0].covered]
    if terms and not occasion and not any(r.row.quote.plain for r in best):
        best += [r for r in of_speaker(view, actor.id, terms, least=LITTLE) if _carries_on(best[0], r, terms)][:1]
    best = _plain_first(with_cue(best, term_of(question.cue) if question.cue else None), bool(terms))
    best = best if occasion else with_neighbours(best, view, actor.id, terms)
    when = next(iter(_when_said(question)), None)
    return AskAnswer(
        question=question.text,
        intent=Intent.QUOTE_BY_ACTOR,
        actors=(actor,),
        topic=_words(terms),
        since=when.since if when and not floating else None,
        until=when.until if when and not floating else None,
        floating=floating,
        found=opened(view, best, view.page_size),
        count=len(best),
        counted="quotes",
        closeness=best[0].closeness,
        synonyms=distinct(best[: view.page_size]),
    )


def _statements(who: Named, terms: Sequence[Term], question: Question, view: View) -> list[Ranked]:
    """Those of the one asked about that are on the topic, best first."""
    whether = _asks_whether(question)
    ranked = of_speaker(view, who.matches[0].actor.id, terms, 1.0 if whether else UNKNOWN)
    if whether:
        ranked = [r for r in ranked if r.covered >= HALF]
    if question.cue is None and all(term.required for term in terms) and _of_persons(question, who):
        ranked = [r for r in ranked if r.covered >= PARAGRAPH or (r.covered > HEAD and _OF_SOMEBODY.search(_own(r)))]
    return ranked


def _asks_whether(question: Question) -> bool:
    return bool(_ASKS_WHETHER.match(question.skeleton))


def _nothing_on_topic(
    actor: Actor, terms: Sequence[Term], act: Term | None, question: Question, view: View
) -> AskAnswer:
    """What the articles tell in place of a statement, else the refusal with the nearest ones."""
    nearest = nearest_of(view, actor.id, terms)
    if not nearest:
        told = told_by_act(question, act, view) if act else told_by(name_stems(actor), terms, view)
        if (answer := _told(question, actor, terms, told)) is not None:
            return answer
    speaks = any(r.row.quote.plain or not SILENCE.search(r.row.context.of(r.article.text)) for r in nearest)
    silent = silences(actor, terms, view, quoted=speaks)
    if silent:
        return _silent(question, actor, terms, silent)
    if not nearest:
        near = mentions_of(actor, terms, view)
        return refused(question, Why.NOTHING_SAID, actors=(actor,), near_passages=near)
    words, found = tuple(t.word for t in terms), opened(view, nearest, NEAREST)
    return refused(question, Why.NOT_ON_TOPIC, actors=(actor,), words=words, near_found=found)


def _told(question: Question, actor: Actor, terms: Sequence[Term], told: tuple[FoundPassage, ...]) -> AskAnswer | None:
    """Sentences that tell what the actor said, where no statement is theirs."""
    if not told:
        return None
    intent = Intent.QUOTE_BY_ACTOR
    return AskAnswer(question=question.text, intent=intent, actors=(actor,), topic=_words(terms), passages=told)


def _words(terms: Sequence[Term]) -> str | None:
    return " ".join(term.word for term in terms) or None


_OF_SOMEBODY = re.compile(r"\b(?:he|him|his|she|her|they|them|their)\b", re.IGNORECASE)


def _own(said: Ranked) -> str:
    """The words of the statement itself."""
    return " ".join(span.of(said.article.text) for span in said.row.quote.spans)


def _of_persons(question: Question, who: Named) -> bool:
    """Are all others whom the question names persons? One who is named in the paragraph before is spoken of where a
    pronoun stands for them, and not because the article names both."""
    others = [match.actor for other in question.named if other is not who for match in other.matches[:1]]
    return bool(others) and all(actor.kind is Kind.PERSON for actor in others)


def _when_said(question: Question) -> tuple[When, ...]:
    """The dates of the question but for those of an event that was spoken of: "Saturday’s defeat"."""
    return tuple(when for when in question.dates if not re.search(rf"{re.escape(when.words)}[’']s\b", question.text))


def _silent(question: Question, actor: Actor, terms: Sequence[Term], told: tuple[FoundPassage, ...]) -> AskAnswer:
    """That they said nothing is what the articles tell."""
    answer = AskAnswer(question=question.text, intent=Intent.QUOTE_BY_ACTOR, actors=(actor,), passages=told)
    return replace(answer, topic=_words(terms), hedged=True)


KEPT = 0.6
"""Least share of the coverage of the best that another statement must have to be shown beside it."""
LITTLE, ALSO = 0.2, 0.6
"""Least coverage of the speaker’s own words that are shown with a reported statement, where they follow on it, and
least share of its own coverage where they stand elsewhere."""


RIGHT_BEHIND = 400
"""Characters between a report and a quotation that goes on with it."""


def _carries_on(report: Ranked, said: Ranked, terms: Sequence[Term]) -> bool:
    """Are these the speaker’s own words on what was reported: of it themselves, or right behind it?"""
    if not said.row.quote.plain or said.row.quote.confidence < SURE:
        return False
    if said.covered >= ALSO * report.covered:
        return True
    behind = said.row.quote.spans[0].start - report.row.context.end
    words = frozenset(index_words(_own(said)))
    far = FAR if any(term.match(words) for term in terms) else RIGHT_BEHIND
    return said.row.article == report.row.article and 0 <= behind < far


HALF = 0.45
"""Least coverage of what is asked whether somebody said: it takes more than to be about it."""
_ASKS_WHETHER = re.compile(r"(?:did|has|have|had|does|will|would) (?!.*\b(?:anything|something) (?:about|on|to)\b)")


def said_by_role(question: Question, view: View) -> AskAnswer | None:
    """Statements of a source that stays unnamed: "independent analysts". None where the words stand in no article."""
    called = terms_of(question.unknown or "")
    sets = [term.every for term in called]
    held = view.reader.frequencies({word for group in sets for word in group})
    if not called or not all(any(held[w] for w in group) for group in sets):
        return None
    sentences = Sentences(view)
    rows = []
    for row in view.reader.search_quotes(rarest(view, sets), EVERYTHING, limit=LIMIT):
        article = sentences.article(row.article)
        source = row.quote.unnamed or (row.quote.source.of(article.text) if article and row.quote.source else "")
        words = frozenset(index_words(source))
        if all(not term.forms.isdisjoint(words) for term in called):
            rows.append(row)
    names = {form for term in called for form in term.forms}
    about = [term for term in topic_terms(question, None) if term.forms.isdisjoint(names)]
    ranked = on_topic(rows, topic_of(about, view), sentences)
    act = term_of(question.cue) if question.cue and _ASKS_WHETHER.match(question.skeleton) else None
    ranked = [r for r in ranked if act is None or does(act, r)]
    if not ranked:
        office = office_in(question.unknown or "")
        head, whose = _head_of(question.unknown or "", called)
        told = told_by([frozenset((form,)) for form in head.forms], about, view, office, whose)
        if told:
            return AskAnswer(question=question.text, intent=Intent.QUOTE_BY_ACTOR, passages=told)
        return refused(question, Why.NO_SUCH_SPEAKER, words=(question.unknown or "",))
    return AskAnswer(
        question=question.text,
        intent=Intent.QUOTE_BY_ACTOR,
        topic=" ".join(t.word for t in about) or None,
        found=opened(view, ranked, view.page_size),
        count=len(ranked),
        counted="quotes",
        closeness=ranked[0].closeness,
        synonyms=distinct(ranked[: view.page_size]),
    )


_OF = re.compile(r"\b(?:of|for|at|from|in|behind) ")


def _head_of(description: str, called: Sequence[Term]) -> tuple[Term, Sequence[Term]]:
    """ "Owners" of "the owners of the trawler", and the words behind "of"; of "the trawler owners" the last word."""
    of = _OF.search(description)
    before = terms_of(description[: of.start()]) if of else ()
    if not before:
        return called[-1], ()
    return before[-1], called[len(before) :]


def _plain_first(ranked: list[Ranked], keep_order: bool) -> list[Ranked]:
    """Word-for-word statements before reported ones, where no topic orders them."""
    return ranked if keep_order else sorted(ranked, key=lambda r: not r.row.quote.plain)


def who_said(question: Question, view: View) -> AskAnswer:
    if question.quoted:
        checked = check(request("check", words=" ".join(question.quoted)), view)
        return AskAnswer(
            question=question.text,
            intent=Intent.WHO_SAID,
            delegate=checked,
            why=Why.NOT_MENTIONED if checked.verdict is Verdict.NOT_FOUND else None,
        )
    terms = tuple(t for t in topic_terms(question, None) if not says(t.word) or _is_noun_there(t.word, question.text))
    role = role_asked(question)
    terms = without_persons(terms, role) if role else terms
    if not terms:
        return refused(question, Why.NOT_MENTIONED)
    sentences = Sentences(view)
    ranked = on_topic(rows_of(view, EVERYTHING, terms), topic_of(terms, view), sentences)
    dated, floating = within_dates(ranked, question.dates)
    act = deed_of(question)
    telling = best_first([r for r in dated if tells(r, act) and not _is_by_one_named(r, question)])
    telling = [r for r in telling if r.covered >= KEPT * telling[0].covered]
    close = [r for r in telling if r.row.speakers or r.row.quote.source or r.row.quote.unnamed]
    if not close:
        told = _with_cue_only(telling)
        if told:
            return AskAnswer(question=question.text, intent=Intent.WHO_SAID, passages=told)
        return refused(
            question, Why.NOT_MENTIONED, words=tuple(t.word for t in terms), near_found=opened(view, ranked, NEAREST)
        )
    close = of_role_first(role, with_cue(close, term_of(question.cue) if question.cue else None), view)
    counts: Counter[ActorId] = Counter(a for r in close for a in r.row.speakers)
    speakers = tuple((actor, n) for a, n in counts.most_common() if (actor := view.reader.actor(a)))
    return AskAnswer(
        question=question.text,
        intent=Intent.WHO_SAID,
        topic=" ".join(t.word for t in terms),
        found=opened(view, close, view.page_size),
        speakers=speakers,
        count=len(close),
        counted="quotes",
        floating=floating,
        synonyms=distinct(close[: view.page_size]),
    )


def _is_by_one_named(said: Ranked, question: Question) -> bool:
    """Is it said by one whom the question names, of whom others are asked to have spoken, and does not hold all?

    Nobody is asked to have criticised or praised themselves.
    """
    named = {match.actor.id for who in question.named for match in who.matches}
    return not named.isdisjoint(said.row.speakers) and (said.covered < BEYOND_DOUBT or judges(question))


_NAME_THERE = re.compile(r"[A-ZÀ-Þ][\w’'\-]+,?\s+(?:has |had |also |later )?$")


def _with_cue_only(telling: Sequence[Ranked]) -> tuple[FoundPassage, ...]:
    """The sentences of statements that were given to nobody, though a name stands before the verb."""
    out = []
    for said in telling:
        cue, context = said.row.quote.cue, said.row.context
        if cue is not None and _NAME_THERE.search(said.article.text, context.start, cue.start):
            passage = Passage(article=said.row.article, day=said.row.day, span=context, quoted=True)
            out.append(FoundPassage(passage=passage, article=said.article))
    return tuple(out[:1])


def verified(question: Question, view: View) -> AskAnswer:
    names = [who for who in question.named if who.matches]
    speaker = f"@{names[0].matches[0].actor.id}" if names and len(names[0].matches) == 1 else None
    checked = check(request("check", words=" ".join(question.quoted), speaker=speaker), view)
    return AskAnswer(
        question=question.text,
        intent=Intent.VERIFY,
        actors=actors_of(question),
        delegate=checked,
        why=Why.NOT_MENTIONED if checked.verdict is Verdict.NOT_FOUND else None,
    )
