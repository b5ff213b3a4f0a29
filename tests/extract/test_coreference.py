"""Pronouns, roles and names to the people behind them."""

from __future__ import annotations

import pytest

from bot.model import Flag
from tests.extract.readings import read


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        pytest.param("Ana Ruiz met Tom Bell. “It holds,” she said.", "It holds", "Ana Ruiz", id="gender"),
        pytest.param(
            "Ana Ruiz said Eva Lind had no plan.\n\n“She never had one,” she said.",
            "never",
            "Ana Ruiz",
            id="main-clause",
        ),
        pytest.param(
            "The news pleased Ana Ruiz, president of the rowing club.\n\n“We waited long,” she said.",
            "waited",
            "Ana Ruiz",
            id="just-introduced",
        ),
        pytest.param(
            "Tom Bell, the mayor, opened the gate. The mayor said the wall would hold.", "wall", "Tom Bell", id="role"
        ),
        pytest.param(
            "Sen. Tom Bell opened the gate. The senator said the wall would hold.", "wall", "Tom Bell", id="title"
        ),
        pytest.param(
            "Tom Bell opened the gate. The retired Norland teacher said the wall would hold.",
            "wall",
            "Tom Bell",
            id="second-name-of-the-topic",
        ),
        pytest.param("The Harbour Board met on Monday. It said the wall would hold.", "wall", "Harbour Board", id="it"),
        pytest.param("Melanie came late. “I overslept,” she said.", "overslept", "Melanie", id="given-name-alone"),
        pytest.param(
            "Tom Bell spoke for Citizens for Clean Water. Citizens for Clean Water said the wall leaks.",
            "leaks",
            "Citizens for Clean Water",
            id="for-inside-a-name",
        ),
    ],
)
def test_the_source_stands_for_the_person_in_view(text: str, words: str, speaker: str) -> None:
    assert read(text).speaker(words) == speaker


def test_two_people_of_one_role_are_candidates() -> None:
    reading = read("Judge Tom Bell and Judge Eva Lind sat down. The judge said the wall would hold.")
    assert Flag.AMBIGUOUS in reading.flags("wall")
    assert reading.unsure("wall")


def test_mrs_and_mr_of_one_surname_stay_apart() -> None:
    reading = read("Tom Bell and Eva Bell came. Mrs. Bell said the wall would hold. Mr. Bell said it would not.")
    assert reading.speaker("would hold") == "Eva Bell"
    assert reading.speaker("would not") == "Tom Bell"


def test_the_fullest_name_stands_for_the_short_ones_before_it() -> None:
    reading = read("Bell speaks tonight\n\nTom Bell will speak tonight. “I am ready,” Mr. Bell said.")
    assert reading.speaker("ready") == "Tom Bell"
    assert len([e for e in reading.extraction.entities if "Bell" in e.name]) == 1


def test_a_surname_alone_means_the_one_whom_the_article_is_about() -> None:
    reading = read(
        "Tom Bell runs it. Bell came in May. Bell hired dockers. His wife, Eva Bell, met them. Bell says it holds."
    )
    assert reading.speaker("it holds") == "Tom Bell"
    assert Flag.AMBIGUOUS not in reading.flags("it holds")


def test_a_surname_alone_fits_two_who_are_named_alike_often() -> None:
    reading = read("Tom Bell runs the port. Bell came in May. His sister, Eva Bell, hired dockers. Bell said it holds.")
    assert Flag.AMBIGUOUS in reading.flags("it holds")


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        pytest.param("Some dock workers said “it holds” on Monday.", True, id="people"),
        pytest.param("A court said “it holds” on Monday.", True, id="a-body"),
        pytest.param("The court said “it holds” on Monday.", False, id="the-body-may-be-named"),
        pytest.param(
            "Ana Ruiz sat in Porto. The former Norland teacher said “it holds” on Monday.", True, id="second-name"
        ),
        pytest.param(
            "Ana Ruiz sat in Porto. Eva Lind sat in Erie. The former Norland teacher said “it holds” on Monday.",
            False,
            id="second-name-of-whom",
        ),
        pytest.param("Tom Bell said Ana Ruiz had called the wall “it holds” on Monday.", False, id="second-hand"),
    ],
)
def test_confidence_tells_sure_sources_from_others(text: str, sure: bool) -> None:
    assert (read(text).quote("it holds").confidence >= 0.9) is sure


def test_it_is_no_country_that_only_narrows_an_office() -> None:
    assert read("U.S. senator Tom Bell met the crews. It said the vote was late.").speaker("the vote") is None
    assert read("Japan left the talks. It said the vote was late.").speaker("the vote") == "Japan"
