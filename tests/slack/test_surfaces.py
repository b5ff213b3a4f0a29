"""Shortcuts, the search modal, the App Home, the agent view and unfurled links, through the real Bolt."""

from __future__ import annotations

import json
from typing import Any

import pytest

from adapters.slack import views
from bot.archive.port import State
from bot.commands import Request
from bot.model import ArticleId
from tests.slack.block_limits import Json
from tests.slack.conftest import Running, running
from tests.slack.fake_slack import CHANNEL, FakeSlack, Fault
from tests.slack.replies import CannedDesk, a_reply, an_item
from tests.slack.test_conversation import buttons


async def view(bot: Running, method: str, number: int = 1) -> Json:
    """The `number`th view that was sent by that method."""
    await bot.slack.until(lambda: len(bot.slack.made(method)) >= number)
    return dict(bot.slack.made(method)[number - 1]["view"])


# --- message shortcut ---


async def test_check_this_quote_checks_the_message_privately(either: Running) -> None:
    await either.deliver("interactive", either.slack.message_shortcut("“We cannot risk the crew” &amp; so on <@U9>"))
    message = await either.slack.answer()
    assert message["response_type"] == "ephemeral"
    assert either.desk.asked[0][0] == Request(
        command="check", arguments=(("words", "“We cannot risk the crew” & so on @U9"),)
    )


@pytest.mark.parametrize(
    ("text", "word"), [("", "no words"), ("🦭 …", "no words"), ("long " * 800, "3,000 characters")]
)
async def test_message_that_cannot_be_checked_is_explained(bot: Running, text: str, word: str) -> None:
    await bot.deliver("interactive", bot.slack.message_shortcut(text))
    assert word in (await bot.slack.answer())["text"]
    assert bot.desk.asked == []


# --- search modal ---


async def test_global_shortcut_opens_the_form(either: Running) -> None:
    await either.deliver("interactive", either.slack.global_shortcut())
    form = await view(either, "views.open")
    kinds = [block["element"]["type"] for block in form["blocks"]]
    assert kinds == ["external_select", "plain_text_input", "datepicker", "datepicker"]


async def test_form_suggests_actors_and_always_the_words_typed(either: Running) -> None:
    payload = either.slack.typing("bren")
    if either.url:
        _, body = await either.slack.post(either.url, payload, form=True)
        found = json.loads(body)
    else:
        found = await either.slack.acknowledged(await either.slack.send("interactive", payload))
    assert [(o["text"]["text"], o["value"]) for o in found["options"]] == [
        ("Ada Brenner", "@ada-brenner"),
        ("“bren”", "typed:bren"),
    ]


async def test_submitted_form_turns_into_the_answer(bot: Running) -> None:
    values = {
        "speaker": {"quotedesk.actors": {"selected_option": {"value": "@ada-brenner"}}},
        "topic": {"topic": {"value": " the crew "}},
        "from": {"from": {"selected_date": "2025-03-01"}},
    }
    ack = await bot.slack.acknowledged(await bot.slack.send("interactive", bot.slack.submission(values)))
    assert ack is not None
    assert ack["response_action"] == "update"
    shown = await view(bot, "views.update")
    assert "We cannot risk the crew," in json.dumps(shown)
    assert bot.desk.asked[0][0] == Request(
        command="quote", arguments=(("about", "the crew"), ("from", "2025-03-01"), ("speaker", "@ada-brenner"))
    )


@pytest.mark.parametrize(
    ("values", "block"),
    [
        ({}, "topic"),
        ({"topic": {"topic": {"value": "   "}}}, "topic"),
        (
            {
                "topic": {"topic": {"value": "x"}},
                "from": {"from": {"selected_date": "2025-03-02"}},
                "to": {"to": {"selected_date": "2025-03-01"}},
            },
            "to",
        ),
    ],
    ids=["empty", "blank", "days swapped"],
)
async def test_form_that_asks_nothing_is_corrected_in_place(bot: Running, values: Json, block: str) -> None:
    ack = await bot.slack.acknowledged(await bot.slack.send("interactive", bot.slack.submission(values)))
    assert ack is not None
    assert (ack["response_action"], list(ack["errors"])) == ("errors", [block])


def test_form_without_a_speaker_searches_the_articles() -> None:
    state = {"state": {"values": {"topic": {"topic": {"value": "pier"}}}}}
    assert views.from_search(state) == Request(command="find", arguments=(("words", "pier"),))


