"""The whole program as a process of its own: both platforms over one engine, wrong tokens, a clean end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.archive.sqlite import SqliteArchive
from tests.articles import write_articles
from tests.discord_.events import shown, slash
from tests.discord_.fake_discord import TOKEN, FakeDiscord
from tests.slack.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack

ROOT = Path(__file__).parent.parent
PATIENCE_S = 60


@asynccontextmanager
async def program(
    folder: Path, *, command: Sequence[str] = ("run",), **environment: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`quotedesk run`, or another command, with these variables; killed at the end if it still runs."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DISCORD_", "QUOTEDESK_"))
    }
    settings = {
        "QUOTEDESK_ARTICLES": str(write_articles(folder / "articles")),
        "QUOTEDESK_ARCHIVE": f"sqlite:///{folder / 'archive.sqlite3'}",
        "PYTHONPATH": str(ROOT),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "adapters",
        *command,
        cwd=folder,
        env=kept | settings | environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def ended(process: asyncio.subprocess.Process) -> tuple[int, str]:
    """Exit status and what was printed on standard error."""
    _, err = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    assert process.returncode is not None
    return process.returncode, err.decode()


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord().serving() as fake:
        yield fake


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


async def test_both_platforms_answer_from_one_process(tmp_path: Path, slack: FakeSlack, discord: FakeDiscord) -> None:
    tokens = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.api_url,
        "DISCORD_TOKEN": TOKEN,
        "DISCORD_API_URL": discord.url,
    }
    async with program(tmp_path, **tokens) as process:
        await asyncio.wait_for(discord.identified.get(), PATIENCE_S)
        await slack.until(lambda: slack.sockets_opened > 0, PATIENCE_S)
        await slack.send("slash_commands", slack.command("/quote", "Tom Bell"))
        on_slack = await slack.answer()
        on_discord = await (await discord.interact(slash(discord, "quote", options={"speaker": "Tom Bell"}))).answered()
        assert "Nobody asked us" in on_slack["text"]
        assert "Nobody asked us" in shown(on_discord)
        process.send_signal(signal.SIGTERM)
        status, err = await ended(process)
    assert status == 0
    assert "Traceback" not in err
    assert "Nobody asked us" not in err
    assert not any(token in err for token in (BOT_TOKEN, APP_TOKEN, TOKEN))


async def test_a_wrong_token_is_one_line_and_the_other_platform_goes_on(
    tmp_path: Path, slack: FakeSlack, discord: FakeDiscord
) -> None:
    tokens = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.api_url,
        "DISCORD_TOKEN": "not.the.token",
        "DISCORD_API_URL": discord.url,
    }
    async with program(tmp_path, **tokens) as process:
        assert process.stderr is not None
        line = await asyncio.wait_for(process.stderr.readline(), PATIENCE_S)
        while b"Discord:" not in line and line:
            line = await asyncio.wait_for(process.stderr.readline(), PATIENCE_S)
        assert b"DISCORD_TOKEN" in line
        assert b"not.the.token" not in line
        await slack.until(lambda: slack.sockets_opened > 0, PATIENCE_S)
        await slack.send("slash_commands", slack.command("/quote", "Tom Bell"))
        assert "Nobody asked us" in (await slack.answer())["text"]
        process.send_signal(signal.SIGTERM)
        status, err = await ended(process)
    assert status == 0
    assert "Traceback" not in err


async def test_without_a_token_the_console_chat_opens(tmp_path: Path) -> None:
    async with program(tmp_path) as process:
        out, err = await asyncio.wait_for(process.communicate(b"/quote Tom Bell\n"), PATIENCE_S)
    assert process.returncode == 0
    assert "“Nobody asked us”" in out.decode()
    assert "No platform token is set" in err.decode()


async def test_half_a_configuration_is_one_line_and_status_2(tmp_path: Path) -> None:
    async with program(tmp_path, SLACK_BOT_TOKEN=BOT_TOKEN) as process:
        status, err = await ended(process)
    assert status == 2
    assert err.count("\n") == 1
    assert "SLACK_APP_TOKEN" in err


async def test_what_is_indexed_is_served_while_the_folders_are_read_again(tmp_path: Path, slack: FakeSlack) -> None:
    """The reload at the start has to wait for another process's here; answers do not."""
    tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": slack.api_url}
    async with program(tmp_path) as first:
        await asyncio.wait_for(first.communicate(b""), PATIENCE_S)
    archive = SqliteArchive(tmp_path / "archive.sqlite3")
    (tmp_path / "articles" / "new.txt").write_text("“Nobody told the pilots,” said Zora Kestrel.", "utf-8")
    (tmp_path / "articles" / "bad.txt").write_bytes(b"")
    async with program(tmp_path, **tokens) as process:
        with archive.turn(lambda: None):
            await slack.until(lambda: slack.sockets_opened > 0, PATIENCE_S)
            await slack.send("slash_commands", slack.command("/quote", "Tom Bell"))
            assert "Nobody asked us" in (await slack.answer())["text"]
        await asyncio.to_thread(archive.wait, 1, PATIENCE_S)
        with archive.reader() as reader:
            assert reader.state().articles == 4
        assert process.stderr is not None
        line = await asyncio.wait_for(process.stderr.readline(), PATIENCE_S)
        while not line.startswith(b"articles/bad.txt: ") and line:
            line = await asyncio.wait_for(process.stderr.readline(), PATIENCE_S)
        assert b"empty" in line
        process.send_signal(signal.SIGTERM)
        status, err = await ended(process)
    archive.close()
    assert (status, "Traceback" in err) == (0, False)


async def test_two_reloads_at_the_same_time_are_one(tmp_path: Path) -> None:
    async with program(tmp_path) as first:  # makes the folder of articles, and reads it
        await asyncio.wait_for(first.communicate(b""), PATIENCE_S)
    archive = SqliteArchive(tmp_path / "archive.sqlite3")
    (tmp_path / "articles" / "new.txt").write_text("“Nobody told the pilots,” said Zora Kestrel.", "utf-8")
    async with (
        program(tmp_path, command=("reload", "--json")) as one,
        program(tmp_path, command=("reload", "--json")) as two,
    ):
        with archive.turn(lambda: None):
            for process in (one, two):
                assert process.stderr is not None
                line = await asyncio.wait_for(process.stderr.readline(), PATIENCE_S)
                assert b"another process" in line
        reports = [json.loads((await asyncio.wait_for(p.communicate(), PATIENCE_S))[0]) for p in (one, two)]
    archive.close()
    assert reports[0] == reports[1]
    assert (len(reports[0]["added"]), reports[0]["unchanged"]) == (1, 3)
