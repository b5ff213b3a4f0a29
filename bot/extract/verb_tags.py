"""Verb, participle or noun: the tag of a word that can be each, by lexicon and left context."""

from __future__ import annotations

from typing import Final

from bot.extract.lexicon import (
    AUXILIARY,
    BASE,
    BODY,
    COORD,
    CUE_NOUN,
    DEMONYM,
    DET,
    DOCUMENT,
    FINITE,
    FUNCTION_WORD,
    ING,
    MEDIUM,
    MENTIONED,
    MODAL,
    OBJ,
    ORGANISATION,
    PARTICIPLE,
    PAST,
    PEOPLE,
    PLACE,
    POSS,
    PREP,
    SUB,
    SUBJ,
    THIRD,
    TITLE,
)
from bot.extract.lookahead import Lookahead
from bot.extract.tags import QUOTED, Tag
from bot.text.tokens import COLON, COMMA, STOP, WORD

_NOMINAL: Final = frozenset((Tag.NOUN, Tag.NAME))
_NAMED: Final = frozenset(("called", "titled", "entitled", "named", "dubbed", "labeled", "labelled"))
_VERBS_OF_NOUNS: Final = frozenset(
    "of permit allow require say want give make let include prohibit seem appear remain become".split()
)
_SURE_VERBS: Final = frozenset(  # third persons that are no plural of a noun
    "says tells adds writes asks thinks argues believes insists contends acknowledges admits announces asserts alleges "
    "concedes concludes confirms considers declares denies describes emphasizes emphasises encourages explains expects "
    "intends knows learns maintains recommends refuses rejects reveals suggests urges warns seeks sees predicts "
    "proposes opposes cites criticizes criticises accuses condemns defends dismisses agrees disagrees recalls "
    "acknowledges testifies quips includes continues replies responds observes declares".split()
)
_BEFORE_VERB: Final = frozenset((Tag.NOUN, Tag.NAME, Tag.CLOSING, Tag.COMMA, Tag.COORDINATOR, Tag.DASH, Tag.OBJECT))
_BEFORE_MODIFIER: Final = (Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION, Tag.VERB)


_TAKE_CLAUSES: Final = frozenset(("say", "think", "believe", "know", "argue", "want"))
_OF_STATES: Final = frozenset("member battleground swing nation red blue border gulf baltic coastal client".split())


