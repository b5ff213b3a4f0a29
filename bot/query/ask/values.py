"""What the engine found for a question. No sentences; `bot.reply` writes those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.model import Actor
from bot.query.answers import Answer
from bot.query.ask.question import Intent
from bot.query.check_values import CheckAnswer
from bot.query.view import Found, FoundPassage


class Why(Enum):
    """Which gate failed."""

    UNKNOWN_NAME = "unknown_name"  # it stands in no article
    NO_ACTOR = "no_actor"  # the question names nobody, and needs somebody
    NO_SUCH_SPEAKER = "no_such_speaker"  # the words occur, but nobody who is quoted is called so
    NOTHING_SAID = "nothing_said"  # the actor is named, but never quoted
    NO_SUCH_ACT = "no_such_act"  # the actor is quoted, but did not do this: apologise, threaten
    NOT_ON_TOPIC = "not_on_topic"  # the actor is quoted, but not about this
    NOT_MENTIONED = "not_mentioned"  # no sentence holds enough of the words
    NOT_IN_DATES = "not_in_dates"
    NOT_SAID_WHEN = "not_said_when"  # the event is there, the time is not
    NOT_SAID_WHERE = "not_said_where"
    NOT_SAID_HOW_MANY = "not_said_how_many"
    NOT_SAID_WHY = "not_said_why"
    NOT_SAID_WHO = "not_said_who"
    OTHER_EVENT = "other_event"  # the words stand there, but about something else
    OTHER_POLARITY = "other_polarity"  # what is asked about is denied or only supposed there
    NO_CHANGE = "no_change"  # too few statements to see a change
    NO_DENIAL = "no_denial"


class Closeness(Enum):
    """How the topic and the shown quotations belong together."""

    WORDS = "words"  # the words stand in the quotation or its sentence
    NEAR = "near"  # in the paragraph around
    PARTLY = "partly"  # some of them there, others nowhere
    ARTICLE = "article"  # the article is about it


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAnswer:
    """The answer to one question, or to one part of it."""

    question: str  # as understood, follow-ups completed
    intent: Intent
    actors: tuple[Actor, ...] = ()
    topic: str | None = None
    since: date | None = None
    until: date | None = None
    floating: bool = False  # "Thursday" was read as any Thursday, because none matched in this week
    found: tuple[Found, ...] = ()
    passages: tuple[FoundPassage, ...] = ()
    hedged: bool = False  # the passages say that it is not known
    unmarked: bool = False  # the passages follow on what is asked of, and no word says that they give its reason
    headline: str | None = None  # the title that answers it, where only the title does
    speakers: tuple[tuple[Actor, int], ...] = ()  # for lists: who, and how many quotations
    authors: tuple[str, ...] = ()
    count: int | None = None
    counted: str | None = None  # "quotes", "people", "articles", "outlets"
    closeness: Closeness = Closeness.WORDS
    synonyms: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()  # "you typed peskof: Peskov"
    missing_sides: tuple[Actor, ...] = ()  # of a comparison: who is not quoted on it
    beside: tuple[str, ...] = ()  # words of the question that the passages do not hold
    why: Why | None = None  # set: there is no answer
    words: tuple[str, ...] = ()  # what failed: the unknown name, the missing words
    near_actors: tuple[Actor, ...] = ()
    near_found: tuple[Found, ...] = ()
    near_passages: tuple[FoundPassage, ...] = ()
    choices: tuple[tuple[Actor, str], ...] = ()  # several fit: each with the question that names only this one
    delegate: Answer | CheckAnswer | None = None  # another command answers it
    parts: tuple[AskAnswer, ...] = ()

    @property
    def answered(self) -> bool:
        """Is there an answer, rather than a refusal or a question back?"""
        if self.parts:
            return any(part.answered for part in self.parts)
        return self.why is None and not self.choices
