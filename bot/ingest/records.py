"""JSON files: one article, a list of them, or one a line. Field names: bot/ingest/schema_org.py."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.errors import SourceUnreadable
from bot.ingest.decoding import clean, decode
from bot.ingest.draft import BadRecord, Draft, Drafts, Limits, tidy
from bot.ingest.plain import draft_of
from bot.ingest.schema_org import articles_in, fields_of, is_article, words_of

_KEY_MOST = 120  # characters of a path
_WITHDRAWN = frozenset({"canceled", "cancelled", "withheld", "stat:canceled", "stat:withheld"})


def read_json(data: bytes, limits: Limits) -> Drafts:
    """One article as an object, or several: a list, or an object with `articles`, `items` or `@graph`."""
    value = _loaded(decode(data))
    if isinstance(value, dict) and is_article(value):
        draft = _draft(value, "", limits)
        if isinstance(draft, BadRecord):
            raise SourceUnreadable(draft.reason)
        yield draft
        return
    items = value if isinstance(value, list) else list(articles_in(value))
    if not items:
        raise SourceUnreadable("there is no article in this file: no object with a text")
    for number, item in enumerate(items, 1):
        yield _record(item, str(number), limits)


def read_json_lines(data: bytes, limits: Limits) -> Drafts:
    """One article a line, each an object; empty lines are nothing. A bad line costs only itself."""
    if not data.strip():
        raise SourceUnreadable("the file is empty")
    at = 0
    number = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        line = data[at:end]
        at = end + 1
        number += 1
        if not line.strip():
            continue
        try:
            yield _record(_loaded(decode(line), one_line=True), f"line {number}", limits)
        except SourceUnreadable as error:
            yield BadRecord(key=f"line {number}", reason=error.reason)


def _record(value: object, place: str, limits: Limits) -> Draft | BadRecord:
    if not isinstance(value, dict):
        return BadRecord(key=place, reason="not an article: no object with a text")
    return _draft(value, place, limits)


def _draft(value: Mapping[str, Any], place: str, limits: Limits) -> Draft | BadRecord:
    """The article; named after its own id where it has one and is one of many."""
    fields = fields_of(value)
    key = (tidy(clean(str(fields["key"] or fields["url"] or place)), _KEY_MOST) or place) if place else ""
    if str(value.get("pubstatus") or value.get("pubStatus") or "").lower() in _WITHDRAWN:
        return BadRecord(key=key, reason="withdrawn by its agency")
    text = clean(words_of(value))
    if not text.strip():
        return BadRecord(key=key, reason="an article without a text")
    try:
        limits.check(len(text))
    except SourceUnreadable as error:
        return BadRecord(key=key, reason=error.reason)
    cleaned = {name: clean(held) if isinstance(held, str) else held for name, held in fields.items()}
    return draft_of(cleaned, text, key=key)


def _loaded(text: str, *, one_line: bool = False) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceUnreadable(
            "not valid JSON at " + ("" if one_line else f"line {error.lineno}, ") + f"column {error.colno}"
        ) from error
    except RecursionError as error:
        raise SourceUnreadable("not readable: lists or objects nested too deeply") from error
    except ValueError as error:  # a number of thousands of digits
        raise SourceUnreadable("not readable: a number in it is too long") from error
