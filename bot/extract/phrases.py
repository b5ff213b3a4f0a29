"""Verb groups and noun phrases of a tagged sentence: "has also said", "a spokesman for the board"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.extract.lexicon import (
    BE,
    DEMONYM,
    DOCUMENT,
    MODAL,
    MONTH,
    NEG,
    PARTICIPLE,
    PEOPLE,
    TIME,
    TITLE,
    CueVerb,
    Lexicon,
)
from bot.extract.phrase_breaks import (
    begins_another,
    belongs,
    describes,
    ends_clause,
    is_article_before,
    is_titled,
    opens_name,
    reports_clause,
)
from bot.extract.tags import Sentence, Tag
from bot.names.parse import is_portfolio

Range = tuple[int, int]
"""Half-open range of items of one sentence."""

NOMINAL: Final = frozenset((Tag.NOUN, Tag.NAME))
VERBAL: Final = frozenset((Tag.VERB, Tag.ING, Tag.PARTICIPLE))
_GROUP: Final = frozenset((Tag.AUXILIARY, Tag.ADVERB, Tag.NEGATION))
_PHRASE: Final = frozenset(
    (Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION, Tag.COORDINATOR, Tag.OTHER)
)


@dataclass(slots=True, eq=False)
class VerbGroup:
    """A verb with its auxiliaries and adverbs: items [start, end), the verb itself at `head`."""

    start: int
    head: int
    end: int
    lemma: str
    cue: CueVerb | None
    finite: bool
    passive: bool = False
    infinitive: bool = False
    participle: bool = False  # -ing or past participle without auxiliary
    negated: bool = False
    modal: str = ""


def verb_groups(sentence: Sentence, lexicon: Lexicon) -> list[VerbGroup]:
    """All verb groups in reading order."""
    verb, ing, participle = Tag.VERB, Tag.ING, Tag.PARTICIPLE
    heads = [i for i, tag in enumerate(sentence.tags) if tag is verb or tag is ing or tag is participle]
    groups = [_group(sentence, head, lexicon) for head in heads]
    for number, group in enumerate(groups):
        if group.infinitive:
            _govern(sentence, group, groups[number - 1] if number else None, lexicon)
    return groups


def _govern(sentence: Sentence, group: VerbGroup, before: VerbGroup | None, lexicon: Lexicon) -> None:
    """Tell of an infinitive what the word before it says: "failed to mention", "is due to announce", "hopes to say"."""
    direct = before is not None and before.end == group.start
    governing = before.lemma if direct and before is not None else sentence.word(group.start - 1) if group.start else ""
    if governing in lexicon.failing:
        group.negated = not (before is not None and direct and before.negated)
    elif governing in lexicon.undone or (direct and before is not None and sentence.classes[before.head] & BE):
        group.modal = group.modal or "would"
    elif direct and before is not None:
        group.negated, group.modal = group.negated or before.negated, group.modal or before.modal


def _group(sentence: Sentence, head: int, lexicon: Lexicon) -> VerbGroup:
    tags = sentence.tags
    tag = tags[head]
    start = head
    while (
        start > 0
        and tags[start - 1] in _GROUP
        and not (tags[start - 1] is Tag.ADVERB and _keeps_out(sentence, start - 1) and not _is_inside(tags, start - 1))
    ):
        start -= 1
    infinitive = start > 0 and tags[start - 1] is Tag.TO
    if infinitive:
        start -= 1
    word = sentence.word(head)
    lemma, forms = lexicon.forms.get(word, ("", 0))
    cue = lexicon.cues.get(lemma) if lemma else None
    passive = participle = tag is not Tag.VERB
    if tag is Tag.ING:
        passive = False
    negated = False
    modal = ""
    if start < head:
        last_auxiliary, negated, modal = _auxiliaries(sentence, start, head)
        if last_auxiliary & BE and tag is Tag.VERB and forms & PARTICIPLE and not word.endswith("ing"):
            passive = not _has_done(sentence, head, cue)
    end = head + 1
    if cue is not None or lemma in lexicon.phrasal_heads:
        cue, end = _with_particle(sentence, head, lemma, cue, lexicon)
    finite = not participle and not infinitive
    return VerbGroup(start, head, end, lemma, cue, finite, passive, infinitive, participle, negated, modal)


def _auxiliaries(sentence: Sentence, start: int, head: int) -> tuple[int, bool, str]:
    """Of the items before the verb: the class of the last auxiliary, whether they negate it, and the modal."""
    tags, classes = sentence.tags, sentence.classes
    last = 0
    negated = False
    modal = ""
    for i in range(start, head):
        bits, word = classes[i], sentence.word(i)
        if bits & MODAL:
            modal = word
        if bits & NEG or word.endswith("n't"):
            negated = True
        if tags[i] is Tag.AUXILIARY:
            last = bits or BE if word == "'s" else bits
    return last, negated, modal


def _with_particle(
    sentence: Sentence, head: int, lemma: str, cue: CueVerb | None, lexicon: Lexicon
) -> tuple[CueVerb | None, int]:
    """The verb with its particle ("pointed out") and its end; no cue with one that makes it another ("show up")."""
    for width in (1, 2) if lemma in lexicon.phrasal_heads else ():
        if head + width < len(sentence):
            words = " ".join(sentence.word(i) for i in range(head + 1, head + 1 + width))
            particle = lexicon.phrasal.get((lemma, words))
            if particle is not None:
                return particle, head + 1 + width
    return (None if _is_another_verb(sentence, head, cue, lexicon) else cue), head + 1


_LONGEST_OBJECT: Final = 5  # items between a verb and its particle: "called the second meeting | off"
_OBJECT: Final = frozenset((Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.POSSESSIVE, Tag.OBJECT))


def _is_another_verb(sentence: Sentence, head: int, cue: CueVerb | None, lexicon: Lexicon) -> bool:
    """Does a particle that is none of the cue's make the verb another one, "show | up", "call the match | off"?"""
    if cue is None or cue.lemma in _PLAIN:
        return False
    size = len(sentence)
    at = head + 1
    if at < size and sentence.word(at) in lexicon.particles:
        following = sentence.word(at + 1) if at + 1 < size else ""
        return following not in _OF_NUMBERS and sentence.word(at) not in cue.prepositions
    if cue.lemma not in lexicon.separable_heads:
        return False
    while at < min(size, head + _LONGEST_OBJECT) and sentence.tags[at] in _OBJECT:
        at += 1
    if at + 1 < size and sentence.word(at + 1) == "of" and sentence.word(at - 1) in _NUMBERS:
        return False  # "show seven out of ten are old"
    closed = at + 1 >= size or sentence.tags[at + 1] in _AFTER_PARTICLE or bool(sentence.classes[at + 1] & TIME)
    return at > head + 1 and at < size and (cue.lemma, sentence.word(at)) in lexicon.separable and closed