async def test_pages_are_turned_inside_the_modal_and_context_is_put_on_top(bot: Running) -> None:
    bot.desk.answer = lambda request: a_reply(an_item(), request=request, pages=2)
    values = {"topic": {"topic": {"value": "crew"}}}
    await bot.deliver("interactive", bot.slack.submission(values))
    shown = await view(bot, "views.update")
    assert "Share" not in buttons(shown)
    await bot.deliver("interactive", bot.slack.press_in_view(buttons(shown)["Next ▶"], view="VFORM"))
    await view(bot, "views.update", 2)
    assert bot.desk.asked[-1][0].get("page") == "2"
    menu = buttons(shown)["⋯"]
    pressed = bot.slack.press_in_view(menu)
    pressed["actions"][0]["selected_option"] = menu["options"][0]
    await bot.deliver("interactive", pressed)
    await view(bot, "views.push")
    await view(bot, "views.update", 3)
    assert bot.desk.asked[-1][0].command == "context"


async def test_forged_button_in_a_modal_is_refused_there(bot: Running) -> None:
    element = {"type": "button", "action_id": "quotedesk.page.0", "value": "forged"}
    await bot.deliver("interactive", bot.slack.press_in_view(element))
    assert "cannot read this button" in json.dumps(await view(bot, "views.update"))


async def test_form_that_opened_too_late_is_explained(bot: Running) -> None:
    bot.slack.faults["views.open"].append(Fault(error="expired_trigger_id"))
    await bot.deliver("interactive", bot.slack.global_shortcut())
    message = await bot.slack.answer()
    assert message["channel"] == "U1"
    assert "please try again" in message["text"]


