"""Socket Mode that comes back: a client whose every connection attempt asks for a fresh address.

The SDK's own client tries one address, which Slack accepts once, for ever; and it retries a refused app token as if it
were a broken wire. Watching the socket (pings, age of the last pong) is left to the SDK. What comes in is acknowledged
before Bolt looks at it: Bolt itself looks every 10 ms whether its listener has acknowledged, and only between answers.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.lane import Lane
from adapters.slack.people import reason_of
from adapters.slack.proxies import proxy_for
from bot.errors import SettingsError

logger = logging.getLogger(__name__)

HOPELESS = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "no_permission",
        "missing_scope",
        "forbidden_team",
        "socket_mode_not_enabled",
    }
)
"""Refusals that trying again does not cure."""
_LONGEST_PAUSE_S = 30.0


def _is_answered_in_place(request: SocketModeRequest) -> bool:
    """Does the acknowledgement carry an answer? It does for submitted forms and for options of a select."""
    return request.payload.get("type") in ("view_submission", "block_suggestion")


class Socket(SocketModeClient):
    """One Socket Mode connection, renewed whenever it breaks. `lost` is set when Slack refuses for good."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        client: AsyncWebClient,
        log: logging.Logger,
        *,
        ping_interval_s: float,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        super().__init__(app_token=app_token, logger=log, web_client=client, ping_interval=ping_interval_s)
        self._pause = pause
        self.lost = asyncio.Event()
        self.refusal = ""
        self._handling: set[asyncio.Task[Any]] = set()

        lane = Lane()

        async def handle(_: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
            task = asyncio.current_task()
            if task is not None:
                self._handling.add(task)
                task.add_done_callback(self._handling.discard)
            started = time.time()
            if not _is_answered_in_place(request):
                await self.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
                await lane.run(run_async_bolt_app(app, request))
                return
            answer = await run_async_bolt_app(app, request)
            await send_async_response(self, request, answer, started)

        self.socket_mode_request_listeners.append(handle)

    async def open(self) -> None:
        """Connect for the first time. SettingsError if Slack refuses the app token."""
        await self.connect()
        if self.refusal:
            raise SettingsError(f"SLACK_APP_TOKEN: Slack does not accept this token ({self.refusal}).")

    async def finish(self, seconds: float) -> None:
        """Receive nothing more; wait that long for Bolt to take up what was acknowledged."""
        await self.close()  # type: ignore[no-untyped-call] # the SDK's own
        if self._handling:
            await asyncio.wait(self._handling, timeout=seconds)

    async def connect(self) -> None:
        """Replace the connection; keeps trying, with growing pauses, until it stands, is closed or is refused."""
        wait = self.ping_interval
        while not self.closed:
            try:
                await self._connect_once()
                return
            except Exception as error:  # the SDK's task must outlive whatever a network can raise
                self.wss_uri = None
                if self.refusal:
                    return
                logger.warning("socket not connected", extra={"event": "slack.socket", "reason": reason_of(error)})
            await self._pause(wait)
            wait = min(wait * 2, _LONGEST_PAUSE_S)

    async def issue_new_wss_url(self) -> str:
        """A fresh address. SlackApiError if Slack refuses; a refusal for good is kept in `refusal`."""
        try:
            return str((await self.web_client.apps_connections_open(app_token=self.app_token))["url"])
        except SlackApiError as error:
            reason = reason_of(error)
            if reason in HOPELESS:
                self.refusal = reason
                self.auto_reconnect_enabled = False
                self.lost.set()
            raise

    async def _connect_once(self) -> None:
        self.auto_reconnect_enabled = False
        old = self.current_session
        if old is not None and not old.closed:
            await old.close()
        address = self.wss_uri or await self.issue_new_wss_url()
        self.wss_uri = None  # good for one connection
        self.current_session = await self.aiohttp_client_session.ws_connect(
            address, autoping=False, heartbeat=self.ping_interval, proxy=proxy_for(address)
        )
        self.last_ping_pong_time = None
        self.stale = False
        self.auto_reconnect_enabled = self.default_auto_reconnect_enabled
        for task in (self.current_session_monitor, self.message_receiver):
            if task is not None and task is not asyncio.current_task():
                task.cancel()
        self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())
        self.message_receiver = asyncio.ensure_future(self.receive_messages())
        logger.info("socket connected", extra={"event": "slack.connected"})
