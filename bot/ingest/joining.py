"""One reload at a time, whoever asks for it: who comes second is told how far the first is, and gets its report.

Processes over one archive meet in its notes: whoever reloads writes down there how far it is, and at the end the
report. Who is killed leaves none, so that the next in turn does the work.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.archive.port import Archive
from bot.errors import ArchiveUnavailable
from bot.ingest.progress import Progress, Step, Tell
from bot.ingest.report import ReloadReport

logger = logging.getLogger(__name__)

_PROGRESS = "reload:progress:"
_REPORT = "reload:report:"
_PROGRESS_KEPT = timedelta(minutes=1)  # what a killed process said of itself is soon forgotten
_REPORT_KEPT = timedelta(hours=1)  # far longer than who waits needs to get its turn
_NOTE_EVERY_S = 0.5  # thousands of files a second would be as many transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a reload is asked for."""

    dry_run: bool = False
    force: bool = False  # go on although most articles would be removed
    join: bool = True  # False: what a reload under way reports is not enough, for files may have changed since it began


AS_USUAL = Order()


class Meeting:
    """What one reload says to those of the same kind in other processes, and hears of them.

    Made before the turn is asked for: a report that was not there then is one of a reload that was waited for.
    """

    def __init__(self, archive: Archive, kind: str, now: Callable[[], datetime], tell: Tell, *, join: bool) -> None:
        self._archive = archive
        self._kind = kind
        self._now = now
        self._tell = tell
        self._join = join
        self._earlier = self._recall(_REPORT)
        self._shown: Progress | None = None
        self._noted = float("-inf")

    def wait(self) -> None:
        """Tell that somebody else has the turn, then how far they are, where that is known and of use."""
        progress = Progress(step=Step.WAITING)
        if self._shown is not None:
            words = self._recall(_PROGRESS) if self._join else None
            progress = _progress_of(words) if words else self._shown
        if progress != self._shown:
            self._shown = progress
            self._tell(progress)

    def report(self) -> ReloadReport | None:
        """That of the reload which was waited for; None where the work is still to do."""
        words = self._recall(_REPORT) if self._join else None
        return ReloadReport.of_words(json.loads(words)[1]) if words and words != self._earlier else None

    def tell(self, progress: Progress) -> None:
        """Tell how far this reload is, here and to those who wait."""
        self._tell(progress)
        step = self._shown is None or self._shown.step is not progress.step
        if step or time.monotonic() - self._noted >= _NOTE_EVERY_S:
            self._shown, self._noted = progress, time.monotonic()
            self._remember(_PROGRESS, json.dumps([progress.step.value, progress.done, progress.of]), _PROGRESS_KEPT)

    def end(self, report: ReloadReport) -> ReloadReport:
        """Leave the report to those who wait."""
        self._remember(_REPORT, json.dumps([secrets.token_hex(8), report.as_words()]), _REPORT_KEPT)
        with suppress(ArchiveUnavailable):
            self._archive.forget(_PROGRESS + self._kind)
        return report

    def _recall(self, what: str) -> str | None:
        with self._archive.reader() as reader:
            return reader.recall(what + self._kind, self._now())

    def _remember(self, what: str, words: str, kept: timedelta) -> None:
        """What others are told must not cost the reload itself."""
        try:
            self._archive.remember(what + self._kind, words, self._now() + kept)
        except ArchiveUnavailable as error:
            logger.warning("others are not told", extra={"event": "reload.untold", "reason": str(error)})


def _progress_of(words: str) -> Progress:
    step, done, of = json.loads(words)
    return Progress(step=Step(step), done=done, of=of)
