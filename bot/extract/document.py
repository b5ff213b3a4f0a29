"""One article read as sentences of tagged items, in which a quoted stretch is a single item.

The quotations come first: what stands between two marks is opaque to the syntax around it, so that
“We came,” Ruiz said, “because we had to.” parses like "Q, Ruiz said, Q". The inside of a quotation is
read as sentences of its own, for reports within the speech.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import compress
from operator import not_
from typing import Final

from bot.extract.lexicon import GIVEN, HONORIFIC, TITLE, Lexicon
from bot.extract.tagging import tag_sentence
from bot.extract.tags import Sentence
from bot.extract.turns import Turns, dateline_end, find_turns, stamp_end
from bot.extract.word_tags import look_up
from bot.extract.words import Words
from bot.model import Span
from bot.text.paragraphs import paragraphs
from bot.text.quotation_marks import Quotation, first_from, inner_quotations, quotations
from bot.text.sentences import sentence_ends
from bot.text.tokens import COMMA, STOP, WORD, Tokens, tokenise


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its outer quotations and the sentences of its narration."""

    begin: int  # tokens, half open
    end: int
    quotations: list[Quotation]
    sentences: list[Sentence]
    inner: list[Sentence]  # the sentences inside the quotations


@dataclass(frozen=True, slots=True)
class Document:
    """The article in paragraphs."""

    text: str = field(repr=False)
    tokens: Tokens = field(repr=False)
    paragraphs: list[Paragraph] = field(repr=False)
    sentences: list[Span] = field(repr=False)  # plain sentences, for passages
    turns: Turns  # of a transcript

    def span(self, first: int, last: int) -> Span:
        """Offsets of the tokens [first, last)."""
        return Span(self.tokens.starts[first], self.tokens.ends[last - 1])


def read(text: str, lexicon: Lexicon) -> Document:
    """Tokens, paragraphs, quotations and tagged sentences of `text`. Linear."""
    tokens = tokenise(text)
    ranges = paragraphs(tokens)
    marks = quotations(tokens, ranges)
    turns = find_turns(tokens, ranges, marks)
    words = look_up(tokens, _capitalised_inside(tokens, lexicon) | turns.words, lexicon)
    parts: list[Paragraph] = []
    plain: list[Span] = []
    for (begin, end), quoted in zip(ranges, marks, strict=True):
        stops = sentence_ends(tokens, begin, end, quoted, lexicon.before_name, lexicon.abbreviations)
        stamp = max(stamp_end(tokens, begin, end), dateline_end(tokens, begin, end))
        if begin < stamp < stops[0]:
            stops.insert(0, stamp)
        start = begin
        for stop in stops:
            plain.append(Span(tokens.starts[start], tokens.ends[stop - 1]))
            start = stop
        narration = _sentences(words, begin, stops, quoted)
        inner = _inner(words, stops, quoted)
        parts.append(Paragraph(begin, end, quoted, narration, inner))
    return Document(text, tokens, parts, plain, turns)


def _sentences(words: Words, begin: int, stops: list[int], quoted: list[Quotation]) -> list[Sentence]:
    """The sentences of the narration: a stop inside a quotation ends none."""
    out: list[Sentence] = []
    start = begin
    number = 0
    for stop in stops:
        while number < len(quoted) and quoted[number].close < stop:
            number += 1
        if number < len(quoted) and _cuts(quoted[number], stop):
            continue
        for cut in _pieces(start, stop, quoted):
            out.append(tag_sentence(words, start, cut, quoted))
            start = cut
    return out


def _cuts(quotation: Quotation, stop: int) -> bool:
    """Would a sentence that ends before token `stop` end inside the quotation? One that is never closed may."""
    return quotation.open < stop - 1 and stop < quotation.close + quotation.closed


def _inner(words: Words, stops: list[int], quoted: list[Quotation]) -> list[Sentence]:
    """The sentences inside the quotations; a quotation within them is an item again."""
    out: list[Sentence] = []
    at = 0
    for quotation in quoted:
        start, end = quotation.inside
        nested = inner_quotations(words.tokens, quotation)
        while at < len(stops) and stops[at] <= start:
            at += 1
        number = at
        while start < end:
            stop = min(stops[number], end) if number < len(stops) else end
            number += 1
            before = bisect_left(nested, stop - 1, key=lambda q: q.open)
            if before and stop <= nested[before - 1].close:
                continue
            for cut in _pieces(start, stop, nested):
                out.append(tag_sentence(words, start, cut, nested))
                start = cut
    return out


_LONGEST: Final = 150  # items of a sentence; of some 4,000 sentences of news the longest had 82


def _pieces(start: int, stop: int, quoted: list[Quotation]) -> list[int]:
    """Where to cut what stands between two stops, its end included: a list without stops is no sentence.

    Reading a sentence costs more than its length, so that its length must have a bound; a quotation is one item.
    """
    if stop - start <= _LONGEST:
        return [stop]
    out: list[int] = []
    number = first_from(quoted, start)
    i = start
    items = 0
    while i < stop:
        if number < len(quoted) and quoted[number].open <= i:
            i = max(i, quoted[number].close) + 1
            number += 1
        else:
            i += 1
        items += 1
        if items >= _LONGEST and i < stop:
            out.append(i)
            items = 0
    return [*out, stop]


def _capitalised_inside(tokens: Tokens, lexicon: Lexicon) -> frozenset[str]:
    """Words that stand capitalised after a word in lower case, a given name or a title, or before an apposition, and
    words of no other use that stand behind a capital and before a comma: names, wherever they begin a sentence."""
    text, starts, words, kinds = tokens.text, tokens.starts, tokens.words, tokens.kinds
    classes = lexicon.classes
    out: set[str] = set()
    behind_capital: set[str] = set()  # "Robby Mook, Clinton's manager": unless the word stands in small letters, too
    for i in compress(range(len(tokens)), tokens.capital):
        if i and kinds[i] == WORD and words[i] not in out:
            before = i - 1
            if kinds[before] == STOP and before and words[before - 1] in lexicon.before_name:
                before -= 1  # "Gov. Ruiz"
            if kinds[before] == WORD and (
                text[starts[before]].islower()
                or classes.get(words[before], 0) & (GIVEN | HONORIFIC | TITLE)
                or (i + 2 < len(kinds) and kinds[i + 1] == COMMA and text[starts[i + 2]].islower())
            ):
                out.add(words[i])
            elif (
                kinds[before] == WORD
                and i + 1 < len(kinds)
                and (kinds[i + 1] == COMMA or (words[before] not in classes and words[before] not in lexicon.forms))
            ):
                behind_capital.add(words[i])
    behind_capital = {w for w in behind_capital - out if w not in classes and w not in lexicon.forms}
    if behind_capital:
        behind_capital.difference_update(compress(words, map(not_, tokens.capital)))
    return frozenset(out | behind_capital)
