"""Every archive, each new and empty: the contract suite runs over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.archive.memory import MemoryArchive
from bot.archive.port import Archive
from bot.archive.sqlite import SqliteArchive

MAKERS: dict[str, Callable[[Path], Archive]] = {
    "memory": lambda _: MemoryArchive(),
    "sqlite": lambda folder: SqliteArchive(folder / "archive.sqlite"),
}


@pytest.fixture(params=sorted(MAKERS))
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """One archive of each kind in turn."""
    made = MAKERS[request.param](tmp_path)
    yield made
    made.close()
