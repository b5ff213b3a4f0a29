"""config/actors.toml: what it gives, and what it says of every mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.actors.corrections import Correction, parse_corrections, read_corrections
from bot.errors import SettingsError
from bot.model import Gender, Kind
from bot.resources import config_file


def test_entry_is_read_whole() -> None:
    text = """
[[actor]]
name = "Maria  Olsen Berg"
kind = "person"
aliases = ["Mia Berg"]
same_as = ["Maria Olsen"]
not_same_as = ["Maria Berg"]
gender = "female"
external = "Q000000"
"""
    corrections = parse_corrections(text, "actors.toml")
    assert corrections.entries == (
        Correction(
            name="Maria Olsen Berg",
            kind=Kind.PERSON,
            aliases=("Mia Berg",),
            same_as=("Maria Olsen",),
            not_same_as=("Maria Berg",),
            gender=Gender.FEMALE,
            external="Q000000",
            line=2,
        ),
    )
    assert set(corrections.by_name) == {"maria olsen berg", "mia berg", "maria olsen"}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('[[actor]]\nname = "Ana"\ncolour = "red"\n', 3, "unknown key 'colour'"),
        ('\n[[actor]]\nkind = "person"\n', 2, "needs a name"),
        ('[[actor]]\nname = "Ana"\n\n[[actor]]\nname = "Eva"\nkind = "ship"\n', 6, "kind 'ship' is none of"),
        ('[[actor]]\nname = "Ana"\ngender = "x"\n', 3, "gender 'x' is none of"),
        ("[[actor]]\nname = 5\n", 2, "name must be a text"),
        ('[[actor]]\nname = "Ana"\naliases = "Eva"\n', 3, "aliases must be a list of names"),
        ('[[actor]]\nname = "Ana"\naliases = [""]\n', 3, "aliases must be a list of names"),
        ('[[actor]]\nname = "Ana"\n[[actor]]\nname = "ANA"\n', 3, "also stands in the entry of line 1"),
        ('[[actor]]\nname = "Ana"\nnot_same_as = ["Ana"]\n', 1, "both a name of this actor and in not_same_as"),
        ('[actors]\nname = "Ana"\n', 1, "unknown key 'actors'"),
        ('[actor]\nname = "Ana"\n', 1, "its own [[actor]] line"),
        ('[[actor]]\nname = "…"\n', 2, "name must be a text"),
        ('[[actor]]\nname = "Port"\nkind = "place"\ngender = "male"\n', 4, "only a person has a gender"),
        ('[[actor]]\nname = "Ana\n', 2, "not valid TOML: "),
        ('[[actor]]\nname = "Ana"\naliases = ["Eva",\n', 4, "not valid TOML: "),
    ],
)
def test_mistake_names_file_line_and_remedy(text: str, line: int, what: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(what)) as caught:
        parse_corrections(text, "config/actors.toml")
    assert str(caught.value).startswith(f"config/actors.toml, line {line}: ")


def test_mark_of_a_windows_editor_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text('[[actor]]\nname = "Ana"\n', encoding="utf-8-sig")
    assert [entry.name for entry in read_corrections(path).entries] == ["Ana"]


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "actors.toml").entries == ()


def test_unreadable_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_bytes(b'[[actor]]\nname = "\xff"\n')
    with pytest.raises(SettingsError, match="save it as UTF-8"):
        read_corrections(path)


def test_shipped_file_changes_nothing_and_its_example_is_valid() -> None:
    path = config_file("actors.toml")
    assert read_corrections(path).entries == ()
    lines = path.read_text(encoding="utf-8").splitlines()
    example = lines[lines.index("# [[actor]]") :]
    assert len(parse_corrections("\n".join(line.removeprefix("# ") for line in example), str(path)).entries) == 1
