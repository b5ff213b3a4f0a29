"""A query as somebody typed it, read as a personal name and as an organisation's."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actors.folding import fold
from bot.actors.form import Form, form_of
from bot.actors.groups import group_key
from bot.names.parse import strip_possessive

_MAX_ACRONYM = 6  # letters


@dataclass(frozen=True, slots=True)
class Typed:
    """One query."""

    text: str
    folded: str
    form: Form
    group: tuple[str, ...]
    variants: tuple[tuple[str, ...], ...]  # the words to look up, without titles and with them

    @staticmethod
    def of(query: str) -> Typed:
        """The query without marks around it and without a possessive s."""
        text = strip_possessive(" ".join(query.split()).strip(' ?!.,;:"“”„«»()[]'))
        form = form_of(text)
        group = tuple(group_key(text).split())
        return Typed(text, fold(text), form, group, _variants(form.written, group))


def _variants(*readings: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The readings, each once; of a short lone word also its letters, as "U.N." is held."""
    lone = readings[-1][0] if len(readings[-1]) == 1 else ""
    letters = tuple(lone) if 1 < len(lone) <= _MAX_ACRONYM else ()
    return tuple(words for words in dict.fromkeys((*readings, letters)) if words)
