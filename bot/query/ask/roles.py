"""Whom a description means: "the Russian president", "the mediator", "the boss of the shipyard"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.actors.directory import Match
from bot.archive.port import EVERYTHING
from bot.model import Actor, ActorId, Kind, Span
from bot.query.ask.descriptions import is_of_people
from bot.query.ask.names import Named, is_place, overlap
from bot.query.ask.sentences import Sentences
from bot.query.ask.terms import Term, terms_of
from bot.query.view import View
from bot.text.words import fold, index_words


def described(slot: Named, view: View) -> Named | None:
    """Who the articles call so, by people and role or by the words beside a speaker's name."""
    return _by_people_and_role(slot, view) or called_as_source(slot, view)


_LEADERS = frozenset("boss chief head leader ceo".split())
_LEADING = (
    "chief executive|managing director|general manager|chairman|chairwoman|chairperson|chair|chief|president|director|"
    "founder|owner|head|leader|boss|CEO|secretary|principal|rector|dean|mayor|governor"
)
BODIES = 12
"""Sentences that name a body which are read for who leads or speaks for it."""
_HEAD = rf"(?:{_LEADING}|spokes(?:man|woman|person))"
_OWNED = re.compile(rf"[’']s?\s+(?:[a-z]+\s+)??(?P<role>(?i:{_HEAD}))\b")
_OWNING = re.compile(rf"\b(?P<role>(?i:{_HEAD}))\s+(?:of|at|from|for)\s+(?:the\s+)?$")


def of_bodies(named: Sequence[Named], masked: str, view: View) -> tuple[Named, ...]:
    """Those named, with a body and the role that is of it taken for one person: "the boss of the Karsk shipyard"."""
    out: list[Named] = []
    for who in named:
        found = None
        if not is_place(who) and all(match.how != "role" for match in who.matches):
            behind, before = _OWNED.match(masked, who.span.end), _OWNING.search(masked, 0, who.span.start)
            if behind:
                found = _of_body(behind["role"], who, Span(who.span.start, behind.end()), masked, view)
            elif before:
                found = _of_body(before["role"], who, Span(before.start(), who.span.end), masked, view)
        out.append(found or who)
    whole = [who for who in out if who not in named]
    return tuple(who for who in out if who in whole or not any(overlap(who.span, other.span) for other in whole))


def speaks_for(body: Named, view: View) -> Named | None:
    """Who speaks for a place or body that says nothing itself, "the Kremlin"; None if the articles tell of nobody."""
    return _of_body("spokesman", body, Span(0, len(body.words)), body.words, view)


def _of_body(role: str, body: Named, span: Span, masked: str, view: View) -> Named | None:
    """Whoever holds the role in a paragraph that names the body before; None if the articles tell of nobody."""
    held = re.escape(fold(role))
    heads = _LEADING if held in _LEADERS else re.sub(r"(?:man|woman|person)$", "(?:man|woman|person)", held)
    beside = re.compile(
        rf"\b(?i:{heads})(?:\s+(?:of|for)\s+[^,.]{{1,40}})?,?\s+{_NAME}|"
        rf"{_NAME.replace('name', 'before')},\s+(?:the|its|their|a)\s+(?:[\w’'\-]+\s+){{0,3}}?(?i:{heads})\b"
    )
    called = frozenset(index_words(body.words))
    sentences = Sentences(view)
    counted: Counter[ActorId] = Counter()
    for passage in view.reader.search_passages([frozenset((w,)) for w in called], EVERYTHING, limit=BODIES):
        article = sentences.article(passage.article)
        if article is None or not called <= frozenset(index_words(passage.span.of(article.text))):
            continue
        end = article.text.find("\n", passage.span.end)
        for match in beside.finditer(article.text, passage.span.start, len(article.text) if end < 0 else end):
            people = view.directory.resolve(match["name"] or match["before"]).actors
            if len(people) == 1 and people[0].actor.kind is Kind.PERSON:
                counted[people[0].actor.id] += 1
    actors = [actor for id_, _ in counted.most_common(3) if (actor := view.reader.actor(id_))]
    if not actors:
        return None
    words = masked[span.start : span.end]
    reading = f"read {words} as {actors[0].name}" if len(actors) == 1 else None
    return Named(span, words, tuple(Match(actor, "role") for actor in actors), reading)


