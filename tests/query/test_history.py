"""An article that changed shows both wordings of what it quotes."""

from __future__ import annotations

import re

from bot.archive.memory import MemoryArchive
from bot.archive.port import Filter, Prepared
from bot.query.history import rewordings
from tests.factories import a_prepared, a_quote, an_article, an_extraction, some_changes


def version(*quoted: str) -> Prepared:
    text = " ".join(f"“{words}” said Ada Brenner." for words in quoted)
    quotes = tuple(a_quote(text, words) for words in re.findall("“(.*?)”", text))
    return a_prepared(an_article(text), an_extraction(text, quotes=quotes))


def test_changed_and_vanished_quotations_are_found() -> None:
    archive = MemoryArchive()
    archive.apply(some_changes(version("We will sail on Friday,", "Nobody asked us,", "It is cold,")))
    archive.apply(some_changes(version("We will sail on Monday,", "It is cold,")))
    archive.apply(some_changes(version("We will not sail on Monday,", "It is cold,")))
    with archive.reader() as reader:
        id_ = version("x").article.id
        article = reader.article(id_)
        assert article is not None
        found = rewordings(
            reader.versions(article.id), article, reader.quotes(Filter(article=id_, plain=True), limit=9)[1]
        )
    told = [
        (
            one.quote.spans[0].of(one.before.text),
            one.now.quote.spans[0].of(article.text) if one.now else None,
        )
        for one in found
    ]
    assert told == [
        ("We will sail on Monday,", "We will not sail on Monday,"),
        ("We will sail on Friday,", "We will not sail on Monday,"),
        ("Nobody asked us,", None),
    ]
    assert all(one.before.intact for one in found)


def test_article_that_never_changed_has_none() -> None:
    archive = MemoryArchive()
    archive.apply(some_changes(version("We wait,")))
    with archive.reader() as reader:
        article = reader.article(version("x").article.id)
        assert article is not None
        assert rewordings(reader.versions(article.id), article, reader.quotes(Filter(), limit=9)[1]) == ()
