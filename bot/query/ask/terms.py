"""The words of a question that an answer must hold, with their other forms and synonyms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from bot.actors.countries import acronyms
from bot.query.ask.forms import derived, of_country, paradigm, verbs
from bot.query.ask.synonyms import meanings_of, phrase_of, phrase_pattern
from bot.query.normal import other_way
from bot.query.spelling import other_spellings
from bot.query.words import is_function_word
from bot.text.words import fold, index_words, search_words, stem

SYNONYM = 0.8
"""What a synonym counts against the word itself."""
LIGHT = 0.35
"""What a verb of little meaning counts against other words."""
_WORD = re.compile(r"\d+(?:[.,]\d+)+(?!\w)|[^\W_]+(?:['’\-‐‑&][^\W_]+)*")
_CONTRACTED = re.compile(
    r"(?:he|she|it|they|we|you|i|who|what|where|when|how|why|that|there)'(?:s|d|ll|re|ve|m)|[a-z]+n't"
    r"|(?:who|what|where|when|how|why)s|(?:did|does|do|is|was|were|has|have|had|would|could|should|are|ca|wo)nt"
)
_COMPOUND = 5
"""Letters of a word that may be the last part of a compound."""
_PARTICLES = frozenset(
    "up down out off over in on away back through apart aside together along about for of with at to".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word, hyphenated word or phrase of a question. Forms and synonyms are folded and stemmed as the index is."""

    word: str  # as typed
    forms: frozenset[str]  # of a phrase those of the word that means the same; of a name of several words none
    synonyms: Mapping[str, str] = field(default_factory=dict)  # stem → synonym as the data file has it
    phrases: tuple[tuple[frozenset[str], str], ...] = ()  # synonyms of several words
    light: bool = False  # "go", "want": weighs little
    required: bool = False  # a name or number: an answer without it is about something else
    owner: bool = False  # a name whose thing is spoken of: "Brenner's plan"
    own: tuple[frozenset[str], ...] = ()  # the stems of a phrase itself, in each of its forms
    of_phrases: frozenset[str] = frozenset()  # the words of `phrases`, particles left out
    against: frozenset[str] = frozenset()  # opposites that answer as well: "did it rise?" – "it fell"

    def match(self, words: AbstractSet[str]) -> float:
        """1 for the word itself, `SYNONYM` for a synonym, 0 for neither, among these index words."""
        if self._stands(words):
            return 1.0
        if self._synonym(words) or (self.forms and self._ends_one(words)):
            return SYNONYM
        return 0.0 if self.against.isdisjoint(words) else SYNONYM

    def is_opposed(self, words: AbstractSet[str]) -> bool:
        """Does only an opposite of it stand among these index words?"""
        return not self.against.isdisjoint(words) and not self._stands(words) and not self._synonym(words)

    def synonym_in(self, words: AbstractSet[str]) -> str | None:
        """The synonym that stands there in place of the word; None if the word itself does, or nothing."""
        return None if self._stands(words) else self._synonym(words)

    # Asked thousands of times for an answer: most often nothing of it stands there, and one look at each part tells.

    def _stands(self, words: AbstractSet[str]) -> bool:
        if not self.forms.isdisjoint(words):
            return True
        return bool(self.own) and any(stems <= words for stems in self.own)

    def _synonym(self, words: AbstractSet[str]) -> str | None:
        if self.synonyms and not self.synonyms.keys().isdisjoint(words):
            return next(name for there, name in self.synonyms.items() if there in words)
        if self.of_phrases.isdisjoint(words):
            return None
        return next((name for stems, name in self.phrases if stems <= words), None)

    def _ends_one(self, words: AbstractSet[str]) -> bool:
        """Is it the last part of a compound there, as "bridge" of "footbridge", or the other way round?"""
        bare, parts = _compound(self.word)
        if not parts.isdisjoint(words):
            return True
        if len(bare) < _COMPOUND or f"{bare} " not in " ".join(words) + " ":  # one look at all is much quicker
            return False
        return any(word.endswith(bare) and len(word) >= len(bare) + 3 for word in words)

    @property
    def weight(self) -> float:
        """What the term counts in a coverage."""
        return LIGHT if self.light else 1.0

    @property
    def every(self) -> frozenset[str]:
        """What an archive is asked for: all forms and single-word synonyms, and the verb of a phrase."""
        return self.forms | self.synonyms.keys() | self.against | frozenset().union(*self.own) - _PARTICLES


