"""Turns of a transcript: paragraphs that begin with a speaker's label and a colon ("QUILL: No.", "Q: You resign?").

A single such paragraph may be a headline or a note ("Update: …"); two or more, with labels in capitals, labels that
come back, or the Q and A of an interview, are a transcript. What stands behind the colon is speech without marks, and
so is a paragraph between two turns in which somebody speaks of himself. Where an interview has no labels at all, its
questions tell where the answers stand. Asterisks and the like around labels and questions are their type, not words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.tags import Sentence
from bot.text.quotation_marks import Quotation
from bot.text.tokens import CLOSING, COLON, COMMA, DASH, MARK, OPENING, OTHER, SINGLE, STOP, WORD, Tokens

_LONGEST_LABEL: Final = 7  # tokens: "SEN. NORA QUILL (D-VT.):"
_LONGEST_OFFICE: Final = 16  # with an office in capitals: "NORA QUILL, MINISTER FOR PORTS AND ROADS:"
_ANSWER: Final = frozenset(("a", "answer"))
_INTERVIEW: Final = frozenset(("q", "question")) | _ANSWER
ANSWER_TURN: Final = "answer-turn"
"""Rule of a turn that the person interviewed speaks."""
_QUESTION_TURN: Final = "question-turn"
_NOTES: Final = frozenset(
    "update updated correction note editor's watch read photo video image source listen related more contact where "
    "when what who why how tickets price address phone email tel date time cost details".split()
)
_EMPHASIS: Final = frozenset(("*", "_", "#"))
_I: Final = frozenset(("i", "i'm", "i've", "i'd", "i'll", "my", "me", "myself"))
_WE: Final = frozenset(("we", "we're", "we've", "we'd", "we'll", "our", "us"))
_YOU: Final = frozenset(("you", "your", "yours", "yourself", "you're", "you've", "you'd", "you'll"))
_LEAST: Final = 3
"""Questions without labels that make an interview; a column may have one or two."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Speech without marks that fills a paragraph, in tokens."""

    begin: int
    end: int
    rule: str
    label: tuple[int, int] | None = None  # who speaks; None: whoever is interviewed, or an interviewer without a name
    colon: int = -1


@dataclass(frozen=True, slots=True)
class Turns:
    """Where the turns of a text stand. Empty for all but transcripts and interviews."""

    by_paragraph: dict[int, Turn] = field(default_factory=dict)  # by the number of the paragraph
    words: frozenset[str] = frozenset()  # lower-case words of the labels, which are names


def find_turns(tokens: Tokens, ranges: list[tuple[int, int]], quoted: list[list[Quotation]]) -> Turns:
    """The turns among the paragraphs `ranges`, with their `quoted` stretches. Linear."""
    plain = [_in_brackets(tokens, *without_emphasis(tokens, begin, end)) for begin, end in ranges]
    labels: dict[int, tuple[int, str]] = {}
    for number, (begin, end) in enumerate(plain):
        colon = _label_end(tokens, begin, end)
        if colon is not None:
            labels[number] = colon, _label(tokens, begin, colon)
    counts = Counter(label for _, label in labels.values())
    family = {label.split()[-1] for label in counts if " " in label}
    kept = {
        number: colon
        for number, (colon, label) in labels.items()
        if label in _INTERVIEW
        or counts[label] > 1
        or tokens.between(plain[number][0], colon).isupper()
        or "".join(word[0] for word in label.split()) in counts  # in full the first time: "Petra Vogt:", then "PV:"
        or (label in family if " " not in label else label.split()[-1] in counts)  # or "Vogt:"
    }
    if len(kept) < 2 or len({labels[number][1] for number in kept}) < 2:
        return Turns(_unlabelled(tokens, plain, quoted))
    found = {n: _labelled(tokens, plain[n], colon, labels[n][1]) for n, colon in kept.items()}
    ends = {n: _name_end(tokens, plain[n][0], colon) for n, colon in kept.items()}
    words = (tokens.words[i] for n, end in ends.items() for i in range(plain[n][0], end))
    names = frozenset(word for word in words if word not in _INTERVIEW and word.replace("-", "").isalpha())
    return Turns(_continued(tokens, plain, quoted, found), names)


def without_emphasis(tokens: Tokens, begin: int, end: int) -> tuple[int, int]:
    """The range without the asterisks, low lines and number signs at its ends, which set it in bold or as a heading."""
    while begin < end and _is_emphasis(tokens, begin):
        begin += 1
    while begin < end and _is_emphasis(tokens, end - 1):
        end -= 1
    return begin, end


