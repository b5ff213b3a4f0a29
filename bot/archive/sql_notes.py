"""What an archive keeps besides articles: remembered keys, claims, settings of places, the audit log."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime

from bot.archive.port import Entry
from bot.archive.session import Session

_CLAIM = "claim:"  # keeps claims apart from remembered keys


class Notes:
    """Small facts; every call is one short transaction. `session` commits each statement by itself."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = threading.Lock()

    def remember(self, key: str, words: str, expires: datetime) -> None:
        """Keep it, in place of what was kept under that key."""
        with self._lock:
            self._session.run(
                "INSERT INTO note VALUES (?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET words = excluded.words, expires = excluded.expires",
                (key, words, expires.timestamp()),
            )

    def forget(self, key: str) -> None:
        """Drop it."""
        with self._lock:
            self._session.run("DELETE FROM note WHERE key = ?", (key,))

    def recall(self, key: str, now: datetime) -> str | None:
        """What is kept and has not expired."""
        with self._lock:
            rows = self._session.rows("SELECT words FROM note WHERE key = ? AND expires > ?", (key, now.timestamp()))
        return rows[0][0] if rows else None

    def claim(self, key: str, expires: datetime, now: datetime) -> bool:
        """True for the first. Drops all that has expired on the way."""
        with self._lock:
            self._session.run("DELETE FROM note WHERE expires <= ?", (now.timestamp(),))
            inserted = self._session.run(
                "INSERT INTO note VALUES (?, '', ?) ON CONFLICT DO NOTHING", (_CLAIM + key, expires.timestamp())
            )
        return inserted == 1

    def set_place(self, place: str, name: str, words: str | None) -> None:
        """Keep or drop one setting."""
        with self._lock:
            if words is None:
                self._session.run("DELETE FROM place WHERE place = ? AND name = ?", (place, name))
            else:
                self._session.run(
                    "INSERT INTO place VALUES (?, ?, ?) ON CONFLICT (place, name) DO UPDATE SET words = excluded.words",
                    (place, name, words),
                )

    def place(self, place: str) -> Mapping[str, str]:
        """All settings of the place."""
        with self._lock:
            return dict(self._session.rows("SELECT name, words FROM place WHERE place = ?", (place,)))

    def audit(self, entry: Entry) -> None:
        """Add a line."""
        values = (entry.at.isoformat(), entry.who, entry.place, entry.action, entry.outcome)
        with self._lock:
            self._session.run("INSERT INTO audit (at, who, place, action, outcome) VALUES (?, ?, ?, ?, ?)", values)

    def audits(self, *, limit: int, offset: int = 0) -> tuple[int, tuple[Entry, ...]]:
        """How many there are, and a stretch of them, newest first."""
        with self._lock:
            ((total,),) = self._session.rows("SELECT count(*) FROM audit")
            rows = self._session.rows(
                "SELECT at, who, place, action, outcome FROM audit ORDER BY n DESC LIMIT ? OFFSET ?", (limit, offset)
            )
        return int(total), tuple(
            Entry(at=datetime.fromisoformat(at), who=who, place=place, action=action, outcome=outcome)
            for at, who, place, action, outcome in rows
        )
