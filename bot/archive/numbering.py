"""Numbers of sentences in a database: the article's own number and the place in it, so that no table need keep them."""

from __future__ import annotations

PLACES = 1 << 24
"""Numbers of each article; so many sentences have more than thirty million characters."""


def first_sentence(article: int) -> int:
    """The number of the first sentence of article number `article`."""
    return article * PLACES


def article_and_place(sentence: int) -> tuple[int, int]:
    """The number of the article that holds the sentence, and its place there, from 0."""
    return divmod(sentence, PLACES)


def join_lines(words: tuple[str, ...]) -> str:
    """The search words of each sentence, as the table `wording` keeps them: a line each."""
    return "\n".join(words) + "\n" if words else ""


def split_lines(lines: str) -> list[str]:
    """The search words of each sentence, of `join_lines`."""
    return lines.split("\n")[:-1]
