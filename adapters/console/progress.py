"""A progress bar on the terminal while a reload runs; nothing where no person looks."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.desk import Desk

_LOOK_EVERY_S = 0.1

T = TypeVar("T")


async def with_bar(desk: Desk, work: Awaitable[T]) -> T:
    """The result of `work`, a reload of that desk, with a bar on standard error meanwhile if that is a terminal."""
    task = asyncio.ensure_future(work)
    if not sys.stderr.isatty():
        return await task
    columns = (TextColumn("Reading articles"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task("reading", total=None, visible=False)
        while not (await asyncio.wait([task], timeout=_LOOK_EVERY_S))[0]:
            if desk.progress is not None:
                done, of = desk.progress
                bar.update(shown, completed=done, total=of, visible=True)
    return await task
