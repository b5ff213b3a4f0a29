"""What goes wrong on the way: the asker gets the answer or a clear word, once, and no log says what they wrote."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.slack.app import run
from bot.commands import Request
from bot.errors import SettingsError
from bot.reply.model import Reply
from tests.slack.block_limits import Json
from tests.slack.conftest import Clockwork, Running, running, settings_for
from tests.slack.fake_slack import APP_TOKEN, BOT_TOKEN, CHANNEL, SIGNING_SECRET, FakeSlack, Fault
from tests.slack.replies import CannedDesk, a_reply, an_item
from tests.slack.test_conversation import buttons


@pytest.fixture
async def hasty(slack: FakeSlack, desk: CannedDesk) -> AsyncIterator[Running]:
    """The bot with calls that time out almost at once."""
    async with running(slack, desk, timeout_s=0.2) as started:
        yield started


def public(request: Request) -> Reply:
    return a_reply(an_item(), request=request, public=True)


# --- the Web API ---


@pytest.mark.parametrize(
    ("fault", "waited"),
    [(Fault(429, retry_after="7"), [7.0]), (Fault(503), [0.5]), (Fault(500), [0.5])],
    ids=["429", "503", "500"],
)
async def test_turned_away_for_now_is_tried_again_and_posted_once(
    bot: Running, fault: Fault, waited: list[float]
) -> None:
    bot.slack.faults["chat.postMessage"].append(fault)
    await bot.mention("quote Brenner")
    assert len(bot.slack.made("chat.postMessage")) == 1
    assert bot.clockwork.waited == waited


@pytest.mark.parametrize(
    ("fault", "waited"),
    [(Fault(429, retry_after="3"), [3.0]), (Fault(502), [0.5]), (Fault(500, "server_error"), [0.5])],
    ids=["429", "502", "500"],
)
async def test_response_url_turned_away_for_now_is_tried_again(bot: Running, fault: Fault, waited: list[float]) -> None:
    bot.slack.faults["response_url"].append(fault)
    message = await bot.command("/quote", "Brenner")
    assert message["response_type"] == "ephemeral"
    assert bot.clockwork.waited == waited
    assert len(bot.slack.answers()) == 1


async def test_rate_limit_of_minutes_is_not_waited_for(bot: Running) -> None:
    bot.slack.faults["response_url"].append(Fault(429, retry_after="600"))
    message = await bot.command("/quote", "Brenner")
    assert message["user"] == "U1"
    assert bot.clockwork.waited == []


@pytest.mark.parametrize("error", ["expired_url", "used_url"])
async def test_spent_response_url_is_replaced_by_an_ephemeral_message(bot: Running, error: str) -> None:
    bot.slack.faults["response_url"].append(Fault(404, error))
    await bot.command("/quote", "Brenner")
    assert len(bot.slack.made("chat.postEphemeral")) == 1


async def test_last_way_to_a_person_is_a_direct_message(bot: Running) -> None:
    bot.slack.joined.clear()
    bot.slack.faults["response_url"].append(Fault(404, "expired_url"))
    message = await bot.command("/quote", "Brenner")
    assert message["channel"] == "U1"


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found", "is_archived"])
async def test_channel_that_the_bot_cannot_post_in_is_explained_to_the_asker(bot: Running, error: str) -> None:
    bot.slack.faults["chat.postMessage"].append(Fault(error=error))
    message = await bot.mention("quote Brenner")
    assert message["user"] == "U1"
    assert "/invite" in message["text"]
    assert "We cannot risk the crew," in message["text"]


@pytest.mark.parametrize("error", ["msg_too_long", "invalid_blocks", "msg_blocks_too_long"])
async def test_refused_blocks_are_sent_again_as_plain_text(bot: Running, error: str) -> None:
    bot.slack.faults["chat.postMessage"].append(Fault(error=error))
    message = await bot.mention("quote Brenner")
    assert "blocks" not in message
    assert "“We cannot risk the crew,”" in message["text"]


async def test_refused_text_is_explained(bot: Running) -> None:
    bot.slack.faults["response_url"].extend([Fault(400, "invalid_blocks"), Fault(400, "msg_too_long")])
    message = await bot.command("/quote", "Brenner")
    assert "does not fit into a Slack message" in message["text"]


async def test_post_that_timed_out_is_not_repeated_and_the_asker_is_told(hasty: Running) -> None:
    hasty.slack.faults["chat.postMessage"].append(Fault(hang=True))
    message = await hasty.mention("quote Brenner")
    assert message["user"] == "U1"
    assert "Look into the channel before you share" in message["text"]
    assert len(hasty.slack.made("chat.postMessage", ok=None)) == 1


async def test_private_answer_that_timed_out_is_not_doubled(hasty: Running) -> None:
    hasty.slack.faults["response_url"].append(Fault(hang=True))
    await hasty.deliver("slash_commands", hasty.slack.command("/quote", "Brenner"))
    await hasty.direct("actors")
    assert len(hasty.slack.answers()) == 1


@pytest.mark.parametrize("text", ["404: Not Found", "<html>", "", "{"])
@pytest.mark.parametrize("status", [200, 404])
async def test_answer_of_a_proxy_in_between_is_survived(bot: Running, text: str, status: int) -> None:
    for method in ("users.info", "assistant.threads.setStatus", "chat.postMessage"):
        bot.slack.faults[method].append(Fault(status, text=text))
    await bot.direct("what did Brenner say?")
    bot.slack.faults["chat.postMessage"].append(Fault(status, text=text))
    await bot.mention("ask what did Brenner say?")
    assert len(bot.desk.asked) == 2


async def test_revoked_token_still_answers_by_the_response_url(bot: Running) -> None:
    bot.desk.answer = public
    for _ in range(3):
        bot.slack.faults["chat.postMessage"].append(Fault(error="token_revoked"))
    message = await bot.command("/quote", "Brenner show:channel")
    assert message["response_type"] == "in_channel"


async def test_admin_check_that_fails_counts_as_no(bot: Running) -> None:
    bot.slack.admins.add("U1")
    bot.slack.faults["users.info"] += [Fault(error="missing_scope"), Fault(error="missing_scope")]
    assert "Only the operators" in (await bot.command("/reload"))["text"]
    assert "Only the operators" not in (await bot.command("/reload"))["text"]


# --- the engine ---


async def test_unforeseen_error_gives_a_number_and_no_traceback(bot: Running, caplog: pytest.LogCaptureFixture) -> None:
    def fail(request: Request) -> Reply:
        raise RuntimeError(f"cannot digest {request.raw}")

    bot.desk.answer = fail
    with caplog.at_level(logging.DEBUG):
        message = await bot.command("/quote", "Brenner")
    assert "Incident" in message["text"]
    incident = message["text"].split("Incident ")[1][:6]
    (record,) = [r for r in caplog.records if r.getMessage() == "request failed"]
    assert record.__dict__["incident"] == incident
    assert record.__dict__["reason"] == "RuntimeError"
    assert "Brenner" not in caplog.text


# --- delivery of events ---


async def test_two_processes_answer_one_event_once(slack: FakeSlack, desk: CannedDesk) -> None:
    async with running(slack, desk, "http") as one, running(slack, desk, "http") as other:
        payload = slack.mention("quote Brenner")
        await asyncio.gather(*(slack.post(bot.url, payload, form=False, retry=n) for n, bot in enumerate((one, other))))
        await other.direct("actors")
    assert sorted(request.command for request, _ in desk.asked) == ["actors", "quote"]


async def test_answers_under_way_are_finished_when_the_bot_stops(slack: FakeSlack, desk: CannedDesk) -> None:
    desk.gate = asyncio.Event()
    async with running(slack, desk) as bot:
        for _ in range(30):
            await bot.deliver("slash_commands", slack.command("/quote", "Brenner"))
        asyncio.get_running_loop().call_later(0.05, desk.gate.set)
    assert len(slack.answers()) == 30


# --- Socket Mode ---


async def test_refresh_opens_another_socket_and_loses_nothing(bot: Running) -> None:
    await bot.slack.disconnect()
    await bot.slack.connected(2)
    await bot.command("/quote", "Brenner")


async def test_ten_dropped_sockets_in_a_row(bot: Running) -> None:
    for number in range(10):
        opened = bot.slack.sockets_opened
        await bot.slack.drop_sockets()
        await bot.slack.connected(opened + 1)
        if number % 3 == 0:
            await bot.command("/quote", "Brenner")
    await bot.command("/quote", "Brenner")
    assert len(bot.slack.answers()) == 5


@pytest.mark.parametrize("kind", ["slash_commands", "events_api"])
async def test_envelope_of_a_socket_that_broke_is_answered_once_when_it_comes_again(bot: Running, kind: str) -> None:
    payload = bot.slack.command("/quote", "Brenner") if kind == "slash_commands" else bot.slack.mention("quote Brenner")
    for attempt in range(4):
        opened = bot.slack.sockets_opened
        await bot.slack.send(kind, payload, envelope="e-same", retry=attempt)
        await bot.slack.drop_sockets()
        await bot.slack.connected(opened + 1)
    await bot.slack.acknowledged(await bot.slack.send(kind, payload, envelope="e-last", retry=4))
    await bot.slack.answer()
    await bot.direct("actors")
    assert sorted(request.command for request, _ in bot.desk.asked) == ["actors", "quote"]
    assert len(bot.slack.answers()) == 2


async def test_deaf_socket_is_replaced(bot: Running) -> None:
    bot.slack.deaf = True
    await bot.slack.connected(2)
    bot.slack.deaf = False
    opened = bot.slack.sockets_opened
    if not bot.slack.listening:
        await bot.slack.connected(opened + 1)
    await bot.command("/quote", "Brenner")


async def test_address_that_cannot_be_had_is_asked_for_again(bot: Running) -> None:
    bot.slack.faults["apps.connections.open"].extend(
        [Fault(500), Fault(500), Fault(500), Fault(error="internal_error")]
    )
    await bot.slack.drop_sockets()
    await bot.slack.connected(2)
    await bot.command("/quote", "Brenner")


async def test_app_token_revoked_while_running_stops_the_bot_with_one_line(slack: FakeSlack, desk: CannedDesk) -> None:
    stop = asyncio.Event()
    task = asyncio.create_task(run(desk, settings_for(slack, "socket"), stop=stop, means=Clockwork().means()))
    await slack.connected()
    slack.faults["apps.connections.open"].append(Fault(error="token_revoked"))
    await slack.drop_sockets()
    with pytest.raises(SettingsError, match=r"SLACK_APP_TOKEN: .* \(token_revoked\)"):
        await asyncio.wait_for(task, 10)


# --- starting ---


async def start(slack: FakeSlack, mode: str, **wrong: object) -> None:
    await asyncio.wait_for(
        run(CannedDesk(), settings_for(slack, mode, **wrong), stop=asyncio.Event(), means=Clockwork().means()), 10
    )


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"bot_token": "xoxb-wrong"}, "SLACK_BOT_TOKEN: Slack does not accept this token (invalid_auth)."),
        ({"app_token": "xapp-wrong"}, "SLACK_APP_TOKEN: Slack does not accept this token (invalid_auth)."),
        ({"app_token": "xoxb-1-fake"}, "SLACK_APP_TOKEN is no app-level token; those begin with xapp-."),
        ({"app_token": None}, "SLACK_BOT_TOKEN needs SLACK_APP_TOKEN"),
        ({"bot_token": ""}, "SLACK_BOT_TOKEN is not set"),
        ({"api_url": "slack.com"}, "SLACK_API_URL must be a web address"),
    ],
    ids=["bot token", "app token", "kind of app token", "neither mode", "no token", "api url"],
)
async def test_unusable_setting_is_one_line_that_names_it(
    slack: FakeSlack, wrong: dict[str, object], line: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(SettingsError) as raised:
        await start(slack, "socket", **wrong)
    assert raised.value.user_message.startswith(line)
    assert "wrong" not in raised.value.user_message
    assert "wrong" not in caplog.text


async def test_slack_that_is_down_at_the_start_is_waited_for(slack: FakeSlack, desk: CannedDesk) -> None:
    slack.faults["auth.test"].extend([Fault(503)] * 7)
    async with running(slack, desk) as bot:
        await bot.command("/quote", "Brenner")


async def test_port_in_use_is_one_line(slack: FakeSlack) -> None:
    with pytest.raises(SettingsError, match="QUOTEDESK_HTTP_PORT"):
        await start(slack, "http", http_port=slack.port)


# --- HTTP mode ---


@pytest.fixture
async def web(slack: FakeSlack, desk: CannedDesk) -> AsyncIterator[Running]:
    async with running(slack, desk, "http") as started:
        yield started


@pytest.mark.parametrize(
    "how", [{"secret": "another"}, {"age_s": 600}, {"age_s": -600}], ids=["signature", "too old", "from the future"]
)
async def test_request_that_is_not_slacks_is_refused(web: Running, how: dict[str, object]) -> None:
    payload = web.slack.command("/quote", "Brenner")
    status, _ = await web.slack.post(web.url, payload, form=True, **how)  # type: ignore[arg-type] # one of its keywords
    assert status == 401
    assert web.desk.asked == []


async def test_event_that_is_not_slacks_is_refused(web: Running) -> None:
    status, _ = await web.slack.post(web.url, web.slack.direct("actors"), form=False, secret="another")
    assert status == 401
    assert web.desk.asked == []


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"{not json", b"", b"payload=%7B"], ids=["bytes", "json", "empty", "form"]
)
async def test_body_that_cannot_be_read_is_refused(web: Running, body: bytes) -> None:
    async with aiohttp.ClientSession() as session:
        for kind in ("application/json", "application/x-www-form-urlencoded"):
            async with session.post(web.url, data=body, headers={"Content-Type": kind}) as response:
                assert response.status in (400, 401)


async def test_url_verification_is_answered(web: Running) -> None:
    payload: Json = {"type": "url_verification", "challenge": "abc"}
    assert await web.slack.post(web.url, payload, form=False) == (200, json.dumps({"challenge": "abc"}))


# --- secrecy ---


async def test_nothing_that_people_write_and_no_token_reaches_a_log(
    either: Running, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for fault in (Fault(429, retry_after="1"), Fault(404, "expired_url")):
            either.slack.faults["response_url"].append(fault)
        either.slack.faults["chat.postMessage"].append(Fault(error="not_in_channel"))
        message = await either.command("/quote", "Zebrastripe")
        await either.mention("ask where is Zebrastripe?")
        await either.direct("Zebrastripe?")
        await either.press(buttons(message)["Share"])
        await either.deliver("events_api", either.slack.event({"type": "reaction_added", "user": "Zebrastripe"}))
        await either.deliver(
            "interactive", {"type": "interactive_message", "callback_id": "x", "actions": [{"name": "Zebrastripe"}]}
        )
    for secret in ("Zebrastripe", BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, "ticket", "/respond/"):
        assert secret not in caplog.text
        assert not [r for r in caplog.records if secret in str(r.__dict__)]


async def test_unknown_channel_of_a_global_press_goes_to_the_person(bot: Running) -> None:
    message = await bot.command("/quote", "Brenner")
    payload = bot.slack.press(buttons(message)["Share"])
    payload["channel"] = {"id": CHANNEL}
    payload["response_url"] = ""
    payload["actions"][0]["value"] = "nonsense"
    await bot.deliver("interactive", payload)
    await bot.slack.until(lambda: len(bot.slack.made("chat.postEphemeral")) == 1)
