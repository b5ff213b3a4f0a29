"""Dates in the words of a question → a stretch of days, in the reader's time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import RequestNotUnderstood
from bot.model import Article, Span
from bot.query.days import stretch

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_DAYS = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_DATE = re.compile(
    r"\b(?:(?P<relation>since|after|from|before|until|till|by|on|in|during|as of|between)\s+(?:the\s+)?"
    r"(?:early\s+|late\s+|mid-?)?)?"
    rf"(?P<date>\d{{4}}-\d{{2}}(?:-\d{{2}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{_MONTHS})\b\.?(?:,?\s+\d{{4}})?"
    rf"|(?:{_MONTHS})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b"
    rf"|(?:{_MONTHS})\b\.?(?:,?\s+\d{{4}})?"
    rf"|(?:last|this|past)\s+(?:week|month|year|(?:{_DAYS})\b)"
    rf"|today|yesterday|(?:{_DAYS})\b|\d+\s+(?:days?|weeks?|months?|years?)\s+ago|(?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)
_OPEN_END = frozenset(("since", "after", "from", "as of"))
_OPEN_START = frozenset(("before", "until", "till", "by"))
_RELATIVE = re.compile(r"last|this|past|today|yesterday|ago", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A date of a question. `since` and `until` are days, both included; None leaves that end open."""

    span: Span
    words: str
    since: date | None
    until: date | None
    floating: bool = False  # "on Thursday", "in March": the year or week is not said

    def holds(self, day: date | None) -> bool:
        """Does the day lie in the stretch? An unknown day does not."""
        return day is not None and (not self.since or self.since <= day) and (not self.until or day <= self.until)


def find_dates(text: str, today: date) -> tuple[When, ...]:
    """The dates that the text names, in order. "may" and "march" count only where they are written as months."""
    out: list[When] = []
    for match in _DATE.finditer(text):
        words = match["date"]
        relation = (match["relation"] or "").lower()
        if words.lower() in ("may", "mar", "march", "sun", "sat", "wed", "mon") and not (
            relation or words[0].isupper()
        ):
            continue
        if words == "May" and not relation:
            continue
        try:
            since, until = stretch(_spelled(words), today)
        except RequestNotUnderstood:
            continue
        floating = not _RELATIVE.search(words) and not re.search(r"\d{4}", words)
        first = None if relation in _OPEN_START else since
        last = None if relation in _OPEN_END else until
        if relation == "before":
            last = since - timedelta(days=1)
        elif relation == "after":
            first = until + timedelta(days=1)
        out.append(When(Span(match.start(), match.end()), words, first, last, floating))
    return tuple(out)


def _spelled(words: str) -> str:
    return re.sub(r"(?i)^past ", "last ", words.replace("of ", ""))


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def falls_on(when: When, day: date | None) -> bool:
    """Does the day fit a floating date in any year or week: any Thursday, any 14 March, any March?"""
    if day is None or not when.floating:
        return False
    words = when.words.lower()
    if words[:3] in _WEEKDAYS:
        return _WEEKDAYS[day.weekday()] == words[:3]
    anchor = when.since or when.until
    if anchor is None or day.month != anchor.month:
        return False
    return not re.search(r"\d", words) or day.day == anchor.day


YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def is_then(when: When, text: str, article: Article) -> bool:
    """Does the sentence fit a date that the question gives with its year, or "last week" and the like?

    A year in the sentence decides; without one the day of the article does.
    """
    if when.floating or when.words.lower() in text.lower():
        return True
    asked = set(YEAR.findall(when.words))
    there = set(YEAR.findall(text))
    if asked and there:
        return not asked.isdisjoint(there)
    if article.day is None or bool(there and not asked):
        return True
    return when.holds(article.day) or any(when.holds(day) for day in _days_before(text, article.day))


def _days_before(text: str, day: date) -> Iterator[date]:
    """The days that "yesterday", "on Thursday" and the like in a text of that day mean: the last ones before it."""
    if re.search(r"\b(?:yesterday|last night|overnight)\b", text, re.IGNORECASE):
        yield day - timedelta(days=1)
    for name in _WEEKDAY.findall(text):
        yield day - timedelta(days=(day.weekday() - _WEEKDAYS.index(name.lower()[:3])) % 7)
