"""How far a reload is: told while it runs, shown on the terminal and in the chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Step(Enum):
    """What a reload is at, in this order; one that is waited for is told of in between."""

    WAITING = "waiting"  # somebody else, perhaps another process, changes the articles
    FETCHING = "fetching"  # feeds
    READING = "reading"  # articles
    STORING = "storing"  # who is who, and making everything visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a reload stands."""

    step: Step
    done: int = 0  # files, while READING
    of: int = 0


Tell = Callable[[Progress], None]
"""Called from the thread that reloads; must be quick."""
