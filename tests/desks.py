"""A real desk over invented articles, for tests of everything above it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.actors.corrections import NO_CORRECTIONS
from bot.actors.identity import merge
from bot.archive.memory import MemoryArchive
from bot.archive.port import Archive
from bot.desk import Desk, DeskOptions
from bot.extract.pipeline import extract
from bot.ingest.joining import Order
from bot.ingest.progress import Tell
from bot.ingest.reload import reload
from bot.ingest.report import ReloadReport
from tests.articles import write_articles

NOW = datetime(2025, 3, 22, 9, 30, tzinfo=UTC)


def a_clock() -> datetime:
    """Saturday, 22 March 2025, half past nine in the morning, UTC."""
    return NOW


async def a_desk(
    folder: Path,
    *,
    archive: Archive | None = None,
    options: DeskOptions | None = None,
    clock: Callable[[], datetime] = a_clock,
) -> Desk:
    """A warm desk over the three articles that it writes to `folder`. Close it after use."""
    kept = archive or MemoryArchive()
    write_articles(folder)

    def again(order: Order, tell: Tell) -> ReloadReport:
        return reload(
            kept,
            (folder,),
            extract=extract,
            merge=merge,
            corrections=NO_CORRECTIONS,
            now=clock,
            order=order,
            tell=tell,
        )

    desk = Desk(kept, again, options or DeskOptions(), clock)
    await desk.reload()
    return desk
