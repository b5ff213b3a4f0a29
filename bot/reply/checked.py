"""What a check found → Reply: the verdict in one sentence, then the words of the articles that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.archive.port import State
from bot.commands import Request
from bot.model import Flag, Span
from bot.query.check_align import Op
from bot.query.check_copies import earlier
from bot.query.check_meaning import Change
from bot.query.check_values import CheckAnswer, Difference, Match, Verdict
from bot.reply.catalogue import say
from bot.reply.items import item_blocks, item_buttons, passage_item, quote_item, speakers_words
from bot.reply.model import (
    Block,
    Claimed,
    Cut,
    Divider,
    Inline,
    Item,
    Line,
    Refusal,
    Reply,
    Strong,
    Struck,
    Understood,
)
from bot.reply.pieces import footer, heading, notes_of, page_buttons, page_words, scope_of, share_button, small
from bot.reply.wording import count, listed, plain_words

_VERDICTS = {
    Verdict.EXACT: "Exact",
    Verdict.EXACT_NORMALISED: "Exact, but for punctuation, case, spelling or the way numbers are written",
    Verdict.PARTIAL: "Part of a longer quotation",
    Verdict.ALTERED: "Altered: the words are not the ones that were quoted",
    Verdict.STITCHED: "Stitched together: these pieces do not stand together in any article",
    Verdict.MISATTRIBUTED: "Misattributed: somebody else said this",
    Verdict.PARAPHRASE_ONLY: "Reported, not quoted",
    Verdict.NOT_FOUND: "Not found: nobody in these articles is quoted with these words",
}
_CHANGES = {
    Change.NEGATION: "a negation",
    Change.NUMBER: "a number",
    Change.NAME: "a name",
    Change.MODAL: "a word like “will” or “may”",
}
MEANING = frozenset({Change.NEGATION, Change.MODAL})
"""Changes that can turn the meaning round."""
SHOWN_LEFT_OUT = 400
"""Characters of what stands before or after a partial quotation that are shown."""


def compose_check(answer: CheckAnswer, asked: Request, state: State) -> Reply:
    """The reply that gives the verdict and shows what it rests on."""
    blocks: list[Block] = [_heading(answer)]
    blocks += _about_the_name(answer)
    items: list[Item] = []
    if answer.parts:
        blocks = [
            heading(say("Checked {quotations} in that message.", quotations=count(len(answer.parts), "quotation")))
        ]
        for part in answer.parts:
            blocks += [
                Divider(),
                _heading(part),
                small(say("Checked: {words}", words=plain_words(part.words.rstrip(" ,;:"), 200))),
            ]
            blocks += _about_the_name(part)
            items += _shown(part, blocks)
    else:
        items += _shown(answer, blocks)
    if answer.verdict is Verdict.NOT_FOUND and not items:
        words = say("A quotation must stand in an indexed article to be found; /find looks for words.")
        blocks.append(Line(parts=(words,)))
    left_out = say("The link was left out; only the words were checked.")
    notes = notes_of(asked, left_out if answer.link else None)
    found = answer.verdict is not Verdict.NOT_FOUND
    named = tuple(actor.name for actor in answer.speakers)
    return Reply(
        intent="check",
        request=asked,
        blocks=(*blocks, footer(state, *notes)),
        answered=found,
        verdict=answer.verdict.value,
        claims=tuple(map(_claimed, answer.parts or (answer,))),
        count=answer.paging.total,
        understood=Understood(actors=named, topic=None, notes=notes),
        refusal=None if found else _refusal(answer),
        scope=scope_of(state),
        buttons=(
            *page_buttons(asked, answer.paging),
            share_button(asked),
            *(button for item in items for button in item_buttons(item)),
        ),
        page=answer.paging.page,
        pages=answer.paging.pages,
        public=asked.get("show") == "channel",
    )


def _refusal(answer: CheckAnswer) -> Refusal:
    nearest = tuple(" … ".join(span.of(m.article.text) for span in m.used) for m in answer.nearest)
    return Refusal(reason=say("no indexed article quotes these words"), nearest=nearest)


def _claimed(answer: CheckAnswer) -> Claimed:
    named = tuple((actor.name, actor.kind) for actor in answer.speakers)
    return Claimed(
        words=plain_words(answer.words),
        verdict=answer.verdict.value,
        explanation=_verdict_words(answer) + ".",
        authors=named or (((plain_words(answer.named), None),) if answer.named else ()),
        items=tuple(map(_item, answer.matches)),
    )


def _heading(answer: CheckAnswer) -> Line:
    return heading(Strong(_verdict_words(answer)), f"{page_words(answer.paging)}.")


def _verdict_words(answer: CheckAnswer) -> str:
    words = say(_VERDICTS[answer.verdict])
    unknown = [m for m in answer.matches if m.marked and m.found is None]
    if answer.matches and all(m.headline for m in answer.matches):
        words = say("In the headline of an article, not a quote")
    elif answer.verdict is Verdict.PARAPHRASE_ONLY and answer.matches and not any(m.found for m in answer.matches):
        verbatim = all(m.passage and m.passage.strong for m in answer.matches)
        words = say("In the article’s own words, not a quote") if verbatim else words
    elif answer.short and answer.verdict in (Verdict.EXACT, Verdict.EXACT_NORMALISED, Verdict.PARTIAL):
        places = count(answer.paging.total, "place")
        all_of_them = "; {places} or more" if answer.capped else "; {places} in all, every one is listed"
        words += say(all_of_them, places=places)
    elif unknown and len(unknown) == len(answer.matches) and answer.matches:
        words += say(", in quotation marks that the article puts in nobody’s mouth")
    return words


def _about_the_name(answer: CheckAnswer) -> Iterator[Block]:
    """Who was supposed to have said it, against who did."""
    if answer.named is None:
        return
    name = plain_words(listed([a.name for a in answer.speakers], "or") if answer.speakers else answer.named)
    if not answer.speakers:
        yield small(say("Nobody in these articles is called {name}.", name=name))
    elif len(answer.speakers) > 1:
        yield small(say("{words} may be {name}.", words=plain_words(answer.named), name=name))
    if answer.conflict:
        true = [speakers_words(_item(m)) for m in answer.matches if m.conflict]
        yield Line(
            parts=(say("Said by "), Strong(listed(tuple(dict.fromkeys(true)))), say(", not by {name}.", name=name)),
        )
    elif any(match.conflict for match in answer.matches):
        yield small(say("Others said it, too: each is listed after {name}.", name=name))


def _shown(answer: CheckAnswer, blocks: list[Block]) -> list[Item]:
    """The items of the answer; their blocks are added to `blocks`."""
    items: list[Item] = []
    matches = answer.matches
    if answer.verdict is Verdict.STITCHED:
        blocks.append(small(say("{pieces}, in the order in which you have them:", pieces=count(len(matches), "piece"))))
    for number, match in enumerate(matches, start=1):
        item = _item(match)
        items.append(item)
        if answer.verdict is Verdict.STITCHED:
            blocks.append(Line(parts=(f"{number}. {say('You have: {words}', words=plain_words(match.asked, 300))}",)))
        blocks += item_blocks(item)
        blocks += _partly_quoted(match)
        blocks += _left_out(match)
        blocks += _difference(match)
    if answer.verdict is Verdict.STITCHED:
        blocks += _between(matches)
    if answer.nearest:
        blocks.append(Line(parts=(say("Nearest, but not these words:"),)))
        for match in answer.nearest:
            item = _item(match)
            items.append(item)
            blocks += item_blocks(item)
    return items


def _item(match: Match) -> Item:
    if match.found:
        item = quote_item(match.found)
        notes = item.notes
        if Flag.DENIED in match.found.row.quote.flags:
            notes = (say("careful: the article does not say that this was said"), *notes)
        return replace(item, diff=_inlines(match), notes=notes)
    if match.passage is None:
        raise ValueError("a match has a quote or a passage")
    item = passage_item(match.passage)
    if match.copies:
        first = min(match.copies, key=earlier)
        item = replace(
            item, also_in=len(match.copies), first=first if earlier(first) < earlier(match.article) else None
        )
    if match.headline:
        return replace(item, notes=(say("its headline: {title}", title=plain_words(match.article.title, 200)),))
    if match.marked:
        return replace(item, notes=(say("in quotation marks, but the article names no speaker"),))
    return replace(item, notes=(say("the article’s own words, not a quote"),))


def _inlines(match: Match) -> tuple[Inline, ...]:
    """The asked words against the article's: what is wrong struck out, what is right stressed."""
    out: list[Inline] = []
    for part in match.difference:
        if out:
            out.append(" ")
        out.append(_inline(part, match))
    return tuple(out)


