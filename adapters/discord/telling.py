"""A request that takes long says how far it is, in the message that its answer then takes the place of."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import discord

from adapters.discord import sending
from adapters.discord.door import Door
from adapters.discord.render import Rendered
from adapters.discord.sending import Interaction, SendRefused
from bot.commands import BY_NAME, Asker, Request
from bot.desk import telling
from bot.reply.model import Reply

EVERY_S: Final = 2.0
"""Between two edits: Discord takes five in five seconds for one message."""

Render = Callable[[Reply], Awaitable[Rendered]]


async def told_to(interaction: Interaction, asked: Request, asker: Asker, door: Door, rendered: Render) -> Reply:
    """The desk's reply; while it takes long, the deferred response says how far it is.

    When the interaction is over (15 minutes), or Discord takes no more, the answer alone will have to do.
    """
    silent = False

    async def show(reply: Reply) -> None:
        nonlocal silent
        if silent or not interaction.response.is_done():
            return
        try:
            await sending.complete(interaction, await rendered(reply))
        except SendRefused:
            silent = True

    return await _asked(asked, asker, door, show)


@dataclass(slots=True, kw_only=True)
class Told:
    """The same below a message of somebody: an answer to it that is edited."""

    message: discord.Message
    rendered: Render
    posted: discord.Message | None = None
    silent: bool = False

    async def ask(self, asked: Request, asker: Asker, door: Door) -> Reply:
        """The desk's reply, told meanwhile."""
        return await _asked(asked, asker, door, self._show)

    async def _show(self, reply: Reply) -> None:
        if self.silent:
            return
        try:
            message = await self.rendered(reply)
            if self.posted is None:
                self.posted = await sending.reply_to(self.message, message)
            else:
                await sending.edit(self.posted, message)
        except SendRefused:
            self.silent = True

    async def end(self, rendered: Rendered) -> bool:
        """Put the answer in the place of what was told; False where nothing was, or Discord refuses."""
        if self.posted is None:
            return False
        try:
            await sending.edit(self.posted, rendered)
        except SendRefused:
            return False
        return True


async def _asked(asked: Request, asker: Asker, door: Door, show: Callable[[Reply], Awaitable[None]]) -> Reply:
    if not BY_NAME[asked.command].operators:  # only their commands take long
        return await door.ask(asked, asker)
    pause = partial(asyncio.sleep, EVERY_S)
    return await telling(door.ask(asked, asker), partial(door.so_far, asked, asker), show, pause)
