"""Who does what in a sentence: the subject of every verb group, and where a complement ends."""

from __future__ import annotations

from typing import Final

from bot.extract.insertions import BOUNDARY, across_commas, with_list, with_partner
from bot.extract.lexicon import (
    BE,
    BODY,
    HAVE,
    PAST,
    PEOPLE,
    PLACE,
    TIME,
)
from bot.extract.nonfinite import of_infinitive, of_participle
from bot.extract.phrases import NOMINAL, Range, noun_phrase_left, noun_phrase_right
from bot.extract.relatives import reduced_relative
from bot.extract.roles import is_person_noun
from bot.extract.subject import Subject, governed_phrase, name_left
from bot.extract.tags import Sentence, Tag
from bot.extract.verb_groups import VerbGroup

_SPEAKING: Final = frozenset(("speech", "manner", "show"))


def subjects(sentence: Sentence, groups: list[VerbGroup]) -> list[Subject | None]:
    """The subject of each group, None where none is found. Linear but for a few commas looked back over."""
    out: list[Subject | None] = []
    for number, group in enumerate(groups):
        out.append(_subject(sentence, groups, out, number, group))
    return out


def _subject(
    sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None], number: int, group: VerbGroup
) -> Subject | None:
    j = group.start - 1
    if group.infinitive:
        return of_infinitive(sentence, groups, known, number, j)
    if group.participle:
        return of_participle(sentence, groups, known, number, j)
    tags = sentence.tags
    while j >= 0 and (tags[j] is Tag.ADVERB or tags[j] is Tag.OTHER or _sums_up(sentence, j)):
        j -= 1
    if j < 0:
        return None
    tag = tags[j]
    if tag is Tag.SUBORDINATOR and sentence.word(j) in ("who", "which", "that", "what"):
        antecedent = _antecedent(sentence, j)
        if sentence.word(j) == "that" and antecedent is None:
            return None
        if antecedent is not None and number and sentence.word(j) == "who":
            antecedent = _told_of(sentence, groups[number - 1], known[number - 1], antecedent)
        return Subject((j, j + 1), "relative-pronoun", antecedent)
    if tag in (Tag.SUBJECT, Tag.OBJECT) and j > 1 and tags[j - 1] is Tag.PREPOSITION:
        governing = noun_phrase_left(sentence, j - 2)  # "a plaque inside it", "those close to him"
        return Subject((governing[0], j + 1), "subject-before-verb") if governing else None
    if tag is Tag.SUBJECT:
        return Subject(_with_counted(sentence, j), "subject-before-verb")
    if tag in NOMINAL or tag in (Tag.CLOSING, Tag.POSSESSIVE, Tag.PARTICIPLE, Tag.DETERMINER, Tag.OBJECT):
        found = noun_phrase_left(sentence, j)
        relative = _behind_relative(sentence, groups, known, number, found) or _behind_past(
            sentence, groups, known, number
        )
        if relative is not None:
            return relative
        if found is None:
            pronoun = _pronoun_before_phrase(sentence, j)
            if pronoun is not None:
                return pronoun
            found = reduced_relative(sentence, j)
        elif number and groups[number - 1].participle and _is_narrowing(sentence, groups[number - 1], found):
            found = reduced_relative(sentence, found[0] - 1) or found
        if found is not None:
            found = _with_name_before(sentence, found)
        return Subject(with_list(sentence, found), "subject-before-verb") if found else None
    if tag is Tag.VERB and number and groups[number - 1].end == j + 1:
        return _behind_infinitive(groups, known, number) or _behind_contact_clause(sentence, known[number - 1])
    if tag is Tag.COMMA or tag is Tag.DASH:
        split = _of_split_verb(sentence, groups, known, number) if tag is Tag.COMMA else None
        if split is not None:
            return split
        found = across_commas(sentence, j)
        if found is not None:
            return Subject(with_list(sentence, with_partner(sentence, found)), "subject-before-apposition")
    if tag is Tag.COORDINATOR or (tag is Tag.COMMA and sentence.word(group.start) == "then"):
        return _of_joined(sentence, groups, known, number)
    return None