async def test_home_that_slack_refuses_is_logged_and_nothing_else(
    bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    bot.slack.faults["views.publish"].append(Fault(error="not_enabled"))
    await bot.deliver("events_api", opened(bot.slack))
    await bot.slack.until(lambda: bool(bot.slack.made("views.publish", ok=None)))
    await bot.command("/actors")
    assert len(bot.slack.answers()) == 1
    assert [r.__dict__["reason"] for r in caplog.records if r.getMessage() == "request failed"] == ["not_enabled"]


# --- App Home ---


def opened(slack: FakeSlack, tab: str = "home", user: str = "U1") -> Json:
    return slack.event({"type": "app_home_opened", "user": user, "channel": "D1", "tab": tab})


async def test_home_shows_what_can_be_asked_and_what_is_indexed(either: Running) -> None:
    await either.deliver("events_api", opened(either.slack))
    home = await view(either, "views.publish")
    assert {"Search quotations", "Who is quoted?", "What is indexed?", "All commands"} == set(buttons(home))
    assert [request.command for request, _ in either.desk.asked] == ["status"]


async def test_home_of_an_operator_offers_reload_and_shows_the_articles(bot: Running) -> None:
    bot.slack.admins.add("U1")
    await bot.deliver("events_api", opened(bot.slack))
    home = await view(bot, "views.publish")
    press = bot.slack.press_in_view(buttons(home)["Read the articles again"], kind="home")
    await bot.deliver("interactive", press)
    await view(bot, "views.publish", 2)
    commands = [request.command for request, _ in bot.desk.asked]
    assert commands == ["status", "articles", "reload", "status", "articles"]


async def test_reload_button_of_somebody_who_is_no_operator_any_more_is_refused(bot: Running) -> None:
    element = {"type": "button", "action_id": views.HOME_RELOAD, "value": "reload"}
    await bot.deliver("interactive", bot.slack.press_in_view(element, kind="home"))
    assert "Only the operators" in json.dumps(await view(bot, "views.publish"))


async def test_example_of_the_home_opens_its_answer(bot: Running) -> None:
    await bot.deliver("events_api", opened(bot.slack))
    home = await view(bot, "views.publish")
    await bot.deliver("interactive", bot.slack.press_in_view(buttons(home)["Who is quoted?"], kind="home"))
    await view(bot, "views.open")
    await view(bot, "views.update")
    assert bot.desk.asked[-1][0].command == "actors"


async def test_home_button_opens_the_search_form(bot: Running) -> None:
    await bot.deliver("events_api", opened(bot.slack))
    home = await view(bot, "views.publish")
    await bot.deliver("interactive", bot.slack.press_in_view(buttons(home)["Search quotations"], kind="home"))
    assert (await view(bot, "views.open"))["callback_id"] == views.SEARCH_VIEW


async def test_home_of_a_very_full_index_stays_within_limits(bot: Running) -> None:
    bot.slack.admins.add("U1")
    bot.desk.state = State(generation=1, articles=90_000)
    bot.desk.answer = lambda request: a_reply(*(an_item(f"Sentence {n}. " * 40) for n in range(60)), request=request)
    await bot.deliver("events_api", opened(bot.slack))
    assert "There is more" in json.dumps(await view(bot, "views.publish"))


# --- agent view ---


async def test_messages_tab_gets_suggested_prompts(bot: Running) -> None:
    await bot.deliver("events_api", opened(bot.slack, "messages"))
    await bot.slack.until(lambda: bool(bot.slack.made("assistant.threads.setSuggestedPrompts")))
    (call,) = bot.slack.made("assistant.threads.setSuggestedPrompts")
    assert call["channel_id"] == "D1"


async def test_agent_view_shows_a_status_and_answers_in_the_messages_thread(bot: Running) -> None:
    payload = bot.slack.direct("what did Brenner say?")
    await bot.deliver("events_api", payload)
    message = await bot.slack.answer()
    assert message["thread_ts"] == payload["event"]["ts"]
    (status,) = bot.slack.made("assistant.threads.setStatus")
    assert status["thread_ts"] == payload["event"]["ts"]


async def test_without_the_agent_view_answers_stand_in_the_conversation(bot: Running) -> None:
    bot.slack.faults["assistant.threads.setStatus"].append(Fault(error="missing_scope"))
    for _ in range(2):
        assert "thread_ts" not in await bot.direct("what did Brenner say?")
    assert len(bot.slack.made("assistant.threads.setStatus", ok=None)) == 1


# --- unfurling ---


def shared(slack: FakeSlack, *urls: str, **more: Any) -> Json:
    event = {
        "type": "link_shared",
        "user": "U1",
        "channel": CHANNEL,
        "message_ts": "1700000009.000001",
        "links": [{"domain": "example.org", "url": url} for url in urls],
        **more,
    }
    return slack.event(event)


async def test_link_of_an_indexed_article_shows_who_is_quoted(slack: FakeSlack, desk: CannedDesk) -> None:
    url, other = "https://news.example.org/ferry?utm=x", "https://example.com/ferry"
    desk.articles = {url: ArticleId("a1"), other: ArticleId("a2")}
    async with running(slack, desk, unfurl_domains=("example.org",)) as bot:
        unknown = "https://example.org/unknown"
        payload = shared(slack, url, other, unknown, unfurl_id="C1.1", source="conversations_history")
        for retry in range(2):
            await bot.deliver("events_api", payload, retry=retry)
        await slack.until(lambda: bool(slack.made("chat.unfurl")))
        await bot.command("/actors")
    (call,) = slack.made("chat.unfurl")
    assert list(call["unfurls"]) == [url]
    assert (call["unfurl_id"], call["source"]) == ("C1.1", "conversations_history")
    assert "We cannot risk the crew," in json.dumps(call["unfurls"])
    assert desk.asked[0][0] == Request(command="article", arguments=(("id", "a1"),))


async def test_links_are_left_alone_without_domains(bot: Running) -> None:
    bot.desk.articles = {"https://example.org/ferry": ArticleId("a1")}
    await bot.deliver("events_api", shared(bot.slack, "https://example.org/ferry"))
    await bot.command("/actors")
    assert bot.slack.made("chat.unfurl", ok=None) == []


async def test_unfurl_that_slack_refuses_disturbs_nobody(slack: FakeSlack, desk: CannedDesk) -> None:
    desk.articles = {"https://example.org/ferry": ArticleId("a1")}
    slack.faults["chat.unfurl"].append(Fault(error="cannot_unfurl_url"))
    async with running(slack, desk, unfurl_domains=("example.org",)) as bot:
        await bot.deliver("events_api", shared(slack, "https://example.org/ferry"))
        await slack.until(lambda: bool(slack.made("chat.unfurl", ok=None)))
        await bot.command("/actors")
    assert len(slack.answers()) == 1
