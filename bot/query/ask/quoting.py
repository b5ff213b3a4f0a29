"""Questions about what somebody said: quotations by topic and date, closest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.archive.port import Filter, QuoteRow
from bot.model import ActorId, Article, Flag
from bot.query.ask.dates import When, falls_on
from bot.query.ask.question import Question
from bot.query.ask.sentences import Sentences, rarest
from bot.query.ask.terms import SYNONYM, Term, synonyms_used
from bot.query.ask.values import Closeness
from bot.query.view import View
from bot.text.words import index_words

LIMIT = 40
"""Quotations of one actor that are looked at for a topic."""
ALL = 100
"""Of a speaker with so many quotations or fewer all are looked at: quicker than a search for common words."""
ARTICLES = 12
"""Articles that are read whole to see what they are about."""
CONTEXT = 0.85
"""What a word of the sentence around counts against one inside the quotation."""
PARAGRAPH = 0.45
PARAGRAPH_BEFORE = 0.35
HERE = 0.2
"""What those count besides that stand in the sentence itself, where the paragraph holds enough of the topic."""
FURTHER = 0.01
"""How much less than the reported statement the words count that carry it on."""
SURE = 0.6
"""Least confidence in the speaker of a statement that does not hold the words of the topic itself."""
ENOUGH = 0.6
"""Least coverage of a topic of several words; of one word it must be all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A quotation with how well it fits a topic."""

    row: QuoteRow
    article: Article
    covered: float
    closeness: Closeness
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


def of_speaker(view: View, actor: ActorId, terms: Sequence[Term]) -> list[Ranked]:
    """What the actor said on the topic, best first; where no statement holds its words, what stands near them."""
    sentences = Sentences(view)
    where = Filter(speaker=actor)
    ranked = on_topic(rows_of(view, where, terms), terms, sentences)
    if terms and not any(r.closeness is Closeness.WORDS for r in ranked):
        ranked = on_topic(view.reader.quotes(where, limit=LIMIT)[1], terms, sentences)
    return ranked


def newest_of(view: View, actor: ActorId, number: int) -> list[Ranked]:
    """The newest statements of the actor, whatever they are about."""
    return on_topic(view.reader.quotes(Filter(speaker=actor), limit=number)[1], (), Sentences(view))


def on_topic(
    rows: Iterable[QuoteRow], terms: Sequence[Term], sentences: Sentences, *, loosely: bool = True
) -> list[Ranked]:
    """The rows that are about the topic, best first. Without terms all of them, newest first.

    `loosely`: where no row holds the words, nor its paragraph, those of articles about the topic.
    """
    out = []
    others: list[tuple[QuoteRow, Article]] = []
    rows = tuple(rows)
    sentences.view.reader.read_ahead(row.article for row in rows)
    for row in rows:
        article = sentences.article(row.article)
        if article is None:
            continue
        if not terms:
            out.append(Ranked(row=row, article=article, covered=1.0, closeness=Closeness.WORDS))
            continue
        ranked = _ranked(row, article, terms, loosely)
        if ranked is not None:
            out.append(ranked)
        if ranked is None or ranked.closeness is not Closeness.WORDS:
            others.append((row, article))
    carried = list(_carried_on([r for r in out if r.closeness is Closeness.WORDS], others))
    known = {r.row.id for r in carried}
    out = [r for r in out if r.row.id not in known] + carried
    if loosely:
        known |= {r.row.id for r in out}
        out += _of_articles_about([(row, article) for row, article in others if row.id not in known], terms)
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


def _of_articles_about(others: Sequence[tuple[QuoteRow, Article]], terms: Sequence[Term]) -> Iterator[Ranked]:
    """Rows of articles about the topic, though neither they nor their paragraphs hold its words."""
    about: dict[str, bool] = {}
    for row, article in others:
        if article.id not in about:
            if len(about) == ARTICLES:
                return
            about[article.id] = is_about(article, terms)
        if about[article.id] and (row.quote.plain or row.quote.confidence >= SURE):
            yield Ranked(row=row, article=article, covered=0.2, closeness=Closeness.ARTICLE)


def _ranked(row: QuoteRow, article: Article, terms: Sequence[Term], loosely: bool) -> Ranked | None:
    text = article.text
    inside = frozenset(word for span in row.quote.spans for word in index_words(span.of(text)))
    around = inside | frozenset(index_words(f"{_asked_before(row, text)} {row.context.of(text)}"))
    standing = ((term, term.match(around)) for term in terms)
    covered = sum(max(term.match(inside), CONTEXT * held) for term, held in standing if held) / len(terms)
    required = [term for term in terms if term.required]
    unnamed = [term for term in required if not term.match(around)]
    if unnamed and len(unnamed) < len(terms):  # "the senator" of the paragraphs before
        before_it = _words_before(text, row) | frozenset(index_words(article.title))
        if all(term.match(before_it) for term in unnamed):
            covered, unnamed = covered + PARAGRAPH * len(unnamed) / len(terms), []
    if not loosely and (unnamed or covered < ENOUGH):
        return _said_around(row, article, terms, inside, around)
    if not unnamed and covered >= (ENOUGH if len(terms) > 2 else 0.5 if len(terms) == 2 else 0.6):
        used = synonyms_used(terms, around)
        return Ranked(row=row, article=article, covered=covered, closeness=Closeness.WORDS, synonyms=used)
    here = _weighed(terms, [term.match(around) for term in terms])
    if not (_sure_words(row, text) or (here and row.quote.confidence >= SURE)):
        return None
    start = text.rfind("\n", 0, row.context.start) + 1
    end = text.find("\n", row.context.end)
    paragraph = frozenset(index_words(text[start : len(text) if end < 0 else end]))
    before = _words_before(text, row)
    for words, weight in ((paragraph, PARAGRAPH), (before, PARAGRAPH_BEFORE)):
        near = sum(term.match(words) for term in terms) / len(terms)
        if near >= (ENOUGH if len(terms) > 1 else SYNONYM) and all(term.match(words) for term in required):
            used = synonyms_used(terms, words)
            covered = weight * near + HERE * here
            return Ranked(row=row, article=article, covered=covered, closeness=Closeness.NEAR, synonyms=used)
    if not _sure_words(row, text):
        return None
    return _ranked_together(row, article, terms, (inside, around, paragraph, before))


LEVELS = (1.0, 0.9, 0.6, 0.45)
"""What a word counts inside the statement, in its sentence, in its paragraph, and in the paragraph before."""
HEAD = 0.35
"""What it counts in the title or first paragraph."""
TOGETHER = 0.27
"""Least share of a topic of several words that all these must hold together."""


def _weighed(terms: Sequence[Term], shares: Sequence[float]) -> float:
    """The mean of what is held of each term, by the weight of the terms."""
    pairs = zip(terms, shares, strict=True)
    return sum(term.weight * share for term, share in pairs) / sum(term.weight for term in terms)


def _said_around(
    row: QuoteRow, article: Article, terms: Sequence[Term], inside: frozenset[str], around: frozenset[str]
) -> Ranked | None:
    """Words of a sure speaker that hold half of what is looked for, where the text around holds the rest.

    Of a question of many words one in four may stand nowhere.
    """
    if len(terms) < 2 or not _sure_words(row, article.text):
        return None
    before = _words_before(article.text, row) | frozenset(index_words(article.title))
    shares = [max(term.match(inside), CONTEXT * term.match(around), NEARBY * term.match(before)) for term in terms]
    if not any(term.match(inside) for term in terms if not term.light):
        return None
    nowhere = sum(not share and not term.light for term, share in zip(terms, shares, strict=True))
    own = _weighed(terms, [term.match(around) for term in terms])
    if nowhere > len(terms) // 4 or own < OWN or _weighed(terms, shares) < ENOUGH:
        return None
    used = synonyms_used(terms, around)
    return Ranked(row=row, article=article, covered=ENOUGH, closeness=Closeness.WORDS, synonyms=used)


NEARBY = 0.5
"""What a word of the paragraphs before or of the title counts for who said something."""
OWN = 0.4
"""Least share that the sentence of the statement itself must hold."""


def _ranked_together(
    row: QuoteRow, article: Article, terms: Sequence[Term], levels: Sequence[frozenset[str]]
) -> Ranked | None:
    """A statement whose topic stands partly in it and partly around it: each word where it stands nearest."""
    if len(terms) < 2:
        return None
    near = [max(weight * term.match(words) for weight, words in zip(LEVELS, levels, strict=True)) for term in terms]
    if not any(held and not term.light for term, held in zip(terms, near, strict=True)):
        return None
    head = frozenset(index_words(f"{article.title} {article.text.strip().partition(chr(10))[0]}"))
    held = [max(share, HEAD * term.match(head)) for term, share in zip(terms, near, strict=True)]
    if any(term.required and not share for term, share in zip(terms, held, strict=True)):
        return None
    covered = _weighed(terms, held)
    if covered < TOGETHER:
        return None
    used = synonyms_used(terms, levels[-1])
    return Ranked(
        row=row, article=article, covered=PARAGRAPH_BEFORE * covered, closeness=Closeness.PARTLY, synonyms=used
    )


_TURN = re.compile(r"[A-ZÀ-Þ][\w .’'\-]{0,40}:\s")


def _asked_before(row: QuoteRow, text: str) -> str:
    """The question that the statement answers, where it is a turn of an interview."""
    start = text.rfind("\n", 0, row.context.start) + 1
    if not _TURN.match(text, start):
        return ""
    before = text[:start].rstrip()
    question = before[before.rfind("\n") + 1 :]
    return question if _TURN.match(question) and "?" in question else ""


def _words_before(text: str, row: QuoteRow) -> frozenset[str]:
    """The words of the paragraph of the quotation and of the one before."""
    start = text.rfind("\n", 0, row.context.start) + 1
    before = text.rfind("\n", 0, len(text[:start].rstrip())) + 1
    return frozenset(index_words(text[before : row.context.end]))


def _sure_words(row: QuoteRow, text: str) -> bool:
    """Are these the own words of a sure speaker? Only then do words that merely stand near say what they are about."""
    source = row.quote.source
    turn = source is not None and text[source.end : row.quote.spans[0].start].strip() == ":"  # of an interview
    return (row.quote.plain or turn) and row.quote.confidence >= SURE


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
            places[row.article] = _places(terms, article.text)
        at = row.quote.spans[0].start
        far = min((abs(at - place) for place in places[row.article]), default=FAR)
        if row.id in known or far < FAR:
            near.append((far, known.get(row.id) or replace(best[0], row=row, article=article)))
    near.sort(key=lambda entry: (entry[0], entry[1].rank))
    return [ranked for _, ranked in near[:FEW]]


READ = 4
"""Articles in which the words of the topic are looked for."""
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def _places(terms: Sequence[Term], text: str) -> list[int]:
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
    """Which of the named ones is supposed to speak: the one before a verb of saying, after "by", else the first."""
    match = re.search(
        r"\b(?:by|from|according to|quotes? of) A(\d)|A(\d)(?: \w+){0,2} (?:say|said|tell|told|s )", question.skeleton
    )
    return int(match[1] or match[2]) if match else 0


def denied(row: QuoteRow) -> bool:
    return Flag.DENIED in row.quote.flags
