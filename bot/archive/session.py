"""What the SQL archives differ in: how a statement is run, and how words are looked up. The statements are shared.

They are written with `?` for values, in the SQL that SQLite 3.34 and PostgreSQL 14 have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
"""Of articles, sentences or quotes: often very many."""


class Session(Protocol):
    """One connection, used by one thread at a time. Errors are the library's own; archives translate them."""

    position: str  # name of the function (text, part) → place of the part from 1, 0 if it is not in it
    of_article: str  # condition: the quote `q` is one of the article `a`; finds the quotes from the article
    counts_words: bool  # must the writer keep the table `word`, or does the database?

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows of a statement; none where it gives none."""

    def numbers(self, sql: str, values: Sequence[Any] = ()) -> Numbers:
        """The one whole number of each row of a statement that selects `AS number`."""

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """The rows one by one, held in memory a few at a time. Other statements may run between."""

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; the number of rows that it changed."""

    def many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each of the values."""

    def forget_words(self, sentences: Sequence[tuple[int, str]]) -> None:
        """Take sentences out of `passage_words`: the number of each, and the words that were entered for it."""

    def gather_words(self) -> None:
        """Have the words of `passage_words` in one piece, where writing very many leaves them in several."""

    def take_stock(self, *tables: str) -> None:
        """Have the database plan for the rows just written into these tables, not for before, where it does not."""

    def holding(self, groups: Sequence[Sequence[str]]) -> tuple[str, list[Any]]:
        """A condition on `passage_words`, with its values: the sentence holds a word of every group."""

    def among(self, column: str, values: Sequence[int] | Sequence[str]) -> tuple[str, list[Any]]:
        """A condition, with its values: the column has one of them. There may be very many of them."""
