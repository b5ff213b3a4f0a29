"""What Slack says of a person: are they an admin, in which time zone, in which language? Asked of users.info.

Offices and time zone are kept five minutes, the language a day: payloads carry none, and no acknowledgement waits for
it. An answer waits half a second for it, once.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.claims import Clock
from adapters.slack.events import Place

logger = logging.getLogger(__name__)

ADMINS = "slack:admins"
KEPT_SECONDS = 5 * 60
KEPT_PEOPLE = 5_000
LANGUAGE_SECONDS = 24 * 60 * 60
PATIENCE_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is known of somebody."""

    groups: frozenset[str] = frozenset()
    timezone: str | None = None  # IANA name
    locale: str = ""  # "de-DE"


NOBODY = Person()
TROUBLE = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError, AttributeError)
"""What a call of the Web API raises; AttributeError is slack-sdk tripping over an answer that is no JSON object."""


class People:
    """People by workspace and user id. Somebody whom Slack does not describe belongs to no group."""

    def __init__(self, clock: Clock, user_groups: frozenset[str] = frozenset()) -> None:
        self._clock = clock
        self._user_groups = user_groups  # ids (S…) of the user groups that matter, because operators are named by them
        self._kept: OrderedDict[tuple[str, str], tuple[float, Person]] = OrderedDict()
        self._locales: OrderedDict[tuple[str, str], tuple[float, str]] = OrderedDict()
        self._asking: set[asyncio.Task[Person]] = set()

    async def find(self, client: AsyncWebClient, place: Place) -> Person:
        """The person at that place; one or two calls of Slack's API unless known already."""
        key, now = (place.team, place.user), self._clock()
        kept = self._kept.get(key)
        if kept is not None and kept[0] > now:
            return kept[1]
        try:
            person = await self._ask(client, place.user)
        except TROUBLE as error:
            logger.warning("person not found", extra={"event": "slack.person", "reason": reason_of(error)})
            return NOBODY
        while len(self._kept) >= KEPT_PEOPLE:
            self._kept.popitem(last=False)
        self._kept.pop(key, None)
        self._kept[key] = (now + KEPT_SECONDS, person)
        self._keep_locale(key, person.locale, LANGUAGE_SECONDS)
        return person

    def known_locale(self, place: Place) -> str:
        """The locale of the person at that place as far as it is known; costs nothing."""
        until, locale = self._locales.get((place.team, place.user), (0.0, ""))
        return locale if until > self._clock() else ""

    async def locale(self, client: AsyncWebClient, place: Place) -> str:
        """The same, but Slack is asked for what is not known; "" when it says nothing, or nothing in time."""
        key = (place.team, place.user)
        if not place.user or self._locales.get(key, (0.0, ""))[0] > self._clock():
            return self.known_locale(place)
        self._keep_locale(key, "", KEPT_SECONDS)  # asked once, whatever comes of it
        asking = asyncio.create_task(self.find(client, place))
        self._asking.add(asking)
        asking.add_done_callback(self._asking.discard)
        await asyncio.wait({asking}, timeout=PATIENCE_S)
        return self.known_locale(place)

    def _keep_locale(self, key: tuple[str, str], locale: str, seconds: float) -> None:
        self._locales.pop(key, None)
        while len(self._locales) >= KEPT_PEOPLE:
            self._locales.popitem(last=False)
        self._locales[key] = (self._clock() + seconds, locale)

    async def _ask(self, client: AsyncWebClient, user: str) -> Person:
        answer = await client.users_info(user=user, include_locale=True)
        described = answer.get("user") or {}
        groups = {ADMINS} if _is_admin(described) else set()
        for group in sorted(self._user_groups):
            members = (await client.usergroups_users_list(usergroup=group)).get("users") or []
            if user in members:
                groups.add(f"slack:{group}")
        return Person(
            groups=frozenset(groups), timezone=described.get("tz") or None, locale=str(described.get("locale") or "")
        )


def _is_admin(described: dict[str, object]) -> bool:
    if described.get("deleted") or described.get("is_bot") or described.get("is_restricted"):
        return False
    return any(described.get(office) is True for office in ("is_admin", "is_owner", "is_primary_owner"))


def reason_of(error: BaseException) -> str:
    """Slack's word for what went wrong ("not_in_channel"), or the error's class; never a token or a message."""
    if not isinstance(error, SlackApiError):
        return type(error).__name__
    answer = getattr(error.response, "data", None)
    return str(answer.get("error", "unknown")) if isinstance(answer, dict) else "no_json"
