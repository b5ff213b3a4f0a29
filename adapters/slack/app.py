"""Slack, from token to shutdown: builds Bolt, registers what it listens to, and serves until told to stop."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import events, server, views
from adapters.slack.answering import Answering
from adapters.slack.channels import Channels
from adapters.slack.claims import Claims, Clock
from adapters.slack.delivery import Delivery, Pause
from adapters.slack.door import Desk
from adapters.slack.events import Place
from adapters.slack.installations import Installations, States, Workspaces
from adapters.slack.lane import Lane
from adapters.slack.logs import library_logger
from adapters.slack.manifest import CHECK_QUOTE, GROUP_SCOPES, SCOPES, SEARCH, UNFURL_SCOPES
from adapters.slack.people import TROUBLE, People, reason_of
from adapters.slack.proxies import proxy_for
from adapters.slack.retrying import TurnedAway
from adapters.slack.settings import SlackSettings
from adapters.slack.socket_mode import HOPELESS, Socket
from adapters.slack.surfaces import Surfaces
from bot.errors import SettingsError
from bot.reply.catalogue import say, speaking
from bot.sealing import signing_key

__all__ = ["Means", "SlackSettings", "run"]

logger = logging.getLogger(__name__)

_NOT_INSTALLED = "Quotedesk is not installed in this workspace any more. Ask an admin to install it again."
_LAST_ANSWERS_S = 5.0  # time that answers under way get when the program stops
Body = Mapping[str, Any]
_ANYTHING = re.compile(".*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a test replaces: the clocks, and how long things are waited for."""

    clock: Clock = time.monotonic
    today: Callable[[], date] = lambda: datetime.now(UTC).date()
    pause: Pause = asyncio.sleep
    call_timeout_s: float = 10.0  # of one call of Slack


async def run(desk: Desk, settings: SlackSettings, *, stop: asyncio.Event, means: Means | None = None) -> None:
    """Connect and serve until `stop` is set, then let answers under way finish and close.

    SettingsError, in one line, for a token that Slack does not accept.
    """
    settings.check()
    means = means or Means()
    timeout = aiohttp.ClientTimeout(total=means.call_timeout_s)
    async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session:
        client = _client(settings, session, means)
        bolt = await _bolt(desk, client, settings, stop, means)
        if bolt is None:
            return
        answering = Answering(
            desk=desk,
            delivery=Delivery(session=session, pause=means.pause, timeout_s=means.call_timeout_s),
            claims=Claims(means.clock, desk.claim),
            channels=Channels(desk, means.clock),
            people=People(means.clock, settings.user_groups),
            key=signing_key(settings.client_secret if settings.several_workspaces else settings.bot_token),
            today=means.today,
            prefix=settings.command_prefix,
        )
        surfaces = Surfaces(answering=answering, unfurl_domains=frozenset(settings.unfurl_domains))
        under_way = Listeners(answering, surfaces)
        under_way.register(bolt)
        try:
            async with asyncio.TaskGroup() as serving:
                if settings.app_token:
                    serving.create_task(_serve_socket(bolt, client, settings, settings.app_token, stop, means))
                if settings.several_workspaces or not settings.app_token:
                    serving.create_task(
                        server.serve(
                            bolt,
                            signing_secret=settings.signing_secret or "",
                            host=settings.http_host,
                            port=settings.http_port,
                            stop=stop,
                            last_s=_LAST_ANSWERS_S,
                        )
                    )
        except* SettingsError as group:
            raise group.exceptions[0] from None
        finally:
            await under_way.finish(_LAST_ANSWERS_S)


async def _serve_socket(
    bolt: AsyncApp, client: AsyncWebClient, settings: SlackSettings, app_token: str, stop: asyncio.Event, means: Means
) -> None:
    socket = Socket(
        bolt,
        app_token,
        client,
        library_logger(),
        ping_interval_s=settings.ping_interval_s,
        pause=means.pause,
    )
    waiting = [asyncio.ensure_future(event.wait()) for event in (stop, socket.lost)]
    opening = asyncio.ensure_future(socket.open())
    try:
        await asyncio.wait({opening, waiting[0]}, return_when=asyncio.FIRST_COMPLETED)
        if opening.done():
            opening.result()
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if socket.lost.is_set():
            raise SettingsError(f"SLACK_APP_TOKEN: Slack does not accept this token any more ({socket.refusal}).")
    finally:
        for task in (opening, *waiting):
            task.cancel()
        await asyncio.gather(opening, *waiting, return_exceptions=True)
        await socket.finish(_LAST_ANSWERS_S)


