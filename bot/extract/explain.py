"""The intermediate results of extraction in print, so that errors are found by looking.

For every sentence its tags, quotation marks and verbs, then the quotes that begin in it: from which source and cue,
to which speaker, by which rules, and what they carry. At the end the entities, with the numbers used above.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from bot.extract.document import Document, Paragraph, read
from bot.extract.lexicon import Lexicon, lexicon
from bot.extract.pipeline import extract
from bot.extract.rules import SENTENCES
from bot.extract.tags import Sentence, Tag
from bot.extract.verb_groups import verb_groups
from bot.model import Entity, Extraction, Quote, Span

_SHORT: Final = 70  # characters of a content that are shown
_TAG_NAMES: Final = {number: name.lower() for name, number in vars(Tag).items() if name.isupper()}


def explain(text: str) -> str:
    """Every sentence with its tags, marks and verbs, every quote with the rules that decided, and the entities."""
    words = lexicon()
    document = read(text, words)
    extraction = extract(text)
    starts = [quote.spans[0].start for quote in extraction.quotes]
    lines: list[str] = []
    for number, paragraph in enumerate(document.paragraphs, 1):
        lines.append(f"paragraph {number}")
        lines += [f"  marks    {line}" for line in _marks(document, paragraph)]
        shown = document.tokens.starts[paragraph.begin]
        for sentence in paragraph.sentences:
            if not len(sentence):
                continue
            end = sentence.end(len(sentence) - 1)
            lines += [f"  {line}" for line in _sentence(sentence, words)]
            begun = range(bisect_left(starts, shown), bisect_left(starts, end))
            lines += [f"    {line}" for i in begun for line in _quote(text, extraction, i)]
            shown = max(shown, end)
    lines.append("entities")
    lines += [f"  {line}" for number, entity in enumerate(extraction.entities) for line in _entity(number, entity)]
    return "\n".join(lines)


def _marks(document: Document, paragraph: Paragraph) -> Iterator[str]:
    for quotation in paragraph.quotations:
        begin, end = quotation.inside
        if begin < end:
            state = [
                "" if quotation.opened else "without opening mark",
                "runs on" if quotation.continued else "" if quotation.closed else "never closed",
                "single marks" if quotation.single else "",
            ]
            span = document.span(begin, end)
            yield ", ".join([f"{_short(span.of(document.text))!r} {_offsets(span)}", *filter(None, state)])


def _sentence(sentence: Sentence, words: Lexicon) -> Iterator[str]:
    span = Span(sentence.start(0), sentence.end(len(sentence) - 1))
    yield f"sentence {_offsets(span)} {_flat(span.of(sentence.tokens.text))}"
    yield "  tags   " + " ".join(_tagged(sentence))
    verbs = [
        f"{_flat(_words(sentence, group.start, group.end))} ({group.lemma or '?'}"
        f"{f', {group.cue.kind} cue' if group.cue else ''}{', passive' if group.passive else ''})"
        for group in verb_groups(sentence, words)
    ]
    if verbs:
        yield "  verbs  " + " · ".join(verbs)


def _tagged(sentence: Sentence) -> Iterator[str]:
    for i, tag in enumerate(sentence.tags):
        word = "“…”" if tag is Tag.QUOTATION else sentence.tokens.text[sentence.start(i) : sentence.end(i)]
        yield f"{word}/{_TAG_NAMES[tag]}"


def _words(sentence: Sentence, first: int, last: int) -> str:
    return sentence.tokens.text[sentence.start(first) : sentence.end(last - 1)]


def _quote(text: str, extraction: Extraction, number: int) -> Iterator[str]:
    quote = extraction.quotes[number]
    content = " … ".join(f"{_short(span.of(text))!r} {_offsets(span)}" for span in quote.spans)
    yield f"quote {number + 1}: {quote.speech.value} {content}"
    yield f"  source {_slice(text, quote.source)}, cue {_slice(text, quote.cue)}"
    yield f"  speaker {_speaker(extraction, quote)}, confidence {quote.confidence:.2f}"
    yield from (f"  why {rule}: {SENTENCES[rule]}" for rule in quote.rules)
    if quote.candidates:
        yield "  fits as well: " + ", ".join(extraction.entities[i].name for i in quote.candidates)
    carried = {
        "medium": quote.medium,
        "addressee": quote.addressee,
        "said": quote.said.span if quote.said else None,
        "place": quote.place,
    }
    told = [f"{name} {_slice(text, span)}" for name, span in carried.items() if span]
    if quote.via is not None:
        told.append(f"reported by {extraction.entities[quote.via].name}")
    told += sorted(flag.value for flag in quote.flags)
    if told:
        yield "  carries " + ", ".join(told)


def _speaker(extraction: Extraction, quote: Quote) -> str:
    names = [f"{extraction.entities[i].name} ({i})" for i in quote.speakers]
    return " and ".join(names) or (f"unnamed: {_flat(quote.unnamed)}" if quote.unnamed else "nobody named")


def _entity(number: int, entity: Entity) -> Iterator[str]:
    kind = ", ".join(filter(None, [entity.kind.value, entity.gender.value if entity.gender else ""]))
    yield f"{number}: {_flat(entity.name)} ({kind}), mentions: {len(entity.mentions)}"
    if entity.aliases:
        yield "   also " + ", ".join(map(_flat, entity.aliases))
    for role in entity.roles:
        yield f"   role {_flat(role.text)}{' (former)' if role.former else ''}"


def _offsets(span: Span) -> str:
    return f"[{span.start}:{span.end}]"


def _slice(text: str, span: Span | None) -> str:
    return f"{_short(span.of(text))!r} {_offsets(span)}" if span else "none"


def _flat(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


def _short(content: str) -> str:
    return content if len(content) <= _SHORT else content[: _SHORT - 1] + "…"
