"""The questions that the engine may ask of storage, and the one way to change what is stored.

A `Reader` sees one state of the archive from its opening to its end, whatever a reload does meanwhile.
Words for searching are the folded, stemmed ones of `bot.text.words`; the archive compares them, never raw text.
Every method is synchronous and may touch the disk: call it off the event loop. Errors: `ArchiveUnavailable`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, Protocol

from bot.actors.ledger import Ledger
from bot.archive import codec
from bot.model import Actor, ActorId, Article, ArticleId, Entity, Extraction, Quote, QuoteId, Span

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What stands in the archive."""

    generation: int = 0  # grows by one with every reload that changed something; 0: nothing was ever loaded
    loaded: datetime | None = None  # end of the last reload, UTC, also one that changed nothing
    articles: int = 0
    quotes: int = 0  # plain quotations: direct and mixed
    passages: int = 0  # sentences
    since: date | None = None  # earliest and latest day of publication
    until: date | None = None
    sources: tuple[tuple[str, int], ...] = ()  # outlets with their number of articles, most first, then by name
    extractor: str = ""  # version of the extraction that all articles were made with
    identifier: str = ""  # version of the merging of names into actors, the operator's corrections included


INDEXED_BUT = "indexed, but "
"""How the reason of a file begins that was read all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that the last reload could not read, or only with a reservation."""

    path: str
    reason: str

    @property
    def reservation(self) -> str | None:
        """What a person should know of a file that is indexed all the same; None where it could not be read."""
        return self.reason.removeprefix(INDEXED_BUT) if self.reason.startswith(INDEXED_BUT) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the archive knows of a file: enough to tell whether it changed without reading it."""

    id: ArticleId
    fingerprint: str  # SHA-256 of the file's bytes
    size: int  # bytes
    mtime_ns: int
    file: str = ""  # path of the file where that is not the article's own: one file of many articles
    record: str = ""  # SHA-256 of this article's part of such a file; "" where it is all of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article without its text."""

    id: ArticleId
    path: str
    title: str
    url: str | None
    source: str | None
    day: date | None
    quotes: int
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """A stored quote with the actors behind it. The words are cut from `Reader.article(article)`."""

    id: QuoteId
    article: ArticleId
    day: date | None  # of the article
    quote: Quote
    speakers: tuple[ActorId, ...]
    via: ActorId | None = None
    candidates: tuple[ActorId, ...] = ()
    context: Span = _NOWHERE  # the sentences that the quote touches


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of an article."""

    article: ArticleId
    day: date | None
    span: Span
    quoted: bool = False  # does a quote's content touch it?


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which quotes or passages; everything given must hold."""

    speaker: ActorId | None = None
    since: date | None = None  # by the article's day, both ends included; undated articles never match a date
    until: date | None = None
    source: str | None = None  # outlet, compared without case
    plain: bool = False  # direct and mixed only, none denied, hypothetical, believed, thought or second-hand
    article: ArticleId | None = None
    firsts: bool = False  # no quote whose words stand in an earlier near-duplicate of its article


EVERYTHING = Filter()


class PreparedQuotes(NamedTuple):
    """The quotes of a `Prepared`, with what is worked out of each, column by column.

    Rows of a table are made of columns in a tenth of the time that a value for each quote takes.
    """

    values: Sequence[str]  # the quotes, encoded
    starts: Sequence[int]
    plain: Sequence[int]  # 1 or 0
    context_starts: Sequence[int]  # the sentences that each touches
    context_ends: Sequence[int]
    first: Sequence[int]  # indexes of the sentences that its content touches: [first, after)
    after: Sequence[int]
    said: Sequence[int]  # quotes, by their place, and
    sayers: Sequence[int]  # an entity that speaks in it, each once


