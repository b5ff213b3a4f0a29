"""Who said it, as a deed: "who blamed the crews?", "which senator called for a strike?". What a statement must tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.query.ask.question import Question, saying_class
from bot.query.ask.quoting import Ranked
from bot.query.ask.terms import Term, term_of
from bot.query.ask.values import Closeness
from bot.query.view import View
from bot.text.words import fold, index_words

SAID, TOLD = 0.6, 0.5
"""Least coverage of what somebody is looked for to have said, and that where many of its words stand there; fewer
where one of them stands nowhere else."""
UNIQUE = 0.1
"""What such a word counts in the order."""
MANY = 3
BEYOND_DOUBT = 0.8
"""Coverage of many words at which it does not matter whether the verb of the question ("blamed") stands there."""
_ACTS = frozenset(
    "accuse accused blame blames blamed praise praised condemn condemned denounce denounced mock mocked dismiss "
    "dismissed apologise apologised apologize apologized swear swore pledge pledged vow vowed demand demanded".split()
)
"""Verbs of saying that are deeds: who did it must be told to have done so."""
_CALLS = re.compile(r"\bcall(?:s|ed)? (?:for|on|upon)\b")
_CALLING = "demand urge appeal press push"
_SHOULD = re.compile(r"\b(?:should|must|ought|ha(?:s|ve) to|needs? to|want(?:s|ed)?)\b")
_PERSONS = frozenset("official person people speaker expert politician minister leader man woman actor analyst".split())


_CRITICAL = "mock ridicule deride criticise criticize condemn denounce attack slam blast lambaste rebuke chide fault"


def deed_of(question: Question) -> Term | None:
    """The deed that the question asks who did; None where it only asks who said something."""
    if _CALLS.search(question.skeleton):
        return _calling()
    if question.cue not in _ACTS:
        return None
    deed = term_of(question.cue)
    return deed if deed.forms.isdisjoint(_critical()) else replace(deed, forms=deed.forms | _critical())


def judges(question: Question) -> bool:
    """Does it ask who criticised or praised somebody?"""
    cue = question.cue or ""
    return bool(cue) and not term_of(cue).forms.isdisjoint(
        _critical() | term_of("praise").forms | term_of("blame").forms
    )


@lru_cache(maxsize=1)
def _critical() -> frozenset[str]:
    """Who mocks somebody is told to have criticised them, too."""
    return frozenset(form for word in _CRITICAL.split() for form in term_of(word).forms)


@lru_cache(maxsize=1)
def _calling() -> Term:
    forms = frozenset(form for word in _CALLING.split() for form in term_of(word).forms)
    calls = frozenset(index_words("called")), frozenset(index_words("for on upon"))
    return Term("call for", forms, own=tuple(calls[0] | {word} for word in calls[1]))


def does(act: Term, said: Ranked) -> bool:
    """Is the deed told in the sentence of the statement?"""
    return act.match(frozenset(index_words(said.row.context.of(said.article.text)))) > 0


_WITHHELD = re.compile(
    r"\b(?:refus(?:ed|es)|declin(?:ed|es)|den(?:ied|ies)|ruled out|rules out|reject(?:ed|s)|stop(?:ped|s) short of"
    r"|would (?:not|neither)|w(?:ill|ould)n[’']t)\b"
)


def withheld(said: Ranked) -> bool:
    """Does the sentence of a reported statement tell that something was refused or denied? So answers "did she …?"."""
    return not said.row.quote.plain and bool(_WITHHELD.search(said.row.context.of(said.article.text)))


def tells(said: Ranked, act: Term | None) -> bool:
    """Is it what the question asks who said it: enough of it, and if that is a deed, the deed?"""
    many = said.held >= (MANY - 1 if said.telling else MANY)
    if act is not None and not does(act, said):
        cue = said.row.quote.cue.of(said.article.text) if said.row.quote.cue else ""
        calls = act is _calling() and _SHOULD.search(said.row.context.of(said.article.text))
        if not (many or calls) or said.covered < BEYOND_DOUBT or fold(cue) in _ACTS:
            return False
    return said.covered >= (TOLD if many else SAID) and said.closeness is not Closeness.ARTICLE


@lru_cache(maxsize=1)
def _which() -> re.Pattern[str]:
    return re.compile(rf"^(?:and )?which (?:\w+ )?(?P<role>\w+) (?:has |have |had |also )?{saying_class()}\b")


def role_asked(question: Question) -> Term | None:
    """The role of "which senator called …?"."""
    which = _which().match(question.skeleton)
    return term_of(which["role"]) if which else None


def best_first(said: Sequence[Ranked]) -> list[Ranked]:
    """In order of how much of what is asked they hold; a word that stands nowhere else tells most."""
    return sorted(said, key=lambda one: -round(one.covered + UNIQUE * one.telling, 2))


def without_persons(terms: Sequence[Term], role: Term | None = None) -> tuple[Term, ...]:
    """The terms but for the noun of "which official …"."""
    persons = {form for word in _PERSONS for form in term_of(word).forms} | (role.forms if role else set())
    return tuple(t for t in terms if t.forms.isdisjoint(persons)) or tuple(terms)


def of_role_first(role: Term | None, ranked: Sequence[Ranked], view: View) -> list[Ranked]:
    """The statements of those who are called so first; the order stays where the articles call none of them so."""
    if role is None:
        return list(ranked)

    def is_called_so(said: Ranked) -> bool:
        actors = filter(None, map(view.reader.actor, said.row.speakers))
        return any(role.match(frozenset(index_words(held.text))) for actor in actors for held in actor.roles)

    return sorted(ranked, key=lambda said: not is_called_so(said))
