"""Replies that no search stands behind: help, status, errors, and the report of a reload."""

from __future__ import annotations

from bot.archive.port import State
from bot.commands import BY_NAME, COMMANDS, UMBRELLA, Command, Request, Takes
from bot.errors import QuotedeskError
from bot.ingest.report import ReloadReport
from bot.reply.model import Block, Line, Refusal, Reply, Strong, Style
from bot.reply.pieces import footer, heading, scope_of, small
from bot.reply.plain import day
from bot.reply.wording import count, days_between, plain_words


def help_reply(asked: Request, state: State) -> Reply:
    """Every command with an example, or one command with all its arguments."""
    name = (asked.get("command") or "").lower().lstrip("/").removeprefix(UMBRELLA).strip()
    command = BY_NAME.get(name)
    blocks = list(_one_command(command)) if command else list(_all_commands())
    if name and not command:
        blocks.insert(0, Line(parts=(f"I do not know the command “{plain_words(name)}”. These I know:",)))
    return Reply(
        intent="help",
        request=asked,
        blocks=(*blocks, footer(state)),
        answered=True,
        scope=scope_of(state),
    )


def _all_commands() -> list[Block]:
    blocks: list[Block] = [heading("What you can ask")]
    blocks += [Line(parts=(Strong(_typed(c)), f" · {c.help}")) for c in COMMANDS if not c.hidden]
    examples = [example for command in COMMANDS for example in command.examples[:1]]
    blocks.append(Line(parts=("For example: " + " · ".join(examples[:5]),)))
    blocks.append(
        small(
            f"Every command also works as /{UMBRELLA} <command>, after a mention of the bot and in a direct message; "
            "plain text there is a question. Answers are for your eyes until you share them."
        )
    )
    return blocks


def _one_command(command: Command) -> list[Block]:
    blocks: list[Block] = [heading(Strong(_typed(command)), f" · {command.help}")]
    for parameter in command.parameters:
        key = parameter.name if parameter.main else f"{parameter.name}:"
        values = {Takes.SWITCH: " (yes or no)"}.get(parameter.takes, "")
        if parameter.choices:
            values = f" ({' or '.join(parameter.choices)})"
        blocks.append(Line(parts=(Strong(key), f" {parameter.help}{values}")))
    if command.examples:
        blocks.append(Line(parts=("For example: " + " · ".join(command.examples),)))
    return blocks


def _typed(command: Command) -> str:
    words = f"/{UMBRELLA} {command.name}" if command.umbrella else f"/{command.name}"
    main = command.main
    if main is None:
        return words
    return f"{words} {main.name}" if main.required else f"{words} [{main.name}]"


def status_reply(asked: Request, state: State, version: str) -> Reply:
    """What is indexed, how old it is, which version runs."""
    stretch = days_between(state.since, state.until)
    blocks: list[Block] = [
        heading(f"Quotedesk {version}"),
        Line(
            parts=(
                f"{count(state.articles, 'article').capitalize()} with {count(state.quotes, 'quotation')}"
                + (f", {stretch}" if stretch else "")
                + ".",
            )
        ),
    ]
    if state.sources:
        names = [f"{name} ({number})" for name, number in state.sources[:10]]
        blocks.append(Line(parts=("Outlets: " + ", ".join(names),)))
    if state.loaded:
        blocks.append(small(f"Articles last read on {day(state.loaded)} at {state.loaded:%H:%M} UTC."))
    else:
        blocks.append(small("The articles have not been read yet."))
    return Reply(
        intent="status",
        request=asked,
        blocks=tuple(blocks),
        answered=True,
        count=state.articles,
        scope=scope_of(state),
    )


def error_reply(error: QuotedeskError, asked: Request, state: State, *, incident: str | None = None) -> Reply:
    """What went wrong, in the error's own words for users; `incident` finds it in the log."""
    words = error.user_message
    blocks: list[Block] = [Line(parts=(words,), style=Style.BODY)]
    if incident:
        blocks.append(small(f"If it happens again, tell whoever runs this bot the number {incident}."))
    return Reply(
        intent=asked.command,
        request=asked,
        blocks=tuple(blocks),
        answered=False,
        refusal=Refusal(reason=words),
        scope=scope_of(state),
        failed=True,
    )


SHOWN_PATHS = 8
"""Paths of each sort that a reload report names; `reload --json` has them all."""


def reload_reply(report: ReloadReport, asked: Request, state: State) -> Reply:
    """What a reload did, or would do."""
    changed = bool(report.added or report.changed or report.removed)
    if report.dry_run:
        head = "Dry run: nothing was changed." if changed else "Dry run: nothing would change."
    else:
        head = "The articles were read again." if changed else "Nothing has changed since the articles were last read."
    blocks: list[Block] = [heading(head)]
    for name, paths in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        if paths:
            more = f" and {len(paths) - SHOWN_PATHS} more" if len(paths) > SHOWN_PATHS else ""
            blocks.append(
                Line(parts=(Strong(f"{len(paths):,} {name}"), ": " + ", ".join(paths[:SHOWN_PATHS]) + more + "."))
            )
    if report.failed:
        blocks.append(Line(parts=(Strong(f"{count(len(report.failed), 'file').capitalize()} could not be read"),)))
        blocks += [small(f"• {failure.path}: {failure.reason}") for failure in report.failed[:SHOWN_PATHS]]
        if len(report.failed) > SHOWN_PATHS:
            blocks.append(small(f"… and {len(report.failed) - SHOWN_PATHS} more; /articles lists them."))
    gained = f"{report.quotes_added:,} gained, {report.quotes_removed:,} lost, " if changed else ""
    articles = f"{count(report.articles, 'article').capitalize()} ({report.unchanged:,} unchanged)"
    blocks.append(Line(parts=(f"{articles}, {count(report.quotes, 'quotation')}: {gained}in {report.seconds:.1f} s.",)))
    return Reply(
        intent="reload",
        request=asked,
        blocks=tuple(blocks),
        answered=True,
        count=report.articles,
        scope=scope_of(state),
    )
