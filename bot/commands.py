"""The one registry of commands: help, Slack's manifest, Discord's command tree and the parser are made from it.

A `Request` is a command with its arguments as words; it is also all the state a button carries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType


class Takes(Enum):
    """What a parameter's words stand for: decides Discord's option type and what autocomplete offers."""

    TEXT = "text"
    ACTOR = "actor"
    TOPIC = "topic"
    OUTLET = "outlet"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    SWITCH = "switch"
    ID = "id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One argument of a command. `main` takes the bare words on Slack and in the console."""

    name: str
    takes: Takes
    help: str  # at most 100 characters, no full stop
    required: bool = False
    main: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing that can be asked for."""

    name: str
    help: str  # at most 100 characters, no full stop
    parameters: tuple[Parameter, ...] = ()
    examples: tuple[str, ...] = ()
    operators: bool = False  # only operators; the desk checks it at every call
    umbrella: bool = False  # only as `/quotedesk <name>`, never a command of its own
    hidden: bool = False  # reached by buttons; works under the umbrella, not shown in help

    @property
    def main(self) -> Parameter | None:
        """The parameter that takes the bare words."""
        return next((p for p in self.parameters if p.main), None)

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name."""
        return next((p for p in self.parameters if p.name == name), None)


UMBRELLA = "quotedesk"

_SHOW = Parameter(
    name="show",
    takes=Takes.CHOICE,
    help="Who sees the answer: only you, or the channel",
    choices=("me", "channel"),
)
_PAGE = Parameter(name="page", takes=Takes.NUMBER, help="Page of a long answer")
_FROM = Parameter(name="from", takes=Takes.DAY, help="Not before this day, e.g. 2025-03-01 or “last week”")
_TO = Parameter(name="to", takes=Takes.DAY, help="Not after this day")
_SOURCE = Parameter(name="source", takes=Takes.OUTLET, help="Only this outlet")


def _main(name: str, takes: Takes, help_: str, *, required: bool = True) -> Parameter:
    return Parameter(name=name, takes=takes, help=help_, required=required, main=True)


COMMANDS: tuple[Command, ...] = (
    Command(
        name="quote",
        help="What somebody said, word for word",
        parameters=(
            _main("speaker", Takes.ACTOR, "Who: a name, a role or an organisation"),
            Parameter(name="about", takes=Takes.TOPIC, help="Only quotations about this topic"),
            _FROM,
            _TO,
            _SOURCE,
            Parameter(
                name="kind",
                takes=Takes.CHOICE,
                help="Word for word, or statements only reported, denied or second-hand",
                choices=("quoted", "reported"),
            ),
            Parameter(
                name="sort",
                takes=Takes.CHOICE,
                help="Newest first, or best match first",
                choices=("newest", "best"),
            ),
            _PAGE,
            _SHOW,
        ),
        examples=("/quote Waltz", "/quote Peskov about:settlement from:2025-03-01"),
    ),
    Command(
        name="actor",
        help="Who somebody is: names, roles, counts, latest quotations",
        parameters=(_main("name", Takes.ACTOR, "Who: a name, a role or an organisation"), _SHOW),
        examples=("/actor Putin",),
    ),
    Command(
        name="actors",
        help="Who is quoted, most quoted first",
        parameters=(
            _main("prefix", Takes.TEXT, "Only names that begin so", required=False),
            Parameter(
                name="kind",
                takes=Takes.CHOICE,
                help="Only people, organisations or places",
                choices=("person", "organisation", "place"),
            ),
            _FROM,
            _TO,
            _SOURCE,
            _PAGE,
            _SHOW,
        ),
        examples=("/actors", "/actors W"),
    ),
    Command(
        name="ask",
        help="A question in plain English, answered with quotations and sentences of the articles",
        parameters=(_main("question", Takes.TEXT, "Your question"), _PAGE, _SHOW),
        examples=("/ask what did Peskov say about the cease-fire?",),
    ),
    Command(
        name="check",
        help="Did anybody say this? Compares the words with every stored quotation",
        parameters=(
            _main("words", Takes.TEXT, "The words to check"),
            Parameter(name="speaker", takes=Takes.ACTOR, help="Who is supposed to have said it"),
            _PAGE,
            _SHOW,
        ),
        examples=("/check “some cautious optimism”",),
    ),
    Command(
        name="find",
        help="Passages of the articles with these words",
        parameters=(
            _main("words", Takes.TEXT, "Words, “a phrase”, -excluded"),
            _FROM,
            _TO,
            _SOURCE,
            _PAGE,
            _SHOW,
        ),
        examples=("/find cease-fire", "/find “prisoner exchange” -Moscow"),
    ),
    Command(
        name="articles",
        help="What is indexed, newest first",
        parameters=(_SOURCE, _PAGE, _SHOW),
        examples=("/articles",),
    ),
    Command(
        name="reload",
        help="Operators: read the articles again",
        parameters=(
            Parameter(name="dry_run", takes=Takes.SWITCH, help="Only report what would change"),
            Parameter(name="force", takes=Takes.SWITCH, help="Go on although most articles would be removed"),
        ),
        examples=("/reload", "/reload dry_run:yes"),
        operators=True,
    ),
    Command(
        name="audit",
        help="Operators: who read the articles again or changed settings, when, and what came of it",
        parameters=(_PAGE,),
        examples=("/quotedesk audit",),
        operators=True,
        umbrella=True,
    ),
    Command(
        name="help",
        help="What you can ask, with examples",
        parameters=(_main("command", Takes.TEXT, "A command's name", required=False),),
        umbrella=True,
    ),
    Command(name="status", help="What is indexed, how old it is, and which version runs", umbrella=True),
    Command(
        name="topics",
        help="What somebody speaks about, in the words of their quotations",
        parameters=(_main("speaker", Takes.ACTOR, "Who: a name, a role or an organisation"), _SHOW),
        examples=("/quotedesk topics Peskov",),
        umbrella=True,
    ),
    Command(
        name="article",
        help="One article: what is known of it and who is quoted in it",
        parameters=(_main("id", Takes.ID, "The article's id, as /articles shows it"), _PAGE, _SHOW),
        umbrella=True,
    ),
    Command(
        name="context",
        help="The paragraph around a quotation",
        parameters=(_main("quote", Takes.ID, "The quotation's id"), _SHOW),
        umbrella=True,
        hidden=True,
    ),
    Command(
        name="why",
        help="How the speaker of a quotation was found",
        parameters=(_main("quote", Takes.ID, "The quotation's id"), _SHOW),
        umbrella=True,
        hidden=True,
    ),
)

