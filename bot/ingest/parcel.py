"""The outcome of a job as bytes: what a worker process hands over, and what is kept of a reload that is cut short.

Lines of UTF-8. What is encoded already, a line each as databases keep it, goes through as it is; a line of JSON tells
the rest. Read back in a tenth of a millisecond an article, and harmless wherever it was kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.archive import codec
from bot.archive.port import Failure, Known, Prepared, PreparedQuote
from bot.ingest.jobs import Outcome
from bot.model import ArticleId

FORMAT = 2
"""To be raised with every change of what `wrap` writes: kept parcels of another one are done again."""
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_BETWEEN = "\t"  # sentences, whose search words hold no white space but single blanks


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
    lines = [_ENCODE(head)]
    for prepared in outcome.prepared:
        lines += _prepared_out(prepared)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def unwrap(parcel: bytes) -> Outcome:
    """The outcome of `wrap`."""
    lines = iter(parcel.decode("utf-8", "surrogatepass").split("\n"))
    path, count, same, failures, read, fresh = json.loads(next(lines))
    return Outcome(
        path=path,
        prepared=tuple([_prepared_in(lines) for _ in range(count)]),
        same={kept: _known_in(known) for kept, *known in same},
        failures=tuple([Failure(path=of, reason=reason) for of, reason in failures]),
        read=read,
        fresh=fresh,
    )


def _prepared_out(prepared: Prepared) -> list[str]:
    head = [
        codec.article_out(prepared.article),
        _known_out(prepared.known),
        prepared.counts,
        "".join(map(str, prepared.quoted)),
        prepared.sketch.hex() if prepared.sketch else None,
        [(*quote[:6], *quote[7:]) for quote in prepared.quotes],
    ]
    words = _BETWEEN.join(prepared.words)
    return [_ENCODE(head), prepared.entities, prepared.sentences, words, *[quote.value for quote in prepared.quotes]]


def _prepared_in(lines: Iterator[str]) -> Prepared:
    article, known, counts, quoted, sketch, quotes = json.loads(next(lines))
    entities, sentences, words = next(lines), next(lines), next(lines)
    return Prepared(
        article=codec.article_in(article),
        known=_known_in(known),
        entities=entities,
        counts=tuple(counts),
        sentences=sentences,
        quoted=tuple(map(int, quoted)),
        words=tuple(words.split(_BETWEEN)) if quoted else (),
        quotes=tuple(
            [
                PreparedQuote(id_, start, plain, begin, end, same, next(lines), first, after, tuple(speakers))
                for id_, start, plain, begin, end, same, first, after, speakers in quotes
            ]
        ),
        sketch=bytes.fromhex(sketch) if sketch else None,
    )


def _known_out(known: Known) -> list[Any]:
    return [known.id, known.fingerprint, known.size, known.mtime_ns, known.file, known.record]


def _known_in(value: list[Any]) -> Known:
    id_, fingerprint, size, mtime_ns, file, record = value
    return Known(id=ArticleId(id_), fingerprint=fingerprint, size=size, mtime_ns=mtime_ns, file=file, record=record)
