"""Request → the line a person types for it: what to send again when a button cannot be used any more."""

from __future__ import annotations

from bot.commands import BY_NAME, UMBRELLA, Request


def line_of(request: Request, *, prefix: str = "") -> str:
    """ "/quote Waltz about:truce": the command as this workspace knows it. Part and notes are left out."""
    command = BY_NAME[request.command]
    name = f"/{UMBRELLA} {command.name}" if command.umbrella else f"/{prefix}{command.name}"
    main = command.main
    words = [name]
    if main is not None and (value := request.get(main.name)):
        words.append(value)
    for key, value in request.arguments:
        if main is None or key != main.name:
            words.append(f"{key}:“{value}”" if " " in value else f"{key}:{value}")
    return " ".join(words)
