"""Names in the text: which runs of capitalised words name somebody, of what kind, with which titles and roles."""

from __future__ import annotations

from dataclasses import dataclass

from bot.extract.known_names import is_people, known_kind
from bot.extract.lexicon import (
    BODY,
    DAY,
    DEMONYM,
    FEMALE,
    FUNCTION_WORD,
    GIVEN,
    HONORIFIC,
    MALE,
    MONTH,
    NOT_NAME,
    ORGANISATION,
    PEOPLE,
    PLACE,
    THING,
    TITLE,
    lexicon,
)
from bot.extract.name_runs import is_acronym, parts_of_run, run_end
from bot.extract.roles import ToldRole
from bot.extract.tags import Sentence, Tag
from bot.model import Gender, Kind, Span
from bot.names.lexicon import fold, given_gender, is_surname, name_lexicon
from bot.names.parse import PersonName, is_portfolio, parse_name
from bot.text.tokens import places


@dataclass(slots=True)
class Mention:
    """One written name. Items [first, last) of its sentence; `span` leaves titles and the possessive out."""

    sentence: Sentence
    number: int  # of the sentence, in reading order, quotations included
    first: int
    bare: int  # where the name begins behind its titles
    last: int
    span: Span
    text: str
    name: PersonName
    kind: Kind
    certain: bool  # is the kind told by a title, given name or list?
    quoted: bool = False  # inside a quotation
    stands_for: str = ""  # the fuller name of a body that this one shortens
    title_like: bool = False  # inside marks around the title of a work
    subject: bool = False
    main: bool = False  # subject of the sentence's main clause
    possessor: bool = False
    roles: tuple[ToldRole, ...] = ()
    gender: Gender | None = None
    entity: int = -1
    called: bool = False  # is its gender only that of a lone given name, which may be a family name ("Hassan")?

    def take_off_first(self) -> None:
        """Begin with the second word."""
        self.first = self.bare = self.first + 1
        start = self.sentence.start(self.first)
        self.span = Span(start, self.span.end)
        self.text = self.span.of(self.sentence.tokens.text)
        self.name = parse_name(self.text)

    def describe(self, roles: tuple[ToldRole, ...]) -> None:
        """Give a person's mention its roles, and the gender that they or the name tell."""
        self.roles = roles
        self.gender = self.name.gender or _role_gender(self.sentence, roles)
        if self.gender is None:
            self.gender = _gender_of_calling_name(self.name)
            self.called = self.gender is not None


def mentions_of(sentence: Sentence, number: int, quoted: bool) -> list[Mention]:
    """The names of one sentence in reading order."""
    out: list[Mention] = []
    end = 0
    for i in places(sentence.tags, Tag.NAME, 0, len(sentence.tags)):
        if i < end:
            continue
        end = run_end(sentence, i)
        for first, last in parts_of_run(sentence, i, end):
            found = _mention(sentence, number, first, last, quoted)
            if found is not None:
                out.append(found)
    return out


def _mention(sentence: Sentence, number: int, first: int, last: int, quoted: bool) -> Mention | None:
    classes, tokens = sentence.classes, sentence.tokens
    while first < last and (
        classes[first] & (DAY | MONTH)
        or (classes[first] & NOT_NAME and last - first == 1)
        or (last - first > 1 and _is_opening_verb(sentence, first))
        or (last - first > 1 and sentence.word(first) in _BEFORE_OFFICES)
        or (last - first > 1 and is_office_of_state(sentence, first))
    ):
        first += 1
    if first >= last:
        return None
    start, end = sentence.start(first), sentence.end(last - 1)
    text = tokens.text[start:end]
    if len(text) > 90 or (not text[:1].isupper() and not text[:1].isdigit()):
        return None
    if (
        (last - first == 1 and classes[first] & PEOPLE and text.isupper())
        or _is_demonym(sentence, first, last)
        or _is_contest(sentence, first, last)
    ):
        return None
    if _is_office(sentence, first, last):
        return None
    if last - first == 1 and (
        (classes[first] & FUNCTION_WORD and not text.isupper()) or (text[:-1].isupper() and text[1:].endswith("s"))
    ):
        return None  # "Is" with a capital; "PACs", "MPs"
    if text[1:2] == "-" and text[2:3].isupper() and len(text) < _LONGEST_TAG:
        return None  # (D-N.C.)
    if len(text) == 2 and text.endswith("."):  # “… on X.”
        end, text = end - 1, text[:1]
    if last - first > 2 and sentence.word(last - 1) in _POST_NOMINALS:
        end = sentence.end(last - 2)  # "Tom Bell MP"
        text = tokens.text[start:end].rstrip(",")
        end = start + len(text)
    kind, certain, name = _kind(sentence, first, last, text)
    end_word = sentence.word(last - 1).rstrip(".")
    suffixed = last - first > 2 and end_word in name_lexicon().suffixes and not classes[last - 2] & THING
    if (
        classes[last - 1] & THING
        and not suffixed
        and not classes[first] & (GIVEN | HONORIFIC)
        and known_kind(text) is None
    ):
        return None
    bare = first
    if kind is Kind.PERSON:
        bare = _first_bare(first, last, name)
        if bare >= last or (bare > first and _is_office(sentence, bare, last)):
            return None  # "Mr. President"
        start = sentence.start(bare)
    mention = Mention(
        sentence, number, first, bare, last, Span(start, end), tokens.text[start:end], name, kind, certain, quoted
    )
    mention.possessor = _is_owner(sentence, first, last)
    return mention


