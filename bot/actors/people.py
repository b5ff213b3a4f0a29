"""Which sightings of personal names are one person.

Names are compared only within a block of one family name, so the work grows with the number of sightings, not with
its square. First the full names: two that agree are one person, but a name that agrees with two that do not agree
with each other ("Al Bell" beside Albert and Alfred Bell) stays alone, in doubt. Then names with initials only, then
bare family names: each joins the one person it fits, else stays alone, in doubt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.actors.alignment import align_family, align_full, genders_differ
from bot.actors.context import role_words, split_by_context
from bot.actors.corrections import Correction
from bot.actors.folding import class_key
from bot.actors.form import Form
from bot.actors.known import is_given
from bot.actors.sighting import Cluster, Sighting, told_gender, written_form
from bot.model import ArticleId, Gender, Kind
from bot.names.lexicon import given_gender, nickname_lines

_MIN_KNOWN: Final = 5  # articles of the well-known bearer, where every other is named in one only
_MORE_KNOWN: Final = 10  # times the articles of any other


@dataclass(slots=True)
class _Node:
    """All sightings of one written name with one told gender."""

    form: Form
    gender: Gender | None
    sightings: list[Sighting] = field(default_factory=list)

    @property
    def order(self) -> tuple[tuple[str, ...], str, str]:
        return self.form.written, self.form.suffix, self.gender.value if self.gender else ""


def cluster_people(sightings: Iterable[Sighting], known: Sequence[Cluster] = ()) -> Iterator[Cluster]:
    """The persons among the sightings, in no particular order; those of `known` are there before any other.

    Known clusters grow, and are not given back. Independent of the order of `sightings`.
    """
    blocks: dict[str, dict[tuple[object, ...], _Node]] = defaultdict(dict)
    for sighting in sightings:
        form = sighting.form
        gender = _decisive_gender(sighting, form)
        key = (form.written, form.given, form.suffix, form.nickname, gender)
        block = blocks[family_key(form)]
        node = block.get(key)
        if node is None:
            node = block[key] = _Node(form, gender)
        node.sightings.append(sighting)
    near = _by_family(known)
    for name in sorted(blocks):
        nodes = sorted(blocks[name].values(), key=lambda node: node.order)
        yield from _cluster_block(nodes, near.get(name, []))


def family_key(form: Form) -> str:
    """What names must share to be compared at all; "" for a name without a family name."""
    return class_key(form.family[-1]) if form.family else ""


def entry_keys(entry: Correction) -> frozenset[str]:
    """The family keys of all names that the operator gives an actor."""
    names = (entry.name, *entry.aliases, *entry.same_as)
    return frozenset(key for name in names if (key := family_key(written_form(name))))


def _by_family(known: Sequence[Cluster]) -> dict[str, list[Cluster]]:
    out: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in known:
        for key in sorted(entry_keys(cluster.entry)) if cluster.entry else ():
            out[key].append(cluster)
    return out


def _forms(cluster: Cluster) -> tuple[Form, ...]:
    """The forms of its names, the operator's included, each once."""
    given = (cluster.entry.name, *cluster.entry.aliases) if cluster.entry else ()
    return tuple(dict.fromkeys((*map(written_form, given), *(s.form for s in cluster.sightings))))


def _decisive_gender(sighting: Sighting, form: Form) -> Gender | None:
    """The gender that titles tell, unless the given name says that the title is somebody else's."""
    told = told_gender(sighting.value)
    named = next((given_gender(word) for word in form.given if len(word) > 1), None)
    return None if genders_differ(told, named) else told


def _cluster_block(nodes: Sequence[_Node], known: Sequence[Cluster]) -> Iterator[Cluster]:
    full = [node for node in nodes if any(len(word) > 1 for word in node.form.given) or node.form.nickname]
    initials = [node for node in nodes if node.form.given and node not in full]
    bare = [node for node in nodes if not node.form.given and node not in full]
    full = [node for node in full if not _joins_known(node, known)]
    clusters = [part for group in _cluster_full(full) for part in split_by_context(group)]
    clusters += _join_initials(initials, [*known, *clusters])
    yield from (*clusters, *_join_bare(bare, [*known, *clusters]))


def _joins_known(node: _Node, known: Sequence[Cluster]) -> bool:
    """Adds the node to the one known cluster whose names it agrees with, if there is just one."""
    fitting = [cluster for cluster in known if not _refused(node, cluster) and _fits_initials(node, cluster)]
    if len(fitting) == 1:
        fitting[0].sightings.extend(node.sightings)
    return len(fitting) == 1