def _client(settings: SlackSettings, session: aiohttp.ClientSession, means: Means) -> AsyncWebClient:
    """A Web API client that waits out rate limits and tries again after a broken connection or a 5xx."""
    client = AsyncWebClient(
        base_url=settings.api_url,
        session=session,
        logger=library_logger(),
        retry_handlers=[AsyncConnectionErrorRetryHandler(), TurnedAway(means.pause)],
    )
    client.proxy = proxy_for(settings.api_url)
    return client


async def _identity(
    client: AsyncWebClient, settings: SlackSettings, stop: asyncio.Event, means: Means
) -> AuthorizeResult | None:
    """Who the bot is; asked until Slack answers. None if told to stop meanwhile; SettingsError for a refused token."""
    wait = 1.0
    while not stop.is_set():
        try:
            answer = await client.auth_test(token=settings.bot_token)
            return AuthorizeResult(
                enterprise_id=answer.get("enterprise_id"),
                team_id=answer.get("team_id"),
                bot_user_id=answer.get("user_id"),
                bot_id=answer.get("bot_id"),
                bot_token=settings.bot_token,
            )
        except TROUBLE as error:
            reason = reason_of(error)
            if reason in HOPELESS:
                raise SettingsError(f"SLACK_BOT_TOKEN: Slack does not accept this token ({reason}).") from error
            logger.warning("Slack not reached", extra={"event": "slack.start", "reason": reason})
        await means.pause(wait)
        wait = min(wait * 2, 30.0)
    return None


async def _bolt(
    desk: Desk, client: AsyncWebClient, settings: SlackSettings, stop: asyncio.Event, means: Means
) -> AsyncApp | None:
    """Bolt for one workspace by token, or for many by OAuth. None if told to stop before Slack answered."""
    common: dict[str, Any] = {
        "name": "quotedesk.slack",
        "logger": library_logger(),
        "client": client,
        "user_facing_authorize_error_message": _NOT_INSTALLED,
        "signing_secret": settings.signing_secret or "",
        "request_verification_enabled": bool(settings.signing_secret),  # Bolt skips it for what a socket brings
    }
    if settings.several_workspaces:
        return _several_workspaces(desk, client, settings, common)
    identity = await _identity(client, settings, stop, means)
    if identity is None:
        return None

    async def authorize() -> AuthorizeResult:  # no call of Slack before the acknowledgement
        return identity

    return AsyncApp(authorize=authorize, **common)


def _several_workspaces(
    desk: Desk, client: AsyncWebClient, settings: SlackSettings, common: dict[str, Any]
) -> AsyncApp:
    store = Installations(desk)
    rotator = AsyncTokenRotator(client_id=settings.client_id, client_secret=settings.client_secret, client=client)
    scopes = {
        **SCOPES,
        **(UNFURL_SCOPES if settings.unfurl_domains else {}),
        **(GROUP_SCOPES if settings.user_groups else {}),
    }
    bolt = AsyncApp(
        authorize=Workspaces(store, desk, rotator),  # type: ignore[arg-type] # Bolt takes an AsyncAuthorize too
        installation_store=store,
        oauth_settings=AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            scopes=sorted(scopes),
            installation_store=store,
            state_store=States(desk),
            authorization_url=settings.api_url.rstrip("/").removesuffix("/api") + "/oauth/v2/authorize",
            logger=library_logger(),
        ),
        **common,
    )
    bolt.enable_token_revocation_listeners()
    return bolt


