"""Keeps the articles fresh while the bot runs: on a schedule, and when files change. The same path as `/reload`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from watchfiles import awatch

from bot.commands import Asker
from bot.desk import Desk
from bot.errors import QuotedeskError
from bot.ingest.joining import Order
from bot.ingest.report import ReloadReport
from bot.settings import Settings

logger = logging.getLogger(__name__)

_LOOK_S = 1.0
"""How long the end of the program may have to wait for a thread that waits for other processes."""
_BLIND_S = 10.0
"""Between two attempts to reach an archive that does not answer."""
_ANEW = Order(join=False)
"""A file that changed while a reload runs may have been read before."""
_SHOWN = 20
"""Failed files that are named on the terminal."""
_SETTLED_MS = 2_000
"""Changes are gathered this long: a whole folder copied in is one reload."""


async def keep_renewed(desk: Desk, settings: Settings, stop: asyncio.Event) -> None:
    """Reload as the settings say until `stop` is set, and follow reloads of other processes.

    A reload that fails is logged, and the next one tried.
    """
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_follow(desk, stop))
        if settings.reload_every:
            tasks.create_task(_on_schedule(desk, settings.reload_every * 60.0, stop))
        if settings.watch:
            tasks.create_task(_on_change(desk, settings.article_folders, stop))


async def _follow(desk: Desk, stop: asyncio.Event) -> None:
    """What autocomplete offers is as new as what requests find, whoever read the articles."""
    while not stop.is_set():
        try:
            await desk.wait_for_others(_LOOK_S)
        except QuotedeskError as error:
            logger.warning("archive not reached", extra={"event": "renewal.blind", "reason": str(error)})
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _BLIND_S)


async def _on_schedule(desk: Desk, every_s: float, stop: asyncio.Event) -> None:
    while True:
        try:
            await asyncio.wait_for(stop.wait(), every_s)
        except TimeoutError:
            await renew(desk, "schedule")
        else:
            return


async def _on_change(desk: Desk, folders: Sequence[Path], stop: asyncio.Event) -> None:
    async for _ in awatch(*folders, stop_event=stop, debounce=_SETTLED_MS, step=200):
        await renew(desk, "watch")


def failed_lines(report: ReloadReport) -> Iterator[str]:
    """What could not be read, or only with a reservation, a line each."""
    for failure in report.failed[:_SHOWN]:
        yield f"{failure.path}: {failure.reason}"
    if len(report.failed) > _SHOWN:
        yield f"… and {len(report.failed) - _SHOWN:,} more; /articles lists them."


async def renew(desk: Desk, cause: str, tell: Callable[[str], None] = lambda _: None) -> None:
    """One reload, logged; an error of it is logged and goes no further.

    `tell` gets a line for each file that could not be read, and for what kept all of them from being read.
    """
    try:
        report = await desk.reload(_ANEW)
    except QuotedeskError as error:
        tell(f"The articles were not read again: {error.user_message}")
        logger.warning("reload refused", extra={"event": "reload.refused", "cause": cause, "reason": str(error)})
    except Exception:
        logger.exception("reload failed", extra={"event": "reload.failed", "cause": cause})
    else:
        for line in failed_lines(report):
            tell(line)
        if report.added or report.changed or report.removed:
            await desk.audit(Asker(platform=cause), "reload", report.outcome)
        logger.info(
            "articles renewed",
            extra={
                "event": "reload.done",
                "cause": cause,
                "added": len(report.added),
                "changed": len(report.changed),
                "removed": len(report.removed),
                "failed": len(report.failed),
            },
        )
