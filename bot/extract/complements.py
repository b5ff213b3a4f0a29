"""What a reporting verb has to its right: a clause, a quotation, an infinitive or a noun phrase."""

from __future__ import annotations

from bot.extract.attribution import Attribution
from bot.extract.clauses import QUOTING, is_speaking
from bot.extract.lexicon import BODY, CUE_NOUN, DOCUMENT, MEDIUM, THING, TIME, CueVerb
from bot.extract.phrases import NOMINAL, Range, VerbGroup
from bot.extract.reader import ClauseReader, content_of, quoted_end
from bot.extract.tags import Sentence, Tag


def right_content(reader: ClauseReader, group: VerbGroup, attribution: Attribution) -> list[Range]:
    """What the verb reports to its right; empty where nothing fits its frame."""
    sentence, cue = reader.sentence, group.cue
    assert cue is not None
    tags = sentence.tags
    takes = cue.complements
    i = group.end
    if cue.lemma in QUOTING and any(
        g.participle and sentence.word(g.start - 1) == "as" for g in reader.groups_behind(group)
    ):
        return []  # "quoted Ruiz as saying": the next verb reports
    at = _governed_preposition(reader, cue, i)
    if at >= 0:
        end = reader.clause_end(at + 1, narrow=True)
        attribution.rules.append("verb-preposition")
        if end + 1 < reader.size and tags[end] in (Tag.COMMA, Tag.COLON) and tags[end + 1] is Tag.QUOTATION:
            return content_of(sentence, end + 1, quoted_end(reader, end + 1))
        if not any(tags[k] is Tag.PREPOSITION and sentence.word(k) in ("to", "with") for k in range(i, at)):
            attribution.cue = (attribution.cue[0] if attribution.cue else group.start, at + 1)
        return content_of(sentence, at + 1, end)
    if "o" in takes or "p" in takes:
        found = _after_addressee(reader, group, attribution)
        if found is not None:
            return found
    j = reader.skip_adjuncts(i) if is_speaking(group) else i
    if j >= reader.size:
        return []
    if not is_speaking(group):
        j = _behind_adjuncts(reader, j)
    tag = tags[j]
    if tag is Tag.QUOTATION and "q" in takes:
        return content_of(sentence, j, quoted_end(reader, j))
    if tag in (Tag.COMMA, Tag.COLON) and j + 1 < reader.size and tags[j + 1] is Tag.QUOTATION and "q" in takes:
        return content_of(sentence, j + 1, quoted_end(reader, j + 1))
    if tag is Tag.COLON and ("q" in takes or "t" in takes):
        return content_of(sentence, j + 1, reader.size)
    if tag is Tag.COMMA and j > i and sentence.word(j + 1 if j + 1 < reader.size else j) == "that":
        j, tag = j + 1, tags[j + 1]
    if tag is Tag.COMMA:
        inserted = _after_insertion(reader, j)
        if inserted is None or ("t" not in takes and "q" not in takes):
            return []
        j, tag = inserted, tags[inserted]
        if tag is Tag.QUOTATION:
            return content_of(sentence, j, quoted_end(reader, j))
    word = sentence.word(j)
    if word == "that" and takes & {"t", "T"}:
        return content_of(sentence, j, reader.clause_end(j, narrow=False))
    if "i" in takes and (tag is Tag.TO or (tag is Tag.NEGATION and j + 1 < reader.size and tags[j + 1] is Tag.TO)):
        return content_of(sentence, j, reader.clause_end(j, narrow=cue.kind == "intend"))
    if tag in (Tag.VERB, Tag.AUXILIARY) and j == i and "t" in takes:
        around = _around_report(reader, attribution, j)
        if around:
            return around
    if (
        (tag is Tag.SUBORDINATOR or (tag is Tag.DETERMINER and word in ("what", "which")))
        and takes & {"w", "t"}
        and word in ("what", "how", "why", "whether", "if", "who", "where", "when", "which")
    ):
        if ("w" in takes and word not in ("when", "if", "who")) or (
            "q" in takes and word == "if" and cue.lemma in ("ask", "wonder", "question")
        ):
            return content_of(sentence, j, reader.clause_end(j, narrow=False))
        if word in ("when", "if", "where", "who") and "w" not in takes:
            return []
        if word == "when" and not group.negated and cue.lemma not in ("know", "ask", "wonder"):
            return []  # "said so when she resigned"
    if "t" in takes and clause_follows(reader, j):
        return content_of(sentence, j, reader.clause_end(j, narrow=False))
    if cue.lemma in _NO_OBJECT and j + 1 < reader.size and tag in (Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.SUBJECT):
        return content_of(sentence, j, reader.clause_end(j, narrow=False))
    if cue.lemma in _FINDING and not _tells(reader, attribution):
        return []
    if "k" in takes and tag is not Tag.COMMA:
        return _small_clause(reader, j, named=cue.lemma in _NAMING)
    if "p" in takes and tag is not Tag.COMMA and _object_infinitive(reader, j):
        return content_of(sentence, j, reader.clause_end(j, narrow=False))
    if "a" in takes and word == "as" and j + 1 < reader.size:
        attribution.cue = (group.start, j + 1)
        return content_of(sentence, j + 1, reader.clause_end(j + 1, narrow=True))
    if "a" in takes and _as_follows(reader, j):
        return content_of(sentence, j, reader.clause_end(j, narrow=True))
    if "n" in takes and word == "what":
        return content_of(sentence, j, reader.clause_end(j, narrow=True))
    if (tag is Tag.ING and "g" in takes) or (tag is Tag.ING and "n" in takes):
        return content_of(sentence, j, reader.clause_end(j, narrow=True))
    if "n" in takes and j == i + 1 and tag is Tag.NOUN and sentence.word(i).endswith("ly"):
        return content_of(sentence, i, reader.clause_end(i, narrow=True))  # "proposed newly built piers"
    if "n" in takes and j == i and (tag in NOMINAL or tag in _OBJECTS):
        return content_of(sentence, j, reader.clause_end(j, narrow=True))
    if "q" in takes and tag in (Tag.DETERMINER, Tag.NOUN, Tag.NAME, Tag.OBJECT):
        quoted = _quotation_before_end(reader, j)
        if quoted is not None:
            return content_of(sentence, quoted, quoted_end(reader, quoted))
    return []