_PLAIN: Final = frozenset(("say", "tell"))
_OF_NUMBERS: Final = frozenset(("to", "loud"))  # "expect up to 80"; "think out loud"
_NUMBERS: Final = frozenset("one two three four five six seven eight nine most many few".split())
_AFTER_PARTICLE: Final = frozenset((Tag.STOP, Tag.COMMA, Tag.PREPOSITION, Tag.SUBORDINATOR, Tag.COORDINATOR))


def _has_done(sentence: Sentence, head: int, cue: CueVerb | None) -> bool:
    """Is the clitic before the participle short for "has": does an object follow ("he's sought the post")?"""
    if cue is None or sentence.word(head - 1) != "'s" or head + 1 >= len(sentence):
        return False
    if sentence.word(head + 1) in cue.prepositions and "n" not in cue.complements:
        return True  # "he's called for it"
    if "k" in cue.complements:
        return False  # "he's called a liar"
    if sentence.tags[head + 1] is Tag.TO:
        return "i" in cue.complements and "p" not in cue.complements
    return sentence.tags[head + 1] in (Tag.DETERMINER, Tag.OBJECT, Tag.NOUN, Tag.NAME)


def _is_inside(tags: list[int], i: int) -> bool:
    """ "had earlier said": does the adverb stand behind an auxiliary?"""
    return i > 0 and tags[i - 1] is Tag.AUXILIARY


