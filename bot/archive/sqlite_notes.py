"""What an archive keeps besides articles: remembered keys, claims, settings of places, the audit log."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.archive.port import Entry

_SCHEMA = """
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
_CLAIM = "claim:"  # keeps claims apart from remembered keys


class Notes:
    """Small facts in a file of their own; every call is one short transaction. Times are seconds since 1970."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, timeout=10.0, isolation_level=None, check_same_thread=False)
        self._lock = threading.Lock()
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(_SCHEMA)

    def remember(self, key: str, words: str, expires: datetime) -> None:
        """Keep it, in place of what was kept under that key."""
        with self._lock:
            self._connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?, ?)", (key, words, expires.timestamp()))

    def forget(self, key: str) -> None:
        """Drop it."""
        with self._lock:
            self._connection.execute("DELETE FROM note WHERE key = ?", (key,))

    def recall(self, key: str, now: datetime) -> str | None:
        """What is kept and has not expired."""
        with self._lock:
            row = self._connection.execute(
                "SELECT words FROM note WHERE key = ? AND expires > ?", (key, now.timestamp())
            ).fetchone()
        return row[0] if row else None

    def claim(self, key: str, expires: datetime, now: datetime) -> bool:
        """True for the first. Drops all that has expired on the way."""
        with self._lock:
            self._connection.execute("DELETE FROM note WHERE expires <= ?", (now.timestamp(),))
            cursor = self._connection.execute(
                "INSERT OR IGNORE INTO note VALUES (?, '', ?)", (_CLAIM + key, expires.timestamp())
            )
            return cursor.rowcount == 1

    def set_place(self, place: str, name: str, words: str | None) -> None:
        """Keep or drop one setting."""
        with self._lock:
            if words is None:
                self._connection.execute("DELETE FROM place WHERE place = ? AND name = ?", (place, name))
            else:
                self._connection.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?)", (place, name, words))

    def place(self, place: str) -> Mapping[str, str]:
        """All settings of the place."""
        with self._lock:
            return dict(self._connection.execute("SELECT name, words FROM place WHERE place = ?", (place,)).fetchall())

    def audit(self, entry: Entry) -> None:
        """Add a line."""
        values = (entry.at.isoformat(), entry.who, entry.place, entry.action, entry.outcome)
        with self._lock:
            self._connection.execute(
                "INSERT INTO audit (at, who, place, action, outcome) VALUES (?, ?, ?, ?, ?)", values
            )

    def audits(self, limit: int) -> tuple[Entry, ...]:
        """The latest, newest first."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT at, who, place, action, outcome FROM audit ORDER BY n DESC LIMIT ?", (limit,)
            ).fetchall()
        return tuple(
            Entry(at=datetime.fromisoformat(at), who=who, place=place, action=action, outcome=outcome)
            for at, who, place, action, outcome in rows
        )

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()
