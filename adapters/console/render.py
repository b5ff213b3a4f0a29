"""Reply → the terminal: the plain words, with colour where the terminal has any; control characters never pass."""

from __future__ import annotations

import unicodedata

from rich.console import Console
from rich.text import Text

from bot.reply.catalogue import say
from bot.reply.model import Cut, Divider, Does, Inline, Line, Link, Quotation, Reply, Strong, Struck, Style
from bot.reply.plain import indent, is_comparison, quoted, word

_STYLES = {Style.HEADING: "bold", Style.BODY: "", Style.SMALL: "dim", Style.FOOTER: "dim italic"}


def render(reply: Reply, console: Console) -> None:
    """Print the reply: the same words as `plain`, styled."""
    for block in reply.blocks:
        if isinstance(block, Quotation):
            console.print()
            console.print(Text(harmless(indent(quoted(block.item))), style="green"))
        elif isinstance(block, Divider):
            console.print()
        elif isinstance(block, Line):
            console.print(_line(block))


def _line(line: Line) -> Text:
    text = Text(style=_STYLES[line.style])
    compares = is_comparison(line.parts)
    for part in line.parts:
        text.append(harmless(word(part, compares=compares)), style=_style(part))
    return text


def _style(part: Inline) -> str:
    if isinstance(part, Strong) or (isinstance(part, Cut) and part.strong):
        return "bold"
    if isinstance(part, Struck):
        return "red"
    return "underline" if isinstance(part, Link) else ""


def options_line(reply: Reply) -> str:
    """What can be pressed: "1 Next ▶ · 2 Context"."""
    labels = [button.label for button in reply.buttons if button.does is not Does.SHARE]
    return say("Type a number: ") + " · ".join(f"{number} {harmless(label)}" for number, label in enumerate(labels, 1))


def harmless(text: str) -> str:
    """`text` without characters that steer a terminal or turn the reading direction; line breaks and tabs stay."""
    return "".join(c for c in text if c in "\n\t" or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in _BIDI))


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
