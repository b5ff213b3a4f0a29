"""A progress bar on the terminal while a reload runs; nothing where no person looks."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.desk import Desk
from bot.ingest.progress import Step
from bot.reply.fixed import progress_words

_LOOK_EVERY_S = 0.1

T = TypeVar("T")


async def _told(desk: Desk, task: asyncio.Future[T]) -> T:
    """One line where the work must wait for somebody else; else nobody would know why nothing happens."""
    waiting = False
    while not (await asyncio.wait([task], timeout=_LOOK_EVERY_S))[0]:
        if not waiting and desk.progress is not None and desk.progress.step is Step.WAITING:
            waiting = True
            sys.stderr.write(progress_words(desk.progress) + "\n")
            sys.stderr.flush()
    return await task


async def with_bar(desk: Desk, work: Awaitable[T]) -> T:
    """The result of `work`, a reload of that desk; meanwhile on standard error how far it is, a bar on a terminal."""
    task = asyncio.ensure_future(work)
    if not sys.stderr.isatty():
        return await _told(desk, task)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task("", total=None, visible=False)
        while not (await asyncio.wait([task], timeout=_LOOK_EVERY_S))[0]:
            now = desk.progress
            if now is not None:
                known = now.step is Step.READING
                bar.update(
                    shown,
                    description=progress_words(now),
                    completed=now.done if known else 0,
                    total=now.of if known else None,
                    visible=True,
                )
    return await task
