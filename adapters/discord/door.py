"""What this adapter asks of the desk; `bot.desk.Desk` is one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from bot.archive.port import State
from bot.commands import Asker, Request, Takes
from bot.reply.model import Reply

ARCHIVE_PATIENCE_S: Final = 0.7
"""How long a small thing of the archive may take before an interaction goes on without it: Discord waits 3 s."""


class Offered(Protocol):
    """One line of autocomplete: what is shown, and the words it stands for."""

    @property
    def label(self) -> str: ...

    @property
    def value(self) -> str: ...


class Door(Protocol):
    """Requests in, replies out."""

    @property
    def state(self) -> State:
        """What is indexed, as last seen."""

    async def ask(self, asked: Request, asker: Asker, /) -> Reply:
        """The reply to a request. Raises nothing."""

    async def ask_line(self, line: str, asker: Asker, /) -> Reply:
        """The reply to a line as typed. Raises nothing."""

    def so_far(self, asked: Request, asker: Asker, /) -> Reply | None:
        """What there is to say of a request while it is being answered; None where that takes no time."""

    def suggest(self, takes: Takes, words: str, limit: int = 25, /) -> Sequence[Offered]:
        """What to offer while somebody types, from memory."""

    async def warm(self) -> State:
        """Load what `suggest` needs."""

    def is_operator(self, asker: Asker, /) -> bool:
        """May the asker do what operators do?"""

    async def audit(self, asker: Asker, action: str, outcome: str, /) -> None:
        """Write down who did what operators do, or tried to, and what came of it."""

    async def remember(self, key: str, words: str, expires: datetime, /) -> None:
        """Keep a small string until it expires, beyond a restart."""

    async def recall(self, key: str, /) -> str | None:
        """What was remembered under that key and has not expired."""
