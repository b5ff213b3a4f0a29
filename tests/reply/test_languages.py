"""Every kind of reply in every language: nothing of ours is left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands import Asker, request
from bot.desk import DeskOptions
from bot.reply import catalogue
from bot.reply.model import Line, Reply
from tests.desks import a_desk

TRANSLATED = [language for language in catalogue.LANGUAGES if language != catalogue.ENGLISH]
ENGLISH = re.compile(
    r"\b(the|and|of|are|with|not|you|your|from|this|that|which|said|been|more|than|only|nobody|could|searched|read|"
    r"articles|quotations?|words|others?|files?|again|understood|about|people|whose|without|reported)\b(?!:)",
    re.IGNORECASE,
)
"""Words that German and Spanish do not have. `about:` and the like are keys that people type."""
EXAMPLES = re.compile(
    r"“[^”]*”|what did Peskov say[^?]*\?|compare Waltz and Peskov|/[a-z_]+( [a-z_]+:?yes)?|\(quoted .*\)|\bfrom \("
    r"|A letter without any date\."
)
"""What stands in our sentences as an example or a key, which are typed in English everywhere, and a title."""
LINES = (
    "/help",
    "/help quote",
    "/help nix",
    "/quotedesk status",
    "/quotedesk audit",
    "/quote",
    "/quote Ruiz",
    "/quote Ruiz page:x",
    "/quote Ruiz about:plank",
    "/quote Ruiz about:zebra",
    "/quote Ruiz kind:reported",
    "/quote Ruiz from:2026-01-01",
    "/quote Ruiz from:2025-03-15 to:2025-03-01",
    "/quote Ruiz from:zzz",
    "/quote Ruiz source:Nix",
    "/quote Ruis",
    "/quote Ana Ruis",
    "/quote Bell",
    "/quote Xanthippe",
    "/actor Ruiz",
    "/actor harbour master",
    "/actors",
    "/actors B",
    "/actors Q",
    "/actors kind:place",
    "/find wood rotten",
    "/find zebra",
    "/find -zebra",
    "/articles",
    "/articles source:Coast",
    "/articles nix",
    "what did Ruiz say about the pier?",
    "what did Ruiz say about zebras?",
    "who spoke about coffee?",
    "when will the ferry sail?",
    "where is the news conference?",
    "why is the pier shut?",
    "how many quotes by Ruiz?",
    "did Tom Bell say nobody asked us?",
    "what did Bell say?",
    "what did Trump say?",
    "who is Omar Haddad?",
    "compare Ruiz and Haddad",
    "how did Ruiz change over time?",
    "what did Ruiz deny?",
    "the",
    "/check We will rebuild it plank by plank",
    "/check We will rebuild it",
    "/check We will not rebuild it plank by plank",
    "/check Nobody asked us ... The crew is ready",
    "/check “Nobody asked us” speaker:Ruiz",
    "/check zebras are green",
    "/check the wood was rotten",
    "/check the",
    "/check",
    "/reload dry_run:yes",
    "/reload",
    "/nix",
    "/quot Ruiz",
    "/quotedesk article nix",
    "x" * 4_000,
)
MANAGER = "1"


def own_words(reply: Reply) -> Iterator[str]:
    """What we say in the reply; names, titles and words of the articles are parts of other kinds."""
    for block in reply.blocks:
        if isinstance(block, Line):
            yield from (part for part in block.parts if isinstance(part, str))
    yield from (button.label for button in reply.buttons)
    yield from reply.understood.notes
    if reply.refusal:
        yield reply.refusal.reason


def english(reply: Reply) -> list[str]:
    """Whatever of ours has English words."""
    return [words for words in own_words(reply) if ENGLISH.search(EXAMPLES.sub(" ", words))]


@pytest.mark.parametrize("language", TRANSLATED)
async def test_no_reply_has_an_english_sentence(language: str, tmp_path: Path) -> None:
    options = DeskOptions(operators=frozenset({f"discord:{MANAGER}"}), rate_per_user=200)
    desk = await a_desk(tmp_path / "a", options=options)
    (tmp_path / "a" / "kaputt.json").write_text("{", "utf-8")
    await desk.reload()
    found: dict[str, list[str]] = {}
    for number, line in enumerate(LINES):
        asker = Asker(platform="discord", user=MANAGER, place=str(number), locale=language)
        if wrong := english(await desk.ask_line(line, asker)):
            found[line[:40]] = wrong
    quoted = await desk.ask_line("/quote Ruiz", asker)
    for command in ("context", "why"):
        if wrong := english(await desk.ask(request(command, quote=quoted.items[0].id), asker)):
            found[command] = wrong
    stranger = Asker(platform="discord", user="2", locale=language)
    if wrong := english(await desk.ask_line("/reload", stranger)):
        found["not allowed"] = wrong
    await desk.close()
    assert found == {}


async def test_the_same_replies_are_english_for_everybody_else(tmp_path: Path) -> None:
    desk = await a_desk(tmp_path / "a")
    reply = await desk.ask_line("/quote Xanthippe", Asker(platform="discord", user="2", locale="fr"))
    await desk.close()
    assert english(reply)
