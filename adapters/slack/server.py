"""HTTP mode: Bolt behind aiohttp's web server. Bolt checks signature and timestamp of every request."""

from __future__ import annotations

import asyncio
import logging

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

from adapters.slack.manifest import PATH
from bot.errors import SettingsError

logger = logging.getLogger(__name__)

_MAX_BODY_BYTES = 1_048_576


def web_app(bolt: AsyncApp) -> web.Application:
    """The routes: Slack's requests, /healthz for a balancer, and the pages of an installation by OAuth."""

    async def receive(request: web.Request) -> web.Response:
        try:
            incoming = await to_bolt_request(request)
        except UnicodeDecodeError:
            return web.Response(status=400)
        return await to_aiohttp_response(await bolt.async_dispatch(incoming))

    async def healthy(_: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    app = web.Application(client_max_size=_MAX_BODY_BYTES)
    app.add_routes([web.post(PATH, receive), web.get("/healthz", healthy)])
    flow = bolt.oauth_flow
    if flow is not None:

        async def install(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await flow.handle_installation(await to_bolt_request(request)))

        async def installed(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await flow.handle_callback(await to_bolt_request(request)))

        app.add_routes([web.get(flow.install_path, install), web.get(flow.redirect_uri_path, installed)])
    return app


async def serve(bolt: AsyncApp, *, host: str | None, port: int, stop: asyncio.Event) -> None:
    """Serve until `stop` is set. SettingsError if the port cannot be had."""
    runner = web.AppRunner(web_app(bolt), access_log=None)
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
