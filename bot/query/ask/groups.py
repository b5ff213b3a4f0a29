"""What several of one role said: "the senators", "experts". Their statements on the topic, whoever of them speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.archive.port import EVERYTHING, QuoteRow
from bot.model import ActorId
from bot.query.ask.names import Named
from bot.query.ask.overlap import topic_of
from bot.query.ask.question import Intent, Question
from bot.query.ask.quoting import on_topic, rows_of, speaker_of, within_dates
from bot.query.ask.results import distinct, opened
from bot.query.ask.saying import topic_terms
from bot.query.ask.sentences import Sentences
from bot.query.ask.terms import Term, terms_of
from bot.query.ask.values import AskAnswer, Closeness
from bot.query.view import View
from bot.text.words import fold, index_words

NAMED = 3
"""Speakers who are named as those of whom the question was understood."""


def said_by_group(question: Question, view: View) -> AskAnswer | None:
    """The statements of all who are called so; None where one person is asked of, or none of them spoke on it."""
    if question.intent is not Intent.QUOTE_BY_ACTOR or not question.named:
        return None
    who = question.named[min(speaker_of(question), len(question.named) - 1)]
    terms = topic_terms(question, who)
    if not terms or not _is_group(who):
        return None
    sentences = Sentences(view)
    called = terms_of(who.words)
    rows = [row for row in rows_of(view, EVERYTHING, terms) if _is_one_of(row, who, called, sentences)]
    ranked = [r for r in on_topic(rows, topic_of(terms, view), sentences) if r.closeness is not Closeness.ARTICLE]
    ranked, floating = within_dates(ranked, question.dates)
    if not ranked:
        return None
    counts: Counter[ActorId] = Counter(id_ for r in ranked for id_ in r.row.speakers)
    speakers = tuple((actor, n) for id_, n in counts.most_common() if (actor := view.reader.actor(id_)))
    return AskAnswer(
        question=question.text,
        intent=Intent.QUOTE_BY_ACTOR,
        actors=tuple(actor for actor, _ in speakers[:NAMED]),
        topic=" ".join(dict.fromkeys(term.word for term in terms)),
        found=opened(view, ranked, view.page_size),
        speakers=speakers,
        count=len(ranked),
        counted="quotes",
        floating=floating,
        readings=(who.reading,) if who.reading else (),
        closeness=ranked[0].closeness,
        synonyms=distinct(ranked[: view.page_size]),
    )


def _is_group(who: Named) -> bool:
    """Are several asked of, "experts", and no body of that name?"""
    last = fold(who.words).split()[-1]
    return last.endswith("s") and not last.endswith("ss") and all(match.how == "role" for match in who.matches)


def _is_one_of(row: QuoteRow, who: Named, called: Sequence[Term], sentences: Sentences) -> bool:
    """Is the speaker one whom the role was read as, or a source that is called so, "two former senators"?"""
    if any(match.actor.id in row.speakers for match in who.matches):
        return True
    article = sentences.article(row.article)
    source = row.quote.unnamed or (row.quote.source.of(article.text) if article and row.quote.source else "")
    words = frozenset(index_words(source))
    return bool(words) and all(term.match(words) for term in called)
