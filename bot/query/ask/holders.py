"""Whom a whole description names: "the union's branch secretary", "the Bishop of Karsk", "the port office woman".

News introduces its speakers once, beside their names. Whoever is quoted in an article that holds the words of the
description is looked at: do its words stand in the apposition or title beside the name, or near it?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.actors.countries import country_of
from bot.actors.directory import Match
from bot.actors.folding import fold as fold_name
from bot.archive.port import Filter
from bot.model import Actor, ActorId, Article, Gender, Kind
from bot.query.ask.descriptions import OWNED, is_owned_by_others
from bot.query.ask.names import Named, is_place, overlap
from bot.query.ask.roles import called_as_source
from bot.query.ask.sentences import Sentences, candidates, name_stems
from bot.query.ask.terms import Term, term_of, terms_of
from bot.query.view import View
from bot.text.words import fold, index_words

_SURE = frozenset(("exact", "alias", "surname"))
_WOMEN, _MEN = frozenset("lady woman girl mum".split()), frozenset("man guy gentleman bloke chap boy fellow".split())
_ANYBODY = _WOMEN | _MEN | frozenset("person official representative people".split())
_SKIPPED = re.compile(r"^(?:(?:the|a|an|our|that|this|other|new|former)\s+)+", re.IGNORECASE)
ARTICLES = 4
"""Articles with words of a description whose speakers are looked at."""
PASSAGES, PLACES, SPEAKERS = 40, 3, 60
"""Sentences by which those are found, places of a name, and quotations of an article, that are looked at."""
NEAR, FAR = 0.5, 0.3
"""What a word counts that stands in the paragraph of the name, or elsewhere in the article."""
LEAST, WHOLE = 0.6, 0.9
"""Least share of a description that must stand there; and that where a role of somebody in it already tells who."""


def with_holder(slot: Named, named: Sequence[Named], view: View) -> tuple[Named, ...] | None:
    """Those named, with the one for whom all the words of the slot stand in place of those within it.

    None where those within it already say who it is, or where the articles call nobody so.
    """
    within = [who for who in named if overlap(who.span, slot.span)]
    sure = [who for who in within if _is_sure(who) and not _is_owner(who, slot)]
    if len(sure) == 1 and len(within) > 1:  # "the other defector of the league, Brandt"
        return _in_place_of(within, replace(sure[0], span=slot.span, words=slot.words), named)
    if sure or not within:
        return None
    bare = _SKIPPED.sub("", slot.words)
    if any(fold(_SKIPPED.sub("", who.words)) == fold(bare) and not _is_more_than_name(who) for who in within):
        return _also_called(slot, within[0], named, view) if len(within) == 1 else None
    by_role = bool(within) and all(m.how == "role" for who in within for m in who.matches)
    found = held_by(slot, within, view, WHOLE if by_role else LEAST)
    if found is None and all(is_place(who) for who in within):
        found = called_as_source(slot, view)  # "the Karsk senator"
    return _in_place_of(within, found, named) if found is not None else None


def _is_sure(who: Named) -> bool:
    return all(match.how in _SURE and match.actor.kind is Kind.PERSON for match in who.matches)


def _is_owner(who: Named, slot: Named) -> bool:
    """Is it the Brenner of "Brenner's press secretary"?"""
    return slot.words[who.span.end - slot.span.start :].startswith(("’s ", "'s ", "’ ", "' "))


def of_that_office(slot: Named, named: Sequence[Named]) -> tuple[Named, ...]:
    """Those named, but of the holders of an office only those of the "defence secretary" in the slot, if any."""
    office = office_in(slot.words) if re.search(r"(?i)\b(?:minister|secretary)$", slot.words) else None
    return tuple(found for who in named if (found := _of_office(who, slot, office))) if office else tuple(named)


def _of_office(who: Named, slot: Named, office: tuple[Term, Term]) -> Named | None:
    if not overlap(who.span, slot.span) or any(m.how != "role" for m in who.matches):
        return who
    held = {m.actor.id: " ".join(role.text for role in m.actor.roles) for m in who.matches}
    kept = tuple(m for m in who.matches if not office[0].forms.isdisjoint(index_words(held[m.actor.id])))
    return replace(who, matches=kept) if kept else None


def _is_more_than_name(who: Named) -> bool:
    """Is it the name of a body with a role behind, "Karsk Lines chief executive"?"""
    return _name_in(who) != who.words


def _name_in(who: Named) -> str:
    """The words of it that are the name."""
    names = {fold(name) for m in who.matches for name in (m.actor.name, *m.actor.aliases)}
    words = who.words.split()
    longest = next((n for n in range(len(words), 0, -1) if fold(" ".join(words[:n])) in names), len(words))
    return " ".join(words[:longest])


def _also_called(slot: Named, who: Named, named: Sequence[Named], view: View) -> tuple[Named, ...] | None:
    """With those at whose names a "chairwoman" stands, where the chairmen that it stands for are never called so."""
    last = fold(who.words).split()[-1]
    if _gender(last) is None or any(
        m.how != "role" or any(last in fold(role.text).split() for role in m.actor.roles) for m in who.matches
    ):
        return None
    found = held_by(slot, (who,), view, WHOLE)
    if found is None:
        return None
    known = {m.actor.id for m in who.matches}
    matches = (*who.matches, *(m for m in found.matches if m.actor.id not in known))
    return _in_place_of((who,), replace(who, matches=matches, reading=None), named)


def _in_place_of(within: Sequence[Named], found: Named, named: Sequence[Named]) -> tuple[Named, ...]:
    return tuple(sorted((*(who for who in named if who not in within), found), key=lambda who: who.span))


def held_by(slot: Named, within: Sequence[Named], view: View, least: float = LEAST) -> Named | None:
    """The slot with whom its words describe; None where they name nobody, or several at once ("the two leaders")."""
    bare = _SKIPPED.sub("", slot.words)
    found = holders(bare, within, view, least) if bare and not _MANY.search(fold(bare)) else ()
    if not found:
        return None
    reading = f"read {slot.words} as {found[0].name}" if len(found) == 1 else None
    return Named(slot.span, slot.words, tuple(Match(actor, "role") for actor in found), reading)


_MANY = re.compile(r"^(?:two|three|both|several|many)\b|(?:[^s]s|people|men|women|police)$")


def holders(description: str, within: Sequence[Named], view: View, least: float) -> tuple[Actor, ...]:
    """The speakers beside whose names most of the description stands, its head above all; several where they tie."""
    asked = _Description.of(description, within)
    if not asked.every:
        return ()
    sentences = Sentences(view)
    best: dict[ActorId, float] = {}
    actors: dict[ActorId, Actor] = {}
    articles = dict.fromkeys(p.article for p in candidates(view, [t.every for t in asked.every], limit=PASSAGES))
    for id_ in list(articles)[:ARTICLES]:
        article = sentences.article(id_)
        if article is None:
            continue
        for actor in _speakers(article, view):
            if actor.kind is not Kind.PERSON or (asked.gender and actor.gender not in (asked.gender, None)):
                continue
            share = _share(actor, asked, article)
            if share > best.get(actor.id, 0.0):
                best[actor.id], actors[actor.id] = share, actor
    top = max(best.values(), default=0.0)
    if top < least:
        return ()
    return tuple(actors[id_] for id_, share in best.items() if share >= top - 0.05)


@dataclass(frozen=True, slots=True)
class _Description:
    """A description, read."""

    head: Term | None
    others: tuple[Term, ...]
    gender: Gender | None
    office: tuple[Term, Term] | None
    strict: frozenset[str]  # stems of words that must stand beside the name or in its paragraph
    owner: str | None  # of what it is the mayor

    @staticmethod
    def of(description: str, within: Sequence[Named]) -> _Description:
        head, *others = _parts(description, within)
        of, owned = _OF.search(description), OWNED.match(description)
        owner = owned["by"] if owned else of["of"] if of else None
        strict = frozenset(form for term in terms_of(owner or "") for form in term.forms)
        return _Description(head, tuple(others), _gender(description), office_in(description), strict, owner)

    @property
    def every(self) -> tuple[Term, ...]:
        return (self.head, *self.others) if self.head else self.others

    def is_of_another(self, said_of: str) -> bool:
        """Do the words beside a name put the same head to another owner?"""
        return self.owner is not None and self.head is not None and is_owned_by_others(self.head, self.owner, said_of)


def _parts(description: str, within: Sequence[Named]) -> tuple[Term | None, *tuple[Term, ...]]:
    """The head of the description, None for "lady" and the like, and its other words; names with all their words."""
    places = [who for who in within if all(m.how != "role" for m in who.matches)]
    terms = [t for t in terms_of(description) if fold(t.word) not in _ANYBODY]
    of = re.split(r"\s+(?:of|at|for|from|in|on)\s+", description, maxsplit=1)[0]
    called = frozenset(word for who in places for word in index_words(_name_in(who)))
    heads = [t for t in terms_of(of) if t.forms.isdisjoint(called) or len(terms) == 1]
    generic = fold(of.split()[-1]) in _ANYBODY
    head = heads[-1] if heads and not generic else None
    rest = [t for t in terms if head is None or t.forms != head.forms]
    return head, *(_with_name(t, places) for t in rest)


def _with_name(term: Term, places: Sequence[Named]) -> Term:
    """The term; a word of somebody's name with the other names of whoever that is."""
    for who in places:
        if term.forms & frozenset(index_words(_name_in(who))):
            stems = frozenset(stem for m in who.matches for group in name_stems(m.actor) for stem in group)
            return replace(term, forms=term.forms | stems, required=True)
    return term


