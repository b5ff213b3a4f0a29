"""Verb groups of a tagged sentence: "has also said", "failed to mention", "pointed out"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.extract.lexicon import BE, MODAL, NEG, PARTICIPLE, TIME, CueVerb, Lexicon
from bot.extract.tags import Sentence, Tag

VERBAL: Final = frozenset((Tag.VERB, Tag.ING, Tag.PARTICIPLE))
_GROUP: Final = frozenset((Tag.AUXILIARY, Tag.ADVERB, Tag.NEGATION))


@dataclass(slots=True, eq=False)
class VerbGroup:
    """A verb with its auxiliaries and adverbs: items [start, end), the verb itself at `head`."""

    start: int
    head: int
    end: int
    lemma: str
    cue: CueVerb | None
    finite: bool
    passive: bool = False
    infinitive: bool = False
    participle: bool = False  # -ing or past participle without auxiliary
    negated: bool = False
    modal: str = ""


def verb_groups(sentence: Sentence, lexicon: Lexicon) -> list[VerbGroup]:
    """All verb groups in reading order."""
    verb, ing, participle = Tag.VERB, Tag.ING, Tag.PARTICIPLE
    heads = [i for i, tag in enumerate(sentence.tags) if tag is verb or tag is ing or tag is participle]
    groups = [_group(sentence, head, lexicon) for head in heads]
    for number, group in enumerate(groups):
        if group.infinitive:
            _govern(sentence, group, groups[number - 1] if number else None, lexicon)
    return groups


def _govern(sentence: Sentence, group: VerbGroup, before: VerbGroup | None, lexicon: Lexicon) -> None:
    """Tell of an infinitive what the word before it says: "failed to mention", "is due to announce", "hopes to say"."""
    direct = before is not None and before.end == group.start
    governing = before.lemma if direct and before is not None else sentence.word(group.start - 1) if group.start else ""
    if governing in lexicon.failing:
        group.negated = not (before is not None and direct and before.negated)
    elif governing in lexicon.undone or (direct and before is not None and sentence.classes[before.head] & BE):
        group.modal = group.modal or "would"
    elif direct and before is not None:
        group.negated, group.modal = group.negated or before.negated, group.modal or before.modal


def _group(sentence: Sentence, head: int, lexicon: Lexicon) -> VerbGroup:
    tags = sentence.tags
    tag = tags[head]
    start = head
    while (
        start > 0
        and tags[start - 1] in _GROUP
        and not (tags[start - 1] is Tag.ADVERB and _keeps_out(sentence, start - 1) and not _is_inside(tags, start - 1))
    ):
        start -= 1
    infinitive = start > 0 and tags[start - 1] is Tag.TO
    if infinitive:
        start -= 1
    word = sentence.word(head)
    lemma, forms = lexicon.forms.get(word, ("", 0))
    cue = lexicon.cues.get(lemma) if lemma else None
    passive = participle = tag is not Tag.VERB
    if tag is Tag.ING:
        passive = False
    negated = False
    modal = ""
    if start < head:
        last_auxiliary, negated, modal = _auxiliaries(sentence, start, head)
        if last_auxiliary & BE and tag is Tag.VERB and forms & PARTICIPLE and not word.endswith("ing"):
            passive = not _has_done(sentence, head, cue)
    end = head + 1
    if cue is not None or lemma in lexicon.phrasal_heads:
        cue, end = _with_particle(sentence, head, lemma, cue, lexicon)
    finite = not participle and not infinitive
    return VerbGroup(start, head, end, lemma, cue, finite, passive, infinitive, participle, negated, modal)


def _auxiliaries(sentence: Sentence, start: int, head: int) -> tuple[int, bool, str]:
    """Of the items before the verb: the class of the last auxiliary, whether they negate it, and the modal."""
    tags, classes = sentence.tags, sentence.classes
    last = 0
    negated = False
    modal = ""
    for i in range(start, head):
        bits, word = classes[i], sentence.word(i)
        if bits & MODAL:
            modal = word
        if bits & NEG or word.endswith("n't"):
            negated = True
        if tags[i] is Tag.AUXILIARY:
            last = bits or BE if word == "'s" else bits
    return last, negated, modal


def _with_particle(
    sentence: Sentence, head: int, lemma: str, cue: CueVerb | None, lexicon: Lexicon
) -> tuple[CueVerb | None, int]:
    """The verb with its particle ("pointed out") and its end; no cue with one that makes it another ("show up")."""
    for width in (1, 2) if lemma in lexicon.phrasal_heads else ():
        if head + width < len(sentence):
            words = " ".join(sentence.word(i) for i in range(head + 1, head + 1 + width))
            particle = lexicon.phrasal.get((lemma, words))
            if particle is not None:
                return particle, head + 1 + width
    return (None if _is_another_verb(sentence, head, cue, lexicon) else cue), head + 1


_LONGEST_OBJECT: Final = 5  # items between a verb and its particle: "called the second meeting | off"
_OBJECT: Final = frozenset((Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.POSSESSIVE, Tag.OBJECT))


def _is_another_verb(sentence: Sentence, head: int, cue: CueVerb | None, lexicon: Lexicon) -> bool:
    """Does a particle that is none of the cue's make the verb another one, "show | up", "call the match | off"?"""
    if cue is None or cue.lemma in _PLAIN:
        return False
    size = len(sentence)
    at = head + 1
    if at < size and sentence.word(at) in lexicon.particles:
        following = sentence.word(at + 1) if at + 1 < size else ""
        return following not in _OF_NUMBERS and sentence.word(at) not in cue.prepositions
    if cue.lemma not in lexicon.separable_heads:
        return False
    while at < min(size, head + _LONGEST_OBJECT) and sentence.tags[at] in _OBJECT:
        at += 1
    if at + 1 < size and sentence.word(at + 1) == "of" and sentence.word(at - 1) in _NUMBERS:
        return False  # "show seven out of ten are old"
    closed = at + 1 >= size or sentence.tags[at + 1] in _AFTER_PARTICLE or bool(sentence.classes[at + 1] & TIME)
    return at > head + 1 and at < size and (cue.lemma, sentence.word(at)) in lexicon.separable and closed


