"""How a message reaches a person or a channel, and what is tried when Slack refuses.

A private answer goes to the response_url (which works in channels the bot has not joined), else as an ephemeral
message, else as a direct message. A public one is posted, else sent to the response_url, else the asker is told to
invite the bot. Blocks that Slack refuses are sent again as plain text. What may have arrived is never sent twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.events import Place
from adapters.slack.people import TROUBLE, reason_of
from adapters.slack.render import Message, notice
from adapters.slack.retrying import ATTEMPTS, LONGEST_WAIT_S
from bot.reply.catalogue import say

logger = logging.getLogger(__name__)

T = TypeVar("T")

Pause = Callable[[float], Awaitable[None]]
"""Waits that many seconds."""

_POSTED: Any = {"mrkdwn": False, "unfurl_links": False, "unfurl_media": False}
_TOO_MUCH = {
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_too_long",
    "msg_blocks_too_long",
    "too_many_blocks",
    "invalid_arguments",
}
_NOT_HERE = {
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "restricted_action",
    "restricted_action_thread_only_channel",
    "restricted_action_read_only_channel",
    "team_access_not_granted",
    "user_not_in_channel",
    "missing_scope",
    "messages_tab_disabled",
    "method_not_supported_for_channel_type",
    "cannot_reply_to_message",
    "thread_not_found",
}
NOT_IN_CHANNEL = (
    "I cannot post here. Type /invite and my name in this channel, then press Share again; here is the answer for you."
)
UNSURE = "Slack did not say whether the message was posted. Look into the channel before you share it again."


class Undelivered(Exception):
    """No way led to the person. `reason` is Slack's word for the last refusal."""

    def __init__(self, reason: str, *, unsure: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.unsure = unsure  # it may have arrived all the same


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that the bot posted, and so can change."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Sends messages. `session` is shared and stays open; `pause` is asyncio.sleep outside tests."""

    session: aiohttp.ClientSession
    pause: Pause = asyncio.sleep
    timeout_s: float = 10.0

    async def private(self, client: AsyncWebClient, place: Place, message: Message, *, replace_it: bool = False) -> str:
        """Show the message to the person alone; returns the way it went. With `replace_it`, in place of the message
        whose button was pressed. Undelivered if no way is left.
        """
        reason = "no_channel"
        if place.response_url:
            try:
                await self._respond(place, message, "ephemeral", replace_it=replace_it)
                return "response_url"
            except Undelivered as error:
                if error.unsure:
                    raise
                reason = error.reason
        ways = [self._direct] if place.direct or not place.channel else [self._ephemeral, self._direct]
        for way in ways:
            try:
                return await self._plainer(partial(way, client, place), message)
            except Undelivered as error:
                if error.unsure:
                    raise
                reason = error.reason
        raise Undelivered(reason)

    async def public(self, client: AsyncWebClient, place: Place, message: Message, *, thread: str | None = None) -> str:
        """Post the message where everybody sees it, in `thread` if given; returns the way it went.

        Where the bot is no member the response_url posts for it. Undelivered if neither works.
        """
        try:
            return await self._plainer(lambda m: self._post(client, place.channel, m, thread), message)
        except Undelivered as error:
            if error.unsure or not place.response_url:
                raise
            await self._respond(replace(place, thread=thread), message, "in_channel")
            return "response_url"

    async def begin(
        self, client: AsyncWebClient, channel: str, message: Message, *, thread: str | None = None
    ) -> Posted:
        """Post a message that will be changed; `channel` may be a person. Undelivered if Slack refuses."""
        answer = await _called(client.chat_postMessage(channel=channel, thread_ts=thread, **_POSTED, **_words(message)))
        return Posted(channel=answer["channel"], ts=answer["ts"])

    async def change(self, client: AsyncWebClient, posted: Posted, message: Message) -> None:
        """Put other words in the place of a message. Undelivered if Slack refuses."""

        async def update(m: Message) -> str:
            await _called(client.chat_update(channel=posted.channel, ts=posted.ts, **_words(m)))
            return "update"

        await self._plainer(update, message)

    async def take_back(self, client: AsyncWebClient, posted: Posted) -> None:
        """Delete a message. Undelivered if Slack refuses."""
        await _called(client.chat_delete(channel=posted.channel, ts=posted.ts))

    async def replace_shown(self, place: Place, message: Message) -> None:
        """Put the message in place of the public one whose button was pressed. Undelivered if Slack refuses."""
        await self._respond(place, message, "in_channel", replace_it=True)

    async def delete_shown(self, place: Place) -> None:
        """Delete the message whose button was pressed. Undelivered if Slack refuses."""
        if not place.response_url:
            raise Undelivered("no_response_url")
        await self._send(place.response_url, {"delete_original": True})

    # --- ways ---

    async def _respond(self, place: Place, message: Message, response_type: str, *, replace_it: bool = False) -> None:
        url = place.response_url
        if not url:
            raise Undelivered("no_response_url")
        body: dict[str, Any] = {
            "response_type": response_type,
            "replace_original": replace_it,
            "mrkdwn": False,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if place.thread and not replace_it:
            body["thread_ts"] = place.thread

        async def send(m: Message) -> str:
            await self._send(url, {**body, **_words(m)})
            return "response_url"

        await self._plainer(send, message)

    async def _ephemeral(self, client: AsyncWebClient, place: Place, message: Message) -> str:
        call = client.chat_postEphemeral(
            channel=place.channel, user=place.user, thread_ts=place.thread, **_words(message)
        )
        await _called(call)
        return "ephemeral"

    async def _direct(self, client: AsyncWebClient, place: Place, message: Message) -> str:
        if place.direct and place.channel:
            return await self._post(client, place.channel, message, place.thread)
        return await self._post(client, place.user, message, None)

    async def _post(self, client: AsyncWebClient, channel: str, message: Message, thread: str | None) -> str:
        await _called(client.chat_postMessage(channel=channel, thread_ts=thread, **_POSTED, **_words(message)))
        return "message"

    async def _plainer(self, send: Callable[[Message], Awaitable[str]], message: Message) -> str:
        """Send the message; if its blocks are refused, its text; if that is too long as well, a word saying so."""
        shorter = notice(
            say("The answer does not fit into a Slack message. Ask for less of it, for example with about: …")
        )
        for attempt in (message, Message(text=message.text, blocks=()), shorter):
            try:
                return await send(attempt)
            except Undelivered as error:
                if error.reason not in _TOO_MUCH:
                    raise
                logger.error("message refused", extra={"event": "slack.refused", "reason": error.reason})
        raise Undelivered("msg_too_long")

    async def _send(self, url: str, body: dict[str, Any]) -> None:
        """POST to a response_url, again after 429 and 5xx. Undelivered with Slack's word for the refusal."""
        reason = "unknown"
        for attempt in range(1, ATTEMPTS + 1):
            wait = 0.5 * attempt
            try:
                timeout = aiohttp.ClientTimeout(total=self.timeout_s)
                async with self.session.post(url, json=body, timeout=timeout) as response:
                    answer = (await response.text())[:200].strip()
                    if response.status == 200:
                        return
                    reason = answer if answer.replace("_", "").isalnum() else f"http_{response.status}"
                    if response.status == 429:
                        wait = _seconds(response.headers.get("Retry-After"))
                    elif response.status < 500 or reason in ("used_url", "expired_url"):
                        raise Undelivered(reason)
            except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError) as error:
                reason = type(error).__name__
            except TimeoutError as error:
                raise Undelivered("timeout", unsure=True) from error
            if attempt == ATTEMPTS or wait > LONGEST_WAIT_S:
                break
            await self.pause(wait)
        raise Undelivered(reason)


def _words(message: Message) -> dict[str, Any]:
    return {"text": message.text, **({"blocks": list(message.blocks)} if message.blocks else {})}


def _seconds(header: str | None) -> float:
    return float(header) if header and header.isdigit() else 1.0


async def _called(call: Awaitable[T]) -> T:
    """What a call of the Web API gives; its errors become Undelivered."""
    try:
        return await call
    except SlackApiError as error:
        raise Undelivered(reason_of(error)) from error
    except TimeoutError as error:
        raise Undelivered("timeout", unsure=True) from error
    except TROUBLE as error:
        raise Undelivered(reason_of(error)) from error


def is_about_the_place(reason: str) -> bool:
    """Is the refusal one that inviting the bot would cure?"""
    return reason in _NOT_HERE
