"""Paragraph breaks and wrapped lines."""

from __future__ import annotations

from bot.text.paragraphs import paragraphs
from bot.text.tokens import tokenise


def _paragraphs(text: str) -> list[str]:
    tokens = tokenise(text)
    return [tokens.between(begin, end) for begin, end in paragraphs(tokens)]


def test_every_line_is_a_paragraph_where_nothing_wraps() -> None:
    assert _paragraphs("One.\nTwo.\n\nThree.") == ["One.", "Two.", "Three."]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The harbour was closed on Monday morning because the\n"
        "wind had torn the roof from the old customs house and\n"
        "thrown it into the basin.\n\n"
        "Nobody was hurt, and the ferries sailed again before\n"
        "noon, as the harbour master had promised."
    )
    assert len(_paragraphs(text)) == 2


def test_lines_of_quotations_are_not_taken_for_wrapped_ones() -> None:
    text = (
        "“The first of us came from the hills above the town.” ― Ana Ruiz\n“We came by the sea.” ― Tom Bell\n\nThe end."
    )
    assert len(_paragraphs(text)) == 3


def test_no_paragraph_is_empty() -> None:
    assert _paragraphs("\n\n \n") == []
