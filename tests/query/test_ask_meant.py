"""Whom a question means, and what of their words it asks for, on invented articles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

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

Henk Vrolijk, who married the harbour master's sister, sold the tickets. Lotte Brandt of the Seamen's Mission said the
crews needed blankets. “They have soup. They do not have blankets,” she said.
"""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = tmp_path_factory.mktemp("meant")
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
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
