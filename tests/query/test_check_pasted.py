"""Checks as people paste them, over articles made for them: the verdict, speaker and warning that are due."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.commands import request
from bot.errors import RequestNotUnderstood
from bot.query.check import check
from bot.query.check_values import CheckAnswer, Match
from tests.query.seed_view import view_of

HERE = Path(__file__).parent
NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Pasted:
    """One line of the list with the answer that it got; None where it was refused."""

    section: str
    typed: str
    verdicts: frozenset[str]
    change: str | None  # "": no warning must be given
    speakers: tuple[str, ...]
    answer: CheckAnswer | None

    @property
    def verdict(self) -> str:
        return self.answer.verdict.value if self.answer else "refused"

    @property
    def right(self) -> bool:
        return self.verdict in self.verdicts and self.attributed and self.warned

    @property
    def attributed(self) -> bool:
        """Is the one who said it shown first, or everyone who said a part of it?"""
        shown = [speakers(match) for match in self.answer.matches] if self.answer else []
        if len(self.speakers) > 1:
            return set(self.speakers) <= {name for names in shown for name in names}
        return not self.speakers or (bool(shown) and self.speakers[0] in shown[0])

    @property
    def warned(self) -> bool:
        if self.change is None or self.answer is None:
            return True
        changed = {change.value for match in self.answer.matches for change in match.changed}
        return self.change in changed if self.change else not changed


def speakers(match: Match) -> list[str]:
    return [actor.name for actor, _ in match.found.speakers] if match.found else []


def _pasted(section: str, line: str) -> Pasted:
    wanted, who, typed = (part.strip() for part in line.split(" | ", 2))
    verdicts, warned, change = wanted.partition(" !")
    if wanted.endswith("!"):
        verdicts, warned, change = wanted.rstrip(" !"), "!", ""
    words, _, speaker = typed.partition(" @ ")
    asked = request("check", words=words, speaker=speaker or None)
    try:
        answer = check(asked, view_of(HERE / "check_articles"))
    except RequestNotUnderstood:
        answer = None
    return Pasted(
        section=section,
        typed=typed,
        verdicts=frozenset(verdicts.split("/")),
        change=change if warned else None,
        speakers=() if who == NOBODY else tuple(who.split(" + ")),
        answer=answer,
    )


@pytest.fixture(scope="module")
def pasted() -> list[Pasted]:
    out = []
    section = ""
    for line in (HERE / "check_pasted.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            section = line.strip("# ")
        elif line:
            out.append(_pasted(section, line))
    return out


def test_pasted_checks_get_what_a_fact_checker_expects(
    pasted: list[Pasted], capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [one for one in pasted if not one.right]
    with capsys.disabled():
        print(f"\n{len(pasted) - len(wrong)} of {len(pasted)} pasted checks right")
    for one in wrong:
        names = [speakers(match) for match in one.answer.matches] if one.answer else []
        print(f"{'/'.join(sorted(one.verdicts))} {one.speakers} got {one.verdict} {names}: {one.typed}")
    assert len(pasted) >= 150
    assert len(wrong) <= 0.03 * len(pasted)
