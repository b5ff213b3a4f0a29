"""The same story in several outlets is recognised; other stories of the same people are not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.archive.derived import ALIKE, bands, similarity
from bot.archive.memory import MemoryArchive
from bot.archive.port import EVERYTHING, Filter
from bot.ingest import sketch as sketch_module
from bot.model import article_id
from bot.text.words import index_words
from tests.ingest.newsroom import renew


def sketch(text: str) -> bytes | None:
    return sketch_module.sketch(index_words(text))


SUBJECTS = "mayor ferry council pier crew budget school bridge tram strike vote harbour museum market clinic".split()
VERBS = "closes opens delays funds repairs visits inspects paints leaves praises blames sells rents counts".split()


def report(seed: int, sentences: int = 40) -> list[str]:
    """Sentences of an invented report; another seed is another story in the same words."""
    dice = random.Random(seed)
    return [
        f"The {dice.choice(SUBJECTS)} {dice.choice(VERBS)} the {dice.choice(SUBJECTS)} near the "
        f"{dice.choice(SUBJECTS)} on day {dice.randrange(30)}."
        for _ in range(sentences)
    ]


@pytest.mark.parametrize("dropped", [0, 2, 6])
def test_edited_story_is_alike(dropped: int) -> None:
    story = report(1)
    one, other = sketch(" ".join(story)), sketch(" ".join(story[: len(story) - dropped]).upper())
    assert one is not None
    assert other is not None
    assert similarity(one, other) >= ALIKE
    assert set(bands(one)) & set(bands(other))


def test_other_stories_are_not_alike() -> None:
    made = [sketch(" ".join(report(seed))) for seed in range(30)]
    pairs = [(one, other) for i, one in enumerate(made) for other in made[:i]]
    assert all(one and other and similarity(one, other) < ALIKE for one, other in pairs)


def test_short_text_has_no_sketch() -> None:
    assert sketch("We wait. " * 10) is None
    assert sketch("") is None


def test_sketch_is_the_same_on_every_machine() -> None:
    """Stored ones are compared with new ones: where the library gives other values, all must be made again."""
    made = sketch(" ".join(report(1)))
    assert made is not None
    assert len(made) == 256
    assert made[:8].hex() == "23d3474d7239b904"
    assert made == sketch(" ".join(report(1)).upper())


@pytest.mark.parametrize("sentences", [10, 40, 400])
def test_equal_values_estimate_the_share_of_equal_runs(sentences: int) -> None:
    dice = random.Random(sentences)
    errors = []
    for seed in range(20):
        story = report(seed, sentences)
        edited = [sentence for sentence in story if dice.random() > seed / 40]
        one, other = sketch(" ".join(story)), sketch(" ".join(edited))
        if one and other:
            runs, others = shingles(story), shingles(edited)
            errors.append(similarity(one, other) - len(runs & others) / len(runs | others))
    assert abs(sum(errors) / len(errors)) < 0.03
    assert max(map(abs, errors)) < 0.2


def shingles(sentences: list[str]) -> set[tuple[str, ...]]:
    words = index_words(" ".join(sentences))
    return {words[at : at + 3] for at in range(len(words) - 2)}


def test_wire_story_is_listed_once(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    body = " ".join(report(3))
    for day, outlet in enumerate(("Wire", "Post", "Gazette"), 1):
        (seeds / f"{outlet}.md").write_text(
            f"---\nsource: {outlet}\ndate: 2025-01-0{day}\n---\n“We wait,” said Ada Brenner. {body}"
        )
    (seeds / "own.md").write_text(f"“We wait,” said Ada Brenner. {' '.join(report(4))}")
    archive = MemoryArchive()
    renew(archive, seeds)
    with archive.reader() as reader:
        assert reader.quotes(EVERYTHING, limit=9)[0] == 4
        _, firsts = reader.quotes(Filter(firsts=True), limit=9)
        assert [row.article for row in firsts] == [article_id("seeds/Wire.md"), article_id("seeds/own.md")]
        assert [row.article for row in reader.echoes(firsts[0].id)] == [
            article_id("seeds/Post.md"),
            article_id("seeds/Gazette.md"),
        ]