def _refused(node: _Node, cluster: Cluster) -> bool:
    return any(cluster.refuses(sighting.value.name) for sighting in node.sightings)


def _cluster_full(nodes: Sequence[_Node]) -> list[Cluster]:
    neighbours = _neighbours(nodes)
    alone: dict[int, str] = {}
    while True:
        component = _components(len(nodes), neighbours, alone)
        torn = _torn(component, neighbours)
        if not torn:
            break
        for index, (one, other) in torn.items():
            alone[index] = f"may be {_told_apart(nodes[one], nodes[other])}"
    out = [
        Cluster(kind=Kind.PERSON, sightings=[s for index in members for s in nodes[index].sightings])
        for members in component
    ]
    lone = [Cluster(kind=Kind.PERSON, sightings=nodes[i].sightings, doubt=why) for i, why in sorted(alone.items())]
    return out + lone


def _neighbours(nodes: Sequence[_Node]) -> dict[int, set[int]]:
    """Which names agree, tried only where the first given names share a key or a nickname line, or where the first of
    the one is a family name within the other ("López Obrador", "Andrés Manuel López Obrador")."""
    buckets: dict[object, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        for word in {*node.form.given[:1], node.form.nickname} - {""}:
            buckets[class_key(word)].append(index)
            for line in nickname_lines(word):
                buckets[line].append(index)
            if len(word) > 1:
                buckets["initial", word[0]].append(index)
        for word in node.form.given[1:]:
            if len(word) > 1 and not is_given(word):
                buckets[class_key(word)].append(index)
    out: dict[int, set[int]] = defaultdict(set)
    for key, members in buckets.items():
        lettered = isinstance(key, tuple)
        short = [i for i in members if len((nodes[i].form.given[:1] and nodes[i].form.given[0]) or "xx") == 1]
        for i in short if lettered else members:
            for j in members:
                if (i < j or (lettered and i != j)) and _agree(nodes[i], nodes[j]):
                    out[i].add(j)
                    out[j].add(i)
    return out


def _agree(one: _Node, other: _Node) -> bool:
    if genders_differ(one.gender, other.gender):
        return False
    if not one.form.given or not other.form.given:
        return False
    pairs = (one.form, other.form), (other.form, one.form)  # either may leave out part of a double family name
    return any(align_full(a, b, False) is not None for a, b in pairs)


def _components(count: int, neighbours: dict[int, set[int]], alone: Iterable[int]) -> list[list[int]]:
    left = set(range(count)) - set(alone)
    out = []
    for start in range(count):
        if start not in left:
            continue
        left.discard(start)
        members, frontier = [start], [start]
        while frontier:
            for near in sorted(neighbours.get(frontier.pop(), ())):
                if near in left:
                    left.discard(near)
                    members.append(near)
                    frontier.append(near)
        out.append(sorted(members))
    return out


def _torn(components: Iterable[list[int]], neighbours: dict[int, set[int]]) -> dict[int, tuple[int, int]]:
    """Names that agree with two that do not agree with each other, with those two.

    Of a component only those with the most such pairs: the rest may agree once these are gone.
    """
    out: dict[int, tuple[int, int]] = {}
    for members in components:
        worst = 0
        found: dict[int, tuple[int, int]] = {}
        for index in members:
            near = sorted(neighbours.get(index, set()) & set(members))
            pairs = [(a, b) for n, a in enumerate(near) for b in near[n + 1 :] if b not in neighbours[a]]
            if len(pairs) > worst:
                worst, found = len(pairs), {}
            if pairs and len(pairs) == worst:
                found[index] = pairs[0]
        out |= found
    return out


def _join_initials(nodes: Sequence[_Node], clusters: Sequence[Cluster]) -> list[Cluster]:
    """ "J. Bell" joins the one J… Bell; those who fit none are persons of their own, one for each written name."""
    out = []
    for node in nodes:
        fitting = [c for c in clusters if not _refused(node, c) and _fits_initials(node, c)]
        if len(fitting) == 1:
            fitting[0].sightings.extend(node.sightings)
        else:
            out.append(Cluster(kind=Kind.PERSON, sightings=node.sightings, doubt=_doubt(fitting)))
    return out


def _fits_initials(node: _Node, cluster: Cluster) -> bool:
    if genders_differ(node.gender, gender_of(cluster)):
        return False
    full = [f for f in _forms(cluster) if f.given and align_family(node.form, f, False) is not None]
    return bool(full) and all(align_full(node.form, form, False) is not None for form in full)


def _join_bare(nodes: Sequence[_Node], clusters: Sequence[Cluster]) -> list[Cluster]:
    """Bare family names: each sighting joins the one person it fits, by gender and role; the rest stays together."""
    facts = [_Facts.of(cluster) for cluster in clusters]
    joined: list[tuple[Cluster, Sighting]] = []
    rest: dict[tuple[object, ...], Cluster] = {}
    for node in nodes:
        bearers = [fact for fact in facts if _bears(node.form, fact) and not _refused(node, fact.cluster)]
        for sighting in node.sightings:
            fitting = _fitting(sighting, node, bearers)
            if len(fitting) == 1 and sighting.article not in fitting[0].articles:
                joined.append((fitting[0].cluster, sighting))
                continue
            gender = node.gender or sighting.value.gender
            key = (node.form.family, node.form.suffix, gender if bearers or node.gender else None)
            held = rest.setdefault(key, Cluster(kind=Kind.PERSON, sightings=[]))
            held.sightings.append(sighting)
            held.doubt = held.doubt or _doubt([fact.cluster for fact in fitting or bearers])
    for cluster, sighting in joined:
        cluster.sightings.append(sighting)
    return [part for cluster in rest.values() for part in split_by_context(cluster)]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the full names of a cluster tell, gathered once before bare names join it."""

    cluster: Cluster
    forms: tuple[Form, ...]
    gender: Gender | None
    articles: frozenset[ArticleId]
    roles: frozenset[str]

    @staticmethod
    def of(cluster: Cluster) -> _Facts:
        return _Facts(
            cluster,
            _forms(cluster),
            gender_of(cluster),
            frozenset(s.article for s in cluster.sightings),
            frozenset(word for s in cluster.sightings for word in role_words(s.value)),
        )


def _bears(form: Form, fact: _Facts) -> bool:
    return any(
        align_family(form, held, False) is not None and (not form.suffix or form.suffix == held.suffix)
        for held in fact.forms
    )


def _fitting(sighting: Sighting, node: _Node, bearers: Sequence[_Facts]) -> list[_Facts]:
    gender = node.gender or sighting.value.gender
    fitting = [fact for fact in bearers if not genders_differ(gender, fact.gender)]
    if len(fitting) > 1:
        words = role_words(sighting.value)
        by_role = [fact for fact in fitting if words & fact.roles]
        if len(by_role) == 1:
            return by_role
        return _well_known(fitting) or fitting
    return fitting


def _well_known(fitting: Sequence[_Facts]) -> list[_Facts]:
    """The one bearer so much oftener in the news than any other that a paper would call nobody else by name alone."""
    first, second = sorted(fitting, key=lambda fact: len(fact.articles), reverse=True)[:2]
    least = _MIN_KNOWN if len(second.articles) == 1 else _MORE_KNOWN * len(second.articles)
    return [first] if len(first.articles) >= least else []


def gender_of(cluster: Cluster) -> Gender | None:
    """Told by titles, else by the given name, else by most of the articles; None where they are at odds."""
    if cluster.entry and cluster.entry.gender:
        return cluster.entry.gender
    told = Counter(g for s in cluster.sightings if (g := _decisive_gender(s, s.form)))
    if not told:
        told = Counter(g for s in cluster.sightings for word in s.form.given[:1] if (g := given_gender(word)))
    if not told:
        told = Counter(s.value.gender for s in cluster.sightings if s.value.gender)
    ranked = told.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _doubt(fitting: Sequence[Cluster]) -> str | None:
    names = sorted({_longest_name(cluster) for cluster in fitting})
    if not names:
        return None
    if len(names) == 1:
        return f"may be {names[0]}"
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"only the family name is given; it may be any of {shown}"


def _longest_name(cluster: Cluster) -> str:
    counts = Counter(s.value.name for s in cluster.sightings)
    return min(counts, key=lambda name: (-len(name), -counts[name], name))


def _told_apart(one: _Node, other: _Node) -> str:
    names = [min(s.value.name for s in node.sightings) for node in (one, other)]
    if names[0] == names[1]:
        names = [f"{names[0]} ({node.gender.value})" if node.gender else names[0] for node in (one, other)]
    return " or ".join(names)