def _with_name_before(sentence: Sentence, found: Range) -> Range:
    """ "“…,” | Nabil Orme, | an adviser to Mr. Bell said": with the name before it, where a second comma is missing."""
    tags, begin = sentence.tags, found[0]
    if begin < 2 or tags[begin - 1] is not Tag.COMMA or sentence.word(begin) not in ("a", "an"):
        return found
    first = begin - 1
    while first > 0 and tags[first - 1] is Tag.NAME:
        first -= 1
    opens = first == 0 or tags[first - 1] is Tag.QUOTATION
    return (first, found[1]) if opens and begin - 1 - first > 1 else found


def _sums_up(sentence: Sentence, j: int) -> bool:
    """ "Ruiz and Bell, who left, | both | said": does the word sum up the subject before it?"""
    tags = sentence.tags
    return (
        tags[j] is Tag.DETERMINER and sentence.word(j) in ("both", "all", "each") and j > 1 and tags[j - 1] is Tag.COMMA
    )


def _of_split_verb(
    sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None], number: int
) -> Subject | None:
    """ "Ruiz has, on several occasions, said": the subject of the "has" before the insertion."""
    for k in range(number - 1, max(-1, number - 3), -1):
        comma = groups[k].end
        if sentence.classes[groups[k].head] & (HAVE | BE) and sentence.tags[comma] is Tag.COMMA and known[k]:
            finite = groups[number].start == groups[number].head and comma < groups[number].start - 1
            return known[k] if finite else None
    return None


def _behind_contact_clause(sentence: Sentence, inner: Subject | None) -> Subject | None:
    """ "All the experts I interviewed said": the noun before the clause that has no "who"."""
    if inner is None or not inner.items[0] or sentence.tags[inner.items[0] - 1] not in NOMINAL:
        return None
    found = noun_phrase_left(sentence, inner.items[0] - 1)
    return Subject(found, "subject-before-verb") if found else None


def _behind_infinitive(groups: list[VerbGroup], known: list[Subject | None], number: int) -> Subject | None:
    """ "An official who asked not to be named | said": whom the relative clause tells of that an infinitive ends."""
    k = number - 1
    while k and groups[k].infinitive:
        k -= 1
    subject = known[k]
    if k == number - 1 or subject is None or subject.rule != "relative-pronoun" or subject.antecedent is None:
        return None
    return Subject(subject.antecedent, "subject-before-verb")


def _behind_relative(
    sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None], number: int, found: Range | None
) -> Subject | None:
    """ "The man who works for Bell said": what stands before the verb belongs to a relative clause."""
    if not number:
        return None
    before, subject = groups[number - 1], known[number - 1]
    if subject is None or subject.rule != "relative-pronoun" or subject.antecedent is None or not before.finite:
        return None
    if found is not None and found[0] != before.end and not _in_phrase_behind(sentence, before.end, found[0]):
        return None
    return Subject(subject.antecedent, "subject-before-verb")


def _in_phrase_behind(sentence: Sentence, begin: int, end: int) -> bool:
    """Does only a preposition's phrase stand there: "that appeared | in the Norland | Journal"?"""
    tags = sentence.tags
    return begin < end and tags[begin] is Tag.PREPOSITION and all(tags[i] in _IN_PHRASE for i in range(begin, end))


def _pronoun_before_phrase(sentence: Sentence, last: int) -> Subject | None:
    """ "who in 2010 said", "she on Friday said": a pronoun before a prepositional phrase."""
    k = last
    while k >= 0 and k > last - 8 and sentence.tags[k] in _IN_PHRASE:
        k -= 1
    if k < 0 or sentence.tags[k + 1] is not Tag.PREPOSITION:
        return None
    if sentence.tags[k] is Tag.SUBJECT:
        return Subject((k, k + 1), "subject-before-verb")
    if sentence.tags[k] is Tag.SUBORDINATOR and sentence.word(k) in ("who", "which", "that"):
        antecedent = _antecedent(sentence, k)
        return Subject((k, k + 1), "relative-pronoun", antecedent) if antecedent else None
    return None


