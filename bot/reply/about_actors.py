"""Replies about actors: who was meant, who somebody is, who is quoted."""

from __future__ import annotations

from collections.abc import Iterator

from bot.actors.directory import Match
from bot.archive.port import State
from bot.commands import Request, request
from bot.model import Actor, Article, RoleRecord
from bot.query.answers import (
    ActorAnswer,
    ActorsAnswer,
    NoActor,
    TopicsAnswer,
    WhichActor,
)
from bot.reply.catalogue import say, told
from bot.reply.items import item_blocks, item_buttons, quote_item
from bot.reply.model import (
    Block,
    Button,
    Choice,
    Does,
    Inline,
    Line,
    Link,
    Refusal,
    Reply,
    Strong,
    Understood,
)
from bot.reply.pieces import (
    footer,
    heading,
    notes_of,
    page_buttons,
    page_words,
    scope_of,
    sentence,
    share_button,
    small,
)
from bot.reply.plain import day
from bot.reply.wording import begun, count, days_between, listed, narrowed, plain_words

SHOWN_ARTICLES = 2
"""Articles that a reply names for one role, the newest."""
SHOWN_CHOICES = 10
"""Actors to choose from that a reply names; a longer list helps nobody."""


def which(answer: WhichActor, asked: Request, state: State) -> Reply:
    matches = answer.matches[:SHOWN_CHOICES]
    choices = tuple(
        Choice(
            id=m.actor.id,
            name=m.actor.name,
            role=m.actor.role,
            quotes=m.actor.quotes,
            request=asked.having(answer.parameter, f"@{m.actor.id}"),
        )
        for m in matches
    )
    more = len(answer.matches) - len(matches)
    lines: list[Block] = [
        heading(
            say(
                "“{words}” fits {number} names. Which one do you mean?",
                words=plain_words(answer.words),
                number=len(answer.matches),
            )
        ),
        *(Line(parts=("• ", *_actor_line(m))) for m in matches),
    ]
    if more:
        lines.append(small(say("{number} more fit; type more of the name.", number=more)))
    return Reply(
        intent=asked.command,
        request=asked,
        blocks=(*lines, footer(state, *notes_of(asked))),
        answered=False,
        understood=Understood(notes=notes_of(asked)),
        choices=choices,
        refusal=Refusal(reason=say("several actors fit"), nearest=tuple(m.actor.name for m in matches)),
        scope=scope_of(state),
        buttons=tuple(Button(does=Does.CHOOSE, label=label(c.name, c.role), request=c.request) for c in choices),
    )


def _actor_line(match: Match) -> Iterator[Inline]:
    yield from named(match.actor)
    yield f" · {count(match.actor.quotes, 'quotation')}"


def named(actor: Actor) -> Iterator[Inline]:
    yield Strong(actor.name)
    if actor.role:
        yield f" ({actor.role})"


def label(name: str, role: str | None) -> str:
    words = f"{name}, {role}" if role else name
    return words if len(words) <= 75 else words[:74] + "…"


def nobody(answer: NoActor, asked: Request, state: State) -> Reply:
    words = plain_words(answer.words)
    nearest = answer.nearest[:5]
    blocks: list[Block] = [heading(say("Nobody in these articles is called “{words}”.", words=words))]
    if nearest:
        names = listed([actor.name for actor in nearest], "or")
        blocks.append(Line(parts=(say("Did you mean {names}?", names=names),)))
    else:
        blocks.append(Line(parts=(say("/actors shows who is quoted."),)))
    main = next((name for name in ("speaker", "name") if asked.get(name)), None)
    buttons = tuple(
        Button(does=Does.CHOOSE, label=label(a.name, a.role), request=asked.having(main, f"@{a.id}"))
        for a in nearest
        if main
    )
    return Reply(
        intent=asked.command,
        request=asked,
        blocks=(*blocks, footer(state, *notes_of(asked))),
        answered=False,
        understood=Understood(notes=notes_of(asked)),
        refusal=Refusal(
            reason=say("nobody is called “{words}”", words=words), nearest=tuple(actor.name for actor in nearest)
        ),
        scope=scope_of(state),
        buttons=buttons,
    )


