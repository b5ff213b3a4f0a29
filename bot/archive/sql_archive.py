"""What the archives in databases have in common: the small facts, and errors told in our words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime

from bot.archive.port import Entry
from bot.archive.sql_notes import Notes


class SqlArchive(ABC):
    """The part of `bot.archive.port.Archive` that is `Notes` alone. Whoever inherits sets `_notes`."""

    _notes: Notes

    @abstractmethod
    def _translated(self) -> AbstractContextManager[None]:
        """Turns the database's errors into ArchiveUnavailable; raises it where the archive is closed."""

    def remember(self, key: str, words: str, expires: datetime) -> None:
        """See `Archive.remember`."""
        with self._translated():
            self._notes.remember(key, words, expires)

    def forget(self, key: str) -> None:
        """See `Archive.forget`."""
        with self._translated():
            self._notes.forget(key)

    def claim(self, key: str, expires: datetime, now: datetime) -> bool:
        """See `Archive.claim`."""
        with self._translated():
            return self._notes.claim(key, expires, now)

    def set_place(self, place: str, name: str, words: str | None) -> None:
        """See `Archive.set_place`."""
        with self._translated():
            self._notes.set_place(place, name, words)

    def place(self, place: str) -> Mapping[str, str]:
        """See `Archive.place`."""
        with self._translated():
            return self._notes.place(place)

    def audit(self, entry: Entry) -> None:
        """See `Archive.audit`."""
        with self._translated():
            self._notes.audit(entry)

    def audits(self, *, limit: int, offset: int = 0) -> tuple[int, tuple[Entry, ...]]:
        """See `Archive.audits`."""
        with self._translated():
            return self._notes.audits(limit=limit, offset=offset)
