"""Whatever lies in the folder: reported by name with a reason a person understands, and the rest goes on."""

# ruff: noqa: E501 - one case a line, to be read as a table

from __future__ import annotations

import gzip
import os
import socket
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.archive.memory import MemoryArchive
from bot.ingest.progress import Progress, Step
from tests.ingest.newsroom import renew, story

Make = Callable[[Path], object]


def file(name: str, data: bytes | str) -> Make:
    return lambda folder: (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


def link(name: str, target: str) -> Make:
    return lambda folder: (folder / name).symlink_to(target)


def a_socket(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket is at most 108 bytes long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("s.txt")
    finally:
        os.chdir(here)


def sparse(name: str, size: int) -> Make:
    def make(folder: Path) -> None:
        with (folder / name).open("wb") as stream:
            stream.truncate(size)

    return make


def zip_bomb(folder: Path) -> None:
    engine = zlib.compressobj(9, wbits=31)
    block = b" a" * 500_000
    data = b"".join(engine.compress(block) for _ in range(60)) + engine.flush()
    (folder / "bomb.txt.gz").write_bytes(data)


BOMB = '<?xml version="1.0"?><!DOCTYPE n [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{"&" + chr(97 + i) + ";"}{"&" + chr(97 + i) + ";"}">' for i in range(20)
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE n [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

CASES: list[tuple[str, Make, str, str]] = [
    ("empty text", file("a.txt", b""), "a.txt", "empty"),
    ("blank text", file("a.txt", b" \n\t\r\n "), "a.txt", "empty"),
    ("only a byte order mark", file("a.txt", b"\xef\xbb\xbf"), "a.txt", "empty"),
    ("empty Markdown", file("a.md", b""), "a.md", "empty"),
    ("Markdown without a body", file("a.md", "---\ntitle: T\n---\n \n"), "a.md", "no text below"),
    ("front matter that is no YAML", file("a.md", "---\ntitle: x\n - a: [b\n---\nBody"), "a.md", "not valid YAML"),
    ("front matter that is a list", file("a.md", "---\n- a\n- b\n---\nBody"), "a.md", "name: value"),
    ("impossible date in front matter", file("a.md", "---\ndate: 2025-02-31\n---\nBody"), "a.md", "front matter"),
    ("malformed date", file("a.md", "---\ndate: 31.31.2025\n---\nBody"), "a.md", "“31.31.2025” is not a date"),
    ("ambiguous date", file("a.md", "---\ndate: 03/04/2025\n---\nBody"), "a.md", "is not a date"),
    ("invalid UTF-8", file("a.txt", b"Ada said \xc3\x28 so"), "a.txt", "not valid UTF-8 at byte 9"),
    ("cut off UTF-8", file("a.txt", "Ada said café".encode()[:-1]), "a.txt", "not valid UTF-8"),
    ("damaged UTF-8", file("a.txt", ("“Café” " * 90).encode() + b"\xff"), "a.txt", "not valid UTF-8 at byte"),
    ("short legacy text", file("a.txt", "Zoë said".encode("latin-1")), "a.txt", "not valid UTF-8 at byte 2"),
    ("odd UTF-16", file("a.txt", b"\xff\xfeA\x00 \x00b"), "a.txt", "not valid UTF-16"),
    ("a mark before noise", file("a.txt", b"\xff\xfe\xfa\xfb"), "a.txt", "binary"),
    ("binary text", file("a.txt", bytes(range(256))), "a.txt", "binary"),
    ("control characters", file("a.txt", b"\x01\x02\x03 hello \x04\x05"), "a.txt", "binary"),
    ("a picture", file("a.png", b"\x89PNG\r\n\x1a\n\x00"), "a.png", ".png"),
    ("a picture named as text", file("a.txt", b"\x89PNG\r\n\x1a\n\x00"), "a.txt", "binary"),
    ("a PDF", file("a.pdf", b"%PDF-1.7"), "a.pdf", ".pdf"),
    ("no ending", file("README", "Hello there."), "README", "without an ending"),
    ("huge", sparse("a.txt", 200_000_000), "a.txt", "too large: 200.0 MB"),
    ("huge page", sparse("a.html", 200_000_000), "a.html", "too large"),
    ("huge lines file", sparse("a.jsonl", 3_000_000_000), "a.jsonl", "too large"),
    ("gzip bomb", zip_bomb, "bomb.txt.gz", "too large"),
    ("cut off gzip", file("a.txt.gz", gzip.compress(b"Hello there. " * 99)[:-9]), "a.txt.gz", "cut off"),
    ("gzip that is none", file("a.txt.gz", "Hello there."), "a.txt.gz", "not a valid gzip"),
    ("gzip of nothing", file("a.txt.gz", gzip.compress(b"")), "a.txt.gz", "empty"),
    ("gzip of a picture", file("a.png.gz", gzip.compress(b"x")), "a.png.gz", ".png"),
    ("cut off JSON", file("a.json", '{"text": "Hello'), "a.json", "not valid JSON at line 1"),
    ("JSON of another kind", file("a.json", '{"version": 3}'), "a.json", "no article"),
    ("JSON number", file("a.json", "42"), "a.json", "no article"),
    ("empty JSON list", file("a.json", "[]"), "a.json", "no article"),
    ("JSON article without text", file("a.json", '{"@type": "NewsArticle", "headline": "T"}'), "a.json", "without a text"),
    ("deeply nested JSON", file("a.json", "[" * 100_000), "a.json", "nested too deeply"),
    ("very long number", file("a.json", '{"text": ' + "9" * 9_000 + "}"), "a.json", "number"),
    ("list of numbers", file("a.json", "[1]"), "a.json#1", "not an article"),
    ("double id", file("a.json", '[{"id": 1, "text": "A."}, {"id": 1, "text": "B."}]'), "a.json#1", "twice"),
    ("bad line", file("a.jsonl", '{"text": "A."}\n{oops}\n'), "a.jsonl#line 2", "not valid JSON"),
    ("invalid line", file("a.jsonl", b'{"text": "A."}\n{"text": "\xff"}\n'), "a.jsonl#line 2", "not valid UTF-8"),
    ("record with a bad date", file("a.jsonl", '{"text": "A.", "date": "soon"}\n'), "a.jsonl#line 1", "“soon” is not a date"),
    ("empty lines", file("a.jsonl", "\n\n\n"), "a.jsonl", "empty"),
    ("cut off XML", file("a.xml", "<newsItem><contentSet>"), "a.xml", "not valid XML"),
    ("empty XML", file("a.xml", b""), "a.xml", "empty"),
    ("deeply nested XML", file("a.xml", "<a>" * 100_000), "a.xml", "not valid XML"),
    ("entity bomb", file("a.xml", BOMB + "]><nitf><body.content><p>&u;</p></body.content></nitf>"), "a.xml", "entit"),
    ("entity of a file", file("a.xml", OUTSIDE + "<nitf><body><body.content><p>&x;</p></body.content></body></nitf>"), "a.xml", "entit"),
    ("other XML", file("a.xml", "<project><name>x</name></project>"), "a.xml", "not NewsML-G2"),
    ("a feed", file("a.xml", '<rss version="2.0"><channel/></rss>'), "a.xml", "QUOTEDESK_FEEDS"),
    ("item without text", file("a.xml", '<newsItem xmlns="x"><contentSet/></newsItem>'), "a.xml", "without a text"),
    ("page without text", file("a.html", "<html><body><script>1</script></body></html>"), "a.html", "no article text"),
    ("page of comments", file("a.html", "<!--" * 1_000), "a.html", ""),
    ("deeply nested page", file("a.html", "<div>" * 50_000 + "x"), "a.html", ""),
    ("binary page", file("a.html", bytes(range(256))), "a.html", "binary"),
    ("link out of the folder", link("a.txt", "/etc/hostname"), "a.txt", "leads out of the folder"),
    ("link to nothing", link("a.txt", "gone.txt"), "a.txt", "nothing"),
    ("link to itself", link("a.txt", "a.txt"), "a.txt", "cannot be reached"),
    ("link to a folder", link("a", "."), "a", "link to a folder"),
    ("named pipe", lambda folder: os.mkfifo(folder / "a.txt"), "a.txt", "not a regular file"),
    ("socket", a_socket, "s.txt", "not a regular file"),
    ("cannot be analysed", file("a.txt", "CRASH"), "a.txt", "could not be analysed (ValueError)"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "path", "reason"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_bad_input_is_named_and_the_rest_goes_on(tmp_path: Path, make: Make, path: str, reason: str) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "good.txt").write_text(story())
    make(seeds)
    archive = MemoryArchive()
    report = renew(archive, seeds)
    told = {failure.path: failure.reason for failure in report.failed}
    if reason:
        assert reason in told[f"seeds/{path}"]
    assert set(told) <= {f"seeds/{path}"}
    assert "seeds/good.txt" in report.added
    assert "\n" not in "".join(told.values())
    again = renew(archive, seeds)
    assert {failure.path: failure.reason for failure in again.failed} == told
    assert not again.added


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_file_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(story())
    (tmp_path / "b.txt").write_text(story())
    (tmp_path / "b.txt").chmod(0)
    (failure,) = renew(MemoryArchive(), tmp_path).failed
    assert "no permission" in failure.reason


def test_refused_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text(story())
    monkeypatch.setattr("bot.ingest.jobs.os.open", refuse)
    (failure,) = renew(MemoryArchive(), tmp_path).failed
    assert failure.reason == "no permission to read this file"


def test_file_that_vanishes_is_named_and_keeps_its_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(story())
    (tmp_path / "b.txt").write_text(story())
    archive = MemoryArchive()
    renew(archive, tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(story("Changed,"))

    def vanish(progress: Progress) -> None:
        if progress.done == 1 and progress.step is Step.READING:
            (tmp_path / "b.txt").unlink()

    report = renew(archive, tmp_path, tell=vanish)
    (failure,) = report.failed
    assert failure.path.endswith("/b.txt")
    assert "vanished" in failure.reason
    assert report.articles == 2


def test_file_that_changes_while_it_is_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(story())
    real = os.fdopen

    def grow(descriptor: int, mode: str, buffering: int) -> object:
        with (tmp_path / "a.txt").open("a") as stream:
            stream.write("more")
        return real(descriptor, mode, buffering=buffering)

    facts = [(tmp_path / "a.txt").stat()]
    real_stat = os.fstat

    def old_facts(descriptor: int) -> os.stat_result:
        return facts.pop() if facts else real_stat(descriptor)

    monkeypatch.setattr("bot.ingest.jobs.os.fdopen", grow)
    monkeypatch.setattr("bot.ingest.jobs.os.fstat", old_facts)
    (failure,) = renew(MemoryArchive(), tmp_path).failed
    assert "changed while it was read" in failure.reason


def test_name_that_is_not_utf8_is_shown_and_read(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(name, "w") as stream:  # noqa: PTH123 - pathlib takes no bytes
            stream.write(story())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    report = renew(MemoryArchive(), tmp_path)
    assert report.added == (f"{tmp_path.name}/caf\ufffd.txt",)


def test_hidden_files_are_no_articles(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(struct.pack("8I", *range(8)))
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("Not this.")
    (tmp_path / "a.txt").write_text(story())
    report = renew(MemoryArchive(), tmp_path)
    assert (len(report.added), report.failed) == (1, ())


def test_nothing_readable_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00")
    report = renew(MemoryArchive(), tmp_path)
    assert report.nothing_read
