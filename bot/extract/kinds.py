"""Which names are people, organisations or places, and which capitals name nobody: by evidence of the whole article.

A title, a given name or a list tells the kind at once (`Mention.certain`). For every other name the mentions that are
spelled alike are weighed together: an age or a "who" behind it speaks for a person, "in" before it for a place,
"the" or "the newspaper" before it for an organisation. People are introduced by their full names, so a lone word that
nothing else tells is a family name only if the article has a fuller name with it, or the word is known as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bot.extract.known_names import is_country, is_people, known_kind, name_key
from bot.extract.lexicon import BODY, GIVEN, ORGANISATION, PEOPLE, TIME, Lexicon, lexicon
from bot.extract.mentions import Mention
from bot.extract.phrases import noun_phrase_left
from bot.extract.roles import AGENTIVE, is_person_noun, role_head, roles_at
from bot.extract.tags import Sentence, Tag
from bot.extract.written_names import is_seat
from bot.model import Kind, Span
from bot.names.lexicon import fold, is_surname
from bot.names.near import NearSurnames

_IN: Final = frozenset("in near outside around across throughout inside toward towards into".split())
_MAYBE_IN: Final = frozenset("at from to via off".split())
_PLACE_NOUNS: Final = frozenset(
    "town city village hamlet capital suburb suburbs port region province district county state island peninsula "
    "resort neighborhood neighbourhood borough municipality area outskirts streets coast valley country nation "
    "republic kingdom territory continent residents people north south east west".split()
)
_SETTLEMENTS: Final = frozenset("town city village hamlet suburb resort island".split())
_GOVERNED: Final = frozenset(  # "the foreign ministers of Varenia"
    "minister ministers president presidents king queen government governments parliament army capital citizens leader "
    "leaders voters".split()
)
_PLACE_AFTER: Final = frozenset("region area suburb suburbs peninsula province district river coast residents".split())
_BODY_NOUNS: Final = frozenset(
    "newspaper magazine journal daily weekly broadcaster channel programme program website blog platform app "
    "chain brand airline brewer brewery carmaker automaker manufacturer maker supplier retailer supermarket "
    "insurer publisher start-up startup developer business band orchestra theatre theater ministry militia "
    "railway utility lender operator conglomerate carrier giant regulator movement faction ship ferry tanker "
    "vessel trawler warship think-tank nonprofit tabloid broadsheet fanzine studio imprint label".split()
)
_VESSELS: Final = frozenset(
    "ship ferry tanker vessel trawler warship boat yacht freighter liner tug tugboat submarine barge frigate destroyer "
    "schooner lifeboat steamer icebreaker".split()
)
# Of these words those that hardly ever tell what a person does, though they end like "baker".
_MAKERS: Final = frozenset(
    "manufacturer maker carmaker automaker chipmaker drugmaker planemaker lender insurer retailer carrier broadcaster "
    "wholesaler airline".split()
)
# Bodies with one of these at the end of their name are told by its first word alone from then on.
_SHORTENED: Final = frozenset(
    "mutual coal steel oil gas electric resources united rovers wanderers athletic fc city components optics "
    "energy technologies technology solutions logistics foods pharmaceuticals pharma insurance securities "
    "petroleum mining chemicals automotive shipping railways railway hotels stores software networks consulting "
    "inc corp corporation ltd llc plc ferries group holdings industries motors airlines airways "
    "university college foundation sons partners systems".split()
)
_SHORTEST: Final = 3  # letters of a first word that is too short to be told from an acronym
_CLUBS: Final = frozenset(("rovers", "united", "wanderers", "athletic", "albion", "rangers", "celtic"))
_ABSTRACT: Final = tuple("tion sion ment ship ity ness ism ance ence logy erage nomics care".split())
_BELONGINGS: Final = frozenset(
    "chief shares shareholders customers headquarters employees factories factory parliament army".split()
)


@dataclass(slots=True)
class _Weights:
    """What the mentions of one spelling say of its kind."""

    person: float = 0.0
    place: float = 0.0
    organisation: float = 0.0
    speaks: bool = False
    inside: bool = False  # capitalised where an ordinary word would not be

    def best(self) -> Kind | None:
        """The kind that most speaks for; None where nothing does."""
        top = max(self.person, self.place, self.organisation)
        if top <= 0:
            return None
        if self.person == top:
            return Kind.PERSON
        return Kind.PLACE if self.place == top else Kind.ORGANISATION


@dataclass(slots=True)
class _Known:
    """What the certain names of the article tell about the others."""

    families: set[str] = field(default_factory=set)  # folded surnames of people with a full name or "Mr."
    calling: set[str] = field(default_factory=set)  # their first given names
    near: NearSurnames = field(default_factory=NearSurnames)
    kinds: dict[str, Kind] = field(default_factory=dict)  # of spellings that are no people
    bodies: dict[str, set[str]] = field(default_factory=dict)  # first word -> names of companies, clubs, colleges
    body: set[str] = field(default_factory=set)  # spellings outside headlines and titles of works

    def add(self, mention: Mention) -> None:
        key = name_key(mention.text)
        if mention.kind is not Kind.PERSON:
            self.kinds.setdefault(key, mention.kind)
            first, _, last = key.partition(" ")
            shortened = last.rpartition(" ")[2] in _SHORTENED or (last and _is_coined(first))
            if shortened and mention.kind is Kind.ORGANISATION:
                self.bodies.setdefault(first, set()).add(mention.text)
        elif mention.name.surname and (mention.name.given or mention.name.honorifics):
            family = fold(mention.name.surname)
            self.families.add(family)
            self.near.add(family)
            if mention.name.given:
                self.calling.add(fold(mention.name.given[0]))


def _is_coined(word: str) -> bool:
    """Is the first word of a body's name no word of the lexicon, nor a place or people, so that it may stand for it?"""
    words = lexicon()
    known = word in words.forms or words.classes.get(word, 0) or is_people(word) or is_surname(word)
    return not known and known_kind(word) is None and word.isalpha() and len(word) > _SHORTEST


