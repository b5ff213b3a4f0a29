"""Commands, menus and autocomplete, from the event to the message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands import BY_NAME, COMMANDS, UMBRELLA, Asker, Command, Request, Takes, request
from bot.reply.model import Reply
from tests.discord_.conftest import Bot, running
from tests.discord_.events import (
    MANAGE_GUILD,
    labels,
    message_menu,
    press,
    shown,
    slash,
    submit,
    typing,
    user_menu,
)
from tests.discord_.fake_discord import CHOICES, DEFER, MESSAGE, FakeDiscord, a_user
from tests.discord_.published import CARDS, EPHEMERAL, Json
from tests.discord_.replies import WORDS, CannedDesk, Offer, a_refusal, a_reply

ALONE = [command for command in COMMANDS if not command.umbrella]
UNDER = [command for command in COMMANDS if not command.hidden]


def some_options(command: Command) -> Json:
    """A value for every option of a command."""
    values = {Takes.NUMBER: 2, Takes.SWITCH: True, Takes.DAY: "2025-03-01", Takes.ID: "a001-1"}
    return {p.name: p.choices[0] if p.choices else values.get(p.takes, "harbour") for p in command.parameters}


def as_request(command: Command) -> Request:
    """What those options ask."""
    words = {name: {True: "yes"}.get(value, str(value)) for name, value in some_options(command).items()}
    return Request(command=command.name, arguments=tuple(sorted(words.items())))


async def test_slash_command_is_answered_privately_with_the_words(bot: Bot) -> None:
    message = await bot.answer(slash(bot.fake, "quote", options={"speaker": "Brenner", "from": "2025-03-01"}))
    assert bot.desk.asked[0][0] == request("quote", speaker="Brenner", from_="2025-03-01")
    assert message["flags"] & EPHEMERAL
    assert message["flags"] & CARDS
    assert f"> “{WORDS}”" in shown(message)
    assert "Share" in labels(message)


@pytest.mark.parametrize("command", ALONE, ids=lambda c: c.name)
async def test_every_command_reaches_the_desk_with_all_its_options(bot: Bot, command: Command) -> None:
    await bot.answer(slash(bot.fake, command.name, options=some_options(command)))
    assert bot.desk.asked[0][0] == as_request(command)


@pytest.mark.parametrize("command", UNDER, ids=lambda c: c.name)
async def test_every_command_works_under_the_umbrella(bot: Bot, command: Command) -> None:
    await bot.answer(slash(bot.fake, f"{UMBRELLA} {command.name}", options=some_options(command)))
    assert bot.desk.asked[0][0] == as_request(command)


async def test_tree_holds_the_registry_for_servers_and_accounts_in_every_context(bot: Bot) -> None:
    commands = {command["name"]: command for command in bot.fake.commands}
    assert set(commands) == {c.name for c in ALONE} | {UMBRELLA, "Check this quote", "Quotations of this name"}
    assert {o["name"] for o in commands[UMBRELLA]["options"]} == {c.name for c in UNDER} | {"settings"}
    for command in commands.values():
        assert command["contexts"] == [0, 1, 2]
        assert command["integration_types"] == [0, 1]
    for name in ("quote", "actor", "find"):
        options = {option["name"]: option for option in commands[name]["options"]}
        for parameter in BY_NAME[name].parameters:
            suggested = parameter.takes in (Takes.ACTOR, Takes.TOPIC, Takes.OUTLET)
            assert options[parameter.name].get("autocomplete", False) == suggested
            assert [choice["value"] for choice in options[parameter.name].get("choices", [])] == list(parameter.choices)


async def test_reload_is_hidden_from_members_but_decided_by_the_desk(bot: Bot) -> None:
    reload = next(command for command in bot.fake.commands if command["name"] == "reload")
    assert int(reload["default_member_permissions"]) == MANAGE_GUILD
    await bot.answer(slash(bot.fake, "reload", permissions=MANAGE_GUILD))
    assert bot.desk.asked[0][1].groups == {"discord:managers"}


@pytest.mark.parametrize(
    ("where", "installed", "permissions"),
    [("guild", "guild", 0), ("guild", "user", MANAGE_GUILD), ("dm", "user", 0), ("private", "user", 0)],
)
async def test_only_managers_of_a_server_with_the_bot_are_managers(
    bot: Bot, where: str, installed: str, permissions: int
) -> None:
    await bot.answer(slash(bot.fake, "reload", permissions=permissions, where=where, installed=installed))
    assert bot.desk.asked[0][1].groups == frozenset()


async def test_asker_is_who_and_where_discord_says(bot: Bot) -> None:
    await bot.answer(slash(bot.fake, "articles", locale="de"))
    expected = Asker(platform="discord", user="501", place="401", workspace="301", locale="de")
    assert bot.desk.asked[0][1] == expected


async def test_commands_are_synced_once_for_the_same_tree(fake: FakeDiscord) -> None:
    desk = CannedDesk()
    for _ in range(2):
        async with running(fake, desk):
            pass
    assert fake.syncs == 1


async def test_process_without_shard_0_never_syncs(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk(), shard_ids=(1,), shard_count=2):
        assert fake.syncs == 0
        assert [session.shard for session in fake.sessions.values()] == [[1, 2]]


async def test_show_channel_answers_for_everybody_with_a_button_to_delete_it(bot: Bot) -> None:
    message = await bot.answer(slash(bot.fake, "quote", options={"speaker": "Brenner", "show": "channel"}))
    assert not message["flags"] & EPHEMERAL
    assert "Delete" in labels(message)
    assert "Share" not in labels(message)


async def test_failure_is_private_although_it_was_asked_for_the_channel(bot: Bot) -> None:
    bot.desk.reply = lambda asked, _: a_refusal(asked)
    message = await bot.answer(slash(bot.fake, "quote", options={"speaker": "Nobody", "show": "channel"}))
    assert message["flags"] & EPHEMERAL


async def test_slow_answer_is_announced_and_then_filled_in(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk(), defer_after_s=0.01) as bot:
        bot.desk.gate.clear()
        exchange = await fake.interact(slash(fake, "ask", options={"question": "What next?"}))
        await exchange.responded()
        assert exchange.kind == DEFER
        assert exchange.responses[0]["data"] == {"flags": EPHEMERAL}
        bot.desk.gate.set()
        message = await exchange.answered()
        assert WORDS in shown(message)
        assert message["flags"] & EPHEMERAL
        assert not exchange.follow_ups


async def test_quick_answer_is_the_first_response(bot: Bot) -> None:
    exchange = await bot.fake.interact(slash(bot.fake, "articles"))
    await exchange.responded()
    assert exchange.kind == MESSAGE


async def test_failure_after_a_public_deferral_reaches_the_asker_alone(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk(reply=lambda asked, _: a_refusal(asked)), defer_after_s=0.01) as bot:
        bot.desk.gate.clear()
        exchange = await fake.interact(slash(fake, "ask", options={"question": "Who?", "show": "channel"}))
        await exchange.responded()
        assert not exchange.responses[0].get("data")
        bot.desk.gate.set()
        await exchange.until(lambda e: e.follow_ups)
        assert exchange.withdrawn
        assert exchange.follow_ups[0]["flags"] & EPHEMERAL


async def test_autocomplete_offers_what_the_desk_suggests(bot: Bot) -> None:
    exchange = await bot.fake.interact(typing(bot.fake, "quote", "speaker", "bren"))
    await exchange.responded()
    assert exchange.kind == CHOICES
    assert exchange.choices == [{"name": "Ada Brenner (harbour master)", "value": "@ada-brenner"}]
    assert bot.desk.suggested == [(Takes.ACTOR, "bren")]


async def test_autocomplete_keeps_to_25_short_names_and_no_two_alike(fake: FakeDiscord) -> None:
    offers = tuple(Offer(f"{'very ' * 40}long {n}", f"@{n}") for n in range(20)) + tuple(
        Offer(f"Name {n}", f"@n{n}") for n in range(60)
    )
    async with running(fake, CannedDesk(offers=offers)):
        exchange = await fake.interact(typing(fake, "quotedesk actor", "name", "n"))
        await exchange.responded()
    names = [choice["name"] for choice in exchange.choices]
    assert len(names) <= 25
    assert len(set(names)) == len(names)


async def test_two_actors_of_one_name_can_both_be_chosen(fake: FakeDiscord) -> None:
    offers = (Offer("Ada Brenner", "@ada-brenner"), Offer("Ada Brenner", "@ada-brenner-2"))
    async with running(fake, CannedDesk(offers=offers)):
        exchange = await (await fake.interact(typing(fake, "quote", "speaker", "ada"))).responded()
    assert exchange.choices == [
        {"name": "Ada Brenner", "value": "@ada-brenner"},
        {"name": "@ada-brenner-2 · Ada Brenner", "value": "@ada-brenner-2"},
    ]


async def test_autocomplete_is_never_empty_for_somebody_who_types(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk(offers=())):
        exchange = await fake.interact(typing(fake, "quote", "speaker", "  Zzyx  "))
        await exchange.responded()
    assert exchange.choices == [{"name": "Zzyx", "value": "Zzyx"}]


async def test_index_is_warm_before_the_first_event(bot: Bot) -> None:
    assert bot.desk.warmed == 1


async def test_message_menu_checks_the_words_of_the_message(bot: Bot) -> None:
    await bot.answer(message_menu(bot.fake, "Check this quote", "“The ferry will sail.”"))
    assert bot.desk.asked[0][0] == request("check", words="“The ferry will sail.”")


async def test_user_menu_asks_for_the_name(bot: Bot) -> None:
    await bot.answer(user_menu(bot.fake, "Quotations of this name", a_user("888", "brenner")))
    assert bot.desk.asked[0][0] == request("quote", speaker="Brenner")


async def test_command_that_the_bot_no_longer_knows_is_answered(bot: Bot) -> None:
    message = await bot.answer(slash(bot.fake, "weather"))
    assert message["flags"] & EPHEMERAL
    assert "changed" in shown(message)


async def test_defect_in_the_desk_is_one_private_sentence(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_asked: Request, _asker: Asker) -> Reply:
        raise RuntimeError("secret words")

    bot.desk.reply = broken
    message = await bot.answer(slash(bot.fake, "articles"))
    assert message["flags"] & EPHEMERAL
    assert "incident" in shown(message)
    assert "secret words" not in shown(message)
    assert any(getattr(record, "event", "") == "discord.failed" for record in caplog.records)


async def test_hostile_words_of_a_user_have_no_effect(bot: Bot) -> None:
    nasty = "@everyone <@501> [x](https://evil.example) **b** ```c``` \u202e # h"
    bot.desk.reply = lambda asked, _: a_refusal(asked, f"I do not know “{asked.get('question')}”.")
    message = await bot.answer(slash(bot.fake, "ask", options={"question": nasty}))
    assert r"\@everyone \<\@501\> \[x\](https\://evil.example) \*\*b\*\* \`\`\`c\`\`\` ⟨U+202E⟩ \# h" in shown(message)


async def test_form_opens_with_the_request_and_asks_anew(bot: Bot) -> None:
    message = await bot.answer(slash(bot.fake, "quote", options={"speaker": "Brenner", "page": 2}))
    opened = await (await bot.fake.interact(press(bot.fake, message, "Refine…"))).responded()
    form = opened.responses[0]["data"]
    fields = {row["component"]["custom_id"]: row["component"].get("value") for row in form["components"]}
    assert fields["speaker"] == "Brenner"
    await bot.answer(submit(bot.fake, form, {"about": " ferry ", "to": "2025-04-01"}, message))
    assert bot.desk.asked[-1][0] == request("quote", speaker="Brenner", about="ferry", to="2025-04-01")


async def test_form_speaks_the_readers_language(bot: Bot) -> None:
    message = await bot.answer(slash(bot.fake, "quote", options={"speaker": "Brenner"}, locale="de"))
    opened = await (await bot.fake.interact(press(bot.fake, message, "Verfeinern …", locale="de"))).responded()
    form = opened.responses[0]["data"]
    assert form["title"] == "/zitat"
    assert [row["label"] for row in form["components"]] == ["Sprecher", "Thema", "Von", "Bis", "Medium"]


async def test_answers_of_a_user_install_stay_within_five_follow_ups(fake: FakeDiscord) -> None:
    desk = CannedDesk(reply=lambda asked, _: replace(a_reply(asked=asked), failed=True))
    async with running(fake, desk, defer_after_s=0.01) as bot:
        bot.desk.gate.clear()
        payload = slash(fake, "ask", options={"question": "?", "show": "channel"}, where="private", installed="user")
        exchange = await fake.interact(payload)
        await exchange.responded()
        bot.desk.gate.set()
        await exchange.until(lambda e: e.follow_ups)
    assert len(exchange.follow_ups) == 1