class PreparedNames(NamedTuple):
    """What the entities of a `Prepared` tell of who they are, column by column (bot.archive.codec: `decode_rest`)."""

    names: Sequence[str]
    rests: Sequence[str]
    mentions: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One article ready to be stored: all that can be worked out of it alone, encoded as databases keep it.

    `bot.archive.derived.pack` makes it, in a worker process where there are many; strings and numbers cross to the
    process that stores them in a tenth of the time that the values behind them take.
    """

    article: Article
    known: Known
    entities: str  # bot.archive.codec
    names: PreparedNames  # of the entities
    counts: tuple[int, ...]  # plain quotes of each entity
    sentences: str  # bot.archive.codec
    words: tuple[str, ...]  # search words of each sentence, separated by spaces
    touched: str  # the sentences that quotes touch, with those (bot.archive.numbering)
    quotes: PreparedQuotes
    sketch: bytes | None = None  # MinHash of the text (bot.ingest.sketch); None: has no near-duplicates

    @property
    def plain(self) -> int:
        """How many plain quotes there are."""
        return sum(self.quotes.plain)

    def extraction(self) -> Extraction:
        """The values again. Decodes them all."""
        return codec.decode_extraction(self.entities, self.quotes.values, self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one reload does, all at once.

    `put` is consumed first; `remove`, `touch` and `failures` are read when it is exhausted, so that whoever makes the
    articles one by one can still add to them. An article stands in one of `put` and `remove`, never in both.
    """

    put: Iterable[Prepared] = ()  # added and changed; an article of the same id is replaced; consumed once, in order
    remove: Sequence[ArticleId] = ()
    touch: Mapping[str, Known] = field(default_factory=dict)  # by path: file facts that changed, the words did not
    identify: Callable[[Ledger], None] | None = None
    """Called once inside the transaction, to say who everybody is afterwards. It may be called first, and `put` and
    `remove` be consumed only as it asks the ledger for what arrives. Without it nobody in the articles that changed is
    anybody, and `State.identifier` is lost: the next one has to begin anew."""
    failures: Sequence[Failure] = ()
    loaded: datetime | None = None
    extractor: str | None = None  # None: as before
    identifier: str | None = None
    dry_run: bool = False  # do everything, return the state that would be, and undo it all


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An earlier version of an article, as it stood until a reload changed or removed it."""

    generation: int  # of the reload that replaced it
    replaced: datetime | None  # when
    article: Article
    extraction: Extraction
    known: Known
    speakers: tuple[ActorId | None, ...]  # who each entity was then


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What one reload did to one article. `before` is None for an article that it added."""

    article: ArticleId
    before: Version | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the audit log: who did what, where, when, and what came of it."""

    at: datetime
    who: str  # "slack:U0123", "console"
    place: str
    action: str  # "reload"
    outcome: str


class Reader(Protocol):
    """One unchanging view of the archive."""

    def state(self) -> State: ...

    def article(self, article: ArticleId) -> Article | None:
        """The article with its text."""

    def read_ahead(self, articles: Iterable[ArticleId]) -> None:
        """These articles will be asked for, one by one: fetches them together where each question takes its time."""

    def articles(self, where: Filter, *, limit: int, offset: int = 0) -> tuple[int, tuple[ArticleRow, ...]]:
        """How many there are, and a stretch of them: newest first, undated last, then by title."""

    def failures(self) -> tuple[Failure, ...]:
        """What the last reload could not read, by path."""

    def actors(self) -> Iterator[Actor]:
        """All actors, by id. Meant for building the directory once a generation."""

    def actor(self, actor: ActorId) -> Actor | None: ...

    def entity(self, article: ArticleId, index: int) -> Entity | None:
        """The entity of that article's extraction: names and roles as this article gives them."""

    def speakers(self, where: Filter, *, prefix: str = "") -> tuple[tuple[ActorId, int], ...]:
        """Actors with the number of their plain quotes that match, most first, then by id.

        `prefix` keeps actors of whose name or alias some word begins with it, without case and diacritics.
        """

    def companions(self, actor: ActorId, *, limit: int) -> tuple[tuple[ActorId, int], ...]:
        """Other actors named in the same articles, with the number of those articles, most first, then by id."""

    def quotes(self, where: Filter, *, limit: int, offset: int = 0) -> tuple[int, tuple[QuoteRow, ...]]:
        """How many match, and a stretch of them: newest article first (undated last), within one in reading order."""

    def quote(self, quote: QuoteId) -> QuoteRow | None: ...

    def search_quotes(self, words: Sequence[AbstractSet[str]], where: Filter, *, limit: int) -> tuple[QuoteRow, ...]:
        """Quotes whose content or surrounding sentences hold at least one word of one of the sets.

        `words`: one set of equivalent words (folded and stemmed) for each word looked for. Those that hold words of
        the most sets first, then the rarer words, then newest: a candidate list for ranking, not a ranking. Where
        rarer words are looked for too, words of tens of thousands of sentences only rank what the rarer ones found.
        """

    def search_passages(self, words: Sequence[AbstractSet[str]], where: Filter, *, limit: int) -> tuple[Passage, ...]:
        """The same over sentences."""

    def frequencies(self, words: Iterable[str]) -> Mapping[str, int]:
        """In how many sentences each search word stands; 0 for one that stands nowhere."""

    def versions(self, article: ArticleId) -> tuple[Version, ...]:
        """Earlier versions of an article, also of one that was removed, latest first.

        A version is kept when the article itself changed, not when it was only extracted anew.
        """

    def past(self, generation: int) -> Iterator[Past]:
        """What the reload that made this generation did, by article id: enough to undo it."""

    def alike(self, article: ArticleId) -> tuple[ArticleId, ...]:
        """Near-duplicates of the article, earliest first (undated last, then by id); the article is not among them."""

    def echoes(self, quote: QuoteId) -> tuple[QuoteRow, ...]:
        """The same words in near-duplicates of its article, earliest first. Case and punctuation may differ."""

    def recall(self, key: str, now: datetime) -> str | None:
        """What was remembered under that key and has not expired."""


