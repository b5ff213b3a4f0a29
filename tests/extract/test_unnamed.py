"""People without names: pronouns and descriptions stand for them, never for the last one named."""

from __future__ import annotations

import pytest

from tests.extract.readings import read

NAMED = "Tom Bell opened the gate. “It is safe,” Bell said.\n\n"


@pytest.mark.parametrize(
    ("text", "words", "description"),
    [
        pytest.param(
            "A manager at one chain, who asked not to be named, said stocks would last. “Buy less,” he said.",
            "Buy less",
            "A manager at one chain",
            id="asked-not-to-be-named",
        ),
        pytest.param(
            "A young man, who declined to give his name, waited at the stop. “I rode it once,” he said.",
            "I rode it",
            "A young man",
            id="subject-that-had-not-spoken",
        ),
        pytest.param(
            "His spokeswoman said he would bring coffee. “Black coffee,” she said.",
            "Black coffee",
            "His spokeswoman",
            id="spokeswoman",
        ),
        pytest.param(
            "A spokesman for the office said a fine was possible. He declined to say how likely it was. "
            "“Ask the court,” he said.",
            "Ask the court",
            "A spokesman for the office",
            id="over-two-sentences",
        ),
        pytest.param(
            "“Not guilty,” the foreman said. “We are tired,” he added.", "tired", "foreman", id="definite-description"
        ),
        pytest.param(
            "An official of Sarvia who was in the room, and who spoke on condition of anonymity, said it was over. "
            "“We are done,” the official said.",
            "We are done",
            "An official of Sarvia",
            id="two-relative-clauses",
        ),
        pytest.param(
            "A senior official in Lisbon said the plan was dead. “We buried it,” the official said.",
            "buried",
            "A senior official in Lisbon",
            id="definite-after-indefinite",
        ),
        pytest.param(
            "“The port is shut until June,” two people briefed on the talks, who asked not to be named, said.",
            "shut until",
            "two people briefed on the talks",
            id="narrowed-by-a-participle",
        ),
        pytest.param(
            "Two people briefed on the talks, who were not allowed to speak, said the port was shut.",
            "was shut",
            "Two people briefed on the talks",
            id="narrowed-and-described",
        ),
    ],
)
def test_a_pronoun_stands_for_the_person_described(text: str, words: str, description: str) -> None:
    reading = read(NAMED + text)
    assert reading.speaker(words) is None
    assert reading.quote(words).unnamed == description


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        pytest.param(
            "A docker left. Tom Bell opened the gate. “It is safe,” he said.", "safe", "Tom Bell", id="named-is-nearer"
        ),
        pytest.param(
            "Tom Bell met a spokeswoman. “It is safe,” he said.", "safe", "Tom Bell", id="gender-does-not-fit"
        ),
        pytest.param(
            "Ana Ruiz met the crews. Workers said they were tired. “It is late,” she said.",
            "late",
            "Ana Ruiz",
            id="plurals-are-no-antecedent",
        ),
        pytest.param(
            "If the candidate is Tom Bell, the answer is no. “Never,” he said.", "Never", "Tom Bell", id="named-next"
        ),
        pytest.param(
            "Sen. Tom Bell came late. The senator was tired. “Go home,” he said.", "Go home", "Tom Bell", id="role"
        ),
    ],
)
def test_the_named_stay_in_view(text: str, words: str, speaker: str) -> None:
    assert read(text).speaker(words) == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker", "description"),
    [
        pytest.param("Tom Bell said by radio that he could wait.", "he could wait", "Tom Bell", None, id="medium"),
        pytest.param(
            "The comments from Mr. Bell that the “gate is shut” were reported.",
            "gate",
            "Bell",
            None,
            id="comments-from",
        ),
        pytest.param("Mr. Bell’s comment that the “gate is shut” was reported.", "gate", "Bell", None, id="comment-of"),
        pytest.param("“It is over,” said a senior official.", "over", None, "a senior official", id="noun-phrase"),
    ],
)
def test_the_source_is_the_phrase_that_speaks(
    text: str, words: str, speaker: str | None, description: str | None
) -> None:
    reading = read(text)
    assert reading.speaker(words) == speaker
    assert reading.quote(words).unnamed == description


def test_a_place_behind_a_comma_is_no_speaker() -> None:
    reading = read(
        "A Western diplomat in the capital, Kisale, said it was “fluid.” The diplomat said that embassies were closing."
    )
    assert reading.speaker("fluid") is None
    assert reading.speaker("embassies") is None
    assert reading.quote("embassies").unnamed == "A Western diplomat in the capital"


def test_a_name_with_its_body_stands_behind_the_comma() -> None:
    reading = read("His deputy, the union’s Ruth Cragg, said: “We have reserves.”")
    assert reading.speaker("reserves") == "Ruth Cragg"


def test_a_description_with_its_name_behind_is_whoever_is_named() -> None:
    reading = read(
        "The harbour’s manager, Ana Ruiz, says the tide will fall. “It goes like a guest,” she says.\n\n"
        "Nobody slept in the hall. The hostel’s manager, Gift Moyo, walked the last out. “All are in,” she told us."
    )
    assert reading.speaker("All are in") == "Gift Moyo"
    assert not reading.unsure("All are in")


@pytest.mark.parametrize(
    ("text", "words", "speaker", "unnamed"),
    [
        ("Bo Krag met Ana Ruiz. Ruiz himself said the tide would fall.", "the tide", "Ana Ruiz", None),
        ("It was late. The harbour master herself said the tide would fall.", "the tide", None, "harbour master"),
        (
            "Dr Eva Lind told the jury that pages were added.\n\nThe defendant himself spoke. “I lied,” he said.",
            "I lied",
            None,
            "defendant",
        ),
        (
            "Coach Ruud Wessel takes over. The Dutchman led the training. “I did not ask for it,” he said.",
            "I did not ask",
            "Ruud Wessel",
            None,
        ),
        (
            "For Liam Moss, whose Lantern Café is full, it is late. He has new waiters. “They start in May,” he said.",
            "They start",
            "Liam Moss",
            None,
        ),
    ],
    ids=["himself behind a name", "herself behind a noun", "he is whoever spoke himself", "a people", "a café"],
)
def test_whom_he_stands_for(text: str, words: str, speaker: str | None, unnamed: str | None) -> None:
    reading = read(text)
    assert reading.speaker(words) == speaker
    assert reading.quote(words).unnamed == unnamed
