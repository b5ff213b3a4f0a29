"""Where the modules compiled from exactly the present sources are, if anybody compiled them.

The packages `text`, `names` and `extract`, what encodes articles for the archive, and what merges names run as plain
Python anywhere; `bot/compiling.py` compiles them for more than twice the speed. The compiled modules stand in the
environment, in a folder named after the hash of the sources, so that an edited or updated source never meets a module
compiled from another one: nobody finds that folder then, and plain Python runs.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_ARCHIVING = "codec derived first_sightings sql_ledger".split()
_MERGING = "alignment form group_names groups identity names people portrait sighting".split()
COMPILED = (
    *("text/*.py", "names/*.py", "extract/*.py"),
    *(f"archive/{module}.py" for module in _ARCHIVING),
    *(f"actors/{module}.py" for module in _MERGING),
)
"""Files of packages whose `__init__` finds the compiled modules."""
_COMPILED_IN = ("model.py", "resources.py", "compiling.py", "constructors.py")
"""What those import, as its types and constants are compiled in, and what compiles them."""


def hash_of(files: Iterable[Path]) -> str:
    """A hash over the names and contents of the files, whatever their order."""
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.as_posix()):
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:16]


@lru_cache(maxsize=1)
def folder() -> Path:
    """Where modules compiled from the present sources stand, if there are any."""
    sources = [file for pattern in (*COMPILED, *_COMPILED_IN) for file in PACKAGE.glob(pattern)]
    return Path(sys.prefix) / "share" / "quotedesk" / "compiled" / hash_of(sources)


def modules_of(package: str) -> list[str]:
    """The folder with the compiled modules of `bot.<package>`, in which Python looks first; empty if there is none."""
    found = folder() / PACKAGE.name / package
    return [str(found)] if found.is_dir() else []