@lru_cache(maxsize=5_000)
def _compound(word: str) -> tuple[str, frozenset[str]]:
    """The stem of a typed word, and the last parts of it as a compound."""
    bare = stem(fold(word))
    if len(bare) <= 2 * _COMPOUND - 2:
        return bare, frozenset()
    return bare, frozenset(bare[at:] for at in range(3, len(bare) - _COMPOUND + 1))


def terms_of(text: str, skip: AbstractSet[str] = frozenset()) -> tuple[Term, ...]:
    """The content words and phrases of the text in order, each once; `skip` holds folded words to leave out."""
    out: dict[frozenset[str], Term] = {}
    for term in _terms(text, skip):
        if term.forms or term.own:
            out.setdefault(term.forms or term.own[0], term)
    return tuple(out.values())


_NAME = re.compile(r"[A-ZÀ-Þ][\w’'\-]*(?:\s+(?:(?:of|and|for)\s+)?(?:the\s+)?[A-ZÀ-Þ][\w’'\-]*)+")


def with_whole_names(terms: Sequence[Term], text: str) -> tuple[Term, ...]:
    """The terms, those of one name of several words ("the Clean Power Plan") put together as one."""
    out = list(terms)
    for name in _NAME.finditer(text):
        words = set(_WORD.findall(name.group()))
        parts = [term for term in out if term.required and term.word in words]
        if len(parts) > 1:
            stems = frozenset(w for w in index_words(name.group()) if not is_function_word(w))
            at = out.index(parts[0])
            out[at] = Term(name.group(), frozenset(), required=True, own=(stems,))
            out = [term for term in out if term not in parts[1:]]
    return tuple(out)


def _terms(text: str, skip: AbstractSet[str]) -> Iterator[Term]:
    at = 0
    for match in phrase_pattern().finditer(text):
        yield from _words(text[at : match.start()], skip)
        at = match.end()
        if (term := _phrase_term(match.group())) is not None:
            yield term
    yield from _words(text[at:], skip)


def _words(text: str, skip: AbstractSet[str]) -> Iterator[Term]:
    verb: Term | None = None  # of little meaning, and a particle may follow
    for token in _WORD.findall(_DEPUTY.sub(r"\1-\2", text)):
        bare = fold(token).removesuffix("'s")
        if verb is not None:
            together = bare in _BEHIND_VERBS
            yield _with_particle(verb, token) if together else verb
            verb = None
            if together:
                continue
        if is_function_word(bare) or bare in skip or bare in _QUESTION_WORDS or _CONTRACTED.fullmatch(bare):
            continue
        term = _deputy(token) if bare.startswith(_DEPUTIES) else term_of(token)
        if term.light and bare in verbs():
            verb = term
        else:
            yield term
    if verb is not None:
        yield verb


_DEPUTY = re.compile(r"\b(vice|deputy) (\w+)", re.IGNORECASE)
"""What is said of the president is not said of the vice president."""
_DEPUTIES = ("vice-", "deputy-")


def _deputy(word: str) -> Term:
    own = tuple(frozenset((stem(fold(word.partition("-")[0])), form)) for form in term_of(word.partition("-")[2]).forms)
    return Term(word.replace("-", " "), frozenset(), required=True, own=own)


_BEHIND_VERBS = frozenset("up down out off away back".split())


def _with_particle(verb: Term, particle: str) -> Term:
    """ "Take up": neither part of it says anything alone."""
    own = tuple(frozenset((form, stem(fold(particle)))) for form in verb.forms)
    return Term(f"{verb.word} {particle}", frozenset(), own=own)


@lru_cache(maxsize=1_000)
def _phrase_term(typed: str) -> Term | None:
    """The term of a phrase ("stepped down"); None for one that says no more than "happened"."""
    phrase = phrase_of(typed)
    if phrase.says_nothing:
        return None
    forms = term_of(phrase.head).forms if phrase.head else frozenset()
    synonyms = {form: name for form, name in phrase.meanings.words.items() if form not in forms}
    meanings = phrase.meanings.phrases
    return Term(typed, forms, synonyms, meanings, own=phrase.stems, of_phrases=_telling(meanings))


