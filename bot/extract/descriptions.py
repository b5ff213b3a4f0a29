"""Which of several people "the Texas senator" or "the Democratic nominee" is: by what the article tells of each.

What is told of a person: the words of the roles, the party and the state behind the name ("R-Texas"), the place
after it ("of Ohio"), the country. Words of the description that are told of a person speak for that person; another
party, another country, or "vice" and "former" on one side only speak against.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from bot.extract.coreference import Cast, Cluster
from bot.extract.lexicon import TITLE
from bot.extract.mentions import Mention
from bot.extract.phrases import NOMINAL
from bot.extract.tags import Sentence, Tag
from bot.model import Kind
from bot.names.lexicon import fold, name_lexicon
from bot.names.parse import is_portfolio
from bot.resources import config_file

_LABEL: Final = re.compile(r"([RDI])(?:-([A-Z][A-Za-z.]*))?(?=[\s),;.]|$)")
_SMALL: Final = frozenset("a an the of for to in at on and s ' his her their its by with from own".split())
_AGAINST: Final = 2.0  # what a word against somebody takes off
_MOST: Final = 12  # mentions of one person that are read


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a description or of what is told of a person, parties and countries apart."""

    words: frozenset[str]
    parties: frozenset[str]
    countries: frozenset[str]
    other: frozenset[str]  # "vice", "deputy": what makes it another role
    former: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """What the article tells of one person."""

    roles: tuple[_Words, ...]
    words: frozenset[str]
    parties: frozenset[str]
    countries: frozenset[str]
    labels: tuple[str, ...]  # states behind a name, as written without full stops: "texas", "ny"


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, list[frozenset[str]]], dict[str, str], frozenset[str], dict[str, str]]:
    """Groups of second names by word, parties by word, words of other roles, countries by word."""
    tables = tomllib.loads(config_file("language/role_words.toml").read_text(encoding="utf-8"))
    groups: dict[str, list[frozenset[str]]] = {}
    for words in tables["second"]:
        for word in words:
            groups.setdefault(word, []).append(frozenset(words))
    parties = {word: words[1] if len(words[0]) == 1 else words[0] for words in tables["parties"] for word in words}
    nations = tomllib.loads(config_file("language/countries.toml").read_text(encoding="utf-8"))["countries"]
    countries = {
        fold(word): name
        for name, country in nations.items()
        for word in chain(country["names"], country["people"], country["seats"])
    }
    return groups, parties, frozenset(tables["other"]), countries


