"""A query as somebody typed it, read as a personal name and as an organisation's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.actors.folding import fold
from bot.actors.form import Form, form_of
from bot.actors.group_alignment import telling_words
from bot.actors.group_names import group_key
from bot.actors.known import is_name, is_ordinary
from bot.actors.roles import short_role
from bot.names.lexicon import name_lexicon
from bot.names.parse import strip_possessive

MAX_QUERY = 200  # characters read of what somebody typed: longer than any name, short enough for every method
_MAX_ACRONYM = 6  # letters
_AMERICAN = re.compile("^u s ")
_REMARK = re.compile(r"(?<=\S)\s+\([^()]*\)$")  # "Ted Cruz (R-Texas)"


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
        text = _REMARK.sub("", " ".join(query[:MAX_QUERY].split()).strip(' ?!.,;:"“”„«»'))
        text = _titled(strip_possessive(text.strip(' ?!.,;:"“”„«»()[]')))
        form = form_of(text)
        group = tuple(_AMERICAN.sub("us ", group_key(text)).split())
        home = telling_words(group[1:]) if group[:1] == ("us",) else ()
        variants = tuple(words for words in dict.fromkeys((form.written, group, telling_words(group), home)) if words)
        return Typed(text, fold(text), form, group, variants)

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of a short lone word, as the index holds "U.N."; none for anything else."""
        lone = self.group[0] if len(self.group) == 1 else ""
        return tuple(lone) if 1 < len(lone) <= _MAX_ACRONYM else ()

    @property
    def has_given_name(self) -> bool:
        """May the words before the family name be somebody's: "Ivan Volkov", but not "FBI recommend Volkov"?"""
        small = {fold(word) for word in self.text.split() if word.islower()}
        given = [word for word in self.form.given if len(word) > 1]
        return all(not is_ordinary(word) and (word not in small or is_name(word)) for word in given)


def _titled(text: str) -> str:
    """The text with a title before the name in full: "Sec. Bell", "AG Bell"."""
    title, _, name = text.partition(" ")
    if not name:
        return text
    key = fold(title).replace(" ", "")
    full = short_role(key) or (name_lexicon().abbreviated.get(key) if title.endswith(".") else None)
    return f"{full.title()} {name}" if full else text
