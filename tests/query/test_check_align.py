"""Runs, alignment and the kinds of difference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.query.check_align import Op, align, longest_runs, occurrences

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12)


def test_occurrences_are_all_found() -> None:
    assert occurrences(["a", "b"], ["a", "b", "a", "b", "a"]) == [0, 2]
    assert occurrences([], ["a"]) == []


@given(WORDS, WORDS)
def test_longest_runs_are_equal_words_and_cannot_grow(wanted: list[str], there: list[str]) -> None:
    for run in longest_runs(wanted, there):
        assert wanted[run.asked : run.asked + run.size] == there[run.place : run.place + run.size]
        grown = wanted[run.asked : run.asked + run.size + 1]
        assert len(grown) == run.size or not occurrences(grown, there)


@given(WORDS, WORDS)
def test_alignment_uses_every_asked_word_once_in_order(wanted: list[str], there: list[str]) -> None:
    alignment = align(wanted, there)
    asked = [step.asked for step in alignment.steps if step.asked is not None]
    places = [step.place for step in alignment.steps if step.place is not None]
    assert asked == list(range(len(wanted)))
    assert places == list(range(alignment.start, alignment.end))
    for step in alignment.steps:
        if step.op is Op.SAME:
            assert step.asked is not None
            assert step.place is not None
            assert wanted[step.asked] == there[step.place]


@given(WORDS)
def test_alignment_with_itself_is_perfect(words: list[str]) -> None:
    alignment = align(words, words)
    assert alignment.equal == len(words)
    assert not words or alignment.share(len(words)) == 1.0
