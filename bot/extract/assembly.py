"""Attributions to quotes: content spans, kind of speech, speaker, flags and confidence."""

from __future__ import annotations

from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.bystanders import Bystander
from bot.extract.confidence import confidence
from bot.extract.coreference import Cast
from bot.extract.cue_extent import cue_extent
from bot.extract.document import Document
from bot.extract.interviews import interviewee
from bot.extract.lexicon import CUE_NOUN, FEELING
from bot.extract.nesting import nest
from bot.extract.pronouns import GENDERS
from bot.extract.resolution import resolve, resolve_name
from bot.extract.scene import Scene, Speaker
from bot.extract.source_extent import source_extent
from bot.extract.turns import ANSWER_TURN
from bot.model import Flag, Quote, Span, Speech
from bot.text.tokens import ELLIPSIS, WORD


def assemble(
    document: Document, found: list[list[list[Attribution]]], cast: Cast, others: list[Bystander]
) -> tuple[Quote, ...]:
    """All quotes by their first span; no two begin at the same offset."""
    narration = [s for p in document.paragraphs for s in p.sentences]
    paragraph_starts = [document.tokens.starts[p.begin] for p in document.paragraphs]
    scene = Scene(cast, [s.start(0) for s in narration if len(s)], paragraph_starts, others=others)
    first = _first_turn(document, found)
    if first is not None:
        scene.interviewed = interviewee(cast, first)
    marks = _Marks(document)
    quotes: list[Quote] = []
    resolved: dict[int, Speaker] = {}
    for paragraph in found:
        for per_sentence in paragraph:
            relatives = _reporting_relatives(per_sentence)
            for attribution in sorted(nest(per_sentence), key=lambda a: a.cue or a.source or (0, 0)):
                quotes += _quote(document, attribution, scene, marks, resolved, relatives)
    return _distinct(quotes)


def _first_turn(document: Document, found: list[list[list[Attribution]]]) -> int | None:
    """Where the first turn of a transcript, or the first answer of an interview begins; None in other texts."""
    if document.turns.by_paragraph:
        return document.tokens.starts[document.paragraphs[min(document.turns.by_paragraph)].begin]
    for paragraph, per_paragraph in zip(document.paragraphs, found, strict=True):
        for per_sentence in per_paragraph:
            for attribution in per_sentence:
                if ANSWER_TURN in attribution.rules:
                    return document.tokens.starts[paragraph.begin]
    return None


def _reporting_relatives(attributions: list[Attribution]) -> set[int]:
    """Items of the relative pronouns that are sources themselves."""
    return {a.source[0] for a in attributions if a.source is not None and "relative-pronoun" in a.rules}


_OUTSIDE: Final = 1
_INSIDE: Final = 2
_WORDS: Final = bytes(kind == WORD for kind in range(256))


class _Marks:
    """Which tokens stand inside quotations, and where the quotations begin and end."""

    def __init__(self, document: Document) -> None:
        kinds = document.tokens.kinds
        self.inside = bytearray(len(kinds))
        self.words = bytearray(bytes(kinds).translate(_WORDS))  # of a word _OUTSIDE or _INSIDE, else 0
        self.closing: dict[int, int] = {}  # opening token -> closing token
        self.unclosed: set[int] = set()
        for paragraph in document.paragraphs:
            for quotation in paragraph.quotations:
                begin, end = quotation.inside
                self.inside[begin:end] = b"\1" * (end - begin)
                self.words[begin:end] = self.words[begin:end].replace(b"\1", b"\2")
                self.closing[quotation.open if quotation.opened else begin] = quotation.close
                if not quotation.closed and not quotation.continued:
                    self.unclosed.add(begin)


def _quote(
    document: Document,
    attribution: Attribution,
    scene: Scene,
    marks: _Marks,
    resolved: dict[int, Speaker],
    relatives: set[int],
) -> list[Quote]:
    ranges = _merge([_without_marks(marks, begin, end) for begin, end in attribution.content])
    spans = tuple([document.span(begin, end) for begin, end in ranges if begin < end])
    speech = Speech.DIRECT if attribution.block else _speech(marks, ranges)
    if not spans or speech is None:
        return []
    origin = _origin(attribution)
    sentence = origin.sentence
    speaker = resolved.get(id(origin))
    if speaker is None:
        speaker = Speaker()
        if ANSWER_TURN in origin.rules:
            speaker = scene.interviewed or Speaker()
        elif origin.source_tokens is not None:
            speaker = resolve_name(document.span(*origin.source_tokens), scene)
        elif origin.source is not None and not origin.hearer:
            speaker = resolve(sentence, origin.source, scene, origin.antecedent)
        resolved[id(origin)] = speaker
    extent = source_extent(origin, relatives if origin is attribution else ())
    source = Span(sentence.start(extent[0]), sentence.end(extent[1] - 1)) if extent else None
    if origin.source_tokens is not None:
        source = document.span(*origin.source_tokens)
    cue = _cue(attribution, spans)
    if len(speaker.entities) == 1 and origin.source is not None and _is_report(attribution, speech):
        scene.last_speaker = speaker.entities[0]
        scene.last_at = sentence.start(origin.source[0])
        scene.last_other = -1
        _keep_gender(scene, origin)
    elif speaker.unnamed is not None and origin.source is not None and _is_report(attribution, speech):
        scene.heard(sentence.start((origin.antecedent or origin.source)[0]), speaker.unnamed)
    flags = _flags(document, attribution, speaker, marks, ranges)
    return [
        Quote(
            spans=spans,
            speech=speech,
            source=source,
            speakers=speaker.entities,
            unnamed=speaker.unnamed,
            cue=cue,
            confidence=confidence(attribution, speaker),
            rules=(*attribution.rules, *speaker.rules),
            flags=flags,
            candidates=speaker.candidates,
        )
    ]


