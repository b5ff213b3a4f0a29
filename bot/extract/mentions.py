"""Names in the text: which runs of capitalised words name somebody, of what kind, with which titles and roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.extract.lexicon import (
    DAY,
    FEMALE,
    FUNCTION_WORD,
    GIVEN,
    MALE,
    MONTH,
    NOT_NAME,
    PLACE,
    TITLE,
    lexicon,
)
from bot.extract.name_runs import is_acronym, parts_of_run, run_end
from bot.extract.roles import ToldRole
from bot.extract.tags import Sentence, Tag
from bot.extract.written_names import names_nobody, told_by_name, written_name
from bot.model import Gender, Kind, Span
from bot.names.lexicon import fold, given_gender, is_surname, name_lexicon
from bot.names.parse import PersonName, parse_name
from bot.text.words import one_line


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
    end, name = 0, Tag.NAME
    for i, tag in enumerate(sentence.tags):
        if tag is not name or i < end:
            continue
        end = run_end(sentence, i)
        for first, last in parts_of_run(sentence, i, end):
            found = _mention(sentence, number, first, last, quoted)
            if found is not None:
                out.append(found)
    return out


def _mention(sentence: Sentence, number: int, first: int, last: int, quoted: bool) -> Mention | None:
    first = _without_openers(sentence, first, last)
    if first >= last:
        return None
    start, end = sentence.start(first), sentence.end(last - 1)
    text = sentence.tokens.text[start:end]
    words = tuple(sentence.words[first:last])
    if last - first > 2 and words[-1] in _POST_NOMINALS:  # "Tom Bell MP"
        shorter = sentence.tokens.text[start : sentence.end(last - 2)].rstrip(",")
        end = start + len(shorter)
        written = None if names_nobody(text, words) else told_by_name(shorter, words)
    else:
        end -= len(text) == 2 and text.endswith(".")  # “… on X.”
        written = written_name(text, words)
    if written is None:
        return None
    bare, kind, certain = first, written.kind, written.certain
    if certain is None:
        kind, certain = _told_by_neighbours(sentence, first, last, kind)
    if kind is Kind.PERSON:
        bare += written.titles
        start = sentence.start(bare)
    text = one_line(sentence.tokens.text[start:end])
    mention = Mention(sentence, number, first, bare, last, Span(start, end), text, written.name, kind, certain, quoted)
    mention.possessor = _is_owner(sentence, first, last)
    return mention


def _without_openers(sentence: Sentence, first: int, last: int) -> int:
    """The first item of the name without a day, a verb or an office before it; `last` where nothing is left."""
    classes = sentence.classes
    while first < last and (
        classes[first] & (DAY | MONTH)
        or (classes[first] & NOT_NAME and last - first == 1)
        or (last - first > 1 and _is_opening_verb(sentence, first))
        or (last - first > 1 and sentence.words[first] in _BEFORE_OFFICES)
        or (last - first > 1 and is_office_of_state(sentence, first))
    ):
        first += 1
    return first


def _told_by_neighbours(sentence: Sentence, first: int, last: int, kind: Kind) -> tuple[Kind, bool]:
    """The kind of a name that does not tell it for certain itself."""
    text, bits, word = sentence.tokens.text, sentence.classes[first], sentence.words[first]
    if last - first > 1:
        for i in range(first, last):
            written = text[sentence.start(i) : sentence.end(i)]
            if is_acronym(written) and sentence.words[i] not in name_lexicon().suffixes:
                return Kind.ORGANISATION, False
        return kind, False
    if is_acronym(text[sentence.start(first) : sentence.end(first)]):
        return kind, first > 0 and not bits & FUNCTION_WORD and word not in lexicon().forms
    return kind, first > 0 and sentence.words[first - 1] in ("the", "this")


def _is_owner(sentence: Sentence, first: int, last: int) -> bool:
    """ "Ruiz's aide", "the Ruiz team": the phrase is about what follows the name."""
    if last >= len(sentence):
        return False
    if sentence.tags[last] is Tag.POSSESSIVE:
        return True
    return sentence.tags[last] is Tag.NOUN and first > 0 and sentence.word(first - 1) in ("the", "a", "an", "this")


_POST_NOMINALS: Final = frozenset(("mp", "qc", "kc", "phd", "ph.d", "md", "m.d", "dds", "cbe", "obe", "esq"))


def is_office_of_state(sentence: Sentence, i: int) -> bool:
    """The "State" of "secretary of State Ana Ruiz", as some papers write the office."""
    return (
        i > 1
        and sentence.word(i) == "state"
        and sentence.word(i - 1) == "of"
        and sentence.word(i - 2).rpartition("-")[2] == "secretary"
    )


_BEFORE_OFFICES: Final = frozenset(("former", "interim", "acting", "then", "fellow", "retired", "outgoing", "incoming"))


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
