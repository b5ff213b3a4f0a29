"""Every sentence that is said has its translation, with the same placeholders; English stays as it stands."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from adapters.discord import tree
from adapters.slack import channels, views
from adapters.slack.manifest import PROMPTS
from bot.commands import COMMANDS
from bot.extract.rules import SENTENCES
from bot.reply import asked, audited, catalogue, checked, fixed, items, wording
from bot.reply.catalogue import language_of, say, say_many, speaking, written_day
from bot.reply.wording import count, days_between, listed

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for folder in ("bot/reply", "adapters/console", "adapters/discord", "adapters/slack")
    for path in sorted((ROOT / folder).glob("*.py"))
]
TRANSLATED = [language for language in catalogue.LANGUAGES if language != catalogue.ENGLISH]
NOUNS = (
    "quotation",
    "article",
    "passage",
    "file",
    "piece",
    "place",
    "word",
    "mention",
    "speaker",
    "person",
    "outlet",
    "earlier version",
    "entry",
)
TABLES = (
    SENTENCES,
    audited._OUTCOMES,
    asked._READ_AS,
    asked._FAILED,
    asked._FAILED_OF_SEVERAL,
    checked._VERDICTS,
    checked._CHANGES,
    items._NOTES,
    fixed._STEPS,
    channels._SHOWN_TO,
    dict(enumerate(title for title, _ in (*PROMPTS, *views._EXAMPLES))),
)  # all that `say` is given


def said_in(path: Path) -> Iterator[str]:
    """The literals that are given to `say` and its kin, and the sentences kept for it."""
    module = ast.parse(path.read_text("utf-8"))
    kept = {
        node.targets[0].id: node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = {"say": node.args[:1], "locale_str": node.args[:1], "tell": node.args[1:2]}.get(name, [])
            for argument in given:
                yield from literals(kept.get(argument.id, argument) if isinstance(argument, ast.Name) else argument)


def literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def messages() -> list[str]:
    said = {words for path in SOURCES for words in said_in(path)} - {"settings", tree.MESSAGE_MENU, tree.USER_MENU}
    tables = {words for table in TABLES for words in table.values()}
    helps = {c.help for c in COMMANDS} | {p.help for c in COMMANDS for p in c.parameters}
    return sorted(said | tables | helps)


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_the_sentences_are_found() -> None:
    assert len(messages()) > 200


@pytest.mark.parametrize("language", TRANSLATED)
def test_sentences_are_translated(language: str) -> None:
    known = catalogue.catalogue(language)
    missing = [words for words in messages() if known.gettext(words) == words and words not in SAME]
    assert len(missing) <= LATE * len(messages()), missing


LATE = 0
"""Share of the sentences that may still be English: a new one need not wait for its translations."""
SAME = {" in {source}", "{articles} with {quotations}", "in {seconds} s.", "status"}
"""What reads the same in another language."""


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_are_the_same(language: str) -> None:
    known = catalogue.catalogue(language)
    assert [words for words in messages() if fields(words) != fields(known.gettext(words))] == []


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_has_its_forms(language: str, noun: str) -> None:
    with speaking(language):
        none, one, two = (count(number, noun) for number in (0, 1, 2))
    assert (none, one, two) != tuple(count(number, noun) for number in (0, 1, 2))
    assert one.startswith("1 ")
    assert two.startswith("2 ")


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_command_and_parameter_has_a_name(language: str) -> None:
    known = catalogue.catalogue(language)
    names = {("command", c.name) for c in COMMANDS if not c.hidden}
    names |= {("parameter", p.name) for c in COMMANDS if not c.hidden for p in c.parameters}
    names |= {("choice", word) for c in COMMANDS for p in c.parameters for word in p.choices}
    assert [pair for pair in sorted(names) if f"{pair[0]}\x04{pair[1]}" not in known._catalog] == []  # type: ignore[attr-defined] # gettext shows its keys nowhere else


def test_plural_forms_numbers_and_dates() -> None:
    with speaking("de-DE"):
        assert count(1, "quotation") == "1 Zitat"
        assert count(1204, "quotation") == "1.204 Zitate"
        assert count(0, "article") == "keine Artikel"
        assert written_day(date(2025, 3, 14)) == "14. März 2025"
        assert days_between(date(2025, 3, 13), date(2025, 3, 14)) == "13. März 2025 bis 14. März 2025"
        assert listed(["A", "B"]) == "A und B"
    with speaking("es_419"):
        assert count(2, "passage") == "2 pasajes"
        assert listed(["A", "B", "C"], "or") == "A, B o C"
    assert count(1204, "quotation") == "1,204 quotations"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("es-419", "es"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("", "en"),
        (None, "en"),
        ("x", "en"),
    ],
)
def test_language_of_a_locale(locale: str | None, language: str) -> None:
    assert language_of(locale) == language


def test_what_a_catalogue_lacks_is_said_in_english() -> None:
    with speaking("de"):
        assert say("The {colour} ferry.", colour="red") == "The red ferry."
        assert say_many("{number} ferry", "{number} ferries", 2) == "2 ferries"


def test_language_ends_with_its_block() -> None:
    with speaking("de"), speaking("es"):
        assert say("Share") == "Compartir"
    assert say("Share") == "Share"


def test_words_of_users_are_never_taken_for_placeholders() -> None:
    assert say("Nobody in these articles is called “{words}”.", words="{secret}") == (
        "Nobody in these articles is called “{secret}”."
    )
    assert wording.plain_words("{x}") == "{x}"
