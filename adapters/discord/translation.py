"""Names and descriptions of commands in the languages of the catalogue, for Discord's own lists."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.reply.catalogue import ENGLISH, language_of, name_in, text_in

_NAMES: Final = {
    Location.command_name: "command",
    Location.group_name: "command",
    Location.parameter_name: "parameter",
    Location.choice_name: "choice",
}
"""Where the catalogue keeps names, as gettext contexts; everything else is an ordinary message."""


class CatalogueTranslator(app_commands.Translator):
    """Looks words up in the catalogue; None, and so the English words, for what it lacks."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        """The words in the locale's language."""
        language = language_of(locale.value)
        if language == ENGLISH:
            return None
        kind = _NAMES.get(context.location)
        words = name_in(language, kind, string.message) if kind else text_in(language, string.message)
        return words if words != string.message else None
