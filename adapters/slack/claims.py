"""Each event is answered once, however often Slack delivers it.

Slack delivers an unacknowledged event again at once, after a minute and after five; a retry may be the only delivery
that arrived, so nothing is dropped for being one: what counts is whether its key was seen.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from bot.errors import QuotedeskError

logger = logging.getLogger(__name__)

Clock = Callable[[], float]
"""Seconds, growing."""

REMEMBERED_SECONDS = 15.0 * 60  # the last retry comes after 5 to 6 minutes
REMEMBERED_KEYS = 20_000

SharedClaim = Callable[[str, float], Awaitable[bool]]
"""`(key, seconds)` → was it free until now, in all processes?"""


class Claims:
    """The keys seen within the last quarter of an hour, at most 20,000."""

    def __init__(self, clock: Clock, shared: SharedClaim | None = None) -> None:
        self._clock = clock
        self._shared = shared
        self._until: OrderedDict[str, float] = OrderedDict()

    async def take(self, key: str) -> bool:
        """True for the first caller with this key, in this process and, with a shared store, in all of them."""
        now = self._clock()
        while self._until and (len(self._until) >= REMEMBERED_KEYS or next(iter(self._until.values())) <= now):
            self._until.popitem(last=False)
        if key in self._until:
            return False
        self._until[key] = now + REMEMBERED_SECONDS
        if self._shared is None:
            return True
        try:
            return await self._shared(key, REMEMBERED_SECONDS)
        except QuotedeskError as error:  # better answered twice than not at all
            logger.warning("claim not stored", extra={"event": "slack.claim", "reason": type(error).__name__})
            return True
