"""The link that adds the bot to a server, or to one's own account."""

from __future__ import annotations

from urllib.parse import urlencode

import aiohttp
import discord

from bot.errors import QuotedeskError, SettingsError

SCOPES = ("bot", "applications.commands")
_DISCORD = "https://discord.com/api/v10"
_TIMEOUT = aiohttp.ClientTimeout(total=10)


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


async def find_application(token: str, api_url: str = "") -> str:
    """The id of the application that the bot's token belongs to, asked of Discord or of the proxy at `api_url`.

    SettingsError if the token is refused, QuotedeskError if Discord cannot be reached.
    """
    url = f"{(api_url or _DISCORD).rstrip('/')}/applications/@me"
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT) as session,
            session.get(url, headers={"Authorization": f"Bot {token.strip()}"}) as response,
        ):
            if response.status == 401:
                raise SettingsError("DISCORD_TOKEN: Discord does not accept this token.")
            response.raise_for_status()
            found = await response.json()
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        raise QuotedeskError(f"Discord cannot be reached ({type(error).__name__}); try again later.") from None
    return str(found["id"])
