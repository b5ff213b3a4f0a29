"""Whom a question means, and what of their words it asks for, on invented articles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime

import pytest

from bot.actors.corrections import Corrections
from bot.actors.directory import Directory
from bot.actors.identity import merge
from bot.archive.memory import MemoryArchive
from bot.extract.pipeline import extract
from bot.ingest.reload import reload
from bot.query.view import View
from bot.reply.model import Reply
from bot.reply.plain import plain
from tests.query.asking import replied

FERRY = """---
title: Ferry crews of Varenia and Moldavia talk for a night
date: 2026-02-03
source: Delta Echo
---
The talks in Port Karsk lasted nine hours. Ondrej Lipka, the Varenian foreign minister, said the crews would be paid.
“A ship without a crew is a warehouse,” Mr Lipka said.

Ana Petrosi, the Moldavian foreign minister, called the timetable a joke. “My grandmother rows faster,” she said.

Mirela Dorn, a spokeswoman for the port office, said the harbour would stay open on Sunday. Pavel Stanek, a spokesman
for the port office, said that the cranes were old.

Judge Iris Valdane ruled that the crews may strike. “The law does not sail,” Judge Valdane said of the strike.
Judge Tom Okafor, who hears the insurance case, said that he would need a year. “Insurance is patience,” he said.

Brackwater Lines owns two ferries. Its chief executive, Edda Sorrel, told the council that she was tired of fog.
“I sell crossings, and I have sold none,” Ms Sorrel said.
A spokesman for Brackwater Lines, Ivo Tamm, said the tugboat was for sale.

Gerd Aalto, who owns a chip shop on the quay, said the strike had cost him a summer. “Gulls do not pay,” he said.

Henk Vrolijk, who married the harbour master's sister, sold the tickets. Lotte Brandt of the Seamen's Mission said the
crews needed blankets. “They have soup. They do not have blankets,” she said.

Paul Ebner, a diver, praised the crews for their patience. “We had ninety-nine nights to learn how to row,” he said.
The oldest crane of the harbour failed at 3:20 a.m. on Sunday, the port office reported, and nobody was below it.
Pressed by Senator Hugo Brandl on whether the navy would help, Mr Ebner said that it would not.
Senator Ida Fennick has not said how she will vote on the harbour bill.
Henk Vrolijk sold 96 tickets, 25 more than Paul Ebner.
President Olga Marsh sent her deputy to Port Karsk after she declined to travel there.
The Moldavian Post printed the timetable twice.
"""

TALK = """---
title: Ten minutes with the keeper of the lock
date: 2026-02-02
source: Delta Echo
---
The armistice of the herons was broken on Monday. “I saw feathers,” said Udo Marlin, the warden. He had been awake since
four. “Nobody warned us,” Mr Marlin said.

Vera Halpern has kept the Karsk lock for thirty years.

ECHO: Why did the lock keepers refuse the new pumps?

HALPERN: Because they sing at night. I have a sleeping husband.

ECHO: And the swans?

HALPERN: I count them every morning and lie about it every evening.

