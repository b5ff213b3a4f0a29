"""What Slack refuses in a payload, written down from its reference independently of the adapter's own numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_MESSAGE_BLOCKS = {"section", "context", "actions", "divider", "rich_text", "header", "image"}
_VIEW_BLOCKS = _MESSAGE_BLOCKS | {"input", "alert"}
_RICH = {"rich_text_section", "rich_text_quote", "rich_text_list", "rich_text_preformatted"}
_STYLES = {"bold", "italic", "strike", "code", "underline"}


def problems(blocks: list[Json], *, most: int = 50, view: bool = False) -> list[str]:
    """Everything that Slack would refuse, as "where: what"; empty for a good payload."""
    out = []
    if len(blocks) > most:
        out.append(f"{len(blocks)} blocks")
    identifiers = [b["block_id"] for b in blocks if "block_id" in b]
    if len(set(identifiers)) < len(identifiers):
        out.append("block_id used twice")
    for number, block in enumerate(blocks):
        known = _VIEW_BLOCKS if view else _MESSAGE_BLOCKS
        if block.get("type") not in known:
            out.append(f"{number}: block type {block.get('type')}")
            continue
        out += [f"{number} {block['type']}: {what}" for what in _block(block)]
    total = sum(len(words) for words in shown(blocks))
    if not view and total > 10_000:
        out.append(f"{total} characters")
    return out


def shown(payload: Any) -> Iterator[str]:
    """Every piece of text that a payload shows."""
    if isinstance(payload, dict):
        for key, value in payload.items():
            if key in ("text", "fallback") and isinstance(value, str):
                yield value
            else:
                yield from shown(value)
    elif isinstance(payload, list):
        for value in payload:
            yield from shown(value)


def _block(block: Json) -> Iterator[str]:
    if len(block.get("block_id", "")) > 255:
        yield "block_id too long"
    kind = block["type"]
    if kind == "section":
        if "text" not in block and "fields" not in block:
            yield "neither text nor fields"
        if "text" in block:
            yield from _text(block["text"], 3_000)
        if "accessory" in block:
            yield from _element(block["accessory"])
    elif kind == "context":
        if not 1 <= len(block["elements"]) <= 10:
            yield f"{len(block['elements'])} elements"
        for element in block["elements"]:
            yield from _text(element, 3_000)
    elif kind == "actions":
        if not 1 <= len(block["elements"]) <= 25:
            yield f"{len(block['elements'])} elements"
        names = [e.get("action_id") for e in block["elements"]]
        if len(set(names)) < len(names):
            yield "action_id used twice"
        for element in block["elements"]:
            yield from _element(element)
    elif kind == "header":
        yield from _text(block["text"], 150, plain=True)
    elif kind == "input":
        yield from _text(block["label"], 2_000, plain=True)
        yield from _element(block["element"])
    elif kind == "rich_text":
        if not block["elements"]:
            yield "empty"
        for part in block["elements"]:
            yield from _rich(part)


def _rich(part: Json) -> Iterator[str]:
    if part.get("type") not in _RICH:
        yield f"rich text part {part.get('type')}"
        return
    if not part["elements"]:
        yield f"empty {part['type']}"
    for element in part["elements"]:
        kind = element.get("type")
        if kind == "text":
            if not element.get("text"):
                yield "empty text element"
        elif kind == "link":
            if not re.match(r"https?://\S+$", element.get("url", "")):
                yield "link without an address"
        elif kind == "date":
            if not isinstance(element.get("timestamp"), int) or not element.get("format"):
                yield "date without timestamp or format"
        else:
            yield f"rich text element {kind}: may notify somebody or is unknown"
        if not set(element.get("style", {})) <= _STYLES:
            yield "unknown style"


def _text(text: Json, most: int, *, plain: bool = False) -> Iterator[str]:
    allowed = {"plain_text"} if plain else {"plain_text", "mrkdwn"}
    if text.get("type") not in allowed:
        yield f"text of type {text.get('type')}"
    words = text.get("text", "")
    if not 1 <= len(words) <= most:
        yield f"text of {len(words)} characters, {most} allowed"
    if text.get("type") == "mrkdwn":
        if re.search(r"<(?!https?://|!date\^|mailto:)", words):
            yield "markup that may notify somebody"
        if "emoji" in text:
            yield "emoji is for plain_text"
    elif "verbatim" in text:
        yield "verbatim is for mrkdwn"


def _element(element: Json) -> Iterator[str]:
    kind = element.get("type")
    if not 1 <= len(element.get("action_id", "")) <= 255:
        yield f"{kind}: action_id"
    if kind == "button":
        yield from _text(element["text"], 75, plain=True)
        if len(element.get("value", "")) > 2_000:
            yield f"button value of {len(element['value'])}"
        if len(element.get("url", "")) > 3_000:
            yield "button url"
    elif kind in ("overflow", "static_select"):
        options = element.get("options", [])
        if not 1 <= len(options) <= (5 if kind == "overflow" else 100):
            yield f"{kind} with {len(options)} options"
        for option in options:
            yield from _text(option["text"], 75, plain=True)
            if not 1 <= len(option.get("value", "")) <= 150:
                yield f"option value of {len(option.get('value', ''))}"
    elif kind not in ("external_select", "datepicker", "plain_text_input", "checkboxes", "radio_buttons"):
        yield f"element {kind}"


def view_problems(view: Json) -> list[str]:
    """The same for a modal or an App Home."""
    out = problems(view.get("blocks", []), most=100, view=True)
    if view.get("type") not in ("modal", "home"):
        out.append(f"view type {view.get('type')}")
    if view.get("type") == "modal":
        out += list(_text(view.get("title", {}), 24, plain=True))
        for name in ("submit", "close"):
            if name in view:
                out += list(_text(view[name], 24, plain=True))
    if len(view.get("private_metadata", "")) > 3_000:
        out.append("private_metadata too long")
    if len(view.get("callback_id", "")) > 255:
        out.append("callback_id too long")
    return out
