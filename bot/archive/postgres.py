"""The archive of several processes: one PostgreSQL database, in a schema of its own.

A reader is a read-only transaction of repeatable reads, so it sees one state whatever is committed meanwhile. A reload
is one transaction under an advisory lock; its end notifies the processes that wait.
"""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import psycopg

from bot.archive.port import Changes, Known, Reader, State
from bot.archive.session import Numbers
from bot.archive.shelf import Shelf
from bot.archive.sql_archive import SqlArchive
from bot.archive.sql_notes import Notes
from bot.archive.sql_reader import SqlReader, read_known, read_state
from bot.archive.sql_search import Counted
from bot.archive.sql_writer import apply_changes
from bot.errors import ArchiveUnavailable

SCHEMA_VERSION = "6"
_NAMESPACE = "quotedesk"  # the schema that holds our tables, beside other programs' ones
_CHANNEL = "quotedesk_reload"
_LOCK = 0x51646B41  # number of the advisory lock: one reload, and one making of tables, at a time
_TURN = 0x51646B42  # number of another: who may change the articles
_TURN_S = 0.5  # how often a reload looks whether that of another process has ended
_NEW = ("postgres.sql", "postgres_ledger.sql")
_UPGRADES = {
    "3": ("upgrade_3.sql", "postgres_ledger.sql", "postgres_upgrade_4.sql", "postgres_upgrade_5.sql"),
    "4": ("postgres_upgrade_4.sql", "postgres_upgrade_5.sql"),
    "5": ("postgres_upgrade_5.sql",),
}
"""What brings an archive of an older format up to date when it is opened."""
_CONNECTIONS_KEPT = 8
_CONNECT_TIMEOUT_S = 10
_WAKE_S = 1.0  # how often a waiting thread looks whether the archive was closed
_PLAIN_INSERT = re.compile(r"INSERT INTO (\w+(?: \([\w, ]+\))?) VALUES \(\?(?:, \?)*\)")
_ROWS_AT_ONCE = 2_000


