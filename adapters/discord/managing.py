"""`/quotedesk settings`: what a server's managers settle for it. Checked in code at every call."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import locale_str

from adapters.discord.guilds import Guilds, GuildSettings
from adapters.discord.people import MANAGERS, asker_of
from adapters.discord.sending import Interaction
from adapters.discord.state import Form
from bot.commands import Request
from bot.errors import QuotedeskError
from bot.reply.catalogue import say, speaking, told
from bot.reply.model import Block, Line, Moment, Reply, Strong, Style

LANGUAGES: Final = {"en": "English", "de": "Deutsch", "es": "Español"}
_NO_SERVER: Final = "Settings belong to a server; there is none here."
_NOT_MANAGER: Final = "Only members with Manage Server can change how the bot answers in this server."
_FOR: Final = {"me": "the asker", "channel": "the channel"}

Tell = Callable[[Interaction, Reply], Awaitable[None]]
Outlets = Callable[[str], list[app_commands.Choice[str]]]


@dataclass(frozen=True, slots=True)
class Managing:
    """The settings command."""

    guilds: Guilds
    tell: Tell
    outlets: Outlets

    def command(self) -> app_commands.Command[Any, ..., Any]:
        """The subcommand, to be put under the umbrella."""

        async def settings(
            interaction: Interaction,
            show: str | None = None,
            channel: app_commands.AppCommandChannel | app_commands.AppCommandThread | None = None,
            outlet: str | None = None,
            look: str | None = None,
            language: str | None = None,
        ) -> None:
            await self.settle(
                interaction,
                show=show,
                channel=str(channel.id) if channel else None,
                outlet=outlet,
                look=look,
                language=language,
            )

        decorated: Any = settings
        for decorate in (
            app_commands.describe(
                show=locale_str("Who sees answers when a request does not say"),
                channel=locale_str("Allow public answers here alone; again: no longer here"),
                outlet=locale_str("Ask this outlet unless a request names another; - for all"),
                look=locale_str("Cards, or plain text for old apps"),
                language=locale_str("Language of public answers"),
            ),
            app_commands.choices(
                show=_choices({"me": "me", "channel": "channel", "default": "default"}),
                look=_choices({"cards": "cards", "text": "text"}),
                language=_choices({**LANGUAGES, "default": "default"}),
            ),
        ):
            decorated = decorate(decorated)
        made: app_commands.Command[Any, ..., Any] = app_commands.Command(
            name=locale_str("settings"),
            description=locale_str("Managers: how the bot answers in this server"),
            callback=decorated,
        )

        async def outlets(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
            with speaking(str(interaction.locale)):
                return self.outlets(typed)

        made.autocomplete("outlet")(outlets)
        return made

    async def settle(self, interaction: Interaction, **given: str | None) -> None:
        """Change what is given, then show how things stand."""
        with speaking(str(interaction.locale)):
            await self.tell(interaction, await self._settled(interaction, given))

    async def _settled(self, interaction: Interaction, given: dict[str, str | None]) -> Reply:
        asker = asker_of(interaction, str(interaction.locale))
        if not asker.workspace:
            return _sentence(_NO_SERVER)
        allowed = MANAGERS in asker.groups
        words = " ".join(f"{name}:{value}" for name, value in given.items() if value)
        try:
            if words:
                await self.guilds.door.audit(asker, f"settings {words[:200]}", "allowed" if allowed else "denied")
            if not allowed:
                return _sentence(_NOT_MANAGER)
            present = await self.guilds.of(asker.workspace)
            values = _values(present, given)
            if values:
                present = await self.guilds.change(asker.workspace, asker.user, **values)
        except QuotedeskError as error:
            return _sentence(told(error.user_message))
        return _overview(present, _names(interaction.guild, present))


def _choices(names: dict[str, str]) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=locale_str(name), value=value) for value, name in names.items()]


def _values(present: GuildSettings, given: dict[str, str | None]) -> dict[str, Any]:
    """The options as values of `GuildSettings`."""
    values: dict[str, Any] = {}
    if show := given.get("show"):
        values["show"] = "" if show == "default" else show
    if channel := given.get("channel"):
        values["channels"] = present.channels ^ {channel}
    if outlet := given.get("outlet"):
        values["outlet"] = "" if outlet.strip() == "-" else outlet.strip()[:100]
    if look := given.get("look"):
        values["form"] = Form.TEXT if look == "text" else Form.CARDS
    if language := given.get("language"):
        values["language"] = "" if language == "default" else language
    return values


def _names(guild: discord.Guild | None, present: GuildSettings) -> list[str]:
    """The names of the channels settled; the id of one that is gone or unseen."""
    found = {number: guild.get_channel_or_thread(int(number)) if guild else None for number in present.channels}
    return sorted(f"#{channel.name if channel else number}" for number, channel in found.items())


def _overview(present: GuildSettings, channels: list[str]) -> Reply:
    facts = (
        (say("Answers are for"), say(_FOR.get(present.show, "as the bot has it"))),
        (say("Public answers in"), ", ".join(channels) or say("every channel")),
        (say("Outlet"), present.outlet or say("all")),
        (say("Look"), say("plain text") if present.form is Form.TEXT else say("cards")),
        (say("Language"), LANGUAGES.get(present.language) or say("the server's own")),
    )
    blocks: list[Block] = [Line(parts=(say("How I answer in this server"),), style=Style.HEADING)]
    blocks += [Line(parts=(Strong(f"{name}:"), f" {words}")) for name, words in facts]
    for change in present.record[:5]:
        when = Moment(datetime.fromisoformat(change.at))
        blocks.append(
            Line(parts=(when, say(" · user {user} · {what}", user=change.user, what=change.what)), style=Style.SMALL)
        )
    return _reply(tuple(blocks))


def _sentence(words: str) -> Reply:
    return _reply((Line(parts=(say(words),)),))


def _reply(blocks: tuple[Block, ...]) -> Reply:
    return Reply(intent="settings", request=Request(command="status"), blocks=blocks, answered=True)


def outlets_of(offered: list[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    """Outlets to choose from, and the way back to all of them."""
    choices = [app_commands.Choice(name=label[:100], value=value) for label, value in offered if len(value) <= 100]
    return [*choices[:24], app_commands.Choice(name=say("- (all outlets)"), value="-")]


def places_of(channel: object) -> tuple[str, ...]:
    """The ids of a channel and, for a thread, of the channel it belongs to."""
    own, parent = getattr(channel, "id", None), getattr(channel, "parent_id", None)
    return tuple(str(number) for number in (own, parent) if number)
