"""Whom "he", "she", "it" and "they" stand for: by recency, being a subject, having spoken, and being talked of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Final

from bot.extract.coreference import mentions_between
from bot.extract.lexicon import TIME
from bot.extract.mentions import Mention
from bot.extract.phrases import Range
from bot.extract.scene import Scene, Speaker, last_before
from bot.extract.tags import Sentence, Tag
from bot.model import Gender, Kind

GENDERS: Final = dict.fromkeys(("he", "him", "his", "himself"), Gender.MALE) | dict.fromkeys(
    ("she", "her", "hers", "herself"), Gender.FEMALE
)
Described = Callable[[Sentence, Range, Scene], Speaker]
_NEAR: Final = 500  # characters that a pronoun looks ahead in the last sentences of a text
_REACH: Final = 8  # sentences a pronoun looks back
_LONGEST_INSERTION: Final = 10  # items of "he later said in an interview,"


def group_pronoun(at: int, word: str, scene: Scene) -> Speaker:
    """ "It said", "they said": the organisation or place that was last a subject, within two sentences."""
    here = scene.sentence_of(at)
    begin = scene.sentence_starts[max(0, here - 2)] if here >= 0 else 0
    for mention in reversed(mentions_between(scene.cast, begin, at)):
        kind = scene.cast.clusters[mention.entity].kind
        if (
            mention.subject
            and not mention.quoted
            and (kind is not Kind.PERSON or (not mention.certain and word == "it"))
            and (kind is not Kind.PLACE or (mention.main and not _narrows(mention)))
        ):
            return Speaker((mention.entity,), rules=(f"pronoun-{word}",), certainty=0.6)
        if mention.main and word == "they":
            return _together(mention, scene) or Speaker(rules=("pronoun-nobody",), certainty=0.4)
    return Speaker(rules=("pronoun-nobody",), certainty=0.4)


def _narrows(mention: Mention) -> bool:
    """ "U.S. | senator Ana Ruiz", "Norland | police": does the name only tell which of what follows it?"""
    sentence, last = mention.sentence, mention.last
    if last >= len(sentence) or sentence.classes[last] & TIME:
        return False
    return sentence.tags[last] is Tag.NOUN or sentence.tags[last] is Tag.NAME


def _together(last: Mention, scene: Scene) -> Speaker | None:
    """The people whom "and" joins in the subject that ends with the mention: "Ruiz and Bell met. | They said"."""
    sentence, at = last.sentence, last.span.start
    joined = [m for m in mentions_between(scene.cast, sentence.start(0), at + 1) if m.main and m.kind is Kind.PERSON]
    if len(joined) < 2 or Tag.COORDINATOR not in sentence.tags[joined[0].last : last.first]:
        return None
    between = sentence.tags[joined[0].last : last.first]
    if any(tag not in (Tag.COORDINATOR, Tag.COMMA, Tag.NAME) for tag in between):
        return None
    people = tuple(dict.fromkeys(m.entity for m in joined))
    return Speaker(people, rules=("pronoun-they", "named-together"), certainty=0.7) if len(people) > 1 else None


def personal_pronoun(sentence: Sentence, i: int, scene: Scene, described: Described) -> Speaker:
    """ "He" and "she": the likeliest person before, by recency, being a subject and having spoken.

    Whoever is named behind it in its clause is left out, and whom the speech is about counts less. `described` reads
    a description of somebody without a name.
    """
    at, gender = sentence.start(i), GENDERS[sentence.word(i)]
    apart = named_behind(sentence, i + 1, scene) | interrupted(sentence, i, scene)
    told = _named_in_speech(sentence, scene)
    cast = scene.cast
    here = scene.sentence_of(at)
    begin = scene.sentence_starts[max(0, here - _REACH)] if here >= 0 else 0
    scores: dict[int, float] = {}
    for mention in mentions_between(cast, begin, at):
        cluster = cast.clusters[mention.entity]
        if cluster.kind is not Kind.PERSON or cluster.gender not in (gender, None) or mention.entity in apart:
            continue
        score = -1.0 * (here - scene.sentence_of(mention.span.start))
        score += 1.6 if mention.main else 0.5 if mention.subject else 0.0
        if _is_just_asked(mention, sentence, i):
            score += 2.0
        if mention.main and here == scene.sentence_of(mention.span.start):
            score += 0.8  # the subject of its own sentence
        score -= 0.9 if mention.possessor else 0.0
        score -= 2.5 if mention.quoted else 0.0
        if not mention.main and _acts_first(mention, gender):
            if cluster.gender is None:
                continue
            score -= 1.0  # "He thanked Bell. “…,” he said."
        if mention.roles and mention.name.given and not mention.main and mention is cluster.mentions[0]:
            score += 1.5  # just introduced, with a role
        if cluster.gender is None:
            score -= 0.3 if mention.certain else 1.2
        known = scores.get(mention.entity)
        scores[mention.entity] = score if known is None else max(known, score) + 0.15
    if scene.last_speaker in scores:
        near = here - scene.sentence_of(scene.last_at)
        scores[scene.last_speaker] += 1.3 if near <= 1 else 0.6 if near <= 3 else 0.2
    if scene.last_speaker >= 0 and scene.last_speaker not in scores:
        last = cast.clusters[scene.last_speaker]
        if last.kind is Kind.PERSON and last.gender in (gender, None) and scene.last_speaker not in apart:
            scores[scene.last_speaker] = -1.0 * max(1, here - scene.sentence_of(scene.last_at)) + 0.6
    if scene.last_other >= 0 and scene.speaker_before in scores:
        scores[scene.speaker_before] += 0.8  # who may answer somebody without a name
    _add_described(scores, at, gender, scene, described)
    for number in [n for n in scores if n in apart]:
        del scores[number]
    for number in [n for n in scores if n in told]:
        scores[number] -= 1.0
    other = _other(at, gender, scene, described)
    if other is not None and (not scores or other[1] > max(scores.values())):
        margin = other[1] - max(scores.values(), default=other[1] - 2.0)
        return Speaker(
            unnamed=other[0].unnamed,
            rules=("pronoun", "unnamed-antecedent"),
            certainty=0.85 if margin >= 0.8 else 0.65 if margin >= 0.4 else 0.5,
            candidates=(max(scores, key=lambda n: (scores[n], -n)),) if margin < 0.4 else (),
        )
    if not scores:
        return _forward(at, gender, scene) or _last_of(here, gender, scene)
    ranked = sorted(scores, key=lambda n: (-scores[n], n))
    best = ranked[0]
    margin = scores[best] - scores[ranked[1]] if len(ranked) > 1 else 2.0
    certainty = 0.9 if margin >= 1.5 else 0.8 if margin >= 0.8 else 0.65 if margin >= 0.4 else 0.5
    if cast.clusters[best].gender is None:
        certainty -= 0.1
    candidates = tuple(n for n in ranked[:3] if scores[best] - scores[n] < 0.4) if margin < 0.4 else ()
    rival = _rival(best, ranked, gender, at, scene)
    if rival is not None and not candidates:
        candidates, certainty = (best, rival), min(certainty, 0.65)
    named = next((m for m in reversed(mentions_between(cast, begin, at)) if m.entity == best), None)
    namesakes = cast.ambiguous.get(named.span, ()) if named is not None else ()
    if len(namesakes) > 1 and not candidates:  # "Mr. Bell … he", where two are called Mr. Bell
        candidates, certainty = namesakes, min(certainty, 0.5)
    before = cast.clusters[best].last_before(at)
    near = before if before is not None else at
    return Speaker(
        (best,),
        rules=("pronoun",),
        certainty=certainty,
        candidates=candidates,
        distance=here - scene.sentence_of(near),
    )


def _is_just_asked(mention: Mention, sentence: Sentence, i: int) -> bool:
    """ "When reporters met Bell | he …": the only one named in the clause that opens the sentence, right before?"""
    if mention.sentence is not sentence or sentence.tags[0] is not Tag.SUBORDINATOR or mention.main:
        return False
    behind = i - mention.last
    if behind > 1 or (behind == 1 and sentence.tags[mention.last] is not Tag.COMMA):
        return False
    return all(tag is not Tag.NAME for tag in sentence.tags[1 : mention.first])


def _acts_first(mention: Mention, gender: Gender) -> bool:
    """Does a pronoun of that gender act in the sentence before the other is named: "in May he asked Bell"?"""
    sentence, tags = mention.sentence, mention.sentence.tags
    for i in range(min(mention.first, _OPENING)):
        if tags[i] is Tag.SUBJECT:
            return GENDERS.get(sentence.word(i)) is gender
        if tags[i] is Tag.VERB or (tags[i] is Tag.NAME and not sentence.classes[i] & TIME):
            return False
    return False


_OPENING: Final = 6  # items at the beginning of a sentence among which its subject may stand


def _add_described(scores: dict[int, float], at: int, gender: Gender, scene: Scene, described: Described) -> None:
    """Let a description near by that stands for a named person ("the pastor") count as a mention of that person."""
    here = scene.sentence_of(at)
    begin = scene.sentence_starts[max(0, here - 2)] if here >= 0 else 0
    for other in scene.others_between(begin, at):
        speaker = scene.known.get(other.at)
        if speaker is None:
            speaker = scene.known[other.at] = described(other.sentence, other.items, scene)
        if (
            speaker.rules not in (("role",), ("role-of-topic",))
            or speaker.candidates
            or other.gender not in (gender, None)
        ):
            continue
        number = speaker.entities[0]
        if scene.cast.clusters[number].gender in (gender, None):
            score = -1.0 * (here - scene.sentence_of(other.at)) + (1.6 if other.main else 0.5)
            scores[number] = max(scores.get(number, score), score)


def _other(at: int, gender: Gender, scene: Scene, described: Described) -> tuple[Speaker, float] | None:
    """The likeliest person without a name for a pronoun at `at`, with a score like those of the named."""
    here = scene.sentence_of(at)
    begin = scene.sentence_starts[max(0, here - _REACH // 2)] if here >= 0 else 0
    best: tuple[Speaker, float] | None = None
    for other in scene.others_between(begin, at):
        if other.gender not in (gender, None):
            continue
        speaker = scene.known.get(other.at)
        if speaker is None:
            speaker = scene.known[other.at] = described(other.sentence, other.items, scene)
        if speaker.entities or speaker.unnamed is None:
            continue
        near = here - scene.sentence_of(other.at)
        score = -1.0 * near + (1.6 if other.main else 0.5)
        if other.gender is None:
            score -= 0.3 if scene.last_other == other.at else 0.9
        if scene.last_other == other.at:
            near = here - scene.sentence_of(scene.last_at)
            score += 1.3 if near <= 1 else 0.6 if near <= 3 else 0.2
        if bisect_right(scene.paragraph_starts, at) > bisect_right(scene.paragraph_starts, other.at):
            score -= 1.3  # people without names seldom stay in view beyond their paragraph
        if best is None or score >= best[1]:
            best = speaker, score
    return best


def _rival(best: int, ranked: list[int], gender: Gender, at: int, scene: Scene) -> int | None:
    """Somebody else of the pronoun's gender in the sentence that last named the best, while that one has not spoken."""
    if best == scene.last_speaker or scene.cast.clusters[best].gender is not gender:
        return None
    number = scene.sentence_of(last_before(scene.cast.clusters[best], at))
    if number < 0:
        return None
    begin = scene.sentence_starts[number]
    end = scene.sentence_starts[number + 1] if number + 1 < len(scene.sentence_starts) else at
    for mention in mentions_between(scene.cast, begin, min(end, at)):
        fits = scene.cast.clusters[mention.entity].gender is gender and mention.entity in ranked
        if fits and mention.entity != best and not mention.possessor and not mention.quoted:
            return mention.entity
    return None


