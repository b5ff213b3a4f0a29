"""One reload's changes to an archive in a database. The caller holds the transaction and ends it."""

# Only fixed pieces of SQL are put together here; every value is bound.
# ruff: noqa: S608

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count, repeat

from bot.actors.ledger import Ledger
from bot.archive import codec
from bot.archive.numbering import first_number, join_lines, split_lines
from bot.archive.port import Changes, Failure, Known, Prepared, PreparedQuotes, State
from bot.archive.session import Session
from bot.archive.sql_ledger import Came, SqlLedger
from bot.archive.sql_near import Near, alike, words_said
from bot.archive.sql_reader import article_of, read_state
from bot.model import Article, ArticleId

_ZIP_LEVEL = 6
_AT_ONCE = 32  # articles whose rows are written together
_SAID_KEPT = 10_000  # articles, of some kilobytes each
_MUCH = 4  # times the sentences that a reload wrote: if that is all of them or more, it wrote much
_OF_ARTICLE = (
    ("wording", "article"),
    ("touched", "article"),
    ("says", "article"),
    ("body", "article"),
    ("article", "n"),
)


def apply_changes(session: Session, changes: Changes) -> State:
    """Everything that `Archive.apply` promises, short of the commit."""
    writer = _Writer(session, changes.loaded)
    writer.identify(changes.identify, writer.store(changes))
    writer.mark_echoes()
    writer.fail(changes.failures)
    writer.count_words()
    return writer.finish(changes)


