"""First responses before everything else: who is answered at once, and who is told first that an answer comes.

Discord waits 3 seconds for a first response, and a deferral is one. While few answers are in the making each is sent as
its own first response. When many are, whoever comes next is told first, which costs a third of an answer, and those
answers are then laid out one at a time, whenever nobody is waiting to be told.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

QUICK: Final = 8
"""So many answers take well under a tenth of a second together; whoever comes after them is told first."""
QUIET_S: Final = 0.001
"""A round of the event loop that takes less has no first responses in it worth waiting for."""
PATIENCE_S: Final = 0.25
"""How long an answer gives way to first responses."""


@dataclass(slots=True)
class Crowd:
    """The answers that are being made in this process."""

    quick: int = QUICK
    _making: int = 0
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def waits(self) -> bool:
        """Would an answer have to wait for others?"""
        return self._making >= self.quick

    @contextmanager
    def making(self) -> Iterator[None]:
        """From the question to the finished message; sending it, which costs little but time, is not part of it."""
        self._making += 1
        try:
            yield
        finally:
            self._making -= 1

    async def quiet(self) -> None:
        """Wait until the loop has little else to do, but not for long; one caller at a time, in the order of asking."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            latest = loop.time() + PATIENCE_S
            while (before := loop.time()) < latest:
                await asyncio.sleep(0)
                if loop.time() - before < QUIET_S:
                    return
