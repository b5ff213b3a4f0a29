"""What only the SQLite archive promises: one file, several processes, files of others refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.archive import hits
from bot.archive.port import EVERYTHING, Changes, Filter, Prepared
from bot.archive.sqlite import SqliteArchive
from bot.errors import ArchiveUnavailable
from bot.text.words import search_words
from tests.factories import NOON, a_prepared, an_article, an_extraction, some_changes


def test_archive_is_there_after_closing(tmp_path: Path) -> None:
    first = SqliteArchive(tmp_path / "deep" / "a.sqlite")
    state = first.apply(some_changes(a_prepared()))
    first.remember("k", "words", NOON + timedelta(days=1))
    first.close()
    second = SqliteArchive(tmp_path / "deep" / "a.sqlite")
    with second.reader() as reader:
        assert reader.state() == state
        assert reader.recall("k", NOON) == "words"
    second.close()


def test_two_archives_on_one_file_see_each_other(tmp_path: Path) -> None:
    one, two = SqliteArchive(tmp_path / "a.sqlite"), SqliteArchive(tmp_path / "a.sqlite")
    one.apply(some_changes(a_prepared()))
    assert two.wait(0, 30) == 1
    with two.reader() as reader:
        assert reader.state().articles == 1
    assert one.claim("event", NOON + timedelta(minutes=5), NOON)
    assert not two.claim("event", NOON + timedelta(minutes=5), NOON)
    one.close()
    two.close()


def test_writing_notes_does_not_wait_for_a_reload(tmp_path: Path) -> None:
    archive = SqliteArchive(tmp_path / "a.sqlite")

    def put() -> Iterator[Prepared]:
        archive.remember("k", "during", NOON + timedelta(days=1))
        yield from ()

    archive.apply(Changes(put=put()))
    with archive.reader() as reader:
        assert reader.recall("k", NOON) == "during"
    archive.close()


def test_file_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.sqlite") as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    with pytest.raises(ArchiveUnavailable, match="not an archive of Quotedesk"):
        SqliteArchive(tmp_path / "a.sqlite")


def test_file_of_another_version_is_refused(tmp_path: Path) -> None:
    SqliteArchive(tmp_path / "a.sqlite").close()
    with sqlite3.connect(tmp_path / "a.sqlite") as raw:
        raw.execute("PRAGMA user_version = 999")
    raw.close()
    with pytest.raises(ArchiveUnavailable, match="another version"):
        SqliteArchive(tmp_path / "a.sqlite")


@pytest.mark.parametrize("data", [b"not a database at all, but long enough to look at" * 40, b"SQLite format 3\x00"])
def test_damaged_file_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.sqlite").write_bytes(data)
    with pytest.raises(ArchiveUnavailable, match=r"a\.sqlite"):
        SqliteArchive(tmp_path / "a.sqlite")


def test_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").mkdir()
    with pytest.raises(ArchiveUnavailable, match=r"a\.sqlite"):
        SqliteArchive(tmp_path / "a.sqlite")


@pytest.mark.parametrize("words", ["crew", "sail crew", "harbour master pier said", "the crew was monday zeppelin"])
def test_common_words_rank_what_rare_ones_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """With no room for hits but of the rarest word, what it finds comes in the same order as with room for all."""
    archive = SqliteArchive(tmp_path / "a.sqlite")
    texts = [f"The crew was on the pier. “Sail {i},” said Ada." for i in range(3)] + ["The pier was wet."]
    prepared = [
        a_prepared(an_article(text, path=f"seeds/{i}.txt"), an_extraction(text, quotes=()))
        for i, text in enumerate(texts)
    ]
    archive.apply(some_changes(a_prepared(), *prepared))
    with archive.reader() as reader:
        wanted = search_words(words)
        full = reader.search_passages(wanted, EVERYTHING, limit=50)
        quotes = reader.search_quotes(wanted, EVERYTHING, limit=50)
        monkeypatch.setattr(hits, "_HITS", 0)
        narrow = reader.search_passages(wanted, EVERYTHING, limit=50)
        assert narrow
        assert list(narrow) == [passage for passage in full if passage in set(narrow)]
        assert set(reader.search_quotes(wanted, EVERYTHING, limit=50)) <= set(quotes)
    archive.close()


def test_words_are_in_one_piece_after_much_was_written(tmp_path: Path) -> None:
    archive = SqliteArchive(tmp_path / "a.sqlite")

    def pieces_after(first: int, last: int) -> int:
        archive.apply(some_changes(*(a_prepared(an_article(path=f"{n}.txt")) for n in range(first, last))))
        with sqlite3.connect(tmp_path / "a.sqlite") as raw:
            ((pieces,),) = raw.execute("SELECT count(DISTINCT segid) FROM passage_words_idx")
        raw.close()
        return int(pieces)

    assert pieces_after(0, 8) == 1
    assert pieces_after(8, 9) == 2  # for one article of nine not all are written anew
    assert pieces_after(9, 17) == 1
    archive.close()


def test_shelf_is_a_file_that_goes_with_its_work(tmp_path: Path) -> None:
    archive = SqliteArchive(tmp_path / "a.sqlite")
    archive.shelve("one", [("a", b"1")])
    archive.close()
    other = SqliteArchive(tmp_path / "a.sqlite")
    assert other.shelved("one") == {"a"}
    other.clear_shelf()
    assert not [file.name for file in tmp_path.iterdir() if ".work" in file.name]
    other.close()


def test_damaged_shelf_is_an_empty_one(tmp_path: Path) -> None:
    archive = SqliteArchive(tmp_path / "a.sqlite")
    (tmp_path / "a.sqlite.work").write_bytes(b"no database at all " * 500)
    assert archive.shelved("one") == set()
    archive.shelve("one", [("a", b"1")])
    assert archive.shelved("one") == {"a"}
    archive.close()


def test_archive_opens_while_another_process_writes(tmp_path: Path) -> None:
    one = SqliteArchive(tmp_path / "a.sqlite")

    def put() -> Iterator[Prepared]:
        two = SqliteArchive(tmp_path / "a.sqlite")
        with two.reader() as reader:
            assert reader.state().articles == 0
        two.close()
        yield a_prepared()

    assert one.apply(Changes(put=put())).articles == 1
    one.close()


@pytest.mark.parametrize("where", [Filter(since=date(2020, 1, 1), plain=True), Filter(source="Post", plain=True)])
def test_quotes_of_some_articles_are_read_from_those_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: Filter
) -> None:
    """Four times as many articles take four times as many steps, not sixteen times."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    def connect(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(*args, **options)
        connection.set_progress_handler(step, 20)
        return connection

    monkeypatch.setattr("bot.archive.sqlite.sqlite3", SimpleNamespace(**vars(sqlite3) | {"connect": connect}))
    taken = []
    for count in (100, 400):
        archive = SqliteArchive(tmp_path / f"{count}.sqlite")
        archive.apply(some_changes(*(a_prepared(an_article(path=f"{n}.txt", source="Post")) for n in range(count))))
        with archive.reader() as reader:
            steps = 0
            assert reader.quotes(where, limit=5)[0] == count
            taken.append(steps)
        archive.close()
    assert taken[1] < 6 * taken[0]
