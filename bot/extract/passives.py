"""Passive reports: "was called “reckless” by Ruiz", "Ruiz was told to go"."""

from __future__ import annotations

from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.lexicon import BE, DOCUMENT, MEDIUM, PEOPLE, SUBJ, CueVerb
from bot.extract.nonfinite import QUOTING
from bot.extract.phrases import Range, noun_phrase_left, noun_phrase_right
from bot.extract.reader import ClauseReader, content_of
from bot.extract.subject import Subject
from bot.extract.tags import Tag
from bot.extract.verb_groups import VerbGroup


def passive_attribution(reader: ClauseReader, group: VerbGroup, subject: Subject | None) -> Attribution | None:
    """ "was called “reckless” by Ruiz", "remarks made by Waltz", "Ruiz was told “go home”"."""
    sentence, tags, cue = reader.sentence, reader.sentence.tags, group.cue
    assert cue is not None
    by = None
    for k in range(group.end, min(group.end + 16, reader.size)):
        if sentence.word(k) == "by" and tags[k] is Tag.PREPOSITION:
            by = k
            break
        if tags[k] in (Tag.COMMA, Tag.VERB, Tag.STOP) and k > group.end:
            break
    source = noun_phrase_right(sentence, by + 1) if by is not None else None
    if source is not None and source[1] - source[0] == 1 and sentence.classes[source[0]] & MEDIUM:
        return None  # "said by radio": no passive
    hearer = "o" in cue.complements and "k" not in cue.complements
    if source is None and not (group.finite or tags[group.head] is Tag.PARTICIPLE):
        return None
    attribution = Attribution(
        sentence,
        (group.start, group.end),
        source,
        [],
        ["passive-by" if source else "passive"],
        cue,
        negated=group.negated,
        modal=group.modal,
        passive=True,
        hearer=hearer and source is None,
    )
    content: list[Range] = []
    j = source[1] if source and by == group.end else group.end
    end = by if by is not None and by > j else reader.clause_end(j, narrow=True) if j < reader.size else j
    predicate = content_of(sentence, j, end) if j < end and _fits(reader, cue, j, source is not None) else []
    blamed = _blamed_for(reader, group, j) if source is None and not hearer else []
    if blamed:
        attribution.cue, predicate = (group.start, j + 1), blamed
    if group.finite and subject is not None and not hearer and _is_told_of(reader, cue, subject, predicate):
        content += content_of(sentence, *subject.items)
    elif source is not None and group.participle and not predicate and cue.kind != "manner":
        content += _named_by(reader, group)
    content += predicate
    if hearer and not content and group.finite and subject is not None:
        content = _heard_before(reader, group, subject)
    if (source is None and _hands_on(reader, group)) or (source is not None and _is_cited(reader, group)):
        return None  # "was quoted as saying", "was quoted by the Herald as saying": the next verb reports
    if source is not None and j + 1 < reader.size and tags[j] is Tag.COLON:
        content = content_of(sentence, j + 1, reader.size)  # "was told by Lind: “…”"
    attribution.content = content
    if not content or (source is None and not group.finite):
        return None
    if (
        source is None
        and len(content) < 2
        and not hearer
        and tags[group.head] is Tag.VERB
        and not _quotes(reader, content)
    ):
        return None  # "the page was not shown": nobody, and nothing said of it
    if source is not None and not cue.complements & {"n", "k", "q"} and not _as_follows(reader, group):
        return None
    if (
        source is None
        and not any(tags[i] is Tag.QUOTATION for i in range(group.start, reader.size))
        and cue.kind == "judge"
        and not predicate
    ):
        return None
    told = sentence.classes[group.start] & (PEOPLE | DOCUMENT | MEDIUM | SUBJ)
    if source is None and not told and not any(sentence.classes[i] & BE for i in range(group.start, group.head)):
        return None
    return attribution


def _heard_before(reader: ClauseReader, group: VerbGroup, subject: Subject) -> list[Range]:
    """ "The plan was “reckless” |, the committee was told": what stands before a hearing at the sentence's end."""
    begin = subject.items[0]
    if begin < 2 or reader.sentence.tags[begin - 1] is not Tag.COMMA or reader.skip_adjuncts(group.end) < reader.size:
        return []
    return content_of(reader.sentence, 0, begin - 1)


