"""What holds for the extraction of any text whatever."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extract.explain import explain
from bot.extract.jsonl import extraction_line
from bot.extract.pipeline import extract
from bot.model import Extraction, Flag, Quote, Span, Speech, article_id, quote_id
from tests.extract.news_texts import any_texts, news_texts

DAY = date(2024, 3, 6)
ROOT = Path(__file__).parents[2]


def assert_sound(text: str, extraction: Extraction) -> None:
    """All that every reader of an extraction may count on."""
    entities = range(len(extraction.entities))
    assert_disjoint(text, extraction.sentences)
    for sentence in extraction.sentences:
        assert "\n\n" not in sentence.of(text)
    for entity in extraction.entities:
        assert entity.name
        assert list(entity.mentions) == sorted(entity.mentions)
        for span in entity.mentions:
            assert_inside(text, span)
        for role in entity.roles:
            assert role.span.of(text) == role.text
    for quote in extraction.quotes:
        assert_quote_sound(text, quote)
        assert set(quote.speakers) <= set(entities)
        assert set(quote.candidates) <= set(entities)
        assert quote.via is None or quote.via in entities
    firsts = [quote.spans[0].start for quote in extraction.quotes]
    assert firsts == sorted(firsts)
    ids = [quote_id(article_id("a"), quote.spans) for quote in extraction.quotes]
    assert len(ids) == len(set(ids))


def assert_quote_sound(text: str, quote: Quote) -> None:
    assert quote.spans
    assert_disjoint(text, quote.spans)
    for span in (quote.source, quote.cue, quote.medium, quote.addressee, quote.place):
        if span is not None:
            assert_inside(text, span)
    if quote.said is not None:
        assert_inside(text, quote.said.span)
    assert 0.0 <= quote.confidence <= 1.0
    assert len(set(quote.speakers)) == len(quote.speakers)
    assert not (quote.speakers and quote.unnamed)
    assert quote.via is None or Flag.SECONDHAND in quote.flags
    assert quote.via is None or quote.via not in quote.speakers
    if quote.plain:
        assert quote.speech is not Speech.INDIRECT


def assert_inside(text: str, span: Span) -> None:
    assert 0 <= span.start < span.end <= len(text)


def assert_disjoint(text: str, spans: Iterable[Span]) -> None:
    """Inside the text, none empty, in reading order."""
    end = 0
    for span in spans:
        assert_inside(text, span)
        assert span.start >= end
        end = span.end


@settings(deadline=None)
@given(any_texts)
def test_any_unicode_is_extracted_soundly(text: str) -> None:
    assert_sound(text, extract(text, DAY))


@settings(deadline=None, max_examples=400)
@given(news_texts)
def test_news_like_text_is_extracted_soundly(text: str) -> None:
    assert_sound(text, extract(text, DAY))


@settings(deadline=None, max_examples=50)
@given(news_texts)
def test_extraction_is_explained_and_printed_for_any_text(text: str) -> None:
    extraction = extract(text)
    shown = explain(text).split("\n")
    assert [line.split(":")[0] for line in shown if line.startswith("    quote ")] == [
        f"    quote {number + 1}" for number in range(len(extraction.quotes))
    ]
    line = json.dumps(extraction_line("a.txt", text, extraction))
    assert json.loads(line)["path"] == "a.txt"


@settings(deadline=None, max_examples=25)
@given(st.lists(news_texts, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_what_ran_before_changes_nothing(texts: list[str], order: random.Random) -> None:
    alone = {text: extract(text, DAY) for text in texts}
    shuffled = texts[:]
    order.shuffle(shuffled)
    assert all(extract(text, DAY) == alone[text] for text in shuffled)


ARTICLES = [
    "Nora Quill and Tom Harkness met. “Fine,” she said on Monday. The mayor, Dan Orme, told the Herald it was “mad”.",
    "QUILL: No.\n\nFELD: Yes.\n\nThe Board of Ports (BOP) said in a letter: “We object.”\n\n“So be it,” BOP said.",
    "Mr. Bell and Mrs. Bell left. “It was dark,” Bell said, according to Lisbon. Bill, or William Gray, denied it.",
]
PROGRAM = """
import sys
from bot.extract.pipeline import extract
from bot.model import Extraction
for text in sys.argv[1:]:
    e = extract(text)
    print([(q.spans, q.speakers, q.unnamed, q.confidence, q.rules, q.candidates, q.via) for q in e.quotes], e.entities)
"""


@pytest.mark.parametrize("texts", [ARTICLES, ARTICLES[::-1]], ids=["forwards", "backwards"])
def test_another_process_gives_the_same(texts: list[str]) -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, *texts],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8",
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(printed) == 1
    assert "Quill" in printed.pop()
