"""The registry of commands → Discord's command tree: typed options, choices, autocomplete, menus."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str

from adapters.discord import limits
from adapters.discord.escape import one_line
from adapters.discord.limits import shortened
from bot.commands import COMMANDS, UMBRELLA, Command, Parameter, Request, Takes

Interaction = discord.Interaction[discord.Client]
Answer = Callable[[Interaction, Request], Awaitable[None]]
Suggest = Callable[[Takes, str], Sequence[tuple[str, str]]]
"""(what is asked for, what was typed so far) → (label, value) pairs."""

SUGGESTED = (Takes.ACTOR, Takes.OUTLET, Takes.TOPIC)
MESSAGE_MENU = "Check this quote"
USER_MENU = "Quotations of this name"

Registered = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


def commands(answer: Answer, suggest: Suggest, *under: app_commands.Command[Any, ..., Any]) -> tuple[Registered, ...]:
    """Every command of the registry, the umbrella with all of them and those `under` it alone, and the two menus.

    Hidden commands are reached by buttons alone. `answer` is called with the request that the options make.
    """
    alone = [_command(c, answer, suggest) for c in COMMANDS if not c.umbrella]
    umbrella = _umbrella(answer, suggest)
    for command in under:
        umbrella.add_command(command)
    return (*alone, umbrella, _message_menu(answer), _user_menu(answer))


def place(tree: app_commands.CommandTree[Any], registered: Sequence[Registered]) -> None:
    """Put the commands into the tree, for servers and accounts, in servers, direct messages and private channels."""
    for command in registered:
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
        command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
        tree.add_command(command)


async def payload_of(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """What a sync would send."""
    translator = tree.translator
    if translator is None:
        return [command.to_dict(tree) for command in tree.get_commands()]
    return [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]


def hash_of(payload: Sequence[dict[str, Any]]) -> str:
    """The same for the same tree, in whatever order it was built."""
    ordered = sorted(payload, key=lambda command: (command.get("type", 1), command["name"]))
    return hashlib.sha256(json.dumps(ordered, sort_keys=True).encode()).hexdigest()


def _command(command: Command, answer: Answer, suggest: Suggest) -> app_commands.Command[Any, ..., Any]:
    """The application command; `from` and the like get a name that Python allows, and are renamed back."""
    names = {_identifier(p): p.name for p in command.parameters}

    async def callback(interaction: Interaction, **options: Any) -> None:
        given = ((names[key], _words(value)) for key, value in options.items() if value is not None)
        arguments = tuple(sorted((name, words) for name, words in given if words.strip()))
        await answer(interaction, Request(command=command.name, arguments=arguments))

    callback.__name__ = command.name
    vars(callback)["__signature__"] = inspect.Signature(
        [
            inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Interaction),
            *(_parameter(p) for p in sorted(command.parameters, key=lambda p: not p.required)),
        ]
    )
    decorated: Any = callback
    for decorate in (
        app_commands.describe(**{_identifier(p): locale_str(p.help) for p in command.parameters}),
        app_commands.rename(**{_identifier(p): locale_str(p.name, parameter=p.name) for p in command.parameters}),
        app_commands.choices(**{_identifier(p): _choices(p) for p in command.parameters if p.choices}),
    ):
        decorated = decorate(decorated)
    made: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=locale_str(command.name, command=command.name),
        description=locale_str(command.help),
        callback=decorated,
    )
    for parameter in command.parameters:
        if parameter.takes in SUGGESTED:
            made.autocomplete(_identifier(parameter))(_suggester(parameter.takes, suggest))
    if command.operators:
        made.default_permissions = discord.Permissions(manage_guild=True)
    return made


def _umbrella(answer: Answer, suggest: Suggest) -> app_commands.Group:
    group = app_commands.Group(name=UMBRELLA, description=locale_str("All that Quotedesk can do"))
    for command in COMMANDS:
        if not command.hidden:
            made = _command(command, answer, suggest)
            made.default_permissions = None
            group.add_command(made)
    return group


def _message_menu(answer: Answer) -> app_commands.ContextMenu:
    async def check(interaction: Interaction, message: discord.Message) -> None:
        words = message.content.strip()
        await answer(interaction, Request(command="check").but(words=words or None))

    return app_commands.ContextMenu(name=locale_str(MESSAGE_MENU), callback=check)


def _user_menu(answer: Answer) -> app_commands.ContextMenu:
    async def quotations(interaction: Interaction, user: discord.User) -> None:
        await answer(interaction, Request(command="quote").but(speaker=user.display_name))

    return app_commands.ContextMenu(name=locale_str(USER_MENU), callback=quotations)


def _identifier(parameter: Parameter) -> str:
    return f"{parameter.name}_"


def _parameter(parameter: Parameter) -> inspect.Parameter:
    kind = _annotation(parameter)
    return inspect.Parameter(
        _identifier(parameter),
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        default=inspect.Parameter.empty if parameter.required else None,
        annotation=kind if parameter.required else kind | None,
    )


def _annotation(parameter: Parameter) -> Any:
    if parameter.takes is Takes.NUMBER:
        return app_commands.Range[int, 1, 10_000]
    if parameter.takes is Takes.SWITCH:
        return bool
    if parameter.choices or parameter.takes in SUGGESTED:
        return str
    return app_commands.Range[str, 1, limits.OPTION_INPUT]


def _choices(parameter: Parameter) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=locale_str(word), value=word) for word in parameter.choices]


def _suggester(takes: Takes, suggest: Suggest) -> Callable[..., Any]:
    async def suggested(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:  # noqa: ARG001 # discord.py gives both
        return choices_of(suggest(takes, typed), typed)

    return suggested


def choices_of(offered: Sequence[tuple[str, str]], typed: str) -> list[app_commands.Choice[str]]:
    """At most 25 choices, none twice; the words typed themselves when nothing else fits, for an empty list is kept
    by the app and shown again."""
    choices: dict[str, app_commands.Choice[str]] = {}
    for label, value in offered:
        name = shortened(one_line(label), limits.CHOICE_TEXT)
        if name in choices:  # two actors of one name and role: their ids tell them apart
            name = shortened(one_line(f"{value} · {label}"), limits.CHOICE_TEXT)
        if name and value and limits.length(value) <= limits.CHOICE_TEXT and name not in choices:
            choices[name] = app_commands.Choice(name=name, value=value)
        if len(choices) == limits.CHOICES:
            break
    words = " ".join(typed.split())
    if not choices and words and limits.length(words) <= limits.CHOICE_TEXT:
        return [app_commands.Choice(name=one_line(words)[: limits.CHOICE_TEXT], value=words)]
    return list(choices.values())


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
