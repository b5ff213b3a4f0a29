"""A small Slack on the loopback: Web API, Socket Mode and response_url, strict about what it accepts.

It records every call, answers as Slack does, refuses what breaks a limit, and fails on request. Tests wait for what it
has seen; nothing sleeps.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from tests.slack.block_limits import Json, problems, view_problems

BOT_TOKEN = "xoxb-1-fake"
APP_TOKEN = "xapp-1-fake"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TEAM, CHANNEL, BOT, USER = "T1", "C1", "UBOT", "U1"


@dataclass(frozen=True, slots=True)
class Call:
    """One request that the bot made: a Web API method, or "response_url"."""

    method: str
    body: Json
    ok: bool
    error: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What one call gets instead of an answer: a status, Slack's word for an error, or silence."""

    status: int = 200
    error: str = ""
    retry_after: str | None = None
    hang: bool = False
    text: str | None = None  # a body that is no JSON, as a proxy in between sends it


@dataclass
class FakeSlack:
    """`async with FakeSlack() as slack`: serves until the block ends."""

    calls: list[Call] = field(default_factory=list)
    acks: dict[str, Json | None] = field(default_factory=dict)  # envelope id → payload
    faults: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    tokens: set[str] = field(default_factory=lambda: {BOT_TOKEN})
    refreshed: list[str] = field(default_factory=list)  # refresh tokens that were used
    lifetime_s: int = 43_200  # of tokens given out by OAuth
    admins: set[str] = field(default_factory=set)
    locales: dict[str, str] = field(default_factory=dict)  # of users; the others speak American English
    members: dict[str, list[str]] = field(default_factory=dict)  # user group → users
    joined: set[str] = field(default_factory=lambda: {CHANNEL})
    sockets_opened: int = 0
    deaf: bool = False  # sockets answer no pings

    def __post_init__(self) -> None:
        self._changed = asyncio.Condition()
        self._numbers = itertools.count(1)
        self._standing: set[tuple[str, str]] = set()  # posted messages, by channel and ts
        self._uses: defaultdict[str, int] = defaultdict(int)
        self._sockets: list[web.WebSocketResponse] = []
        self._hanging = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.add_routes(
            [
                web.route("*", "/api/{method}", self._api),
                web.get("/socket", self._socket),
                web.post("/respond/{id}", self._respond),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        assert site._server is not None
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._hanging.set()
        await self.drop_sockets()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    # --- waiting ---

    async def until(self, holds: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until something that the server records holds; TimeoutError names what was seen instead."""
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(holds)
        except TimeoutError:
            seen = [f"{c.method}{'' if c.ok else ' ' + c.error}" for c in self.calls]
            raise TimeoutError(f"seen only {seen}, acks {list(self.acks)}") from None

    def made(self, method: str, *, ok: bool | None = True) -> list[Json]:
        """Bodies of the calls of that method."""
        return [c.body for c in self.calls if c.method == method and (ok is None or c.ok == ok)]

    def answers(self) -> list[Json]:
        """Bodies of all messages that arrived, by whatever way."""
        ways = ("response_url", "chat.postMessage", "chat.postEphemeral", "chat.update")
        return [c.body for c in self.calls if c.method in ways and c.ok]

    async def answer(self, number: int = 1) -> Json:
        """The `number`th message that arrived."""
        await self.until(lambda: len(self.answers()) >= number)
        return self.answers()[number - 1]

    async def _note(self, call: Call) -> None:
        async with self._changed:
            self.calls.append(call)
            self._changed.notify_all()

    # --- Web API ---

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        body = await _body(request)
        if self.faults[method]:
            fault = self.faults[method].popleft()
            await self._note(Call(method, body, ok=False, error=fault.error or str(fault.status)))
            if fault.hang:
                await self._hanging.wait()
            headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            if fault.text is not None:
                return web.Response(text=fault.text, status=fault.status, headers=headers)
            if fault.status != 200 and not fault.error:
                return web.json_response({"ok": False, "error": "internal_error"}, status=fault.status, headers=headers)
            return web.json_response({"ok": False, "error": fault.error}, status=fault.status, headers=headers)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or body.get("token", "")
        wanted = {APP_TOKEN} if method == "apps.connections.open" else self.tokens
        answer: Json = {"ok": False, "error": "invalid_auth"}
        if token in wanted or method == "oauth.v2.access":
            answer = self._answer(method, body)
        await self._note(Call(method, body, ok=answer["ok"], error=answer.get("error", ""), token=token))
        return web.json_response(answer)

    def _answer(self, method: str, body: Json) -> Json:
        made = getattr(self, "_do_" + method.replace(".", "_"), None)
        return {"ok": True, **made(body)} if made else {"ok": False, "error": "unknown_method"}

    def _do_auth_test(self, _: Json) -> Json:
        return {"team_id": TEAM, "user_id": BOT, "bot_id": "B1", "url": "https://example.slack.com/", "team": "Desk"}

    def _do_oauth_v2_access(self, body: Json) -> Json:
        if body.get("grant_type") == "refresh_token":
            if body["refresh_token"] in self.refreshed:
                return {"ok": False, "error": "invalid_refresh_token"}
            self.refreshed.append(body["refresh_token"])
        elif body.get("code") != "good":
            return {"ok": False, "error": "invalid_code"}
        number = next(self._numbers)
        token = f"xoxe.xoxb-{number}"
        self.tokens.add(token)
        return {
            "access_token": token,
            "refresh_token": f"xoxe-{number}",
            "expires_in": self.lifetime_s,
            "token_type": "bot",
            "scope": "chat:write,commands",
            "bot_user_id": BOT,
            "app_id": "A1",
            "team": {"id": TEAM, "name": "Desk"},
            "authed_user": {"id": USER},
        }

    def _do_apps_connections_open(self, _: Json) -> Json:
        return {"url": f"ws://127.0.0.1:{self.port}/socket?ticket={next(self._numbers)}"}

    def _do_chat_postMessage(self, body: Json) -> Json:  # noqa: N802 - Slack's name
        answer = self._posted(body, needs_membership=not body.get("channel", "").startswith(("D", "U")))
        if "ts" in answer:
            if answer["channel"].startswith("U"):  # a person: the conversation with them
                answer["channel"] = "D" + answer["channel"][1:]
            self._standing.add((answer["channel"], answer["ts"]))
        return answer

    def _do_chat_postEphemeral(self, body: Json) -> Json:  # noqa: N802
        if not body.get("user"):
            return {"ok": False, "error": "invalid_arguments"}
        return self._posted(body, needs_membership=True)

    def _do_chat_update(self, body: Json) -> Json:
        if (body["channel"], body["ts"]) not in self._standing:
            return {"ok": False, "error": "message_not_found"}
        error = refused(body)
        return {"ok": False, "error": error} if error else {"ts": body["ts"], "channel": body["channel"]}

    def _do_chat_delete(self, body: Json) -> Json:
        if (body["channel"], body["ts"]) not in self._standing:
            return {"ok": False, "error": "message_not_found"}
        self._standing.remove((body["channel"], body["ts"]))
        return {}

    def _do_chat_unfurl(self, body: Json) -> Json:
        wrong = [p for unfurl in body["unfurls"].values() for p in problems(unfurl["blocks"])]
        return {"ok": False, "error": "invalid_unfurls_format", "wrong": wrong} if wrong else {}

    def _posted(self, body: Json, *, needs_membership: bool) -> Json:
        error = refused(body)
        if error:
            return {"ok": False, "error": error}
        if needs_membership and body["channel"] not in self.joined:
            return {"ok": False, "error": "not_in_channel"}
        return {"ts": f"1700000000.{next(self._numbers):06}", "channel": body["channel"]}

    def _do_users_info(self, body: Json) -> Json:
        user = body["user"]
        described: Json = {"id": user, "is_admin": user in self.admins, "tz": "Europe/Berlin"}
        if body.get("include_locale") == "1":
            described["locale"] = self.locales.get(user, "en-US")
        return {"user": described}

    def _do_usergroups_users_list(self, body: Json) -> Json:
        return {"users": self.members.get(body["usergroup"], [])}

    def _do_views_publish(self, body: Json) -> Json:
        return self._viewed(body)

    def _do_views_push(self, body: Json) -> Json:
        return self._do_views_open(body)

    def _do_views_open(self, body: Json) -> Json:
        return self._viewed(body) if body.get("trigger_id") else {"ok": False, "error": "invalid_trigger_id"}

    def _do_views_update(self, body: Json) -> Json:
        return self._viewed(body)

    def _viewed(self, body: Json) -> Json:
        view = body["view"] if isinstance(body["view"], dict) else json.loads(body["view"])
        wrong = view_problems(view)
        if wrong:
            return {"ok": False, "error": "invalid_arguments", "wrong": wrong}
        return {"view": {**view, "id": f"V{next(self._numbers)}", "hash": "h"}}

    def _do_assistant_threads_setStatus(self, _: Json) -> Json:  # noqa: N802
        return {}

    def _do_assistant_threads_setSuggestedPrompts(self, body: Json) -> Json:  # noqa: N802
        return {} if 1 <= len(body["prompts"]) <= 4 else {"ok": False, "error": "too_many_prompts"}

    # --- response_url ---

    def response_url(self) -> str:
        """A new one."""
        return f"http://127.0.0.1:{self.port}/respond/{next(self._numbers)}"

    async def _respond(self, request: web.Request) -> web.Response:
        body = await request.json()
        if self.faults["response_url"]:
            fault = self.faults["response_url"].popleft()
            await self._note(Call("response_url", body, ok=False, error=fault.error or str(fault.status)))
            if fault.hang:
                await self._hanging.wait()
            headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            return web.Response(text=fault.error, status=fault.status, headers=headers)
        address = request.match_info["id"]
        self._uses[address] += 1
        error = "used_url" if self._uses[address] > 5 else refused(body)
        await self._note(Call("response_url", body, ok=not error, error=error))
        return web.Response(text=error or "ok", status=404 if error == "used_url" else 400 if error else 200)

    # --- Socket Mode ---

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        async with self._changed:
            self._sockets.append(socket)
            self.sockets_opened += 1
            self._changed.notify_all()
        async for message in socket:
            if message.type is WSMsgType.PING and not self.deaf:
                await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                ack = json.loads(message.data)
                await self._acknowledge(ack["envelope_id"], ack.get("payload"))
        async with self._changed:
            if socket in self._sockets:
                self._sockets.remove(socket)
            self._changed.notify_all()
        return socket

    async def _acknowledge(self, envelope: str, payload: Json | None) -> None:
        async with self._changed:
            self.acks[envelope] = payload
            self._changed.notify_all()

    @property
    def listening(self) -> bool:
        """Does a socket stand?"""
        return bool(self._sockets)

    async def connected(self, opened: int = 1) -> None:
        """Wait until the bot has opened that many sockets in all and one of them stands."""
        await self.until(lambda: self.sockets_opened >= opened and bool(self._sockets))

    async def send(self, kind: str, payload: Json, *, envelope: str | None = None, retry: int = 0) -> str:
        """Deliver an envelope ("slash_commands", "events_api", "interactive") over the newest socket."""
        envelope = envelope or f"e{next(self._numbers)}"
        message: Json = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
        if retry:
            message |= {"retry_attempt": retry, "retry_reason": "timeout"}
        await self._sockets[-1].send_json(message)
        return envelope

    async def acknowledged(self, envelope: str) -> Json | None:
        """Wait for the acknowledgement; its payload."""
        await self.until(lambda: envelope in self.acks)
        return self.acks[envelope]

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the bot to open another socket, as Slack does every hour or so."""
        await self._sockets[-1].send_json({"type": "disconnect", "reason": reason})

    async def drop_sockets(self) -> None:
        """Close all sockets without a word."""
        for socket in list(self._sockets):
            await socket.close(code=1001)
        self._sockets.clear()

    # --- HTTP mode ---

    async def post(
        self, url: str, payload: Json, *, form: bool, secret: str = SIGNING_SECRET, age_s: int = 0, retry: int = 0
    ) -> tuple[int, str]:
        """Deliver a signed request as Slack does: a command or interaction as a form, an event as JSON."""
        if form:
            fields = payload if "command" in payload else {"payload": json.dumps(payload)}
            body, kind = urlencode(fields), "application/x-www-form-urlencoded"
        else:
            body, kind = json.dumps(payload), "application/json"
        stamp = str(int(time.time()) - age_s)
        mac = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={mac}"}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as response:
            return response.status, await response.text()

    # --- what people do ---

    def command(self, name: str, text: str = "", *, user: str = USER, channel: str = CHANNEL) -> Json:
        """The payload of a slash command."""
        return {
            "command": name,
            "text": text,
            "user_id": user,
            "user_name": "mara",
            "team_id": TEAM,
            "channel_id": channel,
            "trigger_id": f"t{next(self._numbers)}",
            "response_url": self.response_url(),
            "api_app_id": "A1",
        }

    def mention(self, text: str, *, thread: str | None = None, user: str = USER, **more: Any) -> Json:
        """The payload of an app_mention event; `text` follows the mention."""
        event = {
            "type": "app_mention",
            "user": user,
            "text": f"<@{BOT}> {text}",
            "channel": CHANNEL,
            "ts": f"1700000001.{next(self._numbers):06}",
            **({"thread_ts": thread} if thread else {}),
            **more,
        }
        return self.event(event)

    def direct(self, text: str, *, user: str = USER, **more: Any) -> Json:
        """The payload of a direct message to the bot."""
        event = {
            "type": "message",
            "channel_type": "im",
            "user": user,
            "text": text,
            "channel": "D1",
            "ts": f"1700000002.{next(self._numbers):06}",
            **more,
        }
        return self.event(event)

    def event(self, event: Json) -> Json:
        """An Events API payload around an event."""
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A1",
            "event_id": f"Ev{next(self._numbers)}",
            "event": event,
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }

    def press(
        self, element: Json, *, option: int | None = None, user: str = USER, private: bool = True, **container: Any
    ) -> Json:
        """The payload of a press of a button, or of choosing an option of a menu, that the bot sent."""
        action: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": "b1"}
        if option is None:
            action["value"] = element.get("value", "")
        else:
            action["selected_option"] = element["options"][option]
        return {
            "type": "block_actions",
            "user": {"id": user, "name": "mara", "team_id": TEAM},
            "team": {"id": TEAM, "domain": "desk"},
            "api_app_id": "A1",
            "channel": {"id": CHANNEL, "name": "news"},
            "container": {"type": "message", "channel_id": CHANNEL, "is_ephemeral": private, **container},
            "trigger_id": f"t{next(self._numbers)}",
            "response_url": self.response_url(),
            "actions": [action],
        }

    def message_shortcut(self, text: str, *, user: str = USER) -> Json:
        """The payload of "Check this quote" on a message with that text."""
        return {
            "type": "message_action",
            "callback_id": "quotedesk.check",
            "trigger_id": f"t{next(self._numbers)}",
            "response_url": self.response_url(),
            "team": {"id": TEAM},
            "channel": {"id": CHANNEL},
            "user": {"id": user, "name": "mara"},
            "message": {"type": "message", "text": text, "user": "U9", "ts": "1700000003.000001"},
        }

    def global_shortcut(self, *, user: str = USER) -> Json:
        """The payload of "Search quotations"."""
        return {
            "type": "shortcut",
            "callback_id": "quotedesk.search",
            "trigger_id": f"t{next(self._numbers)}",
            "team": {"id": TEAM},
            "user": {"id": user, "username": "mara"},
        }

    def typing(self, words: str, *, user: str = USER) -> Json:
        """The payload for the options of the actor select while somebody types."""
        return {
            "type": "block_suggestion",
            "action_id": "quotedesk.actors",
            "block_id": "speaker",
            "value": words,
            "team": {"id": TEAM},
            "user": {"id": user},
        }

    def submission(self, values: Json, *, user: str = USER) -> Json:
        """The payload of the search form, filled in: block → action → value."""
        form = {"id": "VFORM", "type": "modal", "callback_id": "quotedesk.search.submit"}
        return {
            "type": "view_submission",
            "trigger_id": f"t{next(self._numbers)}",
            "team": {"id": TEAM},
            "user": {"id": user, "username": "mara"},
            "view": {**form, "state": {"values": values}},
        }

    def press_in_view(self, element: Json, *, kind: str = "modal", view: str = "V1", user: str = USER) -> Json:
        """The payload of a press inside a modal or the Home: no channel, no response_url."""
        payload = self.press(element, user=user)
        for key in ("channel", "response_url"):
            del payload[key]
        payload["container"] = {"type": "view", "view_id": view}
        payload["view"] = {"id": view, "type": kind}
        return payload


def refused(body: Json) -> str:
    """Slack's word for what is wrong with a message; "" if nothing is."""
    if body.get("delete_original"):
        return ""
    blocks = body.get("blocks") or []
    if isinstance(blocks, str):
        blocks = json.loads(blocks)
    if not body.get("text"):
        return "no_text"
    if len(body["text"]) > 40_000:
        return "msg_too_long"
    if any(mark in body["text"] for mark in ("<!", "<@", "<#")):
        return "may_notify_somebody"
    return "invalid_blocks" if problems(blocks) else ""


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **{key: value for key, value in (await request.post()).items() if isinstance(value, str)}}
