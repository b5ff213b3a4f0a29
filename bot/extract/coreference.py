"""Mentions to entities within one article, and sources (names, pronouns, roles) to the entities behind them."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from bot.extract.mentions import Mention
from bot.extract.tags import Sentence, Tag
from bot.model import Entity, Gender, Kind, Role, Span
from bot.names.lexicon import fold, name_lexicon
from bot.names.match import compatible
from bot.names.near import NearGivenNames, NearSurnames
from bot.names.parse import PersonName, strip_possessive
from bot.text.words import one_line


@dataclass(slots=True)
class Cluster:
    """All mentions of one entity while an article is read."""

    kind: Kind
    name: PersonName  # fullest so far
    text: str
    mentions: list[Mention] = field(default_factory=list)
    gender: Gender | None = None
    role_words: dict[str, int] = field(default_factory=dict)  # last word of a role -> offset where it is told
    starts: list[int] = field(default_factory=list)  # offsets of the mentions, ascending
    titled: bool = False  # has any mention an honorific or title?
    full_from: int | None = None  # offset of the first mention by the full name

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        insort(self.starts, mention.span.start)
        self.titled = self.titled or bool(mention.name.honorifics)
        if mention.name.given and (self.full_from is None or mention.span.start < self.full_from):
            self.full_from = mention.span.start
        if mention.text != self.text and fullness(mention) > fullness_of(self.name, self.text):
            self.name, self.text = mention.name, mention.text
        if mention.gender and not self.gender and not (mention.called and self.name.given):
            self.gender = mention.gender

    def last_before(self, at: int) -> int | None:
        """Offset of the last mention before `at`; None without one."""
        number = bisect_left(self.starts, at)
        return self.starts[number - 1] if number else None


def fullness(mention: Mention) -> tuple[int, int]:
    return fullness_of(mention.name, mention.text)


def fullness_of(name: PersonName, text: str) -> tuple[int, int]:
    return name.words + bool(name.suffix), len(text)


@dataclass(slots=True)
class Cast:
    """The entities of an article with lookups for resolving sources."""

    clusters: list[Cluster]
    mentions: list[Mention]  # in reading order
    starts: list[int]  # their offsets
    ambiguous: dict[Span, tuple[int, ...]]  # mentions that fit several clusters
    by_role: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  # role word -> (offset told, cluster)
    bodies: dict[str, list[int]] = field(default_factory=dict)  # word of its name -> organisations, first named first
    groups: dict[str, int] = field(default_factory=dict)  # owner and noun, "7 campaign" -> cluster
    groups_of: dict[str, list[int]] = field(default_factory=dict)  # noun -> clusters

    def mentions_before(self, at: int, most: int) -> list[Mention]:
        """The last `most` mentions before offset `at`, in reading order."""
        end = bisect_left(self.starts, at)
        return self.mentions[max(0, end - most) : end]

    def with_role(self, role: str, at: int) -> list[int]:
        """The clusters that were given the role before offset `at`, by number; of many the last ones told."""
        told = self.by_role.get(role, [])
        end = bisect_left(told, (at, -1))
        return sorted(number for _, number in told[max(0, end - _MOST_HOLDERS) : end])

    def group(self, sentence: Sentence, span: Span, text: str, owner: Mention) -> int:
        """The cluster of a body told by its owner ("Ruiz's campaign"); made when first met."""
        key = f"{owner.entity} {_key(text).split()[-1]}"
        number = self.groups.get(key)
        mention = Mention(
            sentence,
            owner.number,
            owner.first,
            owner.bare,
            owner.last,
            span,
            text,
            PersonName(),
            Kind.ORGANISATION,
            True,
        )
        if number is None:
            number = self.groups[key] = len(self.clusters)
            self.clusters.append(Cluster(Kind.ORGANISATION, PersonName(), text))
            self.groups_of.setdefault(key.rsplit(maxsplit=1)[-1], []).append(number)
        mention.entity = number
        self.clusters[number].add(mention)
        return number


_MOST_NAMESAKES: Final = 30  # of one surname that are compared
_MOST_HOLDERS: Final = 12  # of one role in one article that are compared


def build_cast(mentions: list[Mention]) -> Cast:
    """Clusters in order of first appearance. Full names first, then short ones go to the nearest that fits."""
    clusters: list[Cluster] = []
    register = _Register()
    by_text: dict[str, int] = {}
    ambiguous: dict[Span, tuple[int, ...]] = {}
    short: list[Mention] = []
    for mention in mentions:
        if mention.kind is Kind.PERSON and mention.name.given:
            _place_full(mention, clusters, register)
        elif mention.kind is Kind.PERSON:
            short.append(mention)
        else:
            _place_other(mention, clusters, by_text)
    _learn_acronyms(clusters, by_text)
    initials = _by_initials(clusters)
    for mention in sorted(short, key=lambda m: not m.name.honorifics):  # "Mr. Bell" tells more than "Bell"
        labelled = initials.get(fold(mention.text), ()) if _is_label(mention) else ()
        if len(labelled) == 1:
            _assign(mention, labelled[0], clusters)
            continue
        _place_short(mention, clusters, register, by_text, ambiguous)
    living = [c for c in range(len(clusters)) if clusters[c].mentions]
    order = sorted(living, key=lambda c: min(m.span.start for m in clusters[c].mentions))
    position = {old: new for new, old in enumerate(order)}
    for mention in mentions:
        if mention.entity >= 0:
            mention.entity = position[mention.entity]
    ambiguous = {span: tuple(position[c] for c in found) for span, found in ambiguous.items()}
    ordered = [clusters[c] for c in order]
    for cluster in ordered:
        cluster.mentions.sort(key=lambda m: m.span.start)
        _collect_roles(cluster)
    kept = sorted((m for m in mentions if m.entity >= 0), key=lambda m: m.span.start)
    by_role: dict[str, list[tuple[int, int]]] = {}
    for number, cluster in enumerate(ordered):
        for role, told in cluster.role_words.items():
            by_role.setdefault(role, []).append((told, number))
    for holders in by_role.values():
        holders.sort()
    return Cast(ordered, kept, [m.span.start for m in kept], ambiguous, by_role, _by_word(ordered))


def _by_word(clusters: list[Cluster]) -> dict[str, list[int]]:
    out: dict[str, list[int]] = {}
    for number, cluster in enumerate(clusters):
        if cluster.kind is Kind.ORGANISATION:
            for word in dict.fromkeys(fold(cluster.text).replace(".", "").split()):
                out.setdefault(word, []).append(number)
    return out


@dataclass(slots=True)
class _Register:
    """The clusters of persons by folded surname and first given name."""

    by_surname: dict[str, list[int]] = field(default_factory=dict)
    by_given: dict[str, list[int]] = field(default_factory=dict)
    near_surnames: NearSurnames = field(default_factory=NearSurnames)
    near_given: NearGivenNames = field(default_factory=NearGivenNames)

    def add_surname(self, surname: str, number: int) -> None:
        self.by_surname.setdefault(surname, []).append(number)
        self.near_surnames.add(surname)

    def add_given(self, given: str, number: int) -> None:
        self.by_given.setdefault(given, []).append(number)
        self.near_given.add(given)


def _place_full(
    mention: Mention,
    clusters: list[Cluster],
    register: _Register,
) -> None:
    key = fold(mention.name.surname)
    for number in register.by_surname.get(key, [])[-_MOST_NAMESAKES:]:
        cluster = clusters[number]
        if any(compatible(m.name, mention.name) for m in cluster.mentions[-3:]) and compatible(
            cluster.name, mention.name
        ):
            _assign(mention, number, clusters)
            return
    number = _new(mention, clusters)
    register.add_surname(key, number)
    for given in mention.name.given[:1]:
        register.add_given(fold(given), number)


def _new(mention: Mention, clusters: list[Cluster]) -> int:
    clusters.append(Cluster(mention.kind, mention.name, mention.text))
    _assign(mention, len(clusters) - 1, clusters)
    return len(clusters) - 1


def _assign(mention: Mention, number: int, clusters: list[Cluster]) -> None:
    mention.entity = number
    clusters[number].add(mention)


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    return " ".join(word for word in fold(strip_possessive(text)).replace(".", "").split() if word != "the")


def _place_other(mention: Mention, clusters: list[Cluster], by_text: dict[str, int]) -> None:
    key = _key(mention.stands_for or mention.text)
    number = by_text.get(key)
    if number is None:
        by_text[key] = _new(mention, clusters)
    else:
        _assign(mention, number, clusters)


def _learn_acronyms(clusters: list[Cluster], by_text: dict[str, int]) -> None:
    """Join "FBI" to "Federal Bureau of Investigation" where both stand in the article."""
    initials: dict[str, int] = {}
    for number, cluster in enumerate(clusters):
        words = [w for w in _key(cluster.text).split() if w not in ("of", "for", "and", "in", "on", "at")]
        if cluster.kind is Kind.ORGANISATION and len(words) > 1:
            initials.setdefault("".join(w[0] for w in words), number)
    for number, cluster in enumerate(clusters):
        key = _key(cluster.text)
        target = initials.get(key)
        if cluster.kind is Kind.ORGANISATION and target is not None and target != number and len(key) > 1:
            for mention in cluster.mentions:
                _assign(mention, target, clusters)
            cluster.mentions = []
            by_text[key] = target
    _drop_empty(clusters, by_text)


def _by_initials(clusters: list[Cluster]) -> dict[str, list[int]]:
    """People by the initials of their full names: "ar" -> Ana Ruiz."""
    out: dict[str, list[int]] = {}
    for number, cluster in enumerate(clusters):
        words = _key(cluster.text).split()
        if cluster.kind is Kind.PERSON and len(words) > 1:
            out.setdefault("".join(word[0] for word in words), []).append(number)
    return out


def _is_label(mention: Mention) -> bool:
    """Is it the label of a turn, initials in capitals with a colon behind ("AR: No.")?"""
    sentence = mention.sentence
    behind = sentence.tags[mention.last] if mention.last < len(sentence) else Tag.STOP
    return not mention.first and behind == Tag.COLON and mention.text.isupper() and len(mention.text) < 4


def _drop_empty(clusters: list[Cluster], by_text: dict[str, int]) -> None:
    # numbers stay valid: an emptied cluster keeps its place until the final ordering
    for key, number in list(by_text.items()):
        if not clusters[number].mentions:
            del by_text[key]


def _place_short(
    mention: Mention,
    clusters: list[Cluster],
    register: _Register,
    by_text: dict[str, int],
    ambiguous: dict[Span, tuple[int, ...]],
) -> None:
    key = fold(mention.name.surname)
    fitting = [
        n
        for n in register.by_surname.get(key, [])[-_MOST_NAMESAKES:]
        if compatible(clusters[n].name, mention.name)
        and (_gender_fits(mention, clusters[n]) or mention.called)
        and not _told_apart(mention, clusters[n])
    ]
    if not fitting and _may_be_given_name(mention.name):
        fitting = [n for n in register.by_given.get(key, ()) if _gender_fits(mention, clusters[n])]
    if not fitting and not mention.name.honorifics:
        fitting = list(register.by_given.get(key, ()))
        if not fitting:
            fitting = [n for given in register.near_given.near(key) for n in register.by_given[given]]
    if not fitting:
        known = by_text.get(_key(mention.text))
        if known is not None and not mention.name.honorifics:
            _assign(mention, known, clusters)
            return
        fitting = [n for family in register.near_surnames.near(key) for n in register.by_surname[family]]
        fitting = [n for n in fitting if clusters[n].name.given and _gender_fits(mention, clusters[n])]
    if not fitting:
        number = _new(mention, clusters)
        register.add_surname(key, number)
        return
    if len(fitting) > 1:
        fitting = _of_generation(mention, fitting, clusters)
    if len(fitting) > 1 and mention.gender and not mention.called:
        fitting = [n for n in fitting if clusters[n].gender is mention.gender] or fitting
    if len(fitting) > 1 and not mention.name.honorifics:
        fitting = _known_by_surname(mention.span.start, fitting, clusters)
    if len(fitting) > 1:
        fitting.sort(key=lambda n: _distance(mention, clusters[n]))
        ambiguous[mention.span] = tuple(fitting)
    _assign(mention, fitting[0], clusters)


_MAIN: Final = 3
"""Times that somebody is named before, and times as often as a namesake, to be the one whom the surname alone means."""


def _known_by_surname(at: int, fitting: list[int], clusters: list[Cluster]) -> list[int]:
    """Of namesakes the one whom the article is about, once it has named them often: the others (a wife, a brother) are
    told from them by their given names."""
    named = {n: bisect_left(clusters[n].starts, at) for n in fitting}
    main = max(fitting, key=lambda n: (named[n], -n))
    alone = named[main] >= _MAIN and all(named[n] * _MAIN <= named[main] for n in fitting if n != main)
    return [main] if alone else fitting


_SUFFIXES: Final = {"elder": "sr", "older": "sr", "senior": "sr", "younger": "jr", "junior": "jr"}


def _of_generation(mention: Mention, fitting: list[int], clusters: list[Cluster]) -> list[int]:
    """ "The elder Mr. Bell": of father and son the one with that suffix, else the one without the other suffix."""
    told = _SUFFIXES.get(mention.sentence.word(mention.first - 1)) if mention.first else None
    if told is None:
        return fitting
    suffixes = {n: fold(clusters[n].name.suffix).rstrip(".") for n in fitting}
    same = [n for n in fitting if suffixes[n] == told]
    return same or [n for n in fitting if not suffixes[n]] or fitting


_BEFORE_GIVEN: Final = frozenset("sir dame lady prince princess king queen pope sister brother".split())


def _may_be_given_name(name: PersonName) -> bool:
    """ "Dame Perpetua": is the lone name behind the honorific a given name?"""
    return all(fold(title).rstrip(".") in _BEFORE_GIVEN for title in name.honorifics)


def _told_apart(mention: Mention, cluster: Cluster) -> bool:
    """ "President Ruiz" before anybody named "Ana Ruiz" without that title: somebody else of that name."""
    titles = [title for title in mention.name.honorifics if not _is_honorific(title)]
    first = cluster.full_from
    return bool(titles) and first is not None and mention.span.start <= first and not cluster.titled


def _gender_fits(mention: Mention, cluster: Cluster) -> bool:
    return not (mention.gender and cluster.gender and mention.gender is not cluster.gender)


def _distance(mention: Mention, cluster: Cluster) -> tuple[int, int]:
    """Nearest mention before first; without one, the first after."""
    before = cluster.last_before(mention.span.start)
    return (0, mention.span.start - before) if before is not None else (1, cluster.starts[0])


def _collect_roles(cluster: Cluster) -> None:
    for mention in cluster.mentions:
        text = mention.sentence.tokens.text
        for honorific in mention.name.honorifics:
            calling = name_lexicon().abbreviated.get(fold(honorific).rstrip("."))
            if calling is not None and _is_honorific(honorific):  # "the Rev. Ruiz": the reverend
                cluster.role_words.setdefault(calling, mention.span.start)
        for role in mention.roles:
            words = role.head(text)
            for head in _LEADING.get(words[0]) or _heads(words):
                cluster.role_words.setdefault(name_lexicon().abbreviated.get(head, head), role.span.start)


def _heads(words: list[str]) -> list[str]:
    """The words that the role turns on: the last one, or all of "President General", two titles at once."""
    titles = name_lexicon().titles
    both = len(words) == 2 and words[0] not in _OFFICERS and all(word in titles for word in words)
    return words if both else words[-1:]


_OFFICERS: Final = frozenset(("attorney", "solicitor", "surgeon", "adjutant", "postmaster", "deputy", "lieutenant"))
"""Words that are half an office: an attorney general is no attorney."""


_LEADING: Final = {  # "who chairs the board": the chairwoman
    "heads": ["head", "chief", "leader", "director"],
    "leads": ["leader", "head"],
    "chairs": ["chair", "chairman", "chairwoman", "chairperson"],
    "runs": ["head", "manager", "director"],
    "directs": ["director"],
    "coaches": ["coach"],
    "manages": ["manager"],
    "edits": ["editor"],
}


def entities(cast: Cast) -> tuple[Entity, ...]:
    """The entities as values, in order of first appearance."""
    return tuple(_entity(cluster) for cluster in cast.clusters)


def _entity(cluster: Cluster) -> Entity:
    text = cluster.mentions[0].sentence.tokens.text
    forms = dict.fromkeys([m.text for m in cluster.mentions])
    full = cluster.text
    honorifics = dict.fromkeys(h for m in cluster.mentions for h in m.name.honorifics if _is_honorific(h))
    roles: dict[str, Role] = {}
    for mention in cluster.mentions:
        for role in mention.roles:
            if role.own:
                written = one_line(role.span.of(text))
                key = " ".join(name_lexicon().abbreviated.get(word, word) for word in role.head(text))
                roles.setdefault(key, Role(text=written, span=role.span, former=role.former))
    return Entity(
        kind=cluster.kind,
        name=full,
        aliases=tuple(form for form in forms if form != full),
        honorifics=tuple(honorifics),
        gender=cluster.gender,
        roles=tuple(roles.values()),
        mentions=tuple(m.span for m in cluster.mentions),
    )


def _is_honorific(title: str) -> bool:
    return fold(title).rstrip(".") in name_lexicon().honorifics


def mentions_between(cast: Cast, start: int, end: int) -> list[Mention]:
    """Mentions that begin in [start, end), in reading order."""
    return cast.mentions[bisect_left(cast.starts, start) : bisect_left(cast.starts, end)]
