"""What a check finds: a verdict, the quotations that led to it, and how the asked words differ from theirs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.archive.port import QuoteRow
from bot.model import Actor, Article, Span
from bot.query.answers import Paging
from bot.query.check_align import Op
from bot.query.check_meaning import Change
from bot.query.view import Found, FoundPassage


class Verdict(Enum):
    """How far somebody said the words, best first."""

    EXACT = "exact"
    EXACT_NORMALISED = "exact_normalised"  # but for punctuation, marks, case, spelled numbers
    PARTIAL = "partial"  # a part of a longer quotation
    ALTERED = "altered"
    STITCHED = "stitched"  # pieces of one or several quotations put together
    MISATTRIBUTED = "misattributed"
    PARAPHRASE_ONLY = "paraphrase_only"
    NOT_FOUND = "not_found"


BEST_FIRST = {verdict: number for number, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words of the comparison. SAME and RIGHT are slices of the article, WRONG is what was asked."""

    op: Op
    span: Span | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One quotation or passage that the words were found in, wholly or in part."""

    verdict: Verdict
    article: Article
    used: tuple[Span, ...]  # what the asked words match, as slices of the article
    row: QuoteRow | None = None  # the stored quote; None: no attribution holds the words
    strong: tuple[Span, ...] = ()  # what of it is stressed
    found: Found | None = None  # the quote with all that is shown of it; only in answers
    passage: FoundPassage | None = None  # where there is no stored quote
    marked: bool = True  # do the words stand in quotation marks there?
    quoted: tuple[Span, ...] = ()  # where the words are the article's own: those of them in quotation marks
    cut: tuple[Span, ...] = ()  # what the quotation says between the used slices
    before: tuple[Span, ...] = ()  # what it says before and after them
    after: tuple[Span, ...] = ()
    headline: bool = False  # the words stand in the article's headline, not in its text
    negated: bool = False  # a negation stands in what was left out of the same sentence
    difference: tuple[Difference, ...] = ()
    changed: tuple[Change, ...] = ()
    conflict: bool = False  # said by somebody else than the one named
    copies: tuple[Article, ...] = ()  # near-duplicates with the same words, which are not listed
    asked: str = ""  # the asked words that this piece accounts for, where it is one of several


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """The outcome of one check. `matches` holds this page of what led to the verdict, in order of weight."""

    words: str
    verdict: Verdict
    matches: tuple[Match, ...] = ()
    nearest: tuple[Match, ...] = ()  # not what was asked: the most similar there is
    paging: Paging
    speakers: tuple[Actor, ...] = ()  # who is supposed to have said it
    named: str | None = None  # the name as given, also where nobody fits it
    conflict: bool = False
    short: bool = False  # one or two words: every holder is listed
    capped: bool = False  # there may be more of them
    link: bool = False  # a link was left out
    parts: tuple[CheckAnswer, ...] = ()  # a message with several quotations: one answer for each
