"""Read the articles again: what is new or changed is extracted, and all changes become visible at once.

Files are compared first by size and time of change, then by the hash of their bytes; when the code or word lists of
extraction changed since, everything is extracted again. A file that cannot be read is reported and keeps what was
indexed of it. Extraction runs beside the live archive; only the last moment of it is the swap.
"""

from __future__ import annotations

import gc
import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Protocol

from bot.actors.corrections import Corrections
from bot.actors.ledger import Ledger
from bot.archive.port import Archive, Changes, Failure, Known, Prepared, Reader
from bot.errors import ReloadRefused
from bot.ingest.books import Books
from bot.ingest.draft import Limits
from bot.ingest.feeds import FeedPlan, FeedResult, fetch
from bot.ingest.jobs import Extract, Job, Outcome, draft_of_article
from bot.ingest.joining import AS_USUAL, Meeting, Order
from bot.ingest.progress import Progress, Step, Tell
from bot.ingest.report import ReloadReport
from bot.ingest.shelf import Shelf
from bot.ingest.sources import Source, Walk, walk
from bot.ingest.version import extraction_version, identity_version
from bot.ingest.web import WebLimits
from bot.ingest.workers import outcomes
from bot.model import ArticleId


class Merge(Protocol):
    """`bot.actors.identity.merge`."""

    def __call__(self, ledger: Ledger, corrections: Corrections, *, anew: bool) -> Counter[str]: ...


_VALIDATOR = "feed:"  # prefix of the key under which a feed's ETag and date are remembered
_VALIDATOR_KEPT = timedelta(days=365)
_ALLOCATIONS = 20_000  # between two searches for garbage


