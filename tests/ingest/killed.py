"""A process that reloads a folder into an archive and says on its output how far it is; tests kill it on the way.

`python -m tests.ingest.killed ARCHIVE FOLDER [WORKERS] [held]`; held: it goes on after each article when it is told to,
by a line on its input or the end of it.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

from bot.actors.corrections import Corrections
from bot.actors.identity import merge
from bot.actors.ledger import Ledger
from bot.bootstrap import open_archive
from bot.model import Extraction
from tests.ingest import newsroom


def step(name: str) -> None:
    print(name, flush=True)


def told_extract(text: str, published: date | None = None) -> Extraction:
    step("extract")
    if sys.argv[-1] == "held":
        sys.stdin.readline()
    return newsroom.extract(text, published)


def told_merge(ledger: Ledger, corrections: Corrections, *, anew: bool) -> Counter[str]:
    quotes = merge(ledger, corrections, anew=anew)
    step("merged")
    return quotes


if __name__ == "__main__":
    archive = open_archive(sys.argv[1])
    step("open")
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    newsroom.renew(archive, Path(sys.argv[2]), extract=told_extract, merge=told_merge, workers=workers)
    step("done")
    archive.close()
    step("closed")
