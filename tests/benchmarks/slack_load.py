"""A fake Slack in a process of its own that loads the bot over Socket Mode or HTTP and measures it from outside.

`python -m tests.benchmarks.slack_load IN_FLIGHT TOTAL [PORT]` prints its Web API address as a line of JSON, waits for
the bot, keeps IN_FLIGHT slash commands unanswered until TOTAL are answered, and prints the seconds to each
acknowledgement, the seconds to each answer, and the seconds in all.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sys
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from tests.slack.block_limits import Json
from tests.slack.fake_slack import SIGNING_SECRET, FakeSlack

WARM_UP = 200


@dataclass
class Timed(FakeSlack):
    """Notes when acknowledgements and answers arrive."""

    port_of_bot: int = 0  # HTTP mode

    def __post_init__(self) -> None:
        super().__post_init__()
        self.session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        self.arrivals: dict[str, asyncio.Future[float]] = {}  # by envelope, and by response_url

    async def _acknowledge(self, envelope: str, payload: Json | None) -> None:
        self._arrived(envelope)

    async def _respond(self, request: web.Request) -> web.Response:
        await request.read()
        self._arrived(request.match_info["id"])
        return web.Response(text="ok")

    async def _request(self, payload: Json) -> None:
        """A signed request over a connection that is kept, as Slack's own are."""
        body = urlencode(payload)
        stamp = str(int(time.time()))
        mac = hmac.new(SIGNING_SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={mac}",
        }
        url = f"http://127.0.0.1:{self.port_of_bot}/slack/events"
        async with self.session.post(url, data=body, headers=headers) as response:
            assert response.status == 200

    async def ready(self) -> None:
        """Wait until the bot can be reached."""
        while self.port_of_bot:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port_of_bot)
                writer.close()
                return
            except OSError:
                await asyncio.sleep(0.05)
        await self.connected()

    def _arrived(self, key: str) -> None:
        self.arrivals.pop(key).set_result(time.perf_counter())

    def _expect(self, key: str) -> asyncio.Future[float]:
        self.arrivals[key] = asyncio.get_running_loop().create_future()
        return self.arrivals[key]

    async def ask(self) -> tuple[float, float]:
        """One slash command; seconds to its acknowledgement and to its answer."""
        payload = self.command("/quote", "Brenner")
        answered = self._expect(payload["response_url"].rpartition("/")[2])
        acknowledged = self._expect(f"e{payload['trigger_id']}")
        start = time.perf_counter()
        if self.port_of_bot:
            await self._request(payload)
            self._arrived(f"e{payload['trigger_id']}")
        else:
            await self.send("slash_commands", payload, envelope=f"e{payload['trigger_id']}")
        async with asyncio.timeout(60):
            return await acknowledged - start, await answered - start


async def load(in_flight: int, total: int, port: int = 0) -> None:
    """Serve, load, print."""
    async with Timed(port_of_bot=port) as slack, slack.session:
        _say({"api_url": slack.api_url})
        await slack.ready()
        await _keep_asking(slack, in_flight, WARM_UP)
        start = time.perf_counter()
        times = await _keep_asking(slack, in_flight, total)
        seconds = time.perf_counter() - start
        _say({"ack": [ack for ack, _ in times], "answer": [answer for _, answer in times], "seconds": seconds})


async def _keep_asking(slack: Timed, in_flight: int, total: int) -> list[tuple[float, float]]:
    times: list[tuple[float, float]] = []
    left = iter(range(total))

    async def ask() -> None:
        for _ in left:
            times.append(await slack.ask())  # noqa: PERF401 - one at a time is the point

    async with asyncio.TaskGroup() as group:
        for _ in range(in_flight):
            group.create_task(ask())
    return times


def _say(words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(load(*map(int, sys.argv[1:])))
