"""A rollback brings back the state before the last change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.actors.corrections import NO_CORRECTIONS
from bot.actors.identity import merge
from bot.archive.memory import MemoryArchive
from bot.archive.port import EVERYTHING, Archive
from bot.archive.sqlite import SqliteArchive
from bot.errors import UsageError
from bot.ingest.report import ReloadReport
from bot.ingest.rollback import rollback
from bot.model import article_id
from tests.ingest.newsroom import NOW, extract, renew, story

MAKERS: list[Callable[[Path], Archive]] = [lambda _: MemoryArchive(), lambda folder: SqliteArchive(folder / "a.sqlite")]


def back(archive: Archive, **options: Any) -> ReloadReport:
    return rollback(archive, extract=extract, merge=merge, corrections=NO_CORRECTIONS, now=lambda: NOW, **options)


def contents(archive: Archive) -> dict[str, str]:
    with archive.reader() as reader:
        rows = reader.articles(EVERYTHING, limit=100)[1]
        articles = [reader.article(row.id) for row in rows]
        return {article.path: article.text for article in articles if article}


@pytest.mark.parametrize("make", MAKERS, ids=["memory", "sqlite"])
def test_rollback_undoes_adding_changing_and_removing(tmp_path: Path, make: Callable[[Path], Archive]) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    archive = make(tmp_path)
    for name in ("kept", "changed", "removed"):
        (seeds / f"{name}.txt").write_text(story(f"From {name},"))
    renew(archive, seeds)
    first = contents(archive)
    (seeds / "changed.txt").write_text(story("Otherwise,", "Bo Lind"))
    (seeds / "removed.txt").unlink()
    (seeds / "added.txt").write_text(story("New,", "Cy Dahl"))
    renew(archive, seeds)
    second = contents(archive)

    dry = back(archive, dry_run=True)
    assert contents(archive) == second
    report = back(archive)
    assert contents(archive) == first
    for told in (dry, report):
        assert told.added == ("seeds/removed.txt",)
        assert told.changed == ("seeds/changed.txt",)
        assert told.removed == ("seeds/added.txt",)
        assert (told.unchanged, told.articles, told.quotes) == (1, 3, 3)
        assert told.by_speaker == (("Ada Brenner", 2), ("Bo Lind", -1), ("Cy Dahl", -1))
    with archive.reader() as reader:
        assert reader.state().generation == 3
        assert [actor.name for actor in reader.actors()] == ["Ada Brenner"]
        assert len(reader.versions(article_id("seeds/changed.txt"))) == 2

    back(archive)
    assert contents(archive) == second
    assert renew(archive, seeds).unchanged == 3
    archive.close()


def test_nothing_to_go_back_to_is_said() -> None:
    with pytest.raises(UsageError, match="no earlier state"):
        back(MemoryArchive())
