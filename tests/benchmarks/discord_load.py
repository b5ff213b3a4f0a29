"""A fake Discord in a process of its own that loads the bot and measures it from outside.

`python -m tests.benchmarks.discord_load USERS TOTAL PAUSE_S` prints the REST base as a line of JSON, waits for the bot,
says that it is warm, lets USERS send slash commands until TOTAL are answered, each PAUSE_S after its last answer (0:
USERS are always in flight), prints the seconds to each first response, ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

from tests.discord_.events import slash
from tests.discord_.fake_discord import FakeDiscord

WARM_UP = 200


async def load(users: int, total: int, pause_s: float) -> None:
    """Serve, load, print."""
    async with FakeDiscord().serving() as fake:
        _say({"url": fake.url})
        await fake.identified.get()
        await _keep_asking(fake, 20, WARM_UP, 0)
        _say({"warm": True})
        _say({"seconds": await _keep_asking(fake, users, total, pause_s)})
        assert fake.faults == []


async def _keep_asking(fake: FakeDiscord, users: int, total: int, pause_s: float) -> list[float]:
    seconds: list[float] = []
    left = iter(range(total))

    async def ask(user: int) -> None:
        await asyncio.sleep(pause_s * user / users)
        for _ in left:
            payload = slash(fake, "quote", options={"speaker": "Brenner"})
            start = time.perf_counter()
            exchange = await fake.interact(payload)
            await exchange.until(lambda e: e.responses, at_most_s=60)
            seconds.append(time.perf_counter() - start)
            await asyncio.sleep(pause_s)

    async with asyncio.TaskGroup() as group:
        for user in range(users):
            group.create_task(ask(user))
    return seconds


def _say(words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(load(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
