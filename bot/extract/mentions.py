"""Names in the text: which runs of capitalised words name somebody, of what kind, with which titles and roles."""

from __future__ import annotations

from dataclasses import dataclass

from bot.extract.lexicon import (
    BODY,
    DAY,
    DEMONYM,
    FEMALE,
    GIVEN,
    HONORIFIC,
    MALE,
    MEDIUM,
    MONTH,
    NOT_NAME,
    ORGANISATION,
    PEOPLE,
    PLACE,
    THING,
    TITLE,
    lexicon,
)
from bot.extract.tags import Sentence, Tag
from bot.model import Gender, Kind, Span
from bot.names.lexicon import fold, given_gender, name_lexicon
from bot.names.parse import PersonName, is_initial, parse_name


@dataclass(slots=True)
class Mention:
    """One written name. Items [first, last) of its sentence; `span` leaves titles and the possessive out."""

    sentence: Sentence
    number: int  # of the sentence, in reading order, quotations included
    first: int
    last: int
    span: Span
    text: str
    name: PersonName
    kind: Kind
    certain: bool  # is the kind told by a title, given name or list?
    quoted: bool = False  # inside a quotation
    subject: bool = False
    main: bool = False  # subject of the sentence's main clause
    possessor: bool = False
    roles: tuple[tuple[Span, bool], ...] = ()  # with: is it a former one?
    gender: Gender | None = None
    entity: int = -1


_INSIDE_NAME = frozenset(
    ("of", "for", "and", "the", "de", "la", "del", "von", "van", "der", "bin", "al", "el", "du", "da", "di")
)
_ACT_TITLES = HONORIFIC | TITLE


def mentions_of(sentence: Sentence, number: int, quoted: bool) -> list[Mention]:
    """The names of one sentence in reading order."""
    tags = sentence.tags
    out: list[Mention] = []
    i = 0
    size = len(tags)
    while i < size:
        if tags[i] is not Tag.NAME:
            i += 1
            continue
        end = _run_end(sentence, i)
        for first, last in _parts(sentence, i, end):
            found = _mention(sentence, number, first, last, quoted)
            if found is not None:
                out.append(found)
        i = end
    return out


def _run_end(sentence: Sentence, i: int) -> int:
    """The end of the run of name words that begins at item `i`, with small words inside a name."""
    tags, classes = sentence.tags, sentence.classes
    size = len(tags)
    end = i + 1
    while end < size:
        tag = tags[end]
        if tag is Tag.NAME:
            end += 1
            continue
        word = sentence.word(end)
        k = end + 1
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
            if k < size and tags[k] is Tag.NAME and _joins(sentence, i, end, k, word):
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
    if word in ("and", "the"):
        return False
    return word in name_lexicon().particles and not before & (PLACE | ORGANISATION)


def _parts(sentence: Sentence, begin: int, end: int) -> list[tuple[int, int]]:
    """The run divided where another name begins in its middle: "Vermont Sen. Ana Ruiz", "Rival Ana Ruiz"."""
    classes = sentence.classes
    cut = begin
    out: list[tuple[int, int]] = []
    for i in range(begin + 1, end - 1):
        before = classes[i - 1]
        if _is_title(sentence, i, end):
            divides = not before & (TITLE | GIVEN | HONORIFIC) and not is_initial(sentence.word(i - 1).upper())
        else:
            calling = classes[i] & GIVEN and not classes[i + 1] & (ORGANISATION | PLACE | THING)
            divides = (
                bool(calling)
                and not before & (GIVEN | TITLE | HONORIFIC)
                and (
                    bool(before & (DEMONYM | PEOPLE | ORGANISATION | THING | PLACE))
                    or (i == begin + 1 and end - i == 2)
                )
            )
            divides = divides and not is_initial(sentence.word(i - 1).upper())
        if divides:
            out.append((cut, i))
            cut = i
    out.append((cut, end))
    return out


def _is_title(sentence: Sentence, i: int, end: int) -> bool:
    """Does an honorific or a title, of one word or two, begin at item `i`?"""
    if sentence.classes[i] & HONORIFIC:
        return True
    if not sentence.classes[i] & TITLE:
        return False
    word = sentence.word(i).rstrip(".")
    titles = name_lexicon().titles
    return word in titles or (i + 1 < end and f"{word} {sentence.word(i + 1).rstrip('.')}" in titles)


