"""What people paste into a check → the words to look for and who is supposed to have said them.

A bare sentence, a sentence in any marks, "…" — Name, Name: "…", Name said "…", a whole chat message with a quotation
inside, with links, mentions and markup around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.actors.directory import Directory
from bot.model import Actor

_LINK = re.compile(r"<?https?://[^\s<>|]+(?:\|[^<>]*)?>?|\bwww\.[^\s<>]+")
_LINKED = re.compile(r"\[([^\][]*)\]\(<?https?://[^)\s]+>?\)")
_MENTION = re.compile(r"<[@#!][^<>\s]{1,80}>")
_MARKUP = re.compile(r"(?<!\w)(\*\*|\*|__|_|~~|~|`{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_LINE_QUOTE = re.compile(r"^\s*(?:>>>|&gt;|>)\s?", re.MULTILINE)
_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|\"([^\"]+)\"|”([^“”]+)”|``(.+?)''|(?<!\w)‘([^‘]+)’(?!\w)"  # marks
    r"|(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)",
    re.DOTALL,
)
_NICKNAME = re.compile(r"(?<=[a-z] )[“\"‘']([A-Z][\w-]*)[”\"’'](?= [A-Z])")
_UNCLOSED = re.compile(r"[“„«\"]([^“”„«»\"]{8,})$")
_NAME = r"[^\W\d_][\w.'’\-]*(?:\s+[\w.'’\-]+){0,6}"  # an apostrophe
_TRAILING = re.compile(rf"^(?P<words>.*\S)\s*(?:[—–―]|--|\s-)\s*(?P<name>{_NAME})[\s.,]*(?:\([^)]*\))?$", re.DOTALL)
_IN_BRACKETS = re.compile(rf"^(?P<words>.*\S)\s*\((?P<name>{_NAME})\)[\s.]*$", re.DOTALL)
_LEADING = re.compile(rf"^(?P<name>{_NAME}):\s+(?P<words>\S.*)$", re.DOTALL)
_SAYS = (
    r"(?:said|says|say|told\s+\w+|claimed|claims|wrote|writes|tweeted|posted|stated|states|declared|added|argued|"
    r"announced|warned|promised|admitted|insisted|replied|answered)"
)
_SAID = re.compile(
    rf"^(?:did\s+)?(?P<name>{_NAME})\s+{_SAYS}(?:\s+that\b|:|,)?\s+(?P<words>\S.*)$", re.DOTALL | re.IGNORECASE
)
_ACCORDING = re.compile(rf"^according to (?P<name>{_NAME}),\s*(?P<words>\S.*)$", re.DOTALL | re.IGNORECASE)
_INTRODUCES = re.compile(
    rf"(?:,[^,]{{0,60}},)?(?:\s+\w+)?\s+{_SAYS}[^.!?;]{{0,40}}$|[^.!?;,]{{0,40}}:\s*$", re.IGNORECASE
)  # between a name and the quotation after it
_FOLLOWS = re.compile(rf"[\s.,]*(?:[—–―-]+|{_SAYS}|by)\s+(?:\w+\.?\s+)?", re.IGNORECASE)  # between quotation and name
_Named = tuple[tuple[Actor, ...], str | None]


@dataclass(frozen=True, slots=True)
class Claim:
    """What is to be checked."""

    readings: tuple[str, ...]  # ways to read the words, in the order in which to try them; the last is the one to name
    parts: tuple[Claim, ...] = ()  # several quotations inside one message, each with the speaker it has there
    speakers: tuple[Actor, ...] = ()  # who is supposed to have said it; several: the name fits each
    named: str | None = None  # the name as given
    link: bool = False  # a link was left out
    inside: bool = False  # the name stands in the message, not apart from it

    @property
    def several(self) -> bool:
        """Does the message give different quotations to different speakers?"""
        return len({part.named for part in self.parts if part.named}) > 1


def read_claim(typed: str, speaker: str | None, directory: Directory) -> Claim | None:
    """The claim that the message makes; None if it holds no words. `speaker` is a name given apart."""
    text, link = _plain(typed)
    if not any(c.isalnum() for c in text):
        return None
    quoted = [next(g for g in m.groups() if g is not None).strip() for m in _QUOTED.finditer(text)]
    quoted = [words for words in quoted if any(c.isalnum() for c in words)]
    outside = " ".join(_QUOTED.sub(" \0 ", text).split())
    if not quoted and (unclosed := _UNCLOSED.search(text)):
        quoted = [unclosed[1].strip()]
        outside = text[: unclosed.start()] + "\0"
    named: str | None = speaker.strip() if speaker and speaker.strip() else None
    actors = _resolved(named, directory) if named else ()
    if quoted:
        if named is not None:
            parts = tuple(Claim((words,), (), actors, named) for words in quoted)
        else:
            actors, named = _who(outside, directory)
            parts = _parts(quoted, outside, (actors, named), directory)
        readings = _readings(text, quoted, outside)
        return Claim(readings, parts, actors, named, link, inside=speaker is None)
    words = text
    for pattern in (_TRAILING, _IN_BRACKETS, _LEADING, _SAID, _ACCORDING):
        found = pattern.match(text)
        if not found:
            continue
        who = _resolved(found["name"], directory)
        if who or (pattern is _TRAILING and _looks_like_a_name(found["name"])):
            words = found["words"]
            if named is None:
                actors, named = who, found["name"]
            break
    readings = (words,) if words == text else (text, words)
    return Claim(readings, (), actors, named, link, inside=speaker is None)


def _plain(typed: str) -> tuple[str, bool]:
    """The message without links, mentions and markup, and whether there was a link."""
    text = _LINE_QUOTE.sub("", typed)
    text = _LINKED.sub(r"\1", text)
    text, links = _LINK.subn(" ", text)
    text = _NICKNAME.sub(r"\1", _MENTION.sub(" ", text))
    for _ in range(3):
        text, found = _MARKUP.subn(r"\2", text)
        if not found:
            break
    return " ".join(text.split()), bool(links)


def _readings(text: str, quoted: list[str], outside: str) -> tuple[str, ...]:
    """The whole message where words stand outside the marks, as in a quotation in a quotation; the quoted words."""
    joined = " ".join(quoted)
    return (text, joined) if any(c.isalnum() for c in outside) else (joined,)


def _resolved(name: str, directory: Directory) -> tuple[Actor, ...]:
    return tuple(match.actor for match in directory.resolve(name.strip(" .,:;—–-")).actors)  # dashes


def _looks_like_a_name(words: str) -> bool:
    parts = words.split()
    return len(parts) <= 5 and parts[0][0].isupper() and parts[-1][0].isupper()


def _who(outside: str, directory: Directory) -> tuple[tuple[Actor, ...], str | None]:
    """The one that the words around the quotations name as its speaker; nobody if several could be meant."""
    if not any(c.isalnum() for c in outside):
        return (), None
    trailing = re.search(rf"\0[\s.,]*(?:[—–―]|--|-)\s*(?P<name>{_NAME})", outside)
    if trailing:
        who = _resolved(trailing["name"], directory)
        if who or _looks_like_a_name(trailing["name"]):
            return who, trailing["name"]
    found = [(hit.span, tuple(m.actor for m in hit.resolution.actors)) for hit in directory.find_in(outside)]
    named = [(span, actors) for span, actors in found if actors]
    near = [(span, actors) for span, actors in named if _says(outside, span.start, span.end)]
    chosen = near or named
    if len({actors for _, actors in chosen}) == 1:
        span, actors = chosen[0]
        return actors, outside[span.start : span.end]
    return (), None


def _parts(quoted: list[str], outside: str, of_all: _Named, directory: Directory) -> tuple[Claim, ...]:
    """Each quotation with its own speaker: who speaks right before it, or right after it, or of all of them."""
    around = outside.split("\0")
    if len(quoted) == 1 or len(around) != len(quoted) + 1:
        return tuple(Claim((words,), (), *of_all) for words in quoted)
    out = []
    for number, words in enumerate(quoted):
        before, after = around[number], around[number + 1]
        found = of_all
        for hit in directory.find_in(before):
            if _INTRODUCES.match(before[hit.span.end :]):
                found = (tuple(m.actor for m in hit.resolution.actors), hit.span.of(before))
        if found == of_all:
            for hit in directory.find_in(after):
                if _FOLLOWS.fullmatch(after[: hit.span.start]) and not _INTRODUCES.match(after[hit.span.end :]):
                    found = (tuple(m.actor for m in hit.resolution.actors), hit.span.of(after))
        out.append(Claim((words,), (), *found))
    return tuple(out)


def _says(text: str, start: int, end: int) -> bool:
    """Does a verb of saying, a colon or "according to" stand beside the name?"""
    after = re.match(rf"(?:,[^,\0]{{0,60}},)?\s+(?:\w+\s+)?{_SAYS}\b|\s*:", text[end:], re.IGNORECASE)
    before = re.search(rf"(?:{_SAYS}|according to|did|by)\s+(?:\w+\.?\s+)?$", text[:start], re.IGNORECASE)
    return bool(after or before)


def known(actors: Iterable[Actor], wanted: Iterable[Actor]) -> bool:
    """Is one of the actors one of those wanted?"""
    ids = {actor.id for actor in wanted}
    return any(actor.id in ids for actor in actors)
