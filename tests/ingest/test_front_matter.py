"""Plain front matter, which is read without YAML for the sake of speed, is what YAML makes of it."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.plain import plain_fields

names = st.sampled_from(["title", "Date", "source", "x_y", "yes", "N", "null", "a b", "no-name"])
LETTERS = ["Storm", "a", "é", "No", "off", "Null", "1e3", "2025-03-14", "2025-02-31", "2025-03-14 10:00"]
MARKS = [
    " ",
    "  ",
    ": ",
    ":",
    "#",
    " #",
    "- ",
    "–",
    "’",
    "'",
    '"',
    "(",
    ".",
    ",",
    "~",
    "[",
    "|",
    "&a",
    "\t",
    "\n",
    "\n ",
    "\r",
]
values = st.lists(st.sampled_from([*LETTERS, *MARKS]), max_size=5).map("".join)


@given(st.lists(st.tuples(names, values), min_size=1, max_size=4))
def test_plain_fields_are_those_of_yaml(lines: list[tuple[str, str]]) -> None:
    text = "".join(f"{name}: {value}\n" for name, value in lines)
    fields = plain_fields(text)
    if fields is not None:
        assert fields == yaml.safe_load(text)
        assert list(map(type, fields.values())) == list(map(type, yaml.safe_load(text).values()))


def test_usual_front_matter_is_plain() -> None:
    found = plain_fields("title: Storm closes the harbour – again\ndate: 2025-03-14\nsource: Harbour Post\n")
    assert found == {"title": "Storm closes the harbour – again", "date": date(2025, 3, 14), "source": "Harbour Post"}


@pytest.mark.parametrize(
    "line", ["title: Yes", "on: Monday", "date: 2025-02-31", "title: 'So'", "title: A: B", "- a", ""]
)
def test_all_else_is_left_to_yaml(line: str) -> None:
    assert plain_fields(f"source: Post\n{line}\n") is None
