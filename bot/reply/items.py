"""Found quotes and passages → items and the lines under them: who, where, when, and what a reader must know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from bot.commands import request
from bot.model import Actor, Article, Entity, Flag, Quote, Span, Speech
from bot.model import quote_id as id_of
from bot.query.view import Found, FoundPassage
from bot.reply.catalogue import say
from bot.reply.model import (
    Block,
    Button,
    Cut,
    Does,
    Inline,
    Item,
    ItemKind,
    Line,
    Link,
    Moment,
    OtherWording,
    Quotation,
    Said,
    Speaker,
    Style,
)
from bot.reply.plain import day
from bot.reply.wording import listed

_KINDS = {Speech.DIRECT: ItemKind.DIRECT, Speech.MIXED: ItemKind.MIXED, Speech.INDIRECT: ItemKind.INDIRECT}
DOUBTFUL = 0.6
"""Below this confidence a reader is told that the speaker is uncertain."""
SHOWN_WORDINGS = 2
"""Wordings of other outlets under one quotation: a page of five must fit into one message."""

_TELLING_VERB = re.compile(r"[A-Za-z’'\-]+(?: [a-z]+){0,2}")
_PLAIN_VERBS = frozenset("said says say saying told tells wrote writes added stated".split()) | {"according to"}
"""What reporting words tell nothing of; "welcomed" or "denied" a reader must see beside words without them."""

_NOTES = {
    Flag.DENIED: "denied: the article says that this was not said, or is disputed by the speaker",
    Flag.HYPOTHETICAL: "hypothetical: not said, only supposed",
    Flag.BELIEF: "what the article says they think or want, not what they said",
    Flag.THOUGHT: "a thought, not speech",
    Flag.TRANSLATED: "said through an interpreter",
    Flag.ELIDED: "the article leaves words out (…)",
    Flag.UNCLOSED: "the closing quotation mark is missing in the article",
    Flag.JOINT: "a joint statement",
    Flag.BLOCK: "set off as a block in the article, without quotation marks",
}


def quote_item(found: Found) -> Item:
    """The item of a found quote; every note that its flags call for is on it."""
    quote, article = found.row.quote, found.article
    speakers = tuple(_speaker(actor, entity, found) for actor, entity in found.speakers)
    text = article.text
    return Item(
        id=found.row.id,
        kind=_KINDS[quote.speech],
        article=article,
        spans=shown_spans(found),
        context=found.row.context,
        strong=found.strong,
        speaker=speakers[0] if speakers else None,
        also_speakers=speakers[1:],
        unnamed=quote.unnamed,
        cue=quote.cue.of(text) if quote.cue else None,
        said=Said(
            day=quote.said.day if quote.said else None,
            medium=quote.medium.of(text) if quote.medium else None,
            addressee=quote.addressee.of(text) if quote.addressee else None,
        ),
        flags=quote.flags,
        confidence=quote.confidence,
        notes=tuple(_notes(found)),
        also_in=found.also_in,
        first=found.first,
        wordings=tuple(
            OtherWording(
                article=other.article,
                spans=spans_without_comma(other.article, other.quote),
                marked=other.quote.speech is Speech.DIRECT,
                also_in=other.also_in,
            )
            for other in found.wordings
        ),
    )


def shown_spans(found: Found) -> tuple[Span, ...]:
    """The spans of a found quote as they are shown."""
    return spans_without_comma(found.article, found.row.quote)


def spans_without_comma(article: Article, quote: Quote) -> tuple[Span, ...]:
    """The quote's spans without the comma that the article puts before its closing mark ("We tried," she said)."""
    text, spans = article.text, quote.spans
    if quote.speech is not Speech.DIRECT:
        return spans
    return tuple(Span(s.start, s.end - 1) if s.end - s.start > 1 and text[s.end - 1] == "," else s for s in spans)


def passage_item(found: FoundPassage) -> Item:
    """The item of a sentence in the article's own words."""
    span = found.passage.span
    return Item(
        id=id_of(found.article.id, (span,)),
        kind=ItemKind.PASSAGE,
        article=found.article,
        spans=(span,),
        context=span,
        strong=found.strong,
    )


def _speaker(actor: Actor, entity: Entity | None, found: Found) -> Speaker:
    source = found.row.quote.source
    role = next((r for r in entity.roles if not r.former), None) if entity else None
    return Speaker(
        id=actor.id,
        name=actor.name,
        as_written=source.of(found.article.text) if source else None,
        role=role.text if role else actor.role,
    )


