"""The intermediate results of extraction in print, so that errors are found by looking."""

from __future__ import annotations

from bot.extract.document import read
from bot.extract.lexicon import lexicon
from bot.extract.phrases import verb_groups
from bot.extract.pipeline import extract
from bot.extract.rules import SENTENCES
from bot.extract.tags import Sentence, Tag
from bot.model import Extraction, Quote, Span

_SHORT = 70  # characters of a content that are shown


def explain(text: str) -> str:
    """Every sentence with its tags and verbs, the entities, and every quote with the rules that decided."""
    words = lexicon()
    document = read(text, words)
    extraction = extract(text)
    lines: list[str] = []
    for number, paragraph in enumerate(document.paragraphs, 1):
        lines.append(f"paragraph {number}: {len(paragraph.quotations)} quotations")
        for sentence in paragraph.sentences:
            lines.append("  " + _tagged(sentence))
            for group in verb_groups(sentence, words):
                kind = group.cue.kind if group.cue else "no cue"
                lines.append(f"      verb {_words(sentence, group.start, group.end)!r}: {group.lemma or '?'}, {kind}")
            if len(sentence):
                span = Span(sentence.start(0), sentence.end(len(sentence) - 1))
                lines += [
                    f"      {line}" for q in _starting_in(extraction, span) for line in _quote(text, extraction, q)
                ]
    lines.append("entities")
    for index, entity in enumerate(extraction.entities):
        roles = "; ".join(role.text for role in entity.roles)
        lines.append(
            f"  {index} {entity.name} ({entity.kind.value}{', ' + entity.gender.value if entity.gender else ''})"
            f" {len(entity.mentions)} mentions; also {', '.join(entity.aliases) or '-'}; roles {roles or '-'}"
        )
    return "\n".join(lines)


def _tagged(sentence: Sentence) -> str:
    return " ".join(
        f"{sentence.tokens.text[sentence.start(i) : sentence.end(i)] if tag is not Tag.QUOTATION else '“…”'}"
        f"/{tag.name.lower()}"
        for i, tag in enumerate(sentence.tags)
    )


def _words(sentence: Sentence, first: int, last: int) -> str:
    return sentence.tokens.text[sentence.start(first) : sentence.end(last - 1)]


def _starting_in(extraction: Extraction, span: Span) -> list[Quote]:
    return [q for q in extraction.quotes if span.start <= q.spans[0].start < span.end]


def _quote(text: str, extraction: Extraction, quote: Quote) -> list[str]:
    speaker = " and ".join(extraction.entities[i].name for i in quote.speakers) or quote.unnamed or "nobody named"
    content = " | ".join(_shortened(span.of(text)) for span in quote.spans)
    flags = ", ".join(sorted(flag.value for flag in quote.flags))
    source = quote.source.of(text) if quote.source else None
    cue = quote.cue.of(text) if quote.cue else None
    who = f"speaker {speaker!r} confidence {quote.confidence} {flags}"
    out = [f"quote {quote.speech.value} {content!r}", f"    source {source!r} cue {cue!r} {who}"]
    out += [f"    {rule}: {SENTENCES[rule]}" for rule in quote.rules]
    return out


def _shortened(content: str) -> str:
    return content if len(content) <= _SHORT else content[: _SHORT - 1] + "…"
