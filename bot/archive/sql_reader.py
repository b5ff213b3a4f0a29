"""Questions to an archive in a database, each one statement or few, inside one read transaction."""

# Only fixed pieces of SQL are put together here; every value is bound.
# ruff: noqa: S608

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.archive import codec
from bot.archive.derived import about_quotes, prefix_key
from bot.archive.hits import Hits, WordSet, find_hits, word_sets
from bot.archive.numbering import article_and_place, first_number
from bot.archive.port import (
    EVERYTHING,
    ArticleRow,
    Failure,
    Filter,
    Known,
    Passage,
    Past,
    QuoteRow,
    State,
    Version,
)
from bot.archive.session import Numbers, Session
from bot.archive.sql_filters import SAID_BY, article_conditions, quote_conditions
from bot.archive.sql_lists import Ages, DaysOfPage, counts_of_days, days_of_page, read_ages, read_sayers
from bot.archive.sql_near import near, words_said
from bot.archive.sql_notes import Notes
from bot.archive.sql_search import (
    FEW,
    NEWEST,
    Counted,
    best_passages,
    best_quotes,
    count_words,
    quotes_by_reading,
    sentences_touched,
)
from bot.model import Actor, ActorId, Article, ArticleId, Entity, QuoteId, Span, place_of, quote_id_at

_ARTICLE = (
    "SELECT a.id, a.path, a.title, b.text, a.sha256, a.url, a.source, a.published, a.authors, a.summary"
    " FROM article a JOIN body b ON b.article = a.n"
)
_FILTERS_KEPT = 8  # whose articles or days are remembered
_PLAIN = Filter(plain=True)
MANY = 1_000
"""Articles whose speakers the database counts; those of more are counted in memory."""
_CHARACTERS_KEPT = 5_000_000  # of articles: more than an answer needs, but a reload reads very many of them
_QUOTE = "q.start, a.n, a.id, a.day, q.value, q.context_start, q.context_end"


