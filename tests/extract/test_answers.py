"""Interviews whose questions have no labels: an answer is a paragraph that is all quotation."""

from __future__ import annotations

import pytest

from tests.extract.readings import read

LEDE = "Interview: Ana Ruiz talks to Tom Bell\n\nAna Ruiz, 61, keeps bees in Porto. She pours the tea.\n\n"
QUESTIONS = (
    "When did you begin?\n\n“I was nine. My uncle gave me a hive.”\n\n"
    "Reviewing your last honey, the critic Olaf Lind called it “a candle in a jar”. Did that hurt?\n\n"
    "“I sent him a candle. He lit it, I am told.”\n\n"
    "You sold the shop in the spring.\n\n“The rent was a robbery. I miss the bell on the door.”\n\n"
)


@pytest.mark.parametrize("words", ["I was nine", "I sent him a candle", "The rent was a robbery"])
def test_answers_are_those_of_the_person_interviewed(words: str) -> None:
    reading = read(LEDE + QUESTIONS)
    assert reading.speaker(words) == "Ana Ruiz"
    assert "answer-turn" in reading.quote(words).rules


def test_words_inside_a_question_keep_their_speaker() -> None:
    assert read(LEDE + QUESTIONS).speaker("a candle in a jar") == "Olaf Lind"


def test_who_answers_is_unknown_where_two_are_named_alike() -> None:
    reading = read("Ana Ruiz met Eva Lind.\n\n" + QUESTIONS.replace("the critic Olaf Lind", "a critic"))
    quote = reading.quote("The rent was a robbery")
    assert quote.speakers == ()
    assert quote.confidence < 0.5


def test_quotations_of_a_report_are_no_answers() -> None:
    reading = read(
        "Ana Ruiz said the gate was shut.\n\n“You can’t get in,” she told reporters.\n\n“The key is lost.”\n\n"
        "Tom Bell disagreed.\n\n“I have a key,” he said."
    )
    assert reading.speaker("The key is lost") == "Ana Ruiz"


@pytest.mark.parametrize("question", ["{}", "**{}**"], ids=["plain", "bold"])
def test_who_is_spoken_to_asks(question: str) -> None:
    asked = "\n\n".join(
        question.format(part) if part and not part.startswith("“") else part for part in QUESTIONS.split("\n\n")
    )
    reading = read("Ana Ruiz keeps bees. She spoke to Eva Lind in Porto.\n\n" + asked)
    assert reading.speaker("The rent was a robbery") == "Ana Ruiz"
