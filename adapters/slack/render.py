"""Reply → one Slack message: blocks within Slack's limits, and the whole of it again as plain text.

Words of articles and questions go into rich_text, which Slack does not parse; attribution lines and footers are mrkdwn
made inert. What does not fit one message is the next part of the page, reached by the ▶ button; nothing is cut off.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.slack import limits, mrkdwn, rich_text
from adapters.slack.retype import line_of
from adapters.slack.rich_text import Payload
from bot.commands import Request
from bot.model import QuoteId
from bot.reply.catalogue import say
from bot.reply.fragments import fragment_url
from bot.reply.model import (
    Block,
    Button,
    Cut,
    Divider,
    Does,
    Inline,
    Item,
    Line,
    Link,
    Moment,
    Quotation,
    Reply,
    Strong,
    Struck,
    Style,
)
from bot.reply.parts import Cost, split
from bot.reply.plain import moment, plain

logger = logging.getLogger(__name__)

Seal = Callable[[Does, Request], str]
"""Makes a button's value: the request, signed, for the person who may press it."""

DELETE = "quotedesk.delete"  # action_id of the button that takes a shared answer back
_BUTTON_BLOCKS = 4  # choices, buttons, a note about them, and the line that says who asked
_LABELS = 2_500  # characters kept free for them
ROOM = Cost(limits.MESSAGE_BLOCKS - _BUTTON_BLOCKS, limits.MESSAGE_CHARACTERS - _LABELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent. `text` says the same as `blocks`, for screen readers and notifications."""

    text: str
    blocks: tuple[Payload, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How a reply is to be shown: to whom, and with which buttons."""

    seal: Seal
    share: bool = False  # with its Share button: a private answer in a channel
    delete: bool = False  # with a button for the asker to take it back: an answer that a channel sees
    asked_by: str | None = None  # the asker's name, where the channel would not know who asked
    turns: bool = True  # with its ◀ and ▶; a shared answer stays as it is


def render(reply: Reply, shown: Shown) -> Message:
    """The part of the reply that `reply.request.part` names (the last one if there are fewer).

    Quotations whose article is not what was indexed are left out, and their ids logged.
    """
    reply = _sound(reply)
    menus = _menus(reply, shown.seal)
    body = _blocks(reply.blocks, menus)
    parts: tuple[tuple[Block, ...], ...] = (reply.blocks,)
    if not Cost(len(body), characters(body)).fits(ROOM):
        parts = split(reply, cost=lambda block: _cost(block, menus), room=ROOM)
    part = min(max(reply.request.part, 0), len(parts) - 1)
    if len(parts) > 1:
        body = _blocks(parts[part], menus)
    blocks = [*_asked_by(shown.asked_by), *body, *_controls(reply, shown, part, len(parts))]
    words = plain(replace(reply, blocks=parts[part]))
    if shown.asked_by is not None:
        words = f"{say('Asked by {name}', name=shown.asked_by)}\n{words}"
    return Message(text=mrkdwn.escape(words) or "…", blocks=tuple(blocks))


def payload(reply: Reply) -> Payload:
    """The reply as `chat.postMessage` takes it; button values are readable and unsigned, and press nothing."""
    message = render(reply, Shown(seal=lambda does, asked: f"{does.value} {asked.command}", share=True))
    return {"text": message.text, "blocks": list(message.blocks)}


def notice(words: str, *buttons: Payload) -> Message:
    """A message of our own plain words."""
    blocks: list[Payload] = [rich_text.rich_text(rich_text.section((words,)))]
    if buttons:
        blocks.append({"type": "actions", "elements": list(buttons)})
    return Message(text=mrkdwn.escape(words), blocks=tuple(blocks))


def with_notice(words: str, message: Message) -> Message:
    """The message with a line of our own above it."""
    return Message(
        text=mrkdwn.escape(words) + "\n" + message.text, blocks=(context(mrkdwn.inert(words)), *message.blocks)
    )


def preview(reply: Reply, *, most_blocks: int = 40, most_characters: int = 8_000) -> Message:
    """The beginning of a reply, without buttons, for places that have no pages; whole blocks, and a word about more."""
    reply = _sound(reply)
    parts = split(reply, cost=lambda block: _cost(block, {}), room=Cost(most_blocks - 1, most_characters))
    shown = _blocks(parts[0], {})
    if len(parts) > 1 or reply.pages > 1:
        shown.append(context(mrkdwn.inert(say("There is more: {line}", line=line_of(reply.request)))))
    return Message(text=mrkdwn.escape(plain(replace(reply, blocks=parts[0]))) or "…", blocks=tuple(shown))


def _sound(reply: Reply) -> Reply:
    """The reply without blocks whose words cannot be vouched for, and without their attribution lines."""
    kept: list[Block] = []
    dropping = False
    for block in reply.blocks:
        if isinstance(block, Quotation):
            dropping = not block.item.article.intact
            if dropping:
                logger.error("quotation does not match its article", extra={"quote": block.item.id})
        elif not (isinstance(block, Line) and block.style is Style.SMALL):
            dropping = False
        broken = isinstance(block, Line) and any(isinstance(p, Cut) and not p.article.intact for p in block.parts)
        if not dropping and not broken:
            kept.append(block)
    return reply if len(kept) == len(reply.blocks) else replace(reply, blocks=tuple(kept))


def _blocks(blocks: Iterable[Block], menus: dict[QuoteId, Payload]) -> list[Payload]:
    """Slack's blocks for ours. A quotation's menu stands at its attribution line, or below it where there is none."""
    out: list[Payload] = []
    menu: Payload | None = None
    item: Item | None = None
    for block in blocks:
        takes_menu = isinstance(block, Line) and block.style is Style.SMALL
        if menu is not None and not takes_menu:
            out.append({"type": "actions", "elements": [menu]})
            menu = None
        if isinstance(block, Quotation):
            out.append(rich_text.rich_text(rich_text.quotation(block.item)))
            menu, item = menus.get(block.item.id), block.item
        elif isinstance(block, Divider):
            out.append({"type": "divider"})
        elif any(_says_something(part) for part in block.parts):
            out.append(_line(_to_the_words(block, item) if takes_menu and item else block, menu))
            menu = None if takes_menu else menu
    if menu is not None:
        out.append({"type": "actions", "elements": [menu]})
    return out


def _to_the_words(line: Line, item: Item) -> Line:
    """The line below a quotation, where links to its article lead to the quoted words."""
    article = item.article
    if not article.url or not item.spans:
        return line
    address = fragment_url(article.url, article.text, item.spans[0])
    return replace(
        line,
        parts=tuple(
            Link(part.words, address) if isinstance(part, Link) and part.url == article.url else part
            for part in line.parts
        ),
    )


def _says_something(part: Inline) -> bool:
    if isinstance(part, Link | Moment):
        return True
    return bool((part if isinstance(part, str) else part.words).strip())


def _line(line: Line, menu: Payload | None) -> Payload:
    small = line.style in (Style.SMALL, Style.FOOTER) and not any(isinstance(part, Cut) for part in line.parts)
    words = _mrkdwn(line.parts) if small else ""
    if small and len(words) <= limits.TEXT_CHARACTERS:
        if menu is None:
            return context(words)
        return {"type": "section", "text": _text_object(words), "accessory": menu}
    return rich_text.rich_text(rich_text.section(line.parts, bold=line.style is Style.HEADING))


def context(words: str) -> Payload:
    """A context block; `words` are mrkdwn."""
    return {"type": "context", "elements": [_text_object(words)]}


def _text_object(words: str) -> Payload:
    return {"type": "mrkdwn", "text": words, "verbatim": True}


def _mrkdwn(parts: tuple[Inline, ...]) -> str:
    """Running words in mrkdwn; neighbouring plain words are made inert together."""
    out: list[str] = []
    words = ""
    for part in parts:
        if isinstance(part, str):
            words += part
            continue
        out += [mrkdwn.inert(words), _marked(part)]
        words = ""
    return "".join((*out, mrkdwn.inert(words)))


def _marked(part: Inline) -> str:
    if isinstance(part, Link):
        return mrkdwn.link(part.words, part.url)
    if isinstance(part, Strong):
        return f"*{mrkdwn.inert(part.words)}*" if part.words.strip() == part.words != "" else mrkdwn.inert(part.words)
    if isinstance(part, Struck):
        return f"~{mrkdwn.inert(part.words)}~" if part.words.strip() == part.words != "" else mrkdwn.inert(part.words)
    if isinstance(part, Moment):
        return (
            f"<!date^{rich_text.unix(part.at)}^{{date_short_pretty}} {{time}}|{moment(part)}>"
            if isinstance(part.at, datetime)
            else moment(part)
        )
    return mrkdwn.inert(part.words if isinstance(part, Cut) else part)


def _cost(block: Block, menus: dict[QuoteId, Payload]) -> Cost:
    """What the block takes of a message: its Slack blocks, and the characters of all their words."""
    if isinstance(block, Quotation):
        menu = menus.get(block.item.id)
        quoted = characters(rich_text.quotation(block.item)) + _fragment_characters(block.item)
        return Cost(1, quoted) if menu is None else Cost(2, quoted + characters(menu))
    return Cost(1, sum(characters(payload) for payload in _blocks((block,), {})))


def _fragment_characters(item: Item) -> int:
    """What the way to the quoted words adds to the address in the line below; counted with the quotation."""
    article = item.article
    if not article.url or not item.spans:
        return 0
    return len(mrkdwn.escape(fragment_url(article.url, article.text, item.spans[0]))) - len(article.url)


def characters(payload: object) -> int:
    """All characters of the words that a payload shows, of its addresses, and of its option values."""
    if isinstance(payload, dict):
        counted = {"text", "fallback", "url", "format"}
        return sum(
            len(value) if key in counted and isinstance(value, str) else characters(value)
            for key, value in payload.items()
        )
    if isinstance(payload, list | tuple):
        return sum(characters(value) for value in payload)
    return 0


def _asked_by(name: str | None) -> list[Payload]:
    return [] if name is None else [context(mrkdwn.inert(say("Asked by {name}", name=name)))]


# --- buttons -----------------------------------------------------------------------------------------------------


def _menus(reply: Reply, seal: Seal) -> dict[QuoteId, Payload]:
    """For each quotation with buttons of its own: a button if there is one, else an overflow menu."""
    wanted: dict[QuoteId, list[Button]] = {}
    for button in reply.buttons:
        if button.item is not None:
            wanted.setdefault(button.item, []).append(button)
    return {item: menu for item, buttons in wanted.items() if (menu := _menu(buttons, seal))}


def _menu(buttons: list[Button], seal: Seal) -> Payload | None:
    options = [
        {"text": label(button.label), "value": value}
        for button in buttons[: limits.OVERFLOW_OPTIONS]
        if len(value := seal(button.does, button.request)) <= limits.OPTION_VALUE_CHARACTERS
    ]
    if len(options) > 1:
        return {"type": "overflow", "action_id": "quotedesk.menu", "options": options}
    return next((press(button, seal) for button in buttons[:1]), None)


def _controls(reply: Reply, shown: Shown, part: int, parts: int) -> list[Payload]:
    """The blocks below an answer: choices, then paging, sharing and the rest."""
    elements = [
        press(button, shown.seal, number)
        for number, button in enumerate(_row(reply, shown, part, parts)[: limits.ACTIONS_ELEMENTS - 1])
    ]
    kept = [element for element in elements if element is not None]
    out = _choices(reply, shown.seal)
    if shown.delete:
        kept.append(
            {
                "type": "button",
                "action_id": DELETE,
                "text": label(say("Delete")),
                "value": shown.seal(Does.SHARE, Request(command="help")),
            }
        )
    if kept:
        out.append({"type": "actions", "elements": kept})
    if None in elements:
        out.append(context(say("This request is too long for buttons; add page:2 to it for the next page.")))
    return out


def _row(reply: Reply, shown: Shown, part: int, parts: int) -> list[Button]:
    """The reply's own buttons, where ◀ and ▶ go through the parts of this page before they leave it."""
    own = [b for b in reply.buttons if b.item is None and b.does is not Does.CHOOSE]
    turns = [b for b in own if b.does is Does.PAGE and _same(b.request, reply.request)]
    back = [b for b in turns if _page(b.request) < reply.page]
    on = [b for b in turns if _page(b.request) > reply.page]
    if part > 0:
        back = [Button(does=Does.PAGE, label=say("◀ Previous"), request=reply.request.but(part=part - 1))]
    if part + 1 < parts:
        on = [Button(does=Does.PAGE, label=say("Next ▶"), request=reply.request.but(part=part + 1))]
    rest = [b for b in own if b not in turns and (shown.share or b.does is not Does.SHARE)]
    if not shown.turns:
        return [b for b in rest if b.does is not Does.PAGE]
    return [*back, *on, *rest]


def _same(one: Request, other: Request) -> bool:
    """Do both ask the same, whatever the page?"""
    return one.but(page=None) == other.but(page=None)


def _page(request: Request) -> int:
    return int(request.get("page") or "1")


def _choices(reply: Reply, seal: Seal) -> list[Payload]:
    """A button for each actor that fits."""
    buttons = [b for b in reply.buttons if b.does is Does.CHOOSE and b.item is None] or [
        Button(does=Does.CHOOSE, label=f"{c.name} · {c.role}" if c.role else c.name, request=c.request)
        for c in reply.choices
    ]
    elements = [press(button, seal, number) for number, button in enumerate(buttons[: limits.ACTIONS_ELEMENTS])]
    kept = [element for element in elements if element is not None]
    return [{"type": "actions", "elements": kept}] if kept else []


def press(button: Button, seal: Seal, number: int = 0) -> Payload | None:
    """A button; None if its state is longer than Slack keeps."""
    value = seal(button.does, button.request)
    if len(value) > limits.BUTTON_VALUE_CHARACTERS:
        return None
    return {
        "type": "button",
        "action_id": f"quotedesk.{button.does.value}.{number}",
        "text": label(button.label),
        "value": value,
    }


def label(words: str) -> Payload:
    """Plain words on a button or option, with an ellipsis where they are too long for it."""
    shown = " ".join(words.split()) or "…"
    if len(shown) > limits.LABEL_CHARACTERS:
        shown = shown[: limits.LABEL_CHARACTERS - 1] + "…"
    return {"type": "plain_text", "text": shown, "emoji": False}
