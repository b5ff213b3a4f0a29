"""Time to acknowledge and commands a second in Slack, against a bare slack-bolt handler in the same run."""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.app import SlackSettings, run
from adapters.slack.render import payload
from tests.slack.conftest import free_port
from tests.slack.fake_slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from tests.slack.replies import CannedDesk, a_reply, an_item

pytestmark = pytest.mark.benchmark

IN_FLIGHT = 200
TOTAL = 2_000
PAGE = [an_item(f"This is sentence number {n}, and it is about as long as sentences are.") for n in range(5)]

Serve = Callable[[str, asyncio.Event, int], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, seen from Slack's side."""

    ack: list[float]
    answer: list[float]
    seconds: float

    def __str__(self) -> str:
        return (
            f"ack p50 {percentile(self.ack, 50):.1f} ms, p99 {percentile(self.ack, 99):.1f} ms; "
            f"answer p50 {percentile(self.answer, 50):.0f} ms; {len(self.answer) / self.seconds:.0f} commands/s"
        )


def percentile(seconds: list[float], percent: int) -> float:
    """In milliseconds."""
    return statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1] * 1_000


async def bare(api_url: str, stop: asyncio.Event, port: int) -> None:
    """The least that answers a slash command with slack-bolt: acknowledge, then the same page, made beforehand."""
    message = payload(a_reply(*PAGE))
    client = AsyncWebClient(token=BOT_TOKEN, base_url=api_url)
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET)

    @app.command("/quote")
    async def quote(ack: Any, respond: Any) -> None:
        await ack()
        await respond(**message, response_type="ephemeral")

    if port:
        runner = web.AppRunner(app.web_app(), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await stop.wait()
        await runner.cleanup()
        return
    handler = AsyncSocketModeHandler(app, APP_TOKEN)
    await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt's own
    await stop.wait()
    await handler.close_async()  # type: ignore[no-untyped-call] # Bolt's own


async def ours(api_url: str, stop: asyncio.Event, port: int) -> None:
    """Quotedesk's adapter over a desk that answers at once, so that only the adapter is measured."""
    desk = CannedDesk(answer=lambda request: a_reply(*PAGE, request=request))
    settings = SlackSettings(
        bot_token=BOT_TOKEN,
        app_token=None if port else APP_TOKEN,
        signing_secret=SIGNING_SECRET,
        api_url=api_url,
        http_host="127.0.0.1",
        http_port=port,
    )
    await run(desk, settings, stop=stop)


async def measure(serve: Serve, in_flight: int, total: int, *, http: bool) -> Measured:
    """Load the bot that `serve` starts, from a process of its own."""
    port = free_port() if http else 0
    command = [sys.executable, "-m", "tests.benchmarks.slack_load", *map(str, (in_flight, total, port))]
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(*command, stdout=pipe, limit=1 << 24)
    assert child.stdout is not None
    stop = asyncio.Event()
    api_url = json.loads(await child.stdout.readline())["api_url"]
    serving = asyncio.create_task(serve(api_url, stop, port))
    try:
        result = json.loads(await child.stdout.readline())
    finally:
        stop.set()
        await child.wait()
        await serving
    return Measured(result["ack"], result["answer"], result["seconds"])


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_acknowledged_in_time_with_200_requests_in_flight(http: bool) -> None:
    rounds = [
        (await measure(bare, IN_FLIGHT, TOTAL, http=http), await measure(ours, IN_FLIGHT, TOTAL, http=http))
        for _ in range(3)
    ]
    for plain, quotedesk in rounds:
        print(f"\nbare slack-bolt: {plain}\nQuotedesk:       {quotedesk}")
    assert sorted(percentile(q.ack, 99) for _, q in rounds)[1] < 100  # the median round, on a machine with nothing else
    assert min(percentile(q.ack, 50) / percentile(p.ack, 50) for p, q in rounds) <= 1.5


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_overhead_of_one_request_at_a_time(http: bool) -> None:
    plain, quotedesk = await measure(bare, 1, 300, http=http), await measure(ours, 1, 300, http=http)
    print(f"\nbare slack-bolt: {plain}\nQuotedesk:       {quotedesk}")
    assert percentile(quotedesk.ack, 50) <= 1.5 * percentile(plain.ack, 50)
