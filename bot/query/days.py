"""Days as people write them in `from:` and `to:` → dates."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from bot.errors import RequestNotUnderstood

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_WEEKDAYS |= {name.lower(): number for number, name in enumerate(calendar.day_abbr)} | {"tues": 1, "thurs": 3}

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?(?:,? (\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?")
_MONTH = re.compile(r"([a-z]{3,9})\.?(?:,? (\d{4}))?")
_AGO = re.compile(r"(\d{1,4}) (day|week|month|year)s? ago")


def stretch(words: str, today: date) -> tuple[date, date]:
    """First and last day of the stretch that the words name ("March 2025", "last week", "2025-03-14").

    Weekdays and months without a year are the latest that have begun. A week begins on Monday. RequestNotUnderstood
    for anything else, with examples of what is understood.
    """
    text = re.sub(r"\s+", " ", words.strip().lower().removeprefix("on ").removeprefix("in ").removeprefix("the "))
    try:
        found = _relative(text, today) or _absolute(text, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise RequestNotUnderstood(
            f"I cannot read “{words[:40]}” as a date. Try 2025-03-14, “14 March 2025”, “March 2025” or “last week”."
        )
    return found


def _relative(text: str, today: date) -> tuple[date, date] | None:
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    before_first = first - timedelta(days=1)
    fixed = {
        "today": (today, today),
        "yesterday": (today - timedelta(days=1),) * 2,
        "this week": (monday, today),
        "last week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "this month": (first, today),
        "last month": (before_first.replace(day=1), before_first),
        "this year": (date(today.year, 1, 1), today),
        "last year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }
    if text in fixed:
        return fixed[text]
    name = text.removeprefix("last ").removeprefix("this ")
    if name in _WEEKDAYS:
        back = (today.weekday() - _WEEKDAYS[name]) % 7
        if text.startswith("last ") and back == 0:
            back = 7
        return (today - timedelta(days=back),) * 2
    ago = _AGO.fullmatch(text)
    if ago:
        days = int(ago[1]) * {"day": 1, "week": 7, "month": 30, "year": 365}[ago[2]]
        return (today - timedelta(days=days),) * 2
    return None


def _absolute(text: str, today: date) -> tuple[date, date] | None:
    iso = _ISO.fullmatch(text)
    if iso:
        year, month, day = (int(part) if part else None for part in iso.groups())
        return _whole(year or 0, month, day)
    day_month, month_day, month_only = _DAY_MONTH.fullmatch(text), _MONTH_DAY.fullmatch(text), _MONTH.fullmatch(text)
    if day_month and day_month[2] in _MONTHS:
        return _latest(_MONTHS[day_month[2]], int(day_month[1]), day_month[3], today)
    if month_day and month_day[1] in _MONTHS:
        return _latest(_MONTHS[month_day[1]], int(month_day[2]), month_day[3], today)
    if month_only and month_only[1] in _MONTHS:
        return _latest(_MONTHS[month_only[1]], None, month_only[2], today)
    return None


def _latest(month: int, day: int | None, year: str | None, today: date) -> tuple[date, date]:
    if year:
        return _whole(int(year), month, day)
    this_year = _whole(today.year, month, day)
    return this_year if this_year[0] <= today else _whole(today.year - 1, month, day)


def _whole(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return (date(year, month, day),) * 2
