"""The words of a question that an answer must hold, with their other forms and synonyms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from bot.query.words import is_function_word
from bot.resources import config_file
from bot.text.words import fold, index_words, search_words, stem

SYNONYM = 0.8
"""What a synonym counts against the word itself."""
LIGHT = 0.35
"""What a verb of little meaning counts against other words."""
_WORD = re.compile(r"\d+(?:[.,]\d+)+(?!\w)|[^\W_]+(?:['’\-‐‑&][^\W_]+)*")
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ication", ("ify",)),
    ("ation", ("", "ate")),
    ("ition", ("", "ite")),
    ("sion", ("d", "t", "s")),
    ("ssion", ("t", "ss", "de")),
    ("ion", ("",)),
    ("ment", ("",)),
    ("ness", ("",)),
    ("ance", ("",)),
    ("ence", ("",)),
    ("iage", ("y",)),
    ("age", ("",)),
    ("ure", ("",)),
    ("al", ("",)),
    ("ant", ("", "ate")),
    ("er", ("",)),
    ("or", ("",)),
    ("ist", ("",)),
    ("ism", ("",)),
    ("istic", ("",)),
    ("ive", ("",)),
    ("ity", ("",)),
)
"""Endings of nouns and adjectives made from verbs and other nouns, with what stands there in place of them; an "e"
at the end of the word they are made from is lost."""
_ROOT = 5
"""Letters that a root must have before an ending is taken off or put on: "party" is no form of "part"."""
_SHORT_ROOT = 4
"""The same before an ending of three letters or more: "closure", "close"."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word (or hyphenated word) of a question. Forms and synonyms are folded and stemmed as the index has them."""

    word: str  # as typed
    forms: frozenset[str]
    synonyms: Mapping[str, str] = field(default_factory=dict)  # stem → synonym as the data file has it
    phrases: tuple[tuple[frozenset[str], str], ...] = ()  # synonyms of several words
    light: bool = False  # "go", "want": weighs little
    required: bool = False  # a name or number: an answer without it is about something else

    def match(self, words: AbstractSet[str]) -> float:
        """1 for the word itself, `SYNONYM` for a synonym, 0 for neither, among these index words."""
        if not self.forms.isdisjoint(words):
            return 1.0
        return SYNONYM if self.synonym_in(words) or self._ends_one(words) else 0.0

    def _ends_one(self, words: AbstractSet[str]) -> bool:
        """Is it the last part of a compound there, as "bridge" of "footbridge"?"""
        bare = stem(fold(self.word))
        if len(bare) < _ROOT or f"{bare} " not in " ".join(words) + " ":  # one look at all words is much quicker
            return False
        return any(word.endswith(bare) and len(word) >= len(bare) + 3 for word in words)

    def synonym_in(self, words: AbstractSet[str]) -> str | None:
        """The synonym that stands there in place of the word; None if the word itself does, or nothing."""
        if not self.forms.isdisjoint(words):
            return None
        for there, name in self.synonyms.items():
            if there in words:
                return name
        return next((name for stems, name in self.phrases if stems <= words), None)

    @property
    def weight(self) -> float:
        """What the term counts in a coverage."""
        return LIGHT if self.light else 1.0

    @property
    def every(self) -> frozenset[str]:
        """What an archive is asked for: all forms and single-word synonyms."""
        return self.forms | self.synonyms.keys()


def terms_of(text: str, skip: AbstractSet[str] = frozenset()) -> tuple[Term, ...]:
    """The content words of the text in order, each once; `skip` holds folded words to leave out."""
    out: dict[frozenset[str], Term] = {}
    for token in _WORD.findall(_plainly(text)):
        folded = fold(token)
        bare = folded.removesuffix("'s")
        if is_function_word(bare) or bare in skip or bare in _QUESTION_WORDS:
            continue
        term = term_of(token)
        if term.forms:
            out.setdefault(term.forms, term)
    return tuple(out.values())


def _plainly(text: str) -> str:
    """The text with verbs of several words ("took part") as the one word that means the same."""
    pattern, verbs, _ = _idioms()
    return pattern.sub(lambda match: verbs[_idiom_key(match.group())], text)


