"""Where article files are: the folders, walked; nothing is opened here."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.archive.port import Failure
from bot.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file that may hold articles."""

    path: str  # relative to its folder's name: "seeds/ferry.md"
    file: str  # a `Path` takes five times as much, and there are as many as articles
    size: int  # bytes
    mtime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What stands in the folders."""

    labels: tuple[str, ...]  # the folders' names as paths begin with them, each with a "/" at its end
    sources: tuple[Source, ...]  # by path
    failures: tuple[Failure, ...]


def walk(folders: Sequence[Path]) -> Walk:
    """All files below the folders but hidden ones. SettingsError if a folder cannot be listed.

    Links to files are followed inside the folders only, links to folders never: a loop or another disk would be read.
    """
    folders = tuple(dict.fromkeys(folder.resolve() for folder in folders))
    labels = _labels(folders)
    sources: dict[str, Source] = {}
    failures: list[Failure] = []
    for folder, label in zip(folders, labels, strict=True):
        before = len(sources) + len(failures)
        for found in _files(folder, label, folders):
            if isinstance(found, Source):
                sources[found.path] = found
            else:
                failures.append(found)
        if len(sources) + len(failures) == before:
            failures.append(Failure(path=label, reason="the folder holds no articles"))
    return Walk(
        labels=labels,
        sources=tuple(sources[path] for path in sorted(sources)),
        failures=tuple(failures),
    )


def _labels(folders: Sequence[Path]) -> tuple[str, ...]:
    """As many last parts of each folder's path as tell it from the others."""
    depth = 1
    while True:
        names = ["/".join(folder.parts[-depth:]).strip("/") for folder in folders]
        longest = max((len(folder.parts) for folder in folders), default=0)
        if max(Counter(names).values(), default=1) == 1 or depth >= longest:
            return tuple(f"{shown(name)}/" for name in names)
        depth += 1


def shown(path: str) -> str:
    """A path as text that can be stored: bytes that are not UTF-8 become U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _files(folder: Path, label: str, folders: Sequence[Path]) -> Iterator[Source | Failure]:
    pending = [folder]
    while pending:
        here = pending.pop()
        prefix = label + shown("".join(f"{part}/" for part in here.relative_to(folder).parts))
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            if here == folder:
                raise SettingsError(f"QUOTEDESK_ARTICLES: {folder} cannot be listed: {error.strerror}.") from error
            yield Failure(path=prefix, reason=f"the folder cannot be listed: {error.strerror}")
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(Path(entry.path))
            else:
                yield _source(entry, prefix + shown(entry.name), folders)


def _source(entry: os.DirEntry[str], path: str, folders: Sequence[Path]) -> Source | Failure:
    try:
        if entry.is_symlink():
            target = Path(entry.path).resolve(strict=True)
            if not any(target.is_relative_to(folder) for folder in folders):
                return Failure(path=path, reason="a symbolic link that leads out of the folder; it is not followed")
        facts = entry.stat()
    except FileNotFoundError:
        return Failure(path=path, reason="a symbolic link to nothing, or a file that vanished")
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself
        return Failure(path=path, reason=f"cannot be reached: {getattr(error, 'strerror', None) or 'a link to itself'}")
    if stat.S_ISDIR(facts.st_mode):
        return Failure(path=path, reason="a symbolic link to a folder; it is not followed")
    if not stat.S_ISREG(facts.st_mode):
        return Failure(path=path, reason="not a regular file")
    return Source(path=path, file=entry.path, size=facts.st_size, mtime_ns=facts.st_mtime_ns)
