"""Every format gives the same: text, title, date, outlet, address, authors."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime

import pytest

from bot.errors import SourceUnreadable
from bot.ingest.dates import parse_moment
from bot.ingest.decoding import decode
from bot.ingest.draft import BadRecord, Draft, Limits
from bot.ingest.readers import READERS, read

TEXT = "The pier was quiet.\n\n“We wait,” said Ada Brenner, the harbour master. “And we <mend> & mind the ropes.”"
HTML_TEXT = TEXT.replace("<", "&lt;").replace("& ", "&amp; ")
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in HTML_TEXT.split("\n\n"))


def drafts(name: str, data: bytes | str) -> list[Draft | BadRecord]:
    return list(read(name, data.encode() if isinstance(data, str) else data, Limits()))


def draft(name: str, data: bytes | str) -> Draft:
    (found,) = drafts(name, data)
    assert isinstance(found, Draft)
    return found


PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Quiet pier | Harbour Post</title><meta property="og:title" content="Quiet pier">
<meta property="og:site_name" content="Harbour Post"><link rel="canonical" href="https://post.example/pier">
<meta property="article:published_time" content="2025-03-14T10:00:00+01:00"><meta name="author" content="Bo Lind">
<style>p {{ color: red }}</style><script>var quoted = "“never said”";</script></head><body>
<nav><a href="/">Home</a> <a href="/sea">Sea</a></nav><article><h1>Quiet pier</h1>{PARAGRAPHS}
<aside><p>Read also: herring</p></aside></article><footer><p>All rights reserved</p></footer></body></html>"""

