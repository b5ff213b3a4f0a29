"""The invitation link, and finding the application that a token belongs to."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from adapters.discord.invite import find_application, invitation
from bot.errors import QuotedeskError, SettingsError
from tests.discord_.fake_discord import APPLICATION, TOKEN, FakeDiscord


def test_invitation_asks_for_commands_and_for_little_else() -> None:
    query = parse_qs(urlsplit(invitation("123")).query)
    assert query["client_id"] == ["123"]
    assert query["scope"] == ["bot applications.commands"]
    granted = {name for name, allowed in discord.Permissions(int(query["permissions"][0])) if allowed}
    assert granted == {"read_messages", "send_messages", "send_messages_in_threads", "read_message_history"}


@pytest.mark.parametrize("wrong", ["", "abc", "12 3", "１２３"])
def test_invitation_needs_a_number(wrong: str) -> None:
    with pytest.raises(ValueError, match="application id"):
        invitation(wrong)


async def test_application_is_found_by_its_token(fake: FakeDiscord) -> None:
    assert await find_application(TOKEN, fake.url) == APPLICATION


async def test_wrong_token_is_one_line(fake: FakeDiscord) -> None:
    with pytest.raises(SettingsError, match="DISCORD_TOKEN"):
        await find_application("wrong", fake.url)


async def test_unreachable_discord_is_one_line(fake: FakeDiscord) -> None:
    fake.refuse("GET", r"/applications/@me$", 503, "no")
    with pytest.raises(QuotedeskError, match="cannot be reached"):
        await find_application(TOKEN, fake.url)
