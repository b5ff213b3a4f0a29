"""An archive of an older format is brought up to date when it is opened, and loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.actors.corrections import NO_CORRECTIONS
from bot.actors.identity import merge
from bot.actors.ledger import Ledger
from bot.archive import codec
from bot.archive.numbering import first_number, split_lines
from bot.archive.port import EVERYTHING, Archive, Changes, Filter
from bot.archive.postgres import PostgresArchive
from bot.archive.sqlite import SqliteArchive
from bot.model import ActorId, Span
from tests.factories import a_prepared, a_quote, an_actor, an_article, an_extraction, some_changes

# What format 6 took away of format 5, brought back.
TO_FORMAT_5 = (
    "CREATE TABLE touches (passage BIGINT NOT NULL, quote BIGINT NOT NULL, PRIMARY KEY (passage, quote))",
    "ALTER TABLE quote ADD COLUMN id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE quote ADD COLUMN same TEXT NOT NULL DEFAULT ''",
    "DROP INDEX IF EXISTS quote_article",
    "CREATE INDEX quote_article ON quote (article, start)",
)
# What format 5 changed of format 4, undone: sentences counted through, words with the sentences, `passage`.
TO_FORMAT_4 = (
    'CREATE TABLE passage (n BIGINT PRIMARY KEY, article BIGINT, start INTEGER, "end" INTEGER, quoted INTEGER)',
    "CREATE INDEX passage_article ON passage (article)",
    "ALTER TABLE quote DROP COLUMN first",
    "ALTER TABLE quote DROP COLUMN after",
    "CREATE INDEX quote_id ON quote (id)",
    "CREATE INDEX band_article ON band (article)",
)
SQLITE_WORDS_OF_FORMAT_4 = (
    "DROP TABLE word",
    "DROP TABLE passage_words",
    """CREATE VIRTUAL TABLE passage_words USING fts5 (words, detail = none, tokenize = "ascii tokenchars '.'")""",
    "CREATE VIRTUAL TABLE word USING fts5vocab (passage_words, row)",
)
# What format 4 added to format 3, taken away again.
TO_FORMAT_3 = (
    "DROP TABLE name",
    "DROP TABLE sighting",
    "DROP TABLE short_name",
    "DROP TABLE doubt",
    "DROP INDEX actor_block",
    "DROP INDEX actor_base",
    "DROP INDEX actor_uncounted",
    "ALTER TABLE actor DROP COLUMN block",
    "ALTER TABLE actor DROP COLUMN base",
    "ALTER TABLE actor DROP COLUMN place",
)


Run = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
"""Runs a statement; gives its rows."""
ASKED = tuple(frozenset({word}) for word in ("sail", "spok"))


def searched(archive: Archive) -> list[object]:
    """What is found of the words that are looked for."""
    with archive.reader() as reader:
        return [
            reader.search_quotes(ASKED, EVERYTHING, limit=5),
            reader.search_quotes(ASKED, Filter(speaker=ActorId("told-before")), limit=5),
            reader.search_passages(ASKED, EVERYTHING, limit=5),
            reader.search_passages(ASKED, Filter(plain=True), limit=5),
            reader.frequencies(["sail", "spok"]),
            reader.state(),
        ]


def fill(archive: Archive) -> list[object]:
    for words in ("We wait,", "We sail,"):
        text = f"“{words}” said Ada Brenner. Nobody else spoke."
        article = a_prepared(an_article(text), an_extraction(text, quotes=(a_quote(text, words, speakers=(0,)),)))
        archive.apply(replace(some_changes(article, actor=an_actor("Told Before")), identifier="version"))
    text = "Nobody spoke here."
    other = a_prepared(an_article(text, path="seeds/other.txt"), an_extraction(text, quotes=()))
    archive.apply(replace(some_changes(other, actor=an_actor("Told Before")), identifier="version"))
    archive.set_place("slack:C1", "show", "me")
    found = searched(archive)
    archive.close()
    return found


def to_format_5(run: Run) -> None:
    """Undo what format 6 changed: number quotes through, and tell in a table which sentences they touch."""
    for statement in TO_FORMAT_5:
        run(statement, ())
    quotes = run("SELECT n, article, first, after FROM quote ORDER BY n", ())
    for number, (n, article, first, after) in enumerate(quotes, 1):
        run("UPDATE quote SET n = ? WHERE n = ?", (number, n))
        run("UPDATE says SET quote = ? WHERE quote = ?", (number, n))
        for place in range(first, after):
            run("INSERT INTO touches VALUES (?, ?)", (first_number(article) + place, number))
    run("DROP TABLE touched", ())


def to_format_4(run: Run, words: Sequence[str]) -> None:
    """Undo what format 5 changed. `words`: makes an empty `passage_words` of format 4."""
    wording: dict[int, str] = dict(run("SELECT article, lines FROM wording", ()))
    spans = {article: codec.decode_sentences(s) for article, s in run("SELECT article, sentences FROM body", ())}
    for statement in (*TO_FORMAT_4, *words):
        run(statement, ())
    number = 0
    for article in sorted(spans):
        for place, (span, line) in enumerate(zip(spans[article], split_lines(wording[article]), strict=True)):
            number += 1
            run("INSERT INTO passage VALUES (?, ?, ?, ?, 0)", (number, article, span.start, span.end))
            run("INSERT INTO passage_words (rowid, words) VALUES (?, ?)", (number, line))
            run("UPDATE touches SET passage = ? WHERE passage = ?", (number, first_number(article) + place))
    run("DROP TABLE wording", ())


def check(archive: Archive, found: list[object]) -> None:
    """Nothing was lost, and what was there can be replaced and removed."""
    assert all(found)
    assert searched(archive) == found
    with archive.reader() as reader:
        assert [actor.name for actor in reader.actors()] == ["Told Before"]
        assert [version.article.text[1:9] for version in reader.versions(an_article().id)] == ["We wait,"]
    assert archive.place("slack:C1") == {"show": "me"}
    assert archive.apply(Changes(remove=(an_article().id,))).passages == 1
    with archive.reader() as reader:
        assert reader.frequencies(["sail", "spok"]) == {"sail": 0, "spok": 1}
        assert [passage.span for passage in reader.search_passages(ASKED, EVERYTHING, limit=5)] == [Span(0, 18)]


def check_merging(archive: Archive) -> None:
    def merged(ledger: Ledger) -> None:
        merge(ledger, NO_CORRECTIONS, anew=True)

    with archive.reader() as reader:
        assert reader.state().identifier == ""  # so that the next reload merges all names
        assert [row.speakers for row in reader.quotes(EVERYTHING, limit=5)[1]] == [("told-before",)]
    assert archive.apply(Changes(identify=merged)).generation == 4
    with archive.reader() as reader:
        assert [actor.name for actor in reader.actors()] == ["Ada Brenner"]
        assert [row.speakers for row in reader.quotes(EVERYTHING, limit=5)[1]] == [("ada-brenner",)]


def older_sqlite(path: Path, format_: int, *statements: str) -> None:
    with sqlite3.connect(path) as raw:

        def run(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
            return raw.execute(sql, tuple(values)).fetchall()

        to_format_5(run)
        if format_ < 5:
            to_format_4(run, SQLITE_WORDS_OF_FORMAT_4)
        raw.execute(f"PRAGMA user_version = {format_}")
        for statement in statements:
            raw.execute(statement)
    raw.close()


def older_postgres(url: str, format_: int, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True, options="-c search_path=quotedesk") as raw:

        def run(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
            cursor = raw.execute(sql.replace("?", "%s").encode(), tuple(values))
            return cursor.fetchall() if cursor.description else []

        to_format_5(run)
        if format_ < 5:
            to_format_4(run, ("DELETE FROM passage_words",))
        run(f"COMMENT ON SCHEMA quotedesk IS '{format_}'", ())
        for statement in statements:
            raw.execute(statement.encode())


@pytest.mark.parametrize("format_", [4, 5])
def test_sqlite_archive_of_an_older_format_loses_nothing(tmp_path: Path, format_: int) -> None:
    found = fill(SqliteArchive(tmp_path / "a.sqlite"))
    older_sqlite(tmp_path / "a.sqlite", format_)
    archive = SqliteArchive(tmp_path / "a.sqlite")
    check(archive, found)
    archive.close()
    SqliteArchive(tmp_path / "a.sqlite").close()


def test_sqlite_archive_of_format_3_loses_nothing(tmp_path: Path) -> None:
    fill(SqliteArchive(tmp_path / "a.sqlite"))
    older_sqlite(tmp_path / "a.sqlite", 3, *TO_FORMAT_3)
    archive = SqliteArchive(tmp_path / "a.sqlite")
    check_merging(archive)
    archive.close()


@pytest.mark.parametrize("format_", [4, 5])
def test_postgres_archive_of_an_older_format_loses_nothing(fresh_postgres_url: str, format_: int) -> None:
    found = fill(PostgresArchive(fresh_postgres_url))
    older_postgres(fresh_postgres_url, format_)
    archive = PostgresArchive(fresh_postgres_url)
    check(archive, found)
    archive.close()
    PostgresArchive(fresh_postgres_url).close()


def test_postgres_archive_of_format_3_loses_nothing(fresh_postgres_url: str) -> None:
    fill(PostgresArchive(fresh_postgres_url))
    older_postgres(fresh_postgres_url, 3, *TO_FORMAT_3)
    archive = PostgresArchive(fresh_postgres_url)
    check_merging(archive)
    archive.close()
