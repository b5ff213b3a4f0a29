"""Who says it: one line of news prose each, in the forms in which sources and speech meet (speakers.txt)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extract.readings import read

_LINES = Path(__file__).with_name("speakers.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", [line for line in _LINES if not line.startswith("#")])
def test_the_words_are_those_of_their_speaker(line: str) -> None:
    words, speaker, text = line.split(" | ", 2)
    assert read(text.replace("¶", "\n\n")).speaker(words) == (None if speaker == "-" else speaker)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("President Tom Bell met President Omar Haddad of Varenia. “We need peace,” the president said.", "peace"),
        ("When Tom Bell arrived, Omar Haddad was already there. “You are late,” he said.", "You are late"),
    ],
)
def test_two_that_fit_make_it_unsure(text: str, words: str) -> None:
    assert read(text).unsure(words)
