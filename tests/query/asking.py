"""Sets of questions with what must be shown, and the replies that they get. Used by the tests of `/ask`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.commands import request
from bot.errors import RequestNotUnderstood
from bot.query.view import View
from bot.reply.answering import answer_question
from bot.reply.model import Reply
from bot.reply.plain import plain

REFUSED, WHICH = "-", "?"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a set with the reply that it got; None where the question itself was not understood."""

    question: str
    wanted: str
    reply: Reply | None

    @property
    def answerable(self) -> bool:
        return self.wanted != REFUSED

    @property
    def refused(self) -> bool:
        return self.reply is None or not self.reply.answered

    @property
    def right(self) -> bool:
        """Is a wanted piece shown first or second, or the right thing refused or asked back?"""
        pieces = self.wanted.split(" / ")
        if self.reply is None or self.refused:
            asks_back = self.reply is not None and bool(self.reply.choices)
            return REFUSED in pieces or (self.wanted == WHICH and asks_back)
        shown = " ".join(f"{i.article.title} {i.text} {i.context.of(i.article.text)}" for i in self.reply.items[:2])
        said = plain(self.reply)
        return any(piece[2:] in said if piece.startswith("= ") else piece in shown for piece in pieces)

    @property
    def falsely_refused(self) -> bool:
        return REFUSED not in self.wanted.split(" / ") and self.wanted != WHICH and self.refused


def replied(question: str, view: View, before: str | None = None) -> Reply:
    return answer_question(request("ask", question=question), view, before)[0]


def ask_all(questions: Path, view: View) -> tuple[Asked, ...]:
    """The set of the file, every question asked once."""
    lines = [line.strip() for line in questions.read_text(encoding="utf-8").splitlines()]
    return tuple(_asked(line, view) for line in lines if line and not line.startswith("#"))


def _asked(line: str, view: View) -> Asked:
    question, _, wanted = line.rpartition(" | ")
    try:
        return Asked(question, wanted, replied(question, view))
    except RequestNotUnderstood:
        return Asked(question, wanted, None)


def wrong(asked: Sequence[Asked]) -> list[str]:
    """The answerable questions without the right answer."""
    return [one.question for one in asked if one.answerable and not one.right]
