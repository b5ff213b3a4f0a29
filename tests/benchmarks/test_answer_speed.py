"""Times of /check and /ask over a million quotations, beside a plain phrase query of FTS5 in the same run.

QUOTEDESK_BENCH_QUOTES sets another size. The archive is built once for a size and kept in pytest's cache (1.3 GB;
`make clean` removes it). Times are of the processor; where others use the machine, so that the plain query takes longer
than `PHRASE_MS`, the limits are longer in proportion.
"""

from __future__ import annotations

import gc
import hashlib
import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from bot.actors.corrections import NO_CORRECTIONS
from bot.actors.directory import Directory
from bot.actors.identity import merge
from bot.actors.ledger import Ledger
from bot.archive.port import Changes, Filter, Prepared
from bot.archive.sqlite import SCHEMA_VERSION, SqliteArchive
from bot.commands import request
from bot.errors import QuotedeskError
from bot.long_lived import keep_for_good
from bot.query import engine
from bot.query.ask.engine import ask
from bot.query.check import check
from bot.query.check_values import Verdict
from bot.query.view import View
from tests.benchmarks import answers_corpus
from tests.benchmarks.answers_corpus import QUOTES_EACH, Newsroom, articles, newsroom, percentile

pytestmark = pytest.mark.benchmark
QUOTES = int(os.environ.get("QUOTEDESK_BENCH_QUOTES", "1000000"))
Answered = TypeVar("Answered")
ROUNDS = 200
WARM = 20
SAMPLE = 2_000
PHRASE_MS = 2.0
"""What the plain query takes at a million quotations where nothing else runs."""


