"""What somebody speaks about: nouns and noun phrases of their quotations, each as it stands in one of them.

A topic counts the quotations that hold it, weighed by how rare its words are in all articles, so that what everybody
speaks about comes last. A phrase takes the place of a word that stands in no other of the quotations.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.archive.port import Filter
from bot.extract.lexicon import BE, DAY, HONORIFIC, MONTH, TIME, TITLE, lexicon
from bot.extract.tagging import tag_sentence
from bot.extract.tags import Sentence, Tag
from bot.extract.word_tags import look_up
from bot.model import Actor
from bot.query.view import View
from bot.query.words import is_function_word
from bot.text.tokens import tokenise
from bot.text.words import fold, index_words

MAX_QUOTES = 300
"""Quotations that are read for topics, the newest: some 0.2 ms each."""
_MAX_WORDS = 3  # of a phrase
_MIN_LETTERS = 4  # of a word in small letters; "US" and "EU" are topics, "way" is none
_VAGUE = frozenset(
    "anything case course days everything fact kind least lots moment month months nothing number others part people "
    "person place point question reason same side sides something somebody sort thing things time times today "
    "tomorrow tonight week weeks yesterday year years hundred thousand million billion dozen more most many much "
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty whoever fewer other last "
    "next first second good great important right able ready sure clear better best long little big".split()
)
_NO_TOPIC = TIME | DAY | MONTH | HONORIFIC
_DESCRIBING = ("ous", "ful", "less", "ible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A word or phrase, and how many of the quotations hold it."""

    words: str  # as it stands in most of them
    quotes: int


def topics_of(actor: Actor, view: View, *, limit: int) -> tuple[Topic, ...]:
    """The topics of the actor's plain quotations, the most telling first; none where nothing is quoted."""
    held: dict[tuple[str, ...], int] = defaultdict(int)
    written: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    own = frozenset(word for name in (actor.name, *actor.aliases) for word in index_words(name))
    for contents in _contents(actor, view):
        found = {index_words(phrase): phrase for content in contents for phrase in _phrases(content)}
        for key, phrase in found.items():
            if key and not own.issuperset(key):
                held[key] += 1
                written[key][phrase] += 1
    weights = _weights(held, view)
    ranked = sorted(_telling(held), key=lambda key: (-held[key] * weights[key], key))
    return tuple(Topic(words=_commonest(written[key]), quotes=held[key]) for key in ranked[:limit])


def _contents(actor: Actor, view: View) -> Iterator[list[str]]:
    """The words of each quotation, segment by segment."""
    _, rows = view.reader.quotes(Filter(speaker=actor.id, plain=True, firsts=True), limit=MAX_QUOTES)
    for row in rows:
        article = view.reader.article(row.article)
        if article is not None:
            yield [span.of(article.text) for span in row.quote.spans]


def _phrases(content: str) -> Iterator[str]:
    """Slices of the content: the nouns that may be topics, alone and with one or two words of the run they end."""
    tokens = tokenise(content)
    sentence = tag_sentence(look_up(tokens, frozenset(), lexicon()), 0, len(tokens), [])
    run: list[int] = []
    for i, tag in enumerate([*sentence.tags, Tag.STOP]):
        if tag in (Tag.NOUN, Tag.NAME) and _may_be_topic(sentence, i):
            run.append(i)
            continue
        if run and not _describes(sentence, run):
            end = tokens.ends[sentence.first[run[-1]]]
            yield from (content[sentence.start(start) : end] for start in run[-_MAX_WORDS:])
        run = []


def _may_be_topic(sentence: Sentence, i: int) -> bool:
    word, classes = sentence.word(i), sentence.classes[i]
    if word in _VAGUE or classes & _NO_TOPIC or is_function_word(fold(word)) or not any(map(str.isalpha, word)):
        return False
    return len(word) >= _MIN_LETTERS or sentence.tokens.text[sentence.start(i) :][: len(word)].isupper()


def _describes(sentence: Sentence, run: Sequence[int]) -> bool:
    """Does the run end in an adjective ("will be possible"), or is it no more than a title?"""
    first, last = run[0], run[-1]
    if sentence.word(last) in lexicon().adjectives or sentence.word(last).endswith(_DESCRIBING):
        return True
    if first < last:
        return False
    if sentence.classes[last] & TITLE:
        return True
    if not first or sentence.tags[last] is not Tag.NOUN or sentence.word(last).endswith("s"):
        return False
    before = sentence.tags[first - 1] in (Tag.AUXILIARY, Tag.ADVERB, Tag.NEGATION)
    return before or bool(sentence.classes[first - 1] & BE)


def _telling(held: dict[tuple[str, ...], int]) -> list[tuple[str, ...]]:
    """Without the words and phrases that stand in a longer phrase wherever they stand."""
    covered = set()
    for key, count in held.items():
        for size in range(1, len(key)):
            for start in range(len(key) - size + 1):
                part = key[start : start + size]
                if held.get(part) == count:
                    covered.add(part)
    return [key for key in held if key not in covered]


def _weights(held: Sequence[tuple[str, ...]] | dict[tuple[str, ...], int], view: View) -> dict[tuple[str, ...], float]:
    """For each phrase the rarity of its rarest word, as log(1 + sentences / sentences with the word)."""
    every = view.reader.frequencies({word for key in held for word in key})
    total = max(1, view.state.passages)
    return {key: max(math.log1p(total / max(1, every.get(word, 0))) for word in key) for key in held}


def _commonest(written: Counter[str]) -> str:
    return min(written, key=lambda words: (-written[words], words))
