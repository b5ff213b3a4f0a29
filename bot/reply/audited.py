"""The audit log as a reply: who did what operators do, when, where, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.archive.port import Entry, State
from bot.commands import Request
from bot.query.answers import Paging
from bot.reply.catalogue import say, told
from bot.reply.model import Block, Inline, Line, Moment, Reply, Strong
from bot.reply.pieces import heading, page_buttons, page_words, scope_of
from bot.reply.wording import count

_OUTCOMES = {"allowed": "begun", "denied": "refused: not an operator"}


def audit_reply(entries: Sequence[Entry], paging: Paging, asked: Request, state: State) -> Reply:
    """One page of the log, newest first; always for the asker alone."""
    head = f"{say('Audit log')}: {count(paging.total, 'entry')}{page_words(paging)}"
    blocks: list[Block] = [heading(head)]
    blocks += [Line(parts=_line(entry)) for entry in entries]
    if not entries:
        blocks.append(Line(parts=(say("Nobody has read the articles again or changed a setting yet."),)))
    return Reply(
        intent="audit",
        request=asked,
        blocks=tuple(blocks),
        answered=True,
        count=paging.total,
        buttons=tuple(page_buttons(asked, paging)),
        scope=scope_of(state),
        private=True,
    )


def _line(entry: Entry) -> tuple[Inline, ...]:
    outcome = say(_OUTCOMES[entry.outcome]) if entry.outcome in _OUTCOMES else told(entry.outcome)
    where = f" · {entry.place}" if entry.place and entry.place != entry.who else ""
    return (Moment(entry.at), f" · {entry.who}{where} · ", Strong(entry.action), f": {outcome}")
