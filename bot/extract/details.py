"""What a quote carries beside its words: when, where, in which medium and to whom it was said, and what qualifies it.

Only the reporting clause is read: of the cue's sentence what belongs to no content. A quote without a cue of its own
that goes on with a source carries what that source's cue told.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.extract.details_clauses import Clause, Clauses
from bot.extract.details_lexicon import media
from bot.extract.details_phrases import Adjuncts, read_adjuncts
from bot.extract.details_time import resolve_day
from bot.extract.document import Document
from bot.extract.lexicon import AUXILIARY, Lexicon
from bot.extract.phrases import Range, noun_phrase_right
from bot.extract.tags import Sentence, Tag
from bot.model import Dated, Entity, Flag, Quote, Span, Speech

_CONDITIONS: Final = frozenset(("if", "unless", "whether", "suppose", "supposing"))
_REFUSALS: Final = frozenset(("deny", "decline", "refuse"))
_TOLD: Final = frozenset(  # told, not spoken to
    "story stories tale tales truth lie lies joke jokes anecdote secret".split()
)
_REPORTER_WITHIN: Final = 12  # items behind the cue
_OUTSIDE: Final = frozenset((Flag.BELIEF, Flag.DENIED, Flag.HYPOTHETICAL))


def with_details(
    document: Document, quotes: Sequence[Quote], cast: Sequence[Entity], published: date | None, words: Lexicon
) -> tuple[Quote, ...]:
    """The quotes with medium, addressee, date, place, flags and reporter, as far as the text tells them.

    `published` resolves "on Friday". Linear in the text, but for the quotes of one sentence, which see each other.
    """
    clauses = Clauses(document, quotes)
    known: dict[Span, Quote] = {}
    named = _Named(cast)
    starts = frozenset(
        document.tokens.starts[q.inside[0]] for p in document.paragraphs for q in p.quotations if not q.opened
    )
    out: list[Quote] = []
    for quote in quotes:
        clause = clauses.of(quote)
        if clause is not None:
            quote = _told(clause, quote, published, words)
            quote = _reported(clause, quote, named)
            cue = _with_adjuncts(document.text, quote)
            if cue != quote.cue:
                quote = replace(quote, cue=cue)
            if quote.source is not None:
                known.setdefault(quote.source, quote)
        elif quote.source is not None and quote.source in known:
            first = known[quote.source]
            quote = replace(
                quote, medium=first.medium, addressee=first.addressee, said=first.said, place=first.place,
                flags=quote.flags | first.flags & {Flag.TRANSLATED},
            )  # fmt: skip
        out.append(_unopened(starts, _elided(document.text, quote)))
    return _handed_on(out, document)


def _with_adjuncts(text: str, quote: Quote) -> Span | None:
    """The cue with what reads as one with the verb: "said Friday", "said in an interview".

    Bare times and media with "in" right behind it, that is; others tell of the occasion.
    """
    cue = quote.cue
    if cue is None:
        return None
    bare = [] if quote.said is None or quote.said.span.of(text).startswith(_BEFORE_TIMES) else [quote.said.span]
    within = [] if quote.medium is None or not quote.medium.of(text).startswith("in ") else [quote.medium]
    for span in sorted(bare + within):
        if text[cue.end : span.start] == " ":
            cue = Span(cue.start, span.end)
    return cue


_BEFORE_TIMES: Final = ("on ", "in ", "at ", "by ", "during ")


class _Named:
    """The entities by where they are named."""

    def __init__(self, cast: Sequence[Entity]) -> None:
        self._mentions = sorted((span, number) for number, entity in enumerate(cast) for span in entity.mentions)

    def within(self, span: Span) -> int | None:
        """The first entity named within the span."""
        at = bisect_left(self._mentions, (Span(span.start, 0), -1))
        if at < len(self._mentions) and self._mentions[at][0].end <= span.end:
            return self._mentions[at][1]
        return None


def _told(clause: Clause, quote: Quote, published: date | None, words: Lexicon) -> Quote:
    """With what the adjuncts of the clause tell."""
    sentence = clause.sentence
    verb = _verb(sentence, clause.cue, words)
    found = Adjuncts()
    cue = words.cues.get(verb)
    addressed = cue is not None and cue.kind == "speech" and bool(cue.complements & {"o", "p"})
    for begin, end in clause.runs():
        if addressed and begin == clause.cue[1]:
            begin = _skip_addressee(sentence, begin, end, found)
        found.adopt(read_adjuncts(sentence, begin, end))
    medium = clause.span(found.medium) or _medium_of_source(clause, quote) or _medium_of_verb(clause, verb)
    addressee = clause.span(found.addressee)
    if medium is None and found.addressee is not None and _is_outlet(sentence, found.addressee):
        medium = addressee
    time = clause.span(found.time)
    said = None
    if found.time is not None and time is not None:
        said = Dated(span=time, day=resolve_day([sentence.word(i) for i in range(*found.time)], published))
    flags = set(quote.flags)
    if found.translated:
        flags.add(Flag.TRANSLATED)
    if _is_hypothetical(clause):
        flags.add(Flag.HYPOTHETICAL)
    if verb in _REFUSALS or _is_refused(clause, words):
        flags.add(Flag.DENIED)
    place = clause.span(found.place)
    if not (medium or addressee or said or place) and len(flags) == len(quote.flags):
        return quote
    return replace(quote, medium=medium, addressee=addressee, said=said, place=place, flags=frozenset(flags))


def _verb(sentence: Sentence, cue: Range, words: Lexicon) -> str:
    """The lemma of the cue's verb; empty where it has none."""
    for i in range(cue[1] - 1, cue[0] - 1, -1):
        if sentence.tags[i] in (Tag.VERB, Tag.ING, Tag.PARTICIPLE):
            return words.forms.get(sentence.word(i), ("", 0))[0]
    return ""


