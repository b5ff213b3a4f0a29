"""Request in, message out: asks the desk, defers when the answer takes long, sends by whichever way is open."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

import discord

from adapters.discord import sending
from adapters.discord.crowd import Crowd
from adapters.discord.door import ARCHIVE_PATIENCE_S, Door
from adapters.discord.people import asker_of, author_of
from adapters.discord.render import Rendered, render
from adapters.discord.sending import Interaction, Refused, SendRefused
from adapters.discord.state import KEPT_FOR, Form, Sealer
from adapters.discord.telling import Told, told_to
from bot.commands import Request
from bot.errors import QuotedeskError
from bot.query.language import parse_line
from bot.reply.catalogue import say, speaking, told
from bot.reply.model import Line, Reply

logger = logging.getLogger(__name__)

Announce = Callable[[], Coroutine[Any, Any, None]]

DEFER_AFTER_S = 1.5
"""Half of Discord's patience: an answer that takes longer is announced first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where and how an answer is shown."""

    form: Form = Form.CARDS
    asked_by: str = ""  # named above an answer that is shared
    generation: int | None = None  # of the articles when the button that was pressed was made
    public_allowed: bool = True  # may an answer be public in this channel?
    own_language: str = ""  # of whoever asks: a locale of Discord's
    public_language: str = ""  # of the server

    def language(self, *, public: bool) -> str:
        """The language for everybody, or for the asker alone."""
        return self.public_language if public else self.own_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An answer, the message that it became, and whether it was announced before."""

    reply: Reply
    message: Rendered
    deferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Answers interactions and messages. One for the life of the client; keeps nothing of either."""

    door: Door
    key: bytes  # signs buttons; the same after a restart
    clock: Callable[[], datetime]  # with a time zone
    defer_after_s: float = DEFER_AFTER_S
    default_public: bool = False  # what the desk does without `show`
    patience_s: float = ARCHIVE_PATIENCE_S
    crowd: Crowd = field(default_factory=Crowd)

    async def command(self, interaction: Interaction, asked: Request, setting: Setting) -> None:
        """A slash command, menu entry or form: one new message."""
        public = self._public(asked)
        announce = partial(sending.defer, interaction, public=public)
        made = None
        try:
            made = await self._make(interaction, asked, setting, announce, public=public)
            if not made.deferred:
                await sending.respond(interaction, made.message)
            elif made.message.public == public:
                await sending.complete(interaction, made.message)
            else:  # who sees it was fixed by the deferral: only another message can be seen by others
                await sending.withdraw(interaction)
                await sending.follow_up(interaction, made.message)
        except SendRefused as error:
            await self._after_refusal(interaction, error, made, setting)

    async def in_place(self, interaction: Interaction, asked: Request, setting: Setting) -> None:
        """A press that changes its own message. What is no page of it (a failure, a public answer) comes beside it."""
        hidden = interaction.message is not None and interaction.message.flags.ephemeral
        announce = partial(sending.defer, interaction, public=False, in_place=True)
        made = None
        try:
            made = await self._make(interaction, asked, setting, announce, public=not hidden)
            if made.reply.failed or (made.reply.public and hidden):
                await (sending.follow_up if made.deferred else sending.respond)(interaction, made.message)
            else:
                await (sending.complete if made.deferred else sending.replace_pressed)(interaction, made.message)
        except SendRefused as error:
            await self._after_refusal(interaction, error, made, setting)

    async def message(
        self, message: discord.Message, line: str, setting: Setting, complete: Callable[[Request], Request]
    ) -> None:
        """A message to the bot: an answer below it, "typing …" while it takes long.

        `complete` fills in what the server has settled; words that make no request go to the desk as they are.
        """
        asker = author_of(message, setting.language(public=True))
        told = Told(message=message, rendered=partial(self._message_for, setting=setting, owner=str(message.author.id)))
        try:
            asking: Awaitable[Reply] = told.ask(complete(parse_line(line)), asker, self.door)
        except QuotedeskError:
            asking = self.door.ask_line(line, asker)
        reply, _ = await self._answered(asking, partial(sending.show_typing, message.channel))
        if reply.private and message.guild is not None:
            await self._tell_apart(message, reply, setting)
            return
        await self._reply_to(message, replace(reply, public=True), setting, told)

    async def tell(self, cause: Interaction | discord.Message, words: str, **values: object) -> None:
        """One sentence of the catalogue: private where that can be, whatever was said to the interaction before."""
        with speaking(None if isinstance(cause, discord.Message) else str(cause.locale)):
            sentence = self.words(told(say(words, **values)))
        if isinstance(cause, discord.Message):
            await self._quietly(sending.reply_to(cause, sentence))
        elif cause.response.is_done():
            await self._quietly(sending.follow_up(cause, sentence))
        else:
            await self._quietly(sending.respond(cause, sentence))

    async def show(self, interaction: Interaction, reply: Reply) -> None:
        """A finished private reply that no request of the desk stands behind."""
        await self._quietly(sending.respond(interaction, await self._message_for(reply, Setting(), "")))

    async def _tell_apart(self, message: discord.Message, reply: Reply, setting: Setting) -> None:
        """Answer where others read along: in a direct message, and say so below the question."""
        try:
            await sending.direct(message.author, await self._message_for(reply, setting, ""))
        except SendRefused:
            await self.tell(message, "This answer is for you alone, but Discord lets me send you no direct message.")
        else:
            await self.tell(message, "This answer is for you alone: it stands in our direct messages.")

    def words(self, words: str) -> Rendered:
        """A private sentence, without buttons."""
        reply = Reply(
            intent="help",
            request=Request(command="status"),
            blocks=(Line(parts=(words,)),),
            answered=False,
            failed=True,
        )
        return render(reply, self._sealer(), form=Form.CARDS)

    def _public(self, asked: Request) -> bool:
        show = asked.get("show")
        return show == "channel" if show else self.default_public

    async def _make(
        self, interaction: Interaction, asked: Request, setting: Setting, announce: Announce, *, public: bool
    ) -> Made:
        """The answer as a message. SendRefused if it was announced and that was refused: then nobody waits for it."""
        asker = asker_of(interaction, setting.language(public=public))
        told_first = self.crowd.waits
        if told_first:
            await announce()
        with self.crowd.making():
            meanwhile = partial(self._rendered, setting=setting, interaction=interaction)
            asking = told_to(interaction, asked, asker, self.door, meanwhile)
            reply, announced = (await asking, True) if told_first else await self._answered(asking, announce)
            await (self.crowd.quiet() if told_first else asyncio.sleep(0))  # at least a look at who else has come in
            message = await self._rendered(reply, setting, interaction)
        return Made(reply=reply, message=message, deferred=announced)

    async def _answered(self, asking: Awaitable[Reply], announce: Announce) -> tuple[Reply, bool]:
        """The reply, and whether it took so long that it was announced. SendRefused if announcing it was."""
        loop = asyncio.get_running_loop()
        announced: list[asyncio.Task[None]] = []
        timer = loop.call_later(self.defer_after_s, lambda: announced.append(loop.create_task(announce())))
        try:
            reply = await asking
        finally:
            timer.cancel()
            if announced:
                await asyncio.wait(announced)
        for task in announced:
            task.result()
        return reply, bool(announced)

    async def _after_refusal(
        self,
        interaction: Interaction,
        error: SendRefused,
        made: Made | None,
        setting: Setting,
    ) -> None:
        """Cards that were refused go out as plain text; an answer that took over 15 minutes as a direct message.

        Anything else cannot be told to anybody: it stands in the log, by code.
        """
        if made is None:
            return
        if error.why is Refused.FORM and setting.form is Form.CARDS:
            message = await self._rendered(made.reply, replace(setting, form=Form.TEXT), interaction)
            await self._quietly((sending.complete if made.deferred else sending.respond)(interaction, message))
        elif error.why is Refused.LATE and made.deferred:
            await self._quietly(sending.direct(interaction.user, made.message))

    async def _reply_to(self, message: discord.Message, reply: Reply, setting: Setting, told: Told) -> None:
        rendered = await self._message_for(reply, setting, str(message.author.id))
        if await told.end(rendered):
            return
        try:
            await sending.reply_to(message, rendered)
        except SendRefused as error:
            if error.why is Refused.FORM and setting.form is Form.CARDS:
                text = replace(setting, form=Form.TEXT)
                await self._quietly(
                    sending.reply_to(message, await self._message_for(reply, text, str(message.author.id)))
                )

    async def _rendered(self, reply: Reply, setting: Setting, interaction: Interaction) -> Rendered:
        owner = str(interaction.user.id) if reply.public and not reply.failed else ""
        return await self._message_for(reply, setting, owner)

    async def _message_for(self, reply: Reply, setting: Setting, owner: str) -> Rendered:
        """The message; the states that did not fit into its buttons are kept before anybody can press them."""
        sealer = self._sealer()
        with speaking(setting.language(public=reply.public)):
            message = render(reply, sealer, form=setting.form, owner=owner, above=self._above(setting))
        if sealer.kept:
            await asyncio.gather(*(self._keep(key, words) for key, words in sealer.kept.items()))
        return message

    def _above(self, setting: Setting) -> tuple[str, ...]:
        """Small lines above the answer: who shares it, and that a press met newer articles than it was made over."""
        above = [say("Asked by {name}", name=setting.asked_by)] if setting.asked_by else []
        if setting.generation is not None and setting.generation != self.door.state.generation:
            above.append(say("The articles have been read again since."))
        return tuple(above)

    async def _keep(self, key: str, words: str) -> None:
        try:
            await asyncio.wait_for(self.door.remember(key, words, self.clock() + KEPT_FOR), self.patience_s)
        except (QuotedeskError, TimeoutError):
            logger.warning("button state not kept", extra={"event": "discord.state_not_kept"})

    def _sealer(self) -> Sealer:
        return Sealer(self.key, self.clock().date(), self.door.state.generation)

    async def _quietly(self, sent: Awaitable[object]) -> None:
        """The last attempt: what is refused now was logged by code and cannot be helped."""
        try:
            await sent
        except SendRefused:
            return