def _notes(found: Found) -> Iterator[str]:
    quote = found.row.quote
    if quote.speech is Speech.INDIRECT and not quote.flags & {Flag.BELIEF, Flag.THOUGHT, Flag.BLOCK}:
        verb = quote.cue.of(found.article.text) if quote.cue else ""
        plain = not _TELLING_VERB.fullmatch(verb) or verb.lower() in _PLAIN_VERBS
        yield say("reported, not quoted") if plain else say("reported, not quoted: “{verb}”", verb=verb)
    for flag, note in _NOTES.items():
        if flag in quote.flags:
            yield say(note)
    if Flag.SECONDHAND in quote.flags:
        yield say("second-hand, reported by {name}", name=found.via.name) if found.via else say("second-hand")
    if Flag.AMBIGUOUS in quote.flags or quote.confidence < DOUBTFUL:
        names = [actor.name for actor in found.candidates]
        yield (
            say("the speaker is uncertain: it may be {names}", names=listed(names, "or"))
            if len(names) > 1
            else say("the speaker is uncertain")
        )


def item_blocks(item: Item) -> tuple[Block, ...]:
    """The item's words, then the small line that says whose and where, its notes, and what other outlets have."""
    blocks: list[Block] = [Quotation(item=item), Line(parts=tuple(_attribution(item)), style=Style.SMALL)]
    if item.notes:
        blocks.append(Line(parts=(_sentence("; ".join(item.notes)),), style=Style.SMALL))
    blocks += [Line(parts=tuple(_worded(other)), style=Style.SMALL) for other in item.wordings[:SHOWN_WORDINGS]]
    if len(item.wordings) > SHOWN_WORDINGS:
        more = say("Other wordings: {number} more.", number=len(item.wordings) - SHOWN_WORDINGS)
        blocks.append(Line(parts=(more,), style=Style.SMALL))
    return tuple(blocks)


def _worded(other: OtherWording) -> Iterator[Inline]:
    """The words of another outlet beside those above, cut from its own article."""
    article = other.article
    yield say("Worded differently in ")
    place = article.source or article.title
    yield Link(place, article.url) if article.url else place
    if other.also_in:
        yield say(" and {number} more", number=other.also_in)
    yield f", {day(article.day)}: "
    yield from cut_words(article, other.spans, marked=other.marked)


def cut_words(article: Article, spans: tuple[Span, ...], *, marked: bool) -> Iterator[Inline]:
    """The words for running text; in marks where they stand in marks as a whole, else with the marks they have."""
    for number, span in enumerate(spans):
        yield (" … " if number else "") + ("“" if marked else "")
        yield Cut(article=article, span=span)
        if marked:
            yield "”"


def _attribution(item: Item) -> Iterator[Inline]:
    who = speakers_words(item)
    yield f"— {who} · " if who else "— "
    article = item.article
    place = article.source or article.title
    yield Link(place, article.url) if article.url else place
    yield " · "
    yield Moment(article.published) if isinstance(article.published, datetime) else day(article.published)
    if item.said.day and item.said.day != article.day:
        yield say(" · said {day}", day=day(item.said.day))
    if item.said.medium:
        yield f" · {item.said.medium}"
    if item.said.addressee and item.said.addressee != item.said.medium:
        yield say(" · to {addressee}", addressee=item.said.addressee)
    if item.also_in:
        yield say(" · also in {number}", number=item.also_in)
    if item.first:
        first = item.first
        yield say(", first in {place} on {day}", place=first.source or first.title, day=day(first.day))
    yield f" · {item.id}" if item.kind is not ItemKind.PASSAGE else f" · {article.id}"


def speakers_words(item: Item) -> str:
    """ "Michael Waltz (national security adviser)", several joined, the description of an unnamed source, or ""."""
    speakers = [s for s in (item.speaker, *item.also_speakers) if s]
    if speakers:
        return listed([f"{s.name} ({s.role})" if s.role else s.name for s in speakers])
    if item.unnamed:
        return item.unnamed
    return "" if item.kind is ItemKind.PASSAGE else say("speaker unknown")


def item_buttons(item: Item) -> tuple[Button, ...]:
    """What can be asked about one quotation."""
    if item.kind is ItemKind.PASSAGE:
        return (
            Button(
                does=Does.MORE,
                label=say("Article"),
                request=request("article", id=item.article.id),
                item=item.id,
            ),
        )
    return (
        Button(does=Does.CONTEXT, label=say("Context"), request=request("context", quote=item.id), item=item.id),
        Button(does=Does.WHY, label=say("Why this speaker?"), request=request("why", quote=item.id), item=item.id),
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."
