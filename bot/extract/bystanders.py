"""People whom the article describes but does not name ("a young man, who declined to give his name"), for pronouns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.document import Document
from bot.extract.lexicon import BE, FEMALE, MALE
from bot.extract.phrases import Range
from bot.extract.relatives import behind_relative
from bot.extract.roles import SEATS, is_person_noun, role_head
from bot.extract.tags import Sentence, Tag
from bot.model import Gender

_PLURALS: Final = frozenset(
    "people police men women authorities children kids staff crew public jury family couple crowd".split()
)
_ENDS: Final = frozenset((Tag.COMMA, Tag.DASH, Tag.SUBORDINATOR))
_NOBODY: Final = frozenset(("no", "every", "each", "any", "either", "neither", "another", "what", "which", "whatever"))


@dataclass(frozen=True, slots=True)
class Bystander:
    """One person described by a noun phrase: items [items) of its sentence, with the noun at `head`."""

    sentence: Sentence = field(repr=False)
    items: Range
    head: int
    at: int  # offset
    gender: Gender | None
    main: bool  # subject of the sentence's first verb


def bystanders(
    document: Document, subjects: list[list[list[Range]]], found: list[list[list[Attribution]]]
) -> list[Bystander]:
    """The singular descriptions of people that are subjects or sources outside quotations, in reading order."""
    out: dict[int, Bystander] = {}
    for paragraph, of_verbs, attributions in zip(document.paragraphs, subjects, found, strict=True):
        for number, sentence in enumerate(paragraph.sentences):
            items = list(of_verbs[number])
            for report in attributions[number]:
                if report.sentence is sentence:
                    items += [r for r in (report.source, report.antecedent) if r is not None]
            for described in [_described(sentence, r, main=k == 0) for k, r in enumerate(items)]:
                if described is not None:
                    out.setdefault(described.at, described)
    return [out[at] for at in sorted(out)]


def _described(sentence: Sentence, items: Range, *, main: bool) -> Bystander | None:
    begin, end = items
    tags = sentence.tags
    if Tag.NOUN not in tags[begin:end]:
        return None
    end = next((i for i in range(begin + 1, end) if tags[i] in _ENDS), end)
    if Tag.COORDINATOR in tags[begin:end] or sentence.word(begin) in _NOBODY:
        return None
    if sentence.word(begin) == "whose" or (begin and sentence.word(begin - 1) == "whose"):
        return None  # "Ruiz, whose daughter was ill, said"
    head = role_head(sentence, begin, end)
    aged = head >= 0 and sentence.word(head).endswith("-year-old")  # "the 61-year-old"
    if head < 0 or not (aged or is_person_noun(sentence, head)) or _is_named_next(sentence, end):
        return None
    word = sentence.word(head)
    if word in _PLURALS or (word.endswith("s") and not word.endswith("ss")):
        return None
    bits = 0
    for i in range(begin, head + 1):
        bits |= sentence.classes[i] if sentence.tags[i] is Tag.NOUN else 0
    gender = Gender.FEMALE if bits & FEMALE else Gender.MALE if bits & MALE else None
    return Bystander(sentence, (begin, end), head, sentence.start(begin), gender, main)


def _is_named_next(sentence: Sentence, i: int) -> bool:
    """ "The candidate is Ana Ruiz", "The candidate, Ana Ruiz, left": the description names somebody after all."""
    tags, size = sentence.tags, len(sentence)
    i = behind_relative(sentence, i)
    if i + 1 >= size or tags[i + 1] is not Tag.NAME:
        return False
    if sentence.classes[i] & BE:
        return True
    end = i + 1
    while end < size and tags[end] is Tag.NAME:
        end += 1
    if tags[i] is not Tag.COMMA or end >= size or tags[end] is not Tag.COMMA:
        return False
    return sentence.word(i - 1) not in SEATS  # "a diplomat in the capital, Kisale, said"
