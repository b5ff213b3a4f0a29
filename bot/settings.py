"""Settings: config/quotedesk.toml, an `.env` file, a secrets folder and the environment → one frozen value.

Everything but the platforms' own variables is called `QUOTEDESK_…`; an unknown one is an error at start. Secrets come
from the environment, `.env` or the secrets folder only, and no `repr` shows them. Reading has no other effect.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.archive.sqlite import OLDEST_VERSION
from bot.errors import SettingsError
from bot.resources import bundled, config_file

PREFIX = "QUOTEDESK_"
PLATFORM = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_API_URL",
    "DISCORD_TOKEN",
    "DISCORD_API_URL",
)
"""Variables that keep the names their platforms' documentation gives them."""
Words = Annotated[tuple[str, ...], NoDecode]
"""A list that the environment gives as words between commas."""


class Settings(BaseSettings):
    """All settings, checked. Field names are the environment's names in lower case, without `QUOTEDESK_`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", hide_input_in_errors=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    discord_token: SecretStr | None = None
    discord_api_url: str = ""

    articles: Words = ("seeds",)
    feeds: Words = ()
    feed_hosts: Words = ()
    archive: str = ""
    operators: Words = ()
    default_show: Literal["me", "channel"] = "me"
    page_size: int = Field(default=5, ge=1, le=10)
    rate_per_user: int = Field(default=30, ge=1, le=10_000)
    slack_unfurl_domains: Words = Field(default=(), max_length=5)
    slack_command_prefix: str = Field(default="", pattern=r"^[a-z0-9_-]{0,16}$")
    http_port: int = Field(default=3000, ge=0, le=65_535)
    discord_shard_ids: Annotated[tuple[int, ...], NoDecode] = ()
    discord_shard_count: int = Field(default=0, ge=0, le=100_000)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"
    timezone: str = "UTC"
    language: Literal["en", "de", "es"] = "en"
    reload_every: int = Field(default=0, ge=0, le=10_080)
    watch: bool = False
    max_article_mb: int = Field(default=20, ge=1, le=1_000)
    actors: str = ""

    @field_validator(
        "articles", "feeds", "feed_hosts", "operators", "slack_unfurl_domains", "discord_shard_ids", mode="before"
    )
    @classmethod
    def _words(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(word.strip() for word in value.split(",") if word.strip())
        return value

    @field_validator("log_level", "log_format", "default_show", "language", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("operators")
    @classmethod
    def _operators(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for word in value:
            platform, colon, name = word.partition(":")
            if platform not in ("slack", "discord") or not colon or not name:
                raise ValueError(
                    f"“{word}” is no operator; write slack:U0123, slack:admins, slack:S0123, discord:123 "
                    "or discord:managers"
                )
        return value

    @field_validator("timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(value)
        except (ValueError, OSError, KeyError) as error:
            raise ValueError(f"“{value}” is no time zone; write an IANA name such as Europe/Berlin") from error
        return value

    @field_validator("archive")
    @classmethod
    def _archive(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://", "memory:")):
            raise ValueError("write sqlite:///path/to/file.sqlite3, postgresql://user@host/database or memory:")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 # pydantic-settings passes it by this name
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 # likewise
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 # likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `read_settings` gathered, over the defaults of config/quotedesk.toml."""
        return init_settings, TomlConfigSettingsSource(settings_cls, config_file("quotedesk.toml"))

    @property
    def article_folders(self) -> tuple[Path, ...]:
        """The folders of articles; the default is the seeds that come with the program."""
        return tuple(
            bundled("seeds") if name == "seeds" and not Path(name).is_dir() else Path(name) for name in self.articles
        )

    @property
    def archive_url(self) -> str:
        """Where the archive is; by default a file in the user's data folder.

        There is one for each set of article folders, and for formats of the archive that none of the others can be
        brought up to: after such an update the articles are read again, without a word from the operator.
        """
        if self.archive:
            return self.archive
        folders = "\0".join(str(folder.resolve()) for folder in self.article_folders)
        which = hashlib.sha256(folders.encode("utf-8", "surrogateescape")).hexdigest()[:8]
        name = f"archive-{which}-{OLDEST_VERSION}.sqlite3"
        return f"sqlite:///{Path(platformdirs.user_data_dir('quotedesk', appauthor=False)) / name}"

    @property
    def actors_file(self) -> Path:
        """The operator's corrections."""
        return Path(self.actors) if self.actors else config_file("actors.toml")


def read_settings(environment: Mapping[str, str] | None = None, *, folder: Path | None = None) -> Settings:
    """The settings from the environment, else `.env` in `folder` (the current one), else the secrets folder.

    SettingsError, in one line, for an unknown `QUOTEDESK_` name or a value that cannot be used.
    """
    environment = os.environ if environment is None else environment
    sources = (_secrets(environment), _dotenv(folder or Path()), environment)
    given = {
        name: value
        for source in sources
        for name, value in source.items()
        if name.startswith(PREFIX) or name in PLATFORM
    }
    given.pop(PREFIX + "SECRETS", None)
    values: dict[str, Any] = {}
    for name, value in given.items():
        field = name.removeprefix(PREFIX).lower()
        if field not in Settings.model_fields or (name.startswith(PREFIX) == (name in PLATFORM)):
            raise SettingsError(f"{name} is no setting of Quotedesk; config/quotedesk.toml lists them all.")
        if name.startswith(PREFIX) and field.upper() in PLATFORM:
            raise SettingsError(f"{name} is no setting of Quotedesk; write {field.upper()} instead.")
        if value.strip():
            values[field] = value.strip()
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        name = field.upper() if field.upper() in PLATFORM else PREFIX + field.upper()
        reason = first["msg"].removeprefix("Value error, ")
        where = f"{name}: {reason}" if field in Settings.model_fields else f"config/quotedesk.toml: {field}: {reason}"
        raise SettingsError(where + ".") from error
    except ValueError as error:  # the TOML file cannot be parsed
        raise SettingsError(f"{config_file('quotedesk.toml')}: {error}") from error


def _secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """One file a secret, named like its variable, in the folder that QUOTEDESK_SECRETS names."""
    folder = environment.get(PREFIX + "SECRETS")
    if not folder:
        return {}
    if not Path(folder).is_dir():
        raise SettingsError(f"{PREFIX}SECRETS: there is no folder {folder}.")
    names = (*PLATFORM, PREFIX + "ARCHIVE")
    return {name: path.read_text("utf-8").strip() for name in names if (path := Path(folder) / name).is_file()}


def _dotenv(folder: Path) -> dict[str, str]:
    from dotenv import dotenv_values

    path = folder / ".env"
    if not path.is_file():
        return {}
    return {name: value for name, value in dotenv_values(path).items() if value is not None}
