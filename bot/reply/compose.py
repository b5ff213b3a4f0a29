"""Answer → Reply for the look-up commands. With `bot.errors` and the modules beside it, all sentences a user reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.archive.port import State
from bot.commands import Request, request
from bot.extract.rules import sentence_for
from bot.model import Article, Quote, Span, Speech
from bot.query.answers import (
    ActorAnswer,
    ActorsAnswer,
    Answer,
    ArticleAnswer,
    ArticlesAnswer,
    ContextAnswer,
    FindAnswer,
    Gone,
    NoActor,
    QuotesAnswer,
    TopicsAnswer,
    WhichActor,
    WhyAnswer,
)
from bot.query.history import Rewording
from bot.reply.about_actors import actor_reply, actors_reply, nobody, topics_reply, which
from bot.reply.catalogue import say, told
from bot.reply.items import (
    cut_words,
    item_blocks,
    item_buttons,
    passage_item,
    quote_item,
    spans_without_comma,
    speakers_words,
)
from bot.reply.model import (
    Block,
    Button,
    Cut,
    Does,
    Inline,
    Item,
    Line,
    Link,
    Refusal,
    Reply,
    Strong,
    Understood,
)
from bot.reply.pieces import (
    failure_blocks,
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
from bot.reply.wording import begun, count, listed, narrowed, plain_words

SHOWN_FAILURES = 10
SHOWN_REWORDINGS = 10
SHOWN_VERSIONS = 5
MORE = "… and {number} more."


def compose(answer: Answer, asked: Request, state: State) -> Reply:
    """The reply that says what was found, or why nothing was."""
    make = _COMPOSERS[type(answer)]
    reply: Reply = make(answer, asked, state)
    return reply


def _quotes(answer: QuotesAnswer, asked: Request, state: State) -> Reply:
    actor, paging = answer.actor, answer.paging
    what = "reported statement" if answer.reported else "quotation"
    topic = say(" about “{topic}”", topic=plain_words(answer.topic)) if answer.topic else ""
    head: list[Inline] = [Strong(actor.name)]
    if actor.role:
        head.append(f" ({actor.role})")
    head.append(f": {count(paging.total, what)}{topic}{narrowed(answer.where)}{page_words(paging)}")
    blocks: list[Block] = [heading(*head)]
    if answer.reading:
        blocks.append(small(sentence(told(answer.reading))))
    if answer.partly:
        blocks.append(small(say("None holds all of these words; these hold some of them.")))
    items = tuple(quote_item(found) for found in answer.found)
    for item in items:
        blocks += item_blocks(item)
    reported = asked.but(kind="quoted" if answer.reported else "reported", page=None)
    other_words = (
        say("word for word") if answer.reported else say("reported without their own words, denied or second-hand")
    )
    if answer.others:
        blocks.append(small(f"{begun(count(answer.others, 'more statement'))}: {other_words}."))
    if answer.elsewhere:
        everything_else = begun(count(answer.elsewhere, "quotation"))
        blocks.append(Line(parts=(say("{quotations} of {name} in all.", quotations=everything_else, name=actor.name),)))
    elif not items and not answer.others:
        words = say("/actor {name} shows what is known; /find looks for words in the articles.", name=actor.name)
        blocks.append(Line(parts=(words,)))
    buttons = [*page_buttons(asked, paging)]
    if answer.elsewhere:
        everything = request("quote", speaker=f"@{actor.id}")
        buttons.append(Button(does=Does.MORE, label=say("All quotations"), request=everything))
    if answer.others:
        buttons.append(
            Button(does=Does.PAGE, label=say("Word for word") if answer.reported else say("Reported"), request=reported)
        )
    if items:
        buttons.append(share_button(asked))
    return Reply(
        intent="quote",
        request=asked,
        blocks=(*blocks, footer(state, *notes_of(asked))),
        answered=bool(items),
        count=paging.total,
        understood=Understood(
            actors=(actor.name,),
            topic=answer.topic,
            since=answer.where.since,
            until=answer.where.until,
            notes=notes_of(asked, answer.reading),
        ),
        refusal=None
        if items
        else Refusal(
            reason=say("{quotations} of {name}", quotations=count(0, what), name=actor.name)
            + topic
            + narrowed(answer.where)
        ),
        scope=scope_of(state),
        buttons=(*buttons, *(b for item in items for b in item_buttons(item))),
        page=paging.page,
        pages=paging.pages,
        public=asked.get("show") == "channel",
    )


def _find(answer: FindAnswer, asked: Request, state: State) -> Reply:
    paging = answer.paging
    passages = count(paging.total, "passage")
    number = say("At least {passages}", passages=passages) if answer.capped else begun(passages)
    found = say("{passages} with {words}", passages=number, words=plain_words(answer.words))
    blocks: list[Block] = [heading(f"{found}{narrowed(answer.where)}{page_words(paging)}")]
    items = tuple(passage_item(found) for found in answer.found)
    for item in items:
        blocks += item_blocks(item)
    if not items:
        blocks.append(Line(parts=(say("All words must stand in one sentence; fewer words find more."),)))
    buttons = [*page_buttons(asked, paging)]
    if items:
        buttons.append(share_button(asked))
    return Reply(
        intent="find",
        request=asked,
        blocks=(*blocks, footer(state, *notes_of(asked))),
        answered=bool(items),
        count=paging.total,
        understood=Understood(
            topic=answer.words, since=answer.where.since, until=answer.where.until, notes=notes_of(asked)
        ),
        refusal=None
        if items
        else Refusal(
            reason=say("{passages} with {words}", passages=count(0, "passage"), words=plain_words(answer.words))
        ),
        scope=scope_of(state),
        buttons=(*buttons, *(b for item in items for b in item_buttons(item))),
        page=paging.page,
        pages=paging.pages,
        public=asked.get("show") == "channel",
    )


def _articles(answer: ArticlesAnswer, asked: Request, state: State) -> Reply:
    paging = answer.paging
    blocks: list[Block] = [
        heading(f"{begun(count(paging.total, 'article'))}{narrowed(answer.where)}{page_words(paging)}")
    ]
    for row in answer.rows:
        title: Inline = Link(row.title, row.url) if row.url else Strong(row.title)
        source = f" · {row.source}" if row.source else ""
        blocks.append(
            Line(parts=("• ", title, f"{source} · {day(row.day)} · {count(row.quotes, 'quotation')} · {row.id}"))
        )
    blocks += failure_blocks(answer.failures, SHOWN_FAILURES, MORE)
    buttons = [*page_buttons(asked, paging)]
    if answer.rows:
        buttons.append(share_button(asked))
    return Reply(
        intent="articles",
        request=asked,
        blocks=(*blocks, footer(state, *notes_of(asked))),
        answered=bool(answer.rows),
        count=paging.total,
        understood=Understood(notes=notes_of(asked)),
        refusal=None if answer.rows else Refusal(reason=count(0, "article") + narrowed(answer.where)),
        scope=scope_of(state),
        buttons=tuple(buttons),
        page=paging.page,
        pages=paging.pages,
        public=asked.get("show") == "channel",
    )


def _article(answer: ArticleAnswer, asked: Request, state: State) -> Reply:
    article, paging = answer.article, answer.paging
    title: Inline = Link(article.title, article.url) if article.url else Strong(article.title)
    facts = [
        article.source or say("no outlet named"),
        day(article.day),
        *([listed(article.authors)] if article.authors else []),
    ]
    blocks: list[Block] = [heading(title), small(" · ".join((*facts, article.path)))]
    if answer.speakers:
        names = [f"{actor.name} ({number})" for actor, number in answer.speakers[:10]]
        blocks.append(Line(parts=(say("Quoted: {names}", names=listed(names)),)))
    items = tuple(quote_item(found) for found in answer.found)
    for item in items:
        blocks += item_blocks(item)
    if not items:
        blocks.append(Line(parts=(say("Nobody is quoted word for word in it."),)))
    if answer.versions:
        days = listed(list(dict.fromkeys(map(day, answer.versions)))[:SHOWN_VERSIONS])
        versions = begun(count(len(answer.versions), "earlier version"))
        blocks.append(small(say("{versions}, changed on {days}.", versions=versions, days=days)))
    blocks += [small(*_reworded(one, article)) for one in answer.reworded[:SHOWN_REWORDINGS]]
    return Reply(
        intent="article",
        request=asked,
        blocks=(*blocks, footer(state, *notes_of(asked))),
        answered=True,
        count=paging.total,
        understood=Understood(notes=notes_of(asked)),
        scope=scope_of(state),
        buttons=(*page_buttons(asked, paging), share_button(asked), *(b for i in items for b in item_buttons(i))),
        page=paging.page,
        pages=paging.pages,
        public=asked.get("show") == "channel",
    )


def _reworded(one: Rewording, article: Article) -> Iterator[Inline]:
    """Both wordings, each cut from its own version of the article."""
    yield say("Changed on {day}: until then", day=day(one.replaced)) if one.replaced else say("Changed: until then")
    yield " "
    yield from _quoted(one.before, one.quote)
    if one.now is None:
        yield say(", which is not in the article any more.")
    else:
        yield say(", now") + " "
        yield from _quoted(article, one.now.quote)
        yield "."


def _quoted(article: Article, quote: Quote) -> Iterator[Inline]:
    return cut_words(article, spans_without_comma(article, quote), marked=quote.speech is Speech.DIRECT)


def _context(answer: ContextAnswer, asked: Request, state: State) -> Reply:
    item = quote_item(answer.found)
    article = item.article
    parts: list[Inline] = []
    at = answer.start
    for span in item.spans:
        parts.append(Cut(article=article, span=Span(at, span.start)))
        parts.append(Cut(article=article, span=span, strong=True))
        at = span.end
    parts.append(Cut(article=article, span=Span(at, answer.end)))
    title: Inline = Link(article.title, article.url) if article.url else Strong(article.title)
    source = f" · {article.source}" if article.source else ""
    blocks: tuple[Block, ...] = (
        heading(say("The words around it, as the article has them")),
        Line(parts=tuple(part for part in parts if not isinstance(part, Cut) or part.span.start < part.span.end)),
        small("— ", speakers_words(item), " · ", title, f"{source} · {day(article.day)}"),
    )
    return _about_item("context", asked, state, item, blocks)


def _why(answer: WhyAnswer, asked: Request, state: State) -> Reply:
    item, quote, text = quote_item(answer.found), answer.found.row.quote, answer.found.article.text
    blocks: list[Block] = [heading(say("Why "), Strong(speakers_words(item)), "?"), *item_blocks(item)]
    if quote.source:
        source: list[Inline] = [
            say("The article names the source here as “"),
            Cut(article=item.article, span=quote.source),
            say("”"),
        ]
        if quote.cue:
            source += [say(", with the reporting words “"), Cut(article=item.article, span=quote.cue), say("”")]
        blocks.append(Line(parts=(*source, ".")))
    elif quote.cue:
        blocks.append(
            Line(
                parts=(
                    say("The reporting words are “{words}”; no source stands beside them.", words=quote.cue.of(text)),
                )
            )
        )
    blocks += [Line(parts=(f"{number}. {say(sentence_for(rule))}",)) for number, rule in enumerate(quote.rules, 1)]
    blocks.append(small(say("Confidence in the speaker: {percent}.", percent=f"{quote.confidence:.0%}")))
    return _about_item("why", asked, state, item, tuple(blocks))


def _about_item(intent: str, asked: Request, state: State, item: Item, blocks: tuple[Block, ...]) -> Reply:
    return Reply(
        intent=intent,
        request=asked,
        blocks=(*blocks, footer(state)),
        answered=True,
        count=1,
        understood=Understood(actors=(item.speaker.name,) if item.speaker else ()),
        scope=scope_of(state),
        public=asked.get("show") == "channel",
    )


def _gone(answer: Gone, asked: Request, state: State) -> Reply:
    words = say(
        "There is no {what} “{id}” in these articles (any more).", what=say(answer.what), id=plain_words(answer.id)
    )
    return Reply(
        intent=asked.command,
        request=asked,
        blocks=(
            heading(words),
            Line(parts=(say("The articles may have been read again since. Send the command once more."),)),
            footer(state),
        ),
        answered=False,
        refusal=Refusal(reason=words),
        scope=scope_of(state),
    )


_COMPOSERS: dict[type, Callable[[Any, Request, State], Reply]] = {
    WhichActor: which,
    NoActor: nobody,
    QuotesAnswer: _quotes,
    ActorAnswer: actor_reply,
    TopicsAnswer: topics_reply,
    ActorsAnswer: actors_reply,
    FindAnswer: _find,
    ArticlesAnswer: _articles,
    ArticleAnswer: _article,
    ContextAnswer: _context,
    WhyAnswer: _why,
    Gone: _gone,
}
