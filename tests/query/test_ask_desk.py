"""Questions through the desk: a conversation leans on its last question for a quarter of an hour, in its own place."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.commands import Asker
from bot.reply.plain import plain
from tests.desks import NOW, a_desk

HERE = Asker(platform="console", user="u", place="thread-1")
ELSEWHERE = Asker(platform="console", user="u", place="thread-2")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


async def test_follow_up_leans_on_the_last_question_of_the_same_place(tmp_path: Path) -> None:
    clock = Clock()
    desk = await a_desk(tmp_path / "articles", clock=clock)
    try:
        first = await desk.ask_line("what did Ana Ruiz say?", HERE)
        assert first.answered
        clock.now += timedelta(minutes=14)
        other = await desk.ask_line("and Clara Bell?", HERE)
        assert other.understood.actors == ("Clara Bell",)
        assert "less than a sandwich" in plain(other)
        assert (await desk.ask_line("when?", ELSEWHERE)).failed
        clock.now += timedelta(minutes=16)
        assert (await desk.ask_line("when?", HERE)).failed
    finally:
        await desk.close()


async def test_check_of_a_whole_message_finds_the_quotation_in_it(tmp_path: Path) -> None:
    desk = await a_desk(tmp_path / "articles")
    try:
        reply = await desk.ask_line(
            "/check Did you see that Ana Ruiz said “We will rebuild it plank by plank”?? https://x.example/1", HERE
        )
        assert reply.verdict == "exact"
        assert reply.items[0].speaker is not None
        assert reply.items[0].speaker.name == "Ana Ruiz"
    finally:
        await desk.close()
