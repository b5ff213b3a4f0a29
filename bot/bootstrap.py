"""The one place that builds things: Settings → Desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.actors.corrections import read_corrections
from bot.actors.identity import merge
from bot.archive.memory import MemoryArchive
from bot.archive.port import Archive
from bot.archive.sqlite import SqliteArchive
from bot.desk import Desk, DeskOptions, Reloader
from bot.errors import SettingsError
from bot.extract.pipeline import extract
from bot.ingest.joining import Order
from bot.ingest.progress import Tell
from bot.ingest.reload import reload
from bot.ingest.report import ReloadReport
from bot.ingest.rollback import rollback
from bot.ingest.web import WebLimits
from bot.settings import Settings


def utc_now() -> datetime:
    """The present time in UTC."""
    return datetime.now(UTC)


def open_archive(url: str) -> Archive:
    """The archive behind the URL; its folder is made. SettingsError or ArchiveUnavailable when that cannot be done."""
    if url.startswith("memory:"):
        return MemoryArchive()
    if url.startswith("postgresql://"):
        try:
            from bot.archive.postgres import PostgresArchive
        except ImportError as error:
            raise SettingsError(
                "QUOTEDESK_ARCHIVE: PostgreSQL needs the extra: pip install 'quotedesk[postgres]'."
            ) from error
        return PostgresArchive(url)
    path = Path(url.removeprefix("sqlite:///"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"QUOTEDESK_ARCHIVE: cannot make the folder {path.parent}: {error.strerror}.") from error
    return SqliteArchive(path)


def reloader(settings: Settings, archive: Archive, clock: Callable[[], datetime] = utc_now) -> Reloader:
    """(order, tell) → report, over the settings' folders. SettingsError when a folder is missing."""

    def run(order: Order, tell: Tell) -> ReloadReport:
        check_folders(settings)
        return reload(
            archive,
            settings.article_folders,
            extract=extract,
            merge=merge,
            corrections=read_corrections(settings.actors_file),
            now=clock,
            order=order,
            tell=tell,
            max_bytes=settings.max_article_mb * 1_000_000,
            feeds=settings.feeds,
            web=WebLimits(allowed_hosts=frozenset(settings.feed_hosts)),
        )

    return run


def roll_back(settings: Settings, archive: Archive, *, dry_run: bool, waiting: Callable[[], None]) -> ReloadReport:
    """Undo the last change of the articles. UsageError where there is none. `waiting`: a reload has to end first."""
    return rollback(
        archive,
        extract=extract,
        merge=merge,
        corrections=read_corrections(settings.actors_file),
        now=utc_now,
        dry_run=dry_run,
        waiting=waiting,
    )


def check_folders(settings: Settings) -> None:
    """SettingsError naming the first folder of articles that is missing or no folder."""
    for folder in settings.article_folders:
        if not folder.is_dir():
            what = "is not a folder" if folder.exists() else "does not exist"
            raise SettingsError(f"QUOTEDESK_ARTICLES: {folder} {what}; name a folder with articles.")


def build(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Desk:
    """The desk over the settings' archive. SettingsError or ArchiveUnavailable."""
    check_folders(settings)
    archive = open_archive(settings.archive_url)
    options = DeskOptions(
        operators=frozenset(settings.operators),
        page_size=settings.page_size,
        default_show=settings.default_show,
        rate_per_user=settings.rate_per_user,
        timezone=settings.timezone,
    )
    return Desk(archive, reloader(settings, archive, clock), options, clock)