class VerbTagger(Lookahead):
    """The tag of a word that is a form of a verb, or may be one by its ending."""

    __slots__ = ()

    def ing(self, n: int) -> int:
        before = self.tags[-1] if self.tags else Tag.STOP
        if before in (Tag.AUXILIARY, Tag.NEGATION) or (before is Tag.ADVERB and self._in_group()):
            return Tag.VERB
        if before is Tag.PREPOSITION and n and self.words[n - 1] == "as":
            return Tag.ING  # "was quoted as saying."
        if before is Tag.PREPOSITION and (
            n + 1 >= self.size
            or self.kinds[n + 1] not in (WORD, QUOTED)
            or (self.classes[n + 1] & SUBJ and self.words[n] == "questioning")
        ):
            return Tag.NOUN  # "the head of engineering,"
        if before in _NOMINAL and (self.finite_is_next(n) or self.is_bare_cue_noun(n)):
            return Tag.NOUN  # "the court ruling would", "a split ruling by the court"
        return Tag.NOUN if before is Tag.DETERMINER or before is Tag.POSSESSIVE else Tag.ING

    def is_behind_modal(self, n: int) -> bool:
        """Is an unknown word a verb, behind a modal that opens no question: "could cap", "would also cap"?"""
        k = n - 1
        if k > 0 and self.tags[k] is Tag.ADVERB:
            k -= 1
        modal = k > 0 and self.classes[k] & MODAL and self.tags[k] is Tag.AUXILIARY
        word = self.words[n]
        return bool(modal) and not self.classes[n] and word.isalpha() and not word.endswith("s")

    def _in_group(self) -> bool:
        """Do only adverbs stand between here and an auxiliary or "to"?"""
        for tag in reversed(self.tags[-4:]):
            if tag is Tag.AUXILIARY or tag is Tag.TO:
                return True
            if tag not in (Tag.ADVERB, Tag.NEGATION):
                return False
        return False

    def past(self, n: int, forms: int) -> int:
        """A past form or participle: finite verb, part of a group, or modifier?"""
        before = self.tags[-1] if self.tags else Tag.STOP
        if self.classes[n] & TITLE and n + 1 < self.size and self.nominal_follows(n):
            return Tag.NOUN  # "retired general"
        if before in (Tag.AUXILIARY, Tag.NEGATION) or (before is Tag.ADVERB and self._in_group()):
            return Tag.VERB
        if before in (Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION):
            return Tag.NOUN
        if before is Tag.ADVERB and n > 1 and self.tags[-2] in _BEFORE_MODIFIER and self.modifies(n):
            return Tag.NOUN  # "a highly anticipated vote", "proposed newly built homes"
        by = n + 2 < self.size and self.words[n + 1] == "by"
        if by and (self.classes[n + 2] & MEDIUM or self.words[n + 2].endswith("ing")):
            by = False  # "Ruiz said by telephone", "concluded by saying"
        if before is Tag.NOUN and self.classes[n - 1] & MENTIONED and self.words[n] in _NAMED:
            return Tag.PARTICIPLE  # "a book called “…”"
        if before is Tag.NOUN and self.words[n] == "named" and self._introduces(n):
            return Tag.PARTICIPLE  # "a bus driver named Ana Ruiz"
        if before is Tag.NOUN and self.words[n] in _NAMED and self.names_a_thing(n):
            return Tag.PARTICIPLE  # "a stream called Rowan Water"
        if before in (Tag.NOUN, Tag.COMMA) and self.words[n] == "identified" and self._as_name(n):
            return Tag.PARTICIPLE  # "a witness identified as Ana Ruiz"
        if n == 0 and self.words[0] == "said":
            return Tag.VERB  # "Said Ruiz: …"
        if by and before is Tag.SUBJECT:
            return Tag.VERB  # "he said by radio"
        if not forms & PAST or (by and forms & PARTICIPLE) or (self.tags and self._lacks_object(n)):
            return Tag.PARTICIPLE
        if before is Tag.VERB and (self.words[n] == "said" or self.reports_at_once(n)):
            return Tag.VERB  # "the men I met said", "who asked not to be named called it"
        if before in (Tag.STOP, Tag.VERB, Tag.TO):
            return Tag.PARTICIPLE if self._left_end(n) else Tag.VERB
        return Tag.VERB

    def _lacks_object(self, n: int) -> bool:
        """ "people | briefed | on it": does a preposition follow a verb that must have an object?"""
        if self.tags[-1] not in (Tag.NOUN, Tag.OBJECT) or n + 1 >= self.size or not self.classes[n + 1] & PREP:
            return False
        form = self.forms[n]
        return form is not None and form[0] in self.lexicon.with_object

    def _as_name(self, n: int) -> bool:
        """Do "as" and a word with a capital follow?"""
        return n + 2 < self.size and self.words[n + 1] == "as" and self.capital[n + 2]

    def _introduces(self, n: int) -> bool:
        """Does "a", "an", "one" or "another" begin the noun phrase right before the item?"""
        k = n - 1
        while k >= 0 and self.tags[k] is Tag.NOUN:
            k -= 1
        return k >= 0 and self.words[k] in ("a", "an", "one", "another")

    def _left_end(self, n: int) -> bool:
        return n == 0 or self.tags[-1] is not Tag.STOP

    def verb_or_noun(self, n: int, forms: int, bits: int) -> int:
        before = self.tags[-1] if self.tags else Tag.STOP
        if forms == ING:
            return self.ing(n)
        if forms & (PAST | PARTICIPLE) and not forms & (BASE | THIRD):
            return self.past(n, forms)
        if before in (Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION):
            return Tag.NOUN
        if before is Tag.TO or before in (Tag.AUXILIARY, Tag.NEGATION):
            return Tag.VERB if forms & (BASE | PAST | PARTICIPLE) else Tag.NOUN
        if before is Tag.ADVERB:
            if self._in_group() and forms & (BASE | PARTICIPLE):
                return Tag.VERB
            before = next((t for t in reversed(self.tags) if t is not Tag.ADVERB), Tag.STOP)
        if before in (Tag.SUBJECT, Tag.SUBORDINATOR):
            noun = self.words[n - 1] == "whose" or self.is_subject_of_next(n, bits)
            return Tag.VERB if forms & FINITE and not noun else Tag.NOUN
        if before in _BEFORE_VERB and self.lexicon.forms[self.words[n]][0] in self.lexicon.never_nouns:
            return Tag.VERB
        if forms & THIRD:
            return self._third(n, before, bits)
        return self._base(n, before, forms)

    def _third(self, n: int, before: int, bits: int) -> int:
        """ "claims", "says": verb after a singular subject unless a verb or a preposition of nouns follows."""
        if before not in (
            Tag.NAME,
            Tag.NOUN,
            Tag.COMMA,
            Tag.QUOTATION,
            Tag.COORDINATOR,
            Tag.CLOSING,
            Tag.DASH,
        ):
            return Tag.NOUN if before in (Tag.STOP, Tag.OBJECT, Tag.VERB, Tag.ING, Tag.PARTICIPLE, Tag.TO) else Tag.VERB
        if bits & FUNCTION_WORD:
            return Tag.VERB
        if self.words[n] == "states" and (self.words[n - 1] in _OF_STATES or not self._is_stated(n)):
            return Tag.NOUN  # "the interests of member states"
        if self.words[n] in _SURE_VERBS:
            return Tag.VERB
        if (
            bits & CUE_NOUN
            and n
            and (before == Tag.DASH or (self.classes[n - 1] & DEMONYM and not self.classes[n - 1] & PLACE))
        ):
            return Tag.NOUN  # "Russian claims that", "— claims that"
        m = self.next(n)
        if n + 1 < self.size and self.classes[n + 1] & COORD:
            return Tag.NOUN
        if m >= 0:
            following = self.classes[m]
            if following & AUXILIARY:
                return Tag.NOUN
            form = self.forms[m]
            if form is not None and form[0] in self.lexicon.never_nouns and form[1] & BASE and before is Tag.NOUN:
                return Tag.NOUN  # "the existing rules allow"
            ing = form[1] == ING if form is not None else self.words[m].endswith("ing") and len(self.words[m]) > 5
            if ing and bits & (DOCUMENT | CUE_NOUN):
                return Tag.NOUN  # "and new polls showing", "federal rules curbing it"
            past = form[1] & PAST if form is not None else self.words[m].endswith("ed")
            if past and not following & FUNCTION_WORD:
                return Tag.NOUN
            if self.words[m] in _VERBS_OF_NOUNS:
                return Tag.NOUN
        elif (
            bits & (DOCUMENT | CUE_NOUN | PEOPLE)
            and not self.classes[n - 1] & PEOPLE
            and not self._ends_report(n, before)
            and (n + 1 >= self.size or self.kinds[n + 1] in (COMMA, STOP))
        ):
            return Tag.NOUN  # "according to exit polls,"
        if before in (Tag.COMMA, Tag.COORDINATOR, Tag.DASH):
            if self._verb_seen() and m == n + 1 and self.words[m] == "to" and self.verb_base_follows(m):
                return Tag.VERB  # "…, and plans to stay"
            return Tag.VERB if self._verb_seen() and m >= 0 and self.classes[m] & (DET | POSS | SUB) else Tag.NOUN
        if before is Tag.NOUN:
            if m == n + 1 and self.classes[m] & (BODY | ORGANISATION) and not bits & CUE_NOUN:
                return Tag.NOUN  # "a federal appeals court"
            previous = self.words[n - 1]
            if previous[0].isdigit():
                return Tag.NOUN  # "18 states"
            if previous.endswith("s") and not previous.endswith("ss"):
                return Tag.NOUN
            return Tag.NOUN if self._verb_open(n) else Tag.VERB
        return Tag.VERB

    def _ends_report(self, n: int, before: int) -> bool:
        """ "…, the Harbour Herald reports.": does the word end the sentence behind a comma and a name alone?"""
        k = n - 1
        while k > 0 and self.tags[k] is Tag.NAME:
            k -= 1
        if self.tags[k] is Tag.DETERMINER:
            k -= 1
        return before is Tag.NAME and k > 0 and self.tags[k] in (Tag.COMMA, Tag.QUOTATION) and self._verb_seen()

    def _base(self, n: int, before: int, forms: int) -> int:
        """ "plan", "say": verb after a plural subject."""
        word = self.words[n]
        if before in (Tag.NOUN, Tag.NAME, Tag.CLOSING):
            last = n - 1
            while last > 0 and self.tags[last] is Tag.ADVERB:
                last -= 1
            previous = self.words[last]
            plural = self.kinds[last] == WORD and (
                (previous.endswith("s") and not previous.endswith("ss"))
                or previous in ("people", "police", "men", "women", "percent")
            )
            if (plural and (before is Tag.NOUN or self._of_a_people(previous))) or word in (
                "say",
                "said",
                "think",
                "want",
                "believe",
                "argue",
                "know",
            ):
                m = self.next(n)
                if m >= 0 and word not in _TAKE_CLAUSES and (self.classes[m] & AUXILIARY or self.is_past(m)):
                    return Tag.NOUN  # "the fed funds rate averaged"
                return Tag.VERB
            if before is Tag.NAME and self._coordinated_names(n) and not forms & PAST:
                return Tag.VERB
            if self._is_heard(n):
                return Tag.VERB
            if word == "show" and self.classes[n - 1] & DOCUMENT and not self._verb_open(n):
                return Tag.VERB  # "data from the Norland survey show"
            if forms & PAST and not self._verb_open(n) and word not in ("set", "cost", "read", "cut", "put", "hit"):
                return Tag.VERB
            if forms & PAST and before is Tag.NAME and word in ("put", "read", "hit", "set"):
                return Tag.VERB
            if word == "put" and n + 1 < self.size and self.words[n + 1] == "it":
                return Tag.VERB
            if word == "hit" and n + 1 < self.size and self.words[n + 1] in ("back", "out"):
                return Tag.VERB
            if word == "read" and (n + 1 >= self.size or self.kinds[n + 1] != WORD or plural):
                return Tag.VERB
            return Tag.NOUN
        if before is Tag.COORDINATOR and self._verb_seen():
            m = self.next(n)
            after = self.classes[m] if m >= 0 else 0
            if after & SUBJ and not after & (DET | OBJ | SUB):
                return Tag.VERB if self._takes_clause(n) else Tag.NOUN  # "the questions or order they were asked in"
            return Tag.VERB if after & (DET | POSS | OBJ | SUB) else Tag.NOUN
        if before in (Tag.COMMA, Tag.QUOTATION) and word in ("say", "read", "put"):
            return Tag.VERB
        return Tag.NOUN

    def _of_a_people(self, plural: str) -> bool:
        """ "Democrats", "Germans": the plural of a word for who belongs to a party or a country."""
        return bool(self.lexicon.classes.get(plural[:-1], 0) & DEMONYM)

    def _takes_clause(self, n: int) -> bool:
        """May a clause without "that" follow the verb: "and say | they left"?"""
        if self.classes[n] & CUE_NOUN and n > 1 and self.tags[n - 2] is Tag.NOUN:
            return False
        cue = self.lexicon.cues.get(self.lexicon.forms[self.words[n]][0])
        return cue is not None and "t" in cue.complements

    def _is_heard(self, n: int) -> bool:
        """ "heard the officer shout, “Stop!”": a bare infinitive behind the object of a verb of hearing."""
        if (
            self.kinds[n + 1 : n + 2] not in ([COMMA], [COLON], [QUOTED])
            or self.lexicon.forms[self.words[n]][0] not in self.lexicon.cues
        ):
            return False
        k = n - 1
        while k > 0 and k > n - 6 and self.tags[k] in (Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.POSSESSIVE):
            k -= 1
        return self.tags[k] is Tag.VERB and self.words[k] in (
            "hear",
            "hears",
            "heard",
            "let",
            "have",
        )

    def _coordinated_names(self, n: int) -> bool:
        return any(tag is Tag.COORDINATOR for tag in self.tags[max(0, n - 5) : n])

    def _verb_seen(self) -> bool:
        return Tag.VERB in self.tags

    def _verb_open(self, n: int) -> bool:
        """Has the clause its finite verb already, with no boundary since?"""
        for tag in reversed(self.tags[max(0, n - 12) : n]):
            if tag in (Tag.VERB, Tag.AUXILIARY):
                return True
            if tag in (
                Tag.SUBORDINATOR,
                Tag.COMMA,
                Tag.COORDINATOR,
                Tag.STOP,
                Tag.COLON,
                Tag.QUOTATION,
                Tag.DASH,
            ):
                return False
        return False
