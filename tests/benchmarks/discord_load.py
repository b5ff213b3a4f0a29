"""A Discord in a process of its own that loads the bot and measures it from outside.

`python -m tests.benchmarks.discord_load USERS TOTAL PAUSE_S` prints the REST base as a line of JSON, waits for the bot,
says that it is warm, lets USERS send slash commands until TOTAL are answered in full, each PAUSE_S after the answer to
its last (0: USERS are always in flight), prints the seconds to each first response and to each whole answer, ends.

Each time is given twice: by the clock, and by the processor time that the bot's process used meanwhile, which is what
the clock would say if nothing else wanted the machine.

The fake of the tests would be busier than the bot: it checks every body when it comes. Here interactions are answered
by as little as speaks HTTP, from bytes made beforehand, and the bodies are checked at the end.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.discord_.events import slash
from tests.discord_.fake_discord import BOT, DEFER, FakeDiscord, a_user
from tests.discord_.published import Json, message_faults

WARM_UP = 200
_CALLBACK: Final = re.compile(rb"POST /api/v10/interactions/\d+/(\w+)/callback(\?with_response)?")
_FILLED: Final = re.compile(rb"(?:PATCH|POST) /api/v10/webhooks/\d+/(\w+)[/?]")
_LENGTH: Final = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_NOTHING: Final = b"HTTP/1.1 204 No Content\r\n\r\n"


Instant = tuple[float, float]
"""By the clock, and by the processor time of the bot, which is this process's parent."""
_BOT: Final = (~os.getppid() << 3) | 2  # its clock, as Linux numbers them


def _now() -> Instant:
    return time.perf_counter(), time.clock_gettime(_BOT)


def _between(start: Instant, end: Instant) -> Instant:
    return end[0] - start[0], end[1] - start[1]


@dataclass
class Asked:
    """One interaction: when it was sent, and what came back."""

    sent: Instant
    first: Instant = (0.0, 0.0)
    whole: Instant = (0.0, 0.0)
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Load:
    """Sends interactions over the fake's gateway and takes what comes back to them."""

    def __init__(self, fake: FakeDiscord) -> None:
        self.fake = fake
        self.asked: dict[bytes, Asked] = {}
        self.bodies: list[bytes] = []
        payload = {
            "op": 0,
            "t": "INTERACTION_CREATE",
            "s": 7,
            "d": slash(fake, "quote", options={"speaker": "Ruiz"}),
        }
        data: Any = payload["d"]
        event = json.dumps({**payload, "d": {**data, "id": "<id>", "token": "<id>"}})
        self._event = event.replace(f'"{a_user()["id"]}"', '"<id>"')  # every time somebody else
        self._ids = iter(range(1_300_000_000_000_000_000, 1_400_000_000_000_000_000))

    async def keep_asking(self, users: int, total: int, pause_s: float) -> list[Asked]:
        """`total` interactions by so many users."""
        left = iter(range(total))
        made: list[Asked] = []

        async def ask(user: int) -> None:
            await asyncio.sleep(pause_s * user / users)
            for _ in left:
                made.append(await self._ask())
                await asyncio.sleep(pause_s)

        async with asyncio.TaskGroup() as group:
            for user in range(users):
                group.create_task(ask(user))
        return made

    async def _ask(self) -> Asked:
        number = str(next(self._ids))
        socket = next(iter(self.fake.sessions.values())).socket
        assert socket is not None
        asked = self.asked[number.encode()] = Asked(_now())
        await socket.send_str(self._event.replace("<id>", number))
        async with asyncio.timeout(60):
            await asked.done.wait()
        return asked

    def take(self, head: bytes, body: bytes) -> bytes:
        """The answer to a request of the bot."""
        now = _now()
        if found := _CALLBACK.match(head):
            asked = self.asked[found[1]]
            asked.first = now
            self.bodies.append(body)
            response = json.loads(body) if found[2] or b'"type":5' in body or b'"type": 5' in body else {"type": 4}
            if response["type"] != DEFER:
                self._finish(asked, now)
            return _http(_echo(response)) if found[2] else _NOTHING
        if found := _FILLED.match(head):
            self.bodies.append(b'{"type":4,"data":' + body + b"}")
            self._finish(self.asked[found[1]], now)
            return _http(_message(json.loads(body)))
        return self._other(head, body)

    def _finish(self, asked: Asked, now: Instant) -> None:
        asked.whole = now
        asked.done.set()

    def _other(self, head: bytes, body: bytes) -> bytes:
        method, path = head.split(b" ", 2)[:2]
        path = path.partition(b"?")[0].removeprefix(b"/api/v10")
        for name, pattern, handler in self.fake._routes():
            match = re.fullmatch(pattern, path.decode())
            if match and name == method.decode():
                response = handler(*match.groups(), json.loads(body) if body else {})
                return _http(json.loads(response.body))  # type: ignore[arg-type] # bytes, as the fake makes it
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class Connection(asyncio.Protocol):
    """As much of HTTP/1.1 as discord.py's client speaks."""

    def __init__(self, take: Callable[[bytes, bytes], bytes]) -> None:
        self._take = take
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        while (end := self._got.find(b"\r\n\r\n")) >= 0:
            head = self._got[:end]
            length = _LENGTH.search(head)
            rest = end + 4 + (int(length[1]) if length else 0)
            if len(self._got) < rest:
                return
            body, self._got = self._got[end + 4 : rest], self._got[rest:]
            self._transport.write(self._take(head, body))


def _http(body: Any) -> bytes:
    raw = json.dumps(body).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(raw), raw)


def _echo(response: Json) -> Json:
    """What Discord sends back when it is asked for what became of the response."""
    loading = response["type"] == DEFER
    message = _message(response.get("data") or {})
    made = {"response_message_id": message["id"], "response_message_loading": loading}
    interaction = {"id": "1", "type": 2, "response_message_ephemeral": True, **made}
    return {"interaction": interaction, "resource": {"type": response["type"], "message": message}}


def _message(body: Json) -> Json:
    return {
        "id": "1200000000000000001",
        "channel_id": "401",
        "author": BOT,
        "timestamp": "2025-03-14T12:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "flags": body.get("flags", 0),
        "content": body.get("content") or "",
        "components": body.get("components") or [],
    }


async def load(users: int, total: int, pause_s: float) -> None:
    """Serve, load, print."""
    async with FakeDiscord().serving() as fake:
        work = Load(fake)
        server = await asyncio.get_running_loop().create_server(
            lambda: Connection(work.take), "127.0.0.1", 0, backlog=1024
        )
        port = server.sockets[0].getsockname()[1]
        _say({"url": f"http://127.0.0.1:{port}/api/v10"})
        await fake.identified.get()
        await work.keep_asking(20, WARM_UP, 0)
        _say({"warm": True})
        made = sorted(await work.keep_asking(users, total, pause_s), key=lambda one: one.sent)
        first = [_between(one.sent, one.first) for one in made]
        _say({"first": first, "whole": [_between(one.sent, one.whole) for one in made]})
        server.close()
        for raw in work.bodies:
            body = json.loads(raw)
            assert body["type"] == DEFER or message_faults(body["data"]) == []


def _say(words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(load(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
