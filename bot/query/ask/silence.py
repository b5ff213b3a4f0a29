"""Sentences that tell that somebody said nothing: they declined to comment, could not be reached, took no questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.archive.port import EVERYTHING, Filter, Passage
from bot.model import Actor, Article, Gender
from bot.query.ask.clauses import is_subject
from bot.query.ask.sentences import Sentences, name_stems
from bot.query.ask.terms import Term
from bot.query.view import FoundPassage, View
from bot.text.words import index_words

_NOT = r"(?:did|does|do|has|have|had|would|will|could)(?:\s+not|n[’']t)(?:\s+(?:yet|immediately|publicly|directly))*"
_NOTHING_ELSE = r"(?!\s+(?:who|what|how|whether|when|where|why|which|that|if|the|a|an)\b)"
SILENCE = re.compile(
    rf"\b(?:{_NOT}\s+(?:comment|respon(?:d|ded)|repl(?:y|ied)|answer(?:ed)?|speak|spoken|take (?:any )?questions|"
    rf"say{_NOTHING_ELSE}|issued?(?: a)? statement|return(?:ed)? (?:\w+ )?calls|be reached|wish to comment|"
    r"address(?:ed)?|discuss(?:ed)?|elaborated?|be (?:interviewed|drawn)|appear in public)"
    r"|(?:declin|refus)(?:ed|es|ing) (?:to (?:comment|speak|answer|respond|be (?:interviewed|drawn)|elaborate|discuss)|"
    r"comment|an? (?:\w+ )?interview)"
    r"|(?:made|makes|making|offered|gave) no (?:\w+ )?(?:comment|statement|remarks?|reply|response)"
    r"|without (?:taking (?:any )?questions|comment(?:ing)?|speaking|answering|a word)"
    r"|(?:stayed|kept|remained|was|were) silent)\b"
)
UNDECIDED = re.compile(
    rf"\b(?:{_NOT}\s+(?:said|say|decided?|endorsed?|made up|taken? (?:a )?(?:position|sides?)|"
    r"come out (?:for|against))\b"
    r"|(?:is|was|remains|remained) (?:undecided|neutral)|(?:has|have|had) (?:also )?(?:stayed|kept) out of"
    r"|(?:declined|refused) to (?:say|endorse|take))"
)
SENTENCES = 20
"""Sentences with the name, and statements, that are read for one of silence."""


def silences(
    actor: Actor, terms: Sequence[Term], view: View, *, quoted: bool, pattern: re.Pattern[str] = SILENCE
) -> tuple[FoundPassage, ...]:
    """Sentences that tell that the actor kept silent, beside some of the topic.

    `quoted`: there are statements on other topics, so this one must stand in the sentence itself.
    """
    sentences = Sentences(view)
    found: list[tuple[float, Passage, Article]] = []
    for passage, theirs in _about(actor, view):
        article = sentences.article(passage.article)
        text = passage.span.of(article.text) if article else ""
        silent = pattern.search(text)
        if article is None or silent is None or _is_of_other_gender(actor, text[: silent.start()]):
            continue
        if not theirs and not is_subject(name_stems(actor), text, silent.start()):
            continue
        fit = _fit(terms, passage, article, quoted)
        if fit:
            found.append((-fit, passage, article))
    found.sort(key=lambda entry: (entry[0], entry[1].article, entry[1].span.start))
    return tuple(FoundPassage(passage=passage, article=article) for _, passage, article in found[:2])


_WHO = re.compile(r"\b(?P<who>he|she)\s+$", re.IGNORECASE)


def _is_of_other_gender(actor: Actor, before: str) -> bool:
    """Is it "he" who kept silent, and the actor a woman, or the other way round: is it somebody else?"""
    who = _WHO.search(before)
    other = {"he": Gender.FEMALE, "she": Gender.MALE}
    return who is not None and actor.gender is other[who["who"].lower()]


def _about(actor: Actor, view: View) -> Iterator[tuple[Passage, bool]]:
    """Sentences of statements that are known not to be word for word theirs, and True; others that name the actor."""
    seen = set()
    for row in view.reader.quotes(Filter(speaker=actor.id), limit=SENTENCES)[1]:
        if not row.quote.plain:
            if (row.article, row.context) in seen:
                continue
            seen.add((row.article, row.context))
            yield Passage(article=row.article, day=row.day, span=row.context, quoted=True), True
    for stems in name_stems(actor)[:1]:
        named = [frozenset((stem,)) for stem in stems]
        for passage in view.reader.search_passages(named, EVERYTHING, limit=SENTENCES):
            if (passage.article, passage.span) not in seen:
                yield passage, False


def _fit(terms: Sequence[Term], passage: Passage, article: Article, quoted: bool) -> float:
    """How much of the topic stands in the sentence and, if it may, in the paragraphs around; 1 without a topic."""
    if not terms:
        return 1.0
    here = frozenset(index_words(passage.span.of(article.text)))
    held = sum(term.match(here) for term in terms)
    if not quoted:
        text = article.text
        start = text.rfind("\n", 0, passage.span.start) + 1
        before = text.rfind("\n", 0, len(text[:start].rstrip())) + 1
        end = text.find("\n", passage.span.end)
        near = frozenset(index_words(text[before : len(text) if end < 0 else end]))
        held += ELSEWHERE * sum(term.match(near) for term in terms)
    return held / len(terms)


ELSEWHERE = 0.3
"""What a word of the topic counts that stands in the paragraph or the one before."""