def _behind_past(
    sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None], number: int
) -> Subject | None:
    """ "A poll released on Thursday by the board found": of two verbs in a row the first is a participle."""
    if not number:
        return None
    before, subject = groups[number - 1], known[number - 1]
    if subject is None or subject.rule != "subject-before-verb" or before.start != before.head or not before.finite:
        return None
    if before.cue is not None and before.cue.complements & {"t", "k", "p"}:
        return None
    gap = range(before.end, groups[number].start)
    if not gap or any(sentence.tags[i] in BOUNDARY for i in gap):
        return None
    direct = sentence.tags[before.end] is Tag.PREPOSITION or any(sentence.classes[i] & TIME for i in gap)
    return Subject(subject.items, "subject-before-verb") if direct else None


def _with_counted(sentence: Sentence, j: int) -> Range:
    """The pronoun at item `j`, "all" and "both" with the list they sum up: "Ruiz, Lind and Bell all"."""
    if sentence.word(j) not in ("all", "both", "each") or j < 3:
        return j, j + 1
    before = sentence.tags[j - 1]
    if before is not Tag.COMMA and before not in (Tag.NOUN, Tag.NAME, Tag.CLOSING):
        return j, j + 1
    found = across_commas(sentence, j - 1) if before is Tag.COMMA else noun_phrase_left(sentence, j - 1)
    return (with_list(sentence, found)[0], j + 1) if found is not None else (j, j + 1)


def _is_narrowing(sentence: Sentence, group: VerbGroup, found: Range) -> bool:
    """ "A union | representing dockers | said", "towns | led by Porto | said": is the noun phrase before the verb part
    of a participle's phrase? Not where the participle reports the clause ("heard Ruiz saying dockers left")."""
    tags = sentence.tags
    if group.start < 1 or tags[group.start - 1] not in NOMINAL or found[0] < group.end + group.passive:
        return False
    if group.cue is not None and group.cue.complements & {"t", "k", "o"}:
        return False
    return all(tags[i] in _IN_PHRASE for i in range(group.end, found[0])) and (
        found[0] == group.end or Tag.PREPOSITION in tags[group.end : found[0]]
    )


_IN_PHRASE: Final = frozenset((Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION))


def _of_joined(sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None], number: int) -> Subject | None:
    """ "… and added": the subject of the last reporting verb, for a verb of speech; else of the last verb."""
    nearest: Subject | None = None
    speaking = is_speaking(groups[number])
    relative = _goes_on_in_relative(sentence, groups, known, number) if speaking else None
    if relative is not None:
        return relative
    for k in range(number - 1, max(-1, number - 9), -1):
        found = known[k]
        if found is None or not groups[k].finite or (found.rule == "relative-pronoun" and k):
            continue
        if nearest is None:
            nearest = found
        if not speaking or (_may_join(sentence, groups[k], groups[number]) and not groups[k].passive):
            nearest = found
            break
        if not embedded_as_content(sentence, groups, k, found):
            break
    return Subject(nearest.items, "subject-of-joined-verb", nearest.antecedent) if nearest else None


def _goes_on_in_relative(
    sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None], number: int
) -> Subject | None:
    """ "worried about a man who was arrested and | has confessed": does "and" join two verbs with auxiliaries in one
    relative clause without commas?"""
    group, before = groups[number], known[number - 1] if number else None
    if before is None or before.rule != "relative-pronoun" or before.antecedent is None:
        return None
    pronoun = before.items[0]
    auxiliaries = group.start < group.head and groups[number - 1].start < groups[number - 1].head
    if not auxiliaries or sentence.tags[pronoun - 1] is Tag.COMMA:
        return None
    if any(sentence.tags[i] in (Tag.COMMA, Tag.QUOTATION) for i in range(pronoun, group.start)):
        return None
    return Subject(before.antecedent, "subject-of-joined-verb")


def _may_join(sentence: Sentence, before: VerbGroup, group: VerbGroup) -> bool:
    """May "and" join the reporting verb to the one before: "said … and added", not "said it shows … | and added"?"""
    if not is_speaking(before) and (before.cue is None or before.cue.kind != "judge"):
        return False
    return before.cue is None or before.cue.kind == "speech" or _is_past(sentence, before) == _is_past(sentence, group)


def _is_past(sentence: Sentence, group: VerbGroup) -> bool:
    form = sentence.forms[group.head]
    return group.start == group.head and form is not None and bool(form[1] & PAST)


