"""What every archive promises. See bot/archive/port.py."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.actors.ledger import Arrival, Ledger
from bot.archive.port import EVERYTHING, Archive, Changes, Entry, Failure, Filter, Prepared
from bot.errors import ArchiveUnavailable
from bot.model import ActorId, Article, ArticleId, Flag, QuoteId, Speech, article_id, quote_id
from bot.text.words import search_words
from tests.factories import (
    NOON,
    TEXT,
    a_known,
    a_prepared,
    a_quote,
    a_span,
    an_actor,
    an_article,
    an_entity,
    an_extraction,
    some_changes,
    told,
)

ADA = ActorId("ada-brenner")
BO = ActorId("bo-lind")

FISH = "Nets came up empty. “The herring are gone,” said Bo Lind. “Ask Brenner,” he added. Nobody asked Brenner."


def ferry(day: date | None = date(2025, 3, 14), path: str = "seeds/ferry.md", title: str = "Ferry") -> Prepared:
    return a_prepared(an_article(path=path, title=title, published=day))


def fish() -> Prepared:
    article = an_article(FISH, path="seeds/fish.md", title="Herring", published=date(2025, 3, 15), source="Evening Net")
    quotes = (
        a_quote(FISH, "The herring are gone,", speakers=(0,)),
        a_quote(FISH, "Ask Brenner,", speakers=(0,), flags=frozenset({Flag.DENIED})),
    )
    entities = (an_entity("Bo Lind"), an_entity("Brenner"))
    return a_prepared(article, an_extraction(FISH, quotes=quotes, entities=entities))


ACTORS = (an_actor("Bo Lind"), an_actor("Ada Brenner", aliases=("Brenner",)))
MEMBERS = {(ferry().article.id, 0): ADA, (fish().article.id, 0): BO, (fish().article.id, 1): ADA}


def two() -> Changes:
    first, second = ferry(), fish()
    return Changes(
        put=(first, second),
        identify=told(ACTORS, MEMBERS),
        loaded=NOON,
        failures=(Failure(path="seeds/z.bin", reason="binary"), Failure(path="seeds/a.bin", reason="empty")),
    )


def article_of(archive: Archive, id_: ArticleId) -> Article | None:
    with archive.reader() as reader:
        return reader.article(id_)


def quote_words(archive: Archive, where: Filter) -> list[str]:
    with archive.reader() as reader:
        count, rows = reader.quotes(where, limit=100)
        assert count == len(rows)
        texts = [reader.article(row.article) for row in rows]
        return [row.quote.spans[0].of(text.text) for row, text in zip(rows, texts, strict=True) if text]


def test_empty_archive_has_nothing(archive: Archive) -> None:
    with archive.reader() as reader:
        state = reader.state()
        assert (state.generation, state.loaded, state.articles, state.quotes) == (0, None, 0, 0)
        assert reader.articles(EVERYTHING, limit=10) == (0, ())
        assert reader.quotes(EVERYTHING, limit=10) == (0, ())
        assert reader.speakers(EVERYTHING) == ()
        assert list(reader.actors()) == []
        assert reader.search_quotes([{"ferri"}], EVERYTHING, limit=5) == ()
        assert reader.search_passages([{"ferri"}], EVERYTHING, limit=5) == ()
        assert reader.article(article_id("x")) is None
        assert reader.actor(ADA) is None
        assert reader.quote(QuoteId("none-1")) is None
        assert reader.entity(article_id("x"), 0) is None
        assert reader.versions(article_id("x")) == ()
    assert archive.known() == {}


def test_apply_gives_the_new_state(archive: Archive) -> None:
    state = archive.apply(two())
    assert state.generation == 1
    assert state.loaded == NOON
    assert (state.articles, state.quotes, state.passages) == (2, 2, 7)
    assert (state.since, state.until) == (date(2025, 3, 14), date(2025, 3, 15))
    assert state.sources == (("Evening Net", 1), ("Harbour Post", 1))
    with archive.reader() as reader:
        assert reader.state() == state


def test_article_comes_back_as_it_was_put(archive: Archive) -> None:
    text = "“Żółć” \r\n\ttabs, \U0001f6a2 and no end\u2028“unclosed"
    article = an_article(text, path="seeds/odd.md", url="https://harbour.example/1", authors=("A. B.", "C. D."))
    archive.apply(Changes(put=(a_prepared(article, an_extraction(text, quotes=(), entities=())),)))
    stored = article_of(archive, article.id)
    assert stored == article
    assert stored is not None
    assert stored.intact


def test_published_time_keeps_its_zone(archive: Archive) -> None:
    article = replace(an_article(), published=NOON)
    archive.apply(some_changes(a_prepared(article)))
    assert article_of(archive, article.id) == article


def test_known_tells_the_file_facts_by_path(archive: Archive) -> None:
    archive.apply(two())
    assert archive.known() == {"seeds/ferry.md": ferry().known, "seeds/fish.md": fish().known}


def test_touch_changes_file_facts_and_nothing_else(archive: Archive) -> None:
    before = archive.apply(two())
    known = replace(ferry().known, size=77, mtime_ns=5, file="seeds/all.jsonl", record="abc")
    after = archive.apply(Changes(touch={"seeds/ferry.md": known, "seeds/none.md": known}))
    assert archive.known()["seeds/ferry.md"] == known
    assert after.generation == before.generation


def test_articles_are_newest_first_undated_last_then_by_title(archive: Archive) -> None:
    archive.apply(
        some_changes(
            ferry(None, "seeds/1.md", "Undated"),
            ferry(date(2025, 1, 1), "seeds/2.md", "B"),
            ferry(date(2025, 1, 1), "seeds/3.md", "A"),
            ferry(date(2025, 2, 1), "seeds/4.md", "Z"),
        )
    )
    with archive.reader() as reader:
        count, rows = reader.articles(EVERYTHING, limit=10)
        assert (count, [row.title for row in rows]) == (4, ["Z", "A", "B", "Undated"])
        assert rows[0].characters == len(TEXT)
        assert rows[0].quotes == 1
        count, rows = reader.articles(EVERYTHING, limit=2, offset=1)
        assert (count, [row.title for row in rows]) == (4, ["A", "B"])


@pytest.mark.parametrize(
    ("where", "titles"),
    [
        pytest.param(Filter(source="harbour POST"), ["Ferry"], id="outlet without case"),
        pytest.param(Filter(since=date(2025, 3, 15)), ["Herring"], id="since, end included"),
        pytest.param(Filter(until=date(2025, 3, 14)), ["Ferry"], id="until, end included"),
        pytest.param(Filter(since=date(2025, 3, 14), until=date(2025, 3, 15)), ["Herring", "Ferry"], id="both"),
        pytest.param(Filter(article=article_id("seeds/fish.md")), ["Herring"], id="article"),
        pytest.param(Filter(speaker=ADA), ["Ferry"], id="speaker"),
        pytest.param(Filter(speaker=BO, plain=True), ["Herring"], id="plain speaker"),
        pytest.param(Filter(source="nobody"), [], id="unknown outlet"),
        pytest.param(Filter(speaker=ADA, since=date(2025, 3, 15)), [], id="all must hold"),
    ],
)
def test_articles_are_filtered(archive: Archive, where: Filter, titles: list[str]) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        count, rows = reader.articles(where, limit=10)
        assert (count, [row.title for row in rows]) == (len(titles), titles)


def test_undated_articles_never_match_a_date(archive: Archive) -> None:
    archive.apply(some_changes(ferry(None)))
    assert quote_words(archive, Filter(until=date(9999, 1, 1))) == []
    assert len(quote_words(archive, EVERYTHING)) == 1


def test_failures_are_replaced_and_by_path(archive: Archive) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        assert [failure.path for failure in reader.failures()] == ["seeds/a.bin", "seeds/z.bin"]
    archive.apply(Changes(failures=(Failure(path="x", reason="y"),)))
    with archive.reader() as reader:
        assert reader.failures() == (Failure(path="x", reason="y"),)


def test_actors_come_by_id_and_singly(archive: Archive) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        assert [actor.id for actor in reader.actors()] == [ADA, BO]
        assert reader.actor(BO) == an_actor("Bo Lind")


def test_entity_is_the_one_of_that_article(archive: Archive) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        assert reader.entity(fish().article.id, 1) == an_entity("Brenner")
        assert reader.entity(fish().article.id, 2) is None
        assert reader.entity(fish().article.id, -1) is None


@pytest.mark.parametrize(
    ("where", "words"),
    [
        pytest.param(
            EVERYTHING, ["The herring are gone,", "Ask Brenner,", "We cannot risk the crew,"], id="newest, in order"
        ),
        pytest.param(Filter(plain=True), ["The herring are gone,", "We cannot risk the crew,"], id="plain"),
        pytest.param(Filter(speaker=BO), ["The herring are gone,", "Ask Brenner,"], id="speaker"),
        pytest.param(Filter(speaker=BO, plain=True), ["The herring are gone,"], id="plain speaker"),
        pytest.param(Filter(speaker=ActorId("nobody")), [], id="unknown speaker"),
        pytest.param(Filter(source="Evening net", until=date(2025, 3, 14)), [], id="nothing"),
    ],
)
def test_quotes_are_filtered(archive: Archive, where: Filter, words: list[str]) -> None:
    archive.apply(two())
    assert quote_words(archive, where) == words


def test_quote_row_knows_its_people_and_context(archive: Archive) -> None:
    prepared = fish()
    quote = a_quote(FISH, "Ask Brenner,", speakers=(0, 1), via=1, candidates=(1, 0), flags=frozenset({Flag.SECONDHAND}))
    prepared = a_prepared(prepared.article, replace(prepared.extraction(), quotes=(quote,)))
    archive.apply(replace(two(), put=(prepared,)))
    with archive.reader() as reader:
        row = reader.quote(quote_id(prepared.article.id, quote.spans))
        assert row is not None
        assert row.quote == quote
        assert (row.speakers, row.via, row.candidates) == ((BO, ADA), ADA, (ADA, BO))
        assert row.context == a_span(FISH, "“Ask Brenner,” he added.")
        assert row.day == date(2025, 3, 15)


def test_split_quote_has_the_context_of_all_pieces(archive: Archive) -> None:
    text = "Calm here. “We wait,” Ada said. “We wait,” she said again, “and we sing.” Silence."
    quote = a_quote(text, ("We wait,", "and we sing."))
    archive.apply(some_changes(a_prepared(an_article(text), an_extraction(text, quotes=(quote,)))))
    with archive.reader() as reader:
        _, (row,) = reader.quotes(EVERYTHING, limit=5)
        assert row.context.of(text).startswith("“We wait,”")
        assert row.context.end >= a_span(text, "and we sing.").end


def test_quote_without_sentences_is_its_own_context(archive: Archive) -> None:
    extraction = replace(an_extraction(), sentences=())
    archive.apply(some_changes(a_prepared(extraction=extraction)))
    with archive.reader() as reader:
        _, (row,) = reader.quotes(EVERYTHING, limit=5)
        assert row.context == row.quote.spans[0]


def test_speakers_count_plain_quotes(archive: Archive) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        assert reader.speakers(EVERYTHING) == ((ADA, 1), (BO, 1))
        assert reader.speakers(Filter(source="Evening Net")) == ((BO, 1),)
        assert reader.speakers(Filter(speaker=ADA)) == ((ADA, 1),)
        assert reader.speakers(Filter(until=date(2025, 1, 1))) == ()


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        pytest.param("bren", [ADA], id="surname"),
        pytest.param("BRENNER", [ADA], id="case"),
        pytest.param("Brénn", [ADA], id="diacritics"),
        pytest.param("l", [BO], id="one letter"),
        pytest.param("bo l", [BO], id="two words"),
        pytest.param("renner", [], id="inside a word"),
        pytest.param("  ", [ADA, BO], id="blank"),
        pytest.param("\ud800", [], id="lone surrogate"),
        pytest.param("%", [], id="pattern letter"),
    ],
)
def test_speakers_by_prefix(archive: Archive, prefix: str, found: list[ActorId]) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        assert [actor for actor, _ in reader.speakers(EVERYTHING, prefix=prefix)] == found
        assert [a for a, _ in reader.speakers(Filter(since=date(2000, 1, 1)), prefix=prefix)] == found


def test_companions_stand_in_the_same_articles(archive: Archive) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        assert reader.companions(BO, limit=5) == ((ADA, 1),)
        assert reader.companions(ADA, limit=5) == ((BO, 1),)
        assert reader.companions(ADA, limit=0) == ()
        assert reader.companions(ActorId("nobody"), limit=5) == ()


def passages(archive: Archive, words: str, where: Filter = EVERYTHING, limit: int = 10) -> list[str]:
    with archive.reader() as reader:
        found = reader.search_passages(search_words(words), where, limit=limit)
        texts = [reader.article(passage.article) for passage in found]
        return [passage.span.of(text.text) for passage, text in zip(found, texts, strict=True) if text]


def test_search_passages_prefers_more_words_then_rarer_then_newer(archive: Archive) -> None:
    archive.apply(two())
    assert passages(archive, "asked Brenner") == [
        "“Ask Brenner,” he added.",
        "Nobody asked Brenner.",
        "“We cannot risk the crew,” said Ada Brenner, the harbour master.",
    ]
    assert passages(archive, "brenner crew")[0].startswith("“We cannot risk")
    assert passages(archive, "said pier") == [
        "She said the pier was closed.",
        "“The herring are gone,” said Bo Lind.",
        "“We cannot risk the crew,” said Ada Brenner, the harbour master.",
    ]
    assert passages(archive, "asked Brenner", limit=1) == ["“Ask Brenner,” he added."]
    assert passages(archive, "zeppelin") == []
    assert passages(archive, "") == []


def test_search_takes_a_set_as_one_word(archive: Archive) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        found = reader.search_passages([{"herr", "her", "ferri", "net"}, {"empti"}], EVERYTHING, limit=10)
        texts = [reader.article(p.article) for p in found]
        assert next(p.span.of(a.text) for p, a in zip(found, texts, strict=True) if a) == "Nets came up empty."


def test_search_passages_says_which_are_quoted(archive: Archive) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        found = reader.search_passages(search_words("herring nets"), EVERYTHING, limit=10)
        assert sorted(passage.quoted for passage in found) == [False, True]


@pytest.mark.parametrize(
    ("where", "count"),
    [
        pytest.param(Filter(speaker=BO), 1, id="speaker"),
        pytest.param(Filter(speaker=ADA), 1, id="other speaker"),
        pytest.param(Filter(plain=True), 1, id="plain"),
        pytest.param(Filter(source="evening net"), 2, id="outlet"),
        pytest.param(Filter(until=date(2025, 3, 14)), 1, id="date"),
    ],
)
def test_search_passages_is_filtered(archive: Archive, where: Filter, count: int) -> None:
    archive.apply(two())
    assert len(passages(archive, "Brenner", where)) == count


def test_search_quotes_looks_at_the_sentences_around(archive: Archive) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        rows = reader.search_quotes(search_words("harbour crew"), EVERYTHING, limit=10)
        assert [row.article for row in rows] == [ferry().article.id]
        assert reader.search_quotes(search_words("nets"), EVERYTHING, limit=10) == ()
        brenner = reader.search_quotes(search_words("Brenner"), EVERYTHING, limit=10)
        assert [row.day for row in brenner] == [date(2025, 3, 15), date(2025, 3, 14)]
        assert len(reader.search_quotes(search_words("Brenner"), Filter(plain=True), limit=10)) == 1
        assert len(reader.search_quotes(search_words("Brenner"), Filter(speaker=BO), limit=10)) == 1
        assert len(reader.search_quotes(search_words("Brenner"), EVERYTHING, limit=1)) == 1


@pytest.mark.parametrize(
    "word",
    ['"', "'", "a b", "*", "AND", "NEAR(", "ferri*", "-", "", "\x00", "^ferri", "words:ferri", "%", "\ud800"],
)
def test_search_takes_any_string_as_a_word(archive: Archive, word: str) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        assert reader.search_passages([{word}], EVERYTHING, limit=5) == ()
        assert reader.search_quotes([{word}, set()], EVERYTHING, limit=5) == ()
        assert reader.frequencies([word]) == {word: 0}


def test_search_takes_very_many_words(archive: Archive) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        many = [{f"w{i}"} for i in range(3_000)]
        assert len(reader.search_passages([{"sail"}, *many], EVERYTHING, limit=5)) == 1


def test_frequencies_count_sentences(archive: Archive) -> None:
    archive.apply(two())
    with archive.reader() as reader:
        assert reader.frequencies(["brenner", "ferri", "zeppelin"]) == {"brenner": 3, "ferri": 1, "zeppelin": 0}


def test_put_replaces_the_article_of_that_id(archive: Archive) -> None:
    archive.apply(two())
    text = "Ferries sail again. “At last,” said Ada Brenner."
    changed = a_prepared(an_article(text), an_extraction(text, quotes=(a_quote(text, "At last,"),)))
    state = archive.apply(replace(two(), put=(changed,)))
    assert (state.generation, state.articles, state.quotes) == (2, 2, 2)
    assert article_of(archive, changed.article.id) == changed.article
    assert passages(archive, "crew") == []
    assert passages(archive, "sail") == ["Ferries sail again."]
    assert quote_words(archive, Filter(speaker=ADA)) == ["At last,"]


def test_remove_takes_everything_of_the_article(archive: Archive) -> None:
    archive.apply(two())
    gone = fish().article.id
    state = archive.apply(Changes(remove=(gone,), identify=told((an_actor(),), {}), loaded=NOON))
    assert (state.generation, state.articles, state.quotes, state.passages) == (2, 1, 1, 3)
    assert article_of(archive, gone) is None
    assert passages(archive, "herring") == []
    assert "seeds/fish.md" not in archive.known()
    with archive.reader() as reader:
        assert reader.frequencies(["her"]) == {"her": 0}
        assert reader.actor(BO) is None


def test_remove_of_an_unknown_article_changes_nothing(archive: Archive) -> None:
    before = archive.apply(two())
    after = archive.apply(replace(two(), put=(), remove=(article_id("none"),)))
    assert after.generation == before.generation


def test_generation_stays_when_nothing_changed_but_the_time_moves(archive: Archive) -> None:
    archive.apply(two())
    later = NOON + timedelta(hours=1)
    state = archive.apply(Changes(loaded=later))
    assert (state.generation, state.loaded) == (1, later)
    same = archive.apply(replace(two(), put=()))
    assert same.generation == 1


@pytest.mark.parametrize("what", ["actor", "member"])
def test_generation_grows_when_actors_differ(archive: Archive, what: str) -> None:
    archive.apply(two())
    actors, members = list(ACTORS), dict(MEMBERS)
    if what == "actor":
        actors.append(an_actor("Cy Dahl"))
    else:
        members = dict.fromkeys(members, BO)
    assert archive.apply(Changes(identify=told(actors, members))).generation == 2
    with archive.reader() as reader:
        expected = ((ADA, 1), (BO, 1)) if what == "actor" else ((BO, 2),)
        assert reader.speakers(EVERYTHING) == expected


def test_versions_of_code_are_kept_until_changed(archive: Archive) -> None:
    state = archive.apply(replace(two(), extractor="x1", identifier="i1"))
    assert (state.extractor, state.identifier) == ("x1", "i1")
    state = archive.apply(Changes(identifier="i2"))
    assert (state.extractor, state.identifier) == ("x1", "i2")


def test_identify_sees_the_articles_that_changed_or_all_of_them(archive: Archive) -> None:
    archive.apply(two())
    changed: list[Arrival] = []
    everything: list[Arrival] = []

    def identify(ledger: Ledger) -> None:
        changed.extend(ledger.arrivals(anew=False))
        everything.extend(ledger.arrivals(anew=True))

    archive.apply(Changes(put=(fish(),), remove=(ferry().article.id,), identify=identify))
    first, second = everything[0][1]
    assert [(s.entity, s.value.name, s.quotes, s.day) for s in (first, second)] == [
        (0, "Bo Lind", 1, date(2025, 3, 15)),
        (1, "Brenner", 0, date(2025, 3, 15)),
    ]
    assert len(everything) == 1
    assert {article: list(sightings) for article, sightings in changed} == {
        fish().article.id: [first, second],
        ferry().article.id: [],
    }


def test_articles_changed_without_saying_who_is_who_have_nobody(archive: Archive) -> None:
    archive.apply(replace(two(), identifier="i1"))
    state = archive.apply(Changes(put=(fish(),)))
    assert (state.generation, state.identifier) == (2, "")
    with archive.reader() as reader:
        assert reader.speakers(EVERYTHING) == ((ADA, 1),)
        assert [row.speakers for row in reader.quotes(Filter(article=fish().article.id), limit=5)[1]] == [(), ()]


def test_error_while_putting_undoes_everything(archive: Archive) -> None:
    before = archive.apply(two())

    def broken() -> Iterator[Prepared]:
        yield ferry(path="seeds/new.md")
        raise LookupError("the disk went away")

    with pytest.raises(LookupError, match="went away"):
        archive.apply(Changes(put=broken(), remove=(fish().article.id,)))
    with archive.reader() as reader:
        assert reader.state() == before
        assert reader.article(article_id("seeds/new.md")) is None
        assert reader.article(fish().article.id) is not None
    assert archive.apply(some_changes(ferry(path="seeds/new.md"))).articles == 3


def test_dry_run_tells_the_state_and_changes_nothing(archive: Archive) -> None:
    before = archive.apply(two())
    state = archive.apply(replace(some_changes(ferry(path="seeds/new.md")), dry_run=True))
    assert (state.articles, state.quotes) == (3, 3)
    with archive.reader() as reader:
        assert reader.state() == before


def test_reader_keeps_its_view_during_a_reload(archive: Archive) -> None:
    archive.apply(two())
    with archive.reader() as old:
        archive.apply(Changes(put=(ferry(path="seeds/new.md"),), remove=(fish().article.id, ferry().article.id)))
        assert old.state().generation == 1
        assert old.articles(EVERYTHING, limit=10)[0] == 2
        assert old.article(fish().article.id) == fish().article
        assert len(old.search_passages(search_words("herring"), EVERYTHING, limit=5)) == 1
        assert old.speakers(EVERYTHING) == ((ADA, 1), (BO, 1))
        with archive.reader() as new:
            assert new.state().generation == 2
            assert new.articles(EVERYTHING, limit=10)[0] == 1
            assert new.speakers(EVERYTHING) == ()  # nobody said who is who in the new article
            assert old.speakers(EVERYTHING) == ((ADA, 1), (BO, 1))


def test_readers_in_many_threads_see_whole_generations(archive: Archive) -> None:
    """Each generation holds as many articles as its number says, all of one title."""
    archive.apply(Changes(put=(), identify=told((an_actor(),), {}), loaded=NOON))
    stop = threading.Event()
    mixed: list[object] = []

    def read() -> None:
        while not stop.is_set():
            with archive.reader() as reader:
                count, rows = reader.articles(EVERYTHING, limit=100)
                if len({row.title for row in rows}) > 1 or count != reader.state().articles:
                    mixed.append(rows)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for generation in range(1, 15):
        put = [ferry(path=f"seeds/{i}.md", title=f"Edition {generation}") for i in range(generation)]
        archive.apply(some_changes(*put))
    stop.set()
    for thread in threads:
        thread.join()
    assert mixed == []


def test_changed_article_keeps_its_earlier_version(archive: Archive) -> None:
    archive.apply(two())
    text = "Ferries sail again."
    later = NOON + timedelta(days=1)
    changed = a_prepared(an_article(text), an_extraction(text, quotes=(), entities=()))
    archive.apply(replace(two(), put=(changed,), loaded=later))
    with archive.reader() as reader:
        (version,) = reader.versions(changed.article.id)
        assert version.article == ferry().article
        assert version.extraction == ferry().extraction()
        assert version.known == ferry().known
        assert (version.generation, version.replaced, version.speakers) == (2, later, (ADA,))
        assert [(past.article, past.before) for past in reader.past(2)] == [(changed.article.id, version)]
        assert [past.before for past in reader.past(1)] == [None, None]
        assert list(reader.past(3)) == []


def test_removed_article_keeps_its_version(archive: Archive) -> None:
    archive.apply(two())
    archive.apply(replace(two(), put=(), remove=(fish().article.id,)))
    with archive.reader() as reader:
        (version,) = reader.versions(fish().article.id)
        assert version.extraction == fish().extraction()
        assert version.speakers == (BO, ADA)


def test_article_extracted_anew_has_no_earlier_version(archive: Archive) -> None:
    archive.apply(two())
    archive.apply(replace(two(), put=(a_prepared(ferry().article, an_extraction(quotes=())),)))
    with archive.reader() as reader:
        assert reader.versions(ferry().article.id) == ()


def test_two_quotes_may_begin_at_one_place(archive: Archive) -> None:
    quotes = (a_quote(), a_quote(words="We cannot risk", speech=Speech.MIXED))
    archive.apply(some_changes(a_prepared(extraction=an_extraction(quotes=quotes))))
    assert quote_words(archive, EVERYTHING) == ["We cannot risk the crew,", "We cannot risk"]


WIRE = "The ferry will not sail. “We cannot risk the crew,” said Ada Brenner. “Ask me on Friday,” she said."


def wire(path: str, day: date | None, sketch: bytes | None, text: str = WIRE) -> Prepared:
    quotes = tuple(a_quote(text, words) for words in re.findall("“(.*?)”", text))
    article = an_article(text, path=path, published=day, source=path)
    return replace(a_prepared(article, an_extraction(text, quotes=quotes)), sketch=sketch)


def sketched(*different: int) -> bytes:
    """A sketch that differs from that of no numbers at these values."""
    return b"".join((i + 1000 * (i in different)).to_bytes(4, "little") for i in range(64))


def test_near_duplicates_echo_the_earliest(archive: Archive) -> None:
    first = wire("first", date(2025, 1, 1), sketched())
    second = wire("second", date(2025, 1, 2), sketched(1, 2), WIRE.replace("Friday", "Monday").replace("We", "WE"))
    undated = wire("undated", None, sketched(60))
    other = wire("other", date(2025, 1, 1), sketched(*range(40)))
    short = wire("short", date(2025, 1, 1), None)
    archive.apply(some_changes(undated, other, second, first, short))
    with archive.reader() as reader:
        assert reader.alike(first.article.id) == (second.article.id, undated.article.id)
        assert reader.alike(other.article.id) == ()
        assert reader.alike(short.article.id) == ()
        assert reader.alike(article_id("none")) == ()
        crew = quote_id(first.article.id, [a_span(WIRE, "We cannot risk the crew,")])
        assert [row.article for row in reader.echoes(crew)] == [second.article.id, undated.article.id]
        friday = quote_id(first.article.id, [a_span(WIRE, "Ask me on Friday,")])
        assert [row.article for row in reader.echoes(friday)] == [undated.article.id]
        assert reader.echoes(QuoteId("none-1")) == ()
        assert reader.quotes(EVERYTHING, limit=0)[0] == 10
        assert reader.quotes(Filter(firsts=True), limit=0)[0] == 7
        assert reader.speakers(Filter(firsts=True)) == ((ADA, 7),)
        assert len(reader.search_quotes(search_words("crew"), Filter(firsts=True), limit=9)) == 3
        assert reader.articles(Filter(firsts=True, source="undated"), limit=9)[0] == 0


def test_echo_becomes_the_first_when_the_first_goes(archive: Archive) -> None:
    first = wire("first", date(2025, 1, 1), sketched())
    second = wire("second", date(2025, 1, 2), sketched())
    archive.apply(some_changes(first, second))
    with archive.reader() as reader:
        assert {row.article for row in reader.quotes(Filter(firsts=True), limit=9)[1]} == {first.article.id}
    archive.apply(replace(some_changes(), remove=(first.article.id,)))
    with archive.reader() as reader:
        assert {row.article for row in reader.quotes(Filter(firsts=True), limit=9)[1]} == {second.article.id}
    archive.apply(some_changes(first))
    archive.apply(some_changes(wire("first", date(2025, 1, 3), sketched())))
    with archive.reader() as reader:
        assert {row.article for row in reader.quotes(Filter(firsts=True), limit=9)[1]} == {second.article.id}


def test_remembered_words_expire(archive: Archive) -> None:
    archive.remember("button:1", "état ✓", NOON + timedelta(minutes=5))
    with archive.reader() as reader:
        assert reader.recall("button:1", NOON) == "état ✓"
        assert reader.recall("button:1", NOON + timedelta(minutes=5)) is None
        assert reader.recall("button:2", NOON) is None
        archive.remember("button:1", "other", NOON + timedelta(minutes=5))
        assert reader.recall("button:1", NOON) == "other"
        archive.forget("button:1")
        archive.forget("button:1")
        assert reader.recall("button:1", NOON) is None


def test_claim_is_given_once_until_it_expires(archive: Archive) -> None:
    soon = NOON + timedelta(minutes=5)
    assert archive.claim("event-1", soon, NOON)
    assert not archive.claim("event-1", soon, NOON)
    assert archive.claim("event-2", soon, NOON)
    assert archive.claim("event-1", soon + timedelta(minutes=5), soon)


def test_claim_is_given_to_one_of_many_threads(archive: Archive) -> None:
    start = threading.Barrier(8)
    won: list[int] = []

    def claim(number: int) -> None:
        start.wait()
        if archive.claim("event", NOON + timedelta(minutes=5), NOON):
            won.append(number)

    threads = [threading.Thread(target=claim, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_place_keeps_its_settings(archive: Archive) -> None:
    archive.set_place("slack:C1", "show", "channel")
    archive.set_place("slack:C1", "page_size", "3")
    archive.set_place("slack:C2", "show", "me")
    archive.set_place("slack:C1", "page_size", None)
    assert archive.place("slack:C1") == {"show": "channel"}
    assert archive.place("slack:C3") == {}


def test_reading_ahead_changes_no_answer(archive: Archive) -> None:
    archive.apply(two())
    known, unknown = ferry().article.id, article_id("nowhere.md")
    with archive.reader() as reader:
        reader.read_ahead([known, unknown, known])
        ahead = [reader.article(id_) for id_ in (known, unknown, fish().article.id)]
    with archive.reader() as reader:
        assert ahead == [reader.article(id_) for id_ in (known, unknown, fish().article.id)]
    assert [article is None for article in ahead] == [False, True, False]


def test_audit_log_is_newest_first(archive: Archive) -> None:
    entries = [
        Entry(at=NOON + timedelta(seconds=i), who="slack:U1", place="slack:C1", action="reload", outcome=f"{i} added")
        for i in range(3)
    ]
    for entry in entries:
        archive.audit(entry)
    assert archive.audits(limit=2) == (3, (entries[2], entries[1]))
    assert archive.audits(limit=2, offset=2) == (3, (entries[0],))


def test_wait_returns_at_once_when_the_generation_is_another(archive: Archive) -> None:
    archive.apply(two())
    assert archive.wait(0, 60) == 1
    assert archive.wait(1, 0) == 1


def test_wait_is_woken_by_a_reload(archive: Archive) -> None:
    woken: list[int] = []
    waiter = threading.Thread(target=lambda: woken.append(archive.wait(0, 60)))
    waiter.start()
    archive.apply(two())
    waiter.join(timeout=30)
    assert woken == [1]


def test_closed_archive_says_so(archive: Archive) -> None:
    archive.close()
    archive.close()
    with pytest.raises(ArchiveUnavailable, match="closed"), archive.reader():
        pass
    with pytest.raises(ArchiveUnavailable, match="closed"):
        archive.apply(two())
    with pytest.raises(ArchiveUnavailable, match="closed"):
        archive.known()


def test_known_of_the_factories_is_right() -> None:
    assert a_known(an_article()).size == len(TEXT.encode())


def test_shelf_keeps_the_work_of_one_stamp(archive: Archive) -> None:
    assert archive.shelved("one") == set()
    archive.shelve("one", [("a", b"\x00\xff"), ("b", b"old")])
    archive.shelve("one", [("b", b"new"), ("c", b"")])
    assert archive.shelved("one") == {"a", "b", "c"}
    assert [archive.parcel(name) for name in ("a", "b", "c", "d")] == [b"\x00\xff", b"new", b"", None]
    assert archive.shelved("another") == set()
    assert archive.shelved("one") == set()


def test_shelf_is_cleared(archive: Archive) -> None:
    archive.shelve("one", [("a", b"1")])
    archive.clear_shelf()
    assert archive.shelved("one") == set()
    archive.shelve("one", [("b", b"2")])
    assert archive.shelved("one") == {"b"}


def test_turn_is_for_one_at_a_time(archive: Archive) -> None:
    told, order = threading.Event(), []

    def second() -> None:
        with archive.turn(told.set):
            order.append("second")

    with archive.turn(lambda: order.append("waited for nobody")):
        thread = threading.Thread(target=second)
        thread.start()
        assert told.wait(30)
        archive.apply(two())  # who has the turn can change the articles
        order.append("first")
    thread.join(30)
    assert order == ["first", "second"]


def test_turn_is_given_back_after_an_error(archive: Archive) -> None:
    with pytest.raises(LookupError), archive.turn(lambda: None):
        raise LookupError
    waited: list[str] = []
    with archive.turn(lambda: waited.append("in vain")):
        pass
    assert waited == []
