"""Lines as people type them become requests; nothing raises but RequestNotUnderstood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import BY_NAME, COMMANDS, Command, Request
from bot.errors import RequestNotUnderstood
from bot.query.language import MAX_CHARS, parse_arguments, parse_line


@pytest.mark.parametrize(
    ("line", "command", "arguments"),
    [
        pytest.param("/quote Waltz", "quote", {"speaker": "Waltz"}, id="slash"),
        pytest.param("quote Waltz", "quote", {"speaker": "Waltz"}, id="no-slash"),
        pytest.param("/QUOTE  Waltz ", "quote", {"speaker": "Waltz"}, id="case-and-spaces"),
        pytest.param("/quotedesk quote Waltz", "quote", {"speaker": "Waltz"}, id="umbrella"),
        pytest.param("/quotedesk /quote Waltz", "quote", {"speaker": "Waltz"}, id="umbrella-with-slash"),
        pytest.param("/quotedesk", "help", {}, id="umbrella-alone"),
        pytest.param("Hello!", "help", {}, id="greeting"),
        pytest.param("What can you do?", "help", {}, id="question-about-the-bot"),
        pytest.param("hello world", "ask", {"question": "hello world"}, id="no-greeting"),
        pytest.param("/actors prefix:ko page:2", "actors", {"prefix": "ko", "page": "2"}, id="key-of-the-free-text"),
        pytest.param("/find ferry words:", "find", {"words": "ferry words:"}, id="the-same-further-on-is-text"),
        pytest.param(
            "/quotedesk what did Bell say?", "ask", {"question": "what did Bell say?"}, id="umbrella-question"
        ),
        pytest.param("what did Bell say?", "ask", {"question": "what did Bell say?"}, id="free-text"),
        pytest.param(
            "actors who resigned?", "ask", {"question": "actors who resigned?"}, id="question-with-command-word"
        ),
        pytest.param(
            "/quote Mike Waltz about:cease-fire talks from:2025-03-01",
            "quote",
            {"speaker": "Mike Waltz", "about": "cease-fire talks", "from": "2025-03-01"},
            id="value-of-several-words",
        ),
        pytest.param(
            "/quote about:truce Mike Waltz", "quote", {"speaker": "Mike Waltz", "about": "truce"}, id="key-first"
        ),
        pytest.param(
            "/quote “Mike Waltz” about:“prisoner exchange”",
            "quote",
            {"speaker": "Mike Waltz", "about": "prisoner exchange"},
            id="curly-phrases",
        ),
        pytest.param(
            "/quote Waltz about: truce", "quote", {"speaker": "Waltz", "about": "truce"}, id="space-after-colon"
        ),
        pytest.param("/quote Waltz since:March", "quote", {"speaker": "Waltz", "from": "March"}, id="key-alias"),
        pytest.param("/quote Waltz sort:b", "quote", {"speaker": "Waltz", "sort": "best"}, id="choice-by-prefix"),
        pytest.param("/check “from: here to there”", "check", {"words": "“from: here to there”"}, id="key-in-quotes"),
        pytest.param("/check so: it goes", "check", {"words": "so: it goes"}, id="unknown-key-is-a-word"),
        pytest.param(
            "/check “never again” speaker:Bell", "check", {"words": "“never again”", "speaker": "Bell"}, id="check"
        ),
        pytest.param("/reload dry_run:yes", "reload", {"dry_run": "yes"}, id="switch"),
        pytest.param("/reload dry-run:yes", "reload", {"dry_run": "yes"}, id="switch-with-hyphen"),
        pytest.param("/reload dry_run:no", "reload", {}, id="switch-off"),
        pytest.param("/quote Waltz page:2", "quote", {"speaker": "Waltz", "page": "2"}, id="page"),
        pytest.param("/quote Wal\u200btz\u202e", "quote", {"speaker": "Waltz"}, id="invisible-characters"),
    ],
)
def test_parse_line_reads_commands(line: str, command: str, arguments: dict[str, str]) -> None:
    parsed = parse_line(line)
    assert (parsed.command, dict(parsed.arguments), parsed.notes) == (command, arguments, ())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param("", "no words", id="empty"),
        pytest.param(" \u200b\n", "no words", id="only-spaces"),
        pytest.param("/quote", "needs a speaker", id="no-speaker"),
        pytest.param("/check …", "needs some words", id="only-punctuation"),
        pytest.param("/qoute Bell", "Did you mean /quote?", id="misspelt-command"),
        pytest.param("/quote " + "x" * 10_000, "10,007 characters", id="far-too-long"),
    ],
)
def test_parse_line_says_what_is_missing(line: str, says: str) -> None:
    with pytest.raises(RequestNotUnderstood, match=says):
        parse_line(line)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("/quote Waltz sort:oldest", "sort can be newest or best"),
        ("/quote Waltz page:two", "page must be a number"),
        ("/articles please", "takes no words"),
    ],
)
def test_parse_line_reports_words_without_use(line: str, note: str) -> None:
    assert any(note in said for said in parse_line(line).notes)


@given(st.text(max_size=MAX_CHARS + 50))
def test_parse_line_raises_nothing_else(line: str) -> None:
    try:
        parsed = parse_line(line)
    except RequestNotUnderstood:
        return
    assert parsed.command in BY_NAME
    assert all(words for _, words in parsed.arguments)


_TAKING_TEXT = [command for command in COMMANDS if command.main]


@given(st.sampled_from(_TAKING_TEXT), st.text(alphabet="ab:“”\" ’'-fromsincepageabout", max_size=80))
def test_every_word_ends_up_somewhere(command: Command, words: str) -> None:
    try:
        parsed = parse_arguments(command, words)
    except RequestNotUnderstood:
        return
    shown = "".join(value for _, value in parsed.arguments) + "".join(parsed.notes)
    for word in words.split():
        if word.isalpha():
            assert word in shown


def test_but_changes_one_argument() -> None:
    request = parse_line("/quote Waltz about:truce")
    assert dict(request.but(page="2").arguments) == {"speaker": "Waltz", "about": "truce", "page": "2"}
    assert dict(request.but(about=None).arguments) == {"speaker": "Waltz"}
    assert request.but(page="2").but(page=None) == Request(command="quote", arguments=request.arguments)