def _is_office(sentence: Sentence, first: int, last: int) -> bool:
    """ "Mayor", "Senators", "Vice President" alone, with the capital of a title or of a sentence."""
    words = [sentence.word(i) for i in range(first, last)]
    lexicon = name_lexicon()
    if len(words) == 1:
        word = words[0]
        return (word in lexicon.titles or word.removesuffix("s") in lexicon.titles) and not is_surname(word)
    if words[-1] in lexicon.titles and all(is_portfolio(w) for w in words[:-1]):
        return True  # "Immigration Minister"
    return " ".join(words) in lexicon.titles or all(w in lexicon.titles or w in lexicon.qualifiers for w in words)


_PARTISANS = frozenset(
    "camp campaign administration team republican republicans democrat democrats voter voters".split()
)


def _is_contest(sentence: Sentence, first: int, last: int) -> bool:
    """ "Miss Universe", "Clinton Camp": a name inside, but nobody's."""
    if last - first < 2:
        return False
    head = sentence.word(last - 1)
    return head in _PARTISANS or (sentence.word(first) == "miss" and bool(sentence.classes[last - 1] & (THING | PLACE)))


def _is_owner(sentence: Sentence, first: int, last: int) -> bool:
    """ "Ruiz's aide", "the Ruiz team": the phrase is about what follows the name."""
    if last >= len(sentence):
        return False
    if sentence.tags[last] is Tag.POSSESSIVE:
        return True
    return sentence.tags[last] is Tag.NOUN and first > 0 and sentence.word(first - 1) in ("the", "a", "an", "this")


_POST_NOMINALS = frozenset(("mp", "qc", "kc", "phd", "ph.d", "md", "m.d", "dds", "cbe", "obe", "esq"))


def is_office_of_state(sentence: Sentence, i: int) -> bool:
    """The "State" of "secretary of State Ana Ruiz", as some papers write the office."""
    return (
        i > 1
        and sentence.word(i) == "state"
        and sentence.word(i - 1) == "of"
        and sentence.word(i - 2).rpartition("-")[2] == "secretary"
    )


_LONGEST_TAG = 8  # characters of "D-Mass."
_BEFORE_OFFICES = frozenset(("former", "interim", "acting", "then", "fellow", "retired", "outgoing", "incoming"))


def _is_opening_verb(sentence: Sentence, i: int) -> bool:
    """ "Injecting Bell's past": a capital that only the beginning of the sentence gave."""
    word = sentence.word(i)
    if i or not word.endswith("ing") or sentence.classes[i] & (GIVEN | PLACE) or is_surname(word):
        return False
    following = sentence.word(i + 1)
    return word in lexicon().forms or bool(sentence.classes[i + 1] & (GIVEN | TITLE)) or is_surname(following)


def _gender_of_calling_name(name: PersonName) -> Gender | None:
    """Of somebody called by the given name alone ("Melanie said")."""
    if name.given or name.honorifics or fold(name.surname) in name_lexicon().given_and_surname:
        return None
    return given_gender(name.surname)


_MEMBERS = frozenset(("mp", "mps", "msp", "msps", "mep", "meps", "senator", "senators", "congressman", "congresswoman"))


def _is_demonym(sentence: Sentence, first: int, last: int) -> bool:
    """ "Russian", "Polish Americans", "Republicans": tells where people belong, names nobody."""
    if last - first == 1 and is_surname(sentence.word(first)):
        return False  # somebody called White, if the article has one: see `kinds`
    while last - first > 1 and sentence.word(last - 1) in _MEMBERS:
        last -= 1  # "one Conservative MP"
    for i in range(first, last):
        bits = sentence.classes[i]
        if bits & GIVEN or not ((bits & DEMONYM and not bits & PLACE) or is_people(sentence.word(i))):
            return False
    return known_kind(Span(sentence.start(first), sentence.end(last - 1)).of(sentence.tokens.text)) is None


def _first_bare(first: int, last: int, name: PersonName) -> int:
    """The item at which the name without its titles begins."""
    count = sum(len(title.split()) for title in name.honorifics)
    return min(first + count, last)


