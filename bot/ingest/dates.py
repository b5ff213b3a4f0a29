"""Dates as newsrooms write them → days and times. Strict: a date that could be two days is none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_FORMATS = (
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",  # with dots, the day always comes first
    "%B %d, %Y",
    "%b %d, %Y",
    "%b. %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%A, %B %d, %Y",
    "%A, %d %B %Y",
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$")
_YEARS = range(1000, 3000)


def parse_moment(value: object) -> date | datetime | None:
    """The day or time, None for nothing given. ValueError, with the words, for what is no date.

    Takes dates and times themselves, ISO 8601, RFC 2822, seconds since 1970 and English dates with a written month.
    "03/04/2025" is refused: it is a day in March on one side of the Atlantic and in April on the other.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime | date):
        return _checked(value, str(value))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"“{str(value)[:40]}” is not a date")
    words = str(value).strip()
    if not words:
        return None
    for parse in (_iso, _compact, _mail, _written, _seconds):
        try:
            found = parse(words)
        except (ValueError, OverflowError, OSError, TypeError, IndexError):
            continue
        if found is not None:
            return _checked(found, words)
    raise ValueError(f"“{words[:40]}” is not a date")


def _checked(moment: date | datetime, words: str) -> date | datetime:
    if moment.year not in _YEARS:
        raise ValueError(f"“{words[:40]}” is not a date")
    return moment


def _iso(words: str) -> date | datetime | None:
    if not re.match(r"\d{4}-\d{2}-\d{2}", words):
        return None
    return date.fromisoformat(words) if len(words) == 10 else datetime.fromisoformat(words)


def _compact(words: str) -> date | datetime | None:
    """NewsML's and ninjs' basic ISO form: 20250314, 20250314T101500Z."""
    match = _COMPACT.match(words)
    if not match:
        return None
    return date.fromisoformat(words) if len(words) == 8 else datetime.fromisoformat(words)


def _mail(words: str) -> datetime | None:
    return parsedate_to_datetime(words) if re.search(r"\d:\d\d", words) else None


def _written(words: str) -> date | None:
    for form in _FORMATS:
        try:
            return datetime.strptime(words, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _seconds(words: str) -> datetime | None:
    if not re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", words):
        return None
    number = float(words)
    return datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
