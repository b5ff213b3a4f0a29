"""Starts things: settings, logging, signals, the desk, then the platforms side by side."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from pydantic import SecretStr

from adapters.console.app import ASKER, asker, chat
from adapters.console.progress import with_bar
from adapters.logs import configure_logging
from adapters.renewal import failed_lines, keep_renewed, renew
from bot.archive.port import Entry
from bot.bootstrap import build, open_archive, roll_back, utc_now
from bot.commands import request
from bot.desk import Desk
from bot.errors import QuotedeskError, SettingsError
from bot.ingest.joining import Order
from bot.ingest.progress import Progress, Step
from bot.ingest.report import ReloadReport
from bot.reply.catalogue import speaking
from bot.reply.claim_review import claim_reviews
from bot.reply.fixed import progress_words, reload_reply
from bot.reply.json import as_json as reply_json
from bot.reply.model import Reply
from bot.reply.plain import plain
from bot.settings import Settings, read_settings

logger = logging.getLogger(__name__)

NO_PLATFORM = (
    "No platform token is set, so this is the console chat. SLACK_BOT_TOKEN with SLACK_APP_TOKEN (Socket Mode) or "
    "SLACK_SIGNING_SECRET (HTTP) starts Slack; DISCORD_TOKEN starts Discord."
)

Serve = Callable[[asyncio.Event], Awaitable[None]]


def say(words: str) -> None:
    """One line to the person who started the program."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


@asynccontextmanager
async def open_desk(settings: Settings, *, at_once: bool = False) -> AsyncIterator[Desk]:
    """The desk with the articles read: unchanged files are not extracted again. Closed at the end.

    `at_once`: where articles are indexed already, these are served while the folders are read again.
    """
    desk = build(settings)
    try:
        if at_once and (await desk.warm()).articles:
            reading = asyncio.create_task(renew(desk, "start", say))
            try:
                yield desk
            finally:
                await reading
        else:
            report = await with_bar(desk, desk.reload())
            for line in failed_lines(report):
                say(line)
            yield desk
    finally:
        await desk.close()


async def run_all() -> int:
    """Every platform whose token is set, else the console. Returns the exit status."""
    settings = read_settings()
    platforms = _platforms(settings)
    configure_logging(settings, quiet=not platforms)
    if not platforms:
        say(NO_PLATFORM)
        async with open_desk(settings) as desk:
            await chat(desk, language=settings.language)
        return 0
    async with open_desk(settings, at_once=True) as desk:
        stop = asyncio.Event()
        _stop_on_signals(stop)
        renewal = asyncio.create_task(keep_renewed(desk, settings, stop))
        results = await asyncio.gather(
            *(_serve(name, start(desk), stop) for name, start in platforms.items()),
        )
        stop.set()
        await renewal
    return 0 if any(results) else 2


async def run_console() -> None:
    """The console chat alone."""
    settings = read_settings()
    configure_logging(settings, quiet=True)
    async with open_desk(settings) as desk:
        await chat(desk, language=settings.language)


async def ask_once(line: str, *, as_json: bool, platform: str) -> str:
    """One request, answered as text, as JSON or as a platform's payload."""
    settings = read_settings()
    configure_logging(settings, quiet=True)
    async with open_desk(settings) as desk:
        reply = await desk.ask_line(line, asker(settings.language))
    with speaking(settings.language):
        return _printed(reply, as_json=as_json, platform=platform)


def _printed(reply: Reply, *, as_json: bool, platform: str) -> str:
    if platform in ("slack", "discord"):
        return json.dumps(_payload(reply, platform), ensure_ascii=False)
    if platform == "claimreview":
        reviews = claim_reviews(reply, utc_now().date())
        return json.dumps(reviews[0] if len(reviews) == 1 else reviews, ensure_ascii=False)
    return json.dumps(reply_json(reply), ensure_ascii=False) if as_json else plain(reply)


async def reload_once(*, dry_run: bool, force: bool) -> tuple[ReloadReport, str]:
    """One reload: its report, and the same in words."""
    settings = read_settings()
    configure_logging(settings, quiet=True)
    desk = build(settings)
    try:
        report = await with_bar(desk, desk.reload_for(ASKER, Order(dry_run=dry_run, force=force)))
        with speaking(settings.language):
            return report, plain(reload_reply(report, request("reload"), desk.state))
    finally:
        await desk.close()