@dataclass(frozen=True, slots=True)
class Built:
    """The archive and what is asked of it."""

    archive: SqliteArchive
    directory: Directory
    room: Newsroom
    quoted: list[tuple[str, str]]  # a sample of (words, speaker)
    phrases: sqlite3.Connection
    chance: random.Random = field(default_factory=lambda: random.Random(4))

    def words(self, number: int) -> str:
        return self.quoted[number % len(self.quoted)][0]

    def name(self, number: int) -> str:
        return self.quoted[number % len(self.quoted)][1]

    def longest(self, number: int) -> str:
        return max(self.words(number).split(), key=len)

    def part(self, number: int) -> str:
        """At least four words of a quotation, one after the other."""
        words = self.words(number).split()
        size = max(4, len(words) // 2)
        at = self.chance.randrange(len(words) - size + 1)
        return " ".join(words[at : at + size])

    def altered(self, number: int) -> str:
        """A quotation with two words replaced."""
        words = self.words(number).split()
        for _ in range(2):
            words[self.chance.randrange(len(words))] = self.chance.choice(self.room.words[200:])
        return " ".join(words)

    def some(self, first: int, last: int, size: int = 1) -> str:
        """Words of these ranks by frequency."""
        return " ".join(self.chance.sample(self.room.words[first:last], size))


@pytest.fixture(scope="module")
def built(pytestconfig: pytest.Config) -> Iterator[Built]:
    """All of it over one archive, from the cache where it was built before by the same code."""
    corpus = hashlib.blake2b(Path(answers_corpus.__file__).read_bytes(), digest_size=4).hexdigest()
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir(f"answers-{QUOTES}-{SCHEMA_VERSION}-{corpus}")
    room = newsroom(1)
    phrases = sqlite3.connect(folder / "phrases.db")
    if not phrases.execute("SELECT count(*) FROM sqlite_master WHERE name = 'complete'").fetchone()[0]:
        phrases.close()
        for left in folder.iterdir():
            left.unlink()
        phrases = sqlite3.connect(folder / "phrases.db")
        _build(folder / "archive.db", phrases, room)
    archive = SqliteArchive(folder / "archive.db")
    with archive.reader() as reader:
        directory = Directory(reader.actors())
    keep_for_good()  # as the desk does
    yield Built(archive, directory, room, phrases.execute("SELECT words, name FROM sample").fetchall(), phrases)
    gc.unfreeze()
    archive.close()
    phrases.close()


def _build(path: Path, phrases: sqlite3.Connection, room: Newsroom) -> None:
    """The archive at that path, and in `phrases` all quotations for plain queries, and a sample of them."""
    began = time.perf_counter()
    phrases.execute("CREATE VIRTUAL TABLE quoted USING fts5 (words)")
    phrases.execute("CREATE TABLE sample (words TEXT, name TEXT)")
    archive = SqliteArchive(path)
    archive.apply(Changes(put=_noted(articles(room, QUOTES // QUOTES_EACH, 2), phrases), identify=_identified))
    archive.close()
    phrases.execute("CREATE TABLE complete (yes INTEGER)")
    phrases.commit()
    print(f"\nbuilt {QUOTES:,} quotations in {time.perf_counter() - began:.0f} s")


def _noted(made: Iterable[Prepared], phrases: sqlite3.Connection) -> Iterator[Prepared]:
    chance = random.Random(3)
    for prepared in made:
        extraction = prepared.extraction()
        for quote in extraction.quotes:
            words = quote.spans[0].of(prepared.article.text)
            phrases.execute("INSERT INTO quoted VALUES (?)", (words,))
            if chance.random() < SAMPLE / QUOTES:
                name = extraction.entities[quote.speakers[0]].name
                phrases.execute("INSERT INTO sample VALUES (?, ?)", (words, name))
        yield prepared


def _identified(ledger: Ledger) -> None:
    merge(ledger, NO_CORRECTIONS, anew=True)


def timed(name: str, work: Callable[[int], object]) -> tuple[float, float]:
    """Milliseconds of processor time: median and 99th percentile over `ROUNDS`, after a warm-up; printed."""
    for number in range(WARM):
        work(number)
    times: list[float] = []
    for number in range(WARM, WARM + ROUNDS):
        began = time.process_time()
        work(number)
        times.append(1000 * (time.process_time() - began))
    half, most = percentile(times, 0.5), percentile(times, 0.99)
    print(f"{name:<40} p50 {half:7.2f} ms   p99 {most:7.2f} ms")
    return half, most


def phrase_query(built: Built) -> float:
    """How much longer the plain query takes than on a machine of its own; at least 1."""
    sql = "SELECT rowid FROM quoted WHERE quoted MATCH ? LIMIT 50"
    half, _ = timed(
        "plain FTS5 phrase query", lambda number: built.phrases.execute(sql, (f'"{built.words(number)}"',)).fetchall()
    )
    return max(1.0, half / PHRASE_MS)


def viewed(built: Built) -> Callable[[Callable[[View], Answered]], Answered]:
    """Answers over a view opened for the one request, as the desk opens it."""

    def over(answer: Callable[[View], Answered]) -> Answered:
        with built.archive.reader() as reader:
            return answer(View(reader=reader, directory=built.directory, state=reader.state(), today=date(2026, 1, 1)))

    return over


def test_check_is_answered_in_time(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    over = viewed(built)
    verdicts: dict[str, list[Verdict]] = {}

    def checking(kind: str, words: Callable[[int], str]) -> Callable[[int], None]:
        def work(number: int) -> None:
            asked = request("check", words=words(number))
            verdicts.setdefault(kind, []).append(over(lambda view: check(asked, view)).verdict)

        return work

    kinds: dict[str, Callable[[int], str]] = {
        "word for word": built.words,
        "two words replaced": built.altered,
        "a part": built.part,
        "two parts stitched": lambda number: f"{built.part(number)}, {built.part(number + 7)}",
        "nobody said it, 12 words": lambda _: built.room.sentence(built.chance, 12),
        "nobody said it, 30 words": lambda _: built.room.sentence(built.chance, 30),
        "nobody said it, 8 common words": lambda _: built.some(30, 300, 8),
        "two words": lambda number: built.some(300, 3_000, 2),
    }
    with capsys.disabled():
        print(f"\n{QUOTES:,} quotations, {QUOTES // QUOTES_EACH:,} articles")
        times = {kind: timed(f"/check, {kind}", checking(kind, words)) for kind, words in kinds.items()}
        slow = phrase_query(built)
    assert set(verdicts["word for word"]) <= {Verdict.EXACT, Verdict.EXACT_NORMALISED}
    assert verdicts["two words replaced"].count(Verdict.ALTERED) >= 0.9 * (ROUNDS + WARM)
    sentences = [
        half for kind, (half, _) in times.items() if kind not in ("two words", "nobody said it, 8 common words")
    ]
    assert max(sentences) < 15 * slow
    assert max(most for _, most in times.values()) < 100 * slow


def test_ask_is_answered_in_time(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    over = viewed(built)

    def asking(question: Callable[[int], str]) -> Callable[[int], None]:
        def work(number: int) -> None:
            asked = request("ask", question=question(number))
            with suppress(QuotedeskError):
                over(lambda view: ask(asked, view))

        return work

    name, longest, some = built.name, built.longest, built.some
    kinds: dict[str, Callable[[int], str]] = {
        "what X said about T": lambda n: f"What did {name(n)} say about {longest(n)}?",
        "what X said": lambda n: f"What did {name(n)} say?",
        "who said": lambda n: f"Who said {' '.join(sorted(built.words(n).split(), key=len)[-4:])}?",
        "when": lambda n: f"When did the {some(200, 5_000, 4)}?",
        "when X": lambda n: f"When did {name(n)} {some(100, 2_000)} the {longest(n)}?",
        "where": lambda n: f"Where did {name(n)} meet {name(n + 1)}?",
        "how many": lambda n: f"How many {some(40, 300)} did the {longest(n)} have?",
        "why": lambda n: f"Why did {name(n)} {some(100, 2_000)} {longest(n)}?",
        "who is": lambda n: f"Who is {name(n)}?",
        "who met": lambda n: f"Who met {name(n)}?",
        "how often": lambda n: f"How many times was {name(n)} quoted?",
        "who is quoted": lambda n: "Who is quoted?",
        "compare": lambda n: f"Compare {name(n)} and {name(n + 1)} on {longest(n)}",
        "does X support": lambda n: f"Does {name(n)} support the {longest(n)}?",
        "did X deny": lambda n: f"Did {name(n)} deny {longest(n)}?",
        "did X say “…”": lambda n: f"Did {name(n)} say “{built.words(n)}”?",
        "rare words": lambda n: some(100, 3_000, 5),
        "common words": lambda n: some(30, 120, 5),
    }
    with capsys.disabled():
        print()
        times = [timed(f"/ask, {kind}", asking(question)) for kind, question in kinds.items()]
        slow = phrase_query(built)
    assert max(most for _, most in times) < 50 * slow


def looking_up(built: Built, command: str, **words: Callable[[int], str]) -> Callable[[int], object]:
    """Asks the command with these arguments; `from_` stands for `from`."""
    over = viewed(built)

    def work(number: int) -> object:
        given = {name.rstrip("_"): value(number) for name, value in words.items()}
        return over(lambda view: engine.answer(request(command, **given), view))

    return work


def a_day(number: int) -> str:
    return f"2022-{number % 12 + 1:02}-{number % 27 + 1:02}"


def an_outlet(number: int) -> str:
    return f"Outlet {number % 40}"


def test_find_is_answered_in_time(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    def finding(words: Callable[[int], str], **others: Callable[[int], str]) -> Callable[[int], object]:
        return looking_up(built, "find", words=words, **others)

    def common(_: int) -> str:
        return built.some(30, 60)

    kinds = {
        "four words of a quotation": finding(lambda n: " ".join(built.part(n).split()[:4])),
        "a phrase": finding(lambda n: f"“{built.part(n)}”"),
        "a phrase of two common words": finding(lambda _: f"“{built.some(0, 60, 2)}”"),
        "a common word": finding(common),
        "two common words": finding(lambda _: built.some(30, 100, 2)),
        "a common word without another": finding(lambda _: f"{built.some(30, 45)} -{built.some(45, 60)}"),
        "a common word, one outlet": finding(common, source=an_outlet),
        "a common word, since a day": finding(common, from_=a_day),
        "a common word, until a day": finding(common, to=a_day),
        "a common word, one day": finding(common, from_=a_day, to=a_day),
        "two common words, one day, one outlet": finding(
            lambda _: built.some(30, 100, 2), from_=a_day, to=a_day, source=an_outlet
        ),
    }
    with capsys.disabled():
        print()
        times = [timed(f"/find, {kind}", work) for kind, work in kinds.items()]
        slow = phrase_query(built)
    assert max(most for _, most in times) < 100 * slow


def test_common_words_of_plain_quotes_are_found_in_time(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    over = viewed(built)
    wheres = {
        "plain": Filter(plain=True),
        "plain, two days": Filter(plain=True, since=date(2022, 3, 1), until=date(2022, 3, 2)),
        "plain, one outlet": Filter(plain=True, source="Outlet 3"),
    }

    def quotes(where: Filter) -> Callable[[int], object]:
        return lambda _: over(lambda view: view.reader.search_quotes([{built.some(30, 60)}], where, limit=500))

    def passages(where: Filter) -> Callable[[int], object]:
        return lambda _: over(lambda view: view.reader.search_passages([{built.some(30, 60)}], where, limit=500))

    with capsys.disabled():
        print()
        times = [timed(f"500 quotes, {kind}", quotes(where)) for kind, where in wheres.items()]
        times += [timed(f"500 sentences, {kind}", passages(where)) for kind, where in wheres.items()]
        slow = phrase_query(built)
    assert max(most for _, most in times) < 100 * slow


def test_lists_are_answered_in_time(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    name = built.name

    def common(_: int) -> str:
        return built.some(30, 100, 2)

    def counting(question: str) -> Callable[[int], object]:
        over = viewed(built)
        return lambda number: over(lambda view: ask(request("ask", question=question.format(number % 40)), view))

    kinds = {
        "/quote": looking_up(built, "quote", speaker=name),
        "/quote about": looking_up(built, "quote", speaker=name, about=common),
        "/quote about, since a day": looking_up(built, "quote", speaker=name, about=common, from_=a_day),
        "/quote, one outlet": looking_up(built, "quote", speaker=name, source=an_outlet),
        "/actor": looking_up(built, "actor", name=name),
        "/topics": looking_up(built, "topics", speaker=name),
        "/actors": looking_up(built, "actors"),
        "/actors, by their beginning": looking_up(built, "actors", prefix=lambda n: name(n)[:2]),
        "/actors, one outlet": looking_up(built, "actors", source=an_outlet),
        "/actors, since a day": looking_up(built, "actors", from_=a_day),
        "/actors, one day": looking_up(built, "actors", from_=a_day, to=a_day),
        "/articles": looking_up(built, "articles", page=lambda n: str(n + 1)),
        "/articles, one outlet": looking_up(built, "articles", source=an_outlet),
        "/ask, how many quotes in a year": counting("How many quotes were there in 2022?"),
        "/ask, how many quotes of an outlet": counting("How many quotes did Outlet {} publish?"),
        "/ask, how many people in a year": counting("How many people were quoted in 2022?"),
        "/ask, how many articles in a year": counting("How many articles were there in 2022?"),
    }
    with capsys.disabled():
        print()
        times = [timed(kind, work) for kind, work in kinds.items()]
        slow = phrase_query(built)
    assert max(most for _, most in times) < 100 * slow
