"""Tags of words that have the same one wherever they stand: half of all words are done with a look into a table."""

from __future__ import annotations

from functools import lru_cache

from bot.extract.lexicon import AUXILIARY, FUNCTION_WORD, TIME, Lexicon
from bot.extract.tagger import ADJECTIVAL, ARTICLES, NOT_ADVERBS, Tagger
from bot.extract.tags import Tag
from bot.extract.words import look_up
from bot.text.tokens import tokenise

_BY_CONTEXT = frozenset(  # function words whose tag the neighbours decide
    "to that this these those her as before after since until till what which like back once so "
    "some many most few several all both others one two three four five six seven eight nine ten".split()
)
_MOST_WORDS = 2**15


class SmallWords(dict[str, int | None]):
    """By word in small letters its tag, unless "to" stands before it; None where the neighbours decide.

    Filled as words are met; bounded.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._fixed = _fixed_tags(lexicon)

    def __missing__(self, word: str) -> int | None:
        if len(self) >= _MOST_WORDS:
            self.clear()
        tag = self[word] = self._tag(word)
        return tag

    def _tag(self, word: str) -> int | None:
        bits = self._lexicon.classes.get(word, 0)
        if bits & FUNCTION_WORD:
            return self._fixed.get(word)
        if "-" in word and word.partition("-")[0] in ARTICLES:
            return None
        if word[0].isdigit() or word[0] == "$" or bits & TIME:
            return Tag.NOUN
        if word in self._lexicon.forms:
            return None
        if word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS:
            return Tag.ADVERB
        open_ending = (word.endswith("ing") and len(word) > 5) or (word.endswith("ed") and len(word) > 4)
        return None if open_ending else Tag.NOUN


class Capitalised(dict[str, int | None]):
    """By word in small letters the tag it has with a capital inside a sentence; None where the neighbours decide.

    Filled as words are met; bounded.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> int | None:
        if len(self) >= _MOST_WORDS:
            self.clear()
        by_context = self._lexicon.classes.get(word, 0) & (FUNCTION_WORD | TIME)
        joined = "-" in word and word.rpartition("-")[2] in ADJECTIVAL
        tag = self[word] = None if by_context or joined else Tag.NAME
        return tag


@lru_cache(maxsize=2)
def word_tags(lexicon: Lexicon) -> tuple[SmallWords, Capitalised]:
    """The tables of the lexicon."""
    return SmallWords(lexicon), Capitalised(lexicon)


def _fixed_tags(lexicon: Lexicon) -> dict[str, int]:
    """The tags of the function words that have the same one wherever they stand, for their small-letter form."""
    nothing = look_up(tokenise(""), frozenset(), lexicon)
    tagger = Tagger(nothing, [], [], [], [], [], [], [], False)
    return {
        word: tagger.function(0, word, bits)
        for word, bits in lexicon.classes.items()
        if bits & FUNCTION_WORD and not bits & AUXILIARY and word not in _BY_CONTEXT and word[0].islower()
    }
