"""Which reader reads which file: by the ending of its name, compressed or not."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.errors import SourceUnreadable
from bot.ingest.draft import Drafts, Limits
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
    return reader(data, limits)


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
