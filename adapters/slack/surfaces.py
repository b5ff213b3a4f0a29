"""Where the bot is besides messages: shortcuts, the search modal, the App Home, the agent view, unfurled links.

Everything here makes the same requests as the commands and shows the same replies; it only shows them elsewhere.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import views
from adapters.slack.answering import Answering
from adapters.slack.delivery import Undelivered
from adapters.slack.events import Ask, Place, Press, interaction_place
from adapters.slack.manifest import PROMPTS
from adapters.slack.mrkdwn import typed
from adapters.slack.people import TROUBLE, reason_of
from adapters.slack.render import Message, notice, preview
from bot.commands import BY_NAME, Request, Takes, request
from bot.query.language import MAX_CHARS
from bot.reply.catalogue import say, speaking, told, written
from bot.reply.model import Does
from bot.sealing import StateRefused

logger = logging.getLogger(__name__)

_TITLE = "Quotedesk"
_AGENT_TIMEOUT_S = 2.0  # a status is not worth more of the asker's time
UNFURLED_LINKS = 5  # of one message; more would fill the channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Surfaces:
    """Handlers of everything that is not a line or a button below a message."""

    answering: Answering
    unfurl_domains: frozenset[str] = frozenset()
    _no_agent: set[str] = field(default_factory=set)  # workspaces in which the agent view is not switched on

    # --- shortcuts and modals ---

    async def check_message(self, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """The message shortcut: check the message's words, privately."""
        place = interaction_place(body)
        if not await self.answering.claims.take(f"shortcut:{body.get('trigger_id')}"):
            return
        words = typed(str((body.get("message") or {}).get("text") or ""))
        if not any(letter.isalnum() for letter in words):
            refusal = say("This message has no words of its own to check.")
        elif len(words) > MAX_CHARS:
            words = "This message is longer than {number} characters; use /check with the sentence that matters."
            refusal = say(words, number=written(MAX_CHARS))
        else:
            reply = await self.answering.ask(request("check", words=words), place, client)
            message = await self.answering.rendered(reply, place, public=False)
            await self.answering.delivery.private(client, place, message)
            return
        await self.answering.delivery.private(client, place, notice(refusal))

    async def open_search(self, trigger: str, client: AsyncWebClient) -> None:
        """The global shortcut and the Home's button: the search form."""
        await client.views_open(trigger_id=trigger, view=views.search_modal())

    async def search(self, wanted: Request, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """Show the answer to a submitted form in its modal, which says "Looking it up" until then."""
        place = interaction_place(body)
        await self._fill(str((body.get("view") or {}).get("id", "")), wanted, place, client)

    def suggest(self, words: str) -> list[dict[str, Any]]:
        """Options for the actor select; from memory."""
        found = self.answering.desk.suggest(Takes.ACTOR, words)
        return views.options([(s.label, s.value) for s in found], words)

    async def pressed_in_view(self, press: Press, client: AsyncWebClient) -> None:
        """A button inside a modal or the App Home."""
        if not await self.answering.claims.take(press.key):
            return
        if press.action == views.HOME_SEARCH:
            await self.open_search(press.trigger, client)
        elif press.action == views.HOME_RELOAD:
            await self._reload_from_home(press.place, client)
        elif press.action.startswith(views.HOME_EXAMPLE):
            if press.value in BY_NAME:
                await self._open_answer(press, request(press.value), client, push=False)
        else:
            await self._obey_in_view(press, client)

    async def _obey_in_view(self, press: Press, client: AsyncWebClient) -> None:
        try:
            state = await self.answering.state_of(press)
        except StateRefused as error:
            refusal: str | None = told(error.user_message)
        else:
            refusal = self.answering.refusal(state, press)
        if refusal:
            await client.views_update(view_id=press.view, view=views.modal(_TITLE, notice(refusal)))
        elif state.does in (Does.PAGE, Does.CHOOSE) and not press.home:
            await self._fill(press.view, state.request, press.place, client)
        else:
            await self._open_answer(press, state.request, client, push=not press.home)

    async def _open_answer(self, press: Press, wanted: Request, client: AsyncWebClient, *, push: bool) -> None:
        """Open a modal at once, while Slack still allows it, and fill it when the answer is there."""
        show = client.views_push if push else client.views_open
        opened = await show(trigger_id=press.trigger, view=views.looking(_TITLE))
        await self._fill(str((opened.get("view") or {}).get("id", "")), wanted, press.place, client)

    async def _fill(self, view: str, wanted: Request, place: Place, client: AsyncWebClient) -> None:
        reply = await self.answering.ask(wanted, place, client)
        message = await self.answering.rendered(reply, place, public=False)
        await client.views_update(view_id=view, view=views.modal(_TITLE, message))

    # --- App Home ---

    async def home_opened(self, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """Publish the Home tab, or offer suggested prompts in the Messages tab."""
        event = body.get("event") or {}
        place = Place(
            team=str(body.get("team_id") or ""), channel=str(event.get("channel") or ""), user=str(event.get("user"))
        )
        if event.get("tab") == "messages":
            await self._suggest_prompts(place, client)
        else:
            with speaking(await self.answering.people.locale(client, place)):
                await self.publish_home(place, client)

    async def publish_home(self, place: Place, client: AsyncWebClient, news: str | None = None) -> None:
        """The Home tab of that person, as things stand now."""
        status = await self.answering.ask(request("status"), place, client)
        operator: Message | None = None
        if await self.answering.is_operator(place, client):
            articles = await self.answering.ask(request("articles"), place, client)
            operator = preview(articles)
        await client.views_publish(user_id=place.user, view=views.home(preview(status), operator=operator, news=news))

    async def _reload_from_home(self, place: Place, client: AsyncWebClient) -> None:
        """The desk checks that the person may; the report, or the refusal, is the first line of the Home tab."""
        reply = await self.answering.ask(request("reload"), place, client)
        first = preview(reply).text.split("\n")
        await self.publish_home(place, client, news=" ".join(first[:3]))

    # --- agent view ---

    async def _suggest_prompts(self, place: Place, client: AsyncWebClient) -> None:
        prompts = [{"title": say(title), "message": message} for title, message in PROMPTS]
        await self._agent(
            place, lambda: client.assistant_threads_setSuggestedPrompts(channel_id=place.channel, prompts=prompts)
        )

    async def direct_message(self, ask: Ask, client: AsyncWebClient) -> None:
        """Answer a direct message; in the agent view with a status meanwhile, and in the message's own thread."""
        thread = ask.place.thread or ask.ts

        def status() -> Awaitable[object]:
            return client.assistant_threads_setStatus(
                channel_id=ask.place.channel, thread_ts=thread, status=say("is looking it up …")
            )

        await self.answering.line(ask, client, in_thread=lambda: self._agent(ask.place, status))

    async def _agent(self, place: Place, call: Callable[[], Awaitable[object]]) -> bool:
        """Make a call that works only where the agent view is switched on. False elsewhere, after one try for good."""
        if place.team in self._no_agent:
            return False
        try:
            async with asyncio.timeout(_AGENT_TIMEOUT_S):
                await call()
        except TROUBLE as error:
            logger.info("no agent view", extra={"event": "slack.agent", "reason": reason_of(error)})
            if isinstance(error, SlackApiError):
                self._no_agent.add(place.team)
            return False
        return True

    # --- unfurling ---

    async def link_shared(self, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """Show under links of indexed articles who is quoted in them; other links stay as they are."""
        event = body.get("event") or {}
        place = Place(
            team=str(body.get("team_id") or ""), channel=str(event.get("channel") or ""), user=str(event.get("user"))
        )
        key = event.get("unfurl_id") or f"{place.channel}:{event.get('message_ts')}"
        if not await self.answering.claims.take(f"unfurl:{key}"):
            return
        unfurls: dict[str, dict[str, Any]] = {}
        for link in (event.get("links") or [])[:UNFURLED_LINKS]:
            url = str(link.get("url") or "")
            if not self._is_ours(url):
                continue
            article = await self.answering.desk.article_at(url)
            if article is not None:
                reply = await self.answering.ask(request("article", id=article), place, client)
                if reply.answered:
                    unfurls[url] = {"blocks": list(preview(reply, most_blocks=15, most_characters=4_000).blocks)}
        if not unfurls:
            return
        where = (
            {"unfurl_id": event["unfurl_id"], "source": event.get("source")}
            if event.get("unfurl_id")
            else {"channel": place.channel, "ts": event.get("message_ts")}
        )
        try:
            await client.chat_unfurl(unfurls=unfurls, **where)
        except TROUBLE as error:
            raise Undelivered(reason_of(error), unsure=True) from error  # nobody waits for it: nobody is told

    def _is_ours(self, url: str) -> bool:
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return False
        return any(host == domain or host.endswith("." + domain) for domain in self.unfurl_domains)