def _gender(description: str) -> Gender | None:
    last = fold(description).split()[-1]
    if last in _WOMEN or last.endswith("woman"):
        return Gender.FEMALE
    return Gender.MALE if last in _MEN else None


def _speakers(article: Article, view: View) -> Iterator[Actor]:
    seen: set[ActorId] = set()
    for row in view.reader.quotes(Filter(article=article.id), limit=SPEAKERS)[1]:
        for id_ in row.speakers:
            if id_ not in seen and (actor := view.reader.actor(id_)):
                seen.add(id_)
                yield actor


_OFFICES = (
    "minister|secretary|president|director|officer|commissioner|editor|ambassador|adviser|advisor|manager|captain|coach|"
    "judge|prosecutor|inspector"
)
"""Heads of descriptions of which there are many: the word before one tells which."""
_OFFICE = re.compile(rf"(?P<which>[^\W\d_][\w\-]+)\s+(?P<office>{_OFFICES})\b", re.IGNORECASE)
_ANY_OFFICE = frozenset("the a an our their his her its new old former acting then current said and".split())


def office_in(description: str) -> tuple[Term, Term] | None:
    """Of "the finance minister" the word that tells which, and the office; None where no such word stands there."""
    found = _OFFICE.search(description)
    if found is None or fold(found["which"]) in _ANY_OFFICE or country_of(fold_name(found["which"])):
        return None
    return term_of(found["which"]), term_of(found["office"])


