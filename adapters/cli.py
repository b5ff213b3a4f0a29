"""The command line: `quotedesk run`, `chat`, `ask`, `reload`, `extract`, `manifest`, `invite`, `doctor`.

Exit status 0; 2 for unusable arguments or settings, with one line that names what and where; 1 for any other failure.
No traceback reaches a user. Platform libraries are imported only by the commands that need them.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot.errors import QuotedeskError, SettingsError, UsageError

app = typer.Typer(
    name="quotedesk",
    help="Answers questions about the news with exact quotations, in Slack, Discord and the console.",
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def run() -> None:
    """Start every platform whose token is set; with none, open the console chat."""
    from adapters.running import run_all

    raise typer.Exit(asyncio.run(run_all()))


@app.command()
def chat() -> None:
    """Chat in the console: reads requests line by line, also from a pipe."""
    from adapters.running import run_console

    asyncio.run(run_console())


@app.command()
def ask(
    request: Annotated[str, typer.Argument(help="A command (“/quote Waltz”) or a question.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the reply as one JSON object.")] = False,
    as_: Annotated[
        str, typer.Option("--as", help="Print the payload for “slack” or “discord”, or a check as “claimreview”.")
    ] = "",
) -> None:
    """Answer one request."""
    if as_ not in ("", "slack", "discord", "console", "claimreview"):
        raise UsageError(f"--as: “{as_}” is no form of a reply; write slack, discord, console or claimreview.")
    from adapters.running import ask_once

    print_out(asyncio.run(ask_once(request, as_json=as_json, platform=as_)))


@app.command()
def reload(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only report what would change.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Go on although most articles would be removed.")] = False,
) -> None:
    """Read the articles again."""
    from adapters.running import reload_once

    report, words = asyncio.run(reload_once(dry_run=dry_run, force=force))
    print_out(json.dumps(report.as_json(), ensure_ascii=False) if as_json else words)
    if report.nothing_read:
        raise typer.Exit(1)


@app.command()
def rollback(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only report what would change.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
) -> None:
    """Undo the last change of the articles; a second time undoes the first. Files stay as they are."""
    from adapters.running import roll_back_once

    report = roll_back_once(dry_run=dry_run)
    if as_json:
        print_out(json.dumps(report.as_json(), ensure_ascii=False))
        return
    from bot.reply.wording import count

    head = "Dry run: nothing was changed." if dry_run else "The last change of the articles was undone."
    print_out(
        f"{head} {len(report.added):,} back, {len(report.changed):,} as it was before, {len(report.removed):,} gone: "
        f"{count(report.articles, 'article')}, {count(report.quotes, 'quotation')}. The next reload, also at a start "
        "of the program, reads the files as they stand then."
    )


@app.command()
def audit(
    page: Annotated[
        int, typer.Option("--page", min=1, help="Page of a long log; the newest entries are on page 1.")
    ] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reply as one JSON object.")] = False,
) -> None:
    """Who read the articles again, rolled back or changed settings: when, where, and what came of it."""
    from adapters.running import audit_log

    print_out(asyncio.run(audit_log(page=page, as_json=as_json)))


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Plain-text files.")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON line a file (the default).")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show every sentence with its marks, cues and rules.")
    ] = False,
) -> None:
    """Quotes of plain-text files, with offsets in code points of the decoded file."""
    if jsonl and explain:
        raise UsageError("--jsonl and --explain exclude each other.")
    from bot.extract.explain import explain as explained
    from bot.extract.jsonl import extraction_line
    from bot.extract.pipeline import extract as extract_text

    failed = False
    for path in files:
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else f"not valid UTF-8 at byte {error.start}"
            print(f"{path}: {reason}", file=sys.stderr)  # noqa: T201 # the command's output
            failed = True
            continue
        if explain:
            print_out(explained(text))
        else:
            print_out(json.dumps(extraction_line(str(path), text, extract_text(text)), ensure_ascii=False))
    if failed:
        raise typer.Exit(1)


@app.command()
def manifest(
    prefix: Annotated[str, typer.Option("--prefix", help="Put before the command names, e.g. “news-”.")] = "",
    url: Annotated[str, typer.Option("--url", help="Public address, for HTTP mode; without it Socket Mode.")] = "",
    yaml: Annotated[bool, typer.Option("--yaml", help="As YAML, with the reason for each permission.")] = False,
) -> None:
    """Print the Slack app manifest."""
    from adapters.slack.manifest import as_yaml
    from adapters.slack.manifest import manifest as slack_manifest
    from bot.commands import COMMANDS
    from bot.settings import read_settings

    settings = read_settings()
    made = slack_manifest(
        COMMANDS,
        prefix=prefix or settings.slack_command_prefix,
        http_url=url or None,
        unfurl_domains=settings.slack_unfurl_domains,
        user_groups=any(name.startswith("slack:S") for name in settings.operators),
        several_workspaces=settings.slack_client_id is not None and bool(url),
    )
    print_out(as_yaml(made) if yaml else json.dumps(made, indent=2, ensure_ascii=False))


@app.command()
def invite() -> None:
    """Print the link that invites the Discord bot to a server."""
    from adapters.running import discord_invitation

    print_out(asyncio.run(discord_invitation()))


@app.command()
def doctor() -> None:
    """Check settings, tokens, archive, articles and command collisions."""
    from adapters.doctor import examine

    lines, healthy = asyncio.run(examine())
    print_out("\n".join(lines))
    if not healthy:
        raise typer.Exit(1)


def print_out(words: str) -> None:
    """Print to standard output; surrogates that no terminal can show are replaced."""
    sys.stdout.write(words.encode("utf-8", "replace").decode() + "\n")


def fail(message: str, status: int) -> NoReturn:
    """One line on standard error, then exit."""
    sys.stderr.write("quotedesk: " + " ".join(message.split()) + "\n")
    sys.exit(status)


def main(arguments: list[str] | None = None) -> None:
    """The entry point: runs the command and turns every error into one line and an exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        status: Any = app(args=given or ["--help"], standalone_mode=False)
    except (SettingsError, UsageError) as error:
        fail(error.user_message, 2)
    except QuotedeskError as error:
        fail(error.user_message, 1)
    except typer.TyperException as error:
        fail(f"{error} (quotedesk --help shows what is possible.)", 2)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # the last net: a user sees one line, the log has the rest
        import logging

        logging.getLogger(__name__).debug("command failed", exc_info=True)
        fail(f"unexpected {type(error).__name__}; QUOTEDESK_LOG_LEVEL=debug shows where.", 1)
    sys.exit(status if isinstance(status, int) else 0)
