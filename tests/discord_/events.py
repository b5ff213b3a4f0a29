"""What Discord sends when somebody does something: payloads of interactions and messages."""

from __future__ import annotations

import secrets
from typing import Any

from tests.discord_.fake_discord import APPLICATION, BOT, FakeDiscord, a_guild, a_user, wire
from tests.discord_.published import Json

MANAGE_GUILD, MANAGE_MESSAGES = 1 << 5, 1 << 13


def slash(fake: FakeDiscord, name: str, **who: Any) -> Json:
    """A slash command: `slash(fake, "quote", options={"speaker": "Waltz"})`; "quotedesk quote" is a subcommand."""
    options, focused = who.pop("options", {}), who.pop("focused", None)
    given = [_option(key, value, focused=key == focused) for key, value in options.items()]
    command, _, sub = name.partition(" ")
    if sub:
        given = [{"name": sub, "type": 1, "options": given}]
    data = {"id": "1", "name": command, "type": 1, "options": given, "resolved": who.pop("resolved", {})}
    return _interaction(fake, 2 if focused is None else 4, data, **who)


def typing(fake: FakeDiscord, name: str, option: str, words: str, **who: Any) -> Json:
    """Autocomplete: somebody has typed `words` into an option."""
    return slash(fake, name, options={option: words}, focused=option, **who)


def press(fake: FakeDiscord, message: Json, label: str, **who: Any) -> Json:
    """A press on the button with that label under a message."""
    button = next(part for part in parts(message) if part.get("label") == label and part["type"] == 2)
    data = {"custom_id": button["custom_id"], "component_type": 2}
    return _interaction(fake, 3, data, message=wire(message), **who)


def pick(fake: FakeDiscord, message: Json, label: str, **who: Any) -> Json:
    """The line with that label picked from a menu."""
    menu, value = next(
        (part, option["value"])
        for part in parts(message)
        if part["type"] == 3
        for option in part["options"]
        if option["label"] == label
    )
    data = {"custom_id": menu["custom_id"], "component_type": 3, "values": [value]}
    return _interaction(fake, 3, data, message=wire(message), **who)


def submit(fake: FakeDiscord, modal: Json, fields: dict[str, str], message: Json, **who: Any) -> Json:
    """A form sent with those words; fields that are not named stay as they were."""
    rows = []
    for number, row in enumerate(modal["components"], 1):
        field = row["component"]
        words = fields.get(field["custom_id"], field.get("value") or "")
        shown = {"type": 4, "id": number, "custom_id": field["custom_id"], "value": words}
        rows.append({"type": 18, "id": 100 + number, "component": shown})
    data = {"custom_id": modal["custom_id"], "components": rows}
    return _interaction(fake, 5, data, message=wire(message), **who)


def message_menu(fake: FakeDiscord, name: str, content: str, **who: Any) -> Json:
    """The entry of a message's menu."""
    target = wire(
        {"id": fake.snowflake(), "channel_id": "401", "author": a_user("777", "somebody"), "content": content}
    )
    resolved = {"messages": {target["id"]: target}}
    data = {"id": "2", "name": name, "type": 3, "target_id": target["id"], "resolved": resolved}
    return _interaction(fake, 2, data, **who)


def user_menu(fake: FakeDiscord, name: str, user: Json, **who: Any) -> Json:
    """The entry of a user's menu."""
    data = {"id": "3", "name": name, "type": 2, "target_id": user["id"], "resolved": {"users": {user["id"]: user}}}
    return _interaction(fake, 2, data, **who)


def said(
    fake: FakeDiscord,
    content: str,
    *,
    direct: bool = False,
    author: Json | None = None,
    channel: str = "401",
    mentions: tuple[Json, ...] | None = None,
    roles: tuple[str, ...] = (),
) -> Json:
    """A message in a channel or, `direct`, to the bot alone. Who is mentioned is read from the words unless given."""
    author = author or a_user()
    if mentions is None:
        mentions = (BOT,) if f"<@{APPLICATION}>" in content else ()
    message = wire(
        {
            "id": fake.snowflake(),
            "channel_id": "77" if direct else channel,
            "author": author,
            "content": content,
            "mentions": list(mentions),
        }
    )
    fake.messages[message["id"]] = {**message, "loading": False}
    if not direct:
        message |= {"guild_id": "301", "member": _member(author, 0, roles)}
        message["member"].pop("user")
    return message


def parts(message: Json) -> list[Json]:
    """Every component of a message, nested ones and accessories included."""
    out: list[Json] = []

    def walk(components: list[Json]) -> None:
        for part in components:
            out.append(part)
            walk(part.get("components", []))
            if "accessory" in part:
                out.append(part["accessory"])

    walk(message["components"])
    return out


def shown(message: Json) -> str:
    """All words of a message as markdown."""
    texts = [part["content"] for part in parts(message) if part["type"] == 10]
    return "\n".join([*texts, message.get("content") or ""]).strip()


def labels(message: Json) -> list[str]:
    """The labels of its buttons, in order."""
    return [part["label"] for part in parts(message) if part["type"] == 2]


def _option(name: str, value: Any, *, focused: bool) -> Json:
    kind = 7 if name == "channel" else {bool: 5, int: 4}.get(type(value), 3)
    return {"name": name, "type": kind, "value": value, **({"focused": True} if focused else {})}


def _member(user: Json, permissions: int, roles: tuple[str, ...] = ()) -> Json:
    joined = "2024-01-01T00:00:00+00:00"
    return {
        "user": user,
        "roles": list(roles),
        "joined_at": joined,
        "permissions": str(permissions),
        "deaf": False,
        "mute": False,
        "flags": 0,
        "avatar": None,
    }


def _interaction(
    fake: FakeDiscord,
    kind: int,
    data: Json,
    *,
    user: Json | None = None,
    permissions: int = 0,
    where: str = "guild",
    installed: str = "guild",
    locale: str = "en-US",
    message: Json | None = None,
    channel: str = "401",
) -> Json:
    """`where`: guild, dm (with the bot) or private (somebody else's); `installed` for the guild or by the user."""
    user = user or a_user()
    owners = {"0": "301"} if installed == "guild" else {"1": user["id"]}
    payload: Json = {
        "id": fake.snowflake(),
        "application_id": APPLICATION,
        "type": kind,
        "data": data,
        "token": secrets.token_hex(16),
        "version": 1,
        "locale": locale,
        "app_permissions": "2048",
        "entitlements": [],
        "attachment_size_limit": 10_000_000,
        "authorizing_integration_owners": owners,
        "context": {"guild": 0, "dm": 1, "private": 2}[where],
    }
    if where == "guild":
        payload |= {"guild_id": "301", "guild": {"id": "301", "locale": "en-US", "features": []}}
        payload |= {"member": _member(user, permissions), "guild_locale": "en-US"}
        payload["channel"] = next(dict(c) for c in a_guild()["channels"] if c["id"] == channel)
        payload["channel"]["guild_id"] = "301"
    else:
        payload |= {"user": user}
        payload["channel"] = {"id": "77", "type": 1, "recipients": [user]}
    if message is not None:
        payload["message"] = message
    return payload
