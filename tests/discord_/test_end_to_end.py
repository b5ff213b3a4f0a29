"""The real desk behind the real adapter: from a command to words that stand in an article."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.desk import Desk, DeskOptions
from tests.desks import a_desk
from tests.discord_.conftest import Bot, running
from tests.discord_.events import MANAGE_GUILD, labels, press, said, shown, slash, typing
from tests.discord_.fake_discord import APPLICATION, FakeDiscord
from tests.discord_.published import EPHEMERAL


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = await a_desk(
        tmp_path / "articles", options=DeskOptions(operators=frozenset({"discord:managers", "discord:9"}))
    )
    try:
        yield made
    finally:
        await made.close()


@pytest.fixture
async def bot(fake: FakeDiscord, desk: Desk) -> AsyncIterator[Bot]:
    async with running(fake, desk) as started:
        yield started


async def test_quote_shows_words_speaker_article_and_date(bot: Bot) -> None:
    message = await bot.answer(slash(bot.fake, "quote", options={"speaker": "Ruiz"}))
    text = shown(message)
    assert message["flags"] & EPHEMERAL
    assert "> “The crew is ready and so is the coffee" in text
    assert "-# — Ana Ruiz" in text
    assert "[Harbour Post](https://harbourpost.example/pier) · 14 Mar 2025" in text


async def test_pages_context_and_share_of_a_real_answer(bot: Bot) -> None:
    message = await bot.answer(slash(bot.fake, "quote", options={"speaker": "Ruiz", "about": "coffee"}))
    context = await bot.answer(press(bot.fake, message, "Context"))
    assert "The crew is ready and so is the coffee" in shown(context)
    shared = await bot.answer(press(bot.fake, message, "Share"))
    assert not shared["flags"] & EPHEMERAL
    assert "Asked by Reader" in shown(shared)
    assert "Delete" in labels(shared)


async def test_autocomplete_knows_actors_and_outlets(bot: Bot) -> None:
    actors = await (await bot.fake.interact(typing(bot.fake, "quote", "speaker", "rui"))).responded()
    assert [choice["value"] for choice in actors.choices] == ["@ana-ruiz"]
    assert actors.choices[0]["name"].startswith("Ana Ruiz")
    message = await bot.answer(slash(bot.fake, "actor", options={"name": actors.choices[0]["value"]}))
    assert "Ana Ruiz" in shown(message)
    outlets = await (await bot.fake.interact(typing(bot.fake, "find", "source", ""))).responded()
    assert {choice["name"] for choice in outlets.choices} == {"Harbour Post", "Coast Herald"}


async def test_nobody_of_that_name_is_a_clear_private_answer(bot: Bot) -> None:
    message = await bot.answer(slash(bot.fake, "quote", options={"speaker": "Zebulon", "show": "channel"}))
    assert "Nobody in these articles is called “Zebulon”" in shown(message)


@pytest.mark.parametrize("line", ["quote Ruiz", "what did Ruiz say about the coffee?", "/find coffee"])
async def test_same_grammar_after_a_mention_and_in_a_direct_message(bot: Bot, line: str) -> None:
    posted = await bot.post(said(bot.fake, f"<@{APPLICATION}> {line}"))
    direct = await bot.post(said(bot.fake, line, direct=True))
    assert shown(posted) == shown(direct)
    assert "coffee" in shown(posted)


async def test_reload_is_for_operators_whatever_discord_shows(bot: Bot) -> None:
    refused = await bot.answer(slash(bot.fake, "reload"))
    assert "Only the operators" in shown(refused)
    outside = await bot.answer(slash(bot.fake, "reload", permissions=MANAGE_GUILD, installed="user"))
    assert "Only the operators" in shown(outside)
    allowed = await bot.answer(slash(bot.fake, "quotedesk reload", permissions=MANAGE_GUILD))
    assert "3" in shown(allowed)
    assert "Only the operators" not in shown(allowed)


async def test_long_state_goes_through_the_real_archive(fake: FakeDiscord, desk: Desk) -> None:
    about = "the coffee and the ferry and the crew and the pier and the sandwich " * 4
    async with running(fake, desk) as bot:
        message = await bot.answer(slash(fake, "quote", options={"speaker": "Ruiz", "about": about}))
    async with running(fake, desk) as bot:
        shared = await bot.answer(press(fake, message, "Share"))
        assert not shared["flags"] & EPHEMERAL


@pytest.mark.parametrize(
    ("locale", "heading", "footer", "share"),
    [
        ("en-US", "3 quotations", "Searched 3 articles", "Share"),
        ("de", "3 Zitate", "Durchsucht: 3 Artikel (14. März 2025 bis 21. März 2025)", "Teilen"),
        ("es-ES", "3 citas", "Se ha buscado en 3 artículos", "Compartir"),
    ],
)
async def test_answer_is_in_the_readers_language_and_quotations_in_their_own(
    bot: Bot, locale: str, heading: str, footer: str, share: str
) -> None:
    message = await bot.answer(slash(bot.fake, "quote", options={"speaker": "Ana Ruiz"}, locale=locale))
    text = shown(message)
    assert heading in text
    assert footer in text
    assert share in labels(message)
    assert "> “The crew is ready and so is the coffee" in text


async def test_public_answer_speaks_the_servers_language(bot: Bot) -> None:
    payload = slash(bot.fake, "quotedesk settings", options={"language": "de"}, permissions=MANAGE_GUILD)
    assert "**Language:** Deutsch" in shown(await bot.answer(payload))
    options = {"speaker": "Ana Ruiz", "show": "channel"}
    assert "Zitate" in shown(await bot.answer(slash(bot.fake, "quote", options=options, locale="es-ES")))
    private = {"speaker": "Ana Ruiz"}
    assert "citas" in shown(await bot.answer(slash(bot.fake, "quote", options=private, locale="es-ES")))


async def test_refusal_of_reload_is_in_the_readers_language(bot: Bot) -> None:
    assert "nur die Betreiber" in shown(await bot.answer(slash(bot.fake, "reload", locale="de")))
