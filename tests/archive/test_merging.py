"""Archives that are merged step by step say the same of who is who as one merge of all that stands in them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actors.corrections import NO_CORRECTIONS, Corrections
from bot.actors.identity import merge
from bot.actors.ledger import Ledger
from bot.actors.sighting import Sighting, Told
from bot.archive import sql_writer
from bot.archive.memory import MemoryArchive
from bot.archive.port import EVERYTHING, Archive, Changes, Prepared
from bot.archive.postgres import PostgresArchive
from bot.archive.sql_ledger import SqlLedger
from bot.archive.sqlite import SqliteArchive
from bot.model import Actor, ActorId, ArticleId, Entity, Kind, QuoteId, Role, Span, article_id, quote_id
from tests.actors.invented import CORRECTED, articles
from tests.actors.whole_merge import whole
from tests.factories import a_prepared, a_quote, an_article, an_extraction

PATHS = [f"seeds/{letter}.txt" for letter in "abcdef"]
Step = tuple[Mapping[str, tuple[Sighting, ...]], bool]  # an article without sightings is removed; merge anew?
STEPS = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(PATHS), articles(), max_size=3), st.booleans()), min_size=1, max_size=5
)
CORRECTIONS = st.sampled_from([NO_CORRECTIONS, CORRECTED])


def prepared(path: str, sightings: Sequence[Sighting]) -> Prepared:
    """An article in which everybody says as much as their sighting has quotes."""
    said = [(s.entity, f"Words {s.entity} {n},") for s in sightings for n in range(s.quotes)]
    text = " ".join(f"“{words}” one said." for _, words in said) or "Nothing."
    quotes = [a_quote(text, words, speakers=(entity,)) for entity, words in said]
    entities = [
        Entity(
            kind=s.value.kind,
            name=s.value.name,
            aliases=s.value.aliases,
            honorifics=s.value.honorifics,
            gender=s.value.gender,
            roles=tuple(Role(text=role.text, former=role.former, span=Span(0, 1)) for role in s.value.roles),
            mentions=(Span(0, 1),) * s.value.mentions,
        )
        for s in sightings
    ]
    article = an_article(text, path=path, published=sightings[0].day)
    return a_prepared(article, an_extraction(text, quotes=quotes, entities=entities))


def sightings_of(one: Prepared) -> Iterator[Sighting]:
    for index, (entity, quotes) in enumerate(zip(one.extraction().entities, one.counts, strict=True)):
        told = Told.of(entity)
        yield Sighting(article=one.article.id, day=one.article.day, entity=index, value=told, quotes=quotes)


def state_of(archive: Archive) -> tuple[list[Actor], dict[tuple[ArticleId, QuoteId], tuple[ActorId, ...]]]:
    """All actors, and who says each quotation."""
    with archive.reader() as reader:
        _, rows = reader.quotes(EVERYTHING, limit=1_000)
        said = {(row.article, row.id): row.speakers for row in rows}
        return list(reader.actors()), said


def check(archive: Archive, steps: list[Step], corrections: Corrections) -> None:
    present: dict[str, Prepared] = {}
    for number, (step, anew) in enumerate(steps):
        put = [prepared(path, sightings) for path, sightings in step.items() if sightings]
        gone = [path for path, sightings in step.items() if not sightings]
        present |= {one.article.path: one for one in put}
        present = {path: one for path, one in present.items() if path not in gone}

        def identify(ledger: Ledger, anew: bool = anew or number == 0) -> None:
            merge(ledger, corrections, anew=anew)

        archive.apply(Changes(put=put, remove=[article_id(path) for path in gone], identify=identify))
        expected = whole(chain.from_iterable(map(sightings_of, present.values())), corrections)
        actors, said = state_of(archive)
        assert actors == list(expected.actors)
        assert said == {
            (one.article.id, quote_id(one.article.id, quote.spans)): tuple(
                expected.members[one.article.id, entity] for entity in quote.speakers
            )
            for one in present.values()
            for quote in one.extraction().quotes
        }
        with archive.reader() as reader:
            assert dict(reader.speakers(EVERYTHING)) == {a.id: a.quotes for a in expected.actors if a.quotes}


@settings(max_examples=60, deadline=None)
@given(steps=STEPS, corrections=CORRECTIONS)
def test_sqlite_archive_merged_in_steps(steps: list[Step], corrections: Corrections) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = SqliteArchive(Path(folder) / "a.sqlite")
        check(archive, steps, corrections)
        archive.close()


@settings(max_examples=30, deadline=None)
@given(steps=STEPS, corrections=CORRECTIONS)
def test_sqlite_archive_that_remembers_little(steps: list[Step], corrections: Corrections) -> None:
    """As with more articles than it remembers the ids and sightings of."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(sql_writer, "SqlLedger", partial(SqlLedger, kept=0))
        archive = SqliteArchive(Path(folder) / "a.sqlite")
        check(archive, steps, corrections)
        archive.close()


def test_article_that_comes_twice_in_a_first_reload(tmp_path: Path) -> None:
    """So far apart that what it named first has been entered, among what others name, too."""

    def named(path: str, name: str) -> Prepared:
        told = Told(kind=Kind.PERSON, name=name, mentions=1)
        return prepared(path, [Sighting(article_id(path), None, 0, told, 1)])

    others = [named(f"seeds/{number}.txt", "Ada Brenner") for number in range(600)]
    archive = SqliteArchive(tmp_path / "a.sqlite")
    put = [named("seeds/a.txt", "Ada Brenner"), *others, named("seeds/a.txt", "Cy Dahlwick")]

    def identify(ledger: Ledger) -> None:
        merge(ledger, NO_CORRECTIONS, anew=True)

    archive.apply(Changes(put=put, identify=identify))
    actors, _ = state_of(archive)
    assert [(actor.name, actor.mentions) for actor in actors] == [("Ada Brenner", 600), ("Cy Dahlwick", 1)]
    archive.close()


@settings(max_examples=40, deadline=None)
@given(steps=STEPS, corrections=CORRECTIONS)
def test_memory_archive_merged_in_steps(steps: list[Step], corrections: Corrections) -> None:
    check(MemoryArchive(), steps, corrections)


@settings(max_examples=10, deadline=None)
@given(steps=STEPS, corrections=CORRECTIONS)
def test_postgres_archive_merged_in_steps(postgres_url: str, steps: list[Step], corrections: Corrections) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS quotedesk CASCADE")
    archive = PostgresArchive(postgres_url)
    check(archive, steps, corrections)
    archive.close()
