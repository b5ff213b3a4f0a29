"""What a sentence must hold to answer a question of facts: its words, what happened, and whose words it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.query.ask.opposites import telling_opposites
from bot.query.ask.question import Intent, Question, says
from bot.query.ask.terms import NOUN_BEFORE, Term, is_verb_there, terms_of
from bot.query.words import is_function_word
from bot.text.words import fold, index_words

ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
"""Words that tell one event from others like it."""
SUPPOSES = re.compile(r"\b(?:could|would|might|may|if)\b")
"""What a question says that supposes something."""


_ABOUT_SOMEBODY = frozenset(
    (Intent.REASON, Intent.EVENT_TIME, Intent.EVENT_PLACE, Intent.EVENT_MEDIUM, Intent.RELATION)
)
_DOES = re.compile(r"\b(?:do|does|did|has|have|had|is|was) A\d\b")


def counts_of_somebody(question: Question) -> bool:
    """ "How many does she own?" is told of her, or not at all."""
    return question.intent is Intent.QUANTITY and bool(_DOES.search(question.skeleton))


def is_about_somebody(question: Question) -> bool:
    """Must a sentence name one of those named, or stand a pronoun for them?"""
    return question.intent in _ABOUT_SOMEBODY or counts_of_somebody(question)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question with what a sentence must hold."""

    question: Question
    terms: tuple[Term, ...]
    solid: tuple[Term, ...]  # those of them that say something: no verbs of little meaning
    predicate: Term | None  # what happened
    acts: tuple[Term, ...]  # all that the question says happened
    speaker: Term | None  # whose words it asks for, where that is nobody known
    owned: tuple[str, Term] | None  # "Brenner’s case": whose it is, and what
    thing: Term | None  # what it asks the existence of: "will there be a referendum?"

    @staticmethod
    def of(question: Question) -> Wanted:
        """That of a question."""
        question = _either_way(question)
        terms = required_terms(question)
        solid = tuple(term for term in terms if not term.light)
        acts = tuple(t for t in question.about if not t.light and is_verb_there(t.word, question.text))
        return Wanted(
            question,
            terms,
            solid,
            predicate_of(question),
            acts,
            speaker_term(question),
            owned_in(question),
            thing_of(question),
        )


_ASKS_WHETHER = re.compile(r"^(?:did|does|do|has|have|had|will|would|is|are|was|were|can|could)\b")


def _either_way(question: Question) -> Question:
    """Whether something rose is answered by a sentence that says that it fell."""
    if question.intent is not Intent.YES_NO or not _ASKS_WHETHER.match(question.skeleton):
        return question
    about = tuple(
        replace(term, against=telling_opposites(term)) if is_verb_there(term.word, question.text) else term
        for term in question.about
    )
    return replace(question, about=about)


def required_terms(question: Question) -> tuple[Term, ...]:
    """The content words, with the floating dates as words: "Friday" in a question of facts is part of the event."""
    days = terms_of(" ".join(when.words for when in question.dates if when.floating))
    return (*question.about, *days)


def speaker_term(question: Question) -> Term | None:
    """The one whose words the question asks for, where that is nobody known: the accountant of "Ruiz's accountant"."""
    owner = re.search(r"\b(?:did|does|do|has|have) A\d s ((?:\w+ ){2,3})", question.skeleton)
    words = owner[1].split() if owner else []
    said = next((at for at, word in enumerate(words) if at and says(word)), None)
    return next((term for term in question.about if said and fold(term.word) == words[said - 1]), None)


def owned_in(question: Question) -> tuple[str, Term] | None:
    """Whose something is, and what, where the question asks of what is somebody's."""
    found = re.search(r"\bA(\d) s ((?:\w+ ){0,2}\w+)", question.skeleton)
    number = int(found[1]) if found else len(question.named)
    if found is None or number >= len(question.named):
        return None
    words = takewhile(lambda word: not is_function_word(word) and not says(word), found[2].split())
    things = [t for word in words for t in question.about if fold(t.word) == word]
    thing = things[-1] if things else None
    return (question.named[number].words, thing) if thing is not None else None


_EXPECTED = re.compile(
    r"\b(?:is|are|was|were) (?:\w+ )?(?:expected|due|scheduled|planned|set|slated) (?:for|on|in|at|by|to|next|this)\b"
)


def is_announced(wanted: Wanted, text: str) -> bool:
    """ "The first pictures are expected on Friday" tells when they will arrive, without the verb."""
    if not wanted.question.skeleton.startswith(("when will", "when is", "when are", "when does", "when do")):
        return False
    rest = [term for term in wanted.solid if term is not wanted.predicate]
    words = frozenset(index_words(text))
    return bool(rest) and bool(_EXPECTED.search(text)) and all(term.match(words) for term in rest)


_IS_THERE = re.compile(
    r"^(?:is|are|was|were|will|would|has|have) there (?:be |been )?(?:an? |any |some |no |still |going to be )*"
    r"(?:[a-z]+ )?[a-z]+\b"
)


def thing_of(question: Question) -> Term | None:
    """What a question asks the existence of."""
    asked = _IS_THERE.match(question.skeleton)
    words = asked.group().split() if asked else []
    return next((term for word in reversed(words) for term in question.about if fold(term.word) == word), None)


def predicate_of(question: Question) -> Term | None:
    """What happened: by the question's word order the first content word after its subject; None if it has none."""
    if not question.about:
        return None
    intent = question.intent
    if intent in (Intent.QUANTITY, Intent.FACT, Intent.YES_NO):
        return None
    if intent is Intent.RELATION:
        return question.about[0]
    verbs = [term for term in question.about if is_verb_there(term.word, question.text)]
    if intent is Intent.EVENT_PLACE and question.named and not verbs:
        return None  # "where was Ruiz during the vote?"
    return _told_verb(question, verbs) or question.about[-1]


_DONE = re.compile(r"^(?:why|when|where|how) (?:is|are|was|were|has|have|had)\b")
_DONE_FORM = re.compile(r"[a-z]{2,}(?:ed|en|wn|own|ught|old|ost|eft|ent|ung|unk)$")
_BEHIND_NAME = re.compile(r"\b(?:did|do|does|will|would|could|can|should|must) A\d (?:first )?([a-z]+)")
_OF_WHOM = re.compile(r"\b(?:who|that|which|whom) (?:\w+ly )?$")


def _is_done(word: str, text: str) -> bool:
    """Is it a participle, neither before a noun nor what somebody did whom the question describes?"""
    before = text[: text.find(word)]
    return bool(_DONE_FORM.search(word)) and not _OF_WHOM.search(before) and not NOUN_BEFORE.search(before)


def _told_verb(question: Question, verbs: Sequence[Term]) -> Term | None:
    """Which of the words that may be verbs is the question's own."""
    behind = _BEHIND_NAME.search(question.skeleton)
    if behind:
        own = next((t for t in question.about if not t.light and fold(t.word).split()[0] == behind[1]), None)
        if own is not None:
            return own  # "why did Ruiz forge the paintings?"
    text = question.text
    if _DONE.match(question.skeleton):
        done = (t for t in question.about if (t in verbs or t.word.endswith("ed")) and _is_done(t.word, text))
        return next(done, None) or next(iter(verbs), None)  # "why was the vote on the bill postponed?"
    first = next(iter(verbs), None)
    if first is None:
        return None
    beside = text[text.find(first.word) + len(first.word) :].lstrip()
    phrase = next((t for t in question.about if " " in t.word and beside.startswith(t.word)), None)
    return phrase or first  # "why did the pension fund pull out?", "go on strike"
