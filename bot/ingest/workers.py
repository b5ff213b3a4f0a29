"""Many jobs on all cores: a pool of low-priority processes, a bounded window of jobs, results in order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from bot.errors import QuotedeskError
from bot.ingest.jobs import Extract, Job, Outcome, run
from bot.ingest.parcel import unwrap, wrap

_BATCH = 16  # jobs sent at once: hides the cost of a message
_WINDOW = 3  # batches under way for each process: bounds memory, keeps all busy
_NICENESS = 10  # queries of the parent go first
_ALLOCATIONS = 20_000  # between two searches for garbage: what an article needs dies with it (5 % of a worker's time)
_WORTH_BYTES = 2_000_000  # below that, starting processes takes longer than the work

Keep = Callable[[Sequence[tuple[Job, bytes]]], None]
"""Takes the work as it is done, as `bot.ingest.parcel` wraps it; called in the thread that asks for outcomes."""


def outcomes(
    jobs: Iterable[Job], sizes: int, extract: Extract, *, keep: Keep, workers: int | None = None
) -> Iterator[Outcome]:
    """The outcome of every job, in the order of the jobs.

    `sizes`: bytes of all files together, which decide whether a pool is worth it, and whether the work is worth
    keeping. `workers`: processes; 0 works in the calling thread; None is one a core. With a pool, `extract` must be
    importable by its name.
    """
    processes = _usable_cores() if workers is None else workers
    if workers is None and sizes < _WORTH_BYTES:
        for job in jobs:
            yield run(job, extract)
    elif processes == 0:
        for job in jobs:
            outcome = run(job, extract)
            keep([(job, wrap(outcome))])
            yield outcome
    else:
        for batch, parcels in _pooled(jobs, extract, processes):
            keep(list(zip(batch, parcels, strict=True)))
            yield from map(unwrap, parcels)


def _pooled(jobs: Iterable[Job], extract: Extract, processes: int) -> Iterator[tuple[Sequence[Job], list[bytes]]]:
    # Spawned, not forked: this process has threads and open databases.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(extract,))
    pending: deque[tuple[Sequence[Job], Future[list[bytes]]]] = deque()
    try:
        waiting = iter(jobs)
        while batch := tuple(islice(waiting, _BATCH)):
            pending.append((batch, pool.submit(_run_batch, batch)))
            if len(pending) >= processes * _WINDOW:
                done, future = pending.popleft()
                yield done, future.result()
        while pending:
            done, future = pending.popleft()
            yield done, future.result()
    except BrokenProcessPool as error:
        raise QuotedeskError(
            "A process that analyses articles was killed, perhaps for want of memory. "
            "Nothing was changed; please reload again."
        ) from error
    finally:
        # With nothing left to do they end by themselves, beside what the caller does next.
        pool.shutdown(wait=bool(pending), cancel_futures=True)


_extract: Extract | None = None


def _begin(extract: Extract) -> None:
    global _extract  # noqa: PLW0603 - a worker process has one extraction for all its life
    _extract = extract
    gc.set_threshold(_ALLOCATIONS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever: both ends of its pipes are its own, too."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run_batch(jobs: Sequence[Job]) -> list[bytes]:
    if _extract is None:
        raise RuntimeError("the worker was not started by this module")
    return [wrap(run(job, _extract)) for job in jobs]


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