_PLAIN: Final = frozenset(("say", "tell"))
_OF_NUMBERS: Final = frozenset(("to", "loud"))  # "expect up to 80"; "think out loud"
_NUMBERS: Final = frozenset("one two three four five six seven eight nine most many few".split())
_AFTER_PARTICLE: Final = frozenset((Tag.STOP, Tag.COMMA, Tag.PREPOSITION, Tag.SUBORDINATOR, Tag.COORDINATOR))


def _has_done(sentence: Sentence, head: int, cue: CueVerb | None) -> bool:
    """Is the clitic before the participle short for "has": does an object follow ("he's sought the post")?"""
    if cue is None or sentence.word(head - 1) != "'s" or head + 1 >= len(sentence):
        return False
    if sentence.word(head + 1) in cue.prepositions and "n" not in cue.complements:
        return True  # "he's called for it"
    if "k" in cue.complements:
        return False  # "he's called a liar"
    if sentence.tags[head + 1] is Tag.TO:
        return "i" in cue.complements and "p" not in cue.complements
    return sentence.tags[head + 1] in (Tag.DETERMINER, Tag.OBJECT, Tag.NOUN, Tag.NAME)


def _is_inside(tags: list[int], i: int) -> bool:
    """ "had earlier said": does the adverb stand behind an auxiliary?"""
    return i > 0 and tags[i - 1] is Tag.AUXILIARY


def _keeps_out(sentence: Sentence, i: int) -> bool:
    """An adverb that belongs to the clause, not to the verb: "today", "however"."""
    return bool(sentence.classes[i] & TIME) or sentence.word(i) in (
        "there",
        "here",
        "however",
        "meanwhile",
        "together",
    )
