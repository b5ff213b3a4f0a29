"""The words for the source reach over what narrows it down, and stop before what tells of something else."""

from __future__ import annotations

import pytest

from tests.extract.readings import read


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("A union representing dockers said # it was late.", "A union representing dockers", id="reduced"),
        pytest.param(
            "Ten towns led by West Porto and three banks said # it was late.",
            "Ten towns led by West Porto and three banks",
            id="reduced-passive",
        ),
        pytest.param(
            "A study that appeared in the Porto Medical Journal found that # it was late.",
            "A study that appeared in the Porto Medical Journal",
            id="relative-with-phrase",
        ),
        pytest.param(
            "Data from the 2014 Porto Harbour Survey show that # it was late.",
            "Data from the 2014 Porto Harbour Survey",
            id="year-before-name",
        ),
        pytest.param(
            "Prime Minister Clara May said # it was late.", "Prime Minister Clara May", id="named-like-a-month"
        ),
        pytest.param(
            "The family, dockers and ten clerks said # it was late.", "The family, dockers and ten clerks", id="list"
        ),
        pytest.param(
            "# It was late, according to a report by the Porto board.", "a report by the Porto board", id="by"
        ),
        pytest.param(
            "# It was late, according to a poll released last week.", "a poll released last week", id="behind-according"
        ),
        pytest.param("No one said # it was late.", "No one", id="no-one"),
        pytest.param("At least one docker said # it was late.", "At least one docker", id="at-least"),
        pytest.param("Polling averages show that # it was late.", "Polling averages", id="opens-with-participle"),
        pytest.param("Jon Lund, of Porto, said # it was late.", "Jon Lund, of Porto", id="of-town"),
        pytest.param("Jon Lund, now a clerk, said # it was late.", "Jon Lund, now a clerk", id="now"),
        pytest.param("The board in 2015 said # it was late.", "The board", id="year"),
        pytest.param("Jon Lund in a radio interview said # it was late.", "Jon Lund", id="occasion"),
        pytest.param("A federal appeals court said # it was late.", "A federal appeals court", id="compound"),
    ],
)
def test_the_source_reaches_as_far_as_what_narrows_it(text: str, source: str) -> None:
    """# marks the content."""
    at = text.index("#")
    text = text.replace("# ", "")
    assert read(text).source(text[at : at + 11]) == source


def test_a_relative_clause_that_reports_itself_is_no_part_of_the_source() -> None:
    text = "Ana Ruiz, who warned that the dam might break, said the gate was open."
    reading = read(text)
    assert reading.source("the dam") == "who"
    assert reading.source("the gate") == "Ana Ruiz"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        pytest.param(
            "Ana Ruiz, Tom Bell and Eva Lind said it was late.", "Ana Ruiz and Tom Bell and Eva Lind", id="three"
        ),
        pytest.param(
            "Ana Ruiz (D-Porto), Tom Bell (D-Erie) and Eva Lind (D-Arden) all said it was late.",
            "Ana Ruiz and Tom Bell and Eva Lind",
            id="all",
        ),
        pytest.param("Ana Ruiz, the mayor, and Tom Bell said it was late.", "Ana Ruiz and Tom Bell", id="described"),
        pytest.param(
            "Ana Ruiz, the mayor, left the town, and Tom Bell said it was late.", "Tom Bell", id="another-clause"
        ),
        pytest.param(
            "Reading the letter, Tom Bell and Eva Lind said it was late.", "Tom Bell and Eva Lind", id="opening"
        ),
    ],
)
def test_a_list_of_names_speaks_together(text: str, speakers: str) -> None:
    assert read(text).speaker("it was late") == speakers