def _by_people_and_role(slot: Named, view: View) -> Named | None:
    """Who the articles call so: "the Russian president" where they say "President Volkov of Russia"."""
    peoples = [w for w in slot.words.split() if w[:1].isupper()]
    role = " ".join(w for w in slot.words.split() if not w[:1].isupper() and w.lower() != "the")
    if len(peoples) != 1 or not role:
        return None
    matches = tuple(
        match for match in view.directory.resolve(role).actors if is_of_people(peoples[0], match.actor, view)
    )
    if not matches:
        return None
    reading = f"read {slot.words} as {matches[0].actor.name}" if len(matches) == 1 else None
    return Named(slot.span, slot.words, matches, reading)


def called_as_source(slot: Named, view: View) -> Named | None:
    """Who the articles call so: "the mediator" is the speaker at whose name the word stands. Most often named first."""
    terms = terms_of(slot.words)
    terms = tuple(t for t in terms if fold(t.word) not in _ANYBODY) or terms
    if not terms:
        return None
    rows = view.reader.search_quotes([term.every for term in terms], EVERYTHING, limit=ROLE_CANDIDATES)
    counted: Counter[ActorId] = Counter()
    for row in rows:
        article = view.reader.article(row.article)
        if article is None or row.quote.source is None or len(row.speakers) != 1:
            continue
        around = row.quote.source.of(article.text)
        cue = row.quote.cue
        if cue and 0 <= row.quote.source.start - cue.end < 60:
            around = article.text[cue.end : row.quote.source.end]
        after = re.match(r",? [^.;“\"]{3,80}?[,.]", article.text[row.quote.source.end : row.quote.source.end + 90])
        around += after.group() if after else ""
        words = frozenset(index_words(around))
        if all(not term.forms.isdisjoint(words) for term in terms):
            counted[row.speakers[0]] += 1
    actors = [actor for id_, _ in counted.most_common(5) if (actor := view.reader.actor(id_))]
    if not actors:
        actors = list(_beside(slot.words, terms, view))
    if not actors:
        return None
    matches = tuple(Match(actor, "role") for actor in actors)
    reading = f"read {slot.words} as {actors[0].name}" if len(actors) == 1 else None
    return Named(slot.span, slot.words, matches, reading)


_NAME = r"(?P<name>[A-ZÀ-ÞĐ][\w’'\-]+(?:\s+[A-ZÀ-ÞĐ][\w’'\-]+)+)"


def _beside(role: str, terms: Sequence[Term], view: View) -> Iterator[Actor]:
    """Actors at whose name a sentence puts the words: "bicycle dealer Ada Brenner", "Ada Brenner, a bicycle dealer"."""
    words = re.sub(r"^(?:the|a|an)\s+", "", role.strip())
    beside = re.compile(
        rf"\b{re.escape(words)},?\s+{_NAME}|{_NAME.replace('name', 'before')},\s+(?:the|a|an)\s+{re.escape(words)}\b"
    )
    seen: set[ActorId] = set()
    for passage in view.reader.search_passages([term.every for term in terms], EVERYTHING, limit=ROLE_CANDIDATES):
        article = view.reader.article(passage.article)
        match = beside.search(passage.span.of(article.text)) if article else None
        if match:
            found = view.directory.resolve(match["name"] or match["before"]).actors
            if len(found) == 1 and found[0].actor.id not in seen:
                seen.add(found[0].actor.id)
                yield found[0].actor


_ANYBODY = frozenset("man woman guy person lady gentleman fellow chap boy girl bloke official representative".split())
ROLE_CANDIDATES = 80
"""Quotations near the words of a role that are looked at for whom it belongs to."""
