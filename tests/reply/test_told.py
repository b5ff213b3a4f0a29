"""What the engine says in finished English sentences is told in the reader's language, all of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from bot import errors
from bot.archive.port import INDEXED_BUT
from bot.commands import UMBRELLA
from bot.errors import QuotedeskError
from bot.query.language import parse_line
from bot.reply import catalogue
from bot.reply.catalogue import speaking, told

ROOT = Path(__file__).resolve().parents[2] / "bot"
ENGINE = ("query", "actors", "ingest", "archive")
SOURCES = [*(path for folder in ENGINE for path in sorted((ROOT / folder).rglob("*.py"))), ROOT / "desk.py"]
TRANSLATED = [language for language in catalogue.LANGUAGES if language != catalogue.ENGLISH]
RAISED = {name for name in vars(errors) if isinstance(vars(errors)[name], type)} - {"SettingsError"} | {"BusyError"}
KEPT = ("reason", "note", "doubt")
"""Keywords under which the engine keeps a sentence for readers."""
CONSTANTS = {"UMBRELLA": UMBRELLA, "INDEXED_BUT": INDEXED_BUT}
SAMPLE = "7"


def sentences() -> list[str]:
    """Every sentence that an error is raised with or that is kept, with something in place of what varies."""
    found = {errors.QuotedeskError.user_message, errors.NotAllowed.user_message}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                given = [word.value for word in node.keywords if word.arg in KEPT]
                if getattr(node.func, "id", "") in RAISED:
                    given += node.args[:1]
                found |= {words for argument in given for words in spelled(argument) if words.strip(SAMPLE + " ")}
    return sorted(found)


def spelled(node: ast.expr) -> Iterator[str]:
    """What the expression can become."""
    if isinstance(node, ast.Constant):
        yield str(node.value or "")
    elif isinstance(node, ast.Name):
        yield CONSTANTS.get(node.id, SAMPLE)
    elif isinstance(node, ast.FormattedValue):
        yield from spelled(node.value)
    elif isinstance(node, ast.JoinedStr):
        parts = [list(spelled(part)) for part in node.values]
        yield from ("".join(chosen) for chosen in product(*parts))
    elif isinstance(node, ast.BinOp):
        yield from (left + right for left, right in product(spelled(node.left), spelled(node.right)))
    elif isinstance(node, ast.IfExp):
        yield from (*spelled(node.body), *spelled(node.orelse))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "rstrip":
        yield from spelled(node.func.value)
    else:
        yield SAMPLE


def test_the_sentences_are_found() -> None:
    assert len(sentences()) > 60


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_of_the_engine_is_told(language: str) -> None:
    with speaking(language):
        assert [words for words in sentences() if told(words) == words] == []


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize(
    "line",
    [
        "/articles about harbours",
        "/quote Ruiz page:zero",
        "/quote Ruiz show:nobody",
        "/actors kind:ship",
        "/reload dry_run:perhaps",
    ],
)
def test_notes_of_the_parser_are_told(line: str, language: str) -> None:
    (note,) = parse_line(line).notes
    with speaking(language):
        assert told(note) != note
        assert " not " not in told(note)


@pytest.mark.parametrize(
    ("line", "german"),
    [
        ("/quote", "/quote braucht einen Sprecher. Zum Beispiel: /quote Waltz"),
        ("/check", "/check braucht ein paar Wörter. Zum Beispiel: /check “some cautious optimism”"),
        ("/qote Ruiz", "Den Befehl /qote kenne ich nicht. Meinten Sie /quote? /quotedesk help zeigt alle."),
        ("/zz", "Den Befehl /zz kenne ich nicht. /quotedesk help zeigt alle."),
    ],
)
def test_refusals_of_the_parser_in_german(line: str, german: str) -> None:
    with pytest.raises(QuotedeskError) as caught:
        parse_line(line)
    with speaking("de"):
        assert told(caught.value.user_message) == german
    assert told(caught.value.user_message) == caught.value.user_message


def test_words_of_a_user_inside_a_sentence_stay_as_they_are() -> None:
    with speaking("de"):
        assert told(
            "I cannot read “the file is empty {x}” as a date. Try 2025-03-14, “14 March 2025”, “March 2025” or "
            "“last week”."
        ).startswith("„the file is empty {x}“ kann ich nicht als Datum lesen.")
        assert told("no permission to read this file; what was indexed of it before stays") == (
            "keine Leserechte für diese Datei; was davon schon erfasst war, bleibt"
        )
        assert told("Ein Satz, der keiner der bekannten ist.") == "Ein Satz, der keiner der bekannten ist."
