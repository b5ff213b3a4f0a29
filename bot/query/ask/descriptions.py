"""Sentences that name somebody by what they are: "the Russian leader", "the envoy", "the village", "the company"."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.actors.countries import country_of
from bot.actors.folding import fold as fold_name
from bot.actors.roles import role_form
from bot.archive.port import EVERYTHING
from bot.model import Actor, Article, Kind
from bot.query.ask.sentences import name_stems
from bot.query.ask.terms import Term
from bot.query.view import View
from bot.text.words import fold, index_words

_LEADERS = frozenset(
    "president premier chancellor king queen governor mayor emperor emir sultan dictator pope chairman "
    "chairwoman".split()
)
_PLACES = "village|town|city|country|nation|island|region|state|capital|province|republic|kingdom"
_BODIES = (
    "company|firm|bank|group|party|union|club|team|agency|ministry|organi[sz]ation|university|paper|newspaper|court|"
    "council|government|institute|league|association|carrier|airline|maker|manufacturer|charity|network|broadcaster"
)
_KINDS = {Kind.PLACE: _PLACES, Kind.ORGANISATION: f"{_BODIES}|{_PLACES}"}
"""Nouns that stand for any place or organisation named before."""
_NAME = r"(?:[A-ZÀ-ÞĐ][\w’'\-]*\.?\s+){0,3}?(?P<last>[A-ZÀ-ÞĐ][\w’'\-]+)"


_PAIR = re.compile(
    r"\b[Tt]he\s+(?:(?:foreign|prime|finance|defen[cs]e)\s+)?(?P<heads>leaders|presidents|ministers|premiers)\s+of\s+"
    r"(?:the\s+)?(?P<one>[A-ZÀ-ÞĐ][\w\-]+)(?:\s+[A-Z]\w+)?\s+and\s+(?:the\s+)?(?P<other>[A-ZÀ-ÞĐ][\w\-]+)"
)
_AHEAD = 600
"""Characters behind a description in which the name may first stand."""


def is_described(actor: Actor, text: str, article: Article, at: int) -> bool:
    """Does the sentence `text`, at offset `at` of the article, speak of the actor by role or kind?

    The article must have named the actor before, and nobody else in the same role since. A people or place in the
    description ("Russian") must stand in a role of the actor or beside the name.
    """
    heads = _heads(actor)
    if not heads:
        return False
    before = article.text[:at]
    last_named = max((before.rfind(name) for name in _last_names(actor)), default=-1)
    if last_named < 0:  # the first sentence often says "the leaders of Estavia and Moravar", and the next names them
        before = article.text[: at + len(text) + _AHEAD]
        last_named = min((n for name in _last_names(actor) if (n := before.find(name)) >= 0), default=-1)
        if last_named < 0:
            return False
    for pair in _PAIR.finditer(text):
        if re.fullmatch(heads, pair["heads"].removesuffix("s")) and any(
            _fits_people(word, actor, before, last_named) for word in (pair["one"], pair["other"])
        ):
            return True
    described = re.compile(
        rf"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Tt]heir|[A-ZÀ-ÞĐ][\w\-]+[’']s?)\s+(?P<by>(?:[\w’'\-]+\s+){{0,2}}?)(?P<head>{heads})\b"
        rf"(?!\s+(?:of|for)\b|,?\s+[A-ZÀ-ÞĐ])"
    )
    for match in described.finditer(text):
        if actor.kind is Kind.PLACE and match.group()[0].isupper() and not _DETERMINER.match(match.group()):
            continue  # "Brenner's state tax return" is of no state
        peoples = [w for w in match["by"].split() if w[:1].isupper()]
        if match.group()[:1].isupper() and not _DETERMINER.match(match.group()):
            peoples.append(match.group().split()[0])
        if peoples:
            if all(_fits_people(word, actor, before, last_named) for word in peoples):
                return True
        elif _last_holder(match["head"], before) in (None, *_last_names(actor)):
            return True
    return False


@lru_cache(maxsize=5_000)
def _heads_of(kind: Kind, roles: tuple[str, ...]) -> str:
    heads = {head for role in roles if (head := role_form(role).head) and head.isalpha()}
    if heads & _LEADERS or any("prime minister" in fold(role) for role in roles):
        heads.add("leader")
    return "|".join([*sorted(heads), *([_KINDS[kind]] if kind in _KINDS else [])])


def _heads(actor: Actor) -> str:
    return _heads_of(actor.kind, tuple(role.text for role in actor.roles))


def _last_names(actor: Actor) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.split()[-1] for name in (actor.name, *actor.aliases) if name))


_DETERMINER = re.compile(r"(?:The|This|That|Its|Their)\b")
_PREFIX = 4
"""Letters that the name of a country and of its people share: "Russia", "Russian"."""


def _fits_people(word: str, actor: Actor, before: str, named: int) -> bool:
    """Does a word of the same country stand in a role of the actor, or in the sentences around the name?"""
    prefix = fold(word)[:_PREFIX]
    near = before[max(0, before.rfind(".", 0, max(0, named - 200))) : named + 200]
    held = [w for role in actor.roles for w in role.text.split()] + near.split()
    return any(fold(other).startswith(prefix) for other in held if other[:1].isupper())


def is_of_people(word: str, actor: Actor, view: View) -> bool:
    """Does any article put a word of the country beside the actor's name?"""
    stems = next(iter(name_stems(actor)), frozenset())
    for passage in view.reader.search_passages([stems], EVERYTHING, limit=BESIDE) if stems else ():
        article = view.reader.article(passage.article)
        text = passage.span.of(article.text) if article else ""
        named, name = max(((text.find(name), name) for name in _last_names(actor)), default=(-1, ""))
        if named >= 0 and _stands_beside(word, text, named, named + len(name)):
            return True
    return False


