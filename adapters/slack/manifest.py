"""The app manifest: what a workspace admin pastes into Slack to make the app, with only the permissions that are used.

Its fields are those of Slack's manifest reference (docs.slack.dev/reference/app-manifest); new apps get `agent_view`
since June 2026, where older ones had `assistant_view`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import yaml

from adapters.slack.limits import COMMAND_CHARACTERS, COMMANDS, UNFURL_DOMAINS
from bot.commands import UMBRELLA, Command, Parameter
from bot.errors import UsageError

PATH = "/slack/events"
CHECK_QUOTE = "quotedesk.check"  # callback_id of the message shortcut
SEARCH = "quotedesk.search"  # callback_id of the global shortcut

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "app_mentions:read": "to see messages that mention the bot, and no others in channels",
        "assistant:write": "to suggest questions and show that an answer is being looked up, in the bot's own messages",
        "chat:write": "to answer",
        "commands": "to offer the slash commands and shortcuts",
        "im:history": "to read what people write to the bot in direct messages",
        "users:read": "to see whether somebody is a workspace admin, where “last week” is meant, and their language",
    }
)
"""Every permission that is always asked for, and why."""
UNFURL_SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "links:read": "to be told of links to the news sites that are indexed",
        "links:write": "to show who is quoted in the article behind such a link",
    }
)
GROUP_SCOPES: Mapping[str, str] = MappingProxyType(
    {"usergroups:read": "to see whether somebody belongs to the user group of operators"}
)

PROMPTS: tuple[tuple[str, str], ...] = (
    ("Who is quoted?", "actors"),
    ("What is indexed?", "articles"),
    ("How to check a quotation", "help check"),
    ("Show all commands", "help"),
)
"""Suggested prompts: a title, and the message that it sends. At most four."""


def manifest(
    commands: Iterable[Command],
    *,
    prefix: str = "",
    http_url: str | None = None,
    unfurl_domains: tuple[str, ...] = (),
    user_groups: bool = False,
    several_workspaces: bool = False,
) -> dict[str, Any]:
    """The manifest for Socket Mode or, with the bot's public address, for HTTP mode.

    `several_workspaces` adds what installing by OAuth needs; it takes an address. UsageError for an address that is
    not https, for a prefix that makes a command name too long, or for more domains than Slack allows.
    """
    if http_url is not None and not http_url.startswith("https://"):
        raise UsageError("--url must begin with https://; Slack sends requests to nothing else.")
    if several_workspaces and http_url is None:
        raise UsageError("Installing into several workspaces needs the bot's public address: --url https://…")
    if len(unfurl_domains) > UNFURL_DOMAINS:
        raise UsageError(f"Slack unfurls links of at most {UNFURL_DOMAINS} domains, not {len(unfurl_domains)}.")
    base = http_url.rstrip("/") if http_url else None
    scopes = {
        **SCOPES,
        **(UNFURL_SCOPES if unfurl_domains else {}),
        **(GROUP_SCOPES if user_groups else {}),
    }
    return {
        "display_information": {
            "name": "Quotedesk",
            "description": "Who said what in the news: exact quotations with speaker, outlet and date",
            "background_color": "#1f3a4d",
            "long_description": _long_description(scopes),
        },
        "features": _features(commands, prefix, base, unfurl_domains),
        "oauth_config": {
            **({"redirect_urls": [f"{base}/slack/oauth_redirect"]} if several_workspaces else {}),
            "scopes": {"bot": sorted(scopes)},
        },
        "settings": _settings(base, bool(unfurl_domains), several_workspaces),
    }


def as_yaml(made: Mapping[str, Any]) -> str:
    """A manifest as YAML, where a comment beside each permission says what it is for."""
    why = {**SCOPES, **UNFURL_SCOPES, **GROUP_SCOPES}
    lines = yaml.safe_dump(dict(made), sort_keys=False, allow_unicode=True, width=110).rstrip("\n").split("\n")
    return "\n".join(
        f"{line}  # {reason}" if (reason := why.get(line.strip().removeprefix("- "))) else line for line in lines
    )


def _features(
    commands: Iterable[Command], prefix: str, base: str | None, unfurl_domains: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Quotedesk", "always_online": True},
        "agent_view": {
            "agent_description": "Answers questions about the indexed news with exact quotations, and checks quotes.",
            "suggested_prompts": [{"title": title, "message": message} for title, message in PROMPTS],
        },
        "shortcuts": [
            {
                "name": "Check this quote",
                "type": "message",
                "callback_id": CHECK_QUOTE,
                "description": "Compare the words of this message with every stored quotation",
            },
            {
                "name": "Search quotations",
                "type": "global",
                "callback_id": SEARCH,
                "description": "Search by speaker, topic and dates",
            },
        ],
        "slash_commands": [_slash(*entry, base) for entry in slash_commands(commands, prefix)],
        **({"unfurl_domains": sorted(unfurl_domains)} if unfurl_domains else {}),
    }


def slash_commands(commands: Iterable[Command], prefix: str = "") -> list[tuple[str, str, str]]:
    """(name with slash, description, usage hint): every command that has a name of its own, then the umbrella."""
    out = [
        (f"/{prefix}{command.name}", command.help, " ".join(_hint(p) for p in command.parameters))
        for command in commands
        if not command.umbrella
    ]
    out.append(
        (f"/{UMBRELLA}", "Everything: help, status, each command as a word", "help | quote Waltz | settings | …")
    )
    long = [name for name, _, _ in out if len(name) > COMMAND_CHARACTERS]
    if long:
        raise UsageError(f"{long[0]} is longer than Slack's {COMMAND_CHARACTERS} characters; choose a shorter prefix.")
    if len(out) > COMMANDS:
        raise UsageError(f"Slack allows {COMMANDS} commands, not {len(out)}.")
    return out


def _hint(parameter: Parameter) -> str:
    words = parameter.name if parameter.main else f"{parameter.name}:…"
    return words if parameter.required else f"[{words}]"


def _slash(name: str, description: str, hint: str, base: str | None) -> dict[str, Any]:
    return {
        "command": name,
        **({"url": base + PATH} if base else {}),
        "description": description,
        **({"usage_hint": hint} if hint else {}),
        "should_escape": False,
    }


def _settings(base: str | None, unfurls: bool, several_workspaces: bool) -> dict[str, Any]:
    bot_events = ["app_home_opened", "app_mention", "message.im"]
    if unfurls:
        bot_events.append("link_shared")
    if several_workspaces:
        bot_events += ["app_uninstalled", "tokens_revoked"]
    address = {"request_url": base + PATH} if base else {}
    options = {"message_menu_options_url": base + PATH} if base else {}
    return {
        "event_subscriptions": {**address, "bot_events": sorted(bot_events)},
        "interactivity": {"is_enabled": True, **address, **options},
        "org_deploy_enabled": False,
        "socket_mode_enabled": base is None,
        "token_rotation_enabled": several_workspaces,
    }


def _long_description(scopes: Mapping[str, str]) -> str:
    why = "\n".join(f"• {scope}: {reason}" for scope, reason in sorted(scopes.items()))
    return (
        "Quotedesk answers questions about the news articles that your newsroom has indexed: who said what, in their "
        "exact words, with speaker, outlet and date. Answers are for your eyes until you share them. It speaks only "
        "when asked, and nothing it posts can notify anybody.\n\n"
        f"What it may do, and why:\n{why}"
    )
