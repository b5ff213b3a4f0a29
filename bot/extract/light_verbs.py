"""Reports by a verb that means little and a noun that reports: "expressed concern that …", "made a call for …"."""

from __future__ import annotations

from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.lexicon import CUE_NOUN, CueVerb
from bot.extract.reader import ClauseReader, content_of
from bot.extract.senses import means_little_else
from bot.extract.subject import Subject
from bot.extract.tags import Tag
from bot.extract.verb_groups import VerbGroup

_VERBS: Final = frozenset(
    "have express voice make give offer issue release raise hold deliver launch share convey show take send repeat "
    "reiterate renew sound present lodge file level harbor harbour register air".split()
)
_THOUGHT: Final = frozenset(("have", "hold", "harbor", "harbour"))
_PREPOSITIONS: Final = frozenset(("about", "for", "of", "on", "against", "over"))
_SPEECH: Final = CueVerb("make", "speech", frozenset(("t", "i", "q")), frozenset())
_BELIEF: Final = CueVerb("have", "mental", frozenset(("t", "i", "q")), frozenset())
_REACH: Final = 5  # words between verb and noun


def light_verb_attribution(reader: ClauseReader, group: VerbGroup, subject: Subject | None) -> Attribution | None:
    """The report of such a verb with its noun; the noun belongs to the cue."""
    if group.lemma not in _VERBS or group.passive or subject is None:
        return None
    sentence = reader.sentence
    tags = sentence.tags
    i = group.end
    while i < min(group.end + _REACH, reader.size) and tags[i] in (Tag.NOUN, Tag.DETERMINER, Tag.ADVERB):
        i += 1
    noun = i - 1
    if noun < group.end or tags[noun] is not Tag.NOUN or not sentence.classes[noun] & CUE_NOUN or i >= reader.size:
        return None
    if means_little_else(group.lemma, sentence.word(noun)):
        return None
    i = _behind_adjuncts(reader, i)
    word = sentence.word(i)
    attribution = Attribution(
        sentence,
        (group.start, i),
        subject.items,
        [],
        [subject.rule, "light-verb"],
        _BELIEF if group.lemma in _THOUGHT else _SPEECH,
        antecedent=subject.antecedent,
        negated=group.negated,
        modal=group.modal,
    )
    if (word == "that" and tags[i] is Tag.SUBORDINATOR) or tags[i] is Tag.TO:
        attribution.content = content_of(sentence, i, reader.clause_end(i, narrow=False))
    elif (
        word in _PREPOSITIONS
        and i + 1 < reader.size
        and tags[i + 1] in (Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.OBJECT, Tag.ING)
    ):
        attribution.cue = (group.start, i + 1)
        attribution.content = content_of(sentence, i + 1, reader.clause_end(i + 1, narrow=True))
    return attribution if attribution.content else None


def _behind_adjuncts(reader: ClauseReader, i: int) -> int:
    """The "that" behind phrases which follow the noun ("a statement through his office that"); `i` without one."""
    tags = reader.sentence.tags
    if tags[i] is not Tag.PREPOSITION:
        return i
    for k in range(i + 1, min(i + _ADJUNCTS, reader.size)):
        if tags[k] is Tag.SUBORDINATOR:
            return k if reader.sentence.word(k) == "that" else i
        if tags[k] not in _ADJUNCT:
            return i
    return i


_ADJUNCT: Final = frozenset((Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION, Tag.COMMA))
_ADJUNCTS: Final = 10  # items between the noun and its "that"