class Descriptions:
    """What the article tells of its people, read once for each who is asked for."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._told: dict[int, _Told] = {}

    def best(self, sentence: Sentence, begin: int, end: int, head: int, at: int) -> list[int]:
        """Whom the description in items [begin, end), about `head`, fits best of all people told of before `at`.

        First those with the very role, then those with another word for it or of that party. Empty if a word of
        the description speaks against every one of them, if nothing that is told of them speaks for a country in
        it, or for any word of it where they hold the role by another word only.
        """
        role = sentence.word(head)
        asked = _asked(sentence, begin, end, head)
        exact = self._cast.with_role(role, at)
        if sentence.classes[head] & TITLE:
            exact = sorted({*exact, *self._counterparts(exact, at)})
        return self._of_best(asked, role, exact, bool(asked.countries)) or self._of_best(
            asked, role, self._by_other_words(role, at), len(asked.words) > 1
        )

    def _counterparts(self, holders: list[int], at: int) -> list[int]:
        """ "Her counterpart, Ondrej Lipka": those with whom a holder of the office, named last before, shares it."""
        return [n for n in self._cast.with_role("counterpart", at) if self._named_before(n) in holders]

    def _named_before(self, number: int) -> int:
        """Who is named last before the person is told to be a counterpart; -1: nobody."""
        told = self._cast.clusters[number].role_words["counterpart"]
        before = self._cast.mentions_before(told, _NEAR)
        return next((m.entity for m in reversed(before) if m.kind is Kind.PERSON and m.entity != number), -1)

    def _of_best(self, asked: _Words, role: str, fitting: list[int], in_doubt: bool) -> list[int]:
        scores = {n: _score(asked, role, self._of(n)) for n in fitting}
        top = max(scores.values(), default=-_AGAINST)
        return [n for n in fitting if scores[n] == top] if top > (0 if in_doubt else -_AGAINST / 2) else []

    def _by_other_words(self, role: str, at: int) -> list[int]:
        """Who was told before `at` to be what is another word for the role, or a member of that party."""
        groups, parties, _, _ = _tables()
        found: set[int] = set()
        for word in sorted(set(chain.from_iterable(groups.get(role, ())))):
            found.update(self._cast.with_role(name_lexicon().abbreviated.get(word, word), at))
        party = parties.get(role)
        if party is not None:
            recent = {m.entity for m in self._cast.mentions_before(at, _LATEST) if m.kind is Kind.PERSON}
            found.update(n for n in recent if party in self._of(n).parties)
        return sorted(found)

    @staticmethod
    def same_sort(role: str, other: str) -> bool:
        """Are both nouns the same, or two that the same person is called by: "backbencher", "MP"?"""
        return role == other or any(other in group for group in _tables()[0].get(role, ()))

    def contradicts(self, sentence: Sentence, begin: int, end: int, head: int, number: int) -> bool:
        """Does a word of the description speak against the person?"""
        asked, told = _asked(sentence, begin, end, head), self._of(number)
        return _differs(asked.parties, told.parties) or _differs(asked.countries, told.countries)

    def agreement(self, sentence: Sentence, begin: int, head: int, number: int) -> float | None:
        """How far the description agrees with what the article tells of the person; None if it tells nothing."""
        asked, told = _asked(sentence, begin, head + 1, head), self._of(number)
        return _score(asked, sentence.word(head), told) if told.roles or told.labels or told.parties else None

    @staticmethod
    def names_country(sentence: Sentence, begin: int, head: int) -> bool:
        """Does the description tell of which country somebody is: "the Norlandic president"?"""
        return bool(_asked(sentence, begin, head + 1, head).countries)

    def _of(self, number: int) -> _Told:
        told = self._told.get(number)
        if told is None:
            told = self._told[number] = _read(self._cast.clusters[number])
        return told


_LATEST: Final = 60  # mentions looked back over for members of a party


def _asked(sentence: Sentence, begin: int, end: int, head: int) -> _Words:
    return _words(sentence.word(i) for i in range(begin, end) if sentence.tags[i] in NOMINAL or i == head)


def _score(asked: _Words, head: str, told: _Told) -> float:
    if _differs(asked.parties, told.parties) or _differs(asked.countries, told.countries):
        return -_AGAINST
    score = float(len(asked.parties & told.parties) + len(asked.countries & told.countries))
    for word in asked.words - {head}:
        if (
            word in told.words
            or any(_abbreviates(label, word) for label in told.labels)
            or any(_is_people_of(word, place) for place in told.words)
        ):
            score += 1
    if _is_other_office(asked, head, told):
        return -_AGAINST
    groups = _tables()[0].get(head, ())
    roles = [r for r in told.roles if head in r.words or any(group & r.words for group in groups)]
    if not roles:
        return score
    return score + max(_agreement(asked, role) for role in roles)


def _is_other_office(asked: _Words, head: str, told: _Told) -> bool:
    """ "The environment minister" of a prime minister: does the article tell of each such role what it is for, and of
    none what is asked for?"""
    fields = frozenset(w for w in asked.words if w != head and is_portfolio(w))
    own = [role.words - {head} for role in told.roles if head in role.words]
    told_fields = [frozenset(w for w in words if w == "prime" or is_portfolio(w)) for words in own]
    return bool(fields and told_fields) and all(words and not words & fields for words in told_fields)


def _agreement(asked: _Words, role: _Words) -> float:
    """What "vice" and "former" on one side or on both say."""
    if asked.other != role.other:
        return -_AGAINST
    return 0.0 if asked.former == role.former else -0.5


def _differs(asked: frozenset[str], told: frozenset[str]) -> bool:
    return bool(asked and told) and not asked & told


def _abbreviates(label: str, word: str) -> bool:
    """Is "tex" or "pa" short for the word: its first letter, and the others in their order?"""
    if len(label) < 2 or label[0] != word[:1]:
        return False
    letters = iter(word)
    return all(letter in letters for letter in label)


def _is_people_of(word: str, place: str) -> bool:
    """ "Norlandic" and "Norland", "Varenian" and "Varenia": is the one made of the other?"""
    ending = next((e for e in _OF_A_PEOPLE if word.endswith(e)), None)
    stem = word.removesuffix(ending) if ending else ""
    return len(stem) > _SHORTEST and place.startswith(stem) and len(place) - len(stem) <= len("ia")


_OF_A_PEOPLE: Final = ("ian", "ean", "an", "ese", "ish", "ic", "i", "n")
_SHORTEST: Final = 3  # letters of such a stem


def _words(words: Iterable[str]) -> _Words:
    _, parties, other, countries = _tables()
    abbreviated = name_lexicon().abbreviated
    former = name_lexicon().former
    found = [abbreviated.get(w, w) for w in (fold(word).rstrip(".") for word in words) if w not in _SMALL]
    return _Words(
        frozenset(w for w in found if w not in other),
        frozenset(parties[w] for w in found if w in parties and len(w) > 1),
        frozenset(countries[w] for w in found if w in countries),
        frozenset(w for w in found if w in other),
        any(w in former for w in found),
    )


def _read(cluster: Cluster) -> _Told:
    roles: list[_Words] = []
    words: set[str] = set()
    labels: list[str] = []
    parties: set[str] = set()
    for mention in cluster.mentions[:_MOST]:
        text = mention.sentence.tokens.text
        for role in mention.roles:
            told = _words(role.span.of(text).split())
            roles.append(_Words(told.words, told.parties, told.countries, told.other, role.former or told.former))
        around = _words(_beside(mention))
        words |= around.words
        parties |= around.parties
        party, state = _label(mention)
        parties |= {party} if party else set()
        labels += [state] if state else []
    for told in roles:
        words |= told.words
        parties |= told.parties
    countries = frozenset(chain.from_iterable(r.countries for r in roles))
    return _Told(tuple(roles), frozenset(words), frozenset(parties), countries, tuple(labels))


def _beside(mention: Mention) -> list[str]:
    """The words right before the name ("Republican Tom Bell") and a place or party right behind it."""
    sentence = mention.sentence
    tags = sentence.tags
    out: list[str] = []
    k = mention.first
    while k > 0 and tags[k - 1] in NOMINAL and mention.first - k < _NEAR:
        k -= 1
        out.append(sentence.word(k))
    k = mention.last
    if k + 1 < len(tags) and sentence.word(k) in ("of", "from"):
        k += 1
        while k < len(tags) and tags[k] is Tag.NAME:
            out.append(sentence.word(k))
            k += 1
    elif k + 2 < len(tags) and tags[k] is Tag.COMMA and tags[k + 1] is Tag.DETERMINER:
        k += 2
        while k < len(tags) and tags[k] in NOMINAL and k < mention.last + _NEAR:
            out.append(sentence.word(k))
            k += 1
    return out


_NEAR: Final = 4  # words next to a name that tell of it


def _label(mention: Mention) -> tuple[str, str]:
    """Party and state of "(R-Texas)" or ", D-N.Y.," behind the name; empty without one."""
    sentence, k = mention.sentence, mention.last
    if k + 1 >= len(sentence) or sentence.tags[k] not in (Tag.OPENING, Tag.COMMA):
        return "", ""
    start = sentence.start(k + 1)
    found = _LABEL.match(sentence.tokens.text[start : start + 20])
    if found is None:
        return "", ""
    state = fold(found[2] or "").replace(".", "")
    return _tables()[1].get(found[1].lower(), ""), state
