"""Sentences that tell what somebody said or did, where no statement of theirs was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.actors.directory import Match
from bot.archive.port import EVERYTHING
from bot.model import Actor, Kind, Span
from bot.query.ask.around import Around
from bot.query.ask.clauses import place_of, without_insertions
from bot.query.ask.holders import is_of_other_office
from bot.query.ask.names import Named
from bot.query.ask.overlap import topic_of
from bot.query.ask.question import Question
from bot.query.ask.quoting import on_topic, rows_of
from bot.query.ask.results import NEAREST
from bot.query.ask.sentences import Sentences, candidates, name_stems
from bot.query.ask.terms import Term
from bot.query.ask.values import Closeness
from bot.query.page import Page
from bot.query.view import FoundPassage, View
from bot.text.words import index_words

_SAID = re.compile(
    r"\b(?:said|says?|told|added|wrote|argued|claimed|warned|explained|announced|testified|complained|insisted|noted|"
    r"replied|recalled|admitted|acknowledged|predicted|suggested|stated|posted|tweeted|"
    r"(?:ruled|held|found|concluded|decided) that)\b"
)
_ONLY_ADVERBS = re.compile(
    r"(?:, (?:[A-ZÀ-Þ][\w’'\-.]+ ?){1,4}(?:, \d+)?,)?[\s,]*"
    r"(?:(?:has|have|had|did|does|do|will|would|not|never|also|later|then|only|once|again)\s+"
    r"|(?:did|does|do|has|had|have|would|wo)n[’']t\s+|\w+ly\s+)*"
)


def told_by(
    called: Sequence[AbstractSet[str]],
    terms: Sequence[Term],
    view: View,
    office: tuple[Term, Term] | None = None,
    whose: Sequence[Term] = (),
) -> tuple[FoundPassage, ...]:
    """Sentences in which one called so is the subject of a verb of saying, with the quotation behind in the paragraph.

    For statements that the extraction gave to nobody. A topic must stand in the sentence or the one behind. Those of
    another `office` are left out, and those of somebody else's: `whose` ("the owners of the trawler") must stand there
    or before.
    """
    sentences = Sentences(view)
    out = []
    for passage in candidates(view, [frozenset().union(*called), *(t.every for t in terms)]):
        article = sentences.article(passage.article)
        if article is None or not _is_subject_of_saying(called, passage.span.of(article.text)):
            continue
        if not _is_theirs(whose, sentences.page(article), passage.span):
            continue
        shown = Span(passage.span.start, _with_quotation_behind(article.text, passage.span.end))
        text = shown.of(article.text)
        words = frozenset(index_words(text))
        if office is not None and is_of_other_office(office, text, words):
            continue
        if all(term.match(words) for term in terms):
            out.append(FoundPassage(passage=replace(passage, span=shown), article=article))
    return tuple(out[:NEAREST])


def _is_theirs(whose: Sequence[Term], page: Page, span: Span) -> bool:
    if not whose:
        return True
    known = page.words(span.start, span.end) | Around(page, span).before
    return all(term.match(known) for term in whose)


def told_by_act(question: Question, act: Term, view: View) -> tuple[FoundPassage, ...]:
    """Sentences in which the one named does it, where none of their words are quoted with it."""
    stems = [s for m in question.named[0].matches for s in name_stems(m.actor)]
    sentences = Sentences(view)
    out = []
    for passage in candidates(view, [act.every, frozenset().union(*stems)]):
        article = sentences.article(passage.article)
        text = passage.span.of(article.text) if article else ""
        at = place_of(act, text)
        if article is None or at is None:
            continue
        before = without_insertions(text, at)[:at]
        words = list(re.finditer(r"[\w’'\-]+", before))
        named = [m for m in words if any(s <= set(index_words(m.group())) for s in stems)]
        if named and _ONLY_ADVERBS.fullmatch(before, named[-1].end()):
            out.append(FoundPassage(passage=passage, article=article))
    return tuple(out[:NEAREST])


def _is_subject_of_saying(called: Sequence[AbstractSet[str]], text: str) -> bool:
    for verb in _SAID.finditer(text):
        for before in (text[: verb.start()], without_insertions(text, verb.start())[: verb.start()]):
            words = re.finditer(r"[\w’'\-]+", before)
            named = [m for m in words if any(s <= set(index_words(m.group())) for s in called)]
            if named and _ONLY_ADVERBS.fullmatch(before, named[-1].end()):
                return True
    return False


def _with_quotation_behind(text: str, end: int) -> int:
    """Where the quotation ends that follows in the paragraph with "he said" or the like; else `end`."""
    stop = text.find("\n", end)
    paragraph = text[end : len(text) if stop < 0 else stop]
    behind = re.match(r"\s*[“\"][^“”\"]+[”\"]\s+(?:he|she|they) \w+\.", paragraph)
    return end + behind.end() if behind else end


def mentions_of(actor: Actor, terms: Sequence[Term], view: View) -> tuple[FoundPassage, ...]:
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


def officer_of(body: Named, terms: Sequence[Term], view: View) -> Named | None:
    """Who spoke on the topic for a body that itself did not: "its national officer", right behind a sentence on it."""
    stems = name_stems(body.matches[0].actor)
    sentences = Sentences(view)
    for said in on_topic(rows_of(view, EVERYTHING, terms), topic_of(terms, view), sentences):
        if said.closeness is not Closeness.WORDS or len(said.row.speakers) != 1:
            continue
        officer = view.reader.actor(said.row.speakers[0])
        if officer is None or officer.kind is not Kind.PERSON:
            continue
        before = Around(sentences.page(said.article), said.row.context).previous
        if any(s <= before for s in stems) and _is_an_officer(officer, said.row.context.of(said.article.text)):
            reading = f"read {body.words} as {officer.name}"
            return Named(body.span, body.words, (Match(officer, "role"),), reading)
    return None


def _is_an_officer(person: Actor, text: str) -> bool:
    """ "Its national officer, Ada Brenner", "Ada Brenner, its chairwoman"."""
    name = re.escape(person.name)
    return bool(
        re.search(rf"\b(?:[Ii]ts|[Tt]heir) (?:[\w’'\-]+ ){{0,4}}[\w’'\-]+,? {name}|{name}, (?:its|their) ", text)
    )
