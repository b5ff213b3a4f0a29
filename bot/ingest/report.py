"""What a reload did: a value for the command line, the chat and the log."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.archive.port import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class ReloadReport:
    """One reload. Paths are relative to their folder's name, in order."""

    dry_run: bool = False
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    articles: int = 0  # in the archive afterwards
    quotes: int = 0  # plain quotations afterwards
    quotes_added: int = 0
    quotes_removed: int = 0
    by_speaker: tuple[tuple[str, int], ...] = ()  # plain quotations gained (> 0) or lost (< 0) by name; no zeros
    seconds: float = 0.0

    @property
    def nothing_read(self) -> bool:
        """Did every file fail?"""
        return bool(self.failed) and not self.articles

    @property
    def outcome(self) -> str:
        """What was done, in one line for logs."""
        numbers = {"added": self.added, "changed": self.changed, "removed": self.removed, "failed": self.failed}
        return ", ".join(f"{len(paths)} {what}" for what, paths in numbers.items())

    def as_words(self) -> str:
        """All of it in a string, for another process."""
        return json.dumps(asdict(self))

    @classmethod
    def of_words(cls, words: str) -> ReloadReport:
        """The report that `as_words` made these of."""
        facts: dict[str, Any] = json.loads(words)
        for name in ("added", "changed", "removed"):
            facts[name] = tuple(facts[name])
        failed = tuple(Failure(**failure) for failure in facts.pop("failed"))
        by_speaker = tuple((name, by) for name, by in facts.pop("by_speaker"))
        return cls(failed=failed, by_speaker=by_speaker, **facts)

    def as_json(self) -> dict[str, Any]:
        """The object that `reload --json` prints; the format is a contract with other programs."""
        return {
            "dry_run": self.dry_run,
            "added": list(self.added),
            "changed": list(self.changed),
            "removed": list(self.removed),
            "unchanged": self.unchanged,
            "failed": [{"path": failure.path, "reason": failure.reason} for failure in self.failed],
            "articles": self.articles,
            "quotes": self.quotes,
            "quotes_added": self.quotes_added,
            "quotes_removed": self.quotes_removed,
            "seconds": round(self.seconds, 3),
        }
