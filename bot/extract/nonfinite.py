"""Whose deed an infinitive or a participle tells: “Ruiz asked Bell to say”, “Ruiz left, saying”, “for saying”."""

from __future__ import annotations

from typing import Final

from bot.extract.insertions import across_commas
from bot.extract.lexicon import (
    BODY,
    CUE_NOUN,
    DOCUMENT,
    MEDIUM,
    ORGANISATION,
    PEOPLE,
    TIME,
    TITLE,
)
from bot.extract.phrases import NOMINAL, Range, noun_phrase_left
from bot.extract.subject import Subject, governed_phrase, name_left
from bot.extract.tags import Sentence, Tag
from bot.extract.verb_groups import VerbGroup

_CONTROL: Final = frozenset(
    "lead cause force allow want ask urge encourage tell order expect get persuade convince invite prompt push "
    "help require enable permit advise warn press call".split()
)


_CALLED_TO: Final = frozenset(("report", "say", "complain", "warn", "tell"))


def of_infinitive(
    sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None], number: int, j: int
) -> Subject | None:
    """ "Ruiz agreed to say", "led Ruiz to say", "went on air to say"."""
    if not number:
        return _of_main_clause(sentence, groups, number)  # "In an attempt to explain it, Ruiz said"
    governing = groups[number - 1]
    if governing.lemma == "call" and groups[number].lemma in _CALLED_TO and sentence.word(governing.head + 1) != "on":
        caller = known[number - 1]  # "called the police to report a fire"
        return Subject(caller.items, "subject-of-governing-verb", caller.antecedent) if caller else None
    if (
        governing.end == j + 1
        or governing.lemma not in _CONTROL
        or sentence.tags[j] not in (Tag.NOUN, Tag.NAME, Tag.OBJECT)
    ):
        found = known[number - 1] if governing.end == j + 1 else _main(sentence, groups, known, number)
        return Subject(found.items, "subject-of-governing-verb", found.antecedent) if found else None
    phrase = noun_phrase_left(sentence, j)
    return Subject(phrase, "subject-of-governing-verb") if phrase else None


def of_participle(
    sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None], number: int, j: int
) -> Subject | None:
    tags = sentence.tags
    group = groups[number]
    while j >= 0 and tags[j] is Tag.ADVERB:
        j -= 1
    if j < 0 or (j == 0 and tags[j] in (Tag.PREPOSITION, Tag.SUBORDINATOR)):
        return _of_main_clause(sentence, groups, number)
    quoted = _quoted_person(sentence, groups, number, j)
    if quoted is not None:
        return Subject(quoted, "subject-of-main-verb")
    sender = _sender(sentence, groups, known, number)
    if sender is not None:
        return Subject(sender.items, "sent-words", sender.antecedent)
    joined = known[number - 1] if number and tags[j] is Tag.COORDINATOR else None
    if joined is not None and groups[number - 1].participle and not group.passive and not groups[number - 1].passive:
        return Subject(joined.items, joined.rule, joined.antecedent)  # "Ruiz leaning over and saying"
    blamed = _blamed(sentence, groups, number, j)
    if blamed is not None:
        return Subject(blamed, "blamed-for")
    if group.cue is not None and group.cue.kind == "show" and tags[j] is Tag.NOUN and sentence.classes[j] & DOCUMENT:
        return Subject(governed_phrase(sentence, j) or (j, j + 1), "noun-before-participle")  # "new polls showing"
    main = None if group.passive else _main(sentence, groups, known, number)
    if main is None and not group.passive and tags[j] not in NOMINAL:
        before = _before_insertion(sentence, j)
        if before is not None:
            return Subject(before, "subject-of-main-verb")
    if tags[j] in NOMINAL and not group.passive and group.lemma not in _NO_PARTICIPLE:
        found = noun_phrase_left(sentence, j) or name_left(sentence, j)
        if found is not None and main is not None and not _may_speak(sentence, found):
            return Subject(main.items, "subject-of-main-verb", main.antecedent)
        if tags[j] is Tag.NAME and found is not None:
            found = _innermost(sentence, found)
        return Subject(found, "noun-before-participle") if found else None
    return Subject(main.items, "subject-of-main-verb", main.antecedent) if main else None


_SENDING: Final = frozenset(
    "send issue release file unleash post publish sign circulate deliver submit air run launch write make".split()
)


def _sender(sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None], number: int) -> Subject | None:
    """ "Ruiz issued a statement calling it a mistake": who issued the words that the participle tells of."""
    group = groups[number]
    if not number or group.passive or group.cue is None:
        return None
    before = groups[number - 1]
    if before.lemma not in _SENDING or before.passive or sentence.tags[group.start - 1] not in NOMINAL:
        return None
    gap = range(before.end, group.start)
    if any(sentence.tags[i] in (Tag.COMMA, Tag.QUOTATION, Tag.SUBORDINATOR) for i in gap):
        return None
    told = any(sentence.classes[i] & _WORDS and sentence.tags[i] is Tag.NOUN for i in gap)
    return known[number - 1] if told else None


