"""Logging of the whole program: text or JSON lines on standard error; only the entry points configure it."""

from __future__ import annotations

import logging
import sys

import structlog

from bot.settings import Settings

_NOISY = ("slack_bolt", "slack_sdk", "discord", "aiohttp", "asyncio")
"""Libraries whose own log lines may hold users' messages or tokens: only their warnings pass, without tracebacks."""


class _Terse(logging.Filter):
    """Drops tracebacks and arguments of library records: they may hold tokens and messages."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.split(".")[0] in _NOISY:
            record.exc_info = None
            record.exc_text = None
            record.msg, record.args = f"{record.name}: {record.levelname.lower()} in {record.funcName}", ()
        return True


class _OneLine(logging.Filter):
    """Drops tracebacks: a person at a terminal sees one line, `QUOTEDESK_LOG_LEVEL=debug` shows the rest."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        record.exc_text = None
        return True


def configure_logging(settings: Settings, *, quiet: bool = False) -> None:
    """Log to standard error at the settings' level and in their format. Called once, by the entry point.

    `quiet` keeps ordinary events off a person's terminal: warnings and worse, unless the level is debug.
    """
    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: structlog.types.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.processors.format_exc_info]
            if settings.log_format == "json"
            else shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    handler.addFilter(_Terse())
    if quiet and settings.log_level != "debug":
        handler.addFilter(_OneLine())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    root.setLevel(max(level, logging.WARNING) if quiet and level > logging.DEBUG else level)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
