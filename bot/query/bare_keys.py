"""“/quote Tarrant about budget since March”: keys without their colon, behind a name.

Whether a word is a key or part of a name only the directory can tell, so this follows the parser: where the words as
they stand name nobody, and those before a key name somebody or nearly, the rest is read as if the colons were there,
and the reply says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.commands import BY_NAME, Request, Takes
from bot.errors import RequestNotUnderstood
from bot.query import days
from bot.query.view import View

_KEYS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("about", "on", "regarding", "topic"), "about")
    | dict.fromkeys(("from", "since", "after"), "from")
    | dict.fromkeys(("to", "until", "till", "before"), "to")
    | dict.fromkeys(("source", "outlet"), "source")
)


def read_bare_keys(asked: Request, view: View) -> Request:
    """The request with bare keys read, if its main words name somebody, or nearly, only without them; else the same."""
    command = BY_NAME[asked.command]
    main = command.main
    words = asked.get(main.name) if main and main.takes is Takes.ACTOR else None
    if main is None or not words or words.startswith("@") or view.directory.resolve(words).actors:
        return asked
    near = None
    for name, tail in _cuts(words.split()):
        found = _values(tail, view)
        if not found or not all(command.parameter(key) and not asked.get(key) for key in found):
            continue
        resolution = view.directory.resolve(name)
        read = _with(asked, main.name, name, found)
        if resolution.actors:
            return read
        near = near or (read if resolution.nearest else None)
    return near or asked


def _with(asked: Request, main: str, name: str, found: Mapping[str, str]) -> Request:
    read = asked.having(main, name)
    for key, value in found.items():
        read = read.having(key, value)
    typed = " ".join(f"{key}:{value}" for key, value in found.items())
    return replace(read, notes=(*asked.notes, f"Read as /{asked.command} {name} {typed}."))


def _cuts(words: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Before each key that has words on both sides: the words before it, and the rest."""
    for at in range(1, len(words) - 1):
        if words[at].lower() in _KEYS:
            yield " ".join(words[:at]), words[at:]


def _values(tail: list[str], view: View) -> dict[str, str] | None:
    """Parameter → words; None where a key has no words or a day is none."""
    out: dict[str, list[str]] = {}
    key = ""
    for word in tail:
        named = _KEYS.get(word.lower())
        if named and named not in out and (named != "to" or "from" in out or word.lower() != "to"):
            key = named
            out[key] = []
        elif not key:
            return None  # "the envoy to Moscow": "to" is a key behind "from" only
        else:
            out[key].append(word)
    values = {name: " ".join(words) for name, words in out.items()}
    if "from" in values and not _is_day(values["from"], view) and "source" not in values:
        values["source"] = values.pop("from")  # "Tarrant from the Coast Herald"
    days_given = [values[name] for name in ("from", "to") if name in values]
    return values if all(values.values()) and all(_is_day(words, view) for words in days_given) else None


def _is_day(words: str, view: View) -> bool:
    try:
        days.stretch(words, view.today)
    except RequestNotUnderstood:
        return False
    return True
