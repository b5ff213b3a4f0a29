"""What commas and dashes insert between a subject and its verb: ages, roles, relative clauses, one after another."""

from __future__ import annotations

from typing import Final

from bot.extract.lexicon import PEOPLE, TIME
from bot.extract.phrases import NOMINAL, Range, is_nickname, noun_phrase_left
from bot.extract.relatives import phrase_before_relative, reduced_relative
from bot.extract.tags import Sentence, Tag

BOUNDARY: Final = frozenset(
    (
        Tag.COMMA,
        Tag.COORDINATOR,
        Tag.SUBORDINATOR,
        Tag.QUOTATION,
        Tag.COLON,
        Tag.DASH,
        Tag.STOP,
        Tag.ADVERB,
        Tag.OPENING,
        Tag.OTHER,
    )
)
_MAX_COMMAS: Final = 7


def across_commas(sentence: Sentence, last: int) -> Range | None:
    """The noun phrase before an insertion that a comma or dash at item `last` closes, with the insertion.

    Several insertions may follow each other ("Eva Lind, 42, of Porto, who heads the board, said"): the leftmost
    noun phrase wins from which everything up to the verb is insertions.
    """
    tags = sentence.tags
    best: Range | None = None
    k = last - 1
    closing = last
    mark = tags[last]
    for _ in range(_MAX_COMMAS):
        while k >= 0 and tags[k] is not mark and not (best is not None and tags[k] is Tag.COMMA):
            if tags[k] in (Tag.STOP, Tag.COLON) or (tags[k] is Tag.QUOTATION and not is_nickname(sentence, k)):
                return best
            k -= 1
        if k <= 0:
            return best
        if not _may_insert(sentence, k + 1, closing):
            if best is not None or not _relative_before(sentence, k):
                return best
        elif tags[k - 1] in _ENDS_PHRASE or _is_name(tags[k + 1 : closing]):
            found = _phrase_before(sentence, k)
            if tags[k + 1] is Tag.COORDINATOR:  # "an official who was there, and who …, said"
                found = phrase_before_relative(sentence, k) or found
            boundary = found is not None and _is_bounded(sentence, found[0])
            if found is not None and boundary and not _is_time(sentence, found):
                if best is None or any(tags[i] is Tag.NAME for i in range(*found)):
                    best = (found[0], _insertions_end(sentence, k, last))
                if found[0] == 0 or tags[found[0] - 1] is not Tag.COMMA:
                    return best
            closing = k
        else:
            closing = k
        k -= 1
    return best


def _narrows(sentence: Sentence, begin: int, verb: int) -> bool:
    """ "Ana Ruiz, the deputy | elected in 2019, asked": a participle that tells which person the apposition means?"""
    if verb < begin + 2 or sentence.tags[begin] is not Tag.DETERMINER or not sentence.word(verb).endswith("ed"):
        return False
    return bool(sentence.classes[verb - 1] & PEOPLE) and sentence.tags[verb + 1] is Tag.PREPOSITION


_ENDS_PHRASE: Final = NOMINAL | {Tag.CLOSING, Tag.SUBJECT, Tag.OBJECT}


def _is_name(tags: list[int]) -> bool:
    return bool(tags) and all(tag is Tag.NAME for tag in tags)


def _phrase_before(sentence: Sentence, comma: int) -> Range | None:
    """The noun phrase before the comma; where a verb stands there, the one whose relative clause that ends."""
    if sentence.tags[comma - 1] in _ENDS_PHRASE:
        found = _one_of_them(sentence, comma - 1) or noun_phrase_left(sentence, comma - 1)
        narrowed = reduced_relative(sentence, comma - 1) if found is None else None
        return (narrowed[0], comma) if narrowed is not None else found  # "people briefed on the talks, who left, said"
    return phrase_before_relative(sentence, comma)  # "The man who had called, Tom Bell, said"


def _is_bounded(sentence: Sentence, begin: int) -> bool:
    """Does a noun phrase begin there for certain: behind a mark, a conjunction or a time ("on Tuesday | Ruiz, …")?"""
    return begin == 0 or sentence.tags[begin - 1] in BOUNDARY or bool(sentence.classes[begin - 1] & TIME)


def _one_of_them(sentence: Sentence, last: int) -> Range | None:
    """ "One of them, Ana Ruiz, said": the phrase that ends with a pronoun behind its preposition."""
    if sentence.tags[last] is not Tag.OBJECT or last < 2 or sentence.word(last - 1) != "of":
        return None
    before = noun_phrase_left(sentence, last - 2)
    return (before[0], last + 1) if before is not None else None


