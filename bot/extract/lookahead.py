"""What stands behind a word of a sentence that is being tagged: a verb, a noun, an object, a name.

The items ahead have no tags yet: their classes and verb forms have to tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bot.extract.lexicon import (
    ADV,
    AUXILIARY,
    BASE,
    BE,
    COORD,
    CUE_NOUN,
    DET,
    DO,
    FUNCTION_WORD,
    HAVE,
    ING,
    NEG,
    OBJ,
    PARTICIPLE,
    PAST,
    PEOPLE,
    POSS,
    PREP,
    SUB,
    SUBJ,
    THIRD,
    TIME,
    TITLE,
    Form,
    Lexicon,
)
from bot.extract.tags import QUOTED, Tag
from bot.extract.words import Words
from bot.text.tokens import CLITIC, COLON, COMMA, STOP, WORD

_BEFORE_INFINITIVE: Final = frozenset(
    "continue begin start try attempt need fail manage seem appear tend vow promise pledge swear hope".split()
)
_NOUNS_BEFORE_INFINITIVE: Final = frozenset(
    "decision plan plans promise promises pledge vow threat threats refusal determination willingness reluctance "
    "eagerness desire wish intention agreement resolve request".split()
)


_SHORT: Final = 7
"""Words behind "after" in which a clause has its verb."""


_NUMBERS: Final = frozenset("two three four five six seven eight nine ten".split())


@dataclass(slots=True)
class Lookahead:
    """The items of a sentence that is being tagged, and what stands behind one of them."""

    text: Words
    first: list[int]
    kinds: list[int]
    words: list[str]
    capital: list[bool]
    classes: list[int]
    forms: list[Form | None]
    tags: list[int]
    headline: bool
    size: int = field(init=False)
    lexicon: Lexicon = field(init=False)

    def __post_init__(self) -> None:
        self.size = len(self.kinds)
        self.lexicon = self.text.lexicon

    def governs_behind(self, n: int) -> bool:
        """ "Ruiz's telling people that": does what a verb governs follow, and no noun ("the ruling party")?"""
        m = n + 1
        if m >= self.size or self.kinds[m] != WORD:
            return m < self.size and self.kinds[m] == QUOTED
        return self.capital[m] or bool(self.classes[m] & (FUNCTION_WORD | PEOPLE)) or self.words[m] in ("to", "that")

    def mate_follows(self, n: int) -> bool:
        """ "Ruiz's running mate": the noun that every campaign uses."""
        return n + 2 < self.size and self.words[n + 2] in ("mate", "mates")

    def verb_follows(self, n: int) -> bool:
        if n + 1 >= self.size or self.kinds[n + 1] != WORD:
            return False
        form = self.forms[n + 1]
        return form is not None and bool(form[1] & (PAST | THIRD))

    def calls_somebody(self, n: int) -> bool:
        """ "Will Bell said", "Will Bell, 34, …": does a surname follow, and then no verb in its basic form?"""
        m = n + 1
        while m < self.size and self.kinds[m] == WORD and self.capital[m]:
            m += 1
        if m == n + 1 or m >= self.size:
            return False
        if self.kinds[m] == COMMA or self.words[m] == "'s":
            return True
        form = self.forms[m]
        if self.classes[m] & AUXILIARY:
            return self.words[m] not in ("be", "have", "do")
        return form is not None and bool(form[1] & (PAST | THIRD)) and not form[1] & BASE

    def name_acts(self, n: int) -> bool:
        """ "as Ruiz was saying", "as Norland's envoy Ana Ruiz said", "as she said": do a name or pronoun and a verb
        follow, or a noun phrase and a verb that surely reports: "as the mayor said"?"""
        m = n + 1
        if m < self.size and self.classes[m] & SUBJ and not self.classes[m] & (DET | OBJ):
            return True
        while m < min(n + _SHORT, self.size) and self.kinds[m] in (WORD, CLITIC) and self._is_named(m):
            m += 1
        if m == n + 1 or m >= self.size or self.kinds[m] != WORD:
            return self._phrase_reports(n + 1)
        form = self.forms[m]
        acts = bool(self.classes[m] & AUXILIARY) or (form is not None and bool(form[1] & PAST))
        return acts or self._phrase_reports(n + 1)

    def _is_named(self, m: int) -> bool:
        return self.capital[m] or self.kinds[m] == CLITIC

    def _phrase_reports(self, m: int) -> bool:
        """Does a short noun phrase begin at item `m`, with "said" or the like behind it?"""
        if m >= self.size or not self.classes[m] & (DET | POSS):
            return False
        for k in range(m + 1, min(m + _SHORT, self.size - 1)):
            if self.kinds[k] not in (WORD, CLITIC) or self.classes[k] & FUNCTION_WORD:
                return False
            if self.words[k] in ("said", "says", "told", "announced", "warned") and self.words[k + 1] != "to":
                return k > m + 1
        return False

    def verb_is_next(self, n: int) -> bool:
        """ "Some say", "a mother of three replied": does a verb follow the quantifier?"""
        m = self.next(n)
        if m < 0:
            return False
        if self.classes[m] & AUXILIARY:
            return True
        if self.classes[m] & (FUNCTION_WORD | PEOPLE):
            return False
        if m + 1 < self.size and self.classes[m + 1] & PEOPLE:
            return False  # "several cast members"
        form = self.forms[m]
        fitting = PAST | THIRD if self.words[n] == "one" else PAST | BASE
        if self.tags and self.tags[-1] is Tag.PREPOSITION:
            fitting = PAST  # "in six state papers"
        if self.words[n] in _NUMBERS and form is not None and form[1] & BASE and self._begins_compound(m):
            return False  # "there are seven rate brackets"
        return form is not None and form[0] in self.lexicon.cues and bool(form[1] & fitting)

    def _begins_compound(self, m: int) -> bool:
        """May the verb's base at item `m` be a noun, with a plural of another noun right behind it?"""
        form = self.forms[m]
        sure = form is not None and form[0] in self.lexicon.never_nouns
        if sure or m + 1 >= self.size or self.kinds[m + 1] != WORD or self.classes[m + 1] & FUNCTION_WORD:
            return False
        return self.is_lower(m + 1) and self.words[m + 1].endswith("s")

    def past_is_next(self, n: int) -> bool:
        """ "Ruiz once called it", "is once again calling": does a past form follow at once, or "again"?"""
        if n + 1 < self.size and self.words[n + 1] in ("again", "more"):
            return True
        form = self.forms[n + 1] if n + 1 < self.size else None
        return form is not None and bool(form[1] & PAST)

    def third_follows(self, n: int) -> bool:
        """Does a form in -s follow, which behind "those" can only be a noun?"""
        if n + 1 >= self.size or self.kinds[n + 1] != WORD or self.classes[n + 1] & FUNCTION_WORD:
            return False
        form = self.forms[n + 1]
        return form is not None and form[1] == THIRD

    def is_object(self, n: int) -> bool:
        """Does the item stand before a noun that ends the phrase, behind a cue verb that takes no clause?"""
        if not self.nominal_follows(n) or self.kinds[n + 1] != WORD:
            return False
        form = self.forms[n - 1]
        cue = self.lexicon.cues.get(form[0]) if form is not None else None
        if cue is None or cue.complements & {"t", "T"} or "n" not in cue.complements:
            return False
        return n + 2 >= self.size or self.kinds[n + 2] != WORD or bool(self.classes[n + 2] & (PREP | COORD | TIME))

    def next(self, n: int) -> int:
        """The next word item after adverbs, or -1."""
        for m in range(n + 1, min(n + 4, self.size)):
            if self.kinds[m] != WORD:
                return -1
            word = self.words[m]
            if self.classes[m] & (NEG | ADV) or (word.endswith("ly") and self.forms[m] is None):
                continue  # but "to rely", "to apply"
            return m
        return -1

    def verb_base_follows(self, n: int) -> bool:
        m = self.next(n)
        if m < 0:
            return False
        word = self.words[m]
        if word in ("be", "have", "do"):
            return True
        form = self.forms[m]
        lower = self.is_lower(m)
        if word == "state" and m == n + 1 and not self._is_stated(m):
            return False  # "went to state television"
        if form is not None:
            return bool(form[1] & BASE) and (lower or self.headline)
        if not lower or self.classes[m] or word.endswith("s") or m + 1 >= self.size:
            return False
        if m == n + 1 and self.takes_infinitive(n - 1):
            return True  # "wants to junk it", "vowed to stave it off"
        return bool(self.classes[m + 1] & (DET | POSS | OBJ)) and m == n + 1  # "to rebuild the gate"

    def _is_stated(self, m: int) -> bool:
        """Does what may be stated follow the word "state" or "states" at item `m`: a clause, quotation or object?"""
        if m + 1 >= self.size or self.kinds[m + 1] != WORD:
            return m + 1 < self.size and self.kinds[m + 1] in (QUOTED, COLON, COMMA)
        return bool(self.classes[m + 1] & (DET | POSS | SUB | ADV)) or self.words[m + 1] in ("that", "in")

    def takes_infinitive(self, n: int) -> bool:
        """Is the item a verb that an infinitive follows: "want", "vow", "continue"?"""
        if n < 0:
            return False
        if self.tags[n] is Tag.NOUN:
            return bool(self.classes[n] & CUE_NOUN) and self.words[n] in _NOUNS_BEFORE_INFINITIVE
        if self.tags[n] is not Tag.VERB:
            return False
        form = self.forms[n]
        if form is None:
            return False
        cue = self.lexicon.cues.get(form[0])
        return form[0] in _BEFORE_INFINITIVE or (cue is not None and cue.kind == "intend" and "i" in cue.complements)

    def group_follows(self, n: int, bits: int) -> bool:
        """Is the form of be, have or do an auxiliary: does a fitting verb form follow, a few words on?"""
        m = self.next(n)
        if m < 0:
            return False
        word = self.words[m]
        following = self.classes[m]
        if following & (HAVE | BE | DO):
            return True
        if following & FUNCTION_WORD:
            return bool(following & SUBJ) and n == 0
        form = self.forms[m]
        if bits & DO:
            return (form is not None and bool(form[1] & BASE)) or bool(following & SUBJ)
        if bits & HAVE:
            return (form is not None and bool(form[1] & PARTICIPLE)) or word.endswith("ed")
        return (form is not None and bool(form[1] & (ING | PARTICIPLE))) or word.endswith(("ing", "ed"))

    def nominal_follows(self, n: int) -> bool:
        if n + 1 >= self.size or self.kinds[n + 1] not in (WORD, QUOTED):
            return False
        if self.kinds[n + 1] == QUOTED:
            return True
        bits = self.classes[n + 1]
        if bits & (FUNCTION_WORD | TIME) and not bits & (PEOPLE | TIME):
            return False
        form = self.forms[n + 1]
        return form is None or not form[1] & (PAST | THIRD) or bool(bits & TIME)

    def bare_noun_follows(self, n: int) -> bool:
        if n + 1 >= self.size or self.kinds[n + 1] != WORD or self.classes[n + 1] & FUNCTION_WORD:
            return False
        if self.forms[n + 1] is not None or not self.is_lower(n + 1):
            return False
        if n + 2 < self.size and self.words[n + 1].endswith("s"):  # "what | analysts described as"
            form = self.forms[n + 2]
            return form is None or form[0] not in self.lexicon.cues or not form[1] & (PAST | BASE)
        return True

    def short_phrase_follows(self, n: int) -> bool:
        """Is "after", "since" … a preposition: no verb within the next five words?"""
        reach = (
            2 * _SHORT if Tag.VERB in self.tags else _SHORT
        )  # behind a main clause another clause is likelier than a phrase
        for m in range(n + 1, min(n + reach, self.size)):
            if self.kinds[m] != WORD:
                return True
            bits = self.classes[m]
            if m > n + 2 and self.words[m] == "that":
                return True  # "said after the vote that she would go"
            if bits & (AUXILIARY | SUBJ):
                return False
            form = self.forms[m]
            if form is not None and form[1] & PAST and m > n + 1:
                return m + 1 < self.size and self.words[m + 1] == "by"
            if bits & (PREP | COORD) and m > n + 1 and reach == _SHORT:
                return True
        return True

    def is_bare_cue_noun(self, n: int) -> bool:
        """A noun in -ing ("ruling") without the object that the participle would have."""
        if not self.classes[n] & CUE_NOUN:
            return False
        if n + 1 >= self.size or self.kinds[n + 1] != WORD:
            return n + 1 >= self.size or self.kinds[n + 1] in (STOP, COMMA, COLON)
        return bool(self.classes[n + 1] & PREP)

    def is_past(self, m: int) -> bool:
        """Is the word a past form and no base, with nothing of a noun: "averaged"?"""
        form = self.forms[m]
        if form is None:
            return self.words[m].endswith("ed") and not self.classes[m]
        return bool(form[1] & PAST) and not form[1] & BASE and not self.capital[m]

    def finite_is_next(self, n: int) -> bool:
        """Does a finite verb that is surely one stand right behind?"""
        if n + 1 >= self.size or self.kinds[n + 1] != WORD:
            return False
        form = self.forms[n + 1]
        sure = form is not None and form[0] in self.lexicon.never_nouns and bool(form[1] & THIRD)
        return sure or bool(self.classes[n + 1] & AUXILIARY)

    def names_a_thing(self, n: int) -> bool:
        """Do capitalised words follow, behind a noun that is nobody's, and no word for what they are called?"""
        if self.classes[n - 1] & (PEOPLE | TITLE):
            return False
        m = n + 1
        while m < self.size and self.kinds[m] == WORD and self.capital[m]:
            m += 1
        named = m < self.size and (self.kinds[m] == QUOTED or bool(self.classes[m] & DET))
        return m > n + 1 and not named

    def written(self, n: int) -> str:
        """The first token of the item as it stands in the text."""
        tokens, i = self.text.tokens, self.first[n]
        return tokens.text[tokens.starts[i] : tokens.ends[i]]

    def is_lower(self, n: int) -> bool:
        """Does the item begin with a small letter, no digit?"""
        tokens = self.text.tokens
        return tokens.text[tokens.starts[self.first[n]]].islower()

    def modifies(self, n: int) -> bool:
        """Does a word that may be a noun follow, no object with a determiner?"""
        return n + 1 < self.size and self.kinds[n + 1] == WORD and not self.classes[n + 1] & FUNCTION_WORD

    def reports_at_once(self, n: int) -> bool:
        """Is it the past form of a reporting verb with an object, a quotation or "that" right behind?"""
        form = self.forms[n]
        if form is None or form[0] not in self.lexicon.cues or n + 1 >= self.size:
            return False
        following = self.words[n + 1]
        if self.kinds[n + 1] == WORD:
            told = self.capital[n + 1] or following in ("that", "reporters")
            return told or bool(self.classes[n + 1] & (DET | POSS | OBJ))
        return self.kinds[n + 1] == QUOTED

    def is_subject_of_next(self, n: int, bits: int) -> bool:
        """ "which advocates say": a noun for people before the verb whose subject it is."""
        if not bits & PEOPLE or n + 1 >= self.size or self.kinds[n + 1] != WORD:
            return False
        form = self.forms[n + 1]
        return form is not None and form[0] in self.lexicon.never_nouns and bool(form[1] & (BASE | PAST))
