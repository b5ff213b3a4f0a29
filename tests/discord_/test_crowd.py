"""Many at once: whoever would have to wait is told first, and nobody is answered who is gone."""

from __future__ import annotations

import asyncio

from adapters.discord.crowd import QUICK, Crowd
from tests.discord_.conftest import Bot
from tests.discord_.events import press, shown, slash
from tests.discord_.fake_discord import DEFER, DEFER_UPDATE, MESSAGE, Exchange
from tests.discord_.published import EPHEMERAL
from tests.discord_.replies import WORDS


async def busy(bot: Bot) -> list[Exchange]:
    """As many answers in the making as are sent without being announced; their interactions."""
    bot.desk.gate.clear()
    waiting = [await bot.fake.interact(slash(bot.fake, "articles")) for _ in range(QUICK)]
    async with asyncio.timeout(10):
        while len(bot.desk.asked) < QUICK:
            bot.desk.waiting.clear()
            await bot.desk.waiting.wait()
    return waiting


async def test_whoever_would_have_to_wait_is_told_at_once(bot: Bot) -> None:
    waiting = await busy(bot)
    late = await (await bot.fake.interact(slash(bot.fake, "articles"))).responded()
    assert late.kind == DEFER
    assert late.responses[0]["data"]["flags"] == EPHEMERAL
    assert not any(exchange.responses for exchange in waiting)
    bot.desk.gate.set()
    for exchange in (*waiting, late):
        assert WORDS in shown(await exchange.answered())
    assert {exchange.kind for exchange in waiting} == {MESSAGE}


async def test_page_is_turned_in_place_by_whoever_has_to_wait(bot: Bot) -> None:
    message = await bot.answer(slash(bot.fake, "quote", options={"speaker": "Brenner"}))
    bot.desk.asked.clear()
    await busy(bot)
    turned = await (await bot.fake.interact(press(bot.fake, message, "▶"))).responded()
    assert turned.kind == DEFER_UPDATE
    bot.desk.gate.set()
    await turned.until(lambda e: e.edits)
    assert not turned.follow_ups


async def test_nobody_is_answered_who_could_not_be_told(bot: Bot) -> None:
    await busy(bot)
    bot.fake.refuse("POST", r"/callback$", 404, {"code": 10062, "message": "Unknown interaction"})
    await bot.fake.interact(slash(bot.fake, "articles"))
    after = await (await bot.fake.interact(slash(bot.fake, "articles"))).responded()
    bot.desk.gate.set()
    await after.answered()
    assert len(bot.desk.asked) == QUICK + 1


async def test_answers_give_way_while_the_loop_is_busy_but_not_for_ever() -> None:
    crowd, loop = Crowd(), asyncio.get_running_loop()
    rounds = 0

    async def keep_busy() -> None:
        nonlocal rounds
        while True:
            end = loop.time() + 0.003
            while loop.time() < end:
                pass
            rounds += 1
            await asyncio.sleep(0)

    busy_loop = asyncio.create_task(keep_busy())
    await crowd.quiet()
    busy_loop.cancel()
    assert rounds > 10