def _in_brackets(tokens: Tokens, begin: int, end: int) -> tuple[int, int]:
    """The range without the bracket before a label that is set in brackets with its colon: "[Ana Ruiz:] …"."""
    if begin >= end or tokens.words[begin] != "[":
        return begin, end
    colon = next((i for i in range(begin, min(begin + _LONGEST_LABEL + 2, end - 1)) if tokens.kinds[i] == COLON), -1)
    return (begin + 1, end) if colon > 0 and tokens.words[colon + 1] == "]" else (begin, end)


_TIME: Final = re.compile(r"[0-2]?\d[.:][0-5]\d(?:am|pm)?")
_OF_TIME: Final = frozenset(("am", "pm", "a.m", "p.m", "gmt", "bst", "cet", "est", "edt", "ist"))


def stamp_end(tokens: Tokens, begin: int, end: int) -> int:
    """The token behind the time that a live blog sets before an entry ("**13.05** The bank says"); `begin` without."""
    i = begin
    while i < end and _is_emphasis(tokens, i):
        i += 1
    if i >= end or not _TIME.fullmatch(tokens.words[i]):
        return begin
    i += 1
    while i < end and (
        tokens.words[i] in _OF_TIME or tokens.kinds[i] in (COLON, DASH, STOP) or _is_emphasis(tokens, i)
    ):
        i += 1
    return i if i < end and (tokens.capital[i] or tokens.kinds[i] in (MARK, SINGLE)) else begin


def dateline_end(tokens: Tokens, begin: int, end: int) -> int:
    """The token behind a dateline that no dash ends, "Port Tarn, Mar 6 (PTI) The board …"; `begin` without."""
    kinds, words, text, starts = tokens.kinds, tokens.words, tokens.text, tokens.starts
    i = begin
    while i < min(begin + _LONGEST_DATELINE, end - 3) and (
        kinds[i] in (COMMA, STOP) or (kinds[i] == WORD and not text[starts[i]].islower())
    ):
        i += 1
    if i == begin or i >= end - 3 or kinds[i] != OPENING or kinds[i + 2] != CLOSING or kinds[i + 1] != WORD:
        return begin
    agency = tokens.between(i + 1, i + 2)
    known = (agency.isupper() and len(agency) > 1) or words[i + 1] in ("reuters", "xinhua", "bloomberg")
    dated = any(words[k].isdigit() for k in range(begin, i))
    return i + 3 if known and dated and tokens.capital[i + 3] else begin


_LONGEST_DATELINE: Final = 9  # tokens before the agency


def _is_emphasis(tokens: Tokens, i: int) -> bool:
    return tokens.kinds[i] == OTHER and tokens.words[i] in _EMPHASIS


def _label(tokens: Tokens, begin: int, colon: int) -> str:
    return " ".join(tokens.words[i] for i in range(begin, colon) if not _is_emphasis(tokens, i))


def _label_end(tokens: Tokens, begin: int, end: int) -> int | None:
    """The token of the colon behind a label; None where the paragraph begins with none."""
    kinds, words = tokens.kinds, tokens.words
    for i in range(begin, min(begin + _LONGEST_OFFICE + 1, end - 1)):
        kind = kinds[i]
        if i - begin > _LONGEST_LABEL and not _tells_office(tokens, begin, i):
            return None
        if kind == COLON:
            return i if i > begin and words[i] == ":" and words[begin] not in _NOTES else None
        if kind == WORD:
            first = tokens.text[tokens.starts[i]]
            if not (first.isupper() or first.isdigit()):
                return None
        elif i == begin or not (kind in (STOP, COMMA, OPENING, CLOSING) or _is_emphasis(tokens, i)):
            return None
    return None


def _tells_office(tokens: Tokens, begin: int, end: int) -> bool:
    """Do capitals tell an office behind a name and a comma: "NORA QUILL, MINISTER FOR PORTS AND ROADS"?"""
    return COMMA in tokens.kinds[begin + 1 : begin + _LONGEST_LABEL - 2] and tokens.between(begin, end).isupper()


def _name_end(tokens: Tokens, begin: int, colon: int) -> int:
    """Where the name of a label ends: at the comma before an office, else at the colon."""
    return next((i for i in range(begin + 1, colon) if tokens.kinds[i] == COMMA), colon)