def _last_of(here: int, gender: Gender, scene: Scene) -> Speaker:
    """Who spoke last of that gender, however long ago."""
    last = scene.last_of.get(gender)
    if last is None:
        return Speaker(rules=("pronoun-unresolved",), certainty=0.3)
    starts = scene.cast.clusters[last].starts
    distance = here - max((n for n in map(scene.sentence_of, starts) if n <= here), default=here)
    return Speaker((last,), rules=("pronoun",), certainty=0.6, distance=distance)


def _forward(at: int, gender: Gender, scene: Scene) -> Speaker | None:
    """ "…," she said. Ruiz, 51, was …": a subject named right behind, within the paragraph."""
    here = scene.sentence_of(at)
    paragraph = bisect_right(scene.paragraph_starts, at)
    end = scene.paragraph_starts[paragraph] if paragraph < len(scene.paragraph_starts) else None
    if here + 2 < len(scene.sentence_starts):
        end = min(scene.sentence_starts[here + 2], end) if end is not None else scene.sentence_starts[here + 2]
    for mention in mentions_between(scene.cast, at, end if end is not None else at + _NEAR):
        cluster = scene.cast.clusters[mention.entity]
        if cluster.kind is Kind.PERSON and mention.subject and cluster.gender is gender:
            return Speaker((mention.entity,), rules=("pronoun-forward",), certainty=0.75)
    return None


