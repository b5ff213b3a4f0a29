"""Times of /check and /ask over a million quotations, beside a plain phrase query of FTS5 in the same run.

QUOTEDESK_BENCH_QUOTES sets another size. The archive is built once, which takes minutes.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.actors.corrections import Corrections
from bot.actors.directory import Directory
from bot.actors.identity import merge
from bot.actors.sighting import Sighting
from bot.archive.port import Changes, Identified
from bot.archive.sqlite import SqliteArchive
from bot.commands import request
from bot.query.ask.engine import ask
from bot.query.check import check
from bot.query.check_values import Verdict
from bot.query.view import View
from tests.benchmarks.answers_corpus import QUOTES_EACH, Newsroom, articles, newsroom, percentile

pytestmark = pytest.mark.benchmark
QUOTES = int(os.environ.get("QUOTEDESK_BENCH_QUOTES", "1000000"))
ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Built:
    view: View
    room: Newsroom
    quoted: list[tuple[str, str]]  # a sample of (words, speaker)
    phrases: sqlite3.Connection


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    folder: Path = tmp_path_factory.mktemp("answers")
    room = newsroom(1)
    count = QUOTES // QUOTES_EACH
    archive = SqliteArchive(folder / "archive.db")
    began = time.perf_counter()

    def identify(sighted: object) -> Identified:
        found = merge(
            (
                Sighting(article=s.article, day=s.day, entity=s.index, value=s.entity, quotes=s.quotes)
                for s in sighted  # type: ignore[attr-defined] # an iterable of Sighted
            ),
            Corrections(),
        )
        return Identified(actors=found.actors, members=found.members)

    archive.apply(Changes(put=articles(room, count, 2), identify=identify))
    print(f"\nbuilt {QUOTES:,} quotations in {time.perf_counter() - began:.0f} s")
    chance = random.Random(3)
    phrases = sqlite3.connect(folder / "phrases.db")
    phrases.execute("CREATE VIRTUAL TABLE quoted USING fts5 (words)")
    sample: list[tuple[str, str]] = []
    for prepared in articles(room, count, 2):
        extraction = prepared.extraction()
        for quote in extraction.quotes:
            words = quote.spans[0].of(prepared.article.text)
            phrases.execute("INSERT INTO quoted VALUES (?)", (words,))
            if chance.random() < 2_000 / QUOTES:
                sample.append((words, extraction.entities[quote.speakers[0]].name))
    phrases.commit()
    with archive.reader() as reader:
        yield Built(
            View(reader=reader, directory=Directory(reader.actors()), state=reader.state(), today=date(2026, 1, 1)),
            room,
            sample,
            phrases,
        )
    archive.close()


def timed(name: str, work: Callable[[int], None]) -> tuple[float, float]:
    """Milliseconds: median and 99th percentile over `ROUNDS`, after a short warm-up; printed."""
    for number in range(10):
        work(number)
    times: list[float] = []
    for number in range(ROUNDS):
        began = time.perf_counter()
        work(number)
        times.append(1000 * (time.perf_counter() - began))
    half, most = percentile(times, 0.5), percentile(times, 0.99)
    print(f"{name:<34} p50 {half:7.2f} ms   p99 {most:7.2f} ms")
    return half, most


def test_check_is_answered_in_time(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(4)
    found = 0

    def altered(number: int) -> str:
        words = built.quoted[number % len(built.quoted)][0].split()
        for _ in range(2):
            words[chance.randrange(len(words))] = chance.choice(built.room.words[200:])
        return " ".join(words)

    def exact(number: int) -> None:
        words, _ = built.quoted[number % len(built.quoted)]
        answer = check(request("check", words=words), built.view)
        assert answer.verdict in (Verdict.EXACT, Verdict.EXACT_NORMALISED)

    def changed(number: int) -> None:
        nonlocal found
        found += check(request("check", words=altered(number)), built.view).verdict is Verdict.ALTERED

    def unknown(number: int) -> None:
        check(request("check", words=built.room.sentence(chance, 12)), built.view)

    def phrase(number: int) -> None:
        words, _ = built.quoted[number % len(built.quoted)]
        built.phrases.execute("SELECT rowid FROM quoted WHERE quoted MATCH ? LIMIT 50", (f'"{words}"',)).fetchall()

    with capsys.disabled():
        print()
        times = [timed("/check, word for word", exact), timed("/check, two words replaced", changed)]
        times.append(timed("/check, nobody said it", unknown))
        timed("plain FTS5 phrase query", phrase)
        print(f"altered found: {found} of {ROUNDS + 10}")
    assert max(half for half, _ in times) < 15
    assert max(most for _, most in times) < 100
    assert found >= 0.9 * ROUNDS


def test_ask_is_answered_in_time(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(5)

    def content(words: str) -> str:
        return max(words.split(), key=len)

    def by_actor(number: int) -> None:
        words, name = built.quoted[number % len(built.quoted)]
        ask(request("ask", question=f"What did {name} say about {content(words)}?"), built.view)

    def who_said(number: int) -> None:
        words, _ = built.quoted[number % len(built.quoted)]
        few = " ".join(sorted(words.split(), key=len)[-4:])
        ask(request("ask", question=f"Who said {few}?"), built.view)

    def fact(number: int) -> None:
        words = " ".join(chance.sample(built.room.words[200:5_000], 4))
        ask(request("ask", question=f"When did the {words}?"), built.view)

    with capsys.disabled():
        print()
        times = [
            timed("/ask, what did X say about T", by_actor),
            timed("/ask, who said", who_said),
            timed("/ask, when did", fact),
        ]
    assert max(most for _, most in times) < 50