class PostgresArchive(SqlArchive):
    """`bot.archive.port.Archive` in the database behind a `postgresql://` URL; its tables are made if need be.

    Errors: ArchiveUnavailable, without the URL's password.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._idle: deque[psycopg.Connection] = deque()
        self._writing = threading.Lock()
        self._closed = False
        self._notes = Notes(_Pooled(self))
        self._shelf = Shelf(_Pooled(self))
        self._counted = Counted()
        with self._translated(), self._connection() as connection:
            _prepare(connection)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """See `Archive.reader`."""
        with self._snapshot() as session:
            yield SqlReader(session, self._notes, self._counted, self._translated)

    def known(self) -> Mapping[str, Known]:
        """See `Archive.known`."""
        with self._translated(), self._snapshot() as session:
            return read_known(session)

    def apply(self, changes: Changes) -> State:
        """See `Archive.apply`."""
        with self._writing, self._translated(), self._connection() as connection:
            session = _Session(connection)
            connection.execute("BEGIN")
            try:
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                state = apply_changes(session, changes)
                if changes.dry_run:
                    connection.execute("ROLLBACK")
                else:
                    connection.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, str(state.generation)))
                    connection.execute("COMMIT")
            except BaseException:
                if not connection.closed:
                    connection.execute("ROLLBACK")
                raise
            return state

    def wait(self, generation: int, timeout_s: float) -> int:
        """See `Archive.wait`."""
        end = time.monotonic() + timeout_s
        with self._translated(), self._connection() as connection:
            connection.execute(f"LISTEN {_CHANNEL}")
            try:
                while True:
                    present = read_state(_Session(connection)).generation
                    left = end - time.monotonic()
                    if present != generation or left <= 0:
                        return present
                    for _ in connection.notifies(timeout=min(left, _WAKE_S), stop_after=1):
                        pass
                    self._check()
            finally:
                if not connection.closed:
                    connection.execute("UNLISTEN *")

    @contextmanager
    def turn(self, waiting: Callable[[], None]) -> Iterator[None]:
        """See `Archive.turn`. The lock is one of a connection: the server frees it when that breaks, if later."""
        with self._translated():
            connection = self._borrow()
        try:
            while not self._has_turn(connection):
                waiting()
                time.sleep(_TURN_S)
            try:
                yield
            finally:
                with suppress(psycopg.Error):  # it may be broken: then the server does
                    connection.execute("SELECT pg_advisory_unlock(%s)", (_TURN,))
        finally:
            connection.close()

    def _has_turn(self, connection: psycopg.Connection) -> bool:
        with self._translated():
            row = connection.execute("SELECT pg_try_advisory_lock(%s)", (_TURN,)).fetchone()
        return bool(row and row[0])

    def shelve(self, stamp: str, parcels: Iterable[tuple[str, bytes]]) -> None:
        """See `Archive.shelve`."""
        with self._translated():
            self._shelf.put(stamp, parcels)

    def shelved(self, stamp: str) -> AbstractSet[str]:
        """See `Archive.shelved`."""
        with self._translated():
            return self._shelf.names(stamp)

    def parcel(self, name: str) -> bytes | None:
        """See `Archive.parcel`."""
        with self._translated():
            return self._shelf.get(name)

    def clear_shelf(self) -> None:
        """See `Archive.clear_shelf`."""
        with self._translated():
            self._shelf.clear()

    def close(self) -> None:
        """See `Archive.close`. Waits for a running `apply`."""
        with self._writing:
            self._closed = True
            while self._idle:
                self._idle.popleft().close()

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        """A connection for one thread; statements commit by themselves unless a transaction is begun."""
        self._check()
        connection = self._borrow()
        try:
            yield connection
        except BaseException:
            # Whatever state it is in: the next user gets a fresh one.
            connection.close()
            raise
        if self._closed or connection.closed or len(self._idle) >= _CONNECTIONS_KEPT:
            connection.close()
        else:
            self._idle.append(connection)

    def _borrow(self) -> psycopg.Connection:
        while self._idle:
            try:
                connection = self._idle.popleft()
            except IndexError:
                break
            try:
                connection.execute("SELECT 1")
            except psycopg.Error:  # the server was restarted, or a firewall cut it off
                connection.close()
                continue
            return connection
        return psycopg.connect(
            self._url,
            autocommit=True,
            connect_timeout=_CONNECT_TIMEOUT_S,
            options=f"-c search_path={_NAMESPACE} -c client_encoding=UTF8",
        )

    @contextmanager
    def _snapshot(self) -> Iterator[_Session]:
        with self._translated():
            self._check()
            connection = self._borrow()
        try:
            with self._translated():
                connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield _Session(connection)
        finally:
            try:
                connection.execute("ROLLBACK")
            except psycopg.Error:
                connection.close()
            if self._closed or connection.closed or len(self._idle) >= _CONNECTIONS_KEPT:
                connection.close()
            else:
                self._idle.append(connection)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        self._check()
        try:
            yield
        except psycopg.Error as error:
            raise ArchiveUnavailable(f"The PostgreSQL archive cannot be used: {_reason(error)}.") from error
        except UnicodeEncodeError as error:
            raise ArchiveUnavailable(
                f"The archive cannot store or look for broken characters: {error.reason}."
            ) from error

    def _check(self) -> None:
        if self._closed:
            raise ArchiveUnavailable("The archive is closed.")


class _Session:
    """`bot.archive.session.Session` over one connection."""

    position = "strpos"
    of_article = "q.article = a.n"
    counts_words = True

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        cursor = self._connection.execute(_converted(sql), values)
        return cursor.fetchall() if cursor.description else []

    def numbers(self, sql: str, values: Sequence[Any] = ()) -> Numbers:
        return np.array([number for (number,) in self.rows(sql, values)], np.int64)

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        # A cursor of the server's; all of our streams run inside a transaction.
        with self._connection.cursor(name=f"stream_{id(object()):x}_{time.monotonic_ns()}") as cursor:
            cursor.itersize = _ROWS_AT_ONCE
            cursor.execute(_converted(sql), values)
            yield from cursor

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self._connection.execute(_converted(sql), values).rowcount

    def many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        rows = list(values)
        table = _PLAIN_INSERT.fullmatch(sql)
        with self._connection.cursor() as cursor:
            if table is None:
                cursor.executemany(_converted(sql), rows)
            elif rows:  # with COPY, articles are written in half the time
                with cursor.copy(f"COPY {table[1]} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)

    def forget_words(self, sentences: Sequence[tuple[int, str]]) -> None:
        among, values = self.among("rowid", [number for number, _ in sentences])
        self.run(f"DELETE FROM passage_words WHERE {among}", values)  # noqa: S608  # fixed

    def gather_words(self) -> None:
        """Nothing: the index of words is in one piece."""

    def take_stock(self, *tables: str) -> None:
        # Autovacuum sees committed rows only: a first reload would look for near-duplicates row by row.
        self._connection.execute(f"ANALYZE {', '.join(tables)}".encode())

    def holding(self, groups: Sequence[Sequence[str]]) -> tuple[str, list[Any]]:
        return _holding(groups)

    def among(self, column: str, values: Sequence[int] | Sequence[str]) -> tuple[str, list[Any]]:
        return _among(column, values)


class _Pooled:
    """A session that takes a connection of the archive for every statement."""

    position = _Session.position
    of_article = _Session.of_article
    counts_words = _Session.counts_words

    def __init__(self, archive: PostgresArchive) -> None:
        self._archive = archive

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._archive._connection() as connection:
            return _Session(connection).rows(sql, values)

    def numbers(self, sql: str, values: Sequence[Any] = ()) -> Numbers:
        return np.array([number for (number,) in self.rows(sql, values)], np.int64)

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        return iter(self.rows(sql, values))

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        with self._archive._connection() as connection:
            return _Session(connection).run(sql, values)

    def many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        with self._archive._connection() as connection:
            _Session(connection).many(sql, values)

    def forget_words(self, sentences: Sequence[tuple[int, str]]) -> None:
        with self._archive._connection() as connection:
            _Session(connection).forget_words(sentences)

    def gather_words(self) -> None:
        with self._archive._connection() as connection:
            _Session(connection).gather_words()

    def take_stock(self, *tables: str) -> None:
        with self._archive._connection() as connection:
            _Session(connection).take_stock(*tables)

    def holding(self, groups: Sequence[Sequence[str]]) -> tuple[str, list[Any]]:
        return _holding(groups)

    def among(self, column: str, values: Sequence[int] | Sequence[str]) -> tuple[str, list[Any]]:
        return _among(column, values)


def _holding(groups: Sequence[Sequence[str]]) -> tuple[str, list[Any]]:
    return " AND ".join(["string_to_array(words, ' ') && ?"] * len(groups)), [list(words) for words in groups]


def _among(column: str, values: Sequence[int] | Sequence[str]) -> tuple[str, list[Any]]:
    return f"{column} = ANY(?)", [list(values)]


@lru_cache(maxsize=500)
def _converted(sql: str) -> str:
    """psycopg's way to mark values. Statements hold neither “%” nor “?” but as such marks."""
    return sql.replace("?", "%s")


