"""What a reporting verb has to its right: a clause, a quotation, an infinitive or a noun phrase."""

from __future__ import annotations

from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.clauses import is_speaking
from bot.extract.complement_clauses import clause_follows, clause_of
from bot.extract.complement_phrases import phrase_of
from bot.extract.lexicon import TIME, CueVerb
from bot.extract.nonfinite import QUOTING
from bot.extract.phrases import Range
from bot.extract.reader import ClauseReader, content_of, quoted_end
from bot.extract.senses import tells_nothing
from bot.extract.tags import Tag
from bot.extract.verb_groups import VerbGroup


def right_content(reader: ClauseReader, group: VerbGroup, attribution: Attribution) -> list[Range]:
    """What the verb reports to its right; empty where nothing fits its frame."""
    cue = group.cue
    assert cue is not None
    if cue.lemma in QUOTING and any(
        g.participle and reader.sentence.word(g.start - 1) == "as" for g in reader.groups_behind(group)
    ):
        return []  # "quoted Ruiz as saying": the next verb reports
    if cue.lemma in _HANDED_ON and _is_owned(reader, group.end):
        return []  # "shared Bell's post: “…”": the post reports
    at = _governed_preposition(reader, cue, group.end)
    if at >= 0:
        return _behind_preposition(reader, group, attribution, at)
    if "o" in cue.complements or "p" in cue.complements:
        found = _after_addressee(reader, group, attribution)
        if found is not None:
            return found
    i = group.end
    j = reader.skip_adjuncts(i) if is_speaking(group) else i
    if j >= reader.size:
        return []
    if not is_speaking(group):
        j = _behind_adjuncts(reader, j)
    return _from(reader, group, attribution, j)


def _from(reader: ClauseReader, group: VerbGroup, attribution: Attribution, j: int) -> list[Range]:
    """The content that begins at item `j`, where adjuncts behind the verb end, or behind an insertion there."""
    quoted = _quotation_at(reader, group, j)
    if quoted is not None:
        return quoted
    sentence, tags = reader.sentence, reader.sentence.tags
    if tags[j] is Tag.COMMA and j > group.end and j + 1 < reader.size and sentence.word(j + 1) == "that":
        j += 1
    if tags[j] is Tag.COMMA:
        inserted = _after_insertion(reader, j) or _behind_open_insertion(reader, j)
        if inserted is None or not group.cue or group.cue.complements.isdisjoint(("t", "q")):
            return []
        j = inserted
        if tags[j] is Tag.QUOTATION:
            return content_of(sentence, j, quoted_end(reader, j))
    if group.cue and tells_nothing(reader, group.cue.lemma, attribution.antecedent or attribution.source, j):
        return []
    found = clause_of(reader, group, attribution, j)
    return phrase_of(reader, group, attribution, j) if found is None else found


def _quotation_at(reader: ClauseReader, group: VerbGroup, j: int) -> list[Range] | None:
    """A quotation at item `j`, or behind a comma or colon there, and what follows a colon; None where none begins."""
    sentence, tags = reader.sentence, reader.sentence.tags
    assert group.cue is not None
    takes = group.cue.complements
    if tags[j] is Tag.QUOTATION and "q" in takes:
        return content_of(sentence, j, quoted_end(reader, j))
    if tags[j] in (Tag.COMMA, Tag.COLON) and j + 1 < reader.size and tags[j + 1] is Tag.QUOTATION and "q" in takes:
        return content_of(sentence, j + 1, quoted_end(reader, j + 1))
    if tags[j] is Tag.COLON and ("q" in takes or "t" in takes) and group.cue.kind != "manner":
        return content_of(sentence, j + 1, reader.size)
    return None


def _behind_preposition(reader: ClauseReader, group: VerbGroup, attribution: Attribution, at: int) -> list[Range]:
    """ "called for | a vote", "spoke of a mistake: | “…”": behind the preposition at item `at`."""
    sentence, tags = reader.sentence, reader.sentence.tags
    end = reader.clause_end(at + 1, narrow=True)
    attribution.rules.append("verb-preposition")
    if end + 1 < reader.size and tags[end] in (Tag.COMMA, Tag.COLON) and tags[end + 1] is Tag.QUOTATION:
        return content_of(sentence, end + 1, quoted_end(reader, end + 1))
    if not any(tags[k] is Tag.PREPOSITION and sentence.word(k) in ("to", "with") for k in range(group.end, at)):
        attribution.cue = (attribution.cue[0] if attribution.cue else group.start, at + 1)
    return content_of(sentence, at + 1, end)