class Archive(Protocol):
    """A place that keeps everything."""

    def reader(self) -> AbstractContextManager[Reader]:
        """Open a view of the present state. Cheap; any number at once, from any thread; use it in one at a time."""

    def known(self) -> Mapping[str, Known]:
        """Path → what is known of the file behind each stored article."""

    def apply(self, changes: Changes) -> State:
        """Make the changes in one transaction and return the new state. Readers see all of it or nothing.

        The generation grows when `put` or `remove` is not empty or `identify` writes anything. An error
        raised while `put` is consumed or by `identify` undoes everything and passes through.
        """

    def turn(self, waiting: Callable[[], None]) -> AbstractContextManager[None]:
        """The turn to change the articles: one thread of one process has it at a time, as long as it needs.

        Calls `waiting` again and again, some times a second, while somebody else has it. It ends with the process
        that holds it.
        """

    def shelve(self, stamp: str, parcels: Iterable[tuple[str, bytes]]) -> None:
        """Keep finished work by name, in case what it was done for is cut short. Only for who has the turn."""

    def shelved(self, stamp: str) -> AbstractSet[str]:
        """The names of the work that was kept under that stamp. Drops all other work."""

    def parcel(self, name: str) -> bytes | None:
        """The work of that name."""

    def clear_shelf(self) -> None:
        """Drop all work that was kept: it has served."""

    def wait(self, generation: int, timeout_s: float) -> int:
        """The generation as soon as it is not that one, or at the end of the time whatever it is then. Blocks."""

    def remember(self, key: str, words: str, expires: datetime) -> None:
        """Keep a small string (a button's state, a conversation's last question) until it expires."""

    def forget(self, key: str) -> None:
        """Drop what was remembered under that key, if anything was."""

    def claim(self, key: str, expires: datetime, now: datetime) -> bool:
        """True for the first caller in any process, False for all others until it expires: "this event is mine"."""

    def set_place(self, place: str, name: str, words: str | None) -> None:
        """Keep one setting of a channel or guild; None drops it."""

    def place(self, place: str) -> Mapping[str, str]:
        """The settings of a channel or guild, by name."""

    def audit(self, entry: Entry) -> None:
        """Add one line to the log of what operators did. Nothing ever removes it."""

    def audits(self, *, limit: int, offset: int = 0) -> tuple[int, tuple[Entry, ...]]:
        """How many entries there are, and a stretch of them, newest first."""

    def close(self) -> None:
        """Give everything back. Open readers end with `ArchiveUnavailable`; a second call does nothing."""
