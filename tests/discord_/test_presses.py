"""Buttons, menus and deletion: from the press to what changes, also after a restart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.commands import Asker, Request, request
from bot.model import ActorId
from bot.reply.model import Choice, Reply
from tests.discord_.conftest import Bot, running
from tests.discord_.events import MANAGE_MESSAGES, labels, parts, pick, press, shown, slash
from tests.discord_.fake_discord import DEFER_UPDATE, MESSAGE, UPDATE, FakeDiscord, a_user
from tests.discord_.published import CARDS, EPHEMERAL, Json
from tests.discord_.replies import CannedDesk, a_refusal, a_reply, an_item

OTHER = a_user("502", "somebody")


async def ask(bot: Bot, **options: object) -> Json:
    """The message that answers /quote Brenner."""
    return await bot.answer(slash(bot.fake, "quote", options={"speaker": "Brenner", **options}))


async def test_turning_the_page_changes_the_private_message(bot: Bot) -> None:
    message = await ask(bot)
    exchange = await (await bot.fake.interact(press(bot.fake, message, "▶"))).responded()
    assert exchange.kind == UPDATE
    assert bot.desk.asked[-1][0] == request("quote", speaker="Brenner", page="2")
    assert labels(await exchange.answered())[:2] != labels(message)[:2]
    assert "read again" not in shown(await exchange.answered())


async def test_buttons_work_after_a_restart(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk()) as first:
        message = await ask(first)
    async with running(fake, CannedDesk(generation=9)) as second:
        exchange = await (await fake.interact(press(fake, message, "▶"))).responded()
        assert exchange.kind == UPDATE
        assert second.desk.asked[0][0] == request("quote", speaker="Brenner", page="2")
        assert "The articles have been read again since." in shown(await exchange.answered())


async def test_state_too_long_for_a_button_survives_a_restart_in_the_archive(fake: FakeDiscord) -> None:
    about = "the long way round the harbour and back again " * 5
    desk = CannedDesk()
    async with running(fake, desk) as first:
        message = await ask(first, about=about.strip())
    assert desk.kept
    after = CannedDesk(kept=desk.kept)
    async with running(fake, after):
        await (await fake.interact(press(fake, message, "▶"))).responded()
        assert after.asked[0][0].get("about") == about.strip()


async def test_forgotten_state_gets_a_kind_word(fake: FakeDiscord) -> None:
    desk = CannedDesk()
    async with running(fake, desk) as bot:
        message = await ask(bot, about="the long way round the harbour and back again " * 5)
        past = datetime(2020, 1, 1, tzinfo=UTC)
        desk.kept = {key: (words, past) for key, (words, _) in desk.kept.items()}
        answer = await bot.answer(press(fake, message, "▶"))
        assert answer["flags"] & EPHEMERAL
        assert "older than I can remember" in shown(answer)


async def test_archive_that_does_not_answer_is_no_forgotten_state(bot: Bot) -> None:
    message = await ask(bot, about="the long way round the harbour and back again " * 5)
    bot.desk.stuck = True
    assert "try again in a moment" in shown(await bot.answer(press(bot.fake, message, "▶")))


async def test_forged_button_is_refused(bot: Bot) -> None:
    message = await ask(bot)
    for part in parts(message):
        if part.get("label") == "▶":
            part["custom_id"] = part["custom_id"].replace("page=2", "page=3")
    answer = await bot.answer(press(bot.fake, message, "▶"))
    assert "cannot" in shown(answer) or "older than" in shown(answer)
    assert len(bot.desk.asked) == 1


async def test_share_posts_the_same_answer_and_names_the_asker(bot: Bot) -> None:
    message = await ask(bot)
    exchange = await (await bot.fake.interact(press(bot.fake, message, "Share"))).responded()
    shared = await exchange.answered()
    assert exchange.kind == MESSAGE
    assert not shared["flags"] & EPHEMERAL
    assert "-# Asked by Reader" in shown(shared)
    assert bot.desk.asked[-1][0] == request("quote", speaker="Brenner", show="channel")


async def test_only_the_asker_turns_the_pages_of_a_public_answer(bot: Bot) -> None:
    message = await ask(bot, show="channel")
    other = await (await bot.fake.interact(press(bot.fake, message, "▶", user=OTHER))).responded()
    assert other.kind == MESSAGE
    assert (await other.answered())["flags"] & EPHEMERAL
    assert bot.desk.asked[-1][0].get("page") == "2"
    own = await (await bot.fake.interact(press(bot.fake, message, "▶"))).responded()
    assert own.kind == UPDATE
    assert not (await own.answered())["flags"] & EPHEMERAL


async def test_context_comes_beside_the_answer(bot: Bot) -> None:
    message = await ask(bot)
    exchange = await (await bot.fake.interact(press(bot.fake, message, "Context"))).responded()
    assert exchange.kind == MESSAGE
    assert bot.desk.asked[-1][0] == request("context", quote=an_item().id)
    assert (await exchange.answered())["flags"] & EPHEMERAL


async def test_why_this_speaker_is_picked_from_the_menu(bot: Bot) -> None:
    message = await ask(bot)
    await bot.answer(pick(bot.fake, message, "Why this speaker?"))
    assert bot.desk.asked[-1][0] == request("why", quote=an_item().id)


def which(asked: Request, _asker: Asker) -> Reply:
    """Two people fit, until one is chosen."""
    if (asked.get("speaker") or "").startswith("@"):
        return a_reply(asked=asked)
    options = [(n, f"Ada Brenner {n}") for n in (1, 2)]
    choices = tuple(
        Choice(id=ActorId(f"b-{n}"), name=name, role=None, quotes=n, request=asked.but(speaker=f"@b-{n}"))
        for n, name in options
    )
    return replace(a_reply([], asked=asked, choices=choices), public=False)


async def test_choosing_an_actor_changes_the_question_into_the_answer(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk(reply=which)) as bot:
        message = await ask(bot)
        exchange = await (await fake.interact(pick(fake, message, "Ada Brenner 2"))).responded()
        assert exchange.kind == UPDATE
        assert bot.desk.asked[-1][0].get("speaker") == "@b-2"


async def test_choosing_for_the_channel_posts_the_answer_there(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk(reply=which)) as bot:
        message = await ask(bot, show="channel")
        assert message["flags"] & EPHEMERAL
        exchange = await (await fake.interact(pick(fake, message, "Ada Brenner 1"))).responded()
        assert exchange.kind == MESSAGE
        assert not (await exchange.answered())["flags"] & EPHEMERAL


async def test_failure_on_a_press_leaves_the_message_as_it_was(bot: Bot) -> None:
    message = await ask(bot)
    bot.desk.reply = lambda asked, _: a_refusal(asked)
    exchange = await (await bot.fake.interact(press(bot.fake, message, "▶"))).responded()
    assert exchange.kind == MESSAGE
    assert (await exchange.answered())["flags"] & EPHEMERAL


async def test_slow_page_is_acknowledged_at_once_and_then_changes(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk(), defer_after_s=0.01) as bot:
        message = await ask(bot)
        bot.desk.gate.clear()
        exchange = await (await fake.interact(press(fake, message, "▶"))).responded()
        assert exchange.kind == DEFER_UPDATE
        bot.desk.gate.set()
        assert "a002" in shown(await exchange.answered())


@pytest.mark.parametrize(
    ("who", "permissions", "deleted"),
    [(a_user(), 0, True), (OTHER, 0, False), (OTHER, MANAGE_MESSAGES, True)],
    ids=["asker", "somebody", "moderator"],
)
async def test_public_answer_is_deleted_by_its_asker_or_a_moderator(
    bot: Bot, who: Json, permissions: int, deleted: bool
) -> None:
    message = await ask(bot, show="channel")
    payload = press(bot.fake, message, "Delete", user=who, permissions=permissions)
    exchange = await bot.fake.interact(payload)
    if deleted:
        await exchange.until(lambda e: e.withdrawn)
        assert message["id"] not in bot.fake.messages
    else:
        assert "Only whoever asked" in shown(await exchange.answered())
        assert message["id"] in bot.fake.messages


async def test_cards_that_are_refused_go_out_as_text_whose_pages_stay_text(fake: FakeDiscord) -> None:
    async with running(fake, CannedDesk()) as bot:
        fake.refuse("POST", r"/callback$", 400, {"code": 50035, "message": "Invalid Form Body"})
        message = await ask(bot)
        assert not message["flags"] & CARDS
        assert "> “The ferry" in message["content"]
        exchange = await (await fake.interact(press(fake, message, "▶"))).responded()
        assert exchange.kind == UPDATE
        assert not (await exchange.answered())["flags"] & CARDS
