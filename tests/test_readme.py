"""README shows what the program really prints."""

from __future__ import annotations

from tests.readme import README, made, written


async def test_readme_shows_what_the_program_prints() -> None:
    readme = README.read_text("utf-8")
    assert readme == written(readme, await made()), "run `python -m tests.readme`"