def _mention(sentence: Sentence, number: int, first: int, last: int, quoted: bool) -> Mention | None:
    classes, tokens = sentence.classes, sentence.tokens
    while first < last and (classes[first] & (DAY | MONTH) or (classes[first] & NOT_NAME and last - first == 1)):
        first += 1
    if first >= last:
        return None
    start, end = sentence.start(first), sentence.end(last - 1)
    text = tokens.text[start:end]
    if len(text) > 90 or (not text[:1].isupper() and not text[:1].isdigit()):
        return None
    if (classes[last - 1] & THING and not classes[first] & (GIVEN | HONORIFIC)) or _is_demonym(sentence, first, last):
        return None
    kind, certain, name = _kind(sentence, first, last, text)
    if kind is Kind.PERSON:
        bare_first = _first_bare(sentence, first, last, name)
        if bare_first >= last:
            return None
        start = sentence.start(bare_first)
    else:
        bare_first = first
    span = Span(start, end)
    mention = Mention(sentence, number, first, last, span, tokens.text[start:end], name, kind, certain, quoted)
    mention.possessor = last < len(sentence) and sentence.tags[last] is Tag.POSSESSIVE
    if kind is Kind.PERSON:
        mention.gender = name.gender or _gender_of_calling_name(name)
        mention.roles = _roles(sentence, first, bare_first, last)
        if mention.gender is None:
            mention.gender = _role_gender(sentence, mention.roles)
    return mention


def _gender_of_calling_name(name: PersonName) -> Gender | None:
    """Of somebody called by the given name alone ("Melanie said")."""
    if name.given or name.honorifics or fold(name.surname) in name_lexicon().given_and_surname:
        return None
    return given_gender(name.surname)


def _is_demonym(sentence: Sentence, first: int, last: int) -> bool:
    """ "Russian", "Republican" alone: tells where somebody belongs, names nobody."""
    bits = sentence.classes[first]
    return last - first == 1 and bool(bits & DEMONYM) and not bits & (GIVEN | PLACE)


def _first_bare(sentence: Sentence, first: int, last: int, name: PersonName) -> int:
    """The item at which the name without its titles begins."""
    count = sum(len(title.split()) for title in name.honorifics)
    return min(first + count, last)


def _kind(sentence: Sentence, first: int, last: int, text: str) -> tuple[Kind, bool, PersonName]:
    classes = sentence.classes
    name = parse_name(text)
    size = last - first
    head = classes[last - 1]
    bits = classes[first]
    plain = name_lexicon()
    words = [sentence.word(i).rstrip(".") for i in range(first, last)]
    if any(word in plain.honorifics for word in words[:-1]) and words[0] in plain.honorifics | plain.titles:
        return Kind.PERSON, True, name
    if (
        size > 1
        and any(sentence.word(i) in ("of", "for", "and") for i in range(first + 1, last - 1))
        and not name.honorifics
    ):
        return Kind.ORGANISATION, True, name
    if size > 1 and head & ORGANISATION and not (name.honorifics and not head & PLACE):
        return Kind.ORGANISATION, True, name
    if name.honorifics:
        return Kind.PERSON, True, name
    if size == 1:
        if head & PLACE and not head & GIVEN:
            return Kind.PLACE, True, name
        if head & (ORGANISATION | MEDIUM) or _is_acronym(text) or _is_compound(text):
            return Kind.ORGANISATION, True, name
        before = sentence.word(first - 1) if first else ""
        if before == "the":
            return Kind.ORGANISATION, False, name
        return Kind.PERSON, bool(head & GIVEN), name
    if words[0] in plain.given and not head & (PLACE | DEMONYM):
        return Kind.PERSON, True, name
    if bits & PLACE and (head & PLACE or (size == 2 and not _is_initial(words[0]))):
        return Kind.PLACE, True, name
    if " ".join(words) in ("white house", "downing street"):
        return Kind.PLACE, True, name
    if any(classes[i] & (ORGANISATION | DEMONYM) for i in range(first, last)):
        return Kind.ORGANISATION, True, name
    if all(_is_acronym(sentence.tokens.text[sentence.start(i) : sentence.end(i)]) for i in range(first, last)):
        return Kind.ORGANISATION, False, name
    if head & MEDIUM:
        return Kind.ORGANISATION, True, name
    before = sentence.word(first - 1) if first else ""
    if before == "the" or size > 4:
        return Kind.ORGANISATION, False, name
    return Kind.PERSON, False, name


