"""The steps of extraction in order, each an ordinary function: text → document → mentions → attributions → quotes."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from bot.extract.assembly import assemble
from bot.extract.attribution import Attribution
from bot.extract.bystanders import bystanders
from bot.extract.clauses import main_subject
from bot.extract.coreference import build_cast, entities
from bot.extract.details import with_details
from bot.extract.document import Document, Paragraph, read
from bot.extract.inner import with_inner_quotes
from bot.extract.kinds import settle_kinds
from bot.extract.lexicon import Lexicon, lexicon
from bot.extract.mentions import Mention, mentions_of
from bot.extract.mere_mentions import is_work
from bot.extract.nominal import nominal_attributions
from bot.extract.phrases import Range
from bot.extract.standalone import claim_quotations
from bot.extract.tags import Sentence, Tag
from bot.extract.turns import Turn, attribution_of
from bot.extract.verbal import verbal_attributions
from bot.model import Extraction


def extract(text: str, published: date | None = None) -> Extraction:
    """Who said what in one article. `published` resolves "on Friday".

    A pure function: the same text and date give the same values in any process. All spans are code points of
    `text`. Linear in its length. Never raises, whatever the text.
    """
    words = lexicon()
    document = read(text, words)
    mentions = _mentions(document)
    found, subjects = _attributions(document, words)
    _mark_subjects(mentions, document, subjects)
    claim_quotations(document, found, subjects)
    cast = build_cast(settle_kinds(mentions, words))
    quotes = assemble(document, found, cast, bystanders(document, subjects, found))
    quotes = with_inner_quotes(document, quotes, cast, words)
    named = entities(cast)
    quotes = with_details(document, quotes, named, published, words)
    return Extraction(entities=named, quotes=quotes, sentences=tuple(document.sentences))


def _mentions(document: Document) -> list[Mention]:
    """All names in reading order, those inside quotations marked."""
    out: list[Mention] = []
    number = 0
    for paragraph in document.paragraphs:
        begin = len(out)
        for sentences, quoted in ((paragraph.sentences, False), (paragraph.inner, True)):
            for sentence in sentences:
                out += mentions_of(sentence, number, quoted)
                number += 1
        _mark_works(out[begin:], document, paragraph)
    out.sort(key=lambda m: m.span)
    return out


def _mark_works(mentions: list[Mention], document: Document, paragraph: Paragraph) -> None:
    """Tell the mentions inside titles of works."""
    works = [document.span(*q.inside) for q in paragraph.quotations if is_work(document.tokens, q)]
    for mention in mentions if works else ():
        k = bisect_right(works, mention.span.start, key=lambda w: w.start) - 1
        mention.title_like = k >= 0 and mention.span.start < works[k].end


def _attributions(document: Document, words: Lexicon) -> tuple[list[list[list[Attribution]]], list[list[list[Range]]]]:
    """By paragraph and sentence: the attributions, and the subjects of the verbs."""
    found: list[list[list[Attribution]]] = []
    subjects: list[list[list[Range]]] = []
    for number, paragraph in enumerate(document.paragraphs):
        per_sentence: list[list[Attribution]] = []
        of_verbs: list[list[Range]] = []
        turn = document.turns.by_paragraph.get(number)
        if turn is not None and paragraph.sentences:
            found.append(_of_turn(paragraph, turn))
            subjects.append([[] for _ in paragraph.sentences])
            continue
        for sentence in paragraph.sentences:
            attributions, ranges = verbal_attributions(sentence, words)
            attributions += nominal_attributions(sentence)
            attributions.sort(key=lambda a: a.cue or (0, 0))
            per_sentence.append(attributions)
            of_verbs.append(ranges)
        found.append(per_sentence)
        subjects.append(of_verbs)
    return found, subjects


def _of_turn(paragraph: Paragraph, turn: Turn) -> list[list[Attribution]]:
    """A turn of a transcript is all one speech: its sentences report nothing."""
    found = attribution_of(turn, paragraph.sentences[0])
    return [[found] if found else [], *([] for _ in paragraph.sentences[1:])]


def _is_aside(sentence: Sentence, begin: int, first: int) -> bool:
    """Is the name at item `first` no subject but hangs on one ("a friend of Ruiz, who met Bell, said")?"""
    for i in range(first - 1, begin - 1, -1):
        if sentence.tags[i] is Tag.COORDINATOR and sentence.tags[i - 1] is not Tag.NAME:
            return False  # "a year since the attacks and Ruiz says", but "a lawyer for Ana and Tom Ruiz said"
        if sentence.tags[i] in (Tag.SUBORDINATOR, Tag.PREPOSITION):
            return True
        if sentence.tags[i] is Tag.COMMA:
            return any(sentence.tags[k] is Tag.SUBORDINATOR for k in range(begin, i))
    return False


def _mark_subjects(mentions: list[Mention], document: Document, subjects: list[list[list[Range]]]) -> None:
    """Tell the mentions that are subjects of a verb."""
    by_sentence: dict[int, list[Range]] = {}
    for paragraph, per_sentence in zip(document.paragraphs, subjects, strict=True):
        for number, sentence in enumerate(paragraph.sentences):
            by_sentence[id(sentence)] = per_sentence[number]
    for mention in mentions:
        sentence, first = mention.sentence, mention.first
        ranges = [] if mention.possessor else by_sentence.get(id(sentence), [])
        for b, e in ranges:
            if b <= first < e and not _is_aside(sentence, b, first):
                begin, end = main_subject(sentence, ranges)
                mention.subject, mention.main = True, begin <= first < end
                break
