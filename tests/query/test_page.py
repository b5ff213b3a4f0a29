"""Stretches of an article and their words."""

from __future__ import annotations

import pytest

from bot.model import Article, article_id, digest
from bot.query.page import Page, is_turn
from bot.text.words import index_words

TEXT = "The harbour closed.\n\nPilots waited. The café’s owner, Iva Lorn, did not.\nShips turned back.\n"


def page(text: str = TEXT) -> Page:
    path = "harbour.txt"
    return Page(Article(id=article_id(path), path=path, title="Storm at Karsk", text=text, sha256=digest(text)))


def test_words_are_those_of_exactly_the_stretch() -> None:
    assert page().words(TEXT.index("Pilots"), TEXT.index(" The café")) == {"pilot", "wait"}


def test_whole_holds_the_words_of_every_paragraph() -> None:
    assert page().whole == frozenset(index_words(TEXT))


def test_head_is_the_title_with_the_first_paragraph() -> None:
    assert page("\n" + TEXT).head == frozenset(index_words("Storm at Karsk. The harbour closed."))


def test_paragraph_reaches_from_line_end_to_line_end() -> None:
    at = TEXT.index("owner")
    start, end = page().paragraph(at, at + 5)
    assert TEXT[start:end] == "Pilots waited. The café’s owner, Iva Lorn, did not."


def test_paragraph_before_skips_empty_lines() -> None:
    start, end = page().paragraph_before(TEXT.index("Pilots"))
    assert TEXT[start:end] == "The harbour closed."


def test_what_is_read_before_a_sentence_ends_with_the_paragraph_before() -> None:
    at = TEXT.index("Ships")
    assert TEXT[page().start_before(at) : at].strip() == "Pilots waited. The café’s owner, Iva Lorn, did not."


def test_names_are_found_by_their_last_word_whatever_its_accents() -> None:
    assert page().names("Iva Lorn")
    assert page().names("Café")
    assert not page().names("Iva Marsk")


def test_last_sentence_is_that_before_the_end() -> None:
    start, end = page().last_sentence(TEXT.index("Pilots"), TEXT.index("Ships"))
    assert TEXT[start:end] == "The café’s owner, Iva Lorn, did not."


def test_last_sentence_of_one_is_all_of_it() -> None:
    start, end = page().last_sentence(0, TEXT.index("\n"))
    assert TEXT[start:end] == "The harbour closed."


@pytest.mark.parametrize("turn", ["Lorn: Who says so?", "**Iva Lorn:** We do.", "Q: And then?"])
def test_turn_begins_with_a_label(turn: str) -> None:
    assert is_turn(f"Calm.\n{turn}", len("Calm.\n"))


def test_sentence_with_a_colon_is_no_turn() -> None:
    assert not is_turn("the owners agreed: nobody sails.", 0)
