"""A reload asked for while another process reloads: it joins that one, and takes over when that one dies."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from queue import Queue

import pytest

from bot.archive.port import Archive
from bot.bootstrap import open_archive
from bot.ingest.progress import Progress, Step
from bot.ingest.report import ReloadReport
from bot.model import Extraction
from tests.ingest.newsroom import extract, renew, story

ARTICLES = 5
PATIENCE_S = 60


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'a.sqlite'}"
    found: str = request.getfixturevalue("fresh_postgres_url")
    return found


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number}.txt").write_text(story())
    return folder


class Second:
    """A reload in this process, in a thread."""

    def __init__(self, archive: Archive, seeds: Path) -> None:
        self.told: Queue[Progress] = Queue()
        self.extracted: list[str] = []
        self._pool = ThreadPoolExecutor(1)
        self.report: Future[ReloadReport] = self._pool.submit(
            renew, archive, seeds, extract=self._extract, tell=self.told.put, workers=0
        )

    def _extract(self, text: str, published: date | None = None) -> Extraction:
        self.extracted.append(text)
        return extract(text, published)


@contextmanager
def first(url: str, seeds: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process in the midst of its second article; it goes on when its input ends."""
    command = [sys.executable, "-m", "tests.ingest.killed", url, str(seeds), "0", "held"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in (b"open\n", b"extract\n"):
            assert process.stdout.readline() == line
        process.stdin.write(b"on\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"extract\n"
        yield process
        process.kill()


def test_second_process_sees_how_far_the_first_is_and_gets_its_report(url: str, seeds: Path) -> None:
    archive = open_archive(url)
    with first(url, seeds) as process:
        second = Second(archive, seeds)
        assert second.told.get(timeout=PATIENCE_S) == Progress(step=Step.WAITING)
        assert second.told.get(timeout=PATIENCE_S) == Progress(step=Step.READING, done=0, of=ARTICLES)
        out, _ = process.communicate()  # its input ends
        report = second.report.result(PATIENCE_S)
    assert out.splitlines()[-1] == b"closed"
    assert (len(report.added), report.unchanged, report.by_speaker) == (ARTICLES, 0, (("Ada Brenner", ARTICLES),))
    assert second.extracted == []
    assert renew(archive, seeds).unchanged == ARTICLES  # what was waited for once is nothing to a later reload
    archive.close()


def test_second_process_takes_over_when_the_first_is_killed(url: str, seeds: Path) -> None:
    archive = open_archive(url)
    with first(url, seeds) as process:
        second = Second(archive, seeds)
        for step in (Step.WAITING, Step.READING):
            assert second.told.get(timeout=PATIENCE_S).step is step
        process.kill()
        report = second.report.result(PATIENCE_S)
    assert (len(report.added), report.articles) == (ARTICLES, ARTICLES)
    assert len(second.extracted) in (ARTICLES - 1, ARTICLES)  # the first one's finished work is used where it was kept
    archive.close()


def test_those_who_wait_all_get_the_report_of_who_takes_over(url: str, seeds: Path) -> None:
    archives = [open_archive(url) for _ in range(3)]
    with first(url, seeds) as process:
        waiting = [Second(archive, seeds) for archive in archives]
        for second in waiting:
            assert second.told.get(timeout=PATIENCE_S).step is Step.WAITING
        process.kill()
        reports = [second.report.result(PATIENCE_S) for second in waiting]
    assert reports[0] == reports[1] == reports[2]
    assert len(reports[0].added) == ARTICLES
    assert sum(bool(second.extracted) for second in waiting) == 1
    for archive in archives:
        archive.close()