def embedded_as_content(sentence: Sentence, groups: list[VerbGroup], k: int, subject: Subject) -> bool:
    """Is the clause of group `k` what the verb before it reports ("said that she was")?"""
    if not k or groups[k - 1].cue is None:
        return False
    gap = range(groups[k - 1].end, subject.items[0])
    words = [sentence.word(i) for i in gap if sentence.tags[i] is Tag.SUBORDINATOR]
    return not words or words[0] == "that"


def _antecedent(sentence: Sentence, j: int) -> Range | None:
    """The noun phrase that a relative pronoun at item `j` stands for."""
    k = j - 1
    tags = sentence.tags
    if k >= 0 and tags[k] is Tag.COMMA:
        k -= 1
        if k > 1 and sentence.word(k).isdigit() and tags[k - 1] is Tag.COMMA:
            k -= 2  # "Ruiz, 46, who said"
    k = _before_time(sentence, k)
    if k > 0 and sentence.word(k) == "one":
        return k - (tags[k - 1] is Tag.DETERMINER), k + 1
    if k < 0 or (tags[k] not in NOMINAL and tags[k] is not Tag.CLOSING):
        return None
    found = noun_phrase_left(sentence, k)
    if found is not None and sentence.word(j) == "who" and not _is_person(sentence, found):
        if tags[k] is Tag.NAME:
            return name_left(sentence, k)  # "drew fire from Ruiz, who said"
        if sentence.classes[k] & PEOPLE:
            return governed_phrase(sentence, k)  # "lost support from allies who said"
    if found is not None and sentence.word(j) == "who" and sentence.classes[k] & PLACE and tags[j - 1] is Tag.COMMA:
        return across_commas(sentence, j - 1) or found  # "Ruiz, a nurse from Erie, Pa., who said"
    if found is None and sentence.word(j) == "who" and tags[k] is Tag.NOUN and not sentence.classes[k] & PEOPLE:
        found = _people_before(sentence, k)
    return found or governed_phrase(sentence, k)


def _before_time(sentence: Sentence, k: int) -> int:
    """ "the statement, | on Tuesday night, | which": before the time between commas at item `k`, else `k` itself."""
    i = k
    while i > 1 and sentence.classes[i] & TIME:
        i -= 1
    if i == k or sentence.tags[i] is not Tag.PREPOSITION or sentence.tags[i - 1] is not Tag.COMMA:
        return k
    return i - 2


def _people_before(sentence: Sentence, last: int) -> Range | None:
    """ "people briefed on the talks, who left", "people familiar with them, who left": those whom "who" means."""
    narrowed = reduced_relative(sentence, last)
    for k in range(last, max(0, last - _FARTHEST), -1):
        if narrowed is not None or sentence.tags[k] not in _IN_PHRASE:
            break
        if sentence.classes[k] & PEOPLE:
            narrowed = noun_phrase_left(sentence, k) or governed_phrase(sentence, k)
    return narrowed if narrowed is not None and _is_person(sentence, narrowed) else None


_FARTHEST: Final = 8  # items from "who" back to the people


def _is_person(sentence: Sentence, found: Range) -> bool:
    """Does the phrase turn on a name or a noun for people?"""
    head = -1
    for i in range(*found):
        if sentence.tags[i] is Tag.PREPOSITION:
            break
        head = i if sentence.tags[i] in NOMINAL else head
    if head < 0:
        return False
    named = sentence.tags[head] is Tag.NAME or bool(sentence.classes[head] & (PEOPLE | BODY))
    return named or is_person_noun(sentence, head)  # "a dental hygienist from Porto who said"


def _told_of(sentence: Sentence, before: VerbGroup, subject: Subject | None, antecedent: Range) -> Range:
    """ "Ruiz is the one who said": whom the antecedent is said to be, where it names nobody itself."""
    if subject is None or not sentence.classes[before.head] & BE or antecedent[0] != before.end:
        return antecedent
    if any(sentence.tags[i] is Tag.NAME for i in range(*antecedent)):
        return antecedent
    return subject.items if sentence.tags[subject.items[0]] is Tag.NAME else antecedent


def is_speaking(group: VerbGroup) -> bool:
    """Does the verb report speech or findings?"""
    return group.cue is not None and group.cue.kind in _SPEAKING


