"""Runs of capitalised words: where a name ends ("Department of Health and Human Services"), and where two meet."""

from __future__ import annotations

from typing import Final

from bot.extract.known_names import is_country
from bot.extract.lexicon import (
    BODY,
    DAY,
    DEMONYM,
    GIVEN,
    HONORIFIC,
    MONTH,
    ORGANISATION,
    PEOPLE,
    PLACE,
    THING,
    TITLE,
)
from bot.extract.roles import AGENTIVE, is_person_noun
from bot.extract.tags import Sentence, Tag
from bot.model import Span
from bot.names.lexicon import is_surname, name_lexicon
from bot.names.parse import is_portfolio

_INSIDE_NAME: Final = frozenset("of on for and the de la del von van der bin al el du da di".split())
_JOINTS: Final = frozenset(  # tags of what may stand inside a name
    (
        Tag.POSSESSIVE,
        Tag.OTHER,
        Tag.QUOTATION,
        Tag.PREPOSITION,
        Tag.NOUN,
        Tag.COORDINATOR,
        Tag.DETERMINER,
        Tag.COMMA,
    )
)
_ACT_TITLES: Final = HONORIFIC | TITLE
_SECOND_PARTICLES: Final = frozenset(("der", "den", "de", "la", "las", "los", "het", "dem"))


def run_end(sentence: Sentence, i: int) -> int:
    """The end of the run of name words that begins at item `i`, with small words inside a name."""
    tags, classes = sentence.tags, sentence.classes
    size = len(tags)
    end = i + 1
    while end < size:
        tag = tags[end]
        if tag is Tag.NAME:
            if classes[end] & DAY:
                break  # "in Fort Wayne, Indiana Friday"
            end += 1
            continue
        if tag not in _JOINTS:
            break
        word = sentence.words[end]
        k = end + 1
        if tag is Tag.POSSESSIVE or word in ("'", "’", "&"):
            if k < size and tags[k] is Tag.NAME and _joins_across_mark(sentence, i, end, k):
                end = k + 1
                continue
            break
        if tag is Tag.QUOTATION and k < size and tags[k] is Tag.NAME:
            quotation = sentence.quotations[end]
            if (
                quotation is not None
                and quotation.inside[1] - quotation.inside[0] <= 3
                and classes[i] & (GIVEN | _ACT_TITLES)
            ):
                end = k + 1
                continue
        if word in _INSIDE_NAME and tag in (Tag.PREPOSITION, Tag.NOUN, Tag.COORDINATOR, Tag.DETERMINER):
            if k < size and tags[k] is Tag.DETERMINER and word in ("of", "for"):
                k += 1
            elif k < size and sentence.word(k) in _SECOND_PARTICLES and word in ("van", "von", "de"):
                k += 1  # "Tom van der Aue"
            dated = k < size and classes[k] & (DAY | MONTH)  # "the Council on Friday"
            if k < size and tags[k] is Tag.NAME and not dated and _joins(sentence, i, end, k, word):
                end = k + 1
                continue
        if tag is Tag.COMMA and k < size and sentence.word(k) in ("jr", "sr", "jr.", "sr.") and tags[k] is Tag.NAME:
            end = k + 1
            continue
        break
    return end


def _joins(sentence: Sentence, begin: int, small: int, following: int, word: str) -> bool:
    """Does "of", "and" or a particle at item `small` join two parts of one name?"""
    classes = sentence.classes
    before = classes[small - 1]
    if word == "on":
        return sentence.word(small - 1) in ("commission", "committee", "subcommittee", "council", "conference", "panel")
    if word in ("of", "for"):
        titled = sentence.word(small - 1).rpartition("-")[2] in ("secretary", "house", "speaker")
        if titled:
            return sentence.word(following) in (
                "state",
                "defense",
                "defence",
                "representatives",
                "commons",
                "lords",
                "homeland",
            )
        if word == "for" and small == begin + 1 and sentence.word(begin).endswith("s"):
            return not before & GIVEN  # "Citizens for Clean Water"
        return bool(before & (ORGANISATION | BODY)) and not before & PEOPLE
    if word == "and":
        return _joins_fields(sentence, begin, small, following)
    if word == "the":
        return False
    return word in name_lexicon().particles and not before & (PLACE | ORGANISATION)