_OBJECTS = (Tag.DETERMINER, Tag.OBJECT, Tag.QUOTATION, Tag.SUBJECT)
_ADDRESSING = frozenset(("talk", "speak"))
_BETWEEN = 6  # items between a verb and its preposition: "spoke late on Friday | about"


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


_IN_PHRASE = frozenset((*NOMINAL, Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION, Tag.OBJECT))


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


def _infinitive_behind(reader: ClauseReader, comma: int) -> int:
    """The "to" behind an insertion between commas ("asked Ruiz, the mayor, | to"); the comma without one."""
    tags = reader.sentence.tags
    for k in range(comma + 1, min(comma + 25, reader.size - 1)):
        if tags[k] is Tag.COMMA and tags[k + 1] is Tag.TO:
            return k + 1
        if tags[k] in (Tag.QUOTATION, Tag.COLON) or (tags[k] is Tag.VERB and tags[k - 1] is not Tag.SUBORDINATOR):
            break
    return comma


def _around_report(reader: ClauseReader, attribution: Attribution, j: int) -> list[Range]:
    """ "gifts, | which | Ruiz said | were bribes": a relative clause that the report stands in."""
    sentence, source = reader.sentence, attribution.source
    if source is None or source[0] < 1 or sentence.tags[source[0] - 1] is not Tag.SUBORDINATOR:
        return []
    pronoun = source[0] - 1
    if sentence.word(pronoun) not in ("which", "what", "who", "that"):
        return []
    return content_of(sentence, pronoun, pronoun + 1) + content_of(sentence, j, reader.clause_end(j, narrow=True))


_NO_OBJECT = frozenset(("say", "argue", "insist", "contend", "think", "hope", "believe"))
"""Verbs that take no noun phrase: what follows is a clause, even where its verb is not known as one."""


_ADVERBIAL = frozenset("after before because while since until as though although once where unless so".split())


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


_PREDICATES = frozenset("is are was were has had have will would can could may might must should does do did".split())


def _quotes_predicate(reader: ClauseReader, k: int) -> bool:
    """Does the quotation at item `k` begin with a verb ("Bell “is lost”")?"""
    quotation = reader.sentence.quotations[k]
    if quotation is None:
        return False
    first = reader.sentence.tokens.words[quotation.inside[0]]
    return first in _PREDICATES or first.endswith(("ed", "es"))


_INSERTION = 18  # items between the commas around an insertion


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


_FINDING = frozenset(("find", "discover", "prove", "project"))  # what people find or prove is mostly a thing
_NAMING = frozenset(("call", "name", "dub", "label", "term", "brand", "nickname"))