def actor_reply(answer: ActorAnswer, asked: Request, state: State) -> Reply:
    actor = answer.actor
    head: list[Inline] = [*named(actor), f" · {say(actor.kind.value)}"]
    blocks: list[Block] = [heading(*head)]
    if answer.reading:
        blocks.append(small(sentence(told(answer.reading))))
    if actor.aliases:
        blocks.append(Line(parts=(say("Also written: {names}", names=listed(actor.aliases)),)))
    blocks += _role_lines(answer)
    blocks.append(
        Line(
            parts=(
                f"{begun(count(actor.quotes, 'quotation'))}, "
                f"{count(answer.statements, 'reported statement')}, {count(actor.mentions, 'mention')}"
                + (f" · {days_between(actor.first_day, actor.last_day)}" if actor.first_day else ""),
            )
        )
    )
    if answer.companions:
        names = [f"{other.name} ({together})" for other, together in answer.companions]
        blocks.append(Line(parts=(say("Named together with: {names}", names=listed(names)),)))
    if actor.doubt:
        blocks.append(small(say("Uncertain: {doubt}.", doubt=told(actor.doubt))))
    if actor.external:
        blocks.append(small(say("Identifier: {id}", id=actor.external)))
    items = tuple(quote_item(found) for found in answer.latest)
    if items:
        blocks.append(Line(parts=(Strong(say("Latest quotations")),)))
    for item in items:
        blocks += item_blocks(item)
    buttons: list[Button] = []
    if actor.quotes:
        buttons.append(
            Button(does=Does.MORE, label=say("All quotations"), request=request("quote", speaker=f"@{actor.id}"))
        )
    if answer.statements:
        buttons.append(
            Button(
                does=Does.MORE,
                label=say("Reported"),
                request=request("quote", speaker=f"@{actor.id}", kind="reported"),
            )
        )
    if actor.quotes:
        buttons.append(Button(does=Does.MORE, label=say("Topics"), request=request("topics", speaker=f"@{actor.id}")))
    buttons.append(
        Button(does=Does.MORE, label=say("In the articles"), request=request("find", words=f"“{actor.name}”"))
    )
    return Reply(
        intent="actor",
        request=asked,
        blocks=(*blocks, footer(state, *notes_of(asked))),
        answered=True,
        count=actor.quotes,
        understood=Understood(actors=(actor.name,), notes=notes_of(asked, answer.reading)),
        scope=scope_of(state),
        buttons=(*buttons, share_button(asked), *(b for item in items for b in item_buttons(item))),
        public=asked.get("show") == "channel",
    )


def _role_lines(answer: ActorAnswer) -> Iterator[Line]:
    """One line for each role, with the articles that give it: where, when and which."""
    given: dict[tuple[str, bool], list[tuple[RoleRecord, Article | None]]] = {}
    for role, article in answer.roles:
        given.setdefault((role.text, role.former), []).append((role, article))
    for (text, former), records in given.items():
        parts: list[Inline] = [say("Role: former {role}", role=text) if former else say("Role: {role}", role=text)]
        for number, (role, article) in enumerate(records[:SHOWN_ARTICLES]):
            parts.append("; " if number else " · ")
            if article:
                place = article.source or article.title
                parts += [Link(place, article.url) if article.url else place, " · "]
            parts.append(f"{day(role.day)} · {role.article}")
        yield Line(parts=tuple(parts))


def topics_reply(answer: TopicsAnswer, asked: Request, state: State) -> Reply:
    actor, topics = answer.actor, answer.topics
    what = say("speaks about") if topics else say("no topics, for nothing of theirs is quoted")
    blocks: list[Block] = [heading(*named(actor), f": {what}")]
    if answer.reading:
        blocks.append(small(sentence(answer.reading)))
    blocks += [Line(parts=("• ", Strong(topic.words), f" · {count(topic.quotes, 'quotation')}")) for topic in topics]
    if topics:
        blocks.append(small(say("/quote {name} about:{topic} shows them.", name=actor.name, topic=topics[0].words)))
    buttons = [
        Button(
            does=Does.MORE,
            label=label(topic.words, None),
            request=request("quote", speaker=f"@{actor.id}", about=topic.words),
        )
        for topic in topics
    ]
    return Reply(
        intent="topics",
        request=asked,
        blocks=(*blocks, footer(state, *notes_of(asked))),
        answered=bool(topics),
        count=len(topics),
        understood=Understood(actors=(actor.name,), notes=notes_of(asked, answer.reading)),
        refusal=None if topics else Refusal(reason=f"nothing of {actor.name} is quoted"),
        scope=scope_of(state),
        buttons=(*buttons, *([share_button(asked)] if topics else [])),
        public=asked.get("show") == "channel",
    )


def actors_reply(answer: ActorsAnswer, asked: Request, state: State) -> Reply:
    paging = answer.paging
    kind = answer.kind or "speaker"
    begins = say(" whose name begins with “{prefix}”", prefix=plain_words(answer.prefix)) if answer.prefix else ""
    quoted = say("{speakers} quoted", speakers=begun(count(paging.total, kind)))
    blocks: list[Block] = [heading(f"{quoted}{begins}{narrowed(answer.where)}{page_words(paging)}")]
    for actor, quotes in answer.rows:
        blocks.append(Line(parts=("• ", *named(actor), f" · {count(quotes, 'quotation')}")))
    buttons = [*page_buttons(asked, paging)]
    if answer.rows:
        buttons.append(share_button(asked))
    return Reply(
        intent="actors",
        request=asked,
        blocks=(*blocks, footer(state, *notes_of(asked))),
        answered=bool(answer.rows),
        count=paging.total,
        understood=Understood(
            actors=tuple(actor.name for actor, _ in answer.rows),
            since=answer.where.since,
            until=answer.where.until,
            notes=notes_of(asked),
        ),
        refusal=None if answer.rows else Refusal(reason=f"{quoted}{begins}{narrowed(answer.where)}"),
        scope=scope_of(state),
        buttons=tuple(buttons),
        page=paging.page,
        pages=paging.pages,
        public=asked.get("show") == "channel",
    )
