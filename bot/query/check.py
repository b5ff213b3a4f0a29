"""`/check`: did anybody say this? Every verdict rests on tokens of a stored article that are shown with it.

Order of tests: the whole of a quotation, a contiguous part of one, parts in order with marked gaps; then the article's
own words; then alignment (altered) and cover by exact pieces (stitched); then a sentence that holds the content.
Candidates come from the index by the rarest words; all that follows looks at a few dozen paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.archive.port import Passage, QuoteRow
from bot.commands import Request
from bot.errors import RequestNotUnderstood
from bot.model import ActorId, Article, ArticleId, Span, Speech
from bot.query.answers import Paging
from bot.query.check_align import Op, occurrences
from bot.query.check_candidates import BATCH, Pool, is_short, match_of
from bot.query.check_chains import Chain, Place, make_chain, places_in, quoted_in
from bot.query.check_changed import changed
from bot.query.check_copies import merged
from bot.query.check_input import Claim, read_claim
from bot.query.check_values import BEST_FIRST, CheckAnswer, Match, Verdict
from bot.query.normal import Token, forms, pieces, tokens
from bot.query.view import FoundPassage, View
from bot.query.words import is_function_word
from bot.text.words import fold, search_words

REPORTED = 0.7
"""Least share of the content words that a reporting sentence holds."""
FURTHER = 3
"""Words that a whole message must explain beyond those in its marks, to be read as one quotation."""
NEAREST = 3
STANDING = 0.7
"""Least share of the words that a sentence holds which has all of them, however they are spelled."""
HEADLINE = 3
"""Least number of words that are looked for in headlines."""

_SENTENCE_END = re.compile(r"[.!?]\s")


def check(request: Request, view: View) -> CheckAnswer:
    """The answer to a check. RequestNotUnderstood for words that cannot be checked."""
    typed = request.get("words") or ""
    speaker = request.get("speaker")
    claim = read_claim(typed, None if speaker and speaker.startswith("@") else speaker, view.directory)
    if claim is None:
        raise RequestNotUnderstood(
            "There are no words to check in that. Paste the sentence itself: /check “some cautious optimism”"
        )
    if speaker and speaker.startswith("@"):
        chosen = view.reader.actor(ActorId(speaker[1:]))
        claim = replace(claim, speakers=(chosen,) if chosen else (), named=chosen.name if chosen else speaker[1:])
    page = int(request.get("page") or 1)
    if not any(_worth_checking(reading) for reading in claim.readings):
        if answer := _said_by_the_named(claim, view, page):
            return answer
        raise RequestNotUnderstood(
            "These are only very common words; nearly every article holds them. Give me more of the sentence."
        )
    return _checked(claim, view, page)


def _worth_checking(words: str) -> bool:
    every = tokens(words)
    return len(every) > 2 or any(not is_function_word(token.form) for token in every)


def _said_by_the_named(claim: Claim, view: View, page: int) -> CheckAnswer | None:
    """Very common words ("No.") are looked for where one speaker's whole utterances are to be compared."""
    if len(claim.speakers) != 1:
        return None
    reading = claim.readings[-1]
    pool = Pool(view, speaker=claim.speakers[0].id)
    matches = [match for match in verbatim(reading, pool) if match.verdict is not Verdict.PARTIAL]
    return _answer(claim, reading, matches, (), pool, page) if matches else None


def _checked(claim: Claim, view: View, page: int) -> CheckAnswer:
    pool = Pool(view)
    reading, matches = _matched(claim, pool)
    if matches:
        return _answer(_as_read(claim, reading), reading, matches, (), pool, page)
    if len(claim.parts) > 1:
        parts = tuple(_checked(part, view, 1) for part in claim.parts if _worth_checking(part.readings[0]))
        if parts:
            return _together(claim, parts)
    reading = claim.readings[-1]
    matches = _own_words(reading, claim, pool) or _headlines(reading, pool) or _reported(reading, claim, pool)
    nearest = () if matches else tuple(merged(list(_nearest(reading, pool)), pool.view.reader)[:NEAREST])
    return _answer(claim, reading, matches, nearest, pool, page)


