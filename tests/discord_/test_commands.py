"""Commands, menus and autocomplete, from the event to the message."""

from __future__ import annotations

from bot.commands import request
from tests.discord_.conftest import Bot
from tests.discord_.events import labels, shown, slash
from tests.discord_.published import EPHEMERAL
from tests.discord_.replies import WORDS


async def test_slash_command_is_answered_privately_with_the_words(bot: Bot) -> None:
    message = await bot.answer(slash(bot.fake, "quote", options={"speaker": "Brenner", "from": "2025-03-01"}))
    assert bot.desk.asked[0][0] == request("quote", speaker="Brenner", from_="2025-03-01")
    assert message["flags"] & EPHEMERAL
    assert f"> “{WORDS}”" in shown(message)
    assert "Share" in labels(message)
