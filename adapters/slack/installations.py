"""Many workspaces: who has installed the app, with which token, kept in the archive and renewed before it expires."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

logger = logging.getLogger(__name__)

_FOR_GOOD = timedelta(days=36_500)
_STATE_SECONDS = 600.0  # between pressing "Add to Slack" and coming back
_SEEN_SECONDS = 60.0  # how long another process may not notice a new installation or token
_RENEW_MINUTES = 120  # before a token expires; Slack's own tokens live for 12 hours
_URGENT_SECONDS = 60


class Notes(Protocol):
    """Small strings in the archive, shared by all processes."""

    async def remember(self, key: str, words: str, expires: datetime) -> None: ...

    async def recall(self, key: str) -> str | None: ...

    async def forget(self, key: str) -> None: ...

    async def claim(self, key: str, seconds: float) -> bool: ...


def _key(enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None) -> str:
    return f"slack.installation:{enterprise_id or '-'}:{'-' if is_enterprise_install else team_id or '-'}"


class Installations(AsyncInstallationStore):
    """One bot token for each workspace or organisation."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self.changes = 0  # made by this process: tells those who keep a copy to look again

    @property
    def logger(self) -> logging.Logger:
        return logger

    async def async_save(self, installation: Installation) -> None:
        await self.async_save_bot(installation.to_bot())
        logger.info("app installed", extra={"event": "slack.installed", "team": installation.team_id})

    async def async_save_bot(self, bot: Bot) -> None:
        kept = {name: value for name, value in vars(bot).items() if name in _FIELDS and value is not None}
        key = _key(bot.enterprise_id, bot.team_id, bot.is_enterprise_install)
        await self._notes.remember(key, json.dumps(kept), datetime.now(UTC) + _FOR_GOOD)
        self.changes += 1

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The workspace's own installation, else that of its whole organisation."""
        keys = [_key(enterprise_id, team_id, is_enterprise_install)]
        if enterprise_id and not is_enterprise_install:
            keys += [_key(None, team_id, False), _key(enterprise_id, None, True)]
        for key in keys:
            words = await self._notes.recall(key)
            if words is not None:
                return Bot(**json.loads(words))
        return None

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,  # noqa: ARG002 - the SDK's interface: no tokens of users are kept
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        bot = await self.async_find_bot(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return Installation(user_id="", **bot.to_dict_for_copying()) if bot else None

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        for whole in (False, True):
            await self._notes.forget(_key(enterprise_id, team_id, whole))
        self.changes += 1
        logger.info("app removed", extra={"event": "slack.removed", "team": team_id})

    async def async_delete_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
    ) -> None:
        """Nothing: the tokens of single users are not kept."""


_FIELDS = frozenset(
    {
        "app_id",
        "enterprise_id",
        "team_id",
        "bot_token",
        "bot_id",
        "bot_user_id",
        "bot_scopes",
        "bot_refresh_token",
        "bot_token_expires_at",
        "is_enterprise_install",
        "installed_at",
    }
)


class States(AsyncOAuthStateStore):
    """One-time states of installations under way; good for ten minutes, in whichever process the browser comes back."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    @property
    def logger(self) -> logging.Logger:
        return logger

    async def async_issue(self, *_: Any, **__: Any) -> str:
        state = secrets.token_urlsafe(24)
        await self._notes.remember(f"slack.state:{state}", "1", datetime.now(UTC) + timedelta(seconds=_STATE_SECONDS))
        return state

    async def async_consume(self, state: str) -> bool:
        known = await self._notes.recall(f"slack.state:{state}") is not None
        return known and await self._notes.claim(f"slack.state:{state}", _STATE_SECONDS)


class Workspaces(AsyncAuthorize):
    """Token and bot for an incoming request: from memory or the archive, without a call of Slack where possible.

    A token that expires soon is renewed by one process, in the background; one that has all but expired, at once.
    """

    def __init__(
        self,
        store: Installations,
        notes: Notes,
        rotator: AsyncTokenRotator,
        *,
        clock: Callable[[], float] = time.monotonic,
        unix_time: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # Bolt's own
        self._store = store
        self._notes = notes
        self._rotator = rotator
        self._clock = clock
        self._unix_time = unix_time
        self._seen: dict[tuple[str | None, str | None], tuple[float, Bot]] = {}
        self._changes = store.changes
        self._renewals: set[asyncio.Task[Bot | None]] = set()

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,  # noqa: ARG002 - Bolt's interface
        actor_enterprise_id: str | None = None,  # noqa: ARG002
        actor_team_id: str | None = None,  # noqa: ARG002
        actor_user_id: str | None = None,  # noqa: ARG002
    ) -> AuthorizeResult | None:
        bot = await self._find(enterprise_id, team_id, whole=bool(context.is_enterprise_install))
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=bot.bot_user_id,
            bot_id=bot.bot_id,
            bot_token=bot.bot_token,
        )

    async def _find(self, enterprise_id: str | None, team_id: str | None, *, whole: bool) -> Bot | None:
        if self._changes != self._store.changes:
            self._changes = self._store.changes
            self._seen.clear()
        key, now = (enterprise_id, team_id), self._clock()
        until, bot = self._seen.get(key, (0.0, None))
        if bot is None or until <= now:
            bot = await self._store.async_find_bot(
                enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=whole
            )
            if bot is None:
                self._seen.pop(key, None)
                return None
            self._seen[key] = (now + _SEEN_SECONDS, bot)
        if bot.bot_token_expires_at is None:
            return bot
        left = bot.bot_token_expires_at - self._unix_time()
        if left <= _URGENT_SECONDS:
            return await self._renew(key, bot) or bot
        if left <= _RENEW_MINUTES * 60:
            task = asyncio.create_task(self._renew(key, bot))
            self._renewals.add(task)
            task.add_done_callback(self._renewals.discard)
        return bot

    async def _renew(self, key: tuple[str | None, str | None], bot: Bot) -> Bot | None:
        """The bot with a new token; None if another process is at it, or Slack refuses."""
        mark = hashlib.sha256(str(bot.bot_refresh_token).encode()).hexdigest()[:16]
        if not await self._notes.claim(f"slack.renewal:{mark}", _SEEN_SECONDS):
            self._seen.pop(key, None)
            return None
        try:
            renewed = await self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=_RENEW_MINUTES)
        except (SlackTokenRotationError, SlackApiError, OSError, TimeoutError) as error:
            logger.warning("token not renewed", extra={"event": "slack.token", "reason": type(error).__name__})
            return None
        if renewed is not None:
            await self._store.async_save_bot(renewed)
            logger.info("token renewed", extra={"event": "slack.token", "team": key[1]})
        return renewed