async def audit_log(*, page: int, as_json: bool) -> str:
    """One page of the audit log, as the chat shows it or as the object of `ask --json`."""
    settings = read_settings()
    configure_logging(settings, quiet=True)
    desk = build(settings)
    try:
        reply = await desk.ask(request("audit", page=str(page)), asker(settings.language))
    finally:
        await desk.close()
    with speaking(settings.language):
        return _printed(reply, as_json=as_json, platform="")


def roll_back_once(*, dry_run: bool) -> ReloadReport:
    """Undo the last change of the articles, and note it in the audit log."""
    settings = read_settings()
    configure_logging(settings, quiet=True)
    archive = open_archive(settings.archive_url)
    try:
        waiting = progress_words(Progress(step=Step.WAITING))
        report = roll_back(settings, archive, dry_run=dry_run, waiting=lambda: say(waiting))
        if not dry_run:
            outcome = f"{len(report.added)} back, {len(report.changed)} changed, {len(report.removed)} removed"
            archive.audit(Entry(at=utc_now(), who="console", place="", action="rollback", outcome=outcome))
        return report
    finally:
        archive.close()


async def discord_invitation() -> str:
    """The link that invites the bot, for the application that DISCORD_TOKEN belongs to."""
    from adapters.discord.invite import find_application, invitation

    settings = read_settings()
    if settings.discord_token is None:
        raise SettingsError("DISCORD_TOKEN is not set; the invitation link needs the bot it belongs to.")
    return invitation(await find_application(settings.discord_token.get_secret_value(), settings.discord_api_url))


def _payload(reply: Reply, platform: str) -> object:
    if platform == "slack":
        from adapters.slack.render import payload as slack_payload

        return slack_payload(reply)
    from adapters.discord.render import payload as discord_payload

    return discord_payload(reply)


def _platforms(settings: Settings) -> dict[str, Callable[[Desk], Serve]]:
    """Platform → how to serve it, for each whose token is set. SettingsError for half a configuration."""
    out: dict[str, Callable[[Desk], Serve]] = {}
    if settings.slack_client_id is not None and settings.slack_client_secret is not None:
        out["Slack"] = lambda desk: _slack(desk, settings)  # many workspaces, installed by OAuth
    elif settings.slack_bot_token is not None:
        if settings.slack_app_token is None and settings.slack_signing_secret is None:
            raise SettingsError(
                "SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP)."
            )
        out["Slack"] = lambda desk: _slack(desk, settings)
    elif settings.slack_app_token is not None:
        raise SettingsError("SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is not.")
    if settings.discord_token is not None:
        out["Discord"] = lambda desk: _discord(desk, settings)
    return out


def _slack(desk: Desk, settings: Settings) -> Serve:
    from adapters.slack.app import run as run_slack
    from adapters.slack.settings import SlackSettings

    options = SlackSettings(
        bot_token=_revealed(settings.slack_bot_token),
        app_token=_revealed(settings.slack_app_token),
        signing_secret=_revealed(settings.slack_signing_secret),
        api_url=settings.slack_api_url,
        command_prefix=settings.slack_command_prefix,
        operators=settings.operators,
        client_id=settings.slack_client_id or "",
        client_secret=_revealed(settings.slack_client_secret),
        unfurl_domains=settings.slack_unfurl_domains,
        http_port=settings.http_port,
    )
    return lambda stop: run_slack(desk, options, stop=stop)


def _discord(desk: Desk, settings: Settings) -> Serve:
    from adapters.discord.app import run as run_discord
    from adapters.discord.settings import DiscordSettings

    options = DiscordSettings(
        token=_revealed(settings.discord_token),
        api_url=settings.discord_api_url,
        shard_ids=settings.discord_shard_ids,
        shard_count=settings.discord_shard_count or None,
        default_public=settings.default_show == "channel",
    )
    return lambda stop: run_discord(desk, options, stop=stop)


def _revealed(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret is not None else ""


async def _serve(name: str, serve: Serve, stop: asyncio.Event) -> bool:
    """Serve one platform until `stop`; its failure is one line and leaves the others running."""
    try:
        await serve(stop)
    except QuotedeskError as error:
        say(f"{name}: {error.user_message}")
        return False
    except Exception as error:
        logger.exception("platform stopped", extra={"event": "platform.stopped", "platform": name})
        say(f"{name} stopped: unexpected {type(error).__name__}.")
        return False
    return True


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on the loop
            loop.add_signal_handler(number, stop.set)
