"""A synthetic newsroom of any size: invented words with natural frequencies, invented names, quoted sentences."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from bot.archive.derived import pack
from bot.archive.port import Known, Prepared
from bot.model import Article, Entity, Extraction, Kind, Quote, Span, Speech, article_id, digest

QUOTES_EACH = 5
_SYLLABLES = (
    "ba be bi bo da de di do fa fe ga go ha he ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se "
    "so ta te ti to va ve wa za zo"
).split()
_COMMON = (
    "the of and to in a is that for it was on with as at be this by from are not have or an they we will had but"
).split()


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What the articles are made of; the same for the same seed."""

    words: tuple[str, ...]
    weights: tuple[float, ...]  # cumulative, by Zipf's law
    names: tuple[str, ...]

    def sentence(self, chance: random.Random, size: int) -> str:
        """So many words, none of them capitalised but the first."""
        words = chance.choices(self.words, cum_weights=self.weights, k=size)
        return " ".join(words).capitalize()


def newsroom(seed: int, words: int = 60_000, names: int = 20_000) -> Newsroom:
    """Invented words and names."""
    chance = random.Random(seed)
    made = dict.fromkeys(_COMMON)
    while len(made) < words:
        made["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4))))] = None
    vocabulary = tuple(made)
    weights = tuple(accumulate(1.0 / rank for rank in range(8, len(vocabulary) + 8)))
    people: dict[str, None] = {}
    while len(people) < names:
        first = "".join(chance.choices(_SYLLABLES, k=2)).capitalize()
        last = "".join(chance.choices(_SYLLABLES, k=chance.choice((3, 4)))).capitalize()
        people[f"{first} {last}"] = None
    return Newsroom(vocabulary, weights, tuple(people))


def articles(room: Newsroom, count: int, seed: int) -> Iterator[Prepared]:
    """Articles of ten sentences, every second one a quotation with its speaker."""
    chance = random.Random(seed)
    for number in range(count):
        yield _article(room, number, chance)


def _article(room: Newsroom, number: int, chance: random.Random) -> Prepared:
    parts: list[str] = []
    quotes: list[Quote] = []
    sentences: list[Span] = []
    entities: list[Entity] = []
    at = 0
    for index in range(QUOTES_EACH):
        plain = room.sentence(chance, chance.randint(9, 18)) + ". "
        sentences.append(Span(at, at + len(plain) - 1))
        at += len(plain)
        said = room.sentence(chance, chance.randint(8, 22))
        name = chance.choice(room.names)
        whole = f"“{said},” said {name}.\n"
        content = Span(at + 1, at + 1 + len(said))
        source = Span(at + len(whole) - 2 - len(name), at + len(whole) - 2)
        sentences.append(Span(at, at + len(whole) - 1))
        entities.append(Entity(kind=Kind.PERSON, name=name, mentions=(source,)))
        quotes.append(Quote(spans=(content,), speech=Speech.DIRECT, source=source, speakers=(index,), confidence=0.95))
        parts += (plain, whole)
        at += len(whole)
    text = "".join(parts)
    path = f"made/{number}.txt"
    article = Article(
        id=article_id(path),
        path=path,
        title=text[: text.index(".")],
        text=text,
        sha256=digest(text),
        source=f"Outlet {number % 40}",
        published=date(2020, 1, 1) + timedelta(days=number % 2000),
    )
    return pack(
        article,
        Extraction(entities=tuple(entities), quotes=tuple(quotes), sentences=tuple(sentences)),
        Known(id=article.id, fingerprint="", size=len(text), mtime_ns=0),
    )


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