def reload(
    archive: Archive,
    folders: Sequence[Path],
    *,
    extract: Extract,
    merge: Merge,
    corrections: Corrections,
    now: Callable[[], datetime],
    order: Order = AS_USUAL,
    tell: Tell = lambda _: None,
    max_bytes: int = 20_000_000,
    feeds: Sequence[str] = (),
    web: WebLimits | None = None,
    workers: int | None = None,
) -> ReloadReport:
    """Bring the archive up to what stands in the folders. Blocks, minutes for very many articles.

    Only one runs at a time over one archive. Who asks for the same while it runs, in whatever process, waits and gets
    its report. `extract` must be a module's function when there is much to do (it runs in other processes; `workers`
    as in `bot.ingest.workers`). Raises SettingsError for a folder that cannot be listed, ReloadRefused when more than
    half of the articles of these folders would go and the order is not to `force`, ArchiveUnavailable; after any of
    them the archive is as before.
    """
    began = time.monotonic()
    kind = _kind(folders, feeds, order, max_bytes, corrections)
    meeting = Meeting(archive, kind, now, tell, join=order.join)
    with archive.turn(meeting.wait), archive.reader() as before:
        theirs = meeting.report()
        if theirs is not None:
            return theirs
        found = walk(folders)
        known = archive.known()
        if feeds:
            meeting.tell(Progress(step=Step.FETCHING))
        fetched = fetch(_feed_plan(before, known, feeds, web or WebLimits(), now()))
        limits = Limits(article=max_bytes)
        plan = _planned(known, before, found, limits, fetched)
        books = Books(
            before=before,
            known=known,
            merge=lambda ledger, anew: merge(ledger, corrections, anew=anew),
            identifier=identity_version(corrections),
        )
        run = _Run(
            plan=plan,
            books=books,
            shelf=Shelf(archive, f"{plan.extractor} {before.state().generation} {limits}"),
            extract=extract,
            tell=meeting.tell,
            workers=workers,
            guarded=not (order.force or order.dry_run),
        )
        with _seldom_collecting():
            state = archive.apply(run.changes(now(), order.dry_run))
        if not order.dry_run:
            archive.clear_shelf()
            for result in fetched:
                archive.remember(_VALIDATOR + result.url, result.validator, now() + _VALIDATOR_KEPT)
        return meeting.end(books.report(state, dry_run=order.dry_run, seconds=time.monotonic() - began))


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Fewer searches for garbage: what an article needs dies with it (4 % of what storing one takes)."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _ALLOCATIONS) if before[0] else 0)  # 0: there are none
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _kind(folders: Sequence[Path], feeds: Sequence[str], order: Order, max_bytes: int, corrections: Corrections) -> str:
    """Tells reloads apart that do not do the same: one's report is none of the other's."""
    makers = (extraction_version(), identity_version(corrections))
    places = ([str(folder.resolve()) for folder in folders], list(feeds))
    asked = repr((places, order.dry_run, order.force, max_bytes, makers))
    return hashlib.sha256(asked.encode("utf-8", "surrogateescape")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is to do, from the files' facts alone."""

    jobs: tuple[Job, ...]  # files
    sizes: int  # bytes of all jobs and drafts
    kept: int  # articles of files that were not touched
    notes: tuple[Failure, ...]  # of those files: indexed, but …
    noted: Mapping[str, Sequence[Failure]]  # the same for all files
    gone: Mapping[str, ArticleId]  # articles by path whose file is gone
    dismissed: Mapping[str, ArticleId]  # articles whose folder is no longer asked for
    known: Mapping[str, Known]
    by_file: Mapping[str, Mapping[str, Known]]
    fetched: tuple[FeedResult, ...]
    anew: tuple[Known, ...]  # articles of feeds to extract again from their stored text
    failures: tuple[Failure, ...]
    extractor: str


def _feed_plan(
    before: Reader, known: Mapping[str, Known], urls: Sequence[str], web: WebLimits, now: datetime
) -> FeedPlan:
    validators = {url: before.recall(_VALIDATOR + url, now) or "" for url in urls}
    stored = {path: facts for path, facts in known.items() if facts.file in validators}
    return FeedPlan(urls=tuple(urls), limits=web, known=stored, validators=validators)


def _planned(
    known: Mapping[str, Known], before: Reader, found: Walk, limits: Limits, fetched: tuple[FeedResult, ...]
) -> _Plan:
    extractor = extraction_version()
    fresh = before.state().extractor != extractor
    by_file: dict[str, dict[str, Known]] = defaultdict(dict)
    for path, facts in known.items():
        by_file[facts.file or path][path] = facts
    noted = _noted(before.failures(), by_file)
    jobs: list[Job] = []
    notes: list[Failure] = []
    kept = sizes = 0
    for source in found.sources:
        held = by_file.get(source.path, {})
        if held and not fresh and all(_untouched(facts, source) for facts in held.values()):
            kept += len(held)
            notes += noted.get(source.path, [])
            continue
        stamp = f"{source.path} {source.size} {source.mtime_ns}"
        jobs.append(Job(path=source.path, file=source.file, limits=limits, known={} if fresh else held, stamp=stamp))
        sizes += source.size
    feeds = {result.url for result in fetched}
    renewed = {draft.key for result in fetched for draft, _ in result.drafts}
    old = {path: facts for url in feeds for path, facts in by_file.get(url, {}).items() if path not in renewed}
    gone, dismissed = _gone(by_file, found, feeds)
    sizes += sum(known.size for result in fetched for _, known in result.drafts)
    sizes += sum(facts.size for facts in old.values()) if fresh else 0
    return _Plan(
        jobs=tuple(jobs),
        sizes=sizes,
        kept=kept if fresh else kept + len(old),
        notes=tuple(notes),
        noted=noted,
        gone=gone,
        dismissed=dismissed,
        known=known,
        by_file=by_file,
        fetched=fetched,
        anew=tuple(old.values()) if fresh else (),
        failures=(*found.failures, *(failure for result in fetched for failure in result.failures)),
        extractor=extractor,
    )


def _untouched(facts: Known, source: Source) -> bool:
    return facts.size == source.size and facts.mtime_ns == source.mtime_ns


def _noted(failures: Iterable[Failure], files: Container[str]) -> dict[str, list[Failure]]:
    """What the last reload said of files that it did index, by file: notes, and records it could not use."""
    noted: dict[str, list[Failure]] = defaultdict(list)
    for failure in failures:
        file = failure.path
        while file not in files and "#" in file:
            file = file.rpartition("#")[0]
        if file in files and (file != failure.path or failure.reservation is not None):
            noted[file].append(failure)
    return noted


def _gone(
    by_file: Mapping[str, Mapping[str, Known]], found: Walk, feeds: AbstractSet[str]
) -> tuple[dict[str, ArticleId], dict[str, ArticleId]]:
    """Articles whose file is not there any more, and those whose folder or feed is not asked for any more.

    What stands in the walk's failures may still be there: it stays. A feed keeps what it does not list any more.
    """
    present = feeds | {source.path for source in found.sources} | {failure.path for failure in found.failures}
    unlisted = tuple(f.path for f in found.failures if f.path.endswith("/") and f.path not in found.labels)
    gone: dict[str, ArticleId] = {}
    dismissed: dict[str, ArticleId] = {}
    for file, articles in by_file.items():
        if file in present or (unlisted and file.startswith(unlisted)):
            continue
        side = gone if file.startswith(found.labels) else dismissed
        side.update((path, facts.id) for path, facts in articles.items())
    return gone, dismissed


@dataclass(slots=True, kw_only=True)
class _Run:
    """One reload under way. `put` is consumed inside the archive's transaction and fills the books as it goes."""

    plan: _Plan
    books: Books
    shelf: Shelf
    extract: Extract
    tell: Tell
    workers: int | None
    guarded: bool
    touch: dict[str, Known] = field(default_factory=dict)

    def changes(self, loaded: datetime, dry_run: bool) -> Changes:
        """Everything to apply."""
        plan = self.plan
        self.books.unchanged = plan.kept
        self.books.failures += (*plan.failures, *plan.notes)
        for path, id_ in (*plan.gone.items(), *plan.dismissed.items()):
            self.books.strike(path, id_)
        self._guard()
        return Changes(
            put=self._put(),
            remove=self.books.remove,
            touch=self.touch,
            identify=self.books.identify if self._may_change() or self.books.anew else None,
            failures=self.books.failures,
            loaded=loaded,
            extractor=plan.extractor,
            identifier=self.books.identifier,
            dry_run=dry_run,
        )

    def _may_change(self) -> bool:
        """Is there any article to store or remove?"""
        plan = self.plan
        return bool(plan.jobs or plan.anew or self.books.remove or any(result.drafts for result in plan.fetched))

    def _put(self) -> Iterator[Prepared]:
        plan = self.plan
        of = len(plan.jobs) + sum(len(result.drafts) for result in plan.fetched) + len(plan.anew)
        if of:
            self.tell(Progress(step=Step.READING, of=of))
        for done, outcome in enumerate(self._outcomes(), 1):
            for prepared in self._take(outcome):
                self.books.enter(prepared)
                yield prepared
            self.tell(Progress(step=Step.READING, done=done, of=of))
        self._guard()
        self.tell(Progress(step=Step.STORING))

    def _outcomes(self) -> Iterator[Outcome]:
        """What an earlier reload got done before it was cut short, then what is still to do."""
        left = []
        for job in self.plan.jobs:
            kept = self.shelf.take(job)
            if kept is None:
                left.append(job)
            else:
                yield kept
        jobs = chain(left, self._drafts())
        yield from outcomes(jobs, self.plan.sizes, self.extract, keep=self.shelf.keep, workers=self.workers)

    def _drafts(self) -> Iterator[Job]:
        """Articles of feeds: new ones, and with a changed extraction the stored ones from their stored text."""
        for result in self.plan.fetched:
            for draft, facts in result.drafts:
                yield Job(path=draft.key, draft=(draft, facts))
        for facts in self.plan.anew:
            stored = self.books.before.article(facts.id)
            if stored:
                yield Job(path=stored.path, draft=(draft_of_article(stored), facts))

    def _take(self, outcome: Outcome) -> tuple[Prepared, ...]:
        """The articles of one file to store; the rest of what came of it goes into the books."""
        books = self.books
        held = self.plan.by_file.get(outcome.path, {})
        kept = set(outcome.same) | {prepared.article.path for prepared in outcome.prepared}
        for failure in outcome.failures:
            earlier = failure.path in held and failure.reservation is None
            if earlier or (held and failure.path == outcome.path and not outcome.read):
                failure = Failure(path=failure.path, reason=f"{failure.reason}; what was indexed of it before stays")
                kept.add(failure.path)
            books.failures.append(failure)
        if not outcome.fresh:
            books.failures += self.plan.noted.get(outcome.path, ())
        self.touch.update(outcome.same)
        books.unchanged += len(outcome.same)
        if outcome.read:
            for path, facts in held.items():
                if path not in kept:
                    books.strike(path, facts.id)
        return outcome.prepared

    def _guard(self) -> None:
        """Refuse to remove more than half of what these folders hold: a folder may not be mounted."""
        going = len(self.books.removed) - len(self.plan.dismissed)
        held = len(self.plan.known) - len(self.plan.dismissed)
        if self.guarded and going * 2 > held:
            raise ReloadRefused(
                f"This reload would remove {going:,} of {held:,} articles, so nothing was changed. "
                "If a folder is missing, bring it back; if they are meant to go, reload with force."
            )
