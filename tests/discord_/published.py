"""Discord's published limits, written down once more: what the fake refuses, independent of the adapter's own list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

ROW, BUTTON, SELECT, INPUT, SECTION, TEXT, SEPARATOR, CONTAINER, LABEL = 1, 2, 3, 4, 9, 10, 14, 17, 18
CARDS, EPHEMERAL, NO_EMBEDS = 1 << 15, 1 << 6, 1 << 2

LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja "
    "zh-TW ko".split()
)
_NAME = re.compile(r"^[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}$")


def message_faults(body: Json, *, edit: bool = False, cards: bool = False) -> list[str]:
    """What Discord would refuse in a message body. `cards`: the message that is edited has Components V2."""
    flags = body.get("flags") or 0
    v2 = bool(flags & CARDS) or cards
    content, components = body.get("content"), body.get("components") or []
    faults = list(_mention_faults(body))
    if flags & ~(CARDS | EPHEMERAL | NO_EMBEDS):
        faults.append(f"flags {flags}: cannot be set here")
    if v2 and (content or body.get("embeds") or body.get("poll") or body.get("sticker_ids")):
        faults.append("content: not with components V2")
    if content is not None and not (0 < _length(content) <= 2000) and not (edit and content == ""):
        faults.append(f"content: {_length(content)} characters")
    if not v2 and not content and not edit:
        faults.append("content: empty message")
    if len(body.get("embeds") or []) > 10:
        faults.append("embeds: more than 10")
    flat = list(_flat(components))
    if v2:
        if len(flat) > 40:
            faults.append(f"components: {len(flat)} of 40")
        shown = sum(_length(part["content"]) for part in flat if part["type"] == TEXT)
        if shown > 4000:
            faults.append(f"text displays: {shown} characters of 4000")
        if not components:
            faults.append("components: empty")
    elif len(components) > 5 or any(part["type"] != ROW for part in components):
        faults.append("components: at most 5 action rows without components V2")
    for part in components:
        faults += _component_faults(part, top=True)
    ids = [part["custom_id"] for part in flat if "custom_id" in part]
    faults += [f"custom_id {i!r}: twice" for i in set(ids) if ids.count(i) > 1]
    return faults


def modal_faults(body: Json) -> list[str]:
    """What Discord would refuse in a form."""
    faults = []
    if not 1 <= len(body.get("title", "")) <= 45:
        faults.append("title: 1 to 45 characters")
    if not 1 <= len(body.get("custom_id", "")) <= 100:
        faults.append("custom_id: 1 to 100 characters")
    rows = body.get("components", [])
    if not 1 <= len(rows) <= 5:
        faults.append(f"components: {len(rows)} of 1 to 5")
    for row in rows:
        if row["type"] != LABEL or not 1 <= len(row["label"]) <= 45 or len(row.get("description") or "") > 100:
            faults.append("label: 1 to 45 characters, description up to 100")
        field = row.get("component", {})
        if field.get("type") != INPUT or not 1 <= len(field.get("custom_id", "")) <= 100:
            faults.append("component: a text input with a custom id")
        if len(field.get("value") or "") > 4000 or not 1 <= field.get("max_length", 4000) <= 4000:
            faults.append("text input: up to 4000 characters")
        if field.get("style") not in (1, 2):
            faults.append("text input: style 1 or 2")
    return faults


def choice_faults(choices: list[Json]) -> list[str]:
    """What Discord would refuse in an answer to autocomplete."""
    faults = [] if len(choices) <= 25 else [f"choices: {len(choices)} of 25"]
    return faults + [
        f"choice {choice['name'][:20]!r}: 1 to 100 characters"
        for choice in choices
        if not 1 <= _length(choice["name"]) <= 100 or not 1 <= _length(str(choice["value"])) <= 100
    ]


def command_faults(commands: list[Json]) -> list[str]:
    """What Discord would refuse in the list of an application's global commands."""
    faults = []
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        if sum(command.get("type", 1) == kind for command in commands) > most:
            faults.append(f"commands of type {kind}: more than {most}")
    faults += _same_names("commands", commands)
    for command in commands:
        faults += _command_faults(command)
        if _text_of(command) > 8000:
            faults.append(f"{command['name']}: {_text_of(command)} characters of 8000")
        if not set(command.get("contexts") or []) <= {0, 1, 2}:
            faults.append(f"{command['name']}: contexts")
        if not set(command.get("integration_types") or []) <= {0, 1}:
            faults.append(f"{command['name']}: integration types")
    return faults


def _mention_faults(body: Json) -> Iterator[str]:
    """Not a limit but a promise: nothing that is posted can ping anybody."""
    allowed = body.get("allowed_mentions")
    if allowed is None or allowed.get("parse") != [] or allowed.get("users") or allowed.get("roles"):
        yield f"allowed_mentions: {allowed} can ping"
    elif allowed.get("replied_user"):
        yield "allowed_mentions: the asker would be pinged"


def _flat(components: list[Json]) -> Iterator[Json]:
    for part in components:
        yield part
        yield from _flat(part.get("components", []))
        if "accessory" in part:
            yield part["accessory"]


