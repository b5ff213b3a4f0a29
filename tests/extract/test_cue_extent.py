"""The reporting words reach over the verbs that govern them and up to the preposition before the content."""

from __future__ import annotations

import pytest

from bot.extract.pipeline import extract


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        pytest.param("Ana Ruiz said that the pier was closed.", "said", id="plain"),
        pytest.param("Ana Ruiz later said that the pier was closed.", "later said", id="adverb"),
        pytest.param("Ana Ruiz continued to insist that the pier was safe.", "continued to insist", id="governed"),
    ],
)
def test_cue_takes_what_belongs_to_it(text: str, cue: str) -> None:
    quote = extract(text).quotes[0]
    assert quote.cue is not None
    assert quote.cue.of(text) == cue
    assert all(span.end <= quote.cue.start or quote.cue.end <= span.start for span in quote.spans)
    assert quote.source is not None
    assert quote.source.end <= quote.cue.start
