"""The desk: operators, rates, reloads that are joined, failures that become replies."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.archive.memory import MemoryArchive
from bot.commands import Asker, Request, Takes, request
from bot.desk import Desk, DeskOptions
from bot.errors import SourceUnreadable
from bot.ingest.joining import Order
from bot.ingest.progress import Progress, Step, Tell
from bot.ingest.report import ReloadReport
from bot.model import article_id
from bot.reply.catalogue import speaking
from bot.reply.plain import plain
from tests.desks import NOW, a_desk

READER = Asker(platform="slack", user="U1", place="C1", workspace="T1")
CONSOLE = Asker(platform="console")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = await a_desk(tmp_path / "articles")
    yield made
    await made.close()


async def test_the_same_line_gets_the_same_reply_everywhere(desk: Desk) -> None:
    replies = [
        await desk.ask_line("/quote Ana Ruiz", Asker(platform=platform, user="1"))
        for platform in ("slack", "discord", "console")
    ]
    assert len({plain(reply) for reply in replies}) == 1
    assert replies[0].count == 3


async def test_answers_are_private_unless_asked_otherwise(tmp_path: Path, desk: Desk) -> None:
    assert not (await desk.ask_line("/articles", READER)).public
    assert (await desk.ask_line("/articles show:channel", READER)).public
    open_desk = await a_desk(tmp_path / "open", options=DeskOptions(default_show="channel"))
    assert (await open_desk.ask_line("/articles", READER)).public
    assert not (await open_desk.ask_line("/articles show:me", READER)).public
    assert not (await open_desk.ask_line("/quote", READER)).public
    await open_desk.close()


@pytest.mark.parametrize(
    ("asker", "allowed"),
    [
        pytest.param(CONSOLE, True, id="command-line"),
        pytest.param(READER, False, id="anybody"),
        pytest.param(Asker(platform="slack", user="U9"), True, id="listed-user"),
        pytest.param(Asker(platform="discord", user="U9"), False, id="same-id-on-another-platform"),
        pytest.param(Asker(platform="slack", user="U2", groups=frozenset({"slack:admins"})), True, id="listed-group"),
        pytest.param(
            Asker(platform="discord", user="2", groups=frozenset({"discord:managers"})), False, id="other-group"
        ),
        pytest.param(Asker(platform="slack", user=""), False, id="nobody"),
    ],
)
async def test_only_operators_reload(tmp_path: Path, asker: Asker, allowed: bool) -> None:
    options = DeskOptions(operators=frozenset({"slack:U9", "slack:admins", "slack:"}))
    archive = MemoryArchive()
    desk = await a_desk(tmp_path / "articles", archive=archive, options=options)
    reply = await desk.ask_line("/reload", asker)
    assert reply.answered is allowed
    done = ["0 added, 0 changed, 0 removed, 0 failed", "allowed"]
    assert [(entry.action, entry.outcome) for entry in archive.audits(limit=9)[1]] == [
        ("reload", outcome) for outcome in (done if allowed else ["denied"])
    ]
    if not allowed:
        assert "Only the operators" in plain(reply)
    await desk.close()


async def test_audit_log_says_who_did_what_when_and_what_came_of_it(tmp_path: Path) -> None:
    archive = MemoryArchive()
    operator = Asker(platform="slack", user="U9", workspace="T1", place="C1")
    options = DeskOptions(operators=frozenset({"slack:U9"}), default_show="channel")
    desk = await a_desk(tmp_path / "articles", archive=archive, options=options)
    assert "Nobody has read the articles again" in plain(await desk.ask_line("/quotedesk audit", operator))
    (tmp_path / "articles" / "new.txt").write_text("“Nobody told us,” said Zora Kestrel.", "utf-8")
    await desk.ask_line("/reload", operator)
    for path in (tmp_path / "articles").iterdir():
        path.unlink()
    await desk.ask_line("/reload", operator)
    reply = await desk.ask_line("/quotedesk audit", operator)
    at = "22 Mar 2025, 09:30 UTC · slack:U9 · T1/C1 · "
    lines = plain(reply).splitlines()
    assert lines[0] == "Audit log: 4 entries"
    assert lines[1].startswith(f"{at}reload: failed: This reload would remove 4 of 4 articles")
    assert lines[2:] == [
        f"{at}reload: begun",
        f"{at}reload: 1 added, 0 changed, 0 removed, 0 failed",
        f"{at}reload: begun",
    ]
    assert not reply.public
    assert not (await desk.ask_line("/quotedesk audit", READER)).answered
    assert archive.audits(limit=1)[1][0].outcome == "denied"
    await desk.close()


async def test_audit_log_has_pages_and_languages(tmp_path: Path) -> None:
    archive = MemoryArchive()
    desk = await a_desk(tmp_path / "articles", archive=archive)
    for number in range(20):
        await desk.audit(CONSOLE, "reload", f"{number} added, 0 changed, 0 removed, 0 failed")
    reply = await desk.ask_line("/quotedesk audit page:2", replace(CONSOLE, locale="de"))
    with speaking("de"):
        lines = plain(reply).splitlines()
    assert lines[0] == "Protokoll: 20 Einträge, Seite 2 von 2"
    assert lines[1] == "22. März 2025, 09:30 UTC · console · reload: 4 neu, 0 geändert, 0 entfernt, 0 fehlgeschlagen"
    assert [button.request.get("page") for button in reply.buttons] == ["1"]
    await desk.close()


async def test_nobody_but_the_command_line_reloads_by_default(desk: Desk) -> None:
    assert not (await desk.ask_line("/reload", READER)).answered
    assert (await desk.ask_line("/reload", CONSOLE)).answered


def test_groups_are_wanted_only_for_operators_commands() -> None:
    options = DeskOptions(operators=frozenset({"slack:admins"}))
    desk = Desk(MemoryArchive(), lambda order, tell: ReloadReport(), options, lambda: NOW)
    assert desk.wants_groups(request("reload"))
    assert not desk.wants_groups(request("articles"))


async def test_a_user_who_asks_too_much_is_told_to_wait(tmp_path: Path) -> None:
    clock = Clock()
    desk = await a_desk(tmp_path / "articles", options=DeskOptions(rate_per_user=3), clock=clock)
    for _ in range(3):
        assert (await desk.ask_line("/articles", READER)).answered
    assert "wait 60 s" in plain(await desk.ask_line("/articles", READER))
    assert (await desk.ask_line("/articles", Asker(platform="slack", user="U2", workspace="T1"))).answered
    clock.now += timedelta(seconds=61)
    assert (await desk.ask_line("/articles", READER)).answered
    await desk.close()


async def test_a_second_reload_joins_the_running_one() -> None:
    started, go_on = threading.Event(), threading.Event()
    runs: list[Order] = []

    def slow(order: Order, tell: Tell) -> ReloadReport:
        runs.append(order)
        tell(Progress(step=Step.READING, done=1, of=2))
        started.set()
        assert go_on.wait(10)
        return ReloadReport(dry_run=order.dry_run, articles=len(runs))

    desk = Desk(MemoryArchive(), slow, DeskOptions(), lambda: NOW)
    first = asyncio.create_task(desk.reload())
    await asyncio.to_thread(started.wait, 10)
    second = asyncio.create_task(desk.reload())
    trial = asyncio.create_task(desk.reload(Order(dry_run=True)))
    await asyncio.sleep(0)
    seen = [desk.progress]
    go_on.set()
    assert await first is await second
    assert (await trial).dry_run
    seen.append(desk.progress)
    assert seen == [Progress(step=Step.READING, done=1, of=2), None]
    assert runs == [Order(), Order(dry_run=True)]
    await desk.close()


async def test_a_reload_that_fails_is_a_reply() -> None:
    def broken(order: Order, tell: Tell) -> ReloadReport:
        raise SourceUnreadable("the folder is gone")

    desk = Desk(MemoryArchive(), broken, DeskOptions(), lambda: NOW)
    assert "the folder is gone" in plain(await desk.ask_line("/reload", CONSOLE))
    await desk.close()


async def test_an_unexpected_failure_is_a_reply_with_a_number(caplog: pytest.LogCaptureFixture) -> None:
    def broken(order: Order, tell: Tell) -> ReloadReport:
        raise ZeroDivisionError("a secret of the machine")

    desk = Desk(MemoryArchive(), broken, DeskOptions(), lambda: NOW)
    reply = await desk.ask_line("/reload", CONSOLE)
    assert reply.failed
    assert "secret" not in plain(reply)
    record = caplog.records[-1]
    assert record.__dict__["incident"] in plain(reply)
    assert record.__dict__["error"] == "ZeroDivisionError"
    assert "secret" not in str(record.__dict__)
    await desk.close()


async def test_an_unknown_command_is_a_reply(desk: Desk) -> None:
    assert (await desk.ask(Request(command="nosuch"), CONSOLE)).failed


async def test_suggestions_come_from_memory(desk: Desk) -> None:
    assert desk.suggest(Takes.ACTOR, "rui")[0].label.startswith("Ana Ruiz")
    assert desk.suggest(Takes.ACTOR, "")
    assert desk.suggest(Takes.TOPIC, "rui")[0].value == "Ana Ruiz"
    assert {s.value for s in desk.suggest(Takes.OUTLET, "")} == {"Harbour Post", "Coast Herald"}
    chosen = desk.suggest(Takes.ACTOR, "Ana")[0].value
    assert (await desk.ask(request("quote", speaker=chosen), READER)).understood.actors == ("Ana Ruiz",)


@pytest.mark.parametrize(
    ("timezone", "today"),
    [("UTC", "2025-03-22"), ("Pacific/Kiritimati", "2025-03-23"), ("No/Where", "2025-03-22")],
)
async def test_dates_are_those_of_the_readers_time_zone(tmp_path: Path, timezone: str, today: str) -> None:
    noon = NOW.replace(hour=12)
    desk = await a_desk(tmp_path / "articles", clock=lambda: noon)
    reply = await desk.ask_line("/find ferry to:today", Asker(platform="slack", user="U1", timezone=timezone))
    assert reply.understood.until is not None
    assert reply.understood.until.isoformat() == today
    await desk.close()


async def test_article_says_when_it_was_changed_and_what_it_said_before(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    desk = await a_desk(folder)
    path = folder / "slip.txt"
    for words in ("“We sail at noon,” said Zora Kestrel, a pilot.", "“We sail at one,” said Zora Kestrel, a pilot."):
        path.write_text(words + " She said the pier was “in a very poor state” by then.", "utf-8")
        await desk.reload()
    path.write_text(
        "“We sail at one,” said Zora Kestrel, a pilot. She said the pier was “in a poor state” by then.", "utf-8"
    )
    await desk.reload()
    shown = plain(await desk.ask_line(f"/quotedesk article {article_id('articles/slip.txt')}", CONSOLE))
    assert "2 earlier versions, changed on 22 Mar 2025." in shown
    assert "Changed on 22 Mar 2025: until then “We sail at noon”, now “We sail at one”." in shown
    assert (
        "until then the pier was “in a very poor state” by then, now the pier was “in a poor state” by then." in shown
    )
    await desk.close()
