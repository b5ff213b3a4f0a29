"""What goes wrong between Discord and the bot, and that it goes on."""

from __future__ import annotations

import asyncio
import logging

import pytest

from adapters.discord.app import run
from adapters.discord.settings import DiscordSettings
from bot.errors import SettingsError
from tests.discord_.conftest import Bot, running
from tests.discord_.events import press, said, shown, slash
from tests.discord_.fake_discord import APPLICATION, DEFER, TOKEN, FakeDiscord
from tests.discord_.published import EPHEMERAL
from tests.discord_.replies import WORDS, CannedDesk

ME = f"<@{APPLICATION}>"


async def still_answers(bot: Bot) -> None:
    assert WORDS in shown(await bot.answer(slash(bot.fake, "articles")))


async def test_interaction_that_is_already_gone_stops_nothing(bot: Bot) -> None:
    bot.desk.gate.clear()
    await bot.fake.interact(slash(bot.fake, "articles"))
    bot.fake.now += 4
    bot.desk.gate.set()
    await still_answers(bot)


async def test_answer_after_fifteen_minutes_comes_as_a_direct_message(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk(), defer_after_s=0.01) as bot:
        bot.desk.gate.clear()
        exchange = await (await fake.interact(slash(fake, "reload"))).responded()
        assert exchange.kind == DEFER
        fake.now += 16 * 60
        bot.desk.gate.set()
        message = await asyncio.wait_for(fake.posted.get(), 10)
        assert message["channel_id"] == "77"
        assert WORDS in shown(message)


async def test_first_response_is_tried_again_after_a_server_error(bot: Bot) -> None:
    bot.fake.refuse("POST", r"/callback$", 502, "<html>bad gateway</html>")
    await still_answers(bot)


async def test_response_that_got_through_although_it_failed_is_not_sent_twice(bot: Bot) -> None:
    bot.fake.refuse("POST", r"/callback$", 500, "lost", after=True)
    exchange = await bot.fake.interact(slash(bot.fake, "articles"))
    await exchange.answered()
    await still_answers(bot)
    assert len(exchange.responses) == 1
    assert not exchange.follow_ups


async def test_proxy_that_sends_nothing_back_is_no_failure(bot: Bot) -> None:
    bot.fake.refuse("POST", r"/callback$", 204, "", after=True)
    exchange = await bot.fake.interact(slash(bot.fake, "articles"))
    assert WORDS in shown(await exchange.answered())
    bot.fake.refuse("POST", r"/channels/401/messages$", 204, "", after=True)
    assert WORDS in shown(await bot.post(said(bot.fake, f"{ME} articles")))
    await still_answers(bot)
    assert len(exchange.responses) == 1
    assert bot.fake.posted.empty()


@pytest.mark.parametrize("everywhere", [False, True], ids=["bucket", "global"])
async def test_rate_limits_are_waited_out(bot: Bot, everywhere: bool) -> None:
    bot.fake.limit("POST", r"/callback$", seconds=0.05, everywhere=everywhere)
    await still_answers(bot)
    bot.fake.limit("POST", r"/channels/401/messages$", seconds=0.05, everywhere=everywhere)
    assert WORDS in shown(await bot.post(said(bot.fake, f"{ME} articles")))


async def test_ban_by_the_front_door_is_not_hammered(fake: FakeDiscord, caplog: pytest.LogCaptureFixture) -> None:
    async with running(fake, CannedDesk()) as bot:
        fake.refuse("POST", r"/callback$", 429, "error code: 1015")
        await fake.interact(slash(fake, "articles"))
        await still_answers(bot)
    refused = [record for record in caplog.records if getattr(record, "event", "") == "discord.refused"]
    assert [(getattr(r, "why", ""), getattr(r, "status", 0)) for r in refused] == [("platform", 429)]
    assert sum(path.endswith("/callback") for _, path, _ in fake.requests) == 2


async def test_dropped_connection_is_resumed_and_what_was_missed_comes_after(bot: Bot) -> None:
    await bot.fake.drop()
    missed = await bot.fake.interact(slash(bot.fake, "articles"))
    await asyncio.wait_for(bot.fake.resumed.get(), 10)
    assert WORDS in shown(await missed.answered())
    assert bot.fake.identifies == 1


async def test_reconnect_request_is_followed(bot: Bot) -> None:
    await bot.fake.gateway_says(7)
    await asyncio.wait_for(bot.fake.resumed.get(), 10)
    await still_answers(bot)


@pytest.mark.parametrize("resumable", [False, True])
async def test_invalid_session_is_begun_anew_or_resumed(bot: Bot, resumable: bool) -> None:
    await bot.fake.gateway_says(9, resumable)
    await asyncio.wait_for((bot.fake.resumed if resumable else bot.fake.identified).get(), 10)
    await still_answers(bot)