ARTICLE_LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Quiet pier",
    "articleBody": TEXT,
    "datePublished": "2025-03-14T10:00:00+01:00",
    "publisher": {"@type": "Organization", "name": "Harbour Post"},
    "author": [{"@type": "Person", "name": "Bo Lind"}],
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://post.example/pier"},
}
NINJS = {
    "uri": "urn:post:1",
    "type": "text",
    "versioncreated": "2025-03-14T10:00:00+01:00",
    "headline": "Quiet pier",
    "byline": "By Bo Lind",
    "provider": "Harbour Post",
    "url": "https://post.example/pier",
    "body_xhtml": f"<div>{PARAGRAPHS}</div>",
}
NINJS_2 = {
    "uri": "urn:post:1",
    "firstCreated": "2025-03-14T10:00:00+01:00",
    "headlines": [{"role": "main", "value": "Quiet pier"}],
    "bodies": [{"contentType": "text/html", "value": PARAGRAPHS}, {"contentType": "text/plain", "value": TEXT}],
    "by": "Bo Lind",
    "publisher": {"name": "Harbour Post"},
    "url": "https://post.example/pier",
}
PLAIN = {
    "title": "Quiet pier",
    "text": TEXT,
    "date": "2025-03-14T10:00:00+01:00",
    "source": "Harbour Post",
    "url": "https://post.example/pier",
    "authors": ["Bo Lind"],
}
MARKDOWN = f"""---
title: Quiet pier
date: 2025-03-14T10:00:00+01:00
source: Harbour Post
url: https://post.example/pier
authors: [Bo Lind]
---
{TEXT}"""
ITEM = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:post:1" version="1">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Harbour Post"/>
<versionCreated>2025-03-15T10:00:00+01:00</versionCreated><pubStatus qcode="stat:usable"/>
<link rel="irel:canonical" href="https://post.example/pier"/></itemMeta>
<contentMeta><contentCreated>2025-03-14T10:00:00+01:00</contentCreated><creator><name>Bo Lind</name></creator>
<headline>Quiet pier</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body>{PARAGRAPHS}</body></html>
</inlineXML></contentSet></newsItem>"""
NITF = f"""<?xml version="1.0" encoding="UTF-8"?><nitf><head><title>Quiet pier</title><docdata>
<date.issue norm="20250314T100000+0100"/></docdata><pubdata name="Harbour Post"/></head><body><body.head><hedline>
<hl1>Quiet pier</hl1></hedline><byline>By Bo Lind</byline></body.head><body.content>{PARAGRAPHS}</body.content></body>
</nitf>"""

WHOLE = {
    "pier.md": MARKDOWN,
    "pier.html": PAGE,
    "pier.json": json.dumps(PLAIN),
    "schema-org.json": json.dumps(ARTICLE_LD),
    "ninjs.json": json.dumps(NINJS),
    "ninjs-2.json": json.dumps(NINJS_2),
    "item.xml": ITEM,
    "nitf.xml": NITF,
}


@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("name", sorted(WHOLE))
def test_format_gives_every_field(name: str, compressed: bool) -> None:
    data = WHOLE[name].encode()
    found = draft(name + ".gz", gzip.compress(data)) if compressed else draft(name, data)
    assert found.text == TEXT
    assert found.title == "Quiet pier"
    assert found.published == datetime.fromisoformat("2025-03-14T10:00:00+01:00")
    assert found.source == "Harbour Post"
    assert found.authors == ("Bo Lind",)
    assert found.url == (None if name == "nitf.xml" else "https://post.example/pier")
    assert (found.key, found.note) == ("", None)


def test_text_file_is_its_text() -> None:
    found = draft("a.txt", TEXT + "\r\n\ttail ")
    assert found.text == TEXT + "\r\n\ttail "
    assert (found.title, found.published) == (None, None)


@pytest.mark.parametrize(
    ("data", "body"),
    [
        pytest.param("No front matter.\n---\nat all", "No front matter.\n---\nat all", id="none"),
        pytest.param("---\nnever closed\n", "---\nnever closed\n", id="unclosed"),
        pytest.param("---\ntitle: T\n---\n\n# Body\r\n", "\n# Body\r\n", id="body as it stands"),
        pytest.param("---\r\ntitle: T\r\n---\r\nBody", "Body", id="carriage returns"),
        pytest.param("---\n# nothing\n---\nBody\n---\nmore", "Body\n---\nmore", id="empty, with a rule in the body"),
    ],
)
def test_markdown_body(data: str, body: str) -> None:
    assert draft("a.md", data).text == body


@pytest.mark.parametrize(
    "title",
    [
        "Storm at sea: the day after",
        "“I stayed”: Bo Lind on the pier",
        "'I stayed': the keeper’s story",
        '"Never again" says keeper',
        "[Updated] Pier shut",
        "@pier: shut",
        "Pier shut: 5% \\ more",
    ],
)
def test_a_title_that_is_no_yaml_is_taken_as_it_stands(title: str) -> None:
    found = draft("a.md", f"---\ntitle: {title}\ndate: 2025-03-14\nauthors:\n  - Bo Lind\n---\nBody")
    assert found.title == title
    assert found.published == date(2025, 3, 14)
    assert found.authors == ("Bo Lind",)


def test_json_list_names_articles_by_id_address_or_place() -> None:
    found = drafts(
        "a.json",
        json.dumps([{"id": 7, "text": "One."}, {"url": "https://x.example/2", "text": "Two."}, {"text": "Three."}]),
    )
    assert [d.key for d in found] == ["7", "https://x.example/2", "3"]


@pytest.mark.parametrize("wrapper", ["articles", "items", "@graph"])
def test_json_wrappers_are_opened(wrapper: str) -> None:
    assert len(drafts("a.json", json.dumps({wrapper: [PLAIN, ARTICLE_LD]}))) == 2


def test_json_lines_cost_only_the_bad_ones() -> None:
    lines = [json.dumps({"id": "a", "text": "One."}), "", "{broken", json.dumps({"text": "Two."}), "[]"]
    found = drafts("a.jsonl", "\n".join(lines))
    assert [(type(d), d.key) for d in found] == [
        (Draft, "a"),
        (BadRecord, "line 3"),
        (Draft, "line 4"),
        (BadRecord, "line 5"),
    ]


def test_news_message_holds_many_items() -> None:
    second = ITEM.replace("urn:post:1", "urn:post:2")
    picture = second.replace("urn:post:2", "urn:post:3").replace(PARAGRAPHS, "").replace("ninat:text", "ninat:picture")
    gone = ITEM.replace("urn:post:1", "urn:post:4").replace("stat:usable", "stat:canceled")
    message = f'<newsMessage xmlns="x"><itemSet>{ITEM}{second}{picture}{gone}</itemSet></newsMessage>'
    found = drafts("wire.xml", message)
    assert [d.key for d in found] == ["urn:post:1", "urn:post:2", "urn:post:3", "urn:post:4"]
    assert [type(d) for d in found] == [Draft, Draft, BadRecord, BadRecord]
    assert [d.reason for d in found if isinstance(d, BadRecord)] == ["no text, but picture", "withdrawn by its agency"]


def test_page_keeps_a_quotation_with_inline_markup_in_one_line() -> None:
    body = "<p>“We <b>never</b> said <a href='/x'>that</a>,” Ada said.<br>Really.</p><p>One<br><br>Two</p>"
    found = draft("a.html", f"<html><body><article>{body}</article></body></html>")
    assert found.text == "“We never said that,” Ada said. Really.\n\nOne\n\nTwo"


def test_page_without_declared_date_has_none() -> None:
    found = draft("a.html", "<html><body><p>On March 3, 2021 it rained, said Ada Brenner. " + "Rain. " * 80 + "</p>")
    assert found.published is None


def test_page_leaves_out_what_is_not_the_article() -> None:
    noise = "<div class='nav'><ul><li><a href='/a'>Sea</a></li><li><a href='/b'>Land</a></li></ul></div>"
    long = "".join(
        f"<p>Paragraph {i} of a long report. “We wait,” said Ada Brenner for the {i}th time.</p>" for i in range(9)
    )
    found = draft("a.html", f"<html><body>{noise}<main>{long}</main><form>Subscribe</form>{noise}</body></html>")
    assert found.text.startswith("Paragraph 0 of")
    assert found.text.endswith("8th time.")
    assert found.text.count("\n\n") == 8


def test_json_ld_wins_over_meta() -> None:
    script = json.dumps({"@graph": [{"@type": "WebSite"}, {**ARTICLE_LD, "headline": "From JSON-LD"}]})
    page = PAGE.replace("</head>", f'<script type="application/ld+json">{script}</script></head>')
    assert draft("a.html", page).title == "From JSON-LD"
    broken = PAGE.replace("</head>", '<script type="application/ld+json">{oops</script></head>')
    assert draft("a.html", broken).title == "Quiet pier"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        pytest.param("utf-8", b"", id="UTF-8"),
        pytest.param("utf-8", b"\xef\xbb\xbf", id="UTF-8 with mark"),
        pytest.param("utf-16-le", b"\xff\xfe", id="UTF-16 little endian"),
        pytest.param("utf-16-be", b"\xfe\xff", id="UTF-16 big endian"),
        pytest.param("cp1252", b"", id="Windows-1252"),
    ],
)
def test_encodings_give_the_same_text(encoding: str, mark: bytes) -> None:
    text = ("“We wait – in the café,” said Zoë Brenner.\r\n" * 8) + "End."
    assert decode(mark + text.encode(encoding)) == text


def test_cyrillic_legacy_text_is_read() -> None:
    text = "Паром не выйдет в море, сказала начальник порта. Мы не можем рисковать людьми, добавила она. " * 5
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp"])
def test_japanese_legacy_text_is_read(encoding: str) -> None:
    text = (
        "港は静かだった。「我々は待つ」と港長は述べた。議会は月曜日の夜に市役所で再び会合を開く。多くの人が集まった。\n"
        * 3
    )
    assert decode(text.encode(encoding)) == text


def test_chinese_legacy_text_could_be_two_things_and_is_refused() -> None:
    text = "港口很安静。安娜说：“我们会等待。”市议会将于星期一晚上在市政厅再次开会。没有人问船员。\n" * 5
    with pytest.raises(SourceUnreadable, match="not valid UTF-8"):
        decode(text.encode("gbk"))


def test_page_may_declare_its_encoding() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body><article><p>Żółw, said Łukasz Wróbel.</p></article>'
    assert draft("a.html", page.encode("iso-8859-2")).text == "Żółw, said Łukasz Wróbel."


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        pytest.param("2025-03-14", date(2025, 3, 14), id="ISO day"),
        pytest.param("2025-03-14T10:00:00Z", datetime(2025, 3, 14, 10, tzinfo=UTC), id="ISO time"),
        pytest.param("2025-03-14 10:00", datetime(2025, 3, 14, 10), id="ISO with a blank"),  # noqa: DTZ001 - as given
        pytest.param("20250314", date(2025, 3, 14), id="compact day"),
        pytest.param("20250314T100000Z", datetime(2025, 3, 14, 10, tzinfo=UTC), id="compact time"),
        pytest.param("Fri, 14 Mar 2025 10:00:00 GMT", datetime(2025, 3, 14, 10, tzinfo=UTC), id="mail"),
        pytest.param("March 14, 2025", date(2025, 3, 14), id="American"),
        pytest.param("14 March 2025", date(2025, 3, 14), id="British"),
        pytest.param("14.03.2025", date(2025, 3, 14), id="with dots"),
        pytest.param("2025/03/14", date(2025, 3, 14), id="with slashes, year first"),
        pytest.param(1741946400, datetime(2025, 3, 14, 10, tzinfo=UTC), id="seconds"),
        pytest.param("1741946400000", datetime(2025, 3, 14, 10, tzinfo=UTC), id="milliseconds"),
        pytest.param(date(2025, 3, 14), date(2025, 3, 14), id="a day"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="nothing"),
        pytest.param("  ", None, id="blank"),
    ],
)
def test_dates_are_read(words: object, moment: object) -> None:
    assert parse_moment(words) == moment


@pytest.mark.parametrize(
    "words", ["03/04/2025", "soon", "2025-02-31", "2025-13-01", True, [2025], "0001-01-01", "9" * 40, "2025", "14 Mär"]
)
def test_other_dates_are_refused(words: object) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parse_moment(words)


def test_every_reader_is_tried_above() -> None:
    assert set(READERS) == {
        ".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson", ".xml"
    }  # fmt: skip