def _stands_beside(word: str, text: str, start: int, end: int) -> bool:
    """Does a word of the country stand beside the name, with nothing between that ends a title or an apposition?"""
    for found in _WORD.finditer(text, max(0, start - _BESIDE_CHARS), end + _BESIDE_CHARS):
        if found.group()[:1].isupper() and fold(found.group()).startswith(fold(word)[:_PREFIX]):
            between = text[found.end() : start] if found.start() < start else text[end : found.start()]
            if not _NOT_BESIDE.search(between):
                return True
    return False


_WORD = re.compile(r"[^\W\d_]+")
_NOT_BESIDE = re.compile(
    r"\b(?:said|says|told|called|that|and|but|to|with|in|on|at|about|for|from|by|had|has|have|was|is|are|were|will|who)\b|[.;:“”\"](?!\w)"
)
_BESIDE_CHARS = 40
BESIDE = 10
"""Sentences with a name that are read for the country of whoever is named."""


def _last_holder(head: str, before: str) -> str | None:
    """The last name of whoever was named last with the head of the role."""
    beside = re.compile(rf"\b(?i:{head})(?:,| of [A-ZÀ-ÞĐ]\w+,?| for [^,.]{{1,30}},)?\s+{_NAME}")
    found = None
    for match in beside.finditer(before):
        found = match["last"]
    return found


OWNED = re.compile(
    r"(?:[Tt]he )?(?P<by>[A-ZÀ-ÞĐŁŠŽ][\w\-]+(?: [A-ZÀ-ÞĐŁŠŽ][\w\-]+)*)(?:[’']s|(?<=s)[’'])\s+"
    r"(?P<thing>(?:[a-z][\w\-]*\s*){1,4})"
)
"""Whose something is, and what: "Lund’s tax commissioner"."""


_OF_OWNER = re.compile(
    r"(?P<thing>[a-z][\w\-]+) (?:of|against) (?:(?:the|Mr|Mrs|Ms|Dr)\.? )?"
    r"(?P<by>[A-ZÀ-ÞĐŁŠŽ][\w\-]+(?: [A-ZÀ-ÞĐŁŠŽ][\w\-]+)*)"
)


def is_owned_by_others(head: Term, owner: str, said_of: str) -> bool:
    """Do the words put the head to other owners only: "Lund’s mayor" for the mayor of Karsk?"""
    found = (*OWNED.finditer(said_of), *_OF_OWNER.finditer(said_of))
    owners = [one["by"] for one in found if head.match(frozenset(index_words(one["thing"])))]
    return bool(owners) and not any(_are_one(fold(by), fold(owner)) for by in owners)


def _are_one(one: str, other: str) -> bool:
    """Are they names of one place or body: "Germany", "the German government"?"""
    if one in other or other in one:
        return True
    country = country_of(fold_name(one))
    return country is not None and country == country_of(fold_name(other))
