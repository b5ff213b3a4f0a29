"""Whose lawyer somebody is: "his lawyer" is not she who is "a lawyer for the port", nor "her lawyer, Dan Orme"."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from bot.extract.coreference import Cast, Cluster, mentions_between
from bot.extract.mentions import Mention
from bot.extract.pronouns import GENDERS
from bot.extract.roles import ToldRole
from bot.extract.tags import Tag
from bot.model import Gender, Kind
from bot.names.lexicon import name_lexicon

_OF: Final = frozenset(("for", "of", "to"))
_OF_PEOPLE: Final = frozenset("lawyer attorney solicitor barrister advocate counsel doctor physician".split())
"""Roles in the service of one person: whoever serves a body in them is not meant by "his lawyer"."""


_MOST: Final = 40  # mentions of one person that are read


def is_others(role: str, owner: Gender, number: int, cast: Cast) -> bool:
    """Does the article give the person that role with somebody else only, whom no pronoun of gender `owner` means?"""
    cluster = cast.clusters[number]
    told = [_is_owned_by(mention, given, role, owner, cast) for mention, given in _given(cluster, role)]
    return False in told and True not in told


def _given(cluster: Cluster, role: str) -> list[tuple[Mention, ToldRole]]:
    abbreviated = name_lexicon().abbreviated
    out = []
    for mention in cluster.mentions[:_MOST]:
        for given in mention.roles:
            word = given.head(mention.sentence.tokens.text)[-1]
            if abbreviated.get(word, word) == role:
                out.append((mention, given))
    return out


def _is_owned_by(mention: Mention, given: ToldRole, role: str, owner: Gender, cast: Cast) -> bool | None:
    """Is it told there that the person has the role with somebody of that gender? None: that is not told."""
    sentence = mention.sentence
    begin = bisect_left(sentence.first, given.span.start, key=lambda token: sentence.tokens.starts[token])
    end = bisect_left(sentence.first, given.span.end, key=lambda token: sentence.tokens.starts[token])
    pronoun = GENDERS.get(sentence.word(begin - 1)) if begin else None
    if pronoun is not None:
        return pronoun is owner
    owned = next((i for i in range(begin, end) if sentence.tags[i] is Tag.POSSESSIVE or sentence.word(i) in _OF), -1)
    if owned < 0:
        return None
    behind = sentence.tags[owned] is not Tag.POSSESSIVE
    start, stop = (sentence.end(owned), given.span.end) if behind else (given.span.start, sentence.start(owned))
    people = [m for m in mentions_between(cast, start, stop) if m.kind is Kind.PERSON]
    if people:
        gender = cast.clusters[people[-1].entity].gender
        return gender is owner if gender is not None else None
    pronouns = [GENDERS[sentence.word(i)] for i in range(owned, end) if sentence.word(i) in GENDERS]
    if pronouns:
        return pronouns[0] is owner
    return False if role in _OF_PEOPLE else None
