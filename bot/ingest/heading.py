"""Who wrote a text file, when and for whom: its own first lines say so, "By Ada Lind | Harbour Post | 4 May 2025".

Read are lines that hold nothing else: a byline, a whole date, the name of an outlet, in any order and number; and of
the paragraph that opens the article the agency and date before its dash. The text itself stays as it is. A date is
only taken with day, month and year, an outlet only where its name is set off or is that of one ("… Gazette").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bot.ingest.dates import parse_moment
from bot.model import Span
from bot.resources import config_file

_LINES = 6
"""Lines of a text that may be its heading."""
_LONGEST = 140  # characters of such a line
_OPENING = 160  # characters of the opening paragraph in which its dateline ends
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(
    r"(?:\b(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?,?\s+)?"
    rf"\b(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}}))\b"
)
_TIME = re.compile(
    r",?\s*(?:at\s+)?\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?(?:\s*\(?[A-Z]{2,4}\)?(?![\w]))?"
    r"|,?\s*(?:at\s+)?\b\d{1,2}\s*[ap]\.?m\b\.?(?:\s+[A-Z]{2,4}\b)?",
)
_LABEL = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?|date|source|from|on)\b\s*:?\s*",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:by|written by|words by|story by|report by|reported by|author:)\s+(?P<who>\S.*)$", re.IGNORECASE
)
_PART = r"[A-ZÀ-ÞĐŁŠŽ](?:[\w’'\-]+|\.)"
_AUTHOR = re.compile(rf"{_PART}(?:\s+(?:(?:de|da|di|del|der|den|van|von|bin|al|la|le|ter)\s+)*{_PART}){{1,4}}")
_SET_OFF = re.compile(r"\s*[|·•;]\s*|\s+[-–—]+\s+|\s*/\s*")
_NO_OUTLET = re.compile(
    r"\b(?:staff|desk|reporters?|correspondents?|editors?|writers?|court|special|contributors?|photographs?|photos?|"
    r"analysis|opinion|interview|exclusive|read|minutes?|min|share|print|comments?|section|page)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"(?:(?:the|of|and|for|de|la|le|el|del|der|die|das|&)\s+|[A-ZÀ-ÞĐŁŠŽ0-9][\w’'.&\-]*\s*|\([^)]*\)\s*)+"
)
_WORDS = 6
"""Words of an outlet's name."""
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-ÞĐŁŠŽ][A-ZÀ-ÞĐŁŠŽ .,’'/\-]+(?:,\s*[A-Z][\w. ]{1,20})?)(?P<rest>[^“”\"]{0,90}?)\s+[-–—]+\s"
)
_AGENCY = re.compile(r"\((?P<agency>[A-Z][\w’'.& \-]{1,40})\)")
_AGENCY_ALONE = re.compile(r"Reuters|[A-Z]{2,4}")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the first lines tell."""

    published: date | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    lines: tuple[Span, ...] = field(default=(), compare=False)
    """The lines that hold nothing else: no sentences of the article."""


def heading_of(text: str) -> Heading:
    """The heading of a text; empty where its first lines are the article itself."""
    published: date | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    lines: list[Span] = []
    for number, place in enumerate(_first_lines(text)):
        line = place.of(text).strip(" \t\r*_#>")
        dateline = _DATELINE.match(line[:_OPENING])
        if dateline:
            agency = _AGENCY.search(dateline["rest"])
            published = published or _date_in(dateline.group())
            source = source or (agency["agency"] if agency else None)
            break
        if len(line) > _LONGEST:
            break
        read = _read(line, alone=number > 0)
        if read is not None:
            lines.append(place)
        else:
            read = _opened_with(line)
        if read is None:
            if line[-1] in '.!?”"' and number:
                break  # a sentence: the article has begun
            continue  # the title, or a line under it
        published = published or read.published
        source = source or read.source
        authors = authors or read.authors
    return Heading(published, source, authors, tuple(lines))


def _first_lines(text: str) -> Iterator[Span]:
    at = len(text) - len(text.lstrip())
    for _ in range(_LINES):
        end = text.find("\n", at)
        if text[at : end if end >= 0 else len(text)].strip(" \t\r*_#>"):
            yield Span(at, end if end >= 0 else len(text))
        if end < 0:
            return
        at = end + len(text[end : end + 200]) - len(text[end : end + 200].lstrip())


def _date_in(words: str) -> date | None:
    match = _DATE.search(words)
    if match is None:
        return None
    month = (match["month"] or match["month2"] or "")[:3]
    written = match["iso"] or f"{match['day'] or match['day2']} {month} {match['year'] or match['year2']}"
    try:
        found = parse_moment(written)
    except ValueError:
        return None
    return found if isinstance(found, date) else None


def _read(line: str, *, alone: bool) -> Heading | None:
    """What a line of the heading tells; None for a line of the article. `alone`: it is not the first one."""
    published = _date_in(line)
    plain = _TIME.sub(" ", _DATE.sub(" | ", line)) if published else line
    authors: tuple[str, ...] = ()
    source: str | None = None
    set_off = bool(re.search(r"[|·•]", line))
    for part in _SET_OFF.split(plain):
        piece = _LABEL.sub("", part.strip(" ,.")).strip(" ,.")
        byline = _BYLINE.match(piece)
        if byline and alone:
            names, _, rest = byline["who"].partition(",")
            authors = authors or _authors(names)
            if not authors:
                return None
            source = source or _outlet(rest.strip(), sure=False)
        elif piece:
            if published is None and not set_off and not (alone and _outlet(piece, sure=False)):
                return None
            found = _outlet_in(piece, sure=set_off)
            if found is None and not _TITLED.fullmatch(piece):
                return None
            source = source or found
    if not published and not authors and not source:
        return None
    return Heading(published, source, authors)


_BEFORE_TEXT = re.compile(r"^(?P<outlet>[A-ZÀ-Þ][\w’'.& \-]{1,40}), (?P<date>[^.]{8,30})\.\s")


def _opened_with(line: str) -> Heading | None:
    """Of a line that begins as one of the heading and goes on as text: "KQRX, 4 May 2025. The mayor spoke with …"."""
    match = _BEFORE_TEXT.match(line)
    published = _date_in(match["date"]) if match else None
    if match is None or published is None or not _DATE.fullmatch(match["date"]):
        return None
    return Heading(published, _outlet(match["outlet"], sure=False))


def _authors(words: str) -> tuple[str, ...]:
    """The names of a byline, without where they write from; none if it is no byline ("By the time …")."""
    bare = re.split(r"\s+(?:in|at|for|reporting)\s+", words)[0]
    names = [name.strip() for name in re.split(r"\s+and\s+|\s*&\s*|\s*/\s*", bare)]
    return tuple(names) if all(_AUTHOR.fullmatch(name) or _AGENCY_ALONE.fullmatch(name) for name in names) else ()


def _outlet_in(piece: str, *, sure: bool) -> str | None:
    """The outlet among what commas separate, as "Leeds Crown Court, The Northern Wire"."""
    parts = [part.strip() for part in piece.split(",")]
    if agency := _AGENCY.search(piece):
        parts.insert(0, agency["agency"])
    return next((found for part in parts if (found := _outlet(part, sure=sure))), None)


@lru_cache(maxsize=1)
def _outlets() -> re.Pattern[str]:
    """A word of an outlet's name, from config/language/media.toml."""
    names = tomllib.loads(config_file("language/media.toml").read_text(encoding="utf-8"))["names"]
    words = (*names["outlet_words"], *names["outlet_words_in_headings"], *names["outlets"])
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _outlet(words: str, *, sure: bool) -> str | None:
    """The words if they are the name of an outlet. `sure`: they are set off where one stands, and need not look it."""
    if not words or len(words.split()) > _WORDS or not _TITLED.fullmatch(words) or _NO_OUTLET.search(words):
        return None
    if sure or _outlets().search(words) or re.fullmatch(r"[A-Z]{3,5}|The(?: \w+){2,}", words):
        return words
    return None
