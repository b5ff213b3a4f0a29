"""Fetching from the web, with manners and without being led astray.

Only http and https; never an address that is not public, unless the operator allows that host: checked on the
addresses that DNS gave and that are then connected to, and again on every redirect. robots.txt is respected, a host is
asked one thing at a time with a pause between, and nothing is read past its size or time.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.errors import SourceUnreadable

AGENT = "Quotedesk"
_ROBOTS_MOST = 500_000  # bytes of a robots.txt, as RFC 9309 asks for
_LONGEST_PAUSE_S = 30.0  # however long a Crawl-delay is
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLimits:
    """How far a fetch may go."""

    allowed_hosts: frozenset[str] = frozenset()  # host names and addresses that need not be public
    timeout_s: float = 20.0  # for one request; waiting for other requests to the same host does not count
    pause_s: float = 1.0  # between two requests to one host
    most_bytes: int = 5_000_000  # of one body, after decompression
    most_redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a request gave. `data` is empty when `unchanged`."""

    url: str  # after redirects
    data: bytes = field(default=b"", repr=False)
    unchanged: bool = False  # 304
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


class Web:
    """One session of polite fetching; an async context manager."""

    def __init__(self, limits: WebLimits) -> None:
        self._limits = limits
        self._session: aiohttp.ClientSession | None = None
        self._hosts: dict[str, _Host] = {}

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=_PublicResolver(self._limits.allowed_hosts), limit=16, limit_per_host=1, use_dns_cache=False
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"},
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session:
            await self._session.close()

    async def get(self, url: str, conditions: Mapping[str, str] | None = None) -> Fetched:
        """The body behind the URL. `conditions` are headers such as If-None-Match.

        SourceUnreadable with a reason that a person understands, for everything that can go wrong.
        """
        try:
            return await self._follow(url, conditions or {})
        except TimeoutError as error:
            raise SourceUnreadable(f"no complete answer within {self._limits.timeout_s:g} seconds") from error
        except _NotPublicError as error:
            raise SourceUnreadable(str(error)) from error
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.__cause__, _NotPublicError):
                raise SourceUnreadable(str(error.__cause__)) from error
            raise SourceUnreadable(f"cannot reach {urlsplit(url).hostname}: {_cause(error)}") from error
        except (aiohttp.ClientError, OSError) as error:
            raise SourceUnreadable(f"the connection failed: {_cause(error)}") from error

    async def _follow(self, url: str, conditions: Mapping[str, str]) -> Fetched:
        for _ in range(self._limits.most_redirects + 1):
            host = self._host(url)
            async with host.turn:
                async with asyncio.timeout(self._limits.timeout_s):
                    if not await self._allowed(host, url):
                        raise SourceUnreadable(f"the robots.txt of {urlsplit(url).hostname} does not allow it")
                await host.pause(self._limits.pause_s)
                async with asyncio.timeout(self._limits.timeout_s):
                    found = await self._once(url, conditions)
            if isinstance(found, Fetched):
                return found
            url = found
        raise SourceUnreadable(f"more than {self._limits.most_redirects} redirects")

    async def _once(self, url: str, conditions: Mapping[str, str]) -> Fetched | str:
        """One request: what it gave, or where it redirects to."""
        assert self._session is not None
        async with self._session.get(url, headers=conditions, allow_redirects=False, timeout=_NO_TIMEOUT) as answer:
            if answer.status in _REDIRECTS and "Location" in answer.headers:
                return urljoin(url, answer.headers["Location"])
            if answer.status == 304:
                return Fetched(url=url, unchanged=True)
            if answer.status != 200:
                raise SourceUnreadable(f"the server answered {answer.status} {answer.reason or ''}".rstrip())
            return Fetched(
                url=url,
                data=await self._body(answer, self._limits.most_bytes),
                content_type=answer.content_type,
                charset=answer.charset,
                etag=answer.headers.get("ETag"),
                modified=answer.headers.get("Last-Modified"),
            )

    async def _body(self, answer: aiohttp.ClientResponse, most: int) -> bytes:
        pieces: list[bytes] = []
        size = 0
        async for piece in answer.content.iter_chunked(65_536):
            size += len(piece)
            if size > most:
                raise SourceUnreadable(f"too large: more than {most / 1e6:g} MB")
            pieces.append(piece)
        return b"".join(pieces)

    def _host(self, url: str) -> _Host:
        """The host of a URL that may be asked. SourceUnreadable for all others."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise SourceUnreadable("not a valid address") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SourceUnreadable("only http and https addresses are fetched")
        if parts.username or parts.password:
            raise SourceUnreadable("an address with a name or password in it is not fetched")
        address = _literal(parts.hostname)
        if address is not None and not _is_public(address) and parts.hostname not in self._limits.allowed_hosts:
            raise _NotPublicError(parts.hostname)
        origin = f"{parts.scheme}://{parts.hostname}:{port}"
        return self._hosts.setdefault(origin, _Host(robots_url=urljoin(url, "/robots.txt")))

    async def _allowed(self, host: _Host, url: str) -> bool:
        if host.rules is None:
            host.rules = await self._robots(host)
        return host.rules.can_fetch(AGENT, url)

    async def _robots(self, host: _Host) -> RobotFileParser:
        """RFC 9309: no such file allows everything, a server in trouble nothing."""
        rules = RobotFileParser()
        assert self._session is not None
        async with self._session.get(host.robots_url, allow_redirects=False, timeout=_NO_TIMEOUT) as answer:
            if answer.status >= 500:
                rules.parse(["User-agent: *", "Disallow: /"])
            elif answer.status == 200:
                body = await self._body(answer, _ROBOTS_MOST)
                rules.parse(body.decode("utf-8", "replace").splitlines())
            else:
                rules.parse([])
        host.crawl_delay_s = min(float(rules.crawl_delay(AGENT) or 0), _LONGEST_PAUSE_S)
        return rules


# `_follow` has one limit over connecting, waiting and reading.
_NO_TIMEOUT = aiohttp.ClientTimeout(total=None)


@dataclass(slots=True, kw_only=True)
class _Host:
    robots_url: str
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: RobotFileParser | None = None
    crawl_delay_s: float = 0.0
    last_at: float | None = None  # of the event loop's clock

    async def pause(self, pause_s: float) -> None:
        clock = asyncio.get_running_loop().time
        if self.last_at is not None:
            await asyncio.sleep(max(0.0, self.last_at + max(pause_s, self.crawl_delay_s) - clock()))
        self.last_at = clock()


class _NotPublicError(OSError):
    """A host without a public address. An OSError, as resolvers may raise."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is not a public address; the operator can allow it in QUOTEDESK_FEED_HOSTS")


class _PublicResolver(AbstractResolver):
    """Gives public addresses only; what it gives is what is connected to."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = allowed
        self._inner = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        if host in self._allowed:
            return found
        if not all(_is_public(ipaddress.ip_address(result["host"].partition("%")[0])) for result in found):
            raise _NotPublicError(host)
        return found

    async def close(self) -> None:
        await self._inner.close()


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a host name is, also in the odd forms that C libraries take ("127.1", "0x7f000001")."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
    return address.is_global and not address.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _cause(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0][:120]
