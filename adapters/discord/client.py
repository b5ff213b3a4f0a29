"""The connection: discord.py's sharded client with our command tree, dynamic items and no privileged intents."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord import tree
from adapters.discord.answering import Answering, Setting
from adapters.discord.door import Door
from adapters.discord.guilds import Guilds, GuildSettings
from adapters.discord.managing import Managing, outlets_of, places_of
from adapters.discord.people import request_line
from adapters.discord.presses import NOT_HERE, PickedLine, PressedButton, Presses, sent_form
from adapters.discord.sending import NOBODY, Interaction
from adapters.discord.settings import DiscordSettings
from adapters.discord.state import CustomId
from adapters.discord.translation import CatalogueTranslator
from bot.commands import Request, Takes
from bot.errors import QuotedeskError
from bot.sealing import signing_key

logger = logging.getLogger(__name__)

_TREE_KEPT_FOR: Final = timedelta(days=365)
_INCIDENT: Final = "Something went wrong here (incident {incident}). Nothing was lost; please try again in a moment."


def _now() -> datetime:
    return datetime.now(UTC)


class QuotedeskClient(discord.AutoShardedClient):
    """One process's share of the bot."""

    def __init__(self, door: Door, settings: DiscordSettings) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=NOBODY,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            shard_count=settings.shard_count,
            heartbeat_timeout=settings.heartbeat_timeout_s,
        )
        if settings.shard_ids:
            self.shard_ids = list(settings.shard_ids)
        self.door = door
        self.settings = settings
        self.servers = Guilds(door, _now)
        self.answering = Answering(
            door=door,
            key=signing_key(settings.token),
            clock=_now,
            defer_after_s=settings.defer_after_s,
            default_public=settings.default_public,
        )
        self.was_ready = False
        self._running: set[asyncio.Task[Any]] = set()
        self.presses = Presses(self.answering, self.setting)
        self.tree = _Tree(self)
        managing = Managing(self.servers, self.answering.show, self._outlets)
        tree.place(self.tree, tree.commands(self._command, self._suggest, managing.command()))
        self.add_dynamic_items(PressedButton, PickedLine)
        if settings.api_url:
            self._accept_unsharded_ready()

    async def setup_hook(self) -> None:
        """After the login, before the gateway: the index warm, the gateway's address known, the commands in step."""
        await self.door.warm()
        await self.tree.set_translator(CatalogueTranslator())
        if self.settings.api_url:
            await self._find_gateway()
        if not self.settings.shard_ids or 0 in self.settings.shard_ids:
            await self._sync()

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Discord's pause between two identifications."""
        if not initial:
            await asyncio.sleep(self.settings.identify_pause_s)

    async def setting(self, interaction: Interaction) -> Setting:
        """How answers look where the interaction happened."""
        return self._setting(interaction, await self.servers.of(str(interaction.guild_id or "")))

    def _setting(self, interaction: Interaction, guild: GuildSettings) -> Setting:
        return Setting(
            form=guild.form,
            public_allowed=guild.allows_public(*places_of(interaction.channel)),
            own_language=str(interaction.locale),
            public_language=guild.language or str(interaction.guild_locale or interaction.locale),
        )

    async def on_ready(self) -> None:
        """Every shard is connected."""
        self.was_ready = True
        logger.info("connected", extra={"event": "discord.ready", "shards": len(self.shards)})

    async def finish(self, at_most_s: float = 5.0) -> None:
        """Wait for the answers that are being made, but not for long."""
        running = {task for task in self._running if task is not asyncio.current_task()}
        if running:
            await asyncio.wait(running, timeout=at_most_s)

    async def on_message(self, message: discord.Message) -> None:
        """A direct message or a mention; everything else is none of our business."""
        if self.user is None:
            return
        line = request_line(message, self.user.id)
        if line is not None:
            await self._edge(self._message(message, line or "help"), message)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Forms alone: commands go to the tree, presses to the dynamic items."""
        form = sent_form(interaction)
        if form is not None:
            await self._edge(self.presses.submit(interaction, form), interaction)

    async def pressed(self, interaction: Interaction, custom_id: CustomId) -> None:
        """A button of ours; called by its dynamic item."""
        await self._edge(self.presses.press(interaction, custom_id), interaction)

    async def picked(self, interaction: Interaction, values: list[str]) -> None:
        """Lines of a menu of ours; called by its dynamic item."""
        await self._edge(self.presses.pick(interaction, values), interaction)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """An event that failed before it reached a request."""
        logger.exception("event failed", extra={"event": "discord.event_failed", "name_of_event": event_method})

    async def _command(self, interaction: Interaction, asked: Request) -> None:
        await self._edge(self._ask(interaction, asked), interaction)

    async def _ask(self, interaction: Interaction, asked: Request) -> None:
        guild = await self.servers.of(str(interaction.guild_id or ""))
        asked = guild.applied(asked, *places_of(interaction.channel))
        await self.answering.command(interaction, asked, self._setting(interaction, guild))

    async def _message(self, message: discord.Message, line: str) -> None:
        guild = await self.servers.of(str(message.guild.id) if message.guild else "")
        if not guild.allows_public(*places_of(message.channel)):
            await self.answering.tell(message, NOT_HERE)
            return
        language = guild.language or str(message.guild.preferred_locale if message.guild else "")
        setting = Setting(form=guild.form, public_language=language)
        places = places_of(message.channel)
        await self.answering.message(message, line, setting, lambda asked: guild.applied(asked, *places))

    def _outlets(self, typed: str) -> list[app_commands.Choice[str]]:
        return outlets_of(self._suggest(Takes.OUTLET, typed))

    def _suggest(self, takes: Takes, typed: str) -> list[tuple[str, str]]:
        return [(offered.label, offered.value) for offered in self.door.suggest(takes, typed)]

    async def _edge(self, work: Coroutine[Any, Any, None], cause: Interaction | discord.Message) -> None:
        """Nothing that goes wrong with one request reaches the library or the others."""
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        try:
            await work
        except Exception:
            incident = secrets.token_hex(3)
            logger.exception("request failed", extra={"event": "discord.failed", "incident": incident})
            await self.answering.tell(cause, _INCIDENT, incident=incident)

    async def _find_gateway(self) -> None:
        """Behind a proxy the gateway is what the proxy says, also for the reconnections of the library.

        A proxy that knows no recommendation of shards gets one.
        """
        found = await self.http.request(Route("GET", "/gateway"))
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(found["url"])
        if not self.settings.shard_count:
            try:
                self.shard_count, _, _ = await self.http.get_bot_gateway()
            except (discord.HTTPException, discord.GatewayNotFound, KeyError):
                self.shard_count = 1

    def _accept_unsharded_ready(self) -> None:
        """A proxy that knows one shard only may leave it out of READY, which the sharded client insists on."""
        parsers: dict[str, Any] = self._connection.parsers
        ready = parsers["READY"]
        parsers["READY"] = lambda data: ready({"shard": [0, 1], **data})

    async def _sync(self) -> None:
        """Tell Discord the commands when they differ from what was told last; a failure leaves the old ones."""
        key = f"discord:tree:{self.application_id}"
        try:
            commands = await tree.payload_of(self.tree)
            present = tree.hash_of(commands)
            if await self.door.recall(key) == present:
                return
            await self.http.bulk_upsert_global_commands(self.application_id or 0, payload=commands)
            await self.door.remember(key, present, _now() + _TREE_KEPT_FOR)
            logger.info("commands synced", extra={"event": "discord.synced"})
        except (discord.HTTPException, app_commands.AppCommandError, QuotedeskError) as error:
            logger.error("commands not synced", extra={"event": "discord.not_synced", "error": type(error).__name__})


class _Tree(app_commands.CommandTree[QuotedeskClient]):
    """Errors of the library itself: a command that an old app still shows, options that no longer fit."""

    async def on_error(
        self, interaction: discord.Interaction[QuotedeskClient], error: app_commands.AppCommandError, /
    ) -> None:
        logger.warning("command not run", extra={"event": "discord.command_failed", "error": type(error).__name__})
        if interaction.type is discord.InteractionType.application_command and not interaction.response.is_done():
            words = "This command has changed since your app last looked. Please restart Discord and try again."
            await interaction.client.answering.tell(interaction, words)
