"""Whose words a quotation without a cue is, by what stands beside it: a signature, a report, a question, an act."""

from __future__ import annotations

from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.document import Paragraph
from bot.extract.mere_mentions import words_inside
from bot.extract.phrases import Range, noun_phrase_left
from bot.extract.roles import is_person_noun
from bot.extract.tags import Sentence, Tag
from bot.text.tokens import WORD


def signed(following: Paragraph | None, own: tuple[int, int]) -> Attribution | None:
    """ "“We are lost.” ¶ — Ana Ruiz, a senator": the quotation with the name behind a dash in the next paragraph."""
    if following is None or following.quotations or not following.sentences:
        return None
    sentence = following.sentences[0]
    if len(sentence) < 2 or sentence.tags[0] is not Tag.DASH or sentence.tags[1] is not Tag.NAME:
        return None
    end = 1
    while end < len(sentence) and sentence.tags[end] is Tag.NAME:
        end += 1
    closed = end == len(sentence) or sentence.tags[end] in _BEHIND_SIGNATURE
    return Attribution(sentence, None, (1, end), [own], ["signature"]) if closed else None


_BEHIND_SIGNATURE: Final = (Tag.COMMA, Tag.STOP, Tag.OPENING, Tag.ING, Tag.PREPOSITION)


def reporter_of(
    paragraph: Paragraph, attributions: list[list[Attribution]], last: Attribution | None
) -> Attribution | None:
    """Whose words the paragraph reports at its end without quoting anybody, if the last speaker is somebody else.

    A paragraph of nothing but quotations behind it is what that person said: "Ruiz said the port was full. ¶ “We …”".
    """
    if paragraph.quotations:
        return None
    found = reporter_before(attributions, len(attributions))
    if found is None or found.source is None or found.inherited is not None:
        return None
    sentence, (begin, end) = found.sentence, found.source
    end = next((i for i in range(begin + 1, end) if sentence.tags[i] is Tag.COMMA), end)
    named = {sentence.word(i) for i in range(begin, end) if sentence.tags[i] is Tag.NAME}
    if sentence.tags[end - 1] is not Tag.NAME or Tag.PREPOSITION in sentence.tags[begin:end]:
        return None  # a group, or what somebody is only the author of
    if last is None or last.source is None:
        return found
    return None if named & {last.sentence.word(i) for i in range(*last.source)} else found


_LONGEST_CROSSHEAD: Final = 5  # words


def is_crosshead(sentence: Sentence, k: int) -> bool:
    """‘Deserved recognition’ between two paragraphs: a few words without any mark at their end, of somebody below."""
    quotation = sentence.quotations[k]
    if quotation is None or len(sentence) != 1 or not quotation.closed:
        return False
    last = quotation.inside[1] - 1
    return words_inside(sentence, quotation) <= _LONGEST_CROSSHEAD and sentence.tokens.kinds[last] == WORD


def asks(attribution: Attribution) -> bool:
    """Does its content end with a question in quotation marks? Then somebody else goes on."""
    words, end = attribution.sentence.tokens.words, attribution.content[-1][1] if attribution.content else 0
    return end >= 2 and "?" in words[end - 2]


def reporter_before(attributions: list[list[Attribution]], number: int, begin: int = -1) -> Attribution | None:
    """The last report of speech in the two sentences before, behind sentence `begin`, whose speaker goes on."""
    for k in range(number - 1, max(begin, number - 3), -1):
        for attribution in reversed(attributions[k]):
            verb = attribution.verb
            speech = (
                verb is not None and verb.kind in ("speech", "judge") and "relative-pronoun" not in attribution.rules
            )
            if speech and attribution.source is not None and attribution.content and not attribution.passive:
                return attribution
    return None


def other_reporter(
    attributions: list[list[Attribution]], begin: int, number: int, here: Attribution
) -> Attribution | None:
    """Whoever else's speech was reported since sentence `begin`, where `here` quoted: "A sign said “…”. She was cold,
    she said. | “I …”" and "“…,” Bell said. Ruiz said the port was closed. | “We …”"."""
    found = reporter_before(attributions, number, begin)
    if found is None or found.source is None or here.source is None:
        return None
    named = {found.sentence.word(i) for i in range(*found.source) if found.sentence.tags[i] is Tag.NAME}
    if named:
        known = {here.sentence.word(i) for i in range(*here.source)}
        return None if named & known else found
    person = found.sentence.word(found.source[0]) in ("he", "she")
    return found if person and not _is_person(here.sentence, here.antecedent or here.source) else None


def _is_person(sentence: Sentence, source: Range) -> bool:
    """May the source be one person, rather than a sign or a letter?"""
    return any(sentence.tags[i] in (Tag.NAME, Tag.SUBJECT) or is_person_noun(sentence, i) for i in range(*source))


def _owner_of_thing(sentence: Sentence, subject: Range) -> Range:
    """ "Ruiz's voice | broke": the person, unless what is owned is a person, too."""
    owned = next((i for i in range(*subject) if sentence.tags[i] is Tag.POSSESSIVE), None)
    if owned is None or owned == subject[0] or is_person_noun(sentence, subject[1] - 1):
        return subject
    return subject[0], owned


_QUESTION: Final = 8  # items of "And the reaction of Ruiz's aides?"


def asked_before(paragraph: Paragraph, number: int) -> tuple[int, Range] | None:
    """ "Ruiz's verdict? “Never.”": whose words the question without a verb before is about."""
    sentence = paragraph.sentences[number - 1] if number else None
    if sentence is None or not 2 < len(sentence) <= _QUESTION or sentence.word(len(sentence) - 1) != "?":
        return None
    if any(tag is Tag.VERB or tag is Tag.AUXILIARY for tag in sentence.tags):
        return None
    for i, tag in enumerate(sentence.tags):
        if tag is Tag.POSSESSIVE and i:
            owner = noun_phrase_left(sentence, i - 1)
            return (number - 1, owner) if owner is not None else None
        if sentence.word(i) in ("his", "her"):
            return number - 1, (i, i + 1)
    return None


_OPENING: Final = 8  # items that may stand before the subject: "On the radio, Mayor Ruiz …"


def actor_beside(paragraph: Paragraph, of_verbs: list[list[Range]], number: int) -> tuple[int, Range] | None:
    """ "Ruiz shook her head. “Who pays?”": the person who acts in the sentence before or behind, in one paragraph.

    Only a name or a personal pronoun that is the subject of the sentence; the number of its sentence with it.
    """
    for beside in (number - 1, number + 1):
        if 0 <= beside < len(paragraph.sentences) and of_verbs[beside]:
            sentence, subject = paragraph.sentences[beside], of_verbs[beside][0]
            word = sentence.word(subject[0])
            if subject[0] <= _OPENING and (sentence.tags[subject[0]] is Tag.NAME or word in ("he", "she")):
                return beside, _owner_of_thing(sentence, subject)
    return None
