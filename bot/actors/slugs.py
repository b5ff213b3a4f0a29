"""Ids of actors: readable slugs made from names alone."""

from __future__ import annotations

from bot.actors.folding import fold
from bot.actors.sighting import written_form
from bot.model import Kind


def slug(name: str, kind: Kind) -> str:
    """The slug of a name: of a person without middle initials ("michael-waltz"), of others without "the".

    A name in a script without letters to fold (none today) would give an empty slug; it is "unnamed" then.
    """
    words = fold(name).split()
    if kind is Kind.PERSON:
        form = written_form(name)
        dropped = [word for word in form.given[1:] if len(word) == 1]
        words = [word for word in form.written if word not in dropped] + ([form.suffix] if form.suffix else [])
    elif words[:1] == ["the"] and len(words) > 1:
        words = words[1:]
    return "-".join(words) or "unnamed"
