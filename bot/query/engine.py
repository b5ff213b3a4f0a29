"""Request + View → Answer, for the commands that look things up. `/ask` and `/check` have modules of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.archive.port import EVERYTHING, Filter, Passage, QuoteRow
from bot.commands import Request
from bot.errors import RequestNotUnderstood
from bot.model import Actor, ActorId, ArticleId, QuoteId, Span
from bot.query import days
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
    Paging,
    QuotesAnswer,
    TopicsAnswer,
    WhichActor,
    WhyAnswer,
)
from bot.query.history import rewordings
from bot.query.ranking import by_relevance, full_coverage
from bot.query.topics import topics_of
from bot.query.view import Found, View, open_passage, open_row
from bot.query.words import Search, content_words, places, read_search
from bot.text.words import index_words

CANDIDATES = 2_000
"""How many quotes are looked at for words."""
PASSAGES = 500
"""How many passages are; more are counted as "at least"."""
AHEAD = 50
"""Passages whose articles are read together."""
SHOWN_ROLES = 12
"""Records of roles that /actor shows, one for each role and article."""
SHOWN_TOPICS = 9
"""Topics that a reply lists: each has a button, and Discord shows ten with the one for sharing."""
LIST_SIZE = 15
"""Rows a page of /actors and /articles: one line each."""


def answer(request: Request, view: View) -> Answer:
    """The answer of a look-up command. RequestNotUnderstood for words that cannot be used."""
    return _ENGINES[request.command](request, view)


def resolve(words: str, parameter: str, view: View) -> tuple[Actor, str | None] | WhichActor | NoActor:
    """The one actor that the words name, with how they were read; `@id` names one exactly."""
    if words.startswith("@"):
        chosen = view.reader.actor(ActorId(words[1:]))
        return (chosen, None) if chosen else NoActor(words=words[1:], nearest=())
    resolution = view.directory.resolve(words)
    if len(resolution.actors) == 1:
        return resolution.actors[0].actor, resolution.reading
    if resolution.actors:
        return WhichActor(words=words, parameter=parameter, matches=resolution.actors)
    return NoActor(words=words, nearest=resolution.nearest)


def narrow(request: Request, view: View) -> Filter:
    """Dates and outlet of the request as a filter. RequestNotUnderstood for a date or outlet that is none."""
    since = until = None
    if words := request.get("from"):
        since = days.stretch(words, view.today)[0]
    if words := request.get("to"):
        until = days.stretch(words, view.today)[1]
    if since and until and since > until:
        raise RequestNotUnderstood(f"from ({since}) is later than to ({until}); swap them.")
    return Filter(since=since, until=until, source=_outlet(request.get("source"), view))


def _outlet(words: str | None, view: View) -> str | None:
    """The indexed outlet that the words name: the same without case, else the only one that contains them."""
    if not words:
        return None
    names = [name for name, _ in view.state.sources]
    same = [name for name in names if name.casefold() == words.casefold()]
    near = same or [name for name in names if words.casefold() in name.casefold()]
    if len(near) == 1:
        return near[0]
    known = ", ".join((near or names)[:5])
    if not names:
        raise RequestNotUnderstood("No indexed article names its outlet, so source: cannot be used here.")
    raise RequestNotUnderstood(
        f"“{words[:40]}” is " + ("more than one outlet" if near else "no outlet in these articles") + f". Try: {known}."
    )


def paging_of(request: Request, size: int, total: int) -> Paging:
    """The page asked for, at most the last."""
    page = Paging(page=int(request.get("page") or 1), size=size, total=total)
    return replace(page, page=min(page.page, page.pages))


def _quotes(request: Request, view: View) -> Answer:
    named = resolve(request.get("speaker") or "", "speaker", view)
    if not isinstance(named, tuple):
        return named
    actor, reading = named
    reported = request.get("kind") == "reported"
    topic = request.get("about")
    narrowed = narrow(request, view)
    # A statement that several outlets carry is listed once; where an outlet or days are asked for, all of theirs are.
    where = replace(narrowed, speaker=actor.id, plain=not reported, firsts=narrowed == EVERYTHING)
    best = (request.get("sort") or ("best" if topic else "newest")) == "best"
    if topic:
        rows, partly = _about(topic, where, view, best=best)
        if reported:
            rows = tuple(row for row in rows if not row.quote.plain)
        others = len(_about(topic, replace(where, plain=reported), view, best=False)[0])
        others = others if reported else others - len(rows)
        paging = paging_of(request, view.page_size, len(rows))
        rows = rows[paging.offset : paging.offset + paging.size]
        strong = content_words(topic)
    else:
        plain_total = view.reader.quotes(replace(where, plain=True), limit=0)[0]
        every_total = view.reader.quotes(replace(where, plain=False), limit=0)[0]
        total, others = plain_total, every_total - plain_total
        if reported:
            total, others = others, total
        paging = paging_of(request, view.page_size, total)
        rows = _reported(where, paging, view) if reported else _stretch(where, paging, view)
        partly, strong = False, ()
    found = tuple(opened for row in rows if (opened := open_row(view, row)))
    if strong:
        found = tuple(
            replace(f, strong=tuple(p for s in f.row.quote.spans for p in places(f.article.text, s, strong)))
            for f in found
        )
    return QuotesAnswer(
        actor=actor,
        reading=reading,
        where=where,
        topic=topic,
        found=found,
        paging=paging,
        reported=reported,
        others=max(0, others),
        elsewhere=0 if found else view.reader.quotes(Filter(speaker=actor.id, plain=True), limit=0)[0],
        partly=partly,
    )


def _stretch(where: Filter, paging: Paging, view: View) -> tuple[QuoteRow, ...]:
    return view.reader.quotes(where, limit=paging.size, offset=paging.offset)[1]


def _reported(where: Filter, paging: Paging, view: View) -> tuple[QuoteRow, ...]:
    every = view.reader.quotes(where, limit=CANDIDATES)[1]
    rows = tuple(row for row in every if not row.quote.plain)
    return rows[paging.offset : paging.offset + paging.size]


def _about(topic: str, where: Filter, view: View, *, best: bool) -> tuple[tuple[QuoteRow, ...], bool]:
    """Rows about the topic and whether they hold only some of its words."""
    words = content_words(topic)
    rows = view.reader.search_quotes(words, where, limit=CANDIDATES)
    scored = by_relevance(rows, words, view)
    covered = full_coverage(scored)
    chosen = covered or scored
    if not best:
        chosen = sorted(chosen, key=lambda s: (-(s.row.day.toordinal() if s.row.day else 0), s.row.article, s.place))
    return tuple(s.row for s in chosen), bool(scored) and not covered


def _actor(request: Request, view: View) -> Answer:
    named = resolve(request.get("name") or "", "name", view)
    if not isinstance(named, tuple):
        return named
    actor, reading = named
    plain = Filter(speaker=actor.id, plain=True)
    plain_total, rows = view.reader.quotes(plain, limit=3)
    every = view.reader.quotes(Filter(speaker=actor.id), limit=0)[0]
    companions = tuple(
        (other, together)
        for other_id, together in view.reader.companions(actor.id, limit=5)
        if (other := view.reader.actor(other_id))
    )
    return ActorAnswer(
        actor=actor,
        reading=reading,
        statements=every - plain_total,
        companions=companions,
        latest=tuple(found for row in rows if (found := open_row(view, row))),
        roles=tuple((role, view.reader.article(role.article)) for role in actor.roles[:SHOWN_ROLES]),
    )


def _topics(request: Request, view: View) -> Answer:
    named = resolve(request.get("speaker") or "", "speaker", view)
    if not isinstance(named, tuple):
        return named
    actor, reading = named
    return TopicsAnswer(actor=actor, reading=reading, topics=topics_of(actor, view, limit=SHOWN_TOPICS))


def _actors(request: Request, view: View) -> Answer:
    prefix, kind, where = request.get("prefix") or "", request.get("kind"), narrow(request, view)
    counted = view.reader.speakers(replace(where, plain=True), prefix=prefix)
    if kind:
        kinds = {actor.id for actor in view.directory.actors if actor.kind.value == kind}
        counted = tuple(row for row in counted if row[0] in kinds)
    paging = paging_of(request, LIST_SIZE, len(counted))
    page = counted[paging.offset : paging.offset + paging.size]
    rows = tuple((actor, count) for actor_id, count in page if (actor := view.reader.actor(actor_id)))
    return ActorsAnswer(rows=rows, paging=paging, prefix=prefix, where=where, kind=kind)


def _find(request: Request, view: View) -> Answer:
    text, where = request.get("words") or "", narrow(request, view)
    search = read_search(text)
    if not search.wanted:
        raise RequestNotUnderstood(
            "/find needs at least one word that is wanted. For example: /find “prisoner exchange” -Moscow"
        )
    candidates = view.reader.search_passages(search.wanted, where, limit=PASSAGES)
    held = tuple(
        sorted(
            _accepted(candidates, search, view), key=lambda p: (-(p.day.toordinal() if p.day else 0), p.article, p.span)
        )
    )
    paging = paging_of(request, view.page_size, len(held))
    found = (
        open_passage(view, passage, strong=_stressed(passage, search.wanted, view))
        for passage in held[paging.offset : paging.offset + paging.size]
    )
    return FindAnswer(
        words=text,
        found=tuple(f for f in found if f),
        paging=paging,
        where=where,
        capped=len(candidates) == PASSAGES and search.holds_all(_standing(candidates[-1], view)),
    )


def _accepted(candidates: Sequence[Passage], search: Search, view: View) -> Iterator[Passage]:
    """Those that the search accepts. Candidates come with most of the words first: at one that lacks a word it ends."""
    for number, passage in enumerate(candidates):
        if number % AHEAD == 0:
            view.reader.read_ahead(one.article for one in candidates[number : number + AHEAD])
        standing = _standing(passage, view)
        if not search.holds_all(standing):
            return
        if search.accepts(standing):
            yield passage


def _standing(passage: Passage, view: View) -> tuple[str, ...]:
    """The index words of the passage, in order."""
    article = view.reader.article(passage.article)
    return index_words(passage.span.of(article.text)) if article else ()


def _stressed(passage: Passage, wanted: tuple[frozenset[str], ...], view: View) -> tuple[Span, ...]:
    article = view.reader.article(passage.article)
    return places(article.text, passage.span, wanted) if article else ()


def _articles(request: Request, view: View) -> Answer:
    where = narrow(request, view)
    total = view.reader.articles(where, limit=0)[0]
    paging = paging_of(request, LIST_SIZE, total)
    rows = view.reader.articles(where, limit=paging.size, offset=paging.offset)[1]
    return ArticlesAnswer(rows=rows, paging=paging, failures=view.reader.failures(), where=where)


def _article(request: Request, view: View) -> Answer:
    wanted = ArticleId((request.get("id") or "").strip().lower())
    article = view.reader.article(wanted)
    if article is None:
        return Gone(what="article", id=wanted)
    where = Filter(article=wanted, plain=True)
    counted = view.reader.speakers(where)
    total = view.reader.quotes(where, limit=0)[0]
    paging = paging_of(request, view.page_size, total)
    every = view.reader.quotes(where, limit=max(total, 1))[1]
    rows = every[paging.offset : paging.offset + paging.size]
    versions = view.reader.versions(wanted)
    return ArticleAnswer(
        article=article,
        speakers=tuple((actor, n) for actor_id, n in counted if (actor := view.reader.actor(actor_id))),
        found=tuple(found for row in rows if (found := open_row(view, row))),
        paging=paging,
        reworded=rewordings(versions, article, every),
        versions=tuple(version.replaced.date() if version.replaced else None for version in versions),
    )


def _quote_of(request: Request, view: View) -> Found | Gone:
    wanted = QuoteId((request.get("quote") or "").strip().lower())
    row = view.reader.quote(wanted)
    found = open_row(view, row) if row else None
    return found or Gone(what="quotation", id=wanted)


def _context(request: Request, view: View) -> Answer:
    found = _quote_of(request, view)
    if isinstance(found, Gone):
        return found
    text, spans = found.article.text, found.row.quote.spans
    start = text.rfind("\n", 0, spans[0].start) + 1
    end = text.find("\n", spans[-1].end)
    return ContextAnswer(found=found, start=start, end=len(text) if end < 0 else end)


def _why(request: Request, view: View) -> Answer:
    found = _quote_of(request, view)
    return found if isinstance(found, Gone) else WhyAnswer(found=found)


_ENGINES: Mapping[str, Callable[[Request, View], Answer]] = MappingProxyType(
    {
        "quote": _quotes,
        "actor": _actor,
        "actors": _actors,
        "topics": _topics,
        "find": _find,
        "articles": _articles,
        "article": _article,
        "context": _context,
        "why": _why,
    }
)
