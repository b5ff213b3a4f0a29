"""Turns of interviews: labels and questions in bold type, answers of several paragraphs, and no labels at all."""

from __future__ import annotations

import pytest

from bot.model import Speech
from tests.extract.readings import read

LEDE = "The geologist Mira Tolland digs in the salt mines of Orne. She spoke to Bo Lind in Berne.\n\n"
DIALOGUE = [
    ("How deep did you dig?", "Sixty metres. I was surprised how soft it was."),
    ("Your colleagues have called the shaft a hole with a view. Do you mind?", "No. We laughed."),
    ("What will you do next?", "Sleep. Then I go down again in May."),
]


def _interview(question: str, answer: str) -> str:
    return LEDE + "\n\n".join(f"{question.format(q)}\n\n{answer.format(a)}" for q, a in DIALOGUE)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q: {}", "A: {}"),
        ("**Q: {}**", "A: {}"),
        ("**Q:** {}", "**A:** {}"),
        ("__Q__: {}", "__A__: {}"),
        ("{}", "{}"),
        ("**{}**", "{}"),
        ("### {}", "{}"),
        ("**Bo Lind:** {}", "**Mira Tolland:** {}"),
        ("Lind: {}", "Tolland: {}"),
    ],
)
def test_answers_are_the_words_of_the_person_interviewed(question: str, answer: str) -> None:
    reading = read(_interview(question, answer))
    for _, words in DIALOGUE:
        quote = reading.quote(words)
        assert quote.speech is Speech.DIRECT
        assert reading.speaker(words) == "Mira Tolland"
        assert reading.content(words) == [words]


def test_a_name_in_full_and_then_without_the_first_is_one_label() -> None:
    reading = read(
        LEDE + "Bo Lind: Is it cold?\n\nMira Tolland: Only at night.\n\nLind: And dark?\n\nTolland: I bring a lamp."
    )
    assert reading.speaker("Only at night.") == "Mira Tolland"
    assert reading.speaker("I bring a lamp.") == "Mira Tolland"


def test_an_answer_goes_on_in_the_next_paragraph() -> None:
    reading = read(
        LEDE + "Q: Is it cold?\n\nA: Only at night.\n\nI wear two coats, and a hat.\n\nQ: And dark?\n\nA: Not to me."
    )
    assert reading.speaker("two coats") == "Mira Tolland"


def test_what_is_told_between_turns_is_not_said() -> None:
    reading = read(
        LEDE + "Q: Is it cold?\n\nA: Only at night.\n\nShe pours the tea.\n\nQ: And dark?\n\nA: I do not mind."
    )
    assert not reading.has("the tea")


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("What does it cost?", "Two crowns.", "Where do you buy it?", "At the pier.", "Can you bring a dog?", "No."),
        ("Who am I to ask?", "I have no boat.", "Would you lend me one?", "I would.", "May I?", "I may sail."),
        ("Did the mayor know?", "He did not answer me.", "The report says that he did."),
    ],
    ids=["directions", "a column", "one question"],
)
def test_questions_without_an_interview_are_none(paragraphs: tuple[str, ...]) -> None:
    text = "\n\n".join(paragraphs)
    assert not [quote for quote in read(LEDE + text).extraction.quotes if "answer-turn" in quote.rules]


def test_an_interviewer_may_say_something_without_a_question() -> None:
    dialogue = "\n\n".join(f"{q}\n\n{a}" for q, a in DIALOGUE)
    reading = read(LEDE + dialogue + "\n\nI am glad that you rest first.\n\nI always do.")
    assert reading.speaker("Then I go down") == "Mira Tolland"
    assert not reading.has("I am glad that")
    assert not reading.has("I always do")  # who speaks here, nothing tells
