"""What stands before a reporting clause in the middle or at the end: "…, Ruiz said", "…," said Ruiz."""

from __future__ import annotations

from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.clauses import is_speaking, right_of
from bot.extract.mere_mentions import is_title, words_inside
from bot.extract.phrases import Range, noun_phrase_right
from bot.extract.reader import ClauseReader, content_of, ends_sentence, quoted_end
from bot.extract.subject import Subject
from bot.extract.tags import Tag
from bot.extract.verb_groups import VerbGroup


def left_content(
    reader: ClauseReader,
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
    if group.infinitive or not cue.complements & {"q", "t"} or _hands_on(reader, group):
        return [], False
    relay = None if inverted is not None else _relay(reader, group, subject)
    if inverted is not None:
        attribution.source, attribution.antecedent = inverted, None
        attribution.rules[:] = ["source-after-verb"]
        begin, after = group.start, inverted[1]
    elif relay is not None:
        begin, after = relay, group.end
    elif (
        (group.participle and not _is_overheard(reader, group))
        or subject is None
        or subject.rule in _NOT_PARENTHETICAL
        or subject.items[0] > group.start
    ):
        return [], False
    else:
        begin, after = subject.items[0], group.end
    k = begin - 1
    while k > 0 and tags[k] in (Tag.ADVERB, Tag.COORDINATOR):
        k -= 1
    as_said = k > 0 and sentence.word(k) == "as" and tags[k - 1] in (Tag.COMMA, Tag.QUOTATION)
    k -= as_said
    if k < 0 or (k == 0 and sentence.word(0) in ("as", "and", "but")):
        if not right and _orphan(reader, group, after):
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
        spoken = ends_sentence(reader, k)
        if not spoken and k and not follows_comma and not inverted and not _is_content(reader, k):
            return [], False
        if joined and right and not follows_comma:
            return [], False  # "…,” but Ruiz said the gate was open"
        if right and not (follows_comma or quotation_right) and not _opens_clause(tags, k):
            return [], False  # "While Ruiz called it “bold,” Bell called it “mad”"
        if not spoken and (joined or (right and not follows_comma and not quotation_right)):
            return [], False
        attribution.rules.append("quotation-before")
        rest = [] if right and (follows_comma or quotation_right) else _rest(reader, after, attribution)
        left = content_of(sentence, k if as_said else _left_begin(reader, k), k + 1)
        return left + rest, bool(right) and not (follows_comma or quotation_right)
    if tags[k] not in (Tag.COMMA, Tag.DASH) or cue.kind not in ("speech", "mental", "show") or joined:
        return [], False
    if (right and not follows_comma) or not _parenthetical(reader, after, cue.lemma in _HEARD):
        return [], False
    if _follows_inserted_report(reader, group, k):
        return [], False
    first = _left_begin(reader, k - 1)
    if quotation_right and _is_adverbial(reader, first, k):
        return [], False
    clause = reader.has_finite(first, k) or any(tags[i] is Tag.QUOTATION for i in range(first, k))
    if not clause:  # "The port, Ruiz said, will reopen"
        addressee = reader.addressee(group) if "o" in cue.complements else None
        resumes = reader.skip_adjuncts(addressee[1] if addressee is not None else after)
        short = (
            resumes >= reader.size and first == 0 and tags[0] in (Tag.NOUN, Tag.NAME)
        )  # "People like Bell, he said."
        if not short and not (first < k and resumes < reader.size - 1 and tags[resumes] is Tag.COMMA):
            return [], False
        if not short and (sentence.word(first) == "according" or sentence.word(resumes + 1) in _RELATIVES):
            return [], False  # "In May players complained about methods, | which …": nothing goes on
    attribution.rules.append("clause-before")
    return content_of(sentence, first, k) + ([] if right else _rest(reader, after, attribution)), False


_RELATIVES: Final = frozenset(("who", "which", "whose", "whom", "where", "when", "while"))
_HEARD: Final = frozenset("tell assure inform remind warn caution advise promise reassure ask".split())
"""Verbs that a hearer follows though what is said stands before: "…, she told reporters"."""


def _follows_inserted_report(reader: ClauseReader, group: VerbGroup, comma: int) -> bool:
    """ "Of the nine, he said, | two had confessed": what is reported, no report itself."""
    before = reader.group_before(group)
    if before is None or before.end != comma or not before.finite or before.modal or not is_speaking(before):
        return False
    subject = reader.subjects[reader.groups.index(before)]
    return subject is not None and subject.items[0] > 0 and reader.sentence.tags[subject.items[0] - 1] is Tag.COMMA


def _hands_on(reader: ClauseReader, group: VerbGroup) -> bool:
    """Does the report belong to whom this verb names behind itself ("Lind quoted | Ruiz as saying.")?"""
    number = reader.groups.index(group) + 1
    if number >= len(reader.groups):
        return False
    return _relay(reader, reader.groups[number], reader.subjects[number]) is not None


def _relay(reader: ClauseReader, group: VerbGroup, subject: Subject | None) -> int | None:
    """Where the clause begins that hands on the words of somebody else at the end of a sentence.

    “…,” | Lind quoted Ruiz as saying. “…,” | Lind says Ruiz told her. “…,” | Lind recalled Ruiz saying.
    """
    before = reader.group_before(group)
    if before is None or before.cue is None or not before.finite or before.passive or subject is None:
        return None
    outer = reader.subjects[reader.groups.index(before)]
    if outer is None or subject.items[0] != before.end or not _orphan(reader, group, group.end):
        return None
    between = range(subject.items[1], group.start)
    if any(reader.sentence.word(i) != "as" for i in between) or outer.items[1] != before.start:
        return None
    return outer.items[0]


def _is_overheard(reader: ClauseReader, group: VerbGroup) -> bool:
    """ "Ruiz can be heard | saying", "Ruiz was quoted | as saying"."""
    before = reader.group_before(group)
    if before is None or not before.passive or before.lemma not in _OVERHEARD:
        return False
    between = range(before.end, group.start)
    return all(reader.sentence.word(i) == "as" or reader.sentence.tags[i] is Tag.ADVERB for i in between)


_OVERHEARD: Final = frozenset(("hear", "quote", "cite", "record", "see", "catch", "film", "report"))
_NOT_PARENTHETICAL: Final = ("subject-of-joined-verb", "relative-pronoun", "subject-of-governing-verb")


def _is_adverbial(reader: ClauseReader, first: int, comma: int) -> bool:
    """Is what stands before "Ruiz said, “…”" a clause or phrase of its own rather than the speech's beginning?"""
    tags = reader.sentence.tags
    if tags[first] in (Tag.ING, Tag.PARTICIPLE, Tag.PREPOSITION, Tag.SUBORDINATOR, Tag.TO, Tag.ADVERB):
        return True
    return reader.has_finite(first, comma)


def _after_opening_clause(reader: ClauseReader, after: int) -> list[Range]:
    """ "As Ruiz put it, | the port is closed"."""
    tags = reader.sentence.tags
    comma = next((i for i in range(after, reader.size) if tags[i] is Tag.COMMA), None)
    return content_of(reader.sentence, comma + 1, reader.size) if comma is not None else []


def _opens_clause(tags: list[int], k: int) -> bool:
    """Does the quotation at item `k` stand at the beginning, or behind a comma or another quotation?"""
    return k == 0 or tags[k - 1] in (
        Tag.COMMA,
        Tag.DASH,
        Tag.COLON,
        Tag.STOP,
        Tag.QUOTATION,
        Tag.OTHER,
        Tag.COORDINATOR,
    )


def _is_content(reader: ClauseReader, k: int) -> bool:
    """May a quotation without a stop or comma inside be what the clause behind it reports?"""
    sentence = reader.sentence
    quotation = sentence.quotations[k]
    return quotation is not None and words_inside(sentence, quotation) > 3


def _orphan(reader: ClauseReader, group: VerbGroup, after: int) -> bool:
    """Nothing but adjuncts, or an addressee, follows the cue: its content stands before."""
    addressee = reader.addressee(group) if group.cue is not None and "o" in group.cue.complements else None
    return _ends(reader, after) or (addressee is not None and _ends(reader, addressee[1]))


def _ends(reader: ClauseReader, after: int) -> bool:
    """Do only adjuncts stand between item `after` and the end, or a clause that hangs on them?"""
    j = reader.skip_adjuncts(after)
    if j + 1 < reader.size and reader.sentence.tags[j] is Tag.COMMA:
        j += 1  # "…?” Ruiz said, laughing."
    return j >= reader.size or reader.sentence.tags[j] is Tag.ING or reader.sentence.word(j) in ("as", "when", "while")


def _parenthetical(reader: ClauseReader, after: int, addressed: bool) -> bool:
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


def _left_begin(reader: ClauseReader, k: int) -> int:
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
    if not begin:
        begin = _behind_dateline(reader, k)
    while begin < k and tags[begin] in (Tag.COMMA, Tag.DASH, Tag.COLON, Tag.STOP, Tag.OTHER):
        begin += 1
    if begin < k and tags[begin] is Tag.COORDINATOR and tags[k] is not Tag.QUOTATION:
        begin += 1
    return begin


_DATELINE: Final = 9  # items: "PORT ESKER, Norland, May 3 (Reuters) - "


def _behind_dateline(reader: ClauseReader, k: int) -> int:
    """The item behind "PORT ESKER - " at the beginning of a report; 0 where there is none."""
    sentence, tags = reader.sentence, reader.sentence.tags
    if tags[0] is not Tag.NAME or not sentence.tokens.text[sentence.start(0) : sentence.end(0)].isupper():
        return 0
    for i in range(1, min(_DATELINE, k)):
        if tags[i] is Tag.DASH or sentence.word(i) == "-":
            return i + 1
        if tags[i] not in (Tag.NAME, Tag.COMMA, Tag.NOUN, Tag.OPENING, Tag.CLOSING):
            return 0
    return 0


def _rest(reader: ClauseReader, after: int, attribution: Attribution) -> list[Range]:
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
        return [] if is_title(sentence, j) else content_of(sentence, j, quoted_end(reader, j))
    k = j + 1
    if k < reader.size and tags[k] is Tag.QUOTATION:
        return content_of(sentence, k, quoted_end(reader, k))
    if "clause-before" not in attribution.rules or k >= reader.size:
        return _later_quotation(reader, k)
    if (
        tags[k] in (Tag.ING, Tag.PARTICIPLE)
        or any(s == j for s in reader.starts)
        or sentence.word(k) in ("according", "who", "which", "as", "when", "after", "while", "citing")
    ):
        return []
    return content_of(sentence, k, reader.clause_end(k, narrow=False))


def _later_quotation(reader: ClauseReader, j: int) -> list[Range]:
    """A quotation that goes on after a longer insertion: “…,” she said, laughing at the idea, “…”"""
    sentence, tags = reader.sentence, reader.sentence.tags
    for k in range(j, min(j + 30, reader.size)):
        if tags[k] is Tag.QUOTATION:
            if tags[k - 1] is Tag.COMMA:
                return content_of(sentence, k, quoted_end(reader, k))
            return []
        group = reader.group_at(k)
        if group is not None and is_speaking(group):
            return []
    return []


def inversion(reader: ClauseReader, group: VerbGroup, subject: Subject | None) -> Range | None:
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
    if tags[k] in (Tag.COMMA, Tag.DASH) and subject is not None and k > 0 and tags[k - 1] is not Tag.QUOTATION:
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
