"""Nothing in the words of articles and users takes effect, and they can be had back character for character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.escape import address, escape, one_line, unescape

MARKUP = "\\*_~`|<>@#:[]()-+.!1 9\n\r\t“”⟨⟩U&/"
UNSEEN = "\u202e\u2066\u200b\u200d\u200e\u00ad\ufeff\u2028\u0000\x1b\u3164\U000e0041\ud800"
ANYTHING = st.text(alphabet=st.one_of(st.sampled_from(MARKUP + UNSEEN), st.characters()), max_size=80)


@given(ANYTHING)
def test_undoing_the_escaping_gives_the_words_back(text: str) -> None:
    assert unescape(escape(text)) == text


@given(ANYTHING)
def test_no_mark_that_begins_markup_is_left_without_its_backslash(text: str) -> None:
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", escape(text))
    assert not re.search(r"[\\*_~`|<>@#\[\]]|:\S", bare)
    assert not re.search(r"(?m)^[ \t]*([-+]|\d+[.)](\s|$))", bare)


@given(ANYTHING)
def test_nothing_unseen_and_no_change_of_direction_is_left(text: str) -> None:
    left = set(escape(text)) - set("\u200c\u200d\u00ad\n\t\r")
    assert not left & set(UNSEEN + "\u202a\u202b\u202d\u2067\u2068\u061c\x00\x85\u2029")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        pytest.param("@everyone and <@501>", r"\@everyone and \<\@501\>", id="mentions"),
        pytest.param("</quote:1> <t:0:R> <:x:1>", r"\</quote\:1\> \<t\:0\:R\> \<\:x\:1\>", id="commands, times, emoji"),
        pytest.param("[here](https://evil.example)", r"\[here\](https\://evil.example)", id="masked link"),
        pytest.param("# title\n-# small\n> quote", "\\# title\n\\-\\# small\n\\> quote", id="headings"),
        pytest.param("- a\n + b\n12. c\n3) d", "\\- a\n \\+ b\n12\\. c\n3\\) d", id="lists"),
        pytest.param("||gone|| ~~no~~ `code`", r"\|\|gone\|\| \~\~no\~\~ \`code\`", id="spoiler"),
        pytest.param("abc\u202edef", "abc⟨U+202E⟩def", id="right-to-left override"),
        pytest.param("⟨U+202E⟩", r"⟨U\+202E⟩", id="what looks like one"),
        pytest.param(
            "👩\u200d👧 نامه\u200cای co\u00adop", "👩\u200d👧 نامه\u200cای co\u00adop", id="joiners that belong"
        ),
        pytest.param("a \u200d b", "a ⟨U+200D⟩ b", id="joiner that does not"),
        pytest.param("At 9:30: a :smile:", "At 9\\:30: a \\:smile:", id="emoji name"),
        pytest.param("a:\rb", "a\\:⟨U+000D⟩b", id="colon before a line end that is shown"),
        pytest.param("12.5 - 3 + 4.", "12.5 - 3 + 4.", id="figures"),
        pytest.param("one\r\ntwo\rthree", "one\r\ntwo⟨U+000D⟩three", id="line ends"),
    ],
)
def test_escape_shows_markup_as_words(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@given(ANYTHING)
def test_one_line_has_no_line_break_and_nothing_unseen(text: str) -> None:
    assert not re.search(r"[\n\r\u2028\u202e\u200b\x00]", one_line(text))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x.example", "", "//x.example", "data:text/html,x"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert address(url) == ""


@given(st.text(max_size=40))
def test_an_address_cannot_end_its_link(rest: str) -> None:
    assert not set(address("https://x.example/" + rest)) & set("()<>[]\\ \n\t|*`")
