"""A fake Slack in a process of its own that loads the bot over Socket Mode and measures it from outside.

`python -m tests.benchmarks.slack_load IN_FLIGHT TOTAL` prints its Web API address as a line of JSON, waits for the bot,
keeps IN_FLIGHT slash commands unanswered until TOTAL are answered, and prints the seconds to each acknowledgement, the
seconds to each answer, and the seconds in all.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

from aiohttp import web

from tests.slack.block_limits import Json
from tests.slack.fake_slack import FakeSlack

WARM_UP = 200


class Timed(FakeSlack):
    """Notes when acknowledgements and answers arrive."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.arrivals: dict[str, asyncio.Future[float]] = {}  # by envelope, and by response_url

    async def _acknowledge(self, envelope: str, payload: Json | None) -> None:
        self._arrived(envelope)

    async def _respond(self, request: web.Request) -> web.Response:
        await request.read()
        self._arrived(request.match_info["id"])
        return web.Response(text="ok")

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
        await self.send("slash_commands", payload, envelope=f"e{payload['trigger_id']}")
        async with asyncio.timeout(60):
            return await acknowledged - start, await answered - start


async def load(in_flight: int, total: int) -> None:
    """Serve, load, print."""
    async with Timed() as slack:
        _say({"api_url": slack.api_url})
        await slack.connected()
        await _keep_asking(slack, 20, WARM_UP)
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
    asyncio.run(load(int(sys.argv[1]), int(sys.argv[2])))