def _idiom_key(words: str) -> tuple[str, ...]:
    first, *rest = fold(words).split()
    return (min(stem(form) for form in _paradigm(first) or {first}), *rest)


@lru_cache(maxsize=1)
def _idioms() -> tuple[re.Pattern[str], Mapping[tuple[str, ...], str], tuple[tuple[str, str], ...]]:
    """What finds an idiom in any form of its verb, the word for each by its key, and all of them as in the file."""
    table = tomllib.loads(config_file("language/synonyms.toml").read_text(encoding="utf-8"))["idioms"]
    alternatives = []
    for idiom in table:
        verb, *rest = idiom.split()
        forms = _paradigm(verb) | {verb, verb + "s", verb.removesuffix("e") + "ing", verb.removesuffix("e") + "ed"}
        alternatives.append(r"\s+".join((f"(?:{'|'.join(sorted(forms))})", *rest)))
    pattern = re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)
    return pattern, {_idiom_key(idiom): word for idiom, word in table.items()}, tuple(table.items())


@lru_cache(maxsize=20_000)
def term_of(word: str) -> Term:
    """The term of one typed word."""
    bare = fold(word).removesuffix("'s").removesuffix("'")
    other = _other_spelling(bare)
    stems = {form for group in search_words(bare) for form in group}
    forms = frozenset(
        ({stem(other)} if other else set()) | stems | {stem(form) for form in _paradigm(bare)} | _derived(bare)
    )
    synonyms: dict[str, str] = {}
    phrases: list[tuple[frozenset[str], str]] = []
    groups = _groups()
    for number in sorted(
        {n for form in stems | {stem(w) for w in _paradigm(bare)} for n in groups.by_stem.get(form, ())}
    ):
        for member in groups.members[number]:
            held = index_words(member)
            if len(member.split()) > 1:
                phrases.append((frozenset(held), member))
            elif not forms.intersection(held):
                for form in {held[-1], *(stem(form) for form in _paradigm(member))}:
                    synonyms.setdefault(form, member)
    name = word[:1].isupper() or any(c.isdigit() for c in word)
    for idiom, meant in _idioms()[2]:
        if stem(meant) in forms:
            verb, *rest = idiom.split()
            phrases += ((frozenset(index_words(" ".join((form, *rest)))), idiom) for form in _paradigm(verb) | {verb})
    return Term(
        word,
        forms,
        synonyms,
        tuple(phrases),
        light=not forms.isdisjoint(_light()) or _is_adverb(bare),
        required=name,
    )


_ISE = re.compile(r"(?<=[a-z]{3})i([sz])(e[ds]?|ing|ations?)$")


def _other_spelling(word: str) -> str | None:
    """The other spelling of a verb in -ise or -ize, as the other side of the Atlantic has it."""
    other = _ISE.sub(lambda m: f"i{'z' if m[1] == 's' else 's'}{m[2]}", word)
    return other if other != word else None


def _is_adverb(word: str) -> bool:
    return len(word) > 5 and word.endswith("ly")


def coverage(terms: Sequence[Term], words: AbstractSet[str]) -> float:
    """Share of the terms that stand among the words, synonyms a little less. 1 without terms."""
    total = sum(term.weight for term in terms)
    return sum(term.weight * term.match(words) for term in terms) / total if total else 1.0


def synonyms_used(terms: Iterable[Term], words: AbstractSet[str]) -> tuple[str, ...]:
    """ "truce for cease-fire": what stands there in place of which asked word."""
    return tuple(f"{found} for {term.word}" for term in terms if (found := term.synonym_in(words)))


