"""A filter as conditions in SQL. Only fixed pieces are put together; every value is bound."""

from __future__ import annotations

from typing import Any

from bot.archive import codec
from bot.archive.port import Filter

SAID_BY = (
    "SELECT s.quote AS number FROM member m JOIN says s ON s.article = m.article AND s.entity = m.entity"
    " WHERE m.actor = ?"
)
"""The quotes of one speaker."""


def article_conditions(where: Filter) -> tuple[str, list[Any]]:
    """The filter's part on articles `a`, as " AND …" with its values."""
    sql = ""
    values: list[Any] = []
    for column, value in (
        ("a.day >= ?", codec.encode_day(where.since)),
        ("a.day <= ?", codec.encode_day(where.until)),
        ("a.outlet = ?", where.source.casefold() if where.source is not None else None),
        ("a.id = ?", where.article),
    ):
        if value is not None:
            sql += f" AND {column}"
            values.append(value)
    return sql, values


def quote_conditions(where: Filter) -> tuple[str, list[Any]]:
    """The filter's part on quotes `q`, as " AND …" with its values."""
    sql = (" AND q.plain = 1" if where.plain else "") + (" AND q.echo = 0" if where.firsts else "")
    if where.speaker is None:
        return sql, []
    return f"{sql} AND q.n IN ({SAID_BY})", [where.speaker]
