"""Near names are found by lookup exactly where comparing with every name finds them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.names.match import given_agree, one_edit
from bot.names.near import NearGivenNames, NearSurnames
from bot.names.parse import is_initial

SURNAMES = st.lists(st.text(alphabet="abcd", min_size=4, max_size=8), max_size=20)
GIVEN = st.sampled_from(["bill", "william", "jean-luc", "luc", "jean", "liz", "elizabeth", "j.", "omar", "beth"])


@given(SURNAMES, st.text(alphabet="abcd", min_size=4, max_size=8))
def test_near_surnames_are_those_within_one_edit_in_order(known: list[str], word: str) -> None:
    index = NearSurnames()
    for name in known:
        index.add(name)
    assert index.near(word) == [name for name in dict.fromkeys(known) if one_edit(word, name)]


@given(st.lists(GIVEN), GIVEN.filter(lambda name: not is_initial(name)))
def test_near_given_names_are_those_that_agree_but_no_initials(known: list[str], word: str) -> None:
    index = NearGivenNames()
    for name in known:
        index.add(name)
    assert index.near(word) == [n for n in dict.fromkeys(known) if not is_initial(n) and given_agree(n, word)]
