"""A small, fast extraction for tests of reading and reloading, which are not about it.

`“words,” said First Last.` is a quote. A text with CRASH in it cannot be analysed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.actors.corrections import NO_CORRECTIONS
from bot.actors.identity import merge
from bot.archive.port import Archive
from bot.ingest.reload import reload
from bot.ingest.report import ReloadReport
from bot.model import Entity, Extraction, Kind, Quote, Span, Speech
from tests.factories import sentences_of

NOW = datetime(2025, 3, 20, 9, 0, tzinfo=UTC)
_SAID = re.compile(r"“([^“”]*)” said (\w+ \w+)")


def extract(text: str, published: date | None = None) -> Extraction:
    """The quotes and speakers of the text."""
    if "CRASH" in text:
        raise ValueError("crash")
    names: list[str] = []
    quotes = []
    for match in _SAID.finditer(text):
        if match[2] not in names:
            names.append(match[2])
        quotes.append(
            Quote(
                spans=(Span(*match.span(1)),), speech=Speech.DIRECT, speakers=(names.index(match[2]),), confidence=1.0
            )
        )
    entities = tuple(Entity(kind=Kind.PERSON, name=name) for name in names)
    return Extraction(entities=entities, quotes=tuple(quotes), sentences=sentences_of(text))


def renew(archive: Archive, folders: Path | Sequence[Path], **options: Any) -> ReloadReport:
    """`reload` with this extraction, in this process."""
    defaults: dict[str, Any] = {
        "extract": extract,
        "merge": merge,
        "corrections": NO_CORRECTIONS,
        "now": lambda: NOW,
    }
    return reload(archive, [folders] if isinstance(folders, Path) else folders, **defaults | options)


def story(words: str = "We wait,", name: str = "Ada Brenner", more: str = "") -> str:
    """A short article with one quotation."""
    return f"The pier was quiet. “{words}” said {name}. Nobody else spoke.{more}\n"
