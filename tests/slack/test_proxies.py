"""Which proxy a request goes through; a whole conversation through none although one is set."""

from __future__ import annotations

import pytest

from adapters.slack.proxies import proxy_for
from tests.slack.conftest import running
from tests.slack.fake_slack import FakeSlack
from tests.slack.replies import CannedDesk, a_reply, an_item


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


def test_proxy_is_the_schemes_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "slack-gov.example")
    assert proxy_for("https://slack.com/api/") == "http://proxy.example:3128"
    assert proxy_for("wss://wss-primary.slack.com/link") == "http://proxy.example:3128"
    assert proxy_for("https://slack-gov.example/api/") is None
    assert proxy_for("http://slack.com/") is None


async def test_no_proxy_holds_for_everything_that_the_bot_calls(
    slack: FakeSlack, desk: CannedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    desk.answer = lambda request: a_reply(an_item(), request=request, public=True)
    async with running(slack, desk) as bot:
        await bot.command("/quote", "Brenner show:channel")
        slack.joined.clear()
        await bot.command("/quote", "Brenner show:channel")
