"""Slack's markup: made harmless on the way out, undone on the way in.

Slack escapes three characters (& < >) and has no escape for * _ ~ ` and :emoji:. Words that must come out letter for
letter therefore go into rich_text blocks, which are not parsed; attribution lines, which stand in mrkdwn, have those
characters replaced by ones that look the same.
"""

from __future__ import annotations

import re

_LOOK_ALIKES = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # inside a word it is a letter: dry_run
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]+:)", re.IGNORECASE)
_QUOTE_MARK = re.compile(r"(?m)^(\s*)>")
_NOTHING = "\u200b"  # zero-width space: breaks up :emoji: and a leading >
_ENTITY = re.compile(r"<([^<>\n]*)>")


def escape(words: str) -> str:
    """`words` for a place where only & < > mean something: `text` beside blocks."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(words: str) -> str:
    """The inverse of `escape`."""
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def inert(words: str) -> str:
    """`words` for a mrkdwn text object: nothing in it formats, links, mentions or turns into a picture."""
    words = _EDGE_UNDERSCORE.sub("＿", words.translate(_LOOK_ALIKES))
    words = _EMOJI.sub(":" + _NOTHING, words)
    return escape(_QUOTE_MARK.sub(rf"\1{_NOTHING}>", words))


def link(words: str, url: str) -> str:
    """A mrkdwn link; plain words if the address could break out of it or is no web address."""
    if not is_web_address(url):
        return inert(words)
    address = escape(url).replace("|", "%7C")
    return f"<{address}|{inert(words).replace('|', '¦')}>" if words else f"<{address}>"


def is_web_address(url: str) -> bool:
    """http or https, without spaces or control characters, at most 3,000 characters (Slack's limit for a link)."""
    return url.startswith(("http://", "https://")) and len(url) <= 3_000 and not re.search(r"[\s\x00-\x1f<>]", url)


def typed(text: str, *, bot_user: str = "") -> str:
    """What the person typed, from the text that Slack delivers: entities undone, mentions of the bot removed.

    `<@U1>` of somebody else becomes "@U1", or the name where Slack gives one; `<https://a.b|a.b>` becomes "a.b".
    """

    def shown(match: re.Match[str]) -> str:
        body, _, label = match[1].partition("|")
        if bot_user and body == f"@{bot_user}":
            return " "
        if body.startswith(("@", "#")):
            return body[0] + (label or body[1:])
        if body.startswith("!"):
            return label or "@" + body[1:].partition("^")[0]
        return label or body.removeprefix("mailto:")

    return unescape(_ENTITY.sub(shown, text)).strip().strip("`").strip()
