"""Plain words → Discord markdown that shows exactly those words, and back.

Discord shows an ASCII punctuation mark as it stands when a backslash precedes it (its parser is a fork of
simple-markdown, whose escape rule is a backslash before anything but letters, digits and white space). So
every mark that can begin markup is escaped: emphasis, code, spoilers, headings, subtext, lists, quotes, masked
links, bare addresses and emoji names (by their colon), mentions, timestamps and commands (by their <).

Characters that cannot be seen, or that turn the direction of writing, become ⟨U+202E⟩: a reader sees that
something stood there. The + of such words in the text itself is escaped, so the two can be told apart.
Joiners between two visible characters and soft hyphens stay: emoji and several scripts need them.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = str.maketrans({mark: "\\" + mark for mark in "\\*_~`|<>@#[]"})
"""What means something anywhere."""
_COLON = re.compile(r":(?![ \n\t]|\Z)")  # of an emoji's name or an address; other white space is shown as ⟨U+…⟩
_LIST = re.compile(r"(?m)^([ \t]*)([-+])|^([ \t]*\d+)([.)])(?=\s|$)")
_LIKE_SHOWN = "⟨U+"
_SHOWN = re.compile(r"⟨U\+([0-9A-F]{4,6})⟩")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

_KEPT = frozenset("\n\t\u00ad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Line break, tab, soft hyphen, and the format characters that are drawn (Arabic number signs and the like)."""
_JOINERS = frozenset("\u200c\u200d")
_BLANKS = frozenset("\u115f\u1160\u17b4\u17b5\u2028\u2029\u2800\u3164\uffa0\u034f")
"""Drawn as nothing although Unicode does not call them format or control characters."""
_BLANK = re.compile(f"[{''.join(sorted(_BLANKS))}]")
_UNSAFE = re.compile(r"[<>()\[\]\\`*|\"'\s]")


def escape(text: str) -> str:
    """Markdown that Discord shows as `text`; `unescape` gives `text` back, character for character."""
    marked = text.translate(_MARKS)
    if ":" in marked:
        marked = _COLON.sub(r"\\:", marked)
    if "\n" in marked or _LIST.match(marked):
        marked = _LIST.sub(r"\1\3\\\2\4", marked)
    if _LIKE_SHOWN in marked:
        marked = marked.replace(_LIKE_SHOWN, "⟨U\\+")
    if marked.replace("\n", "").isprintable() and not _BLANK.search(marked):
        return marked
    return "".join(_visible(marked, at) for at in range(len(marked)))


def unescape(markdown: str) -> str:
    """The words that `escape` was given."""
    out: list[str] = []
    at = 0
    while at < len(markdown):
        if found := _ESCAPED.match(markdown, at):
            out.append(found[1])
        elif found := _SHOWN.match(markdown, at):
            out.append(chr(int(found[1], 16)))
        else:
            out.append(markdown[at])
            at += 1
            continue
        at = found.end()
    return "".join(out)


def one_line(text: str) -> str:
    """Words for a button, an option or a list choice: no markup there, so only what is unseen is made visible."""
    flat = " ".join(text.split())
    if flat.isprintable() and not _BLANK.search(flat):
        return flat
    return "".join(_visible(flat, at) for at in range(len(flat)))


def address(url: str) -> str:
    """An http or https address for a masked link: what could end the link early is percent-encoded; "" if neither."""
    if not url.lower().startswith(("http://", "https://")):
        return ""
    safe = _UNSAFE.sub(lambda found: _encoded(found[0]), url)
    if safe.isprintable() and not _BLANK.search(safe):
        return safe
    return "".join(_encoded(char) if _unseen(char) else char for char in safe)


def _visible(text: str, at: int) -> str:
    char = text[at]
    if char in _KEPT or (char == "\r" and text[at + 1 : at + 2] == "\n"):
        return char
    if char in _JOINERS:
        between = text[at - 1 : at] + text[at + 1 : at + 2]
        if at and len(between) == 2 and not any(_unseen(other) or other.isspace() for other in between):
            return char
        return f"⟨U+{ord(char):04X}⟩"
    return f"⟨U+{ord(char):04X}⟩" if _unseen(char) else char


def _unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") or char in _BLANKS


def _encoded(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