def _keeps_out(sentence: Sentence, i: int) -> bool:
    """An adverb that belongs to the clause, not to the verb: "today", "however"."""
    return bool(sentence.classes[i] & TIME) or sentence.word(i) in (
        "there",
        "here",
        "however",
        "meanwhile",
        "together",
    )


def noun_phrase_left(sentence: Sentence, last: int) -> Range | None:
    """The noun phrase that ends with item `last`, with the phrases that hang on it ("a spokesman for the board").

    A prepositional phrase in front ("In a statement on Friday the board …") is left out, and so is a time at
    its end. None if no noun phrase ends there.
    """
    tags = sentence.tags
    if last < 0:
        return None
    if tags[last] in (Tag.SUBJECT, Tag.OBJECT):
        return last, last + 1
    begin = last + 1
    while begin > 0:
        tag = tags[begin - 1]
        if tag is Tag.CLOSING:
            opening = _opening(sentence, begin - 1)
            if opening is None:
                break
            begin = opening
        elif (
            tag in _PHRASE
            or (tag is Tag.ADVERB and begin <= last and tags[begin] in (Tag.NOUN, Tag.NAME))
            or (tag is Tag.QUOTATION and begin <= last and is_nickname(sentence, begin - 1))
            or (
                tag in (Tag.ING, Tag.PARTICIPLE)
                and begin <= last
                and tags[begin] in NOMINAL
                and (
                    (begin > 1 and tags[begin - 2] is Tag.DETERMINER)
                    or (
                        sentence.classes[last] & PEOPLE
                        and not reports_clause(sentence, begin - 1)
                        and (begin == 1 or tags[begin - 2] in (Tag.COMMA, Tag.COORDINATOR, Tag.SUBORDINATOR))
                    )
                )
            )
        ):
            begin -= 1
        else:
            break
    return _subject_part(sentence, begin, last + 1)


def _opening(sentence: Sentence, closing: int) -> int | None:
    for i in range(closing - 1, max(-1, closing - 12), -1):
        if sentence.tags[i] is Tag.OPENING:
            return i
    return None


def is_nickname(sentence: Sentence, i: int) -> bool:
    """Roberto “Bobo” Diaz."""
    quotation = sentence.quotations[i]
    if quotation is None or i == 0 or i + 1 >= len(sentence):
        return False
    begin, end = quotation.inside
    return end - begin <= 3 and sentence.tags[i - 1] is Tag.NAME and sentence.tags[i + 1] is Tag.NAME


def _subject_part(sentence: Sentence, begin: int, end: int) -> Range | None:
    """Of a stretch of noun phrases the last one that stands without a preposition, with what hangs on it."""
    tags, classes = sentence.tags, sentence.classes
    end = _without_time(sentence, begin, end)
    if begin < end and _is_one_phrase(tags[begin:end]):
        return begin, end
    start = None  # of the last bare noun phrase
    bare_before = None  # start of a bare one that "and" joins to it
    governed = False  # inside a prepositional phrase
    fresh = True  # the next nominal begins a phrase
    joined = False
    i = begin
    while i < end:
        tag = tags[i]
        if tag is Tag.OPENING:
            i = next((k for k in range(i, end) if tags[k] is Tag.CLOSING), end) + 1
            continue
        if tag is Tag.PREPOSITION:
            governed, fresh, joined = True, True, False
        elif tag is Tag.COORDINATOR:
            joined, fresh = True, True
        elif (
            tag is Tag.DETERMINER
            or tag in NOMINAL
            or tag is Tag.ADVERB
            or tag is Tag.QUOTATION
            or tag in (Tag.ING, Tag.PARTICIPLE)
        ):
            breaks = (
                not fresh
                and governed
                and tags[i - 1] in NOMINAL
                and (
                    tag is Tag.DETERMINER
                    or sentence.word(i).startswith("then-")  # "In 2012 | then-secretary"
                    or (
                        tag is Tag.NAME
                        and (
                            (
                                tags[i - 1] is Tag.NOUN
                                and not classes[i - 1] & (TITLE | PEOPLE | DEMONYM)
                                and not describes(sentence, i - 1)
                                and not (tags[i - 2] is Tag.DETERMINER and sentence.word(i - 1).isdigit())
                                and not belongs(sentence, start, i)
                            )
                            or (bool(classes[i - 1] & TIME) and not is_article_before(sentence, i - 1))
                            or (
                                opens_name(sentence, i)
                                and not is_titled(sentence, i - 1)
                                and not is_portfolio(sentence.word(i - 1))
                            )
                        )
                    )
                )
            )
            if breaks or (not fresh and not governed and begins_another(sentence, i)):
                governed, fresh, joined = False, True, False
            if fresh and not governed:
                if joined and start is not None:
                    bare_before = bare_before if bare_before is not None else start
                else:
                    bare_before = None
                start = i
            elif fresh and governed and joined and tag is Tag.NAME and begin and classes[begin - 1] & BE:
                governed, start, bare_before = False, i, None  # "There was a smell of tar and | Ruiz | said"
            fresh = False
            joined = False
        i += 1
    if start is None or start >= end:
        return None
    first = bare_before if bare_before is not None and not ends_clause(sentence, bare_before) else start
    while first < end and (
        tags[first] in (Tag.COORDINATOR, Tag.OTHER) or (tags[first] is Tag.ADVERB and sentence.word(first) in _OPENERS)
    ):
        first += 1
    return (first, end) if first < end else None


