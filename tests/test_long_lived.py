"""What lives long is spared by the garbage collector; garbage is not."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot.long_lived import keep_for_good


class Knot:
    """Refers to itself, so only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _unfrozen() -> Iterator[None]:
    before = list(gc.callbacks)
    yield
    gc.callbacks[:] = before
    gc.unfreeze()


def looked_at(kept: object) -> bool:
    """Would the next full collection go through it?"""
    return any(one is kept for one in gc.get_objects())


def test_what_there_is_and_what_survives_is_gone_through_no_more() -> None:
    before = Knot()
    keep_for_good()
    after = Knot()
    assert not looked_at(before)
    assert looked_at(after)
    gc.collect()
    assert not looked_at(after)


def test_garbage_is_still_freed() -> None:
    keep_for_good()
    knot = weakref.ref(Knot())
    gc.collect()
    assert knot() is None


def test_knot_that_became_garbage_later_is_freed_with_the_next_generation() -> None:
    kept = Knot()
    knot = weakref.ref(kept)
    keep_for_good()
    del kept
    gc.collect()
    assert knot() is not None
    keep_for_good()
    assert knot() is None


def test_keeping_again_adds_no_second_callback() -> None:
    keep_for_good()
    before = len(gc.callbacks)
    keep_for_good()
    assert len(gc.callbacks) == before
