"""Finished work of a reload under way: kept beside the articles, so that a reload that was cut short can go on."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from bot.archive.session import Session


class Shelf:
    """Parcels by name under one stamp. What is done is kept at once, whatever becomes of the reload."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, stamp: str, parcels: Iterable[tuple[str, bytes]]) -> None:
        """Keep them, each in place of what was kept under its name."""
        self._session.many(
            "INSERT INTO shelf VALUES (?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp, parcel = excluded.parcel",
            [(name, stamp, parcel) for name, parcel in parcels],
        )

    def names(self, stamp: str) -> AbstractSet[str]:
        """What is kept under the stamp; all else is dropped."""
        self._session.run("DELETE FROM shelf WHERE stamp <> ?", (stamp,))
        return {name for (name,) in self._session.rows("SELECT name FROM shelf")}

    def get(self, name: str) -> bytes | None:
        """The parcel of that name."""
        rows = self._session.rows("SELECT parcel FROM shelf WHERE name = ?", (name,))
        return bytes(rows[0][0]) if rows else None

    def clear(self) -> None:
        """Drop everything."""
        self._session.run("DELETE FROM shelf")