def _is_one_phrase(tags: list[int]) -> bool:
    """Nothing but names, or nouns with a determiner: most subjects."""
    rest = set(tags[1:])
    if not rest or rest == _NOUN:
        return tags[0] in _BEFORE_NOUN
    return rest == _NAME and tags[0] in _BEFORE_NAME


_NOUN: Final = frozenset((Tag.NOUN,))
_NAME: Final = frozenset((Tag.NAME,))
_BEFORE_NAME: Final = frozenset((Tag.NAME, Tag.DETERMINER))
_BEFORE_NOUN: Final = _BEFORE_NAME | _NOUN


_TIME_MODIFIERS: Final = ("late", "early", "last", "next", "this", "that", "earlier", "later")
_OPENERS: Final = frozenset(
    "then now also meanwhile so still yet typically however instead perhaps thus too not even just".split()
)


def _without_time(sentence: Sentence, begin: int, end: int) -> int:
    """The end of the phrases without a time behind them: "Ruiz late on Friday"."""
    tags, classes = sentence.tags, sentence.classes
    while end > begin + 1:
        k = end - 1
        if not classes[k] & TIME or (tags[k] is Tag.NAME and sentence.word(k) == "today"):
            break
        if classes[k] & MONTH and tags[k - 1] is Tag.NAME and not classes[k - 1] & TIME:
            break  # "Theresa May"
        while k - 1 > begin and (
            classes[k - 1] & TIME
            or tags[k - 1] in (Tag.DETERMINER, Tag.ADVERB)
            or sentence.word(k - 1) in _TIME_MODIFIERS
        ):
            k -= 1
        if tags[k - 1] is Tag.PREPOSITION:
            k -= 1
        elif not classes[k] & TIME and tags[k] is not Tag.ADVERB and sentence.word(k) not in _TIME_MODIFIERS:
            break
        if tags[k - 1] is Tag.POSSESSIVE or k <= begin:
            break
        end = k
    while end > begin + 1 and tags[end - 1] is Tag.ADVERB:
        end -= 1
    return end


_HANGS_ON: Final = frozenset(("of", "for", "at", "from", "with", "to"))


def noun_phrase_right(sentence: Sentence, first: int) -> Range | None:
    """The noun phrase that begins at item `first`, with "of", "for", "at" … and an apposition between commas."""
    tags = sentence.tags
    size = len(tags)
    if first >= size:
        return None
    if tags[first] in (Tag.SUBJECT, Tag.OBJECT):
        return first, first + 1
    end = _flat_right(sentence, first)
    if end == first:
        return _alone(sentence, first)
    if end < size and tags[end] is Tag.COMMA:
        end = _apposition_right(sentence, end)
    return first, end


