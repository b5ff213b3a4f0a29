"""The bot against the fake Slack, in both modes; everything in between is real."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import aiohttp
import pytest

from adapters.slack.app import Means, run
from adapters.slack.door import Desk
from adapters.slack.settings import SlackSettings
from tests.slack.block_limits import Json
from tests.slack.fake_slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack
from tests.slack.replies import CannedDesk

TODAY = date(2026, 3, 2)


@dataclass
class Clockwork:
    """Time that a test moves; waiting passes at once and is written down."""

    now: float = 1_000.0
    day: date = TODAY
    timeout_s: float = 10.0
    passes: bool = True  # False: whoever waits does so for ever

    def __post_init__(self) -> None:
        self.waited: list[float] = []

    async def pause(self, seconds: float) -> None:
        self.waited.append(seconds)
        await (asyncio.sleep(0) if self.passes else asyncio.Event().wait())

    def means(self) -> Means:
        return Means(clock=lambda: self.now, today=lambda: self.day, pause=self.pause, call_timeout_s=self.timeout_s)


@dataclass
class Running:
    """The bot under test, reached in one of the two modes."""

    slack: FakeSlack
    desk: Any  # a CannedDesk, or the real one
    clockwork: Clockwork
    url: str = ""  # HTTP mode

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0) -> None:
        """Send it and wait until the bot has acknowledged it."""
        if not self.url:
            await self.slack.acknowledged(await self.slack.send(kind, payload, retry=retry))
            return
        status, _ = await self.slack.post(self.url, payload, form=kind != "events_api", retry=retry)
        assert status == 200

    async def command(self, name: str, text: str = "", **who: str) -> Json:
        """Type a slash command; the answer."""
        return await self._answered(self.deliver("slash_commands", self.slack.command(name, text, **who)))

    async def mention(self, text: str, thread: str | None = None) -> Json:
        return await self._answered(self.deliver("events_api", self.slack.mention(text, thread=thread)))

    async def direct(self, text: str) -> Json:
        return await self._answered(self.deliver("events_api", self.slack.direct(text)))

    async def press(self, element: Json, *, option: int | None = None, user: str = "U1", private: bool = True) -> Json:
        payload = self.slack.press(element, option=option, user=user, private=private)
        return await self._answered(self.deliver("interactive", payload))

    async def _answered(self, deed: Awaitable[None]) -> Json:
        before = len(self.slack.answers())
        await deed
        return await self.slack.answer(before + 1)


Start = Callable[..., Awaitable[Running]]


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


@pytest.fixture
def desk() -> CannedDesk:
    return CannedDesk()


def settings_for(slack: FakeSlack, mode: str, **more: object) -> SlackSettings:
    given: dict[str, object] = {"bot_token": BOT_TOKEN, "api_url": slack.api_url, "ping_interval_s": 0.2}
    if mode == "socket":
        given["app_token"] = APP_TOKEN
    else:
        given |= {"signing_secret": SIGNING_SECRET, "http_host": "127.0.0.1", "http_port": free_port()}
    return SlackSettings(**(given | more))  # type: ignore[arg-type] # checked by the dataclass's own use


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def running(
    slack: FakeSlack, desk: Desk, mode: str = "socket", timeout_s: float = 10.0, **more: object
) -> AsyncIterator[Running]:
    """Start the bot; on leaving, stop it and fail if it did not close cleanly."""
    settings, clockwork, stop = settings_for(slack, mode, **more), Clockwork(timeout_s=timeout_s), asyncio.Event()
    task = asyncio.create_task(run(desk, settings, stop=stop, means=clockwork.means()))
    try:
        if mode == "socket":
            await slack.connected(slack.sockets_opened + 1)
            yield Running(slack, desk, clockwork)
        else:
            await _listening(settings.http_port, task)
            yield Running(slack, desk, clockwork, f"http://127.0.0.1:{settings.http_port}/slack/events")
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


async def _listening(port: int, task: asyncio.Task[None]) -> None:
    async with aiohttp.ClientSession() as session:
        while not task.done():
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz"):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0)


@pytest.fixture
async def bot(slack: FakeSlack, desk: CannedDesk) -> AsyncIterator[Running]:
    """The bot in Socket Mode."""
    async with running(slack, desk) as started:
        yield started


@pytest.fixture(params=["socket", "http"])
async def either(request: pytest.FixtureRequest, slack: FakeSlack, desk: CannedDesk) -> AsyncIterator[Running]:
    """The bot in each mode in turn."""
    async with running(slack, desk, request.param) as started:
        yield started
