"""Numbers of sentences and quotes in a database: the article's own number and the place in it.

So no table need keep which article they are of, nor another index find those of an article.
"""

from __future__ import annotations

PLACES = 1 << 24
"""Numbers of each article; so many sentences or quotes have more than thirty million characters."""


def first_number(article: int) -> int:
    """The number of the first sentence, and of the first quote, of article number `article`."""
    return article * PLACES


def article_and_place(number: int) -> tuple[int, int]:
    """The number of the article that holds the sentence or quote, and its place there, from 0."""
    return divmod(number, PLACES)


def join_touched(quotes: list[list[int]]) -> str:
    """The quotes that touch each sentence: a line for each that any touches, its place and then theirs."""
    lines = [f"{place} {' '.join(map(str, some))}\n" for place, some in enumerate(quotes) if some]
    return "\n" + "".join(lines)


def touching(joined: str, place: int) -> list[int]:
    """The places of the quotes that touch the sentence at `place`, of `join_touched`."""
    line = f"\n{place} "
    begins = joined.find(line)
    if begins < 0:
        return []
    begins += len(line)
    return list(map(int, joined[begins : joined.index("\n", begins)].split()))


def join_lines(words: tuple[str, ...]) -> str:
    """The search words of each sentence, as the table `wording` keeps them: a line each."""
    return "\n".join(words) + "\n" if words else ""


def split_lines(lines: str) -> list[str]:
    """The search words of each sentence, of `join_lines`."""
    return lines.split("\n")[:-1]
