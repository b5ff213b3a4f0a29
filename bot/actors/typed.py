"""A query as somebody typed it, read as a personal name and as an organisation's."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actors.folding import fold
from bot.actors.form import Form, form_of
from bot.actors.group_alignment import telling_words
from bot.actors.group_names import group_key
from bot.names.parse import strip_possessive

MAX_QUERY = 200  # characters read of what somebody typed: longer than any name, short enough for every method
_MAX_ACRONYM = 6  # letters


@dataclass(frozen=True, slots=True)
class Typed:
    """One query."""

    text: str
    folded: str
    form: Form
    group: tuple[str, ...]
    variants: tuple[tuple[str, ...], ...]  # the words to look up: without titles, with them, without type words

    @staticmethod
    def of(query: str) -> Typed:
        """The query without marks around it and without a possessive s."""
        text = strip_possessive(" ".join(query[:MAX_QUERY].split()).strip(' ?!.,;:"“”„«»()[]'))
        form = form_of(text)
        group = tuple(group_key(text).split())
        variants = tuple(words for words in dict.fromkeys((form.written, group, telling_words(group))) if words)
        return Typed(text, fold(text), form, group, variants)

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of a short lone word, as the index holds "U.N."; none for anything else."""
        lone = self.group[0] if len(self.group) == 1 else ""
        return tuple(lone) if 1 < len(lone) <= _MAX_ACRONYM else ()
