"""A Discord on the loopback: REST and Gateway v10, as far as the bot uses them.

It plays what the documentation says: an interaction is answered once within 3 seconds, its token lives 15 minutes,
a follow-up needs a first response, the first one after a deferral fills it. Every body is checked against the
published limits; what breaks one is refused as Discord refuses it and written down in `faults`. Time is `now`, which
a test moves; faults are ordered with `refuse`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord_.published import CARDS, EPHEMERAL, Json, choice_faults, command_faults, message_faults, modal_faults

TOKEN = "fake.bot.token"
APPLICATION = "900000000000000001"
BOT = {"id": APPLICATION, "username": "quotedesk", "discriminator": "0", "avatar": None, "bot": True}
PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)  # members, presences, message content

MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
"""Types of an interaction's first response."""


@dataclass
class Refusal:
    """An order to answer the next matching requests with an error."""

    method: str
    path: str  # regular expression
    status: int
    body: Json | str
    headers: dict[str, str]
    times: int
    after: bool  # the request is carried out, only its answer is lost


@dataclass
class Exchange:
    """One interaction and all that came back."""

    payload: Json
    born: float
    responses: list[Json] = field(default_factory=list)  # bodies of accepted callbacks
    original: Json | None = None  # the message of the first response
    follow_ups: list[Json] = field(default_factory=list)
    edits: list[Json] = field(default_factory=list)  # bodies of accepted edits of the original
    withdrawn: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def kind(self) -> int:
        """Type of the first response."""
        return int(self.responses[0]["type"])

    @property
    def choices(self) -> list[Json]:
        """What autocomplete offers."""
        return list(self.responses[0]["data"]["choices"])

    async def until(self, holds: Callable[[Exchange], Any], at_most_s: float = 10.0) -> Exchange:
        """Wait until something is true of the exchange."""
        async with asyncio.timeout(at_most_s):
            while not holds(self):
                await self.changed.wait()
                self.changed.clear()
        return self

    async def responded(self) -> Exchange:
        """Wait for the first response."""
        return await self.until(lambda e: e.responses)

    async def answered(self) -> Json:
        """Wait for the first finished message and give it back: the response, the filled deferral or a follow-up."""
        await self.until(lambda e: e.follow_ups or (e.original and not e.original["loading"]))
        found = self.follow_ups[0] if self.follow_ups else self.original
        assert found is not None
        return found


@dataclass
class Session:
    """One gateway session, which outlives its connections."""

    id: str
    shard: list[int]
    seq: int = 0
    sent: list[Json] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None