def _matched(claim: Claim, pool: Pool) -> tuple[str, list[Match]]:
    """The reading of the message that quotations match, with the matches: whole, in part, changed or stitched.

    A message with words outside its marks may be a report of a quotation, or a quotation with another inside it:
    the whole message counts where it explains clearly more of a quotation than the marked words do.
    """
    whole, inner = claim.readings[0], claim.readings[-1]
    if matches := verbatim(whole, pool):
        return whole, matches
    if whole == inner:
        return whole, changed(whole, pool)
    if claim.several:
        return whole, []
    among = verbatim(inner, pool) or changed(inner, pool)
    around = changed(whole, pool)
    if around and (not among or _explained(around) >= _explained(among) + FURTHER):
        return whole, around
    return inner, among


def _explained(matches: list[Match]) -> int:
    """How many of the asked words stand in the quotations."""
    same = (
        [d.span for d in m.difference if d.op is Op.SAME and d.span] if m.difference else list(m.used) for m in matches
    )
    return sum(len(tokens(span.of(m.article.text))) for m, spans in zip(matches, same, strict=True) for span in spans)


def _as_read(claim: Claim, reading: str) -> Claim:
    """The claim without a speaker that is named inside the very words that were found."""
    if claim.inside and len(claim.readings) > 1 and reading == claim.readings[0]:
        return replace(claim, speakers=(), named=None)
    return claim


def _together(claim: Claim, parts: tuple[CheckAnswer, ...]) -> CheckAnswer:
    """One answer for a message with several quotations: the worst of their verdicts."""
    order = list(Verdict)
    worst = max(parts, key=lambda part: order.index(part.verdict))
    matches = tuple(match for part in parts for match in part.matches)
    return CheckAnswer(
        words=claim.readings[-1],
        verdict=worst.verdict,
        matches=matches,
        nearest=tuple(match for part in parts for match in part.nearest),
        paging=Paging(page=1, size=max(1, len(matches)), total=len(matches)),
        speakers=claim.speakers,
        named=claim.named,
        conflict=any(part.conflict for part in parts),
        link=claim.link,
        parts=parts,
    )


def _answer(
    claim: Claim, reading: str, matches: list[Match], nearest: tuple[Match, ...], pool: Pool, page: int
) -> CheckAnswer:
    """Speakers compared, matches in order, cut to the page."""
    judged = [replace(match, conflict=_conflicts(match, claim)) for match in matches]
    verdict = judged[0].verdict if judged else Verdict.NOT_FOUND
    if verdict is not Verdict.STITCHED:
        judged = merged(judged, pool.view.reader)
        judged.sort(key=lambda m: (m.conflict, BEST_FIRST[m.verdict], -_newness(m), m.article.id, m.used[0].start))
        verdict = judged[0].verdict if judged else Verdict.NOT_FOUND
    conflict = bool(judged) and all(match.conflict for match in judged)
    if conflict and verdict in (Verdict.EXACT, Verdict.EXACT_NORMALISED, Verdict.PARTIAL):
        verdict = Verdict.MISATTRIBUTED
    size = pool.view.page_size if verdict is not Verdict.STITCHED else max(1, len(judged))
    paging = Paging(page=1, size=size, total=len(judged))
    paging = replace(paging, page=min(max(1, page), paging.pages))
    return CheckAnswer(
        words=reading,
        verdict=verdict,
        matches=tuple(map(pool.opened, judged[paging.offset : paging.offset + paging.size])),
        nearest=tuple(map(pool.opened, nearest)),
        paging=paging,
        speakers=claim.speakers,
        named=claim.named,
        conflict=conflict or (verdict is Verdict.STITCHED and any(m.conflict for m in judged)),
        short=is_short(tokens(reading)),
        capped=pool.capped(reading),
        link=claim.link,
    )


def _newness(match: Match) -> int:
    return match.article.day.toordinal() if match.article.day else 0


def _conflicts(match: Match, claim: Claim) -> bool:
    """Did somebody else say it? A source that stays unnamed is somebody else; an unknown one may be the named."""
    if claim.named is None:
        return False
    row = match.row
    if row is None:
        return False
    wanted = {actor.id for actor in claim.speakers}
    said = {*row.speakers, *row.candidates, *((row.via,) if row.via else ())}
    if said:
        return wanted.isdisjoint(said)
    return row.quote.unnamed is not None


# The whole or a part of one quotation


def verbatim(reading: str, pool: Pool) -> list[Match]:
    """Every quotation that holds the words as they are, with marked gaps where the words have an ellipsis."""
    asked = tokens(reading)
    if not asked:
        return []
    kept = [token for token in asked if not token.inserted]
    for wanted in (asked, kept) if 0 < len(kept) < len(asked) else (asked,):
        found = list(_holding(wanted, reading, pool))
        if found:
            return _innermost(found)
    if len(pieces(reading)) > 1:
        found = [match for chain in pool.chains(reading) if (match := _in_order(chain, reading))]
    return _innermost(found)


