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
        ("Ana Ruiz tried to explain why the crane fell.", "why the crane", Flag.HYPOTHETICAL),
    ],
)
def test_what_is_failed_or_planned_is_not_said(text: str, words: str, flag: Flag) -> None:
    assert flag in read(text).flags(words)


def test_who_does_not_fail_to_say_it_says_it() -> None:
    assert not read("Ana Ruiz did not fail to note that the port was shut.").flags("the port was shut")
