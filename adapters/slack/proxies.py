"""The proxy that a request goes through, from HTTPS_PROXY, HTTP_PROXY and NO_PROXY; slack-sdk knows no NO_PROXY."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

_SCHEMES = {"wss": "https", "ws": "http"}


def proxy_for(url: str) -> str | None:
    """The proxy's address for `url`; None where there is none, or NO_PROXY names the host."""
    parts = urlsplit(url)
    if not parts.hostname or proxy_bypass(parts.hostname):
        return None
    return getproxies().get(_SCHEMES.get(parts.scheme, parts.scheme))
