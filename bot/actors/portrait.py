"""From the sightings of one actor to the actor: canonical name, aliases, roles, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from bot.actors.corrections import Correction
from bot.actors.folding import fold
from bot.actors.group_names import group_key
from bot.actors.people import gender_of
from bot.actors.sighting import Cluster, Sighting, written_form
from bot.actors.slugs import slug
from bot.model import Actor, ActorId, Kind, RoleRecord

_MAX_ROLES: Final = 200  # of one actor; the newest are kept
_MAX_RECORDS: Final = 3  # of one role: the newest articles that give it


def canonical_name(cluster: Cluster) -> str:
    """The full name most articles use; of equals the longest, then the first in the alphabet."""
    if cluster.entry:
        return cluster.entry.name
    counts = Counter(s.value.name for s in cluster.sightings)
    if cluster.kind is Kind.PERSON:
        fullest = max(_fullness(name) for name in counts)
        counts = Counter({name: n for name, n in counts.items() if _fullness(name) == fullest})
    else:
        longest = max(group_key(name).count(" ") for name in counts)
        counts = Counter({name: n for name, n in counts.items() if group_key(name).count(" ") == longest})
    best = min(counts, key=lambda name: (-counts[name], -len(name), name))
    return _bare(best, cluster.kind)


def _fullness(name: str) -> int:
    """2: a given name in full; 1: initials; 0: the family name alone."""
    given = written_form(name).given
    return 2 if any(len(word) > 1 for word in given) else 1 if given else 0


def _bare(name: str, kind: Kind) -> str:
    """Without "the" before an organisation's name."""
    first, _, rest = name.partition(" ")
    return rest if kind is not Kind.PERSON and rest and first in {"the", "The"} else name


def base_slug(cluster: Cluster) -> str:
    """The id before numbering: of a person from the most formal full name, so that counts cannot change it."""
    if cluster.entry:
        return slug(cluster.entry.name, cluster.kind)
    names = {s.value.name for s in cluster.sightings}
    if cluster.kind is not Kind.PERSON:
        return slug(min(names, key=lambda n: (-group_key(n).count(" "), -len(group_key(n)), n)), cluster.kind)
    return slug(min(names, key=_formality), cluster.kind)


def _formality(name: str) -> tuple[int, int, int, str]:
    form = written_form(name)
    first = len(form.given[0]) if form.given else 0
    return -_fullness(name), -first, len(form.given), fold(name)


def portray(cluster: Cluster, actor_id: ActorId) -> Actor:
    """The actor of a cluster under the id given."""
    correction = cluster.entry
    name = canonical_name(cluster)
    sightings = cluster.sightings
    days = [s.day for s in sightings if s.day]
    gender = gender_of(cluster) if cluster.kind is Kind.PERSON else None
    return Actor(
        id=actor_id,
        kind=cluster.kind,
        name=name,
        aliases=_aliases(name, sightings, correction),
        gender=gender,
        roles=_roles(sightings),
        quotes=sum(s.quotes for s in sightings),
        mentions=sum(s.value.mentions for s in sightings),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        external=correction.external if correction else None,
        doubt=cluster.doubt,
    )


def _aliases(name: str, sightings: Sequence[Sighting], correction: Correction | None) -> tuple[str, ...]:
    """The operator's aliases first, then the names seen, most often first; each once."""
    told = [sighting.value for sighting in sightings]
    counts = Counter([alias for value in told for alias in {value.name, *value.aliases}])
    given = (*correction.aliases, *correction.same_as) if correction else ()
    seen = sorted(counts, key=lambda alias: (-counts[alias], alias))
    return tuple(alias for alias in dict.fromkeys((*given, *seen)) if alias != name)


def _roles(sightings: Iterable[Sighting]) -> tuple[RoleRecord, ...]:
    """Newest first; of one role only the newest few articles; undated ones last."""
    records = {
        (role.text, role.former, s.article): RoleRecord(
            text=role.text, article=s.article, day=s.day, former=role.former
        )
        for s in sightings
        for role in s.value.roles
    }
    ordered = sorted(records.values(), key=lambda r: (-(r.day or date.min).toordinal(), r.article, r.text, r.former))
    held: Counter[tuple[str, bool]] = Counter()
    out = []
    for record in ordered:
        key = (fold(record.text), record.former)
        held[key] += 1
        if held[key] <= _MAX_RECORDS:
            out.append(record)
    return tuple(out[:_MAX_ROLES])