def _derived(word: str) -> frozenset[str]:
    """Nouns, verbs and adjectives of the same root: "evacuate", "evacuation", "closure", "close"."""
    if not word.isalpha():
        return frozenset()
    taken = {
        root + instead
        for ending, others in _ENDINGS
        if word.endswith(ending) and len(root := word.removesuffix(ending)) >= _least(ending)
        for instead in others
    }
    bases = taken or ({stem(word)} if word.endswith(("s", "ed", "ing")) else {stem(word), word})
    out = {stem(word)} | {form for base in bases for form in (stem(base), stem(base + "e"))}
    for base in bases:
        if base[-1:] in ("i", "y"):
            out.add(base[:-1] + "iag")
            continue
        bare = base.removesuffix("e") if not base.endswith("ee") else base
        for ending, others in _ENDINGS:
            for instead in others:
                root = bare.removesuffix(instead.removesuffix("e"))
                if bare.endswith(instead.removesuffix("e")) and len(root) >= _least(ending):
                    out.add(stem(root + ending))
    return frozenset(out)


def _least(ending: str) -> int:
    return _SHORT_ROOT if len(ending) >= 3 and ending != "ion" else _ROOT  # "station" is not made from "state"


_SHORT = (("die", "dies", "died", "dying"), ("tie", "ties", "tied", "tying"))
"""Regular verbs that are too short for the stemmer."""


@lru_cache(maxsize=1)
def _verbs() -> Mapping[str, frozenset[str]]:
    """Every form of an irregular verb → all its forms."""
    out: dict[str, frozenset[str]] = {}
    for line in config_file("language/irregular_verbs.txt").read_text(encoding="utf-8").splitlines():
        words = [w for w in line.split("#")[0].replace("/", " ").replace("+", " ").split() if w.isalpha()]
        for word in words:
            out[word] = frozenset(words) | out.get(word, frozenset())
    return out | {form: frozenset(forms) for forms in _SHORT for form in forms}


@lru_cache(maxsize=1)
def verb_forms() -> frozenset[str]:
    """Stems of the verbs that the language files know."""
    out: set[str] = set()
    for name in ("common_verbs.txt", "irregular_verbs.txt", "verbs.txt"):
        for line in config_file(f"language/{name}").read_text(encoding="utf-8").splitlines():
            words = line.split("#")[0].split("|")[0].split()
            out.update(stem(word) for word in words if word.isalpha())
    return frozenset(out)


@lru_cache(maxsize=1)
def _bases() -> frozenset[str]:
    """The irregular verbs as dictionaries have them: "founded" is no form of "find"."""
    lines = config_file("language/irregular_verbs.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(words[0] for line in lines if (words := line.split("#")[0].split()))


def _paradigm(word: str) -> frozenset[str]:
    verbs = _verbs()
    if word in verbs:
        return verbs[word]
    bases = (stem(word), word.removesuffix("s"), word.removesuffix("ing"), word.removesuffix("ing") + "e")
    return next((verbs[base] for base in bases if base in _bases()), frozenset())


@lru_cache(maxsize=1)
def _light() -> frozenset[str]:
    words = (
        "go went gone get make take want use become give put have need let keep come base "
        "locate situate find last title name"
    )
    return frozenset(stem(word) for word in words.split())


@dataclass(frozen=True, slots=True)
class _Groups:
    members: tuple[tuple[str, ...], ...]
    by_stem: Mapping[str, tuple[int, ...]]


@lru_cache(maxsize=1)
def _groups() -> _Groups:
    table = tomllib.loads(config_file("language/synonyms.toml").read_text(encoding="utf-8"))
    members = tuple(tuple(group) for group in table["synonyms"]["groups"])
    by_stem: dict[str, list[int]] = {}
    for number, group in enumerate(members):
        for member in group:
            if len(member.split()) == 1:
                for form in {form for words in search_words(member) for form in words}:
                    by_stem.setdefault(form, []).append(number)
    return _Groups(members, {form: tuple(numbers) for form, numbers in by_stem.items()})


_QUESTION_WORDS = frozenset(
    "what who whom whose which when where why how much many long far old please tell show give me list find know "
    "say says said saying anything something everything thing things ever actually really exactly get got did about "
    "regarding concerning according article articles news report reports latest recently recent yet still also any "
    "whether kind sort type happen happened happens going there currently use used let lets kindly could concerning "
    "anybody anyone somebody someone nobody everyone everybody else during while whilst upon within without despite "
    "quote quotes quoted quotation quotations comment comments remark remarks statement statements".split()
)
