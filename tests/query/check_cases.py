"""Checks made from the seed articles by rules: what is typed, and what the verdict must be."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.archive.port import EVERYTHING, QuoteRow, Reader
from bot.model import Article, QuoteId, Speech
from bot.query.check_chains import Chain, chain_of
from bot.query.check_meaning import Change
from bot.query.check_values import Verdict
from bot.query.normal import forms, tokens
from bot.query.words import is_function_word

NEW = "new"
"""Kind of the cases that nobody said."""


@dataclass(frozen=True, slots=True)
class Case:
    """One check with the verdict that it must get."""

    kind: str
    words: str
    verdicts: frozenset[Verdict]
    sources: tuple[QuoteId, ...] = ()  # stored quotes of which one must be shown; all of them for stitched ones
    speaker: str | None = None
    changed: Change | None = None  # what a reader must be warned of


def cases(reader: Reader, seed: int, each: int) -> list[Case]:
    """At least 3,000 with `each` = 250: the same list for the same articles, seed and number."""
    chance = random.Random(seed)
    corpus = _Corpus(reader)
    out: list[Case] = []
    for make in _MAKERS:
        made: dict[str, Case] = {}
        for _ in range(40 * each):
            if len(made) == each:
                break
            case = make(corpus, chance)
            if case is not None and any(c.isalnum() for c in case.words):
                made.setdefault(case.words + (case.speaker or ""), case)
        out += made.values()
    return out


class _Corpus:
    """The quoted chains of the articles, and their words."""

    def __init__(self, reader: Reader) -> None:
        _, rows = reader.quotes(EVERYTHING, limit=100_000)
        articles: dict[str, Article] = {}
        self.chains: list[Chain] = []
        for row in rows:
            if row.quote.speech is Speech.INDIRECT:
                continue
            article = articles.get(row.article) or reader.article(row.article)
            assert article is not None
            articles[row.article] = article
            chain = chain_of([row], article)
            if chain is not None and chain.tokens:
                self.chains.append(chain)
        self.long = [chain for chain in self.chains if _longest_segment(chain) >= 8]
        self.texts = [a.text for a in articles.values()]
        self.words = sorted({w for text in self.texts for w in re.findall(r"[A-Za-z’'-]{2,}", text)})
        self.running = [re.findall(r"[A-Za-z’'-]+", text) for text in self.texts]
        self.following: dict[str, list[str]] = {}
        for running in self.running:
            for one, other in pairwise(running):
                self.following.setdefault(one.lower(), []).append(other)
        self.names = {actor.id: actor.name for actor in reader.actors()}
        self.joined = "\n".join(" ".join(forms(chain.tokens)) for chain in self.chains)
        self.prose = "\n".join(" ".join(forms(tokens(text))) for text in self.texts)

    def holders(self, words: str) -> tuple[QuoteId, ...]:
        """Quotes that hold exactly these words."""
        wanted = f" {' '.join(forms(tokens(words)))} "
        return tuple(_row(chain).id for chain in self.chains if wanted in f" {' '.join(forms(chain.tokens))} ")

    def whole(self, words: str) -> bool:
        """Are the words the whole of a segment, or of several, somewhere?"""
        wanted = forms(tokens(words))
        for chain in self.chains:
            there = forms(chain.tokens)
            for at in range(len(there) - len(wanted) + 1):
                if there[at : at + len(wanted)] == wanted and {at, at + len(wanted)} <= chain.edges:
                    return True
        return False

    def stands(self, words: str) -> bool:
        """Do the words stand in a quotation or in the articles as they are?"""
        wanted = " ".join(forms(tokens(words)))
        return wanted in self.joined or wanted in self.prose


def _row(chain: Chain) -> QuoteRow:
    assert chain.row is not None
    return chain.row


def _longest_segment(chain: Chain) -> int:
    edges = sorted(chain.edges)
    return max(b - a for a, b in pairwise(edges))


def _segment(chain: Chain, chance: random.Random, least: int) -> str | None:
    """The words of one segment of at least so many tokens, as they stand."""
    fitting = [s for s in chain.segments if len(tokens(s.of(chain.article.text))) >= least]
    return " ".join(chance.choice(fitting).of(chain.article.text).split()) if fitting else None


_EXACT = frozenset({Verdict.EXACT, Verdict.EXACT_NORMALISED})


def _copy(corpus: _Corpus, chance: random.Random) -> Case | None:
    words = _segment(chance.choice(corpus.chains), chance, 2)
    return Case("copy", words, _EXACT, corpus.holders(words)) if words else None


def _retyped(corpus: _Corpus, chance: random.Random) -> Case | None:
    """The same words with other marks, dashes, case and punctuation."""
    words = _segment(chance.choice(corpus.chains), chance, 3)
    if not words:
        return None
    for old, new in (("’", "'"), (" — ", " -- "), (",", ""), ("-", "‑")):
        if chance.random() < 0.6:
            words = words.replace(old, new)
    cases_of_letters: list[Callable[[str], str]] = [str.upper, str.lower, str.title, str.strip]
    words = chance.choice(cases_of_letters)(words)
    holders = corpus.holders(words)
    dressed = chance.choice(["“{}”", '"{}"', "«{}»", "‘{}’", "{}", "{}…", "  {} !"])
    return Case("retyped", dressed.format(words), _EXACT, holders) if holders else None


def _part(corpus: _Corpus, chance: random.Random) -> Case | None:
    words = _segment(chance.choice(corpus.long), chance, 8)
    assert words is not None
    every = words.split()
    size = chance.randint(4, len(every) - 1)
    start = chance.randint(0, len(every) - size)
    part = " ".join(every[start : start + size])
    if corpus.whole(part):
        return None
    holders = corpus.holders(part)
    return Case("part", part, frozenset({Verdict.PARTIAL}), holders) if holders else None


def _edited(name: str, edit: Callable[[list[str], _Corpus, random.Random], list[str]]) -> Callable[..., Case | None]:
    """One to four edits, on at most three in ten of the words; ends stay, so that nothing becomes a mere part."""

    def make(corpus: _Corpus, chance: random.Random) -> Case | None:
        chain = chance.choice(corpus.long)
        words = _segment(chain, chance, 8)
        assert words is not None
        every = words.split()
        for _ in range(chance.randint(1, min(4, max(1, 3 * len(every) // 10)))):
            every = edit(every, corpus, chance)
        changed = " ".join(every)
        if forms(tokens(changed)) == forms(tokens(words)) or corpus.stands(changed):
            return None
        return Case(name, changed, frozenset({Verdict.ALTERED}), corpus.holders(words))

    return make


def _replace(every: list[str], corpus: _Corpus, chance: random.Random) -> list[str]:
    at = chance.randrange(len(every))
    return [*every[:at], chance.choice(corpus.words), *every[at + 1 :]]


def _drop(every: list[str], corpus: _Corpus, chance: random.Random) -> list[str]:
    at = chance.randrange(1, len(every) - 1)
    return [*every[:at], *every[at + 1 :]]


def _insert(every: list[str], corpus: _Corpus, chance: random.Random) -> list[str]:
    at = chance.randrange(1, len(every))
    return [*every[:at], chance.choice(corpus.words), *every[at:]]


def _swap(every: list[str], corpus: _Corpus, chance: random.Random) -> list[str]:
    at = chance.randrange(len(every) - 1)
    return [*every[:at], every[at + 1], every[at], *every[at + 2 :]]


def _negated(corpus: _Corpus, chance: random.Random) -> Case | None:
    chain = chance.choice(corpus.long)
    words = _segment(chain, chance, 8)
    assert words is not None
    every = words.split()
    places = [at for at, word in enumerate(every) if word in ("is", "are", "was", "will", "have", "has", "can", "had")]
    if not places:
        return None
    at = chance.choice(places) + 1
    changed = " ".join([*every[:at], "not", *every[at:]])
    return Case("negated", changed, frozenset({Verdict.ALTERED}), corpus.holders(words), changed=Change.NEGATION)


def _renumbered(corpus: _Corpus, chance: random.Random) -> Case | None:
    words = _segment(chance.choice(corpus.long), chance, 6)
    if not words:
        return None
    number = (
        r"\b(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|hundred|thousand)\b"
    )
    found = list(re.finditer(number, words))
    if not found:
        return None
    hit = chance.choice(found)
    other = chance.choice(["13", "99", "seventy", "2,500", "fourteen"])
    changed = words[: hit.start()] + other + words[hit.end() :]
    return Case("number", changed, frozenset({Verdict.ALTERED}), corpus.holders(words), changed=Change.NUMBER)


def _stitched(corpus: _Corpus, chance: random.Random) -> Case | None:
    parts: list[str] = []
    sources: list[QuoteId] = []
    for chain in chance.sample(corpus.long, chance.choice([2, 2, 3])):
        words = _segment(chain, chance, 8)
        assert words is not None
        every = words.split()
        size = chance.randint(6, min(12, len(every)))
        start = chance.randint(0, len(every) - size)
        part = " ".join(every[start : start + size])
        if sum(not is_function_word(form) for form in forms(tokens(part))) < 3:
            return None
        holders = corpus.holders(part)
        if len(holders) != 1:
            return None
        parts.append(part)
        sources += holders
    glue = chance.choice([" ", ", ", ". ", " … ", " and "])
    return Case("stitched", glue.join(parts), frozenset({Verdict.STITCHED}), tuple(sources))


def _exchanged(corpus: _Corpus, chance: random.Random) -> Case | None:
    chain = chance.choice(corpus.long)
    words = _segment(chain, chance, 4)
    if not words:
        return None
    holders = corpus.holders(words)
    rows = [_row(c) for c in corpus.chains if _row(c).id in holders]
    named = {actor for row in rows for actor in (*row.speakers, *row.candidates, *((row.via,) if row.via else ()))}
    if not named:
        return None
    other = chance.choice(sorted(corpus.names.keys() - named))
    speaker = corpus.names[other]
    if any(corpus.names[actor].split()[-1] in speaker or speaker in corpus.names[actor] for actor in named):
        return None
    typed = chance.random() < 0.5
    return Case(
        "exchanged",
        f"“{words}” — {speaker}" if typed else words,
        frozenset({Verdict.MISATTRIBUTED}),
        holders,
        None if typed else speaker,
    )


_NOBODY = frozenset({Verdict.NOT_FOUND, Verdict.PARAPHRASE_ONLY})


def _sampled(corpus: _Corpus, chance: random.Random) -> Case | None:
    """Words of the articles in no order."""
    every = [chance.choice(chance.choice(corpus.running)) for _ in range(chance.randint(5, 16))]
    return None if corpus.stands(" ".join(every)) else Case(NEW, " ".join(every), _NOBODY)


def _invented(corpus: _Corpus, chance: random.Random) -> Case | None:
    """Words of the articles as a first-order Markov chain would say them: neighbours are real, sentences are not."""
    word = chance.choice(chance.choice(corpus.running))
    out = [word]
    for _ in range(chance.randint(6, 15)):
        word = chance.choice(corpus.following.get(word.lower()) or corpus.words)
        out.append(word)
    words = " ".join(out)
    return None if _copies(words, corpus) else Case(NEW, words, _NOBODY)


def _copies(words: str, corpus: _Corpus) -> bool:
    """Did the chain repeat five words of an article in a row? Then the sentence is not wholly new."""
    every = forms(tokens(words))
    return any(
        f" {' '.join(every[at : at + 4])} " in f" {corpus.prose} ".replace("\n", " ") for at in range(len(every) - 3)
    )


_MAKERS: Sequence[Callable[[_Corpus, random.Random], Case | None]] = (
    _copy,
    _retyped,
    _part,
    _edited("replaced", _replace),
    _edited("dropped", _drop),
    _edited("inserted", _insert),
    _edited("swapped", _swap),
    _negated,
    _renumbered,
    _stitched,
    _exchanged,
    _sampled,
    _sampled,
    _invented,
    _invented,
)


def kinds(of: Sequence[Case]) -> Iterator[str]:
    """The kinds, each once, in order."""
    return iter(dict.fromkeys(case.kind for case in of))
