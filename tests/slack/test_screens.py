"""The real engine's answers as Slack gets them: every command, every button; golden payloads; the documentation."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.render import Shown, render
from bot.commands import BY_NAME, Request
from bot.desk import Desk, DeskOptions
from bot.reply.model import Line, Link, Moment, Reply, Strong, Struck, Style
from tests.desks import a_desk
from tests.slack.block_limits import Json
from tests.slack.conftest import Running, running
from tests.slack.fake_slack import FakeSlack
from tests.slack.replies import a_reply, an_item
from tests.slack.screens import DOCUMENT, LINES, messages, screen, seal
from tests.slack.test_conversation import buttons

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Desk]:
    """The real desk; admins of the workspace are its operators."""
    options = DeskOptions(operators=frozenset({"slack:admins"}), rate_per_user=1_000)
    desk = await a_desk(tmp_path / "articles", options=options)
    yield desk
    await desk.close()


@pytest.fixture
async def newsroom(slack: FakeSlack, engine: Desk) -> AsyncIterator[Running]:
    async with running(slack, engine) as started:
        yield started


EXAMPLES = {
    "quote": "Ruiz",
    "actor": "Ruiz",
    "actors": "",
    "ask": "what did Clara Bell say?",
    "check": "“I would not walk on it”",
    "find": "pier",
    "articles": "",
    "reload": "",
    "audit": "",
    "help": "",
    "status": "",
}


async def test_every_command_is_answered_by_name_umbrella_mention_and_direct_message(newsroom: Running) -> None:
    newsroom.slack.admins.add("U1")
    newsroom.clockwork.passes = False  # no answer takes long
    for name, words in EXAMPLES.items():
        line = f"{name} {words}".strip()
        answers = [await newsroom.command("/quotedesk", line), await newsroom.direct(f"/{line}")]
        if not BY_NAME[name].umbrella:
            answers.append(await newsroom.command(f"/{name}", words))
        answers.append(await newsroom.mention(line))
        timeless = {re.sub(r"\d+\.\d s\b", "… s", answer["text"]) for answer in answers}
        assert len(timeless) == 1, name
    assert newsroom.slack.made("response_url", ok=False) == []


async def test_every_button_of_every_answer_works(newsroom: Running) -> None:
    labels = set()
    for name, words in EXAMPLES.items():
        if name == "reload":
            continue
        message = await newsroom.command("/quotedesk", f"{name} {words}".strip())
        for shown, element in buttons(message).items():
            labels.add(shown)
            for option in range(len(element["options"])) if "options" in element else (None,):
                answer = await newsroom.press(element, option=option)
                assert "went wrong" not in answer["text"]
                assert "cannot read" not in answer["text"]
    assert {"Share", "⋯", "Reported", "All quotations"} <= labels


async def test_link_of_a_quotation_leads_to_its_words(newsroom: Running) -> None:
    message = await newsroom.command("/quote", "Ruiz about:walk")
    assert "https://harbourpost.example/pier#:~:text=I%20would%20not%20walk%20on%20it" in json.dumps(message)


async def test_choice_between_two_of_one_surname(newsroom: Running) -> None:
    question = await newsroom.command("/quote", "Bell")
    answer = await newsroom.press(buttons(question)["Tom Bell"])
    assert "Nobody asked us" in answer["text"]
    assert answer["replace_original"] is True


async def test_reload_is_written_to_the_audit_log(newsroom: Running, engine: Desk) -> None:
    newsroom.clockwork.passes = False  # no answer takes long
    await newsroom.command("/reload")
    newsroom.slack.admins.add("U2")
    await newsroom.command("/reload", user="U2")
    log = await newsroom.command("/quotedesk", "audit", user="U2")
    lines = log["text"].splitlines()
    assert lines[0] == "Audit log: 3 entries"
    assert [line.partition(" UTC · ")[2] for line in lines[1:]] == [
        "slack:U2 · T1/C1 · reload: 0 added, 0 changed, 0 removed, 0 failed",
        "slack:U2 · T1/C1 · reload: begun",
        "slack:U1 · T1/C1 · reload: refused: not an operator",
    ]
    denied = await newsroom.command("/quotedesk", "audit")
    assert "Only the operators" in denied["text"]


async def test_audit_log_is_for_the_asker_alone_also_where_it_was_asked_for_aloud(newsroom: Running) -> None:
    newsroom.slack.admins.add("U1")
    await newsroom.mention("audit")
    assert len(newsroom.slack.made("chat.postEphemeral")) == 1
    assert newsroom.slack.made("chat.postMessage") == []


# --- golden payloads ---


def everything() -> Reply:
    """One reply with every kind of block and inline."""
    at = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
    blocks = (
        Line(parts=("All of it: ", Strong("stressed"), " & ", Struck("struck")), style=Style.HEADING),
        Line(
            parts=("See ", Link("the page", "https://example.org/?a=1&b=2"), ", ", Moment(at), ", ", Moment(at.date()))
        ),
        Line(parts=("*small* <print> ", Link("a|b", "https://example.org/"), " ", Moment(at)), style=Style.SMALL),
        Line(parts=("Searched _everything_.",), style=Style.FOOTER),
    )
    return a_reply(blocks=blocks)


GOLDEN_REPLIES: dict[str, tuple[Reply, dict[str, Any]]] = {
    "quotation": (a_reply(an_item()), {"share": True}),
    "shared": (a_reply(an_item()), {"delete": True, "asked_by": "mara", "turns": False}),
    "second_page": (
        a_reply(
            an_item("Only this."),
            request=Request(command="quote", arguments=(("page", "2"), ("speaker", "Brenner"))),
            page=2,
            pages=3,
        ),
        {"share": True},
    ),
    "everything": (everything(), {"share": True}),
}


@pytest.mark.parametrize("name", GOLDEN_REPLIES)
def test_payload_is_the_golden_one(name: str) -> None:
    reply, how = GOLDEN_REPLIES[name]
    message = render(reply, Shown(seal=seal, **how))
    payload: Json = {"text": message.text, "blocks": list(message.blocks)}
    assert payload == json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


# --- documentation ---


async def test_documentation_shows_every_reply() -> None:
    page = DOCUMENT.read_text("utf-8")
    for (title, line, message), (wanted, _) in zip(await messages(), LINES, strict=True):
        assert title == wanted
        assert f"## {title}\n\n    {line}\n" in page
        assert screen(message)
