"""Paragraph breaks and wrapped lines."""

from __future__ import annotations

import pytest

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


def test_a_line_feed_within_a_sentence_is_no_break() -> None:
    text = "The crews of both ferries voted on Sunday to stay in port, and\nthe harbour fell silent.\nNobody sang."
    assert _paragraphs(text) == [text.rpartition("\n")[0], "Nobody sang."]


@pytest.mark.parametrize(("opening", "closing"), ["“”", "«»", '""'])
def test_a_line_feed_within_a_quotation_is_no_break(opening: str, closing: str) -> None:
    text = f"{opening}We waited.\nNobody came,{closing} said Ana Ruiz.\n{opening}Nobody,{closing} said Tom Bell."
    first, _, last = text.rpartition("\n")
    assert _paragraphs(text) == [first, last]


@pytest.mark.parametrize(
    "text",
    [
        "“We waited.\n“Nobody came,” said Ana Ruiz.",
        '"We waited.\n"Nobody came," said Ana Ruiz.',
        "“We waited.\nThe mayor left. “Nobody came,” she said.",
        "He said “no”.\nThe “board” met.",
        "bread and butter\nmilk",
        "The harbour of Port Karsk will stay shut until the first of June\nby Ana Ruiz",
        "The harbour of Port Karsk will stay shut until the first of June\ndate: 2026-03-05",
    ],
)
def test_other_line_feeds_are_breaks(text: str) -> None:
    assert len(_paragraphs(text)) == 2


def test_no_paragraph_is_empty() -> None:
    assert _paragraphs("\n\n \n") == []
