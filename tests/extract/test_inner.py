"""Quotations inside quotations."""

from __future__ import annotations

from bot.model import Flag
from tests.extract.readings import read


def test_the_inner_words_are_second_hand_by_the_outer_speaker() -> None:
    reading = read("Tom Bell resigned. “Tom Bell said ‘it is over’ to me,” Ana Ruiz recalled.")
    inner = reading.quote("it is over")
    assert reading.content("it is over") == ["it is over"]
    assert reading.speaker("it is over") == "Tom Bell"
    assert inner.flags == {Flag.SECONDHAND}
    assert inner.via is not None
    assert reading.extraction.entities[inner.via].name == "Ana Ruiz"
    assert inner.confidence <= 0.6


def test_a_pronoun_inside_speech_names_nobody() -> None:
    reading = read("Tom Bell resigned. “He told me ‘never again’ and left,” said Ana Ruiz.")
    assert reading.source("never again") == "He"
    assert reading.speaker("never again") is None
    assert reading.speaker("and left") == "Ana Ruiz"


def test_ones_own_words_of_then_stay_part_of_the_speech() -> None:
    reading = read("“I said ‘no’ at once,” said Ana Ruiz.")
    assert len(reading.extraction.quotes) == 1