def _kind(sentence: Sentence, first: int, last: int, text: str) -> tuple[Kind, bool, PersonName]:
    """The kind that the name itself tells, and whether that is certain; else a person, to be weighed by `kinds`."""
    classes = sentence.classes
    name = parse_name(text)
    size = last - first
    head = classes[last - 1]
    plain = name_lexicon()
    words = [sentence.word(i).rstrip(".") for i in range(first, last)]
    listed = known_kind(text)
    if "'s" in words:
        return Kind.ORGANISATION, True, name
    if size == 2 and words[0] in ("st", "saint"):
        return Kind.PLACE, listed is not None, name
    if any(word in plain.honorifics for word in words[:-1]) and words[0] in plain.honorifics | plain.titles:
        return Kind.PERSON, True, name
    if listed is not None and not (
        listed is Kind.PLACE and size == 1 and (head & GIVEN or is_surname(words[0])) and words[0] not in _SEATS
    ):
        return listed, True, name
    if (
        size > 1
        and any(sentence.word(i) in ("of", "for", "on", "and", "&", "'") for i in range(first + 1, last - 1))
        and not name.honorifics
    ):
        return Kind.ORGANISATION, True, name
    if size > 1 and head & BODY and words[0] not in plain.honorifics and not classes[first] & GIVEN:
        return Kind.ORGANISATION, True, name  # "Justice Department", "General Assembly"
    if size > 1 and head & ORGANISATION and not (name.honorifics and not head & PLACE):
        return Kind.ORGANISATION, True, name
    if name.honorifics:
        return Kind.PERSON, True, name
    if size == 1:
        return _kind_of_word(sentence, first, text), listed is None and _is_told(sentence, first, text), name
    if words[-1] in _SURE_PLACE_HEADS:
        return Kind.PLACE, True, name  # "Beverly Hills"
    if words[0] in plain.given and not head & (PLACE | DEMONYM):
        return Kind.PERSON, True, name
    if head & PLACE and words[0] in ("n", "s", "e", "w"):
        return Kind.PLACE, True, name
    if words[-1] in _PLACE_HEADS or (size == 2 and words[0] in _PLACE_OPENERS):
        return Kind.PLACE, True, name
    if classes[first] & PLACE and head & PLACE:
        return Kind.PLACE, True, name
    if any(classes[i] & ORGANISATION for i in range(first, last)):
        return Kind.ORGANISATION, True, name
    if any(
        is_acronym(sentence.tokens.text[sentence.start(i) : sentence.end(i)]) and sentence.word(i) not in plain.suffixes
        for i in range(first, last)
    ):
        return Kind.ORGANISATION, False, name
    return Kind.PERSON, False, name


_PLACE_HEADS = frozenset(
    "island islands springs falls heights hills beach county valley peninsula bay creek township borough harbor".split()
)
_SURE_PLACE_HEADS = frozenset("islands springs hills county valley peninsula township".split())
_PLACE_OPENERS = frozenset(
    "san santa fort mount mt cape lake north south east west northern southern eastern western".split()
)
_SEATS = frozenset(("washington", "london", "paris", "berlin", "israel", "chad"))  # hardly ever a family name in news


def _kind_of_word(sentence: Sentence, i: int, text: str) -> Kind:
    bits = sentence.classes[i]
    if bits & GIVEN:
        return Kind.PERSON
    if bits & PLACE:
        return Kind.PLACE
    return Kind.ORGANISATION if bits & ORGANISATION or is_acronym(text) or _is_compound(text) else Kind.PERSON


def _is_told(sentence: Sentence, i: int, text: str) -> bool:
    """Is the kind of the lone word certain?"""
    bits = sentence.classes[i]
    if _is_compound(text):
        return True
    if bits & PLACE:
        return not bits & GIVEN and not is_surname(sentence.word(i))
    if is_acronym(text):
        return i > 0 and not bits & FUNCTION_WORD and sentence.word(i) not in lexicon().forms
    if bits & ORGANISATION:
        return i > 0 and sentence.word(i - 1) in ("the", "this")
    return bool(bits & GIVEN)


def _is_compound(text: str) -> bool:
    """Capitals inside one word ("PolitiCheck"), other than in McBride, DeVoe, O'Hara."""
    inside = [i for i, c in enumerate(text) if i and c.isupper() and text[i - 1].islower()]
    return bool(inside) and not (len(inside) == 1 and inside[0] <= 3)


def _role_gender(sentence: Sentence, roles: tuple[ToldRole, ...]) -> Gender | None:
    """The gender told by the noun of a role ("spokeswoman of the Mothers' League")."""
    classes = lexicon().classes
    for role in roles:
        for word in role.head(sentence.tokens.text):
            bits = classes.get(word, 0)
            if bits & FEMALE:
                return Gender.FEMALE
            if bits & MALE and word not in ("chairman", "king"):
                return Gender.MALE
    return None
