"""Keys without a colon behind a name: the same request as with it, and the reply says how it was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import Asker, Request, request
from bot.query.bare_keys import read_bare_keys
from bot.query.language import parse_line
from tests.desks import a_desk
from tests.query.seed_view import seed_view


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/quote Tarrant about budget", request("quote", speaker="Tarrant", about="budget")),
        (
            "/quote Barnaby Tarrant on the water main",
            request("quote", speaker="Barnaby Tarrant", about="the water main"),
        ),
        ("/quote Vantongern about the levy", request("quote", speaker="Vantongern", about="the levy")),
        ("/quote Walz about peace", request("quote", speaker="Walz", about="peace")),
        ("/quote Waltz since 2025-03-01", request("quote", speaker="Waltz", from_="2025-03-01")),
        (
            "/quote Waltz about compromises from March 2025 to April 2025",
            request("quote", speaker="Waltz", about="compromises", from_="March 2025", to="April 2025"),
        ),
        ("/quote Vantongeren from Coast Herald", request("quote", speaker="Vantongeren", source="Coast Herald")),
        ("/quote Vantongeren source herald", request("quote", speaker="Vantongeren", source="herald")),
        (
            "/quote Waltz about peace until 2026 sort:best",
            request("quote", speaker="Waltz", about="peace", to="2026", sort="best"),
        ),
    ],
)
def test_bare_keys_are_read_as_keys(typed: str, meant: Request) -> None:
    read = read_bare_keys(parse_line(typed), seed_view())
    assert read.arguments == meant.arguments
    assert len(read.notes) == 1
    assert read.notes[0].startswith("Read as /quote ")


@pytest.mark.parametrize(
    "typed",
    [
        "/quote Waltz",
        "/quote Waltz about:budget",
        "/quote Nobody about budget",
        "/quote Waltz about",
        "/quote about Waltz",
        "/quote Waltz until nevermore",
        "/quote Tarrant to Monday",
        "/quote Waltz about peace about:war",
        "/actor Waltz about budget",
        "/find levy about budget",
        "/actors ko from 2026",
    ],
)
def test_other_requests_stay_as_they_are(typed: str) -> None:
    asked = parse_line(typed)
    assert read_bare_keys(asked, seed_view()) == asked


@given(
    st.lists(st.sampled_from("Waltz Nobody about on from since to until source Monday 2026 peace".split()), min_size=1)
)
def test_keys_in_any_order_never_fail(words: list[str]) -> None:
    asked = request("quote", speaker=" ".join(words))
    assert read_bare_keys(asked, seed_view()).get("speaker")


async def test_choice_among_several_keeps_the_topic(tmp_path: Path) -> None:
    desk = await a_desk(tmp_path / "articles")
    try:
        reply = await desk.ask_line("/quote Bell about sandwich", Asker(platform="console", user="u"))
        assert {choice.name for choice in reply.choices} == {"Clara Bell", "Tom Bell"}
        assert {choice.request.get("about") for choice in reply.choices} == {"sandwich"}
        assert "Read as /quote Bell about:sandwich." in reply.understood.notes
    finally:
        await desk.close()
