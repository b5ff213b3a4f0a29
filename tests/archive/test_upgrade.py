"""An archive of the format before is brought up to date when it is opened, and loses nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import psycopg

from bot.actors.corrections import NO_CORRECTIONS
from bot.actors.identity import merge
from bot.actors.ledger import Ledger
from bot.archive.port import EVERYTHING, Archive, Changes
from bot.archive.postgres import PostgresArchive
from bot.archive.sqlite import SqliteArchive
from tests.factories import a_prepared, a_quote, an_actor, an_article, an_extraction, some_changes

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


def fill(archive: Archive) -> None:
    for words in ("We wait,", "We sail,"):
        text = f"“{words}” said Ada Brenner. Nobody else spoke."
        article = a_prepared(an_article(text), an_extraction(text, quotes=(a_quote(text, words, speakers=(0,)),)))
        archive.apply(replace(some_changes(article, actor=an_actor("Told Before")), identifier="version"))
    archive.set_place("slack:C1", "show", "me")
    archive.close()


def check(archive: Archive) -> None:
    def merged(ledger: Ledger) -> None:
        merge(ledger, NO_CORRECTIONS, anew=True)

    with archive.reader() as reader:
        assert [actor.name for actor in reader.actors()] == ["Told Before"]
        assert [row.speakers for row in reader.quotes(EVERYTHING, limit=5)[1]] == [("told-before",)]
        assert [version.article.text[1:9] for version in reader.versions(an_article().id)] == ["We wait,"]
        assert reader.state().identifier == ""  # so that the next reload merges all names
    assert archive.place("slack:C1") == {"show": "me"}
    assert archive.apply(Changes(identify=merged)).generation == 3
    with archive.reader() as reader:
        assert [actor.name for actor in reader.actors()] == ["Ada Brenner"]
        assert [row.speakers for row in reader.quotes(EVERYTHING, limit=5)[1]] == [("ada-brenner",)]
    archive.close()


def test_sqlite_archive_of_the_format_before_loses_nothing(tmp_path: Path) -> None:
    fill(SqliteArchive(tmp_path / "a.sqlite"))
    with sqlite3.connect(tmp_path / "a.sqlite") as raw:
        for statement in (*TO_FORMAT_3, "PRAGMA user_version = 3"):
            raw.execute(statement)
    raw.close()
    check(SqliteArchive(tmp_path / "a.sqlite"))
    SqliteArchive(tmp_path / "a.sqlite").close()


def test_postgres_archive_of_the_format_before_loses_nothing(fresh_postgres_url: str) -> None:
    fill(PostgresArchive(fresh_postgres_url))
    with psycopg.connect(fresh_postgres_url, autocommit=True, options="-c search_path=quotedesk") as raw:
        for statement in (*TO_FORMAT_3, "COMMENT ON SCHEMA quotedesk IS '3'"):
            raw.execute(statement.encode())
    check(PostgresArchive(fresh_postgres_url))
    PostgresArchive(fresh_postgres_url).close()
