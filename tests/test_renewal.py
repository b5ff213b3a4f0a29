"""Articles are read again on a schedule and when files change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.renewal import keep_renewed, renew
from bot.archive.memory import MemoryArchive
from bot.commands import Asker
from bot.desk import Desk, DeskOptions
from bot.errors import SettingsError
from bot.ingest.progress import Tell
from bot.ingest.report import ReloadReport
from bot.settings import Settings
from tests.articles import LETTER
from tests.desks import NOW, a_desk

CONSOLE = Asker(platform="console")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = await a_desk(tmp_path / "articles")
    yield made
    await made.close()


async def test_a_changed_file_is_read(desk: Desk, tmp_path: Path) -> None:
    stop = asyncio.Event()
    settings = Settings(articles=(str(tmp_path / "articles"),), watch=True)
    renewal = asyncio.create_task(keep_renewed(desk, settings, stop))
    path = tmp_path / "articles" / "new.txt"

    async def until_read() -> None:
        number = 0
        while desk.state.articles < 4:
            number += 1
            path.write_text(LETTER + f"\nIt was sent {number} times.\n", "utf-8")
            await asyncio.wait([renewal], timeout=0.3)

    await asyncio.wait_for(until_read(), 30)
    stop.set()
    await asyncio.wait_for(renewal, 30)


async def test_nothing_runs_unless_settings_say_so(desk: Desk) -> None:
    await asyncio.wait_for(keep_renewed(desk, Settings(), asyncio.Event()), 5)


async def test_a_reload_that_fails_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def broken(dry_run: bool, force: bool, tell: Tell) -> ReloadReport:
        raise SettingsError("the folder is gone")

    desk = Desk(MemoryArchive(), broken, DeskOptions(), lambda: NOW)
    await renew(desk, "schedule")
    assert caplog.records[-1].__dict__["event"] == "reload.refused"
    await desk.close()