_HANDED_ON: Final = frozenset("retweet quote cite share repeat recall read".split())


def _is_owned(reader: ClauseReader, i: int) -> bool:
    """Does the object that begins at item `i` belong to somebody else, with a colon and a quotation behind it?"""
    tags = reader.sentence.tags
    colon = next((k for k in range(i, min(i + 12, reader.size - 1)) if tags[k] is Tag.COLON), 0)
    return colon > 0 and tags[colon + 1] is Tag.QUOTATION and Tag.POSSESSIVE in tags[i:colon]


_ADDRESSING: Final = frozenset(("talk", "speak"))
_BETWEEN: Final = 6  # items between a verb and its preposition: "spoke late on Friday | about"


def _governed_preposition(reader: ClauseReader, cue: CueVerb, i: int) -> int:
    """The item of the preposition that belongs to the verb before item `i`, behind adverbs and times; -1 without."""
    sentence = reader.sentence
    tags, classes = sentence.tags, sentence.classes
    for k in range(i, min(i + _BETWEEN, reader.size - 1) if cue.prepositions else i):
        infinitive = tags[k] is Tag.TO and "i" in cue.complements
        if sentence.word(k) in cue.prepositions and not classes[k + 1] & TIME and not infinitive:
            return k
        if cue.lemma in _ADDRESSING and tags[k] is Tag.PREPOSITION and sentence.word(k) in ("to", "with", "in"):
            return _behind_hearer(reader, cue, k + 1)
        timed = classes[k] & TIME or (classes[k + 1] & TIME and tags[k] is Tag.PREPOSITION)
        if (
            tags[k] is not Tag.ADVERB
            and not timed
            and sentence.word(k) not in ("more", "late", "early", "last", "this")
        ):
            return -1
    return -1


def _behind_hearer(reader: ClauseReader, cue: CueVerb, i: int) -> int:
    """The preposition behind the phrase that begins at item `i`: "talked to Ruiz last week | about"; -1 without."""
    tags = reader.sentence.tags
    for k in range(i + 1, min(i + 2 * _BETWEEN, reader.size - 1)):
        if reader.sentence.word(k) in cue.prepositions and reader.sentence.word(k) != "of":
            return k
        if tags[k] not in _IN_PHRASE and tags[k] is not Tag.ADVERB:
            return -1
    return -1


_IN_PHRASE: Final = frozenset((Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION, Tag.OBJECT))


def _behind_adjuncts(reader: ClauseReader, i: int) -> int:
    """ "voted on Friday | to leave", "know from the letters | that …": the clause behind adjuncts, else item `i`."""
    tags = reader.sentence.tags
    j = reader.skip_adjuncts(i)
    if j == i or j >= reader.size:
        return i
    if tags[j] is Tag.TO or (tags[j] is Tag.NEGATION and j + 1 < reader.size and tags[j + 1] is Tag.TO):
        return j
    opens = tags[j] is Tag.SUBORDINATOR or tags[j] is Tag.DETERMINER
    return j if opens and reader.sentence.word(j) in ("that", "what", "how", "why", "whether") else i


def _after_insertion(reader: ClauseReader, comma: int) -> int | None:
    """The item behind an insertion between commas ("said, on Friday, that"), if it begins a "that" or a quotation."""
    tags = reader.sentence.tags
    for k in range(comma + 1, min(comma + 25, reader.size)):
        if tags[k] is Tag.COMMA and k + 1 < reader.size:
            if tags[k + 1] is Tag.QUOTATION:
                return k + 1
            if reader.sentence.word(k + 1) == "that" and tags[k + 1] is Tag.SUBORDINATOR:
                return k + 1
    return None


def _behind_open_insertion(reader: ClauseReader, comma: int) -> int | None:
    """ "said, in a statement | that …": the "that" behind an insertion that no second comma closes."""
    tags = reader.sentence.tags
    if comma + 1 >= reader.size or tags[comma + 1] is not Tag.PREPOSITION:
        return None
    k = reader.skip_adjuncts(comma + 1)
    that = comma + 1 < k < reader.size and tags[k] is Tag.SUBORDINATOR and reader.sentence.word(k) == "that"
    return k if that else None