class FakeDiscord:
    """The server; `url` is its REST base."""

    def __init__(self) -> None:
        self.url = ""
        self.now = 0.0  # seconds; moved by tests
        self.faults: list[str] = []
        self.requests: list[tuple[str, str, Any]] = []  # method, path, body: everything that came in
        self.exchanges: dict[str, Exchange] = {}
        self.messages: dict[str, Json] = {}  # by id: what stands in the channels
        self.posted: asyncio.Queue[Json] = asyncio.Queue()  # messages posted to channels, in order
        self.edited: asyncio.Queue[Json] = asyncio.Queue()  # such messages as they stand after each edit
        self.commands: list[Json] = []
        self.syncs = 0
        self.sessions: dict[str, Session] = {}
        self.identified: asyncio.Queue[Session] = asyncio.Queue()
        self.resumed: asyncio.Queue[Session] = asyncio.Queue()
        self.closed_with: list[int | None] = []
        self.heartbeats = 0
        self.heartbeat_ms = 41_250
        self.deaf = False  # no acknowledgements, no events
        self.identifies = 0
        self.shards = 1
        self.names_shard = True  # in READY, as Discord does
        self.typing = asyncio.Event()  # somebody sees "typing …"
        self.missing_permissions: set[str] = set()  # channels where the bot may not write
        self.gone: set[str] = set()  # channels that were deleted
        self._refusals: list[Refusal] = []
        self._ids = itertools.count(1)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[FakeDiscord]:
        """Listen on a free port of the loopback."""
        app = web.Application()
        app.router.add_get("/ws", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
        await site.start()
        port = runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}/api/v10"
        self._socket_url = f"ws://127.0.0.1:{port}/ws"
        try:
            yield self
        finally:
            for session in self.sessions.values():
                if session.socket is not None and not session.socket.closed:
                    await session.socket.close()
            await runner.cleanup()

    def snowflake(self) -> str:
        """A new id."""
        return str(1_200_000_000_000_000_000 + next(self._ids))

    def refuse(
        self,
        method: str,
        path: str,
        status: int,
        body: Json | str = "",
        *,
        headers: dict[str, str] | None = None,
        times: int = 1,
        after: bool = False,
    ) -> None:
        """Answer the next `times` requests whose path matches with this status and body."""
        self._refusals.append(Refusal(method, path, status, body, headers or {}, times, after))

    def limit(self, method: str, path: str, *, seconds: float, everywhere: bool = False, times: int = 1) -> None:
        """429 for the next requests, as Discord's own servers say it (with `Via`); `everywhere`: the global limit."""
        body = {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}
        self.refuse(method, path, 429, body, headers={"Via": "1.1 google"}, times=times)

    async def interact(self, payload: Json, *, shard: int = 0) -> Exchange:
        """Deliver an interaction."""
        exchange = Exchange(payload=payload, born=self.now)
        self.exchanges[payload["token"]] = exchange
        await self.dispatch("INTERACTION_CREATE", payload, shard=shard)
        return exchange

    async def dispatch(self, event: str, data: Json, *, shard: int = 0) -> None:
        """Deliver an event to a shard; kept for RESUME when nobody is connected."""
        session = next(s for s in reversed(self.sessions.values()) if s.shard[0] == shard)
        session.seq += 1
        payload = {"op": 0, "t": event, "s": session.seq, "d": data}
        session.sent.append(payload)
        if session.socket is not None and not session.socket.closed and not self.deaf:
            await session.socket.send_json(payload)

    async def gateway_says(self, op: int, data: Any = None, *, shard: int = 0) -> None:
        """RECONNECT (7), INVALID_SESSION (9) and the like."""
        for session in list(self.sessions.values()):
            if session.shard[0] == shard and session.socket is not None and not session.socket.closed:
                await session.socket.send_json({"op": op, "d": data, "s": None, "t": None})

    async def drop(self, code: int = 1006) -> None:
        """Break every gateway connection; 1006 without a closing frame."""
        for session in self.sessions.values():
            socket, session.socket = session.socket, None
            if socket is None or socket.closed:
                continue
            if code == 1006:
                transport = socket._req.transport if socket._req is not None else None
                if transport is not None:
                    transport.abort()
            else:
                await socket.close(code=code)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": self.heartbeat_ms}, "s": None, "t": None})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            if len(message.data) > 4096:
                self.faults.append("gateway: a message of more than 4096 bytes")
            body = json.loads(message.data)
            if body["op"] == 1:
                self.heartbeats += 1
                if not self.deaf:
                    await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
            elif body["op"] == 2:
                await self._identify(socket, body["d"])
            elif body["op"] == 6:
                await self._resume(socket, body["d"])
        self.closed_with.append(socket.close_code)
        return socket

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        self.identifies += 1
        if data["token"] != TOKEN:
            await socket.close(code=4004)
            return
        if data["intents"] & PRIVILEGED:
            self.faults.append(f"identify: privileged intents {data['intents']}")
            await socket.close(code=4014)
            return
        session = Session(id=f"session-{next(self._ids)}", shard=data.get("shard", [0, 1]), socket=socket)
        self.sessions[session.id] = session
        ready: Json = {
            "v": 10,
            "user": BOT,
            "guilds": [],
            "session_id": session.id,
            "resume_gateway_url": self._socket_url,
            "shard": session.shard,
            "application": {"id": APPLICATION, "flags": 0},
        }
        if not self.names_shard:
            del ready["shard"]
        await self._send(session, "READY", ready)
        if session.shard[0] == 0:
            await self._send(session, "GUILD_CREATE", a_guild())
        self.identified.put_nowait(session)

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None or data["token"] != TOKEN:
            await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
            return
        session.socket = socket
        for payload in [p for p in session.sent if p["s"] > data["seq"]]:
            await socket.send_json(payload)
        await self._send(session, "RESUMED", {})
        self.resumed.put_nowait(session)

    async def _send(self, session: Session, event: str, data: Json) -> None:
        session.seq += 1
        payload = {"op": 0, "t": event, "s": session.seq, "d": data}
        session.sent.append(payload)
        if session.socket is not None:
            await session.socket.send_json(payload)

    async def _rest(self, request: web.Request) -> web.Response:
        path = "/" + request.match_info["path"]
        raw = await request.read()
        body = json.loads(raw) if raw else None
        self.requests.append((request.method, path, body))
        for order in self._refusals:
            if order.method == request.method and re.search(order.path, path):
                order.times -= 1
                if order.times <= 0:
                    self._refusals.remove(order)
                if order.after:
                    self._carry_out(request, path, body)
                return _answer(order.body, order.status, order.headers)
        return self._carry_out(request, path, body)

    def _carry_out(self, request: web.Request, path: str, body: Any) -> web.Response:
        public = path.startswith(("/interactions/", "/webhooks/"))
        if not public and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return _error(401, 0, "401: Unauthorized")
        for method, pattern, handler in self._routes():
            match = re.fullmatch(pattern, path)
            if match and method == request.method:
                return handler(*match.groups(), body or {})
        return _error(404, 0, f"404: {request.method} {path}")

    def _routes(self) -> tuple[tuple[str, str, Callable[..., web.Response]], ...]:
        return (
            ("GET", "/users/@me", lambda _: _answer(BOT)),
            ("GET", "/oauth2/applications/@me", lambda _: _answer(_application())),
            ("GET", "/applications/@me", lambda _: _answer(_application())),
            ("GET", "/gateway", lambda _: _answer({"url": self._socket_url})),
            ("GET", "/gateway/bot", lambda _: _answer(self._gateway_bot())),
            ("PUT", r"/applications/(\d+)/commands", self._put_commands),
            ("POST", r"/interactions/(\d+)/([^/]+)/callback", self._callback),
            ("POST", r"/webhooks/(\d+)/([^/]+)", self._follow_up),
            ("PATCH", r"/webhooks/(\d+)/([^/]+)/messages/@original", self._edit_original),
            ("DELETE", r"/webhooks/(\d+)/([^/]+)/messages/@original", self._delete_original),
            ("POST", r"/channels/(\d+)/messages", self._post),
            ("PATCH", r"/channels/(\d+)/messages/(\d+)", self._edit),
            ("POST", r"/channels/(\d+)/typing", self._typing),
            ("POST", "/users/@me/channels", lambda body: _answer({"id": "77", "type": 1, "recipients": [a_user()]})),
        )

    def _gateway_bot(self) -> Json:
        limits = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        return {"url": self._socket_url, "shards": self.shards, "session_start_limit": limits}

    def _put_commands(self, _application: str, body: list[Json]) -> web.Response:
        faults = command_faults(body)
        if faults:
            return self._invalid(faults)
        self.syncs += 1
        self.commands = body
        return _answer(
            [
                {"version": "1", "application_id": APPLICATION, "description": "", **command, "id": str(number)}
                for number, command in enumerate(body, 1)
            ]
        )

    def _callback(self, _interaction: str, token: str, body: Json) -> web.Response:
        exchange = self.exchanges.get(token)
        if exchange is None or self.now - exchange.born > 3:
            return _error(404, 10062, "Unknown interaction")
        if exchange.responses:
            return _error(400, 40060, "Interaction has already been acknowledged.")
        kind, data = body["type"], body.get("data") or {}
        asked = exchange.payload["type"]
        faults: list[str] = []
        if kind in (MESSAGE, UPDATE):
            pressed = exchange.payload.get("message") or {}
            was_cards = kind == UPDATE and bool(pressed.get("flags", 0) & CARDS)
            faults = message_faults(data, edit=kind == UPDATE, cards=was_cards)
            if kind == UPDATE and pressed.get("flags", 0) & EPHEMERAL and data.get("flags", 0) & EPHEMERAL == 0:
                data = {**data, "flags": data.get("flags", 0) | EPHEMERAL}
        elif kind == MODAL:
            faults = modal_faults(data)
        elif kind == CHOICES:
            faults = choice_faults(data["choices"])
        elif kind == DEFER and data.get("flags", 0) & ~EPHEMERAL:
            faults = ["a deferral carries the ephemeral flag alone"]
        if (asked == 4) != (kind == CHOICES):
            faults.append(f"response {kind} to an interaction of type {asked}")
        if kind == MODAL and asked not in (2, 3):
            faults.append(f"a form in response to an interaction of type {asked}")
        if kind in (DEFER_UPDATE, UPDATE) and asked not in (3, 5):
            faults.append(f"response {kind} to an interaction of type {asked}")
        if faults:
            return self._invalid(faults)
        exchange.responses.append(body)
        if kind in (MESSAGE, DEFER):
            exchange.original = self._message(data, exchange, loading=kind == DEFER)
        elif kind in (DEFER_UPDATE, UPDATE):
            pressed = exchange.payload["message"]
            exchange.original = {**pressed, **(data if kind == UPDATE else {}), "loading": kind == DEFER_UPDATE}
            self.messages[pressed["id"]] = exchange.original
        exchange.changed.set()
        callback: Json = {"id": exchange.payload["id"], "type": asked}
        resource: Json = {"type": kind}
        if exchange.original is not None:
            callback |= {
                "response_message_id": exchange.original["id"],
                "response_message_loading": exchange.original["loading"],
                "response_message_ephemeral": bool(exchange.original["flags"] & EPHEMERAL),
            }
            resource["message"] = _wire(exchange.original)
        return _answer({"interaction": callback, "resource": resource})

    def _follow_up(self, _application: str, token: str, body: Json) -> web.Response:
        exchange, refused = self._open(token)
        if exchange is None:
            return refused
        if not exchange.responses:
            return _error(404, 10015, "Unknown Webhook")
        if not exchange.payload["authorizing_integration_owners"].get("0") and len(exchange.follow_ups) >= 5:
            return _error(400, 40094, "This interaction has reached its maximum number of follow up messages.")
        faults = message_faults(body)
        if faults:
            return self._invalid(faults)
        if exchange.original and exchange.original["loading"] and not exchange.withdrawn:
            flags = body.get("flags", 0) & ~EPHEMERAL | exchange.original["flags"] & EPHEMERAL
            message = exchange.original
            message.update(body, flags=flags, loading=False)
        else:
            message = self._message(body, exchange)
        exchange.follow_ups.append(message)
        exchange.changed.set()
        return _answer(_wire(message))

    def _edit_original(self, _application: str, token: str, body: Json) -> web.Response:
        exchange, refused = self._open(token)
        if exchange is None:
            return refused
        if exchange.original is None or exchange.withdrawn:
            return _error(404, 10008, "Unknown Message")
        faults = message_faults(body, edit=True, cards=bool(exchange.original["flags"] & CARDS))
        if faults:
            return self._invalid(faults)
        flags = exchange.original["flags"] | body.get("flags", 0)
        exchange.original.update(body, flags=flags, loading=False)
        exchange.edits.append(body)
        exchange.changed.set()
        return _answer(_wire(exchange.original))

    def _delete_original(self, _application: str, token: str, _body: Json) -> web.Response:
        exchange, refused = self._open(token)
        if exchange is None:
            return refused
        if exchange.original is None:
            return _error(404, 10008, "Unknown Message")
        exchange.withdrawn = True
        self.messages.pop(exchange.original["id"], None)
        exchange.changed.set()
        return web.Response(status=204)

    def _post(self, channel: str, body: Json) -> web.Response:
        if channel in self.gone:
            return _error(404, 10003, "Unknown Channel")
        if channel in self.missing_permissions:
            return _error(403, 50013, "Missing Permissions")
        faults = message_faults(body)
        if body.get("flags", 0) & EPHEMERAL:
            faults.append("flags: no message of a channel is ephemeral")
        reference = body.get("message_reference") or {}
        if (
            reference
            and str(reference["message_id"]) not in self.messages
            and reference.get("fail_if_not_exists", True)
        ):
            faults.append("message_reference: unknown message")
        if faults:
            return self._invalid(faults)
        message = self._message(body, None, channel=channel)
        self.posted.put_nowait(message)
        return _answer(_wire(message))

    def _edit(self, _channel: str, id_: str, body: Json) -> web.Response:
        if id_ not in self.messages:
            return _error(404, 10008, "Unknown Message")
        faults = message_faults(body, edit=True, cards=bool(self.messages[id_]["flags"] & CARDS))
        if faults:
            return self._invalid(faults)
        self.messages[id_].update(body, flags=self.messages[id_]["flags"] | (body.get("flags") or 0))
        self.edited.put_nowait(dict(self.messages[id_]))
        return _answer(_wire(self.messages[id_]))

    def _typing(self, _channel: str, _body: Json) -> web.Response:
        self.typing.set()
        return web.Response(status=204)

    def _open(self, token: str) -> tuple[Exchange | None, web.Response]:
        exchange = self.exchanges.get(token)
        if exchange is None:
            return None, _error(404, 10015, "Unknown Webhook")
        if self.now - exchange.born > 15 * 60:
            return None, _error(401, 50027, "Invalid Webhook Token")
        return exchange, web.Response()

    def _message(self, body: Json, exchange: Exchange | None, *, loading: bool = False, channel: str = "") -> Json:
        message = {
            "id": self.snowflake(),
            "channel_id": channel or (exchange.payload["channel"]["id"] if exchange else ""),
            "author": BOT,
            "content": "",
            "components": [],
            **body,
            "flags": body.get("flags", 0),
            "loading": loading,
        }
        self.messages[message["id"]] = message
        return message

    def _invalid(self, faults: list[str]) -> web.Response:
        self.faults += faults
        return _error(400, 50035, "Invalid Form Body")


