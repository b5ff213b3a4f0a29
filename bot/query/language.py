"""What people type → Request. Lenient: it reports the words it could not use, and loses none of them.

    /quote Waltz about:truce from:2025-03-01      a command; the slash may be missing
    /quotedesk quote Waltz                        the same under the umbrella
    what did Waltz say?                           free text is /ask

Bare words before the first `key:` are the main argument, and bare words after a value go on with that value; without
any bare words before it, a value is one word (or one quoted phrase) and what follows is the main argument.
Only the keys of the command count as keys, and never inside quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from bot.commands import BY_NAME, COMMANDS, UMBRELLA, Command, Parameter, Request, Takes
from bot.errors import RequestNotUnderstood

MAX_CHARS = 3_000
"""Longest request that is read, in code points: Discord's longest message is 2,000, Slack's longest button 2,000."""

_KEY_ALIASES = {
    "since": "from",
    "after": "from",
    "until": "to",
    "till": "to",
    "before": "to",
    "outlet": "source",
    "by": "speaker",
    "who": "speaker",
    "on": "about",
    "topic": "about",
    "dry-run": "dry_run",
}
_CLOSING = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "'": "'"}
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_KEY = re.compile(r"[A-Za-z_-]+:")
_GREETINGS = {"hi", "hello", "hey", "hello there", "good morning", "what can you do", "how does this work"}
_TRUE = {"yes", "y", "true", "1", "on", "dry"}
_FALSE = {"no", "n", "false", "0", "off"}


def parse_line(line: str) -> Request:
    """The request that the line makes. RequestNotUnderstood says what is missing, and what to type instead."""
    raw = line
    words = " ".join(_INVISIBLE.sub("", line).split())
    if len(words) > MAX_CHARS:
        raise RequestNotUnderstood(
            f"That is {len(words):,} characters; I read at most {MAX_CHARS:,}. "
            "Send the part that matters, for example one sentence."
        )
    if not words:
        raise RequestNotUnderstood("You sent no words. Try `/quote Waltz`, or `/quotedesk help` for everything.")
    command, rest = _command(words)
    return replace(parse_arguments(command, rest), raw=raw)


def parse_arguments(command: Command, words: str) -> Request:
    """The request for a known command from the words after it. RequestNotUnderstood as in `parse_line`."""
    given, notes = _arguments(command, words)
    checked: dict[str, str] = {}
    for name, value in given.items():
        parameter = command.parameter(name)
        if parameter is None:
            continue
        usable, note = _usable(parameter, value)
        if note:
            notes.append(note)
        if usable:
            checked[name] = usable
    require(command, checked)
    return Request(command=command.name, arguments=tuple(sorted(checked.items())), notes=tuple(notes), raw=words)


def require(command: Command, given: dict[str, str]) -> None:
    """RequestNotUnderstood when a required argument is missing."""
    for parameter in command.parameters:
        if parameter.required and not any(character.isalnum() for character in given.get(parameter.name, "")):
            example = command.examples[0] if command.examples else f"/{UMBRELLA} {command.name} …"
            raise RequestNotUnderstood(
                f"/{command.name} needs {_article(parameter.name)} {parameter.name}. For example: {example}"
            )


def _article(noun: str) -> str:
    if noun == "words":
        return "some"
    return "an" if noun[0] in "aeiou" else "a"


def _command(words: str) -> tuple[Command, str]:
    """The command that the first words name, and the rest; free text is a question."""
    slashed = words.startswith("/")
    first, _, rest = words.removeprefix("/").partition(" ")
    name = first.lower().rstrip(":,")
    if name == UMBRELLA:
        if not rest:
            return BY_NAME["help"], ""
        return _command("/" + rest.removeprefix("/")) if _is_command(rest) else (BY_NAME["ask"], rest)
    if name in BY_NAME and (slashed or name == "ask" or not _is_question(words)):
        command = BY_NAME[name]
        if command.umbrella and not slashed and rest and command.name != "help":
            return BY_NAME["ask"], words
        return command, rest
    if slashed and first:
        near = process.extract(name, [c.name for c in COMMANDS if not c.hidden], scorer=fuzz.ratio, limit=2)
        hint = " or ".join(f"/{match}" for match, score, _ in near if score >= 60)
        raise RequestNotUnderstood(
            f"I do not know the command /{first[:40]}."
            + (f" Did you mean {hint}?" if hint else "")
            + f" /{UMBRELLA} help shows them all."
        )
    if words.lower().strip(" !.?") in _GREETINGS:
        return BY_NAME["help"], ""
    return BY_NAME["ask"], words


def _is_command(rest: str) -> bool:
    return rest.removeprefix("/").partition(" ")[0].lower() in BY_NAME


def _is_question(words: str) -> bool:
    return words.rstrip().endswith("?")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str  # as typed, quotation marks included
    quoted: bool = False

    @property
    def bare(self) -> str:
        return self.text[1:-1].strip() if self.quoted else self.text


def _split(words: str) -> Iterator[_Word]:
    """Words at spaces; a quoted phrase, also right after `key:`, is one word. An unclosed mark is a letter."""
    at = 0
    while at < len(words):
        if words[at] == " ":
            at += 1
            continue
        key = _KEY.match(words, at)
        opening = key.end() if key else at
        if opening < len(words) and words[opening] in _CLOSING:
            end = _closing(words, opening)
            if end is not None:
                if key:
                    yield _Word(words[at:opening])
                yield _Word(words[opening : end + 1], quoted=True)
                at = end + 1
                continue
        end = words.find(" ", at)
        end = len(words) if end < 0 else end
        yield _Word(words[at:end])
        at = end


def _closing(words: str, opening: int) -> int | None:
    """Where the quoted phrase ends: at a closing mark before a space or the end of the words."""
    marks = _CLOSING[words[opening]]
    for at in range(opening + 1, len(words)):
        if words[at] in marks and (at + 1 == len(words) or not words[at + 1].isalnum()):
            return at
    return None


def _arguments(command: Command, words: str) -> tuple[dict[str, str], list[str]]:
    """Parameter → words as given, and what to say about words without a place."""
    main = command.main
    free_text = main is not None and main.takes is Takes.TEXT
    keys = {p.name for p in command.parameters if not (p is main and free_text)}
    bare: list[str] = []
    values: dict[str, list[str]] = {}
    current: str | None = None  # the key whose value is being read
    main_came_first = False
    for word in _split(words):
        key, colon, value = word.text.partition(":")
        name = key.lower() if key.lower() in keys else _KEY_ALIASES.get(key.lower(), "")
        if not word.quoted and colon and name in keys:
            main_came_first = main_came_first or bool(bare)
            current = name
            values.setdefault(name, [])
            if value:
                values[name].append(value)
        elif current is not None and (main_came_first or not values[current]):
            values[current].append(word.bare)
        elif main is not None and free_text and not bare and key.lower() == main.name and colon and not word.quoted:
            bare += [value] if value else []  # "prefix:ko" at the beginning is no part of the text
        else:
            bare.append(word.text if free_text else word.bare)
    if bare and main is None:
        return _joined(values), [f"/{command.name} takes no words of its own; I left out “{' '.join(bare)[:60]}”."]
    if bare and main is not None:
        values.setdefault(main.name, [])[:0] = bare
    return _joined(values), []


def _joined(values: dict[str, list[str]]) -> dict[str, str]:
    return {name: " ".join(parts) for name, parts in values.items()}


def _usable(parameter: Parameter, value: str) -> tuple[str | None, str | None]:
    """The value to use, and what to say about one that cannot be used."""
    if parameter.takes is Takes.CHOICE:
        found = next((c for c in parameter.choices if c == value.lower() or c.startswith(value.lower())), None)
        if found is None:
            return None, f"{parameter.name} can be {' or '.join(parameter.choices)}, not “{value[:40]}”."
        return found, None
    if parameter.takes is Takes.NUMBER:
        if value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= 100_000:
            return str(int(value[:9])), None
        return None, f"{parameter.name} must be a number from 1, not “{value[:40]}”."
    if parameter.takes is Takes.SWITCH:
        if value.lower() in _TRUE:
            return "yes", None
        return None, None if value.lower() in _FALSE else f"{parameter.name} can be yes or no, not “{value[:40]}”."
    return value, None
