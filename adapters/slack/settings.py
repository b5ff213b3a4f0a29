"""What the Slack adapter must be told; the entry point makes it from the program's settings."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """Secrets are kept out of `repr`. Socket Mode needs the app token, HTTP mode the signing secret."""

    bot_token: str = field(default="", repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    client_id: str = ""  # with the client secret: many workspaces, installed by OAuth
    client_secret: str = field(default="", repr=False)
    api_url: str = "https://slack.com/api/"
    command_prefix: str = ""  # "news-" makes /news-quote; /quotedesk keeps its name
    operators: tuple[str, ...] = ()  # as QUOTEDESK_OPERATORS has them; only names of user groups matter here
    unfurl_domains: tuple[str, ...] = ()  # at most 5: links to them show who is quoted
    http_host: str | None = None  # None: every interface
    http_port: int = 3000
    ping_interval_s: float = 5.0  # Socket Mode; four of them without an answer make a socket stale

    @property
    def several_workspaces(self) -> bool:
        """Is the app installed by OAuth, in any number of workspaces?"""
        return bool(self.client_id and self.client_secret)

    @property
    def user_groups(self) -> frozenset[str]:
        """Ids of the Slack user groups among the operators (slack:S0123)."""
        names = (word.removeprefix("slack:") for word in self.operators if word.startswith("slack:S"))
        return frozenset(names)

    def check(self) -> None:
        """SettingsError, in one line, when something that a start needs is missing."""
        if not self.api_url.startswith(("https://", "http://")):
            raise SettingsError("SLACK_API_URL must be a web address such as https://slack.com/api/.")
        if self.app_token and not self.app_token.startswith("xapp-"):
            raise SettingsError("SLACK_APP_TOKEN is no app-level token; those begin with xapp-.")
        if self.several_workspaces:
            if not self.signing_secret and not self.app_token:
                raise SettingsError("SLACK_CLIENT_ID needs SLACK_SIGNING_SECRET (or SLACK_APP_TOKEN) beside it.")
            return
        if not self.bot_token:
            raise SettingsError("SLACK_BOT_TOKEN is not set; Slack's app page shows it under “OAuth & Permissions”.")
        if not self.app_token and not self.signing_secret:
            raise SettingsError(
                "SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode) beside it."
            )
