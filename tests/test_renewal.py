"""Articles are read again on a schedule and when files change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.renewal import keep_renewed, renew
from bot.archive.memory import MemoryArchive
from bot.archive.sqlite import SqliteArchive
from bot.commands import Asker, Takes
from bot.desk import Desk, DeskOptions
from bot.errors import SettingsError
from bot.ingest.joining import Order
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


async def test_nothing_is_reloaded_unless_settings_say_so(desk: Desk) -> None:
    stop = asyncio.Event()
    renewal = asyncio.create_task(keep_renewed(desk, Settings(), stop))
    loaded = desk.state.loaded
    stop.set()
    await asyncio.wait_for(renewal, 10)
    assert desk.state.loaded == loaded


async def test_reload_of_another_process_is_followed(tmp_path: Path) -> None:
    ours = await a_desk(tmp_path / "articles", archive=SqliteArchive(tmp_path / "a.sqlite3"))
    theirs = await a_desk(tmp_path / "articles", archive=SqliteArchive(tmp_path / "a.sqlite3"))
    stop = asyncio.Event()
    renewal = asyncio.create_task(keep_renewed(ours, Settings(), stop))
    (tmp_path / "articles" / "new.txt").write_text("“Nobody told the pilots,” said Zora Kestrel, a pilot.", "utf-8")
    await theirs.reload()

    async def until_seen() -> None:
        while not any("Zora Kestrel" in offered.label for offered in ours.suggest(Takes.ACTOR, "Zora")):
            await asyncio.wait([renewal], timeout=0.1)

    await asyncio.wait_for(until_seen(), 30)
    stop.set()
    await asyncio.wait_for(renewal, 30)
    for desk in (ours, theirs):
        await desk.close()


async def test_reload_that_changes_something_is_in_the_audit_log(tmp_path: Path) -> None:
    archive = MemoryArchive()
    desk = await a_desk(tmp_path / "articles", archive=archive)
    await renew(desk, "schedule")
    assert archive.audits(limit=9) == (0, ())
    (tmp_path / "articles" / "new.txt").write_text("“Nobody told us,” said Zora Kestrel.", "utf-8")
    await renew(desk, "watch")
    _, (entry,) = archive.audits(limit=9)
    assert (entry.who, entry.action, entry.outcome) == ("watch", "reload", "1 added, 0 changed, 0 removed, 0 failed")
    await desk.close()


async def test_person_at_the_terminal_is_told_what_could_not_be_read(desk: Desk, tmp_path: Path) -> None:
    for number in range(25):
        (tmp_path / "articles" / f"{number:02}.txt").write_bytes(b"")
    told: list[str] = []
    await renew(desk, "start", told.append)
    assert told[0].startswith("articles/00.txt: ")
    assert (len(told), told[-1]) == (21, "… and 5 more; /articles lists them.")
    for path in (tmp_path / "articles").glob("*.md"):
        path.unlink()
    told.clear()
    await renew(desk, "start", told.append)
    assert told[0].startswith("The articles were not read again: This reload would remove")


async def test_a_reload_that_fails_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def broken(order: Order, tell: Tell) -> ReloadReport:
        raise SettingsError("the folder is gone")

    desk = Desk(MemoryArchive(), broken, DeskOptions(), lambda: NOW)
    await renew(desk, "schedule")
    assert caplog.records[-1].__dict__["event"] == "reload.refused"
    await desk.close()
