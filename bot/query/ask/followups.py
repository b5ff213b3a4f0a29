"""Several questions in one message, and questions that lean on the one before: "and Putin?", "when?"."""

from __future__ import annotations

import re

from bot.actors.directory import Directory
from bot.model import Gender
from bot.query.ask.dates import find_dates
from bot.query.view import View
from bot.text.words import fold

_STARTS = (
    r"(?:what|who|whom|whose|when|where|why|how|which|did|does|do|is|are|was|were|has|have|will|would|on which|"
    r"in which)"
)
_SPLIT = re.compile(rf"\?\s+(?=\S)|,?\s+and\s+(?:also\s+)?(?={_STARTS}\b)|;\s+(?={_STARTS}\b)", re.IGNORECASE)
_BARE = re.compile(
    r"^(?:and |but |so |ok |exactly )*(?P<wh>when|where|why|who|how|on which channel|on what channel|"
    r"which channel|since when|whose|by whom|who said (?:it|that|this)|how many|how much|to whom|"
    r"in which outlet|which outlet)"
    r"(?: exactly| was that| did that happen| is that| so)?$",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"^(?:and |but |ok |so )*(?:what about|how about|and|about)\s+(?P<rest>.+)$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?P<he>he|him)\b|\b(?P<she>she|her)\b|\b(?P<they>they|them)\b|\b(?P<own>his|their)\b", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:and )?(?:what|who|whom|whose|when|where|why|how(?: many| much)?|which(?: \w+)?|on which \w+)\b\s*"
    r"(?:exactly\s+)?",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|on|regarding|concerning)\s+.+$", re.IGNORECASE)


_SET_BEFORE = re.compile(
    rf"^(?:and |so |but )?(?P<who>(?:the |our )?[^,?]{{3,60}}?)(?:,|\s[-–—])\s+(?P<asks>{_STARTS}\b.*?)"
    r"\b(?:he|she|they|it)\b(?P<rest>.*)$",
    re.IGNORECASE,
)


def in_order(text: str) -> str:
    """ "And the doctor on the island, what did she say?" as "what did the doctor on the island say?"."""
    match = _SET_BEFORE.match(text.strip())
    if not match or re.match(rf"{_STARTS}\b", match["who"], re.IGNORECASE):
        return text
    return f"{match['asks']}{match['who']}{match['rest']}"


def split_questions(text: str) -> tuple[str, ...]:
    """The questions of one message in order; a quotation is never split."""
    masked = re.sub(r"“[^”]*”|\"[^\"]*\"|«[^»]*»", lambda m: "\x01" * len(m.group()), text)
    out: list[str] = []
    at = 0
    for match in _SPLIT.finditer(masked):
        out.append(text[at : match.start()])
        at = match.end()
    out.append(text[at:])
    out = _shared(out)
    parts = tuple(part.strip(" ?!.,;") for part in out if any(c.isalnum() for c in part))
    return parts[:4] if len(parts) > 1 else (text,)


_ONLY_ASKS = re.compile(r"^(?:and |so |but )?(?P<wh>when|where|why|how|who)$", re.IGNORECASE)
_ASKS_FIRST = re.compile(r"^(?:when|where|why|how|who|whom)\b", re.IGNORECASE)


def _shared(parts: list[str]) -> list[str]:
    """ "When" and "where did it happen" as "when did it happen" and "where did it happen"."""
    for number in range(len(parts) - 2, -1, -1):
        only, behind = _ONLY_ASKS.match(parts[number].strip()), parts[number + 1].strip()
        if only and _ASKS_FIRST.match(behind) and len(behind.split()) > 1:
            parts[number] = _ASKS_FIRST.sub(only["wh"], behind, count=1)
    return parts


def leans(text: str, directory: Directory) -> bool:
    """Is the question incomplete without the one before it?"""
    plain = text.strip(" ?!.")
    if _BARE.match(plain) or (
        _ELLIPSIS.match(plain) and not re.match(rf"^(?:and )?{_STARTS}\b(?! about)", plain, re.IGNORECASE)
    ):
        return True
    return bool(_PRONOUN.search(plain)) and not directory.find_in(plain)


def completed(text: str, before: str | None, view: View) -> str:
    """The question with what it leaves out taken from the one before; unchanged if it needs nothing or has nothing."""
    plain = " ".join(text.split()).strip(" ?!.")
    if not before or not leans(plain, view.directory):
        return text
    before = " ".join(before.split()).strip(" ?!.")
    bare = _BARE.match(plain)
    if bare:
        rest = _LEAD.sub("", before, count=1)
        return f"{bare['wh']} {rest}?"
    named = [
        hit for hit in view.directory.find_in(before) if hit.resolution.actors and not _is_pronoun(hit.span.of(before))
    ]
    ellipsis = _ELLIPSIS.match(plain)
    if ellipsis and not re.match(rf"{_STARTS}\b", ellipsis["rest"], re.IGNORECASE):
        return _replaced(ellipsis["rest"], before, [(hit.span.start, hit.span.end) for hit in named], view)
    pronoun = _PRONOUN.search(plain)
    if pronoun and named:
        wanted = {"he": Gender.MALE, "she": Gender.FEMALE}.get(pronoun.lastgroup or "")
        fitting = [
            hit
            for hit in named
            if wanted is None or any(m.actor.gender in (wanted, None) for m in hit.resolution.actors)
        ]
        hit = (fitting or named)[0]
        name = hit.span.of(before)
        own = pronoun.lastgroup == "own" or re.match(r"(?i)her\s+\w", plain[pronoun.start() :])
        if own and not re.search(r"(?i)\bher\s+(?:about|on|say)\b", plain):
            name += "’s"
        return f"{plain[: pronoun.start()]}{name}{plain[pronoun.end() :]}?"
    return text


def _replaced(rest: str, before: str, named: list[tuple[int, int]], view: View) -> str:
    """The question before with the new name, date or topic in the place of its own."""
    dates = find_dates(rest, view.today)
    if dates and len(dates[0].words) >= len(rest.split(" ", 1)[-1]) - 1:
        old = find_dates(before, view.today)
        kept = before[: old[0].span.start] + before[old[0].span.end :] if old else before
        return f"{kept.strip()} {rest}?"
    found = view.directory.find_in(rest)
    if any(hit.resolution.actors for hit in found) or (rest[:1].isupper() and named):
        if named:
            start, end = named[0]
            return f"{before[:start]}{rest}{before[end:]}?"
        return f"{before} {rest}?"
    topic = re.sub(r"(?i)^(?:about|on|regarding|concerning)\s+", "", rest)
    if _ABOUT.search(before):
        return f"{_ABOUT.sub('', before).strip()} about {topic}?"
    return f"{before} about {topic}?"


def _is_pronoun(words: str) -> bool:
    return fold(words) in {"he", "she", "they", "it", "him", "her"}