def _small_clause(reader: ClauseReader, j: int, named: bool) -> list[Range]:
    """ "called | the plan “reckless”", "found | the rule unlawful". `named`: the verb needs both parts of it."""
    sentence, tags = reader.sentence, reader.sentence.tags
    if tags[j] in (Tag.VERB, Tag.TO, Tag.SUBORDINATOR, Tag.PREPOSITION, Tag.STOP, Tag.COORDINATOR):
        return []
    end = reader.clause_end(j, narrow=True)
    if named and _is_one_phrase(sentence, j, end):
        return []
    return content_of(sentence, j, end)


def _is_one_phrase(sentence: Sentence, begin: int, end: int) -> bool:
    """A name or "a meeting …" alone, which tells whom or what somebody called, not what they called it."""
    tags = sentence.tags
    if Tag.QUOTATION in tags[begin:end]:
        return False
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
    return any(
        classes[i] & (DOCUMENT | BODY | MEDIUM | THING | CUE_NOUN) or tags[i] is Tag.NAME for i in range(begin, end)
    )


_TELLING = frozenset(("tell", "warn", "remind", "assure", "inform", "ask", "promise", "advise"))


def _after_addressee(reader: ClauseReader, group: VerbGroup, attribution: Attribution) -> list[Range] | None:
    """ "told reporters that …", "urged her to …": the content behind the person addressed."""
    sentence, cue = reader.sentence, group.cue
    assert cue is not None
    tags = sentence.tags
    addressee = reader.addressee(group)
    if addressee is None:
        return None
    attribution_addressee = addressee
    i = addressee[1]
    j = reader.skip_adjuncts(i)
    if j < reader.size:
        tag, word = tags[j], sentence.word(j)
        if (word == "about" and cue.lemma == "tell") or (
            word in cue.prepositions and "o" in cue.complements and i == j
        ):
            attribution.addressee = attribution_addressee
            return content_of(sentence, j + 1, reader.clause_end(j + 1, narrow=True))
        if (
            tag is Tag.COMMA
            and j + 1 < reader.size
            and (sentence.word(j + 1) == "that" or tags[j + 1] is Tag.QUOTATION)
        ):
            j += 1
            tag, word = tags[j], sentence.word(j)
        if tag is Tag.COLON and j + 1 < reader.size:
            attribution.addressee = attribution_addressee
            if tags[j + 1] is Tag.QUOTATION:
                return content_of(sentence, j + 1, quoted_end(reader, j + 1))
            return content_of(sentence, j + 1, reader.size)
        if "o" in cue.complements:
            if (word == "that" and tag is Tag.SUBORDINATOR) or (
                word in ("what", "how", "why", "whether", "if", "where") and "w" in cue.complements
            ):
                attribution.addressee = attribution_addressee
                return content_of(sentence, j, reader.clause_end(j, narrow=False))
            if tag is Tag.QUOTATION and "q" in cue.complements:
                attribution.addressee = attribution_addressee
                return content_of(sentence, j, quoted_end(reader, j))
            two_names = tags[i - 1] is Tag.NAME and tag is Tag.NAME
            if cue.lemma in _TELLING and tag is not Tag.PREPOSITION and not two_names and clause_follows(reader, j):
                attribution.addressee = attribution_addressee
                return content_of(sentence, j, reader.clause_end(j, narrow=False))
        if tag is Tag.COMMA and "p" in cue.complements:
            j = _infinitive_behind(reader, j)
            tag = tags[j]
        if tag is Tag.TO and "p" in cue.complements:
            attribution.addressee = attribution_addressee
            return content_of(sentence, addressee[0] if cue.kind == "intend" else j, reader.clause_end(j, narrow=False))
        if tag is Tag.COMMA and cue.lemma == "tell":
            inserted = _after_insertion(reader, j)
            if inserted is not None:
                attribution.addressee = attribution_addressee
                if tags[inserted] is Tag.QUOTATION:
                    return content_of(sentence, inserted, quoted_end(reader, inserted))
                return content_of(sentence, inserted, reader.clause_end(inserted, narrow=False))
    if cue.lemma in ("tell", "inform", "remind", "assure") and (
        j >= reader.size or tags[j] in (Tag.COMMA, Tag.STOP, Tag.QUOTATION, Tag.DASH)
    ):
        attribution.addressee = attribution_addressee
        return []
    return None
