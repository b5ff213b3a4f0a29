"""Whatever the engine answers: within Slack's limits, letter for letter, and harmless."""

from __future__ import annotations

import html
import logging
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import mrkdwn
from adapters.slack.render import Message, Shown, render
from bot.commands import Request
from bot.model import Article, Span
from bot.reply.model import (
    Block,
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
from bot.reply.plain import quoted
from bot.sealing import ButtonState, pack
from tests.slack.block_limits import Json, problems, shown
from tests.slack.fake_slack import refused
from tests.slack.replies import a_reply, an_article, an_item, item_buttons

KEY = b"k" * 32


def seal(does: Does, request: Request) -> str:
    return pack(ButtonState(does=does, request=request, generation=7, owner="U0123456789"), KEY)


def rendered(reply: Reply, *, share: bool = True, delete: bool = False, asked_by: str | None = None) -> Message:
    return render(reply, Shown(seal=seal, share=share, delete=delete, asked_by=asked_by))


def quotations(message: Message) -> list[str]:
    """The words of each quotation block as a reader sees them."""
    return [
        "".join(element["text"] for element in part["elements"])
        for block in message.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        if part["type"] == "rich_text_quote"
    ]


def pressed(message: Message, label: str) -> Json | None:
    found = [
        element
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element.get("text", {}).get("text") == label
    ]
    return found[0] if found else None


def all_parts(reply: Reply) -> list[Message]:
    """Every part of the page, followed by its ▶ button."""
    out = []
    for part in range(1_000):
        message = rendered(replace(reply, request=replace(reply.request, part=part)))
        out.append(message)
        if pressed(message, "Next ▶") is None:
            return out
    raise AssertionError("the pages never end")


def test_direct_quotation_has_marks_around_each_segment() -> None:
    (words,) = quotations(rendered(a_reply(an_item())))
    assert words == "“We cannot risk the crew,” … “not in this wind.”"


def test_reported_words_get_no_marks() -> None:
    (words,) = quotations(rendered(a_reply(an_item("The pier stays shut.", kind=ItemKind.INDIRECT))))
    assert words == "The pier stays shut."


def test_paragraphs_of_a_quotation_are_kept() -> None:
    (words,) = quotations(rendered(a_reply(an_item("One day.\n\nAnother day."))))
    assert words == "“One day.\n\nAnother day.”"


def test_stressed_parts_are_bold_and_change_no_letter() -> None:
    article = an_article()
    start = article.text.index("cannot")
    item = an_item("We cannot risk the crew,", article=article, strong=(Span(start, start + 6),))
    message = rendered(a_reply(item))
    quote = message.blocks[1]["elements"][0]
    bold = [e["text"] for e in quote["elements"] if e.get("style")]
    assert bold == ["cannot"]
    assert quotations(message) == ["“We cannot risk the crew,”"]


def test_quotation_of_a_changed_article_is_dropped_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    good, bad = an_item(), an_item("We cannot risk the crew,", article=replace(an_article(), sha256="0" * 64))
    with caplog.at_level(logging.ERROR):
        message = rendered(a_reply(bad, good))
    assert len(quotations(message)) == 1
    assert [record.__dict__["quote"] for record in caplog.records] == [bad.id]
    assert message.text.count("— Ada Brenner") == 1


def test_five_quotations_take_thirteen_blocks() -> None:
    items = [an_item(f"Sentence number {n}.") for n in range(5)]
    kinds = [block["type"] for block in rendered(a_reply(*items)).blocks]
    assert kinds == ["rich_text", *["rich_text", "section"] * 5, "context", "actions"]


def test_moment_is_shown_in_the_readers_time_zone() -> None:
    at = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
    lines = (Line(parts=(Moment(at),)), Line(parts=("read ", Moment(at)), style=Style.FOOTER))
    message = rendered(a_reply(blocks=lines, buttons=()))
    assert message.blocks[0]["elements"][0]["elements"][0]["timestamp"] == 1741944600
    words = message.blocks[1]["elements"][0]["text"]
    assert words == "read <!date^1741944600^{date_short_pretty} {time}|14 Mar 2025, 09:30 UTC>"
    assert "14 Mar 2025, 09:30 UTC" in message.text


def test_bare_day_is_shown_as_it_is() -> None:
    message = rendered(a_reply(blocks=(Line(parts=(Moment(date(2025, 3, 14)),)),), buttons=()))
    assert list(shown(list(message.blocks))) == ["14 Mar 2025"]


def test_link_keeps_its_address_and_cannot_be_broken_out_of() -> None:
    line = Line(parts=(Link("a|b>c", "https://example.org/?a=1&b=2#:~:text=x|y"),), style=Style.SMALL)
    message = rendered(a_reply(blocks=(line,), buttons=()))
    (words,) = shown(list(message.blocks))
    assert words == "<https://example.org/?a=1&amp;b=2#:~:text=x%7Cy|a¦b&gt;c>"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a b", "https://a\n", "ftp://x.y", ""])
def test_link_that_is_no_web_address_becomes_words(url: str) -> None:
    blocks = (Line(parts=(Link("here", url),), style=Style.SMALL), Line(parts=(Link("here", url),)))
    assert list(shown(list(rendered(a_reply(blocks=blocks, buttons=())).blocks))) == ["here", "here"]


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("*bold* ~gone~ `code`", "∗bold∗ ∼gone∼ ˋcodeˋ"),
        ("_slanted_ but dry_run", "＿slanted＿ but dry_run"),
        ("<!everyone> & <@U1>", "&lt;!everyone&gt; &amp; &lt;@U1&gt;"),
        (":fire: at 10:30:45", ":\u200bfire: at 10:\u200b30:45"),
        ("> quoted", "\u200b&gt; quoted"),
    ],
)
def test_attribution_words_take_no_effect(words: str, safe: str) -> None:
    assert mrkdwn.inert(words) == safe


