"""Serve Discord until told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator
from typing import Final

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.client import QuotedeskClient
from adapters.discord.door import Door
from adapters.discord.settings import DiscordSettings
from bot.errors import SettingsError

__all__ = ["DiscordSettings", "run"]

logger = logging.getLogger(__name__)

_REFUSALS: Final = {
    4004: "DISCORD_TOKEN: Discord does not accept this token; copy it anew from the Developer Portal, page Bot.",
    4010: "QUOTEDESK_DISCORD_SHARD_IDS: Discord does not know these shards.",
    4011: "QUOTEDESK_DISCORD_SHARD_COUNT: the bot is in too many servers for so few shards.",
    4013: "Discord refuses the intents of the bot.",
    4014: "Discord refuses the intents of the bot.",
}


async def run(desk: Door, settings: DiscordSettings, *, stop: asyncio.Event) -> None:
    """Connect, serve until `stop` is set, close. SettingsError if Discord refuses the token or the shards.

    An outage of Discord or of the network is waited out, also at the start.
    """
    if settings.shard_ids and not settings.shard_count:
        raise SettingsError("QUOTEDESK_DISCORD_SHARD_COUNT: shard ids are set, but not how many shards there are.")
    _quiet_library()
    attempt = 0
    with _rest_base(settings.api_url):
        while not stop.is_set():
            client = QuotedeskClient(desk, settings)
            try:
                await _serve(client, settings, stop)
            except discord.LoginFailure:
                raise SettingsError(_REFUSALS[4004]) from None
            except discord.PrivilegedIntentsRequired:
                raise SettingsError(_REFUSALS[4014]) from None
            except discord.ConnectionClosed as error:
                if error.code in _REFUSALS:
                    raise SettingsError(_REFUSALS[error.code]) from None
                _log_outage(error)
            except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
                _log_outage(error)
            attempt = 0 if client.was_ready else attempt
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), settings.retry_s[min(attempt, len(settings.retry_s) - 1)])
            attempt += 1


async def _serve(client: QuotedeskClient, settings: DiscordSettings, stop: asyncio.Event) -> None:
    """One life of a client: until `stop` is set or the connection fails for good."""
    async with client:
        serving = asyncio.create_task(client.start(settings.token), name="discord")
        stopping = asyncio.create_task(stop.wait(), name="discord-stop")
        try:
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not serving.done():
                await client.finish()
                await client.close()
            else:
                serving.result()
        finally:
            for task in (serving, stopping):
                task.cancel()
            await asyncio.gather(serving, stopping, return_exceptions=True)


def _log_outage(error: Exception) -> None:
    logger.warning("Discord connection lost", extra={"event": "discord.lost", "error": type(error).__name__})


def _quiet_library() -> None:
    """The library's debug lines hold messages, tokens and payloads: they are never written, whatever the level."""
    library = logging.getLogger("discord")
    library.setLevel(max(library.getEffectiveLevel(), logging.WARNING))
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # voice is none of our business


@contextlib.contextmanager
def _rest_base(url: str) -> Iterator[None]:
    """Another REST base and, found through it, another gateway; the library keeps both for the whole process."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    if url:
        Route.BASE = url.rstrip("/")
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
