"""Tokens and their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.tokens import _MOST_PIECES, _PIECES, BREAK, CLITIC, DASH, MARK, STOP, WORD, tokenise


def _words(text: str) -> list[str]:
    tokens = tokenise(text)
    return [text[s:e] for s, e, kind in zip(tokens.starts, tokens.ends, tokens.kinds, strict=True) if kind == WORD]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Don’t say O’Hara won’t.", ["Don’t", "say", "O’Hara", "won’t"], id="apostrophes"),
        pytest.param(
            "a cease-fire at 9 a.m. in the U.S.", ["a", "cease-fire", "at", "9", "a.m.", "in", "the", "U.S."], id="dots"
        ),
        pytest.param("$1,000.50 and 12%", ["$1,000.50", "and", "12%"], id="numbers"),
        pytest.param("co\u00adoperate\u200bd", ["co\u00adoperate\u200bd"], id="invisible"),
        pytest.param("The end.Then", ["The", "end", "Then"], id="missing-space"),
    ],
)
def test_words_keep_what_belongs_to_them(text: str, words: list[str]) -> None:
    assert _words(text) == words


def test_a_clitic_is_a_token_of_its_own() -> None:
    tokens = tokenise("Bell’s dog, he's")
    assert [tokens.words[i] for i, kind in enumerate(tokens.kinds) if kind == CLITIC] == ["'s", "'s"]


def test_marks_stops_and_breaks_are_told_apart() -> None:
    assert tokenise("“A.”\n\n``B''").kinds == [MARK, WORD, STOP, MARK, BREAK, MARK, WORD, MARK]


@given(st.text(alphabet="ab A.'’“”\"\n-—…,3 \u200b", max_size=80))
def test_tokens_are_disjoint_ordered_and_leave_only_space_out(text: str) -> None:
    tokens = tokenise(text)
    at = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert at <= start < end
        assert not text[at:start].strip("\u200b \n\t")
        at = end
    assert not text[at:].strip("\u200b \n\t")


def test_a_hyphen_between_blanks_or_at_the_beginning_is_a_dash() -> None:
    assert [tokenise(text).kinds for text in ("- Late again.", "so - late", "\n - Late")] == [
        [DASH, WORD, WORD, STOP],
        [WORD, DASH, WORD],
        [BREAK, DASH, WORD],
    ]


def test_pieces_that_are_remembered_are_bounded_and_change_no_token() -> None:
    before = tokenise("“Never,” Nora Quill’s aide said (twice).")
    for start in range(0, 2 * _MOST_PIECES, 1000):
        tokenise(" ".join(f"word{number}" for number in range(start, start + 1000)))
    assert len(_PIECES) <= _MOST_PIECES
    after = tokenise("“Never,” Nora Quill’s aide said (twice).")
    assert (before.kinds, before.starts, before.ends, before.words, before.capital) == (
        after.kinds, after.starts, after.ends, after.words, after.capital
    )  # fmt: skip
