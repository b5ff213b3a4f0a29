"""What extraction prints: JSON lines, the explanation, and a sentence for every rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.extract.explain import explain
from bot.extract.jsonl import extraction_line
from bot.extract.pipeline import extract
from bot.extract.rules import SENTENCES, sentence_for
from bot.resources import bundled

_TEXT = "“We stay,” Ana Ruiz said, “and we wait.”\n\nShe hopes the gate will hold. A senior official denied that."


def test_a_line_holds_offsets_into_the_text() -> None:
    line = extraction_line("a.txt", _TEXT, extract(_TEXT))
    row = json.loads(json.dumps(line))
    assert row["path"] == "a.txt"
    first = row["quotes"][0]
    assert [_TEXT[s:e] for s, e in first["spans"]] == ["We stay,", "and we wait."]
    assert first["kind"] == "direct"
    assert first["speaker"] == "Ana Ruiz"
    assert _TEXT[slice(*first["speaker_mention"])] == "Ana Ruiz"
    assert _TEXT[slice(*first["cue"])] == "said"
    assert 0 <= first["confidence"] <= 1


def test_the_explanation_shows_tags_verbs_rules_and_entities() -> None:
    shown = explain(_TEXT)
    for part in ("said/verb", "Ana Ruiz (person, female)", sentence_for("subject-before-verb"), "hopes"):
        assert part in shown


@pytest.mark.parametrize("path", sorted(bundled("seeds").glob("*.md")), ids=lambda path: path.stem)
def test_every_rule_that_decides_has_a_sentence(path: Path) -> None:
    rules = {rule for quote in extract(path.read_text(encoding="utf-8")).quotes for rule in quote.rules}
    assert rules
    assert rules <= SENTENCES.keys()
