"""What the engine found: one value for each kind of answer. No sentences; `bot.reply` writes those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.actors.directory import Match
from bot.archive.port import ArticleRow, Failure, Filter
from bot.model import Actor, Article, RoleRecord
from bot.query.history import Rewording
from bot.query.topics import Topic
from bot.query.view import Found, FoundPassage


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where in a long list an answer stands. Pages count from 1."""

    page: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichActor:
    """Several actors fit the words."""

    words: str
    parameter: str  # where in the request the chosen one goes
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoActor:
    """Nobody fits the words."""

    words: str
    nearest: tuple[Actor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesAnswer:
    """Quotations of one actor."""

    actor: Actor
    reading: str | None  # "you typed Volkof: Volkov"
    where: Filter
    topic: str | None
    found: tuple[Found, ...]
    paging: Paging
    reported: bool  # statements without marks, denied, second-hand … instead of plain quotations
    others: int  # how many of the other sort there are with the same filter
    elsewhere: int = 0  # plain quotations of the actor in all, where the topic, dates or outlet leave none
    partly: bool = False  # no quotation holds all words of the topic: these hold some


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorAnswer:
    """Who somebody is."""

    actor: Actor
    reading: str | None
    statements: int  # indirect and other statements beside the plain quotations
    companions: tuple[tuple[Actor, int], ...]
    latest: tuple[Found, ...]
    roles: tuple[tuple[RoleRecord, Article | None], ...]  # newest first, with the articles that give them


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsAnswer:
    """What somebody speaks about."""

    actor: Actor
    reading: str | None
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsAnswer:
    """Who is quoted."""

    rows: tuple[tuple[Actor, int], ...]
    paging: Paging
    prefix: str
    where: Filter
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindAnswer:
    """Passages with the words."""

    words: str
    found: tuple[FoundPassage, ...]
    paging: Paging
    where: Filter
    capped: bool  # more passages hold the words than were looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesAnswer:
    """What is indexed."""

    rows: tuple[ArticleRow, ...]
    paging: Paging
    failures: tuple[Failure, ...]
    where: Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAnswer:
    """One article."""

    article: Article
    speakers: tuple[tuple[Actor, int], ...]
    found: tuple[Found, ...]
    paging: Paging
    reworded: tuple[Rewording, ...] = ()  # what earlier versions of it said
    versions: tuple[date | None, ...] = ()  # days on which those were replaced, latest first


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextAnswer:
    """The paragraphs around a quotation."""

    found: Found
    start: int  # of the first paragraph
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyAnswer:
    """How the speaker of a quotation was found."""

    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The thing with that id is not in the archive (any more)."""

    what: str
    id: str


Answer = (
    WhichActor
    | NoActor
    | QuotesAnswer
    | ActorAnswer
    | TopicsAnswer
    | ActorsAnswer
    | FindAnswer
    | ArticlesAnswer
    | ArticleAnswer
    | ContextAnswer
    | WhyAnswer
    | Gone
)
