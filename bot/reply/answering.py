"""/ask and /check: question or words to check → Reply."""

from __future__ import annotations

from dataclasses import replace

from bot.commands import Request
from bot.query.ask.engine import ask
from bot.query.check import check
from bot.query.view import View
from bot.reply.asked import compose_ask
from bot.reply.checked import compose_check
from bot.reply.model import Reply


def answer_question(asked: Request, view: View, before: str | None = None) -> tuple[Reply, str]:
    """The reply to a question, and the question as it was completed: what the next one in this place may lean on.

    `before` is that of the last question, if it was asked less than 15 minutes ago.
    """
    answer = ask(asked, view, before)
    last = answer.parts[-1] if answer.parts else answer
    if not answer.parts:  # a button must carry the whole question, not "and Putin?"
        whole = asked.but(part=asked.part, question=answer.question)
        asked = replace(whole, notes=asked.notes, raw=asked.raw)
    return compose_ask(answer, asked, view.state), last.question


def answer_check(asked: Request, view: View) -> Reply:
    """The verdict on words that somebody is supposed to have said."""
    return compose_check(check(asked, view), asked, view.state)
