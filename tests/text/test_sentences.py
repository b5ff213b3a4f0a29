"""Ends of sentences."""

from __future__ import annotations

import pytest

from bot.extract.pipeline import extract


def _sentences(text: str) -> list[str]:
    return [span.of(text) for span in extract(text).sentences]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("Mr. Bell left. He ran.", ["Mr. Bell left.", "He ran."], id="title"),
        pytest.param("J. P. Ortega left. So did I.", ["J. P. Ortega left.", "So did I."], id="initials"),
        pytest.param("They met at 9 a.m. on Monday.", ["They met at 9 a.m. on Monday."], id="hour"),
        pytest.param("They met at 9 a.m. He left.", ["They met at 9 a.m.", "He left."], id="hour-at-the-end"),
        pytest.param("“Stop.” He left.", ["“Stop.”", "He left."], id="closing-mark-belongs-to-it"),
        pytest.param("“Why now?” asked Bell.", ["“Why now?” asked Bell."], id="question-before-cue"),
        pytest.param("One…\n\nTwo", ["One…", "Two"], id="paragraph"),
        pytest.param("It cost 3.5 million. Yes.", ["It cost 3.5 million.", "Yes."], id="number"),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    assert _sentences(text) == sentences