@lru_cache(maxsize=20_000)
def term_of(word: str) -> Term:
    """The term of one typed word."""
    bare = fold(word).removesuffix("'s").removesuffix("'")
    named = word[:1].isupper()
    stems = {form for group in search_words(bare) for form in group}
    irregular = {stem(form) for form in paradigm(bare)}
    other_number = set(index_words(other_way(bare) or "")[-1:])
    spelled = {form for other in other_spellings(bare) for form in (stem(other), *derived(other))}
    people = of_country(bare) if named else frozenset()
    forms = frozenset(stems | irregular | derived(bare) | spelled | people | other_number)
    meanings = meanings_of(frozenset(stems | irregular))
    return Term(
        word,
        forms,
        {form: name for form, name in meanings.words.items() if form not in forms},
        meanings.phrases,
        light=not forms.isdisjoint(_light()) or _is_adverb(bare),
        required=named or any(c.isdigit() for c in word),
        own=tuple(filter(None, (_parts(bare), _in_full(word)))),
        of_phrases=_telling(meanings.phrases),
    )


def _telling(phrases: Iterable[tuple[frozenset[str], str]]) -> frozenset[str]:
    return frozenset(word for stems, _ in phrases for word in stems if not _says_nothing(word))


def _says_nothing(word: str) -> bool:
    return word in _PARTICLES or is_function_word(word)


def _parts(word: str) -> frozenset[str]:
    """The stems of the parts of a hyphenated word: "the Brenner-Ruiz debate" is that between Brenner and Ruiz."""
    return frozenset(index_words(word)[:-1]) if "-" in word else frozenset()


def _in_full(word: str) -> frozenset[str]:
    """The stems of what an acronym that everybody knows stands for."""
    name = acronyms().get(word.lower(), "") if len(word) > 1 and word.isupper() else ""
    return frozenset(stem(part) for part in name.split() if not is_function_word(part))


def _is_adverb(word: str) -> bool:
    return len(word) > 5 and word.endswith("ly")


def coverage(terms: Sequence[Term], words: AbstractSet[str]) -> float:
    """Share of the terms that stand among the words, synonyms a little less. 1 without terms."""
    total = sum(term.weight for term in terms)
    return sum(term.weight * term.match(words) for term in terms) / total if total else 1.0


def synonyms_used(terms: Iterable[Term], words: AbstractSet[str]) -> tuple[str, ...]:
    """ "truce for cease-fire": what stands there in place of which asked word."""
    return tuple(f"{found} for {term.word}" for term in terms if (found := term.synonym_in(words)))


@lru_cache(maxsize=1)
def _light() -> frozenset[str]:
    words = (
        "go went gone get make take want most use become give put have need let keep come see base locate situate find "
        "last suppose title name job person man woman guy day time way part side bit lot detail matter view opinion "
        "fact point again now then later earlier next soon enough always both other new old whole against"
    )
    return frozenset(stem(word) for word in words.split())


NOUN_BEFORE = re.compile(
    r"\b(?:the|a|an|his|her|its|their|our|any|some|no|every|first|last|next|new|old|of)\s+$", re.IGNORECASE
)


_NOUN_PLACE = re.compile(r"\b(?:do|does|did|how many|how much|many|which)\s+$", re.IGNORECASE)
_COMPOUND_BEFORE = re.compile(
    r"\b(?:of|on|in|for|at|with|by|about|over|from|after|before|against) (?:the|an?|his|her|its|their) [\w\-]+ $",
    re.IGNORECASE,
)
"""What stands before the last noun of "a vote on the dam deal"."""
_ENDS = re.compile(r"\s*\??$")
_WHO = re.compile(r"\b(?:who|which \w+) (?:\w+ly )?$", re.IGNORECASE)


def is_verb_there(word: str, text: str) -> bool:
    """Is the word a verb where it stands in the question? One behind a determiner is a noun."""
    at = text.find(word)
    if word.endswith("ed") and _WHO.search(text[: max(at, 0)]):
        return True
    if at > 0 and (
        _NOUN_PLACE.search(text[:at]) or (_ENDS.match(text, at + len(word)) and _COMPOUND_BEFORE.search(text[:at]))
    ):
        return False
    return at > 0 and not NOUN_BEFORE.search(text[:at]) and (fold(word) in verbs() or " " in word)


_QUESTION_WORDS = frozenset(
    "what who whom whose which when where why how much many long far old please tell show give me list find know "
    "say says said saying anything something everything thing things ever actually really exactly get got did about "
    "regarding concerning according article articles news report reports latest recently recent yet still also any "
    "whether kind sort type happen happened happens happening going there currently use used let lets kindly could "
    "anybody anyone somebody someone nobody everyone everybody else during while whilst upon within without despite "
    "before among amongst toward towards per via than except besides across beyond throughout "
    "hey hi hello ok okay thanks exact one "
    "quote quotes quoted quotation quotations comment comments remark remarks statement statements".split()
)
