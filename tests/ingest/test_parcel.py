"""What a worker hands over comes out as it went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.archive.port import Failure, Known
from bot.ingest.jobs import Outcome
from bot.ingest.parcel import unwrap, wrap
from bot.model import ArticleId, Flag
from tests.factories import NOON, TEXT, a_prepared, a_quote, an_article, an_entity, an_extraction

KNOWN = Known(id=ArticleId("0123456789"), fingerprint="f", size=3, mtime_ns=9, file="a.jsonl", record="r")
FULL = replace(
    a_prepared(
        an_article(TEXT, published=NOON, source="Harbour “Post”\n"),
        an_extraction(
            quotes=(a_quote(flags=frozenset({Flag.ELIDED}), candidates=(1, 0), via=1),),
            entities=(an_entity(aliases=("Ada", "Brenner")), an_entity("Bo\nLind")),
        ),
    ),
    sketch=bytes(range(256)),
)


@pytest.mark.parametrize(
    "outcome",
    [
        pytest.param(Outcome(path="a.txt"), id="nothing"),
        pytest.param(Outcome(path="a.txt", failures=(Failure(path="a.txt", reason="no “text”"),)), id="failure"),
        pytest.param(Outcome(path="a.jsonl", same={"a.jsonl#1": KNOWN}, read=True, fresh=False), id="unchanged"),
        pytest.param(Outcome(path="a.txt", prepared=(FULL, a_prepared()), read=True), id="articles"),
        pytest.param(
            Outcome(
                path="\ud800.txt",
                prepared=(
                    a_prepared(
                        an_article("“\ud800\U0001f600”", published=datetime(2025, 1, 1, tzinfo=UTC)),
                        an_extraction("", quotes=(), entities=()),
                    ),
                ),
            ),
            id="letters that no encoding carries",
        ),
    ],
)
def test_outcome_survives(outcome: Outcome) -> None:
    assert unwrap(wrap(outcome)) == outcome
    assert [p.extraction() for p in unwrap(wrap(outcome)).prepared] == [p.extraction() for p in outcome.prepared]
