"""From an event of Slack to the message that arrives: the real Bolt in between."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.commands import Request
from bot.model import ActorId
from bot.reply.model import Choice, Refusal
from tests.slack.block_limits import Json
from tests.slack.conftest import Running, running
from tests.slack.fake_slack import CHANNEL, USER, FakeSlack, Fault
from tests.slack.replies import CannedDesk, a_reply, an_item


def buttons(message: Json) -> dict[str, Json]:
    """The elements that can be pressed, by label; menus as "⋯"."""
    out: dict[str, Json] = {}
    for block in message["blocks"]:
        for element in [*block.get("elements", []), block.get("accessory", {})]:
            if element.get("type") == "button":
                out[element["text"]["text"]] = element
            elif element.get("type") == "overflow":
                out["⋯"] = element
    return out


async def test_slash_command_is_answered_for_the_asker_alone(either: Running) -> None:
    message = await either.command("/quote", "Brenner about:crew")
    assert message["response_type"] == "ephemeral"
    assert "We cannot risk the crew," in json.dumps(message["blocks"])
    assert "“We cannot risk the crew,” … “not in this wind.”" in message["text"]
    request, asker = either.desk.asked[0]
    assert request == Request(command="quote", arguments=(("about", "crew"), ("speaker", "Brenner")))
    assert (asker.platform, asker.user, asker.workspace, asker.place) == ("slack", "U1", "T1", "C1")


async def test_slash_command_is_acknowledged_before_the_desk_answers(either: Running) -> None:
    import asyncio

    either.desk.gate = asyncio.Event()
    await either.deliver("slash_commands", either.slack.command("/quote", "Brenner"))
    assert either.slack.answers() == []
    either.desk.gate.set()
    await either.slack.answer()


async def test_umbrella_command_does_what_the_short_one_does(bot: Running) -> None:
    await bot.command("/quotedesk", "quote Brenner")
    assert bot.desk.asked[0][0] == Request(command="quote", arguments=(("speaker", "Brenner"),))


async def test_prefix_is_taken_off_short_commands_only(slack: FakeSlack, desk: CannedDesk) -> None:
    async with running(slack, desk, command_prefix="news-") as bot:
        await bot.command("/news-quote", "Brenner")
        await bot.command("/quotedesk", "actors")
    assert [request.command for request, _ in desk.asked] == ["quote", "actors"]


async def test_typed_words_reach_the_desk_as_typed(bot: Running) -> None:
    await bot.command("/check", "“Tom &amp; Jerry” &lt;3 speaker:<@U9|ada>")
    assert bot.desk.asked[0][0].get("words") == "“Tom & Jerry” <3"
    assert bot.desk.asked[0][0].get("speaker") == "@ada"


@pytest.mark.parametrize("words", ["payload", "payload=%7B%7D", "a=b&payload={}", "{x", "ssl_check=1"])
async def test_words_that_look_like_slacks_own_are_words(either: Running, words: str) -> None:
    await either.command("/find", words)
    assert either.desk.asked[0][0].get("words") == words


async def test_public_answer_goes_to_the_channel(bot: Running) -> None:
    bot.desk.answer = lambda request: a_reply(an_item(), request=request, public=True)
    message = await bot.command("/quote", "Brenner show:channel")
    assert message["channel"] == CHANNEL
    assert message["text"].startswith("Asked by mara\n")
    assert "Share" not in buttons(message)
    assert "Delete" in buttons(message)


async def test_public_answer_where_the_bot_is_no_member_goes_by_the_response_url(bot: Running) -> None:
    bot.slack.joined.clear()
    bot.desk.answer = lambda request: a_reply(an_item(), request=request, public=True)
    message = await bot.command("/quote", "Brenner show:channel")
    assert message["response_type"] == "in_channel"


async def test_mention_is_answered_in_its_thread(either: Running) -> None:
    payload = either.slack.mention("quote Brenner")
    await either.deliver("events_api", payload)
    message = await either.slack.answer()
    assert (message["channel"], message["thread_ts"]) == (CHANNEL, payload["event"]["ts"])
    assert either.desk.asked[0][0].command == "quote"


async def test_mention_inside_a_thread_stays_in_it(bot: Running) -> None:
    message = await bot.mention("what did Brenner say?", thread="1600000000.000001")
    assert message["thread_ts"] == "1600000000.000001"
    request, asker = bot.desk.asked[0]
    assert request.command == "ask"
    assert asker.place == "C1:1600000000.000001"


async def test_follow_up_in_the_thread_of_an_answer_is_in_the_same_conversation(bot: Running) -> None:
    first = bot.slack.mention("what did Brenner say?")
    await bot.deliver("events_api", first)
    await bot.slack.answer()
    await bot.mention("and about the wind?", thread=first["event"]["ts"])
    (_, asked), (_, again) = bot.desk.asked
    assert asked.place == again.place


async def test_mention_that_asks_for_privacy_gets_it(bot: Running) -> None:
    await bot.mention("quote Brenner show:me")
    (message,) = bot.slack.made("chat.postEphemeral")
    assert message["user"] == USER


async def test_mention_without_an_answer_is_refused_privately(bot: Running) -> None:
    bot.desk.answer = lambda request: replace(
        a_reply(request=request), answered=False, refusal=Refusal(reason="nobody is called that")
    )
    await bot.mention("quote Nobody")
    assert len(bot.slack.made("chat.postEphemeral")) == 1
    assert bot.slack.made("chat.postMessage") == []


async def test_bare_mention_gets_help(bot: Running) -> None:
    await bot.mention("")
    assert bot.desk.asked[0][0].command == "help"


async def test_direct_message_is_a_question(either: Running) -> None:
    message = await either.direct("what did Brenner say about the wind?")
    assert message["channel"] == "D1"
    assert either.desk.asked[0][0].command == "ask"
    assert "Share" not in buttons(message)


async def test_direct_message_takes_commands_with_curly_quotes(bot: Running) -> None:
    await bot.direct("/check “not in this wind”")
    assert bot.desk.asked[0][0] == Request(command="check", arguments=(("words", "“not in this wind”"),))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"bot_id": "B9"}, id="another bot"),
        pytest.param({"subtype": "bot_message"}, id="bot message"),
        pytest.param({"user": "UBOT"}, id="itself"),
        pytest.param({"subtype": "message_changed", "message": {"text": "x"}}, id="edit"),
        pytest.param({"subtype": "message_deleted"}, id="deletion"),
        pytest.param({"edited": {"user": "U1", "ts": "1"}}, id="edited"),
        pytest.param({"channel_type": "channel", "channel": "C1"}, id="channel talk"),
    ],
)
async def test_what_is_not_meant_for_the_bot_is_ignored(bot: Running, change: dict[str, Any]) -> None:
    await bot.deliver("events_api", bot.slack.direct("quote Brenner", **change))
    await bot.direct("actors")
    assert [request.command for request, _ in bot.desk.asked] == ["actors"]


async def test_question_with_a_file_is_answered(bot: Running) -> None:
    await bot.deliver("events_api", bot.slack.direct("actors", subtype="file_share", files=[{"id": "F1"}]))
    await bot.slack.answer()


async def test_event_delivered_again_is_answered_once(either: Running) -> None:
    payload = either.slack.mention("quote Brenner")
    for retry in range(3):
        await either.deliver("events_api", payload, retry=retry)
    await either.direct("actors")
    assert [request.command for request, _ in either.desk.asked] == ["quote", "actors"]


async def test_events_without_any_id_are_all_answered(bot: Running) -> None:
    for _ in range(2):
        payload = bot.slack.command("/actors")
        del payload["trigger_id"]
        before = len(bot.slack.answers())
        await bot.deliver("slash_commands", payload)
        await bot.slack.answer(before + 1)
    for _ in range(2):
        payload = bot.slack.direct("actors", ts="")
        del payload["event_id"]
        before = len(bot.slack.answers())
        await bot.deliver("events_api", payload)
        await bot.slack.answer(before + 1)


async def test_retry_of_an_event_that_never_arrived_is_answered(bot: Running) -> None:
    await bot.deliver("events_api", bot.slack.mention("quote Brenner"), retry=2)
    await bot.slack.answer()


async def test_bad_line_gets_a_private_word(bot: Running) -> None:
    message = await bot.command("/quote", "   ")
    assert message["response_type"] == "ephemeral"
    assert "needs a speaker" in message["text"]


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "\x00\x07\x1b", "🦭" * 500, "\u202eabc\u2066", "“", "<!everyone> <@U2> <https://x.y|z>", "&amp;lt;"],
    ids=["10,000 characters", "controls", "emoji", "right to left", "open quote", "markup", "double escape"],
)
async def test_odd_input_gets_a_private_answer(bot: Running, text: str) -> None:
    bot.desk.answer = lambda request: a_reply(an_item(), request=request, blocks=None)
    message = await bot.command("/find", text)
    assert message["response_type"] == "ephemeral"


# --- buttons ---


async def test_page_button_replaces_the_private_answer(bot: Running) -> None:
    bot.desk.answer = lambda request: a_reply(an_item(), request=request, page=int(request.get("page") or 1), pages=3)
    first = await bot.command("/quote", "Brenner")
    second = await bot.press(buttons(first)["Next ▶"])
    assert second["replace_original"] is True
    assert bot.desk.asked[-1][0].get("page") == "2"
    assert {"◀ Previous", "Next ▶"} <= set(buttons(second))


async def test_share_posts_the_answer_with_the_askers_name_and_no_mention(bot: Running) -> None:
    private = await bot.command("/quote", "Brenner")
    shared = await bot.press(buttons(private)["Share"])
    assert shared["channel"] == CHANNEL
    assert shared["text"].startswith("Asked by mara\n")
    assert "<@" not in json.dumps(shared)
    assert "Share" not in buttons(shared)


async def test_share_where_the_bot_is_no_member_goes_by_the_response_url(bot: Running) -> None:
    private = await bot.command("/quote", "Brenner")
    bot.slack.joined.clear()
    shared = await bot.press(buttons(private)["Share"])
    assert shared["response_type"] == "in_channel"
    assert shared["replace_original"] is False


async def test_shared_answer_can_be_deleted_by_its_asker_only(bot: Running) -> None:
    shared = await bot.press(buttons(await bot.command("/quote", "Brenner"))["Share"])
    refusal = await bot.press(buttons(shared)["Delete"], user="U2", private=False)
    assert "Only the person who asked" in refusal["text"]
    deleted = await bot.press(buttons(shared)["Delete"], private=False)
    assert deleted == {"delete_original": True}


async def test_menu_of_a_quotation_answers_beside_it(bot: Running) -> None:
    message = await bot.command("/quote", "Brenner")
    answer = await bot.press(buttons(message)["⋯"], option=0)
    assert answer["replace_original"] is False
    assert bot.desk.asked[-1][0].command == "context"
    await bot.press(buttons(message)["⋯"], option=1, user="U2")
    assert bot.desk.asked[-1][0].command == "why"


async def test_choice_of_an_actor_is_asked_again_with_the_actor(bot: Running) -> None:
    def which(request: Request) -> Any:
        if request.get("speaker") == "@ada-brenner":
            return a_reply(an_item(), request=request)
        chosen = Choice(
            id=ActorId("ada-brenner"),
            name="Ada Brenner",
            role="harbour master",
            quotes=2,
            request=request.but(speaker="@ada-brenner"),
        )
        return replace(a_reply(request=request), answered=False, choices=(chosen,))

    bot.desk.answer = which
    question = await bot.command("/quote", "Brenner")
    answer = await bot.press(buttons(question)["Ada Brenner · harbour master"])
    assert "We cannot risk the crew," in answer["text"]


async def test_button_of_somebody_else_says_what_to_send(bot: Running) -> None:
    bot.desk.answer = lambda request: a_reply(an_item(), request=request, pages=2, public=True)
    message = await bot.command("/quote", "Brenner show:channel")
    refusal = await bot.press(buttons(message)["Next ▶"], user="U2", private=False)
    assert "/quote Brenner" in refusal["text"]
    assert refusal["response_type"] == "ephemeral"


async def test_button_works_in_a_new_process(slack: FakeSlack, desk: CannedDesk) -> None:
    desk.answer = lambda request: a_reply(an_item(), request=request, pages=2)
    async with running(slack, desk) as before:
        message = await before.command("/quote", "Brenner")
    async with running(slack, desk) as after:
        await after.press(buttons(message)["Next ▶"])
    assert desk.asked[-1][0].get("page") == "2"


async def test_button_after_a_reload_says_that_the_articles_changed(bot: Running) -> None:
    bot.desk.answer = lambda request: a_reply(an_item(), request=request, pages=2)
    message = await bot.command("/quote", "Brenner")
    bot.desk.state = replace(bot.desk.state, generation=2)
    assert "have been read again" in (await bot.press(buttons(message)["Next ▶"]))["text"]


async def test_button_after_a_month_says_what_to_send(bot: Running) -> None:
    bot.desk.answer = lambda request: a_reply(an_item(), request=request, pages=2)
    message = await bot.command("/quote", "Brenner")
    bot.clockwork.day += timedelta(days=31)
    asked = len(bot.desk.asked)
    assert "/quote Brenner" in (await bot.press(buttons(message)["Next ▶"]))["text"]
    assert len(bot.desk.asked) == asked


async def test_request_too_long_for_a_button_is_kept_in_the_archive(slack: FakeSlack, desk: CannedDesk) -> None:
    desk.answer = lambda request: a_reply(an_item(), request=request, pages=2)
    words = "ё" * 900
    async with running(slack, desk) as before:
        message = await before.command("/check", words)
    assert len(desk.notes) == 2
    async with running(slack, desk) as after:
        await after.press(buttons(message)["Next ▶"])
        assert desk.asked[-1][0] == Request(command="check", arguments=(("page", "2"), ("words", words)))
        desk.notes.clear()
        assert "cannot read this button" in (await after.press(buttons(message)["Next ▶"]))["text"]


async def test_forged_button_is_refused(bot: Running) -> None:
    message = await bot.command("/quote", "Brenner")
    share = buttons(message)["Share"]
    forged = {**share, "value": share["value"].replace("Brenner", "Waltz")}
    assert "cannot read this button" in (await bot.press(forged))["text"]


async def test_button_of_another_app_is_acknowledged_and_ignored(bot: Running) -> None:
    await bot.deliver("interactive", bot.slack.press({"type": "button", "action_id": "other", "value": "x"}))
    await bot.command("/actors")
    assert len(bot.slack.answers()) == 1


# --- operators ---


async def test_reload_is_refused_to_others_and_allowed_to_admins(either: Running) -> None:
    assert "Only the operators" in (await either.command("/reload"))["text"]
    either.slack.admins.add("U2")
    assert "Only the operators" not in (await either.command("/reload", user="U2"))["text"]


async def test_admin_is_looked_up_once_in_five_minutes(bot: Running) -> None:
    bot.slack.admins.add(USER)
    for _ in range(3):
        await bot.command("/reload")
    assert len(bot.slack.made("users.info")) == 1
    bot.clockwork.now += 301
    bot.slack.admins.clear()
    assert "Only the operators" in (await bot.command("/reload"))["text"]


@pytest.mark.parametrize("line", ["quote Brenner from:yesterday", "ask what did Brenner say last week?"])
async def test_days_begin_where_the_asker_is(bot: Running, line: str) -> None:
    await bot.command("/quotedesk", line)
    assert bot.desk.asked[0][1].timezone == "Europe/Berlin"


async def test_ordinary_commands_look_somebody_up_once_a_day_for_their_language(bot: Running) -> None:
    for _ in range(3):
        await bot.command("/quote", "Brenner")
        bot.clockwork.now += 3_600
    assert len(bot.slack.made("users.info")) == 1
    assert bot.desk.asked[0][1].timezone is None
    bot.clockwork.now += 86_400
    await bot.command("/quote", "Brenner")
    assert len(bot.slack.made("users.info")) == 2


# --- language ---


async def test_answers_speak_the_readers_language(bot: Running) -> None:
    bot.slack.locales[USER] = "de-DE"
    await bot.command("/quote", "Brenner")
    await bot.command("/quote", "Brenner", user="U2")
    assert [asker.locale for _, asker in bot.desk.asked] == ["de-DE", "en-US"]


async def test_own_sentences_of_the_adapter_speak_it_too(bot: Running) -> None:
    bot.slack.locales[USER] = "de-DE"
    shown = await bot.command("/quotedesk", "settings")
    assert shown["text"].startswith("In diesem Kanal: Antworten sieht: wie vom Betreiber eingestellt.")
    wrong = await bot.command("/quotedesk", "settings colour:red")
    assert wrong["text"].startswith("Eine Einstellung „colour“ gibt es nicht. Schreiben Sie /quotedesk settings")


async def test_language_that_slack_does_not_tell_is_english(bot: Running) -> None:
    bot.slack.faults["users.info"].append(Fault(error="missing_scope"))
    answer = await bot.command("/quotedesk", "settings")
    assert answer["text"].startswith("In this channel:")
