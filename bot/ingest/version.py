"""Which extraction and which merging made what is stored: when one changes, its work is done again."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from bot.compiled import PACKAGE, hash_of
from bot.resources import bundled


@lru_cache(maxsize=1)
def extraction_version() -> str:
    """Hash over the code and the word lists of all that is worked out of an article and stored.

    Also a change that nobody gave a number counts.
    """
    code = [file for part in ("text", "names", "extract") for file in (PACKAGE / part).rglob("*.py")]
    code += [PACKAGE / "archive" / "derived.py", PACKAGE / "ingest" / "sketch.py", PACKAGE / "ingest" / "heading.py"]
    lists = [file for file in (bundled("config") / "language").rglob("*") if file.is_file()]
    return hash_of([PACKAGE / "model.py", *code, *lists])


def identity_version(corrections: object) -> str:
    """Hash over the code of merging and the operator's corrections (by their `repr`)."""
    code = hash_of((PACKAGE / "actors").rglob("*.py"))
    return hashlib.sha256(f"{code} {corrections!r}".encode("utf-8", "replace")).hexdigest()[:16]
