"""Payloads as they were last looked at by a person. `GOLDEN=write pytest` writes them anew; read the difference."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from adapters.discord import tree
from adapters.discord.render import render
from adapters.discord.state import Form, Sealer
from adapters.discord.translation import CatalogueTranslator
from bot.commands import Request, request
from bot.model import ActorId
from bot.reply.model import Choice, Divider, ItemKind, Line, Moment, Reply, Strong, Struck, Style
from tests.discord_.published import command_faults, message_faults
from tests.discord_.replies import a_refusal, a_reply, an_item

FOLDER = Path(__file__).parent / "golden"
OWNER = "123456789012345678"


def a_page() -> Reply:
    items = [
        an_item(number=1),
        an_item("We cannot sail, she said, and we will not.", number=2, pieces=[(0, 14), (25, 41)], strong=[(3, 9)]),
        an_item("the pier would stay “as it is”", number=3, kind=ItemKind.MIXED),
        an_item("One paragraph.\n\n# Another: *starred* @everyone.", number=4),
    ]
    return a_reply(items, page=2, pages=3)


def choices() -> Reply:
    people = [("Ada Brenner", "harbour master", 12), ("Karl Brenner", None, 1)]
    asked = request("quote", speaker="Brenner")
    found = [
        Choice(id=ActorId(f"b{n}"), name=name, role=role, quotes=quotes, request=asked.but(speaker=f"@b{n}"))
        for n, (name, role, quotes) in enumerate(people)
    ]
    blocks = (Line(parts=("“Brenner” fits 2 names. Which one do you mean?",), style=Style.HEADING),)
    return a_reply([], asked=asked, blocks=blocks, choices=found)


def checked() -> Reply:
    difference = Line(parts=("The ferry will ", Struck("never "), Strong("soon "), "sail again."))
    read = Line(parts=("Read ", Moment(datetime(2025, 3, 14, 9, 30, tzinfo=UTC)), "."), style=Style.FOOTER)
    reply = a_reply([an_item()], asked=request("check", words="The ferry will never sail again"))
    return replace(reply, blocks=(difference, Divider(), *reply.blocks[1:-1], read), verdict="altered")


@pytest.mark.parametrize(
    ("name", "reply", "options"),
    [
        ("page", a_page(), {}),
        ("page_in_text", a_page(), {"form": Form.TEXT}),
        ("page_shared", replace(a_page(), public=True), {"owner": OWNER, "above": ("Asked by Reader",)}),
        ("choices", choices(), {}),
        ("checked", checked(), {}),
        ("refusal", a_refusal(request("quote", speaker="Nobody")), {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_message_is_as_it_was(name: str, reply: Reply, options: dict[str, Any]) -> None:
    message = render(reply, Sealer(b"golden", date(2025, 3, 14), 7), **options).to_dict()
    assert message_faults(message) == []
    assert message == golden(name, message)


async def test_command_tree_is_as_it_was() -> None:
    async def answer(_interaction: tree.Interaction, _asked: Request) -> None: ...

    client = discord.Client(intents=discord.Intents.none())
    commands: app_commands.CommandTree[Any] = app_commands.CommandTree(client)
    await commands.set_translator(CatalogueTranslator())
    reached: Callable[[tree.Interaction, Request], Awaitable[None]] = answer
    tree.place(commands, tree.commands(reached, lambda _takes, _typed: ()))
    payload = await tree.payload_of(commands)
    assert command_faults(payload) == []
    assert payload == golden("commands", payload)


def golden(name: str, present: Any) -> Any:
    """What is kept under that name; written first where GOLDEN=write asks for it."""
    path = FOLDER / f"{name}.json"
    if os.environ.get("GOLDEN") == "write":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(json.dumps(present, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    return json.loads(path.read_text("utf-8"))
