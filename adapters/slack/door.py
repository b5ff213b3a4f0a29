"""What this adapter asks of the bot: the desk's methods that it uses, and no others."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.archive.port import State
from bot.commands import Asker, Request, Takes
from bot.model import ArticleId
from bot.reply.model import Reply


class Suggestion(Protocol):
    """One completion."""

    @property
    def label(self) -> str: ...

    @property
    def value(self) -> str: ...


class Desk(Protocol):
    """The one door of the engine."""

    @property
    def state(self) -> State: ...

    async def ask(self, request: Request, asker: Asker) -> Reply: ...

    async def ask_line(self, line: str, asker: Asker) -> Reply: ...

    def so_far(self, asked: Request, asker: Asker) -> Reply | None: ...

    def suggest(self, takes: Takes, words: str, limit: int = 25) -> tuple[Suggestion, ...]: ...

    async def remember(self, key: str, words: str, expires: datetime) -> None: ...

    async def recall(self, key: str) -> str | None: ...

    async def forget(self, key: str) -> None: ...

    async def claim(self, key: str, seconds: float) -> bool: ...

    async def article_at(self, url: str) -> ArticleId | None: ...

    async def audit(self, asker: Asker, action: str, outcome: str) -> None: ...

    def is_operator(self, asker: Asker) -> bool: ...

    def wants_groups(self, request: Request) -> bool: ...
