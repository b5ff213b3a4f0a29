"""HTTP mode: Bolt behind aiohttp's web server, and the pages of an installation by OAuth.

Bolt checks signature and timestamp of every request. A request whose acknowledgement carries no answer is checked with
the SDK's own verifier first, acknowledged, and only then given to Bolt (which checks it again): Bolt itself looks every
10 ms whether its listener has acknowledged, and only between answers.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_internals import build_async_context
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from adapters.slack.lane import Lane
from adapters.slack.manifest import PATH
from bot.errors import SettingsError

logger = logging.getLogger(__name__)

_MAX_BODY_BYTES = 1_048_576
_ANSWERED_LATER = frozenset({"event_callback", "block_actions", "message_action", "shortcut"})


class Reception:
    """Takes requests, acknowledges them, and knows which Bolt has not taken up yet."""

    def __init__(self, bolt: AsyncApp, signing_secret: str) -> None:
        self._bolt = bolt
        self._verifier = SignatureVerifier(signing_secret)
        self._lane = Lane()
        self._handling: set[asyncio.Task[BoltResponse]] = set()

    async def receive(self, request: web.Request) -> web.Response:
        """One request of Slack's."""
        try:
            text = await request.text()
            body = read_body(text, request.content_type)
        except ValueError:  # no UTF-8, or no JSON where it should be
            return web.Response(status=400)
        if is_answered_later(body) and self._is_slacks(text, request.headers):
            task = asyncio.create_task(self._lane.run(self._dispatch(request, text, body)))
            self._handling.add(task)
            task.add_done_callback(self._handling.discard)
            return web.Response()
        return await to_aiohttp_response(await self._dispatch(request, text, body))

    async def _dispatch(self, request: web.Request, text: str, body: dict[str, Any]) -> BoltResponse:
        try:
            incoming = AsyncBoltRequest(body=text, query=request.query_string, headers={**request.headers})
        except ValueError:  # Bolt takes everything that begins with { for JSON
            return BoltResponse(status=400)
        if incoming.body != body:  # Bolt loses a command whose words contain “payload”
            incoming.body = body
            incoming.context = build_async_context(AsyncBoltContext(), body)
        return await self._bolt.async_dispatch(incoming)

    def _is_slacks(self, text: str, headers: Mapping[str, str]) -> bool:
        """Signature and timestamp (at most five minutes old) are right."""
        stamp = headers.get("X-Slack-Request-Timestamp", "")
        return stamp.isdigit() and self._verifier.is_valid(text, stamp, headers.get("X-Slack-Signature", ""))

    async def finish(self, seconds: float) -> None:
        """Wait that long for Bolt to take up what was acknowledged."""
        if self._handling:
            await asyncio.wait(set(self._handling), timeout=seconds)


def read_body(text: str, content_type: str) -> dict[str, Any]:
    """The payload of a request: JSON, a form, or JSON in a form's field. ValueError if it cannot be read."""
    if content_type == "application/json":
        body = json.loads(text or "{}")
    else:
        fields = dict(parse_qsl(text, keep_blank_values=True))
        body = fields if "payload" not in fields or "command" in fields else json.loads(fields["payload"])
    if not isinstance(body, dict):
        raise ValueError("the body is no object")
    return body


def is_answered_later(body: Mapping[str, Any]) -> bool:
    """Is the acknowledgement of this payload empty? A form, options of a select and the handshake need an answer."""
    return ("command" in body and "ssl_check" not in body) or body.get("type") in _ANSWERED_LATER


def web_app(bolt: AsyncApp, reception: Reception | None) -> web.Application:
    """The routes: Slack's requests, /healthz for a balancer, and the pages of an installation by OAuth.

    Without a reception there are no requests: they come by Socket Mode.
    """

    async def healthy(_: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    app = web.Application(client_max_size=_MAX_BODY_BYTES)
    app.add_routes([web.get("/healthz", healthy)])
    if reception is not None:
        app.add_routes([web.post(PATH, reception.receive)])
    flow = bolt.oauth_flow
    if flow is not None:

        async def install(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await flow.handle_installation(await to_bolt_request(request)))

        async def installed(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await flow.handle_callback(await to_bolt_request(request)))

        app.add_routes([web.get(flow.install_path, install), web.get(flow.redirect_uri_path, installed)])
    return app


async def serve(
    bolt: AsyncApp, *, signing_secret: str, host: str | None, port: int, stop: asyncio.Event, last_s: float
) -> None:
    """Serve until `stop` is set, then let Bolt take up what was acknowledged, for at most `last_s` seconds.

    SettingsError if the port cannot be had.
    """
    reception = Reception(bolt, signing_secret) if signing_secret else None
    runner = web.AppRunner(web_app(bolt, reception), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise SettingsError(f"QUOTEDESK_HTTP_PORT: port {port} cannot be used ({error.strerror}).") from error
        logger.info("serving Slack over HTTP", extra={"event": "slack.serving", "port": port})
        await stop.wait()
    finally:
        await runner.cleanup()
        if reception is not None:
            await reception.finish(last_s)
