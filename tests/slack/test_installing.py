"""Installing into a workspace by OAuth: the browser's way, the stored token, its renewal and its end."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.oauth.installation_store.models.bot import Bot

from adapters.slack.channels import Channels, ChannelSettings
from adapters.slack.claims import Claims
from adapters.slack.events import Place
from adapters.slack.installations import Installations, States
from bot.archive.sqlite import SqliteArchive
from bot.errors import SettingsError
from tests.desks import a_desk
from tests.slack.conftest import Running, free_port, running
from tests.slack.fake_slack import SIGNING_SECRET, TEAM, FakeSlack, Fault
from tests.slack.replies import CannedDesk, a_reply, an_item
from tests.slack.test_faults import start

# slack-sdk sends client id and secret by aiohttp's BasicAuth, which aiohttp 3.14 deprecates
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

OAUTH = {"bot_token": "", "client_id": "1.2", "client_secret": "client-secret", "signing_secret": SIGNING_SECRET}


@dataclass
class Browser:
    """Follows the links of an installation as a person's browser does."""

    base: str

    async def get(self, path: str, *, cookie: str = "") -> tuple[int, str, str]:
        """Status, page, cookie."""
        headers = {"Cookie": cookie} if cookie else {}
        async with aiohttp.ClientSession() as session, session.get(self.base + path, headers=headers) as response:
            return response.status, await response.text(), response.headers.get("Set-Cookie", "").partition(";")[0]

    async def install(self, code: str = "good") -> int:
        """Add to Slack, agree, come back; the last status."""
        _, page, cookie = await self.get("/slack/install")
        state = re.search(r"state=([\w-]+)", page)
        assert state is not None
        status, _, _ = await self.get(f"/slack/oauth_redirect?code={code}&state={state[1]}", cookie=cookie)
        return status


@asynccontextmanager
async def installable(slack: FakeSlack, desk: CannedDesk, **more: Any) -> AsyncIterator[tuple[Running, Browser]]:
    async with running(slack, desk, "http", **(OAUTH | more)) as bot:
        yield bot, Browser(bot.url.removesuffix("/slack/events"))


def public(request: Any) -> Any:
    return a_reply(an_item(), request=request, public=True)


def used(slack: FakeSlack, method: str) -> list[str]:
    """Tokens of the calls of that method."""
    return [call.token for call in slack.calls if call.method == method]


async def test_installed_workspace_is_answered_with_its_own_token(slack: FakeSlack, desk: CannedDesk) -> None:
    desk.answer = public
    async with installable(slack, desk) as (bot, browser):
        assert await browser.install() == 200
        slack.tokens.discard("xoxb-1-fake")
        await bot.command("/quote", "Brenner")
        await bot.mention("quote Brenner")
    first, second = used(slack, "chat.postMessage")
    assert first == second
    assert first.startswith("xoxe.xoxb-")


async def test_install_page_asks_for_the_permissions_of_the_manifest(slack: FakeSlack, desk: CannedDesk) -> None:
    async with installable(slack, desk, unfurl_domains=("example.org",)) as (_, browser):
        _, page, _ = await browser.get("/slack/install")
    assert f"http://127.0.0.1:{slack.port}/oauth/v2/authorize" in page
    scopes = re.search(r"scope=([\w:.,%]+)", page)
    assert scopes is not None
    assert {"chat:write", "links:read"} <= set(scopes[1].replace("%3A", ":").replace("%2C", ",").split(","))


@pytest.mark.parametrize("kind", ["code", "state", "cookie", "twice"])
async def test_installation_that_did_not_start_here_is_refused(slack: FakeSlack, desk: CannedDesk, kind: str) -> None:
    async with installable(slack, desk) as (_, browser):
        if kind == "code":
            status = await browser.install("bad")
        else:
            _, page, cookie = await browser.get("/slack/install")
            state = re.search(r"state=([\w-]+)", page)
            assert state is not None
            back = f"/slack/oauth_redirect?code=good&state={state[1]}"
            if kind == "state":
                back += "x"
                cookie += "x"
            elif kind == "twice":
                await browser.get(back, cookie=cookie)
            status, _, _ = await browser.get(back, cookie="" if kind == "cookie" else cookie)
    assert status >= 400


async def test_workspace_without_an_installation_is_told(slack: FakeSlack, desk: CannedDesk) -> None:
    async with installable(slack, desk) as (bot, _):
        status, _ = await slack.post(bot.url, slack.command("/quote", "Brenner"), form=True)
    assert status == 200
    assert desk.asked == []
    assert "install" in slack.answers()[0]["text"]


