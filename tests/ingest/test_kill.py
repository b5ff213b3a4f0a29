"""Killed at any moment, a reload leaves the last complete state, and the next one completes the work."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.archive.port import EVERYTHING
from bot.archive.sqlite import SqliteArchive
from bot.model import Extraction
from tests.ingest.newsroom import extract, renew, story

ARTICLES = 12
STEPS = ARTICLES + 4  # lines that a whole run writes: open, one an article, merged, done, closed


@pytest.mark.parametrize("moment", random.Random(20).choices(range(STEPS), k=20), ids=str)
def test_killed_reload_leaves_a_whole_state(tmp_path: Path, moment: int) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number in range(ARTICLES):
        (seeds / f"{number}.txt").write_text(story("Old,", "Ada Brenner"))
    archive = SqliteArchive(tmp_path / "a.sqlite")
    renew(archive, seeds)
    archive.close()
    for number in range(ARTICLES):
        (seeds / f"{number}.txt").write_text(story("New,", "Bo Lind"))
    command = [sys.executable, "-m", "tests.ingest.killed", f"sqlite:///{tmp_path / 'a.sqlite'}", str(seeds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(moment)]
        process.kill()
        said += process.communicate()[0].splitlines(keepends=True)
    archive = SqliteArchive(tmp_path / "a.sqlite")
    with archive.reader() as reader:
        state = reader.state()
        _, rows = reader.quotes(EVERYTHING, limit=100)
        articles = [reader.article(row.article) for row in rows]
        words = {row.quote.spans[0].of(article.text) for row, article in zip(rows, articles, strict=True) if article}
        names = {actor.name for actor in reader.actors()}
    assert (len(rows), state.articles) == (ARTICLES, ARTICLES)
    assert (state.generation, words, names) in [(1, {"Old,"}, {"Ada Brenner"}), (2, {"New,"}, {"Bo Lind"})]
    assert all(article and article.intact for article in articles)
    seen: list[str] = []

    def counting(text: str, published: date | None = None) -> Extraction:
        seen.append(text)
        return extract(text, published)

    report = renew(archive, seeds, extract=counting, workers=0)
    # What was done is not done again, but for the article at which the process was killed.
    begun = said.count(b"extract\n")
    assert len(seen) in ({ARTICLES - begun, ARTICLES - begun + 1} if words == {"Old,"} else {0})
    assert (len(report.changed), report.articles) == (0 if words == {"New,"} else ARTICLES, ARTICLES)
    archive.close()


def test_worker_processes_end_with_a_killed_parent(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number in range(200):
        (seeds / f"{number}.txt").write_text(story())
    command = [sys.executable, "-m", "tests.ingest.killed", f"sqlite:///{tmp_path / 'a.sqlite'}", str(seeds), "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        while process.stdout.readline() != b"extract\n":
            pass
        process.kill()
        process.communicate(timeout=30)  # ends when nobody holds the other end any more: the workers have it, too