class _Writer:
    def __init__(self, session: Session, loaded: datetime | None) -> None:
        self._session = session
        self._before = read_state(session)
        self._generation = self._before.generation + 1
        self._loaded = loaded.isoformat() if loaded else None
        self._changed = False
        self._put: set[int] = set()  # articles stored in this reload
        self._removed: dict[ArticleId, int] = {}  # and those taken out
        self._identified = True
        self._near = Near(session)
        self._echoing: set[int] = set()  # near-duplicates of articles that were replaced or removed
        self._words: Counter[str] = Counter()  # sentences that hold the word: gained, or lost if negative
        self._sentences = 0  # gained, or lost if negative
        self._written = 0  # sentences of the articles that were put
        self._said: dict[int, tuple[str, ...]] = {}  # what is quoted in an article, by its number
        self._next = self._highest() + 1  # number of the next article
        self._waiting: dict[str, list[Sequence[object]]] = {}  # rows by statement, written some articles at a time

    def store(self, changes: Changes) -> Iterator[Came]:
        """Put, remove and touch all articles; each that is put comes out, and nobody need decode it again."""
        for prepared in changes.put:
            yield self.put(prepared), prepared
        for id_ in changes.remove:
            self.remove(id_)
        for path, known in changes.touch.items():
            self.touch(path, known)
        if self._changed:
            self._write()
            self._near.settle()
            if self._written * _MUCH >= self._before.passages + self._sentences:  # beside that it takes little
                self._session.gather_words()
            self._session.take_stock("article", "body", "quote", "says", "member", "touched", "band")

    def remove(self, id_: ArticleId) -> None:
        """Take the article out and keep it as a past version."""
        n = self._number(id_)
        if n is not None:
            self._keep(n)
            self._drop(n)
            self._removed[id_] = n
            self._changed = True

    def put(self, prepared: Prepared) -> int:
        """Add the article, or replace the one of that id; its number."""
        article = prepared.article
        n = self._number(article.id)
        if n is None:
            n = self._next
            self._next += 1
            self._session.run(
                "INSERT INTO past (generation, article, replaced) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (self._generation, article.id, self._loaded),
            )
        else:
            if self._article(n) != article:
                self._keep(n)
            self._drop(n)
        self._insert(n, prepared)
        self._changed = True
        return n

    def touch(self, path: str, known: Known) -> None:
        """Note new facts of a file whose words did not change."""
        self._session.run(
            "UPDATE article SET fingerprint = ?, size = ?, mtime_ns = ?, file = ?, record = ? WHERE path = ?",
            (known.fingerprint, known.size, known.mtime_ns, known.file, known.record, path),
        )

    def identify(self, identify: Callable[[Ledger], None] | None, coming: Iterator[Came]) -> None:
        """Have said who everybody is while the articles come, or forget it of whoever stands in those that changed."""
        ledger = SqlLedger(self._session, coming, self._put, self._removed)
        if identify:
            identify(ledger)
        for _ in coming:
            pass
        if self._changed and not identify:
            self._identified = False
            ledger.forget_changed()
        self._changed = self._changed or ledger.changed
        if self._changed:
            ledger.count_quotes()

    def mark_echoes(self) -> None:
        """Say of each quote that may have changed in this whether an earlier near-duplicate has its words."""
        echoing = self._echoing - self._put  # what is new and like no other has no echoes
        for n in sorted(echoing | self._near.alike):
            for day, id_ in self._session.rows("SELECT day, id FROM article WHERE n = ?", (n,)):
                self._mark(n, day, id_)

    def _mark(self, n: int, day: str | None, id_: str) -> None:
        earlier = []
        for other, other_id in alike(self._session, n):
            ((other_day,),) = self._session.rows("SELECT day FROM article WHERE n = ?", (other,))
            if (other_day is None, other_day or "", other_id) < (day is None, day or "", id_):
                earlier.append(other)
        said = {words for other in earlier for words in self._words_said(other)}
        first = first_number(n)
        echoing = [first + place for place, words in enumerate(self._words_said(n)) if words in said]
        self._session.run("UPDATE quote SET echo = 0 WHERE echo = 1 AND n >= ? AND n < ?", (first, first_number(n + 1)))
        self._session.many("UPDATE quote SET echo = 1 WHERE n = ?", [(number,) for number in echoing])

    def _words_said(self, n: int) -> tuple[str, ...]:
        if n not in self._said:
            if len(self._said) >= _SAID_KEPT:
                self._said.clear()
            self._said[n] = words_said(self._session, n)
        return self._said[n]

    def fail(self, failures: Sequence[Failure]) -> None:
        """Replace the list of files that could not be read."""
        self._session.run("DELETE FROM failure")
        self._session.many("INSERT INTO failure VALUES (?, ?)", [(f.path, f.reason) for f in failures])

    def count_words(self) -> None:
        """Keep the number of sentences of each word, where the database does not do it itself."""
        if not self._session.counts_words:
            return
        changed = sorted((word, by) for word, by in self._words.items() if by)
        self._session.many(
            "INSERT INTO word VALUES (?, ?) ON CONFLICT (term) DO UPDATE SET doc = word.doc + excluded.doc", changed
        )
        self._session.run("DELETE FROM word WHERE doc <= 0")

    def finish(self, changes: Changes) -> State:
        """Bring the summary up to date and return it."""
        ((articles, quotes, since, until),) = self._session.rows(
            "SELECT count(*), coalesce(sum(quotes), 0), min(day), max(day) FROM article"
        )
        sources = self._session.rows(
            "SELECT source, count(*) AS held FROM article WHERE source IS NOT NULL AND source <> ''"
            " GROUP BY source ORDER BY held DESC, source"
        )
        before = self._before
        self._session.run(
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
                self._identifier(changes),
                before.passages + self._sentences,
            ),
        )
        return read_state(self._session)

    def _identifier(self, changes: Changes) -> str:
        if not self._identified:
            return ""
        return self._before.identifier if changes.identifier is None else changes.identifier

    def _highest(self) -> int:
        ((highest,),) = self._session.rows("SELECT coalesce(max(n), 0) FROM article")
        return int(highest)

    def _number(self, id_: ArticleId) -> int | None:
        rows = self._session.rows("SELECT n FROM article WHERE id = ?", (id_,))
        return rows[0][0] if rows else None

    def _article(self, n: int) -> Article:
        (row,) = self._session.rows(
            "SELECT a.id, a.path, a.title, b.text, a.sha256, a.url, a.source, a.published, a.authors, a.summary"
            " FROM article a JOIN body b ON b.article = a.n WHERE a.n = ?",
            (n,),
        )
        return article_of(row)

    def _keep(self, n: int) -> None:
        """Write the article as it stands into `past`; the first of one reload stays."""
        self._write()
        ((article, *known),) = self._session.rows(
            "SELECT id, fingerprint, size, mtime_ns, file, record FROM article WHERE n = ?", (n,)
        )
        version = zlib.compress(self._encoded(n).encode("utf-8"), _ZIP_LEVEL)
        self._session.run(
            "INSERT INTO past VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (self._generation, article, self._loaded, json.dumps(known), version),
        )

    def _encoded(self, n: int) -> str:
        ((entities, sentences),) = self._session.rows("SELECT entities, sentences FROM body WHERE article = ?", (n,))
        numbers = (first_number(n), first_number(n + 1))
        quotes = self._session.rows("SELECT value FROM quote WHERE n >= ? AND n < ? ORDER BY start, n", numbers)
        members = dict(self._session.rows("SELECT entity, actor FROM member WHERE article = ?", (n,)))
        return codec.encode_version(self._article(n), entities, [value for (value,) in quotes], sentences, members)

    def _drop(self, n: int) -> None:
        self._write()
        ((lines,),) = self._session.rows("SELECT lines FROM wording WHERE article = ?", (n,))
        words = split_lines(lines)
        self._sentences -= len(words)
        if self._session.counts_words:
            for line in words:
                self._words.subtract(set(line.split()))
        first = first_number(n)
        self._session.forget_words(list(enumerate(words, first)))
        self._session.run("DELETE FROM quote WHERE n >= ? AND n < ?", (first, first_number(n + 1)))
        self._echoing.update(self._near.drop(n))
        for table, column in _OF_ARTICLE:
            self._session.run(f"DELETE FROM {table} WHERE {column} = ?", (n,))

    def _insert(self, n: int, prepared: Prepared) -> None:
        article, known = prepared.article, prepared.known
        self._session.run(
            f"INSERT INTO article VALUES ({', '.join('?' * 20)})",
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
                int(article.summary),
                article.sha256,
                prepared.plain,
                len(article.text),
                known.fingerprint,
                known.size,
                known.mtime_ns,
                known.file,
                known.record,
                prepared.sketch,
            ),
        )
        self._session.run(
            "INSERT INTO body VALUES (?, ?, ?, ?, ?)",
            (
                n,
                prepared.entities,
                json.dumps(prepared.counts),
                prepared.sentences,
                article.text,
            ),
        )
        self._put.add(n)
        self._near.put(n, prepared.sketch)
        self._sentences += len(prepared.words)
        self._written += len(prepared.words)
        self._later("INSERT INTO wording VALUES (?, ?)", [(n, join_lines(prepared.words))])
        self._later("INSERT INTO touched VALUES (?, ?)", [(n, prepared.touched)])
        first = first_number(n)
        self._later("INSERT INTO passage_words (rowid, words) VALUES (?, ?)", enumerate(prepared.words, first))
        if self._session.counts_words:
            for words in prepared.words:
                self._words.update(set(words.split()))
        self._insert_quotes(n, prepared.quotes)
        if len(self._put) % _AT_ONCE == 0:
            self._write()

    def _insert_quotes(self, n: int, quotes: PreparedQuotes) -> None:
        first = first_number(n)
        self._later(
            f"INSERT INTO quote VALUES ({', '.join('?' * 10)})",
            zip(
                count(first),
                repeat(n),
                quotes.starts,
                quotes.plain,
                quotes.context_starts,
                quotes.context_ends,
                repeat(0),
                quotes.values,
                quotes.first,
                quotes.after,
                strict=False,  # three of them have no end
            ),
        )
        said = zip(quotes.said, quotes.sayers, strict=True)
        self._later(
            "INSERT INTO says VALUES (?, ?, ?, ?)",
            [(n, sayer, first + place, quotes.plain[place]) for place, sayer in said],
        )

    def _later(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Rows to be written together with those of some other articles."""
        self._waiting.setdefault(sql, []).extend(rows)

    def _write(self) -> None:
        """Write what waits for others."""
        for sql, rows in self._waiting.items():
            self._session.many(sql, rows)
        self._waiting = {}
