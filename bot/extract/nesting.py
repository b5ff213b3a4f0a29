"""Reports inside reports: "Ruiz said Bell had called it “slow”", and which of them are worth a quote of their own."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.tags import Tag

# The verb form belongs to somebody else: "heard Ruiz saying".
_OF_ANOTHER: Final = {"blamed-for", "noun-before-participle"}
_SPOKEN: Final = ("speech", "manner")


def nest(attributions: list[Attribution]) -> list[Attribution]:
    """The attributions of one sentence without the reports inside other reports that are no speech of their own.

    A report is inside another if its cue stands in the other's content. What is believed, wanted or judged in
    there is part of what the outer speaker says; what somebody else is quoted with stays, with `outer` set.
    Order is kept. Costs a sort by position.
    """
    if len(attributions) < 2:
        return attributions
    ranges = sorted(
        ((begin, end, number) for number, a in enumerate(attributions) for begin, end in a.content),
        key=lambda r: (r[0], -r[1]),
    )
    cues = sorted((_cue_token(a), number) for number, a in enumerate(attributions) if a.cue is not None)
    dropped: set[int] = set()
    stack: list[tuple[int, int]] = []  # end and number of the contents that are open
    at = 0
    for token, number in cues:
        while at < len(ranges) and ranges[at][0] <= token:
            stack.append((ranges[at][1], ranges[at][2]))
            at += 1
        while stack and stack[-1][0] <= token:
            stack.pop()
        outer = next((n for end, n in reversed(stack) if end > token and n != number and n not in dropped), None)
        if outer is None:
            continue
        if _is_owned_claim(attributions[number]) and _cut(attributions[outer], attributions[number]):
            continue
        if "according-to" in attributions[outer].rules and _opens_with_quotation(attributions[outer]):
            dropped.add(outer)  # "“…,” Ruiz said, according to the Herald": who hands it on does not say it
            continue
        attributions[number].outer = attributions[outer]
        if not _is_own_speech(attributions[number]) and _covers(attributions[outer], attributions[number]):
            dropped.add(number)
    return [a for number, a in enumerate(attributions) if number not in dropped]


def _covers(outer: Attribution, inner: Attribution) -> bool:
    """Does the outer content hold every quotation of the inner one? What it leaves out would be nobody's."""
    sentence = inner.sentence
    return all(
        not any(b <= sentence.first[k] < e for b, e in inner.content)
        or any(b <= sentence.first[k] < e for b, e in outer.content)
        for k in sentence.quoted
    )


def _is_owned_claim(attribution: Attribution) -> bool:
    """ "Bell's claim that …": words of Bell, whoever seizes on them; but not "Bell's support of …"."""
    cue = attribution.cue
    owned = "cue-noun" in attribution.rules and attribution.source is not None
    return owned and cue is not None and cue[1] - cue[0] == 1


def _cut(outer: Attribution, inner: Attribution) -> bool:
    """End the content of a verb with an object ("seized on Bell's claim") where the claim itself begins."""
    begin = inner.content[0][0]
    verb = outer.verb
    if verb is None or (
        verb.kind != "judge" and verb.lemma not in _TAKING_UP and "verb-preposition" not in outer.rules
    ):
        return False
    for k, (first, last) in enumerate(outer.content):
        if first < begin < last:
            outer.content[k] = (first, begin)
            return True
    return False


_TAKING_UP: Final = frozenset(  # what somebody else said
    "cite quote repeat echo recall ask dispute reference challenge contest counter rebut refute defend endorse embrace "
    "welcome confirm deny".split()
) | {"point to"}


def _cue_token(attribution: Attribution) -> int:
    assert attribution.cue is not None
    return attribution.sentence.first[attribution.cue[0]]


def _is_own_speech(attribution: Attribution) -> bool:
    """Finite speech of a source, with words of theirs in quotation marks or with a name."""
    verb, sentence = attribution.verb, attribution.sentence
    if verb is None or attribution.source is None or attribution.cue is None:
        return False
    if verb.lemma == "remind" or attribution.modal:
        return False  # "said Bell reminded him of “a kid”", "said the city would demand it “to the last cent”"
    by = "passive-by" in attribution.rules  # "was hailed by Ruiz as “a turning point”"
    if verb.kind not in _SPOKEN and not by:
        return False
    if (
        (attribution.passive and not by)
        or (sentence.tags[attribution.cue[1] - 1] is Tag.ING and not _OF_ANOTHER & set(attribution.rules))
        or sentence.word(attribution.cue[0]) == "to"
    ):
        return False
    named = any(sentence.tags[i] is Tag.NAME for i in range(*attribution.source))
    quoted = _quotes(attribution)
    if by:
        return named and quoted
    return quoted or (named and bool(verb.complements & {"q"}))


def _opens_with_quotation(attribution: Attribution) -> bool:
    """Does the content begin with a quotation?"""
    sentence = attribution.sentence
    number = bisect_left(sentence.first, attribution.content[0][0])
    return number < len(sentence) and sentence.tags[number] is Tag.QUOTATION


def _quotes(attribution: Attribution) -> bool:
    """Does a whole quotation stand in the content?"""
    sentence = attribution.sentence
    return any(
        b <= sentence.first[k] and sentence.last[k] <= e for k in sentence.quoted for b, e in attribution.content
    )
