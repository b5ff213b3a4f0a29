"""The custom ids of buttons, menus and forms: all that a press needs, signed, in at most 100 characters.

    <form><part><words>     qb… a button; qm… a menu; qr… opens a form; qf… the form; qd… deletes the message

`<words>` is what `bot.sealing` makes of a request, or "k~" and a key under which the archive keeps it for a while
when it is too long. Owners are written in base 62: a snowflake in 11 characters.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from typing import Final

from adapters.discord import limits
from bot.commands import Request
from bot.reply.model import Does
from bot.sealing import ButtonState, StateRefused, pack, unpack

KEPT_FOR: Final = timedelta(days=90)
"""How long a state that does not fit into its button stays in the archive."""

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Form(Enum):
    """How an answer is laid out; the pages of one answer keep its form."""

    CARDS = "q"  # Components V2
    TEXT = "t"  # plain content with classic buttons, where V2 fails


class Part(Enum):
    """Which component a custom id belongs to."""

    BUTTON = "b"  # one request
    MENU = "m"  # a menu whose chosen value is itself a custom id; the state tells nothing but the owner
    REFINE = "r"  # opens a form with the request's words
    FORM = "f"  # that form, sent
    DELETE = "d"


@dataclass(frozen=True, slots=True)
class CustomId:
    """A custom id, taken apart. `words` is a sealed state, or the key of one."""

    form: Form
    part: Part
    words: str

    def __str__(self) -> str:
        return f"{self.form.value}{self.part.value}{self.words}"


PATTERN: Final = r"(?P<form>[qt])(?P<part>[bmrfd])(?P<words>[ -~]{1,98})"


@dataclass(slots=True)
class Sealer:
    """Makes custom ids; collects in `kept` the states that the archive must keep before the message is sent."""

    key: bytes
    today: date
    generation: int = 0
    kept: dict[str, str] = field(default_factory=dict)

    def seal(
        self, does: Does, request: Request, *, owner: str = "", part: Part = Part.BUTTON, form: Form = Form.CARDS
    ) -> str:
        """The custom id for a press that does this with the request."""
        state = ButtonState(
            does=does, request=request, generation=self.generation, day=self.today, owner=short_owner(owner)
        )
        words = pack(state, self.key)
        if len(words) + 2 > limits.CUSTOM_ID:
            place = _place(words, self.key)
            self.kept[place] = words
            words = place
        return f"{form.value}{part.value}{words}"

    def delete_id(self, owner: str, form: Form = Form.CARDS) -> str:
        """The custom id of a button that deletes its message."""
        short = short_owner(owner)
        return str(CustomId(form, Part.DELETE, f"{short}~{_mark(short, self.key)}"))


def is_place(words: str) -> bool:
    """Are these words the key of a state in the archive, not a state?"""
    return words.startswith("k~")


def opened(words: str, key: bytes) -> ButtonState:
    """The state in `words`; StateRefused if it is not ours."""
    state = unpack(words, key)
    return replace(state, owner=long_owner(state.owner))


def owner_of(words: str, key: bytes) -> str:
    """Whose message a delete button belongs to; StateRefused if it is not ours."""
    short, _, mark = words.rpartition("~")
    if not hmac.compare_digest(mark.encode(), _mark(short, key).encode()):
        raise StateRefused
    return long_owner(short)


def custom_id(groups: Mapping[str, str]) -> CustomId:
    """From the named groups of a match of `PATTERN`."""
    return CustomId(Form(groups["form"]), Part(groups["part"]), groups["words"])


def short_owner(owner: str) -> str:
    """A user's id in base 62; anything that is no plain number stays as it is, marked."""
    if not owner:
        return ""
    if not (owner.isascii() and owner.isdigit() and owner[0] != "0"):
        return f"-{owner}"
    number, out = int(owner), ""
    while number:
        number, digit = divmod(number, 62)
        out = _DIGITS[digit] + out
    return out


def long_owner(short: str) -> str:
    """The user's id that `short_owner` was given; StateRefused if there is none."""
    if not short or short.startswith("-"):
        return short[1:]
    number = 0
    for digit in short:
        value = _DIGITS.find(digit)
        if value < 0:
            raise StateRefused
        number = number * 62 + value
    return str(number)


def _place(words: str, key: bytes) -> str:
    mac = hmac.new(key, b"kept\0" + words.encode(), hashlib.sha256).digest()[:15]
    return "k~" + base64.urlsafe_b64encode(mac).decode()


def _mark(short: str, key: bytes) -> str:
    mac = hmac.new(key, b"delete\0" + short.encode(), hashlib.sha256).digest()[:8]
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
