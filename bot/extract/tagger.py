"""A coarse part of speech for every word of a sentence, by lexicon and left context in one pass.

Not a general tagger: it knows what finding sources, cues and contents needs. Unknown words are nouns;
of a word that can be noun or verb ("claims", "plan") the neighbours decide.
"""

from __future__ import annotations

from typing import Final

from bot.extract.lexicon import (
    ADV,
    AUXILIARY,
    BE,
    BODY,
    COORD,
    DEMONYM,
    DET,
    DO,
    FUNCTION_WORD,
    GIVEN,
    HAVE,
    HONORIFIC,
    ING,
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
)
from bot.extract.roles import AGENTIVE
from bot.extract.tags import QUOTED, Tag
from bot.extract.verb_tags import VerbTagger
from bot.names.lexicon import is_surname
from bot.text.tokens import CLITIC, COLON, COMMA, DASH, ELLIPSIS, MARK, OPENING, SINGLE, STOP, WORD

_NOMINAL: Final = frozenset((Tag.NOUN, Tag.NAME))

_EMPHATIC: Final = frozenset(("himself", "herself", "itself", "themselves"))
NOT_ADVERBS: Final = frozenset(  # nouns and adjectives in -ly
    "family ally reply supply assembly rally monopoly anomaly butterfly italy july bully folly lily tally homily belly "
    "friendly daily weekly monthly yearly quarterly elderly deadly costly lonely lovely ugly lively orderly cowardly "
    "scholarly hourly nightly holy silly likely unlikely early unfriendly timely".split()
)
ADJECTIVAL: Final = frozenset(
    "based led backed style era born owned area wide run trained educated funded controlled held related".split()
)
_QUANTIFIERS: Final = frozenset(
    "some many most few several all both others one two three four five six seven eight nine ten".split()
)


ARTICLES: Final = frozenset(("al", "el", "as", "ash", "ad", "an", "ar", "at", "az", "ben", "bin"))  # of names


def is_article_name(written: str) -> bool:
    """ "al-Haddad", "el-Masri": a small article in front of a capital."""
    article, _, rest = written.partition("-")
    return article in ARTICLES and rest[:1].isupper()


_ROUND: Final = frozenset(
    "half third thirds quarter quarters fifth dozen two three four five six seven eight nine ten".split()
)


