"""Modals and the App Home as payloads; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.slack import limits
from adapters.slack.render import Message, context, label, notice
from adapters.slack.rich_text import Payload, rich_text, section
from bot.commands import Request, request
from bot.reply.catalogue import say
from bot.reply.model import Strong

SEARCH_VIEW = "quotedesk.search.submit"  # callback_id
ACTOR_SELECT = "quotedesk.actors"  # action_id of the select that is filled while somebody types
HOME_SEARCH = "quotedesk.home.search"
HOME_RELOAD = "quotedesk.home.reload"
HOME_EXAMPLE = "quotedesk.home.example"
TYPED = "typed:"  # value of an option that stands for the words typed, not for a known actor

_EXAMPLES: tuple[tuple[str, str], ...] = (
    ("Who is quoted?", "actors"),
    ("What is indexed?", "articles"),
    ("All commands", "help"),
)
_HOW = (
    "Send a question in the Messages tab, type /quote and a name in any channel, or mention me in a thread. "
    "Answers are for your eyes until you share them."
)


def modal(title: str, message: Message, *, metadata: str = "") -> Payload:
    """A modal that shows a message."""
    return {
        "type": "modal",
        "title": _plain(title, limits.VIEW_TITLE_CHARACTERS),
        "close": _plain(say("Close"), limits.VIEW_TITLE_CHARACTERS),
        "private_metadata": metadata[: limits.PRIVATE_METADATA_CHARACTERS],
        "blocks": list(message.blocks)[: limits.VIEW_BLOCKS],
    }


def looking(title: str) -> Payload:
    """What a modal shows until the answer is there."""
    return modal(title, notice(say("Looking it up …")))


def search_modal() -> Payload:
    """The search form: speaker, topic, first and last day. Everything may stay empty but not all of it."""
    return {
        "type": "modal",
        "callback_id": SEARCH_VIEW,
        "title": _plain(say("Search quotations"), limits.VIEW_TITLE_CHARACTERS),
        "submit": _plain(say("Search"), limits.VIEW_TITLE_CHARACTERS),
        "close": _plain(say("Cancel"), limits.VIEW_TITLE_CHARACTERS),
        "blocks": [
            _input(
                "speaker",
                say("Who"),
                {
                    "type": "external_select",
                    "action_id": ACTOR_SELECT,
                    "placeholder": _plain(say("A name, a role or an organisation"), 150),
                    "min_query_length": 1,
                },
            ),
            _input("topic", say("About"), {"type": "plain_text_input", "action_id": "topic", "max_length": 200}),
            _input("from", say("Not before"), {"type": "datepicker", "action_id": "from"}),
            _input("to", say("Not after"), {"type": "datepicker", "action_id": "to"}),
        ],
    }


@dataclass(frozen=True, slots=True)
class WrongInput:
    """What is wrong with a form: block → words beside it."""

    errors: Mapping[str, str]


def from_search(view: Mapping[str, Any]) -> Request | WrongInput:
    """The request that a filled-in form makes: /quote with a speaker, else /find with the topic."""
    values = (view.get("state") or {}).get("values") or {}

    def entered(block: str, action: str) -> Mapping[str, Any]:
        return (values.get(block) or {}).get(action) or {}

    chosen = (entered("speaker", ACTOR_SELECT).get("selected_option") or {}).get("value") or ""
    speaker = str(chosen).removeprefix(TYPED)
    topic = " ".join(str(entered("topic", "topic").get("value") or "").split())
    since = entered("from", "from").get("selected_date")
    until = entered("to", "to").get("selected_date")
    if since and until and since > until:
        return WrongInput({"to": say("This day comes before the first one.")})
    if speaker:
        return request("quote", speaker=speaker, about=topic, from_=since, to=until)
    if topic:
        return request("find", words=topic, from_=since, to=until)
    return WrongInput({"topic": say("Choose somebody, or write what it is about.")})


def options(found: list[tuple[str, str]], words: str) -> list[Payload]:
    """Options of the actor select: those found, and always the words themselves, so that the list is never empty."""
    out = [
        {"text": label(shown), "value": value}
        for shown, value in found[: limits.SELECT_OPTIONS - 1]
        if value and len(value) <= limits.OPTION_VALUE_CHARACTERS
    ]
    words = " ".join(words.split())[: limits.OPTION_VALUE_CHARACTERS - len(TYPED)]
    if words:
        out.append({"text": label(f"“{words}”"), "value": TYPED + words})
    return out


def home(status: Message, *, operator: Message | None = None, news: str | None = None) -> Payload:
    """The App Home: what can be asked, what is indexed and, for operators, the articles with their failures.

    `news` is a line about what was just done.
    """
    blocks: list[Payload] = []
    if news:
        blocks += [rich_text(section((news,))), {"type": "divider"}]
    blocks += [
        rich_text(section((Strong(say("Ask who said what in the news")),))),
        rich_text(section((say(_HOW),))),
        {
            "type": "actions",
            "elements": [
                _button(say("Search quotations"), HOME_SEARCH, "search", primary=True),
                *(_button(say(shown), f"{HOME_EXAMPLE}.{name}", name) for shown, name in _EXAMPLES),
            ],
        },
        {"type": "divider"},
        *status.blocks,
    ]
    if operator is not None:
        blocks += [
            {"type": "divider"},
            rich_text(section((Strong(say("For operators")),))),
            {"type": "actions", "elements": [_button(say("Read the articles again"), HOME_RELOAD, "reload")]},
            *operator.blocks,
        ]
    if len(blocks) > limits.VIEW_BLOCKS:
        more = context(say("There is more; /articles shows all of it."))
        blocks = [*blocks[: limits.VIEW_BLOCKS - 1], more]
    return {"type": "home", "blocks": blocks}


def _input(block: str, words: str, element: Payload) -> Payload:
    return {"type": "input", "block_id": block, "optional": True, "label": _plain(words, 2_000), "element": element}


def _button(words: str, action: str, value: str, *, primary: bool = False) -> Payload:
    style = {"style": "primary"} if primary else {}
    return {"type": "button", "action_id": action, "text": label(words), "value": value, **style}


def _plain(words: str, most: int) -> Payload:
    return {"type": "plain_text", "text": words[:most], "emoji": False}
