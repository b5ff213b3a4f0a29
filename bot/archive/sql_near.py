"""Near-duplicates among very many articles one after the other, as a reload brings them.

Articles of one form (a column of figures, a boiler-plate) share bands without being one story, so most candidates are
none. So articles are compared some thousands at a time: which of them share a band is found in memory, the table is
asked only where it held anything before, and is written in its own order. One by one it took three times as long.
"""

# Only fixed pieces of SQL are put together here; every value is bound.
# ruff: noqa: S608

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.archive.derived import ALIKE, BAND_MOST, SKETCH_VALUES, bands
from bot.archive.session import Session

_KEPT = 50_000  # sketches of a quarter of a kilobyte
_AT_ONCE = 8_192  # articles


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
        own = self._kept([n])[0]
        del self._sketches[n]
        if not own:
            return []
        own_bands = sorted(set(bands(own)))
        others = {other for held in self._holding(own_bands).values() for other in held} - {n}
        self._session.many("DELETE FROM band WHERE band = ? AND article = ?", [(band, n) for band in own_bands])
        return self._like(own, list(others))

    def settle(self) -> None:
        """Store the bands of all articles that were put, and find their near-duplicates."""
        if not self._waiting:
            return
        sharing: dict[int, list[int]] = defaultdict(list)
        for n, sketch in self._waiting.items():
            for band in set(bands(sketch)):
                sharing[band].append(n)
        held = self._holding(sorted(sharing)) if self._any else {}
        candidates: dict[int, set[int]] = defaultdict(set)
        rows = []
        for band in sorted(sharing):
            new, before = sharing[band], held.get(band, [])
            stored = [*before, *new[: max(BAND_MOST - len(before), 0)]]
            rows += [(band, n) for n in stored[len(before) :]]
            for place, n in enumerate(new if len(stored) > 1 else (), len(before)):
                candidates[n].update(stored[:place])  # those before it; the later ones find it themselves
        self._session.many("INSERT INTO band VALUES (?, ?)", rows)
        self._any = True
        self._note_alike(candidates)

    def _note_alike(self, candidates: Mapping[int, Collection[int]]) -> None:
        self._sketches |= self._waiting
        for n, others in candidates.items():
            near = self._like(self._waiting[n], list(others))
            if near:
                self.alike.update((n, *near))
        self._waiting = {}

    def _like(self, own: bytes, others: Sequence[int]) -> list[int]:
        """Which of the other articles are near-duplicates of the one of that sketch."""
        import numpy  # where nothing is changed nobody needs it

        values = numpy.frombuffer(b"".join(self._kept(others)), numpy.uint32).reshape(len(others), SKETCH_VALUES)
        equal = (values == numpy.frombuffer(own, numpy.uint32)).sum(axis=1)
        return [others[at] for at in numpy.flatnonzero(equal >= ALIKE * SKETCH_VALUES).tolist()]

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
