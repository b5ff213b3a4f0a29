"""Calls of the Web API that Slack turned away for now are made again, after the time that Slack names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

ATTEMPTS = 3
LONGEST_WAIT_S = 30.0


class TurnedAway(AsyncRetryHandler):
    """Waits out 429 (Retry-After, at most 30 s) and 5xx (half a second, then a whole one); three attempts in all.

    Broken connections are left to the SDK's own handler. A time-out is not tried again: the message may have arrived.
    """

    def __init__(self, pause: Callable[[float], Awaitable[None]]) -> None:
        super().__init__(max_retry_count=ATTEMPTS - 1)
        self._pause = pause

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002 - the SDK's signature
        request: HttpRequest,  # noqa: ARG002
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> bool:
        if response is None:
            return False
        return (response.status_code == 429 and wait_s(response) <= LONGEST_WAIT_S) or response.status_code >= 500

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,  # noqa: ARG002 - the SDK's signature
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> None:
        state.next_attempt_requested = True
        limited = response is not None and response.status_code == 429
        await self._pause(wait_s(response) if limited else 0.5 * (state.current_attempt + 1))
        state.increment_current_attempt()


def wait_s(response: HttpResponse | None) -> float:
    """The Retry-After of a response in seconds; 1 where there is none."""
    headers = response.headers if response is not None else {}
    values = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    first = values[0] if values else ""
    return float(first) if first.isdigit() else 1.0
