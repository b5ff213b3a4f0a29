"""Near-duplicates of one article, and among very many one after the other, as a reload brings them.

Articles of one form (a column of figures, a boiler-plate) share bands without being one story, so most candidates are
none. So articles are compared some thousands at a time: which of them share a band is found in memory, the table is
asked only where it held anything before, and is written in its own order. One by one it took three times as long.
"""

# Only fixed pieces of SQL are put together here; every value is bound.
# ruff: noqa: S608

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter

import numpy as np

from bot.archive import codec
from bot.archive.derived import ALIKE, BAND_MOST, SKETCH_VALUES, bands, said_words, similarity
from bot.archive.numbering import first_number
from bot.archive.session import Session

_KEPT = 50_000  # sketches of a quarter of a kilobyte
_AT_ONCE = 2_048  # articles; more take a little less, but the last ones are settled when nothing runs beside them
_PAIRS = 100_000  # of articles, gathered at most before they are compared
_COMPARED = 2_048  # pairs at once


class Near:
    """Keeps the bands of the articles that are put and dropped, of which it has to be told."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sketches: dict[int, bytes] = {}  # by number of the article; b"" for one that has none
        self._waiting: dict[int, bytes] = {}  # articles that were put, in that order, and not yet compared
        self._any = bool(session.rows("SELECT article FROM band LIMIT 1"))  # is anything stored?
        self.alike: set[int] = set()  # articles that were put and their near-duplicates, as far as they are settled

    def put(self, n: int, sketch: bytes | None) -> None:
        """The article is there from now on."""
        if sketch:
            self._waiting[n] = sketch
        if len(self._waiting) >= _AT_ONCE:
            self.settle()

    def drop(self, n: int) -> list[int]:
        """The article is there no more. Its near-duplicates, in no order, but for those that are not settled yet."""
        self._waiting.pop(n, None)
        (own,) = self._kept([n])
        if not own:
            del self._sketches[n]
            return []
        own_bands = sorted(set(bands(own)))
        others = {other for held in self._holding(own_bands).values() for other in held} - {n}
        self._session.many("DELETE FROM band WHERE band = ? AND article = ?", [(band, n) for band in own_bands])
        near = [other for _, other in self._like([(n, other) for other in others])]
        self._sketches.pop(n, None)
        return near

    def settle(self) -> None:
        """Store the bands of all articles that were put, and find their near-duplicates."""
        if not self._waiting:
            return
        numbers = list(self._waiting)
        each = np.array([bands(sketch) for sketch in self._waiting.values()])
        in_order = each.ravel().argsort(kind="stable")  # by band, then as the articles came
        held_by = [numbers[at] for at in (in_order // each.shape[1]).tolist()]
        rows = list(zip(each.ravel()[in_order].tolist(), held_by, strict=True))
        self._sketches |= self._waiting
        self._waiting = {}
        rows = self._compared(rows)
        self._session.many("INSERT INTO band VALUES (?, ?) ON CONFLICT DO NOTHING", rows)
        self._any = True

    def _compared(self, rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Find the near-duplicates of the articles of these rows (band, article), by band. The rows to store."""
        held = self._holding(list(dict(rows))) if self._any else {}
        out: list[tuple[int, int]] = []
        pairs: set[tuple[int, int]] = set()
        for band, group in groupby(rows, key=itemgetter(0)):
            some = list(group)
            if len(some) == 1 and band not in held:  # most bands
                out += some
                continue
            new = [n for _, n in some]
            before = held.get(band, [])
            stored = [*before, *new[: max(BAND_MOST - len(before), 0)]]
            out += [(band, n) for n in stored[len(before) :]]
            for place, n in enumerate(new, len(before)):  # with those before it; the later ones find it themselves
                pairs.update([(n, other) for other in stored[:place]])
            if len(pairs) > _PAIRS:
                self._note(pairs)
                pairs = set()
        self._note(pairs)
        return out

    def _note(self, pairs: Collection[tuple[int, int]]) -> None:
        for pair in self._like(list(pairs)):
            self.alike.update(pair)

    def _like(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The pairs that are near-duplicates."""
        found: list[tuple[int, int]] = []
        for at in range(0, len(pairs), _COMPARED):
            some = pairs[at : at + _COMPARED]
            kept = self._kept(chain.from_iterable(some))
            values = np.frombuffer(b"".join(kept), np.uint32).reshape(len(some), 2, SKETCH_VALUES)
            equal = (values[:, 0] == values[:, 1]).sum(axis=1)
            found += [some[place] for place in np.flatnonzero(equal >= ALIKE * SKETCH_VALUES).tolist()]
        return found

    def _holding(self, some: Sequence[int]) -> Mapping[int, list[int]]:
        """The stored articles by band."""
        among, values = self._session.among("band", some)
        held: dict[int, list[int]] = defaultdict(list)
        for band, n in self._session.rows(f"SELECT band, article FROM band WHERE {among}", values):
            held[band].append(n)
        return held

    def _kept(self, numbers: Iterable[int]) -> list[bytes]:
        """The sketches of these articles, in this order."""
        wanted = list(numbers)
        if len(self._sketches) > _KEPT:
            self._sketches = dict(self._waiting)
        missing = [n for n in wanted if n not in self._sketches]
        if missing:
            among, values = self._session.among("n", missing)
            for n, sketch in self._session.rows(f"SELECT n, sketch FROM article WHERE {among}", values):
                self._sketches[n] = bytes(sketch or b"")
        return [self._sketches[n] for n in wanted]


def alike(session: Session, n: int) -> list[tuple[int, str]]:
    """Numbers and ids of the near-duplicates of article number `n`, earliest first, undated last, then by id."""
    ((own,),) = session.rows("SELECT sketch FROM article WHERE n = ?", (n,))
    return near(session, n, own)


def words_said(session: Session, n: int) -> tuple[str, ...]:
    """The search words of each quote of article number `n`."""
    rows = session.rows("SELECT text FROM body WHERE article = ?", (n,))
    values = session.rows(
        "SELECT value FROM quote WHERE n >= ? AND n < ? ORDER BY n", (first_number(n), first_number(n + 1))
    )
    return tuple([said_words(text, codec.decode_spans(value)) for (text,) in rows for (value,) in values])


def near(session: Session, n: int, own: bytes | None) -> list[tuple[int, str]]:
    """The same, of the article with that sketch."""
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
