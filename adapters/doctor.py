"""`quotedesk doctor`: checks settings, tokens, archive, articles and command collisions, and says what to do."""

from __future__ import annotations

import asyncio

from pydantic import SecretStr

from bot.archive.port import State
from bot.bootstrap import check_folders, open_archive
from bot.commands import COMMANDS
from bot.compiled import modules_of
from bot.errors import QuotedeskError
from bot.settings import Settings, read_settings

SLACK_BUILT_IN = frozenset(
    "active apps archive away collapse dm dnd expand feed feedback invite join leave me msg mute open prefs remind "
    "remove rename search shortcuts shrug star status topic who".split()
)
"""Slash commands of Slack itself, which no app can register."""


async def examine() -> tuple[list[str], bool]:
    """One line a check, and whether everything needed is in order."""
    settings = read_settings()
    lines = ["ok    settings: config/quotedesk.toml and the environment are readable"]
    checks = (_folders, _archive, _extraction, _actors, _slack, _discord, _commands)
    healthy = True
    for check in checks:
        try:
            lines += [f"ok    {line}" for line in await asyncio.to_thread(check, settings)]
        except QuotedeskError as error:
            lines.append(f"WRONG {error.user_message}")
            healthy = False
    return lines, healthy


def _folders(settings: Settings) -> list[str]:
    check_folders(settings)
    return [f"articles: {folder}" for folder in settings.article_folders]


def _archive(settings: Settings) -> list[str]:
    archive = open_archive(settings.archive_url)
    try:
        with archive.reader() as reader:
            state: State = reader.state()
            failures = reader.failures()
    finally:
        archive.close()
    lines = [
        f"archive: {_without_password(settings.archive_url)}: {state.articles} articles, {state.quotes} quotations"
    ]
    return lines + [
        f"archive: {len(failures)} files could not be read at the last reload; /articles names them"
    ] * bool(failures)


def _extraction(_: Settings) -> list[str]:
    if modules_of("extract"):
        return ["extraction: compiled"]
    return ["extraction: plain Python, less than half as fast as compiled, which `make run` does where a C compiler is"]


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://…@{rest.rpartition('@')[2]}" if "@" in rest else url


def _actors(settings: Settings) -> list[str]:
    from bot.actors.corrections import read_corrections

    read_corrections(settings.actors_file)
    return [f"corrections of names: {settings.actors_file}"]


def _slack(settings: Settings) -> list[str]:
    if settings.slack_client_id is not None and settings.slack_client_secret is not None:
        return [f"Slack: many workspaces by OAuth; /slack/install on port {settings.http_port}"]
    if settings.slack_bot_token is None:
        return ["Slack: SLACK_BOT_TOKEN is not set, so Slack is off"]
    _token("SLACK_BOT_TOKEN", settings.slack_bot_token, "xoxb-")
    if settings.slack_app_token is not None:
        _token("SLACK_APP_TOKEN", settings.slack_app_token, "xapp-")
        return ["Slack: Socket Mode"]
    if settings.slack_signing_secret is not None:
        return [f"Slack: HTTP on port {settings.http_port}"]
    raise QuotedeskError("Slack: set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) too.")


def _token(name: str, token: SecretStr, begins: str) -> None:
    if not token.get_secret_value().startswith(begins):
        raise QuotedeskError(f"{name} does not begin with {begins}; copy it again from the app's settings.")


def _discord(settings: Settings) -> list[str]:
    if settings.discord_token is None:
        return ["Discord: DISCORD_TOKEN is not set, so Discord is off"]
    if settings.discord_token.get_secret_value().count(".") != 2:
        raise QuotedeskError("DISCORD_TOKEN has no two dots as a bot token has; copy it again from the Bot page.")
    return ["Discord: DISCORD_TOKEN is set"]


def _commands(settings: Settings) -> list[str]:
    names = [settings.slack_command_prefix + command.name for command in COMMANDS if not command.umbrella]
    taken = sorted(SLACK_BUILT_IN.intersection(names))
    if taken:
        raise QuotedeskError(
            f"Slack itself has /{', /'.join(taken)}; set QUOTEDESK_SLACK_COMMAND_PREFIX to another prefix."
        )
    return [f"commands: /{', /'.join(names)} and /quotedesk collide with none of Slack's own"]
