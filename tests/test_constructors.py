"""Constructors written out behave as those that dataclasses make."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from bot.constructors import with_constructors

SOURCE = '''
from __future__ import annotations
from dataclasses import dataclass, field

@dataclass(slots=True, unsafe_hash=True)
class Point:
    """In a plane."""

    x: int
    y: int = 0  # a comment

    @property
    def sum(self) -> int:
        return self.x + self.y

@dataclass(slots=True, kw_only=True)
class Shape:
    name: str = field(repr=False)
    points: list[Point] = field(default_factory=list)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = len(self.points)

@dataclass
class Own:
    a: int

    def __init__(self) -> None:
        self.a = 1


class Plain:
    a: int

'''


def made(source: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {"__name__": __name__}
    exec(compile(source, "module", "exec"), namespace)
    return namespace


def test_written_constructors_take_and_keep_the_same() -> None:
    values = []
    for source in (SOURCE, with_constructors(SOURCE)):
        given = made(source)
        point, shape = given["Point"], given["Shape"]
        filled = shape(name="a", points=[point(1), point(1, y=2)])
        moved = dataclasses.replace(filled.points[1], x=5)
        values.append((repr(filled), filled.size, shape(name="b").points, moved.sum, hash(moved), moved == point(5, 2)))
        assert shape(name="b").points is not shape(name="c").points
        with pytest.raises(TypeError):
            point()
        with pytest.raises(TypeError):
            shape("a")
    assert values[0] == values[1]
    assert values[0][1:4] == (2, [], 7)


def test_constructors_are_written_where_none_is_and_move_no_line() -> None:
    written = with_constructors(SOURCE)
    changed = [(a, b) for a, b in zip(SOURCE.split("\n"), written.split("\n"), strict=True) if a != b]
    assert [a for a, _ in changed] == ["", ""]
    assert [b.strip().partition(" -> ")[0] for _, b in changed] == [
        "def __init__(self, x: int, y: int = 0)",
        "def __init__(self, *, name: str, points: list[Point] | None = None)",
    ]


def test_fields_without_a_blank_line_behind_them_are_told() -> None:
    with pytest.raises(ValueError, match="no blank line behind the fields of Point"):
        with_constructors(SOURCE.replace("# a comment\n", "# a comment\n    # another"))
