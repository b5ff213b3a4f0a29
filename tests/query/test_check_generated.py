"""Thousands of generated checks over the seed articles: verdict, source and warning, with the confusion matrix."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest

from bot.commands import request
from bot.query.check import check
from bot.query.check_values import CheckAnswer, Verdict
from tests.query.check_cases import NEW, Case, cases, kinds
from tests.query.seed_view import seed_view

SEED = 20_260_914
EACH = 240


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case with the answer that it got."""

    case: Case
    answer: CheckAnswer

    @property
    def right(self) -> bool:
        return self.answer.verdict in self.case.verdicts

    @property
    def sourced(self) -> bool:
        """Is a stored quote that holds the words among those shown; for stitched words, one for every piece?"""
        shown = {match.found.row.id for match in self.answer.matches if match.found}
        if self.case.kind == "stitched":
            return shown >= set(self.case.sources)
        return not shown.isdisjoint(self.case.sources)

    @property
    def warned(self) -> bool:
        return any(self.case.changed in match.changed for match in self.answer.matches)


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    view = seed_view()
    made = cases(view.reader, SEED, EACH)
    return [Outcome(case, check(request("check", words=case.words, speaker=case.speaker), view)) for case in made]


def share(of: list[Outcome], good: int) -> float:
    return good / max(1, len(of))


def test_generator_makes_enough_cases_of_every_kind(outcomes: list[Outcome]) -> None:
    counted = Counter(outcome.case.kind for outcome in outcomes)
    assert sum(counted.values()) >= 3_000
    assert min(counted.values()) >= 100


def test_verdicts_of_generated_checks(outcomes: list[Outcome], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("\n" + matrix(outcomes))
    assert share(outcomes, sum(outcome.right for outcome in outcomes)) >= 0.985


def test_sources_of_generated_checks(outcomes: list[Outcome]) -> None:
    said = [outcome for outcome in outcomes if outcome.case.kind != NEW]
    assert share(said, sum(outcome.sourced for outcome in said)) >= 0.99


def test_wholly_new_sentences_are_called_new(outcomes: list[Outcome]) -> None:
    new = [outcome for outcome in outcomes if outcome.case.kind == NEW]
    assert len(new) >= 800
    assert share(new, sum(not outcome.right for outcome in new)) <= 0.005


@pytest.mark.parametrize("kind", ["negated", "number"])
def test_changes_of_meaning_are_warned_of(outcomes: list[Outcome], kind: str) -> None:
    changed = [outcome for outcome in outcomes if outcome.case.kind == kind]
    assert share(changed, sum(outcome.warned for outcome in changed)) >= 0.98


def test_every_match_is_a_slice_of_its_article(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        for match in (*outcome.answer.matches, *outcome.answer.nearest):
            assert match.article.intact
            for span in (*match.used, *match.before, *match.after, *match.cut):
                assert 0 <= span.start < span.end <= len(match.article.text)


def matrix(outcomes: list[Outcome]) -> str:
    """Kinds of cases against the verdicts that they got."""
    counted = Counter((outcome.case.kind, outcome.answer.verdict) for outcome in outcomes)
    every = list(Verdict)
    lines = ["kind".ljust(12) + "".join(v.value[:11].rjust(13) for v in every)]
    lines += [
        kind.ljust(12) + "".join(str(counted[kind, v] or ".").rjust(13) for v in every)
        for kind in kinds([outcome.case for outcome in outcomes])
    ]
    right = sum(outcome.right for outcome in outcomes)
    lines.append(f"{right} of {len(outcomes)} verdicts right ({100 * right / len(outcomes):.2f} %)")
    return "\n".join(lines)