class SqlReader:
    """`bot.archive.port.Reader` over one session in a read transaction."""

    def __init__(
        self,
        session: Session,
        notes: Notes,
        counted: Counted,
        translated: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._session = session
        self._notes = notes
        self._translated = translated
        self._members: dict[int, dict[int, ActorId]] = {}
        self._articles: dict[ArticleId, Article | None] = {}
        self._characters = 0  # of those articles
        self._named: tuple[ArticleId | None, tuple[Entity, ...]] = (None, ())  # of the article asked about last
        self._alike: tuple[ArticleId | None, Sequence[tuple[int, str]]] = (None, ())
        self._said_in: dict[int, tuple[str, ...]] = {}  # what is quoted in an article, by its number
        self._state = read_state(session)  # the first read fixes what all later ones see
        self._counts = counted.of(self._state.generation)
        self._last: tuple[list[WordSet], bool, Filter, Hits] | None = None

    def state(self) -> State:
        """See `Reader.state`."""
        with self._translated():
            return self._state

    def article(self, article: ArticleId) -> Article | None:
        """See `Reader.article`."""
        if article not in self._articles:
            self.read_ahead((article,))
        return self._articles[article]

    def read_ahead(self, articles: Iterable[ArticleId]) -> None:
        """See `Reader.read_ahead`."""
        wanted = [id_ for id_ in dict.fromkeys(articles) if id_ not in self._articles]
        if not wanted:
            return
        if self._characters > _CHARACTERS_KEPT:
            self._articles.clear()
            self._characters = 0
        among, values = self._session.among("a.id", wanted)
        rows = self._rows(f"{_ARTICLE} WHERE {among}", values)
        found = [article_of(row) for row in rows]
        self._articles |= dict.fromkeys(wanted) | {article.id: article for article in found}
        self._characters += sum(len(article.text) for article in found)

    def articles(self, where: Filter, *, limit: int, offset: int = 0) -> tuple[int, tuple[ArticleRow, ...]]:
        """See `Reader.articles`."""
        condition, values = article_conditions(where)
        if about_quotes(where):
            quoted, more = quote_conditions(where)
            condition += f" AND EXISTS (SELECT 1 FROM quote q WHERE {self._session.of_article}{quoted})"
            values += more
        with self._translated():
            page = self._days_of_page("count(*)", condition, values, limit, offset)
        rows = self._rows(
            "SELECT a.id, a.path, a.title, a.url, a.source, a.day, a.quotes, a.characters"
            f" FROM article a WHERE true{page.condition} ORDER BY {NEWEST} LIMIT ? OFFSET ?",
            [*page.values, limit, page.offset],
        )
        return page.total, tuple(
            ArticleRow(
                id=ArticleId(id_),
                path=path,
                title=title,
                url=url,
                source=source,
                day=codec.decode_day(day),
                quotes=quotes,
                characters=characters,
            )
            for id_, path, title, url, source, day, quotes, characters in rows
        )

    def failures(self) -> tuple[Failure, ...]:
        """See `Reader.failures`."""
        rows = self._rows("SELECT path, reason FROM failure ORDER BY path")
        return tuple(Failure(path=path, reason=reason) for path, reason in rows)

    def actors(self) -> Iterator[Actor]:
        """See `Reader.actors`."""
        with self._translated():
            for (value,) in self._session.stream("SELECT value FROM actor ORDER BY id"):
                yield codec.decode_actor(value)

    def actor(self, actor: ActorId) -> Actor | None:
        """See `Reader.actor`."""
        rows = self._rows("SELECT value FROM actor WHERE id = ?", (actor,))
        return codec.decode_actor(rows[0][0]) if rows else None

    def entity(self, article: ArticleId, index: int) -> Entity | None:
        """See `Reader.entity`."""
        if self._named[0] != article:
            rows = self._rows(
                "SELECT b.entities FROM article a JOIN body b ON b.article = a.n WHERE a.id = ?", (article,)
            )
            self._named = (article, codec.decode_entities(rows[0][0]) if rows else ())
        entities = self._named[1]
        return entities[index] if 0 <= index < len(entities) else None

    def speakers(self, where: Filter, *, prefix: str = "") -> tuple[tuple[ActorId, int], ...]:
        """See `Reader.speakers`. Without a filter the counts stand ready; of everybody they are kept once read."""
        key = prefix_key(prefix)
        if replace(where, plain=False) != EVERYTHING:
            return self._speakers_of(where, key)
        if key:
            return self._everybody(f" AND {self._session.position}(c.names, ?) > 0", [" " + key])
        if self._counts.speakers is None:
            self._counts.speakers = self._everybody()
        return self._counts.speakers

    def _everybody(self, named: str = "", names: Sequence[str] = ()) -> tuple[tuple[ActorId, int], ...]:
        return tuple(
            self._rows(f"SELECT c.id, c.plain FROM actor c WHERE c.plain > 0{named} ORDER BY c.plain DESC, c.id", names)
        )

    def _speakers_of(self, where: Filter, key: str) -> tuple[tuple[ActorId, int], ...]:
        articles = self._passing(replace(where, plain=False)) if not (where.speaker or where.firsts) else None
        if articles is not None and len(articles) > MANY:
            return self._speakers_in(articles, key)
        condition, values = article_conditions(where)
        if where.firsts:
            condition += " AND s.quote NOT IN (SELECT n FROM quote WHERE echo = 1)"
        if where.speaker:
            condition += f" AND s.quote IN ({SAID_BY})"
            values.append(where.speaker)
        if key:
            condition += f" AND {self._session.position}(c.names, ?) > 0"
            values.append(" " + key)
        return tuple(
            self._rows(
                "SELECT c.id, count(DISTINCT s.quote) AS said FROM article a"
                " JOIN says s ON s.article = a.n AND s.plain = 1"
                " JOIN member m ON m.article = s.article AND m.entity = s.entity JOIN actor c ON c.id = m.actor"
                f" WHERE true{condition} GROUP BY c.id ORDER BY said DESC, c.id",
                values,
            )
        )

    def _speakers_in(self, articles: Numbers, key: str) -> tuple[tuple[ActorId, int], ...]:
        if self._counts.sayers is None:
            with self._translated():
                self._counts.sayers = read_sayers(self._session)
        found = self._counts.sayers.counts(articles)
        if key:
            sql = f"SELECT c.id FROM actor c WHERE {self._session.position}(c.names, ?) > 0"
            named = {id_ for (id_,) in self._rows(sql, [" " + key])}
            found = [row for row in found if row[0] in named]
        return tuple(found)

    def companions(self, actor: ActorId, *, limit: int) -> tuple[tuple[ActorId, int], ...]:
        """See `Reader.companions`."""
        rows = self._rows(
            "SELECT other.actor, count(DISTINCT other.article) AS together FROM member other"
            " WHERE other.article IN (SELECT article FROM member WHERE actor = ?) AND other.actor <> ?"
            " GROUP BY other.actor ORDER BY together DESC, other.actor LIMIT ?",
            (actor, actor, limit),
        )
        return tuple((ActorId(other), count) for other, count in rows)

    def quotes(self, where: Filter, *, limit: int, offset: int = 0) -> tuple[int, tuple[QuoteRow, ...]]:
        """See `Reader.quotes`."""
        condition, values = article_conditions(where)
        quoted, more = quote_conditions(where)
        if replace(where, since=None, until=None, source=None) == _PLAIN:
            return self._plain_quotes(condition, values, quoted, limit, offset)
        both = "quote q JOIN article a ON a.n = q.article"
        if condition and where.speaker is None:  # a few articles lead to their quotes
            both = f"article a JOIN quote q ON {self._session.of_article}"
        stored = f"FROM {both} WHERE true{condition}{quoted}"
        ((count,),) = self._rows(f"SELECT count(*) {stored}", [*values, *more])
        rows = self._rows(
            f"SELECT {_QUOTE} {stored} ORDER BY {NEWEST}, q.start, q.n LIMIT ? OFFSET ?",
            [*values, *more, limit, offset],
        )
        return count, self._quote_rows(rows)

    def _plain_quotes(
        self, condition: str, values: Sequence[Any], quoted: str, limit: int, offset: int
    ) -> tuple[int, tuple[QuoteRow, ...]]:
        """Of anybody: each article knows how many it has."""
        with self._translated():
            page = self._days_of_page("sum(a.quotes)", condition, values, limit, offset)
        rows = self._rows(
            f"SELECT {_QUOTE} FROM article a JOIN quote q ON {self._session.of_article}"
            f" WHERE true{page.condition}{quoted} ORDER BY {NEWEST}, q.start, q.n LIMIT ? OFFSET ?",
            [*page.values, limit, page.offset],
        )
        return page.total, self._quote_rows(rows)

    def _days_of_page(self, counted: str, condition: str, values: Sequence[Any], limit: int, offset: int) -> DaysOfPage:
        kept, key = self._counts.days, (counted, condition, *values)
        if key not in kept:
            found = counts_of_days(self._session, counted, condition, values)
            if len(kept) >= _FILTERS_KEPT:
                kept.clear()
            kept[key] = found
        return days_of_page(self._session, kept[key], condition, values, limit, offset)

    def quote(self, quote: QuoteId) -> QuoteRow | None:
        """See `Reader.quote`."""
        article, start = place_of(quote)
        rows = self._rows(
            f"SELECT {_QUOTE} FROM article a JOIN quote q ON {self._session.of_article} WHERE a.id = ? AND q.start = ?"
            " ORDER BY q.n LIMIT 1",
            (article, start),
        )
        return next(iter(self._quote_rows(rows)), None)

    def search_quotes(self, words: Sequence[AbstractSet[str]], where: Filter, *, limit: int) -> tuple[QuoteRow, ...]:
        """See `Reader.search_quotes`."""
        sets = self._sets(words)
        quoted, _ = quote_conditions(replace(where, speaker=None))
        with self._translated():
            said = self._said(where)
            if said is not None and len(said) <= FEW:
                condition, values = article_conditions(where)
                found = quotes_by_reading(self._session, sets, condition + quoted, values, sorted(said), limit)
            else:
                hits = self._hits(sets, where)
                if said is None and self._outnumbers(hits, where):
                    hits = hits.among(sentences_touched(self._session, quoted, ()))
                found = best_quotes(self._session, self._ages(), hits, quoted, limit, said)
        return self._quotes_of(found)

    def search_passages(self, words: Sequence[AbstractSet[str]], where: Filter, *, limit: int) -> tuple[Passage, ...]:
        """See `Reader.search_passages`."""
        sets = self._sets(words)
        with self._translated():
            hits = self._hits(sets, where)
            quoted = quote_conditions(where) if about_quotes(where) else None
            if quoted and (where.speaker or self._outnumbers(hits, where)):
                hits, quoted = hits.among(sentences_touched(self._session, *quoted)), None
            rows = best_passages(self._session, self._ages(), hits, limit, quoted)
        return tuple(
            Passage(article=ArticleId(id_), day=codec.decode_day(day), span=Span(start, end), quoted=bool(quoted))
            for id_, day, start, end, quoted in rows
        )

    def frequencies(self, words: Iterable[str]) -> Mapping[str, int]:
        """See `Reader.frequencies`."""
        with self._translated():
            return count_words(self._session, words, self._counts.words)

    def _sets(self, words: Sequence[AbstractSet[str]]) -> list[WordSet]:
        return word_sets(words, self.frequencies(word for group in words for word in group), self._state.passages)

    def _hits(self, sets: list[WordSet], where: Filter) -> Hits:
        """The hits of the sets; kept until the next search, for often quotes and sentences are looked for."""
        narrowed, where = where != EVERYTHING, replace(where, speaker=None, plain=False, firsts=False)
        if self._last is None or self._last[:3] != (sets, narrowed, where):
            articles = self._passing(where)
            self._last = (sets, narrowed, where, find_hits(self._session, sets, narrowed=narrowed, articles=articles))
        return self._last[3]

    def _ages(self) -> Ages:
        if self._counts.ages is None:
            self._counts.ages = read_ages(self._session)
        return self._counts.ages

    def _outnumbers(self, hits: Hits, where: Filter) -> bool:
        """Are there more of the hits than quotes that may pass the filter? Then those are looked at, not the hits."""
        return where.plain and len(hits) > self._state.quotes

    def _passing(self, where: Filter) -> Numbers | None:
        """The numbers of the articles that pass; None of all. Those of an outlet are found by looking at each."""
        if where == EVERYTHING:
            return None
        kept = self._counts.articles
        if where not in kept:
            condition, values = article_conditions(where)
            with self._translated():
                numbers = self._session.numbers(f"SELECT a.n AS number FROM article a WHERE true{condition}", values)
            if len(kept) >= _FILTERS_KEPT:
                kept.clear()
            kept[where] = numbers
        return kept[where]

    def _said(self, where: Filter) -> set[int] | None:
        """Numbers of the quotes of the filter's speaker or article; None if it names neither."""
        if where.speaker is not None:
            return set(self._session.numbers(SAID_BY, (where.speaker,)).tolist())
        if where.article is not None:
            return set(
                self._session.numbers(
                    f"SELECT q.n AS number FROM article a JOIN quote q ON {self._session.of_article} WHERE a.id = ?",
                    (where.article,),
                ).tolist()
            )
        return None

    def _quotes_of(self, numbers: Sequence[int]) -> tuple[QuoteRow, ...]:
        """The quotes of these numbers, in their order."""
        if not numbers:
            return ()
        among, values = self._session.among("q.n", numbers)
        rows = self._rows(f"SELECT q.n, {_QUOTE} FROM quote q JOIN article a ON a.n = q.article WHERE {among}", values)
        by_number = {row[0]: row[1:] for row in rows}
        return self._quote_rows([by_number[number] for number in numbers])

    def versions(self, article: ArticleId) -> tuple[Version, ...]:
        """See `Reader.versions`."""
        rows = self._rows(
            "SELECT generation, replaced, known, version FROM past WHERE article = ? AND version IS NOT NULL"
            " ORDER BY generation DESC",
            (article,),
        )
        return tuple(_version(*row) for row in rows)

    def past(self, generation: int) -> Iterator[Past]:
        """See `Reader.past`."""
        with self._translated():
            rows = self._session.stream(
                "SELECT article, replaced, known, version FROM past WHERE generation = ? ORDER BY article",
                (generation,),
            )
            for article, replaced, known, version in rows:
                before = _version(generation, replaced, known, version) if version is not None else None
                yield Past(article=ArticleId(article), before=before)

    def alike(self, article: ArticleId) -> tuple[ArticleId, ...]:
        """See `Reader.alike`."""
        return tuple(ArticleId(id_) for _, id_ in self._near(article))

    def _near(self, article: ArticleId) -> Sequence[tuple[int, str]]:
        if self._alike[0] != article:
            rows = self._rows("SELECT n, sketch FROM article WHERE id = ?", (article,))
            with self._translated():
                self._alike = (article, near(self._session, *rows[0]) if rows else ())
        return self._alike[1]

    def echoes(self, quote: QuoteId) -> tuple[QuoteRow, ...]:
        """See `Reader.echoes`."""
        article, start = place_of(quote)
        own = self._rows(
            f"SELECT q.n FROM article a JOIN quote q ON {self._session.of_article} WHERE a.id = ? AND q.start = ?",
            (article, start),
        )
        said = {self._words_said(n)[place] for n, place in (article_and_place(number) for (number,) in own)}
        found: list[QuoteRow] = []
        for other, _ in self._near(article) if said else ():
            first = first_number(other)
            echoing = [first + place for place, words in enumerate(self._words_said(other)) if words in said]
            found += sorted(self._quotes_of(echoing), key=lambda row: min(row.quote.spans).start)
        return tuple(found)

    def _words_said(self, n: int) -> tuple[str, ...]:
        if n not in self._said_in:
            with self._translated():
                self._said_in[n] = words_said(self._session, n)
        return self._said_in[n]

    def recall(self, key: str, now: datetime) -> str | None:
        """See `Reader.recall`."""
        with self._translated():
            return self._notes.recall(key, now)

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._translated():
            return self._session.rows(sql, values)

    def _quote_rows(self, rows: list[Any]) -> tuple[QuoteRow, ...]:
        unknown = list(dict.fromkeys(row[1] for row in rows if row[1] not in self._members))
        if unknown:
            self._members |= {n: {} for n in unknown}
            among, values = self._session.among("article", unknown)
            for n, entity, actor in self._rows(f"SELECT article, entity, actor FROM member WHERE {among}", values):
                self._members[n][entity] = ActorId(actor)
        return tuple(self._quote_row(*row) for row in rows)

    def _quote_row(
        self, start: int, n: int, article: str, day: str | None, value: str, context_start: int, context_end: int
    ) -> QuoteRow:
        quote = codec.decode_quote(value)
        members = self._members[n]
        return QuoteRow(
            id=quote_id_at(ArticleId(article), start),
            article=ArticleId(article),
            day=codec.decode_day(day),
            quote=quote,
            speakers=tuple(dict.fromkeys(members[e] for e in quote.speakers if e in members)),
            via=members.get(quote.via) if quote.via is not None else None,
            candidates=tuple(dict.fromkeys(members[e] for e in quote.candidates if e in members)),
            context=Span(context_start, context_end),
        )


def read_state(session: Session) -> State:
    """The one row that says what stands in the archive."""
    ((generation, loaded, articles, quotes, since, until, sources, extractor, identifier, passages),) = session.rows(
        "SELECT generation, loaded, articles, quotes, since, until, sources, extractor, identifier, passages FROM state"
    )
    return State(
        generation=generation,
        loaded=datetime.fromisoformat(loaded) if loaded else None,
        articles=articles,
        quotes=quotes,
        passages=passages,
        since=codec.decode_day(since),
        until=codec.decode_day(until),
        sources=tuple((outlet, count) for outlet, count in json.loads(sources)),
        extractor=extractor,
        identifier=identifier,
    )


def read_known(session: Session) -> dict[str, Known]:
    """What is known of the file behind each stored article, by path."""
    rows = session.rows("SELECT path, id, fingerprint, size, mtime_ns, file, record FROM article")
    return {
        path: Known(id=ArticleId(id_), fingerprint=fingerprint, size=size, mtime_ns=mtime_ns, file=file, record=record)
        for path, id_, fingerprint, size, mtime_ns, file, record in rows
    }


def article_of(row: Sequence[Any]) -> Article:
    """The article of a row (id, path, title, text, sha256, url, source, published, authors, summary)."""
    *head, authors, summary = row
    return codec.article_in([*head, json.loads(authors), summary])


def _version(generation: int, replaced: str | None, known: str, version: bytes) -> Version:
    article, extraction, speakers = codec.decode_version(zlib.decompress(version).decode("utf-8"))
    fingerprint, size, mtime_ns, file, record = json.loads(known)
    return Version(
        generation=generation,
        replaced=datetime.fromisoformat(replaced) if replaced else None,
        article=article,
        extraction=extraction,
        known=Known(id=article.id, fingerprint=fingerprint, size=size, mtime_ns=mtime_ns, file=file, record=record),
        speakers=speakers,
    )
