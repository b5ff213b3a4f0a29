"""Roles, titles and appositions: clean texts, former ones told, the organisation kept."""

from __future__ import annotations

import pytest

from tests.extract.readings import read


def roles(text: str, name: str) -> list[tuple[str, bool]]:
    return [(role.text, role.former) for role in read(text).entity(name).roles]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param("Mayor Ana Ruiz left.", "Ana Ruiz", [("Mayor", False)], id="title"),
        pytest.param("Violinist Ana Ruiz left.", "Ana Ruiz", [("Violinist", False)], id="occupation"),
        pytest.param("Harpooner Ana Ruiz left.", "Ana Ruiz", [("Harpooner", False)], id="what-sounds-like-one"),
        pytest.param("Walter Ana Ruiz left.", "Walter Ana Ruiz", [], id="given-name-that-sounds-like-one"),
        pytest.param("Defender Security Group left Porto.", "Defender Security Group", [], id="company"),
        pytest.param("Ana Ruiz, the CEO of Merrow, left.", "Ana Ruiz", [("CEO of Merrow", False)], id="acronym"),
        pytest.param(
            "The port parted with coach Omar Lind, less than a day later.", "Omar Lind", [("coach", False)], id="less"
        ),
        pytest.param("The local MP, Ana Ruiz, left.", "Ana Ruiz", [("local MP", False)], id="acronym-before"),
        pytest.param(
            "The head of the school that had burned, Omar Lind, left.",
            "Omar Lind",
            [("head of the school", False)],
            id="behind-a-relative-clause",
        ),
        pytest.param("In 2012 then-Mayor Ana Ruiz left.", "Ana Ruiz", [("Mayor", True)], id="then"),
        pytest.param("The late-night host Ana Ruiz left.", "Ana Ruiz", [("late-night host", False)], id="late-night"),
        pytest.param("Ex-President Ana Ruiz left.", "Ana Ruiz", [("President", True)], id="ex"),
        pytest.param("Ana Ruiz, the first lady, left.", "Ana Ruiz", [("first lady", False)], id="first-lady"),
        pytest.param("They met first lady Ana Ruiz.", "Ana Ruiz", [("first lady", False)], id="first-lady-before"),
        pytest.param(
            "Ana Ruiz, an analyst at the Center for Strategic and Tidal Studies, left.",
            "Ana Ruiz",
            [("analyst at the Center for Strategic and Tidal Studies", False)],
            id="and-inside-a-body",
        ),
        pytest.param("They met Ana Ruiz, her supporters, and their friends.", "Ana Ruiz", [], id="several-people"),
        pytest.param("The greater Ana Ruiz became, the more she feared.", "Ana Ruiz", [], id="comparative"),
        pytest.param(
            "Employment Minister Odalys Vastberg left.",
            "Odalys Vastberg",
            [("Employment Minister", False)],
            id="office",
        ),
        pytest.param(
            "The Kremlin’s spokesman, Dmitri Farnley, took up the phrase.",
            "Dmitri Farnley",
            [("Kremlin’s spokesman", False)],
            id="apposition-before-the-name",
        ),
        pytest.param(
            "The landlord of the Plough, Mr. Gideon Farnley, agreed.",
            "Gideon Farnley",
            [("landlord of the Plough", False)],
            id="apposition-with-of",
        ),
        pytest.param("“No,” said the mediator, Ana Ruiz.", "Ana Ruiz", [("mediator", False)], id="inverted"),
        pytest.param(
            "Ana Ruiz, the mayor of Lisbon, left.", "Ana Ruiz", [("mayor of Lisbon", False)], id="apposition-after"
        ),
        pytest.param("Ana Ruiz, 51, a teacher, left.", "Ana Ruiz", [("teacher", False)], id="behind-the-age"),
        pytest.param(
            "“It is late,” said Ana Ruiz, a miller in the village of Quern.",
            "Ana Ruiz",
            [("miller in the village of Quern", False)],
            id="unlisted-trade",
        ),
        pytest.param(
            "Ana Ruiz, the union’s general secretary, left.",
            "Ana Ruiz",
            [("union’s general secretary", False)],
            id="possessive",
        ),
        pytest.param(
            "Ana Ruiz, who heads the Harbour Board, left.", "Ana Ruiz", [("heads the Harbour Board", False)], id="heads"
        ),
        pytest.param("Ana Ruiz of the Dockers' Union left.", "Ana Ruiz", [("Dockers' Union", False)], id="affiliation"),
        pytest.param(
            "Ana Ruiz, the former environment minister, left.",
            "Ana Ruiz",
            [("environment minister", True)],
            id="former-apposition",
        ),
        pytest.param("Former treasurer Ana Ruiz left.", "Ana Ruiz", [("treasurer", True)], id="former-noun"),
        pytest.param(
            "Ana Ruiz, then treasurer, now mayor, left.",
            "Ana Ruiz",
            [("treasurer", True), ("mayor", False)],
            id="then-and-now",
        ),
        pytest.param(
            "White House press secretary Ana Ruiz left.",
            "Ana Ruiz",
            [("White House press secretary", False)],
            id="compound",
        ),
        pytest.param("His colleague Ana Ruiz nodded.", "Ana Ruiz", [], id="relation-is-no-role"),
        pytest.param("His wife, Mrs. Ana Ruiz, disagreed.", "Ana Ruiz", [], id="relation-in-apposition"),
        pytest.param("Lady Ana Ruiz left.", "Ana Ruiz", [], id="honorific-is-no-role"),
        pytest.param("After meeting the president, Ana Ruiz said no.", "Ana Ruiz", [], id="no-apposition"),
        pytest.param("Ana Ruiz, the day before, left.", "Ana Ruiz", [], id="time-is-no-role"),
    ],
)
def test_roles_are_read_clean(text: str, name: str, expected: list[tuple[str, bool]]) -> None:
    assert roles(text, name) == expected


