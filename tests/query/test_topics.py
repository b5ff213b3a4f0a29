"""What somebody speaks about: verbatim nouns of their quotations, each of which leads to quotations."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.archive.port import Filter
from bot.commands import request
from bot.model import Actor
from bot.query.answers import QuotesAnswer, TopicsAnswer
from bot.query.engine import answer
from bot.query.topics import topics_of
from bot.query.view import View
from tests.query.seed_view import seed_view, view_of

_ARTICLES = {
    "one.md": (
        "---\ntitle: The pier\ndate: 2025-03-01\n---\n"
        "“The harbour budget is not enough,” said Oda Kestrel, the treasurer. “We need a dredger.”\n\n"
        "“The fog will be horrible on Monday,” said Ivo Plum."
    ),
    "two.md": (
        "---\ntitle: The dredger\ndate: 2025-03-09\n---\n"
        "“A second dredger would cost two million,” Oda Kestrel said. “Our harbour budget is spent. It is a matter of "
        "the E.U. and of Kestrel pride.”"
    ),
}


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in _ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return view_of(Path(folder))


def named(view: View, name: str) -> Actor:
    (match,) = view.directory.resolve(name).actors
    return match.actor


def test_topics_are_counted_by_quotation_phrases_before_their_words(view: View) -> None:
    topics = {topic.words: topic.quotes for topic in topics_of(named(view, "Kestrel"), view, limit=20)}
    assert topics["harbour budget"] == 2
    assert topics["dredger"] == 2
    assert "budget" not in topics
    assert "harbour" not in topics


def test_topics_are_no_function_words_numbers_days_adjectives_or_the_speaker(view: View) -> None:
    words = {
        topic.words.lower() for name in ("Kestrel", "Plum") for topic in topics_of(named(view, name), view, limit=20)
    }
    assert "fog" not in words  # of three letters
    assert not words & {"monday", "two", "million", "enough", "kestrel", "horrible", "we", "will"}


def test_every_topic_stands_in_a_quotation_and_leads_to_it() -> None:
    view = seed_view()
    quoted = [actor for actor in view.directory.actors if actor.quotes]
    assert len(quoted) > 40
    for actor in quoted:
        _, rows = view.reader.quotes(Filter(speaker=actor.id, plain=True), limit=100)
        texts = []
        for row in rows:
            article = view.reader.article(row.article)
            assert article is not None
            texts += [span.of(article.text) for span in row.quote.spans]
        for topic in topics_of(actor, view, limit=12):
            assert sum(topic.words in text for text in texts) >= 1, (actor.name, topic)
            found = answer(request("quote", speaker=f"@{actor.id}", about=topic.words), view)
            assert isinstance(found, QuotesAnswer)
            assert found.paging.total >= topic.quotes
            assert not found.partly


def test_topics_of_nobody_ask_or_refuse_as_everywhere(view: View) -> None:
    assert not isinstance(answer(request("topics", speaker="Nobody Atall"), view), TopicsAnswer)
    found = answer(request("topics", speaker="the treasurer"), view)
    assert isinstance(found, TopicsAnswer)
    assert found.reading == "the treasurer, by role: Oda Kestrel"