def _holding(wanted: list[Token], reading: str, pool: Pool) -> Iterator[Match]:
    """The matches of these words, candidates examined until a batch of them has none."""
    missed = 0
    for chain in pool.chains(reading):
        place = next(iter(places_in(chain, wanted, reading)), None)
        if place:
            missed = 0
            yield _placed(place)
            continue
        missed += 1
        if missed > BATCH and not is_short(wanted):
            return


def _placed(place: Place) -> Match:
    if not place.whole:
        verdict = Verdict.PARTIAL
    elif place.same:
        verdict = Verdict.EXACT
    else:
        verdict = Verdict.EXACT_NORMALISED
    return match_of(verdict, place.chain, place.first, place.last)


def _in_order(chain: Chain, reading: str) -> Match | None:
    """The pieces between the ellipses, all in this chain in order."""
    taken: list[tuple[int, int]] = []
    at = 0
    for start, end in pieces(reading):
        wanted = [token for token in tokens(reading, start, end) if not token.inserted]
        if not wanted:
            return None
        after = [place for place in places_in(chain, wanted, reading) if place.first >= at]
        if not after:
            return None
        taken.append((after[0].first, after[0].last))
        at = after[0].last
    whole = match_of(Verdict.PARTIAL, chain, taken[0][0], taken[-1][1])
    used = tuple(span for first, last in taken for span in chain.span(first, last))
    gaps = tuple(span for (_, last), (first, _) in pairwise(taken) for span in chain.span(last, first))
    ends = taken[0][0] in chain.edges and taken[-1][1] in chain.edges
    return replace(
        whole,
        verdict=Verdict.PARTIAL if gaps or not ends else Verdict.EXACT_NORMALISED,
        used=used,
        cut=gaps,
        strong=used,
    )


def _innermost(found: list[Match]) -> list[Match]:
    """Of several stored quotes around the same words (a quotation in a quotation) the shortest; the rest stays."""
    best: dict[tuple[ArticleId, Span], Match] = {}
    for match in found:
        key = (match.article.id, match.used[0])
        other = best.get(key)
        if other is None or _rank(match) < _rank(other):
            best[key] = match
    return list(best.values())


def _rank(match: Match) -> tuple[int, int]:
    left_out = sum(span.end - span.start for span in (*match.before, *match.after))
    return (BEST_FIRST[match.verdict], left_out)


# The article's own words


def _own_words(reading: str, claim: Claim, pool: Pool) -> list[Match]:
    """Words that stand in the articles one after the other, but in no stored quote."""
    asked = tokens(reading)
    wanted = search_words(reading)
    least = (STANDING if not _SENTENCE_END.search(reading.strip()) else 1 - STANDING) * len(wanted)
    out: dict[tuple[ArticleId, int], Match] = {}
    for number, passage in enumerate(pool.passages(reading)):
        article = pool.article(passage.article)
        if article is None or (number > BATCH and not out):
            continue
        held = pool.words_in(article, passage.span)
        if sum(not word.isdisjoint(held) for word in wanted) < least:
            continue
        line = _line(article.text, passage.span)
        there = tokens(article.text, line.start, line.end)
        for at in occurrences(forms(asked), forms(there)):
            used = Span(there[at].start, there[at + len(asked) - 1].end)
            if used.end <= passage.span.start or used.start >= passage.span.end:
                continue
            match = _own(article, passage, used, asked, reading)
            if not match.marked:
                match = replace(match, row=_said_in_other_words(used, article, reading, pool), strong=(used,))
            if match.marked or _about_the_named(claim, article, line, pool):
                out.setdefault((article.id, used.start), match)
    return list(out.values())


def _said_in_other_words(used: Span, article: Article, reading: str, pool: Pool) -> QuoteRow | None:
    """The indirect statement whose content holds the used words, if one does."""
    for row in pool.rows(reading):
        if row.article == article.id and row.quote.speech is not Speech.DIRECT:
            spans = row.quote.spans
            if spans[0].start <= used.start and used.end <= spans[-1].end:
                return row
    return None


