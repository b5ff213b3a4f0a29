"""How words of a question are read that are easily read wrongly, on two small invented articles."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands import request
from bot.query.ask.engine import ask
from bot.query.ask.question import Intent
from bot.query.ask.reading import read_question
from bot.query.ask.values import AskAnswer, Why
from bot.query.view import View
from tests.query.seed_view import view_over

HARBOUR = """---
title: Harbour board splits over the new crane
date: 2026-05-06
source: Delta Echo
---
The harbour board of Karsk accused its chairman, Ivo Brandauer, of hiding a letter about the new crane. The audit
began in March, following a warning from an engineer.

“Cranes of this kind do not survive our winters,” said Greta Solheim, the engineer. “I would not stand beneath it.”

The day before, Mr. Brandauer had received the maker's agent, Pelle Ostrander, in his office. The agent's case is
pending. The case against Ms. Tolland, his partner, was dropped.

The auditors did not recommend dismissing Mr. Brandauer. He resigned shortly after 7 p.m. on Tuesday, because the board
no longer trusted him. There are no plans for a referendum, the mayor, Ada Marwick, said on Wednesday.

The maker, Nordkran, intends to start repairs in September and to finish them in four weeks. The film about the crane,
“Low Water”, cost 40,000 crowns. The board has been promised a second crane. Only likely voters were asked.
"""
CLUB = """---
title: Lund club in trouble
date: 2026-05-08
source: Delta Echo
---
Mira Castell didn’t apologise. Hanno Reuss, Ms. Castell's press secretary, said that her plan for the club
was sound. “The Saudi owners have been patient,” he said.

Norway insisted that Pyongyang pay for the match. Orla Fenn, an analyst, warned that the club would run out of money.
The Fact Bureau called the 59 percent claim of Mira Castell “mostly wrong.” Ms. Castell wrote her novel in Oslo.

Ida Brenner chose Otto Falk as her vice-presidential candidate, after Juliane Roth had declined. Mr.
Falk, who won in Lund last year, blamed himself.

The first pictures of the match are expected on May 20. The league has given the club until May 30 to answer. The
auditor, Ida Moe, will not finish her report before election day.

President Ada Lund said that the truce of the clubs was dead. President Milos Rade, who had told Norwegian fans to stay
at home, said that the cup was lost.
"""
PAPER = """---
title: The Karsk Post and its critics
date: 2026-05-07
source: Delta Echo
---
The Karsk Post wrote on Monday that the crane was safe. Readers criticised the article. Lund's tax commissioner, Otto
Hale, said the leak had not come from his office. He spoke in Karsk, and of Brandauer’s 2025 state tax return he said
nothing.