class Tagger(VerbTagger):
    """The tag of one item after the other; `tags` holds those of the items before."""

    __slots__ = ()

    def word(self, n: int) -> int:
        bits, word, upper = self.classes[n], self.words[n], self.capital[n]
        if not upper and "-" in word and is_article_name(self.written(n)):
            return Tag.NAME
        if upper and not self.headline and not self._begins(n):
            if word == "i":
                return Tag.SUBJECT
            if (bits & ADV and (bits & TIME or (self.tags and self.tags[-1] is Tag.NAME))) or (
                word == "may" and self.tags and self.tags[-1] is Tag.NAME
            ):
                return Tag.NAME  # the Today programme; Theresa May
            if "-" in word and word.rpartition("-")[2] in ADJECTIVAL:
                return Tag.NOUN
            if bits & PEOPLE and self._is_office(n):
                return Tag.NOUN
            if bits & FUNCTION_WORD and len(word) > 2 and not self.written(n)[-1].isupper():
                return self.function(n, word, bits)
            return Tag.NAME
        if bits & FUNCTION_WORD:
            if upper and word == "will" and self.calls_somebody(n):
                return Tag.NAME
            return self.function(n, word, bits)
        if upper and self._is_name_here(n, word, bits):
            return Tag.NAME
        if word[0].isdigit() or word[0] == "$" or bits & TIME:
            return Tag.NOUN
        form = self.forms[n]
        if form is not None:
            return self.verb_or_noun(n, form[1], bits)
        if word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS:
            return Tag.ADVERB
        if self.tags and self.tags[-1] is Tag.TO:
            return Tag.VERB
        if word.endswith("ing") and len(word) > 5:
            return self.ing(n)
        if word.endswith("ed") and len(word) > 4 and not upper:
            return self.past(n, PAST | PARTICIPLE)
        return Tag.NAME if upper and self.headline else Tag.NOUN

    def clitic(self, n: int) -> int:
        word = self.words[n]
        if word in ("'s", "'S"):
            before = self.tags[-1] if self.tags else Tag.OTHER
            if before in (Tag.SUBJECT, Tag.SUBORDINATOR):
                return Tag.AUXILIARY
            if before in _NOMINAL and n + 1 < self.size:
                if self.kinds[n + 1] == WORD and self.classes[n + 1] & (DET | NEG):
                    return Tag.AUXILIARY
                form = self.forms[n + 1]
                acts = form is not None and form[1] == ING and before is Tag.NAME and self.governs_behind(n + 1)
                if acts and not self.mate_follows(n):
                    return Tag.AUXILIARY
            return Tag.POSSESSIVE
        return Tag.AUXILIARY

    def _begins(self, n: int) -> bool:
        """Does the item begin the sentence (after marks and brackets only)?"""
        if n and self.kinds[n - 1] == QUOTED:
            return (self.kinds[0] == QUOTED and n == 1) or self._ends_with_stop(n - 1)
        if n > 1 and self.kinds[n - 1] == SINGLE and self.kinds[n - 2] == WORD:
            before = self.first[n - 1]  # an apostrophe at the word before: the Dockers' Union
            return self.text.tokens.starts[before] > self.text.tokens.ends[before - 1]
        if n and self.words[n - 1] == "-":  # a dateline ends
            return True
        return n == 0 or self.kinds[n - 1] in (STOP, COLON, DASH, ELLIPSIS, OPENING, MARK, SINGLE)

    def _ends_with_stop(self, n: int) -> bool:
        """Does the quotation at item `n` end with a stop inside its marks?"""
        i = self.first[n + 1] - 2
        return i >= 0 and self.text.tokens.kinds[i] == STOP

    def _is_name_here(self, n: int, word: str, bits: int) -> bool:
        """A capitalised word at the beginning, or in a headline: name or common word?"""
        if word in ("said", "says"):
            return False
        if not self.headline and len(word) > 1 and self._is_acronym(n, bits):
            return True
        if bits & (GIVEN | PLACE | HONORIFIC | TITLE | DEMONYM) or word in self.text.named:
            return not (self.headline and self.forms[n] is not None and not bits & (GIVEN | PLACE))
        form = self.forms[n]
        if self.headline:
            return form is None
        follows = n + 1 < self.size and self.kinds[n + 1] == WORD
        named = form is None or bits & ORGANISATION  # "United Nations"
        if follows and word.endswith(AGENTIVE) and not bits & ORGANISATION and self._is_of_person(n, word):
            return False  # "Violinist Ada Lind"
        if named and follows and self.capital[n + 1] and not self.classes[n + 1] & FUNCTION_WORD:
            return True
        if n + 1 < self.size and self.kinds[n + 1] == CLITIC:
            return form is None
        if n + 2 < self.size and self.kinds[n + 1] == COMMA and form is None and not bits:
            apposed = self.words[n + 2]
            return apposed in ("a", "an", "the", "who", "whose") or apposed.isdigit()
        return form is None and not word.endswith(("ing", "ly", "s")) and self.verb_follows(n)

    def _is_office(self, n: int) -> bool:
        """ "The CEO of Merrow", "the local MP": an office in capitals with no name behind it, a noun like any other.
        Not "Tom Bell MP"."""
        if n + 1 < self.size and self.kinds[n + 1] == WORD and self.capital[n + 1]:
            return False
        k = n
        while k and self.tags[k - 1] is Tag.NAME:
            k -= 1
        named = n - k > 1 and not (k and self.tags[k - 1] is Tag.DETERMINER)
        return not named and self.written(n)[:2].isupper()

    def _is_of_person(self, n: int, word: str) -> bool:
        """Does the name of a person, in two words, follow on what sounds like an occupation?"""
        if n + 2 >= self.size or is_surname(word) or not (self.capital[n + 1] and self.capital[n + 2]):
            return False
        if self.kinds[n + 2] != WORD or self.classes[n + 2] & (ORGANISATION | BODY | FUNCTION_WORD | PLACE):
            return False
        return bool(self.classes[n + 1] & GIVEN) or is_surname(self.words[n + 2])

    def _is_acronym(self, n: int, bits: int) -> bool:
        """ "CNS reported": capitals throughout, before a word in small letters."""
        if bits & FUNCTION_WORD or n + 1 >= self.size or not self.written(n).isupper():
            return False
        return self.is_lower(n + 1) and self.forms[n] is None

    def function(self, n: int, word: str, bits: int) -> int:
        """The tag of a function word; of those that are not in `_BY_CONTEXT` and no auxiliaries always the same."""
        before = self.tags[-1] if self.tags else Tag.STOP
        if word == "to":
            return Tag.TO if self.verb_base_follows(n) else Tag.PREPOSITION
        if word in _EMPHATIC and before in (Tag.NOUN, Tag.NAME):
            return Tag.ADVERB  # "Ruiz himself said"
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
            return Tag.ADVERB if word == "about" and self._rounds(n) else Tag.PREPOSITION
        return Tag.ADVERB

    def _governs_verb(self, before: int) -> bool:
        """Is a verb the only thing that can follow: behind "to", a modal, "do" or a personal pronoun?"""
        if before is Tag.AUXILIARY or before is Tag.NEGATION:
            return bool(self.classes[len(self.tags) - 1] & (MODAL | DO | NEG))
        pronoun = before is Tag.SUBJECT and self.words[len(self.tags) - 1] in (
            "i",
            "we",
            "you",
            "they",
        )
        return pronoun or before is Tag.TO

    def _rounds(self, n: int) -> bool:
        """ "About a third said": does a number that is rounded follow, where nothing can be about it?"""
        before = self.tags[-1] if self.tags else Tag.STOP
        if before not in (Tag.STOP, Tag.COMMA, Tag.SUBORDINATOR, Tag.COORDINATOR, Tag.DASH) or n + 2 >= self.size:
            return False
        word = self.words[n + 1]
        return word[0].isdigit() or word in _ROUND or (word in ("a", "one") and self.words[n + 2] in _ROUND)

    def _that(self, n: int, word: str) -> int:
        """Determiner, pronoun or conjunction."""
        if word != "that":
            plural = word in ("these", "those") and self.third_follows(n)
            return Tag.DETERMINER if plural or self.nominal_follows(n) else Tag.SUBJECT
        before = self.tags[-1] if self.tags else Tag.STOP
        if n + 2 < self.size and self.kinds[n + 2] in (QUOTED, STOP, COMMA) and self.nominal_follows(n):
            return Tag.DETERMINER if self.kinds[n + 1] == WORD else Tag.SUBORDINATOR  # "called that figure “…”"
        if before in (Tag.PREPOSITION, Tag.STOP, Tag.TO):
            return Tag.DETERMINER if self.nominal_follows(n) else Tag.SUBJECT
        if before in (Tag.COMMA, Tag.COORDINATOR) and n + 1 < self.size:
            form = self.forms[n + 1]
            if self.classes[n + 1] & AUXILIARY or (form is not None and form[1] & (PAST | THIRD)):
                return Tag.SUBJECT
        if before is Tag.VERB and self.is_object(n):
            return Tag.DETERMINER  # "rejected that argument"
        return Tag.SUBORDINATOR
