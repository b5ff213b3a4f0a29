"""When a statement was made: "on Friday", "late Thursday night", "March 5, 2019", "two days ago", as a calendar day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_COUNTS: Final = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split(), 1
    )
} | {"a": 1}
_PARTS_OF_TODAY: Final = frozenset(("morning", "afternoon", "evening"))


def is_month(word: str) -> bool:
    """Is the lower-case word, with or without a final full stop, the name of a month?"""
    return word.rstrip(".") in _MONTHS


def is_year(word: str) -> bool:
    """Four digits from 1800 to 2199."""
    return len(word) == 4 and word.isdecimal() and word.isascii() and "1800" <= word < "2200"


def day_number(word: str) -> int | None:
    """The day of the month that "5" or "5th" tells."""
    digits = word[:-2] if word.endswith(("st", "nd", "rd", "th")) else word
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 2:
        return None
    return int(digits) if 1 <= int(digits) <= 31 else None


def resolve_day(words: list[str], published: date | None) -> date | None:
    """The day that a time phrase (lower-case words) tells for a past statement in an article of the day `published`.

    A weekday is the last one up to the day of publication, after "last" the one before that day; a date without a
    year is the last such date. None for what is no single day ("in 2019", "last week"), for a day to come ("next
    Friday"), and for all but full dates where `published` is None.
    """
    words = [word.rstrip(".") for word in words]
    for i, word in enumerate(words):
        if word in _MONTHS:
            return _of_month(words, i, published)
    if published is None or "next" in words:
        return None
    for word in words:
        if word in _WEEKDAYS:
            return _weekday(_WEEKDAYS[word], "last" in words, published)
    return _relative(words, published)


def _weekday(number: int, before: bool, published: date) -> date | None:
    back = (published.weekday() - number) % 7
    return _back(published, 7 if before and not back else back)


def _of_month(words: list[str], i: int, published: date | None) -> date | None:
    around = [words[k] for k in (i + 1, i - 1) if 0 <= k < len(words)]
    if "of" in around and i >= 2:  # "the 5th of March"
        around.append(words[i - 2])
    day = next((number for number in map(day_number, around) if number), None)
    if day is None:
        return None
    month = _MONTHS[words[i]]
    year = next((int(word) for word in words if is_year(word)), None)
    if year is not None:
        return _date(year, month, day)
    if published is None:
        return None
    found = _date(published.year, month, day)
    if found is not None and found <= published:
        return found
    return _date(published.year - 1, month, day)


def _relative(words: list[str], published: date) -> date | None:
    if "today" in words or "tonight" in words or ("this" in words and not _PARTS_OF_TODAY.isdisjoint(words)):
        return published
    if "yesterday" in words or ("last" in words and ("night" in words or "evening" in words)):
        return _back(published, 1)
    if "ago" in words and ("days" in words or "day" in words):
        counts = [_COUNTS.get(word) or day_number(word) for word in words]
        count = next((number for number in counts if number), None)
        return _back(published, count) if count else None
    return None


def _back(day: date, days: int) -> date | None:
    """`days` before `day`; None before the calendar begins."""
    return day - timedelta(days) if day.toordinal() > days else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31 June
        return None