def _prepare(connection: psycopg.Connection) -> None:
    """Make the schema or bring it up to date, or refuse one of another version.

    What is up to date needs no lock: a reload may hold it.
    """
    found = _version_found(connection)
    if found is None or found in _UPGRADES:
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            found = _version_found(connection)  # somebody else may have made it meanwhile
            if found is None:
                connection.execute(f"CREATE SCHEMA {_NAMESPACE}")
            for script in _NEW if found is None else _UPGRADES.get(found, ()):
                connection.execute(Path(__file__).with_name(script).read_text(encoding="utf-8"))
                connection.execute(f"COMMENT ON SCHEMA {_NAMESPACE} IS '{SCHEMA_VERSION}'")
            found = _version_found(connection)
    if found != SCHEMA_VERSION:
        raise ArchiveUnavailable(
            f"The PostgreSQL schema “{_NAMESPACE}” was made by another version of Quotedesk (format {found}, "
            f"this one reads {SCHEMA_VERSION}); rename it and reload."
        )


def _version_found(connection: psycopg.Connection) -> str | None:
    """The format of the schema, "" where it does not say, None where there is none."""
    row = connection.execute(
        "SELECT coalesce(obj_description(oid, 'pg_namespace'), '') FROM pg_namespace WHERE nspname = %s",
        (_NAMESPACE,),
    ).fetchone()
    return str(row[0]) if row else None


def _reason(error: psycopg.Error) -> str:
    """The first line of the server's words; psycopg never puts a password there."""
    return (error.diag.message_primary or str(error) or type(error).__name__).strip().splitlines()[0][:200]
