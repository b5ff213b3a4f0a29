"""What an article reads as, in the words of a test: contents, speakers and flags instead of offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.extract.pipeline import extract
from bot.model import Entity, Extraction, Flag, Kind, Quote


@dataclass(frozen=True, slots=True)
class Reading:
    """An extraction with its text."""

    text: str
    extraction: Extraction = field(repr=False)

    def quote(self, words: str) -> Quote:
        """The quote whose content holds `words`; of several, one inside the other, the innermost."""
        at = self.text.index(words)
        found = [q for q in self.extraction.quotes if any(s.start <= at < s.end for s in q.spans)]
        assert found, f"no quote holds {words!r}: {self.all()}"
        return min(found, key=lambda q: sum(s.end - s.start for s in q.spans))

    def has(self, words: str) -> bool:
        """Does any quote hold `words`?"""
        at = self.text.index(words)
        return any(s.start <= at < s.end for q in self.extraction.quotes for s in q.spans)

    def content(self, words: str) -> list[str]:
        """The spans of the quote that holds `words`."""
        return [span.of(self.text) for span in self.quote(words).spans]

    def speaker(self, words: str) -> str | None:
        """The name, or the names joined by "and", of who says `words`; None: nobody by name."""
        names = [self.extraction.entities[i].name for i in self.quote(words).speakers]
        return " and ".join(names) or None

    def source(self, words: str) -> str | None:
        """The source of the quote as it is written."""
        span = self.quote(words).source
        return span.of(self.text) if span else None

    def flags(self, words: str) -> frozenset[Flag]:
        return self.quote(words).flags

    def unsure(self, words: str) -> bool:
        """Is no speaker named, or only with a low confidence?"""
        quote = self.quote(words)
        return not quote.speakers or quote.confidence < 0.7

    def kind(self, name: str) -> Kind:
        return self.entity(name).kind

    def entity(self, name: str) -> Entity:
        found = [e for e in self.extraction.entities if name in (e.name, *e.aliases)]
        assert len(found) == 1, f"{len(found)} entities are called {name!r}"
        return found[0]

    def all(self) -> list[tuple[list[str], str | None]]:
        """Contents and speakers of all quotes, for messages."""
        return [
            (
                [s.of(self.text) for s in q.spans],
                " and ".join(self.extraction.entities[i].name for i in q.speakers) or q.unnamed,
            )
            for q in self.extraction.quotes
        ]


def read(text: str, published: date | None = None) -> Reading:
    """`text` extracted."""
    return Reading(text, extract(text, published))
