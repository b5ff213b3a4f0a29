"""Who asks and from where, from what Discord vouches for."""

from __future__ import annotations

import re

import discord

from bot.commands import Asker

MANAGERS = "discord:managers"
"""The group of whoever has Manage Server in the server where the bot was installed."""

Interaction = discord.Interaction[discord.Client]


def asker_of(interaction: Interaction, language: str) -> Asker:
    """Whoever ran the command or pressed the button, to be answered in that language (a locale of Discord's).

    Manage Server counts only where the bot is installed in the server: anybody can install it on their own account
    and use it in a server of their own.
    """
    manages = interaction.guild_id and interaction.is_guild_integration() and interaction.permissions.manage_guild
    return Asker(
        platform="discord",
        user=str(interaction.user.id),
        place=str(interaction.channel_id or ""),
        workspace=str(interaction.guild_id or ""),
        groups=frozenset({MANAGERS} if manages else ()),
        locale=language,
    )


def author_of(message: discord.Message, language: str) -> Asker:
    """Whoever wrote the message, to be answered in that language."""
    member = message.author
    manages = isinstance(member, discord.Member) and member.guild_permissions.manage_guild
    return Asker(
        platform="discord",
        user=str(member.id),
        place=str(message.channel.id),
        workspace=str(message.guild.id) if message.guild else "",
        groups=frozenset({MANAGERS} if manages else ()),
        locale=language,
    )


def request_line(message: discord.Message, bot: int) -> str | None:
    """What the message asks of the bot; None when it asks nothing.

    A direct message is a request as it stands. In a server only a message that names the bot itself is one (not
    @everyone, not a role); the name is taken out wherever it stands. Other bots and system messages ask nothing.
    """
    if message.author.bot or message.type not in (discord.MessageType.default, discord.MessageType.reply):
        return None
    if message.guild is None and getattr(message.channel, "guild_id", None) is None:
        return re.sub(rf"^\s*<@!?{bot}>\s*", "", message.content)
    if bot not in (user.id for user in message.mentions):
        return None
    return re.sub(rf"[ \t]*<@!?{bot}>[ \t]*", " ", message.content).strip()
