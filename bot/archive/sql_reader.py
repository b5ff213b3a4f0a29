"""Questions to an archive in a database, each one statement or few, inside one read transaction."""

# Only fixed pieces of SQL are put together here; every value is bound.
# ruff: noqa: S608

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.archive import codec
from bot.archive.derived import ALIKE, about_quotes, bands, prefix_key, similarity, weight
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
from bot.archive.session import Session
from bot.archive.sql_notes import Notes
from bot.model import Actor, ActorId, Article, ArticleId, Entity, QuoteId, Span

_NEWEST = "a.day IS NULL, a.day DESC, a.title, a.id"
_QUOTE = "q.id, a.n, a.id, a.day, q.value, q.context_start, q.context_end"
_SAID_BY = "SELECT s.quote FROM member m JOIN says s ON s.article = m.article AND s.entity = m.entity WHERE m.actor = ?"
_WORDS_OF_QUOTE = (
    "SELECT w.words FROM quote q JOIN passage p ON p.article = q.article"
    " JOIN touches t ON t.passage = p.n AND t.quote = q.n JOIN passage_words w ON w.rowid = p.n WHERE q.n = ?"
)
_WORD = re.compile(r"(?:[^\W_]|\.)+")  # what `bot.text.words` makes; anything else stands in no sentence
_SETS = 100  # of words that bring candidates: SQLite takes 500 parts of a compound select
_HITS = 40_000  # sentences that the words of one search may bring together, the rarest word aside: some 50 ms
_CANDIDATES = 500  # taken for ranking by common words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    sql: str  # a select of (sentence, number of the set, weight of the set) for the hits of the leading sets
    values: Sequence[Any]
    rows: bool  # is there anything to look for?
    following: tuple[tuple[frozenset[str], int], ...]  # common words with their weights: they only rank

    def wanted(self, limit: int) -> int:
        """How many candidates to take: more than asked for where common words may still change their order."""
        return max(_CANDIDATES, 2 * limit) if self.following else limit


