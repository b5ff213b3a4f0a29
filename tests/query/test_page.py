"""Stretches of an article and their words."""

from __future__ import annotations

from bot.model import Article, article_id, digest
from bot.query.page import Page
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
