"""What a message looks like, in letters: for golden files and the documentation.

`python -m tests.slack.screens` writes adapters/slack/replies.md again, from the real engine over the articles of
the tests; a test fails when the file is not what it would write.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from adapters.slack.mrkdwn import unescape
from adapters.slack.render import Message, Shown, render
from bot.commands import Request
from bot.reply.model import Does
from bot.sealing import ButtonState, pack
from tests.desks import a_desk
from tests.slack.block_limits import Json

DOCUMENT = Path(__file__).resolve().parents[2] / "adapters" / "slack" / "replies.md"
WIDTH = 92

LINES: tuple[tuple[str, str], ...] = (
    ("What somebody said", "/quote Ruiz"),
    ("… about a topic", "/quote Ruiz about:wood"),
    ("Several people fit", "/quote Bell"),
    ("Nobody fits", "/quote Ruitz"),
    ("Who somebody is", "/actor Ruiz"),
    ("Who is quoted", "/actors"),
    ("A question", "what did Clara Bell say about the price?"),
    ("Did anybody say this?", "/check “I would not walk on it”"),
    ("Words in the articles", "/find pier"),
    ("What is indexed", "/articles"),
    ("A command without its words", "/quote"),
    ("How old the index is", "/quotedesk status"),
    ("Help", "/quotedesk help"),
)


def seal(does: Does, request: Request) -> str:
    """A button's value with a fixed key and day, so that the same reply gives the same payload."""
    state = ButtonState(does=does, request=request, generation=1, day=date(2025, 3, 22), owner="U1")
    return pack(state, b"golden" * 6)


def screen(message: Message) -> str:
    """The message's blocks as lines of text: quotations with a bar, buttons in brackets, small print in parentheses."""
    return "\n".join(line.rstrip() for block in message.blocks for line in _block(block))


def _block(block: Json) -> Iterator[str]:
    kind = block["type"]
    if kind == "rich_text":
        for part in block["elements"]:
            bar = "┃ " if part["type"] == "rich_text_quote" else ""
            yield from _wrapped("".join(_element(e) for e in part["elements"]), bar)
    elif kind == "context":
        for element in block["elements"]:
            yield from _wrapped(f"({_read(element['text'])})", "  ")
    elif kind == "section":
        lines = list(_wrapped(_read(block["text"]["text"]), "  "))
        yield from lines[:-1]
        yield f"{lines[-1]}   {_control(block['accessory'])}"
        yield ""
    elif kind == "actions":
        yield from _wrapped("  ".join(_control(e) for e in block["elements"]))
    elif kind == "divider":
        yield "─" * WIDTH


def _read(words: str) -> str:
    """mrkdwn as a reader sees it: the words of links, and dates as their fallback."""
    return unescape(re.sub(r"<[^<>|]*\|([^<>]*)>", r"\1", words))


def _element(element: Json) -> str:
    if element["type"] == "date":
        return str(element["fallback"])
    bold = element.get("style", {}).get("bold")
    strike = element.get("style", {}).get("strike")
    words = str(element["text"])
    return f"**{words}**" if bold else f"~~{words}~~" if strike else words


def _control(element: Json) -> str:
    if element["type"] == "overflow":
        return f"[⋯ {' | '.join(o['text']['text'] for o in element['options'])}]"
    return f"[{element['text']['text']}]"


def _wrapped(words: str, indent: str = "") -> Iterator[str]:
    for line in words.split("\n"):
        yield from textwrap.wrap(line, WIDTH, initial_indent=indent, subsequent_indent=indent) or [indent]


async def messages() -> list[tuple[str, str, Message]]:
    """Title, line and message for each of LINES, answered by the real engine."""
    from bot.commands import Asker

    out = []
    with tempfile.TemporaryDirectory() as folder:
        desk = await a_desk(Path(folder) / "articles")
        try:
            for title, line in LINES:
                reply = await desk.ask_line(line, Asker(platform="slack", user="U1", workspace="T1", place="C1"))
                out.append((title, line, render(reply, Shown(seal=seal, share=not reply.failed))))
        finally:
            await desk.close()
    return out


async def document() -> str:
    """The page of the documentation."""
    out = [
        "# What Slack shows",
        "",
        "Made from real answers over a few invented articles; `python -m tests.slack.screens` writes this page again.",
        "`┃` stands for Slack's quotation bar, brackets for buttons and menus, parentheses for small print.",
        "",
    ]
    for title, line, message in await messages():
        out += [f"## {title}", "", f"    {line}", "", "```text", screen(message), "```", ""]
    return "\n".join(out)


if __name__ == "__main__":
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(asyncio.run(document()), "utf-8")
