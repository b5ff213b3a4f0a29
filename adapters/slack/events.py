"""What Slack sends → values: read once, here; nothing behind this module sees a payload.

A payload that is not for us (an edit, another bot's message, a button of somebody else's) becomes None.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.slack.mrkdwn import typed
from bot.commands import UMBRELLA


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is, and so where an answer to them can go."""

    team: str  # workspace
    channel: str  # conversation; "" where there is none (a global shortcut)
    user: str
    user_name: str = ""  # as Slack shows it; never a mention
    thread: str | None = None  # ts of the thread's first message, when inside one
    root: str | None = None  # ts of the message that asks, where its answer will make it the first of a thread
    direct: bool = False  # a conversation between this person and the bot alone
    response_url: str | None = None  # takes 5 messages within 30 minutes

    @property
    def conversation(self) -> str:
        """What follow-up questions inherit within: the thread, else the channel; one for all direct messages."""
        thread = None if self.direct else self.thread or self.root
        return f"{self.channel}:{thread}" if thread else self.channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A line that somebody typed to the bot."""

    line: str
    place: Place
    key: str  # the same for every delivery of this one event
    mention: bool = False  # asked aloud, in a channel: answered in the thread
    ts: str = ""  # of the message that asks; "" for a slash command


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button pressed, or an option of a menu chosen."""

    action: str  # action_id
    value: str
    place: Place
    key: str
    trigger: str  # opens a modal within 3 s
    private: bool = False  # the button stands in a message that only this person sees
    view: str = ""  # id of the modal or Home that it stands in
    home: bool = False


def from_command(body: Mapping[str, Any], *, prefix: str = "") -> Ask | None:
    """A slash command; the prefix that keeps commands of several apps apart is taken off its name."""
    name = str(body.get("command", "")).removeprefix("/")
    if prefix and name != UMBRELLA:
        name = name.removeprefix(prefix)
    if not name or not body.get("user_id"):
        return None
    channel = str(body.get("channel_id", ""))
    return Ask(
        line=f"/{name} {typed(str(body.get('text') or ''))}".rstrip(),
        key=_key("command", body.get("trigger_id") or body.get("response_url")),
        place=Place(
            team=str(body.get("team_id") or body.get("enterprise_id") or ""),
            channel=channel,
            user=str(body["user_id"]),
            user_name=str(body.get("user_name") or ""),
            direct=channel.startswith("D"),
            response_url=body.get("response_url") or None,
        ),
    )


def from_mention(body: Mapping[str, Any], *, bot_user: str) -> Ask | None:
    """A message that names the bot in a channel or thread."""
    event = body.get("event") or {}
    if not _is_a_persons(event):
        return None
    return _from_message(body, event, bot_user=bot_user, mention=True)


def from_direct_message(body: Mapping[str, Any], *, bot_user: str) -> Ask | None:
    """A message in the conversation with the bot; edits, deletions and the bot's own messages are not."""
    event = body.get("event") or {}
    if event.get("channel_type") != "im" or not _is_a_persons(event):
        return None
    return _from_message(body, event, bot_user=bot_user, mention=False)


_PERSONS = (None, "thread_broadcast", "file_share")
"""Subtypes of messages that somebody wrote just now: plain, also sent to the channel, with a file."""


def _is_a_persons(event: Mapping[str, Any]) -> bool:
    return bool(event.get("user")) and not (
        event.get("bot_id") or event.get("edited") or event.get("subtype") not in _PERSONS
    )


def _from_message(body: Mapping[str, Any], event: Mapping[str, Any], *, bot_user: str, mention: bool) -> Ask:
    channel, ts = str(event.get("channel", "")), str(event.get("ts", ""))
    team = str(event.get("team") or body.get("team_id") or "")
    return Ask(
        line=typed(str(event.get("text") or ""), bot_user=bot_user),
        key=_key("event", body.get("event_id") or (ts and f"{body.get('team_id') or team}:{channel}:{ts}")),
        mention=mention,
        ts=ts,
        place=Place(
            team=str(body.get("team_id") or team),
            channel=channel,
            user=str(event["user"]),
            thread=event.get("thread_ts") or None,
            root=ts or None if mention else None,
            direct=not mention,
        ),
    )


def from_action(body: Mapping[str, Any]) -> Press | None:
    """The first action of a block_actions payload; None if it is not one of ours."""
    action = (body.get("actions") or [{}])[0]
    name = str(action.get("action_id", ""))
    if not name.startswith("quotedesk."):
        return None
    chosen = action.get("selected_option") or {}
    view = body.get("view") or {}
    return Press(
        action=name,
        value=str(action.get("value") or chosen.get("value") or ""),
        place=interaction_place(body),
        key=_key("action", body.get("trigger_id") or body.get("response_url")),
        trigger=str(body.get("trigger_id", "")),
        private=bool((body.get("container") or {}).get("is_ephemeral")),
        view=str(view.get("id") or ""),
        home=view.get("type") == "home",
    )


def _key(kind: str, given: object) -> str:
    """What tells this event from others; where Slack gives nothing that does, a key of its own."""
    return f"{kind}:{given or secrets.token_hex(8)}"


def interaction_place(body: Mapping[str, Any]) -> Place:
    """Where the person is who pressed, chose or submitted something."""
    user = body.get("user") or {}
    container = body.get("container") or {}
    message = body.get("message") or {}
    channel = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
    return Place(
        team=str((body.get("team") or {}).get("id") or user.get("team_id") or ""),
        channel=channel,
        user=str(user.get("id", "")),
        user_name=str(user.get("name") or user.get("username") or ""),
        thread=container.get("thread_ts") or message.get("thread_ts") or None,
        direct=channel.startswith("D"),
        response_url=body.get("response_url") or None,
    )