async def test_token_that_expires_soon_is_renewed_once_and_the_request_answered(
    slack: FakeSlack, desk: CannedDesk
) -> None:
    slack.lifetime_s = 600
    desk.answer = public
    async with installable(slack, desk) as (bot, browser):
        await browser.install()
        slack.lifetime_s = 43_200
        await bot.command("/quote", "Brenner")
        await slack.until(lambda: len(slack.refreshed) == 1)
        await bot.command("/quote", "Brenner")
        await bot.command("/quote", "Brenner")
    first, *_, last = used(slack, "chat.postMessage")
    assert first != last
    assert len(slack.refreshed) == 1


async def test_expired_token_is_renewed_before_the_answer(slack: FakeSlack, desk: CannedDesk) -> None:
    slack.lifetime_s = -10
    desk.answer = public
    async with installable(slack, desk) as (bot, browser):
        await browser.install()
        slack.tokens.clear()
        slack.lifetime_s = 43_200
        message = await bot.command("/quote", "Brenner")
    assert message["channel"] == "C1"


async def test_renewal_that_fails_leaves_the_old_token(slack: FakeSlack, desk: CannedDesk) -> None:
    slack.lifetime_s = 600
    async with installable(slack, desk) as (bot, browser):
        await browser.install()
        slack.faults["oauth.v2.access"].append(Fault(error="internal_error"))
        for _ in range(2):
            await bot.command("/quote", "Brenner")
    assert len(desk.asked) == 2


@pytest.mark.parametrize(
    "event",
    [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}],
    ids=["uninstalled", "revoked"],
)
async def test_removed_app_forgets_its_token(slack: FakeSlack, desk: CannedDesk, event: dict[str, Any]) -> None:
    async with installable(slack, desk) as (bot, browser):
        await browser.install()
        await bot.command("/quote", "Brenner")
        await bot.deliver("events_api", slack.event(event))
        assert not [key for key in desk.notes if key.startswith("slack.installation")]
        await slack.post(bot.url, slack.command("/quote", "Brenner"), form=True)
    assert len(desk.asked) == 1


async def test_socket_mode_serves_installations_but_takes_no_requests_over_http(
    slack: FakeSlack, desk: CannedDesk
) -> None:
    oauth: dict[str, Any] = OAUTH | {"signing_secret": None, "http_host": "127.0.0.1", "http_port": free_port()}
    async with running(slack, desk, "socket", **oauth) as bot:
        base = f"http://127.0.0.1:{oauth['http_port']}"
        while not await listening(base):
            pass
        assert await Browser(base).install() == 200
        status, _ = await slack.post(f"{base}/slack/events", slack.command("/quote", "Brenner"), form=True)
        assert status in (404, 405)
        await bot.command("/actors")
    assert [request.command for request, _ in desk.asked] == ["actors"]


async def listening(base: str) -> bool:
    try:
        async with aiohttp.ClientSession() as session, session.get(f"{base}/healthz"):
            return True
    except aiohttp.ClientConnectionError:
        return False


async def test_organisation_wide_installation_serves_its_workspaces() -> None:
    store = Installations(CannedDesk())
    bot = Bot(
        enterprise_id="E1",
        team_id=None,
        bot_token="xoxb-e",
        bot_id="B",
        bot_user_id="U",
        is_enterprise_install=True,
        installed_at=0.0,
    )
    await store.async_save_bot(bot)
    found = await store.async_find_bot(enterprise_id="E1", team_id=TEAM)
    assert found is not None
    assert found.bot_token == "xoxb-e"
    assert await store.async_find_bot(enterprise_id=None, team_id=TEAM) is None


async def test_state_is_good_once_in_any_process() -> None:
    desk = CannedDesk()
    state = await States(desk).async_issue()
    assert [await States(desk).async_consume(state) for _ in range(2)] == [True, False]
    assert not await States(desk).async_consume("made up")


async def test_oauth_without_a_way_to_receive_is_one_line(slack: FakeSlack) -> None:
    with pytest.raises(SettingsError, match="SLACK_CLIENT_ID needs SLACK_SIGNING_SECRET"):
        await start(slack, "http", **(OAUTH | {"signing_secret": None}))


async def test_installation_settings_and_claims_stand_in_the_archive_file(tmp_path: Path) -> None:
    bot = Bot(team_id=TEAM, bot_token="xoxb-kept", bot_id="B", bot_user_id="U", installed_at=0.0)
    place = Place(team=TEAM, channel="C1", user="U1")
    for first in (True, False):  # two processes, one after the other
        desk = await a_desk(tmp_path / "articles", archive=SqliteArchive(tmp_path / "archive.sqlite3"))
        channels = Channels(desk, lambda: 0.0)
        if first:
            await Installations(desk).async_save_bot(bot)
            await channels.settle(place, ChannelSettings(source="Harbour Post", page_size=3))
        found = await Installations(desk).async_find_bot(enterprise_id=None, team_id=TEAM)
        assert found is not None
        assert found.bot_token == "xoxb-kept"
        assert await channels.of(place) == ChannelSettings(source="Harbour Post", page_size=3)
        assert await Claims(lambda: 0.0, desk.claim).take("event:Ev1") is first
        await desk.close()
