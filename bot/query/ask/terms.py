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
_WORD = re.compile(r"[^\W_]+(?:['’\-‐‑&][^\W_]+)*|\d+(?:[.,]\d+)*")
_SUFFIXES = (
    "ation",
    "ness",
    "ition",
    "ion",
    "ment",
    "ance",
    "ence",
    "al",
    "er",
    "or",
    "ist",
    "ism",
    "istic",
    "ive",
    "ity",
    "",
)
_ROOT = 5
"""Letters that a root must have before a suffix is taken off or put on: "party" is no form of "part"."""


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
        return SYNONYM if self.synonym_in(words) else 0.0

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
    for token in _WORD.findall(text):
        folded = fold(token)
        bare = folded.removesuffix("'s")
        if is_function_word(bare) or bare in skip or bare in _QUESTION_WORDS:
            continue
        term = term_of(token)
        if term.forms:
            out.setdefault(term.forms, term)
    return tuple(out.values())


@lru_cache(maxsize=20_000)
def term_of(word: str) -> Term:
    """The term of one typed word."""
    bare = fold(word).removesuffix("'s").removesuffix("'")
    stems = {form for group in search_words(bare) for form in group}
    forms = frozenset(stems | {stem(form) for form in _paradigm(bare)} | _derived(bare))
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
                synonyms.setdefault(held[-1], member)
    name = word[:1].isupper() or any(c.isdigit() for c in word)
    return Term(
        word, forms, synonyms, tuple(phrases), light=not forms.isdisjoint(_light()) or _is_adverb(bare), required=name
    )


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
    """Nouns, verbs and adjectives of the same root: "evacuate", "evacuation"."""
    if not word.isalpha():
        return frozenset()
    roots = {stem(word), word}
    for suffix in _SUFFIXES:
        root = word.removesuffix(suffix)
        if suffix and root != word and (len(root) >= _ROOT or suffix == "ness"):
            roots.add(root)
    plain = {stem(root) for root in roots}
    return frozenset(plain) | {stem(root + suffix) for root in roots if len(root) >= _ROOT for suffix in _SUFFIXES}


@lru_cache(maxsize=1)
def _verbs() -> Mapping[str, frozenset[str]]:
    """Every form of an irregular verb → all its forms."""
    out: dict[str, frozenset[str]] = {}
    for line in config_file("language/irregular_verbs.txt").read_text(encoding="utf-8").splitlines():
        words = [w for w in line.split("#")[0].replace("/", " ").replace("+", " ").split() if w.isalpha()]
        for word in words:
            out[word] = frozenset(words) | out.get(word, frozenset())
    return out


def _paradigm(word: str) -> frozenset[str]:
    verbs = _verbs()
    for form in (word, stem(word), word.removesuffix("s"), word.removesuffix("ing"), word.removesuffix("ing") + "e"):
        if form in verbs:
            return verbs[form]
    return frozenset()


@lru_cache(maxsize=1)
def _light() -> frozenset[str]:
    words = "go went gone get make take want use become give put have need let keep come base locate situate find last"
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
    "anybody anyone somebody someone nobody everyone everybody else "
    "quote quotes quoted quotation quotations comment comments remark remarks statement statements".split()
)