def _own(article: Article, passage: Passage, used: Span, asked: list[Token], reading: str) -> Match:
    inside = [s for s in quoted_in(article.text, used) if s == used]
    verdict = Verdict.PARAPHRASE_ONLY
    if inside:
        verdict = Verdict.PARTIAL
        for stretch in quoted_in(article.text, _line(article.text, used)):
            chain = make_chain(article, None, (stretch,))
            for place in places_in(chain, asked, reading):
                if place.whole and stretch.start <= used.start < stretch.end:
                    verdict = Verdict.EXACT if place.same else Verdict.EXACT_NORMALISED
    return Match(
        verdict=verdict,
        article=article,
        used=(used,),
        passage=FoundPassage(passage=passage, article=article, strong=(used,)),
        marked=bool(inside),
        quoted=() if inside else quoted_in(article.text, used),
    )


def _line(text: str, span: Span) -> Span:
    """The line (paragraph) around the span."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)


def _about_the_named(claim: Claim, article: Article, stretch: Span, pool: Pool) -> bool:
    """Is somebody who is named in the claim named in the stretch, too? True if the claim names nobody."""
    if claim.named is None:
        return True
    wanted = {actor.id for actor in claim.speakers}
    return any(
        match.actor.id in wanted
        for hit in pool.view.directory.find_in(stretch.of(article.text))
        for match in hit.resolution.actors
    )


def _headlines(reading: str, pool: Pool) -> list[Match]:
    """Articles whose headline holds the words, with the sentence that comes nearest to it."""
    wanted = forms(tokens(reading))
    out: dict[ArticleId, Match] = {}
    if len(wanted) < HEADLINE:
        return []
    marked = max(re.findall(r"[^\W\d_]+", fold(reading)) or [""], key=len)
    for passage in pool.passages(reading):
        article = pool.article(passage.article)
        if article is None or article.id in out or marked not in fold(article.title):
            continue
        if occurrences(wanted, forms(tokens(article.title))):
            out[article.id] = replace(_as_reported(passage, article, None), headline=True)
    return list(out.values())


# Reported, and not found


def _reported(reading: str, claim: Claim, pool: Pool) -> list[Match]:
    """Sentences that hold the content of the words, and the named speaker, without quoting them."""
    content = {word for group in search_words(reading) for word in group if not is_function_word(word)}
    if len(content) < 2:
        return []
    indirect: dict[tuple[ArticleId, int], QuoteRow] = {}
    for stored in pool.rows(reading):
        if stored.quote.speech is not Speech.DIRECT:
            indirect.setdefault((stored.article, stored.context.start), stored)
    scored = []
    for passage in pool.passages(reading):
        article = pool.article(passage.article)
        if article is None:
            continue
        held = content & pool.words_in(article, passage.span)
        if len(held) >= max(2, REPORTED * len(content)):
            row = indirect.get((passage.article, passage.span.start))
            if _attributed(row, claim, article, passage, pool):
                scored.append((-len(held), passage.article, passage.span.start, passage, article, row))
    scored.sort(key=lambda entry: entry[:3])
    found = [_as_reported(passage, article, row) for *_, passage, article, row in scored[: 2 * NEAREST]]
    return merged(found, pool.view.reader)[:NEAREST]


def _attributed(row: QuoteRow | None, claim: Claim, article: Article, passage: Passage, pool: Pool) -> bool:
    if claim.named is None:
        return True
    wanted = {actor.id for actor in claim.speakers}
    if row is not None and not wanted.isdisjoint(row.speakers):
        return True
    return bool(wanted) and _about_the_named(claim, article, passage.span, pool)


def _as_reported(passage: Passage, article: Article, row: QuoteRow | None) -> Match:
    return Match(
        verdict=Verdict.PARAPHRASE_ONLY,
        article=article,
        used=(passage.span,),
        row=row,
        passage=None if row else FoundPassage(passage=passage, article=article),
        marked=False,
    )


def _nearest(reading: str, pool: Pool) -> Iterator[Match]:
    """The most similar quotations, at least two content words in common, best first; more than are shown."""
    content = {word for group in search_words(reading) for word in group if not is_function_word(word)}
    scored = []
    for row in pool.rows(reading):
        article = pool.article(row.article)
        if article is not None and row.quote.speech is not Speech.INDIRECT:
            held = len({word for span in row.quote.spans for word in content & pool.words_in(article, span)})
            if held >= min(2, len(content)):
                scored.append((-held, row.article, row.quote.spans[0].start, row))
    scored.sort(key=lambda entry: entry[:3])
    for *_, row in scored[: 2 * NEAREST]:
        chain = pool.chain(row)
        if chain and chain.tokens:
            yield replace(match_of(Verdict.NOT_FOUND, chain, 0, len(chain.tokens)), strong=())
