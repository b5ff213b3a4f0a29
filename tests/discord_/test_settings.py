"""What a server's managers settle, and nobody else."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from adapters.discord.guilds import Change, Guilds, GuildSettings
from adapters.discord.state import Form
from bot.commands import request
from tests.discord_.conftest import Bot, running
from tests.discord_.events import MANAGE_GUILD, press, said, shown, slash, typing
from tests.discord_.fake_discord import APPLICATION, FakeDiscord
from tests.discord_.published import CARDS, EPHEMERAL, Json
from tests.discord_.replies import CannedDesk, Offer

CHANNELS = {"channels": {n: {"id": n, "type": 0, "name": "news", "permissions": "0"} for n in ("401", "402")}}


async def settle(bot: Bot, permissions: int = MANAGE_GUILD, **options: str) -> str:
    """What /quotedesk settings answers."""
    payload = slash(bot.fake, "quotedesk settings", options=options, permissions=permissions, resolved=CHANNELS)
    message = await bot.answer(payload)
    assert message["flags"] & EPHEMERAL
    return shown(message)


async def quote(bot: Bot, **options: str) -> Json:
    return await bot.answer(slash(bot.fake, "quote", options={"speaker": "Brenner", **options}))


async def test_members_without_manage_server_change_nothing(bot: Bot) -> None:
    assert "Only members with Manage Server" in await settle(bot, permissions=0, show="channel")
    assert not any(key.startswith("discord:guild") for key in bot.desk.kept)
    assert [(action, outcome) for _, action, outcome in bot.desk.audited] == [("settings show:channel", "denied")]


async def test_what_is_settled_stands_in_the_audit_log(bot: Bot) -> None:
    await settle(bot)
    await settle(bot, show="channel", language="de")
    assert [(action, outcome) for _, action, outcome in bot.desk.audited] == [
        ("settings show:channel language:de", "allowed")
    ]


async def test_there_are_no_settings_in_a_direct_message(bot: Bot) -> None:
    message = await bot.answer(slash(bot.fake, "quotedesk settings", where="dm", installed="user"))
    assert "belong to a server" in shown(message)


async def test_default_of_the_server_makes_answers_public(bot: Bot) -> None:
    assert "the channel" in await settle(bot, show="channel")
    assert not (await quote(bot))["flags"] & EPHEMERAL
    assert (await quote(bot, show="me"))["flags"] & EPHEMERAL
    await settle(bot, show="default")
    assert (await quote(bot))["flags"] & EPHEMERAL


async def test_public_answers_stay_in_the_channels_named(bot: Bot) -> None:
    assert "#talk" in await settle(bot, channel="402")
    message = await quote(bot, show="channel")
    assert message["flags"] & EPHEMERAL
    shared = await bot.answer(press(bot.fake, message, "Share"))
    assert "no public answers in this channel" in shown(shared)
    assert "no public answers" in shown(await bot.post(said(bot.fake, f"<@{APPLICATION}> articles")))
    allowed = slash(bot.fake, "articles", options={"show": "channel"}, channel="402")
    assert not (await bot.answer(allowed))["flags"] & EPHEMERAL
    assert "every channel" in await settle(bot, channel="402")


async def test_outlet_of_the_server_is_asked_unless_another_is_named(bot: Bot) -> None:
    await settle(bot, outlet="Harbour Post")
    await quote(bot)
    await quote(bot, source="Coast Herald")
    await bot.post(said(bot.fake, f"<@{APPLICATION}> quote Brenner"))
    outlets = [asked.get("source") for asked, _ in bot.desk.asked]
    assert outlets == ["Harbour Post", "Coast Herald", "Harbour Post"]
    await settle(bot, outlet="-")
    await quote(bot)
    assert bot.desk.asked[-1][0].get("source") is None


async def test_outlets_are_offered_with_the_way_back(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk(offers=(Offer("Harbour Post", "Harbour Post"),))):
        exchange = await (await fake.interact(typing(fake, "quotedesk settings", "outlet", "h"))).responded()
    assert [choice["value"] for choice in exchange.choices] == ["Harbour Post", "-"]


async def test_look_can_be_plain_text(bot: Bot) -> None:
    await settle(bot, look="text")
    assert not (await quote(bot))["flags"] & CARDS


async def test_every_change_is_recorded_with_who_made_it(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await settle(bot, show="channel")
    text = await settle(bot)
    assert "user 501 · show: channel" in text
    assert "<t:" in text
    audited = [record for record in caplog.records if getattr(record, "event", "") == "audit.settings"]
    assert [(getattr(r, "guild", ""), getattr(r, "user", ""), getattr(r, "changed", ())) for r in audited] == [
        ("301", "501", ["show"])
    ]


async def test_settings_survive_a_restart(fake: FakeDiscord) -> None:
    desk = CannedDesk()
    async with running(fake, desk) as bot:
        await settle(bot, show="channel")
    async with running(fake, CannedDesk(kept=desk.kept)) as bot:
        assert not (await quote(bot))["flags"] & EPHEMERAL


async def test_archive_that_does_not_answer_in_time_holds_no_answer_back(bot: Bot) -> None:
    bot.desk.stuck = True
    assert (await quote(bot))["flags"] & EPHEMERAL


async def test_another_process_sees_a_change_within_a_minute() -> None:
    desk, now = CannedDesk(), [datetime(2025, 3, 14, tzinfo=UTC)]
    here, there = Guilds(desk, lambda: now[0]), Guilds(desk, lambda: now[0])
    assert (await there.of("301")).outlet == ""
    await here.change("301", "501", outlet="Harbour Post")
    now[0] += timedelta(seconds=61)
    assert (await there.of("301")).outlet == "Harbour Post"


def test_settings_can_be_written_and_read_back() -> None:
    settings = GuildSettings(
        show="me",
        channels=frozenset({"1", "2"}),
        outlet="Post",
        form=Form.TEXT,
        language="de",
        record=(Change(at="2025-03-14T00:00:00+00:00", user="5", what="show: me"),),
    )
    assert GuildSettings.from_json(settings.to_json()) == settings


@pytest.mark.parametrize("words", ["", "[]", "{}", '{"show": 1}', "null", '{"form": "x"}'])
def test_damaged_settings_are_the_defaults(words: str) -> None:
    assert GuildSettings.from_json(words) == GuildSettings()


def test_settings_leave_commands_without_such_arguments_alone() -> None:
    settings = GuildSettings(show="channel", outlet="Post")
    assert settings.applied(request("reload")) == request("reload")
    assert settings.applied(request("context", quote="a-1")) == request("context", quote="a-1", show="channel")
