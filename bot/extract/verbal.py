"""Attributions by verb: "Ruiz said that …", "…, Ruiz said", "…," said Ruiz, "was called … by Ruiz"."""

from __future__ import annotations

from bot.extract.attribution import Attribution
from bot.extract.clauses import Subject, clause_starts, is_speaking, right_of, subjects
from bot.extract.lexicon import BE, DOCUMENT, MEDIUM, PEOPLE, SUBJ, TIME, Lexicon
from bot.extract.mere_mentions import is_title, words_inside
from bot.extract.phrases import NOMINAL, Range, VerbGroup, noun_phrase_right, verb_groups
from bot.extract.tags import Sentence, Tag

_ADJUNCT = frozenset(
    "in on at during after before from through via by with to over amid outside inside near late early last".split()
)
_INSIDE_PHRASE = frozenset("of with for about to at in on".split())


class _Reader:
    """One sentence with its verb groups and their subjects."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.groups = verb_groups(sentence, lexicon)
        self.subjects = subjects(sentence, self.groups)
        self.starts = clause_starts(sentence, self.groups, self.subjects)
        size = len(sentence)
        self.size = size - 1 if size and sentence.tags[-1] is Tag.STOP else size  # without the full stop

    # ---- where things end

    def group_at(self, i: int) -> VerbGroup | None:
        return next((g for g in self.groups if g.start <= i < g.end), None)

    def clause_end(self, begin: int, narrow: bool) -> int:
        """Where a complement that begins at item `begin` ends. `narrow`: a noun phrase, not a clause."""
        tags = self.sentence.tags
        limit = next((s for s in self.starts if s > begin), self.size)
        i = begin
        depth = 0
        while i < limit:
            tag = tags[i]
            if tag is Tag.OPENING:
                depth += 1
            elif tag is Tag.CLOSING:
                if not depth:
                    return i
                depth -= 1
            elif depth:
                pass
            elif (tag is Tag.COMMA and self._ends_at(i, narrow)) or (tag is Tag.COLON and self.sentence.word(i) == ";"):
                return i
            i += 1
        return min(i, self.size)

    def _ends_at(self, comma: int, narrow: bool) -> bool:
        sentence, tags = self.sentence, self.sentence.tags
        k = comma + 1
        if k >= self.size:
            return True
        if sentence.word(k) in ("according", "citing"):
            return True
        if not narrow:
            return False
        if tags[k] is Tag.ING or tags[k] is Tag.PARTICIPLE:
            return True
        if tags[k] is Tag.SUBORDINATOR and sentence.word(k) not in ("who", "which", "whose", "that", "where"):
            return True
        if tags[k] is Tag.COORDINATOR:
            group = next((g for g in self.groups if g.start > k and g.finite), None)
            return group is not None and group.start - k <= 8
        return tags[k] is Tag.QUOTATION

    def is_quotation(self, token: int) -> bool:
        """Does a quotation begin at the token?"""
        return any(q is not None and self.sentence.first[i] == token for i, q in enumerate(self.sentence.quotations))

    # ---- adjuncts and addressees between cue and content

    def skip_adjuncts(self, i: int) -> int:
        """Behind "in a statement on Friday", "late Thursday", "sarcastically"."""
        sentence, tags, classes = self.sentence, self.sentence.tags, self.sentence.classes
        while i < self.size:
            if (tags[i] is Tag.ADVERB and not self.sentence.word(i) == "there") or (
                classes[i] & TIME and tags[i] in NOMINAL
            ):
                i += 1
            elif (
                sentence.word(i) in ("last", "late", "early", "next", "this")
                and i + 1 < self.size
                and classes[i + 1] & TIME
            ):
                i += 2
            elif tags[i] is Tag.PREPOSITION and sentence.word(i) in _ADJUNCT:
                end = self._phrase_end(i + 1)
                if end == i + 1:
                    return i
                i = end
            else:
                return i
        return i

    def _phrase_end(self, i: int) -> int:
        """The end of the noun phrase after a preposition, with "of", "with" and "at" phrases."""
        tags, sentence = self.sentence.tags, self.sentence
        while i < self.size:
            tag = tags[i]
            if tag in NOMINAL or tag in (Tag.DETERMINER, Tag.POSSESSIVE, Tag.OBJECT) or tag is Tag.OTHER:
                if tag is Tag.DETERMINER and i > 0 and tags[i - 1] in NOMINAL:
                    break
                i += 1
            elif tag is Tag.PREPOSITION and sentence.word(i) in _INSIDE_PHRASE:
                i += 1
            elif tag is Tag.QUOTATION and tags[i - 1] is Tag.POSSESSIVE and is_title(sentence, i):
                i += 1
            elif (
                tag is Tag.COMMA
                and i + 2 < self.size
                and tags[i + 1] is Tag.NAME
                and tags[i + 2] is Tag.COMMA
                and tags[i - 1] is Tag.NAME
            ):
                i += 3  # a town and its state
            else:
                break
        return i

    def addressee(self, group: VerbGroup) -> Range | None:
        """ "told reporters", "warned the board": a short noun phrase right behind the verb."""
        tags, i = self.sentence.tags, group.end
        if i >= self.size:
            return None
        if tags[i] in (Tag.OBJECT, Tag.SUBJECT):
            return (i, i + 1) if tags[i] is Tag.OBJECT or self.sentence.word(i) in ("it", "you") else None
        found = noun_phrase_right(self.sentence, i)
        if found is None:
            return None
        end = found[1]
        for k in range(found[0], end):
            if tags[k] is Tag.COMMA:
                end = k
                break
        return (found[0], end) if end > found[0] else None


def verbal_attributions(sentence: Sentence, lexicon: Lexicon) -> tuple[list[Attribution], list[Range]]:
    """All attributions by a verb of the sentence, in the order of their cues, and the subjects of its verbs."""
    if not any(tag in (Tag.VERB, Tag.ING, Tag.PARTICIPLE) for tag in sentence.tags):
        return [], []
    reader = _Reader(sentence, lexicon)
    out: list[Attribution] = []
    for number, group in enumerate(reader.groups):
        if group.cue is None:
            continue
        found = _attribute(reader, group, reader.subjects[number])
        if found is not None:
            out.append(found)
    return out, [s.items for s in reader.subjects if s is not None and s.rule.startswith("subject-before")]


def _attribute(reader: _Reader, group: VerbGroup, subject: Subject | None) -> Attribution | None:
    cue = group.cue
    assert cue is not None
    if group.passive:
        return _passive(reader, group, subject)
    sentence = reader.sentence
    attribution = Attribution(
        sentence,
        (group.start, group.end),
        subject.items if subject else None,
        [],
        [subject.rule] if subject else [],
        cue,
        antecedent=subject.antecedent if subject else None,
        negated=group.negated,
        modal=group.modal,
    )
    inverted = None if group.infinitive else _inversion(reader, group, subject)
    if inverted and not group.start:
        attribution.source, attribution.rules[:] = inverted, ["source-after-verb"]
        attribution.content = _content(sentence, inverted[1] + 1, reader.size)
        return attribution if attribution.content else None
    content = [] if inverted else _right_content(reader, group, attribution)
    left, alone = _left_content(reader, group, subject, content, attribution, inverted)
    attribution.content = left if alone else left + content
    if not attribution.content and not attribution.rules:
        return None
    if not attribution.content and not is_speaking(group):
        return None
    return attribution


def _to_tokens(sentence: Sentence, begin: int, end: int) -> Range:
    return sentence.first[begin], sentence.last[end - 1]


def _trim(sentence: Sentence, begin: int, end: int) -> Range | None:
    """Without commas, dashes and stops at the ends."""
    tags = sentence.tags
    while begin < end and tags[begin] in (Tag.COMMA, Tag.DASH, Tag.COLON, Tag.STOP):
        begin += 1
    while end > begin and tags[end - 1] in (Tag.COMMA, Tag.DASH, Tag.COLON):
        end -= 1
    return (begin, end) if begin < end else None


def _content(sentence: Sentence, begin: int, end: int) -> list[Range]:
    trimmed = _trim(sentence, begin, end)
    return [_to_tokens(sentence, *trimmed)] if trimmed else []


def _right_content(reader: _Reader, group: VerbGroup, attribution: Attribution) -> list[Range]:
    """What the verb reports to its right; empty where nothing fits its frame."""
    sentence, cue = reader.sentence, group.cue
    assert cue is not None
    tags = sentence.tags
    takes = cue.complements
    i = group.end
    if (i < reader.size and tags[i] is Tag.PREPOSITION) or (i < reader.size and sentence.word(i) in cue.prepositions):
        word = sentence.word(i)
        if word in cue.prepositions and i + 1 < reader.size:
            end = reader.clause_end(i + 1, narrow=True)
            attribution.rules.append("verb-preposition")
            if end + 1 < reader.size and tags[end] in (Tag.COMMA, Tag.COLON) and tags[end + 1] is Tag.QUOTATION:
                return _content(sentence, end + 1, _quoted_end(reader, end + 1))
            attribution.cue = (group.start, i + 1)
            return _content(sentence, i + 1, end)
    if "o" in takes or "p" in takes:
        found = _after_addressee(reader, group, attribution)
        if found is not None:
            return found
    j = reader.skip_adjuncts(i) if is_speaking(group) else i
    if j >= reader.size:
        return []
    tag = tags[j]
    if tag is Tag.QUOTATION and "q" in takes:
        return _content(sentence, j, _quoted_end(reader, j))
    if tag in (Tag.COMMA, Tag.COLON) and j + 1 < reader.size and tags[j + 1] is Tag.QUOTATION and "q" in takes:
        return _content(sentence, j + 1, _quoted_end(reader, j + 1))
    if tag is Tag.COLON and ("q" in takes or "t" in takes):
        return _content(sentence, j + 1, reader.size)
    if tag is Tag.COMMA and j > i and sentence.word(j + 1 if j + 1 < reader.size else j) == "that":
        j, tag = j + 1, tags[j + 1]
    if tag is Tag.COMMA:
        inserted = _after_insertion(reader, j)
        if inserted is None or ("t" not in takes and "q" not in takes):
            return []
        j, tag = inserted, tags[inserted]
        if tag is Tag.QUOTATION:
            return _content(sentence, j, _quoted_end(reader, j))
    word = sentence.word(j)
    if word == "that" and takes & {"t", "T"}:
        return _content(sentence, j, reader.clause_end(j, narrow=False))
    if tag is Tag.TO and "i" in takes:
        return _content(sentence, j, reader.clause_end(j, narrow=False))
    if (
        tag is Tag.SUBORDINATOR
        and takes & {"w", "t"}
        and word in ("what", "how", "why", "whether", "if", "who", "where", "when", "which")
    ):
        if ("w" in takes and word not in ("when", "if", "who")) or (
            "q" in takes and word == "if" and cue.lemma in ("ask", "wonder", "question")
        ):
            return _content(sentence, j, reader.clause_end(j, narrow=False))
        if word in ("when", "if", "where", "who") and "w" not in takes:
            return []
    if "t" in takes and _clause_follows(reader, j):
        return _content(sentence, j, reader.clause_end(j, narrow=False))
    if "k" in takes and tag is not Tag.COMMA:
        return _small_clause(reader, group, attribution, j)
    if "p" in takes and tag is not Tag.COMMA and _object_infinitive(reader, j):
        return _content(sentence, j, reader.clause_end(j, narrow=False))
    if "a" in takes and word == "as" and j + 1 < reader.size:
        attribution.cue = (group.start, j + 1)
        return _content(sentence, j + 1, reader.clause_end(j + 1, narrow=True))
    if "a" in takes and _as_follows(reader, j):
        return _content(sentence, j, reader.clause_end(j, narrow=True))
    if "n" in takes and word == "what":
        return _content(sentence, j, reader.clause_end(j, narrow=True))
    if (tag is Tag.ING and "g" in takes) or (tag is Tag.ING and "n" in takes):
        return _content(sentence, j, reader.clause_end(j, narrow=True))
    if "n" in takes and j == i and (tag in NOMINAL or tag in (Tag.DETERMINER, Tag.OBJECT, Tag.QUOTATION, Tag.SUBJECT)):
        return _content(sentence, j, reader.clause_end(j, narrow=True))
    if "q" in takes and tag in (Tag.DETERMINER, *NOMINAL, Tag.OBJECT):
        quoted = _quotation_before_end(reader, j)
        if quoted is not None:
            return _content(sentence, quoted, _quoted_end(reader, quoted))
    return []


def _quoted_end(reader: _Reader, j: int) -> int:
    """The end of content that begins with a quotation: the quotation alone, or what runs on with it."""
    tags = reader.sentence.tags
    if j + 1 >= reader.size or tags[j + 1] in (Tag.COMMA, Tag.STOP, Tag.COLON, Tag.DASH, Tag.OTHER):
        end = j + 1
        while end + 1 < reader.size and tags[end] in (Tag.COMMA, Tag.COORDINATOR) and tags[end + 1] is Tag.QUOTATION:
            end += 2
        return end
    if tags[j + 1] in (Tag.SUBORDINATOR, Tag.ADVERB) and _long_quotation(reader, j):
        return j + 1
    if _ends_sentence(reader, j):
        return j + 1
    return reader.clause_end(j, narrow=True)


def _long_quotation(reader: _Reader, j: int) -> bool:
    quotation = reader.sentence.quotations[j]
    return quotation is not None and quotation.inside[1] - quotation.inside[0] > 6


def _ends_sentence(reader: _Reader, j: int) -> bool:
    """Does the quotation end with a comma or a stop inside its marks?"""
    last = reader.sentence.last[j] - 2
    return last >= 0 and reader.sentence.tokens.words[last] in (",", ".", "!", "?")


def _after_insertion(reader: _Reader, comma: int) -> int | None:
    """The item behind an insertion between commas ("said, on Friday, that"), if it begins a "that" or a quotation."""
    tags = reader.sentence.tags
    for k in range(comma + 1, min(comma + 25, reader.size)):
        if tags[k] is Tag.COMMA and k + 1 < reader.size:
            if tags[k + 1] is Tag.QUOTATION:
                return k + 1
            if reader.sentence.word(k + 1) == "that" and tags[k + 1] is Tag.SUBORDINATOR:
                return k + 1
    return None


def _clause_follows(reader: _Reader, j: int) -> bool:
    """Does a clause with subject and finite verb begin at item `j` (without "that")?"""
    sentence, tags = reader.sentence, reader.sentence.tags
    if tags[j] in (Tag.VERB, Tag.TO, Tag.COMMA, Tag.COORDINATOR, Tag.ING, Tag.STOP):
        return False
    if tags[j] is Tag.ADVERB and sentence.word(j) == "there":
        return True
    owed = 1  # finite verbs still to come: one more for every relative clause on the way
    for k in range(j, min(j + 40, reader.size)):
        tag = tags[k]
        if tag is Tag.SUBORDINATOR and k > j:
            if sentence.word(k) not in ("who", "which", "that", "whose", "whom"):
                return False
            owed += 1
        elif tag is Tag.COMMA and k > j + 4 and owed == 1:
            return False
        elif tag is Tag.AUXILIARY and k < j + 8 and tags[j] is not Tag.PREPOSITION and not _verb_ahead(tags, k):
            return True
        elif tag is Tag.VERB and not (k and tags[k - 1] is Tag.TO):
            owed -= 1
            if not owed:
                return True
    return False


def _verb_ahead(tags: list[Tag], k: int) -> bool:
    """Does a verb follow the auxiliary within four items?"""
    return Tag.VERB in tags[k + 1 : k + 5]


def _object_infinitive(reader: _Reader, j: int) -> bool:
    """ "urged | the board to vote": a noun phrase and "to"."""
    tags = reader.sentence.tags
    for k in range(j, min(j + 14, reader.size)):
        if tags[k] is Tag.TO:
            return k > j
        if tags[k] in (Tag.COMMA, Tag.VERB, Tag.SUBORDINATOR):
            return False
    return False


def _as_follows(reader: _Reader, j: int) -> bool:
    sentence = reader.sentence
    for k in range(j, min(j + 14, reader.size)):
        if sentence.word(k) == "as":
            return k > j
        if sentence.tags[k] in (Tag.COMMA, Tag.VERB, Tag.SUBORDINATOR):
            return False
    return False


def _quotation_before_end(reader: _Reader, j: int) -> int | None:
    """The quotation that a noun phrase leads to: "says things such as, “…”"."""
    tags = reader.sentence.tags
    for k in range(j, min(j + 20, reader.size)):
        if tags[k] is Tag.QUOTATION:
            return k
        if tags[k] is Tag.VERB or (tags[k] is Tag.COMMA and not (k + 1 < reader.size and tags[k + 1] is Tag.QUOTATION)):
            return None
    return None


def _small_clause(reader: _Reader, group: VerbGroup, attribution: Attribution, j: int) -> list[Range]:
    """ "called | the plan “reckless”", "found | the rule unlawful"."""
    sentence, tags = reader.sentence, reader.sentence.tags
    if tags[j] in (Tag.VERB, Tag.TO, Tag.SUBORDINATOR, Tag.PREPOSITION, Tag.STOP):
        return []
    return _content(sentence, j, reader.clause_end(j, narrow=True))


def _after_addressee(reader: _Reader, group: VerbGroup, attribution: Attribution) -> list[Range] | None:
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
        if (word == "about" and cue.lemma == "tell") or (word == "of" and "of" in cue.prepositions and i == j):
            attribution.addressee = attribution_addressee
            return _content(sentence, j + 1, reader.clause_end(j + 1, narrow=True))
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
                return _content(sentence, j + 1, _quoted_end(reader, j + 1))
            return _content(sentence, j + 1, reader.size)
        if "o" in cue.complements:
            if (word == "that" and tag is Tag.SUBORDINATOR) or (
                word in ("what", "how", "why", "whether", "if", "where") and "w" in cue.complements
            ):
                attribution.addressee = attribution_addressee
                return _content(sentence, j, reader.clause_end(j, narrow=False))
            if tag is Tag.QUOTATION and "q" in cue.complements:
                attribution.addressee = attribution_addressee
                return _content(sentence, j, _quoted_end(reader, j))
            if cue.lemma in (
                "tell",
                "warn",
                "remind",
                "assure",
                "inform",
                "ask",
                "promise",
                "advise",
            ) and _clause_follows(reader, j):
                if tag is not Tag.PREPOSITION and (tags[i - 1] is not Tag.NAME or tag is not Tag.NAME):
                    attribution.addressee = attribution_addressee
                    return _content(sentence, j, reader.clause_end(j, narrow=False))
        if tag is Tag.TO and "p" in cue.complements:
            attribution.addressee = attribution_addressee
            return _content(sentence, addressee[0] if cue.kind == "intend" else j, reader.clause_end(j, narrow=False))
        if tag is Tag.COMMA and cue.lemma == "tell":
            inserted = _after_insertion(reader, j)
            if inserted is not None:
                attribution.addressee = attribution_addressee
                if tags[inserted] is Tag.QUOTATION:
                    return _content(sentence, inserted, _quoted_end(reader, inserted))
                return _content(sentence, inserted, reader.clause_end(inserted, narrow=False))
    if cue.lemma in ("tell", "inform", "remind", "assure") and (
        j >= reader.size or tags[j] in (Tag.COMMA, Tag.STOP, Tag.QUOTATION, Tag.DASH)
    ):
        attribution.addressee = attribution_addressee
        return []
    return None


def _left_content(
    reader: _Reader,
    group: VerbGroup,
    subject: Subject | None,
    right: list[Range],
    attribution: Attribution,
    inverted: Range | None,
) -> tuple[list[Range], bool]:
    """What stands before a cue in the middle or at the end: "…, Ruiz said", "…," said Ruiz.

    With it: is that all of the content, whatever seemed to follow the cue?
    """
    sentence, cue = reader.sentence, group.cue
    assert cue is not None
    tags = sentence.tags
    if group.infinitive or not cue.complements & {"q", "t"}:
        return [], False
    if inverted is not None:
        attribution.source, attribution.antecedent = inverted, None
        attribution.rules[:] = ["source-after-verb"]
        begin, after = group.start, inverted[1]
    elif group.participle or subject is None or subject.rule in _NOT_PARENTHETICAL or subject.items[0] > group.start:
        return [], False
    else:
        begin, after = subject.items[0], group.end
    k = begin - 1
    while k > 0 and tags[k] in (Tag.ADVERB, Tag.COORDINATOR):
        k -= 1
    if k > 0 and sentence.word(k) == "as" and tags[k - 1] in (Tag.COMMA, Tag.QUOTATION):
        k -= 1
    if k < 0 or k == 0 and sentence.word(0) in ("as", "and", "but"):
        if _orphan(reader, after) and not right:
            attribution.rules.append("cue-alone")
        elif sentence.word(0) == "as" and tags[0] is Tag.SUBORDINATOR:
            return _after_opening_clause(reader, after), True
        return [], False
    joined = begin > 0 and tags[begin - 1] is Tag.COORDINATOR
    follows_comma = after < reader.size and tags[after] in (Tag.COMMA, Tag.COLON, Tag.DASH)
    quotation_right = bool(right) and reader.is_quotation(right[0][0])
    if tags[k] is Tag.QUOTATION:
        if "q" not in cue.complements or (is_title(sentence, k) and right):
            return [], False
        spoken = _ends_sentence(reader, k)
        if not spoken and k and not follows_comma and not inverted and not _is_content(reader, k):
            return [], False
        if not spoken and (joined or (right and not follows_comma and not quotation_right)):
            return [], False
        attribution.rules.append("quotation-before")
        rest = [] if right and (follows_comma or quotation_right) else _rest(reader, after, attribution)
        left = _content(sentence, _left_begin(reader, k), k + 1)
        return left + rest, bool(right) and not (follows_comma or quotation_right)
    if tags[k] not in (Tag.COMMA, Tag.DASH) or cue.kind not in ("speech", "mental", "show") or joined:
        return [], False
    if (right and not follows_comma) or not _parenthetical(reader, after, "o" in cue.complements):
        return [], False
    first = _left_begin(reader, k - 1)
    if not any(g.finite and first <= g.start < k for g in reader.groups) and not any(
        tags[i] is Tag.QUOTATION for i in range(first, k)
    ):
        if not (first < k and after < reader.size - 1 and tags[after] is Tag.COMMA):
            return [], False
    attribution.rules.append("clause-before")
    return _content(sentence, first, k) + ([] if right else _rest(reader, after, attribution)), False


_NOT_PARENTHETICAL = ("subject-of-joined-verb", "relative-pronoun", "subject-of-governing-verb")


def _after_opening_clause(reader: _Reader, after: int) -> list[Range]:
    """ "As Ruiz put it, | the port is closed"."""
    tags = reader.sentence.tags
    comma = next((i for i in range(after, reader.size) if tags[i] is Tag.COMMA), None)
    return _content(reader.sentence, comma + 1, reader.size) if comma is not None else []


def _is_content(reader: _Reader, k: int) -> bool:
    """May a quotation without a stop or comma inside be what the clause behind it reports?"""
    sentence = reader.sentence
    quotation = sentence.quotations[k]
    return quotation is not None and words_inside(sentence, quotation) > 3


def _orphan(reader: _Reader, after: int) -> bool:
    """Nothing but adjuncts follows the cue: its content stands in the sentence before."""
    j = reader.skip_adjuncts(after)
    return j >= reader.size


def _parenthetical(reader: _Reader, after: int, addressed: bool) -> bool:
    """Does the cue end with the sentence or with a comma, adjuncts apart?"""
    j = reader.skip_adjuncts(after)
    if j >= reader.size:
        return True
    tags = reader.sentence.tags
    if tags[j] in (Tag.COMMA, Tag.DASH, Tag.QUOTATION, Tag.COLON):
        return True
    addressee = noun_phrase_right(reader.sentence, j) if addressed else None
    if addressee is not None:
        j = reader.skip_adjuncts(addressee[1])
        return j >= reader.size or tags[j] in (Tag.COMMA, Tag.DASH, Tag.QUOTATION)
    return tags[j] in (Tag.ING, Tag.SUBORDINATOR) or reader.sentence.word(j) in ("as", "when", "after")


def _left_begin(reader: _Reader, k: int) -> int:
    """Where the content that ends at item `k` begins: after the report before it, else with the sentence."""
    tags = reader.sentence.tags
    begin = 0
    for number, group in enumerate(reader.groups):
        if group.end > k or not group.finite or not is_speaking(group):
            continue
        subject = reader.subjects[number]
        if subject is None or not any(tags[i] is Tag.QUOTATION for i in range(begin, group.start)):
            continue
        comma = next((i for i in range(group.end, k) if tags[i] is Tag.COMMA), None)
        if (comma is not None and tags[k] is not Tag.QUOTATION) or tags[k] is Tag.QUOTATION:
            begin = k
    while begin < k and tags[begin] in (Tag.COMMA, Tag.DASH, Tag.COLON, Tag.STOP, Tag.OTHER):
        begin += 1
    if begin < k and tags[begin] is Tag.COORDINATOR and tags[k] is not Tag.QUOTATION:
        begin += 1
    return begin


def _rest(reader: _Reader, after: int, attribution: Attribution) -> list[Range]:
    """The content that goes on behind a parenthetical cue: “We came,” Ruiz said, “because we had to.”"""
    sentence, tags = reader.sentence, reader.sentence.tags
    j = after
    while j < reader.size and tags[j] is not Tag.COMMA and tags[j] is not Tag.DASH and tags[j] is not Tag.QUOTATION:
        if tags[j] in (Tag.VERB, Tag.SUBORDINATOR, Tag.ING) and j > after + 1:
            break
        j += 1
    if j >= reader.size or tags[j] not in (Tag.COMMA, Tag.DASH, Tag.QUOTATION):
        return _later_quotation(reader, j)
    if tags[j] is Tag.QUOTATION:
        return [] if is_title(sentence, j) else _content(sentence, j, _quoted_end(reader, j))
    k = j + 1
    if k < reader.size and tags[k] is Tag.QUOTATION:
        return _content(sentence, k, _quoted_end(reader, k))
    if "clause-before" not in attribution.rules or k >= reader.size:
        return _later_quotation(reader, k)
    if (
        tags[k] in (Tag.ING, Tag.PARTICIPLE)
        or any(s == j for s in reader.starts)
        or sentence.word(k) in ("according", "who", "which", "as", "when", "after", "while", "citing")
    ):
        return []
    return _content(sentence, k, reader.clause_end(k, narrow=False))


def _later_quotation(reader: _Reader, j: int) -> list[Range]:
    """A quotation that goes on after a longer insertion: “…,” she said, laughing at the idea, “…”"""
    sentence, tags = reader.sentence, reader.sentence.tags
    for k in range(j, min(j + 30, reader.size)):
        if tags[k] is Tag.QUOTATION:
            if tags[k - 1] is Tag.COMMA:
                return _content(sentence, k, _quoted_end(reader, k))
            return []
        group = reader.group_at(k)
        if group is not None and is_speaking(group):
            return []
    return []


def _inversion(reader: _Reader, group: VerbGroup, subject: Subject | None) -> Range | None:
    """ "…," said Ruiz: the verb right behind a quotation or comma, the source behind it."""
    sentence, tags, cue = reader.sentence, reader.sentence.tags, group.cue
    assert cue is not None
    if group.participle or group.head != group.start or cue.kind not in ("speech", "manner", "mental"):
        return None
    k = group.start - 1
    if k < 0:
        found = right_of(sentence, group)  # "Said Ruiz: “…”"
        opens = found is not None and found[1] < reader.size and tags[found[1]] in (Tag.COLON, Tag.COMMA)
        return found if opens and found is not None and tags[found[0]] is Tag.NAME else None
    if tags[k] is Tag.COMMA and subject is not None and k > 0 and tags[k - 1] is not Tag.QUOTATION:
        return None
    if tags[k] not in (Tag.QUOTATION, Tag.COMMA, Tag.DASH):
        return None
    if tags[k] is Tag.QUOTATION and subject is not None and subject.items[1] == k:
        return None
    found = right_of(sentence, group)
    if found is None or tags[found[0]] is Tag.OBJECT:
        return None
    if cue.lemma not in (
        "say",
        "add",
        "write",
        "note",
        "explain",
        "ask",
        "recall",
        "continue",
        "reply",
    ) and not (tags[k] is Tag.QUOTATION or tags[k - 1] is Tag.QUOTATION):
        return None
    return found


def _passive(reader: _Reader, group: VerbGroup, subject: Subject | None) -> Attribution | None:
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
    if group.finite and subject is not None and not hearer:
        content += _content(sentence, *subject.items)
    end = by if by is not None and by > j else reader.clause_end(j, narrow=True) if j < reader.size else j
    if j < end and (
        tags[j] in (Tag.QUOTATION, Tag.DETERMINER, Tag.TO, Tag.NOUN, Tag.SUBORDINATOR)
        or sentence.word(j) in ("as", "of", "for")
    ):
        content += _content(sentence, j, end)
    attribution.content = content
    if not content or (source is None and not group.finite):
        return None
    if (
        source is None
        and not any(tags[i] is Tag.QUOTATION for i in range(group.start, reader.size))
        and cue.kind == "judge"
    ):
        return None
    if sentence.classes[group.start] & (BE | PEOPLE | DOCUMENT | MEDIUM | SUBJ) == 0 and source is None:
        return None
    return attribution
