"""A rendered message → Discord, by whichever way is open: first response, edit, follow-up, channel message.

An interaction is answered once within 3 seconds, or deferred and then edited within 15 minutes. What Discord
refuses is told apart here by its codes; nothing raised by a send leaves this module but `Refused`.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from enum import Enum
from typing import Any, Final

import aiohttp
import discord
from discord.http import Route
from discord.webhook.async_ import async_context

from adapters.discord.controls import Payload
from adapters.discord.render import FLAG_PRIVATE, Rendered
from adapters.discord.state import Form

logger = logging.getLogger(__name__)

Interaction = discord.Interaction[discord.Client]
Kind = discord.InteractionResponseType
NOBODY: Final = discord.AllowedMentions.none()
"""Whom a message may ping."""


class Refused(Enum):
    """Why a message could not be sent."""

    LATE = "late"  # the interaction is gone: 3 s or 15 min are over, or it was never known here
    FORM = "form"  # the body: cards that this place or client cannot take
    PLACE = "place"  # no permission, or the channel, message or thread is gone
    PLATFORM = "platform"  # 5xx or too many requests, after the library's own attempts


_CODES: Final[Mapping[int, Refused]] = {
    10062: Refused.LATE,  # unknown interaction
    10015: Refused.LATE,  # unknown webhook: the interaction's token is over
    50027: Refused.LATE,  # invalid webhook token
    10003: Refused.PLACE,  # unknown channel
    10008: Refused.PLACE,  # unknown message
    50035: Refused.FORM,  # invalid form body
    50006: Refused.FORM,  # empty message
}
_ACKNOWLEDGED: Final = 40060
"""Already acknowledged: an attempt that seemed to fail (5xx, reset) went through after all."""


class SendRefused(Exception):
    """Discord did not take the message."""

    def __init__(self, why: Refused, code: int) -> None:
        super().__init__(f"{why.value} ({code})")
        self.why = why
        self.code = code


class Cards(discord.ui.LayoutView):
    """A finished Components V2 layout. Presses reach the dynamic items, so the view itself is never stored."""

    def __init__(self, components: tuple[Payload, ...]) -> None:
        super().__init__(timeout=None)
        self._ready = list(components)
        self.stop()

    def to_components(self) -> list[Payload]:
        return self._ready

    def has_components_v2(self) -> bool:
        return True

    def is_dispatchable(self) -> bool:
        return False


class Buttons(discord.ui.View):
    """Finished rows of classic buttons and menus; the same."""

    def __init__(self, components: tuple[Payload, ...]) -> None:
        super().__init__(timeout=None)
        self._ready = list(components)
        self.stop()

    def to_components(self) -> list[Payload]:
        return self._ready

    def is_dispatchable(self) -> bool:
        return False


async def respond(interaction: Interaction, rendered: Rendered) -> None:
    """The first response: a new message, for everybody only if the reply is."""
    async with _refusals("respond"):
        await _first(interaction, Kind.channel_message, rendered.to_dict())


async def defer(interaction: Interaction, *, public: bool, in_place: bool = False) -> None:
    """The first response when the answer is still being made: "thinking …", or nothing visible for an edit in place."""
    async with _refusals("defer"):
        if in_place:
            await _first(interaction, Kind.deferred_message_update)
        else:
            await _first(interaction, Kind.deferred_channel_message, None if public else {"flags": FLAG_PRIVATE})


async def replace_pressed(interaction: Interaction, rendered: Rendered) -> None:
    """The first response to a press: its own message changes."""
    async with _refusals("replace"):
        await _first(interaction, Kind.message_update, _change(rendered))


async def complete(interaction: Interaction, rendered: Rendered) -> None:
    """What was deferred gets its content; private or public as it was deferred."""
    async with _refusals("complete"):
        await _webhook(interaction, "PATCH", "/messages/@original", _change(rendered))


async def follow_up(interaction: Interaction, rendered: Rendered) -> None:
    """Another message of the same interaction."""
    async with _refusals("follow up"):
        await _webhook(interaction, "POST", "", rendered.to_dict())


async def withdraw(interaction: Interaction) -> None:
    """Delete what was deferred, or the message whose button was pressed."""
    async with _refusals("withdraw"):
        await _webhook(interaction, "DELETE", "/messages/@original")


async def reply_to(message: discord.Message, rendered: Rendered) -> discord.Message | None:
    """An answer in the channel, below the message; without the tie when that is gone meanwhile.

    What was posted, unless what Discord sent back cannot be read.
    """
    reference = discord.MessageReference.from_message(message, fail_if_not_exists=False)
    posted: list[discord.Message] = []
    async with _refusals("reply"):
        posted.append(await _post(message.channel, rendered, reference))
    return posted[0] if posted else None


async def edit(message: discord.Message, rendered: Rendered) -> None:
    """Put other words in the place of a message of the bot's."""
    async with _refusals("edit"):
        if rendered.form is Form.CARDS:
            await message.edit(view=Cards(rendered.components), allowed_mentions=NOBODY)
        else:
            view = Buttons(rendered.components)
            await message.edit(content=rendered.content, view=view, allowed_mentions=NOBODY)


