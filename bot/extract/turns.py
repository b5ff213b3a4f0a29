"""Turns of a transcript: paragraphs that begin with a speaker's label and a colon ("QUILL: No.", "Q: You resign?").

A single such paragraph may be a headline or a note ("Update: …"); two or more, with labels in capitals, labels that
come back, or the Q and A of an interview, are a transcript. What stands behind the colon is speech without marks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.tags import Sentence
from bot.text.tokens import CLOSING, COLON, COMMA, OPENING, STOP, WORD, Tokens

_LONGEST_LABEL: Final = 7  # tokens: "SEN. NORA QUILL (D-VT.):"
_ANSWER: Final = frozenset(("a", "answer"))
_INTERVIEW: Final = frozenset(("q", "question")) | _ANSWER
ANSWER_TURN: Final = "answer-turn"
"""Rule of a turn that the person interviewed speaks."""
_NOTES: Final = frozenset(
    "update updated correction note editor's watch read photo video image source listen related more contact where "
    "when what who why how tickets price address phone email tel date time cost details".split()
)


@dataclass(frozen=True, slots=True)
class Turns:
    """Where the turns of a text stand. Empty for all but transcripts and interviews."""

    colons: dict[int, int] = field(default_factory=dict)  # number of the paragraph -> token of its colon
    words: frozenset[str] = frozenset()  # lower-case words of the labels, which are names


def find_turns(tokens: Tokens, ranges: list[tuple[int, int]]) -> Turns:
    """The turns among the paragraphs `ranges`. Looks at a few tokens of each."""
    labels: dict[int, tuple[int, str]] = {}
    for number, (begin, end) in enumerate(ranges):
        colon = _label_end(tokens, begin, end)
        if colon is not None:
            labels[number] = colon, " ".join(tokens.words[begin:colon])
    if len(labels) < 2:
        return Turns()
    counts = Counter(label for _, label in labels.values())
    kept = {
        number: colon
        for number, (colon, label) in labels.items()
        if label in _INTERVIEW
        or counts[label] > 1
        or tokens.between(ranges[number][0], colon).isupper()
        or "".join(word[0] for word in label.split()) in counts  # in full the first time: "Petra Vogt:", then "PV:"
        or counts[label.split()[-1]] > 1  # or "Vogt:"
    }
    if len(kept) < 2 or len({labels[number][1] for number in kept}) < 2:
        return Turns()
    words = (tokens.words[i] for number, colon in kept.items() for i in range(ranges[number][0], colon))
    return Turns(kept, frozenset(word for word in words if word not in _INTERVIEW and word.replace("-", "").isalpha()))


def _label_end(tokens: Tokens, begin: int, end: int) -> int | None:
    """The token of the colon behind a label; None where the paragraph begins with none."""
    kinds, words = tokens.kinds, tokens.words
    for i in range(begin, min(begin + _LONGEST_LABEL + 1, end - 1)):
        kind = kinds[i]
        if kind == COLON:
            return i if i > begin and words[i] == ":" and words[begin] not in _NOTES else None
        if kind == WORD:
            first = tokens.text[tokens.starts[i]]
            if not (first.isupper() or first.isdigit()):
                return None
        elif kind not in (STOP, COMMA, OPENING, CLOSING) or i == begin:
            return None
    return None


def turn(sentence: Sentence, begin: int, colon: int, end: int) -> Attribution | None:
    """The attribution of the turn that fills the paragraph of tokens [begin, end); `sentence` is its first one.

    None if nothing stands behind the colon. The label of an interview's question names nobody.
    """
    tokens = sentence.tokens
    if all(tokens.kinds[i] != WORD for i in range(colon + 1, end)):
        return None
    cue = next(((i, i + 1) for i in range(len(sentence)) if sentence.first[i] == colon), None)
    label: tuple[int, int] | None = begin, colon
    rule = "name-colon"
    written = " ".join(tokens.words[begin:colon]).rstrip(" .")
    if written in _ANSWER:
        rule = ANSWER_TURN
    elif written in _INTERVIEW:
        rule, label = "question-turn", None
    return Attribution(sentence, cue, None, [(colon + 1, end)], [rule], source_tokens=label, block=True)
