"""Reports by an adjective: "Ruiz is sure that …", "was critical of …", "are willing to …", "is against it"."""

from __future__ import annotations

from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.complement_clauses import clause_follows
from bot.extract.lexicon import BE, CueVerb
from bot.extract.reader import ClauseReader, content_of
from bot.extract.subject import Subject
from bot.extract.tags import Tag
from bot.extract.verb_groups import VerbGroup

_COPULAS: Final = frozenset(("be", "feel", "seem", "become", "remain", "get", "sound", "appear", "stay", "grow"))


def adjectival_attribution(
    reader: ClauseReader, group: VerbGroup, subject: Subject | None, adjectives: dict[str, CueVerb]
) -> Attribution | None:
    """The report of a copula with an adjective (or "against"), or of a participle in a passive that is one."""
    sentence = reader.sentence
    tags = sentence.tags
    if group.lemma in _APPEARING and subject is not None and group.finite:
        found = _appearance(reader, group, subject)
        if found is not None:
            return found
    if group.start < group.head and not group.infinitive and sentence.word(group.head) in adjectives:
        at = group.head
    elif sentence.classes[group.head] & BE or group.lemma in _COPULAS:
        at = group.head + 1
        while at < reader.size and _is_degree(reader, at) and sentence.word(at) not in adjectives:
            at += 1
    else:
        return None
    if at >= reader.size or subject is None:
        return None
    at = _agent(reader, at)
    word = sentence.word(at)
    adjective = adjectives.get(word)
    attribution = Attribution(
        sentence,
        (group.start, at + 1),
        subject.items,
        [],
        [subject.rule, "adjective"],
        adjective,
        antecedent=subject.antecedent,
        negated=group.negated,
        modal=group.modal,
    )
    if word == "against" and tags[at] is Tag.PREPOSITION:
        attribution.verb = adjectives["opposed"]
        attribution.content = content_of(sentence, at + 1, reader.clause_end(at + 1, narrow=True))
    elif adjective is not None:
        _read_complement(reader, adjective, at + 1, attribution)
        if subject.items[1] == subject.items[0] + 1 and sentence.word(subject.items[0]) == "it":
            attribution.source = None  # "it was clear that": to nobody in particular
            if subject.items[1] == group.start:
                attribution.cue = (subject.items[0], at + 1)
    return attribution if attribution.content else None


_APPEARING: Final = {
    "seem": CueVerb("seem", "mental", frozenset("ti"), frozenset()),
    "appear": CueVerb("appear", "mental", frozenset("ti"), frozenset()),
}


def _appearance(reader: ClauseReader, group: VerbGroup, subject: Subject) -> Attribution | None:
    """ "The town seems | to be rich", "it appeared | that nobody came": what seems so, to nobody in particular."""
    sentence, i = reader.sentence, group.end
    if i + 1 >= reader.size:
        return None
    clause = sentence.word(i) == "that"
    if not clause and not (sentence.tags[i] is Tag.TO and sentence.word(i + 1) in ("be", "have")):
        return None
    content = content_of(sentence, i, reader.clause_end(i, narrow=False))
    if not clause:
        content = content_of(sentence, *(subject.antecedent or subject.items)) + content
    return Attribution(
        sentence,
        (group.start, i),
        None,
        content,
        ["appearance"],
        _APPEARING[group.lemma],
        negated=group.negated,
        modal=group.modal,
    )


def _is_degree(reader: ClauseReader, i: int) -> bool:
    """An adverb before the adjective, "so" among them."""
    return reader.sentence.tags[i] is Tag.ADVERB or reader.sentence.word(i) == "so"


_DEPTH: Final = 7  # items: "a consistent and outspoken supporter"


def _agent(reader: ClauseReader, at: int) -> int:
    """ "is | a staunch opponent of": the item of the noun that ends the phrase with its article, else `at`."""
    tags, sentence = reader.sentence.tags, reader.sentence
    if sentence.word(at) not in ("a", "an", "the", "no", "one"):
        return at
    for k in range(at + 1, min(at + _DEPTH, reader.size - 1)):
        if tags[k] not in (Tag.NOUN, Tag.ADVERB, Tag.COORDINATOR, Tag.COMMA, Tag.PARTICIPLE):
            return at
        if tags[k + 1] is Tag.PREPOSITION:
            return k
    return at


def _read_complement(reader: ClauseReader, adjective: CueVerb, i: int, attribution: Attribution) -> None:
    """Set the content that begins at item `i`, if it fits the adjective."""
    sentence, tags, takes = reader.sentence, reader.sentence.tags, adjective.complements
    if i >= reader.size:
        return
    word, tag = sentence.word(i), tags[i]
    clause = (
        ("t" in takes and word == "that" and tag is Tag.SUBORDINATOR)
        or ("w" in takes and word in ("whether", "if", "how", "what", "why"))
        or ("i" in takes and tag is Tag.TO)
        or ("t" in takes and (tag is Tag.SUBJECT or (tag in (Tag.NAME, Tag.DETERMINER) and clause_follows(reader, i))))
    )
    if clause:
        attribution.content = content_of(sentence, i, reader.clause_end(i, narrow=False))
    elif word in adjective.prepositions and i + 1 < reader.size and tags[i + 1] in _STARTS:
        assert attribution.cue is not None
        attribution.cue = (attribution.cue[0], i + 1)
        attribution.content = content_of(sentence, i + 1, reader.clause_end(i + 1, narrow=True))


_STARTS: Final = frozenset(
    (
        Tag.NOUN,
        Tag.NAME,
        Tag.DETERMINER,
        Tag.OBJECT,
        Tag.ING,
        Tag.SUBORDINATOR,
        Tag.QUOTATION,
        Tag.SUBJECT,
    )
)
"""What content begins with behind a preposition."""
