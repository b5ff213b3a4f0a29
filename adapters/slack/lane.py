"""A few jobs at a time, so that a burst of requests does not keep the event loop from acknowledging the next one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")

WIDTH = 8
"""With 200 requests in flight, 8 gave the shortest time to acknowledge without fewer answers a second."""
PATIENCE_S = 1.0


class Lane:
    """Lets `width` jobs work at once; the others wait in order. A job that takes longer than a second (a reload, Slack
    not answering) goes on beside the lane and holds nobody up.
    """

    def __init__(self, width: int = WIDTH, patience_s: float = PATIENCE_S) -> None:
        self._places = asyncio.Semaphore(width)
        self._patience_s = patience_s

    async def run(self, job: Awaitable[T]) -> T:
        """The job's result, or what it raised. A cancellation reaches the job."""
        try:
            await self._places.acquire()
        except asyncio.CancelledError:
            if asyncio.iscoroutine(job):
                job.close()
            raise
        task = asyncio.ensure_future(job)
        try:
            await asyncio.wait({task}, timeout=self._patience_s)
        except asyncio.CancelledError:
            task.cancel()
            raise
        finally:
            self._places.release()
        return await task