def _alone(sentence: Sentence, first: int) -> Range | None:
    """ "Said one", "added the other": a determiner without a noun."""
    article = first + 1 < len(sentence) and sentence.word(first) == "the"
    end = first + 1 + article
    known = sentence.word(end - 1) in (("other", "others", "first", "second", "latter") if article else _ALONE)
    closed = end >= len(sentence) or sentence.tags[end] in (Tag.STOP, Tag.COMMA, Tag.COLON, Tag.DASH)
    return (first, end) if known and closed else None


_ALONE: Final = ("one", "another", "some", "others", "many", "several", "both")


def _flat_right(sentence: Sentence, first: int) -> int:
    tags, classes = sentence.tags, sentence.classes
    i = first
    size = len(tags)
    while i < size:
        tag = tags[i]
        if tag in NOMINAL:
            timed = classes[i] & TIME and i > first and tags[i - 1] is not Tag.POSSESSIVE and sentence.word(i) != "may"
            if timed and not (is_article_before(sentence, i) and i + 1 < size and tags[i + 1] is Tag.NAME):
                break
        elif tag is Tag.ING:
            if i == first or i + 1 >= size or not classes[i + 1] & DOCUMENT or tags[i + 1] is not Tag.NOUN:
                break  # but "the Herald | tracking poll"
        elif tag is Tag.OPENING:
            closing = next((k for k in range(i, min(i + 12, size)) if tags[k] is Tag.CLOSING), None)
            if closing is None:
                break
            i = closing
        elif tag is Tag.PREPOSITION:
            if i == first or sentence.word(i) not in _HANGS_ON or i + 1 >= size or classes[i + 1] & TIME:
                break
            if tags[i + 1] not in (Tag.NOUN, Tag.NAME, Tag.DETERMINER):
                break
            if sentence.word(i) in ("to", "with", "for") and not any(classes[k] & PEOPLE for k in range(first, i)):
                break
        elif tag is Tag.COORDINATOR:
            if i == first or i + 1 >= size or tags[i + 1] not in (Tag.NAME, Tag.DETERMINER, Tag.NOUN):
                break
            if tags[i + 1] is Tag.NOUN and not classes[i + 1] & (PEOPLE | TITLE):
                break
        elif tag is Tag.QUOTATION:
            if not is_nickname(sentence, i) and not (i > first and tags[i - 1] is Tag.POSSESSIVE):
                break
        elif tag is Tag.DETERMINER:
            if i > first and tags[i - 1] in NOMINAL:
                break
        elif tag is not Tag.POSSESSIVE:
            break
        i += 1
    while i > first and tags[i - 1] in (Tag.PREPOSITION, Tag.COORDINATOR, Tag.DETERMINER):
        i -= 1
    return i


def _apposition_right(sentence: Sentence, comma: int) -> int:
    """The end of the phrase with what commas add: an age, a role, a relative clause, one after another."""
    end = comma
    while end < len(sentence) and sentence.tags[end] is Tag.COMMA:
        following = _one_apposition(sentence, end)
        if following == end:
            break
        end = following
    return end


def _one_apposition(sentence: Sentence, comma: int) -> int:
    """The comma or end behind the insertion that begins at `comma`; `comma` itself where none does."""
    tags, classes = sentence.tags, sentence.classes
    size = len(tags)
    i = comma + 1
    if i >= size:
        return comma
    relative = tags[i] is Tag.SUBORDINATOR and sentence.word(i) in ("who", "whose", "which")
    if not relative and (tags[i] not in (Tag.DETERMINER, Tag.NOUN, Tag.NAME) or classes[i] & TIME):
        return comma
    for k in range(i, size):
        tag = tags[k]
        if tag is Tag.COMMA or (tag is Tag.STOP and k == size - 1) or tag in (Tag.COLON, Tag.DASH):
            return k
        if tag is Tag.QUOTATION:
            if is_nickname(sentence, k):
                continue
            return comma
        if tag is Tag.SUBORDINATOR and k > i:
            if sentence.word(k) not in ("who", "whose", "which", "that", "whom", "where"):
                return k if relative else comma
            relative = True
        elif not relative and (tag is Tag.VERB or tag is Tag.AUXILIARY or (tag is Tag.ING and k == i)):
            return comma
    return size