_FIELD_ENDS: Final = frozenset(
    "services authority association foundation studies affairs relations research security reform policy".split()
)
_FIELD_BODIES: Final = frozenset(
    "department ministry office bureau institute center centers centre board committee council agency school".split()
)


def _joins_fields(sentence: Sentence, begin: int, conjunction: int, following: int) -> bool:
    """ "Securities and Exchange Commission", "Department of Health and Human Services": two fields of one body."""
    tags, classes = sentence.tags, sentence.classes
    fields = (conjunction - 1, following)
    if any(classes[i] & (GIVEN | PLACE | HONORIFIC | DAY) for i in fields):
        return False
    if any(is_acronym(Span(sentence.start(i), sentence.end(i)).of(sentence.tokens.text)) for i in fields):
        return False
    end = following
    while end < len(sentence) and tags[end] is Tag.NAME:
        end += 1
    if any(classes[i] & GIVEN or is_surname(sentence.word(i)) for i in range(begin, end)):
        return False
    if classes[end - 1] & BODY or sentence.word(end - 1) in _FIELD_ENDS:
        return end - following > 1 and not classes[conjunction - 1] & BODY
    of_fields = any(sentence.word(i) in ("of", "for") for i in range(begin + 1, conjunction - 1))
    named = any(sentence.word(i) in _FIELD_BODIES for i in range(begin, conjunction - 1))
    alone = is_portfolio(sentence.word(following)) or not classes[following] & (ORGANISATION | BODY)
    return of_fields and named and end - following == 1 and alone


def _joins_across_mark(sentence: Sentence, begin: int, mark: int, following: int) -> bool:
    """ "Merrow & Sons", "Dockers' Union", "Seamen's Institute": a body named after a group of people."""
    word = sentence.word(mark)
    if word == "&":
        return True
    if word == "'s" and sentence.word(mark - 1) in ("king", "queen") and mark - begin == 1:
        return bool(sentence.classes[following] & ORGANISATION)  # King's College
    if _is_office_of(sentence, begin, mark, following):
        return True
    if mark - begin != 1 or sentence.classes[begin] & (GIVEN | HONORIFIC | TITLE):
        return False
    owner = sentence.word(begin)
    if not (owner.endswith("s") if word != "'s" else owner.endswith("men") or owner in ("people", "children")):
        return False
    end = following
    while end < len(sentence) and sentence.tags[end] is Tag.NAME:
        end += 1
    return bool(sentence.classes[end - 1] & (ORGANISATION | BODY))


def _is_office_of(sentence: Sentence, begin: int, mark: int, following: int) -> bool:
    """ "Marlow County Sheriff's Office": a body named after the office of whoever leads it, of a place or a country."""
    if mark - begin < 2 or sentence.word(following) not in _OFFICES or sentence.word(mark) not in ("'s", "'", "’"):
        return False
    return sentence.word(mark - 1) in _OFFICE_HOLDERS and not sentence.classes[begin] & (GIVEN | HONORIFIC)


_OFFICES: Final = frozenset(("office", "department", "bureau"))
_OFFICE_HOLDERS: Final = frozenset(
    "sheriff attorney attorneys general governor mayor coroner marshal prosecutor defender comptroller auditor "
    "treasurer commissioner ombudsman examiner advocate president chancellor minister".split()
)


_SHIP_PREFIXES: Final = frozenset(("mv", "hms", "uss", "rms", "hmas", "hmcs"))


def parts_of_run(sentence: Sentence, begin: int, end: int) -> list[tuple[int, int]]:
    """The run divided where another name begins in its middle: "Vermont Sen. Ana Ruiz", "Rival Ana Ruiz"."""
    if sentence.word(begin) in _SHIP_PREFIXES and sentence.tags[begin] is Tag.NAME:
        return [(begin, end)]  # "MV Lady Anna"
    classes = sentence.classes
    cut = begin
    out: list[tuple[int, int]] = []
    for i in range(begin + 1, end - 1):
        before = classes[i - 1]
        if _is_title(sentence, i, end):
            divides = not before & (GIVEN | HONORIFIC) and not _continues_title(sentence, cut, i)
            divides = divides and not _is_initial(sentence.word(i - 1))
        else:
            calling = classes[i] & GIVEN and not classes[i + 1] & (ORGANISATION | PLACE | THING)
            divides = (
                bool(calling)
                and (not before & (GIVEN | TITLE | HONORIFIC) or bool(before & DEMONYM))
                and (
                    bool(before & (DEMONYM | PEOPLE | ORGANISATION | THING | PLACE | BODY))
                    or (i == 1 and sentence.word(0).endswith(AGENTIVE) and not is_surname(sentence.word(0)))
                    or (i == begin + 1 and end - i == 2 and not (begin and is_person_noun(sentence, begin - 1)))
                )
            )
            divides = divides and not _is_initial(sentence.word(i - 1))
            divides = divides or (i == begin + 1 and _is_country_of(sentence, begin, end))
        if divides:
            out.append((cut, i))
            cut = i
    out.append((cut, end))
    return out


