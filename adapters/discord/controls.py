"""What can be pressed under a reply: its buttons, the menu of actors that fit, the menu about single quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from adapters.discord import limits
from adapters.discord.escape import one_line
from adapters.discord.limits import shortened
from adapters.discord.state import CustomId, Form, Part, Sealer
from bot.commands import BY_NAME, Request, Takes
from bot.model import QuoteId
from bot.reply.catalogue import say, say_many
from bot.reply.model import Button, Does, Reply

Payload = dict[str, Any]
"""A component as Discord's API takes it."""

ROW, BUTTON, MENU = 1, 2, 3
BLUE, GREY, RED = 1, 2, 4  # button styles: primary, secondary, danger
LAST_PART = 35
"""Names the last part of a page that has fewer."""
_MOST_BUTTONS = 2 * limits.ROW_BUTTONS


@dataclass(slots=True, kw_only=True)
class Controls:
    """The controls of one part of a reply. Custom ids are unique within one, as Discord demands."""

    reply: Reply
    sealer: Sealer
    form: Form
    owner: str
    part: int = 0
    parts: int = 1
    _used: set[str] = field(default_factory=set)
    _of_item: dict[QuoteId, list[Button]] = field(default_factory=dict)
    _of_whole: list[Button] = field(default_factory=list)  # but for those that turn the page
    _pages: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        answer = self.reply.request.but(page=None)
        for button in self.reply.buttons:
            if button.item is not None:
                self._of_item.setdefault(button.item, []).append(button)
            elif button.does is Does.PAGE and button.request.but(page=None) == answer:
                self._pages.append(button.request)
            else:
                self._of_whole.append(button)

    def buttons(self) -> tuple[Payload, ...]:
        """◀ ▶, what the reply offers for the whole of it, Refine, Delete."""
        made = [self._turn("◀", self._before()), self._turn("▶", self._after())]
        made += [
            self._button(button.label, button.does, button.request)
            for button in self._of_whole
            if not self._stands_elsewhere(button)
        ]
        if refinable(self.reply.request) and not self.reply.failed:
            made.append(self._button(say("Refine…"), Does.MORE, self.reply.request, Part.REFINE))
        if self.owner:
            made.append(self._delete())
        return tuple(payload for payload in made if payload)[:_MOST_BUTTONS]

    def most(self) -> int:
        """Components that all of this can take at most, rows and menus included; costs nothing to find out."""
        buttons = min(_MOST_BUTTONS, len(self._of_whole) + 4)  # ◀ ▶, Refine, Delete
        row_count = -(-buttons // limits.ROW_BUTTONS)
        return buttons + row_count + (2 if self.reply.choices else 0) + (2 if self._of_item else 0)

    def choice_menu(self) -> Payload | None:
        """The actors that fit, most quoted first as the reply gives them."""
        options = [
            self._option(
                choice.name,
                " · ".join(words for words in (choice.role or "", _quotations(choice.quotes)) if words),
                Does.CHOOSE,
                choice.request,
            )
            for choice in self.reply.choices[: limits.SELECT_OPTIONS]
        ]
        return self._menu("choose", say("Whom do you mean?"), options)

    def accessory(self, item: QuoteId | None) -> Payload | None:
        """The first button of a quotation, which stands beside it."""
        found = self._of_item.get(item, []) if item else []
        return self._button(found[0].label, found[0].does, found[0].request) if found else None

    def item_menu(self, items: Sequence[QuoteId], *, beside: bool) -> Payload | None:
        """What else can be asked about the quotations shown; `beside`: their first button stands beside them."""
        options = []
        speakers = {shown.id: shown.speaker.name for shown in self.reply.items if shown.speaker}
        for number, item in enumerate(dict.fromkeys(items), 1):
            for button in self._of_item.get(item, [])[1 if beside else 0 :]:
                label = f"{number}. {button.label}" if len(items) > 1 else button.label
                options.append(self._option(label, speakers.get(item, ""), button.does, button.request))
        return self._menu("item", say("About a quotation …"), options[: limits.SELECT_OPTIONS])

    def _stands_elsewhere(self, button: Button) -> bool:
        """Is it in the menu of actors, or Share on what is public already?"""
        return (
            bool(self.reply.choices) if button.does is Does.CHOOSE else button.does is Does.SHARE and self.reply.public
        )

    def _before(self) -> Request | None:
        request = self.reply.request
        if self.part > 0:
            return replace(request, part=self.part - 1)
        earlier = self._page(-1)
        return replace(earlier, part=LAST_PART) if earlier else None

    def _after(self) -> Request | None:
        if self.part + 1 < self.parts:
            return replace(self.reply.request, part=self.part + 1)
        return self._page(1)

    def _page(self, direction: int) -> Request | None:
        """The request of the page that lies in this direction, where the reply offers one."""
        return next((asked for asked in self._pages if (page_of(asked) - self.reply.page) * direction > 0), None)

    def _turn(self, label: str, request: Request | None) -> Payload | None:
        return self._button(label, Does.PAGE, request) if request else None

    def _button(self, label: str, does: Does, request: Request, part: Part = Part.BUTTON) -> Payload | None:
        custom_id = self._unique(self._seal(does, request, part))
        if not custom_id:
            return None
        style = BLUE if does is Does.SHARE else GREY
        return {"type": BUTTON, "style": style, "label": _label(label, limits.BUTTON_LABEL), "custom_id": custom_id}

    def _delete(self) -> Payload:
        custom_id = self.sealer.delete_id(self.owner, self.form)
        return {"type": BUTTON, "style": RED, "label": say("Delete"), "custom_id": custom_id}

    def _option(self, label: str, description: str, does: Does, request: Request) -> Payload | None:
        value = self._unique(self._seal(does, request, Part.BUTTON))
        if not value:
            return None
        option = {"label": _label(label, limits.OPTION_TEXT), "value": value}
        if description:
            option["description"] = _label(description, limits.OPTION_TEXT)
        return option

    def _menu(self, name: str, placeholder: str, options: Sequence[Payload | None]) -> Payload | None:
        kept = [option for option in options if option]
        if not kept:
            return None
        menu = {
            "type": MENU,
            "custom_id": str(CustomId(self.form, Part.MENU, name)),
            "placeholder": placeholder,
            "options": kept,
        }
        return {"type": ROW, "components": [menu]}

    def _seal(self, does: Does, request: Request, part: Part) -> str:
        return self.sealer.seal(does, request, owner=self.owner, part=part, form=self.form)

    def _unique(self, custom_id: str) -> str:
        if custom_id in self._used:
            return ""
        self._used.add(custom_id)
        return custom_id


def rows(buttons: Sequence[Payload]) -> tuple[Payload, ...]:
    """Action rows of at most five buttons."""
    step = limits.ROW_BUTTONS
    return tuple({"type": ROW, "components": list(buttons[at : at + step])} for at in range(0, len(buttons), step))


def refinable(request: Request) -> bool:
    """Has the command at least two arguments that a form can ask for?"""
    return len(form_parameters(request.command)) > 1


def form_parameters(command: str) -> tuple[str, ...]:
    """The arguments of a command that a form asks for, as many as fit: what is written, not chosen."""
    asked = (Takes.TEXT, Takes.ACTOR, Takes.TOPIC, Takes.OUTLET, Takes.DAY)
    parameters = BY_NAME[command].parameters if command in BY_NAME else ()
    return tuple(p.name for p in parameters if p.takes in asked)[: limits.MODAL_ROWS]


def page_of(request: Request) -> int:
    """The page that a request names; 1 if it names none."""
    words = request.get("page") or "1"
    return int(words) if words.isascii() and words.isdigit() else 1


@lru_cache(maxsize=1024)
def _label(words: str, limit: int) -> str:
    """Cached: the same few labels and names stand under nearly every answer."""
    return shortened(one_line(words), limit) or "…"


def _quotations(number: int) -> str:
    return say_many("{number} quotation", "{number} quotations", number)
