"""The shipped seed articles, extracted and indexed in memory once for all tests of questions and checks."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import lru_cache

from bot.actors.corrections import Corrections
from bot.actors.directory import Directory
from bot.actors.identity import merge
from bot.archive.memory import MemoryArchive
from bot.extract.pipeline import extract
from bot.ingest.reload import reload
from bot.query.view import View
from bot.resources import bundled

TODAY = date(2026, 9, 14)
"""A Monday, three days after the latest seed article."""
_OPEN = ExitStack()


@lru_cache(maxsize=1)
def seed_view() -> View:
    """A view of all seed articles on `TODAY`, with pages of five."""
    archive = MemoryArchive()
    report = reload(
        archive,
        [bundled("seeds")],
        extract=extract,
        merge=merge,
        corrections=Corrections(),
        now=lambda: datetime(2026, 9, 14, 9, 0, tzinfo=UTC),
        workers=0,
    )
    assert not report.failed
    reader = _OPEN.enter_context(archive.reader())
    return View(reader=reader, directory=Directory(reader.actors()), state=reader.state(), today=TODAY)
