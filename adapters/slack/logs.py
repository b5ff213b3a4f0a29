"""Loggers for Slack's libraries: warnings and errors only, without tokens, addresses and bodies."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"xox[a-z]+-[\w.-]+|xapp-[\w.-]+|(?<=ticket=)[^\s&'\"]+|https?://\S+|wss?://\S+|\{.*", re.DOTALL)
_MAX_CHARACTERS = 300


class Scrubbed(logging.Filter):
    """Rewrites a record: one line, no secrets, no payloads, no traceback (exceptions may quote what came in)."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if message.startswith("Unhandled request"):
            return False
        record.msg = " ".join(_SECRET.sub("…", message).split())[:_MAX_CHARACTERS]
        record.args = None
        record.exc_info = None
        record.exc_text = None
        return True


def library_logger(name: str = "quotedesk.slack.sdk") -> logging.Logger:
    """A logger to hand to slack-bolt and slack-sdk. They print bodies and tokens at the level DEBUG: never lower."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.WARNING)
    if not any(isinstance(known, Scrubbed) for known in logger.filters):
        logger.addFilter(Scrubbed())
    return logger