async def show_typing(channel: discord.abc.Messageable) -> None:
    """ "typing …", for ten seconds; the answer matters, not that it is announced."""
    with contextlib.suppress(SendRefused):
        async with _refusals("typing"):
            await channel.typing()


async def direct(user: discord.abc.Messageable, rendered: Rendered) -> None:
    """A direct message: the way that is left when an interaction is over."""
    async with _refusals("direct message"):
        await _post(user, rendered, None)


async def _post(
    where: discord.abc.Messageable, rendered: Rendered, reference: discord.MessageReference | None
) -> discord.Message:
    tie: dict[str, Any] = {"reference": reference, "mention_author": False} if reference else {}
    if rendered.form is Form.CARDS:
        return await where.send(view=Cards(rendered.components), allowed_mentions=NOBODY, **tie)
    view = Buttons(rendered.components)
    return await where.send(rendered.content, view=view, allowed_mentions=NOBODY, suppress_embeds=True, **tie)


async def _first(interaction: Interaction, kind: Kind, data: dict[str, Any] | None = None) -> None:
    """The first response, through the library's own client with its retries and limits, but without its echo.

    The library has Discord send the whole message back and builds an object of it, which nobody here looks at: a fourth
    of the processor time of an answer.
    """
    route = Route(
        "POST",
        "/interactions/{webhook_id}/{webhook_token}/callback",
        webhook_id=interaction.id,
        webhook_token=interaction.token,
    )
    await _call(interaction, route, {"type": kind.value} if data is None else {"type": kind.value, "data": data})
    interaction.response._response_type = kind  # what `is_done` goes by


async def _webhook(interaction: Interaction, method: str, path: str, data: dict[str, Any] | None = None) -> None:
    """A later message of the interaction, or a change of one."""
    route = Route(
        method,
        "/webhooks/{webhook_id}/{webhook_token}" + path,
        webhook_id=interaction.application_id,
        webhook_token=interaction.token,
    )
    await _call(interaction, route, data)


async def _call(interaction: Interaction, route: Route, payload: dict[str, Any] | None) -> None:
    http = interaction.client.http
    await async_context.get().request(
        route, interaction._session, payload=payload, proxy=http.proxy, proxy_auth=http.proxy_auth
    )


def _change(rendered: Rendered) -> dict[str, Any]:
    """The body that changes a message; who sees that was settled when it was first sent."""
    body = rendered.to_dict()
    return {**body, "flags": body["flags"] & ~FLAG_PRIVATE}


@asynccontextmanager
async def _refusals(step: str) -> AsyncIterator[None]:
    """Discord's errors → `SendRefused`, logged by code alone: the texts can hold tokens and users' words."""
    try:
        yield
    except discord.HTTPException as error:
        if error.code == _ACKNOWLEDGED:
            logger.info("already acknowledged", extra={"event": "discord.acknowledged", "step": step})
            return
        why = _CODES.get(error.code) or (Refused.PLACE if error.status in (403, 404) else Refused.PLATFORM)
        extra = {"event": "discord.refused", "step": step, "why": why.value, "status": error.status, "code": error.code}
        logger.warning("message refused", extra=extra)
        raise SendRefused(why, error.code) from None
    except (KeyError, TypeError) as error:  # the library reads what comes back; a proxy may send back nothing
        extra = {"event": "discord.echo_unread", "step": step, "error": type(error).__name__}
        logger.warning("sent, but what Discord sent back cannot be read", extra=extra)
    except (OSError, TimeoutError, aiohttp.ClientError) as error:
        extra = {"event": "discord.unreachable", "step": step, "error": type(error).__name__}
        logger.warning("Discord cannot be reached", extra=extra)
        raise SendRefused(Refused.PLATFORM, 0) from None
