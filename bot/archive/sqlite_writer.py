"""One reload's changes to the SQLite archive. The caller holds the transaction and ends it."""

# Only fixed pieces of SQL are put together here; every value is bound.
# ruff: noqa: S608

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.archive import codec
from bot.archive.derived import derive, identify, name_key
from bot.archive.port import Changes, Failure, Identified, Known, Prepared, Sighted, State
from bot.archive.sqlite_reader import article_of, read_state
from bot.model import Actor, ActorId, Article, ArticleId, quote_id

_ZIP_LEVEL = 6


def apply_changes(connection: sqlite3.Connection, changes: Changes) -> State:
    """Everything that `Archive.apply` promises, short of the commit."""
    writer = _Writer(connection, changes.loaded)
    for prepared in changes.put:
        writer.put(prepared)
    for id_ in changes.remove:
        writer.remove(id_)
    for path, known in changes.touch.items():
        writer.touch(path, known)
    identified = identify(changes, stored_entities(connection))
    if identified is not None:
        writer.identify(identified)
    writer.fail(changes.failures)
    return writer.finish(changes)


def stored_entities(connection: sqlite3.Connection) -> Iterator[Sighted]:
    """Every entity, by article id and index."""
    rows = connection.execute(
        "SELECT a.id, a.day, b.entities, b.plain FROM article a JOIN body b ON b.article = a.n ORDER BY a.id"
    )
    for id_, day, entities, plain in rows:
        counts = json.loads(plain)
        for index, entity in enumerate(codec.decode_entities(entities)):
            yield Sighted(
                article=ArticleId(id_), day=codec.decode_day(day), index=index, entity=entity, quotes=counts[index]
            )