def test_the_same_office_is_one_role() -> None:
    assert roles("Gov. Ana Ruiz left. “No,” said Governor Ruiz.", "Ana Ruiz") == [("Gov.", False)]


def test_every_role_is_a_slice_of_the_text() -> None:
    text = "Ana Ruiz, 51, the former mayor of Lisbon, and her aide, Tom Bell, met Sen. Eva Lind of the Harbour Party."
    reading = read(text)
    for entity in reading.extraction.entities:
        for role in entity.roles:
            assert role.span.of(text) == role.text


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        pytest.param(
            "Ana Ruiz, who chairs the board, came. “No,” the chairwoman said.", "No", "Ana Ruiz", id="who-chairs"
        ),
        pytest.param(
            "They turned to the bicycle dealer Ana Ruiz. The bicycle dealer said the street was dead.",
            "dead",
            "Ana Ruiz",
            id="trade",
        ),
        pytest.param("“No,” said a spokesman for Ana Ruiz.", "No", None, id="spokesman-for"),
    ],
)
def test_a_role_stands_for_whoever_was_given_it(text: str, words: str, speaker: str | None) -> None:
    assert read(text).speaker(words) == speaker


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param(
            "“No,” said Ana Ruiz, the general secretary of the Dockers' Union.",
            "Ana Ruiz",
            [("general secretary of the Dockers' Union", False)],
            id="plural-possessive",
        ),
        pytest.param(
            "They met Ana Ruiz, the envoy of the River Basin Commission (RBC).",
            "Ana Ruiz",
            [("envoy of the River Basin Commission", False)],
            id="before-a-bracket",
        ),
        pytest.param(
            "The singer Ana Ruiz, the painter Tom Bell and others came.", "Ana Ruiz", [("singer", False)], id="series"
        ),
        pytest.param(
            "“No,” said Ana Ruiz, a professor of geosciences and marine affairs at Tarn.",
            "Ana Ruiz",
            [("professor", False)],
            id="no-half-coordination",
        ),
        pytest.param(
            "“No,” said Ana Ruiz, a fellow at the Tarn Institute.",
            "Ana Ruiz",
            [("fellow at the Tarn Institute", False)],
            id="fellow",
        ),
        pytest.param("Longtime pollster Ana Ruiz left.", "Ana Ruiz", [("pollster", False)], id="attribute"),
        pytest.param(
            "New Jersey Gov. Ana Ruiz left.", "Ana Ruiz", [("New Jersey Gov.", False)], id="state-of-two-words"
        ),
        pytest.param("The younger Mr. Bell left.", "Bell", [], id="attribute-alone"),
        pytest.param("Ana Ruiz, a woman of few words, left.", "Ana Ruiz", [], id="woman-is-no-role"),
        pytest.param("Ana Ruiz and her press secretary, Tom Bell, left.", "Ana Ruiz", [], id="of-somebody-else"),
    ],
)
def test_roles_end_where_something_else_begins(text: str, name: str, expected: list[tuple[str, bool]]) -> None:
    assert roles(text, name) == expected