def interrupted(sentence: Sentence, i: int, scene: Scene) -> frozenset[int]:
    """ "Mr. Orme, | he said, was “…”": whom the report is about that the clause of the pronoun at item `i` cuts."""
    tags = sentence.tags
    if i < 2 or tags[i - 1] is not Tag.COMMA or tags[i - 2] is not Tag.NAME:
        return frozenset()
    comma = next((k for k in range(i + 1, min(i + _LONGEST_INSERTION, len(tags) - 1)) if tags[k] is Tag.COMMA), None)
    if comma is None or tags[comma + 1] not in (Tag.VERB, Tag.AUXILIARY):
        return frozenset()
    before = mentions_between(scene.cast, sentence.start(0), sentence.start(i))
    return frozenset(m.entity for m in before if m.sentence is sentence and m.last == i - 1)


def named_behind(sentence: Sentence, i: int, scene: Scene) -> frozenset[int]:
    """Who is named behind a pronoun in its clause ("he told Bell", "he said of Bell", "he said Bell was"): others."""
    end = i
    while end < len(sentence) and sentence.tags[end] not in _CLAUSE_ENDS:
        end += 1
    if end == i:
        return frozenset()
    return frozenset(m.entity for m in mentions_between(scene.cast, sentence.start(i), sentence.end(end - 1)))


def _named_in_speech(sentence: Sentence, scene: Scene) -> frozenset[int]:
    """Who is named inside the quotations of the sentence: seldom the one who speaks there."""
    out: set[int] = set()
    for i in sentence.quoted:
        out.update(m.entity for m in mentions_between(scene.cast, sentence.start(i), sentence.end(i)))
    return frozenset(out)


_CLAUSE_ENDS: Final = (Tag.COMMA, Tag.COORDINATOR, Tag.QUOTATION, Tag.STOP, Tag.COLON, Tag.DASH)
