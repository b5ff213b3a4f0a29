"""/actor, /actors and their buttons, asked of a real desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.commands import Asker
from bot.desk import Desk
from bot.reply.model import Reply
from bot.reply.plain import plain
from tests.desks import a_desk

ASKER = Asker(platform="console", user="u")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = await a_desk(tmp_path / "articles")
    yield desk
    await desk.close()


async def asked(desk: Desk, line: str) -> Reply:
    return await desk.ask_line(line, ASKER)


async def test_actor_shows_roles_with_the_articles_that_give_them(desk: Desk) -> None:
    reply = await asked(desk, "/actor Ana Ruiz")
    assert reply.answered
    (role,) = [line for line in plain(reply).splitlines() if line.startswith("Role: ")]
    assert role.startswith("Role: harbour master · Coast Herald · 21 Mar 2025 · ")
    assert "; Harbour Post (https://harbourpost.example/pier) · 14 Mar 2025 · " in role


async def test_actor_leads_to_quotations_topics_and_articles(desk: Desk) -> None:
    reply = await asked(desk, "/actor Ana Ruiz")
    pressed = {button.label: button.request for button in reply.buttons}
    assert {"All quotations", "Topics", "In the articles"} <= set(pressed)
    topics = await desk.ask(pressed["Topics"], ASKER)
    assert topics.intent == "topics"
    assert topics.answered
    leads = [button for button in topics.buttons if button.request.command == "quote"]
    assert 0 < len(leads) <= 9  # Discord shows ten buttons, and one shares
    for button in leads:
        found = await desk.ask(button.request, ASKER)
        assert found.answered
        assert found.understood.topic == button.label


async def test_topics_of_somebody_who_is_only_mentioned_say_so(desk: Desk) -> None:
    silent = next(a for a in (await asked(desk, "/actors")).understood.actors)
    assert (await asked(desk, f"/quotedesk topics {silent}")).answered
    nobody = await asked(desk, "/quotedesk topics Nobody Atall")
    assert not nobody.answered
    assert nobody.refusal is not None
