"""What only the PostgreSQL archive promises: several processes on one database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from bot.archive.port import EVERYTHING, Changes, Prepared
from bot.archive.postgres import PostgresArchive
from bot.errors import ArchiveUnavailable
from bot.text.words import search_words
from tests.factories import NOON, a_prepared, an_article, some_changes


def test_reload_in_one_archive_wakes_the_other(fresh_postgres_url: str) -> None:
    one, two = PostgresArchive(fresh_postgres_url), PostgresArchive(fresh_postgres_url)
    woken: list[int] = []
    waiter = threading.Thread(target=lambda: woken.append(two.wait(0, 60)))
    waiter.start()
    one.apply(some_changes(a_prepared()))
    waiter.join(timeout=30)
    assert woken == [1]
    with two.reader() as reader:
        assert reader.state().articles == 1
        assert len(reader.search_passages(search_words("crew"), EVERYTHING, limit=5)) == 1
    one.close()
    two.close()


def test_event_is_claimed_by_one_process_only(fresh_postgres_url: str) -> None:
    one, two = PostgresArchive(fresh_postgres_url), PostgresArchive(fresh_postgres_url)
    assert one.claim("event", NOON + timedelta(minutes=5), NOON)
    assert not two.claim("event", NOON + timedelta(minutes=5), NOON)
    one.close()
    two.close()


def test_two_archives_may_start_at_once(fresh_postgres_url: str) -> None:
    made: list[PostgresArchive] = []
    threads = [threading.Thread(target=lambda: made.append(PostgresArchive(fresh_postgres_url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    for archive in made:
        archive.close()


def test_two_reloads_at_once_come_one_after_the_other(fresh_postgres_url: str) -> None:
    archives = [PostgresArchive(fresh_postgres_url) for _ in range(2)]
    changes = [some_changes(*(a_prepared(an_article(path=f"seeds/{side}-{i}.md")) for i in range(20))) for side in "ab"]
    threads = [
        threading.Thread(target=archive.apply, args=(change,))
        for archive, change in zip(archives, changes, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with archives[0].reader() as reader:
        assert (reader.state().generation, reader.state().articles) == (2, 40)
    for archive in archives:
        archive.close()


def test_cut_connection_is_replaced(fresh_postgres_url: str) -> None:
    archive = PostgresArchive(fresh_postgres_url)
    archive.apply(some_changes(a_prepared()))
    with psycopg.connect(fresh_postgres_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
        )
    with archive.reader() as reader:
        assert reader.state().articles == 1
    archive.close()


def test_schema_of_another_version_is_refused(fresh_postgres_url: str) -> None:
    PostgresArchive(fresh_postgres_url).close()
    with psycopg.connect(fresh_postgres_url, autocommit=True) as other:
        other.execute("COMMENT ON SCHEMA quotedesk IS '999'")
    with pytest.raises(ArchiveUnavailable, match="another version"):
        PostgresArchive(fresh_postgres_url)


def test_server_that_is_not_there_is_named_without_the_password() -> None:
    with pytest.raises(ArchiveUnavailable) as caught:
        PostgresArchive("postgresql://me:hunter2@127.0.0.1:1/none")
    assert "PostgreSQL" in caught.value.user_message
    assert "hunter2" not in caught.value.user_message


def test_dropped_articles_leave_no_word_behind(fresh_postgres_url: str) -> None:
    archive = PostgresArchive(fresh_postgres_url)
    prepared = a_prepared()
    archive.apply(some_changes(prepared))
    archive.apply(replace(some_changes(), remove=(prepared.article.id,)))
    with psycopg.connect(fresh_postgres_url) as other:
        assert other.execute("SELECT count(*) FROM quotedesk.word").fetchone() == (0,)
    archive.close()


def test_archive_opens_while_another_process_writes(fresh_postgres_url: str) -> None:
    one = PostgresArchive(fresh_postgres_url)

    def put() -> Iterator[Prepared]:
        two = PostgresArchive(fresh_postgres_url)
        with two.reader() as reader:
            assert reader.state().articles == 0
        two.close()
        yield a_prepared()

    assert one.apply(Changes(put=put())).articles == 1
    one.close()
