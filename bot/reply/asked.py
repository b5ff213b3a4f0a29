"""What a question found → Reply: how it was understood, the words of the articles, and what was searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.archive.port import State
from bot.commands import Request, request
from bot.model import QuoteId
from bot.query.ask.question import Intent
from bot.query.ask.values import AskAnswer, Closeness, Why
from bot.query.check_values import CheckAnswer
from bot.reply.catalogue import say, told
from bot.reply.checked import compose_check
from bot.reply.compose import compose
from bot.reply.items import item_blocks, item_buttons, passage_item, quote_item
from bot.reply.model import (
    Block,
    Button,
    Choice,
    Divider,
    Does,
    Item,
    Line,
    Quotation,
    Refusal,
    Reply,
    Strong,
    Understood,
)
from bot.reply.pieces import footer, heading, notes_of, scope_of, sentence, share_button, small
from bot.reply.wording import begun, count, days_between, listed, plain_words

_READ_AS = {
    Intent.QUOTE_BY_ACTOR: "what was said",
    Intent.WHO_SAID: "who said it",
    Intent.VERIFY: "was it said",
    Intent.ACTOR_PROFILE: "who it is",
    Intent.ACTOR_LIST: "who is quoted",
    Intent.RELATION: "who",
    Intent.EVENT_TIME: "when",
    Intent.EVENT_PLACE: "where",
    Intent.EVENT_MEDIUM: "on which channel",
    Intent.QUANTITY: "how many or how much",
    Intent.COUNT: "a count from the index",
    Intent.COMPARE: "two sides",
    Intent.CHANGE: "statements over time",
    Intent.POSITION: "what somebody wants",
    Intent.REASON: "why",
    Intent.DENIAL: "a denial",
    Intent.SOURCE_META: "where it stands",
    Intent.FACT: "a fact",
    Intent.YES_NO: "yes or no; the article’s sentence is the answer",
    Intent.SEARCH: "a search",
}
_OF_FACTS = frozenset(
    (
        Intent.RELATION,
        Intent.EVENT_TIME,
        Intent.EVENT_PLACE,
        Intent.EVENT_MEDIUM,
        Intent.QUANTITY,
        Intent.REASON,
        Intent.SOURCE_META,
        Intent.FACT,
        Intent.YES_NO,
        Intent.SEARCH,
    )
)
"""Questions whose words are shown as what was looked for, not as what somebody speaks about."""
_FAILED = {
    Why.UNKNOWN_NAME: "{words} does not occur in what I have read.",
    Why.NO_ACTOR: "I do not see who is meant. Name the people, for example: compare Waltz and Peskov.",
    Why.NO_SUCH_SPEAKER: "Nobody who is quoted in these articles is called {words}.",
    Why.NOTHING_SAID: "{actors} is named in these articles, but no statement of theirs is.",
    Why.NO_SUCH_ACT: "{actors} is quoted in these articles, but no statement there answers to the word {words}.",
    Why.NOT_ON_TOPIC: "{actors} is quoted in these articles, but not about {words}.",
    Why.NOT_MENTIONED: "I found no sentence that answers this. Missing: {words}.",
    Why.NOT_IN_DATES: "{actors} is quoted, but no statement is dated then.",
    Why.NOT_SAID_WHEN: "The articles mention it, but do not say when.",
    Why.NOT_SAID_WHERE: "The articles mention it, but do not say where.",
    Why.NOT_SAID_HOW_MANY: "The articles mention it, but give no number for it.",
    Why.NOT_SAID_WHY: "The articles mention it, but give no reason.",
    Why.NOT_SAID_WHO: "The articles mention it, but do not say who.",
    Why.OTHER_EVENT: "The words occur, but about something else.",
    Why.OTHER_POLARITY: "The articles do not say that this happened: it is denied, ruled out or only supposed there.",
    Why.NO_CHANGE: "There are not enough dated statements to see a change.",
    Why.NO_DENIAL: "I found no denial and no refusal to comment.",
}
_FAILED_OF_SEVERAL = {
    Why.UNKNOWN_NAME: "{words} do not occur in what I have read.",
    Why.NOTHING_SAID: "{actors} are named in these articles, but no statement of theirs is.",
    Why.NO_SUCH_ACT: "{actors} are quoted in these articles, but no statement there answers to the word {words}.",
    Why.NOT_ON_TOPIC: "{actors} are quoted in these articles, but not about {words}.",
    Why.NOT_IN_DATES: "{actors} are quoted, but no statement is dated then.",
}
_COUNTED = {
    "quotes": "quotation",
    "people": "speaker",
    "articles": "article",
    "outlets": "outlet",
    "mentions": "mention",
}


def compose_ask(answer: AskAnswer, asked: Request, state: State) -> Reply:
    """The reply to a question, with all its parts."""
    if answer.parts:
        return _together([compose_ask(part, asked, state) for part in answer.parts], answer, asked, state)
    if answer.choices:
        return _which(answer, asked, state)
    if answer.delegate is not None:
        return _delegated(answer, asked, state)
    blocks: list[Block] = [_heading(answer)]
    items: list[Item] = []
    if answer.why is None:
        blocks += _notes(answer)
        items += _items(answer)
        for item in items:
            blocks += item_blocks(item)
        if answer.missing_sides:
            names = listed([actor.name for actor in answer.missing_sides])
            blocks.append(Line(parts=(say("Nothing on this by {names}.", names=names),)))
    else:
        near = [quote_item(found) for found in answer.near_found] + [passage_item(p) for p in answer.near_passages]
        if answer.near_actors:
            names = listed([actor.name for actor in answer.near_actors[:5]], "or")
            blocks.append(Line(parts=(say("Nearest names: {names}.", names=names),)))
        if near:
            blocks.append(Line(parts=(say("Nearest, but it does not answer your question:"),)))
        for item in near:
            items.append(item)
            blocks += item_blocks(item)
    return _reply(answer, asked, state, blocks, items)


def _reply(answer: AskAnswer, asked: Request, state: State, blocks: list[Block], items: list[Item]) -> Reply:
    answered = answer.answered
    return Reply(
        intent=answer.intent.value,
        request=asked,
        blocks=(*blocks, footer(state, *notes_of(asked))),
        answered=answered,
        count=answer.count if answer.count is not None else (len(items) if answered else None),
        understood=_understood(answer, asked),
        refusal=None if answered else _refusal(answer, items),
        scope=scope_of(state),
        buttons=(*((share_button(asked),) if answered else ()), *_more(answer, items), *_buttons(items)),
        public=asked.get("show") == "channel",
    )


def _more(answer: AskAnswer, items: list[Item]) -> Iterator[Button]:
    """All quotations of the actor, where the answer shows only the closest."""
    if answer.intent is Intent.QUOTE_BY_ACTOR and answer.actors and (answer.count or 0) > len(items):
        everything = request("quote", speaker=f"@{answer.actors[0].id}", about=answer.topic)
        yield Button(does=Does.MORE, label=say("All of them"), request=everything)


def _buttons(items: list[Item]) -> Iterator[Button]:
    seen: set[QuoteId] = set()
    for item in items:
        if item.id not in seen:
            seen.add(item.id)
            yield from item_buttons(item)


def _understood(answer: AskAnswer, asked: Request) -> Understood:
    return Understood(
        actors=tuple(actor.name for actor in answer.actors),
        topic=answer.topic,
        since=answer.since,
        until=answer.until,
        notes=notes_of(asked, *answer.readings, *(say("Read {words}.", words=words) for words in _synonyms(answer))),
    )


def _items(answer: AskAnswer) -> list[Item]:
    """Quotations and sentences of the answer; a sentence that a shown quotation stands in is not shown twice."""
    quotes = [quote_item(found) for found in answer.found]
    passages = [passage_item(passage) for passage in answer.passages]
    alone = [p for p in passages if not any(q.article.id == p.article.id and _inside(q, p) for q in quotes)]
    if answer.intent is Intent.POSITION:
        return [*alone, *quotes]
    return [*quotes, *alone]


def _inside(quote: Item, passage: Item) -> bool:
    return passage.context.start <= quote.spans[0].start and quote.spans[-1].end <= passage.context.end


def _heading(answer: AskAnswer) -> Line:
    if answer.why is not None:
        return heading(_failure(answer, answer.why))
    if answer.intent is Intent.COUNT and answer.count is not None:
        who = say(" by {names}", names=listed([a.name for a in answer.actors])) if answer.actors else ""
        topic = say(" about {topic}", topic=plain_words(answer.topic)) if answer.topic else ""
        dates = days_between(answer.since, answer.until)
        noun = _COUNTED.get(answer.counted or "quotes", "quotation")
        return heading(Strong(begun(count(answer.count, noun))), f"{who}{topic}{f', {dates}' if dates else ''}.")
    names = listed([actor.name for actor in answer.actors])
    parts = [_read_as(answer)]
    if names:
        parts.append(names)
    if answer.topic:
        topic = plain_words(answer.topic)
        parts.append(topic if answer.intent in _OF_FACTS else say("about {topic}", topic=topic))
    dates = days_between(answer.since, answer.until)
    if dates:
        parts.append(dates)
    return heading(" · ".join(parts))


def _read_as(answer: AskAnswer) -> str:
    return say("Understood as: {reading}", reading=say(_READ_AS[answer.intent]))


def _notes(answer: AskAnswer) -> Iterator[Block]:
    for reading in answer.readings:
        yield small(sentence(told(reading)))
    if answer.synonyms:
        yield small(say("Read {words}.", words=listed(_synonyms(answer))))
    if answer.closeness is Closeness.NEAR:
        yield small(say("The words stand in the paragraph around these quotations, not in them."))
    elif answer.closeness is Closeness.PARTLY:
        yield small(say("These quotations and the sentences around them hold only some of the words."))
    elif answer.closeness is Closeness.ARTICLE:
        yield small(say("None of these quotations holds the words; they are from articles about it."))
    if answer.floating:
        yield small(
            say("No statement is dated in the days just past, so the date is read as it stands in the articles.")
        )
    if answer.headline:
        yield Line(parts=(say("The headline says it: "), Strong(plain_words(answer.headline, 200))))
    if answer.hedged and answer.intent is Intent.QUOTE_BY_ACTOR:
        yield small(say("No statement of theirs on this is in the articles, but this:"))
    elif answer.hedged and answer.intent is not Intent.DENIAL:
        yield small(say("The article itself says that this is not known or not clear."))
    if answer.unmarked:
        yield small(say("No reason is given in so many words; this follows right behind it."))
    if answer.beside:
        words = listed([plain_words(word) for word in answer.beside])
        yield small(say("Closest sentences. Not said in the first: {words}.", words=words))
    if answer.intent is Intent.SEARCH:
        yield small(say("Search results, not an answer."))
    if answer.intent in (Intent.WHO_SAID, Intent.ACTOR_LIST, Intent.COUNT) and answer.speakers:
        names = [f"{actor.name} ({number})" for actor, number in answer.speakers]
        yield Line(parts=(say("By: "), Strong(listed(names)), "."))
    if answer.words:
        yield Line(parts=(listed(answer.words) + ".",))
    if answer.authors:
        yield small(say("Written by {names}.", names=listed(answer.authors)))
    if answer.count is not None and answer.found and answer.count > len(answer.found):
        yield small(
            say("{shown} of {number} are shown; /quote lists them all.", shown=len(answer.found), number=answer.count)
        )


def _synonyms(answer: AskAnswer) -> list[str]:
    """ "truce for cease-fire": the words of the articles that stood for words of the question."""
    pairs = (words.partition(" for ") for words in answer.synonyms)
    return [say("{synonym} for {word}", synonym=synonym, word=word) for synonym, _, word in pairs]


def _refusal(answer: AskAnswer, items: list[Item]) -> Refusal:
    if answer.why is None:
        return Refusal(reason=say("several actors fit"), nearest=tuple(actor.name for actor, _ in answer.choices))
    nearest = (*(actor.name for actor in answer.near_actors[:5]), *(item.text for item in items))
    return Refusal(reason=_failure(answer, answer.why), nearest=nearest)


def _failure(answer: AskAnswer, why: Why) -> str:
    """The sentence that says which part failed, in the singular or the plural of whom it is about."""
    names = listed([actor.name for actor in answer.actors]) or say("Nobody")
    words = listed([plain_words(word) for word in answer.words]) or say("it")
    several = len(answer.words if why is Why.UNKNOWN_NAME else answer.actors) > 1
    message = _FAILED_OF_SEVERAL.get(why, _FAILED[why]) if several else _FAILED[why]
    return say(message, actors=names, words=words)


def _which(answer: AskAnswer, asked: Request, state: State) -> Reply:
    choices = tuple(
        Choice(
            id=actor.id,
            name=actor.name,
            role=actor.role,
            quotes=actor.quotes,
            request=asked.but(question=text),
        )
        for actor, text in answer.choices[:10]
    )
    lines: list[Block] = [heading(say("The name fits several. Which one do you mean?"))]
    lines += [
        Line(parts=("• ", Strong(c.name), f" ({c.role})" if c.role else "", f" · {count(c.quotes, 'quotation')}"))
        for c in choices
    ]
    reply = _reply(answer, asked, state, lines, [])
    labels = [f"{c.name}, {c.role}" if c.role else c.name for c in choices]
    return replace(
        reply,
        choices=choices,
        buttons=tuple(
            Button(does=Does.CHOOSE, label=label if len(label) <= 75 else label[:74] + "…", request=c.request)
            for label, c in zip(labels, choices, strict=True)
        ),
    )


def _delegated(answer: AskAnswer, asked: Request, state: State) -> Reply:
    """Another command's reply under this question's intent."""
    if answer.delegate is None:
        raise ValueError("nothing is delegated")
    if isinstance(answer.delegate, CheckAnswer):
        reply = compose_check(answer.delegate, asked, state)
    else:
        reply = compose(answer.delegate, asked, state)
    head = heading(_read_as(answer))
    understood = replace(reply.understood, notes=(*reply.understood.notes, *map(told, answer.readings)))
    number = answer.count if answer.count is not None else reply.count
    blocks = reply.blocks
    if answer.intent is Intent.COUNT and answer.count is not None:
        head = _heading(answer)
    introduced = tuple(block for p in answer.passages for block in item_blocks(passage_item(p)))
    return replace(
        reply,
        intent=answer.intent.value,
        request=asked,
        blocks=(head, *introduced, *blocks),
        understood=understood,
        count=number,
    )


def _together(replies: list[Reply], answer: AskAnswer, asked: Request, state: State) -> Reply:
    """The replies to several questions as one, each after its question."""
    blocks: list[Block] = []
    for part, reply in zip(answer.parts, replies, strict=True):
        if blocks:
            blocks.append(Divider())
        blocks.append(Line(parts=(Strong(plain_words(part.question, 200)),)))
        blocks += reply.blocks[:-1]
    items = [block.item for block in blocks if isinstance(block, Quotation)]
    first = replies[0]
    refused = next((reply.refusal for reply in replies if reply.refusal), None)
    answered = any(reply.answered for reply in replies)
    return replace(
        first,
        blocks=(*blocks, footer(state, *notes_of(asked))),
        answered=answered,
        count=len(items),
        refusal=None if answered else refused,
        buttons=(*((share_button(asked),) if answered else ()), *_buttons(items)),
        choices=tuple(choice for reply in replies for choice in reply.choices),
        understood=replace(
            first.understood, actors=tuple(dict.fromkeys(a for r in replies for a in r.understood.actors))
        ),
    )
