"""Who wrote a text file, when and for whom, by its first lines; the text itself stays whole."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from bot.archive.port import Known
from bot.extract.pipeline import extract
from bot.ingest.heading import Heading, heading_of
from bot.ingest.jobs import prepare
from bot.model import article_id
from tests.ingest.test_formats import draft

BODY = "Ferries will not sail before Monday, the harbour office said, because the quay wall has moved by a hand.\n"
DAY = date(2025, 5, 4)
ADA = ("Ada Lind",)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["By Ada Lind", "4 May 2025, Harbour Post"], Heading(DAY, "Harbour Post", ADA)),
        (["By Ada Lind | Harbour Post | May 4, 2025"], Heading(DAY, "Harbour Post", ADA)),
        (["By Ada Lind | Sea Letters | 4th of May 2025"], Heading(DAY, "Sea Letters", ADA)),
        (["By Ada Lind and Bo Krag in Port Els", "Sunday, May 4, 2025"], Heading(DAY, None, ("Ada Lind", "Bo Krag"))),
        (["By Ada Lind, Harbour Post", "Sunday 4 May 2025"], Heading(DAY, "Harbour Post", ADA)),
        (
            ["By Ada Lind, court reporter", "Els Crown Court, 4 May 2025, Harbour Post"],
            Heading(DAY, "Harbour Post", ADA),
        ),
        (["May 4, 2025", "The Harbour Post", "By Ada Lind"], Heading(DAY, "The Harbour Post", ADA)),
        (["What the harbour office knew", "Harbour Post, 4 May 2025"], Heading(DAY, "Harbour Post")),
        (["Published: 2025-05-04 08:15"], Heading(DAY)),
        (["Updated Sun 4 May 2025 at 8.15 a.m. BST", "*Harbour Post*"], Heading(DAY, "Harbour Post")),
        (["4 May 2025 · Harbour Post"], Heading(DAY, "Harbour Post")),
        (["Port Els, 4 May 2025"], Heading(DAY)),
        (["By Ada Lind | City Desk | 4 May 2025"], Heading(DAY, None, ADA)),
        (["KQRX, May 4, 2025. The keeper spoke with Bo Krag."], Heading(DAY, "KQRX")),
        (["PORT ELS (Coast Wire), May 4, 2025 — Ferries will not sail."], Heading(DAY, "Coast Wire")),
        (["PORT ELS, Norland, May 4 (Coast Wire) - Ferries will not sail."], Heading(None, "Coast Wire")),
    ],
)
def test_heading(lines: list[str], wanted: Heading) -> None:
    assert heading_of("\n\n".join(["Ferries stay in port", *lines, BODY])) == wanted


@pytest.mark.parametrize(
    "lines",
    [
        ["By the time the ferry sailed, the wind had dropped."],
        ["Timeline of 4 May 2025"],
        ["“I was there on 4 May 2025,” the keeper of the Harbour Post said."],
        ["The keeper left on May 4, 2025, and the office has been empty ever since."],
        ["By Monday"],
        ["Harbour Post readers were the first to know."],
        ["31 February 2025"],
    ],
)
def test_a_line_of_the_article_is_no_heading(lines: list[str]) -> None:
    assert heading_of("\n\n".join(["Ferries stay in port", *lines, BODY])) == Heading()


@pytest.mark.parametrize("text", ["", "\n", "One line", "—", "By", "By \n\n|||", "a\n" * 50])
def test_any_text_has_a_heading_or_none(text: str) -> None:
    assert heading_of(text) == Heading()


def test_the_text_stays_whole() -> None:
    text = f"Ferries stay in port\n\nBy Ada Lind\n4 May 2025, Harbour Post\n\n{BODY}"
    found = draft("pier.txt", text)
    assert found.text == text
    assert (found.published, found.source, found.authors) == (DAY, "Harbour Post", ADA)


def test_what_a_file_declares_counts_more_than_its_lines() -> None:
    found = draft("a.md", f"---\ndate: 2024-01-02\n---\n# Ferries\n\nBy Ada Lind\n4 May 2025, Harbour Post\n\n{BODY}")
    assert (found.published, found.source, found.authors) == (date(2024, 1, 2), "Harbour Post", ADA)


def test_a_date_that_is_none_is_told_and_not_replaced() -> None:
    found = draft("a.md", f"---\ndate: soon\n---\nFerries\n\n4 May 2025, Harbour Post\n\n{BODY}")
    assert found.published is None
    assert found.note


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2025-05-04-pier.txt", DAY),
        ("post_2025-05-04_pier.md", DAY),
        ("2025-05-04.txt.gz", DAY),
        ("2025-13-04-pier.txt", None),
        ("12025-05-041.txt", None),
        ("2025-05-04/pier.txt", None),
    ],
)
def test_the_day_in_a_file_s_name_is_the_last_to_be_asked(name: str, day: date | None) -> None:
    data = BODY.encode()
    assert draft(name, gzip.compress(data) if name.endswith(".gz") else data).published == day


def test_a_date_in_the_text_comes_before_that_in_the_name() -> None:
    assert draft("2025-01-01.txt", f"Ferries\n\nHarbour Post, 4 May 2025\n\n{BODY}").published == DAY


def test_the_lines_of_a_heading_are_no_sentences() -> None:
    text = f"Ferries stay in port\n\nBy Ada Lind | Harbour Post\n\n4 May 2025\n\n{BODY}"
    known = Known(id=article_id("pier.txt"), fingerprint="", size=len(text), mtime_ns=0)
    prepared = prepare(draft("pier.txt", text), "pier.txt", known, extract)
    sentences = [span.of(text) for span in prepared.extraction().sentences]
    assert sentences == ["Ferries stay in port", BODY.strip()]
