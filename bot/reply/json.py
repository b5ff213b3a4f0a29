"""Reply → the object that `ask --json` prints; the format is a contract with other programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.reply.model import Cut, Item, Reply
from bot.reply.plain import plain


def as_json(reply: Reply) -> dict[str, Any]:
    """The reply as data: dates as ISO days, spans as [start, end) code points of the article's text."""
    return {
        "intent": reply.intent,
        "answered": reply.answered,
        "verdict": reply.verdict,
        "count": reply.count,
        "understood": {
            "actors": list(reply.understood.actors),
            "topic": reply.understood.topic,
            "from": _day(reply.understood.since),
            "to": _day(reply.understood.until),
            "notes": list(reply.understood.notes),
        },
        "items": [_item(item) for item in reply.items],
        "choices": [{"id": c.id, "name": c.name, "role": c.role} for c in reply.choices],
        "refusal": (
            {"reason": reply.refusal.reason, "nearest": list(reply.refusal.nearest)} if reply.refusal else None
        ),
        "scope": {
            "articles": reply.scope.articles,
            "from": _day(reply.scope.since),
            "to": _day(reply.scope.until),
        },
        "text": plain(reply),
    }


def _item(item: Item) -> dict[str, Any]:
    article = item.article
    return {
        "id": item.id,
        "kind": item.kind.value,
        "text": item.text,
        "spans": [[span.start, span.end] for span in item.spans],
        "context": Cut(article=article, span=item.context).words,
        "speaker": (
            {
                "id": item.speaker.id,
                "name": item.speaker.name,
                "as_written": item.speaker.as_written,
                "role": item.speaker.role,
            }
            if item.speaker
            else None
        ),
        "cue": item.cue,
        "said": {"date": _day(item.said.day), "medium": item.said.medium, "addressee": item.said.addressee},
        "flags": sorted(flag.value for flag in item.flags),
        "confidence": round(item.confidence, 3),
        "article": {
            "id": article.id,
            "path": article.path,
            "title": article.title,
            "url": article.url,
            "source": article.source,
            "published": article.published.isoformat() if article.published else None,
        },
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
