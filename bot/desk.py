"""The one door: Request → Reply. The only module of the engine that knows the event loop; all work runs off it.

Every adapter asks here and nowhere else, so the same request gets the same answer on every platform. What can go
wrong comes back as a reply; `ask` and `ask_line` raise nothing but cancellation.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
import traceback
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.actors.directory import Directory
from bot.archive.port import EVERYTHING, Archive, Entry, Reader, State
from bot.commands import BY_NAME, Asker, Request, Takes, request
from bot.errors import NotAllowed, QuotedeskError, UsageError
from bot.ingest.joining import AS_USUAL, Order
from bot.ingest.progress import Progress, Tell
from bot.ingest.report import ReloadReport
from bot.long_lived import keep_for_good
from bot.model import ArticleId
from bot.query import engine
from bot.query.bare_keys import read_bare_keys
from bot.query.language import parse_line, require
from bot.query.view import View
from bot.reply.answering import answer_check, answer_question
from bot.reply.audited import audit_reply
from bot.reply.catalogue import speaking
from bot.reply.compose import compose
from bot.reply.fixed import error_reply, help_reply, progress_reply, reload_reply, status_reply
from bot.reply.model import Reply

T = TypeVar("T")

logger = logging.getLogger(__name__)

ANSWER_TIMEOUT_S = 20.0
"""An answer takes milliseconds; this frees the caller when the disk hangs."""
RATE_WINDOW_S = 60.0
FOLLOW_UP = timedelta(minutes=15)
"""How long "and Putin?" can lean on the question before it."""
_USERS_REMEMBERED = 10_000
_ROWS = 1_000  # articles looked through at a time

Reloader = Callable[[Order, Tell], ReloadReport]
"""(how, tell how far it is) → report; synchronous, may take minutes."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of autocomplete: what is shown, and the words it stands for."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What is held in memory of one state of the archive."""

    state: State
    directory: Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOptions:
    """How the desk works, from the settings."""

    operators: frozenset[str] = frozenset()
    page_size: int = 5
    default_show: str = "me"
    rate_per_user: int = 30  # requests a minute
    timezone: str = "UTC"


async def telling(
    answering: Awaitable[Reply],
    so_far: Callable[[], Reply | None],
    show: Callable[[Reply], Awaitable[None]],
    pause: Callable[[], Awaitable[None]],
) -> Reply:
    """The answer; until it is there `show` gets what there is to say meanwhile, when it is news, a pause apart."""
    answer = asyncio.ensure_future(answering)
    shown = None
    try:
        while True:
            pausing = asyncio.ensure_future(pause())
            try:
                await asyncio.wait([answer, pausing], return_when=asyncio.FIRST_COMPLETED)
            finally:
                pausing.cancel()
            if answer.done():
                return answer.result()
            now = so_far()
            if now is not None and now != shown:
                shown = now
                await show(now)
    finally:
        answer.cancel()


class BusyError(QuotedeskError):
    """Too many requests of one user."""


class Desk:
    """Answers requests over one archive."""

    def __init__(
        self, archive: Archive, reloader: Reloader, options: DeskOptions, clock: Callable[[], datetime]
    ) -> None:
        """`clock` gives the present time with a time zone. Nothing is read until the first request or `warm`."""
        self._archive = archive
        self._reloader = reloader
        self._options = options
        self._clock = clock
        self._index: Index | None = None
        self._index_lock = threading.Lock()
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="desk")
        self._reloading: asyncio.Task[ReloadReport] | None = None
        self._ordered = AS_USUAL
        self._progress: Progress | None = None
        self._asked: OrderedDict[str, list[float]] = OrderedDict()

    @property
    def state(self) -> State:
        """The state of the archive as last seen."""
        return self._index.state if self._index else State()

    async def warm(self) -> State:
        """Load the directory of actors, so that the first request and autocomplete are as quick as the rest."""
        return (await self._off_loop(self._current)).state

    async def wait_for_others(self, timeout_s: float) -> None:
        """Wait until some process has changed the articles, or so long; then have them at hand. ArchiveUnavailable."""
        before = self.state.generation
        if await asyncio.to_thread(self._archive.wait, before, timeout_s) != before:
            await self.warm()

    async def close(self) -> None:
        """Wait for a running reload, then close the archive."""
        if self._reloading is not None:
            await asyncio.wait([self._reloading])
        self._threads.shutdown(wait=True, cancel_futures=True)
        await asyncio.to_thread(self._archive.close)

    async def ask_line(self, line: str, asker: Asker) -> Reply:
        """The reply to a line as typed: a command or, without one, a question."""
        try:
            asked = parse_line(line)
        except QuotedeskError as error:
            with speaking(asker.locale):
                return error_reply(error, Request(command="help", raw=line), self.state)
        return await self.ask(asked, asker)

    async def ask(self, asked: Request, asker: Asker) -> Reply:
        """The reply to a request, in the asker's language where there is a catalogue. Private unless `Reply.public`."""
        with speaking(asker.locale):
            return await self._reply(asked, asker)

    async def _reply(self, asked: Request, asker: Asker) -> Reply:
        try:
            self._check_rate(asker)
            return await asyncio.wait_for(self._answer(asked, asker), self._timeout_of(asked))
        except QuotedeskError as error:
            return error_reply(error, asked, self.state)
        except Exception as error:
            incident = secrets.token_hex(3)
            logger.error("request failed", extra={"event": "ask.failed", "incident": incident, **_where(error)})
            logger.debug("request failed", extra={"event": "ask.failed", "incident": incident}, exc_info=True)
            return error_reply(QuotedeskError(), asked, self.state, incident=incident)

    def suggest(self, takes: Takes, words: str, limit: int = 25) -> tuple[Suggestion, ...]:
        """What to offer while somebody types; from memory, most quoted first. Empty only where nothing is indexed."""
        if self._index is None:
            return ()
        if takes is Takes.ACTOR:
            actors = self._index.directory.suggest(words, limit)
            return tuple(Suggestion(f"{a.name} ({a.role})" if a.role else a.name, f"@{a.id}") for a in actors)
        if takes is Takes.OUTLET:
            wanted = words.casefold().strip()
            names = [name for name, _ in self._index.state.sources if wanted in name.casefold()]
            return tuple(Suggestion(name, name) for name in names[:limit])
        if takes is Takes.TOPIC:  # whom and what the articles name is what people speak about
            named = dict.fromkeys(actor.name for actor in self._index.directory.suggest(words, limit))
            return tuple(Suggestion(name, name) for name in named)
        return ()

    def wants_groups(self, asked: Request) -> bool:
        """Must the adapter find out which groups the asker belongs to before asking?"""
        return BY_NAME[asked.command].operators and any(
            name.partition(":")[2] in ("admins", "managers") or name.startswith("slack:S")  # a Slack user group
            for name in self._options.operators
        )

    def is_operator(self, asker: Asker) -> bool:
        """May the asker do what operators do? The command line always may."""
        if asker.platform == "console":
            return True
        names = asker.groups | {f"{asker.platform}:{asker.user}"}
        return bool(asker.user) and not names.isdisjoint(self._options.operators)

    async def remember(self, key: str, words: str, expires: datetime) -> None:
        """Keep a small string (the state of a button that is too long for it) until it expires."""
        await self._off_loop(self._archive.remember, key, words, expires)

    async def recall(self, key: str) -> str | None:
        """What was remembered under that key and has not expired."""

        def look() -> str | None:
            with self._archive.reader() as reader:
                return reader.recall(key, self._clock())

        return await self._off_loop(look)

    async def forget(self, key: str) -> None:
        """Drop what was remembered under that key."""
        await self._off_loop(self._archive.forget, key)

    async def claim(self, key: str, seconds: float) -> bool:
        """True for the first caller in any process, False for all others during that time: "this event is mine"."""
        now = self._clock()
        return await self._off_loop(self._archive.claim, key, now + timedelta(seconds=seconds), now)

    async def article_at(self, url: str) -> ArticleId | None:
        """The newest indexed article that came from this web address, compared without scheme, query and fragment."""

        def look() -> ArticleId | None:
            wanted = _address(url)
            with self._archive.reader() as reader:
                total, rows = reader.articles(EVERYTHING, limit=_ROWS)
                for offset in range(_ROWS, total + _ROWS, _ROWS):
                    found = next((row.id for row in rows if row.url and _address(row.url) == wanted), None)
                    if found is not None:
                        return found
                    _, rows = reader.articles(EVERYTHING, limit=_ROWS, offset=offset)
            return None

        return await self._off_loop(look) if _address(url) else None

    async def _answer(self, asked: Request, asker: Asker) -> Reply:
        command = BY_NAME.get(asked.command)
        if command is None:
            raise UsageError(f"There is no command {asked.command[:40]}.")
        require(command, dict(asked.arguments))
        if command.operators and not self.is_operator(asker):
            await self.audit(asker, _spelled(asked), "denied")
            logger.warning(
                "operator command denied",
                extra={"event": "operator.denied", "command": command.name, "user": f"{asker.platform}:{asker.user}"},
            )
            raise NotAllowed
        if command.name == "reload":
            return await self._reload(asked, asker)
        reply = await self._off_loop(self._look_up, asked, asker)
        openly = asked.get("show") is None and self._options.default_show == "channel"
        if openly and not (reply.failed or reply.private):
            reply = replace(reply, public=True)
        logger.info(
            "answered",
            extra={"event": "ask.answered", "command": asked.command, "answered": reply.answered},
        )
        return reply

    async def audit(self, asker: Asker, action: str, outcome: str) -> None:
        """Write down who did what operators do, or tried to; `outcome`: "allowed", "denied", or what came of it."""
        who = f"{asker.platform}:{asker.user}" if asker.user else asker.platform
        place = f"{asker.workspace}/{asker.place}".strip("/")
        entry = Entry(at=self._clock(), who=who, place=place, action=action, outcome=outcome)
        await self._off_loop(self._archive.audit, entry)

    async def _reload(self, asked: Request, asker: Asker) -> Reply:
        await self.audit(asker, _spelled(asked), "allowed")
        report = await self.reload_for(
            asker, Order(dry_run=asked.get("dry_run") == "yes", force=asked.get("force") == "yes")
        )
        return reload_reply(report, asked, self.state)

    async def reload_for(self, asker: Asker, order: Order) -> ReloadReport:
        """The same as `reload` for somebody, with a line in the audit log of what came of it."""
        action = _spelled(request("reload", dry_run=_yes(order.dry_run), force=_yes(order.force)))
        try:
            report = await self.reload(order)
        except Exception as error:
            reason = error.user_message if isinstance(error, QuotedeskError) else type(error).__name__
            await self.audit(asker, action, f"failed: {reason}")
            raise
        await self.audit(asker, action, report.outcome)
        return report

    async def reload(self, order: Order = AS_USUAL) -> ReloadReport:
        """Read the articles again. One at a time: a second request of the kind joins the running one and its report."""
        while self._reloading is not None and not self._reloading.done() and not self._may_join(order):
            await asyncio.wait([self._reloading])
        if self._reloading is None or self._reloading.done():
            self._reloading = asyncio.create_task(asyncio.to_thread(self._reloader, order, self._note_progress))
            self._ordered = order
            self._reloading.add_done_callback(lambda _: self._forget_progress())
        report = await asyncio.shield(self._reloading)
        await self.warm()
        return report

    def _may_join(self, order: Order) -> bool:
        running = self._ordered
        return order.join and (running.dry_run, running.force) == (order.dry_run, order.force)

    @property
    def progress(self) -> Progress | None:
        """How far the running reload is; None while none runs, or before it has said anything."""
        return self._progress

    def so_far(self, asked: Request, asker: Asker) -> Reply | None:
        """What there is to say of a request while it is being answered; None where that takes no time."""
        if asked.command != "reload" or self._reloading is None or self._reloading.done():
            return None
        with speaking(asker.locale):
            return progress_reply(self._progress, asked, self.state)

    def _note_progress(self, progress: Progress) -> None:
        self._progress = progress

    def _forget_progress(self) -> None:
        self._progress = None

    def _look_up(self, asked: Request, asker: Asker) -> Reply:
        """Runs in a thread: one reader, one view, one reply."""
        with self._archive.reader() as reader:
            index = self._indexed(reader)
            if asked.command == "help":
                return help_reply(asked, index.state)
            if asked.command == "status":
                return status_reply(asked, index.state, version())
            if asked.command == "audit":
                return self._audited(asked, index.state)
            view = View(
                reader=reader,
                directory=index.directory,
                state=index.state,
                today=self._clock().astimezone(self._zone(asker)).date(),
                page_size=asker.page_size or self._options.page_size,
            )
            if asked.command == "check":
                return answer_check(asked, view)
            if asked.command == "ask":
                return self._question(asked, asker, view)
            read = read_bare_keys(asked, view)
            return compose(engine.answer(read, view), read, index.state)

    def _audited(self, asked: Request, state: State) -> Reply:
        total, _ = self._archive.audits(limit=0)
        paging = engine.paging_of(asked, engine.LIST_SIZE, total)
        _, entries = self._archive.audits(limit=paging.size, offset=paging.offset)
        return audit_reply(entries, paging, asked, state)

    def _question(self, asked: Request, asker: Asker, view: View) -> Reply:
        """The reply to a question; what was asked is kept for the next question of the same user in the same place."""
        key = f"question:{asker.platform}:{asker.workspace}:{asker.place}:{asker.user}"
        now = self._clock()
        reply, last = answer_question(asked, view, view.reader.recall(key, now))
        if asker.place or asker.user:
            self._archive.remember(key, last, now + FOLLOW_UP)
        return reply

    def _current(self) -> Index:
        with self._archive.reader() as reader:
            return self._indexed(reader)

    def _indexed(self, reader: Reader) -> Index:
        """The directory of the reader's own generation; built once a generation."""
        state = reader.state()
        index = self._index
        if index is not None and index.state.generation == state.generation:
            if index.state != state:
                self._index = index = replace(index, state=state)
            return index
        with self._index_lock:
            if self._index is None or self._index.state.generation != state.generation:
                self._index = Index(state=state, directory=Directory(reader.actors()))
                keep_for_good()
            return self._index

    def _zone(self, asker: Asker) -> ZoneInfo:
        try:
            return ZoneInfo(asker.timezone or self._options.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo(self._options.timezone)

    def _timeout_of(self, asked: Request) -> float | None:
        return None if asked.command == "reload" else ANSWER_TIMEOUT_S

    def _check_rate(self, asker: Asker) -> None:
        if asker.platform == "console":
            return
        now = self._clock().timestamp()
        key = f"{asker.platform}:{asker.workspace}:{asker.user}"
        times = [at for at in self._asked.pop(key, []) if now - at < RATE_WINDOW_S]
        self._asked[key] = times
        while len(self._asked) > _USERS_REMEMBERED:
            self._asked.popitem(last=False)
        if len(times) >= self._options.rate_per_user:
            wait = max(1, round(RATE_WINDOW_S - (now - times[0])))
            raise BusyError(f"That is a lot of requests. Please wait {wait} s and try again.")
        times.append(now)

    async def _off_loop(self, work: Callable[..., T], *arguments: object) -> T:
        """The work's result from a thread, which speaks the same language."""
        work_here = partial(copy_context().run, work, *arguments)
        return await asyncio.get_running_loop().run_in_executor(self._threads, work_here)


def _yes(given: bool) -> str | None:
    return "yes" if given else None


def _spelled(asked: Request) -> str:
    """The request in one line, for the audit log."""
    return " ".join((asked.command, *(f"{name}:{words}" for name, words in asked.arguments)))


def _address(url: str) -> str:
    """Host and path, in the form in which two addresses of one article are the same; "" for no web address."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return host + (parts.path.rstrip("/") or "/") if host and parts.scheme in ("http", "https") else ""


def _where(error: Exception) -> dict[str, str]:
    """The kind of error and the place in the code; its message may hold what a user wrote, so that is for debugging."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return {"error": type(error).__name__, "at": f"{Path(frame.filename).name}:{frame.lineno}"}


def version() -> str:
    """The installed version of Quotedesk."""
    try:
        return metadata.version("quotedesk")
    except metadata.PackageNotFoundError:
        return "(not installed)"
