"""What a reload has got done, kept until all of it is visible: after a crash the next one goes on from there."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.archive.port import Archive
from bot.ingest.jobs import Job, Outcome
from bot.ingest.parcel import FORMAT, unwrap


class Shelf:
    """Finished jobs over one state of the archive. For whoever has the turn to change it."""

    def __init__(self, archive: Archive, stamp: str) -> None:
        """`stamp`: of the archive's state and the extraction; work done for another one is dropped."""
        self._archive = archive
        self._stamp = f"{stamp} {FORMAT}"
        self._names = archive.shelved(self._stamp)

    def take(self, job: Job) -> Outcome | None:
        """What came of the job earlier, while its file was the same as now."""
        name = _name(job)
        parcel = self._archive.parcel(name) if name in self._names else None
        return unwrap(parcel) if parcel is not None else None

    def keep(self, done: Sequence[tuple[Job, bytes]]) -> None:
        """Keep jobs with what came of them, as `bot.ingest.parcel` wraps it."""
        self._archive.shelve(self._stamp, [(_name(job), parcel) for job, parcel in done if job.stamp])


def _name(job: Job) -> str:
    return hashlib.sha256(job.stamp.encode("utf-8", "surrogatepass")).hexdigest()[:32]
