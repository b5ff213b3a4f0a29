"""What a sentence is about where it does not say so itself, and what keeps it from being about something else."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands import request
from bot.query.ask.engine import ask
from bot.query.ask.question import Intent
from bot.query.ask.values import AskAnswer, Why
from bot.query.view import View
from tests.query.seed_view import view_over

GLASS = """---
title: Buyer found for Tolmin Glass
date: 2026-02-09
source: Estuary Business
---
Tolmin Glass has a new owner. The bottle maker had run out of money in autumn, and its three furnaces went cold.

Melting is to begin again in April. Failures of the furnaces are rare, the works manager said, but the chimney has to
be swept every six weeks.

Of the 210 workers one of the foremen, Ivor Tansy, will stay at home. He said he could not go back to the works
because his lungs were ruined.
"""
QUAY = """---
title: Lisk port sued over the Green Quay Plan
date: 2026-02-11
source: Lisk Evening Post
---
The port of Lisk wants to close the old basin to lorries by 2031. The Green Quay Plan has 14 pages.

“We were asked to read it in an afternoon,” said Thea Quillan. She told the bench that her council was suing the port
over the noise. The Heritage Council had been founded by her father.

On March 3 the Harbour Board made a decision, at the wish of the shopkeepers, to put the Green Quay Plan on hold.

If Bram Osk wins the vote, the port could drop it altogether. Mr. Osk published his letters on the matter in 2024, and
he offered Ms. Quillan a seat on his board. Ms. Quillan’s pay has been cut twice.

Bram Osk said on Friday that his father had owned 12 lorries. Thea Quillan was not there. The family owns two lorries.
His sister Wilma Osk keeps bees. Bram Osk wants the bees moved, because his eyes swell.

The Green Quay Plan will be read again in summer. In a poll by Dorsal Research 41 percent knew of Mr. Osk.
"""
DEBATE = """---
title: Sarn candidates meet for a second time
date: 2026-02-10
source: Sarn Weekly
---
The debate of the presidential candidates in Sarn was moderated by Lena Ostwick. It was the third rally that the
teachers’ union had organised, and 400 schoolchildren took part in it.

The next one will be chaired by Milo Farr, the union said. In Sarn 19 people were bruised on Friday in the crush at a
gate that a carpenter had built. Because the warden Hanno Bree resigned in January, his deputy opened it. The union,
which wants to abolish the estate tax, paid for the tea. Ms. Ostwick, who is 1.80 metres tall, prepared her questions
on the train.
"""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return view_over(tmp_path_factory.mktemp("subjects"), date(2026, 2, 12), glass=GLASS, quay=QUAY, debate=DEBATE)


def asked(view: View, question: str) -> AskAnswer:
    return ask(request("ask", question=question), view)


def first(answer: AskAnswer) -> str:
    assert answer.answered, answer.why
    passage = answer.passages[0]
    return " ".join(passage.passage.span.of(passage.article.text).split())


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("When does Tolmin Glass begin melting again?", "Melting is to begin again in April"),
        ("Why is the Heritage Council suing the port?", "her council was suing the port over the noise"),
        ("When did the Harbour Board put the Green Quay Plan on hold?", "On March 3"),
        ("Who was the organizer of the rally?", "the teachers’ union had organised"),
        ("How tall is Ostwick?", "1.80 metres"),
        ("Is Bram Osk going to drop the Green Quay Plan?", "the port could drop it"),
        ("What could Osk do to the Green Quay Plan if he wins?", "the port could drop it"),
    ],
)
def test_what_a_sentence_is_about_may_stand_elsewhere(view: View, question: str, held: str) -> None:
    assert held in first(asked(view, question))


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_why_something_did_not_happen_is_told_by_a_denial(view: View, apostrophe: str) -> None:
    question = f"Why couldn{apostrophe}t Ivor Tansy go back to the works?"
    assert "because his lungs were ruined" in first(asked(view, question))


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("How often do the furnaces fail?", "Failures of the furnaces are rare"),
        ("How often does the chimney have to be swept?", "every six weeks"),
    ],
)
def test_how_often_is_told_in_words(view: View, question: str, held: str) -> None:
    assert held in first(asked(view, question))


@pytest.mark.parametrize(
    ("question", "because"),
    [
        ("How much will the Green Quay Plan cost shopkeepers?", "a name of several words is one thing, not three"),
        ("How many of the foremen will stay at home?", "“one of the” counts nothing"),
        ("When will Osk publish his letters?", "that he published some tells nothing of what he will do"),
        ("Did Quillan take up the seat on Osk’s board?", "it is only offered"),
        ("What is Quillan’s salary?", "a salary is a number"),
        ("What did Osk’s gardener say about the letters?", "there is no gardener"),
        ("Who moderated the vice presidential debate?", "a vice president is no president"),
        ("How many schoolchildren took part in the first rally?", "it was the third one"),
        ("How tall is Osk?", "a share of a poll is no length"),
        ("What is the margin of error of the Dorsal poll?", "41 percent is no margin"),
        ("How many people drowned in the crush in Sarn?", "they were bruised"),
        ("What is the name of the carpenter who built the gate?", "he is not named"),
        ("What is the estate tax rate?", "there is none"),
        ("Why did Hanno Bree resign?", "that he resigned is the reason for something else"),
        ("Who choreographed the debate?", "the deed stands nowhere"),
        ("What is Osk’s cholesterol?", "of what stands in no article nothing is told"),
        ("How many lorries does Thea Quillan own?", "what Osk’s father owned is not hers"),
        ("Why does Wilma Osk want the bees moved?", "the family name alone is her brother’s"),
    ],
)
def test_what_is_about_something_else_is_no_answer(view: View, question: str, because: str) -> None:
    assert not asked(view, question).answered, because


def test_ok_is_nobody(view: View) -> None:
    assert asked(view, "Was it OK for Ostwick to prepare her questions?").why is not Why.UNKNOWN_NAME


def test_a_job_that_somebody_wants_is_not_the_one_they_have(view: View) -> None:
    assert asked(view, "Which job does Ostwick want?").intent is not Intent.ACTOR_PROFILE
    assert asked(view, "Which job does Ostwick have?").intent is Intent.ACTOR_PROFILE