“A crane is not a toy,” Mr. Brandauer said of the Post’s article. He said that his wife would act like a lamb and back
the mayor.
"""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return view_over(tmp_path_factory.mktemp("readings"), date(2026, 5, 8), harbour=HARBOUR, paper=PAPER, club=CLUB)


def asked(view: View, question: str) -> AskAnswer:
    return ask(request("ask", question=question), view)


def shown(answer: AskAnswer) -> str:
    """The sentences and quotations of the answer."""
    told = [p.passage.span.of(p.article.text) for p in answer.passages]
    return " ".join(told + [q.of(f.article.text) for f in answer.found for q in f.row.quote.spans])


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("When did Brandauer receive Ostrander?", "The day before"),  # a time that begins its sentence
        ("When does Nordkran plan to start the repairs?", "in September"),
        ("How fast does Nordkran want to finish the repairs?", "four weeks"),
        ("Will there be a referendum?", "no plans for a referendum"),
        ("Did the auditors recommend dismissing Brandauer?", "did not recommend"),
        ("What prompted the audit?", "following a warning"),
        ("why did Brandauer resign?", "no longer trusted him"),
        ("What has the board been promised?", "a second crane"),
        ("How much did the film “Low Water” cost?", "40,000 crowns"),
        ("Why is Greta Solheim sceptical about the crane?", "do not survive our winters"),
        ("Why does Solheim think that cranes do not survive?", "do not survive our winters"),
        ("What did the board acuse Brandauer of?", "hiding a letter"),
        ("were likley voters asked?", "likely voters"),
        ("Did Mira Castell apologise?", "didn’t apologise"),
        ("What did Hanno Reuss say about the Saudis?", "Saudi owners have been patient"),
        ("What did Norway demand of North Korea?", "Pyongyang pay"),
        ("Which analyst warned about the club?", "run out of money"),
        ("What did Castell's press secretary say about the plan?", "was sound"),
        ("Where did Castell write her novel?", "in Oslo"),
        ("Who is Brenner's running mate?", "Otto Falk"),
        ("When will the first pictures of the match arrive?", "May 20"),
        ("How long does the club have to answer?", "until May 30"),
        ("When will the auditor finish her report?", "before election day"),
    ],
)
def test_question_is_answered(view: View, question: str, wanted: str) -> None:
    answer = asked(view, question)
    assert answer.why is None
    assert wanted in shown(answer)


@pytest.mark.parametrize(
    "question",
    [
        "What did Karsk's tax commissioner say about the leak?",  # that of Lund said it
        "What is Pelle Ostrander's last name?",
        "What did Marwick say about Brandauer's “toy” remark?",  # about it, not it
        "What did the tax commissioner of Karsk say about the leak?",
        "How did the Karsk Post respond to the criticism?",
        "Will there be a strike at the harbour of Karsk?",
        "Why did Otto Falk win in Lund?",
        "What did Castell's father say about the plan?",
        "What did Hanno Reuss say about Orla Fenn's plan?",
    ],
)
def test_what_is_like_it_is_refused(view: View, question: str) -> None:
    assert asked(view, question).why is not None


def test_case_of_another_person_is_not_told_for_the_one_asked_about(view: View) -> None:
    assert "Tolland" not in shown(asked(view, "What happened to Pelle Ostrander's case?"))


def test_no_part_of_a_newspaper_is_somebody_and_its_name_no_verb(view: View) -> None:
    (paper,) = read_question("How did the Karsk Post respond to the criticism?", view).named
    assert paper.words == "Karsk Post"


def test_owner_of_a_claim_is_not_the_one_who_rates_it(view: View) -> None:
    who = read_question("What did the Fact Bureau rule on Mira Castell's claim about the club?", view).named
    assert [one.words for one in who] == ["Fact Bureau", "Mira Castell"]


def test_topic_does_not_choose_the_president_of_a_country(view: View) -> None:
    assert {actor.name for actor, _ in asked(view, "What did Norway's president say about the truce?").choices} == {
        "Ada Lund",
        "Milos Rade",
    }


def test_who_called_an_answer_so_is_not_the_one_who_gave_it(view: View) -> None:
    assert read_question("Who called Brandauer's answer a refusal?", view).intent is Intent.WHO_SAID


def test_part_that_says_nothing_leaves_the_other_its_answer(view: View) -> None:
    answer = asked(view, "When did Brandauer receive Ostrander and what will it be?")
    assert [part.why is None for part in answer.parts] == [True, False]


def test_words_in_small_letters_are_no_given_names(view: View) -> None:
    named = read_question("Did Nordkran recommend dismissing Tolland?", view).named
    assert [who.words for who in named][-1] == "Tolland"


def test_name_that_a_line_feed_cuts_is_shown_in_one_line(view: View) -> None:
    (match,) = view.directory.resolve("Otto Hale").actors
    assert match.actor.name == "Otto Hale"


def test_next_holder_of_an_office_is_not_its_holder(view: View) -> None:
    assert read_question("Who wants to become the new press secretary?", view).named == ()
    assert read_question("Who wants to meet the press secretary?", view).named != ()


def test_view_of_somebodys_position_is_no_question_of_their_job(view: View) -> None:
    assert read_question("What does Solheim think of Brandauer's position?", view).intent is Intent.QUOTE_BY_ACTOR
    assert read_question("What is Brandauer's position?", view).intent is Intent.ACTOR_PROFILE


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("who was acused of it", {"acused": "accused"}),
        ("what about likley voters", {"likley": "likely"}),
        ("what about the comission of the hrabour", {"hrabour": "harbour"}),  # no article has a commission
        ("the quiet angel of the trail was cancelled and refused", {}),  # words that others are mistaken for
        ("how many boats and coats were there", {}),  # no boast, no coast
        ("what did Brandaeur say", {}),  # names are read elsewhere
        ("who said “it is likley”", {}),
    ],
)
def test_slips_of_the_keyboard_are_mended(view: View, typed: str, read: dict[str, str]) -> None:
    assert read_question(typed, view).slips == read


def test_reply_says_how_a_slip_was_read(view: View) -> None:
    assert "read acuse as accuse" in asked(view, "What did the board acuse Brandauer of?").readings


def test_refusal_for_a_slip_names_the_word_as_read(view: View) -> None:
    answer = asked(view, "Which likley voters live in Lund?")
    assert answer.why is not None
    assert answer.why is not Why.UNKNOWN_NAME
    assert "read likley as likely" in answer.readings
