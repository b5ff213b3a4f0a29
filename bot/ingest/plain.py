"""Text and Markdown files: one article each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from bot.errors import SourceUnreadable
from bot.ingest.dates import parse_moment
from bot.ingest.decoding import decode
from bot.ingest.draft import Draft, Drafts, Limits, tidy, web_url
from bot.ingest.heading import heading_of

_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<meta>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FRONT_MOST = 100_000  # characters; more is no front matter but a text with rules in it


def read_text(data: bytes, limits: Limits) -> Drafts:
    """The whole file is the article's text; its first lines may say who wrote it, when and for whom."""
    limits.check(len(data))
    yield with_heading(Draft(text=decode(data)))


def read_markdown(data: bytes, limits: Limits) -> Drafts:
    """The article is the body as it stands; title, date, source, url and authors come from YAML front matter.

    Without front matter, or with an opening rule that is never closed, the whole file is the body.
    """
    limits.check(len(data))
    text = decode(data)
    match = _FRONT.match(text)
    if not match or match.end("meta") > _FRONT_MOST:
        yield with_heading(Draft(text=text))
        return
    body = text[match.end() :]
    if not body.strip():
        raise SourceUnreadable("there is no text below the front matter")
    yield with_heading(draft_of(_front_matter(match["meta"]), body))


def with_heading(draft: Draft) -> Draft:
    """The draft with what its file does not declare taken from the first lines of its text."""
    if draft.published and draft.source and draft.authors:
        return draft
    read = heading_of(draft.text)
    return replace(
        draft,
        published=draft.published or (None if draft.note else read.published),
        source=draft.source or read.source,
        authors=draft.authors or read.authors,
    )


def draft_of(fields: dict[str, Any], text: str, *, key: str = "") -> Draft:
    """A draft from named fields; a date that is none leaves a note."""
    note = None
    published = None
    try:
        published = parse_moment(fields.get("date"))
    except ValueError as error:
        note = str(error)
    return Draft(
        text=text,
        title=tidy(fields.get("title")),
        url=web_url(fields.get("url")),
        source=tidy(fields.get("source")),
        published=published,
        authors=names(fields.get("authors", fields.get("author"))),
        key=key,
        note=note,
    )


def names(value: object) -> tuple[str, ...]:
    """Authors as a list, or as one string with commas."""
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, Iterable) or isinstance(value, dict):
        return ()
    return tuple(name for name in (tidy(item, 200) for item in value) if name)


_LINE = re.compile(r"(?P<name>[A-Za-z_][\w-]*):[ \t]+(?P<value>\S.*?)[ \t]*\r?")


def _front_matter(text: str) -> dict[str, Any]:
    try:
        fields = _yaml(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise SourceUnreadable(
            "the front matter is not valid YAML" + (f" at line {mark.line + 2}" if mark else "")
        ) from error
    except (ValueError, RecursionError) as error:  # a date like 2025-02-31, or nesting without end
        raise SourceUnreadable(f"the front matter cannot be read: {str(error)[:80]}") from error
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise SourceUnreadable("the front matter has no “name: value” lines")
    return {str(name).lower(): value for name, value in fields.items()}


def _yaml(text: str) -> Any:
    """The front matter as YAML has it. Lines that are none, such as "title: Storm: the day after", are plain text."""
    plain = plain_fields(text)
    if plain is not None:
        return plain
    try:
        return YAMLHandler().load(text)
    except yaml.YAMLError:
        lines = text.split("\n")
        mended = [_quoted(line) for line in lines]
        if mended == lines:
            raise
        return YAMLHandler().load("\n".join(mended))


_PLAIN_LINE = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z_]*): (?:(?P<day>\d{4}-\d\d-\d\d)|(?P<words>[A-Za-z][A-Za-z0-9 .,;/()’“”–—-]*(?<! )))"
)
_NO_STRINGS = frozenset("y n yes no true false on off null".split())  # what YAML takes such words for


def plain_fields(text: str) -> dict[str, Any] | None:
    """What YAML makes of lines that are all "name: words" or "name: 2025-03-14", in a tenth of its time; else None."""
    fields: dict[str, Any] = {}
    for line in text.removesuffix("\n").split("\n"):
        match = _PLAIN_LINE.fullmatch(line)
        if match is None:
            return None
        name, day, words = match.groups()
        if name.lower() in _NO_STRINGS or (words or "").lower() in _NO_STRINGS:
            return None
        try:
            fields[name] = words or date.fromisoformat(day)
        except ValueError:
            return None
    return fields


def _quoted(line: str) -> str:
    """The line with its value in quotes, if it is a "name: value" that YAML cannot read alone."""
    match = _LINE.fullmatch(line)
    if match is None:
        return line
    try:
        YAMLHandler().load(line)
    except yaml.YAMLError:
        return f"{match['name']}: " + json.dumps(match["value"], ensure_ascii=False)
    return line
