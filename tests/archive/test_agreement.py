"""All archives answer alike, whatever is put in and taken out."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.archive import sql_reader
from bot.archive.hits import in_batches
from bot.archive.memory import MemoryArchive
from bot.archive.port import Changes, Filter, Prepared
from bot.archive.sqlite import SqliteArchive
from bot.model import ActorId, Flag, Speech, article_id
from tests.factories import NOON, a_prepared, a_quote, an_actor, an_article, an_entity, an_extraction, told

WORDS = ("ferry", "crew", "cease-fire", "pier", "said", "Brenner’s", "1,000")
NAMES = ("Ada Brenner", "Bo Lind")
PATHS = [f"seeds/{i}.md" for i in range(4)]


@st.composite
def articles(draw: st.DrawFn) -> Prepared:
    lines = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=1, max_size=4))
    sentences = [" ".join(line) + f" n{number}." for number, line in enumerate(lines)]
    text = " ".join(sentences)
    quoted = draw(st.lists(st.sampled_from(sentences), unique=True, max_size=2))
    quotes = [
        a_quote(
            text,
            words,
            speakers=draw(st.sampled_from([(), (0,), (1,), (0, 1)])),
            speech=draw(st.sampled_from(list(Speech))),
            flags=draw(st.sampled_from([frozenset(), frozenset({Flag.DENIED}), frozenset({Flag.ELIDED})])),
        )
        for words in sorted(quoted, key=text.index)
    ]
    article = an_article(
        text,
        path=draw(st.sampled_from(PATHS)),
        title=draw(st.sampled_from(["Ferry", "Émeute", "zebra"])),
        published=draw(st.sampled_from([None, date(2025, 1, 1), date(2025, 1, 2)])),
        source=draw(st.sampled_from([None, "Post", "POST", "Net"])),
    )
    prepared = a_prepared(article, an_extraction(text, quotes=quotes, entities=[an_entity(name) for name in NAMES]))
    story = draw(st.sampled_from([None, 0, 1]))
    return replace(prepared, sketch=None if story is None else bytes([story, 0, 0, 0]) * 64)


@st.composite
def reloads(draw: st.DrawFn) -> Changes:
    put = draw(st.lists(articles(), max_size=3, unique_by=lambda prepared: prepared.article.path))
    taken = {prepared.article.path for prepared in put}
    gone = draw(st.lists(st.sampled_from(PATHS), max_size=2, unique=True))
    ids = [ActorId(name.lower().replace(" ", "-")) for name in NAMES]
    swap = draw(st.booleans())
    return Changes(
        put=tuple(put),
        remove=[article_id(path) for path in gone if path not in taken],
        identify=told(
            [an_actor(name) for name in NAMES],
            {(article_id(path), index): ids[index ^ swap] for path in PATHS for index in (0, 1)},
        ),
        loaded=NOON,
    )


FILTERS = st.builds(
    Filter,
    speaker=st.sampled_from([None, ActorId("ada-brenner"), ActorId("nobody")]),
    since=st.sampled_from([None, date(2025, 1, 2)]),
    source=st.sampled_from([None, "post"]),
    plain=st.booleans(),
    firsts=st.booleans(),
    article=st.sampled_from([None, None, article_id(PATHS[0])]),
)
STEMS = st.sampled_from(["ferri", "crew", "ceasefir", "fir", "pier", "brenner", "1000", "none"])
SEARCHES = st.lists(st.sets(STEMS, min_size=1, max_size=2), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(history=st.lists(reloads(), min_size=1, max_size=3), where=FILTERS, words=SEARCHES, limit=st.integers(1, 5))
def test_archives_agree(history: list[Changes], where: Filter, words: list[set[str]], limit: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        memory, sqlite = MemoryArchive(), SqliteArchive(Path(folder) / "a.sqlite")
        for changes in history:
            assert memory.apply(replace(changes, dry_run=True)) == sqlite.apply(replace(changes, dry_run=True))
            assert memory.apply(changes) == sqlite.apply(changes)
        with memory.reader() as one, sqlite.reader() as two:
            assert one.articles(where, limit=limit) == two.articles(where, limit=limit)
            assert one.quotes(where, limit=limit, offset=1) == two.quotes(where, limit=limit, offset=1)
            assert one.speakers(where, prefix="l") == two.speakers(where, prefix="l")
            assert one.speakers(where) == two.speakers(where)
            assert one.speakers(Filter()) == two.speakers(Filter())
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(sql_reader, "MANY", 0)
                assert one.speakers(where, prefix="l") == two.speakers(where, prefix="l")
                assert one.speakers(where) == two.speakers(where)
            assert one.search_quotes(words, where, limit=limit) == two.search_quotes(words, where, limit=limit)
            assert one.search_passages(words, where, limit=limit) == two.search_passages(words, where, limit=limit)
            assert one.companions(ActorId("bo-lind"), limit=3) == two.companions(ActorId("bo-lind"), limit=3)
            for path in PATHS:
                assert one.alike(article_id(path)) == two.alike(article_id(path))
                assert one.versions(article_id(path)) == two.versions(article_id(path))
            for generation in range(1, 4):
                assert list(one.past(generation)) == list(two.past(generation))
        assert memory.known() == sqlite.known()
        sqlite.close()


def test_what_scores_alike_is_never_taken_before_the_rest_of_it() -> None:
    """Each batch is told the score that all later ones stay below, but for very many of one score."""
    batches = in_batches({5: np.array([1]), 3: np.array([2, 4]), 1: np.array([3])}, wanted=1)
    assert list(batches) == [([1], 4), ([2, 4], 2), ([3], 0)]