def _hands_on(reader: ClauseReader, group: VerbGroup) -> bool:
    """Does a second reporting verb follow ("as saying", "to have said")?"""
    return any(
        group.end <= other.start <= group.end + 1 and other.cue is not None and (other.participle or _has_said(other))
        for other in reader.groups
    )


def _is_cited(reader: ClauseReader, group: VerbGroup) -> bool:
    """Do "as" and a participle that reports follow on "quoted by" somebody?"""
    return group.lemma in QUOTING and any(
        g.participle and not g.passive and g.cue is not None and reader.sentence.word(g.start - 1) == "as"
        for g in reader.groups_behind(group)
    )


def _has_said(group: VerbGroup) -> bool:
    """ "to say", "to have said": an infinitive of speech."""
    return group.infinitive and group.cue is not None and group.cue.kind == "speech"


_CONTENT_WORDS: Final = frozenset("that what how why whether which who whose where".split())


_BLAMING: Final = frozenset(("accuse", "blame"))  # speech by their class; their object is what is judged


def _is_told_of(reader: ClauseReader, cue: CueVerb, subject: Subject, predicate: list[Range]) -> bool:
    """Is the subject part of what is reported? A pronoun only with a judgement on it: "they were accused of …"."""
    tag = reader.sentence.tags[subject.items[0]]
    if tag is Tag.SUBJECT:
        return bool(predicate) and (cue.kind in ("mental", "intend", "judge") or cue.lemma in _BLAMING)
    return tag is not Tag.SUBORDINATOR


def _fits(reader: ClauseReader, cue: CueVerb, j: int, by_somebody: bool) -> bool:
    """May what begins at item `j` be reported by the passive verb: "to leave", "as fair", "“slow”", "a fraud"?"""
    sentence, takes = reader.sentence, cue.complements
    tag, word = sentence.tags[j], sentence.word(j)
    if by_somebody and word in ("of", "for"):
        return True
    if tag is Tag.SUBORDINATOR and word not in _CONTENT_WORDS:
        return False
    if tag is Tag.QUOTATION or tag is Tag.SUBORDINATOR or by_somebody or "o" in takes:
        return tag in (Tag.QUOTATION, Tag.DETERMINER, Tag.TO, Tag.NOUN, Tag.SUBORDINATOR) or word == "as"
    if tag is Tag.TO:
        return bool(takes & {"i", "p"}) or cue.kind in ("mental", "show")
    if word == "as":
        return "a" in takes or cue.kind == "judge"
    return tag in (Tag.DETERMINER, Tag.NOUN) and "k" in takes


def _named_by(reader: ClauseReader, group: VerbGroup) -> list[Range]:
    """ "a fine | imposed by the board": the noun that a participle with "by" stands behind."""
    sentence, before = reader.sentence, group.start - 1
    if before < 0 or sentence.tags[before] is not Tag.NOUN:
        return []
    found = noun_phrase_left(sentence, before)
    return content_of(sentence, *found) if found is not None else []


def _blamed_for(reader: ClauseReader, group: VerbGroup, j: int) -> list[Range]:
    """ "was accused of | theft", "were criticized for | being slow", where nobody is told who does."""
    sentence, cue = reader.sentence, group.cue
    assert cue is not None
    if not group.finite or j + 1 >= reader.size:
        return []
    word = sentence.word(j)
    blames = cue.kind == "judge" or cue.lemma in _BLAMING
    fits = word == ("of" if cue.lemma == "accuse" else "for") and blames
    return content_of(sentence, j + 1, reader.clause_end(j + 1, narrow=True)) if fits else []


def _quotes(reader: ClauseReader, content: list[Range]) -> bool:
    """Does a quotation stand in the content?"""
    sentence = reader.sentence
    return any(b <= sentence.first[k] < e for k in sentence.quoted for b, e in content)


def _as_follows(reader: ClauseReader, group: VerbGroup) -> bool:
    return group.end < reader.size and reader.sentence.word(group.end) == "as"
