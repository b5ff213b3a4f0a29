"""Questions in other words than the articles: phrases, nouns for verbs, compounds, what the article says elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.query.ask.reading import read_question
from bot.query.ask.terms import SYNONYM, terms_of
from bot.query.view import View
from bot.text.words import index_words
from tests.query.seed_view import view_of, view_over
from tests.query.test_ask_gates import asked, shown

TUNNEL = """---
title: Tunnel workers walk out
date: 2026-02-03
source: Delta Echo
---
Workers of Orvik Tunnelling left the Halden site on Monday after a roof beam fell on two of them.

The firm's director, Sunniva Tveit, stepped down the same evening. She ascribed the accident to old drawings.

The site employs 214 people. The city called off the opening ceremony, and the deployment of 40 inspectors has begun.

The Orvik-Halden link was to open in May. Ragnhild Moe, who will take over from Ms. Tveit, visited the injured.

Profit fell by a third, which the board attributed to the price of steel.
"""


def words(text: str) -> frozenset[str]:
    return frozenset(index_words(text))


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return view_over(tmp_path_factory.mktemp("tunnel"), date(2026, 2, 4), tunnel=TUNNEL)


@pytest.mark.parametrize(
    ("question", "there", "match"),
    [
        ("stepped down", "she stepped down", 1.0),
        ("stepping down", "her resignation", 1.0),
        ("step down", "he quit", SYNONYM),
        ("resigned", "he has stood down", SYNONYM),
        ("sent", "the deployment of troops", SYNONYM),
        ("cyberattack", "the attack began", SYNONYM),
        ("brother-in-law", "his brother in law", 1.0),
        ("employees", "the yard employs many", 1.0),
        ("called off", "the trip was cancelled", 1.0),
        ("called off", "he called the mayor", 0.0),
        ("Vestrians", "the city of Vestria", 1.0),
        ("French", "she flew to France", 1.0),
        ("France", "the French president", 1.0),
        ("DHS", "the homeland security department", 1.0),
        ("colour", "a color film", 1.0),
        ("organized", "they organised it", 1.0),
    ],
)
def test_phrase_or_word_is_found_in_other_forms(question: str, there: str, match: float) -> None:
    (term,) = terms_of(question)
    assert term.match(words(there)) == match


def test_phrase_as_typed_is_no_synonym() -> None:
    (term,) = terms_of("handed over")
    assert term.synonym_in(words("the weapons were handed over")) is None
    assert term.synonym_in(words("they turned over the weapons")) == "turn over"


@pytest.mark.parametrize("question", ["Why didn't she sing", "why doesnt she sing", "whats she sing", "who'd sing"])
def test_contractions_are_no_words_of_the_matter(question: str) -> None:
    assert [term.word for term in terms_of(question)] == ["sing"]


def test_phrase_that_says_only_that_it_happened_is_left_out() -> None:
    assert [term.word for term in terms_of("the debate took place")] == ["debate"]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How many inspectors were sent?", "deployment of 40 inspectors"),
        ("When was the Orvik-Halden link to open?", "in May"),
        ("Why did the workers leave the site?", "after a roof beam fell"),
    ],
)
def test_sentence_in_other_words_is_the_answer(view: View, question: str, wanted: str) -> None:
    answer = asked(view, question)
    assert answer.answered
    assert wanted in shown(answer)


@pytest.mark.parametrize("question", ["Who resigned over the bribes?", "Who stepped down in Karsk?"])
def test_word_that_stands_nowhere_in_the_article_is_missing(view: View, question: str) -> None:
    assert not asked(view, question).answered


def test_name_is_known_where_the_articles_write_it_in_another_way(tmp_path: Path) -> None:
    (tmp_path / "poll.txt").write_text("Senators met.\n\nSome 46 percent blame Republicans for it.", encoding="utf-8")
    assert read_question("What share blame the GOP?", view_of(tmp_path)).unknown is None
    assert read_question("What share blame the Whigs?", view_of(tmp_path)).unknown == "Whigs"
