"""What a channel has settled: who sees answers, which outlet is asked, how many quotations a page has.

`/quotedesk settings` shows it, `/quotedesk settings show:channel source:“Harbour Post” page_size:3` changes it and
`source:default` takes one back. Kept in the archive, so that every process sees it; held in memory for a minute.
"""

from __future__ import annotations

import json
import logging
import re
from collections import OrderedDict
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from adapters.slack.claims import Clock
from adapters.slack.events import Place
from adapters.slack.installations import Notes
from bot.commands import BY_NAME, Request
from bot.errors import QuotedeskError, UsageError
from bot.reply.catalogue import say

logger = logging.getLogger(__name__)

_HELD_SECONDS = 60.0
_HELD_CHANNELS = 5_000
_FOR_GOOD = timedelta(days=36_500)
_LINE = re.compile(r"^/?(?:quotedesk\s+)?settings(?=\s|$)\s*(?P<words>.*)$", re.IGNORECASE | re.DOTALL)
_PAIR = re.compile(r"(?P<name>[a-z_]+):\s*(?:[“\"„«](?P<quoted>[^”\"“»]*)[”\"“»]|(?P<bare>\S+))", re.IGNORECASE)
_SHOWN_TO = {"me": "the asker alone", "channel": "the whole channel"}
_AS_SET = "as the bot's operator has it"
MAX_PAGE = 10
USAGE = (
    "Write /quotedesk settings with show:me or show:channel, source:“an outlet”, page_size:1 to 10; "
    "the word default takes one back."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettings:
    """A channel's choices; the defaults are those of whoever runs the bot."""

    show: str = ""  # "me", "channel"
    source: str = ""  # outlet, for requests that name none
    page_size: int | None = None

    def words(self) -> str:
        """In a sentence each, for people."""
        return say(
            "Answers are shown to: {who}. Outlet: {outlet}. Quotations a page: {number}.",
            who=say(_SHOWN_TO.get(self.show, _AS_SET)),
            outlet=self.source or say("all of them"),
            number=self.page_size or say(_AS_SET),
        )

    def applied(self, request: Request) -> Request:
        """The request with the channel's choices where it makes none of its own."""
        command = BY_NAME[request.command]
        given: dict[str, str | None] = {}
        if self.show and command.parameter("show") and request.get("show") is None:
            given["show"] = self.show
        if self.source and command.parameter("source") and request.get("source") is None:
            given["source"] = self.source
        if not given:
            return request
        changed = request.but(part=request.part, **given)
        return replace(changed, notes=request.notes, raw=request.raw)


UNSETTLED = ChannelSettings()


def settings_words(line: str) -> str | None:
    """The words after `settings`; None if the line is another request."""
    match = _LINE.match(line.strip())
    return None if match is None else match["words"].strip()


def changed(present: ChannelSettings, words: str) -> ChannelSettings:
    """The settings with the changes that the words make. UsageError says what is wrong with them."""
    rest = _PAIR.sub("", words).strip()
    if rest:
        raise UsageError(f"I cannot use “{rest[:40]}” here. {USAGE}")
    for match in _PAIR.finditer(words):
        name = match["name"].lower()
        value = (match["quoted"] if match["quoted"] is not None else match["bare"]).strip()
        present = _with(present, name, "" if value.lower() == "default" else value)
    return present


def _with(present: ChannelSettings, name: str, value: str) -> ChannelSettings:
    if name == "show":
        if value.lower() not in ("", "me", "channel"):
            raise UsageError(f"show can be me or channel, not “{value[:40]}”.")
        return replace(present, show=value.lower())
    if name == "source":
        return replace(present, source=value[:100])
    if name == "page_size":
        if value and not (value.isascii() and value.isdigit() and 1 <= int(value[:3]) <= MAX_PAGE):
            raise UsageError(f"page_size must be a number from 1 to {MAX_PAGE}, not “{value[:40]}”.")
        return replace(present, page_size=int(value) if value else None)
    raise UsageError(f"There is no setting “{name[:40]}”. {USAGE}")


class Channels:
    """The settings of all channels."""

    def __init__(self, notes: Notes, clock: Clock) -> None:
        self._notes = notes
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, ChannelSettings]] = OrderedDict()

    async def of(self, place: Place) -> ChannelSettings:
        """What that channel has settled; nothing where there is no channel, or while the archive cannot be read."""
        if not place.channel:
            return UNSETTLED
        key, now = _key(place), self._clock()
        until, settings = self._held.get(key, (0.0, UNSETTLED))
        if until > now:
            return settings
        try:
            words = await self._notes.recall(key)
        except QuotedeskError as error:
            logger.warning("channel not read", extra={"event": "slack.channel", "reason": type(error).__name__})
            return UNSETTLED
        return self._hold(key, ChannelSettings(**json.loads(words)) if words else UNSETTLED)

    async def settle(self, place: Place, settings: ChannelSettings) -> None:
        """Keep them. ArchiveUnavailable if that cannot be done."""
        await self._notes.remember(_key(place), json.dumps(asdict(settings)), datetime.now(UTC) + _FOR_GOOD)
        self._hold(_key(place), settings)

    def _hold(self, key: str, settings: ChannelSettings) -> ChannelSettings:
        self._held.pop(key, None)
        while len(self._held) >= _HELD_CHANNELS:
            self._held.popitem(last=False)
        self._held[key] = (self._clock() + _HELD_SECONDS, settings)
        return settings


def _key(place: Place) -> str:
    return f"slack.channel:{place.team}:{place.channel}"
