"""Time grows with the length of a text and no faster, whatever the text.

Times of one process are compared with each other, never with a clock on the wall: four times the text may take at most
ten times the time (linear: four, quadratic: sixteen), the best of several runs on each side.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from bot.extract.pipeline import extract
from tests.extract.adversarial import ADVERSARIAL

SHORT_CHARS = 8_000
TIMES = 4
ALLOWED = 10
NEGLIGIBLE_S = 0.02  # below it the clock and the caches are measured, not the text


def cpu_s(text: str) -> float:
    """CPU seconds of one extraction, without the garbage collector, whose passes grow with all that is alive."""
    gc.disable()
    try:
        start = time.process_time()
        extract(text)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("make", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_time_is_linear_in_the_length(make: Callable[[int], str]) -> None:
    short, long = make(SHORT_CHARS), make(SHORT_CHARS * TIMES)
    cpu_s(short)  # the lexicons are read
    base = max(min(cpu_s(short) for _ in range(3)), NEGLIGIBLE_S)
    ratio = float("inf")
    for _ in range(4):
        ratio = min(ratio, cpu_s(long) / base)
        if ratio <= ALLOWED:
            return
    pytest.fail(f"{TIMES} times the text takes {ratio:.0f} times as long")
