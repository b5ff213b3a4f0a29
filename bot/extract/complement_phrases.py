"""The phrase that a reporting verb has to its right: an object, two ("called it a fraud"), "as" with another."""

from __future__ import annotations

from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.lexicon import BODY, CUE_NOUN, DOCUMENT, GIVEN, MEDIUM, THING, TIME
from bot.extract.phrases import Range
from bot.extract.reader import ClauseReader, content_of, quoted_end
from bot.extract.senses import NAMING
from bot.extract.tags import Sentence, Tag
from bot.extract.verb_groups import VerbGroup


def phrase_of(reader: ClauseReader, group: VerbGroup, attribution: Attribution, j: int) -> list[Range]:
    """The phrase at item `j` that the verb reports; empty where it takes none such."""
    sentence, cue, tag = reader.sentence, group.cue, reader.sentence.tags[j]
    assert cue is not None
    takes = cue.complements
    if cue.lemma in _FINDING and not _tells(reader, attribution):
        return []
    if "k" in takes and tag is not Tag.COMMA:
        return _small_clause(reader, j, named=cue.lemma in NAMING)
    if "p" in takes and tag is not Tag.COMMA and _object_infinitive(reader, j):
        return content_of(sentence, j, reader.clause_end(j, narrow=False))
    if "a" in takes and sentence.word(j) == "as" and j + 1 < reader.size:
        attribution.cue = (group.start, j + 1)
        return content_of(sentence, j + 1, reader.clause_end(j + 1, narrow=True))
    begin = _object(reader, group, j)
    if begin >= 0:
        return content_of(sentence, begin, reader.clause_end(begin, narrow=True))
    if "q" in takes and tag in (Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.OBJECT):
        quoted = _quotation_before_end(reader, j)
        if quoted is not None:
            return content_of(sentence, quoted, quoted_end(reader, quoted))
    return []


_OBJECTS: Final = (Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.OBJECT, Tag.QUOTATION, Tag.SUBJECT)


def _object(reader: ClauseReader, group: VerbGroup, j: int) -> int:
    """The item where the object of the verb begins, at item `j` or one before; -1 without an object."""
    sentence, i, tag = reader.sentence, group.end, reader.sentence.tags[j]
    assert group.cue is not None
    takes = group.cue.complements
    if "a" in takes and _as_follows(reader, j):
        return j
    if "n" not in takes:
        return j if tag is Tag.ING and "g" in takes else -1
    if tag is Tag.ING or sentence.word(j) == "what" or (j == i and tag in _OBJECTS):
        return j
    return (
        i if j == i + 1 and tag is Tag.NOUN and sentence.word(i).endswith("ly") else -1
    )  # "proposed newly built piers"


def _object_infinitive(reader: ClauseReader, j: int) -> bool:
    """ "urged | the board to vote": a noun phrase and "to"."""
    tags = reader.sentence.tags
    for k in range(j, min(j + 14, reader.size)):
        if tags[k] is Tag.TO:
            return k > j
        if tags[k] in (Tag.COMMA, Tag.VERB, Tag.SUBORDINATOR):
            return False
    return False


def _as_follows(reader: ClauseReader, j: int) -> bool:
    sentence = reader.sentence
    for k in range(j, min(j + 14, reader.size)):
        if sentence.word(k) == "as":
            return k > j
        if sentence.tags[k] in (Tag.COMMA, Tag.VERB, Tag.SUBORDINATOR):
            return False
    return False


def _quotation_before_end(reader: ClauseReader, j: int) -> int | None:
    """The quotation that a noun phrase leads to: "says things such as, “…”"."""
    tags = reader.sentence.tags
    for k in range(j, min(j + 20, reader.size)):
        if tags[k] is Tag.QUOTATION:
            return k
        if tags[k] in (Tag.VERB, Tag.PARTICIPLE) or (
            tags[k] is Tag.COMMA and not (k + 1 < reader.size and tags[k + 1] is Tag.QUOTATION)
        ):
            return None
    return None


_FINDING: Final = frozenset(("find", "discover", "prove", "project"))  # what people find or prove is mostly a thing


def _small_clause(reader: ClauseReader, j: int, named: bool) -> list[Range]:
    """ "called | the plan “reckless”", "found | the rule unlawful". `named`: the verb needs both parts of it."""
    sentence, tags = reader.sentence, reader.sentence.tags
    if tags[j] in (Tag.VERB, Tag.TO, Tag.SUBORDINATOR, Tag.PREPOSITION, Tag.STOP, Tag.COORDINATOR):
        return []
    end = reader.clause_end(j, narrow=True)
    if named and (_is_one_phrase(sentence, j, end) or sentence.word(j) in _CALLED_UP or _is_its_name(reader, j)):
        return []
    return content_of(sentence, j, end)


def _is_its_name(reader: ClauseReader, j: int) -> bool:
    """ "A house called | Nordlys burned": a name of what stands before the verb, with the verb of the sentence."""
    tags = reader.sentence.tags
    if j < 3 or tags[j - 2] is not Tag.NOUN or reader.sentence.word(0) not in ("a", "an") or Tag.VERB in tags[: j - 1]:
        return False
    end = j
    while end < reader.size and tags[end] is Tag.NAME:
        end += 1
    return end > j and end < reader.size and tags[end] in (Tag.VERB, Tag.AUXILIARY)


_CALLED_UP: Final = frozenset(("police", "911", "authorities", "security", "officers", "attention", "home"))


def _is_one_phrase(sentence: Sentence, begin: int, end: int) -> bool:
    """A name or "a meeting …" alone, which tells whom or what somebody called, not what they called it."""
    tags = sentence.tags
    if Tag.QUOTATION in tags[begin:end]:
        return False
    to = next((i for i in range(begin, end) if tags[i] is Tag.TO), 0)
    if to and all(tags[i] in (Tag.NAME, Tag.NOUN) for i in range(begin, to)):
        return True  # "called Bell on Monday to say so"
    first = next((i for i in range(begin, end) if tags[i] is not Tag.NAME and not sentence.classes[i] & TIME), end)
    if first == end or (first > begin and tags[first] in (Tag.PREPOSITION, Tag.COMMA)):
        return tags[begin] is Tag.NAME
    return sentence.word(begin) in ("a", "an") and Tag.DETERMINER not in tags[begin + 1 : end]


def _tells(reader: ClauseReader, attribution: Attribution) -> bool:
    """May the source of a finding tell it by a noun phrase: a study, a court, but not people who find a way?"""
    if attribution.source is None:
        return False
    begin, end = attribution.antecedent or attribution.source
    classes, tags = reader.sentence.classes, reader.sentence.tags
    if any(tags[i] is Tag.NAME and classes[i] & GIVEN for i in range(begin, end)):
        return False  # "Peter Okim found | the diary"
    return any(
        classes[i] & (DOCUMENT | BODY | MEDIUM | THING | CUE_NOUN) or tags[i] is Tag.NAME for i in range(begin, end)
    )
