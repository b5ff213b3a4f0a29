"""The bot against the fake Discord; everything in between is real."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from adapters.discord.app import run
from adapters.discord.settings import DiscordSettings
from tests.discord_.fake_discord import TOKEN, Exchange, FakeDiscord
from tests.discord_.published import Json
from tests.discord_.replies import CannedDesk


@dataclass
class Bot:
    """The bot under test with its desk and its Discord."""

    fake: FakeDiscord
    desk: CannedDesk
    stop: asyncio.Event
    task: asyncio.Task[None]

    async def answer(self, payload: Json) -> Json:
        """Deliver an interaction and wait for the finished message."""
        exchange: Exchange = await self.fake.interact(payload)
        return await exchange.answered()

    async def post(self, message: Json) -> Json:
        """Deliver a message and wait for what the bot posts."""
        await self.fake.dispatch("MESSAGE_CREATE", message)
        return await asyncio.wait_for(self.fake.posted.get(), 10)


Start = Callable[..., Awaitable[Bot]]


@asynccontextmanager
async def running(fake: FakeDiscord, desk: Any, **settings: Any) -> AsyncIterator[Bot]:
    """The bot, connected to the fake; stopped cleanly at the end."""
    stop = asyncio.Event()
    options = DiscordSettings(**{"token": TOKEN, "api_url": fake.url, "identify_pause_s": 0.0, **settings})
    task = asyncio.create_task(run(desk, options, stop=stop))
    waiting = asyncio.create_task(fake.identified.get())
    await asyncio.wait({task, waiting}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
    if not waiting.done():
        waiting.cancel()
        await task
        raise AssertionError("the bot has not connected")
    try:
        yield Bot(fake, desk, stop, task)
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    """A Discord; whatever it had to refuse by its published limits fails the test."""
    async with FakeDiscord().serving() as server:
        yield server
    assert server.faults == []


@pytest.fixture
async def bot(fake: FakeDiscord) -> AsyncIterator[Bot]:
    """The bot with canned replies."""
    async with running(fake, CannedDesk()) as started:
        yield started
