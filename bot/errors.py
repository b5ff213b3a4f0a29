"""Every error that Quotedesk raises on purpose.

QuotedeskError                 something a person can act on; `user_message` is what they read
├── SettingsError              a setting, token or configuration file is unusable (exit status 2)
├── UsageError                 arguments that cannot be used (exit status 2)
│   └── RequestNotUnderstood   a request whose words do not make a command
├── SourceUnreadable           one article file cannot be read; the reload reports it and goes on
├── ReloadRefused              a reload that would remove most articles and was not forced; nothing was changed
├── ArchiveUnavailable         the archive cannot be opened, read or written
└── NotAllowed                 the asker may not do this
"""

from __future__ import annotations


class QuotedeskError(Exception):
    """Base of all errors raised on purpose. `user_message` says what happened, where and what to do."""

    user_message = "Something went wrong here. Nothing was lost; please try again in a moment."

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.user_message)
        if message:
            self.user_message = message


class SettingsError(QuotedeskError):
    """A setting or configuration file is unusable; one line names it."""


class UsageError(QuotedeskError):
    """The arguments given cannot be used; one line names them."""


class RequestNotUnderstood(UsageError):
    """The words do not make a request."""


class SourceUnreadable(QuotedeskError):
    """One article cannot be read. `reason` is shown in the reload report beside its path."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ReloadRefused(QuotedeskError):
    """The reload would remove most of the articles. Nothing was changed; `force` goes on."""


class ArchiveUnavailable(QuotedeskError):
    """The archive cannot be used right now."""


class NotAllowed(QuotedeskError):
    """The asker may not do this."""

    user_message = "Only the operators of this bot can do that. Ask whoever runs it to add you to QUOTEDESK_OPERATORS."
