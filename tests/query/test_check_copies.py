"""A check of words that several outlets have from one wire: one holder, with how many and who was first."""

from __future__ import annotations

from pathlib import Path

from bot.commands import request
from bot.query.check import check
from bot.query.check_values import CheckAnswer, Verdict
from bot.reply.checked import compose_check
from bot.reply.plain import plain
from tests.query.outlets import SAID, STORY, story
from tests.query.seed_view import view_of


def checked(folder: Path, words: str) -> tuple[CheckAnswer, str]:
    """The answer, and how it reads."""
    view, asked = view_of(folder), request("check", words=words)
    answer = check(asked, view)
    return answer, plain(compose_check(answer, asked, view.state))


def outlets(answer: CheckAnswer) -> list[str | None]:
    return [match.article.source for match in answer.matches]


def test_copies_of_a_story_are_one_holder(tmp_path: Path) -> None:
    for day, outlet in enumerate(("Wire", "Harbour Post", "Coast Herald"), 14):
        story(tmp_path, outlet, day)
    for words in (SAID, "slipway is free of ice", "slipway", "free of ice"):
        answer, shown = checked(tmp_path, words)
        assert outlets(answer) == ["Wire"]
        assert "Wire · 14 Mar 2025 · also in 2 · " in shown
    assert "1 place in all" in checked(tmp_path, "slipway")[1]


def test_holder_with_the_very_words_is_kept_and_the_first_is_named(tmp_path: Path) -> None:
    story(tmp_path, "Wire", 14, SAID.replace("slipway is", "slipway, is"))
    story(tmp_path, "Harbour Post", 15)
    answer, shown = checked(tmp_path, SAID)
    assert (answer.verdict, outlets(answer)) == (Verdict.EXACT, ["Harbour Post"])
    assert "Harbour Post · 15 Mar 2025 · also in 1, first in Wire on 14 Mar 2025 · " in shown


def test_altered_words_are_compared_with_one_of_the_copies(tmp_path: Path) -> None:
    for day, outlet in enumerate(("Wire", "Harbour Post"), 14):
        story(tmp_path, outlet, day)
    answer, shown = checked(tmp_path, "We will not sail before the slipway is free of snow")
    assert (answer.verdict, len(answer.matches)) == (Verdict.ALTERED, 1)
    assert "also in 1" in shown


def test_own_words_of_the_copies_are_one_passage(tmp_path: Path) -> None:
    for day, outlet in enumerate(("Wire", "Harbour Post", "Coast Herald"), 14):
        story(tmp_path, outlet, day)
    answer, shown = checked(tmp_path, "a crane stood across the slipway")
    assert (answer.verdict, outlets(answer)) == (Verdict.PARAPHRASE_ONLY, ["Wire"])
    assert "also in 2" in shown


def test_nearest_quotations_are_three_different_ones(tmp_path: Path) -> None:
    for day, outlet in enumerate(("Wire", "Harbour Post", "Coast Herald"), 14):
        story(tmp_path, outlet, day)
    answer, _ = checked(tmp_path, "The slipway and the crane will vanish in the blue ice tomorrow at noon")
    assert answer.verdict is Verdict.NOT_FOUND
    words = [" … ".join(span.of(match.article.text) for span in match.used) for match in answer.nearest]
    assert words
    assert len(words) == len(set(words))


def test_same_words_of_another_story_are_another_holder(tmp_path: Path) -> None:
    story(tmp_path, "Wire", 14)
    (tmp_path / "other.txt").write_text(
        "INVERBRAE — The mountain rescue spent the night in its hut, for the road was under water and nobody could "
        f"reach the valley. “{SAID},” said Bo Lind, a fisherman who had come up for the funeral of his aunt."
    )
    assert len(outlets(checked(tmp_path, SAID)[0])) == 2


def test_other_speaker_in_a_copy_is_another_holder(tmp_path: Path) -> None:
    story(tmp_path, "Wire", 14)
    text = STORY.format(said=SAID, other="Nobody knows").replace("said Ana Ruiz, the harbour master", "said Bo Lind")
    (tmp_path / "Harbour Post.md").write_text(f"---\ntitle: Post\ndate: 2025-03-15\nsource: Post\n---\n{text}")
    assert len(outlets(checked(tmp_path, SAID)[0])) == 2
