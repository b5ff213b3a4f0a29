"""A coarse part of speech for every word of a sentence, by lexicon and left context in one pass.

Not a general tagger: it knows what finding sources, cues and contents needs. Unknown words are nouns;
of a word that can be noun or verb ("claims", "plan") the neighbours decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.extract.lexicon import (
    ADV,
    AUXILIARY,
    BASE,
    BE,
    BODY,
    COORD,
    CUE_NOUN,
    DEMONYM,
    DET,
    DO,
    DOCUMENT,
    FINITE,
    FUNCTION_WORD,
    GIVEN,
    HAVE,
    HONORIFIC,
    ING,
    MEDIUM,
    MENTIONED,
    MODAL,
    NEG,
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
    TIME,
    TITLE,
    Lexicon,
)
from bot.extract.lookahead import Lookahead
from bot.extract.tags import QUOTED, Tag
from bot.text.tokens import (
    CLITIC,
    COLON,
    COMMA,
    DASH,
    ELLIPSIS,
    MARK,
    OPENING,
    SINGLE,
    STOP,
    WORD,
    Tokens,
)

_NOMINAL = frozenset((Tag.NOUN, Tag.NAME))


@lru_cache(maxsize=2)
def fixed_tags(lexicon: Lexicon) -> dict[str, int]:
    """The tags of the function words that have the same one wherever they stand, for their small-letter form."""
    tagger = Tagger(Tokens("", [], [], [], []), [], [], [], [], frozenset(), lexicon, False)
    return {
        word: tagger.function(0, word, bits)
        for word, bits in lexicon.classes.items()
        if bits & FUNCTION_WORD and not bits & AUXILIARY and word not in _BY_CONTEXT and word[0].islower()
    }


_BY_CONTEXT = frozenset(  # function words whose tag the neighbours decide
    "to that this these those her as before after since until till what which like back once so "
    "some many most few several all both others one two three four five six seven eight nine ten".split()
)
_NOT_ADVERBS = frozenset(  # nouns and adjectives in -ly
    "family ally reply supply assembly rally monopoly anomaly butterfly italy july bully folly lily tally homily belly "
    "friendly daily weekly monthly yearly quarterly elderly deadly costly lonely lovely ugly lively orderly cowardly "
    "scholarly hourly nightly holy silly likely unlikely early unfriendly timely".split()
)
_ADJECTIVAL = frozenset(
    "based led backed style era born owned area wide run trained educated funded controlled held related".split()
)
_NAMED = frozenset(("called", "titled", "entitled", "named", "dubbed", "labeled", "labelled"))
_VERBS_OF_NOUNS = frozenset(
    "of permit allow require say want give make let include prohibit seem appear remain become".split()
)
_SURE_VERBS = frozenset(  # third persons that are no plural of a noun
    "says tells adds writes asks thinks argues believes insists contends acknowledges admits announces asserts alleges "
    "concedes concludes confirms considers declares denies describes emphasizes emphasises encourages explains expects "
    "intends knows learns maintains recommends refuses rejects reveals suggests urges warns seeks sees predicts "
    "proposes opposes cites criticizes criticises accuses condemns defends dismisses agrees disagrees recalls "
    "acknowledges testifies quips includes continues replies responds observes declares".split()
)
_BEFORE_MODIFIER = (Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION, Tag.VERB)
_BEFORE_VERB = frozenset((Tag.NOUN, Tag.NAME, Tag.CLOSING, Tag.COMMA, Tag.COORDINATOR, Tag.DASH, Tag.OBJECT))
_QUANTIFIERS = frozenset(
    "some many most few several all both others one two three four five six seven eight nine ten".split()
)


@dataclass(slots=True)
class Tagger(Lookahead):
    """The tag of one item after the other; `tags` holds those of the items before."""

    def word(self, n: int) -> int:
        bits = self.classes[n]
        tokens, i = self.tokens, self.first[n]
        word = tokens.words[i]
        upper = tokens.text[tokens.starts[i]].isupper()
        if not upper and "-" in word and self._is_article_name(tokens.text[tokens.starts[i] : tokens.ends[i]]):
            return Tag.NAME
        if upper and not self.headline and not self._begins(n):
            if word == "i":
                return Tag.SUBJECT
            if (bits & ADV and (bits & TIME or (self.tags and self.tags[-1] is Tag.NAME))) or (
                word == "may" and self.tags and self.tags[-1] is Tag.NAME
            ):
                return Tag.NAME  # the Today programme; Theresa May
            if "-" in word and word.rpartition("-")[2] in _ADJECTIVAL:
                return Tag.NOUN
            if bits & FUNCTION_WORD and len(word) > 2 and not tokens.text[tokens.ends[i] - 1].isupper():
                return self.function(n, word, bits)
            return Tag.NAME
        if bits & FUNCTION_WORD:
            return self.function(n, word, bits)
        if upper and self._is_name_here(n, word, bits):
            return Tag.NAME
        if word[0].isdigit() or word[0] == "$" or bits & TIME:
            return Tag.NOUN
        form = self.lexicon.forms.get(word)
        if form is not None:
            return self._verb_or_noun(n, form[1], bits)
        if word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS:
            return Tag.ADVERB
        if self.tags and self.tags[-1] is Tag.TO:
            return Tag.VERB
        if word.endswith("ing") and len(word) > 5:
            return self._ing(n)
        if word.endswith("ed") and len(word) > 4 and not upper:
            return self._past(n, PAST | PARTICIPLE)
        return Tag.NAME if upper and self.headline else Tag.NOUN

    def clitic(self, n: int) -> int:
        word = self.tokens.words[self.first[n]]
        if word in ("'s", "'S"):
            before = self.tags[-1] if self.tags else Tag.OTHER
            if before in (Tag.SUBJECT, Tag.SUBORDINATOR):
                return Tag.AUXILIARY
            if before in _NOMINAL and n + 1 < len(self.first):
                following = self.tokens.words[self.first[n + 1]]
                if self.kinds[n + 1] == WORD and self.classes[n + 1] & (DET | NEG):
                    return Tag.AUXILIARY
                form = self.lexicon.forms.get(following)
                if form is not None and form[1] == ING and before is Tag.NAME and not self.mate_follows(n):
                    return Tag.AUXILIARY
            return Tag.POSSESSIVE
        return Tag.AUXILIARY

    def _begins(self, n: int) -> bool:
        """Does the item begin the sentence (after marks and brackets only)?"""
        if n and self.kinds[n - 1] == QUOTED:
            return (self.kinds[0] == QUOTED and n == 1) or self._ends_with_stop(n - 1)
        if n > 1 and self.kinds[n - 1] == SINGLE and self.kinds[n - 2] == WORD:
            before = self.first[n - 1]  # an apostrophe at the word before: the Dockers' Union
            return self.tokens.starts[before] > self.tokens.ends[before - 1]
        if n and self.tokens.words[self.first[n - 1]] == "-":  # a dateline ends
            return True
        return n == 0 or self.kinds[n - 1] in (STOP, COLON, DASH, ELLIPSIS, OPENING, MARK, SINGLE)

    def _is_article_name(self, written: str) -> bool:
        """ "al-Haddad", "el-Masri": a small article in front of a capital."""
        article, _, rest = written.partition("-")
        return article in ("al", "el", "as", "ash", "ad", "an", "ar", "at", "az", "ben", "bin") and rest[:1].isupper()

    def _ends_with_stop(self, n: int) -> bool:
        """Does the quotation at item `n` end with a stop inside its marks?"""
        i = self.first[n + 1] - 2
        return i >= 0 and self.tokens.kinds[i] == STOP

    def _is_name_here(self, n: int, word: str, bits: int) -> bool:
        """A capitalised word at the beginning, or in a headline: name or common word?"""
        if word in ("said", "says"):
            return False
        if not self.headline and len(word) > 1 and self._is_acronym(n, word, bits):
            return True
        if bits & (GIVEN | PLACE | HONORIFIC | TITLE | DEMONYM) or word in self.named:
            return not (self.headline and word in self.lexicon.forms and not bits & (GIVEN | PLACE))
        form = self.lexicon.forms.get(word)
        if self.headline:
            return form is None
        if n + 1 < len(self.first) and self.kinds[n + 1] == WORD:
            i = self.first[n + 1]
            following = self.tokens.text[self.tokens.starts[i]].isupper()
            if following and not self.classes[n + 1] & FUNCTION_WORD and form is None:
                return True
        if n + 1 < len(self.first) and self.kinds[n + 1] == CLITIC:
            return form is None
        if n + 2 < len(self.first) and self.kinds[n + 1] == COMMA and form is None and not bits:
            apposed = self.tokens.words[self.first[n + 2]]
            return apposed in ("a", "an", "the", "who", "whose") or apposed.isdigit()
        return form is None and not word.endswith(("ing", "ly", "s")) and self.verb_follows(n)

    def _is_acronym(self, n: int, word: str, bits: int) -> bool:
        """ "CNS reported": capitals throughout, before a word in small letters."""
        i = self.first[n]
        text, starts, ends = self.tokens.text, self.tokens.starts, self.tokens.ends
        if bits & FUNCTION_WORD or not text[starts[i] : ends[i]].isupper() or n + 1 >= len(self.first):
            return False
        return text[starts[self.first[n + 1]]].islower() and word not in self.lexicon.forms

    def function(self, n: int, word: str, bits: int) -> int:
        """The tag of a function word; of those that are not in `_BY_CONTEXT` and no auxiliaries always the same."""
        before = self.tags[-1] if self.tags else Tag.STOP
        if word == "to":
            return Tag.TO if self.verb_base_follows(n) else Tag.PREPOSITION
        if word == "so" and before in (Tag.AUXILIARY, Tag.NEGATION, Tag.VERB):
            return Tag.ADVERB  # "was so tired"
        if word in ("like", "back") and self._governs_verb(before):
            return Tag.VERB  # "would like to", "they back Ruiz"
        if bits & AUXILIARY:
            if bits & (HAVE | DO | BE) and word not in ("having", "being"):
                return Tag.AUXILIARY if self.group_follows(n, bits) else Tag.VERB
            if word in ("may", "will", "can", "might") and before is Tag.DETERMINER:
                return Tag.NOUN
            if word == "being" and before is Tag.AUXILIARY and self.group_follows(n, bits):
                return Tag.AUXILIARY  # "is being built"
            return Tag.ING if word in ("having", "being") else Tag.AUXILIARY
        if bits & NEG and word not in ("no", "neither", "nor"):
            return Tag.NEGATION
        if word in ("that", "this", "these", "those"):
            return self._that(n, word)
        if word == "her":
            return Tag.DETERMINER if self.nominal_follows(n) else Tag.OBJECT
        if word == "his" or bits & POSS:
            return Tag.DETERMINER if word != "whose" else Tag.SUBORDINATOR
        if bits & SUBJ:
            return Tag.SUBORDINATOR if word == "who" else Tag.SUBJECT
        if bits & OBJ:
            return Tag.OBJECT
        if bits & COORD and word != "yet":
            return Tag.COORDINATOR
        if word == "as":
            clause = before in (Tag.STOP, Tag.COMMA, Tag.DASH, Tag.COORDINATOR, Tag.QUOTATION) or not self.tags
            return Tag.SUBORDINATOR if clause or self.name_acts(n) else Tag.PREPOSITION
        if bits & SUB:
            if word in ("before", "after", "since", "until", "till") and self.short_phrase_follows(n):
                return Tag.PREPOSITION
            if word == "once" and self.past_is_next(n):
                return Tag.ADVERB
            return Tag.DETERMINER if word in ("what", "which") and self.bare_noun_follows(n) else Tag.SUBORDINATOR
        if bits & DET:
            return Tag.SUBJECT if word in _QUANTIFIERS and self.verb_is_next(n) else Tag.DETERMINER
        if bits & PREP:
            return Tag.PREPOSITION
        return Tag.ADVERB

    def _governs_verb(self, before: int) -> bool:
        """Is a verb the only thing that can follow: behind "to", a modal, "do" or a personal pronoun?"""
        if before is Tag.AUXILIARY or before is Tag.NEGATION:
            return bool(self.classes[len(self.tags) - 1] & (MODAL | DO | NEG))
        pronoun = before is Tag.SUBJECT and self.tokens.words[self.first[len(self.tags) - 1]] in (
            "i",
            "we",
            "you",
            "they",
        )
        return pronoun or before is Tag.TO

    def _that(self, n: int, word: str) -> int:
        """Determiner, pronoun or conjunction."""
        if word != "that":
            plural = word in ("these", "those") and self.third_follows(n)
            return Tag.DETERMINER if plural or self.nominal_follows(n) else Tag.SUBJECT
        before = self.tags[-1] if self.tags else Tag.STOP
        if n + 2 < len(self.first) and self.kinds[n + 2] in (QUOTED, STOP, COMMA) and self.nominal_follows(n):
            return Tag.DETERMINER if self.kinds[n + 1] == WORD else Tag.SUBORDINATOR  # "called that figure “…”"
        if before in (Tag.PREPOSITION, Tag.STOP, Tag.TO):
            return Tag.DETERMINER if self.nominal_follows(n) else Tag.SUBJECT
        if before in (Tag.COMMA, Tag.COORDINATOR) and n + 1 < len(self.first):
            form = self.lexicon.forms.get(self.tokens.words[self.first[n + 1]])
            if self.classes[n + 1] & AUXILIARY or (form is not None and form[1] & (PAST | THIRD)):
                return Tag.SUBJECT
        if before is Tag.VERB and self.is_object(n):
            return Tag.DETERMINER  # "rejected that argument"
        return Tag.SUBORDINATOR

    def _ing(self, n: int) -> int:
        before = self.tags[-1] if self.tags else Tag.STOP
        if before in (Tag.AUXILIARY, Tag.NEGATION) or (before is Tag.ADVERB and self._in_group()):
            return Tag.VERB
        if before is Tag.PREPOSITION and n and self.tokens.words[self.first[n - 1]] == "as":
            return Tag.ING  # "was quoted as saying."
        if before is Tag.PREPOSITION and (
            n + 1 >= len(self.first)
            or self.kinds[n + 1] not in (WORD, QUOTED)
            or (self.classes[n + 1] & SUBJ and self.tokens.words[self.first[n]] == "questioning")
        ):
            return Tag.NOUN  # "the head of engineering,"
        if before in _NOMINAL and (self.finite_is_next(n) or self.is_bare_cue_noun(n)):
            return Tag.NOUN  # "the court ruling would", "a split ruling by the court"
        return Tag.NOUN if before is Tag.DETERMINER or before is Tag.POSSESSIVE else Tag.ING

    def _in_group(self) -> bool:
        """Do only adverbs stand between here and an auxiliary or "to"?"""
        for tag in reversed(self.tags[-4:]):
            if tag is Tag.AUXILIARY or tag is Tag.TO:
                return True
            if tag not in (Tag.ADVERB, Tag.NEGATION):
                return False
        return False

    def _past(self, n: int, forms: int) -> int:
        """A past form or participle: finite verb, part of a group, or modifier?"""
        before = self.tags[-1] if self.tags else Tag.STOP
        if self.classes[n] & TITLE and n + 1 < len(self.first) and self.nominal_follows(n):
            return Tag.NOUN  # "retired general"
        if before in (Tag.AUXILIARY, Tag.NEGATION) or (before is Tag.ADVERB and self._in_group()):
            return Tag.VERB
        if before in (Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION):
            return Tag.NOUN
        if before is Tag.ADVERB and n > 1 and self.tags[-2] in _BEFORE_MODIFIER and self.modifies(n):
            return Tag.NOUN  # "a highly anticipated vote", "proposed newly built homes"
        by = n + 2 < len(self.first) and self.tokens.words[self.first[n + 1]] == "by"
        if by and (self.classes[n + 2] & MEDIUM or self.tokens.words[self.first[n + 2]].endswith("ing")):
            by = False  # "Ruiz said by telephone", "concluded by saying"
        if before is Tag.NOUN and self.classes[n - 1] & MENTIONED and self.tokens.words[self.first[n]] in _NAMED:
            return Tag.PARTICIPLE  # "a book called “…”"
        if before is Tag.NOUN and self.tokens.words[self.first[n]] == "named" and self._introduces(n):
            return Tag.PARTICIPLE  # "a bus driver named Ana Ruiz"
        if before is Tag.NOUN and self.tokens.words[self.first[n]] in _NAMED and self.names_a_thing(n):
            return Tag.PARTICIPLE  # "a stream called Rowan Water"
        if n == 0 and self.tokens.words[self.first[0]] == "said":
            return Tag.VERB  # "Said Ruiz: …"
        if by and before is Tag.SUBJECT:
            return Tag.VERB  # "he said by radio"
        if not forms & PAST or (by and forms & PARTICIPLE):
            return Tag.PARTICIPLE
        if before is Tag.VERB and (self.tokens.words[self.first[n]] == "said" or self.reports_at_once(n)):
            return Tag.VERB  # "the men I met said", "who asked not to be named called it"
        if before in (Tag.STOP, Tag.VERB, Tag.TO):
            return Tag.PARTICIPLE if self._left_end(n) else Tag.VERB
        return Tag.VERB

    def _introduces(self, n: int) -> bool:
        """Does "a", "an", "one" or "another" begin the noun phrase right before the item?"""
        k = n - 1
        while k >= 0 and self.tags[k] is Tag.NOUN:
            k -= 1
        return k >= 0 and self.tokens.words[self.first[k]] in ("a", "an", "one", "another")

    def _left_end(self, n: int) -> bool:
        return n == 0 or self.tags[-1] is not Tag.STOP

    def _verb_or_noun(self, n: int, forms: int, bits: int) -> int:
        before = self.tags[-1] if self.tags else Tag.STOP
        if forms == ING:
            return self._ing(n)
        if forms & (PAST | PARTICIPLE) and not forms & (BASE | THIRD):
            return self._past(n, forms)
        if before in (Tag.DETERMINER, Tag.POSSESSIVE, Tag.PREPOSITION):
            return Tag.NOUN
        if before is Tag.TO or before in (Tag.AUXILIARY, Tag.NEGATION):
            return Tag.VERB if forms & (BASE | PAST | PARTICIPLE) else Tag.NOUN
        if before is Tag.ADVERB:
            if self._in_group() and forms & (BASE | PARTICIPLE):
                return Tag.VERB
            before = next((t for t in reversed(self.tags) if t is not Tag.ADVERB), Tag.STOP)
        if before in (Tag.SUBJECT, Tag.SUBORDINATOR):
            noun = self.tokens.words[self.first[n - 1]] == "whose" or self.is_subject_of_next(n, bits)
            return Tag.VERB if forms & FINITE and not noun else Tag.NOUN
        if (
            before in _BEFORE_VERB
            and self.lexicon.forms[self.tokens.words[self.first[n]]][0] in self.lexicon.never_nouns
        ):
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
        if self.tokens.words[self.first[n]] in _SURE_VERBS:
            return Tag.VERB
        if (
            bits & CUE_NOUN
            and n
            and (before == Tag.DASH or (self.classes[n - 1] & DEMONYM and not self.classes[n - 1] & PLACE))
        ):
            return Tag.NOUN  # "Russian claims that", "— claims that"
        m = self.next(n)
        if n + 1 < len(self.first) and self.classes[n + 1] & COORD:
            return Tag.NOUN
        if m >= 0:
            following = self.classes[m]
            if following & AUXILIARY:
                return Tag.NOUN
            form = self.lexicon.forms.get(self.tokens.words[self.first[m]])
            if form is not None and form[0] in self.lexicon.never_nouns and form[1] & BASE and before is Tag.NOUN:
                return Tag.NOUN  # "the existing rules allow"
            past = form[1] & PAST if form is not None else self.tokens.words[self.first[m]].endswith("ed")
            if past and not following & FUNCTION_WORD:
                return Tag.NOUN
            if self.tokens.words[self.first[m]] in _VERBS_OF_NOUNS:
                return Tag.NOUN
        elif (
            bits & (DOCUMENT | CUE_NOUN | PEOPLE)
            and not self.classes[n - 1] & PEOPLE
            and (n + 1 >= len(self.first) or self.kinds[n + 1] in (COMMA, STOP))
        ):
            return Tag.NOUN  # "according to exit polls,"
        if before in (Tag.COMMA, Tag.COORDINATOR, Tag.DASH):
            if (
                self._verb_seen()
                and m == n + 1
                and self.tokens.words[self.first[m]] == "to"
                and self.verb_base_follows(m)
            ):
                return Tag.VERB  # "…, and plans to stay"
            return Tag.VERB if self._verb_seen() and m >= 0 and self.classes[m] & (DET | POSS | SUB) else Tag.NOUN
        if before is Tag.NOUN:
            if m == n + 1 and self.classes[m] & (BODY | ORGANISATION) and not bits & CUE_NOUN:
                return Tag.NOUN  # "a federal appeals court"
            previous = self.tokens.words[self.first[n - 1]]
            if previous[0].isdigit():
                return Tag.NOUN  # "18 states"
            if previous.endswith("s") and not previous.endswith("ss"):
                return Tag.NOUN
            return Tag.NOUN if self._verb_open(n) else Tag.VERB
        return Tag.VERB

    def _base(self, n: int, before: int, forms: int) -> int:
        """ "plan", "say": verb after a plural subject."""
        word = self.tokens.words[self.first[n]]
        if before in (Tag.NOUN, Tag.NAME, Tag.CLOSING):
            last = n - 1
            while last > 0 and self.tags[last] is Tag.ADVERB:
                last -= 1
            previous = self.tokens.words[self.first[last]]
            plural = self.kinds[last] == WORD and (
                (previous.endswith("s") and not previous.endswith("ss"))
                or previous in ("people", "police", "men", "women")
            )
            if (plural and before is Tag.NOUN) or word in ("say", "said", "think", "want", "believe", "argue", "know"):
                m = self.next(n)
                if m >= 0 and self.classes[m] & AUXILIARY and word not in ("say", "think", "believe", "know"):
                    return Tag.NOUN
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
            if word == "put" and n + 1 < len(self.first) and self.tokens.words[self.first[n + 1]] == "it":
                return Tag.VERB
            if word == "read" and (n + 1 >= len(self.first) or self.kinds[n + 1] != WORD or plural):
                return Tag.VERB
            return Tag.NOUN
        if before is Tag.COORDINATOR and self._verb_seen():
            m = self.next(n)
            return Tag.VERB if m >= 0 and self.classes[m] & (DET | POSS | OBJ | SUB | SUBJ) else Tag.NOUN
        if before in (Tag.COMMA, Tag.QUOTATION) and word in ("say", "read", "put"):
            return Tag.VERB
        return Tag.NOUN

    def _is_heard(self, n: int) -> bool:
        """ "heard the officer shout, “Stop!”": a bare infinitive behind the object of a verb of hearing."""
        if (
            self.kinds[n + 1 : n + 2] not in ([COMMA], [COLON], [QUOTED])
            or self.lexicon.forms[self.tokens.words[self.first[n]]][0] not in self.lexicon.cues
        ):
            return False
        k = n - 1
        while k > 0 and k > n - 6 and self.tags[k] in (Tag.NOUN, Tag.NAME, Tag.DETERMINER, Tag.POSSESSIVE):
            k -= 1
        return self.tags[k] is Tag.VERB and self.tokens.words[self.first[k]] in (
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
