"""What an operator knows better: config/actors.toml, read strictly, each error with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.actors.folding import fold
from bot.errors import SettingsError
from bot.model import Gender, Kind

_HEADER = re.compile(r"^\s*\[\[\s*actor\s*\]\]")
_KEYS = ("name", "kind", "aliases", "same_as", "not_same_as", "gender", "external")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One [[actor]] entry. Names are as the operator wrote them."""

    name: str  # canonical
    kind: Kind | None = None  # None: as learned, else a person
    aliases: tuple[str, ...] = ()  # further names; they lead here even if no article has them
    same_as: tuple[str, ...] = ()  # full names seen in articles that mean this actor
    not_same_as: tuple[str, ...] = ()  # names that must never be merged into this actor
    gender: Gender | None = None
    external: str | None = None  # Wikidata id or the like
    line: int = 0  # where the entry begins, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """All entries of one file."""

    entries: tuple[Correction, ...] = ()
    by_name: Mapping[str, Correction] = field(default_factory=dict, repr=False)  # folded name, alias, same_as → entry


NO_CORRECTIONS = Corrections()


def read_corrections(path: Path) -> Corrections:
    """The entries of the file at `path`; none where there is no file.

    Raises SettingsError with file, line and what to do.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # Windows editors put a byte order mark before it
    except FileNotFoundError:
        return NO_CORRECTIONS
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}); save it as UTF-8 text") from error
    return parse_corrections(text, str(path))


def parse_corrections(text: str, path: str) -> Corrections:
    """The entries in the text of a corrections file; `path` is for the messages."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at line ")
        line = place.partition(",")[0]
        raise _error(path, int(line) if line.isdigit() else text.count("\n") + 1, f"not valid TOML: {what}") from error
    lines = text.splitlines()
    for key in table:
        if key != "actor":
            raise _error(path, _line_of(lines, 1, key), f"unknown key {key!r}; entries begin with [[actor]]")
    raw = table.get("actor", [])
    if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
        raise _error(path, _line_of(lines, 1, "actor"), "write each entry under its own [[actor]] line")
    starts = [number for number, line in enumerate(lines, 1) if _HEADER.match(line)]
    starts += [1] * (len(raw) - len(starts))  # entries of an inline array have no header of their own
    entries = tuple(_Entry(path, lines, start, entry).read() for start, entry in zip(starts, raw, strict=False))
    return Corrections(entries=entries, by_name=_by_name(entries, path))


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    lines: list[str]
    start: int
    raw: Mapping[str, object]

    def read(self) -> Correction:
        for key in self.raw:
            if key not in _KEYS:
                raise self.error(key, f"unknown key {key!r}; known are {', '.join(_KEYS)}")
        name = self.text("name")
        if name is None:
            raise self.error("[[actor]]", 'this entry needs a name = "…"')
        kind, gender = self.text("kind"), self.text("gender")
        if kind is not None and kind not in {k.value for k in Kind}:
            raise self.error("kind", f"kind {kind!r} is none of {', '.join(k.value for k in Kind)}")
        if gender is not None and kind not in (None, Kind.PERSON.value):
            raise self.error("gender", f"only a person has a gender, this is of kind {kind!r}")
        if gender is not None and gender not in {g.value for g in Gender}:
            raise self.error("gender", f"gender {gender!r} is none of {', '.join(g.value for g in Gender)}")
        return Correction(
            name=name,
            kind=Kind(kind) if kind else None,
            aliases=self.texts("aliases"),
            same_as=self.texts("same_as"),
            not_same_as=self.texts("not_same_as"),
            gender=Gender(gender) if gender else None,
            external=self.text("external"),
            line=self.start,
        )

    def text(self, key: str) -> str | None:
        value = self.raw.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not fold(value):
            raise self.error(key, f'{key} must be a text in quotation marks: {key} = "…"')
        return " ".join(value.split())

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and fold(v) for v in value):
            raise self.error(key, f'{key} must be a list of names: {key} = ["…", "…"]')
        return tuple(" ".join(v.split()) for v in value)

    def error(self, key: str, what: str) -> SettingsError:
        return _error(self.path, _line_of(self.lines, self.start, key), what)


def _by_name(entries: tuple[Correction, ...], path: str) -> dict[str, Correction]:
    out: dict[str, Correction] = {}
    for entry in entries:
        for name in (entry.name, *entry.aliases, *entry.same_as):
            held = out.setdefault(fold(name), entry)
            if held is not entry:
                raise _error(
                    path,
                    entry.line,
                    f"{name!r} also stands in the entry of line {held.line}; keep it in one of the two",
                )
        for name in entry.not_same_as:
            if fold(name) in {fold(own) for own in _names(entry)}:
                raise _error(path, entry.line, f"{name!r} is both a name of this actor and in not_same_as")
    return out


def _names(entry: Correction) -> Iterator[str]:
    yield entry.name
    yield from entry.aliases
    yield from entry.same_as


def _line_of(lines: list[str], start: int, key: str) -> int:
    """The line of `key` from line `start` on, within its entry; `start` where it is not found."""
    for number, line in enumerate(lines[start - 1 :], start):
        if number > start and _HEADER.match(line):
            break
        if line.strip().startswith(key) or line.strip().startswith(f'"{key}'):
            return number
    return start


def _error(path: str, line: int, what: str) -> SettingsError:
    return SettingsError(f"{path}, line {line}: {what}")
