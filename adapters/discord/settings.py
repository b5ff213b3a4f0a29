"""What the adapter needs to know of the settings."""

from __future__ import annotations

from dataclasses import dataclass, field

from adapters.discord.answering import DEFER_AFTER_S


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordSettings:
    """What the adapter needs to know. `api_url` replaces Discord's REST base; "" is Discord itself."""

    token: str = field(repr=False)
    api_url: str = ""
    shard_ids: tuple[int, ...] = ()  # of this process; () all of them
    shard_count: int | None = None  # over all processes; None: as many as Discord recommends
    default_public: bool = False  # what the desk does without `show`
    defer_after_s: float = DEFER_AFTER_S
    identify_pause_s: float = 5.0  # Discord lets one shard identify every 5 s
    retry_s: tuple[float, ...] = (1.0, 2.0, 5.0, 15.0, 60.0)  # between attempts to connect at all
    heartbeat_timeout_s: float = 60.0  # silence after which the gateway counts as deaf
