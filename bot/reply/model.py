"""The neutral reply: blocks of plain words and of verbatim cuts; no platform's markup.

Words between quotation marks come from `Cut` alone: an article and spans, cut at the moment of rendering.
Everything else is plain `str` that a renderer escapes for its platform.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from bot.commands import Request
from bot.model import ActorId, Article, Flag, Kind, QuoteId, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Verbatim words: one slice of an article. The only carrier of quoted text."""

    article: Article
    span: Span
    strong: bool = False

    @property
    def words(self) -> str:
        """The characters, sliced now; LookupError if the article's text is not what was indexed."""
        if not self.article.intact:
            raise LookupError(f"text of article {self.article.id} does not match its hash")
        return self.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Strong:
    """Plain words to stress."""

    words: str


@dataclass(frozen=True, slots=True)
class Struck:
    """Plain words to strike out: what the asker had wrong."""

    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a web page. `url` is http or https."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, to be shown in the reader's own time zone where the platform can (a bare day: as it is)."""

    at: date | datetime


Inline = str | Strong | Struck | Link | Moment | Cut


class Style(Enum):
    HEADING = "heading"  # how the request was understood, and how many there are
    BODY = "body"
    SMALL = "small"  # attribution lines, notes
    FOOTER = "footer"  # what was searched


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph of running words."""

    parts: tuple[Inline, ...]
    style: Style = Style.BODY


class ItemKind(Enum):
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said it: the actor, and how the article names them at this place."""

    id: ActorId
    name: str
    as_written: str | None  # a slice: "he", "the minister"
    role: str | None  # as this article gives it, else the latest known


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """When, where and to whom it was said, as far as the article tells."""

    day: date | None = None
    medium: str | None = None
    addressee: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWording:
    """What another outlet has in the place of a quotation."""

    article: Article
    spans: tuple[Span, ...]
    marked: bool  # do the spans lie inside the article's own marks?
    also_in: int = 0  # further outlets with this wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One quotation or passage of an answer.

    DIRECT: the spans lie inside the article's own marks, a renderer puts “ ” around each.
    MIXED, INDIRECT, PASSAGE: the article's words as they stand (inner marks included); shown without added marks.
    """

    id: QuoteId
    kind: ItemKind
    article: Article
    spans: tuple[Span, ...]
    context: Span  # the sentence(s) around
    strong: tuple[Span, ...] = ()  # parts to stress, inside `spans`
    speaker: Speaker | None = None
    also_speakers: tuple[Speaker, ...] = ()  # the others of a joint statement
    unnamed: str | None = None  # "a senior official"
    cue: str | None = None
    said: Said = Said()
    flags: frozenset[Flag] = frozenset()
    confidence: float = 1.0
    notes: tuple[str, ...] = ()  # plain words under it: "denied by the speaker", "the article's own words, not a quote"
    diff: tuple[Inline, ...] = ()  # /check: the asker's words against the article's, word by word
    also_in: int = 0  # other outlets with the same words
    first: Article | None = None  # the earliest of those, where it is earlier than this one
    wordings: tuple[OtherWording, ...] = ()

    @property
    def text(self) -> str:
        """The words as one string: the slices, joined by " … " where the article interrupts them."""
        return " … ".join(Cut(article=self.article, span=s).words for s in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A block: one item with its words and the line that says whose they are."""

    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider:
    """A block: a visible break."""


Block = Line | Quotation | Divider


class Does(Enum):
    """What a button does. Each carries a whole request; the adapter adds nothing but the channel."""

    PAGE = "page"  # the request, another page: replaces the private answer
    CHOOSE = "choose"  # the request with one actor chosen
    CONTEXT = "context"
    WHY = "why"
    SHARE = "share"  # the same answer, posted to the channel as "asked by …"
    MORE = "more"  # another request, answered privately beside this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One thing to press. `label` at most 75 characters."""

    does: Does
    label: str
    request: Request
    item: QuoteId | None = None  # the quotation it belongs to; None: the whole reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several actors that fit."""

    id: ActorId
    name: str
    role: str | None
    quotes: int
    request: Request  # the request with this actor chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How the request was read."""

    actors: tuple[str, ...] = ()  # canonical names
    topic: str | None = None
    since: date | None = None
    until: date | None = None
    notes: tuple[str, ...] = ()  # "you typed Volkof: Volkov"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why there is no answer, and what is near."""

    reason: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What was searched."""

    articles: int = 0
    since: date | None = None
    until: date | None = None
    loaded: datetime | None = None  # when the articles were last read (UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """One quotation that was checked, as data for publishing."""

    words: str
    verdict: str  # a name of the fixed list
    explanation: str  # the same in a sentence
    authors: tuple[tuple[str, Kind | None], ...]  # who is supposed to have said it; None: nobody is called so
    items: tuple[Item, ...]  # what the verdict rests on; nothing that only comes near


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer. `blocks` is what is shown; the other fields say the same as data."""

    intent: str  # command name, or the intent of a question ("quote_by_actor")
    request: Request
    blocks: tuple[Block, ...]
    answered: bool
    verdict: str | None = None
    count: int | None = None  # how many there are in all, beyond this page
    understood: Understood = Understood()
    choices: tuple[Choice, ...] = ()
    refusal: Refusal | None = None
    scope: Scope = Scope()
    buttons: tuple[Button, ...] = ()
    claims: tuple[Claimed, ...] = ()  # only in the reply to a check
    page: int = 1
    pages: int = 1
    public: bool = False  # asked for with show:channel; everything else is for the asker's eyes
    failed: bool = False  # an error, always private
    private: bool = False  # never to be seen by others, also where it was asked for aloud

    @property
    def items(self) -> tuple[Item, ...]:
        """The quotations and passages shown, in order."""
        return tuple(b.item for b in self.blocks if isinstance(b, Quotation))