def test_long_page_goes_on_in_parts_and_loses_nothing() -> None:
    items = [an_item(f"{n} " + "words of a very long speech " * 160) for n in range(5)]
    parts = all_parts(a_reply(*items))
    assert len(parts) > 2
    words = "".join(quotations(part)[i] for part in parts for i in range(len(quotations(part))))
    assert words.replace("“", "").replace("”", "") == "".join(i.text for i in items)


def test_last_part_leads_to_the_next_page_and_the_first_to_the_previous() -> None:
    items = [an_item(f"{n} " + "words " * 700) for n in range(4)]
    request = Request(command="quote", arguments=(("page", "2"), ("speaker", "Brenner")))
    reply = a_reply(*items, request=request, page=2, pages=3)
    first, last = rendered(reply), rendered(replace(reply, request=replace(request, part=99)))
    assert pressed(first, "◀ Previous")["value"] == seal(Does.PAGE, request.but(page="1"))  # type: ignore[index] # is there
    assert pressed(first, "Next ▶")["value"] == seal(Does.PAGE, request.but(part=1))  # type: ignore[index]
    assert pressed(last, "Next ▶")["value"] == seal(Does.PAGE, request.but(page="3"))  # type: ignore[index]


def test_button_whose_state_does_not_fit_is_left_out_and_the_reader_told() -> None:
    request = Request(command="find", arguments=(("words", "я" * 900),))
    message = rendered(a_reply(an_item(), request=request, pages=2))
    assert pressed(message, "Next ▶") is None
    assert any("too long for buttons" in words for words in shown(list(message.blocks)))


def test_shared_answer_names_the_asker_without_markup() -> None:
    message = rendered(a_reply(an_item()), share=False, delete=True, asked_by="<!here> *mara*")
    assert message.blocks[0]["elements"][0]["text"] == "Asked by &lt;!here&gt; ∗mara∗"
    assert pressed(message, "Delete") is not None
    assert pressed(message, "Share") is None


def test_many_short_quotations_with_long_links_stay_within_the_limit() -> None:
    items = [an_item(f"{n} ёлки ёлки ёлки ёлки ёлки ёлки ёлки") for n in range(40)]
    parts = all_parts(a_reply(*items))
    assert len(parts) > 1
    for part in parts:
        assert problems(list(part.blocks)) == []


# --- properties ---

