"""The archive of one machine: a single SQLite file with full-text index, in write-ahead mode.

Readers and the one writer never wait for each other: a reader is a read transaction, which sees the last commit before
it began. What changes outside of reloads (remembered keys, audit log) stands in a second file beside it,
`<name>.notes`, so that a button can be remembered while a long reload holds the write lock of the first.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np

from bot.archive.numbering import PLACES
from bot.archive.port import Changes, Known, Reader, State
from bot.archive.session import Numbers
from bot.archive.shelf import Shelf
from bot.archive.sql_archive import SqlArchive
from bot.archive.sql_notes import Notes
from bot.archive.sql_reader import SqlReader, read_known, read_state
from bot.archive.sql_search import Counted
from bot.archive.sql_writer import apply_changes
from bot.errors import ArchiveUnavailable

SCHEMA_VERSION = 6
OLDEST_VERSION = 3
"""The oldest format that is brought up to date when it is opened."""
_APPLICATION = 0x51646B41  # "QdkA": tells our files from other people's SQLite files
_OLDEST_SQLITE = (3, 34)
_NEW = ("schema.sql", "ledger.sql")
_UPGRADES = {
    OLDEST_VERSION: ("upgrade_3.sql", "ledger.sql", "upgrade_4.sql", "upgrade_5.sql"),
    4: ("upgrade_4.sql", "upgrade_5.sql"),
    5: ("upgrade_5.sql",),
}
_READERS_KEPT = 8  # idle connections; more than that many queries at once open their own
_TURN_S = 0.2  # how often a reload looks whether that of another process has ended
_ROWS = 32  # of few values, inserted by one statement
_INSERT = re.compile(
    r"(?P<into>INSERT INTO (?:member|band) VALUES )(?P<row>\((?:\?, ){1,3}\?\))(?P<rest>.*)", re.DOTALL
)
_POLL_S = 1.0  # how often `wait` looks for a reload that another process made


_NOTES_SCHEMA = """
CREATE TABLE IF NOT EXISTS note (key TEXT PRIMARY KEY, words TEXT NOT NULL, expires REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS note_expires ON note (expires);
CREATE TABLE IF NOT EXISTS place (
    place TEXT NOT NULL, name TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (place, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audit (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, place TEXT NOT NULL, action TEXT NOT NULL,
    outcome TEXT NOT NULL
);
"""


@lru_cache(maxsize=64)
def _of_rows(sql: str) -> str | None:
    """The statement with so many rows that starting and ending it takes little beside them; None where that gains none.

    Rows of few values take half of the time, those of many and long ones more than one by one. And the full-text index
    writes all that it has gathered at each such statement, so only what follows the articles is written so.
    """
    match = _INSERT.fullmatch(sql)
    return match and f"{match['into']}{', '.join([match['row']] * _ROWS)}{match['rest']}"


class _Session:
    """`bot.archive.session.Session` over one connection."""

    position = "instr"
    of_article = f"q.n >= a.n * {PLACES} AND q.n < (a.n + 1) * {PLACES}"
    counts_words = False  # FTS5 does

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def numbers(self, sql: str, values: Sequence[Any] = ()) -> Numbers:
        # Row by row takes four times as long, and at each row another thread that is busy could take the interpreter.
        ((found,),) = self.rows(f"SELECT json_group_array(number) FROM ({sql})", values)  # noqa: S608  # fixed, too
        return np.fromstring(found[1:-1], np.int64, sep=",") if found != "[]" else np.empty(0, np.int64)

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        return self._connection.execute(sql, values)

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self._connection.execute(sql, values).rowcount

    def many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        rows = iter(values)
        together = _of_rows(sql)
        if together:
            while len(some := list(islice(rows, _ROWS))) == _ROWS:
                self._connection.execute(together, list(chain.from_iterable(some)))
            rows = iter(some)
        self._connection.executemany(sql, rows)

    def forget_words(self, sentences: Sequence[tuple[int, str]]) -> None:
        self.many("INSERT INTO passage_words (passage_words, rowid, words) VALUES ('delete', ?, ?)", sentences)

    def gather_words(self) -> None:
        # Each piece is asked for each word: in one, the words of a question are found in a third of the time.
        self.run("INSERT INTO passage_words (passage_words) VALUES ('optimize')")

    def take_stock(self, *tables: str) -> None:
        """Nothing: it goes by the indexes."""

    def holding(self, groups: Sequence[Sequence[str]]) -> tuple[str, list[Any]]:
        each = (" OR ".join(f'"{word}"' for word in words) for words in groups)
        return "passage_words MATCH ?", [" AND ".join(f"({words})" for words in each)]

    def among(self, column: str, values: Sequence[int] | Sequence[str]) -> tuple[str, list[Any]]:
        each = "SELECT value FROM json_each(?)"  # one statement for any number of them
        return f"{column} IN ({each})", [json.dumps(values)]


class SqliteArchive(SqlArchive):
    """`bot.archive.port.Archive` in the file `path`, which is made with its folder if it is not there.

    Any number of processes may open the file. Errors: ArchiveUnavailable, with the file and what to do.
    """

    def __init__(self, path: Path) -> None:
        if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
            raise ArchiveUnavailable(f"SQLite 3.34 or newer is needed; this Python has {sqlite3.sqlite_version}.")
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._writing = threading.Lock()
        self._swapped = threading.Condition()
        self._work: sqlite3.Connection | None = None  # of whoever has the turn
        self._closed = False
        with self._translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = self._connect()
            try:
                _prepare(self._writer, path)
                self._small = self._connect_notes(self._beside("notes"))
            except BaseException:
                self._writer.close()
                raise
        self._notes = Notes(_Session(self._small))
        self._counted = Counted()

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """See `Archive.reader`."""
        with self._translated():
            connection = self._borrow()
            try:
                connection.execute("BEGIN")
                reader = SqlReader(_Session(connection), self._notes, self._counted, self._translated)
            except BaseException:
                connection.close()
                raise
        try:
            yield reader
        finally:
            self._give_back(connection)

    def known(self) -> Mapping[str, Known]:
        """See `Archive.known`."""
        with self._reading() as connection:
            return read_known(_Session(connection))

    def apply(self, changes: Changes) -> State:
        """See `Archive.apply`."""
        with self._writing:
            self._check()
            with self._translated():
                self._writer.execute("BEGIN IMMEDIATE")
                try:
                    # Errors of `put` and `identify` that are not SQLite's own pass through untouched.
                    state = apply_changes(_Session(self._writer), changes)
                    self._writer.execute("ROLLBACK" if changes.dry_run else "COMMIT")
                except BaseException:
                    if self._writer.in_transaction:
                        self._writer.execute("ROLLBACK")
                    raise
        if not changes.dry_run:
            with self._swapped:
                self._swapped.notify_all()
        return state

    def wait(self, generation: int, timeout_s: float) -> int:
        """See `Archive.wait`. Another process's reload is seen within a second."""
        end = time.monotonic() + timeout_s
        with self._swapped:
            while True:
                with self._reading() as connection:
                    present = read_state(_Session(connection)).generation
                left = end - time.monotonic()
                if present != generation or left <= 0:
                    return present
                self._swapped.wait(min(left, _POLL_S))

    @contextmanager
    def turn(self, waiting: Callable[[], None]) -> Iterator[None]:
        """See `Archive.turn`. The lock is an empty file beside the archive: the operating system frees it."""
        with self._translated():
            lock = sqlite3.connect(self._beside("turn"), timeout=0.0, isolation_level=None, check_same_thread=False)
        try:
            while not self._has(lock):
                waiting()
                with self._swapped:
                    self._swapped.wait(_TURN_S)
            yield
        finally:
            lock.close()
            self._put_shelf_away()

    def _has(self, lock: sqlite3.Connection) -> bool:
        with self._translated():
            try:
                lock.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                    return False
                raise
        return True

    def shelve(self, stamp: str, parcels: Iterable[tuple[str, bytes]]) -> None:
        """See `Archive.shelve`."""
        with self._translated(), self._shelf_open() as shelf:
            shelf.put(stamp, parcels)

    def shelved(self, stamp: str) -> AbstractSet[str]:
        """See `Archive.shelved`."""
        if self._work is None and not self._beside("work").exists():
            return frozenset()
        try:
            with self._shelf_open() as shelf:
                return shelf.names(stamp)
        except sqlite3.DatabaseError:  # damaged: nothing in it must stay
            self.clear_shelf()
            return frozenset()

    def parcel(self, name: str) -> bytes | None:
        """See `Archive.parcel`."""
        with self._translated(), self._shelf_open() as shelf:
            return shelf.get(name)

    def clear_shelf(self) -> None:
        """See `Archive.clear_shelf`."""
        self._put_shelf_away()
        with self._translated():
            for name in ("work", "work-wal", "work-shm"):
                self._beside(name).unlink(missing_ok=True)

    @contextmanager
    def _shelf_open(self) -> Iterator[Shelf]:
        """A file of its own, which goes when its work is done."""
        if self._work is None:
            self._work = _connect_shelf(self._beside("work"))
        self._work.execute("BEGIN")  # many parcels are written in one transaction
        try:
            yield Shelf(_Session(self._work))
        finally:
            self._work.execute("COMMIT")

    def _put_shelf_away(self) -> None:
        if self._work is not None:
            self._work.close()
            self._work = None

    def _beside(self, what: str) -> Path:
        return self._path.with_name(f"{self._path.name}.{what}")

    def close(self) -> None:
        """See `Archive.close`. Waits for a running `apply`."""
        with self._writing, self._swapped:
            if self._closed:
                return
            self._closed = True
            self._swapped.notify_all()
            while self._idle:
                self._idle.popleft().close()
            self._writer.close()
            self._small.close()
            self._put_shelf_away()

    def _connect(self) -> sqlite3.Connection:
        # A connection is used by one thread at a time, but not always by the same one.
        connection = sqlite3.connect(self._path, timeout=30.0, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA cache_size = -32000")  # KiB
        connection.execute("PRAGMA mmap_size = 1073741824")
        connection.execute("PRAGMA temp_store = MEMORY")
        return connection

    @staticmethod
    def _connect_notes(path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=10.0, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_NOTES_SCHEMA)
        return connection

    def _borrow(self) -> sqlite3.Connection:
        self._check()
        try:
            return self._idle.popleft()
        except IndexError:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
            # One over all plain quotes would be gone through for each article, for the articles' own quotes.
            connection.execute("PRAGMA automatic_index = OFF")
            return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        try:
            connection.execute("ROLLBACK")
        except sqlite3.Error:
            connection.close()
            return
        if self._closed or len(self._idle) >= _READERS_KEPT:
            connection.close()
        else:
            self._idle.append(connection)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._translated():
            connection = self._borrow()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        self._check()
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise ArchiveUnavailable(f"The archive {self._path.name} cannot be used: {_reason(error)}.") from error
        except UnicodeEncodeError as error:
            raise ArchiveUnavailable(
                f"The archive cannot store or look for broken characters: {error.reason}."
            ) from error

    def _check(self) -> None:
        if self._closed:
            raise ArchiveUnavailable("The archive is closed.")


def _connect_shelf(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10.0, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA page_size = 16384")  # a parcel or so: half of the time
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")  # outlives the process, not the machine: it can be made again
    connection.execute(
        "CREATE TABLE IF NOT EXISTS shelf (name TEXT PRIMARY KEY, stamp TEXT NOT NULL, parcel BLOB NOT NULL)"
    )
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables in a new file, or bring an older one up to date; refuse one of another version or program."""
    connection.execute("PRAGMA journal_mode = WAL")
    application, version = _format(connection)
    if not application or (application == _APPLICATION and version in _UPGRADES):
        _make(connection)
        application, version = _format(connection)
    if application != _APPLICATION:
        raise ArchiveUnavailable(f"{path} is not an archive of Quotedesk; set QUOTEDESK_ARCHIVE to another file.")
    if version != SCHEMA_VERSION:
        raise ArchiveUnavailable(
            f"{path} was made by another version of Quotedesk (format {version}, this one reads {SCHEMA_VERSION}); "
            "move it away and reload."
        )


def _format(connection: sqlite3.Connection) -> tuple[int, int]:
    """Whose file it is, and its version."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version


def _make(connection: sqlite3.Connection) -> None:
    """The tables in an empty file, or those that an older one lacks. Waits for who is at it; a file that is up to date
    needs no lock to be opened."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        application, version = _format(connection)
        scripts = _NEW if not tables else _UPGRADES.get(version, ()) if application == _APPLICATION else ()
        for script in scripts:
            for statement in _statements(Path(__file__).with_name(script).read_text(encoding="utf-8")):
                connection.execute(statement)
        if scripts:
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """Single statements; `executescript` would end the transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _reason(error: Exception) -> str:
    if isinstance(error, sqlite3.OperationalError) and "fts5" in str(error):
        return "this Python's SQLite has no FTS5"
    return str(error)
