"""The outcome of a job as bytes: what a worker process hands over, and what is kept of a reload that is cut short.

What is encoded already, as databases keep it, goes through as it is; numbers stand in a row, columns of words in lines;
a line of JSON tells the rest. Read back in some dozen microseconds an article, and harmless wherever it was kept.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from bot.archive import codec
from bot.archive.port import Failure, Known, Prepared, PreparedNames, PreparedQuotes
from bot.ingest.jobs import Outcome
from bot.model import ArticleId

FORMAT: Final = f"5 {sys.byteorder}"
"""To be changed with every change of what `wrap` writes: kept parcels of another one are done again."""
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LENGTH: Final = 4  # bytes
_TEXT: Final = 3  # its place in `codec.article_out`
_BETWEEN: Final = "\0"  # names, which may hold the end of a line; no article holds this


def wrap(outcome: Outcome) -> bytes:
    """The outcome as bytes."""
    head = [
        outcome.path,
        len(outcome.prepared),
        [[path, *_known_out(known)] for path, known in outcome.same.items()],
        [[failure.path, failure.reason] for failure in outcome.failures],
        outcome.read,
        outcome.fresh,
    ]
    pieces = [_bytes(_ENCODE(head))]
    for prepared in outcome.prepared:
        pieces += _prepared_out(prepared)
    return b"".join([struct.pack(f"<{1 + len(pieces)}I", len(pieces), *map(len, pieces)), *pieces])


def unwrap(parcel: bytes) -> Outcome:
    """The outcome of `wrap`."""
    pieces = _pieces(parcel)
    path, count, same, failures, read, fresh = json.loads(_text(next(pieces)))
    return Outcome(
        path=path,
        prepared=tuple([_prepared_in(pieces) for _ in range(count)]),
        same={kept: _known_in(known) for kept, *known in same},
        failures=tuple([Failure(path=of, reason=reason) for of, reason in failures]),
        read=read,
        fresh=fresh,
    )


def _pieces(parcel: bytes) -> Iterator[bytes]:
    (count,) = struct.unpack_from("<I", parcel)
    at = _LENGTH * (count + 1)
    for length in struct.unpack_from(f"<{count}I", parcel, _LENGTH):
        yield parcel[at : at + length]
        at += length


def _prepared_out(prepared: Prepared) -> list[bytes]:
    article = codec.article_out(prepared.article)
    article[_TEXT] = ""  # goes beside it
    quotes = prepared.quotes
    names = prepared.names
    columns = (prepared.counts, names.mentions, *quotes[1:])
    numbers = array("i", chain(map(len, columns), *columns))
    return [
        _bytes(
            _ENCODE([article, _known_out(prepared.known), len(prepared.words), len(quotes.values), len(names.names)])
        ),
        _bytes(prepared.article.text),
        _bytes(prepared.entities),
        _bytes(prepared.sentences),
        _bytes(prepared.touched),
        _bytes("\n".join(prepared.words)),  # search words hold no white space but single blanks
        _bytes("\n".join(quotes.values)),
        _bytes("\n".join(names.rests)),
        _bytes(_BETWEEN.join(names.names)),
        numbers.tobytes(),
        prepared.sketch or b"",
    ]


def _prepared_in(pieces: Iterator[bytes]) -> Prepared:
    article, known, sentences, quotes, named = json.loads(_text(next(pieces)))
    article[_TEXT], entities, encoded, touched, words = [_text(next(pieces)) for _ in range(5)]
    values = _column(next(pieces), quotes)
    rests = _column(next(pieces), named)
    names = _column(next(pieces), named, _BETWEEN)
    counts, mentions, *numbers = _numbers_in(next(pieces))
    return Prepared(
        article=codec.article_in(article),
        known=_known_in(known),
        entities=entities,
        names=PreparedNames(names, rests, mentions),
        counts=tuple(counts),
        sentences=encoded,
        words=tuple(words.split("\n")) if sentences else (),
        touched=touched,
        quotes=PreparedQuotes(values, *numbers),
        sketch=next(pieces) or None,
    )


_COLUMNS: Final = 2 + len(PreparedQuotes._fields[1:])


def _column(piece: bytes, rows: int, between: str = "\n") -> list[str]:
    return _text(piece).split(between) if rows else []


def _numbers_in(piece: bytes) -> Iterator[list[int]]:
    """The columns of numbers, whose lengths come first."""
    packed = array("i", piece).tolist()
    at = _COLUMNS
    for length in packed[:at]:
        yield packed[at : at + length]
        at += length


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(piece: bytes) -> str:
    return piece.decode("utf-8", "surrogatepass")


def _known_out(known: Known) -> list[Any]:
    return [known.id, known.fingerprint, known.size, known.mtime_ns, known.file, known.record]


def _known_in(value: list[Any]) -> Known:
    id_, fingerprint, size, mtime_ns, file, record = value
    return Known(id=ArticleId(id_), fingerprint=fingerprint, size=size, mtime_ns=mtime_ns, file=file, record=record)
