"""/ask and /check: question or words to check → Reply."""

from __future__ import annotations

import re

from bot.commands import Request, request
from bot.query import engine
from bot.query.answers import NoActor, QuotesAnswer, WhichActor
from bot.query.check import check
from bot.query.view import View
from bot.reply.checked import compose_check
from bot.reply.compose import compose
from bot.reply.model import Line, Refusal, Reply
from bot.reply.pieces import footer, heading, scope_of

_WHAT_DID = re.compile(r"what (?:did|does|has|have) (.+?) (?:say|said)(?: about (.+))?", re.IGNORECASE)


def answer_question(asked: Request, view: View) -> Reply:
    """The reply to a question of the form "what did X say (about Y)?"; any other is refused in plain words."""
    question = (asked.get("question") or "").strip().rstrip("?!. ")
    match = _WHAT_DID.fullmatch(question)
    if not match:
        return _refused(asked, view, "I understand “what did … say about …?” so far, not this question.")
    look_up = request("quote", speaker=match[1], about=match[2], page=asked.get("page"), show=asked.get("show"))
    answer = engine.answer(look_up, view)
    reply = compose(answer, look_up, view.state)
    if isinstance(answer, QuotesAnswer | WhichActor | NoActor):
        return reply
    raise AssertionError(f"/quote answered with {type(answer).__name__}")


def answer_check(asked: Request, view: View) -> Reply:
    """The verdict on words that somebody is supposed to have said."""
    return compose_check(check(asked, view), asked, view.state)


def _refused(asked: Request, view: View, reason: str) -> Reply:
    return Reply(
        intent=asked.command,
        request=asked,
        blocks=(heading(reason), Line(parts=("Try /quote with a name, or /find with words.",)), footer(view.state)),
        answered=False,
        refusal=Refusal(reason=reason),
        scope=scope_of(view.state),
    )
