"""Feeds and pages from a real HTTP server on this machine."""

from __future__ import annotations

import asyncio
import gzip
import ipaddress
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.archive.memory import MemoryArchive
from bot.archive.port import Archive
from bot.errors import SourceUnreadable
from bot.ingest import reload as reload_module
from bot.ingest.report import ReloadReport
from bot.ingest.web import Web, WebLimits, _is_public, _literal
from bot.model import Article, article_id
from tests.ingest.newsroom import renew

LIMITS = WebLimits(allowed_hosts=frozenset({"127.0.0.1"}), timeout_s=5.0, pause_s=0.0, most_bytes=200_000)
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Newsroom:
    """A server whose answers tests set by path; counts what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | str] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self.server = TestServer(app)

    def url(self, path: str) -> str:
        return str(self.server.make_url(path))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        self.headers.append(dict(request.headers))
        answer = self.answers.get(request.path)
        if answer is None:
            raise web.HTTPNotFound
        if isinstance(answer, str):
            kind = "application/xml" if answer.startswith("<?xml") else "text/html"
            return web.Response(text=answer, content_type=kind)
        return await answer(request)


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    room = Newsroom()
    await room.server.start_server()
    yield room
    await room.server.close()


def page(words: str, name: str = "Ada Brenner") -> str:
    return (
        f"<html><head><meta property='og:site_name' content='Harbour Post'></head><body><article><h1>Pier</h1>"
        f"<p>“{words}” said {name}.</p><p>Nobody else spoke.</p></article></body></html>"
    )


def item(url: str, title: str = "Pier", own: str = "Own words.", day: str = "Fri, 14 Mar 2025 10:00:00 GMT") -> str:
    return (
        f"<item><title>{title}</title><link>{url}</link><pubDate>{day}</pubDate>"
        f"<description>{escape(f'<p>{own}</p>')}</description></item>"
    )


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{"".join(items)}</channel></rss>'


async def take(archive: Archive, folder: Path, *urls: str, limits: WebLimits = LIMITS) -> ReloadReport:
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds" / "a.txt").write_text("Always here.")
    return await asyncio.to_thread(renew, archive, folder / "seeds", feeds=urls, web=limits)


def stored(archive: Archive, url: str) -> Article:
    with archive.reader() as reader:
        article = reader.article(article_id(url))
        assert article is not None
        return article


def reasons(report: ReloadReport) -> dict[str, str]:
    return {failure.path: failure.reason for failure in report.failed}


async def test_feed_gives_the_articles_of_its_pages(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.answers |= {
        "/feed": rss(item(newsroom.url("/1"), "First"), item(newsroom.url("/2"))),
        "/1": page("We wait,"),
        "/2": page("We sail,", "Bo Lind"),
    }
    archive = MemoryArchive()
    report = await take(archive, tmp_path, newsroom.url("/feed"))
    assert set(report.added) == {"seeds/a.txt", newsroom.url("/1"), newsroom.url("/2")}
    assert (report.failed, report.quotes) == ((), 2)
    article = stored(archive, newsroom.url("/1"))
    assert article.text == "“We wait,” said Ada Brenner.\n\nNobody else spoke."
    assert (article.title, article.source, article.url) == ("First", "Harbour Post", newsroom.url("/1"))
    assert article.published == datetime(2025, 3, 14, 10, tzinfo=UTC)
    assert not article.summary


async def test_atom_feed_is_read(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.answers["/atom"] = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>T</title>'
        f'<link href="{newsroom.url("/1")}"/><updated>2025-03-14T10:00:00Z</updated>'
        "<author><name>Bo Lind</name></author>"
        '<content type="html">&lt;p&gt;“Own words,” said Bo Lind.&lt;/p&gt;</content></entry></feed>'
    )
    archive = MemoryArchive()
    await take(archive, tmp_path, newsroom.url("/atom"))
    article = stored(archive, newsroom.url("/1"))
    assert (article.authors, article.source, article.text) == (("Bo Lind",), "Wire", "“Own words,” said Bo Lind.")


async def test_page_that_cannot_be_read_leaves_the_summary(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.answers["/feed"] = rss(item(newsroom.url("/gone"), own="“Short,” said Ada Brenner."))
    archive = MemoryArchive()
    report = await take(archive, tmp_path, newsroom.url("/feed"))
    article = stored(archive, newsroom.url("/gone"))
    assert article.summary
    assert article.text == "“Short,” said Ada Brenner."
    assert "404" in reasons(report)[newsroom.url("/gone")]
    again = await take(archive, tmp_path, newsroom.url("/feed"))
    assert (again.changed, again.added, again.articles) == ((), (), 2)
    newsroom.answers["/gone"] = page("All of it,")
    whole = await take(archive, tmp_path, newsroom.url("/feed"))
    assert whole.changed == (newsroom.url("/gone"),)
    assert whole.failed == ()
    assert not stored(archive, newsroom.url("/gone")).summary


async def test_second_time_asks_conditionally_and_reads_no_page(newsroom: Newsroom, tmp_path: Path) -> None:
    body = rss(item(newsroom.url("/1")))

    async def feed(request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == '"v1"':
            return web.Response(status=304)
        return web.Response(text=body, content_type="application/rss+xml", headers={"ETag": '"v1"'})

    newsroom.answers |= {"/feed": feed, "/1": page("We wait,")}
    archive = MemoryArchive()
    await take(archive, tmp_path, newsroom.url("/feed"))
    newsroom.asked.clear()
    report = await take(archive, tmp_path, newsroom.url("/feed"))
    assert newsroom.asked == ["/robots.txt", "/feed"]
    assert (report.unchanged, report.articles, report.failed) == (2, 2, ())


async def test_changed_entry_is_read_again_and_a_lost_one_stays(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.answers |= {
        "/feed": rss(item(newsroom.url("/1")), item(newsroom.url("/2"))),
        "/1": page("We wait,"),
        "/2": page("We sail,"),
    }
    archive = MemoryArchive()
    await take(archive, tmp_path, newsroom.url("/feed"))
    newsroom.answers |= {"/feed": rss(item(newsroom.url("/1"), own="Corrected.")), "/1": page("We waited,")}
    report = await take(archive, tmp_path, newsroom.url("/feed"))
    assert (report.changed, report.removed, report.articles) == ((newsroom.url("/1"),), (), 3)
    with archive.reader() as reader:
        assert len(reader.versions(article_id(newsroom.url("/1")))) == 1


async def test_feed_no_longer_asked_for_takes_its_articles_along(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.answers |= {"/feed": rss(item(newsroom.url("/1"))), "/1": page("We wait,")}
    archive = MemoryArchive()
    await take(archive, tmp_path, newsroom.url("/feed"))
    report = await take(archive, tmp_path)
    assert (report.removed, report.articles) == ((newsroom.url("/1"),), 1)


async def test_address_of_a_page_is_one_article(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.answers["/1"] = page("We wait,")
    archive = MemoryArchive()
    assert newsroom.url("/1") in (await take(archive, tmp_path, newsroom.url("/1"))).added
    assert (await take(archive, tmp_path, newsroom.url("/1"))).unchanged == 2


async def test_changed_extraction_uses_the_stored_text(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.answers |= {"/feed": rss(item(newsroom.url("/1"))), "/1": page("We wait,")}
    archive = MemoryArchive()
    await take(archive, tmp_path, newsroom.url("/feed"))
    newsroom.answers = {}
    monkeypatch.setattr(reload_module, "extraction_version", lambda: "another")
    report = await take(archive, tmp_path, newsroom.url("/feed"))
    assert "404" in reasons(report)[newsroom.url("/feed")]
    assert (report.articles, report.quotes, report.unchanged, report.changed) == (2, 1, 2, ())


async def test_bad_feeds_delay_and_hurt_no_other(newsroom: Newsroom, tmp_path: Path) -> None:
    release = asyncio.Event()

    async def endless(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        await answer.write(b"<?xml version='1.0'?><rss>")
        await release.wait()
        return answer

    async def huge(request: web.Request) -> web.StreamResponse:
        return web.Response(body=gzip.compress(b" " * 5_000_000), headers={"Content-Encoding": "gzip"})

    async def loop(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(newsroom.url("/loop"))

    async def error(request: web.Request) -> web.StreamResponse:
        return web.Response(status=503)

    async def rude(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    newsroom.answers |= {"/endless": endless, "/huge": huge, "/loop": loop, "/error": error, "/rude": rude}
    newsroom.answers |= {"/good": rss(item(newsroom.url("/1"))), "/1": page("We wait,"), "/text": "no feed at all"}
    names = ("endless", "huge", "loop", "error", "rude", "none", "text", "good")
    limits = WebLimits(allowed_hosts=LIMITS.allowed_hosts, timeout_s=0.5, pause_s=0.0, most_bytes=200_000)
    report = await take(MemoryArchive(), tmp_path, *(newsroom.url(f"/{name}") for name in names), limits=limits)
    release.set()
    told = {path.rpartition("/")[2]: reason for path, reason in reasons(report).items()}
    assert "within 0.5 seconds" in told.pop("endless")
    assert "too large: more than 0.2 MB" in told.pop("huge")
    assert "more than 5 redirects" in told.pop("loop")
    assert "503" in told.pop("error")
    assert "connection failed" in told.pop("rude")
    assert "404" in told.pop("none")
    assert set(told) <= {"text"}
    assert newsroom.url("/1") in report.added


async def test_robots_are_respected(newsroom: Newsroom, tmp_path: Path) -> None:
    async def robots(request: web.Request) -> web.StreamResponse:
        return web.Response(text="User-agent: Quotedesk\nDisallow: /private/\n")

    newsroom.answers |= {
        "/robots.txt": robots,
        "/feed": rss(item(newsroom.url("/private/1"), own="Summary.")),
        "/private/1": page("Secret,"),
    }
    archive = MemoryArchive()
    report = await take(archive, tmp_path, newsroom.url("/feed"))
    assert "robots.txt" in reasons(report)[newsroom.url("/private/1")]
    assert stored(archive, newsroom.url("/private/1")).text == "Summary."
    assert "/private/1" not in newsroom.asked


async def test_robots_in_trouble_allow_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    async def robots(request: web.Request) -> web.StreamResponse:
        return web.Response(status=500)

    newsroom.answers |= {"/robots.txt": robots, "/1": page("We wait,")}
    report = await take(MemoryArchive(), tmp_path, newsroom.url("/1"))
    assert "robots.txt" in reasons(report)[newsroom.url("/1")]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/x",
        "http://localhost:9/x",
        "http://[::1]:9/",
        "http://[::ffff:127.0.0.1]:9/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://127.1:9/",
        "http://0x7f000001:9/",
        "http://2130706433:9/",
        "http://0.0.0.0:9/",
        "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
    ],
)
async def test_private_addresses_are_never_asked(url: str) -> None:
    async with Web(WebLimits()) as found:
        with pytest.raises(SourceUnreadable, match="not a public address"):
            await found.get(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "only http"),
        ("ftp://x.example/", "only http"),
        ("gopher://x.example/", "only http"),
        ("http://", "only http"),
        ("http://me:secret@x.example/", "name or password"),
        ("http://x.example:99999/", "not a valid address"),
        ("http://[::1/", "not a valid address"),
    ],
)
async def test_other_addresses_are_never_asked(url: str, reason: str) -> None:
    async with Web(WebLimits()) as found:
        with pytest.raises(SourceUnreadable, match=reason) as caught:
            await found.get(url)
    assert "secret" not in caught.value.reason


async def test_redirect_to_a_private_address_is_not_followed(newsroom: Newsroom) -> None:
    async def away(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("http://localhost:9/admin")

    async def to_a_file(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("file:///etc/passwd")

    newsroom.answers |= {"/away": away, "/file": to_a_file}
    async with Web(LIMITS) as found:
        with pytest.raises(SourceUnreadable, match="not a public address"):
            await found.get(newsroom.url("/away"))
        with pytest.raises(SourceUnreadable, match="only http"):
            await found.get(newsroom.url("/file"))


async def test_one_host_is_asked_one_thing_at_a_time(newsroom: Newsroom) -> None:
    under_way = 0
    most = 0

    async def slow(request: web.Request) -> web.StreamResponse:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return web.Response(text="ok")

    newsroom.answers |= {f"/{i}": slow for i in range(6)}
    async with Web(LIMITS) as found:
        await asyncio.gather(*(found.get(newsroom.url(f"/{i}")) for i in range(6)))
    assert most == 1
    assert newsroom.asked.count("/robots.txt") == 1
    assert all(headers["User-Agent"] == "Quotedesk" for headers in newsroom.headers)


@pytest.mark.parametrize(("address", "public"), [("8.8.8.8", True), ("2606:4700::1", True), ("224.0.0.1", False)])
def test_public_addresses(address: str, public: bool) -> None:
    assert _is_public(ipaddress.ip_address(address)) is public


def test_names_are_no_addresses() -> None:
    assert _literal("x.example") is None
