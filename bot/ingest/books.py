"""The books kept on one change of the archive: what was added, changed, removed; quotations gained and lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.actors.ledger import Ledger
from bot.archive.port import Failure, Filter, Known, Prepared, Reader, State
from bot.ingest.report import ReloadReport
from bot.model import ArticleId, Quote

_ALL = 1_000_000_000


@dataclass(slots=True, kw_only=True)
class Books:
    """Filled while the archive consumes the changes; `before` must stay open until then."""

    before: Reader
    known: Mapping[str, Known]  # stored articles by path
    merge: Callable[[Ledger, bool], Counter[str]]
    identifier: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: dict[str, ArticleId] = field(default_factory=dict)
    remove: list[ArticleId] = field(default_factory=list)  # the same for the archive
    failures: list[Failure] = field(default_factory=list)
    unchanged: int = 0
    _gained: int = 0
    _lost: int = 0
    _tally: Counter[str] = field(default_factory=Counter)  # plain quotes by speaker's name: after less before

    def enter(self, prepared: Prepared) -> None:
        """The article will be stored: is it new, changed, or the same extracted anew?"""
        article = prepared.article
        stored = self.before.article(article.id) if article.path in self.known else None
        if stored is None:
            self.added.append(article.path)
            self._gained += prepared.plain
            return
        new = Counter(_words(article.text, prepared.extraction().quotes))
        if stored == article:
            self.unchanged += 1
        else:
            self.changed.append(article.path)
        old = self._old_words(article.id)
        self._gained += (new - old).total()
        self._lost += (old - new).total()

    def strike(self, path: str, id_: ArticleId) -> None:
        """The article will be removed."""
        self.removed[path] = id_
        self.remove.append(id_)
        self._lost += self._old_words(id_).total()

    @property
    def anew(self) -> bool:
        """Was everybody merged by other code or with other corrections?"""
        return self.before.state().identifier != self.identifier

    def identify(self, ledger: Ledger) -> None:
        """Say who everybody is afterwards."""
        self._tally = self.merge(ledger, self.anew)

    def report(self, state: State, *, dry_run: bool, seconds: float) -> ReloadReport:
        """What was done; `state` is that of the archive afterwards."""
        return ReloadReport(
            dry_run=dry_run,
            added=tuple(sorted(self.added)),
            changed=tuple(sorted(self.changed)),
            removed=tuple(sorted(self.removed)),
            unchanged=self.unchanged,
            failed=tuple(sorted(self.failures, key=lambda failure: failure.path)),
            articles=state.articles,
            quotes=state.quotes,
            quotes_added=self._gained,
            quotes_removed=self._lost,
            by_speaker=tuple(sorted((name, by) for name, by in self._tally.items() if by)),
            seconds=seconds,
        )

    def _old_words(self, id_: ArticleId) -> Counter[str]:
        stored = self.before.article(id_)
        _, rows = self.before.quotes(Filter(article=id_, plain=True), limit=_ALL)
        return Counter(_words(stored.text, (row.quote for row in rows))) if stored else Counter()


def _words(text: str, quotes: Iterable[Quote]) -> Iterator[str]:
    """The words of each plain quote: what a reader would miss."""
    return (" … ".join(span.of(text) for span in quote.spans) for quote in quotes if quote.plain)
