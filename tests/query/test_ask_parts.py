"""Terms, dates, splitting and completing of questions, each on its own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.query.ask.dates import falls_on, find_dates
from bot.query.ask.followups import completed, split_questions
from bot.query.ask.terms import SYNONYM, coverage, synonyms_used, term_of, terms_of
from bot.text.words import index_words
from tests.query.seed_view import seed_view

MONDAY = date(2026, 9, 14)


def words(text: str) -> frozenset[str]:
    return frozenset(index_words(text))


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("evacuate", "the mandatory evacuation of villages"),
        ("resign", "his resignation"),
        ("met", "they will meet"),
        ("spoke", "they have spoken"),
        ("cease-fire", "a ceasefire"),
        ("ceasefire", "a cease-fire"),
        ("Putin’s", "Mr. Putin"),
        ("agree", "the agreement"),
        ("fairness", "it is fair"),
    ],
)
def test_term_matches_other_forms_of_its_word(asked: str, there: str) -> None:
    assert term_of(asked).match(words(there)) == 1.0


@pytest.mark.parametrize(
    ("asked", "there"), [("part", "the party"), ("cat", "the category"), ("war", "a warning"), ("wing", "we win")]
)
def test_term_does_not_match_words_that_only_look_alike(asked: str, there: str) -> None:
    assert term_of(asked).match(words(there)) == 0.0


def test_synonyms_count_less_and_are_named() -> None:
    (term,) = terms_of("the armistice")
    assert term.match(words("a truce of 30 days")) == SYNONYM
    assert synonyms_used([term], words("a truce of 30 days")) == ("truce for armistice",)
    assert synonyms_used([term], words("an armistice and a truce")) == ()


def test_coverage_weighs_verbs_of_little_meaning_less() -> None:
    terms = terms_of("drivers went on strike")
    assert coverage(terms, words("the drivers' strike")) > 0.8
    assert coverage((), words("anything")) == 1.0


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("what did he say last week?", date(2026, 9, 7), date(2026, 9, 13)),
        ("what did he say on Thursday?", date(2026, 9, 10), date(2026, 9, 10)),
        ("what did he say since March?", date(2026, 3, 1), None),
        ("what did he say before 14 March 2025?", None, date(2025, 3, 13)),
        ("what did he say until 14 March 2025?", None, date(2025, 3, 14)),
        ("what did he say after 14 March 2025?", date(2025, 3, 15), None),
        ("what did he say in April 2026?", date(2026, 4, 1), date(2026, 4, 30)),
        ("what did he say on 2025-03-14?", date(2025, 3, 14), date(2025, 3, 14)),
        ("what did he say yesterday?", date(2026, 9, 13), date(2026, 9, 13)),
        ("quotes in 2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_dates_in_words(text: str, since: date | None, until: date | None) -> None:
    (when,) = find_dates(text, MONDAY)
    assert (when.since, when.until) == (since, until)


@pytest.mark.parametrize("text", ["they may march", "the sun sat on the wall", "may we ask", "a second of silence"])
def test_words_that_are_also_months_or_days_are_no_dates(text: str) -> None:
    assert find_dates(text, MONDAY) == ()


def test_floating_date_fits_any_year() -> None:
    (when,) = find_dates("on 14 March", MONDAY)
    assert falls_on(when, date(2025, 3, 14))
    assert not falls_on(when, date(2025, 3, 15))
    (thursday,) = find_dates("on Thursday", MONDAY)
    assert falls_on(thursday, date(2025, 3, 13))
    (dated,) = find_dates("on 14 March 2026", MONDAY)
    assert not falls_on(dated, date(2025, 3, 14))


@given(st.text(alphabet="adlmnorstuwy 0123456789-,.?", max_size=60))
def test_find_dates_never_fails_and_stays_inside(text: str) -> None:
    for when in find_dates(text, MONDAY):
        assert 0 <= when.span.start < when.span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What did Waltz say? And who is Peskov?", ("What did Waltz say", "And who is Peskov")),
        ("Who met Putin and when did they meet?", ("Who met Putin", "when did they meet")),
        ("What did Waltz and Peskov say?", ("What did Waltz and Peskov say?",)),
        ("Who said “yes and what now”?", ("Who said “yes and what now”?",)),
    ],
)
def test_questions_are_split_where_a_new_one_begins(text: str, parts: tuple[str, ...]) -> None:
    assert split_questions(text) == parts


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("What did Peskov say about the truce?", "and Putin?", "What did Putin say about the truce?"),
        ("What did Peskov say about the truce?", "when?", "when did Peskov say about the truce?"),
        ("What did Peskov say about the truce?", "what about optimism?", "What did Peskov say about optimism?"),
        ("Who is Peskov?", "what did he say?", "what did Peskov say?"),
        ("Who is Peskov?", "Who is Waltz?", "Who is Waltz?"),
        ("What did Achterberg say in March?", "and in April?", "What did Achterberg say in April?"),
    ],
)
def test_follow_ups_are_completed(before: str, text: str, whole: str) -> None:
    assert completed(text, before, seed_view()) == whole


def test_without_a_question_before_nothing_is_completed() -> None:
    assert completed("and Putin?", None, seed_view()) == "and Putin?"
