"""Every word of a text looked up at once, with the tags of those that have the same one wherever they stand: half of
them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.extract.lexicon import AUXILIARY, FUNCTION_WORD, PEOPLE, TIME, Form, Lexicon
from bot.extract.tagger import ADJECTIVAL, ARTICLES, NOT_ADVERBS, Tagger
from bot.extract.tags import Tag
from bot.extract.words import UNDECIDED, Words
from bot.text.tokens import CLITIC, COMMA, WORD, Tokens, tokenise

_BY_CONTEXT: Final = frozenset(  # function words whose tag the neighbours decide
    "to about that this these those her as before after since until till what which like back once so "
    "himself herself itself themselves "
    "some many most few several all both others one two three four five six seven eight nine ten".split()
)
_PUNCTUATION: Final = {
    **dict.fromkeys(".?!", Tag.STOP),
    **dict.fromkeys(":;", Tag.COLON),
    **dict.fromkeys("([", Tag.OPENING),
    **dict.fromkeys(")]", Tag.CLOSING),
    **dict.fromkeys("–—", Tag.DASH),
    ",": Tag.COMMA,
}
_MOST_WORDS: Final = 2**15
_LONGEST_OFFICE: Final = 4  # letters of an office written in capitals, with its plural: "MSPs"


def look_up(tokens: Tokens, named: frozenset[str], lexicon: Lexicon) -> Words:
    """What is known of the words of a text. `named`: those known to be names though they begin a sentence."""
    kinds = tokens.kinds
    known = list(map(_table(lexicon).__getitem__, tokens.words))
    tags = [word.tag for word in known]
    for i, upper in enumerate(tokens.capital):
        if upper:  # behind a word, comma or clitic no sentence begins
            tags[i] = known[i].capitalised if i and kinds[i - 1] in (WORD, COMMA, CLITIC) else UNDECIDED
    classes, forms = [word.bits for word in known], [word.form for word in known]
    return Words(tokens, lexicon, named, classes, forms, tags, list(range(len(tags) + 1)))


@dataclass(slots=True, eq=False)
class _Word:
    """What is known of a word, or mark, wherever it stands; a tag is UNDECIDED where the neighbours decide."""

    bits: int  # its classes
    form: Form | None
    tag: int  # in small letters
    capitalised: int  # its tag with a capital inside a sentence


class _Table(dict[str, _Word]):
    """What is known of each word, by the word in small letters. Filled as words are met; bounded."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._fixed = _fixed_tags(lexicon)

    def __missing__(self, word: str) -> _Word:
        if len(self) >= _MOST_WORDS:
            self.clear()
        is_word = word[0].isalnum() or word[1:].isalnum()
        tag = self._tag(word) if is_word else _PUNCTUATION.get(word, UNDECIDED)
        bits = self._lexicon.classes.get(word, 0)
        joined = "-" in word and word.rpartition("-")[2] in ADJECTIVAL
        office = bits & PEOPLE and len(word) <= _LONGEST_OFFICE
        capitalised = UNDECIDED if joined or office or bits & (FUNCTION_WORD | TIME) else Tag.NAME
        known = self[word] = _Word(bits, self._lexicon.forms.get(word), tag, capitalised)
        return known

    def _tag(self, word: str) -> int:
        bits = self._lexicon.classes.get(word, 0)
        if bits & FUNCTION_WORD:
            return self._fixed.get(word, UNDECIDED)
        if "-" in word and word.partition("-")[0] in ARTICLES:
            return UNDECIDED
        if word[0].isdigit() or word[0] == "$" or bits & TIME:
            return Tag.NOUN
        if word in self._lexicon.forms:
            return UNDECIDED
        if word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS:
            return Tag.ADVERB
        open_ending = (word.endswith("ing") and len(word) > 5) or (word.endswith("ed") and len(word) > 4)
        return UNDECIDED if open_ending or not word[0].isalnum() else Tag.NOUN


@lru_cache(maxsize=2)
def _table(lexicon: Lexicon) -> _Table:
    return _Table(lexicon)


def _fixed_tags(lexicon: Lexicon) -> dict[str, int]:
    """The tags of the function words that have the same one wherever they stand, for their small-letter form."""
    tagger = Tagger(Words(tokenise(""), lexicon, frozenset(), [], [], [], []), [], [], [], [], [], [], [], False)
    return {
        word: tagger.function(0, word, bits)
        for word, bits in lexicon.classes.items()
        if bits & FUNCTION_WORD and not bits & AUXILIARY and word not in _BY_CONTEXT and word[0].islower()
    }