class _Writer:
    def __init__(self, connection: sqlite3.Connection, loaded: datetime | None) -> None:
        self._connection = connection
        self._before = read_state(connection)
        self._generation = self._before.generation + 1
        self._loaded = loaded.isoformat() if loaded else None
        self._changed = False
        self._next = {table: self._highest(table) + 1 for table in ("article", "quote", "passage")}

    def remove(self, id_: ArticleId) -> None:
        """Take the article out and keep it as a past version."""
        n = self._number(id_)
        if n is not None:
            self._keep(n)
            self._drop(n)
            self._changed = True

    def put(self, prepared: Prepared) -> None:
        """Add the article, or replace the one of that id."""
        article = prepared.article
        n = self._number(article.id)
        if n is None:
            n = self._take("article")
            self._connection.execute(
                "INSERT OR IGNORE INTO past (generation, article, replaced) VALUES (?, ?, ?)",
                (self._generation, article.id, self._loaded),
            )
        else:
            if self._article(n) != article:
                self._keep(n)
            self._drop(n)
        self._insert(n, prepared)
        self._changed = True

    def touch(self, path: str, known: Known) -> None:
        """Note new facts of a file whose words did not change."""
        self._connection.execute(
            "UPDATE article SET fingerprint = ?, size = ?, mtime_ns = ?, file = ?, record = ? WHERE path = ?",
            (known.fingerprint, known.size, known.mtime_ns, known.file, known.record, path),
        )

    def identify(self, identified: Identified) -> None:
        """Store actors and members; only what differs is written."""
        renamed = self._store_members(identified.members)
        restored = self._store_actors(identified.actors)
        if renamed or restored or self._changed:
            self._changed = True
            self._connection.execute(
                "UPDATE actor SET plain = (SELECT count(DISTINCT s.quote) FROM member m JOIN says s"
                " ON s.article = m.article AND s.entity = m.entity WHERE m.actor = actor.id AND s.plain = 1)"
            )

    def fail(self, failures: Sequence[Failure]) -> None:
        """Replace the list of files that could not be read."""
        self._connection.execute("DELETE FROM failure")
        self._connection.executemany("INSERT INTO failure VALUES (?, ?)", [(f.path, f.reason) for f in failures])

    def finish(self, changes: Changes) -> State:
        """Bring the summary up to date and return it."""
        (articles, quotes, since, until) = self._connection.execute(
            "SELECT count(*), coalesce(sum(quotes), 0), min(day), max(day) FROM article"
        ).fetchone()
        (passages,) = self._connection.execute("SELECT count(*) FROM passage").fetchone()
        sources = self._connection.execute(
            "SELECT source, count(*) AS held FROM article WHERE source IS NOT NULL AND source <> ''"
            " GROUP BY source ORDER BY held DESC, source"
        ).fetchall()
        before = self._before
        self._connection.execute(
            "UPDATE state SET generation = ?, loaded = coalesce(?, loaded), articles = ?, quotes = ?, since = ?,"
            " until = ?, sources = ?, extractor = ?, identifier = ?, passages = ?",
            (
                self._generation if self._changed else before.generation,
                self._loaded,
                articles,
                quotes,
                since,
                until,
                json.dumps(sources),
                before.extractor if changes.extractor is None else changes.extractor,
                before.identifier if changes.identifier is None else changes.identifier,
                passages,
            ),
        )
        return read_state(self._connection)

    def _highest(self, table: str) -> int:
        (highest,) = self._connection.execute(f"SELECT coalesce(max(n), 0) FROM {table}").fetchone()
        return int(highest)

    def _take(self, table: str) -> int:
        self._next[table] += 1
        return self._next[table] - 1

    def _number(self, id_: ArticleId) -> int | None:
        row = self._connection.execute("SELECT n FROM article WHERE id = ?", (id_,)).fetchone()
        return row[0] if row else None

    def _article(self, n: int) -> Article:
        row = self._connection.execute(
            "SELECT a.id, a.path, a.title, b.text, a.sha256, a.url, a.source, a.published, a.authors, a.summary"
            " FROM article a JOIN body b ON b.article = a.n WHERE a.n = ?",
            (n,),
        ).fetchone()
        return article_of(row)

    def _keep(self, n: int) -> None:
        """Write the article as it stands into `past`; the first of one reload stays."""
        known = self._connection.execute(
            "SELECT fingerprint, size, mtime_ns, file, record FROM article WHERE n = ?", (n,)
        ).fetchone()
        version = zlib.compress(self._encoded(n).encode("utf-8"), _ZIP_LEVEL)
        article = self._connection.execute("SELECT id FROM article WHERE n = ?", (n,)).fetchone()[0]
        self._connection.execute(
            "INSERT OR IGNORE INTO past VALUES (?, ?, ?, ?, ?)",
            (self._generation, article, self._loaded, json.dumps(known), version),
        )

    def _encoded(self, n: int) -> str:
        entities, sentences = self._connection.execute(
            "SELECT entities, sentences FROM body WHERE article = ?", (n,)
        ).fetchone()
        quotes = self._connection.execute("SELECT value FROM quote WHERE article = ? ORDER BY start, n", (n,))
        members = dict(self._connection.execute("SELECT entity, actor FROM member WHERE article = ?", (n,)).fetchall())
        return codec.encode_version(self._article(n), entities, [value for (value,) in quotes], sentences, members)

    def _drop(self, n: int) -> None:
        for sql in (
            "DELETE FROM touches WHERE passage IN (SELECT n FROM passage WHERE article = ?)",
            "DELETE FROM passage_words WHERE rowid IN (SELECT n FROM passage WHERE article = ?)",
            "DELETE FROM passage WHERE article = ?",
            "DELETE FROM says WHERE article = ?",
            "DELETE FROM quote WHERE article = ?",
            "DELETE FROM member WHERE article = ?",
            "DELETE FROM body WHERE article = ?",
            "DELETE FROM article WHERE n = ?",
        ):
            self._connection.execute(sql, (n,))

    def _insert(self, n: int, prepared: Prepared) -> None:
        article, extraction, known = prepared.article, prepared.extraction, prepared.known
        derived = derive(prepared)
        self._connection.execute(
            f"INSERT INTO article VALUES ({', '.join('?' * 19)})",
            (
                n,
                article.id,
                article.path,
                article.title,
                article.url,
                article.source,
                article.source.casefold() if article.source else None,
                codec.encode_moment(article.published),
                codec.encode_day(article.day),
                json.dumps(article.authors),
                article.summary,
                article.sha256,
                sum(quote.plain for quote in extraction.quotes),
                len(article.text),
                known.fingerprint,
                known.size,
                known.mtime_ns,
                known.file,
                known.record,
            ),
        )
        self._connection.execute(
            "INSERT INTO body VALUES (?, ?, ?, ?, ?)",
            (
                n,
                codec.encode_entities(extraction.entities),
                json.dumps(derived.plain),
                codec.encode_sentences(extraction.sentences),
                article.text,
            ),
        )
        first = self._next["passage"]
        self._next["passage"] += len(extraction.sentences)
        self._connection.executemany(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?)",
            [
                (first + i, n, span.start, span.end, quoted)
                for i, (span, quoted) in enumerate(zip(extraction.sentences, derived.quoted, strict=True))
            ],
        )
        self._connection.executemany(
            "INSERT INTO passage_words (rowid, words) VALUES (?, ?)", enumerate(derived.words, first)
        )
        quotes: list[tuple[object, ...]] = []
        touches: list[tuple[int, int]] = []
        says: list[tuple[int, int, int, bool]] = []
        for quote, touched, context in zip(extraction.quotes, derived.touched, derived.contexts, strict=True):
            q = self._take("quote")
            plain = quote.plain
            start = min(span.start for span in quote.spans)
            id_ = quote_id(article.id, quote.spans)
            quotes.append((q, id_, n, start, plain, context.start, context.end, codec.encode_quote(quote)))
            touches += [(first + i, q) for i in touched]
            says += [(n, entity, q, plain) for entity in set(quote.speakers)]
        self._connection.executemany("INSERT INTO quote VALUES (?, ?, ?, ?, ?, ?, ?, ?)", quotes)
        self._connection.executemany("INSERT INTO touches VALUES (?, ?)", touches)
        self._connection.executemany("INSERT INTO says VALUES (?, ?, ?, ?)", says)

    def _store_members(self, members: Mapping[tuple[ArticleId, int], ActorId]) -> bool:
        numbers = dict(self._connection.execute("SELECT id, n FROM article").fetchall())
        wanted = {(numbers[id_], entity): actor for (id_, entity), actor in members.items() if id_ in numbers}
        changed = False
        gone = []
        for n, entity, actor in self._connection.execute("SELECT article, entity, actor FROM member"):
            new = wanted.get((n, entity))
            if new == actor:
                del wanted[n, entity]
            elif new is None:
                gone.append((n, entity))
        if gone or wanted:
            changed = True
            self._connection.executemany("DELETE FROM member WHERE article = ? AND entity = ?", gone)
            self._connection.executemany(
                "INSERT OR REPLACE INTO member VALUES (?, ?, ?)", [(*key, wanted[key]) for key in sorted(wanted)]
            )
        return changed

    def _store_actors(self, actors: Sequence[Actor]) -> bool:
        wanted = {actor.id: codec.encode_actor(actor) for actor in actors}
        names = {actor.id: name_key(actor) for actor in actors}
        gone = []
        for id_, value in self._connection.execute("SELECT id, value FROM actor"):
            new = wanted.get(id_)
            if new == value:
                del wanted[id_]
            elif new is None:
                gone.append((id_,))
        self._connection.executemany("DELETE FROM actor WHERE id = ?", gone)
        self._connection.executemany(
            "INSERT OR REPLACE INTO actor VALUES (?, ?, 0, ?)",
            [(id_, names[id_], wanted[id_]) for id_ in sorted(wanted)],
        )
        return bool(gone or wanted)
