"""A few jobs at a time; a slow one holds nobody up."""

from __future__ import annotations

import asyncio

import pytest

from adapters.slack.lane import Lane


async def test_no_more_jobs_than_places_work_at_once() -> None:
    lane, working, most = Lane(width=3), 0, 0

    async def job() -> None:
        nonlocal working, most
        working += 1
        most = max(most, working)
        await asyncio.sleep(0)
        working -= 1

    await asyncio.gather(*(lane.run(job()) for _ in range(20)))
    assert most == 3


async def test_slow_jobs_give_up_their_places() -> None:
    lane, gate = Lane(width=2, patience_s=0.01), asyncio.Event()
    slow = [asyncio.ensure_future(lane.run(gate.wait())) for _ in range(2)]
    assert await asyncio.wait_for(lane.run(asyncio.sleep(0, "through")), 5) == "through"
    gate.set()
    assert await asyncio.gather(*slow) == [True, True]


async def test_error_of_a_job_passes_through_and_frees_the_place() -> None:
    lane = Lane(width=1)

    async def fail() -> None:
        raise LookupError

    for _ in range(3):
        with pytest.raises(LookupError):
            await lane.run(fail())


async def test_cancellation_reaches_the_job() -> None:
    lane, started, ended = Lane(width=1), asyncio.Event(), asyncio.Event()

    async def job() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    task = asyncio.ensure_future(lane.run(job()))
    await started.wait()
    task.cancel()
    await asyncio.wait_for(ended.wait(), 5)
    assert await asyncio.wait_for(lane.run(asyncio.sleep(0, "free")), 5) == "free"
