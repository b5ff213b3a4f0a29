"""Questions about what somebody said: quotations by topic and date, closest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.archive.port import Filter, QuoteRow
from bot.model import ActorId, Article, Flag
from bot.query.ask.dates import When, falls_on
from bot.query.ask.overlap import NOTHING, SURE, UNKNOWN, Topic, overlap_of, topic_of
from bot.query.ask.question import Question, saying_class
from bot.query.ask.sentences import Sentences, rarest
from bot.query.ask.terms import Term, synonyms_used
from bot.query.ask.values import Closeness
from bot.query.page import Page
from bot.query.view import View
from bot.text.words import index_words

LIMIT = 40
"""Quotations of one actor that are looked at for a topic."""
ALL = 100
"""Of a speaker with so many quotations or fewer all are looked at: quicker than a search for common words."""
FURTHER = 0.01
"""How much less than the reported statement the words count that carry it on."""
LEAST = 0.25
"""Least coverage of a topic, by `overlap`, for a statement to be about it. On the 215 questions of what somebody said
that it was chosen on, 95 % of those that the articles answer reach it, and none of those that they do not."""
ENOUGH = 0.5
"""Least share of a topic that the sentence of a statement itself holds for no word on where the topic stands."""
ALL_OF_IT = 0.9
"""Share of a topic that counts as all of it, whatever word of little meaning is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A quotation with how well it fits a topic."""

    row: QuoteRow
    article: Article
    covered: float
    closeness: Closeness
    held: int = 0  # words of the topic that stand in or around it
    telling: bool = False  # it holds a word of the topic that stands nowhere else
    synonyms: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[float, int, int, str, int]:
        day = self.article.day
        return (
            -round(self.covered, 2),
            0 if self.row.quote.plain else 1,
            -(day.toordinal() if day else 0),
            self.row.article,
            self.row.quote.spans[0].start,
        )


def rows_of(view: View, where: Filter, terms: Sequence[Term]) -> tuple[QuoteRow, ...]:
    """Candidate quotes of all kinds of speech: all of a speaker who has few; else those with words of the topic."""
    if where.speaker:
        total, newest = view.reader.quotes(where, limit=ALL)
        if total <= ALL or not terms:
            return newest
    chosen = rarest(view, [term.every for term in terms])
    return view.reader.search_quotes(chosen, where, limit=LIMIT) if chosen else ()


def of_speaker(
    view: View, actor: ActorId, terms: Sequence[Term], unknown: float = UNKNOWN, *, least: float = LEAST
) -> list[Ranked]:
    """What the actor said on the topic, best first; of one who said much what a search finds, else the newest."""
    sentences = Sentences(view)
    where = Filter(speaker=actor)
    topic = topic_of(terms, view, unknown)
    rows = rows_of(view, where, terms)
    ranked = on_topic(rows, topic, sentences, least=least)
    if terms and not any(r.closeness is Closeness.WORDS for r in ranked) and len(rows) == LIMIT:
        ranked = on_topic(view.reader.quotes(where, limit=LIMIT)[1], topic, sentences)
    return ranked


def nearest_of(view: View, actor: ActorId, terms: Sequence[Term]) -> list[Ranked]:
    """All statements of the actor that are looked at: those with anything of the topic first, then the newest."""
    sentences = Sentences(view)
    where = Filter(speaker=actor)
    near = on_topic(rows_of(view, where, terms), topic_of(terms, view), sentences, least=0.0) if terms else []
    newest = on_topic(view.reader.quotes(where, limit=NEWEST)[1], NOTHING, sentences)
    known = {r.row.id for r in near}
    return near + [r for r in newest if r.row.id not in known]


NEWEST = 4
"""Statements that are looked at where the topic tells nothing."""


def on_topic(rows: Iterable[QuoteRow], topic: Topic, sentences: Sentences, *, least: float = LEAST) -> list[Ranked]:
    """The rows that are about the topic, best first. Without one all of them, newest first."""
    rows = tuple(rows)
    sentences.view.reader.read_ahead(row.article for row in rows)
    out: list[Ranked] = []
    others: list[tuple[QuoteRow, Article]] = []
    for row in rows:
        article = sentences.article(row.article)
        if article is None:
            continue
        if not topic.terms:
            out.append(Ranked(row=row, article=article, covered=1.0, closeness=Closeness.WORDS))
            continue
        ranked = _ranked(row, sentences.page(article), topic, least)
        if ranked is not None:
            out.append(ranked)
        if ranked is None or ranked.closeness is not Closeness.WORDS:
            others.append((row, article))
    carried = list(_carried_on([r for r in out if r.closeness is Closeness.WORDS], others))
    known = {r.row.id for r in carried}
    out = [r for r in out if r.row.id not in known] + carried
    out.sort(key=lambda ranked: ranked.rank)
    return out


def _carried_on(ranked: Sequence[Ranked], others: Sequence[tuple[QuoteRow, Article]]) -> Iterator[Ranked]:
    """Plain quotations right behind a reported statement of the same speaker, in its paragraph.

    News reports a statement in its own words and lets the speaker's own words follow: they are about the same.
    """
    for report in ranked:
        if report.row.quote.plain:
            continue
        end = report.article.text.find("\n", report.row.context.end)
        behind = [
            row
            for row, _ in others
            if row.article == report.row.article
            and row.quote.plain
            and row.speakers == report.row.speakers
            and report.row.quote.spans[-1].end <= row.quote.spans[0].start
            and (end < 0 or row.quote.spans[0].start < end)
        ]
        for row in sorted(behind, key=lambda row: row.quote.spans[0].start)[:1]:
            yield replace(report, row=row, covered=report.covered - FURTHER)


def _ranked(row: QuoteRow, page: Page, topic: Topic, least: float) -> Ranked | None:
    """The statement with how much of the topic stands in and around it; None if too little does."""
    overlap = overlap_of(row, page, topic)
    if overlap.covered <= least:
        return None
    if overlap.own >= ENOUGH and not overlap.missing:
        closeness = Closeness.WORDS
    elif not overlap.near:
        closeness = Closeness.ARTICLE
    else:
        closeness = Closeness.NEAR if overlap.near >= ALL_OF_IT else Closeness.PARTLY
    used = synonyms_used(topic.terms, page.words(row.context.start, row.context.end))
    return Ranked(
        row=row,
        article=page.article,
        covered=overlap.covered,
        closeness=closeness,
        held=overlap.held,
        telling=overlap.telling,
        synonyms=used,
    )


FEW = 3
"""Quotations that are shown of a topic that none of them holds."""
FAR = 1_500
"""Characters from the nearest word of the topic to a quotation that may still be about it."""


def with_neighbours(best: Sequence[Ranked], view: View, actor: ActorId, terms: Sequence[Term]) -> list[Ranked]:
    """Quotations beside which the topic stands, with others of the speaker that stand near it, nearest first.

    Where no quotation holds the topic itself, a reader judges better from several.
    """
    if not best or best[0].closeness is Closeness.WORDS or len(best) >= FEW:
        return list(best)
    known = {r.row.id: r for r in best}
    sentences = Sentences(view)
    places: dict[str, list[int]] = {}
    near: list[tuple[int, Ranked]] = []
    rows = [r.row for r in best] + list(view.reader.quotes(Filter(speaker=actor, plain=True), limit=LIMIT)[1])
    for row in {row.id: row for row in rows}.values():
        article = sentences.article(row.article)
        if article is None or row.quote.confidence < SURE or (row.article not in places and len(places) == READ):
            continue
        if row.article not in places:
            places[row.article] = places_of(terms, article.text)
        at = row.quote.spans[0].start
        far = min((abs(at - place) for place in places[row.article]), default=FAR)
        if row.id in known or far < FAR:
            near.append((far, known.get(row.id) or replace(best[0], row=row, article=article)))
    near.sort(key=lambda entry: (entry[0], entry[1].rank))
    return [ranked for _, ranked in near[:FEW]]


READ = 4
"""Articles in which the words of the topic are looked for."""
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def places_of(terms: Sequence[Term], text: str) -> list[int]:
    """Where words of the topic stand in the text."""
    words = _WORD.finditer(text)
    return [m.start() for m in words if any(term.match(frozenset(index_words(m.group()))) for term in terms)]


def is_about(article: Article, terms: Sequence[Term]) -> bool:
    """Is the article about the topic: do all its words stand in the title or the first paragraph?"""
    head, _, _ = article.text.strip().partition("\n")
    lead = frozenset(index_words(f"{article.title} {head}"))
    return all(term.match(lead) for term in terms)


def within_dates(ranked: Sequence[Ranked], dates: Sequence[When]) -> tuple[list[Ranked], bool]:
    """Those said or published on the dates; if none are, those on any such weekday or month, and True for that."""
    if not dates:
        return list(ranked), False
    kept = [r for r in ranked if all(_said_in(r, when) for when in dates)]
    if kept:
        return kept, False
    floating = [r for r in ranked if all(_floats_in(r, when) for when in dates)]
    return floating or [r for r in ranked if all(_says_day(r, when) for when in dates)], True


def _says_day(ranked: Ranked, when: When) -> bool:
    """Does the sentence itself name the day, where its article has no date to reckon from?"""
    if not when.floating or ranked.article.day is not None:
        return False
    day = frozenset(index_words(when.words))
    return day <= frozenset(index_words(ranked.row.context.of(ranked.article.text)))


def _said_in(ranked: Ranked, when: When) -> bool:
    said = ranked.row.quote.said
    if said and said.day:
        return when.holds(said.day)
    return when.holds(ranked.article.day)


def _floats_in(ranked: Ranked, when: When) -> bool:
    said = ranked.row.quote.said
    if said and said.day:
        return falls_on(when, said.day)
    return falls_on(when, ranked.article.day)


def with_cue(ranked: Sequence[Ranked], cue: Term | None) -> list[Ranked]:
    """Those whose reporting words are the asked ones first ("warned"); the others stay behind them."""
    if cue is None:
        return list(ranked)
    said = [
        r for r in ranked if r.row.quote.cue and cue.match(frozenset(index_words(r.row.quote.cue.of(r.article.text))))
    ]
    near = [r for r in ranked if r not in said and cue.match(frozenset(index_words(r.row.context.of(r.article.text))))]
    return said + near + [r for r in ranked if r not in said and r not in near]


def speaker_of(question: Question) -> int:
    """Which of the named ones is supposed to speak: the one in whose view it is, before a verb of saying, after "by",
    else the first."""
    for pattern in _speaking():
        if match := pattern.search(question.skeleton):
            return int(match[match.lastindex or 0])
    return 0


@lru_cache(maxsize=1)
def _speaking() -> tuple[re.Pattern[str], ...]:
    """Where the number of a speaker stands: in "how did A0 respond to A1’s remarks" it is the first."""
    return (
        re.compile(r"\baccording to A(\d)|\bin A(\d) s (?:own )?(?:view|opinion|eyes|mind|account)\b"),
        re.compile(
            r"\b(?:by|from|quotes? of) A(\d)|A(\d)(?: \w+){0,2} (?:say|said|tell|told|s )"
            rf"|\b(?:did|does|do|has|have|had) A(\d) (?:\w+ly |ever |also |then )?{saying_class()}\b"
        ),
    )


def denied(row: QuoteRow) -> bool:
    return Flag.DENIED in row.quote.flags