class Listeners:
    """Bolt's listeners: acknowledge at once, then work; what is under way is known, to be finished at the end."""

    def __init__(self, answering: Answering, surfaces: Surfaces) -> None:
        self._answering = answering
        self._surfaces = surfaces
        self._tasks: set[asyncio.Task[Any]] = set()
        self._lane = Lane()

    def register(self, bolt: AsyncApp) -> None:
        """Let `bolt` call these listeners; whatever they do not know is acknowledged and ignored."""
        bolt.use(_same_proxy(bolt.client.proxy))
        bolt.command(_ANYTHING)(self.on_command)
        bolt.event("app_mention")(self.on_mention)
        bolt.event("message")(self.on_message)
        bolt.event("app_home_opened")(self.on_home_opened)
        bolt.event("link_shared")(self.on_link_shared)
        bolt.event(_ANYTHING)(_ignore_event)
        bolt.action(_ANYTHING)(self.on_action)
        bolt.shortcut(CHECK_QUOTE)(self.on_check_shortcut)
        bolt.shortcut(SEARCH)(self.on_search_shortcut)
        bolt.view(views.SEARCH_VIEW)(self.on_search)
        bolt.options(views.ACTOR_SELECT)(self.on_suggest)
        for kind in (bolt.shortcut, bolt.view, bolt.view_closed, bolt.options):
            kind(_ANYTHING)(_ignore)

    async def on_command(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        ask = events.from_command(body, prefix=self._answering.prefix)
        if ask is not None:
            await self._work(self._answering.line(ask, client), ask.place, client)

    async def on_mention(self, body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        ask = events.from_mention(body, bot_user=context.bot_user_id or "")
        if ask is not None:
            await self._work(self._answering.line(ask, client), ask.place, client)

    async def on_message(self, body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        ask = events.from_direct_message(body, bot_user=context.bot_user_id or "")
        if ask is not None:
            await self._work(self._surfaces.direct_message(ask, client), ask.place, client)

    async def on_home_opened(self, body: Body, client: AsyncWebClient) -> None:
        await self._work(self._surfaces.home_opened(body, client), None, client)

    async def on_link_shared(self, body: Body, client: AsyncWebClient) -> None:
        await self._work(self._surfaces.link_shared(body, client), None, client)

    async def on_action(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        press = events.from_action(body)
        if press is not None:
            handle = self._surfaces.pressed_in_view if press.view else self._answering.pressed
            await self._work(handle(press, client), press.place, client)

    async def on_check_shortcut(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await self._work(self._surfaces.check_message(body, client), events.interaction_place(body), client)

    async def on_search_shortcut(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        trigger = str(body.get("trigger_id", ""))
        await self._work(self._surfaces.open_search(trigger, client), events.interaction_place(body), client)

    async def on_search(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        with speaking(self._answering.people.known_locale(events.interaction_place(body))):
            wanted = views.from_search(body.get("view") or {})
            looking = views.looking(say("Search quotations"))
        if isinstance(wanted, views.WrongInput):
            await ack(response_action="errors", errors=dict(wanted.errors))
            return
        await ack(response_action="update", view=looking)
        await self._work(self._surfaces.search(wanted, body, client), events.interaction_place(body), client)

    async def on_suggest(self, ack: AsyncAck, body: Body) -> None:
        await ack(options=self._surfaces.suggest(str(body.get("value") or "")))

    async def _work(self, job: Coroutine[Any, Any, None], place: Place | None, client: AsyncWebClient) -> None:
        """Do the job in the language of whoever asked; everything was acknowledged before."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
        try:
            with speaking(await self._answering.people.locale(client, place) if place else None):
                await self._at_the_edge(job, place, client)
        finally:
            job.close()  # does nothing to one that has run
            if task is not None:
                self._tasks.discard(task)

    async def _at_the_edge(self, job: Awaitable[None], place: Place | None, client: AsyncWebClient) -> None:
        try:
            await self._lane.run(job)
        except Exception as error:  # the adapter's edge: the one place that catches everything
            await self._answering.stumbled(error, place, client)

    async def finish(self, seconds: float) -> None:
        """Wait that long for what is under way."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)


def _same_proxy(proxy: str | None) -> Callable[..., Awaitable[None]]:
    """Bolt makes a client for each request, which would take its proxy from the environment, whatever NO_PROXY says."""

    async def set_proxy(client: AsyncWebClient, next: Callable[[], Awaitable[None]]) -> None:  # noqa: A002 # Bolt's name
        client.proxy = proxy
        await next()

    return set_proxy


async def _ignore(ack: AsyncAck) -> None:
    await ack()


async def _ignore_event() -> None:
    """An event nobody asked for; Bolt has acknowledged it."""
