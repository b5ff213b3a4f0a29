"""Mentions and direct messages, without the message-content intent."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.commands import Asker, Request, request
from bot.reply.model import Reply
from tests.discord_.conftest import Bot, running
from tests.discord_.events import labels, press, said, shown, slash
from tests.discord_.fake_discord import APPLICATION, BOT, FakeDiscord, a_user
from tests.discord_.replies import CannedDesk, usual

ME = f"<@{APPLICATION}>"


async def test_mention_with_a_command_is_answered_below_it(bot: Bot) -> None:
    message = said(bot.fake, f"{ME} quote Brenner about:ferry")
    answer = await bot.post(message)
    assert bot.desk.asked[0][0] == request("quote", speaker="Brenner", about="ferry")
    assert str(answer["message_reference"]["message_id"]) == message["id"]
    assert answer["channel_id"] == "401"
    assert "> “The ferry" in shown(answer)


async def test_direct_message_is_a_request_as_it_stands(bot: Bot) -> None:
    await bot.post(said(bot.fake, "/quote Brenner", direct=True))
    asked, asker = bot.desk.asked[0]
    assert asked == request("quote", speaker="Brenner")
    assert (asker.user, asker.workspace, asker.place) == ("501", "", "77")


async def test_free_text_is_a_question(bot: Bot) -> None:
    await bot.post(said(bot.fake, f"what did Brenner say, {ME}?"))
    assert bot.desk.asked[0][0].command == "ask"


async def test_bare_mention_gets_the_help(bot: Bot) -> None:
    await bot.post(said(bot.fake, ME))
    assert bot.desk.asked[0][0].command == "help"


@pytest.mark.parametrize(
    "ignored",
    [
        pytest.param({"content": "quote Brenner"}, id="not addressed"),
        pytest.param({"content": "@everyone quote Brenner"}, id="everyone"),
        pytest.param({"content": "<@&601> quote Brenner"}, id="role"),
        pytest.param({"content": f"{ME} quote Brenner", "author": {**a_user("555"), "bot": True}}, id="another bot"),
        pytest.param({"content": f"{ME} quote Brenner", "author": BOT}, id="itself"),
    ],
)
async def test_it_speaks_only_when_asked(bot: Bot, ignored: dict[str, object]) -> None:
    await bot.fake.dispatch("MESSAGE_CREATE", said(bot.fake, **ignored))  # type: ignore[arg-type] # of several types
    answer = await bot.post(said(bot.fake, f"{ME} articles"))
    assert [asked.command for asked, _ in bot.desk.asked] == ["articles"]
    assert answer["channel_id"] == "401"
    assert bot.fake.posted.empty()


async def test_reply_to_the_bot_that_mentions_it_is_a_request(bot: Bot) -> None:
    await bot.post(said(bot.fake, "and about the pier?", mentions=(BOT,)))
    assert bot.desk.asked[0][0].command == "ask"


async def test_roles_of_a_member_make_a_manager(bot: Bot) -> None:
    await bot.post(said(bot.fake, f"{ME} reload", roles=("601",)))
    await bot.post(said(bot.fake, f"{ME} reload"))
    assert [asker.groups for _, asker in bot.desk.asked] == [{"discord:managers"}, frozenset()]


async def test_answer_that_nobody_else_may_see_comes_as_a_direct_message(bot: Bot) -> None:
    bot.desk.reply = lambda asked, asker: replace(usual(asked, asker), private=True)
    told = await bot.post(said(bot.fake, f"{ME} audit"))
    posted = [told, await asyncio.wait_for(bot.fake.posted.get(), 10)]
    words = {message["channel_id"]: shown(message) for message in posted}
    here = words.pop(said(bot.fake, ME)["channel_id"])
    assert here == "This answer is for you alone: it stands in our direct messages."
    assert ["The ferry will sail again" in other for other in words.values()] == [True]


async def test_answer_can_be_paged_by_whoever_asked(bot: Bot) -> None:
    answer = await bot.post(said(bot.fake, f"{ME} quote Brenner"))
    assert "Delete" in labels(answer)
    exchange = await (await bot.fake.interact(press(bot.fake, answer, "▶"))).responded()
    assert exchange.kind == 7


async def test_slow_answer_shows_that_it_is_being_made(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk(), defer_after_s=0.01) as bot:
        bot.desk.gate.clear()
        await fake.dispatch("MESSAGE_CREATE", said(fake, f"{ME} articles"))
        await asyncio.wait_for(fake.typing.wait(), 10)
        bot.desk.gate.set()
        await asyncio.wait_for(fake.posted.get(), 10)


@pytest.mark.parametrize("trouble", ["missing_permissions", "gone"])
async def test_channel_that_cannot_be_written_to_stops_nothing(bot: Bot, trouble: str) -> None:
    getattr(bot.fake, trouble).add("402")
    await bot.fake.dispatch("MESSAGE_CREATE", said(bot.fake, f"{ME} articles", channel="402"))
    await bot.post(said(bot.fake, f"{ME} articles"))
    assert len(bot.desk.asked) == 2


async def test_message_that_is_gone_meanwhile_is_answered_all_the_same(bot: Bot) -> None:
    message = said(bot.fake, f"{ME} articles")
    del bot.fake.messages[message["id"]]
    assert (await bot.post(message))["message_reference"]["fail_if_not_exists"] is False


@pytest.mark.parametrize(
    "words",
    ["", "\u202e\u202d", "“unbalanced", "😀" * 900, "/quote", "x" * 1900, "/quote \x00\x07", "سلام عليكم"],
    ids=["nothing", "bidi", "unbalanced", "emoji", "no argument", "long", "control", "rtl"],
)
async def test_any_words_get_an_answer(bot: Bot, words: str) -> None:
    assert shown(await bot.post(said(bot.fake, f"{ME} {words}")))


async def test_defect_in_the_desk_is_one_sentence(bot: Bot) -> None:
    def broken(_asked: Request, _asker: Asker) -> Reply:
        raise RuntimeError("secret words")

    bot.desk.reply = broken
    assert "incident" in shown(await bot.post(said(bot.fake, f"{ME} articles")))


async def test_interactions_and_messages_use_the_same_answer(bot: Bot) -> None:
    posted = await bot.post(said(bot.fake, f"{ME} articles"))
    private = await bot.answer(slash(bot.fake, "articles"))
    assert shown(posted) == shown(private)