BY_NAME: Mapping[str, Command] = MappingProxyType({c.name: c for c in COMMANDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A command with its arguments in words. Buttons carry one; the same request gets the same answer anywhere."""

    command: str  # a name of the registry
    arguments: tuple[tuple[str, str], ...] = ()  # (parameter, words), sorted by parameter; no empty words
    part: int = 0  # which part of the page, where one platform's limits break a page into several
    notes: tuple[str, ...] = ()  # what the parser could not use: "I do not know “foo:”"; not part of a button's state
    raw: str = field(default="", compare=False)  # what was typed

    def get(self, name: str) -> str | None:
        """The words given for a parameter."""
        return next((words for key, words in self.arguments if key == name), None)

    def but(self, part: int = 0, **arguments: str | None) -> Request:
        """The same request with some arguments changed (None removes one); `from_` stands for `from`."""
        merged: dict[str, str | None] = dict(self.arguments)
        merged.update({key.rstrip("_"): words for key, words in arguments.items()})
        kept = tuple(sorted((key, words) for key, words in merged.items() if words))
        return replace(self, arguments=kept, part=part, notes=())

    def having(self, parameter: str, words: str) -> Request:
        """The same request with one argument set, named by a value."""
        kept = tuple(pair for pair in self.arguments if pair[0] != parameter)
        return replace(self, arguments=tuple(sorted((*kept, (parameter, words)))), part=0, notes=())


def request(command: str, **arguments: str | None) -> Request:
    """A request from keyword arguments; `from_` stands for `from`; None and "" are left out."""
    return Request(command=command).but(part=0, **arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and from where; made by the adapter from what the platform vouches for, never from words."""

    platform: str  # "slack", "discord", "console"
    user: str = ""  # the platform's user id; "" on the command line
    place: str = ""  # the conversation: channel or thread; follow-up questions inherit within it
    workspace: str = ""  # Slack team or Discord guild
    groups: frozenset[str] = frozenset()  # "slack:admins", "discord:managers": what the platform says the user is
    timezone: str | None = None  # IANA name of the reader's time zone
    page_size: int | None = None  # quotations a page, where the place has settled it
    locale: str | None = None
