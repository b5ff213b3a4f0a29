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
from bot.extract.roles import AGENTIVE, ToldRole, is_person_noun
from bot.extract.tags import Sentence, Tag
from bot.model import Gender, Kind, Span
from bot.names.lexicon import fold, given_gender, is_surname, name_lexicon
from bot.names.parse import PersonName, is_portfolio, parse_name


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


_INSIDE_NAME = frozenset(
    ("of", "on", "for", "and", "the", "de", "la", "del", "von", "van", "der", "bin", "al", "el", "du", "da", "di")
)
_ACT_TITLES = HONORIFIC | TITLE


def mentions_of(sentence: Sentence, number: int, quoted: bool) -> list[Mention]:
    """The names of one sentence in reading order."""
    out: list[Mention] = []
    end = 0
    for i in [i for i, tag in enumerate(sentence.tags) if tag is Tag.NAME]:
        if i < end:
            continue
        end = _run_end(sentence, i)
        for first, last in _parts(sentence, i, end):
            found = _mention(sentence, number, first, last, quoted)
            if found is not None:
                out.append(found)
    return out


_SECOND_PARTICLES = frozenset(("der", "den", "de", "la", "las", "los", "het", "dem"))


def _run_end(sentence: Sentence, i: int) -> int:
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
        word = sentence.word(end)
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
        titled = sentence.word(small - 1) in ("secretary", "house", "speaker")
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


_FIELD_ENDS = frozenset(
    "services authority association foundation studies affairs relations research security reform policy".split()
)
_FIELD_BODIES = frozenset(
    "department ministry office bureau institute center centers centre board committee council agency school".split()
)


def _joins_fields(sentence: Sentence, begin: int, conjunction: int, following: int) -> bool:
    """ "Securities and Exchange Commission", "Department of Health and Human Services": two fields of one body."""
    tags, classes = sentence.tags, sentence.classes
    fields = (conjunction - 1, following)
    if any(classes[i] & (GIVEN | PLACE | HONORIFIC | DAY) for i in fields):
        return False
    if any(_is_acronym(Span(sentence.start(i), sentence.end(i)).of(sentence.tokens.text)) for i in fields):
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
    if mark - begin != 1 or sentence.classes[begin] & (GIVEN | HONORIFIC | TITLE):
        return False
    owner = sentence.word(begin)
    if not (owner.endswith("s") if word != "'s" else owner.endswith("men") or owner in ("people", "children")):
        return False
    end = following
    while end < len(sentence) and sentence.tags[end] is Tag.NAME:
        end += 1
    return bool(sentence.classes[end - 1] & (ORGANISATION | BODY))


def _parts(sentence: Sentence, begin: int, end: int) -> list[tuple[int, int]]:
    """The run divided where another name begins in its middle: "Vermont Sen. Ana Ruiz", "Rival Ana Ruiz"."""
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
        if divides:
            out.append((cut, i))
            cut = i
    out.append((cut, end))
    return out


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
    if not sentence.classes[i] & TITLE:
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


def _mention(sentence: Sentence, number: int, first: int, last: int, quoted: bool) -> Mention | None:
    classes, tokens = sentence.classes, sentence.tokens
    while first < last and (
        classes[first] & (DAY | MONTH)
        or (classes[first] & NOT_NAME and last - first == 1)
        or (last - first > 1 and _is_opening_verb(sentence, first))
        or (last - first > 1 and sentence.word(first) in _BEFORE_OFFICES)
        or (last - first > 1 and _is_office_of_state(sentence, first))
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


def _is_office_of_state(sentence: Sentence, i: int) -> bool:
    """The "State" of "secretary of State Ana Ruiz", as some papers write the office."""
    return (
        i > 1 and sentence.word(i) == "state" and sentence.word(i - 1) == "of" and sentence.word(i - 2) == "secretary"
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
        return _kind_of_word(sentence, first, text), _is_told(sentence, first, text), name
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
        _is_acronym(sentence.tokens.text[sentence.start(i) : sentence.end(i)])
        and sentence.word(i) not in plain.suffixes
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
    return Kind.ORGANISATION if bits & ORGANISATION or _is_acronym(text) or _is_compound(text) else Kind.PERSON


def _is_told(sentence: Sentence, i: int, text: str) -> bool:
    """Is the kind of the lone word certain?"""
    bits = sentence.classes[i]
    if _is_compound(text):
        return True
    if bits & PLACE:
        return not bits & GIVEN and not is_surname(sentence.word(i))
    if _is_acronym(text):
        return i > 0 and not bits & FUNCTION_WORD and sentence.word(i) not in lexicon().forms
    if bits & ORGANISATION:
        return i > 0 and sentence.word(i - 1) in ("the", "this")
    return bool(bits & GIVEN)


def _is_compound(text: str) -> bool:
    """Capitals inside one word ("PolitiCheck"), other than in McBride, DeVoe, O'Hara."""
    inside = [i for i, c in enumerate(text) if i and c.isupper() and text[i - 1].islower()]
    return bool(inside) and not (len(inside) == 1 and inside[0] <= 3)


def _is_initial(word: str) -> bool:
    return len(word.replace(".", "")) == 1


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "").replace("&", "").replace("-", "")
    return 2 <= len(letters) <= 6 and letters.isupper()


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
