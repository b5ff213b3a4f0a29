"""What looks like a report and is none: verbs of saying in another sense, and what is failed, planned or expected."""

from __future__ import annotations

import pytest

from bot.model import Flag
from tests.extract.readings import read


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz did not show up at the hearing.",
        "Ana Ruiz failed to show up at the hearing.",
        "Tom Bell showed up late for the vote.",
        "Tom Bell showed off his medals in the hall.",
        "The board called off the match in Karsk.",
        "The board called the match off on Monday.",
        "Ana Ruiz called up the harbour master.",
        "Tom Bell wrote off the loan in May.",
        "Eva Lind held up the vote for an hour.",
        "A postman knocked the champions out of the cup.",
        "The letter was read out.",
        "A docker was shot on the quay, which was dark.",
    ],
)
def test_a_verb_with_a_particle_of_another_sense_reports_nothing(text: str) -> None:
    assert not read(text).extraction.quotes, read(text).all()


@pytest.mark.parametrize(
    ("text", "words", "cue"),
    [
        ("Ana Ruiz pointed out that the crane was old.", "crane", "pointed out"),
        ("Ana Ruiz found out that the crane was old.", "crane", "found out"),
        ("“Never,” Ana Ruiz shot back.", "Never", "shot back"),
        ("“Never,” Ana Ruiz hit back.", "Never", "hit back"),
        ("Ana Ruiz says up to 80 people left.", "80 people", "says"),
        ("The figures show seven out of ten boats are old.", "boats are old", "show"),
    ],
)
def test_other_particles_leave_the_report(text: str, words: str, cue: str) -> None:
    found = read(text).quote(words).cue
    assert found is not None
    assert found.of(text) == cue


@pytest.mark.parametrize(
    ("text", "words", "flag"),
    [
        ("Ana Ruiz failed to mention the strike.", "the strike", Flag.DENIED),
        ("Ana Ruiz left, failing to address the floods.", "the floods", Flag.DENIED),
        ("Ana Ruiz was unable to say when it broke.", "when it broke", Flag.DENIED),
        ("The board is expected to announce a new timetable.", "timetable", Flag.HYPOTHETICAL),
        ("The board is due to announce a new timetable.", "timetable", Flag.HYPOTHETICAL),
        ("The council is to discuss the truce.", "the truce", Flag.HYPOTHETICAL),
        ("Ana Ruiz tried to explain why the crane fell.", "why the crane", Flag.HYPOTHETICAL),
    ],
)
def test_what_is_failed_or_planned_is_not_said(text: str, words: str, flag: Flag) -> None:
    assert flag in read(text).flags(words)


def test_who_does_not_fail_to_say_it_says_it() -> None:
    assert not read("Ana Ruiz did not fail to note that the port was shut.").flags("the port was shut")


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz called an election for May.",
        "Ana Ruiz called an emergency meeting of the crews.",
        "Ana Ruiz addressed a solemn crowd.",
        "Israeli jets have attacked targets in Gaza.",
        "Rebels attacked the ship.",
        "Storms hammered the port.",
        "On the coast, where many had fled, the chief invited them.",
        "Sorrel attacked 1.2 kilometres from the top.",
        "Norland launched attacks on the port overnight.",
        "Ana Ruiz will take charge for Wednesday's match.",
        "The general ruled the country for 32 years.",
        "Tom Bell observed the talks but took no part.",
        "Tom Bell found the diary in a church.",
        "The flood claimed nine lives.",
        "In October, several players had complained to Tom Bell about his methods, which include naps.",
        "Norland's ruling coalition was in open dispute on Thursday.",
        "Karsk conceded 19 goals.",
        "Norland recalled its ambassador on Monday.",
        "Police questioned two men.",
        "A court denied bail.",
        "It faces federal rules curbing fumes.",
        "Ana Ruiz went to state television on Monday.",
        "The interests of member states trump everything else.",
        "There are seven rate brackets for gains.",
        "(Additional reporting by Ana Ruiz; editing by Tom Bell.)",
        "Reporting by Ana Ruiz in Karsk; editing by Tom Bell",
    ],
)
def test_another_sense_of_a_verb_of_saying_reports_nothing(text: str) -> None:
    assert not read(text).extraction.quotes, read(text).all()


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ana Ruiz called the meeting a farce.", "the meeting a farce"),
        ("Ana Ruiz called her vote for the pier a mistake.", "her vote for the pier a mistake"),
        ("Ana Ruiz attacked the plan.", "the plan"),
        ("Ana Ruiz attacked the port for its fumes.", "the port for its fumes"),
        ("The court ruled that the strike was lawful.", "that the strike was lawful"),
        ("The bill states that the pier is old.", "that the pier is old"),
        ("The study found higher rates in boys.", "higher rates in boys"),
    ],
)
def test_the_reporting_sense_stays(text: str, content: str) -> None:
    assert [span.of(text) for span in read(text).quote(content).spans] == [content]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Her decision to leave was known to all.", "to leave"),
        ("Her disdain for the board was known to all.", "the board"),
        ("Her obsession with Erie was known to all.", "Erie"),
    ],
)
def test_what_somebody_feels_or_means_is_no_statement(text: str, words: str) -> None:
    assert Flag.BELIEF in read(text).flags(words)


def test_what_a_court_decides_is_one() -> None:
    assert not read("The court's decision that the strike was lawful came late.").flags("strike was lawful")


def test_what_stands_behind_an_inserted_report_is_its_content() -> None:
    reading = read("Ana Ruiz spoke on Monday. Of the nine people in custody, she said, two had confessed.")
    assert reading.speaker("two had confessed") == "Ana Ruiz"
    assert reading.content("two had confessed") == ["Of the nine people in custody", "two had confessed"]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz showed no emotion as the verdict was read.",
        "He showed little remorse, and Tom Bell left.",
        "Protesters blocked the avenue with carts.",
        "A house called Nordlys burned on Monday.",
        "Ana Ruiz called a meeting to discuss the strike.",
    ],
)
def test_what_is_shown_closed_or_called_by_a_name_is_no_statement(text: str) -> None:
    assert not read(text).extraction.quotes, read(text).all()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The records show a second payment.", "a second payment"),
        ("Tom Bell blocked the bill.", "the bill"),
        ("A judge called Tom Bell a liar.", "a liar"),
        ("Ana Ruiz met Tom Bell to discuss the strike.", "the strike"),
    ],
)
def test_the_same_verbs_report_elsewhere(text: str, words: str) -> None:
    assert read(text).has(words)


def test_a_letter_that_somebody_wrote_is_no_statement() -> None:
    assert not read("Ana Ruiz said so to Tom Bell in a memo he sent in May.").has("he sent")
    text = "Ana Ruiz said to Tom Bell in a memo he sent to the board that the port was shut."
    assert read(text).content("shut") == ["that the port was shut"]
