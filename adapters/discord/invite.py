"""The link that adds the bot to a server, or to one's own account."""

from __future__ import annotations

from urllib.parse import urlencode

import discord

SCOPES = ("bot", "applications.commands")


def needed_permissions() -> discord.Permissions:
    """What the bot uses in a channel: see it, answer in it and in its threads, read the message it answers."""
    return discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        read_message_history=True,
    )


def invitation(application_id: str) -> str:
    """The invitation link for the application with this id (Developer Portal, "General Information").

    Whoever opens it chooses between a server and their own account. ValueError if the id is no number.
    """
    if not (application_id.isascii() and application_id.isdigit()):
        raise ValueError(f"“{application_id[:40]}” is no application id; it is a number of 17 to 20 digits")
    query = {"client_id": application_id, "scope": " ".join(SCOPES), "permissions": str(needed_permissions().value)}
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"
