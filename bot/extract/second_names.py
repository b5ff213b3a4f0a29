"""Second names: "the Ohio businessman", "the 61-year-old", "the midfielder" for whom a passage is about."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import Final

from bot.extract.coreference import mentions_between
from bot.extract.known_names import is_people
from bot.extract.lexicon import DEMONYM, FEMALE, MALE, TITLE
from bot.extract.roles import is_person_noun
from bot.extract.scene import Scene, Speaker, last_before
from bot.extract.tags import Sentence, Tag
from bot.model import Gender, Kind

_ALWAYS_OTHER: Final = frozenset(
    "spokesman spokeswoman spokesperson official aide source adviser advisor lawyer attorney witness narrator "
    "moderator reporter judge officer man woman boy girl person mother father wife husband son daughter brother sister "
    "friend doctor host anchor prosecutor expert analyst critic".split()
)


_OF_A_COUNTRY: Final = ("ian", "ean", "ese", "ish", "tine", "ican")


def _is_of_nation(word: str) -> bool:
    """ "Dutchwoman", "Frenchman"."""
    return word.endswith("man") and is_people(word)


_SHORT: Final = frozenset("scot brit dane swede finn pole turk serb croat spaniard aussie kiwi".split())


def is_second_name(sentence: Sentence, head: int) -> bool:
    """ "Croatian", "61-year-old": words that news prose calls a person by, the second time."""
    word = sentence.word(head)
    if word.endswith("-year-old") or sentence.classes[head] & DEMONYM or _is_of_nation(word) or word in _SHORT:
        return True
    return sentence.tags[head] is Tag.NAME and word.endswith(_OF_A_COUNTRY)


def topic(sentence: Sentence, begin: int, head: int, scene: Scene) -> Speaker | None:
    """ "The Ohio businessman": a second name for the person that the passage is about, if it is described at all."""
    aged = any(sentence.word(i).endswith("-year-old") for i in range(begin, head))  # "the 34-year-old mother"
    second = is_second_name(sentence, head)
    if (
        sentence.word(begin) != "the"
        or not (second or head - begin >= 2)
        or (sentence.word(head) in _ALWAYS_OTHER and not aged)
    ):
        return None
    here = scene.sentence_of(sentence.start(begin))
    if here <= 0:
        return None
    recent = mentions_between(scene.cast, scene.sentence_starts[max(0, here - 3)], scene.sentence_starts[here])
    told_of = [(m.span.start, m.entity) for m in recent if m.main and not m.quoted]
    if second and here - scene.sentence_of(scene.last_at) <= _STILL_SPEAKS:
        told_of.append((scene.last_at, scene.last_speaker))
    acting = dict.fromkeys(number for _, number in sorted(told_of, reverse=True))
    fitting = latest = [n for n in acting if _may_be(sentence, begin, head, n, scene)]
    alone = len(latest) < 2
    if not second:
        fitting = [n for n in fitting if aged or _is_told_to_be(sentence, begin, head, n, latest, scene)]
    elif not fitting:  # whoever is named at all: "For Ruiz it changed nothing."
        every = dict.fromkeys(m.entity for m in recent if not m.quoted)
        fitting = [n for n in every if _may_be(sentence, begin, head, n, scene)]
        if len(fitting) > 1:
            return None
    if not fitting:
        return None
    certainty = 0.85 if alone else 0.7 if fitting[0] == scene.last_speaker else 0.55
    return Speaker((fitting[0],), rules=("role-of-topic",), certainty=certainty)


def _is_told_to_be(sentence: Sentence, begin: int, head: int, number: int, latest: list[int], scene: Scene) -> bool:
    """May the description be one more role of the person: who acts or speaks right before, in the same paragraph; or
    who is told to be something like it; or whom the passage is about alone, and who is told to be nothing else?

    `latest`: whom the passage is about, last named first.
    """
    if not is_person_noun(sentence, head) or Tag.POSSESSIVE in sentence.tags[begin:head]:
        return False  # "the regional council", "the club's physiotherapist"
    at = sentence.start(begin)
    here = scene.sentence_of(at)
    acts = any(m.entity == number and m.main for m in mentions_between(scene.cast, scene.sentence_starts[here - 1], at))
    speaks = number == scene.last_speaker
    last = last_before(scene.cast.clusters[number], at)
    if bisect_right(scene.paragraph_starts, last) == bisect_right(scene.paragraph_starts, at):
        return acts or speaks or number == latest[0]
    told = scene.descriptions.agreement(sentence, begin, head, number)
    if told is not None:
        return told > 0
    if acts and scene.descriptions.names_country(sentence, begin, head):
        return True
    return (speaks and len(latest) == 1) or _is_main_person(number, at, scene, speaks or acts)


_LATEST: Final = 60  # mentions that are looked back over
_OFTEN: Final = 4  # of them those of somebody whom a passage is about


def _is_main_person(number: int, at: int, scene: Scene, in_view: bool) -> bool:
    """Is nobody named more often of late, or nobody else at all? One of several must be in view, too."""
    named = Counter(m.entity for m in scene.cast.mentions_before(at, _LATEST) if m.kind is Kind.PERSON)
    own = named[number]
    return own == named.total() or (in_view and own >= _OFTEN and own == max(named.values()))


_STILL_SPEAKS: Final = 2  # sentences after which whoever spoke last is still who a passage is about


def gender_told(sentence: Sentence, head: int) -> Gender | None:
    """The gender that the noun tells: "spokeswoman", "Dutchwoman"."""
    bits, word = sentence.classes[head], sentence.word(head)
    if bits & FEMALE or (word.endswith("woman") and _is_of_nation(word)):
        return Gender.FEMALE
    return Gender.MALE if bits & MALE or _is_of_nation(word) else None


def _may_be(sentence: Sentence, begin: int, head: int, number: int, scene: Scene) -> bool:
    """May the description that ends with `head` mean the person: by kind, gender and what is told of each?"""
    if number < 0 or scene.cast.clusters[number].kind is not Kind.PERSON:
        return False
    gender = gender_told(sentence, head)
    if gender is not None and scene.cast.clusters[number].gender not in (gender, None):
        return False
    return not scene.descriptions.contradicts(sentence, begin, head + 1, head, number)


_TRADES: Final = frozenset(  # of the titles those that tell a trade
    "professor caretaker captain striker midfielder defender goalkeeper winger coach author writer scientist economist "
    "historian physicist biologist actor singer comedian rapper billionaire activist journalist columnist actress "
    "businessman businesswoman".split()
)
_BYSTANDING: Final = frozenset(
    "victim attacker gunman caller passenger resident neighbour neighbor employee worker customer client patient voter "
    "supporter suspect survivor plaintiff defendant interviewer presenter reader viewer user owner buyer seller "
    "stranger speaker member leader driver".split()
)


def only_person(sentence: Sentence, begin: int, head: int, scene: Scene) -> Speaker | None:
    """ "Captain Ruiz admitted it. “…,” said the midfielder": the one person that the paragraph names, if the noun was
    used of nobody before."""
    role = sentence.word(head)
    if sentence.word(begin) != "the" or head != begin + 1 or role in _ALWAYS_OTHER or role in _BYSTANDING:
        return None
    if sentence.classes[head] & TITLE and role not in _TRADES:
        return None  # an office, which somebody else may hold: "the governor"
    at = sentence.start(begin)
    if any(other.sentence.word(other.head) == role for other in scene.others_between(0, at)):
        return None
    paragraph = bisect_right(scene.paragraph_starts, at)
    begins = scene.paragraph_starts[paragraph - 1] if paragraph else 0
    named = [m for m in mentions_between(scene.cast, begins, at) if m.kind is Kind.PERSON]
    people = {m.entity for m in named}
    if len(people) != 1 or not any(m.main and not m.quoted for m in named):
        return None
    number = people.pop()
    if not _may_be(sentence, begin, head, number, scene):
        return None
    return Speaker((number,), rules=("role-of-topic",), certainty=0.6)
