"""The manifest against the limits of Slack's reference, and against what the bot really listens to and calls."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import adapters.slack
from adapters.slack.manifest import GROUP_SCOPES, SCOPES, UNFURL_SCOPES, as_yaml, manifest
from bot.commands import COMMANDS
from bot.errors import UsageError

SOURCES = "\n".join(p.read_text("utf-8") for p in Path(adapters.slack.__file__).parent.glob("*.py"))

# what each permission is for, by the name of the method, event or feature that needs it
NEEDED_BY = {
    "app_mentions:read": "app_mention",
    "assistant:write": "assistant_threads_set",
    "chat:write": "chat_postMessage",
    "commands": "bolt.command",
    "im:history": '"message"',
    "users:read": "users_info",
    "links:read": "link_shared",
    "links:write": "chat_unfurl",
    "usergroups:read": "usergroups_users_list",
}


def test_socket_mode_has_no_address() -> None:
    made = manifest(COMMANDS)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps({**made, "display_information": {}})


def test_http_mode_has_the_address_wherever_slack_sends_to() -> None:
    made = manifest(COMMANDS, http_url="https://bot.example.org/")
    address = "https://bot.example.org/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["request_url"] == address
    assert made["settings"]["interactivity"]["message_menu_options_url"] == address
    assert {command["url"] for command in made["features"]["slash_commands"]} == {address}


def test_every_command_stands_under_its_prefix_and_the_umbrella_under_its_own_name() -> None:
    names = [c["command"] for c in manifest(COMMANDS, prefix="news-")["features"]["slash_commands"]]
    assert names == [*(f"/news-{c.name}" for c in COMMANDS if not c.umbrella), "/quotedesk"]


def test_no_permission_is_asked_for_that_nothing_uses() -> None:
    everything = {**SCOPES, **UNFURL_SCOPES, **GROUP_SCOPES}
    assert set(everything) == set(NEEDED_BY)
    assert [scope for scope, use in NEEDED_BY.items() if use not in SOURCES] == []


def test_every_event_subscribed_to_is_listened_to() -> None:
    made = manifest(COMMANDS, http_url="https://a.example", unfurl_domains=("example.org",), several_workspaces=True)
    events = set(made["settings"]["event_subscriptions"]["bot_events"])
    heard = set(re.findall(r'bolt\.event\("(\w+)"\)', SOURCES))
    by_bolt = {"app_uninstalled", "tokens_revoked"}  # enable_token_revocation_listeners
    assert {event.partition(".")[0] for event in events} - by_bolt == heard


def test_domains_and_groups_ask_for_their_permissions_only_when_used() -> None:
    plain = manifest(COMMANDS)["oauth_config"]["scopes"]["bot"]
    assert set(plain) == set(SCOPES)
    more = manifest(COMMANDS, unfurl_domains=("example.org",), user_groups=True)["oauth_config"]["scopes"]["bot"]
    assert set(more) == {*SCOPES, *UNFURL_SCOPES, *GROUP_SCOPES}


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(manifest(COMMANDS), id="socket"),
        pytest.param(manifest(COMMANDS, prefix="x" * 16, http_url="https://a.example"), id="http"),
        pytest.param(
            manifest(
                COMMANDS,
                http_url="https://a.example",
                unfurl_domains=("a.example", "b.example"),
                user_groups=True,
                several_workspaces=True,
            ),
            id="everything",
        ),
    ],
)
def test_manifest_keeps_the_limits_of_slacks_schema(made: dict[str, Any]) -> None:
    about, features, settings = made["display_information"], made["features"], made["settings"]
    assert set(made) == {"display_information", "features", "oauth_config", "settings"}
    assert 1 <= len(about["name"]) <= 35
    assert 1 <= len(about["description"]) <= 140
    assert 175 <= len(about["long_description"]) <= 4_000
    assert re.fullmatch("#[0-9a-f]{6}", about["background_color"])
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert 1 <= len(features["agent_view"]["suggested_prompts"]) <= 4
    assert 1 <= len(features["shortcuts"]) <= 10
    for shortcut in features["shortcuts"]:
        assert set(shortcut) == {"name", "type", "callback_id", "description"}
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    assert len(features["slash_commands"]) <= 50
    for command in features["slash_commands"]:
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", command["command"])
        assert 1 <= len(command["description"]) <= 2_000
        assert 1 <= len(command.get("usage_hint", "x")) <= 1_000
    for domain in features.get("unfurl_domains", []):
        assert re.fullmatch(r"(?![.\-])[-a-z0-9.]+[a-z0-9]", domain)
    assert len(set(settings["event_subscriptions"]["bot_events"])) <= 100
    names = [command["command"] for command in features["slash_commands"]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"http_url": "http://bot.example.org"}, "https://"),
        ({"prefix": "x" * 30}, "prefix"),
        ({"unfurl_domains": tuple(f"{n}.example" for n in range(6))}, "5 domains"),
        ({"several_workspaces": True}, "address"),
    ],
)
def test_what_slack_would_refuse_is_refused_here(arguments: dict[str, Any], word: str) -> None:
    with pytest.raises(UsageError, match=word):
        manifest(COMMANDS, **arguments)


def test_yaml_says_the_same_and_explains_each_permission() -> None:
    made = manifest(COMMANDS, unfurl_domains=("example.org",), user_groups=True)
    words = as_yaml(made)
    assert yaml.safe_load(words) == made
    for scope, reason in {**SCOPES, **UNFURL_SCOPES, **GROUP_SCOPES}.items():
        assert f"- {scope}  # {reason}\n" in words


@pytest.mark.parametrize("form", [[], ["--yaml"]], ids=["json", "yaml"])
def test_command_prints_the_manifest(form: list[str]) -> None:
    command = [sys.executable, "-m", "adapters", "manifest", "--prefix", "news-", "--url", "https://bot.example.org"]
    printed = subprocess.run([*command, *form], capture_output=True, check=True, text=True).stdout
    made = yaml.safe_load(printed)  # JSON is YAML too
    assert made == manifest(COMMANDS, prefix="news-", http_url="https://bot.example.org")


def test_documentation_explains_every_permission() -> None:
    page = (Path(adapters.slack.__file__).parent / "README.md").read_text("utf-8")
    assert [scope for scope in NEEDED_BY if f"`{scope}`" not in page] == []
