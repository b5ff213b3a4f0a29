"""Which reader reads which file: by the ending of its name, compressed or not."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.errors import SourceUnreadable
from bot.ingest.dates import parse_moment
from bot.ingest.draft import BadRecord, Draft, Drafts, Limits
from bot.ingest.html import read_html
from bot.ingest.newsml import read_xml
from bot.ingest.plain import read_markdown, read_text
from bot.ingest.records import read_json, read_json_lines

Reader = Callable[[bytes, Limits], Drafts]
"""Bytes of one file → its articles. Raises SourceUnreadable where no part of the file can be used."""

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_text,
        ".md": read_markdown,
        ".markdown": read_markdown,
        ".html": read_html,
        ".htm": read_html,
        ".xhtml": read_html,
        ".json": read_json,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
        ".xml": read_xml,
    }
)
COMPRESSED = ".gz"
OF_MANY = frozenset({".json", ".jsonl", ".ndjson", ".xml"})
"""Endings of files that may hold more articles than one, and so more bytes."""


def ending(name: str) -> str:
    """The ending that decides, in lower case, without `.gz`."""
    lower = name.lower().removesuffix(COMPRESSED)
    dot = lower.rfind(".")
    return lower[dot:] if dot > lower.rfind("/") + 1 else ""


def reader_for(name: str) -> Reader:
    """The reader of the file of that name. SourceUnreadable names the endings that can be read."""
    reader = READERS.get(ending(name))
    if reader is None:
        what = f"“{ending(name)}”" if ending(name) else "a name without an ending"
        raise SourceUnreadable(f"{what} is not a format that can be read; these are: {', '.join(READERS)}")
    return reader


def read(name: str, data: bytes, limits: Limits) -> Drafts:
    """The articles in a file of that name with those bytes."""
    reader = reader_for(name)
    if name.lower().endswith(COMPRESSED):
        data = expand(data, limits.file if ending(name) in OF_MANY else limits.article)
    drafts = reader(data, limits)
    return drafts if ending(name) in OF_MANY else (_dated(draft, name) for draft in drafts)


_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


def _dated(draft: Draft | BadRecord, name: str) -> Draft | BadRecord:
    """An article without a date as of the day in its file's name: "2025-05-04-pier.txt"."""
    written = _DAY.search(name.rpartition("/")[2])
    if isinstance(draft, BadRecord) or draft.published or draft.note or not written:
        return draft
    try:
        return replace(draft, published=parse_moment(written.group()))
    except ValueError:
        return draft


def expand(data: bytes, most: int) -> bytes:
    """The bytes that gzip compressed, all members of the file; never more than `most` are made."""
    out: list[bytes] = []
    made = 0
    while data:
        engine = zlib.decompressobj(wbits=31)
        try:
            piece = engine.decompress(data, most - made + 1)
        except zlib.error as error:
            raise SourceUnreadable("not a valid gzip file") from error
        out.append(piece)
        made += len(piece)
        if made > most:
            raise SourceUnreadable(f"too large: more than {most / 1e6:,.0f} MB when expanded")
        if not engine.eof:
            raise SourceUnreadable("the gzip file is cut off")
        data = engine.unused_data.lstrip(b"\x00")
    return b"".join(out)
