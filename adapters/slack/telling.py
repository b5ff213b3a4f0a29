"""A request that takes long says how far it is, in one message that its answer then takes the place of.

Messages for one person's eyes cannot be edited: Slack lets nobody change an ephemeral message afterwards. So what was
asked by slash command is told in the direct messages, with a word in the channel that says so, and answered in both;
what was asked in a conversation, where it was asked.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.delivery import Delivery, Posted, Undelivered
from adapters.slack.events import Ask, Place
from adapters.slack.render import Message, notice

logger = logging.getLogger(__name__)

EVERY_S = 2.0
"""Between two edits: chat.update takes some 50 a minute for all of a workspace."""
_ELSEWHERE = "This takes a while. How far it is, and the report, stand in our direct messages."


@dataclass(slots=True, kw_only=True)
class Telling:
    """The message about one request."""

    delivery: Delivery
    client: AsyncWebClient
    ask: Ask
    placed: Callable[[], Awaitable[Place]]  # where the answer belongs, thread and all
    posted: Posted | None = None
    lost: bool = False  # Slack did not take it: the answer alone will have to do

    @property
    def in_place(self) -> bool:
        """Does the message stand where the answer belongs?"""
        return self.aloud or self.ask.place.direct

    @property
    def aloud(self) -> bool:
        """Do others see it?"""
        return self.ask.mention

    async def show(self, message: Message) -> None:
        """Post it the first time, then change it. What Slack refuses is logged, and not tried again."""
        if self.lost:
            return
        try:
            if self.posted is None:
                await self._begin(message)
            else:
                await self.delivery.change(self.client, self.posted, message)
        except Undelivered as error:
            logger.warning("progress not shown", extra={"event": "slack.progress", "reason": error.reason})
            self.lost = True

    async def end(self, message: Message) -> bool:
        """Put the answer in its place; False where there is no such place, or Slack refuses."""
        if self.posted is None:
            return False
        try:
            await self.delivery.change(self.client, self.posted, message)
        except Undelivered as error:
            logger.warning("answer not put in place", extra={"event": "slack.progress", "reason": error.reason})
            return False
        return True

    async def take_back(self) -> None:
        """Delete the message, whose answer is not for those who see it."""
        if self.posted is not None:
            await self._quietly(self.delivery.take_back(self.client, self.posted))

    async def _begin(self, message: Message) -> None:
        place = await self.placed()
        if self.in_place:
            thread = place.thread or (self.ask.ts if self.ask.mention else None) or None
            self.posted = await self.delivery.begin(self.client, place.channel, message, thread=thread)
        else:
            self.posted = await self.delivery.begin(self.client, place.user, message)
            await self._quietly(self.delivery.private(self.client, place, notice(_ELSEWHERE)))

    async def _quietly(self, sent: Awaitable[object]) -> None:
        try:
            await sent
        except Undelivered as error:
            logger.warning("not told", extra={"event": "slack.progress", "reason": error.reason})