def _insertions_end(sentence: Sentence, comma: int, last: int) -> int:
    """The end of the appositions and relative clauses from `comma` on, without adverbial insertions behind them."""
    tags = sentence.tags
    end = comma
    k = comma + 1
    if tags[k] is not Tag.DETERMINER and tags[k] not in NOMINAL and sentence.word(k) not in _DESCRIBING:
        return comma
    for k in range(comma + 1, last + 1):
        if tags[k] is tags[last] or tags[k] is Tag.COMMA:
            end = k
            adverbial = k < last and tags[k + 1] in (Tag.ING, Tag.PARTICIPLE, Tag.PREPOSITION, Tag.ADVERB)
            if adverbial and sentence.word(k + 1) not in ("of", "from"):
                break
    return end


_DESCRIBING: Final = frozenset("who whose which of from now formerly once including called known identified".split())
"""Words that open a description of the noun phrase, beside determiners and nouns."""


def with_partner(sentence: Sentence, found: Range) -> Range:
    """ "The mayor, Ana Ruiz, and the editor, Eva Lind, said": with the first of two described people."""
    tags, begin = sentence.tags, found[0]
    if begin < 4 or sentence.word(begin - 1) != "and" or tags[begin - 2] is not Tag.COMMA:
        return found
    partner = across_commas(sentence, begin - 2)
    return (partner[0], found[1]) if partner is not None else found


def with_list(sentence: Sentence, found: Range) -> Range:
    """ "Ruiz, Lind and Bell", "the family, dockers and clerks": with what commas count up before "and"."""
    tags = sentence.tags
    if found[0] > 1 and sentence.word(found[0] - 1) == "and" and tags[found[0] - 2] is Tag.SUBJECT:
        alone = found[0] == 2 or tags[found[0] - 3] in (Tag.COMMA, Tag.SUBORDINATOR)
        return (found[0] - 2, found[1]) if alone else found  # "He and Bell"
    if found[0] > 3 and sentence.word(found[0] - 1) == "and" and tags[found[0] - 2] is Tag.COMMA:
        both = with_partner(sentence, found)
        return found if any(tag in (Tag.VERB, Tag.AUXILIARY) for tag in tags[both[0] : found[0]]) else both
    if found[0] < 2 or tags[found[0] - 1] is not Tag.COMMA or Tag.COORDINATOR not in tags[found[0] : found[1]]:
        return found
    begin = found[0]
    for _ in range(_MAX_COMMAS):
        if begin < 2 or tags[begin - 1] is not Tag.COMMA or tags[begin - 2] not in (Tag.NOUN, Tag.NAME, Tag.CLOSING):
            break
        item = noun_phrase_left(sentence, begin - 2)
        if item is None or _is_time(sentence, item) or Tag.COORDINATOR in tags[item[0] : item[1]]:
            break
        begin = item[0]
    if begin == found[0] or (begin and tags[begin - 1] not in _BEFORE_LIST):
        return found
    return begin, found[1]


_BEFORE_LIST: Final = (Tag.SUBORDINATOR, Tag.QUOTATION, Tag.COORDINATOR, Tag.VERB)


def _is_time(sentence: Sentence, found: Range) -> bool:
    return bool(sentence.classes[found[1] - 1] & TIME)


def _relative_before(sentence: Sentence, comma: int) -> bool:
    """May an earlier comma open a relative clause that reaches over the one at item `comma`?"""
    return any(
        sentence.tags[i] is Tag.SUBORDINATOR and sentence.word(i) in ("who", "whose", "which")
        for i in range(max(0, comma - 25), comma)
    )


_REPORT: Final = 5  # items of the longest report between commas


def _may_insert(sentence: Sentence, begin: int, end: int) -> bool:
    """May the items be an insertion: a relative clause, a phrase, an apposition, but no clause of its own?"""
    tags = sentence.tags
    if begin >= end:
        return False
    if tags[begin] is Tag.SUBORDINATOR and sentence.word(begin) in (
        "who",
        "whose",
        "which",
        "whom",
        "where",
        "when",
        "while",
        "as",
        "after",
    ):
        return True
    if tags[begin] in (Tag.ING, Tag.PARTICIPLE, Tag.PREPOSITION, Tag.ADVERB):
        return True
    if tags[begin] is Tag.VERB and begin + 1 < end:
        return True  # "the report, published last week, warned"
    if tags[begin] is Tag.COORDINATOR:
        return begin + 1 < end and tags[begin + 1] is Tag.SUBORDINATOR and sentence.word(begin + 1) in ("who", "which")
    if end - begin <= _REPORT and tags[end - 1] is Tag.VERB and tags[begin] in (Tag.DETERMINER, Tag.NAME, Tag.SUBJECT):
        return True  # "Ruiz, the paper reported, said"
    relative = any(
        tags[i] is Tag.SUBORDINATOR and sentence.word(i) in ("who", "whose", "which", "that") for i in range(begin, end)
    )
    finite = any(
        tags[i] is Tag.VERB and tags[i - 1] is not Tag.TO and not _narrows(sentence, begin, i)
        for i in range(begin, end)
    )
    return relative or not finite
