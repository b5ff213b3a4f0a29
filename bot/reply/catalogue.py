"""The sentences of replies in the reader's language: gettext catalogues, plural forms, dates by Babel.

English stands in the code and is its own catalogue; `config/locale/<language>.po` holds the others. What a catalogue
lacks is said in English. Quotations, titles, names and roles are never translated: only `say` and its kin are.

The engine knows no language: its errors, notes and doubts are finished English sentences, some of them out of the
archive. `told` knows them again by their patterns, which stand in the catalogues under the context "told".

The language is a context variable, set around one reply: a renderer or an adapter that composes nothing need not know.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.resources import config_file

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ENGLISH: Final = "en"
LANGUAGES: Final = ("en", "de", "es")
TOLD: Final = "told"
"""The gettext context of finished sentences."""
_FIELD: Final = re.compile(r"\{(\w+)\}")
_DAYS: Final = {"de": "d. MMM y", "es": "d MMM y"}

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language_of(locale: str | None) -> str:
    """The language spoken for a platform's locale ("de-DE", "es_419"); English where there is none of it."""
    language = (locale or "").replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else ENGLISH


@contextmanager
def speaking(locale: str | None) -> Iterator[None]:
    """Within it, `say` and its kin speak the locale's language."""
    token = _language.set(language_of(locale))
    try:
        yield
    finally:
        _language.reset(token)


def say(message: str, /, **values: object) -> str:
    """The message in the present language with its {values}. `message` is a literal: it is the catalogue's key."""
    language = _language.get()
    text = message if language == ENGLISH else catalogue(language).gettext(message)
    return text.format(**values) if values else text


def say_many(one: str, many: str, number: int, /, **values: object) -> str:
    """The form that the number calls for, with {number} and other {values}."""
    language = _language.get()
    text = (one if number == 1 else many) if language == ENGLISH else catalogue(language).ngettext(one, many, number)
    return text.format(number=written(number), **values)


def told(words: str, /) -> str:
    """A finished sentence of the engine in the present language; as it is where no pattern of the catalogue fits.

    What stands for a {placeholder} is copied, for it may be a user's word or a name; for a {say_…} it is told, too.
    """
    language = _language.get()
    if language == ENGLISH or not words:
        return words
    for pattern, text in _patterns(language):
        if found := pattern.fullmatch(words):
            given = found.groupdict()
            return text.format(**{key: told(part) if key.startswith("say_") else part for key, part in given.items()})
    return words


def name_in(language: str, context: str, word: str) -> str:
    """What a command, parameter or choice is called in a language; the word itself where it has no other name."""
    return word if language == ENGLISH else catalogue(language).pgettext(context, word)


def text_in(language: str, message: str) -> str:
    """The message in a language that is named, for what is prepared in all of them."""
    return message if language == ENGLISH else catalogue(language).gettext(message)


def written(number: int) -> str:
    """ "1,204"; in German "1.204"."""
    language = _language.get()
    if language == ENGLISH or abs(number) < 1000:
        return f"{number:,}"
    from babel.numbers import format_decimal

    return format_decimal(number, locale=language)


def written_day(value: date | datetime) -> str:
    """ "14 Mar 2025", in German "14. März 2025"."""
    language = _language.get()
    if language == ENGLISH:
        return f"{value.day} {value:%b %Y}"
    from babel.dates import format_date

    return format_date(value, _DAYS[language], locale=language)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language, read once; an empty one if there is no file. Costs a few milliseconds."""
    messages = _messages(language)
    if messages is None:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo

    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def _messages(language: str) -> Catalog | None:
    path = config_file(f"locale/{language}.po")
    if not path.is_file():
        return None
    from babel.messages.pofile import read_po

    with path.open("rb") as source:
        return read_po(source, locale=language)


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Pattern of an English sentence → the sentence in the language; what has more words of its own comes first."""
    found = [
        (str(message.id), str(message.string))
        for message in _messages(language) or ()
        if message.context == TOLD and message.string
    ]
    found.sort(key=lambda pair: -len(_FIELD.sub("", pair[0])))
    return tuple((_pattern(english), text) for english, text in found)


def _pattern(sentence: str) -> re.Pattern[str]:
    """Matches the sentence whatever stands for its placeholders."""
    pieces = _FIELD.split(sentence)  # text, name, text, name, …
    parts = [re.escape(piece) if n % 2 == 0 else f"(?P<{piece}>.+?)" for n, piece in enumerate(pieces)]
    return re.compile("".join(parts), re.DOTALL)
