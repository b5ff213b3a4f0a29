"""What channels settle, and who may."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.channels import UNSETTLED, ChannelSettings, changed, settings_words
from bot.commands import Request
from bot.desk import DeskOptions
from bot.errors import UsageError
from tests.desks import a_desk
from tests.slack.conftest import Running, running
from tests.slack.fake_slack import FakeSlack
from tests.slack.replies import CannedDesk, a_reply, an_item


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/quotedesk settings show:me", "show:me"),
        ("settings", ""),
        ("/settings  page_size:3", "page_size:3"),
        ("settings_of Ruiz", None),
        ("what are the settings?", None),
    ],
)
def test_line_about_settings_is_told_from_others(line: str, words: str | None) -> None:
    assert settings_words(line) == words


def test_words_change_only_what_they_name() -> None:
    settled = changed(ChannelSettings(show="me"), "source:“Harbour Post” page_size:3")
    assert settled == ChannelSettings(show="me", source="Harbour Post", page_size=3)
    assert changed(settled, "source:default page_size:default show:default") == UNSETTLED


@pytest.mark.parametrize("words", ["show:all", "page_size:0", "page_size:11", "page_size:x", "colour:red", "hello"])
def test_unusable_words_are_explained(words: str) -> None:
    with pytest.raises(UsageError):
        changed(UNSETTLED, words)


@given(st.text(max_size=80))
def test_any_words_are_used_or_explained(words: str) -> None:
    with suppress(UsageError):
        assert isinstance(changed(UNSETTLED, words), ChannelSettings)


def test_request_that_chooses_for_itself_keeps_its_choice() -> None:
    settled = ChannelSettings(show="channel", source="Harbour Post")
    own = Request(command="quote", arguments=(("show", "me"), ("source", "Coast Herald"), ("speaker", "Ruiz")))
    assert settled.applied(own) == own
    bare = Request(command="find", arguments=(("words", "pier"),), notes=("a note",), part=2)
    assert settled.applied(bare) == Request(
        command="find",
        arguments=(("show", "channel"), ("source", "Harbour Post"), ("words", "pier")),
        notes=("a note",),
        part=2,
    )
    assert settled.applied(Request(command="help")) == Request(command="help")


async def test_operator_settles_and_requests_of_the_channel_follow(bot: Running) -> None:
    bot.slack.admins.add("U1")
    message = await bot.command("/quotedesk", "settings show:channel source:“Harbour Post” page_size:2")
    assert "the whole channel" in message["text"]
    await bot.command("/quote", "Brenner")
    request, asker = bot.desk.asked[-1]
    assert (request.get("show"), request.get("source"), asker.page_size) == ("channel", "Harbour Post", 2)
    await bot.command("/quote", "Brenner", channel="C2")
    assert bot.desk.asked[-1][0].get("show") is None


async def test_others_may_look_but_not_change(bot: Running) -> None:
    assert "as the bot's operator has it" in (await bot.command("/quotedesk", "settings"))["text"]
    refusal = await bot.command("/quotedesk", "settings show:channel")
    assert "Only the operators" in refusal["text"]
    assert refusal["response_type"] == "ephemeral"
    assert bot.desk.audited == [("U1", "settings show:channel", "denied")]
    await bot.command("/quote", "Brenner")
    assert bot.desk.asked[-1][0].get("show") is None


async def test_settings_outlive_the_process_and_reach_others_within_a_minute(
    slack: FakeSlack, desk: CannedDesk
) -> None:
    slack.admins.add("U1")
    desk.answer = lambda request: a_reply(an_item(), request=request)
    async with running(slack, desk) as one:
        await one.command("/quotedesk", "settings show:me")
    async with running(slack, desk) as other:
        await other.mention("quote Brenner")
    assert desk.asked[-1][0].get("show") == "me"


async def test_page_size_of_a_channel_is_the_engines(slack: FakeSlack, tmp_path: Path) -> None:
    engine = await a_desk(tmp_path, options=DeskOptions(operators=frozenset({"slack:U1"})))
    async with running(slack, engine) as bot:
        await bot.command("/quotedesk", "settings page_size:1")
        message = await bot.command("/quote", "Ruiz")
        assert "page 1 of 3" in message["text"]
    await engine.close()