_WHEN: Final = frozenset(("late", "early", "earlier", "later"))  # "told Coast Radio late on Thursday"


def _skip_addressee(sentence: Sentence, begin: int, end: int, found: Adjuncts) -> int:
    """Behind "reporters" in "told reporters"; kept in `found`."""
    i = begin
    while i < end and sentence.tags[i] is Tag.ADVERB:
        i += 1
    if i >= end:
        return begin
    if sentence.tags[i] in (Tag.SUBJECT, Tag.OBJECT):
        found.addressee = (i, i + 1)
        return i + 1
    phrase = noun_phrase_right(sentence, i)
    if phrase is None:
        return begin
    stop = min(phrase[1], end)
    stop = next((k for k in range(i, stop) if sentence.tags[k] is Tag.COMMA), stop)
    stop = next((k for k in range(i + 1, stop) if sentence.word(k) in _WHEN), stop)
    head = next((k for k in range(i, stop) if sentence.tags[k] is Tag.PREPOSITION), stop) - 1
    if stop > i and sentence.word(head) not in _TOLD:
        found.addressee = (i, stop)
    return stop


def _is_outlet(sentence: Sentence, items: Range) -> bool:
    words = media()
    for i in range(*items):
        if sentence.tags[i] is Tag.PREPOSITION:
            return False
        if sentence.tags[i] is Tag.NAME and (
            sentence.word(i) in words.outlets or sentence.word(i) in words.outlet_words
        ):
            return True
    return False


def _medium_of_source(clause: Clause, quote: Quote) -> Span | None:
    """ "A sign | read": the thing itself carries the words."""
    if clause.source is None or quote.speakers:
        return None
    carriers = media().carriers
    for i in range(*clause.source):
        if clause.sentence.tags[i] in (Tag.PREPOSITION, Tag.COMMA, Tag.SUBORDINATOR):
            break
        if clause.sentence.tags[i] is Tag.NOUN and clause.sentence.word(i) in carriers:
            return quote.source
    return None


def _medium_of_verb(clause: Clause, verb: str) -> Span | None:
    """ "tweeted" """
    return clause.span(clause.cue) if verb in media().verbs else None


def _is_hypothetical(clause: Clause) -> bool:
    """ "If Ruiz said", "Did Ruiz say …?" """
    sentence = clause.sentence
    begin = min(clause.cue[0], clause.source[0] if clause.source else clause.cue[0])
    k = begin - 1
    while k >= 0 and sentence.tags[k] is Tag.ADVERB:
        k -= 1
    if k >= 0 and sentence.tags[k] is Tag.SUBORDINATOR and sentence.word(k) in _CONDITIONS:
        return True
    asked = sentence.tokens.words[sentence.last[-1] - 1].endswith("?")
    return asked and k >= 0 and bool(sentence.classes[k] & AUXILIARY) and clause.source is not None


