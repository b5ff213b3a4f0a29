"""What happens when somebody presses a button, picks from a menu or sends a form.

Everything needed stands in the custom id, so it works after a restart. The dynamic items below hand the id on; the
library finds them by the pattern of the id.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Final, cast

import discord

from adapters.discord import limits, sending
from adapters.discord.answering import Answering, Setting
from adapters.discord.controls import form_parameters
from adapters.discord.limits import shortened
from adapters.discord.sending import Interaction, SendRefused
from adapters.discord.state import PATTERN, CustomId, Part, custom_id, is_place, opened, owner_of
from bot.commands import BY_NAME, Request
from bot.errors import QuotedeskError
from bot.reply.catalogue import language_of, name_in, say, speaking
from bot.reply.model import Does
from bot.sealing import ButtonState, StateRefused

logger = logging.getLogger(__name__)

_BUTTONS: Final = PATTERN.replace("[bmrfd]", "[brd]")
_MENUS: Final = PATTERN.replace("[bmrfd]", "m")
_FORGOTTEN: Final = (
    "This button is older than I can remember, or from before the bot was set up anew. Please send the command again."
)
_NOT_YOURS: Final = "Only whoever asked, or a moderator of this server, can delete this answer."
NOT_HERE: Final = "This server wants no public answers in this channel; /quotedesk settings shows where it does."


@dataclass(frozen=True, slots=True)
class Presses:
    """Presses → requests. `setting` says how answers look where the press happened."""

    answering: Answering
    setting: Callable[[Interaction], Awaitable[Setting]]

    async def press(self, interaction: Interaction, pressed: CustomId) -> None:
        """A button, or one line of a menu."""
        try:
            if pressed.part is Part.DELETE:
                await self._delete(interaction, owner_of(pressed.words, self.answering.key))
                return
            state = await self._state(pressed.words)
            if pressed.part is Part.REFINE:
                with speaking(str(interaction.locale)):
                    form = self._form(state, pressed, language_of(str(interaction.locale)))
                await interaction.response.send_modal(form)
                return
            setting = replace(await self.setting(interaction), form=pressed.form, generation=state.generation)
            await self._do(interaction, state, setting)
        except StateRefused:
            await self.answering.tell(interaction, _FORGOTTEN)
        except (QuotedeskError, TimeoutError):
            await self.answering.tell(interaction, QuotedeskError.user_message)
        except SendRefused:
            return  # logged where it was refused
        except discord.HTTPException as error:
            logger.warning("form refused", extra={"event": "discord.refused", "step": "form", "code": error.code})

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        """A menu: the value picked is the custom id of a button."""
        match = re.fullmatch(PATTERN, values[0]) if values else None
        if match is None:
            await self.answering.tell(interaction, _FORGOTTEN)
            return
        await self.press(interaction, custom_id(match.groupdict()))

    async def submit(self, interaction: Interaction, sent: CustomId) -> None:
        """A form: the request it was opened for, with the words as they stand in it now."""
        try:
            state = await self._state(sent.words)
        except StateRefused:
            await self.answering.tell(interaction, _FORGOTTEN)
            return
        except (QuotedeskError, TimeoutError):
            await self.answering.tell(interaction, QuotedeskError.user_message)
            return
        words = {**dict(state.request.arguments), **_inputs(interaction)}
        words.pop("page", None)
        arguments = tuple(sorted((name, value.strip()) for name, value in words.items() if value.strip()))
        asked = Request(command=state.request.command, arguments=arguments)
        await self.answering.command(interaction, asked, replace(await self.setting(interaction), form=sent.form))

    async def _do(self, interaction: Interaction, state: ButtonState, setting: Setting) -> None:
        """One press: which message changes, and who sees the answer."""
        asked = state.request
        if state.does is Does.SHARE and not setting.public_allowed:
            await self.answering.tell(interaction, NOT_HERE)
        elif state.does is Does.SHARE:
            name = interaction.user.display_name
            await self.answering.command(interaction, asked, replace(setting, asked_by=name))
        elif state.does not in (Does.PAGE, Does.CHOOSE):
            await self.answering.command(interaction, asked, setting)
        elif state.owner and state.owner != str(interaction.user.id):
            await self.answering.command(interaction, asked.but(part=asked.part, show="me"), setting)
        else:
            await self.answering.in_place(interaction, asked, setting)

    async def _delete(self, interaction: Interaction, owner: str) -> None:
        if str(interaction.user.id) != owner and not interaction.permissions.manage_messages:
            await self.answering.tell(interaction, _NOT_YOURS)
            return
        await sending.defer(interaction, public=False, in_place=True)
        await sending.withdraw(interaction)

    async def _state(self, words: str) -> ButtonState:
        """The sealed state, from the id itself or from the archive; StateRefused if it is gone or not ours."""
        if is_place(words):
            kept = await asyncio.wait_for(self.answering.door.recall(words), self.answering.patience_s)
            if kept is None:
                raise StateRefused
            words = kept
        return opened(words, self.answering.key)

    def _form(self, state: ButtonState, pressed: CustomId, language: str) -> discord.ui.Modal:
        """The request's arguments to write anew. Its custom id is the button's, so nothing is kept in memory."""
        command = BY_NAME[state.request.command]
        form = discord.ui.Modal(
            title=shortened(f"/{name_in(language, 'command', command.name)}", limits.MODAL_TITLE),
            custom_id=str(replace(pressed, part=Part.FORM)),
            timeout=None,
        )
        for name in form_parameters(command.name):
            parameter = command.parameter(name)
            if parameter is None:
                continue
            field: discord.ui.TextInput[Any] = discord.ui.TextInput(
                custom_id=name,
                default=(state.request.get(name) or "")[: limits.INPUT_TEXT] or None,
                required=parameter.required,
                max_length=limits.INPUT_TEXT,
                style=discord.TextStyle.paragraph if parameter.main else discord.TextStyle.short,
            )
            form.add_item(
                discord.ui.Label(
                    text=shortened(name_in(language, "parameter", name).capitalize(), limits.LABEL_TEXT),
                    description=shortened(say(parameter.help), limits.DESCRIPTION),
                    component=field,
                )
            )
        form.stop()
        return form


def _inputs(interaction: Interaction) -> dict[str, str]:
    """What was written into the fields of a form, by their custom ids."""
    found: dict[str, str] = {}
    pending: list[dict[str, Any]] = list(_data(interaction).get("components", ()))
    while pending:
        part = pending.pop()
        pending += part.get("components", ())
        if isinstance(part.get("component"), dict):
            pending.append(part["component"])
        if isinstance(part.get("value"), str) and part.get("custom_id"):
            found[part["custom_id"]] = part["value"]
    return found


def _data(interaction: Interaction) -> dict[str, Any]:
    """The payload of a press or form, as it came."""
    return cast("dict[str, Any]", interaction.data or {})


class PressedButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_BUTTONS):
    """Any button of ours, on any message, however old."""

    def __init__(self, item: discord.ui.Button[Any], pressed: CustomId) -> None:
        super().__init__(item)
        self.pressed = pressed

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> PressedButton:
        return cls(cast("discord.ui.Button[Any]", item), custom_id(match.groupdict()))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.client.pressed(interaction, self.pressed)


class PickedLine(discord.ui.DynamicItem[discord.ui.Select[Any]], template=_MENUS):
    """Any menu of ours."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], _match: re.Match[str], /
    ) -> PickedLine:
        return cls(cast("discord.ui.Select[Any]", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.client.picked(interaction, list(_data(interaction).get("values", ())))


def sent_form(interaction: Interaction) -> CustomId | None:
    """The custom id of a form of ours that was sent; None for any other interaction."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    words = _data(interaction).get("custom_id")
    match = re.fullmatch(PATTERN, words) if isinstance(words, str) else None
    found = custom_id(match.groupdict()) if match else None
    return found if found and found.part is Part.FORM else None
