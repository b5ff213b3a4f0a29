"""The conversation: a line or a press comes in, the desk answers, the answer goes where it belongs.

Slash commands are answered privately unless the reply is public; a mention, which was made aloud, in its thread;
a direct message in place. Errors are always private. A button is obeyed for 30 days, and only by whom it names.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.channels import USAGE, Channels, changed, settings_words
from adapters.slack.claims import Claims
from adapters.slack.delivery import NOT_IN_CHANNEL, UNSURE, Delivery, Undelivered, is_about_the_place
from adapters.slack.door import Desk
from adapters.slack.events import Ask, Place, Press
from adapters.slack.limits import BUTTON_VALUE_CHARACTERS
from adapters.slack.people import NOBODY, People, reason_of
from adapters.slack.render import DELETE, Message, Shown, notice, render, with_notice
from adapters.slack.retype import line_of
from adapters.slack.telling import EVERY_S, Telling
from bot.commands import BY_NAME, Asker, Request
from bot.desk import telling
from bot.errors import NotAllowed, QuotedeskError, RequestNotUnderstood, UsageError
from bot.query.language import parse_line
from bot.reply.catalogue import say, told
from bot.reply.model import Does, Reply
from bot.sealing import ButtonState, StateRefused, pack, unpack

logger = logging.getLogger(__name__)

FindOut = Callable[[], Awaitable[bool]]

BUTTON_DAYS = 30
KEPT = "slack.button:"  # begins the value of a button whose request stands in the archive
_ANYBODYS = {Does.CONTEXT, Does.WHY, Does.MORE}  # answered privately to whoever presses: harmless in public
_CHANGED = "The articles have been read again since this button was made; pages and numbers may differ."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Answers everything that carries a request."""

    desk: Desk
    delivery: Delivery
    claims: Claims
    people: People
    channels: Channels
    key: bytes  # signs the buttons
    today: Callable[[], date]  # UTC
    prefix: str = ""  # of the slash commands in this workspace

    # --- lines ---

    async def line(self, ask: Ask, client: AsyncWebClient, *, in_thread: FindOut | None = None) -> None:
        """Answer a line, unless another delivery of it was answered already.

        `in_thread` finds out, while the desk works, whether a direct message is to be answered in its own thread.
        """
        if not await self.claims.take(ask.key):
            return
        words = settings_words(ask.line)
        if words is not None:
            await self._settle(words, ask, client)
            return
        finding = asyncio.ensure_future(in_thread()) if in_thread else None

        async def placed() -> Place:
            threaded = finding is not None and await finding
            return replace(ask.place, thread=ask.place.thread or ask.ts) if threaded else ask.place

        told = Telling(delivery=self.delivery, client=client, ask=ask, placed=placed)
        try:
            reply = await self._ask_line(ask, client, told)
            place = await placed()
        finally:
            if finding is not None:
                finding.cancel()
        if not await self._told(reply, told, place):
            await self.show(reply, place, client, aloud=ask.mention, ts=ask.ts)

    async def _ask_line(self, ask: Ask, client: AsyncWebClient, told: Telling | None = None) -> Reply:
        line = ask.line or "/quotedesk help"
        try:
            request = parse_line(line)
        except RequestNotUnderstood:
            return await self.desk.ask_line(line, await self._asker(ask.place, client, None))
        settled = await self.channels.of(ask.place)
        return await self.ask(settled.applied(request), ask.place, client, told)

    async def _told(self, reply: Reply, told: Telling, place: Place) -> bool:
        """Has the reply taken the place of the message that said how far it was, and needs no other?"""
        if told.posted is None:
            return False
        if told.aloud and _wants_privacy(reply):
            await told.take_back()
            return False
        ended = await told.end(await self.rendered(reply, place, public=told.aloud))
        return ended and told.in_place

    async def _settle(self, words: str, ask: Ask, client: AsyncWebClient) -> None:
        """Show what the channel has settled or, for operators, change it; always privately."""
        present = await self.channels.of(ask.place)
        try:
            wanted = changed(present, words)
        except UsageError as error:
            await self.delivery.private(client, ask.place, notice(told(error.user_message)))
            return
        if not words:
            answer = " ".join((say("In this channel:"), present.words(), told(USAGE), say("Operators can change it.")))
        else:
            asker = await self._asker(ask.place, client, Request(command="reload"))
            allowed = self.desk.is_operator(asker)
            await self.desk.audit(asker, f"settings {words[:200]}", "allowed" if allowed else "denied")
            answer = told(NotAllowed.user_message)
            if allowed:
                await self.channels.settle(ask.place, wanted)
                answer = f"{say('From now on in this channel:')} {wanted.words()}"
        await self.delivery.private(client, ask.place, notice(answer))

    async def ask(self, request: Request, place: Place, client: AsyncWebClient, told: Telling | None = None) -> Reply:
        """The desk's reply to somebody at that place; while it takes long, `told` says how far it is."""
        asker = await self._asker(place, client, request)
        if told is None or not BY_NAME[request.command].operators:  # only operators' commands take long
            return await self.desk.ask(request, asker)

        async def show(reply: Reply) -> None:
            await told.show(await self.rendered(reply, place, public=False))

        return await telling(
            self.desk.ask(request, asker),
            partial(self.desk.so_far, request, asker),
            show,
            partial(self.delivery.pause, EVERY_S),
        )

    async def _asker(self, place: Place, client: AsyncWebClient, request: Request | None) -> Asker:
        wanted = request is not None and (self.desk.wants_groups(request) or _depends_on_the_day(request))
        person = await self.people.find(client, place) if wanted else NOBODY
        settled = await self.channels.of(place)
        return Asker(
            platform="slack",
            user=place.user,
            place=place.conversation,
            workspace=place.team,
            groups=person.groups,
            timezone=person.timezone,
            locale=self.people.known_locale(place),
            page_size=settled.page_size,
        )

    async def show(self, reply: Reply, place: Place, client: AsyncWebClient, *, aloud: bool, ts: str = "") -> None:
        """Send the reply: to the channel if it is public or was asked for aloud, else to the asker."""
        if aloud and not _wants_privacy(reply):
            message = await self.rendered(reply, place, public=True)
            await self._post(place, client, message, reply, thread=place.thread or ts or None)
        elif reply.public and not reply.failed and not place.direct:
            message = await self.rendered(reply, place, public=True, asked_by=place.user_name or None)
            await self._post(place, client, message, reply, thread=place.thread)
        else:
            await self.delivery.private(client, place, await self.rendered(reply, place, public=False))

    async def _post(
        self, place: Place, client: AsyncWebClient, message: Message, reply: Reply, *, thread: str | None
    ) -> None:
        """Post it; where the bot cannot, show it to the asker and say how it could."""
        try:
            await self.delivery.public(client, place, message, thread=thread)
        except Undelivered as error:
            logger.warning("answer not posted", extra={"event": "slack.not_posted", "reason": error.reason})
            words = say(UNSURE) if error.unsure else _cannot_post(error.reason)
            private = with_notice(words, await self.rendered(reply, place, public=False))
            await self.delivery.private(client, place, private)

    async def is_operator(self, place: Place, client: AsyncWebClient) -> bool:
        """May the person do what operators do?"""
        return self.desk.is_operator(await self._asker(place, client, Request(command="reload")))

    # --- buttons ---

    async def pressed(self, press: Press, client: AsyncWebClient) -> None:
        """Do what the button says, once; a word to the presser if it cannot be done."""
        if not await self.claims.take(press.key):
            return
        try:
            state = await self.state_of(press)
        except StateRefused as error:
            await self.delivery.private(client, press.place, notice(told(error.user_message)))
            return
        refusal = self.refusal(state, press)
        if refusal:
            await self.delivery.private(client, press.place, notice(refusal))
        elif press.action == DELETE:
            await self.delivery.delete_shown(press.place)
        else:
            await self._obey(state, press, client)

    def refusal(self, state: ButtonState, press: Press) -> str | None:
        """Why this person may not use this button now, in words for them; None if they may."""
        again = line_of(state.request, prefix=self.prefix)
        if state.owner and state.owner != press.place.user:
            if press.action == DELETE:
                return say("Only the person who asked can delete this answer.")
            return say("Only the person who asked can use this button. For your own answer send: {again}", again=again)
        if press.action != DELETE and self.today() - state.day > timedelta(days=BUTTON_DAYS):
            words = "This button is more than {days} days old, and I no longer use it. Send again: {again}"
            return say(words, days=BUTTON_DAYS, again=again)
        return None

    async def _obey(self, state: ButtonState, press: Press, client: AsyncWebClient) -> None:
        place = press.place
        reply = await self.ask(state.request, place, client)
        outdated = state.generation != self.desk.state.generation
        if state.does is Does.SHARE:
            await self._share(reply, press, client, outdated=outdated)
            return
        beside = state.does in _ANYBODYS or (reply.failed and not press.private)
        public = not (beside or press.private or place.direct)
        message = await self.rendered(reply, place, public=public)
        if outdated:
            message = with_notice(say(_CHANGED), message)
        if public or (place.direct and not press.private and not beside):
            try:
                await self.delivery.replace_shown(place, message)
            except Undelivered as error:
                if error.unsure:
                    raise
                await self.delivery.private(client, place, await self.rendered(reply, place, public=False))
        else:
            await self.delivery.private(client, place, message, replace_it=not beside)

    async def _share(self, reply: Reply, press: Press, client: AsyncWebClient, *, outdated: bool) -> None:
        """Post the answer for the channel to see, with the asker's name and a button for them to delete it."""
        if reply.failed:
            await self.delivery.private(client, press.place, await self.rendered(reply, press.place, public=False))
            return
        message = await self.rendered(
            reply, press.place, public=True, asked_by=press.place.user_name or say("a colleague"), turns=False
        )
        if outdated:
            message = with_notice(say(_CHANGED), message)
        await self._post(press.place, client, message, reply, thread=press.place.thread)

    # --- rendering ---

    async def rendered(
        self, reply: Reply, place: Place, *, public: bool, asked_by: str | None = None, turns: bool = True
    ) -> Message:
        """The reply as a message whose buttons are this person's.

        A request that is too long for a button is kept in the archive as long as the button is good for.
        """
        generation, day = self.desk.state.generation, self.today()
        long: dict[str, str] = {}

        def seal(does: Does, request: Request) -> str:
            owner = "" if does in _ANYBODYS else place.user
            state = ButtonState(does=does, request=request, generation=generation, day=day, owner=owner)
            words = pack(state, self.key)
            if len(words) <= BUTTON_VALUE_CHARACTERS:
                return words
            kept = KEPT + hashlib.sha256(words.encode()).hexdigest()
            long[kept] = words
            return kept

        shown = Shown(
            seal=seal,
            share=not public and not place.direct and bool(place.channel) and not reply.failed,
            delete=public,
            asked_by=asked_by,
            turns=turns,
        )
        message = render(reply, shown)
        expires = datetime.now(UTC) + timedelta(days=BUTTON_DAYS + 1)
        try:
            for kept, words in long.items():
                await self.desk.remember(kept, words, expires)
        except QuotedeskError as error:  # an answer whose buttons will not work is better than none
            logger.warning("button not kept", extra={"event": "slack.button", "reason": type(error).__name__})
        return message

    async def state_of(self, press: Press) -> ButtonState:
        """What the pressed button carries. StateRefused if it is not ours, was changed, or is no longer kept."""
        words: str | None = press.value
        if press.value.startswith(KEPT):
            words = await self.desk.recall(press.value)
        return unpack(words or "", self.key)

    # --- trouble ---

    async def stumbled(self, error: Exception, place: Place | None, client: AsyncWebClient) -> None:
        """Log what went wrong under a short number, and tell the person that number."""
        incident = secrets.token_hex(3)
        reason = error.reason if isinstance(error, Undelivered) else reason_of(error)
        logger.error(
            "request failed",
            extra={"event": "slack.failed", "incident": incident, "reason": reason, "where": _where(error)},
        )
        if place is None or (isinstance(error, Undelivered) and error.unsure):
            return
        words = f"{told(QuotedeskError.user_message)} ({say('Incident {incident}', incident=incident)})"
        try:
            await self.delivery.private(client, place, notice(words))
        except Undelivered as last:
            logger.error("nobody told", extra={"event": "slack.lost", "incident": incident, "reason": last.reason})


def _wants_privacy(reply: Reply) -> bool:
    """Is it for the asker alone, though they asked aloud?"""
    refused = reply.refusal is not None and not reply.answered
    return reply.failed or reply.private or refused or reply.request.get("show") == "me"


def _depends_on_the_day(request: Request) -> bool:
    """May its words mean days ("last week"), which begin where the asker is?"""
    return request.command == "ask" or bool(request.get("from") or request.get("to"))


def _where(error: BaseException) -> str:
    """File and line that raised it. Not its words, which may be what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""


def _cannot_post(reason: str) -> str:
    if is_about_the_place(reason):
        return say(NOT_IN_CHANNEL)
    words = "Slack refused the message ({reason}), so nobody else has seen it; here is the answer for you."
    return say(words, reason=reason)
