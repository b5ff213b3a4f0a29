"""The line that `quotedesk extract --jsonl` prints for one article."""

from __future__ import annotations

from bot.model import Extraction, Quote


def extraction_line(path: str, text: str, extraction: Extraction) -> dict[str, object]:
    """A JSON-ready object: path and quotes with offsets in code points of `text`."""
    return {"path": path, "quotes": [_quote(text, extraction, quote) for quote in extraction.quotes]}


def _quote(text: str, extraction: Extraction, quote: Quote) -> dict[str, object]:
    names = [extraction.entities[number].name for number in quote.speakers]
    return {
        "spans": [[span.start, span.end] for span in quote.spans],
        "text": " … ".join(span.of(text) for span in quote.spans),
        "kind": quote.speech.value,
        "speaker": " and ".join(names) if names else quote.unnamed,
        "speaker_mention": list(quote.source) if quote.source else None,
        "cue": list(quote.cue) if quote.cue else None,
        "confidence": quote.confidence,
    }