def clause_starts(sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None]) -> list[int]:
    """Items at which a new reporting clause begins behind a comma or "and": they end the content before.

    The item of the comma (or of "and" without one) itself, in reading order.
    """
    tags = sentence.tags
    out: list[int] = []
    for number, group in enumerate(groups):
        if group.cue is None or group.infinitive:
            continue
        if group.participle:
            if group.passive or group.cue.kind not in ("speech", "mental") or "q" not in group.cue.complements:
                continue
            begin = group.start
        else:
            if not is_speaking(group):
                continue
            found = known[number]
            inherited = found is not None and found.rule == "subject-of-joined-verb"
            if number and groups[number - 1].end == group.start and _behind_infinitive(groups, known, number):
                out.append(group.start)
                continue
            begin = group.start if found is None or inherited else found.items[0]
            described = found.antecedent if found is not None and found.rule == "relative-pronoun" else None
            if described is not None and described[1] == begin and sentence.word(begin) == "who":
                begin = described[0]  # "and | residents who say"
        k = begin - 1
        while k > 0 and (tags[k] is Tag.ADVERB):
            k -= 1
        if k > 0 and tags[k] is Tag.COORDINATOR:
            if tags[k - 1] is Tag.COMMA:
                k -= 1
            elif group.passive and _is_mere_passive(sentence, group):
                continue
            out.append(k)
        elif (
            k > 0
            and tags[k] is Tag.SUBORDINATOR
            and sentence.word(k) in ("while", "although", "though", "whereas", "as")
            and (tags[k - 1] is Tag.COMMA or tags[k - 1] is Tag.QUOTATION)
        ):
            out.append(k - (tags[k - 1] is Tag.COMMA))
        elif (
            k > 0
            and tags[k] in (Tag.COMMA, Tag.DASH)
            and not _resumes(sentence, groups, known, number, k)
            and not _closes_opening(sentence, k)
        ):
            out.append(k)
    return out


_FARTHEST_THAT: Final = 25  # items from the comma back to "that"


def _closes_opening(sentence: Sentence, comma: int) -> bool:
    """ "noted that when it rained, | Bell told them": does the comma end a phrase that opens a clause with "that"?"""
    tags = sentence.tags
    for i in range(comma - 2, max(0, comma - _FARTHEST_THAT), -1):
        if tags[i] is Tag.COMMA or tags[i] is Tag.QUOTATION:
            return False
        if tags[i] is Tag.SUBORDINATOR and sentence.word(i) == "that":
            return tags[i + 1] in _OPENS_PHRASE
    return False


_OPENS_PHRASE: Final = (Tag.SUBORDINATOR, Tag.PREPOSITION, Tag.ING)


def _is_mere_passive(sentence: Sentence, group: VerbGroup) -> bool:
    """ "how songs and plays are taught": does nothing follow that might be told?"""
    after = group.end
    return after >= len(sentence) or sentence.tags[after] in (Tag.STOP, Tag.PREPOSITION, Tag.COMMA, Tag.COORDINATOR)


def _resumes(sentence: Sentence, groups: list[VerbGroup], known: list[Subject | None], number: int, comma: int) -> bool:
    """ "Each time it rained, she said, | they added a pump": does the comma end a report that stands between commas?"""
    if (
        not number
        or groups[number].participle
        or groups[number - 1].end != comma
        or not is_speaking(groups[number - 1])
    ):
        return False
    before, subject = known[number - 1], known[number]
    return (
        before is not None
        and subject is not None
        and subject.items[0] == comma + 1
        and before.items[0] > 0
        and sentence.tags[before.items[0] - 1] is Tag.COMMA
    )


def right_of(sentence: Sentence, group: VerbGroup) -> Range | None:
    """The noun phrase that follows the verb ("said Ana Ruiz"), behind an adverb."""
    i = group.end
    if i < len(sentence) and sentence.tags[i] is Tag.ADVERB:
        i += 1
    return noun_phrase_right(sentence, i)


def main_subject(sentence: Sentence, found: list[Range]) -> Range:
    """Of the subjects of a sentence's verbs the one of its main clause: the leftmost behind an opening clause."""
    first = min(found)
    if sentence.tags[0] is Tag.SUBORDINATOR and sentence.word(0) not in ("who", "what", "that", "which"):
        comma = next((i for i in range(first[1], len(sentence)) if sentence.tags[i] is Tag.COMMA), len(sentence))
        return min((r for r in found if r[0] > comma), default=first)
    return first
