"""Any reply becomes messages within the published limits that show every quotation verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.controls import LAST_PART
from adapters.discord.escape import unescape
from adapters.discord.limits import length
from adapters.discord.render import Rendered, components_of, displayed, payload, render
from adapters.discord.state import Form, Sealer
from bot.commands import request
from bot.model import ActorId, Span
from bot.reply.model import (
    Button,
    Choice,
    Cut,
    Divider,
    Does,
    Item,
    ItemKind,
    Line,
    Link,
    Moment,
    Quotation,
    Reply,
    Strong,
    Struck,
    Style,
)
from tests.discord_.events import labels, parts, shown
from tests.discord_.published import CONTAINER, SECTION, SEPARATOR, Json, message_faults
from tests.discord_.replies import a_reply, an_item, item_blocks, items_of

KEY = b"k" * 32
TODAY = date(2025, 3, 14)
WORDS = st.text(
    alphabet=st.one_of(st.sampled_from("ab \n*_<@>#`|“”\u202e😀-1."), st.characters(exclude_categories=["Cs"])),
    min_size=1,
    max_size=400,
)


def sealer() -> Sealer:
    return Sealer(KEY, TODAY, 7)


def all_parts(reply: Reply, form: Form = Form.CARDS, owner: str = "") -> list[Rendered]:
    """Every part of the page, as the ▶ buttons lead through them."""
    first = render(reply, sealer(), form=form, owner=owner)
    rest = (
        render(replace(reply, request=replace(reply.request, part=part)), sealer(), form=form, owner=owner)
        for part in range(1, first.parts)
    )
    return [first, *rest]


def body(rendered: Rendered) -> Json:
    return rendered.to_dict()


def quoted(messages: list[Rendered]) -> str:
    """What stands in block quotes over all messages, unescaped; a continued quotation is joined up again."""
    lines = (line for message in messages for line in shown(body(message)).split("\n"))
    rows = [line[2:] for line in lines if line.startswith("> ")]
    return unescape(re.sub(r"(\\.)|\*\*", r"\1", "\n".join(rows)))


def squeezed(text: str) -> str:
    """Letters alone: where white space and our own marks may differ."""
    return re.sub(r"[\s“”…]+", "", text)


@st.composite
def items(draw: st.DrawFn) -> Item:
    words = draw(WORDS)
    size = len(words)
    cuts = sorted(draw(st.lists(st.integers(0, size), min_size=2, max_size=4, unique=True))) if size > 1 else [0, size]
    pieces = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b] or [(0, size)]
    marks = sorted(draw(st.lists(st.integers(0, size), max_size=4)))
    strong = [(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False) if a < b]
    kind = draw(st.sampled_from(list(ItemKind)))
    return an_item(words, number=draw(st.integers(1, 999)), kind=kind, pieces=pieces, strong=strong)


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    found = draw(st.lists(items(), max_size=10, unique_by=lambda item: item.id))
    blocks = [b for item in found for b in (*item_blocks(item), *draw(st.lists(lines(item), max_size=2)))]
    asked = request("quote", speaker=draw(WORDS), about=draw(WORDS), page="2")
    more = draw(st.lists(st.builds(lambda n: button(n), st.integers(0, 9)), max_size=6))
    choices = draw(st.lists(st.builds(choice, st.integers(0, 40), WORDS), max_size=30))
    reply = a_reply(found, asked=asked, page=2, pages=3, public=draw(st.booleans()), buttons=more, choices=choices)
    return replace(reply, blocks=tuple(blocks), verdict=draw(st.sampled_from([None, "exact", "altered", "not_found"])))


def button(number: int) -> Button:
    return Button(does=Does.MORE, label=f"More of {number}", request=request("actor", name=f"@actor-{number}"))


def choice(number: int, words: str) -> Choice:
    asked = request("quote", speaker=f"@actor-{number}")
    return Choice(id=ActorId(f"actor-{number}"), name=words, role=words, quotes=number, request=asked)


def lines(item: Item) -> st.SearchStrategy[Line | Divider]:
    cut = Cut(article=item.article, span=item.spans[0], strong=True)
    inline = st.one_of(
        WORDS,
        WORDS.map(Strong),
        WORDS.map(Struck),
        st.builds(Link, WORDS, WORDS.map("https://x.example/".__add__)),
        st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2040, 1, 1)).map(Moment),  # noqa: DTZ001 # naive on purpose: read as UTC
        st.just(cut),
    )
    made = st.builds(
        lambda found, style: Line(parts=tuple(found), style=style),
        st.lists(inline, max_size=3),
        st.sampled_from(list(Style)),
    )
    return st.one_of(made, st.just(Divider()))


@settings(deadline=None, max_examples=120)
@given(replies(), st.sampled_from(list(Form)), st.sampled_from(["", "123456789012345678"]))
def test_no_message_breaks_a_published_limit(reply: Reply, form: Form, owner: str) -> None:
    for message in all_parts(reply, form, owner):
        assert message_faults(body(message)) == []


@settings(deadline=None, max_examples=120)
@given(replies(), st.sampled_from(list(Form)))
def test_every_quotation_is_shown_verbatim(reply: Reply, form: Form) -> None:
    text = squeezed(quoted(all_parts(reply, form)))
    at = 0
    for item in items_of(reply.blocks):
        for span in item.spans:
            words = squeezed(span.of(item.article.text))
            found = text.find(words, at)
            assert found >= 0
            at = found + len(words)


@settings(deadline=None)
@given(items())
def test_short_quotation_can_be_had_back_character_for_character(item: Item) -> None:
    message = render(a_reply([item]), sealer())
    words = [span.of(item.article.text) for span in item.spans]
    expected = " … ".join(f"“{w}”" for w in words) if item.kind is ItemKind.DIRECT else " … ".join(words)
    assert quoted([message]) == expected


def test_long_quotation_goes_on_in_the_next_part_and_nothing_is_lost() -> None:
    words = " ".join(f"word{n}" for n in range(2500))
    messages = all_parts(a_reply([an_item(words)]))
    assert len(messages) > 3
    assert re.findall(r"word\d+", quoted(messages)) == words.split()
    assert "continued" in shown(body(messages[2]))
    assert "Part 3 of" in shown(body(messages[2]))
    assert all(displayed(m.components) <= 4000 and components_of(m.components) <= 40 for m in messages)


def test_page_of_five_quotations_is_one_message_of_sections() -> None:
    message = render(a_reply([an_item(number=n) for n in range(1, 6)], pages=3), sealer())
    assert message.parts == 1
    (container,) = message.components
    assert container["type"] == CONTAINER
    kinds = [child["type"] for child in container["components"]]
    assert kinds.count(SECTION) == 5
    assert kinds.count(SEPARATOR) == 6
    assert [child["accessory"]["label"] for child in container["components"] if child["type"] == SECTION] == [
        "Context"
    ] * 5


def test_what_else_can_be_asked_of_a_quotation_stands_in_one_menu() -> None:
    message = render(a_reply([an_item(number=n) for n in (1, 2)]), sealer())
    menus = [part for part in parts(body(message)) if part["type"] == 3]
    assert [[option["label"] for option in menu["options"]] for menu in menus] == [
        ["1. Why this speaker?", "2. Why this speaker?"]
    ]


def test_choices_are_a_menu_with_roles_and_counts() -> None:
    message = render(a_reply([], choices=[choice(n, f"Name {n}") for n in range(3)]), sealer())
    (menu,) = [part for part in parts(body(message)) if part["type"] == 3]
    assert [option["label"] for option in menu["options"]] == ["Name 0", "Name 1", "Name 2"]
    assert menu["options"][1]["description"] == "Name 1 · 1 quotation"


def test_first_page_has_no_way_back_and_the_last_none_further() -> None:
    assert [label for label in labels(body(render(a_reply(pages=2), sealer()))) if label in "◀▶"] == ["▶"]
    assert [label for label in labels(body(render(a_reply(page=2, pages=2), sealer()))) if label in "◀▶"] == ["◀"]


def test_the_way_back_from_a_page_leads_to_its_last_part() -> None:
    long = an_item(" ".join(f"word{n}" for n in range(1500)))
    asked = replace(request("quote", speaker="Brenner"), part=LAST_PART)
    message = render(a_reply([long], asked=asked), sealer())
    assert message.part == message.parts - 1 > 0


def test_failed_reply_offers_no_form_and_is_never_public() -> None:
    message = render(a_reply([], public=True, failed=True), sealer())
    assert not message.public
    assert "Refine…" not in labels(body(message))


def test_article_that_changed_behind_the_archive_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    good, bad = an_item(number=1), an_item("Nobody said this at all.", number=2)
    bad = replace(bad, article=replace(bad.article, text=bad.article.text.replace("Nobody", "Everybody")))
    message = render(a_reply([bad, good]), sealer())
    assert "said this" not in shown(body(message))
    assert "The ferry will sail" in shown(body(message))
    assert bad.id not in shown(body(message))
    assert [getattr(record, "item", None) for record in caplog.records] == [bad.id]


def test_emphasis_links_and_times() -> None:
    item = an_item("wind or no wind", strong=[(0, 4)])
    line = Line(
        parts=(
            Strong(" on time "),
            Struck("late"),
            " ",
            Link("the [Post]", "https://x.example/a b(c)"),
            " ",
            Moment(datetime(2025, 3, 14, 9, 30, tzinfo=UTC)),
            " ",
            Moment(date(2025, 3, 14)),
        )
    )
    text = shown(body(render(a_reply(blocks=(Quotation(item=item), line)), sealer())))
    assert "> “**wind** or no wind”" in text
    assert r" **on time** ~~late~~ [the \[Post\]](https://x.example/a%20b%28c%29) <t:1741944600:f> 14 Mar 2025" in text


def test_paragraphs_stay_inside_the_quotation() -> None:
    text = shown(body(render(a_reply([an_item("One.\n\nTwo.\n# Three.")]), sealer())))
    assert "> “One.\n> \n> Two.\n> \\# Three.”" in text


def test_words_of_the_article_that_are_no_direct_speech_get_no_marks() -> None:
    item = an_item("the ferry would “never” stop", kind=ItemKind.MIXED)
    assert "> the ferry would “never” stop" in shown(body(render(a_reply([item]), sealer())))


def test_text_form_has_content_and_classic_rows() -> None:
    message = body(render(a_reply([an_item(number=n) for n in (1, 2)], pages=2), sealer(), form=Form.TEXT))
    assert length(message["content"]) <= 2000
    assert all(row["type"] == 1 for row in message["components"])
    assert message_faults(message) == []


def test_same_reply_gives_the_same_payload() -> None:
    assert render(a_reply(), sealer()) == render(a_reply(), sealer())


def test_payload_for_printing_is_a_whole_message() -> None:
    assert message_faults(payload(a_reply())) == []


def test_spans_of_a_split_quotation_are_marked_each() -> None:
    words = "We will sail, she said, in June."
    item = an_item(words, pieces=[(0, 12), (24, 32)])
    assert item.spans[0] == Span(11, 23)
    assert "> “We will sail” … “in June.”" in shown(body(render(a_reply([item]), sealer())))


def every_custom_id(message: Rendered) -> Iterator[str]:
    for part in parts(body(message)):
        if "custom_id" in part:
            yield part["custom_id"]


def test_state_that_is_too_long_for_its_button_is_kept_elsewhere() -> None:
    asked = request("quote", speaker="Brenner", about="the long way round the harbour " * 8)
    used = sealer()
    message = render(a_reply(asked=asked, pages=2), used, owner="123456789012345678")
    assert used.kept
    assert all(len(custom_id) <= 100 for custom_id in every_custom_id(message))
    assert all(key in "".join(every_custom_id(message)) for key in used.kept)
