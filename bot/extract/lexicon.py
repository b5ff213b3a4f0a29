"""Word classes, verb forms and cue verbs as lookups; the words live in config/language and are read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from bot.names.lexicon import name_lexicon
from bot.resources import config_file

# Classes of a word; one word may have several.
DET: Final = 1 << 0
POSS: Final = 1 << 1
SUBJ: Final = 1 << 2
OBJ: Final = 1 << 3
PREP: Final = 1 << 4
COORD: Final = 1 << 5
SUB: Final = 1 << 6
MODAL: Final = 1 << 7
HAVE: Final = 1 << 8
BE: Final = 1 << 9
DO: Final = 1 << 10
NEG: Final = 1 << 11
ADV: Final = 1 << 12
TIME: Final = 1 << 13
PEOPLE: Final = 1 << 14
BODY: Final = 1 << 15
DOCUMENT: Final = 1 << 16
CUE_NOUN: Final = 1 << 17
ORGANISATION: Final = 1 << 18
PLACE: Final = 1 << 19
DEMONYM: Final = 1 << 20
MEDIUM: Final = 1 << 21
NOT_NAME: Final = 1 << 22
FEMALE: Final = 1 << 23
MALE: Final = 1 << 24
MENTIONED: Final = 1 << 25
TITLE: Final = 1 << 26
GIVEN: Final = 1 << 27
DAY: Final = 1 << 28
MONTH: Final = 1 << 29
HONORIFIC: Final = 1 << 30
TO_ADJECTIVE: Final = 1 << 31
THING: Final = 1 << 32
BODY_END: Final = 1 << 33
NO_PERSON: Final = 1 << 34
FEELING: Final = 1 << 35

FUNCTION_WORD: Final = DET | POSS | SUBJ | OBJ | PREP | COORD | SUB | MODAL | HAVE | BE | DO | NEG | ADV
AUXILIARY: Final = MODAL | HAVE | BE | DO

# Forms of a verb.
BASE: Final = 1
THIRD: Final = 2
PAST: Final = 4
PARTICIPLE: Final = 8
ING: Final = 16
FINITE: Final = BASE | THIRD | PAST

Form = tuple[str, int]
"""Of a verb form the lemma and the bits."""


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb that can report, with the complements it takes (codes at the head of verbs.txt)."""

    lemma: str
    kind: str  # speech, manner, show, mental, intend, judge
    complements: frozenset[str]
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """Everything that extraction looks words up in. Compared by identity: there is one a process."""

    classes: dict[str, int] = field(repr=False)
    forms: dict[str, Form] = field(repr=False)
    cues: dict[str, CueVerb] = field(repr=False)  # lemma -> verb
    phrasal: dict[tuple[str, str], CueVerb] = field(repr=False)  # ("point", "out")
    phrasal_heads: frozenset[str] = field(repr=False)  # "point"
    adjectives: dict[str, CueVerb] = field(repr=False)  # "sure", "critical"; their kind is "mental"
    never_nouns: frozenset[str] = field(repr=False)  # lemmas of verbs that are no noun in any form
    with_object: frozenset[str] = field(repr=False)  # lemmas of verbs that always have an object
    failing: frozenset[str] = field(repr=False)  # words before an infinitive that deny it: "fail", "unable"
    undone: frozenset[str] = field(repr=False)  # those that leave it open: "plan", "due"
    particles: frozenset[str] = field(repr=False)  # "up", "off": they make a verb another one
    separable: frozenset[tuple[str, str]] = field(repr=False)  # ("call", "off"), with the object between them
    separable_heads: frozenset[str] = field(repr=False)  # "call"
    before_name: frozenset[str] = field(repr=False)  # abbreviations that never end a sentence
    abbreviations: frozenset[str] = field(repr=False)  # those that may


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of config/language; some 20 ms, once a process."""
    cues, phrasal = _read_cues()
    tables = _grammar()
    verbs = tables["verbs"]
    text = tomllib.loads(config_file("language/text.toml").read_text(encoding="utf-8"))
    return Lexicon(
        classes=_read_classes(tables),
        forms=_read_forms(cues, phrasal),
        cues=cues,
        phrasal=phrasal,
        phrasal_heads=frozenset(head for head, _ in phrasal),
        adjectives=_read_adjectives(),
        never_nouns=frozenset(verbs["never_nouns"]),
        with_object=frozenset(verbs["with_object"]),
        failing=frozenset(verbs["failing"] + verbs["failing_adjectives"]),
        undone=frozenset(verbs["undone"] + verbs["undone_adjectives"]),
        particles=frozenset(verbs["particles"]),
        separable=frozenset((head, particle) for head, _, particle in map(_in_two, verbs["separable"])),
        separable_heads=frozenset(_in_two(phrase)[0] for phrase in verbs["separable"]),
        before_name=frozenset(text["abbreviations"]["before_name"]),
        abbreviations=frozenset(text["abbreviations"]["other"]),
    )


_TABLES: Final = {
    "function": {
        "determiners": DET,
        "possessives": POSS,
        "subjects": SUBJ,
        "objects": OBJ,
        "prepositions": PREP,
        "coordinators": COORD,
        "subordinators": SUB,
        "modals": MODAL,
        "have": HAVE,
        "be": BE,
        "do": DO,
        "negatives": NEG,
        "adverbs": ADV,
        "to_adjectives": TO_ADJECTIVE,
    },
    "time": {"days": TIME | DAY, "months": TIME | MONTH, "words": TIME},
    "nouns": {
        "people": PEOPLE,
        "bodies": BODY,
        "documents": DOCUMENT,
        "cues": CUE_NOUN,
        "mentioned": MENTIONED,
        "organisations": ORGANISATION,
        "things": THING,
        "body_ends": BODY_END,
        "no_persons": NO_PERSON,
        "feelings": FEELING,
        "places": PLACE,
        "demonyms": DEMONYM,
        "media": MEDIUM,
        "not_names": NOT_NAME,
        "female": FEMALE,
        "male": MALE,
    },
}


def _in_two(phrase: str) -> tuple[str, str, str]:
    return phrase.partition(" ")


def _grammar() -> dict[str, Any]:
    return tomllib.loads(config_file("language/grammar.toml").read_text(encoding="utf-8"))


def _read_classes(tables: dict[str, Any]) -> dict[str, int]:
    out: dict[str, int] = {}
    for table, keys in _TABLES.items():
        for key, bits in keys.items():
            for word in tables[table][key]:
                out[word] = out.get(word, 0) | bits
    names = name_lexicon()
    for title in names.titles | names.qualifiers:
        for word in title.split():
            out[word] = out.get(word, 0) | TITLE
    for word in names.honorifics:
        out[word] = out.get(word, 0) | HONORIFIC
    for word in names.given:
        out[word] = out.get(word, 0) | GIVEN
    return out


def _read_cues() -> tuple[dict[str, CueVerb], dict[tuple[str, str], CueVerb]]:
    cues: dict[str, CueVerb] = {}
    phrasal: dict[tuple[str, str], CueVerb] = {}
    for line in _lines("language/verbs.txt"):
        lemma, kind, complements, prepositions = (part.strip() for part in line.split("|"))
        verb = CueVerb(lemma, kind, frozenset(complements.split()), frozenset(prepositions.split()))
        head, _, particle = lemma.partition(" ")
        if particle:
            phrasal[head, particle] = verb
        elif head not in cues:
            cues[head] = verb
    return cues, phrasal


def _read_adjectives() -> dict[str, CueVerb]:
    out: dict[str, CueVerb] = {}
    for line in _lines("language/adjectives.txt"):
        word, complements, prepositions = (part.strip() for part in line.split("|"))
        out[word] = CueVerb(word, "mental", frozenset(complements.split()), frozenset(prepositions.split()))
    return out


def _lines(name: str) -> list[str]:
    lines = config_file(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _read_forms(cues: dict[str, CueVerb], phrasal: dict[tuple[str, str], CueVerb]) -> dict[str, Form]:
    irregular: dict[str, tuple[list[str], list[str]]] = {}
    doubling: set[str] = set()
    for line in _lines("language/irregular_verbs.txt"):
        base, *rest = line.split()
        if rest == ["+"]:
            doubling.add(base)
        else:
            irregular[base] = (rest[0].split("/"), rest[1].split("/"))
    common = [word for line in _lines("language/common_verbs.txt") for word in line.split()]
    out: dict[str, Form] = {}
    heads = dict.fromkeys([*cues, *(head for head, _ in phrasal), *common, *irregular])
    for base in heads:  # cue verbs first: "found" is of "find" before it is of "found"
        past, participle = irregular.get(base, ([_past(base, base in doubling)],) * 2)
        listed = [(base, BASE), (_third(base), THIRD), (_ing(base, base in doubling), ING)]
        listed += [(form, PAST) for form in past] + [(form, PARTICIPLE) for form in participle]
        for form, bit in listed:
            lemma, bits = out.get(form, (base, 0))
            if lemma == base:
                out[form] = (base, bits | bit)
    return out


_VOWELS: Final = "aeiou"


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z")) or base == "go":
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return "has" if base == "have" else base + "s"


def _past(base: str, doubles: bool) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return _stem(base, doubles) + "ed"


def _ing(base: str, doubles: bool) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return _stem(base, doubles) + "ing"


_DOUBLED: Final = frozenset(
    "begin cut get hit let put quit run set shut sit spin split swim win bet forget sin dig hug".split()
)


def _stem(base: str, doubles: bool) -> str:
    return base + base[-1] if doubles or base in _DOUBLED else base