def _inline(part: Difference, match: Match) -> Inline:
    if part.span is None:
        return Struck(part.words)
    return Cut(article=match.article, span=part.span, strong=part.op is Op.RIGHT)


def _difference(match: Match) -> Iterator[Block]:
    if not match.difference:
        return
    yield Line(parts=(say("Compared: "), *_inlines(match)))
    if match.changed:
        kinds = listed([say(_CHANGES[change]) for change in match.changed])
        may = say("; the meaning may be reversed") if not MEANING.isdisjoint(match.changed) else ""
        yield Line(parts=(Strong(say("Careful: ")), say("{kinds} differs", kinds=kinds) + f"{may}."))


def _partly_quoted(match: Match) -> Iterator[Block]:
    """Which of the article's own words are quoted ones."""
    if match.quoted:
        yield small(say("Quoted in it is only: "), *_slices(match, match.quoted, last=False))


def _left_out(match: Match) -> Iterator[Block]:
    """What the quotation says before, between and after the words."""
    if match.verdict not in (Verdict.PARTIAL, Verdict.MISATTRIBUTED, Verdict.STITCHED):
        return
    for label, spans in (("Before", match.before), ("Cut out", match.cut), ("After", match.after)):
        if spans:
            yield small(f"{say(label)}: ", *_slices(match, spans, last=label == "Before"))
    yield from _negation_left_out(match)


