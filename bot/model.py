"""The nouns of Quotedesk: articles, spans, mentions, entities, quotes and actors.

Values only, no I/O. Every offset is a code point of `Article.text`, spans are half open [start, end).
The text of an article never changes once it is stored; a changed file makes a new version of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple, NewType

ArticleId = NewType("ArticleId", str)
"""Short hash of where an article comes from; the same for every version of it."""
QuoteId = NewType("QuoteId", str)
"""`<article id>-<offset of the first span in base 36>`; the same as long as the article does not change."""
ActorId = NewType("ActorId", str)
"""A readable slug ("michael-waltz"), made from the actor's names alone, whatever the order of loading."""


class Span(NamedTuple):
    """[start, end) in code points of the article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers, unchanged."""
        return text[self.start : self.end]


class Speech(Enum):
    """How the content is rendered."""

    DIRECT = "direct"  # every letter of the content stands in quotation marks
    MIXED = "mixed"  # some of it does
    INDIRECT = "indirect"  # none does: the reporter's paraphrase


class Flag(Enum):
    """What keeps a quote from being a plain statement of its speaker, or what a reader must know of it."""

    DENIED = "denied"  # the source denies having said it
    HYPOTHETICAL = "hypothetical"  # "if she said", "might say"
    BELIEF = "belief"  # hopes, wants, plans, believes: an attribution, but not speech
    THOUGHT = "thought"  # quoted thought
    SECONDHAND = "secondhand"  # somebody else (`via`) reports that the speaker said it
    TRANSLATED = "translated"  # "through an interpreter"
    ELIDED = "elided"  # an ellipsis stands inside
    UNCLOSED = "unclosed"  # the closing mark is missing
    JOINT = "joint"  # several speakers at once
    BLOCK = "block"  # set off as a block, without marks
    AMBIGUOUS = "ambiguous"  # two people fit the pronoun or surname equally well


QUALIFYING = frozenset({Flag.DENIED, Flag.HYPOTHETICAL, Flag.BELIEF, Flag.THOUGHT, Flag.SECONDHAND})
"""Flags of which any one keeps a quote from being listed as a plain quotation."""


class Kind(Enum):
    """What sort of actor a name stands for."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"  # a place or government that speaks: Moscow, the White House


class Gender(Enum):
    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office, title or apposition as one article gives it ("national security adviser")."""

    text: str  # as written, without determiner: a slice of the article
    span: Span
    former: bool = False  # "then treasurer", "former minister"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something that one article names: all mentions that corefer, before articles are merged."""

    kind: Kind
    name: str  # fullest form in the article, without title or apposition
    aliases: tuple[str, ...] = ()  # every other form of the name in the article, in order of appearance
    honorifics: tuple[str, ...] = ()  # "Mr.", "Mrs.", "Dr.": as written, each once
    gender: Gender | None = None
    roles: tuple[Role, ...] = ()
    mentions: tuple[Span, ...] = ()  # of its names, in reading order; no pronouns


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When the statement was made, where the text says so."""

    span: Span  # "on Friday"
    day: date | None  # resolved against the article's date; None where that cannot be done


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One attribution: a source says (cue) some content. All spans index `Article.text`."""

    spans: tuple[Span, ...]  # the content without its outer marks; disjoint, in reading order
    speech: Speech
    source: Span | None = None  # as written at the cue, "the minister", "he"; None: nobody is named
    speakers: tuple[int, ...] = ()  # indexes into `Extraction.entities`; several for a joint statement
    unnamed: str | None = None  # description of a source that stays unnamed: "a senior official"
    cue: Span | None = None  # "said"; None when the quote stands alone
    confidence: float = 0.0  # 0..1: how likely the speaker is right
    rules: tuple[str, ...] = ()  # the way from source to speaker, in order, for "why this speaker?"
    flags: frozenset[Flag] = frozenset()
    via: int | None = None  # the entity that reports it, for SECONDHAND
    candidates: tuple[int, ...] = ()  # for AMBIGUOUS: the entities that fit, likeliest first
    medium: Span | None = None  # "on Fox News", "in a post on X"
    addressee: Span | None = None  # "reporters"
    said: Dated | None = None
    place: Span | None = None

    @property
    def plain(self) -> bool:
        """Is it a plain quotation: words in marks, neither denied, hypothetical, believed, thought nor second-hand?"""
        return self.speech is not Speech.INDIRECT and self.flags.isdisjoint(QUALIFYING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one article says of who said what. A pure function of its text and date."""

    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()  # by first span
    sentences: tuple[Span, ...] = ()  # in reading order; disjoint; none spans a paragraph break


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as read: the text that all offsets point into, and what is known of it."""

    id: ArticleId
    path: str  # relative to the folder it came from, or its URL
    title: str
    text: str = field(repr=False)
    sha256: str  # of `text` in UTF-8: what the offsets are checked against
    url: str | None = None
    source: str | None = None  # the outlet
    published: date | datetime | None = None
    authors: tuple[str, ...] = ()
    summary: bool = False  # the text is the feed's own, because the page could not be read

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    @property
    def intact(self) -> bool:
        """Does the text still have the hash it was stored with? Costs one hash of the text."""
        return digest(self.text) == self.sha256


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hex (lone surrogates kept)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_id(path: str) -> ArticleId:
    """The id of the article at `path` (relative path or URL): 10 hex digits of its SHA-256."""
    return ArticleId(hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:10])


def quote_id(article: ArticleId, spans: Iterable[Span]) -> QuoteId:
    """The id of the quote of `article` that begins where the first of `spans` does."""
    return quote_id_at(article, min(spans).start)


def quote_id_at(article: ArticleId, start: int) -> QuoteId:
    """The id of the quote of `article` that begins at this offset."""
    return QuoteId(f"{article}-{_base_36(start)}")


_OFFSET_MOST: Final = 6  # digits of an offset in an id: two thousand million characters


def place_of(quote: QuoteId) -> tuple[ArticleId, int | None]:
    """The article of a quote and the offset at which it begins, from its id alone; None where no quote has that id."""
    article, _, begins = quote.partition("-")
    id_ = ArticleId(article)
    if not begins.isalnum() or len(begins) > _OFFSET_MOST:
        return id_, None
    try:
        start = int(begins, 36)
    except ValueError:
        return id_, None
    return id_, start if quote_id_at(id_, start) == quote else None


@lru_cache(maxsize=16_384)
def _base_36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = ""
    while True:
        number, digit = divmod(number, 36)
        out = digits[digit] + out
        if not number:
            return out


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRecord:
    """A role of an actor, with the article that gives it."""

    text: str
    article: ArticleId
    day: date | None
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, organisation or place merged over all articles."""

    id: ActorId
    kind: Kind
    name: str  # canonical
    aliases: tuple[str, ...] = ()  # every other name seen or given by the operator
    gender: Gender | None = None
    roles: tuple[RoleRecord, ...] = ()  # newest first
    quotes: int = 0  # plain quotations: direct and mixed, no belief, denial or hypothesis
    mentions: int = 0
    first_day: date | None = None
    last_day: date | None = None
    external: str | None = None  # a Wikidata id or the like, given by the operator
    doubt: str | None = None  # why this may be more, or less, than one person

    @property
    def role(self) -> str | None:
        """The latest role that is not a former one, else the latest."""
        current = next((r.text for r in self.roles if not r.former), None)
        return current or (f"former {self.roles[0].text}" if self.roles else None)
