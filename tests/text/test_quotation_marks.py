"""Pairs of quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.paragraphs import paragraphs
from bot.text.quotation_marks import Quotation, inner_quotations, quotations
from bot.text.tokens import Tokens, tokenise


def _read(text: str) -> tuple[Tokens, list[Quotation]]:
    tokens = tokenise(text)
    return tokens, [q for found in quotations(tokens, paragraphs(tokens)) for q in found]


def _insides(text: str) -> list[str]:
    tokens, found = _read(text)
    return [tokens.between(*q.inside) for q in found]


@pytest.mark.parametrize(
    ("text", "insides"),
    [
        pytest.param('He said "no" and "yes".', ["no", "yes"], id="straight"),
        pytest.param("“A “b” c,” he said.", ["A “b” c,"], id="nested-curly"),
        pytest.param("”We tried,” he said.", ["We tried,"], id="wrong-way"),
        pytest.param("„Genug“, sagte er.", ["Genug"], id="low-high"),
        pytest.param("« Bon », dit-il.", ["Bon"], id="guillemets"),
        pytest.param("»Gut«, sagte er.", ["Gut"], id="reversed"),
        pytest.param("``One,'' he said, ``two.''", ["One,", "two."], id="ticks"),
        pytest.param("‘It’s late,’ he said.", ["It’s late,"], id="single"),
        pytest.param(
            "‘I said, “Go home, Tom,”’ she says. ‘He did.’", ["I said, “Go home, Tom,”", "He did."], id="british"
        ),
        pytest.param("The dogs' bowls and the cats' bowls.", [], id="possessives"),
        pytest.param("She is 5'11\" and he is 6'2\" tall.", [], id="inches"),
        pytest.param("» Ana Ruiz, 42", [], id="bullet"),
        pytest.param('The word "" is empty.', [], id="nothing-inside"),
    ],
)
def test_marks_pair_by_the_cheapest_reading(text: str, insides: list[str]) -> None:
    assert _insides(text) == insides


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    _, found = _read("“We tried.\n\nThe mayor left.")
    assert [(q.closed, q.continued) for q in found] == [(False, False)]


def test_a_quotation_runs_on_where_the_next_paragraph_opens_again() -> None:
    _, found = _read("“First.\n\n“Second,” he said.")
    assert [(q.closed, q.continued) for q in found] == [(False, True), (True, False)]


def test_quotations_inside_a_quotation_are_found_apart() -> None:
    tokens, found = _read("“He told me ‘never again’ and left,” she said.")
    assert [tokens.between(*q.inside) for q in inner_quotations(tokens, found[0])] == ["never again"]


@given(st.text(alphabet="ab “”«»„\"'‘’.,\n", max_size=60))
def test_quotations_are_disjoint_and_in_reading_order(text: str) -> None:
    tokens, found = _read(text)
    at = -1
    for quotation in found:
        begin, end = quotation.inside
        assert at < begin < end <= len(tokens)
        at = end - 1