def _is_country_of(sentence: Sentence, begin: int, end: int) -> bool:
    """ "the envoy for Norland | Ana Ruiz": is the first word a country behind a preposition, and no body's?"""
    classes = sentence.classes
    if not begin or sentence.word(begin - 1) not in ("for", "to", "of", "in") or end - begin < 3:
        return False
    if any(classes[i] & (ORGANISATION | THING | PLACE | BODY | PEOPLE) for i in range(begin + 1, end)):
        return False
    return not classes[begin] & GIVEN and is_country(sentence.word(begin))


def _continues_title(sentence: Sentence, begin: int, i: int) -> bool:
    """Does the title word at item `i` go on with what stands before it: "Chief Technology Officer", "State Senator"?

    A word that may qualify a title ends a name of its own where more stands before it: "Kansas City | President".
    """
    lexicon = name_lexicon()
    words = [sentence.word(k).rstrip(".") for k in range(begin, i + 1)]
    if words[-2] in lexicon.titles:
        return True
    if words[-2] in lexicon.qualifiers and all(w in lexicon.qualifiers or is_portfolio(w) for w in words[:-2]):
        return True
    return any(" ".join(words[-n:]) in lexicon.titles for n in range(2, min(lexicon.longest_title, len(words)) + 1))


def _is_title(sentence: Sentence, i: int, end: int) -> bool:
    """Does an honorific or a title ("Mayor", "Special Envoy", "Employment Minister") begin at item `i`?"""
    if sentence.classes[i] & HONORIFIC:
        return sentence.word(i).rstrip(".") not in ("st", "saint")  # "Port St. Lucie"
    if is_portfolio(sentence.word(i)) and is_portfolio(sentence.word(i - 1)) and sentence.tags[i - 1] is Tag.NAME:
        return False  # the title began before
    k = i
    while k < end and is_portfolio(sentence.word(k)):
        k += 1
    if i < k < end and sentence.word(k) in name_lexicon().offices:
        return True
    if not sentence.classes[i] & TITLE or _names_office(sentence, i, end):
        return False
    if i + 2 == end and sentence.classes[i + 1] & (ORGANISATION | BODY) and not sentence.classes[i + 1] & GIVEN:
        return False  # "Tarn General Hospital"
    word = sentence.word(i).rstrip(".")
    if (
        word == "general"
        and i + 1 < end
        and sentence.word(i + 1).endswith("s")
        and not is_surname(sentence.word(i + 1))
    ):
        return False  # "Associated General Contractors", "General Motors"
    titles = name_lexicon().titles
    if word in name_lexicon().offices and i and is_portfolio(sentence.word(i - 1)) and sentence.tags[i - 1] is Tag.NAME:
        return False  # the title began before
    return word in titles or (i + 1 < end and f"{word} {sentence.word(i + 1).rstrip('.')}" in titles)


def _names_office(sentence: Sentence, i: int, end: int) -> bool:
    """Does the title at item `i` own an office inside the run: "District Attorney's Office"?"""
    return any(
        sentence.tags[k] is Tag.POSSESSIVE and k + 1 < end and sentence.word(k + 1) in _OFFICES
        for k in range(i + 1, min(i + 3, end))
    )


def _is_initial(word: str) -> bool:
    return len(word.replace(".", "")) == 1


def is_acronym(text: str) -> bool:
    letters = text.replace(".", "").replace("&", "").replace("-", "")
    return 2 <= len(letters) <= 6 and letters.isupper()