def _component_faults(part: Json, *, top: bool = False) -> list[str]:
    kind, faults = part["type"], []
    children = part.get("components", [])
    if kind == ROW:
        buttons = [child for child in children if child["type"] == BUTTON]
        menus = [child for child in children if child["type"] == SELECT]
        if not (1 <= len(buttons) <= 5 and not menus) and not (len(menus) == 1 and not buttons):
            faults.append("action row: 1 to 5 buttons or one menu")
    elif kind == SECTION:
        if not 1 <= len(children) <= 3 or any(child["type"] != TEXT for child in children):
            faults.append("section: 1 to 3 text displays")
        if part.get("accessory", {}).get("type") not in (BUTTON, 11):
            faults.append("section: needs an accessory")
        else:
            faults += _component_faults(part["accessory"])
    elif kind == CONTAINER:
        if not top or not children or any(child["type"] not in (ROW, SECTION, TEXT, SEPARATOR) for child in children):
            faults.append("container: top level, with rows, sections, texts, separators")
        if not 0 <= part.get("accent_color", 0) <= 0xFFFFFF:
            faults.append("container: accent colour")
    elif kind == TEXT:
        if not part["content"].strip():
            faults.append("text display: empty")
    elif kind == BUTTON:
        faults += _button_faults(part)
    elif kind == SELECT:
        faults += _select_faults(part)
    elif kind != SEPARATOR:
        faults.append(f"component of type {kind}")
    for child in children:
        faults += _component_faults(child)
    return faults


def _button_faults(part: Json) -> list[str]:
    faults = []
    if not 1 <= _length(part.get("label", "")) <= 80:
        faults.append(f"button label: {part.get('label')!r}")
    if part["style"] not in (1, 2, 3, 4) or not 1 <= _length(part.get("custom_id", "")) <= 100:
        faults.append(f"button: style {part['style']}, custom id of {_length(part.get('custom_id', ''))}")
    return faults


def _select_faults(part: Json) -> list[str]:
    faults = []
    options = part.get("options", [])
    if not 1 <= len(options) <= 25 or not 1 <= _length(part.get("custom_id", "")) <= 100:
        faults.append(f"menu: {len(options)} options")
    if _length(part.get("placeholder", "")) > 150:
        faults.append("menu: placeholder")
    values = [option["value"] for option in options]
    if len(set(values)) != len(values):
        faults.append("menu: a value twice")
    for option in options:
        sizes = (option["label"], option["value"], option.get("description", "-"))
        if any(not 1 <= _length(words) <= 100 for words in sizes):
            faults.append(f"option {option['label'][:20]!r}: 1 to 100 characters")
    return faults


def _command_faults(command: Json, *, depth: int = 0) -> list[str]:
    name = command["name"]
    faults: list[str] = []
    names = [name, *(command.get("name_localizations") or {}).values()]
    menu = depth == 0 and command.get("type", 1) in (2, 3)
    faults += [
        f"{word!r}: 1 to 32 lower-case letters, digits, - and _"
        for word in names
        if not 1 <= len(word) <= 32 or (not menu and (not _NAME.match(word) or word != word.lower()))
    ]
    descriptions = [command.get("description", ""), *(command.get("description_localizations") or {}).values()]
    faults += [f"{name}: description of {len(d)}" for d in descriptions if not menu and not 1 <= len(d) <= 100]
    options = command.get("options", [])
    if len(options) > 25:
        faults.append(f"{name}: {len(options)} options")
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        faults.append(f"{name}: required options come first")
    choices = command.get("choices", [])
    faults += choice_faults(choices)
    faults += [
        f"choice {choice['name']!r}: {words!r} has not 1 to 100 characters"
        for choice in choices
        for words in (choice.get("name_localizations") or {}).values()
        if not 1 <= _length(words) <= 100
    ]
    faults += _same_names(name, options)
    if choices and command.get("autocomplete"):
        faults.append(f"{name}: choices and autocomplete")
    for key in ("min_length", "max_length"):
        if not 0 <= command.get(key, 1) <= 6000:
            faults.append(f"{name}: {key}")
    for option in options:
        faults += _command_faults(option, depth=depth + 1)
    return faults


def _same_names(where: str, commands: list[Json]) -> list[str]:
    """Commands, subcommands or options of one name, in English or in any language that some of them are named in."""
    locales = {locale for command in commands for locale in command.get("name_localizations") or {}}
    faults = [f"{where}: {locale} is no locale" for locale in locales - LOCALES]
    for locale in ("", *locales):
        names = [(c.get("type", 1), (c.get("name_localizations") or {}).get(locale, c["name"])) for c in commands]
        if where != "commands":
            names = [(0, name) for _, name in names]
        faults += [f"{where}: {name} twice in {locale or 'English'}" for name in set(names) if names.count(name) > 1]
    return faults


def _text_of(command: Json) -> int:
    """Characters that count towards a command's 8,000; of localised words the longest."""
    total = max(map(len, [command["name"], *(command.get("name_localizations") or {}).values()]))
    total += max(map(len, [command.get("description", ""), *(command.get("description_localizations") or {}).values()]))
    total += sum(len(choice["name"]) + len(str(choice["value"])) for choice in command.get("choices", []))
    return total + sum(_text_of(option) for option in command.get("options", []))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
