"""Which extraction and which merging made what is stored: when one changes, its work is done again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from bot.resources import bundled

_PACKAGE = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def extraction_version() -> str:
    """Hash over the code and the word lists of all that is worked out of an article and stored.

    Also a change that nobody gave a number counts.
    """
    code = [file for part in ("text", "names", "extract") for file in (_PACKAGE / part).rglob("*.py")]
    code += [_PACKAGE / "archive" / "derived.py", _PACKAGE / "ingest" / "sketch.py"]
    lists = [file for file in (bundled("config") / "language").rglob("*") if file.is_file()]
    return _hash([_PACKAGE / "model.py", *code, *lists])


def identity_version(corrections: object) -> str:
    """Hash over the code of merging and the operator's corrections (by their `repr`)."""
    code = _hash((_PACKAGE / "actors").rglob("*.py"))
    return hashlib.sha256(f"{code} {corrections!r}".encode("utf-8", "replace")).hexdigest()[:16]


def _hash(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.as_posix()):
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:16]
