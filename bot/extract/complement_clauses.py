"""The clause that a reporting verb has to its right: "that …", "to …", "why …", or one without any such word."""

from __future__ import annotations

from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.lexicon import DOCUMENT, MEDIUM, TIME
from bot.extract.phrases import NOMINAL, Range
from bot.extract.reader import ClauseReader, content_of
from bot.extract.tags import Tag
from bot.extract.verb_groups import VerbGroup


def clause_of(reader: ClauseReader, group: VerbGroup, attribution: Attribution, j: int) -> list[Range] | None:
    """The clause at item `j`; empty where what stands there is no content at all, None where it may be a phrase."""
    sentence, cue, tags = reader.sentence, group.cue, reader.sentence.tags
    assert cue is not None
    takes, tag, word = cue.complements, tags[j], sentence.word(j)
    if word == "that" and takes & {"t", "T"}:
        return content_of(sentence, j, reader.clause_end(j, narrow=False))
    if "i" in takes and (tag is Tag.TO or (tag is Tag.NEGATION and j + 1 < reader.size and tags[j + 1] is Tag.TO)):
        return content_of(sentence, j, reader.clause_end(j, narrow=cue.kind == "intend"))
    if tag in (Tag.VERB, Tag.AUXILIARY) and j == group.end and "t" in takes:
        around = _around_report(reader, attribution, j)
        if around:
            return around
    if tag is Tag.SUBORDINATOR and "t" in takes and j == group.end and _opens_sentence(reader, j):
        return content_of(sentence, j, reader.clause_end(j, narrow=False))
    if tag is Tag.SUBORDINATOR or (tag is Tag.DETERMINER and word in ("what", "which")):
        question = _question(reader, group, j)
        if question is not None:
            return question
    if _is_of_document(reader, group, j):
        return _behind_document(reader, j)
    if "t" in takes and clause_follows(reader, j):
        return content_of(sentence, j, reader.clause_end(j, narrow=False))
    if cue.lemma in _NO_OBJECT and j + 1 < reader.size and tag in (Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.SUBJECT):
        return content_of(sentence, j, reader.clause_end(j, narrow=False))
    return None


def _is_of_document(reader: ClauseReader, group: VerbGroup, j: int) -> bool:
    """ "said to Ruiz in a memo | he sent to her": does the clause tell only who made the document before it?"""
    sentence, tags = reader.sentence, reader.sentence.tags
    if j == group.end or tags[j] is not Tag.SUBJECT or not sentence.classes[j - 1] & (DOCUMENT | MEDIUM):
        return False
    made = reader.group_at(j + 1)
    if made is None or made.lemma not in _MADE:
        return False
    after = made.end
    return after >= reader.size or tags[after] in (Tag.PREPOSITION, Tag.COMMA) or bool(sentence.classes[after] & TIME)


def _behind_document(reader: ClauseReader, j: int) -> list[Range]:
    """ "said in a memo he sent to the board | that …": the clause behind who made the document."""
    that = reader.skip_adjuncts(j + 2)
    while that < reader.size and reader.sentence.tags[that] is Tag.PREPOSITION:
        that = reader.phrase_end(that + 1)
    opens = that < reader.size and reader.sentence.word(that) == "that"
    return content_of(reader.sentence, that, reader.clause_end(that, narrow=False)) if opens else []


_MADE: Final = frozenset("send write give make deliver issue post publish hold release file sign record read".split())


def _opens_sentence(reader: ClauseReader, j: int) -> bool:
    """ "says | although it rains, it will open": does an adverbial clause lead to a main clause behind a comma?"""
    sentence, tags = reader.sentence, reader.sentence.tags
    if sentence.word(j) not in _LEADING:
        return False
    comma = next((k for k in range(j + 2, min(j + _FARTHEST, reader.size - 2)) if tags[k] is Tag.COMMA), 0)
    if (
        not comma
        or tags[comma + 1] not in (Tag.NOUN, Tag.NAME, Tag.SUBJECT, Tag.DETERMINER)
        or not reader.has_finite(j, comma)
    ):
        return False
    end = next((k for k in range(comma + 1, reader.size) if tags[k] is Tag.COMMA), reader.size)
    return reader.has_finite(comma + 1, end)


_LEADING: Final = frozenset("although though while when if because once unless since after before as".split())
_FARTHEST: Final = 25  # items to the comma


def _question(reader: ClauseReader, group: VerbGroup, j: int) -> list[Range] | None:
    """ "asked | why she left"; empty for "said so | when she left"."""
    cue, word = group.cue, reader.sentence.word(j)
    assert cue is not None
    takes = cue.complements
    if word not in _QUESTION_WORDS or takes.isdisjoint(("w", "t")):
        return None
    if ("w" in takes and word not in ("when", "if", "who")) or (
        "q" in takes and word == "if" and cue.lemma in ("ask", "wonder", "question")
    ):
        return content_of(reader.sentence, j, reader.clause_end(j, narrow=False))
    if word in ("when", "if", "where", "who") and "w" not in takes:
        return []
    return [] if word == "when" and not group.negated and cue.lemma not in ("know", "ask", "wonder") else None


