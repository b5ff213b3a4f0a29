"""What takes long says how far it is, in one message whose place its answer takes."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator

import pytest

from adapters.discord import telling
from bot.commands import Request
from bot.reply.model import Line, Reply
from tests.discord_.conftest import Bot, running
from tests.discord_.events import MANAGE_GUILD, said, shown, slash
from tests.discord_.fake_discord import APPLICATION, FakeDiscord
from tests.discord_.published import EPHEMERAL
from tests.discord_.replies import CannedDesk, a_refusal, a_reply

REPORT = "The articles were read again."


def says(words: str, asked: Request) -> Reply:
    return a_reply(blocks=(Line(parts=(words,)),), asked=asked)


@pytest.fixture
async def busy(fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    """A desk that is reading articles until its gate opens: another number each time it is asked how far it is."""
    monkeypatch.setattr(telling, "EVERY_S", 0.01)
    numbers = itertools.count(1)
    desk = CannedDesk(
        reply=lambda asked, _: says(REPORT, asked),
        telling=lambda asked: says(f"Reading articles: {next(numbers)} of 900", asked),
    )
    async with running(fake, desk, defer_after_s=0.005) as bot:
        desk.gate.clear()
        yield bot
        desk.gate.set()


async def test_command_is_told_and_answered_in_its_deferred_response(busy: Bot) -> None:
    exchange = await busy.fake.interact(slash(busy.fake, "reload", permissions=MANAGE_GUILD))
    await exchange.until(lambda e: len(e.edits) >= 2)
    assert "Reading articles:" in shown(exchange.original or {})
    busy.desk.gate.set()
    await exchange.until(lambda e: REPORT in shown(e.original or {}))
    assert exchange.original is not None
    assert exchange.original["flags"] & EPHEMERAL
    assert exchange.follow_ups == []


async def test_report_that_comes_after_the_interaction_is_over_is_a_direct_message(busy: Bot) -> None:
    exchange = await busy.fake.interact(slash(busy.fake, "reload", permissions=MANAGE_GUILD))
    await exchange.until(lambda e: e.edits)
    busy.fake.now += 15 * 60 + 1
    busy.desk.gate.set()
    assert REPORT in shown(await asyncio.wait_for(busy.fake.posted.get(), 10))


async def test_failure_is_private_although_what_was_told_was_not(fake: FakeDiscord) -> None:
    desk = CannedDesk(reply=lambda asked, _: a_refusal(asked))
    async with running(fake, desk) as bot:
        message = await bot.answer(slash(fake, "reload", permissions=MANAGE_GUILD))
        assert message["flags"] & EPHEMERAL


async def test_message_is_told_and_answered_in_one_reply(busy: Bot) -> None:
    first = await busy.post(said(busy.fake, f"<@{APPLICATION}> reload"))
    assert "Reading articles: 1 of 900" in shown(first)
    busy.desk.gate.set()
    while REPORT not in shown(message := await asyncio.wait_for(busy.fake.edited.get(), 10)):
        assert message["id"] == first["id"]
    assert busy.fake.posted.empty()


async def test_message_is_answered_where_what_was_told_is_gone(busy: Bot) -> None:
    first = await busy.post(said(busy.fake, f"<@{APPLICATION}> reload"))
    del busy.fake.messages[first["id"]]
    busy.desk.gate.set()
    assert REPORT in shown(await asyncio.wait_for(busy.fake.posted.get(), 10))
