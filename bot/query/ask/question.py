"""A question that was read: its intent and slots, and the words that tell what is asked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from bot.model import Actor
from bot.query.ask.dates import When
from bot.query.ask.names import Named
from bot.query.ask.terms import Term
from bot.resources import config_file
from bot.text.words import fold


class Intent(Enum):
    QUOTE_BY_ACTOR = "quote_by_actor"
    WHO_SAID = "who_said"
    VERIFY = "verify"
    ACTOR_PROFILE = "actor_profile"
    ACTOR_LIST = "actor_list"
    RELATION = "relation"
    EVENT_TIME = "event_time"
    EVENT_PLACE = "event_place"
    EVENT_MEDIUM = "event_medium"
    QUANTITY = "quantity"
    COUNT = "count"
    COMPARE = "compare"
    CHANGE = "change"
    POSITION = "position"
    REASON = "reason"
    DENIAL = "denial"
    SOURCE_META = "source_meta"
    FACT = "fact"
    YES_NO = "yes_no"
    SEARCH = "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, read."""

    text: str
    intent: Intent
    named: tuple[Named, ...] = ()  # in order
    about: tuple[Term, ...] = ()  # content words that are neither names nor dates
    topic: str | None = None  # the words after "about" and the like, else those of `about`
    quoted: tuple[str, ...] = ()
    dates: tuple[When, ...] = ()
    unknown: str | None = None  # a name that stands in no article
    nearest: tuple[Actor, ...] = ()
    counted: str | None = None  # what a count is of: "quotes", "people", "articles"
    cue: str | None = None  # the verb of saying, when it is more than "say"
    verb: Term | None = None  # what happened, for questions of facts
    negative: bool = False
    skeleton: str = ""
    slips: Mapping[str, str] = field(default_factory=dict)  # words as typed → as read


@dataclass(frozen=True, slots=True)
class _Readings:
    """The patterns of config/language/questions.toml."""

    patterns: tuple[tuple[Intent, re.Pattern[str]], ...]
    classes: Mapping[str, str]  # name → alternatives
    plain_say: frozenset[str]
    slot: re.Pattern[str]


@lru_cache(maxsize=1)
def _readings() -> _Readings:
    table = tomllib.loads(config_file("language/questions.toml").read_text(encoding="utf-8"))
    words = dict(table["classes"])
    plain = frozenset(words.pop("plain_say"))
    classes = {name: f"(?:{'|'.join(alternatives)})" for name, alternatives in words.items()}

    def filled(pattern: str) -> str:
        for name, alternatives in classes.items():
            pattern = pattern.replace(f"<{name}>", alternatives)
        return pattern

    patterns = tuple(
        (Intent(reading["intent"]), re.compile(filled("|".join(reading["patterns"])))) for reading in table["reading"]
    )
    return _Readings(patterns, classes, plain, re.compile(filled("|".join(table["slots"]["speaker"]))))


def intent_of(skeleton: str, quoted: Sequence[str]) -> Intent:
    """The first pattern that fits; a quoted string asks for its check unless a who-word governs it."""
    if quoted:
        if re.match(rf"^(?:{_readings().classes['person']}|whose|by whom|when|where|why|on what|to whom)\b", skeleton):
            return Intent.WHO_SAID
        return Intent.VERIFY
    for intent, pattern in _readings().patterns:
        if pattern.search(skeleton):
            return intent
    return Intent.SEARCH


def speaker_slot() -> re.Pattern[str]:
    """Where the name of a speaker stands, in a group of its own name."""
    return _readings().slot


def words_of(*classes: str) -> str:
    """The words of these classes in all their forms, as alternatives of a pattern."""
    return "|".join(_readings().classes[name] for name in classes)


def saying_class() -> str:
    """The verbs of saying in all their forms, as a pattern."""
    return _readings().classes["say"]


def holder_of_attitude(question: Question) -> int | None:
    """Which of the named ones it is of whom "why is she afraid of it", "why does he think so" asks."""
    of = _attitude().match(question.skeleton)
    number = int(of["who"]) if of else len(question.named)
    return number if number < len(question.named) else None


def is_attitude(word: str) -> bool:
    """Does the word tell what somebody feels or thinks: "afraid", "sceptical"?"""
    return bool(re.fullmatch(_readings().classes["attitude"], fold(word)))


@lru_cache(maxsize=1)
def _attitude() -> re.Pattern[str]:
    words = words_of("say", "want", "attitude")
    asks = "(?:why|how come) (?:is|are|was|were|did|does|do|has|have|had) (?:n t )?"
    return re.compile(rf"{asks}A(?P<who>\d) (?:not |so )?(?:{words})\b")


def says(word: str) -> bool:
    """Is it a verb of saying, in any of its forms?"""
    return bool(re.fullmatch(saying_class(), fold(word)))


def saying_verb(skeleton: str) -> str | None:
    """The first verb of saying in the question."""
    match = re.search(rf"\b{saying_class()}\b", skeleton)
    return match.group() if match else None


def cue_of(skeleton: str) -> str | None:
    """The verb of saying, where it is more than "say"."""
    verb = saying_verb(skeleton)
    return verb if verb not in _readings().plain_say else None
