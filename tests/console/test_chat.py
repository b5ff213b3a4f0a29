"""The console chat: lines in, replies out, numbers for the buttons, nothing that steers the terminal."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.app import chat
from adapters.console.render import harmless
from bot.desk import Desk, DeskOptions
from tests.desks import a_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = await a_desk(tmp_path / "articles", options=DeskOptions(page_size=2))
    yield made
    await made.close()


async def talk(desk: Desk, *lines: str) -> str:
    out = io.StringIO()
    await chat(desk, io.StringIO("".join(line + "\n" for line in lines)), out)
    return out.getvalue()


async def test_chat_answers_every_line_until_the_end(desk: Desk) -> None:
    out = await talk(desk, "/quote Tom Bell", "", "/actors", "quit", "/articles")
    assert "“Nobody asked us”" in out
    assert "speakers quoted" in out
    assert "The old pier" not in out


async def test_a_number_presses_a_button(desk: Desk) -> None:
    out = await talk(desk, "/quote Ana Ruiz", "1")
    assert "page 2 of 2" in out


async def test_a_choice_is_made_by_its_number(desk: Desk) -> None:
    out = await talk(desk, "/quote Bell", "1")
    assert "fits 2 names" in out
    assert "Tom Bell" in out
    assert "“Nobody asked us”" in out


async def test_long_words_are_not_broken_in_a_pipe(desk: Desk) -> None:
    out = await talk(desk, "/quotedesk help")
    assert all(not line.startswith(" ") for line in out.splitlines())


@given(st.text())
def test_harmless_keeps_no_control_characters(text: str) -> None:
    shown = harmless(text)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in shown)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


async def test_chat_speaks_the_language_of_the_settings(desk: Desk) -> None:
    out = io.StringIO()
    await chat(desk, io.StringIO("/quote Tom Bell\n/quote\n"), out, language="de")
    assert "Tom Bell: 2 Zitate" in out.getvalue()
    assert "/quote braucht einen Sprecher." in out.getvalue()
