"""Where one noun phrase ends and the next begins without a mark: "In 2012 | then-Mayor Ruiz"."""

from __future__ import annotations

from typing import Final

from bot.extract.lexicon import DEMONYM, HONORIFIC, ORGANISATION, PEOPLE, TIME, TITLE, lexicon
from bot.extract.tags import Sentence, Tag

_ADJECTIVES: Final = frozenset(
    "nonpartisan non-partisan bipartisan nonprofit non-profit liberal conservative progressive centrist libertarian "
    "independent influential powerful prestigious local national international right-wing left-wing".split()
)
_PARTS_OF_PLACES: Final = frozenset(("city", "county"))  # "In New York City | Mayor Ana Ruiz"


def opens_name(sentence: Sentence, i: int) -> bool:
    """Does a title or honorific with a name behind it begin at item `i` ("In Lisbon | President Ana Ruiz")?"""
    follows = i + 1 < len(sentence) and sentence.tags[i + 1] is Tag.NAME
    if not follows or not sentence.classes[i] & (TITLE | HONORIFIC) or sentence.classes[i] & ORGANISATION:
        return False
    return sentence.word(i) not in _PARTS_OF_PLACES


def is_titled(sentence: Sentence, i: int) -> bool:
    return bool(sentence.classes[i] & (TITLE | HONORIFIC)) and sentence.word(i) not in _PARTS_OF_PLACES


def belongs(sentence: Sentence, start: int | None, i: int) -> bool:
    """ "Samir Lund of the brokerage | Merrow Peters": is the name at item `i` that of a body somebody belongs to?"""
    if start is None or sentence.tags[start] is not Tag.NAME or sentence.classes[start] & TIME:
        return False
    k = i - 1
    while k > start and sentence.tags[k] in (Tag.NOUN, Tag.DETERMINER):
        k -= 1
    return sentence.word(k) in ("of", "from") and sentence.tags[k - 1] is Tag.NAME


def ends_clause(sentence: Sentence, begin: int) -> bool:
    """ "There was | a suspicion of handball and Ruiz said": is what "and" would join the object of a verb before?"""
    return begin > 0 and sentence.tags[begin - 1] is Tag.VERB and not reports_clause(sentence, begin - 1)


def reports_clause(sentence: Sentence, i: int) -> bool:
    """ ", predicting | dockers would": does the participle at item `i` report the clause behind it?"""
    form = sentence.forms[i]
    cue = lexicon().cues.get(form[0]) if form is not None else None
    return cue is not None and "t" in cue.complements


def is_article_before(sentence: Sentence, i: int) -> bool:
    """ "the | Evening Argus", "the | Sunday Post": does the word at item `i` open the name of an outlet?"""
    return i > 0 and sentence.word(i - 1) == "the" and sentence.tags[i] is Tag.NAME


def begins_another(sentence: Sentence, i: int) -> bool:
    """ "the reasons | many voters", "Last week | Ruiz": does a second noun phrase begin, without a preposition?"""
    tags, classes = sentence.tags, sentence.classes
    if tags[i - 1] is not Tag.NOUN:
        return False
    if tags[i] is Tag.DETERMINER:
        return True
    return tags[i] is Tag.NAME and bool(
        classes[i - 1] & TIME or (classes[i] & HONORIFIC and not classes[i - 1] & (TITLE | PEOPLE | DEMONYM))
    )


def describes(sentence: Sentence, i: int) -> bool:
    """Is the word an adjective that stands before the names of bodies: "the nonpartisan Harbour Report"?"""
    word = sentence.word(i)
    return word in _ADJECTIVES or word.endswith(("-based", "-leaning", "-wing", "-owned", "-funded", "-run", "-backed"))
