"""Parts of written names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Gender
from bot.names.lexicon import given_gender
from bot.names.match import compatible, given_agree
from bot.names.parse import parse_name


@pytest.mark.parametrize(
    ("text", "honorifics", "given_names", "particles", "surname", "suffix"),
    [
        ("Ana Ruiz", (), ("Ana",), (), "Ruiz", ""),
        ("Mr. Bell's", ("Mr.",), (), (), "Bell", ""),
        ("Sen. Tom Bell Jr.", ("Sen.",), ("Tom",), (), "Bell", "Jr."),
        ("Tom Bell, III", (), ("Tom",), (), "Bell", "III"),
        ("former Prime Minister Eva Lind", ("former Prime Minister",), ("Eva",), (), "Lind", ""),
        ("Carla von der Aue", (), ("Carla",), ("von", "der"), "Aue", ""),
        ("Ben Carver", (), ("Ben",), (), "Carver", ""),
        ("President J. P. Ortega of Valdia", ("President",), ("J.", "P."), (), "Ortega", ""),
        ("Tanaka Yui", (), ("Yui",), (), "Tanaka", ""),
        ("Ngô", (), (), (), "Ngô", ""),
        ("", (), (), (), "", ""),
    ],
)
def test_parse_name_divides_a_written_name(
    text: str,
    honorifics: tuple[str, ...],
    given_names: tuple[str, ...],
    particles: tuple[str, ...],
    surname: str,
    suffix: str,
) -> None:
    name = parse_name(text)
    assert (name.honorifics, name.given, name.particles, name.surname, name.suffix) == (
        honorifics,
        given_names,
        particles,
        surname,
        suffix,
    )


def test_parse_name_takes_a_quoted_nickname_out() -> None:
    name = parse_name("Roberto “Bobo” Diaz")
    assert (name.given, name.nickname, name.surname, name.bare) == (
        ("Roberto",),
        "Bobo",
        "Diaz",
        "Roberto Diaz",
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mike Smith", "Michael Smith", True),
        ("J. Ortega", "Juan Ortega", True),
        ("Ortega", "Juan Ortega", True),
        ("Mr. Bell", "Tom Bell", True),
        ("Müller", "Eva Muller", True),
        ("Mr. Bell", "Mrs. Bell", False),
        ("Mrs. Bell", "Tom Bell", False),
        ("Tom Bell", "Tom Bell Jr.", False),
        ("Bell", "Tom Bell Jr.", True),
        ("Bill Carver", "Helen Carver", False),
        ("Johnson", "Johnston", False),
        ("Waltz", "Walz", False),
    ],
)
def test_compatible_holds_the_hard_constraints(one: str, other: str, same: bool) -> None:
    assert compatible(parse_name(one), parse_name(other)) is same
    assert compatible(parse_name(other), parse_name(one)) is same


def test_given_names_agree_by_initial_and_nickname_only() -> None:
    assert given_agree("Bill", "William")
    assert given_agree("J.", "John")
    assert not given_agree("Joan", "John")


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Ana", Gender.FEMALE),
        ("Dmitri", Gender.MALE),
        ("Kelly", None),
        ("Zqx", None),
        ("Jean-Luc", Gender.MALE),
    ],
)
def test_given_gender_is_silent_where_a_name_serves_both(name: str, gender: Gender | None) -> None:
    assert given_gender(name) is gender


@given(st.text(max_size=60))
def test_parse_name_never_raises_and_keeps_only_words_of_the_text(text: str) -> None:
    name = parse_name(text)
    kept = (*name.given, *name.particles, name.surname)
    assert all(word in text for word in kept if word)