Harbour master Joris Veen did not answer calls about the pumps. Deputy mayor Ilka Sand, who had come to see the lock,
left by the back door without taking questions. Dean Hobart declined to say who pays for the pumps. “The pumps are in
the budget,” said Nils Corvin, the treasurer. In the square the old fountain had been dry since the autumn.
“I miss the noise,” Mr Corvin said.
"""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = tmp_path_factory.mktemp("meant")
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "talk.md").write_text(TALK, encoding="utf-8")
    archive = MemoryArchive()
    now = datetime(2026, 2, 4, tzinfo=UTC)
    reload(archive, [folder], extract=extract, merge=merge, corrections=Corrections(), now=lambda: now, workers=0)
    with ExitStack() as stack:
        reader = stack.enter_context(archive.reader())
        yield View(reader=reader, directory=Directory(reader.actors()), state=reader.state(), today=date(2026, 2, 4))


def shown(reply: Reply) -> str:
    return " ".join(item.text for item in reply.items) if reply.answered else ""


@pytest.mark.parametrize(
    ("question", "wanted", "other"),
    [
        ("What did the Moldavian foreign minister say?", "rows faster", "warehouse"),
        ("what did the Varenian foreign minister say", "warehouse", "rows faster"),
        ("What did the spokeswoman for the port office say?", "Sunday", "cranes"),
        ("What did the judge say about the strike?", "does not sail", "patience"),
        ("What did the judge say about insurance?", "patience", "does not sail"),
    ],
)
def test_the_words_of_the_question_and_its_topic_choose_among_several(
    view: View, question: str, wanted: str, other: str
) -> None:
    reply = replied(question, view)
    assert wanted in shown(reply)
    assert other not in shown(reply)


def test_several_who_spoke_are_asked_about(view: View) -> None:
    reply = replied("What did the judge say?", view)
    assert {choice.name for choice in reply.choices} == {"Iris Valdane", "Tom Okafor"}


def test_the_answer_says_how_a_name_that_fits_several_was_read(view: View) -> None:
    said = plain(replied("What did the judge say about insurance?", view))
    assert "Tom Okafor, who spoke on that; Iris Valdane would fit, too" in said


def test_a_profile_begins_with_the_sentence_that_introduces(view: View) -> None:
    first = replied("who is Henk Vrolijk", view).items[0]
    assert first.text.startswith("Henk Vrolijk, who married the harbour master")


def test_the_question_before_an_answer_tells_what_it_is_about(view: View) -> None:
    assert "sing at night" in shown(replied("What did Halpern say about the new pumps?", view))
    assert "every evening" in shown(replied("What did Vera Halpern say about swans?", view))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What did Joris Veen say about the pumps?", "did not answer calls"),
        ("What did Ilka Sand say?", "without taking questions"),
    ],
)
def test_silence_is_the_answer_where_the_articles_tell_of_it(view: View, question: str, wanted: str) -> None:
    reply = replied(question, view)
    assert wanted in shown(reply)
    assert "No statement of theirs on this is in the articles, but this:" in plain(reply)


@pytest.mark.parametrize(
    "question",
    [
        "What did Joris Veen say about the crews?",  # silent in an article about something else
        "What did Nils Corvin say about the swans?",
        "Did Nils Corvin say the fountain was haunted by pigeons?",
    ],
)
def test_another_topic_stays_refused(view: View, question: str) -> None:
    assert not replied(question, view).answered


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What did Corvin say about the dry fountain?", "miss the noise"),  # the sentence before tells of it
        ("who blamed the gulls for not paying this summer?", "Gulls do not pay"),  # only the question speaks of blame
        ("who warned that soup without blankets is not enough for the crews", "They have soup"),
    ],
)
def test_what_stands_around_a_statement_tells_what_it_is_about(view: View, question: str, wanted: str) -> None:
    assert wanted in shown(replied(question, view))


def test_a_refusal_shows_first_what_comes_nearest(view: View) -> None:
    said = plain(replied("Did Lotte Brandt say that soldiers of the army eat soup?", view))
    assert "Nearest, but it does not answer" in said
    assert said.index("They have soup") > said.index("Nearest")


def test_a_topic_may_stand_partly_in_and_partly_around_a_statement(view: View) -> None:
    reply = replied("What did Corvin say about the old pumps, the mayor, whisky and violins?", view)
    assert "budget" in shown(reply)
    assert "only some of the words" in plain(reply)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("who reckons they had 99 nights to learn to row", "ninety-nine nights"),
        ("who praised the crews for patience?", "for their patience"),
        ("“A ship without a crew is a warehouse” - did he say that, and whose words are they?", "A ship without"),
        ("What time did the oldest rusty harbour crane fail?", "3:20 a.m."),
    ],
)
def test_who_said_it_and_many_words(view: View, question: str, wanted: str) -> None:
    assert wanted in shown(replied(question, view))


@pytest.mark.parametrize(
    "question",
    [
        "who blamed the crews for their patience?",  # somebody praised them
        "who called for a strike of the divers?",
        "why did Olga Marsh not travel to Port Karsk?",  # “declined to travel” is no reason that is not known
        "When will the oldest harbour crane be painted?",
    ],
)
def test_another_deed_stays_refused(view: View, question: str) -> None:
    assert not replied(question, view).answered


def test_an_undecided_position_is_shown(view: View) -> None:
    reply = replied("Is Ida Fennick for the harbour bill or against?", view)
    assert "has not said how she will vote" in shown(reply)


@pytest.mark.parametrize(
    "question",
    [
        "Does Senator Brandl support help by the navy?",  # only who pressed him is named there
        "How many tickets did Paul Ebner sell?",
        "Did Mirela Dorn apologise?",
    ],
)
def test_what_is_told_of_somebody_else_is_no_answer(view: View, question: str) -> None:
    assert not replied(question, view).answered


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("whats Ondrej Lipkas job", "foreign minister"),
        ("why didnt the keepers want the new pumps?", "sing at night"),
        ("Did Mr Lipka say that a ship without a “crew” is a warehouse?", "warehouse"),
    ],
)
def test_hurried_typing_and_stressed_words_are_understood(view: View, question: str, wanted: str) -> None:
    assert wanted in shown(replied(question, view))


@pytest.mark.parametrize(
    ("question", "wanted", "other"),
    [
        ("what did the boss of Brackwater Lines tell the council", "tired of fog", "for sale"),
        ("What did Brackwater Lines’ chief say?", "sold none", "for sale"),
        ("What did the chip shop guy say?", "Gulls do not pay", "fog"),
        ("and the diver, what did he say about patience?", "ninety-nine nights", "Gulls"),
    ],
)
def test_whom_a_description_means(view: View, question: str, wanted: str, other: str) -> None:
    reply = replied(question, view)
    assert wanted in shown(reply)
    assert other not in shown(reply)


def test_all_that_somebody_is_asked_to_have_said_is_the_topic(view: View) -> None:
    assert not replied("Did Mr Lipka say the navy would burn the crews?", view).answered
    assert "would be paid" in shown(replied("Did Mr Lipka say that the crews would be paid?", view))


def test_who_is_quoted_on_an_event_is_told_from_the_articles_about_it(view: View) -> None:
    said = plain(replied("who is quoted in the article on the Karsk lock keeper?", view))
    assert "Vera Halpern (2)" in said
    assert "Nils Corvin" in said
    assert "Lipka" not in said


@pytest.mark.parametrize("question", ["Who was the harbour master before Joris Veen?", "who put the lock up for sale?"])
def test_a_question_without_words_to_find_is_refused(view: View, question: str) -> None:
    assert not replied(question, view).answered


def test_a_possessive_without_its_apostrophe_is_read(view: View) -> None:
    assert "rows faster" in shown(replied("what is ana petrosis comment on the timetable", view))


def test_several_quotations_near_a_topic_are_shown_where_none_holds_it(view: View) -> None:
    said = shown(replied("What did Udo Marlin say about the armistice?", view))
    assert "I saw feathers" in said
    assert "Nobody warned us" in said


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("what did the Seamen's Mission woman say about blankets", "do not have blankets"),
        ("what did the owner of the chip shop make of the strike", "strike had cost him"),
        ("The Brackwater Lines spokesman on the tugboat", "tugboat was for sale"),
        ("The Moldavian foreign minister - what did she say about the timetable?", "rows faster"),
        ("What did Gerd Aalto say about Sunday's strike?", "strike had cost him"),  # no day on which he said it
        ("what was the Varenian minister's reason for paying the crews", "would be paid"),
    ],
)
def test_a_whole_description_names_the_speaker(view: View, question: str, wanted: str) -> None:
    assert wanted in shown(replied(question, view))


def test_a_description_that_fits_nobody_is_refused(view: View) -> None:
    assert not replied("what did the harbour lady say about pianos", view).answered


@pytest.mark.parametrize(
    "question",
    [
        "what did the Varenian finance minister say about the crews",  # there is a foreign minister
        "what did the prime minister say about the crews",
        "What did the mayor of Moldavia say about the timetable?",
        "What did the Brackwater Lines captain say about fog?",
        "what did the Norwegian foreign minister say about the timetable",
    ],
)
def test_an_office_that_nobody_holds_is_nobody_s(view: View, question: str) -> None:
    answer = replied(question, view)
    assert not answer.answered
    assert "Read " not in plain(answer)


def test_no_word_of_a_name_is_the_verb_of_the_question(view: View) -> None:
    said = plain(replied("How did the Moldavian Post respond to the criticism of its timetable?", view))
    assert said.startswith("Moldavian Post is named in these articles, but no statement of theirs is.")


def test_a_body_that_says_nothing_itself_speaks_by_its_spokesman(view: View) -> None:
    said = plain(replied("What did Brackwater Lines say about the tugboat?", view))
    assert "tugboat was for sale" in said
    assert "Read Brackwater Lines as Ivo Tamm." in said


def test_two_question_words_ask_two_questions(view: View) -> None:
    said = plain(replied("When and where did the oldest crane fail?", view))
    assert "When did the oldest crane fail" in said
    assert "where did the oldest crane fail" in said


def test_a_name_that_occurs_nowhere_is_named_without_its_possessive(view: View) -> None:
    assert "Zorander does not occur" in plain(replied("What is Zorander's job?", view))
