"""Discord's published limits on what a bot sends, in one place.

Source: Discord developer documentation (Message Components, Application Commands, Interactions), API v10.
Lengths are counted in UTF-16 units: never less than whatever Discord counts, so what fits here fits there.
"""

from __future__ import annotations

from typing import Final

COMPONENTS: Final = 40  # of one message, nested ones included
DISPLAYED: Final = 4000  # characters over all text displays of one message
CONTENT: Final = 2000  # characters of a message without Components V2
ROW_BUTTONS: Final = 5
BUTTON_LABEL: Final = 80
CUSTOM_ID: Final = 100
SELECT_OPTIONS: Final = 25
OPTION_TEXT: Final = 100  # label, value and description of a menu's option
MODAL_TITLE: Final = 45
MODAL_ROWS: Final = 5
INPUT_TEXT: Final = 4000
LABEL_TEXT: Final = 45
CHOICES: Final = 25  # of an autocomplete answer, or of one option
CHOICE_TEXT: Final = 100
DESCRIPTION: Final = 100
OPTION_INPUT: Final = 6000  # characters of a text option


def length(text: str) -> int:
    """UTF-16 units of `text`."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: int) -> str:
    """`text` in at most `limit` units, with … where something is left out: for labels, never for quotations."""
    if length(text) <= limit:
        return text
    kept = text[: limit - 1]
    while length(kept) > limit - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"