async def test_gateway_that_no_longer_hears_is_left_and_resumed(fake: FakeDiscord) -> None:
    fake.heartbeat_ms = 40
    async with running(fake, CannedDesk(), heartbeat_timeout_s=0.2) as bot:
        fake.deaf = True
        missed = await fake.interact(slash(fake, "articles"))
        async with asyncio.timeout(10):
            await fake.resumed.get()
        fake.deaf = False
        assert fake.closed_with
        assert WORDS in shown(await missed.answered())
        await still_answers(bot)


async def test_wrong_token_is_one_line(fake: FakeDiscord) -> None:
    settings = DiscordSettings(token="wrong.token.here", api_url=fake.url)
    with pytest.raises(SettingsError, match="DISCORD_TOKEN") as caught:
        await run(CannedDesk(), settings, stop=asyncio.Event())
    assert "\n" not in caught.value.user_message
    assert "wrong.token.here" not in caught.value.user_message


@pytest.mark.parametrize(("code", "names"), [(4004, "DISCORD_TOKEN"), (4010, "SHARD"), (4011, "SHARD")])
async def test_gateway_that_refuses_for_good_is_one_line(fake: FakeDiscord, code: int, names: str) -> None:
    async def serve() -> None:
        async with running(fake, CannedDesk()) as bot:
            await fake.drop(code)
            await asyncio.wait_for(asyncio.shield(bot.task), 10)

    with pytest.raises(SettingsError, match=names):
        await serve()


async def test_outage_at_the_start_is_waited_out(fake: FakeDiscord) -> None:
    fake.refuse("GET", r"/users/@me$", 503, "no", times=2)
    async with running(fake, CannedDesk(), retry_s=(0.01,)) as bot:
        await still_answers(bot)


async def test_stop_during_an_outage_ends_at_once(fake: FakeDiscord) -> None:
    fake.refuse("GET", r"/users/@me$", 503, "no", times=100)
    stop = asyncio.Event()
    task = asyncio.create_task(run(CannedDesk(), DiscordSettings(token=TOKEN, api_url=fake.url), stop=stop))
    stop.set()
    await asyncio.wait_for(task, 10)


async def test_answers_in_the_making_are_finished_before_the_end(fake: FakeDiscord) -> None:
    desk = CannedDesk()
    desk.gate.clear()
    async with running(fake, desk) as bot:
        exchange = await fake.interact(slash(fake, "articles"))
        await asyncio.wait_for(desk.waiting.wait(), 10)
        bot.stop.set()
        desk.gate.set()
    assert WORDS in shown(await exchange.answered())


async def test_commands_that_cannot_be_synced_stop_nothing(fake: FakeDiscord) -> None:
    fake.refuse("PUT", r"/commands$", 403, {"code": 50001, "message": "Missing Access"})
    async with running(fake, CannedDesk()) as bot:
        await still_answers(bot)


async def test_proxy_without_a_recommendation_of_shards_gets_one(fake: FakeDiscord) -> None:
    fake.refuse("GET", r"/gateway/bot$", 404, "no such route")
    async with running(fake, CannedDesk()) as bot:
        await still_answers(bot)
        assert fake.sessions.popitem()[1].shard == [0, 1]


async def test_proxy_that_names_no_shard_is_served(fake: FakeDiscord) -> None:
    fake.names_shard = False
    async with running(fake, CannedDesk()) as bot:
        await still_answers(bot)


async def test_no_token_and_no_word_of_a_user_reaches_the_log(
    fake: FakeDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running(fake, CannedDesk()) as bot:
        fake.refuse("POST", r"/callback$", 403, {"code": 50001, "message": "Missing Access to hippopotamus"})
        lost = await fake.interact(slash(fake, "ask", options={"question": "hippopotamus?"}))
        message = await bot.answer(slash(fake, "ask", options={"question": "hippopotamus!"}))
        await bot.answer(press(fake, message, "Share"))
        await bot.post(said(fake, f"{ME} hippopotamus"))
        await fake.drop()
        await asyncio.wait_for(fake.resumed.get(), 10)
    text = "\n".join(
        f"{record.getMessage()} {vars(record)}" for record in caplog.records if "aiohttp" not in record.name
    )
    assert TOKEN not in text
    assert lost.payload["token"] not in text
    assert "hippopotamus" not in text


async def test_two_shards_in_two_processes_share_the_work(fake: FakeDiscord) -> None:
    async with (
        running(fake, CannedDesk(), shard_ids=(0,), shard_count=2) as first,
        running(fake, CannedDesk(), shard_ids=(1,), shard_count=2) as second,
    ):
        assert sorted(session.shard for session in fake.sessions.values()) == [[0, 2], [1, 2]]
        payload = slash(fake, "articles")
        exchange = await fake.interact(payload, shard=1)
        assert (await exchange.answered())["flags"] & EPHEMERAL
        assert (len(first.desk.asked), len(second.desk.asked)) == (0, 1)
        assert fake.syncs == 1