def _is_compound(text: str) -> bool:
    """Capitals inside one word ("PolitiCheck"), other than in McBride, DeVoe, O'Hara."""
    inside = [i for i, c in enumerate(text) if i and c.isupper() and text[i - 1].islower()]
    return bool(inside) and not (len(inside) == 1 and inside[0] <= 3)


def _is_initial(word: str) -> bool:
    return len(word.replace(".", "")) == 1


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "").replace("&", "").replace("-", "")
    return 2 <= len(letters) <= 6 and letters.isupper()


def _roles(sentence: Sentence, first: int, bare: int, last: int) -> tuple[tuple[Span, bool], ...]:
    """Roles written at the name: "campaign manager Ana Ruiz", "Ana Ruiz, the mayor of Lisbon,"."""
    out: list[tuple[Span, bool]] = []
    tags, classes = sentence.tags, sentence.classes
    lexicon = name_lexicon()
    k = first
    while k > 0 and tags[k - 1] is Tag.NOUN and (classes[k - 1] & (PEOPLE | TITLE | BODY | DEMONYM) or k < first):
        k -= 1
    while k > 0 and k < first and tags[k - 1] is Tag.NAME and classes[k - 1] & (DEMONYM | PLACE | TITLE):
        k -= 1
    if k < first and classes[first - 1] & (PEOPLE | TITLE):
        former = any(sentence.word(i) in lexicon.former for i in range(k, first))
        out.append((Span(sentence.start(k), sentence.end(first - 1)), former))
    titles = [i for i in range(first, bare) if not classes[i] & HONORIFIC or classes[i] & TITLE]
    if titles:
        former = any(sentence.word(i) in lexicon.former for i in (titles[0], max(titles[0] - 1, 0)))
        out.append((Span(sentence.start(titles[0]), sentence.end(titles[-1])), former))
    apposition = _apposition(sentence, last)
    if apposition is not None:
        out.append(apposition)
    return tuple(out)


def _apposition(sentence: Sentence, last: int) -> tuple[Span, bool] | None:
    tags, classes = sentence.tags, sentence.classes
    size = len(tags)
    if last >= size or tags[last] is not Tag.COMMA:
        return None
    begin = last + 1
    if begin < size and sentence.word(begin).isdigit():  # an age
        begin += 2
    if begin >= size:
        return None
    if (
        sentence.word(begin) == "who"
        and begin + 1 < size
        and sentence.word(begin + 1) in ("is", "was", "leads", "heads", "chairs", "runs")
    ):
        begin += 2 if sentence.word(begin + 1) in ("is", "was") else 0
        if sentence.word(begin) == "who":
            return None
    former = False
    start = begin
    if start < size and sentence.word(start) in ("the", "a", "an", "his", "her", "their", "its"):
        start += 1
    end = start
    seen = False
    while end < size and tags[end] in (
        Tag.NOUN,
        Tag.NAME,
        Tag.POSSESSIVE,
        Tag.PREPOSITION,
        Tag.DETERMINER,
        Tag.ADVERB,
    ):
        if tags[end] is Tag.PREPOSITION:
            if not seen or sentence.word(end) not in ("of", "for", "at", "in", "to"):
                break
        elif classes[end] & (PEOPLE | TITLE) and tags[end] is Tag.NOUN:
            seen = True
        elif classes[end] & DAY:
            break
        former = former or sentence.word(end) in name_lexicon().former
        end += 1
    if not seen or end >= size or tags[end] not in (Tag.COMMA, Tag.STOP, Tag.DASH, Tag.SUBORDINATOR):
        return None
    while end > start and tags[end - 1] in (Tag.PREPOSITION, Tag.DETERMINER):
        end -= 1
    return (Span(sentence.start(start), sentence.end(end - 1)), former) if start < end else None


def _role_gender(sentence: Sentence, roles: tuple[tuple[Span, bool], ...]) -> Gender | None:
    """The gender told by a word of a role ("spokeswoman")."""
    classes = lexicon().classes
    for span, _ in roles:
        for word in sentence.tokens.text[span.start : span.end].lower().split():
            bits = classes.get(word, 0)
            if bits & FEMALE:
                return Gender.FEMALE
            if bits & MALE and word not in ("chairman", "king"):
                return Gender.MALE
    return None
