"""The console chat: lines in, replies out. The same requests as everywhere, and single letters for the buttons."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TextIO

from rich.console import Console

from adapters.console.render import options_line, render
from bot.commands import Asker, Request
from bot.desk import Desk
from bot.reply.catalogue import ENGLISH, say, speaking
from bot.reply.model import Does, Reply

ASKER = Asker(platform="console", place="console")
_QUIT = frozenset({"quit", "exit", "bye", ":q"})
_WELCOME = "Ask away: /quote Waltz, /actors, /check “…”, a question, or /quotedesk help. Ctrl-D ends."


async def chat(desk: Desk, lines: TextIO = sys.stdin, out: TextIO = sys.stdout, *, language: str = ENGLISH) -> None:
    """Read requests until the end of input or "quit"; print each reply. Reading happens in a thread."""
    with speaking(language):
        await _chat(desk, lines, out, asker(language))


def asker(language: str) -> Asker:
    """Whoever sits at the terminal."""
    return replace(ASKER, locale=language)


async def _chat(desk: Desk, lines: TextIO, out: TextIO, asker: Asker) -> None:
    console = Console(file=out, highlight=False, soft_wrap=not out.isatty())
    terminal = lines.isatty()
    if terminal:
        console.print(say(_WELCOME), style="dim")
    options: Sequence[Request] = ()
    while True:
        if terminal:
            console.print("[bold cyan]›[/] ", end="")
        line = await asyncio.to_thread(lines.readline)
        if not line or line.strip().lower() in _QUIT:
            if terminal:
                console.print()
            return
        if not line.strip():
            continue
        chosen = _chosen(line.strip(), options)
        reply = await (desk.ask(chosen, asker) if chosen else desk.ask_line(line, asker))
        render(reply, console)
        options = pressable(reply)
        if terminal and options:
            console.print(options_line(reply), style="dim")
        console.print()


def pressable(reply: Reply) -> tuple[Request, ...]:
    """The requests that a number stands for, in the order in which they are offered."""
    return tuple(button.request for button in reply.buttons if button.does is not Does.SHARE)


def _chosen(line: str, options: Sequence[Request]) -> Request | None:
    if line.isascii() and line.isdigit() and 1 <= int(line[:4]) <= len(options):
        return options[int(line[:4]) - 1]
    return None