def _infinitive_behind(reader: ClauseReader, comma: int) -> int:
    """The "to" behind an insertion between commas ("asked Ruiz, the mayor, | to"); the comma without one."""
    tags = reader.sentence.tags
    for k in range(comma + 1, min(comma + 25, reader.size - 1)):
        if tags[k] is Tag.COMMA and tags[k + 1] is Tag.TO:
            return k + 1
        if tags[k] in (Tag.QUOTATION, Tag.COLON) or (tags[k] is Tag.VERB and tags[k - 1] is not Tag.SUBORDINATOR):
            break
    return comma


_TELLING: Final = frozenset(("tell", "warn", "remind", "assure", "inform", "ask", "promise", "advise"))


def _after_addressee(reader: ClauseReader, group: VerbGroup, attribution: Attribution) -> list[Range] | None:
    """ "told reporters that …", "urged her to …": the content behind the person addressed; None without one."""
    addressee, cue = reader.addressee(group), group.cue
    if addressee is None or cue is None:
        return None
    j = reader.skip_adjuncts(addressee[1])
    found = _told(reader, cue, addressee, j) if j < reader.size else None
    if found is None and cue.lemma in _HEARD and (j >= reader.size or reader.sentence.tags[j] in _PAUSES):
        found = []
    if found is not None:
        attribution.addressee = addressee
    return found


_HEARD: Final = frozenset(("tell", "inform", "remind", "assure"))
_PAUSES: Final = (Tag.COMMA, Tag.STOP, Tag.QUOTATION, Tag.DASH)


def _told(reader: ClauseReader, cue: CueVerb, addressee: Range, j: int) -> list[Range] | None:
    """What the person addressed is told, at item `j`, behind adjuncts; None where nothing is."""
    sentence, tags = reader.sentence, reader.sentence.tags
    word = sentence.word(j)
    hears = "o" in cue.complements
    if (word == "about" and cue.lemma == "tell") or (word in cue.prepositions and hears and j == addressee[1]):
        return content_of(sentence, j + 1, reader.clause_end(j + 1, narrow=True))
    if tags[j] is Tag.COMMA and j + 1 < reader.size:
        j += sentence.word(j + 1) == "that" or tags[j + 1] is Tag.QUOTATION
    if tags[j] is Tag.COLON and j + 1 < reader.size:
        quoted = tags[j + 1] is Tag.QUOTATION
        return content_of(sentence, j + 1, quoted_end(reader, j + 1) if quoted else reader.size)
    if hears:
        said = _said_to(reader, cue, addressee, j)
        if said is not None:
            return said
    if tags[j] is Tag.COMMA and "p" in cue.complements:
        j = _infinitive_behind(reader, j)
    if tags[j] is Tag.TO and "p" in cue.complements:
        return content_of(sentence, addressee[0] if cue.kind == "intend" else j, reader.clause_end(j, narrow=False))
    inserted = _after_insertion(reader, j) if tags[j] is Tag.COMMA and cue.lemma == "tell" else None
    if inserted is None:
        return None
    quoted = tags[inserted] is Tag.QUOTATION
    end = quoted_end(reader, inserted) if quoted else reader.clause_end(inserted, narrow=False)
    return content_of(sentence, inserted, end)


def _said_to(reader: ClauseReader, cue: CueVerb, addressee: Range, j: int) -> list[Range] | None:
    """The clause or quotation at item `j` that is said to the person addressed."""
    sentence, tags = reader.sentence, reader.sentence.tags
    tag, word = tags[j], sentence.word(j)
    if tag is Tag.QUOTATION and "q" in cue.complements:
        return content_of(sentence, j, quoted_end(reader, j))
    clause = (word == "that" and tag is Tag.SUBORDINATOR) or (word in _ASKED and "w" in cue.complements)
    if not clause and cue.lemma in _TELLING and tag is not Tag.PREPOSITION:
        two_names = tags[addressee[1] - 1] is Tag.NAME and tag is Tag.NAME
        clause = not two_names and tag is not Tag.AUXILIARY and clause_follows(reader, j)
    return content_of(sentence, j, reader.clause_end(j, narrow=False)) if clause else None


_ASKED: Final = frozenset(("what", "how", "why", "whether", "if", "where"))
