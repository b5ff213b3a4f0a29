"""What articles say of a person besides the name, and when that makes two people of one name.

Roles speak of fields of work and countries. A goalkeeper and a senator, two ministers of different countries, or
bearers of a name half a century apart are two people, unless some article joins the two. A single odd article among
many is rather an error of reading than a second person: it stays, with a doubt.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache

from bot.actors.folding import fold
from bot.actors.roles import role_form
from bot.actors.sighting import Cluster, Sighting, Told
from bot.resources import config_file

_SMALL = frozenset("a an the of for to in at on and or s his her their its former then who is was".split())
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "professor", "prof"})
_LIFETIME = timedelta(days=60 * 365)  # nobody is quoted across a longer silence
_ODD = 20  # of so many sightings one that does not fit is taken for an error of reading

Group = list[Sighting]


def role_words(told: Told) -> frozenset[str]:
    """Folded words of its roles and titles, without small words."""
    texts = [role.text for role in told.roles]
    return frozenset(word for text in (*texts, *told.honorifics) for word in _words(text))


@lru_cache(maxsize=65536)
def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split()) - _SMALL - _TITLES


@dataclass(frozen=True, slots=True)
class _Fields:
    of: dict[str, str]  # head of a role → field of work
    public: frozenset[str]


@cache
def _fields() -> _Fields:
    table = tomllib.loads(config_file("language/fields_of_work.toml").read_text(encoding="utf-8"))
    of = {head: field for field, heads in table["fields"].items() for head in heads}
    return _Fields(of, frozenset(table["public"]))


@lru_cache(maxsize=65536)
def _marks(text: str) -> frozenset[str]:
    """What a role tells: its field of work, all public ones being one; in politics with its countries instead."""
    role = role_form(text)
    field = _fields().of.get(role.head)
    if field == "politics" and role.countries and role.head in {"president", "minister", "senator", "king", "queen"}:
        return frozenset(f"office in {country}" for country in role.countries)
    if field is None:
        return frozenset()
    return frozenset({"public" if field in _fields().public else field})


def split_by_context(cluster: Cluster) -> list[Cluster]:
    """The cluster, or its parts where articles speak of different people; `doubt` then names the others too."""
    if len(cluster.sightings) == 1:
        return [cluster]
    groups = [part for era in _eras(cluster.sightings) for part in _by_marks(era)]
    if len(groups) == 1:
        return [cluster]
    groups, odd = _without_odd(groups)
    if len(groups) == 1:
        cluster.doubt = _with(cluster.doubt, f"some articles may mean another person: {odd}")
        return [cluster]
    shown = [_shown(group) for group in groups]
    return [
        Cluster(
            kind=cluster.kind,
            sightings=group,
            doubt=_with(cluster.doubt, "another of this name: " + "; ".join(dict.fromkeys(shown[:n] + shown[n + 1 :]))),
        )
        for n, group in enumerate(groups)
    ]


def _with(doubt: str | None, more: str) -> str:
    return f"{doubt}; {more}" if doubt else more


def _eras(sightings: Sequence[Sighting]) -> list[Group]:
    """Parted where nobody of the name appears for a lifetime; undated sightings stay with the latest."""
    undated = [s for s in sightings if s.day is None]
    dated = sorted((s for s in sightings if s.day), key=lambda s: (s.day, s.article, s.entity))
    eras: list[Group] = [[]]
    for sighting in dated:
        last = eras[-1][-1].day if eras[-1] else None
        if last and sighting.day and sighting.day - last > _LIFETIME:
            eras.append([])
        eras[-1].append(sighting)
    eras[-1] += undated
    return eras


def _by_marks(sightings: Sequence[Sighting]) -> list[Group]:
    """Parts that share no mark; sightings without any are a part of their own, if there are several others.

    What somebody was joins what they are, if one article tells both ("the mayor, a former boxer").
    """
    marked = [(s, frozenset(m for r in s.value.roles for m in _marks(r.text))) for s in sightings]
    names = _joined(marks for _, marks in marked)
    parts: dict[str, Group] = defaultdict(list)
    for sighting, marks in marked:
        parts[names[min(marks)] if marks else ""].append(sighting)
    if len(parts) - ("" in parts) < 2 or not _at_odds(set(parts) - {""}):
        return [list(sightings)]
    return [parts[name] for name in sorted(parts)]


def _joined(sets: Iterable[frozenset[str]]) -> dict[str, str]:
    """Each mark with the first mark of all that some chain of articles joins it with."""
    parent: dict[str, str] = {}

    def root(mark: str) -> str:
        while parent.setdefault(mark, mark) != mark:
            mark = parent[mark]
        return mark

    for marks in sets:
        first, *others = sorted(marks) or [""]
        for other in others:
            low, high = sorted((root(first), root(other)))
            parent[high] = low
        root(first)
    return {mark: root(mark) for mark in parent}


def _at_odds(marks: set[str]) -> bool:
    """An office in some country goes with public life in general, not with an office in another country."""
    offices = {mark for mark in marks if mark.startswith("office ")}
    return len(offices) > 1 or (bool(marks - offices - {"public"}) and len(marks) > 1)


def _without_odd(groups: list[Group]) -> tuple[list[Group], str]:
    """Groups of very few articles put back to the largest one, and what those few say."""
    largest = max(groups, key=lambda g: (len(g), _shown(g)))
    few = [g for g in groups if g is not largest and len(g) * _ODD < len(largest)]
    kept = [g for g in groups if g is largest or g not in few]
    for group in few:
        largest.extend(group)
    return kept, "; ".join(sorted({_shown(group) for group in few}))


def _shown(group: Sequence[Sighting]) -> str:
    """What tells the group apart: its commonest role, else its years."""
    texts = sorted(role.text for s in group for role in s.value.roles if _marks(role.text))
    if texts:
        return max(texts, key=texts.count)
    years = sorted(s.day.year for s in group if s.day)
    return f"seen in {years[0]}" if years else "no role given"
