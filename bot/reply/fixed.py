"""Replies that no search stands behind: help, status, errors, and the report of a reload."""

from __future__ import annotations

from bot.archive.port import State
from bot.commands import BY_NAME, COMMANDS, UMBRELLA, Command, Request, Takes
from bot.errors import QuotedeskError
from bot.ingest.progress import Progress, Step
from bot.ingest.report import ReloadReport
from bot.reply.catalogue import say, told, written
from bot.reply.model import Block, Line, Refusal, Reply, Strong, Style
from bot.reply.pieces import failure_blocks, footer, heading, scope_of, small
from bot.reply.plain import day
from bot.reply.wording import begun, count, days_between, listed, plain_words


def help_reply(asked: Request, state: State) -> Reply:
    """Every command with an example, or one command with all its arguments."""
    name = (asked.get("command") or "").lower().lstrip("/").removeprefix(UMBRELLA).strip()
    command = BY_NAME.get(name)
    blocks = list(_one_command(command)) if command else list(_all_commands())
    if name and not command:
        blocks.insert(
            0, Line(parts=(say("I do not know the command “{name}”. These I know:", name=plain_words(name)),))
        )
    return Reply(
        intent="help",
        request=asked,
        blocks=(*blocks, footer(state)),
        answered=True,
        scope=scope_of(state),
    )


def _all_commands() -> list[Block]:
    blocks: list[Block] = [heading(say("What you can ask"))]
    blocks += [Line(parts=(Strong(_typed(c)), f" · {say(c.help)}")) for c in COMMANDS if not c.hidden]
    examples = [example for command in COMMANDS for example in command.examples[:1]]
    blocks.append(Line(parts=(say("For example: ") + " · ".join(examples[:5]),)))
    blocks.append(
        small(
            say(
                "Every command also works as /quotedesk <command>, after a mention of the bot and in a direct "
                "message; plain text there is a question. Answers are for your eyes until you share them."
            )
        )
    )
    return blocks


def _one_command(command: Command) -> list[Block]:
    blocks: list[Block] = [heading(Strong(_typed(command)), f" · {say(command.help)}")]
    for parameter in command.parameters:
        key = parameter.name if parameter.main else f"{parameter.name}:"
        values = {Takes.SWITCH: say(" (yes or no)")}.get(parameter.takes, "")
        if parameter.choices:
            values = f" ({listed(parameter.choices, 'or')})"
        blocks.append(Line(parts=(Strong(key), f" {say(parameter.help)}{values}")))
    if command.examples:
        blocks.append(Line(parts=(say("For example: ") + " · ".join(command.examples),)))
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
                say(
                    "{articles} with {quotations}",
                    articles=begun(count(state.articles, "article")),
                    quotations=count(state.quotes, "quotation"),
                )
                + (f", {stretch}" if stretch else "")
                + ".",
            )
        ),
    ]
    if state.sources:
        names = [f"{name} ({number})" for name, number in state.sources[:10]]
        blocks.append(Line(parts=(say("Outlets: ") + ", ".join(names),)))
    if state.loaded:
        blocks.append(
            small(
                say("Articles last read on {day} at {time} UTC.", day=day(state.loaded), time=f"{state.loaded:%H:%M}")
            )
        )
    else:
        blocks.append(small(say("The articles have not been read yet.")))
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
    words = told(error.user_message)
    blocks: list[Block] = [Line(parts=(words,), style=Style.BODY)]
    if incident:
        blocks.append(
            small(say("If it happens again, tell whoever runs this bot the number {incident}.", incident=incident))
        )
    return Reply(
        intent=asked.command,
        request=asked,
        blocks=tuple(blocks),
        answered=False,
        refusal=Refusal(reason=words),
        scope=scope_of(state),
        failed=True,
    )


def progress_reply(progress: Progress | None, asked: Request, state: State) -> Reply:
    """What stands in the chat while a reload runs, in the place of its report."""
    words = progress_words(progress) if progress else say("The articles are being read again …")
    return Reply(intent="reload", request=asked, blocks=(heading(words),), answered=True, scope=scope_of(state))


def progress_words(progress: Progress) -> str:
    """How far a reload is, in one line."""
    if progress.step is Step.READING:
        return say("Reading articles: {done} of {of}", done=written(progress.done), of=written(progress.of))
    return say(_STEPS[progress.step])


_STEPS = {
    Step.WAITING: "A reload is under way in another process; waiting for it to end …",
    Step.FETCHING: "Fetching the feeds …",
    Step.STORING: "Putting everything in place …",
}

SHOWN_PATHS = 8
"""Paths of each sort that a reload report names; `reload --json` has them all."""
SHOWN_SPEAKERS = 10
_MORE = "… and {number} more; /articles lists them."


def reload_reply(report: ReloadReport, asked: Request, state: State) -> Reply:
    """What a reload did, or would do."""
    told_apart = report.quotes_added or report.quotes_removed  # with better rules, also in articles that stayed
    changed = bool(report.added or report.changed or report.removed or told_apart)
    if report.dry_run:
        head = say("Dry run: nothing was changed.") if changed else say("Dry run: nothing would change.")
    else:
        unchanged = say("Nothing has changed since the articles were last read.")
        head = say("The articles were read again.") if changed else unchanged
    blocks: list[Block] = [heading(head)]
    for name, paths in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        if paths:
            left = len(paths) - SHOWN_PATHS
            more = say(" and {number} more", number=left) if left > 0 else ""
            head = f"{written(len(paths))} {say(name)}"
            blocks.append(Line(parts=(Strong(head), ": " + ", ".join(paths[:SHOWN_PATHS]) + more + ".")))
    if report.by_speaker:
        blocks.append(Line(parts=(Strong(say("By speaker")), f": {_by_speaker(report)}.")))
    blocks += failure_blocks(report.failed, SHOWN_PATHS, _MORE)
    gained = say(
        "{gained} gained, {lost} lost, ", gained=written(report.quotes_added), lost=written(report.quotes_removed)
    )
    articles = say(
        "{articles} ({unchanged} unchanged)",
        articles=begun(count(report.articles, "article")),
        unchanged=written(report.unchanged),
    )
    time = say("in {seconds} s.", seconds=f"{report.seconds:.1f}")
    quotations = count(report.quotes, "quotation")
    blocks.append(Line(parts=(f"{articles}, {quotations}{f': {gained}' if changed else ', '}{time}",)))
    return Reply(
        intent="reload",
        request=asked,
        blocks=tuple(blocks),
        answered=True,
        count=report.articles,
        scope=scope_of(state),
    )


def _by_speaker(report: ReloadReport) -> str:
    """Who gained or lost quotations, most first: "Ana Ruiz +3, Bo Lind −1 and 2 more"."""
    most = sorted(report.by_speaker, key=lambda pair: (-abs(pair[1]), pair[0]))
    shown = ", ".join(f"{name} {'+' if by > 0 else '−'}{written(abs(by))}" for name, by in most[:SHOWN_SPEAKERS])
    left = len(most) - SHOWN_SPEAKERS
    return shown + (say(" and {number} more", number=left) if left > 0 else "")
