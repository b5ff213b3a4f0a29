"""What takes long says how far it is, in one message whose place its answer takes."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from bot.commands import Request
from bot.reply.model import Line, Reply
from tests.slack.conftest import Running
from tests.slack.fake_slack import CHANNEL, USER, Fault
from tests.slack.replies import a_reply

REPORT = "The articles were read again."


def says(words: str, request: Request, *, failed: bool = False) -> Reply:
    return a_reply(request=request, blocks=(Line(parts=(words,)),), buttons=(), failed=failed)


@pytest.fixture
def busy(bot: Running) -> Running:
    """A desk that is reading articles until its gate opens: another number each time it is asked how far it is."""
    numbers = itertools.count(1)
    bot.slack.admins.add(USER)
    bot.desk.gate = asyncio.Event()
    bot.desk.telling = lambda request: says(f"Reading articles: {next(numbers)} of 900", request)
    bot.desk.answer = lambda request: says(REPORT, request)
    return bot


async def edited(bot: Running, times: int = 2) -> None:
    await bot.slack.until(lambda: len(bot.slack.made("chat.update")) >= times)


async def test_slash_command_is_told_in_direct_messages_and_answered_in_both_places(busy: Running) -> None:
    await busy.deliver("slash_commands", busy.slack.command("/reload"))
    await edited(busy)
    (posted,) = busy.slack.made("chat.postMessage")
    assert (posted["channel"], posted["text"]) == (USER, "Reading articles: 1 of 900")
    (word,) = busy.slack.made("response_url")
    assert (word["response_type"], "direct messages" in word["text"]) == ("ephemeral", True)
    busy.desk.gate.set()
    await busy.slack.until(lambda: len(busy.slack.made("response_url")) == 2)
    assert busy.slack.made("response_url")[1]["text"] == REPORT
    last = busy.slack.made("chat.update")[-1]
    assert (last["channel"], last["text"]) == ("D1", REPORT)
    assert len(busy.slack.made("chat.postMessage")) == 1
    assert busy.clockwork.waited[0] == 2.0


async def test_direct_message_is_told_and_answered_in_place(busy: Running) -> None:
    await busy.deliver("events_api", busy.slack.direct("reload"))
    await edited(busy)
    busy.desk.gate.set()
    await busy.slack.until(lambda: busy.slack.made("chat.update")[-1]["text"] == REPORT)
    assert len(busy.slack.made("chat.postMessage")) == 1
    assert busy.slack.made("chat.postEphemeral") == []


async def test_mention_is_told_and_answered_in_its_thread(busy: Running) -> None:
    await busy.deliver("events_api", busy.slack.mention("reload", thread="1699999999.000001"))
    await edited(busy)
    busy.desk.gate.set()
    await busy.slack.until(lambda: busy.slack.made("chat.update")[-1]["text"] == REPORT)
    (posted,) = busy.slack.made("chat.postMessage")
    assert (posted["channel"], posted["thread_ts"]) == (CHANNEL, "1699999999.000001")


async def test_failure_of_what_was_told_aloud_is_private(busy: Running) -> None:
    busy.desk.answer = lambda request: says("This reload would remove all articles.", request, failed=True)
    await busy.deliver("events_api", busy.slack.mention("reload"))
    await edited(busy)
    busy.desk.gate.set()
    await busy.slack.until(lambda: bool(busy.slack.made("chat.postEphemeral")))
    assert len(busy.slack.made("chat.delete")) == 1
    assert not any("remove all" in update["text"] for update in busy.slack.made("chat.update"))


async def test_answer_arrives_where_nothing_could_be_told(busy: Running) -> None:
    busy.slack.faults["chat.postMessage"].append(Fault(error="messages_tab_disabled"))
    await busy.deliver("slash_commands", busy.slack.command("/reload"))
    await busy.slack.until(lambda: bool(busy.slack.made("chat.postMessage", ok=False)))
    busy.desk.gate.set()
    await busy.slack.until(lambda: bool(busy.slack.made("response_url")))
    assert [body["text"] for body in busy.slack.made("response_url")] == [REPORT]


async def test_answer_arrives_where_the_message_is_gone(busy: Running) -> None:
    await busy.deliver("events_api", busy.slack.direct("reload"))
    await edited(busy)
    busy.slack.faults["chat.update"].append(Fault(error="message_not_found"))
    busy.slack.faults["chat.update"].append(Fault(error="message_not_found"))
    await busy.slack.until(lambda: bool(busy.slack.made("chat.update", ok=False)))
    busy.desk.gate.set()
    await busy.slack.until(lambda: busy.slack.made("chat.postMessage")[-1]["text"] == REPORT)


async def test_quick_reload_is_answered_and_nothing_else(busy: Running) -> None:
    busy.desk.telling = None
    busy.desk.gate.set()
    assert (await busy.command("/reload"))["text"] == REPORT
    assert len(busy.slack.answers()) == 1


async def test_what_is_no_operators_command_is_never_told(busy: Running) -> None:
    busy.desk.gate.set()
    assert (await busy.command("/articles"))["text"] == REPORT
    assert len(busy.slack.answers()) == 1
