"""What a server's managers have settled: who sees answers, where they may be public, which outlet, which look.

Kept as JSON in the archive, so every process of the bot sees it; held in memory for a minute. Every change is kept
with who made it and when: the server's own record of what was done to the bot.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any, Final

from adapters.discord.door import ARCHIVE_PATIENCE_S, Door
from adapters.discord.state import Form
from bot.commands import BY_NAME, Request
from bot.errors import QuotedeskError

logger = logging.getLogger(__name__)

_KEPT_FOR: Final = timedelta(days=3650)
_HELD_FOR: Final = timedelta(minutes=1)
_RECORDED: Final = 20
_MOST_CHANNELS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that somebody settled."""

    at: str  # ISO 8601, UTC
    user: str
    what: str  # "show: channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildSettings:
    """One server's choices; the defaults are the bot's own."""

    show: str = ""  # "me", "channel"; "" as the operator of the bot has it
    channels: frozenset[str] = frozenset()  # where answers may be public; empty: everywhere
    outlet: str = ""  # asked of this outlet unless a request names another
    form: Form = Form.CARDS
    language: str = ""  # of public answers; "" the server's own
    record: tuple[Change, ...] = ()  # newest first

    def to_json(self) -> str:
        """The same on any machine."""
        return json.dumps(
            {
                "show": self.show,
                "channels": sorted(self.channels),
                "outlet": self.outlet,
                "form": self.form.value,
                "language": self.language,
                "record": [[change.at, change.user, change.what] for change in self.record],
            }
        )

    @classmethod
    def from_json(cls, words: str) -> GuildSettings:
        """What `to_json` wrote; the defaults for anything else."""
        try:
            found = json.loads(words)
            return cls(
                show=str(found["show"]),
                channels=frozenset(map(str, found["channels"])),
                outlet=str(found["outlet"]),
                form=Form(found["form"]),
                language=str(found["language"]),
                record=tuple(Change(at=at, user=user, what=what) for at, user, what in found["record"]),
            )
        except (ValueError, KeyError, TypeError):
            return cls()

    def allows_public(self, *places: str) -> bool:
        """May an answer be public in the channel, or thread with its channel, of these ids?"""
        return not self.channels or not self.channels.isdisjoint(places)

    def applied(self, asked: Request, *places: str) -> Request:
        """The request as this server's settings complete it. What the asker wrote stands, but for a public answer
        where the server allows none."""
        command = BY_NAME.get(asked.command)
        if command is None:
            return asked
        given: dict[str, str | None] = {}
        if command.parameter("show") and self.show and not asked.get("show"):
            given["show"] = self.show
        if command.parameter("show") and not self.allows_public(*places):
            given["show"] = "me"
        if command.parameter("source") and self.outlet and not asked.get("source"):
            given["source"] = self.outlet
        return replace(asked.but(asked.part, **given), notes=asked.notes, raw=asked.raw) if given else asked


@dataclass(slots=True)
class Guilds:
    """The settings of all servers of this process."""

    door: Door
    clock: Callable[[], datetime]
    patience_s: float = ARCHIVE_PATIENCE_S
    _held: dict[str, tuple[datetime, GuildSettings]] = field(default_factory=dict)

    async def of(self, guild: str) -> GuildSettings:
        """A server's settings; the last known ones, else the defaults, where the archive does not answer in time."""
        if not guild:
            return GuildSettings()
        now = self.clock()
        held = self._held.get(guild)
        if held is not None and now - held[0] < _HELD_FOR:
            return held[1]
        try:
            words = await asyncio.wait_for(self.door.recall(_key(guild)), self.patience_s)
        except (QuotedeskError, TimeoutError):
            logger.warning("server settings not read", extra={"event": "discord.settings_not_read", "guild": guild})
            return held[1] if held else GuildSettings()
        found = GuildSettings.from_json(words) if words else GuildSettings()
        self._held[guild] = (now, found)
        return found

    async def change(self, guild: str, user: str, **values: Any) -> GuildSettings:
        """Settle something and record who did. QuotedeskError if it cannot be kept, or is too much."""
        self._held.pop(guild, None)
        before = await self.of(guild)
        after = replace(before, **values)
        if len(after.channels) > _MOST_CHANNELS:
            raise QuotedeskError(f"At most {_MOST_CHANNELS} channels can be named.")
        now = self.clock()
        names = [
            f.name for f in fields(after) if f.name != "record" and getattr(before, f.name) != getattr(after, f.name)
        ]
        if not names:
            return before
        what = "; ".join(f"{name}: {_word(getattr(after, name))}" for name in names)
        made = Change(at=now.isoformat(timespec="seconds"), user=user, what=what)
        after = replace(after, record=(made, *before.record)[:_RECORDED])
        await self.door.remember(_key(guild), after.to_json(), now + _KEPT_FOR)
        self._held[guild] = (now, after)
        logger.info(
            "server settings changed",
            extra={"event": "audit.settings", "guild": guild, "user": user, "changed": names},
        )
        return after


def _key(guild: str) -> str:
    return f"discord:guild:{guild}"


def _word(value: Any) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "all"
    return str(value.name.lower() if isinstance(value, Form) else value) or "default"