def _is_refused(clause: Clause, words: Lexicon) -> bool:
    """ "denied saying", "declined to say": the verb before governs the cue."""
    sentence, begin = clause.sentence, clause.cue[0]
    i = begin - 1
    while i >= 0 and begin - i <= 3 and sentence.tags[i] in (Tag.TO, Tag.ADVERB, Tag.NEGATION, Tag.ING, Tag.AUXILIARY):
        i -= 1
    if i < 0 or sentence.tags[i] is not Tag.VERB:
        return False
    return words.forms.get(sentence.word(i), ("", 0))[0] in _REFUSALS


def _reported(clause: Clause, quote: Quote, named: _Named) -> Quote:
    """With the one who reports it, where that is not the speaker: "Quill said Orme had told her", "according to X"."""
    outer = clause.outer
    if (
        outer is not None
        and outer.speech is not Speech.DIRECT
        and outer.flags.isdisjoint(_OUTSIDE)
        and outer.speakers
        and set(outer.speakers).isdisjoint(quote.speakers)
        and (quote.speakers or quote.unnamed)
    ):
        return replace(quote, via=outer.speakers[0], flags=quote.flags | {Flag.SECONDHAND})
    via = _according_to(clause, named)
    if via is not None and via not in quote.speakers and quote.speakers:
        return replace(quote, via=via, flags=quote.flags | {Flag.SECONDHAND})
    return quote


def _according_to(clause: Clause, named: _Named) -> int | None:
    """ "Quill said, according to | the Herald": the one named right behind the reporting clause."""
    sentence = clause.sentence
    begin = max(clause.cue[1], clause.source[1] if clause.source else 0)
    if "according" not in sentence.words[begin:]:
        return None
    for i in range(begin, min(begin + _REPORTER_WITHIN, len(sentence) - 2)):
        if sentence.word(i) == "according" and sentence.word(i + 1) == "to":
            found = noun_phrase_right(sentence, i + 2)
            return named.within(Span(sentence.start(found[0]), sentence.end(found[1] - 1))) if found else None
        if sentence.tags[i] is Tag.QUOTATION or sentence.tags[i] is Tag.VERB:
            return None
    return None


def _handed_on(quotes: list[Quote], document: Document) -> tuple[Quote, ...]:
    """A report whose quoted words are all somebody else's, as a second-hand quote tells, is no quotation itself."""
    second = sorted(span for q in quotes if Flag.SECONDHAND in q.flags for span in q.spans)
    if not second:
        return tuple(quotes)
    marks = [document.span(*q.inside) for p in document.paragraphs for q in p.quotations if q.inside[0] < q.inside[1]]
    return tuple(
        replace(quote, speech=Speech.INDIRECT)
        if quote.speech is Speech.MIXED
        and Flag.SECONDHAND not in quote.flags
        and all(_covers(second, inner) for span in quote.spans for inner in _inside(marks, span))
        else quote
        for quote in quotes
    )


def _inside(spans: list[Span], outer: Span) -> list[Span]:
    """Those of the ordered disjoint `spans` that begin inside `outer`."""
    return spans[bisect_left(spans, (outer.start, 0)) : bisect_left(spans, (outer.end, 0))]


def _covers(spans: list[Span], inner: Span) -> bool:
    """Does one of the ordered `spans` hold `inner`? Of those that begin before it the last three are looked at."""
    at = bisect_left(spans, (inner.start + 1, 0))
    return any(span.end >= inner.end for span in spans[max(0, at - 3) : at])


_WITHOUT_OPENING: Final = (
    0.8  # what a missing opening mark leaves of the confidence: the words before it may be the reporter's
)


def _unopened(starts: frozenset[int], quote: Quote) -> Quote:
    """With the rule and less confidence where the quotation was taken from the beginning of its sentence."""
    if quote.spans[0].start not in starts:
        return quote
    return replace(
        quote, confidence=round(quote.confidence * _WITHOUT_OPENING, 3), rules=(*quote.rules, "missing-mark")
    )


def _elided(text: str, quote: Quote) -> Quote:
    """Flagged where an ellipsis stands inside."""
    for span in quote.spans:
        part = span.of(text)
        if ("…" in part or ".." in part or ". . ." in part) and Flag.ELIDED not in quote.flags:
            return replace(quote, flags=quote.flags | {Flag.ELIDED})
    return quote
