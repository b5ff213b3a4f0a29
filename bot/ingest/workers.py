"""Many jobs on all cores: a pool of low-priority processes, a bounded window of jobs, results in order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from bot.errors import QuotedeskError
from bot.ingest.jobs import Extract, Job, Outcome, run

_BATCH = 16  # jobs sent at once: hides the cost of a message
_WINDOW = 3  # batches under way for each process: bounds memory, keeps all busy
_NICENESS = 10  # queries of the parent go first
_WORTH_BYTES = 2_000_000  # below that, starting processes takes longer than the work


def outcomes(jobs: Sequence[Job], sizes: int, extract: Extract, workers: int | None = None) -> Iterator[Outcome]:
    """The outcome of every job, in the order of the jobs.

    `sizes`: bytes of all files together, which decide whether a pool is worth it. `workers`: processes; 0 works in
    the calling thread; None is one a core. With a pool, `extract` must be importable by its name.
    """
    processes = _usable_cores() if workers is None else workers
    if processes == 0 or (workers is None and sizes < _WORTH_BYTES) or len(jobs) < 2:
        for job in jobs:
            yield run(job, extract)
        return
    yield from _pooled(jobs, extract, processes)


def _pooled(jobs: Iterable[Job], extract: Extract, processes: int) -> Iterator[Outcome]:
    # Spawned, not forked: this process has threads and open databases.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(extract,))
    pending: deque[Future[list[Outcome]]] = deque()
    try:
        waiting = iter(jobs)
        while batch := tuple(islice(waiting, _BATCH)):
            pending.append(pool.submit(_run_batch, batch))
            if len(pending) >= processes * _WINDOW:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    except BrokenProcessPool as error:
        raise QuotedeskError(
            "A process that analyses articles was killed, perhaps for want of memory. "
            "Nothing was changed; please reload again."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_extract: Extract | None = None


def _begin(extract: Extract) -> None:
    global _extract  # noqa: PLW0603 - a worker process has one extraction for all its life
    _extract = extract
    if hasattr(os, "nice"):
        os.nice(_NICENESS)


def _run_batch(jobs: Sequence[Job]) -> list[Outcome]:
    if _extract is None:
        raise RuntimeError("the worker was not started by this module")
    return [run(job, _extract) for job in jobs]


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