_QUESTION_WORDS: Final = frozenset("what how why whether if who where when which".split())


def _around_report(reader: ClauseReader, attribution: Attribution, j: int) -> list[Range]:
    """ "gifts, | which | Ruiz said | were bribes": a relative clause that the report stands in."""
    sentence, source = reader.sentence, attribution.source
    if source is None or source[0] < 1 or sentence.tags[source[0] - 1] is not Tag.SUBORDINATOR:
        return []
    pronoun = source[0] - 1
    if not pronoun and sentence.word(0) == "what":
        return []  # "What | Ruiz said | was proof": of what somebody else says
    if sentence.word(pronoun) not in ("which", "what", "who", "that"):
        return []
    return content_of(sentence, pronoun, pronoun + 1) + content_of(sentence, j, reader.clause_end(j, narrow=True))


_NO_OBJECT: Final = frozenset(("say", "argue", "insist", "contend", "think", "hope", "believe"))
"""Verbs that take no noun phrase: what follows is a clause, even where its verb is not known as one."""


_ADVERBIAL: Final = frozenset("after before because while since until as though although once where unless so".split())


def _phrase_before_subject(tags: list[int], j: int) -> bool:
    """ "said | after the vote she would leave": only a noun phrase hangs on the word at item `j`."""
    for k in range(j + 1, min(j + 8, len(tags) - 1)):
        if tags[k] in (Tag.VERB, Tag.AUXILIARY, Tag.SUBJECT):
            return False
        if tags[k] in NOMINAL and tags[k + 1] is Tag.SUBJECT:
            return True
    return False


def clause_follows(reader: ClauseReader, j: int) -> bool:
    """Does a clause with subject and finite verb begin at item `j` (without "that")?"""
    sentence, tags = reader.sentence, reader.sentence.tags
    if tags[j] in (Tag.VERB, Tag.TO, Tag.COMMA, Tag.COORDINATOR, Tag.ING, Tag.STOP):
        return False
    if tags[j] is Tag.SUBORDINATOR and sentence.word(j) in _ADVERBIAL and not _phrase_before_subject(tags, j):
        return False  # "said | before she left"
    if tags[j] is Tag.ADVERB and sentence.word(j) == "there":
        return True
    owed = 1  # finite verbs still to come: one more for every relative clause on the way
    for k in range(j, min(j + 40, reader.size)):
        tag = tags[k]
        if tag is Tag.SUBORDINATOR and k > j:
            if sentence.word(k) not in ("who", "which", "that", "whose", "whom"):
                return False
            owed += 1
        elif tag is Tag.ING and k > j and sentence.word(k - 1) == "by":
            return False  # "answered | the clerk by saying it was so"
        elif tag is Tag.COMMA and owed == 1:
            return _verb_behind_insertion(reader, k)
        elif (
            tag is Tag.QUOTATION and owed == 1 and k > j + 1 and tags[k - 1] in NOMINAL and _quotes_predicate(reader, k)
        ):
            return True  # the predicate is quoted: "anybody who complains “is lost”"
        elif tag is Tag.AUXILIARY and k < j + 8 and tags[j] is not Tag.PREPOSITION and not _verb_ahead(tags, k):
            return True
        elif tag is Tag.VERB and not (k and tags[k - 1] is Tag.TO):
            owed -= 1
            if not owed:
                return True
    return False


_PREDICATES: Final = frozenset(
    "is are was were has had have will would can could may might must should does do did".split()
)


def _quotes_predicate(reader: ClauseReader, k: int) -> bool:
    """Does the quotation at item `k` begin with a verb ("Bell “is lost”")?"""
    quotation = reader.sentence.quotations[k]
    if quotation is None:
        return False
    first = reader.sentence.tokens.words[quotation.inside[0]]
    return first in _PREDICATES or first.endswith(("ed", "es"))


_INSERTION: Final = 18  # items between the commas around an insertion


def _verb_behind_insertion(reader: ClauseReader, comma: int) -> bool:
    """ "the program, run by the board, has grown": does a verb follow the insertion that the comma opens?"""
    tags = reader.sentence.tags
    for k in range(comma + 1, min(comma + _INSERTION, reader.size - 1)):
        if tags[k] is Tag.COMMA and tags[k + 1] in (Tag.VERB, Tag.AUXILIARY, Tag.ADVERB):
            return True
    return False


def _verb_ahead(tags: list[int], k: int) -> bool:
    """Does a verb follow the auxiliary within four items?"""
    return Tag.VERB in tags[k + 1 : k + 5]
