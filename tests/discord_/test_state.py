"""Custom ids say all that a press needs, fit into 100 characters and cannot be forged."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.state import (
    PATTERN,
    Form,
    Part,
    Sealer,
    custom_id,
    is_place,
    long_owner,
    opened,
    owner_of,
    short_owner,
)
from bot.commands import COMMANDS, Request
from bot.reply.model import Does
from bot.sealing import StateRefused

KEY = b"key"
TODAY = date(2026, 11, 23)
USERS = st.one_of(st.just(""), st.integers(0, 2**64).map(str), st.text(max_size=8))
REQUESTS = st.builds(
    lambda command, words, part: Request(
        command=command, arguments=tuple(sorted((name, word) for name, word in words.items() if word)), part=part
    ),
    st.sampled_from([command.name for command in COMMANDS]),
    st.dictionaries(st.sampled_from(["speaker", "about", "page"]), st.text(max_size=60), max_size=3),
    st.integers(0, 40),
)


@given(REQUESTS, st.sampled_from(list(Does)), USERS, st.sampled_from(list(Part)), st.sampled_from(list(Form)))
def test_a_press_means_what_the_button_was_made_for(
    asked: Request, does: Does, owner: str, part: Part, form: Form
) -> None:
    sealer = Sealer(KEY, TODAY, 12)
    made = sealer.seal(does, asked, owner=owner, part=part, form=form)
    assert len(made) <= 100
    match = re.fullmatch(PATTERN, made)
    assert match is not None
    found = custom_id(match.groupdict())
    assert (found.form, found.part) == (form, part)
    assert str(found) == made
    words = sealer.kept[found.words] if is_place(found.words) else found.words
    state = opened(words, KEY)
    assert (state.does, state.request, state.owner, state.generation) == (does, asked, owner, 12)


@given(st.integers(0, 99), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_changed_state_is_refused(at: int, char: str) -> None:
    words = Sealer(KEY, TODAY).seal(Does.PAGE, Request(command="quote", arguments=(("speaker", "Brenner"),)))[2:]
    at %= len(words)
    changed = words[:at] + char + words[at + 1 :]
    if changed != words:
        with pytest.raises(StateRefused):
            opened(changed, KEY)


def test_a_state_of_another_bot_is_refused() -> None:
    words = Sealer(KEY, TODAY).seal(Does.PAGE, Request(command="articles"))[2:]
    with pytest.raises(StateRefused):
        opened(words, b"another key")


@given(USERS)
def test_owners_are_short_and_come_back(owner: str) -> None:
    assert long_owner(short_owner(owner)) == owner
    if owner.isascii() and owner.isdigit():
        assert len(short_owner(owner)) <= 12


@given(USERS)
def test_delete_button_knows_its_owner_and_is_not_forged(owner: str) -> None:
    made = Sealer(KEY, TODAY).delete_id(owner)[2:]
    assert owner_of(made, KEY) == owner
    with pytest.raises(StateRefused):
        owner_of(made, b"another key")


def test_same_state_is_kept_once() -> None:
    sealer = Sealer(KEY, TODAY)
    long = Request(command="find", arguments=(("words", "harbour " * 40),))
    assert sealer.seal(Does.PAGE, long) == sealer.seal(Does.PAGE, long)
    assert len(sealer.kept) == 1