NASTY = st.text(alphabet=st.sampled_from("ab c.“”*_~`<>&|:@!#\n\\é🦭\u202e\u200d你-"), min_size=1, max_size=60)
LONG = st.builds(lambda words, times: (words + " ") * times, NASTY, st.integers(1, 400))
WORDS = st.one_of(NASTY, NASTY, NASTY, LONG)
URLS = st.one_of(st.just("https://example.org/a?b=c&d=e"), NASTY, st.just("https://" + "x" * 2_500))
MOMENTS = st.one_of(st.dates(), st.builds(datetime.fromtimestamp, st.integers(1, 4_000_000_000), st.just(UTC)))
INLINES = st.one_of(
    WORDS,
    st.builds(Strong, WORDS),
    st.builds(Struck, NASTY),
    st.builds(Link, NASTY, URLS),
    st.builds(Moment, MOMENTS),
)
LINES = st.builds(
    lambda parts, style: Line(parts=tuple(parts), style=style),
    st.lists(INLINES, max_size=4),
    st.sampled_from(Style),
)


@st.composite
def items(draw: st.DrawFn) -> Item:
    pieces = draw(st.lists(WORDS.filter(lambda words: bool(words.strip())), min_size=1, max_size=3))
    article: Article = an_article(" | ".join(pieces), title=draw(NASTY))
    spans, at = [], 0
    for piece in pieces:
        spans.append(Span(at, at + len(piece)))
        at += len(piece) + 3
    item = an_item(pieces[0], article=article, kind=draw(st.sampled_from(ItemKind)))
    strong = draw(st.integers(0, len(pieces[0]) - 1))
    return replace(item, spans=tuple(spans), strong=(Span(strong, len(pieces[0])),))


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    blocks: list[Block] = []
    buttons: list[Button] = []
    for _ in range(draw(st.integers(0, 12))):
        kind = draw(st.integers(0, 3))
        if kind == 0:
            item = draw(items())
            blocks += [Quotation(item=item), draw(LINES)]
            buttons += item_buttons(item.id)
        elif kind == 1:
            article = an_article(draw(NASTY))
            blocks.append(Line(parts=(draw(NASTY), Cut(article=article, span=Span(0, len(article.text))))))
        else:
            blocks.append(Divider() if kind == 2 else draw(LINES))
    request = Request(command="find", arguments=(("words", draw(WORDS)),))
    buttons += [
        Button(does=does, label=draw(WORDS), request=request.but(page=str(draw(st.integers(1, 4)))))
        for does in draw(st.lists(st.sampled_from([Does.PAGE, Does.SHARE, Does.MORE]), max_size=6))
    ]
    choices = [
        Choice(id=an_item().speaker.id, name=draw(NASTY), role=draw(NASTY), quotes=1, request=request)  # type: ignore[union-attr] # has one
        for _ in range(draw(st.integers(0, 30)))
    ]
    reply = a_reply(request=request, blocks=tuple(blocks), buttons=tuple(buttons), page=2, pages=4)
    return replace(reply, choices=tuple(choices))


@settings(max_examples=150, deadline=None)
@given(replies(), st.booleans(), st.integers(0, 30))
def test_no_reply_breaks_a_limit(reply: Reply, public: bool, part: int) -> None:
    reply = replace(reply, request=replace(reply.request, part=part))
    message = rendered(reply, share=not public, delete=public, asked_by="mara" if public else None)
    assert problems(list(message.blocks)) == []
    assert refused({"text": message.text, "blocks": list(message.blocks)}) == ""


@settings(max_examples=100, deadline=None)
@given(st.lists(items(), min_size=1, max_size=5))
def test_every_quotation_comes_out_letter_for_letter(given_items: list[Item]) -> None:
    parts = all_parts(a_reply(*given_items))
    together = "".join(words for part in parts for words in quotations(part))
    bare = together.replace("“", "").replace("”", "").replace(" … ", "")
    wanted = "".join(span.of(item.article.text) for item in given_items for span in item.spans)
    assert bare == wanted.replace("“", "").replace("”", "").replace(" … ", "")
    if len(parts) == 1:
        spoken = html.unescape(parts[0].text)
        for item in given_items:
            for line in quoted(item).split("\n"):
                assert line in spoken


@given(st.text(max_size=200))
def test_escaping_is_undone_exactly(words: str) -> None:
    assert mrkdwn.unescape(mrkdwn.escape(words)) == words


@given(st.text(max_size=200))
def test_inert_words_open_no_markup(words: str) -> None:
    safe = mrkdwn.inert(words)
    assert "<" not in safe
    assert "*" not in safe


@given(st.text(max_size=300))
def test_any_delivered_text_can_be_read(words: str) -> None:
    mrkdwn.typed(words, bot_user="UBOT")