def settle_kinds(mentions: Iterable[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions that name somebody, each with its kind and roles, in reading order. Linear in the mentions."""
    keyed = [(name_key(m.text), m) for m in mentions]
    known = _Known(body={key for key, m in keyed if not m.sentence.headline and not m.title_like})
    groups: dict[str, list[Mention]] = {}
    for _, mention in keyed:
        if mention.certain:
            known.add(mention)
    alone = {key for key, m in keyed if " " not in key and not _has_article(m)}
    keyed = [
        (_without_people(mention, known, alone) if not mention.certain else key, mention) for key, mention in keyed
    ]
    towns = {family for key, m in keyed if (family := _family_like_town(key, m))}
    for key, mention in keyed:
        if (
            mention.kind is not Kind.PERSON
            and key in known.families
            and mention.text.isupper()
            and not _is_dotted(mention)
        ):
            mention.certain = False  # "PENCE: …" is no acronym
        if mention.kind is Kind.PLACE and key in towns and not _place(mention):
            mention.certain = False  # "Lagos was cautious", where a Beatriz Lagos is named
        if not mention.certain:
            groups.setdefault(key, []).append(mention)
    dropped: set[str] = set()
    for key in sorted(groups, key=lambda k: -k.count(" ")):  # full names first: they explain the short ones
        kind = _kind_of(key, groups[key], known, lexicon)
        if kind is None:
            dropped.add(key)
            continue
        for mention in groups[key]:
            mention.kind, mention.certain, mention.stands_for = kind
        known.add(groups[key][0])
    kept = [m for key, m in keyed if (m.certain or key not in dropped) and (key in known.body or _stands_alone(m))]
    for mention in kept:
        if mention.kind is Kind.PERSON:
            mention.describe(roles_at(mention.sentence, mention.first, mention.bare, mention.last))
    return kept


def _family_like_town(key: str, mention: Mention) -> str:
    """The last word of a name that may be a person's, if a town is called so: "Lagos" of "Beatriz Lagos"."""
    opening, _, family = key.rpartition(" ")
    if not opening or mention.kind is not Kind.PERSON or _begins(mention.sentence, mention.first) or is_seat(family):
        return ""
    told = known_kind(family) is Kind.PLACE and not is_country(family)
    return family if told and not is_surname(opening) and known_kind(opening) is None else ""


def _without_people(mention: Mention, known: _Known, alone: set[str]) -> str:
    """The key of a mention, which loses its first word where that tells a party or people: "Democrat | Ruiz", and "the
    Italian | Ana Ruiz" in an article with a Ruiz among the names that stand `alone`."""
    key = name_key(mention.text)
    opening, _, rest = key.partition(" ")
    size = mention.last - mention.first
    if size == 1 or not is_people(opening):
        return key
    told = rest in known.families if size == 2 else rest.rpartition(" ")[2] in alone
    if told and (size == 2 or (mention.kind is Kind.PERSON and not mention.sentence.classes[mention.first] & GIVEN)):
        mention.take_off_first()
        if key in known.body:
            known.body.add(rest)
        return rest
    return key


def _stands_alone(mention: Mention) -> bool:
    """May it be a name though only a headline or the title of a work has it?"""
    if mention.title_like:
        return False
    sentence, first = mention.sentence, mention.first
    if not sentence.headline or mention.kind is Kind.PERSON or known_kind(mention.text) is not None:
        return True
    return first > 0 and sentence.tokens.text.startswith("the", sentence.start(first - 1))  # in small letters


def _kind_of(key: str, group: list[Mention], known: _Known, lexicon: Lexicon) -> tuple[Kind, bool, str] | None:
    """Kind of a spelling, whether it is certain, and the name that it shortens; None: it names nobody."""
    single = " " not in key
    if single and (key in known.families or key in known.calling) and not _is_dotted(group[0]):
        return Kind.PERSON, True, ""
    if single and is_people(key):
        return None
    if key in known.kinds:
        return known.kinds[key], True, ""
    if key not in known.body:
        return None
    weights = _weigh(group, lexicon)
    if known_kind(key) is Kind.PLACE:  # a city that is a name too: Charlotte, Jordan
        weights.place += 2.5
    if single and key in _CLUBS and weights.person < 3:
        return Kind.ORGANISATION, True, ""
    if single:
        longer = known.bodies.get(key, ())
        if len(longer) == 1 and weights.person < 3 and weights.place < 2:
            return Kind.ORGANISATION, True, next(iter(longer))
        if not _weigh_alone(key, group[0], weights, known):
            return None
    else:
        opening, _, family = key.rpartition(" ")
        if family in known.calling and family not in known.families:
            return None  # "Crooked Hillary"
        calling = group[0].sentence.classes[group[0].bare] & GIVEN
        if (is_people(family) and not calling) or (group[0].text.isupper() and weights.place < 5):
            return None  # "Central European"; "FULL TEXT"
        if group[0].kind is Kind.PLACE:
            weights.place += 1.5
        elif group[0].kind is Kind.ORGANISATION:
            weights.organisation += 1.5
        if is_people(opening) and known_kind(family) is Kind.PLACE:
            return None  # "Republican Indiana"
        told = is_surname(family) or family in known.families
        if not calling and not weights.person and _is_no_person(opening, group):
            return Kind.ORGANISATION, False, ""
        placed = known_kind(opening) is Kind.PLACE and not calling and group[0].kind is Kind.PERSON
        placed = placed and (not weights.speaks or any(_has_article(m) for m in group))
        if not told and weights.person == 0 and (family.endswith(_ABSTRACT) or placed):  # "Dallas Ebola"
            return (Kind.ORGANISATION, False, "") if weights.organisation > 0 else None
        weights.person += 2.0 if told else 1.0
        if not told and family.endswith("s") and not family.endswith(("ss", "is", "us", "os", "as", "es")):
            weights.organisation += 1.2  # "Cleveland Cavaliers"
    best = weights.best()
    return (best, max(weights.person, weights.place, weights.organisation) >= 3, "") if best is not None else None


def _is_no_person(opening: str, group: list[Mention]) -> bool:
    """ "The Night Crane", "Las Vegas Sands": does every place have the article, or does a city's whole name open it?"""
    city = " " in opening and known_kind(opening) is Kind.PLACE
    return city or all(_has_article(m) and not is_people(name_key(m.text).partition(" ")[0]) for m in group)


def _is_dotted(mention: Mention) -> bool:
    """ "U.N.", which no Kim Jong Un bears."""
    return "." in mention.text[:-1]


def _has_article(mention: Mention) -> bool:
    return mention.first > 0 and mention.sentence.word(mention.first - 1) == "the"


def _weigh_alone(key: str, first: Mention, weights: _Weights, known: _Known) -> bool:
    """Add what a lone word that no fuller name explains tells of itself. False: it is hardly a name."""
    named = is_surname(key) or key.startswith("mc") or bool(first.sentence.classes[first.bare] & GIVEN)
    acronym = first.kind is Kind.ORGANISATION and first.text.isupper()
    if not weights.inside and not named and key.endswith("ly"):
        return False  # "Conversely, …"
    opening = not weights.inside and not acronym and weights.person < 3 and weights.place < 3
    if opening and (not weights.speaks or first.sentence.classes[first.bare] & PEOPLE or key.endswith(AGENTIVE)):
        return False  # "Mediator called in": a common noun with the capital of the sentence
    if first.kind is Kind.ORGANISATION and not named:  # an acronym at the beginning of its sentence
        weights.organisation += 1.0
    if named:
        weights.person += 1.5
    elif weights.speaks and not known.near.near(key):
        weights.organisation += 1.0
    elif weights.speaks:
        weights.person += 1.0
    return True


def _weigh(group: list[Mention], lexicon: Lexicon) -> _Weights:
    """The strongest evidence of each kind among the mentions (never their sum: one habit must not outvote a fact)."""
    weights = _Weights()
    for mention in group[:40]:
        sentence = mention.sentence
        if sentence.headline or mention.title_like:
            continue
        weights.inside = weights.inside or not _begins(sentence, mention.first)
        weights.speaks = weights.speaks or _speaks(mention, lexicon)
        weights.person = max(weights.person, _person(mention))
        weights.place = max(weights.place, _place(mention))
        weights.organisation = max(weights.organisation, _organisation(mention))
    return weights


def _begins(sentence: Sentence, i: int) -> bool:
    return i == 0 or sentence.tags[i - 1] in (
        Tag.STOP,
        Tag.COLON,
        Tag.DASH,
        Tag.OTHER,
        Tag.OPENING,
        Tag.QUOTATION,
    )


def _speaks(mention: Mention, lexicon: Lexicon) -> bool:
    """Is it next to a verb of speech: "Bell said", "said Bell"?"""
    sentence = mention.sentence
    size = len(sentence)
    for i in (mention.last, mention.last + 1, mention.first - 1):
        if 0 <= i < size and sentence.tags[i] is Tag.VERB:
            cue = lexicon.cues.get(lexicon.forms.get(sentence.word(i), ("", 0))[0])
            if cue is not None and cue.kind == "speech":
                return i != mention.last + 1 or sentence.tags[mention.last] in (Tag.ADVERB, Tag.AUXILIARY)
    return False


def _person(mention: Mention) -> float:
    sentence, last = mention.sentence, mention.last
    tags = sentence.tags
    size = len(tags)
    first = mention.first
    belongs = first > 1 and sentence.word(first - 1) == "of" and tags[first - 2] in (Tag.NAME, Tag.NOUN)
    if last + 1 < size and tags[last] is Tag.COMMA and not belongs:  # “President Ruiz of Norland, who …”
        following = sentence.word(last + 1)
        if following == "who":
            return 4.0
        age = following.isdigit() and len(following) <= 3 and (last + 2 >= size or tags[last + 2] is Tag.COMMA)
        if age:
            return 4.0
    if last < size and tags[last] is Tag.SUBORDINATOR and sentence.word(last) == "who":
        return 4.0
    if (
        last < size
        and tags[last] is Tag.COLON
        and mention.first == 0
        and sentence.tokens.text[mention.span.start :][:1]
    ):
        return 2.0
    if first and sentence.word(first - 1) in _MAKERS and tags[first - 1] is Tag.NOUN:
        return 0.0
    return 3.5 if any(roles_at(sentence, mention.first, mention.bare, last)) else 0.0


def _place(mention: Mention) -> float:
    sentence, first, last = mention.sentence, mention.first, mention.last
    tags = sentence.tags
    size = len(tags)
    if _is_dateline(mention):
        return 5.0
    if last < size and (tags[last] is Tag.NAME or mention.possessor):
        return 0.0
    if last < size and tags[last] is Tag.NOUN:
        if sentence.word(last) in _PLACE_AFTER:
            return 3.0
        if not sentence.classes[last] & TIME:
            return 0.0
    before_name = last + 1 < size and tags[last] is Tag.COMMA and tags[last + 1] is Tag.NAME
    if (
        before_name
        and known_kind(Span(sentence.start(last + 1), sentence.end(last + 1)).of(sentence.tokens.text)) is Kind.PLACE
    ):
        return 4.0
    if last + 2 < size and tags[last] is Tag.COMMA and sentence.word(last + 1) in ("a", "an", "the"):
        head = next((i for i in range(last + 2, min(last + 6, size)) if sentence.word(i) in _SETTLEMENTS), 0)
        alone = head and (head + 1 == size or tags[head + 1] not in (Tag.NOUN, Tag.NAME, Tag.POSSESSIVE))
        if alone and all(tag is Tag.NOUN or tag is Tag.ADVERB for tag in tags[last + 2 : head]):
            return 5.0  # "Varen, a small town of 900"
    if not first:
        return 0.0
    first = _of_series(sentence, first)
    if not first:
        return 0.0
    before = sentence.word(first - 1)
    if before in _PLACE_NOUNS and tags[first - 1] is Tag.NOUN and before != "people":
        return 4.0
    if before == "of" and first > 1:
        owned = sentence.word(first - 2)
        if owned in _PLACE_NOUNS:
            return 4.0
        titled = sentence.tags[first - 2] is Tag.NAME and _has_title(sentence, first - 2)
        if owned in _GOVERNED or titled:
            return 3.0
    if tags[first - 1] is Tag.COMMA and first > 1 and sentence.word(first - 2) in _PLACE_NOUNS:
        governed = first > 4 and sentence.word(first - 4) == "of" and sentence.word(first - 3) == "the"
        return 0.0 if governed else 3.0  # "the governor of the state, Ruiz"
    if before in _IN:
        return 2.5
    return 1.0 if before in _MAYBE_IN else 0.0


def _of_series(sentence: Sentence, first: int) -> int:
    """Where the series begins that the name at item `first` ends: "in Varenia and Southern Ozren"."""
    tags = sentence.tags
    limit = first - _LONGEST_SERIES
    while first > max(1, limit) and tags[first - 1] is Tag.COORDINATOR and tags[first - 2] is Tag.NAME:
        first -= 2
        while first > max(0, limit) and tags[first - 1] is Tag.NAME:
            first -= 1
    return max(first, 0)


_LONGEST_SERIES: Final = 12  # items looked back over


def _has_title(sentence: Sentence, i: int) -> bool:
    """Does the run of names that ends with item `i` begin with an office: "President Ana Ruiz of Varenia"?"""
    limit = max(0, i - _LONGEST_SERIES)
    while i > limit and sentence.tags[i - 1] is Tag.NAME:
        i -= 1
    return sentence.word(i) in _GOVERNED or sentence.word(i) in ("prime", "foreign", "chancellor", "ambassador")


def _is_dateline(mention: Mention) -> bool:
    """ "PORT ESKER (AP) - The board …": capitals at the beginning of a sentence before a dash."""
    sentence = mention.sentence
    if mention.first or not mention.text.isupper():
        return False
    for i in range(mention.last, min(mention.last + 12, len(sentence))):
        if sentence.tags[i] is Tag.DASH or sentence.word(i) in ("-", "\u2013", "\u2014"):
            return True
        if sentence.tags[i] not in (Tag.COMMA, Tag.NAME, Tag.NOUN, Tag.OPENING, Tag.CLOSING, Tag.STOP):
            return False
    return False


def _organisation(mention: Mention) -> float:
    sentence, first, last = mention.sentence, mention.first, mention.last
    tags, classes = sentence.tags, sentence.classes
    size = len(tags)
    score = 0.0
    if first:
        before = sentence.word(first - 1)
        if tags[first - 1] is Tag.NOUN and _is_body_noun(sentence, first - 1):
            return 4.0
        adjectival = last < size and (tags[last] is Tag.NOUN or tags[last] is Tag.NAME)
        if before == "the" and not adjectival:
            score = 2.0
        if tags[first - 1] is Tag.COMMA and first > 1:
            found = noun_phrase_left(sentence, first - 2)
            head = role_head(sentence, *found) if found else -1
            if head >= 0 and sentence.tags[head] is Tag.NOUN and _is_body_noun(sentence, head):
                return 3.5
    if last < size and tags[last] is Tag.POSSESSIVE and last + 1 < size and sentence.word(last + 1) in _BELONGINGS:
        score = max(score, 1.5)
    if last + 2 < size and tags[last] is Tag.COMMA:
        if sentence.word(last + 1) == "which":
            score = max(score, 2.0)
        if sentence.word(last + 1) == "based" and not classes[mention.bare] & GIVEN:
            score = max(score, 2.5)  # "Van Loon, based in Breda"
        if sentence.word(last + 1) in ("a", "an", "the"):
            end = last + 2
            while end < size and (tags[end] in (Tag.NOUN, Tag.ADVERB, Tag.POSSESSIVE) or sentence.word(end) == "'"):
                end += 1
            if end > last + 2 and sentence.word(end - 1) in _VESSELS:
                return 6.0  # nobody is "a ferry"
            if end > last + 2 and _is_body_noun(sentence, end - 1) and not classes[last + 1] & TIME:
                return 3.6
    return score


def _is_body_noun(sentence: Sentence, i: int) -> bool:
    word = sentence.word(i)
    return word in _BODY_NOUNS or (
        bool(sentence.classes[i] & (BODY | ORGANISATION))
        and not is_person_noun(sentence, i)
        and word
        not in ("country", "nation", "city", "state", "county", "side", "public", "today", "house", "think", "capital")
    )
