"""One wire story in several outlets: the same words there are one finding, shown once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.archive.port import Reader
from bot.model import Article, ArticleId
from bot.query.check_values import BEST_FIRST, Match
from bot.query.wordings import may_be_one, words_of
from bot.text.words import fold

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def merged(matches: Sequence[Match], reader: Reader) -> list[Match]:
    """Of matches with the same words in near-duplicates of one article, one: the best verdict, then the earliest.

    The archive is asked only where words come twice. Attributions to different people stay apart, and so does what
    one article says twice. The order stays that of the first of each.
    """
    same: dict[tuple[bool, str], list[Match]] = defaultdict(list)
    for match in matches:
        same[match.conflict, _words(match)].append(match)
    return [one for group in same.values() for one in (_stories(group, reader) if len(group) > 1 else group)]


def earlier(article: Article) -> tuple[bool, date, ArticleId]:
    """Sorts articles by age: earliest first, undated last."""
    return article.day is None, article.day or date.max, article.id


def _stories(group: list[Match], reader: Reader) -> list[Match]:
    left = sorted(group, key=lambda match: (BEST_FIRST[match.verdict], earlier(match.article)))
    out: list[Match] = []
    while left:
        one, *left = left
        alike = set(reader.alike(one.article.id)) if left else set()
        copies = [other for other in left if other.article.id in alike and _of_one_speaker(one, other)]
        left = [other for other in left if other not in copies]
        out.append(replace(one, copies=tuple(copy.article for copy in copies)))
    return out


def _of_one_speaker(one: Match, other: Match) -> bool:
    if one.row is None or other.row is None:
        return one.row is other.row
    return may_be_one(one.row, other.row)


def _words(match: Match) -> str:
    """The words that are shown of it, without case, accents and punctuation."""
    if match.headline:
        words = match.article.title
    elif match.row is not None:
        words = words_of(match.article, match.row.quote)
    else:
        words = " ".join(span.of(match.article.text) for span in match.used)
    return _BETWEEN_WORDS.sub("", fold(words))