_WORDS: Final = DOCUMENT | CUE_NOUN | MEDIUM
QUOTING: Final = frozenset(("quote", "cite", "report", "paraphrase"))


def _quoted_person(sentence: Sentence, groups: list[VerbGroup], number: int, j: int) -> Range | None:
    """ "The paper quoted Ruiz as saying": the object of the verb before "as"."""
    if not number or sentence.word(j) != "as" or groups[number - 1].lemma not in QUOTING or groups[number - 1].passive:
        return None
    begin = groups[number - 1].end
    return (begin, j) if begin < j else None


def _blamed(sentence: Sentence, groups: list[VerbGroup], number: int, j: int) -> Range | None:
    """ "Lind mocked Ruiz for saying": the person who is praised or blamed for the words."""
    if not number or sentence.word(j) != "for" or groups[number].passive or groups[number - 1].passive:
        return None
    found = (groups[number - 1].end, j)
    if found[0] >= j or any(sentence.tags[i] not in _OBJECT for i in range(*found)):
        return None
    return found if sentence.tags[found[0]] is Tag.OBJECT or _may_speak(sentence, found) else None


_OBJECT: Final = frozenset((Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.POSSESSIVE, Tag.OBJECT))


def _before_insertion(sentence: Sentence, j: int) -> Range | None:
    """ "Ruiz, despite admitting …, left": the noun phrase before the comma that opens the insertion."""
    for k in range(j, max(0, j - 4), -1):
        if sentence.tags[k] is Tag.COMMA:
            return across_commas(sentence, k) or noun_phrase_left(sentence, k - 1)
    return None


_NO_PARTICIPLE: Final = frozenset(("include", "regard", "concern", "follow", "accord"))
_SPEAKS: Final = PEOPLE | BODY | ORGANISATION | TITLE


def _may_speak(sentence: Sentence, found: Range) -> bool:
    """Does the noun phrase name somebody who can say something, rather than a letter or a series of posts?"""
    return any(
        (sentence.tags[i] is Tag.NAME and not sentence.classes[i] & TIME) or sentence.classes[i] & _SPEAKS
        for i in range(*found)
    )


def _innermost(sentence: Sentence, found: Range) -> Range:
    """ "footage of Ana Ruiz" → "Ana Ruiz"."""
    begin = found[0]
    for i in range(*found):
        if sentence.tags[i] is Tag.PREPOSITION:
            begin = i + 1
    return begin, found[1]


def _of_main_clause(sentence: Sentence, groups: list[VerbGroup], number: int) -> Subject | None:
    """ "Referring to the vote, Ruiz said": the subject behind the comma."""
    tags = sentence.tags
    comma = next((i for i in range(groups[number].end, len(tags)) if tags[i] in (Tag.COMMA, Tag.QUOTATION)), None)
    if comma is None:
        return None
    following = next((g for g in groups if g.start > comma and g.finite), None)
    if following is None or following.start == comma + 1:
        return None
    j = following.start - 1
    found = across_commas(sentence, j) if tags[j] is Tag.COMMA else noun_phrase_left(sentence, j)
    return Subject(found, "subject-of-following-clause") if found and found[0] > comma else None


def _main(sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None], number: int) -> Subject | None:
    """The subject of the clause that a participle or infinitive belongs to: the last one that is not embedded."""
    nearest: Subject | None = None
    for k in range(number - 1, max(-1, number - 12), -1):
        found = known[k]
        if found is None or not groups[k].finite:
            continue
        if nearest is None and found.rule != "relative-pronoun":
            nearest = found
        if not _is_embedded(sentence, groups, k, found):
            return found
    return nearest


def _is_embedded(sentence: Sentence, groups: list[VerbGroup], k: int, subject: Subject) -> bool:
    """Does the clause depend on the verb before it, as content ("said he was") or by a conjunction?"""
    if subject.rule == "relative-pronoun":
        return True
    begin = subject.items[0]
    tags = sentence.tags
    if subject.rule == "subject-of-joined-verb" or begin >= groups[k].start:
        return False
    if not k:
        return begin > 0 and tags[begin - 1] is Tag.SUBORDINATOR
    gap = range(groups[k - 1].end, begin)
    if any(tags[i] is Tag.SUBORDINATOR and sentence.word(i) not in ("while", "whereas") for i in gap):
        return True
    return groups[k - 1].cue is not None and not any(
        tags[i] in (Tag.COMMA, Tag.COORDINATOR, Tag.COLON, Tag.DASH, Tag.QUOTATION) for i in gap
    )
