"""Who is asked about what: speakers, occasions and topics of questions of statements, on a small invented article."""

from __future__ import annotations

from datetime import date

import pytest

from bot.query.view import View
from tests.query.asking import replied
from tests.query.seed_view import view_of

QUARRY = """---
title: Quarry reopens over the objections of a valley
date: 2026-02-03
source: Delta Echo
---
The quarry above Karsk was opened again on Monday with a ceremony that few people from the valley attended.

Chief Engineer Ottilie Marwick, who spoke first, praised the patience of the drivers. "Stone does not hurry," Ms.
Marwick said, to some laughter. She called the levy on gravel a tax on roads.

Senator Ivo Brandauer, the leader of the opposition, said Ms. Marwick was a clever engineer in a foolish company. "I
would not let her dig my garden," he said.

Congressman Pelle Ostrander, who represents the valley, warned that the US army would buy the stone. "They buy
everything but patience," he said.

Senator Greta Lindqvist demanded an inquiry into the blasting. She likened the timetable to a rubber ladder.

Rep. Tove Ekman (R-Lund) said the wages were fair. Ms. Ekman told reporters that the bridge was next.

In the evening, after the last lorry had left, Rep. Dora Vance (D-Estrand) said the wages should be higher.

Ruben Falk, a driver, said that the pay was poor. A driver in the yard said the road was full of dust.

Nora Vestergaard left the bank in May. She serves the valley as the treasurer. "A quarry is a hole with lawyers around
it," Ms. Vestergaard said.

The city's treasurer, Ruth Halloran, said that taxes would rise.

Mr. Brandauer told the chamber on Tuesday that the environmental damage was plain to see. The quarry's aim, he said, was
to be too large to close.

Asked about the dust, the Lund senator, Mr. Brandauer, said that plums would suffer. Ms. Marwick criticised his
speech as long. "My speech was short," Mr. Brandauer said. The appeals court ruled that the noise was lawful.

The mine's director, Greta Solheim, has been asked about the accident of last year. His lawyer said that he would not
answer questions. Ms. Solheim met Mr. Brandauer on the train to Lund in January.
"""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    made = tmp_path_factory.mktemp("quarry")
    (made / "one.md").write_text(QUARRY, encoding="utf-8")
    return view_of(made, date(2026, 2, 4))


def shown(question: str, view: View) -> str:
    return " ".join(item.text for item in replied(question, view).items)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What is Marwick's position on the levy?", "a tax on roads"),
        ("What is the quarry's aim, in Brandauer's view?", "too large to close"),
        ("What did Brandauer say about the environment?", "environmental damage"),
        ("What did Brandauer tell the chamber?", "environmental damage"),
        ("What did Marwick say at the ceremony?", "Stone does not hurry"),
        ("Did Ostrander say the troops of the US would buy stone?", "the US army would buy the stone"),
        ("What did Ostrander say about the army?", "everything but patience"),  # his own words behind it
        ("Which senator called the engineer clever?", "a clever engineer"),
        ("Who called for an inquiry into the blasting?", "an inquiry into the blasting"),
        ("Who said the timetable was a ladder with broken rungs?", "rubber ladder"),  # a word that stands nowhere else
        ("What did the Lund congresswoman say about the wages?", "the wages were fair"),
        ("What did Ekman say to reporters about the bridge?", "the bridge was next"),
        ("What's Vance's complaint?", "the wages should be higher"),
        ("What did a driver say about dust?", "the road was full of dust"),  # not the driver with a name
        ("What did the senators say about the quarry?", "too large to close"),
        ("What did the senators say about the blasting?", "an inquiry into the blasting"),
        ("What did the Lund senator say about plums?", "plums would suffer"),
        ("Who criticised Brandauer's speech?", "as long"),
        ("What did the appeals court say about the noise?", "the noise was lawful"),
        ("What did the treasurer say about lawyers?", "a hole with lawyers"),  # the other treasurer did not
    ],
)
def test_statement_is_found(view: View, question: str, wanted: str) -> None:
    reply = replied(question, view)
    assert reply.answered
    assert wanted in shown(question, view)


@pytest.mark.parametrize(
    "question",
    [
        "How did Marwick respond to Brandauer's remarks on the garden?",  # his own words are no response of hers
        "What did Brandauer say about Marwick's holidays?",  # only her name stands there
        "What did Solheim and Brandauer talk about on the train?",  # that they met tells nothing of it
        "What did Solheim say about the accident?",  # "he" is somebody else
        "What did Brandauer say after the accident?",
        "Who called for the opening of the quarry?",
        "What did Vestergaard say about Lindqvist?",  # who is only named before her
        "Who said Marwick should leave the bank?",  # another left it, and nobody said that anybody should
        "What did the finance minister say about taxes?",  # the treasurer is no minister
        "Who said that Vestergaard hates lawyers?",  # what she says herself is not said of her
    ],
)
def test_what_was_not_said_is_refused(view: View, question: str) -> None:
    assert not replied(question, view).answered


def test_nobody_is_asked_to_have_criticised_themselves(view: View) -> None:
    assert "My speech was short" not in shown("Who criticised Brandauer's speech?", view)


def test_position_of_a_person_is_a_job_where_nothing_follows(view: View) -> None:
    assert replied("What is Marwick's position?", view).intent == "actor_profile"
