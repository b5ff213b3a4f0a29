"""Keeps the articles fresh while the bot runs: on a schedule, and when files change. The same path as `/reload`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from pathlib import Path

from watchfiles import awatch

from bot.commands import Asker
from bot.desk import Desk
from bot.errors import QuotedeskError
from bot.ingest.joining import Order
from bot.settings import Settings

logger = logging.getLogger(__name__)

_LOOK_S = 1.0
"""How long the end of the program may have to wait for a thread that waits for other processes."""
_BLIND_S = 10.0
"""Between two attempts to reach an archive that does not answer."""
_ANEW = Order(join=False)
"""A file that changed while a reload runs may have been read before."""
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


async def renew(desk: Desk, cause: str) -> None:
    """One reload, logged; an error of it is logged and goes no further."""
    try:
        report = await desk.reload(_ANEW)
    except QuotedeskError as error:
        logger.warning("reload refused", extra={"event": "reload.refused", "cause": cause, "reason": str(error)})
    except Exception:
        logger.exception("reload failed", extra={"event": "reload.failed", "cause": cause})
    else:
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
