"""A button's state survives the round trip, and nothing else passes for one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import COMMANDS, Request
from bot.reply.model import Does
from bot.sealing import ButtonState, StateRefused, pack, signing_key, unpack

KEY = signing_key("token")

states = st.builds(
    ButtonState,
    does=st.sampled_from(Does),
    request=st.builds(
        Request,
        command=st.sampled_from([command.name for command in COMMANDS]),
        arguments=st.dictionaries(
            st.sampled_from(["speaker", "about", "page"]),
            st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
        ).map(lambda given: tuple(sorted(given.items()))),
        part=st.integers(0, 500),
    ),
    generation=st.integers(0, 10**6),
    day=st.integers(0, 5_000).map(lambda days: date(2025, 1, 1) + timedelta(days=days)),
    owner=st.text(alphabet="U0123456789.~%", max_size=20),
)


@given(states)
def test_unpack_gives_back_what_was_packed(state: ButtonState) -> None:
    packed = pack(state, KEY)
    assert unpack(packed, KEY) == state
    assert packed.isascii()
    assert packed.isprintable()


@given(states, st.integers(min_value=0), st.characters(codec="ascii"))
def test_a_changed_state_is_refused(state: ButtonState, place: int, letter: str) -> None:
    packed = pack(state, KEY)
    at = place % len(packed)
    changed = packed[:at] + letter + packed[at + 1 :]
    if changed != packed:
        with pytest.raises(StateRefused):
            unpack(changed, KEY)


@given(st.text())
def test_anything_else_is_refused(words: str) -> None:
    with pytest.raises(StateRefused):
        unpack(words, KEY)


def test_another_key_does_not_fit() -> None:
    state = ButtonState(does=Does.PAGE, request=Request(command="articles"))
    with pytest.raises(StateRefused):
        unpack(pack(state, KEY), signing_key("other"))