def _keep_gender(scene: Scene, origin: Attribution) -> None:
    """Keep who spoke last of his or her gender: as the pronoun of the source tells, or the name."""
    assert origin.source is not None
    gender = GENDERS.get(origin.sentence.word(origin.source[0])) or scene.cast.clusters[scene.last_speaker].gender
    if gender is not None:
        scene.last_of[gender] = scene.last_speaker


def _cue(attribution: Attribution, spans: tuple[Span, ...]) -> Span | None:
    """The reporting words; those of a quotation that the paragraph before announced stand there."""
    reporting = attribution
    if attribution.cue is None and attribution.inherited is not None and attribution.rules[0] in _ANNOUNCED:
        reporting = attribution.inherited
    reach = cue_extent(reporting, spans)
    sentence = reporting.sentence
    return Span(sentence.start(reach[0]), sentence.end(reach[1] - 1)) if reach is not None else None


_ANNOUNCED: Final = ("announced", "block")


def _is_report(attribution: Attribution, speech: Speech) -> bool:
    """Speech by its cue or its marks: what makes somebody the speaker in view."""
    if "relative-pronoun" in attribution.rules:
        return False
    verb = attribution.verb
    if speech is not Speech.INDIRECT or verb is None:
        return True
    return verb.kind == "speech" and verb.lemma not in _ASKING  # who asks is seldom the one who goes on


_ASKING: Final = frozenset(("ask", "press", "question", "grill", "quiz", "inquire", "enquire"))


def _origin(attribution: Attribution) -> Attribution:
    """The attribution whose speaker goes on; few steps, as every one points to an earlier one."""
    seen = 0
    while attribution.inherited is not None and seen < 50:
        attribution = attribution.inherited
        seen += 1
    return attribution


def _merge(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for begin, end in sorted(ranges):
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((begin, end))
    return out


def _without_marks(marks: _Marks, begin: int, end: int) -> tuple[int, int]:
    """Without the outer marks, where the range is one quotation."""
    closing = marks.closing.get(begin)
    if closing is not None and closing >= end - 1:
        opened = not marks.inside[begin]
        return begin + opened, min(end, closing)
    return begin, end


def _speech(marks: _Marks, ranges: list[tuple[int, int]]) -> Speech | None:
    """None: no word in it."""
    words = b"".join([marks.words[begin:end] for begin, end in ranges])
    inside, outside = _INSIDE in words, _OUTSIDE in words
    if inside and outside:
        return Speech.MIXED
    return Speech.DIRECT if inside else Speech.INDIRECT if outside else None


_BELIEFS: Final = frozenset(("mental", "intend"))


def _flags(
    document: Document,
    attribution: Attribution,
    speaker: Speaker,
    marks: _Marks,
    ranges: list[tuple[int, int]],
) -> frozenset[Flag]:
    out: set[Flag] = set()
    verb = attribution.verb
    if verb is not None:
        if verb.kind in _BELIEFS:
            out.add(Flag.BELIEF)
        if attribution.negated or verb.lemma == "deny":
            out.add(Flag.DENIED)
        if attribution.modal in ("may", "might", "would", "could", "should"):
            out.add(Flag.HYPOTHETICAL)
        if verb.lemma in ("think", "wonder") and any(marks.inside[b] for b, _ in ranges):
            out.add(Flag.THOUGHT)
    if _is_feeling(attribution):
        out.add(Flag.BELIEF)
    if len(speaker.entities) > 1:
        out.add(Flag.JOINT)
    if speaker.candidates:
        out.add(Flag.AMBIGUOUS)
    if attribution.block:
        out.add(Flag.BLOCK)
    kinds = document.tokens.kinds
    if any(ELLIPSIS in kinds[b:e] for b, e in ranges):
        out.add(Flag.ELIDED)
    if any(b in marks.unclosed for b, _ in ranges):
        out.add(Flag.UNCLOSED)
    return frozenset(out)


def _is_feeling(attribution: Attribution) -> bool:
    """ "Her decision to stay", "his disdain for it": does the noun of the cue tell of no act of saying?"""
    if "cue-noun" not in attribution.rules or attribution.cue is None:
        return False
    sentence = attribution.sentence
    nouns = [i for i in range(*attribution.cue) if sentence.classes[i] & CUE_NOUN]
    if nouns and sentence.word(nouns[-1]) == "decision" and sentence.tokens.words[attribution.content[0][0]] == "that":
        return False  # "the court's decision that it was unlawful"
    return bool(nouns) and bool(sentence.classes[nouns[-1]] & FEELING)


def _distinct(quotes: list[Quote]) -> tuple[Quote, ...]:
    """Sorted by first span; of two that begin together the wider one gives way."""
    best: dict[int, Quote] = {}
    for quote in quotes:
        at = quote.spans[0].start
        known = best.get(at)
        if known is None or _length(quote) < _length(known):
            best[at] = quote
    return tuple(best[at] for at in sorted(best))


def _length(quote: Quote) -> int:
    return sum(span.end - span.start for span in quote.spans)
