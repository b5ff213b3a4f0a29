"""May two written names mean one organisation or place, and on what ground? The words must agree in order."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actors.alignment import Backing, How, word_agrees
from bot.actors.group_names import group_key
from bot.actors.known import is_ordinary

# Words that say what sort of body it is: alone they name none, and leaving them out leaves the name.
_TYPE_WORDS = frozenset(
    """agency airlines association authority bank board bureau capital center centre club coalition college commission
    committee council department energy entertainment federation foundation fund group holdings industries institute
    institution international media ministry motors national news of office oil organisation organization partners
    party pharmaceuticals police press service services society systems technologies trust union university and for in
    the""".split()
)


def align_group(typed: Sequence[str], name: str, *, loose: bool = True) -> How | None:
    """On what ground the folded words typed (without "the") stand for the organisation or place called `name`."""
    held = group_key(name).split()
    if len(typed) == 1 and typed[0] in _TYPE_WORDS:
        return None  # "the board": whichever
    if list(typed) == held:
        return How.ALIAS
    if "".join(typed) == "".join(held) or [*typed[:-1], typed[-1].removesuffix("s")] == held:
        return How.FOLDED  # "Green Peace", "the Talibans"
    if len(typed) == len(held):
        pairs = list(zip(typed, held, strict=True))
        backing = Backing.SURE if any(a == b for a, b in pairs) else Backing.NOTHING
        grounds = [word_agrees(a, b, loose=loose, backing=backing) for a, b in pairs]
        if None not in grounds:
            return max(ground for ground in grounds if ground is not None)
        return None
    if _is_part(typed, held):
        return How.PARTIAL
    home = align_group(typed[1:], name, loose=False) if typed[0] == "us" and len(typed) > 1 else None
    return None if home is None else max(home, How.PARTIAL)  # American papers leave "U.S." out


def telling_words(words: Sequence[str]) -> tuple[str, ...]:
    """The words that are no type words; none where only everyday words would be left."""
    telling = tuple(word for word in words if word not in _TYPE_WORDS)
    return telling if any(not is_ordinary(word) for word in telling) else ()


def _is_part(typed: Sequence[str], held: Sequence[str]) -> bool:
    """Are the telling words the same, the rest being type words ("Reuters" for "Reuters News Agency")?"""
    telling = telling_words(typed)
    return bool(telling) and telling == telling_words(held)