def _labelled(tokens: Tokens, paragraph: tuple[int, int], colon: int, written: str) -> Turn:
    """The turn behind a label. That of an interview's question names nobody."""
    behind = colon + 1 + (tokens.words[colon + 1] == "]")
    begin, end = without_emphasis(tokens, behind, paragraph[1])
    label = without_emphasis(tokens, paragraph[0], _name_end(tokens, paragraph[0], colon))
    bare = written.rstrip(" .")
    if bare in _ANSWER:
        return Turn(begin, end, ANSWER_TURN, label, colon)
    if bare in _INTERVIEW:
        return Turn(begin, end, _QUESTION_TURN, None, colon)
    return Turn(begin, end, "name-colon", label, colon)


def _continued(
    tokens: Tokens, ranges: list[tuple[int, int]], quoted: list[list[Quotation]], found: dict[int, Turn]
) -> dict[int, Turn]:
    """The turns with the paragraphs between them that go on with one."""
    out: dict[int, Turn] = {}
    last: Turn | None = None
    for number in range(min(found), max(found) + 1):
        begin, end = ranges[number]
        if number in found:
            last = out[number] = found[number]
        elif last is not None and last.rule != _QUESTION_TURN and _says(tokens, begin, end, quoted[number], _I | _WE):
            out[number] = Turn(begin, end, last.rule, last.label)
        else:
            last = None
    return out


def _unlabelled(tokens: Tokens, ranges: list[tuple[int, int]], quoted: list[list[Quotation]]) -> dict[int, Turn]:
    """The answers to paragraphs that are questions; none where the text is no interview.

    An interviewer says "you" and hardly ever "I"; whoever answers says "I". A column that asks itself is the reverse.
    """
    asked = [n for n, (begin, end) in enumerate(ranges) if end > begin and tokens.words[end - 1] == "?"]
    asked = [n for n in asked if n + 1 < len(ranges) and n + 1 not in asked and not _opens(ranges[n], quoted[n])]
    if len(asked) < _LEAST or 4 * len(asked) < asked[-1] - asked[0]:
        return {}
    of_you = [n for n in asked if _says(tokens, *ranges[n], quoted[n], _YOU)]
    of_i = [n for n in asked if _says(tokens, *ranges[n], quoted[n], _I)]
    told = [n + 1 for n in asked if _says(tokens, *ranges[n + 1], quoted[n + 1], _I | _WE)]
    if len(of_you) < 2 or 2 * len(of_you) < len(asked) or 4 * len(of_i) > len(asked) or 2 * len(told) < len(asked):
        return {}
    if any(_opens(ranges[n + 1], quoted[n + 1]) for n in asked):
        return {}  # its answers stand in marks
    out: dict[int, Turn] = {}
    for number, following in zip(asked, [*asked[1:], len(ranges)], strict=True):
        for n in range(number + 1, following):
            begin, end = ranges[n]
            further = n > number + 1  # where the interviewer may speak again without a question: to "you"
            if further and (
                not _says(tokens, begin, end, quoted[n], _I | _WE) or _says(tokens, begin, end, quoted[n], _YOU)
            ):
                break
            out[n] = Turn(begin, end, ANSWER_TURN)
    return out


def _opens(paragraph: tuple[int, int], quoted: list[Quotation]) -> bool:
    """Does the paragraph begin with a quotation?"""
    return bool(quoted) and quoted[0].open <= paragraph[0]


def _says(tokens: Tokens, begin: int, end: int, quoted: list[Quotation], words: frozenset[str]) -> bool:
    """Does one of the words stand there outside of quotations?"""
    at = begin
    for quotation in quoted:
        if any(tokens.words[i] in words for i in range(at, quotation.open)):
            return True
        at = quotation.close + 1
    return any(tokens.words[i] in words for i in range(at, end))


def attribution_of(turn: Turn, sentence: Sentence) -> Attribution | None:
    """The attribution of a turn; `sentence` is the first one of its paragraph. None if nothing is said in it."""
    tokens = sentence.tokens
    if all(tokens.kinds[i] != WORD for i in range(turn.begin, turn.end)):
        return None
    cue = next(((i, i + 1) for i in range(len(sentence)) if sentence.first[i] == turn.colon), None)
    return Attribution(sentence, cue, None, [(turn.begin, turn.end)], [turn.rule], source_tokens=turn.label, block=True)
