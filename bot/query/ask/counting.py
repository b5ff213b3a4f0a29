"""Lists and numbers from the index, with what stands behind them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.archive.port import Filter, QuoteRow
from bot.commands import request
from bot.model import ActorId, Article, ArticleId
from bot.query import engine as look_up
from bot.query.ask.overlap import topic_of
from bot.query.ask.question import Intent, Question
from bot.query.ask.quoting import ALL, on_topic, rows_of
from bot.query.ask.results import actors_of
from bot.query.ask.saying import topic_terms, who_said
from bot.query.ask.sentences import Sentences, candidates
from bot.query.ask.telling import mentions_of
from bot.query.ask.terms import Term, term_of, terms_of
from bot.query.ask.values import AskAnswer, Closeness
from bot.query.view import View, open_row
from bot.text.words import fold, index_words

_LISTED = frozenset(
    "people person actor speaker most often frequent all every name list named indexed quoted cited".split()
)


def listed_speakers(question: Question, view: View) -> AskAnswer:
    listed = {form for word in _LISTED for form in term_of(word).forms}
    terms = [t for t in topic_terms(question, None) if t.forms.isdisjoint(listed)]
    source = _outlet(question, view)
    if source:
        known = {form for t in terms_of(source) for form in t.forms}
        terms = [t for t in terms if t.forms.isdisjoint(known)]
    if terms:
        quoted = _quoted_in(_articles_about(terms, view), view)
        if quoted:
            return _listed(question, terms, quoted, view)
        said = who_said(replace(question, topic=" ".join(t.word for t in terms)), view)
        return replace(said, intent=Intent.ACTOR_LIST, counted="people", count=len(said.speakers) or None)
    found = look_up.answer(request("actors", source=source), view)
    return AskAnswer(question=question.text, intent=Intent.ACTOR_LIST, delegate=found)


def _articles_about(terms: Sequence[Term], view: View) -> list[Article]:
    """Articles whose title and beginning hold all the words, those with the best sentences first."""
    sentences = Sentences(view)
    found: dict[ArticleId, Article] = {}
    for passage in candidates(view, [term.every for term in terms]):
        article = sentences.article(passage.article)
        if article is None or article.id in found:
            continue
        head = frozenset(index_words(f"{article.title} {article.text[:BEGINNING]}"))
        if all(term.match(head) for term in terms):
            found[article.id] = article
        if len(found) == LISTED_ARTICLES:
            break
    return list(found.values())


BEGINNING = 700
"""Characters of an article that tell what it is about."""
LISTED_ARTICLES = 3


def _quoted_in(articles: Sequence[Article], view: View) -> list[QuoteRow]:
    """The statements with a speaker in these articles, word for word ones first."""
    rows = [row for article in articles for row in view.reader.quotes(Filter(article=article.id), limit=ALL)[1]]
    return sorted((row for row in rows if row.speakers), key=lambda row: not row.quote.plain)


def _listed(question: Question, terms: Sequence[Term], rows: Sequence[QuoteRow], view: View) -> AskAnswer:
    """The speakers of the rows with how often each is quoted, and one statement of each."""
    counts: Counter[ActorId] = Counter(actor for row in rows if row.quote.plain for actor in row.speakers)
    first: dict[ActorId, QuoteRow] = {}
    for row in rows:
        first.setdefault(row.speakers[0], row)
    return AskAnswer(
        question=question.text,
        intent=Intent.ACTOR_LIST,
        topic=" ".join(t.word for t in terms),
        found=tuple(f for row in list(first.values())[: view.page_size] if (f := open_row(view, row))),
        speakers=tuple((actor, n) for a, n in counts.most_common(15) if (actor := view.reader.actor(a))),
        count=len(counts) or None,
        counted="people",
    )


def _outlet(question: Question, view: View) -> str | None:
    """The outlet that the question names."""
    text = fold(question.text)
    return next((name for name, _ in view.state.sources if fold(name) in text), None)


_COUNTED = frozenset(
    "many times time number quote quotation statement people person speaker actor article outlet newspaper story "
    "source mention quoted cited named indexed often count different plain direct directly "
    "verbatim literally exactly total".split()
)


def counted(question: Question, view: View) -> AskAnswer:
    counted = question.counted or "quotes"
    skip = {form for word in _COUNTED for form in term_of(word).forms}
    source = _outlet(question, view)
    who = question.named[0] if question.named else None
    terms = [t for t in topic_terms(question, who) if t.forms.isdisjoint(skip)]
    if source:
        known = {form for t in terms_of(source) for form in t.forms}
        terms = [t for t in terms if t.forms.isdisjoint(known)]
    when = question.dates[0] if question.dates else None
    where = Filter(
        speaker=who.matches[0].actor.id if who else None,
        source=source,
        since=when.since if when else None,
        until=when.until if when else None,
        plain=True,
    )
    answer = AskAnswer(
        question=question.text,
        intent=Intent.COUNT,
        actors=actors_of(question),
        topic=" ".join(t.word for t in terms) or None,
        since=where.since,
        until=where.until,
        counted=counted,
    )
    if terms:
        ranked = [
            r
            for r in on_topic(rows_of(view, where, terms), topic_of(terms, view), Sentences(view))
            if r.closeness is Closeness.WORDS
        ]
        return _counted_rows(answer, [r.row for r in ranked if r.row.quote.plain], view)
    if counted == "articles":
        total, _ = view.reader.articles(replace(where, plain=False, speaker=None) if not who else where, limit=0)
        found = look_up.answer(request("articles", source=source), view) if not who else None
        return replace(answer, count=total, delegate=found)
    if counted == "outlets":
        return replace(answer, count=len(view.state.sources), words=tuple(name for name, _ in view.state.sources))
    if counted == "people" and not who:
        every = view.reader.speakers(where)
        shown = tuple((actor, n) for a, n in every[:15] if (actor := view.reader.actor(a)))
        return replace(answer, count=len(every), speakers=shown)
    if re.search(r"\bmention", question.skeleton) and who:
        return replace(
            answer,
            count=who.matches[0].actor.mentions,
            counted="mentions",
            passages=mentions_of(who.matches[0].actor, (), view),
        )
    total, rows = view.reader.quotes(where, limit=view.page_size)
    return replace(answer, count=total, found=tuple(f for row in rows if (f := open_row(view, row))))


def _counted_rows(answer: AskAnswer, rows: Sequence[QuoteRow], view: View) -> AskAnswer:
    """The number of these rows, of their speakers or of their articles."""
    speakers: Counter[ActorId] = Counter(a for row in rows for a in row.speakers)
    number = {"people": len(speakers), "articles": len({row.article for row in rows})}.get(
        answer.counted or "", len(rows)
    )
    return replace(
        answer,
        count=number,
        found=tuple(f for row in rows[: view.page_size] if (f := open_row(view, row))),
        speakers=tuple((actor, n) for a, n in speakers.most_common(15) if (actor := view.reader.actor(a))),
    )
