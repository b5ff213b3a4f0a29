"""The word “ask” before a question, as people type it after a mention."""

from __future__ import annotations

import pytest

from bot.query.language import parse_line


@pytest.mark.parametrize("line", ["ask who spoke?", "/ask who spoke?", "Ask: who spoke?", "who spoke?"])
def test_ask_is_no_part_of_the_question(line: str) -> None:
    request = parse_line(line)
    assert (request.command, request.get("question")) == ("ask", "who spoke?")