def _negation_left_out(match: Match) -> Iterator[Block]:
    if match.negated:
        yield Line(parts=(Strong(say("Careful: ")), say("a negation in the same sentence is left out.")))


def _slices(match: Match, spans: tuple[Span, ...], *, last: bool) -> Iterator[Inline]:
    """The spans as slices, at most `SHOWN_LEFT_OUT` characters, those next to the used words."""
    room = SHOWN_LEFT_OUT
    shown: list[Span] = []
    for span in reversed(spans) if last else spans:
        size = span.end - span.start
        if size > room:
            span = Span(span.end - room, span.end) if last else Span(span.start, span.start + room)
        shown.append(span)
        room -= size
        if room <= 0:
            break
    if last:
        shown.reverse()
    if last and room < 0:
        yield "… "
    for number, span in enumerate(shown):
        if number:
            yield " … "
        yield Cut(article=match.article, span=span)
    if not last and room < 0:
        yield " …"


def _between(matches: tuple[Match, ...]) -> Iterator[Block]:
    """How neighbouring pieces lie to each other."""
    for number, (one, other) in enumerate(pairwise(matches), start=1):
        where = say("Between {number} and {next}: ", number=number, next=number + 1)
        if one.article.id != other.article.id:
            yield small(where + say("they stand in different articles."))
            continue
        first, second = one.used[-1], other.used[0]
        if first.end <= second.start:
            size = len(one.article.text[first.end : second.start].split())
            yield small(where + say("{words} of the article lie between them.", words=count(size, "word")))
        else:
            yield small(where + say("in the article they stand in the other order."))
