"""Near-duplicates of very many articles one after the other, as a reload asks for them.

Articles of one form (a column of figures, a boiler-plate) share bands without being one story, so most candidates are
none. Their sketches are kept in memory and compared all at once: a fifth of the time of reading them one by one.
"""

# Only fixed pieces of SQL are put together here; every value is bound.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence

from bot.archive.derived import ALIKE, SKETCH_VALUES, bands
from bot.archive.session import Session

_KEPT = 50_000  # sketches of a quarter of a kilobyte


class Near:
    """Finds near-duplicates while articles are put and dropped, of which it has to be told."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sketches: dict[int, bytes] = {}  # by number of the article; b"" for one that has none

    def note(self, n: int, sketch: bytes | None) -> None:
        """This is the sketch of the article from now on."""
        self._sketches[n] = sketch or b""

    def of(self, n: int) -> list[int]:
        """Numbers of the near-duplicates of article number `n`, in no order."""
        import numpy  # where nothing is changed nobody needs it

        own = self._kept([n])[0]
        if not own:
            return []
        own_bands = sorted(set(bands(own)))
        rows = self._session.rows(
            f"SELECT DISTINCT article FROM band WHERE band IN ({', '.join('?' * len(own_bands))})", own_bands
        )
        others = [other for (other,) in rows if other != n]
        values = numpy.frombuffer(b"".join(self._kept(others)), numpy.uint32).reshape(len(others), SKETCH_VALUES)
        equal = (values == numpy.frombuffer(own, numpy.uint32)).sum(axis=1)
        return [others[at] for at in numpy.flatnonzero(equal >= ALIKE * SKETCH_VALUES).tolist()]

    def _kept(self, numbers: Sequence[int]) -> list[bytes]:
        """The sketches of these articles, in this order."""
        if len(self._sketches) > _KEPT:
            self._sketches.clear()
        missing = [n for n in numbers if n not in self._sketches]
        if missing:
            among, values = self._session.among("n", missing)
            for n, sketch in self._session.rows(f"SELECT n, sketch FROM article WHERE {among}", values):
                self._sketches[n] = bytes(sketch or b"")
        return [self._sketches[n] for n in numbers]
