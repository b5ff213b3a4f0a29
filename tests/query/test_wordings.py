"""Outlets that carry one story: the same words are one quotation, altered words stand side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.archive.port import Filter
from bot.commands import Request
from bot.model import article_id
from bot.query.view import Found, open_row
from bot.query.wordings import words_of
from bot.reply.items import item_blocks, quote_item
from bot.reply.model import Line, Reply
from bot.reply.plain import plain
from tests.query.outlets import OTHER, SAID, story
from tests.query.seed_view import view_of


def told(folder: Path, outlet: str, words: str) -> Found:
    """The quotation with those words in that outlet's article."""
    view = view_of(folder)
    article = article_id(f"{folder.name}/{outlet}.md")
    for row in view.reader.quotes(Filter(article=article, plain=True), limit=9)[1]:
        found = open_row(view, row)
        if found and words in words_of(found.article, row.quote):
            return found
    raise LookupError(words)


def lines(found: Found) -> list[str]:
    """What stands under the quotation."""
    blocks = tuple(block for block in item_blocks(quote_item(found)) if isinstance(block, Line))
    shown = plain(Reply(intent="quote", request=Request(command="quote"), blocks=blocks, answered=True))
    return [line for line in shown.splitlines() if line]


def test_same_words_are_counted_and_the_first_is_named(tmp_path: Path) -> None:
    for day, outlet in enumerate(("Wire", "Harbour Post", "Coast Herald"), 14):
        story(tmp_path, outlet, day)
    assert "also in 2 ·" in lines(told(tmp_path, "Wire", SAID))[0]
    assert "also in 2, first in Wire on 14 Mar 2025 ·" in lines(told(tmp_path, "Coast Herald", SAID))[0]


def test_altered_words_stand_side_by_side(tmp_path: Path) -> None:
    story(tmp_path, "Wire", 14)
    story(tmp_path, "Harbour Post", 15, "We won’t sail before the slipway is free of ice")
    story(tmp_path, "Coast Herald", 16, "We won’t sail before the slipway is free of ice")
    story(tmp_path, "Evening Star", 17, "We will sail before the slipway is free of ice")
    attribution, *altered = lines(told(tmp_path, "Wire", SAID))
    assert "also in" not in attribution
    assert altered == [
        "Worded differently in Harbour Post and 1 more, 15 Mar 2025: “We won’t sail before the slipway is free of ice”",
        "Worded differently in Evening Star, 17 Mar 2025: “We will sail before the slipway is free of ice”",
    ]
    assert lines(told(tmp_path, "Evening Star", "We will sail"))[1].startswith("Worded differently in Wire, 14 Mar")
    assert len(lines(told(tmp_path, "Wire", OTHER))) == 1  # nobody altered the other one


def test_more_wordings_than_fit_are_counted(tmp_path: Path) -> None:
    story(tmp_path, "Wire", 14)
    for day, change in enumerate(("snow", "sand", "rope", "mud"), 15):
        story(tmp_path, f"Outlet {change}", day, SAID.replace("ice", change))
    assert lines(told(tmp_path, "Wire", SAID))[-1] == "Other wordings: 2 more."


def test_another_statement_of_the_speaker_is_no_wording(tmp_path: Path) -> None:
    story(tmp_path, "Wire", 14)
    story(tmp_path, "Harbour Post", 15, "The passengers have been told")
    assert told(tmp_path, "Wire", SAID).wordings == ()


@pytest.mark.parametrize("outlet", ["Wire", "Harbour Post"])
def test_words_that_the_other_outlet_has_elsewhere_are_no_wording(tmp_path: Path, outlet: str) -> None:
    """Two statements that resemble each other, both in both outlets."""
    near = SAID.replace("sail", "leave")
    story(tmp_path, "Wire", 14, SAID, near)
    story(tmp_path, "Harbour Post", 15, SAID, near)
    for words in (SAID, near):
        found = told(tmp_path, outlet, words)
        assert (found.wordings, found.also_in) == ((), 1)
