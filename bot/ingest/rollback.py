"""Undo the last reload that changed articles: what it added goes, what it changed or removed comes back.

A rollback is itself such a change, so a second one undoes the first. The files are not touched: the next reload reads
what stands in them then, so a bad delivery has to be taken out of its folder too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache

from bot.actors.corrections import Corrections
from bot.archive.derived import pack
from bot.archive.port import Archive, Changes, Known, Past, Prepared, Reader
from bot.errors import UsageError
from bot.ingest.books import Books
from bot.ingest.jobs import Extract, draft_of_article, prepare
from bot.ingest.reload import Merge
from bot.ingest.report import ReloadReport
from bot.ingest.version import extraction_version, identity_version


def rollback(
    archive: Archive,
    *,
    extract: Extract,
    merge: Merge,
    corrections: Corrections,
    now: Callable[[], datetime],
    dry_run: bool = False,
    waiting: Callable[[], None] = lambda: None,
) -> ReloadReport:
    """Bring back the state before the last change. UsageError where there is none; then nothing is changed.

    `waiting` is called once if a reload, perhaps of another process, has to end first.

    Articles that come back are extracted anew, so that they are as the present program reads them.
    """
    began = time.monotonic()
    with archive.turn(cache(waiting)), archive.reader() as before:
        past = _last(before)
        known = archive.known()
        paths = {facts.id: path for path, facts in known.items()}
        books = Books(
            before=before,
            known=known,
            merge=lambda ledger, anew: merge(ledger, corrections, anew=anew),
            identifier=identity_version(corrections),
        )
        for one in past:
            if one.before is None and one.article in paths:
                books.strike(paths[one.article], one.article)
        books.unchanged = len(known) - sum(one.article in paths for one in past)
        books.failures += before.failures()
        fresh = before.state().extractor == extraction_version()
        state = archive.apply(
            Changes(
                put=_restored(past, books, extract, fresh=fresh),
                remove=books.remove,
                identify=books.identify,
                failures=books.failures,
                loaded=now(),
                identifier=books.identifier,
                dry_run=dry_run,
            )
        )
    return books.report(state, dry_run=dry_run, seconds=time.monotonic() - began)


def _last(before: Reader) -> tuple[Past, ...]:
    """What the last reload did that changed articles; generations in which only actors changed are passed over."""
    for generation in range(before.state().generation, 0, -1):
        past = tuple(before.past(generation))
        if past:
            return past
    raise UsageError("There is no earlier state to go back to.")


def _restored(past: tuple[Past, ...], books: Books, extract: Extract, *, fresh: bool) -> Iterator[Prepared]:
    for one in past:
        version = one.before
        if version is None:
            continue
        # Where the archive was made by another extraction, the next reload reads everything again anyway.
        known: Known = version.known
        if fresh:
            prepared = prepare(draft_of_article(version.article), version.article.path, known, extract)
        else:
            prepared = pack(version.article, version.extraction, known)
        books.enter(prepared)
        yield prepared
