"""Attributions by verb: every verb group of a sentence that can report, with its source and content."""

from __future__ import annotations

from typing import Final

from bot.extract.adjectival import adjectival_attribution
from bot.extract.attribution import Attribution
from bot.extract.clauses import is_speaking
from bot.extract.complements import right_content
from bot.extract.gapping import gapped
from bot.extract.lexicon import BODY, PEOPLE, TO_ADJECTIVE, Lexicon
from bot.extract.light_verbs import light_verb_attribution
from bot.extract.object_relatives import relative_object
from bot.extract.parentheticals import inversion, left_content
from bot.extract.passives import passive_attribution
from bot.extract.phrases import Range
from bot.extract.reader import ClauseReader, content_of
from bot.extract.subject import Subject
from bot.extract.tags import Sentence, Tag
from bot.extract.verb_groups import VERBAL, VerbGroup


def verbal_attributions(sentence: Sentence, lexicon: Lexicon) -> tuple[list[Attribution], list[Range]]:
    """All attributions by a verb of the sentence, in the order of their cues, and the subjects of its verbs."""
    if VERBAL.isdisjoint(sentence.tags) or _is_credit(sentence):
        return [], []
    reader = ClauseReader(sentence, lexicon)
    out: list[Attribution] = []
    for number, group in enumerate(reader.groups):
        found = adjectival_attribution(reader, group, reader.subjects[number], lexicon.adjectives)
        if found is None:
            found = light_verb_attribution(reader, group, reader.subjects[number])
        if found is None and group.cue is not None:
            found = _attribute(reader, group, reader.subjects[number])
        if found is not None:
            out.append(found)
    out += gapped(sentence, out)
    return out, [s.items for s in reader.subjects if s is not None and s.rule.startswith("subject-before")]


_CREDITED: Final = frozenset(("reporting", "editing", "writing", "compiled"))


def _is_credit(sentence: Sentence) -> bool:
    """ "(Additional reporting by Ana Ruiz; editing by Tom Bell)": who worked on the article, and no report."""
    words = [sentence.word(i) for i in range(min(4, len(sentence))) if sentence.tags[i] is not Tag.OPENING]
    words = words[1:] if words[:1] == ["additional"] else words
    return len(words) > 1 and words[0] in _CREDITED and words[1] == "by"


def _attribute(reader: ClauseReader, group: VerbGroup, subject: Subject | None) -> Attribution | None:
    cue = group.cue
    assert cue is not None
    if group.passive:
        return passive_attribution(reader, group, subject)
    sentence = reader.sentence
    attribution = Attribution(
        sentence,
        (_start(reader, group, subject), group.end),
        subject.items if subject else None,
        [],
        [subject.rule] if subject else [],
        cue,
        antecedent=subject.antecedent if subject else None,
        negated=group.negated,
        modal=group.modal,
    )
    inverted = None if group.infinitive else inversion(reader, group, subject)
    if inverted and not group.start:
        attribution.source, attribution.rules[:] = inverted, ["source-after-verb"]
        attribution.content = content_of(sentence, inverted[1] + 1, reader.size)
        return attribution if attribution.content else None
    content = [] if inverted else right_content(reader, group, attribution)
    left, alone = left_content(reader, group, subject, content, attribution, inverted)
    attribution.content = left if alone else left + content
    _without_stray_preposition(attribution, group)
    if not attribution.content:
        attribution.content = relative_object(reader, group, subject)
    if not attribution.content and not attribution.rules:
        return None
    if not attribution.content and not is_speaking(group):
        return None
    if cue.kind in _THOUGHTS and _is_you(attribution):
        return None
    if group.participle and cue.kind == "intend" and "i" not in cue.complements:
        return None  # "…, allowing it to go on": an effect
    if group.infinitive and (_is_pronoun(attribution) or _is_purpose(reader, group, subject)):
        return None
    return attribution


def _without_stray_preposition(attribution: Attribution, group: VerbGroup) -> None:
    """ "“…,” she said | of the strike": a preposition that leads to no content is no part of the cue."""
    assert attribution.cue is not None
    begin, end = attribution.cue
    first = attribution.sentence.first
    if end > group.end and end < len(first) and all(content[0] != first[end] for content in attribution.content):
        attribution.cue = (begin, group.end)


def _start(reader: ClauseReader, group: VerbGroup, subject: Subject | None) -> int:
    """Where the cue begins: with the verb, or with the one that issues the words ("issued a statement | calling")."""
    if subject is None or subject.rule != "sent-words":
        return group.start
    return max(other.start for other in reader.groups if other.start < group.start)


def _is_purpose(reader: ClauseReader, group: VerbGroup, subject: Subject | None) -> bool:
    """Does the infinitive tell what something is for ("three ways to seek a vote"), and no thought of anybody?"""
    assert group.cue is not None
    before = group.start - 1
    if before < 0 or reader.group_at(before) is not None:
        return False
    if reader.sentence.word(before) in _GATHERINGS:
        return True  # "called a meeting to discuss the strike"
    if group.cue.kind not in ("mental", "show", "intend") and (subject is None or _speaks(reader, subject)):
        return False
    controlled = subject is not None and subject.items[1] == group.start
    return not controlled and not reader.sentence.classes[before] & TO_ADJECTIVE


_GATHERINGS: Final = frozenset("meeting meetings summit session sessions hearing gathering forum talks".split())
_THOUGHTS: Final = frozenset(("mental", "intend", "judge"))


def _is_you(attribution: Attribution) -> bool:
    """Is the source "you": nobody's thoughts, or the reader's?"""
    source = attribution.source
    return source is not None and source[1] - source[0] == 1 and attribution.sentence.word(source[0]) == "you"


def _speaks(reader: ClauseReader, subject: Subject) -> bool:
    """Is the subject a person's name or pronoun, or a word for people?"""
    begin, end = subject.antecedent or subject.items
    tags, classes = reader.sentence.tags, reader.sentence.classes
    return any(tags[i] in (Tag.NAME, Tag.SUBJECT) or classes[i] & (PEOPLE | BODY) for i in range(begin, end))


def _is_pronoun(attribution: Attribution) -> bool:
    """Is the content one pronoun ("to overturn it"), which says nothing?"""
    sentence = attribution.sentence
    if len(attribution.content) != 1 or attribution.content[0][1] - attribution.content[0][0] != 1:
        return False
    token = attribution.content[0][0]
    return any(
        sentence.first[i] == token and sentence.tags[i] in (Tag.OBJECT, Tag.SUBJECT) for i in range(len(sentence))
    )
