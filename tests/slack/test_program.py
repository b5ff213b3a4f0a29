"""The whole program as it is started, with the fake Slack behind SLACK_API_URL."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.articles import write_articles
from tests.slack.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack


@asynccontextmanager
async def program(slack: FakeSlack, folder: Path, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """`quotedesk run` with nothing else in its environment; ended at the end."""
    write_articles(folder / "articles")
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DISCORD_", "QUOTEDESK_"))
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters", "run",
        env=kept | {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": slack.api_url,
            "QUOTEDESK_ARTICLES": str(folder / "articles"),
            "QUOTEDESK_ARCHIVE": f"sqlite:///{folder / 'archive.sqlite3'}",
            "QUOTEDESK_LOG_LEVEL": "debug",
            **environment,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_program_answers_a_command_and_stops_cleanly(slack: FakeSlack, tmp_path: Path) -> None:
    async with program(slack, tmp_path) as process:
        await slack.until(lambda: slack.sockets_opened == 1, 60)
        envelope = await slack.send("slash_commands", slack.command("/quote", "Ruiz about:Zebrastripe"))
        await slack.acknowledged(envelope)
        await slack.answer()
        await slack.send("slash_commands", slack.command("/quote", "Ruiz"))
        message = await slack.answer(2)
        assert "We will rebuild it plank by plank" in message["text"]
        process.send_signal(signal.SIGTERM)
        said, complained = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    printed = (said + complained).decode()
    for secret in (BOT_TOKEN, APP_TOKEN, "ticket", "Zebrastripe", "/respond/"):
        assert secret not in printed


async def test_wrong_token_is_one_line_and_status_2(slack: FakeSlack, tmp_path: Path) -> None:
    async with program(slack, tmp_path, SLACK_BOT_TOKEN="xoxb-not-this-one", QUOTEDESK_LOG_LEVEL="error") as process:
        said, complained = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 2
    lines = [line for line in (said + complained).decode().splitlines() if line.strip()]
    assert lines == ["Slack: SLACK_BOT_TOKEN: Slack does not accept this token (invalid_auth)."]
