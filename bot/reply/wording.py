"""Small pieces of English that several replies share: counts, dates, lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.archive.port import Filter, State
from bot.reply.catalogue import say, say_many
from bot.reply.model import Inline, Moment
from bot.reply.plain import day

_IRREGULAR = {"person": "people", "country": "countries", "entry": "entries"}


def count(number: int, noun: str) -> str:
    """ "1 quotation", "2 quotations", "no quotations", "1,204 articles"."""
    plural = _IRREGULAR.get(noun, noun + "s")
    if number == 0:
        return say(f"no {plural}")
    return say_many(f"{{number}} {noun}", f"{{number}} {plural}", number)


def begun(words: str) -> str:
    """The words with a capital at the beginning; the rest as it is."""
    return words[:1].upper() + words[1:]


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"; `last` is "and" or "or"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {say(last)} {words[-1]}"


def days_between(since: date | None, until: date | None) -> str:
    """ "13 Mar 2025 to 14 Mar 2025", one day once, "" without any."""
    if since and until:
        return day(since) if since == until else say("{since} to {until}", since=day(since), until=day(until))
    if since:
        return say("since {day}", day=day(since))
    return say("until {day}", day=day(until)) if until else ""


def narrowed(where: Filter) -> str:
    """The filter in words with a leading space: " in the Coast Herald, since 1 Mar 2025"; "" when nothing narrows."""
    out = say(" in {source}", source=where.source) if where.source else ""
    stretch = days_between(where.since, where.until)
    if stretch:
        out += f"{',' if out else ''} {stretch}"
    return out


def searched(state: State) -> tuple[Inline, ...]:
    """The footer: how much was searched, and how old the index is."""
    if not state.articles:
        return (say("Nothing is indexed yet. An operator can put articles into the folder and use /reload."),)
    stretch = days_between(state.since, state.until)
    out = say("Searched {articles}", articles=count(state.articles, "article")) + (f" ({stretch})" if stretch else "")
    return (out + say(", read "), Moment(state.loaded), ".") if state.loaded else (f"{out}.",)


def plain_words(words: str, at_most: int = 60) -> str:
    """What the asker typed, on one line and shortened, to be shown back."""
    line = " ".join(words.split())
    return line if len(line) <= at_most else line[: at_most - 1].rstrip() + "…"