def a_user(user: str = "501", name: str = "reader") -> Json:
    """Somebody."""
    return {"id": user, "username": name, "discriminator": "0", "avatar": None, "global_name": name.title()}


def a_guild(guild: str = "301") -> Json:
    """A server with two channels and one role."""
    channels: list[Json] = [
        {"id": number, "type": 0, "name": name, "position": 0, "permission_overwrites": [], "parent_id": None}
        for number, name in (("401", "news"), ("402", "talk"))
    ]
    roles = [
        {"id": guild, "name": "@everyone", "permissions": "2048", "position": 0, "color": 0, "hoist": False},
        {"id": "601", "name": "editors", "permissions": "32", "position": 1, "color": 0, "hoist": False},
    ]
    shared = {"managed": False, "mentionable": False, "colors": {"primary_color": 0}, "flags": 0}
    return {
        "id": guild,
        "name": "Newsroom",
        "owner_id": "999",
        "unavailable": False,
        "roles": [{**role, **shared} for role in roles],
        "channels": channels,
        "members": [],
        "threads": [],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "emojis": [],
        "stickers": [],
        "features": [],
        "member_count": 3,
        "large": False,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "system_channel_flags": 0,
        "afk_timeout": 300,
    }


def _application() -> Json:
    return {
        "id": APPLICATION,
        "name": "Quotedesk",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "00",
        "flags": 0,
        "owner": a_user("1", "owner"),
    }


