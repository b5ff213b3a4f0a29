"""What a button carries: a request, signed, in as few characters as can be.

`<does><generation>.<day>.<part>.<owner>~command~key=words…~<signature>`: numbers in base 36, words percent-escaped.
The signature is HMAC-SHA256 cut to 64 bits: a forged button costs 2^63 presses on average.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote, unquote

from bot.commands import BY_NAME, Request
from bot.errors import QuotedeskError
from bot.reply.model import Does

_EPOCH = date(2025, 1, 1)
_LETTER = {
    Does.PAGE: "p",
    Does.CHOOSE: "c",
    Does.CONTEXT: "x",
    Does.WHY: "w",
    Does.SHARE: "s",
    Does.MORE: "m",
}
_DOES = {letter: does for does, letter in _LETTER.items()}
_SAFE = " @:,.;-_/()'\"!?*+$"
_PLAIN = re.compile(rf"[A-Za-z0-9{re.escape(_SAFE)}]*")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class StateRefused(QuotedeskError):
    """The state of a button is not ours, or was changed."""

    user_message = "I cannot read this button any more. Please send the command again."


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonState:
    """What a press means."""

    does: Does
    request: Request
    generation: int = 0  # of the archive when the button was made: tells whether the articles changed since
    day: date = _EPOCH  # when it was made; not before 2025
    owner: str = ""  # platform id of who may press; "": everyone


def signing_key(*secrets: str) -> bytes:
    """A key for `pack` from secrets that survive a restart, such as the platform's token."""
    return hashlib.sha256("\0".join(("quotedesk buttons", *secrets)).encode()).digest()


def pack(state: ButtonState, key: bytes) -> str:
    """The state as printable ASCII without line breaks; its length grows with the request's words."""
    request = state.request
    head = ".".join(
        (
            _LETTER[state.does] + _base36(state.generation),
            _base36(max(0, (state.day - _EPOCH).days)),
            _base36(request.part),
            quote(state.owner, safe=""),
        )
    )
    words = [
        head,
        request.command,
        *(f"{name}={_escaped(value)}" for name, value in request.arguments),
    ]
    body = "~".join(word.replace("~", "%7E") for word in words)
    return f"{body}~{_signature(body, key)}"


def unpack(words: str, key: bytes) -> ButtonState:
    """The state that `pack` made with the same key; StateRefused for anything else."""
    body, _, signature = words.rpartition("~")
    if not body or not hmac.compare_digest(signature.encode(), _signature(body, key).encode()):
        raise StateRefused
    try:
        head, command, *pairs = body.split("~")
        tag, day, part, owner = head.split(".", 3)
        arguments = tuple((name, unquote(value)) for name, _, value in (pair.partition("=") for pair in pairs))
        if command not in BY_NAME:
            raise StateRefused
        return ButtonState(
            does=_DOES[tag[0]],
            request=Request(command=command, arguments=tuple(sorted(arguments)), part=int(part, 36)),
            generation=int(tag[1:], 36),
            day=date.fromordinal(_EPOCH.toordinal() + int(day, 36)),
            owner=unquote(owner),
        )
    except (KeyError, ValueError, OverflowError) as error:
        raise StateRefused from error


def _escaped(words: str) -> str:
    """Percent-escaped; most words need none, and are found out quickly."""
    return words if _PLAIN.fullmatch(words) else quote(words, safe=_SAFE)


def _signature(body: str, key: bytes) -> str:
    mac = hmac.digest(key, body.encode(), "sha256")[:8]
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")


@lru_cache(maxsize=1024)
def _base36(number: int) -> str:
    out = ""
    while True:
        number, digit = divmod(number, 36)
        out = _DIGITS[digit] + out
        if not number:
            return out
