"""Every archive, each new and empty: the contract suite runs over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.archive.memory import MemoryArchive
from bot.archive.port import Archive
from bot.archive.postgres import PostgresArchive
from bot.archive.sqlite import SqliteArchive


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
