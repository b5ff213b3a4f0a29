"""The parts of README that are made, not typed: the transcript and the table of commands.

`python -m tests.readme` writes them anew; tests/test_readme.py fails when they differ from what the program prints.
"""

from __future__ import annotations

import asyncio
import io
import re
from datetime import UTC, datetime
from pathlib import Path

from adapters.console.app import chat
from bot.actors.corrections import read_corrections
from bot.actors.identity import merge
from bot.archive.memory import MemoryArchive
from bot.commands import COMMANDS, UMBRELLA
from bot.desk import Desk, DeskOptions
from bot.extract.pipeline import extract
from bot.ingest.joining import Order
from bot.ingest.progress import Tell
from bot.ingest.reload import reload
from bot.ingest.report import ReloadReport

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ASKED = (
    "/quote Waltz",
    "/quote Tarrant",
    "what did Peskov say about optimism?",
    "/check “both sides are going to have to make no compromises”",
    "/quote Zelenskiy",
)


async def transcript() -> str:
    """What the console prints for the questions above, over the seed articles, on a fixed day."""
    archive = MemoryArchive()

    def again(order: Order, tell: Tell) -> ReloadReport:
        return reload(
            archive,
            (ROOT / "seeds",),
            extract=extract,
            merge=merge,
            corrections=read_corrections(ROOT / "config" / "actors.toml"),
            now=lambda: NOW,
            order=order,
            tell=tell,
        )

    desk = Desk(archive, again, DeskOptions(), lambda: NOW)
    await desk.reload()
    out = []
    for question in ASKED:
        printed = io.StringIO()
        await chat(desk, io.StringIO(question + "\n"), printed)
        out.append(f"› {question}\n{printed.getvalue().rstrip()}\n")
    await desk.close()
    return "```text\n" + "\n".join(out) + "```"


def commands() -> str:
    """The registry as a table."""
    rows = ["| command | what it gives |", "|---|---|"]
    for command in COMMANDS:
        if not command.hidden:
            name = f"/{UMBRELLA} {command.name}" if command.umbrella else f"/{command.name}"
            arguments = " ".join(p.name if p.main and p.required else f"[{p.name}]" for p in command.parameters)
            rows.append(f"| `{name} {arguments}`".rstrip("` ") + f"` | {command.help} |")
    return "\n".join(rows)


def written(readme: str, made: dict[str, str]) -> str:
    """`readme` with what stands between its `<!-- name -->` and `<!-- /name -->` lines replaced."""
    for name, text in made.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", re.DOTALL)
        assert pattern.search(readme), f"README has no place for {name}"
        readme = pattern.sub(lambda match, text=text: match[1] + text + match[2], readme)  # type: ignore[misc] # default argument binds the loop's value
    return readme


async def made() -> dict[str, str]:
    """Name → text of every made part."""
    return {"transcript": await transcript(), "commands": commands()}


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8"), asyncio.run(made())), "utf-8")
