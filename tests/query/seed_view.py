"""The shipped seed articles, extracted and indexed in memory once for all tests of questions and checks."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

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


def seed_view() -> View:
    """A view of all seed articles on `TODAY`, with pages of five."""
    return view_of(bundled("seeds"))


@lru_cache(maxsize=4)
def view_of(folder: Path, today: date = TODAY) -> View:
    """The same of the articles in a folder, and on another day."""
    archive = MemoryArchive()
    report = reload(
        archive,
        [folder],
        extract=extract,
        merge=merge,
        corrections=Corrections(),
        now=lambda: datetime(2026, 9, 14, 9, 0, tzinfo=UTC),
        workers=0,
    )
    assert not report.failed
    reader = _OPEN.enter_context(archive.reader())
    return View(reader=reader, directory=Directory(reader.actors()), state=reader.state(), today=today)


def view_over(folder: Path, today: date, **articles: str) -> View:
    """The same of these articles, by name of the file that each becomes."""
    for name, text in articles.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return view_of(folder, today)