def _wire(message: Json) -> Json:
    """The message as Discord gives it back."""
    shown = {key: value for key, value in message.items() if key not in ("loading", "allowed_mentions")}
    if isinstance(shown.get("message_reference"), dict):
        shown["message_reference"] = {**shown["message_reference"], "type": 0}
    return {
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
        **shown,
        "content": shown.get("content") or "",
        "components": list(_numbered(shown.get("components") or [])),
    }


def _numbered(components: list[Json]) -> list[Json]:
    """Discord gives every component an id."""
    counter = itertools.count(1)

    def number(part: Json) -> Json:
        out = {**part, "id": next(counter)}
        if "components" in part:
            out["components"] = [number(child) for child in part["components"]]
        if "accessory" in part:
            out["accessory"] = number(part["accessory"])
        return out

    return [number(part) for part in components]


def _answer(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON, with a content type of exactly application/json, as Discord sends it and discord.py demands."""
    if isinstance(body, str):
        return web.Response(status=status, text=body, headers=headers)
    raw = json.dumps(body).encode()
    return web.Response(status=status, body=raw, headers={"Content-Type": "application/json", **(headers or {})})


def _error(status: int, code: int, words: str) -> web.Response:
    return _answer({"code": code, "message": words}, status)


def wire(message: Json) -> Json:
    """A message of the fake as an event or a press carries it."""
    return _wire(message)
