"""The outcome of a job as bytes: what a worker process hands over, and what is kept of a reload that is cut short.

JSON: read back in a tenth of a millisecond an article, and harmless wherever it was kept.
"""

from __future__ import annotations

import json
from typing import Any

from bot.archive import codec
from bot.archive.port import Failure, Known, Prepared, PreparedQuote
from bot.ingest.jobs import Outcome
from bot.model import ArticleId

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def wrap(outcome: Outcome) -> bytes:
    """The outcome as bytes."""
    value = [
        outcome.path,
        [_prepared_out(prepared) for prepared in outcome.prepared],
        [[path, *_known_out(known)] for path, known in outcome.same.items()],
        [[failure.path, failure.reason] for failure in outcome.failures],
        outcome.read,
        outcome.fresh,
    ]
    return _ENCODE(value).encode("utf-8", "surrogatepass")


def unwrap(parcel: bytes) -> Outcome:
    """The outcome of `wrap`."""
    path, prepared, same, failures, read, fresh = json.loads(parcel.decode("utf-8", "surrogatepass"))
    return Outcome(
        path=path,
        prepared=tuple(_prepared_in(value) for value in prepared),
        same={kept: _known_in(known) for kept, *known in same},
        failures=tuple(Failure(path=of, reason=reason) for of, reason in failures),
        read=read,
        fresh=fresh,
    )


def _prepared_out(prepared: Prepared) -> list[Any]:
    return [
        codec.article_out(prepared.article),
        _known_out(prepared.known),
        prepared.entities,
        prepared.counts,
        prepared.sentences,
        prepared.quoted,
        prepared.words,
        prepared.quotes,
        prepared.sketch.hex() if prepared.sketch else None,
    ]


def _prepared_in(value: list[Any]) -> Prepared:
    article, known, entities, counts, sentences, quoted, words, quotes, sketch = value
    return Prepared(
        article=codec.article_in(article),
        known=_known_in(known),
        entities=entities,
        counts=tuple(counts),
        sentences=sentences,
        quoted=tuple(quoted),
        words=tuple(words),
        quotes=tuple(PreparedQuote._make([*quote[:-1], tuple(quote[-1])]) for quote in quotes),
        sketch=bytes.fromhex(sketch) if sketch else None,
    )


def _known_out(known: Known) -> list[Any]:
    return [known.id, known.fingerprint, known.size, known.mtime_ns, known.file, known.record]


def _known_in(value: list[Any]) -> Known:
    id_, fingerprint, size, mtime_ns, file, record = value
    return Known(id=ArticleId(id_), fingerprint=fingerprint, size=size, mtime_ns=mtime_ns, file=file, record=record)