def is_of_other_office(office: tuple[Term, Term], said_of: str, beside: AbstractSet[str]) -> bool:
    """Do the words beside a name call somebody another minister than the "finance minister" of the question?"""
    which, head = office
    if not which.forms.isdisjoint(beside):
        return False
    return any(
        fold(found["which"]) not in _ANY_OFFICE
        and head.match(frozenset(index_words(found["office"])))
        and not country_of(fold_name(found["which"]))
        for found in _OFFICE.finditer(said_of)
    )


_OF = re.compile(r"\bof\s+(?:the\s+)?(?P<of>[A-ZÀ-ÞĐŁŠŽ][\w’\-]+(?:\s+[A-ZÀ-ÞĐŁŠŽ][\w’\-]+)*)")
"""What somebody is the mayor of."""


def _share(actor: Actor, asked: _Description, article: Article) -> float:
    """How much of the description stands beside the actor's name; 0 where its head or a name in it does not."""
    roles = " ".join(role.text for role in actor.roles)
    whole: frozenset[str] | None = None
    best = 0.0
    for at, end in _places(actor, article.text):
        said_of = f"{_beside(article.text, at, end)} {roles}"
        beside = frozenset(index_words(said_of))
        if asked.head is not None and not asked.head.match(frozenset(index_words(_OWNER.sub(" ", said_of)))):
            continue
        if asked.office is not None and is_of_other_office(asked.office, said_of, beside):
            continue
        if asked.is_of_another(said_of):
            continue
        held = [1.0] if asked.head is not None else []
        start, stop = article.text.rfind("\n", 0, at) + 1, article.text.find("\n", end)
        around = frozenset(index_words(article.text[start : len(article.text) if stop < 0 else stop]))
        for term in asked.others:
            if term.match(beside):
                held.append(1.0)
            elif term.match(around):
                held.append(NEAR)
            elif country_of(fold_name(term.word)) or not term.forms.isdisjoint(asked.strict):
                held.append(0.0)  # elsewhere in an article stand the mayors of other towns, too
            else:
                whole = whole or frozenset(index_words(f"{article.title} {article.text}"))
                held.append(FAR if term.match(whole) else 0.0)
        shares = held[asked.head is not None :]
        if all(share for share, term in zip(shares, asked.others, strict=True) if term.required):
            best = max(best, sum(held) / len(held))
    return best


def _places(actor: Actor, text: str) -> Iterator[tuple[int, int]]:
    """The first places of the actor's last name."""
    last = re.escape(actor.name.split()[-1])
    for match, _ in zip(re.finditer(rf"\b{last}\b", text), range(PLACES), strict=False):
        yield match.span()


_BREAK = re.compile(r"[“”\";:]|[.!?][”’)]?\s|\n|\b(?:said|says|told|tells|but|while|that)\b")
_APPOSED = re.compile(r"\s*(?:,|\(|—|–|of\b|from\b)")
_LEFT, _RIGHT = 90, 150


_OWNER = re.compile(
    r"[\w\-]+[’']s?(?!\w)|\b(?:for|to|of|with|under)\s+(?:(?:the|an?|its|his|her|their)\s+)?(?:[\w\-]+\s+)?[\w\-]+"
)
"""No head stands there: "the president’s secretary" and "a spokesman for the Karsk president" are no presidents."""


def _beside(text: str, at: int, end: int) -> str:
    """The words of the title or apposition before a name, and of the apposition behind it."""
    left = text[max(0, at - _LEFT) : at]
    breaks = list(_BREAK.finditer(left))
    left = left[breaks[-1].end() :] if breaks else left
    right = text[end : end + _RIGHT] if _APPOSED.match(text, end) else ""
    stop = _BREAK.search(right)
    return f"{left} {right[: stop.start()] if stop else right}"
