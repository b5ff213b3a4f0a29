"""Settings come from the environment, `.env`, a secrets folder and the file, and mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import PLATFORM, Settings, read_settings


def test_defaults_are_those_of_the_file(tmp_path: Path) -> None:
    settings = read_settings({}, folder=tmp_path)
    assert settings.page_size == 5
    assert settings.default_show == "me"
    assert [folder.name for folder in settings.article_folders] == ["seeds"]
    assert settings.archive_url.startswith("sqlite:///")


def test_the_file_lists_every_setting_but_the_platforms() -> None:
    listed = [name for name in Settings.model_fields if name.upper() not in PLATFORM]
    text = (Path(__file__).parent.parent / "config" / "quotedesk.toml").read_text("utf-8")
    for name in listed:
        assert f"\n{name} = " in text


def test_lists_are_words_between_commas(tmp_path: Path) -> None:
    settings = read_settings({"QUOTEDESK_OPERATORS": "slack:U1, discord:managers,"}, folder=tmp_path)
    assert settings.operators == ("slack:U1", "discord:managers")


def test_the_environment_wins_over_dotenv_and_dotenv_over_secrets(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DISCORD_TOKEN"):
        (secrets / name).write_text("from secrets\n")
    (tmp_path / ".env").write_text("SLACK_APP_TOKEN='from dotenv'\nDISCORD_TOKEN=from dotenv\nUNRELATED=1\n")
    settings = read_settings(
        {"QUOTEDESK_SECRETS": str(secrets), "DISCORD_TOKEN": "from environment", "UNRELATED": "1"}, folder=tmp_path
    )
    tokens = (settings.slack_bot_token, settings.slack_app_token, settings.discord_token)
    assert [token.get_secret_value() for token in tokens if token] == [
        "from secrets",
        "from dotenv",
        "from environment",
    ]


def test_no_token_is_ever_shown(tmp_path: Path) -> None:
    settings = read_settings({"SLACK_BOT_TOKEN": "xoxb-hidden", "DISCORD_TOKEN": "hidden"}, folder=tmp_path)
    assert "hidden" not in repr(settings)
    assert "hidden" not in str(settings)


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"QUOTEDESK_PAGESIZE": "5"}, "QUOTEDESK_PAGESIZE is no setting"),
        ({"QUOTEDESK_PAGE_SIZE": "0"}, "QUOTEDESK_PAGE_SIZE"),
        ({"QUOTEDESK_SLACK_BOT_TOKEN": "x"}, "QUOTEDESK_SLACK_BOT_TOKEN"),
        ({"QUOTEDESK_OPERATORS": "U0123"}, "“U0123” is no operator"),
        ({"QUOTEDESK_SECRETS": "/no/such/folder"}, "no folder /no/such/folder"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, environment: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        read_settings(environment, folder=tmp_path)


def test_folders_of_articles_have_archives_of_their_own(tmp_path: Path) -> None:
    one = read_settings({"QUOTEDESK_ARTICLES": str(tmp_path / "one")}, folder=tmp_path)
    two = read_settings({"QUOTEDESK_ARTICLES": str(tmp_path / "two")}, folder=tmp_path)
    assert one.archive_url != two.archive_url