class SqlReader:
    """`bot.archive.port.Reader` over one session in a read transaction."""

    def __init__(
        self,
        session: Session,
        notes: Notes,
        translated: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._session = session
        self._notes = notes
        self._translated = translated
        self._members: dict[int, dict[int, ActorId]] = {}
        self._state = read_state(session)  # the first read fixes what all later ones see

    def state(self) -> State:
        """See `Reader.state`."""
        with self._translated():
            return self._state

    def article(self, article: ArticleId) -> Article | None:
        """See `Reader.article`."""
        rows = self._rows(
            "SELECT a.id, a.path, a.title, b.text, a.sha256, a.url, a.source, a.published, a.authors, a.summary"
            " FROM article a JOIN body b ON b.article = a.n WHERE a.id = ?",
            (article,),
        )
        return article_of(rows[0]) if rows else None

    def articles(self, where: Filter, *, limit: int, offset: int = 0) -> tuple[int, tuple[ArticleRow, ...]]:
        """See `Reader.articles`."""
        condition, values = _article_conditions(where)
        if about_quotes(where):
            quoted, more = _quote_conditions(where)
            condition += f" AND EXISTS (SELECT 1 FROM quote q WHERE q.article = a.n{quoted})"
            values += more
        ((count,),) = self._rows(f"SELECT count(*) FROM article a WHERE true{condition}", values)
        rows = self._rows(
            "SELECT a.id, a.path, a.title, a.url, a.source, a.day, a.quotes, a.characters"
            f" FROM article a WHERE true{condition} ORDER BY {_NEWEST} LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return count, tuple(
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
        rows = self._rows("SELECT b.entities FROM article a JOIN body b ON b.article = a.n WHERE a.id = ?", (article,))
        entities = codec.decode_entities(rows[0][0]) if rows else ()
        return entities[index] if 0 <= index < len(entities) else None

    def speakers(self, where: Filter, *, prefix: str = "") -> tuple[tuple[ActorId, int], ...]:
        """See `Reader.speakers`. Without a filter the counts stand ready."""
        key = prefix_key(prefix)
        named = f" AND {self._session.position}(c.names, ?) > 0" if key else ""
        names = [" " + key] if key else []
        if where == EVERYTHING:
            rows = self._rows(
                f"SELECT c.id, c.plain FROM actor c WHERE c.plain > 0{named} ORDER BY c.plain DESC, c.id", names
            )
        else:
            condition, values = _article_conditions(where)
            if where.firsts:
                condition += " AND s.quote NOT IN (SELECT n FROM quote WHERE echo = 1)"
            if where.speaker:
                condition += f" AND s.quote IN ({_SAID_BY})"
                values.append(where.speaker)
            rows = self._rows(
                "SELECT c.id, count(DISTINCT s.quote) AS said FROM article a"
                " JOIN says s ON s.article = a.n AND s.plain = 1"
                " JOIN member m ON m.article = s.article AND m.entity = s.entity JOIN actor c ON c.id = m.actor"
                f" WHERE true{condition}{named} GROUP BY c.id ORDER BY said DESC, c.id",
                [*values, *names],
            )
        return tuple((ActorId(actor), count) for actor, count in rows)

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
        condition, values = _article_conditions(where)
        quoted, more = _quote_conditions(where)
        stored = f"FROM quote q JOIN article a ON a.n = q.article WHERE true{condition}{quoted}"
        ((count,),) = self._rows(f"SELECT count(*) {stored}", [*values, *more])
        rows = self._rows(
            f"SELECT {_QUOTE} {stored} ORDER BY {_NEWEST}, q.start, q.n LIMIT ? OFFSET ?",
            [*values, *more, limit, offset],
        )
        return count, self._quote_rows(rows)

    def quote(self, quote: QuoteId) -> QuoteRow | None:
        """See `Reader.quote`."""
        rows = self._rows(
            f"SELECT {_QUOTE} FROM quote q JOIN article a ON a.n = q.article WHERE q.id = ? ORDER BY q.n LIMIT 1",
            (quote,),
        )
        return next(iter(self._quote_rows(rows)), None)

    def search_quotes(self, words: Sequence[AbstractSet[str]], where: Filter, *, limit: int) -> tuple[QuoteRow, ...]:
        """See `Reader.search_quotes`."""
        search = self._search(words)
        condition, values = _article_conditions(where)
        quoted, more = _quote_conditions(where)
        rows = search.rows and self._rows(
            f"WITH hit (n, i, w) AS ({search.sql}), held (quote, i, w) AS"
            " (SELECT DISTINCT t.quote, hit.i, hit.w FROM hit JOIN touches t ON t.passage = hit.n),"
            " scored (quote, c, s) AS (SELECT quote, count(*), sum(w) FROM held GROUP BY quote)"
            f" SELECT scored.c, scored.s, q.n, {_QUOTE}"
            " FROM scored JOIN quote q ON q.n = scored.quote JOIN article a ON a.n = q.article"
            f" WHERE true{condition}{quoted}"
            f" ORDER BY scored.c DESC, scored.s DESC, {_NEWEST}, q.start, q.n LIMIT ?",
            [*search.values, *values, *more, search.wanted(limit)],
        )
        ranked = self._ranked(rows or [], search, _WORDS_OF_QUOTE)
        return tuple(self._quote_row(*row[3:]) for row in ranked[:limit])

    def search_passages(self, words: Sequence[AbstractSet[str]], where: Filter, *, limit: int) -> tuple[Passage, ...]:
        """See `Reader.search_passages`."""
        search = self._search(words)
        condition, values = _article_conditions(where)
        if about_quotes(where):
            quoted, more = _quote_conditions(where)
            condition += (
                f" AND EXISTS (SELECT 1 FROM touches t JOIN quote q ON q.n = t.quote WHERE t.passage = p.n{quoted})"
            )
            values += more
        rows = search.rows and self._rows(
            f"WITH hit (n, i, w) AS ({search.sql}),"
            " scored (n, c, s) AS (SELECT n, count(*), sum(w) FROM hit GROUP BY n)"
            ' SELECT scored.c, scored.s, p.n, a.id, a.day, p.start, p."end", p.quoted'
            " FROM scored JOIN passage p ON p.n = scored.n JOIN article a ON a.n = p.article"
            f" WHERE true{condition} ORDER BY scored.c DESC, scored.s DESC, {_NEWEST}, p.start LIMIT ?",
            [*search.values, *values, search.wanted(limit)],
        )
        ranked = self._ranked(rows or [], search, "SELECT words FROM passage_words WHERE rowid = ?")
        return tuple(
            Passage(article=ArticleId(id_), day=codec.decode_day(day), span=Span(start, end), quoted=bool(quoted))
            for _, _, _, id_, day, start, end, quoted in ranked[:limit]
        )

    def frequencies(self, words: Iterable[str]) -> Mapping[str, int]:
        """See `Reader.frequencies`."""
        counts = dict.fromkeys(words, 0)
        for word in filter(_WORD.fullmatch, counts):
            for (count,) in self._rows("SELECT doc FROM word WHERE term = ?", (word,)):
                counts[word] = count
        return counts

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
        rows = self._rows("SELECT n FROM article WHERE id = ?", (article,))
        if not rows:
            return ()
        with self._translated():
            return tuple(ArticleId(id_) for _, id_ in alike(self._session, rows[0][0]))

    def echoes(self, quote: QuoteId) -> tuple[QuoteRow, ...]:
        """See `Reader.echoes`."""
        found = []
        for other in self.alike(ArticleId(quote.partition("-")[0])):
            found += self._rows(
                f"SELECT {_QUOTE} FROM quote q JOIN article a ON a.n = q.article WHERE a.id = ?"
                " AND q.same IN (SELECT same FROM quote WHERE id = ?) ORDER BY q.start, q.n",
                (other, quote),
            )
        return self._quote_rows(found)

    def recall(self, key: str, now: datetime) -> str | None:
        """See `Reader.recall`."""
        with self._translated():
            return self._notes.recall(key, now)

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._translated():
            return self._session.rows(sql, values)

    def _search(self, words: Sequence[AbstractSet[str]]) -> _Search:
        """How to look for the words: which bring candidates, and which only rank them."""
        known = self.frequencies({word for group in words for word in group})
        groups = []
        for index, group in enumerate(words):
            present = sorted(word for word in group if known[word])
            if present:
                held = sum(known[word] for word in present)
                groups.append((held, index, present, weight(self._state.passages, held)))
        groups.sort(key=lambda found: found[:2])
        leading = 0
        total = 0
        for held, *_ in groups[:_SETS]:
            total += held
            if leading and total > _HITS:
                break
            leading += 1
        parts = []
        values: list[Any] = []
        for _, index, present, weighs in groups[:leading]:
            parts.append(f"SELECT rowid, {index}, {weighs} FROM passage_words WHERE {self._session.any_word}")
            values.append(self._session.any_of(present))
        following = tuple((frozenset(present), weighs) for _, _, present, weighs in groups[leading:])
        return _Search(sql=" UNION ALL ".join(parts), values=values, rows=leading > 0, following=following)

    def _ranked(self, rows: list[Any], search: _Search, sentences: str) -> list[Any]:
        """The rows (count, weight, number, …) with the words that follow counted too, best first, else as they came."""
        if not search.following:
            return rows
        ranked = []
        for row in rows:
            words = {word for (line,) in self._rows(sentences, (row[2],)) for word in line.split(" ")}
            held = [weighs for group, weighs in search.following if not group.isdisjoint(words)]
            ranked.append((-(row[0] + len(held)), -(row[1] + sum(held)), row))
        ranked.sort(key=lambda found: found[:2])
        return [row for _, _, row in ranked]

    def _quote_rows(self, rows: list[Any]) -> tuple[QuoteRow, ...]:
        return tuple(self._quote_row(*row) for row in rows)

    def _quote_row(
        self, id_: str, n: int, article: str, day: str | None, value: str, context_start: int, context_end: int
    ) -> QuoteRow:
        quote = codec.decode_quote(value)
        members = self._members_of(n)
        return QuoteRow(
            id=QuoteId(id_),
            article=ArticleId(article),
            day=codec.decode_day(day),
            quote=quote,
            speakers=tuple(dict.fromkeys(members[e] for e in quote.speakers if e in members)),
            via=members.get(quote.via) if quote.via is not None else None,
            candidates=tuple(dict.fromkeys(members[e] for e in quote.candidates if e in members)),
            context=Span(context_start, context_end),
        )

    def _members_of(self, n: int) -> dict[int, ActorId]:
        if n not in self._members:
            rows = self._rows("SELECT entity, actor FROM member WHERE article = ?", (n,))
            self._members[n] = {entity: ActorId(actor) for entity, actor in rows}
        return self._members[n]


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


def alike(session: Session, n: int) -> list[tuple[int, str]]:
    """Numbers and ids of the near-duplicates of article number `n`, earliest first, undated last, then by id."""
    ((own,),) = session.rows("SELECT sketch FROM article WHERE n = ?", (n,))
    if own is None:
        return []
    own_bands = bands(bytes(own))
    rows = session.rows(
        "SELECT a.n, a.id, a.sketch FROM article a"
        f" WHERE a.n <> ? AND a.n IN (SELECT article FROM band WHERE band IN ({', '.join('?' * len(own_bands))}))"
        " ORDER BY a.day IS NULL, a.day, a.id",
        (n, *own_bands),
    )
    return [(other, id_) for other, id_, sketch in rows if similarity(bytes(own), bytes(sketch)) >= ALIKE]


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


def _article_conditions(where: Filter) -> tuple[str, list[Any]]:
    """The filter's part on articles `a`, as " AND …" with its values."""
    sql = ""
    values: list[Any] = []
    for column, value in (
        ("a.day >= ?", codec.encode_day(where.since)),
        ("a.day <= ?", codec.encode_day(where.until)),
        ("a.outlet = ?", where.source.casefold() if where.source is not None else None),
        ("a.id = ?", where.article),
    ):
        if value is not None:
            sql += f" AND {column}"
            values.append(value)
    return sql, values


def _quote_conditions(where: Filter) -> tuple[str, list[Any]]:
    """The filter's part on quotes `q`, as " AND …" with its values."""
    sql = (" AND q.plain = 1" if where.plain else "") + (" AND q.echo = 0" if where.firsts else "")
    if where.speaker is None:
        return sql, []
    return f"{sql} AND q.n IN ({_SAID_BY})", [where.speaker]
