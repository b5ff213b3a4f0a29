"""One file → its articles, extracted and ready to be stored: what a worker process does. No archive here."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.archive.derived import pack, sentence_words
from bot.archive.port import INDEXED_BUT, Failure, Known, Prepared
from bot.errors import SourceUnreadable
from bot.ingest.draft import BadRecord, Draft, Limits, tidy
from bot.ingest.heading import heading_of
from bot.ingest.readers import OF_MANY, ending, read, reader_for
from bot.ingest.sketch import sketch
from bot.model import Article, Extraction, article_id, digest

logger = logging.getLogger(__name__)

Extract = Callable[[str, date | None], Extraction]

_TITLE_MOST = 120  # characters
_NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to read, with what is known of its articles, so that unchanged ones are not extracted again.

    Or one article that has been read already, from a feed or from the archive: `draft` with its facts.
    """

    path: str
    file: str = ""
    limits: Limits = _NO_LIMITS
    known: Mapping[str, Known] = field(default_factory=dict)  # by path of the article; empty: extract all
    draft: tuple[Draft, Known] | None = None
    stamp: str = ""  # tells this state of the file from others; "": none of it is worth keeping


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a job. Every article of the file stands in one of `prepared`, `same` and `failures`."""

    path: str
    prepared: tuple[Prepared, ...] = ()
    same: Mapping[str, Known] = field(default_factory=dict)  # by path: unchanged articles with the file's new facts
    failures: tuple[Failure, ...] = ()
    read: bool = False  # False: no part of the file could be used
    fresh: bool = True  # False: the bytes are those of the last reload, and nothing was looked at again


def run(job: Job, extract: Extract) -> Outcome:
    """Read and extract one file. Never raises for what the file holds."""
    try:
        if job.draft:
            return Outcome(path=job.path, prepared=(prepare(job.draft[0], job.path, job.draft[1], extract),), read=True)
        data, size, mtime_ns = _bytes_of(job)
        fingerprint = hashlib.sha256(data).hexdigest()
        if job.known and all(known.fingerprint == fingerprint for known in job.known.values()):
            moved = {p: replace(k, size=size, mtime_ns=mtime_ns) for p, k in job.known.items()}
            return Outcome(path=job.path, same=moved, read=True, fresh=False)
        facts = Known(id=article_id(job.path), fingerprint=fingerprint, size=size, mtime_ns=mtime_ns)
        return _articles(job, data, facts, extract)
    except SourceUnreadable as error:
        return Outcome(path=job.path, failures=(Failure(path=job.path, reason=error.reason),))


def prepare(draft: Draft, path: str, known: Known, extract: Extract) -> Prepared:
    """The draft as an article with its extraction and search words. SourceUnreadable if extraction fails."""
    published = draft.published
    day = published.date() if published is not None and hasattr(published, "date") else published
    try:
        extraction = extract(draft.text, day)
    except Exception as error:
        # A fault of ours in one article must not cost the others; the log has the trace.
        logger.exception("extraction failed", extra={"event": "extract.failed", "article": known.id})
        raise SourceUnreadable(f"could not be analysed ({type(error).__name__}); please report this article") from error
    extraction = _without_heading(extraction, draft.text)
    article = Article(
        id=known.id,
        path=path,
        title=draft.title or _title(draft.text, extraction),
        text=draft.text,
        sha256=digest(draft.text),
        url=draft.url,
        source=draft.source,
        published=published,
        authors=draft.authors,
        summary=draft.summary,
    )
    words = sentence_words(draft.text, extraction.sentences)
    return pack(article, extraction, known, words=words, sketch=sketch(words))


def _without_heading(extraction: Extraction, text: str) -> Extraction:
    """The extraction without the lines of author, date and outlet among its sentences: they answer nothing."""
    lines = heading_of(text).lines
    if not lines:
        return extraction
    kept = tuple(s for s in extraction.sentences if not any(a.start <= s.start and s.end <= a.end for a in lines))
    return replace(extraction, sentences=kept)


def draft_of_article(article: Article) -> Draft:
    """A stored article as a draft again, to be extracted anew."""
    return Draft(
        text=article.text,
        title=article.title,
        url=article.url,
        source=article.source,
        published=article.published,
        authors=article.authors,
        key=article.path,
        summary=article.summary,
    )


def _articles(job: Job, data: bytes, facts: Known, extract: Extract) -> Outcome:
    prepared: list[Prepared] = []
    same: dict[str, Known] = {}
    failures: list[Failure] = []
    seen: set[str] = set()
    for draft in read(job.path, data, job.limits):
        path = f"{job.path}#{draft.key}" if draft.key else job.path
        if isinstance(draft, BadRecord):
            failures.append(Failure(path=path, reason=draft.reason))
            continue
        if path in seen:
            failures.append(Failure(path=path, reason="this id stands twice in the file; only the first is indexed"))
            continue
        seen.add(path)
        record = draft.record if draft.key else ""
        known = replace(facts, id=article_id(path), file=job.path, record=record) if draft.key else facts
        before = job.known.get(path)
        if draft.note:
            failures.append(Failure(path=path, reason=f"{INDEXED_BUT}without a date: {draft.note}"))
        if record and before and before.record == record:
            same[path] = known
            continue
        try:
            prepared.append(prepare(draft, path, known, extract))
        except SourceUnreadable as error:
            failures.append(Failure(path=path, reason=error.reason))
    if not seen and not failures:
        raise SourceUnreadable("there is no article in this file")
    return Outcome(path=job.path, prepared=tuple(prepared), same=same, failures=tuple(failures), read=True)


def _bytes_of(job: Job) -> tuple[bytes, int, int]:
    """The file's bytes, size and time of change; SourceUnreadable when they cannot be had whole."""
    reader_for(job.path)
    most = job.limits.file if ending(job.path) in OF_MANY else job.limits.article
    try:
        # Not blocking: a pipe that took the file's place would never open.
        descriptor = os.open(job.file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb", buffering=0) as stream:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise SourceUnreadable("not a regular file")
            replace(job.limits, article=most).check(before.st_size)
            data = stream.read(before.st_size + 1)
            after = os.fstat(descriptor)
    except FileNotFoundError as error:
        raise SourceUnreadable("the file vanished while the articles were read") from error
    except PermissionError as error:
        raise SourceUnreadable("no permission to read this file") from error
    except OSError as error:
        raise SourceUnreadable(f"cannot be read: {os.strerror(error.errno or errno.EIO)}") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != before.st_size:
        raise SourceUnreadable("the file changed while it was read; it will be read at the next reload")
    return data, before.st_size, before.st_mtime_ns


def _title(text: str, extraction: Extraction) -> str:
    """The first sentence, cut at a word."""
    first = extraction.sentences[0].of(text) if extraction.sentences else next(iter(text.split("\n")), "")
    return tidy(first, _TITLE_MOST) or tidy(text, _TITLE_MOST) or "Untitled"
