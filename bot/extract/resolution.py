"""Which entity a source stands for: a name, a pronoun, a role ("the mayor"), an organisation, or nobody by name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from bot.extract.bodies import named_body
from bot.extract.bystanders import Bystander
from bot.extract.coreference import Cast, Cluster, mentions_between
from bot.extract.descriptions import Descriptions
from bot.extract.lexicon import BODY, CUE_NOUN, DEMONYM, DOCUMENT, FEMALE, MALE, PEOPLE, TITLE
from bot.extract.mentions import Mention
from bot.extract.phrases import NOMINAL, Range
from bot.extract.roles import is_person_noun
from bot.extract.tags import Sentence, Tag
from bot.model import Gender, Kind, Span

_HE = {"he": Gender.MALE, "him": Gender.MALE, "his": Gender.MALE, "himself": Gender.MALE}
_SHE = {"she": Gender.FEMALE, "her": Gender.FEMALE, "hers": Gender.FEMALE, "herself": Gender.FEMALE}
_PERSONAL = _HE | _SHE
_NOBODY = frozenset(
    "i we you they them us me everyone everybody nobody someone somebody anyone anybody "
    "this that these those what there here one".split()
)


@dataclass(slots=True)
class Speaker:
    """What a source resolves to. `entity` -1: nobody that the article names."""

    entities: tuple[int, ...] = ()
    unnamed: str | None = None
    rules: tuple[str, ...] = ()
    certainty: float = 0.0
    candidates: tuple[int, ...] = ()
    distance: int = 0  # sentences to the antecedent


_FAR = 3000  # characters to an earlier description of the same person


@dataclass(slots=True)
class Scene:
    """What has been said so far, for pronouns: changes while the attributions are read in order."""

    cast: Cast
    sentence_starts: list[int]  # offsets of all narration sentences, in reading order
    paragraph_starts: list[int] = field(default_factory=list)
    last_speaker: int = -1
    last_at: int = -1  # offset of the last cue
    subjects: dict[int, int] = field(default_factory=dict)  # cluster -> offset of its last mention as a subject

    others: list[Bystander] = field(default_factory=list)  # people without names, in reading order
    speaker_before: int = -1  # the last speaker with a name before the one without
    last_other: int = -1  # offset of the description of whoever spoke last, where that has no name
    known: dict[int, Speaker] = field(default_factory=dict)  # offset of a description -> who that is
    descriptions: Descriptions = field(init=False)

    def __post_init__(self) -> None:
        self.descriptions = Descriptions(self.cast)

    def heard(self, at: int, unnamed: str) -> None:
        """Keep that whoever is described as `unnamed`, at `at` or before, has just spoken."""
        here = bisect_right(self.others, at, key=lambda o: o.at) - 1
        while here >= 0 and self.others[here].at > at - _FAR:
            speaker = self.known.get(self.others[here].at)
            if self.others[here].at == at or (speaker is not None and speaker.unnamed == unnamed):
                if self.last_speaker >= 0:
                    self.speaker_before = self.last_speaker
                self.last_speaker, self.last_at, self.last_other = -1, at, self.others[here].at
                return
            here -= 1

    def sentence_of(self, offset: int) -> int:
        return bisect_right(self.sentence_starts, offset) - 1


def resolve(sentence: Sentence, source: Range, scene: Scene, antecedent: Range | None = None) -> Speaker:
    """The speaker behind the source at items `source`."""
    word = sentence.word(source[0])
    if source[1] - source[0] == 1:
        if word in ("who", "which", "that", "whose") and sentence.tags[source[0]] is Tag.SUBORDINATOR:
            return _relative(sentence, scene, antecedent)
        if word in _PERSONAL:
            apart = _named_behind(sentence, source[1], scene)
            told = _named_in_speech(sentence, scene)
            return _pronoun(sentence.start(source[0]), _PERSONAL[word], scene, apart, told)
        if word in ("it", "they"):
            return _group_pronoun(sentence.start(source[0]), word, scene)
        if word in _NOBODY:
            return Speaker(rules=("pronoun-nobody",), certainty=0.6)
    return _noun_phrase(sentence, source, scene)


def resolve_name(span: Span, scene: Scene) -> Speaker:
    """The entity whose name stands in `span`, quotations included."""
    found = mentions_between(scene.cast, span.start, span.end)
    return _named(found[-1], scene) if found else Speaker()


def _relative(sentence: Sentence, scene: Scene, antecedent: Range | None) -> Speaker:
    if antecedent is None:
        return Speaker(rules=("relative-pronoun",))
    found = _noun_phrase(sentence, antecedent, scene)
    found.certainty *= 0.9
    return found


def _noun_phrase(sentence: Sentence, source: Range, scene: Scene) -> Speaker:
    """A name, a name in apposition, a group, a role, or an unnamed description."""
    begin, end = source
    partners = _partners(sentence, source, scene)
    if partners is not None:
        return partners
    core = _core_end(sentence, begin, end)
    names = [
        m
        for m in mentions_between(scene.cast, sentence.start(begin), sentence.end(end - 1))
        if not m.quoted or sentence.quotations[0] is None
    ]
    in_core = [m for m in names if m.span.start < sentence.end(core - 1)]
    head = _head(sentence, begin, core, in_core)
    heads = [m for m in in_core if m.first <= head < m.last]
    if heads:
        joined = _joined(sentence, in_core, begin, core)
        if len(joined) > 1:
            return Speaker(tuple(dict.fromkeys(m.entity for m in joined)), rules=("named-together",), certainty=0.8)
        return _named(heads[-1], scene)
    bits = sentence.classes[head] if head >= 0 else 0
    appositive = [
        m
        for m in names
        if m.kind is Kind.PERSON
        and _is_apposition(sentence, m, core)
        and not (m.last < len(sentence) and sentence.tags[m.last] in NOMINAL)  # "a Democrat, a Ruiz donor"
    ]
    if appositive:
        return _named(appositive[0], scene, "name-in-apposition")
    owner = next((m for m in in_core if m.last <= head), None)
    author = _author(sentence, in_core, owner, head)
    if author is not None:
        return _named(author, scene, "words-of")
    if bits & BODY and owner is not None:
        group = _group(sentence, owner, head, scene)
        if group is not None:
            return group
    if bits & BODY and sentence.word(begin) in ("the", "this"):
        body = _body(sentence, begin, core, head, scene)
        if body is not None:
            return body
    described = bool(bits & (PEOPLE | TITLE | FEMALE | MALE)) or (head >= 0 and is_person_noun(sentence, head))
    if described and not _plural(sentence, head):
        return _role(sentence, begin, core, head, scene)
    if head == begin + 1 and _is_second_name(sentence, head):
        topic = _topic(sentence, begin, head, scene)  # "the Croatian", "the 61-year-old"
        if topic is not None:
            return topic
    return Speaker(unnamed=_description(sentence, begin, core), rules=("unnamed-source",), certainty=0.7)


def _author(sentence: Sentence, names: list[Mention], owner: Mention | None, head: int) -> Mention | None:
    """ "Ruiz's comments", "the comments from Ruiz", "a letter by Ruiz": the person whose words the phrase is about."""
    if head < 0 or not sentence.classes[head] & (CUE_NOUN | DOCUMENT) or sentence.classes[head] & (PEOPLE | BODY):
        return None
    if owner is not None and owner.possessor and owner.kind is Kind.PERSON and sentence.classes[head] & CUE_NOUN:
        return owner
    if head + 1 < len(sentence) and sentence.word(head + 1) in ("from", "by"):
        return next((m for m in names if m.first > head and m.kind is Kind.PERSON), None)
    return None


def _partners(sentence: Sentence, source: Range, scene: Scene) -> Speaker | None:
    """Two described people joined by ", and": the speakers of both halves, if each is named."""
    for i in range(source[0] + 1, source[1] - 1):
        opens = i + 2 < source[1] and sentence.tags[i + 2] in (Tag.DETERMINER, *NOMINAL)
        if opens and sentence.tags[i] is Tag.COMMA and sentence.word(i + 1) == "and":
            left = _noun_phrase(sentence, (source[0], i), scene)
            right = _noun_phrase(sentence, (i + 2, source[1]), scene)
            if left.entities and right.entities:
                both = tuple(dict.fromkeys(left.entities + right.entities))
                return Speaker(both, rules=("named-together",), certainty=min(left.certainty, right.certainty) * 0.9)
            return None
    return None


def _core_end(sentence: Sentence, begin: int, end: int) -> int:
    """The end of the noun phrase without appositions."""
    for i in range(begin, end):
        if sentence.tags[i] in (Tag.COMMA, Tag.DASH, Tag.SUBORDINATOR) and i > begin:
            return i
    return end


def _head(sentence: Sentence, begin: int, end: int, names: list[Mention]) -> int:
    """The item the phrase turns on: the last nominal before its first preposition or bracket outside of a name."""
    head = -1
    for i in range(begin, end):
        tag = sentence.tags[i]
        if tag in NOMINAL or tag in (Tag.ING, Tag.PARTICIPLE):
            head = i
        elif tag in (Tag.PREPOSITION, Tag.OPENING) and head >= 0 and not any(m.first < i < m.last for m in names):
            break
    return head


_JOINED = (Tag.COORDINATOR, Tag.COMMA, Tag.DETERMINER, Tag.NOUN, Tag.NAME)


def _joined(sentence: Sentence, names: list[Mention], begin: int, end: int) -> list[Mention]:
    """Names joined by "and" or commas on the same level."""
    if not any(sentence.tags[i] is Tag.COORDINATOR for i in range(begin, end)):
        return []
    out: list[Mention] = []
    for mention in names:
        before = mention.first - 1
        while before > begin and sentence.tags[before] in (Tag.NOUN, Tag.NAME, Tag.DETERMINER):
            before -= 1
        joined = before < begin or sentence.tags[before] in _JOINED
        qualifies = mention.last < end and sentence.tags[mention.last] in NOMINAL  # "and U.S. Sen. Ana Ruiz"
        if joined and not mention.possessor and not qualifies:
            out.append(mention)
    return out


def _is_apposition(sentence: Sentence, mention: Mention, core: int) -> bool:
    """Does the name begin right behind the comma that ends the core?"""
    i = core
    if i < len(sentence) and sentence.tags[i] in (Tag.COMMA, Tag.DASH):
        i += 1
    return (
        i <= mention.first
        and all(
            sentence.tags[k] in (Tag.NAME, Tag.NOUN, Tag.DETERMINER, Tag.POSSESSIVE) for k in range(i, mention.first)
        )
        and mention.first - i <= 4
    )


def _named(mention: Mention, scene: Scene, rule: str = "named") -> Speaker:
    candidates = scene.cast.ambiguous.get(mention.span, ())
    if (
        mention.kind is Kind.PLACE
        and mention.last - mention.first == 1
        and mention.sentence.classes[mention.first] & DEMONYM
    ):
        return Speaker(unnamed=mention.text, rules=("unnamed-source",), certainty=0.5)
    certainty = 0.5 if candidates else 0.97
    return Speaker((mention.entity,), rules=(rule,), certainty=certainty, candidates=candidates)


def _body(sentence: Sentence, begin: int, core: int, head: int, scene: Scene) -> Speaker | None:
    """ "The agency": the organisation whose name says that it is one, if the phrase is short."""
    if core - begin > 3:
        return None
    at = sentence.start(begin)
    here = scene.sentence_of(at)
    near = scene.sentence_starts[max(0, here - 4)] if here >= 0 else 0
    found = named_body(sentence.word(head), scene.cast, at, near)
    return Speaker((found[0],), rules=("body-of-topic",), certainty=found[1]) if found else None


def _group(sentence: Sentence, owner: Mention, head: int, scene: Scene) -> Speaker | None:
    """ "The Ruiz campaign": a body of its own, told by its owner and its noun."""
    start, end = owner.span.start, sentence.end(head)
    text = sentence.tokens.text[start:end]
    number = scene.cast.group(sentence, Span(start, end), text, owner)
    return Speaker((number,), rules=("group-of-owner",), certainty=0.85)


def _plural(sentence: Sentence, head: int) -> bool:
    word = sentence.word(head)
    return word in ("people", "police", "men", "women", "authorities", "children", "kids") or (
        word.endswith("s") and not word.endswith(("ss", "us"))
    )


_DEFINITE = frozenset(("the", "his", "her", "their", "its", "this", "that"))


def _role(sentence: Sentence, begin: int, core: int, head: int, scene: Scene) -> Speaker:
    """ "The mayor": whoever was given that role before; else it stays a description."""
    description = _description(sentence, begin, core)
    word = sentence.word(begin)
    if word not in _DEFINITE or sentence.tags[begin] is not Tag.DETERMINER:
        return Speaker(unnamed=description, rules=("unnamed-source",), certainty=0.75)
    role = sentence.word(head)
    at = sentence.start(begin)
    fitting = scene.descriptions.best(sentence, begin, core, head, at)
    if not fitting:
        return (
            _topic(sentence, begin, head, scene)
            or _described_before(word, role, at, scene)
            or Speaker(unnamed=description, rules=("unnamed-source",), certainty=0.5)
        )
    fitting.sort(key=lambda n: at - _last_before(scene.cast.clusters[n], at))
    bits = sentence.classes[head]
    gender = Gender.FEMALE if bits & FEMALE else Gender.MALE if bits & MALE else None
    agreeing = [n for n in fitting if not gender or scene.cast.clusters[n].gender in (gender, None)]
    if not agreeing:
        return Speaker(unnamed=description, rules=("unnamed-source",), certainty=0.5)
    candidates = tuple(agreeing) if len(agreeing) > 1 else ()
    return Speaker((agreeing[0],), rules=("role",), certainty=0.6 if candidates else 0.85, candidates=candidates)


def _described_before(determiner: str, role: str, at: int, scene: Scene) -> Speaker | None:
    """ "The official", of whom "a senior official in Lisbon" was told before: with that fuller description."""
    end = bisect_left(scene.others, at, key=lambda o: o.at)
    for other in reversed(scene.others[max(0, end - _MOST_OTHERS) : end]):
        if other.sentence.word(other.head) == role and determiner in ("the", "this", "that"):
            begin, last = other.items
            unnamed = _description(other.sentence, begin, last)
            return Speaker(unnamed=unnamed, rules=("unnamed-source", "described-before"), certainty=0.75)
    return None


_MOST_OTHERS = 30  # people without names that are looked back over
_ALWAYS_OTHER = frozenset(
    "spokesman spokeswoman spokesperson official aide source adviser advisor lawyer attorney witness narrator "
    "moderator reporter judge officer man woman boy girl person mother father wife husband son daughter brother sister "
    "friend doctor host anchor prosecutor expert analyst critic".split()
)


_OF_A_COUNTRY = ("ian", "ean", "ese", "ish", "tine", "ican")


def _is_second_name(sentence: Sentence, head: int) -> bool:
    """ "Croatian", "61-year-old": words that news prose calls a person by, the second time."""
    word = sentence.word(head)
    if word.endswith("-year-old") or sentence.classes[head] & DEMONYM:
        return True
    return sentence.tags[head] is Tag.NAME and word.endswith(_OF_A_COUNTRY)


def _topic(sentence: Sentence, begin: int, head: int, scene: Scene) -> Speaker | None:
    """ "The Ohio businessman": a second name for the person that the passage is about, if it is described at all."""
    told = head - begin >= 2 or _is_second_name(sentence, head)
    if sentence.word(begin) != "the" or sentence.word(head) in _ALWAYS_OTHER or not told:
        return None
    at = sentence.start(begin)
    here = scene.sentence_of(at)
    if here <= 0:
        return None
    bits = sentence.classes[head]
    gender = Gender.FEMALE if bits & FEMALE else Gender.MALE if bits & MALE else None
    recent = mentions_between(scene.cast, scene.sentence_starts[max(0, here - 3)], scene.sentence_starts[here])
    for mention in reversed(recent):
        cluster = scene.cast.clusters[mention.entity]
        fits = cluster.kind is Kind.PERSON and (gender is None or cluster.gender in (gender, None))
        fits = fits and not scene.descriptions.contradicts(sentence, begin, head + 1, head, mention.entity)
        if fits and mention.main and not mention.quoted:
            return Speaker((mention.entity,), rules=("role-of-topic",), certainty=0.55)
    return None


def _last_before(cluster: Cluster, at: int) -> int:
    before = cluster.last_before(at)
    return before if before is not None else -(10**9)


def _description(sentence: Sentence, begin: int, end: int) -> str | None:
    tags = sentence.tags
    while begin < end and tags[begin] is Tag.DETERMINER and sentence.word(begin) == "the":
        begin += 1
    if begin >= end:
        return None
    return sentence.tokens.text[sentence.start(begin) : sentence.end(end - 1)]


def _group_pronoun(at: int, word: str, scene: Scene) -> Speaker:
    """ "It said", "they said": the organisation or place that was last a subject, within two sentences."""
    here = scene.sentence_of(at)
    begin = scene.sentence_starts[max(0, here - 2)] if here >= 0 else 0
    for mention in reversed(mentions_between(scene.cast, begin, at)):
        kind = scene.cast.clusters[mention.entity].kind
        if (
            mention.subject
            and not mention.quoted
            and (kind is not Kind.PERSON or (not mention.certain and word == "it"))
            and (kind is not Kind.PLACE or mention.main)
        ):
            return Speaker((mention.entity,), rules=(f"pronoun-{word}",), certainty=0.6)
        if mention.main and word == "they":
            break
    return Speaker(rules=("pronoun-nobody",), certainty=0.4)


_NEAR = 500  # characters that a pronoun looks ahead in the last sentences of a text
_REACH = 8  # sentences a pronoun looks back


def _named_behind(sentence: Sentence, i: int, scene: Scene) -> frozenset[int]:
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
    for i, quotation in enumerate(sentence.quotations):
        if quotation is not None:
            out.update(m.entity for m in mentions_between(scene.cast, sentence.start(i), sentence.end(i)))
    return frozenset(out)


_CLAUSE_ENDS = (Tag.COMMA, Tag.COORDINATOR, Tag.QUOTATION, Tag.STOP, Tag.COLON, Tag.DASH)


def _pronoun(at: int, gender: Gender, scene: Scene, apart: frozenset[int], told: frozenset[int]) -> Speaker:
    """ "He" and "she": the likeliest person before, by recency, being a subject and having spoken.

    `apart` are people whom it cannot stand for, `told` those whom the speech is about.
    """
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
        if mention.main and here == scene.sentence_of(mention.span.start):
            score += 0.8  # the subject of its own sentence
        score -= 0.9 if mention.possessor else 0.0
        score -= 2.5 if mention.quoted else 0.0
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
    for number in told & scores.keys():
        scores[number] -= 1.0
    other = _other(at, gender, scene)
    if other is not None and (not scores or other[1] > max(scores.values())):
        margin = other[1] - max(scores.values(), default=other[1] - 2.0)
        return Speaker(
            unnamed=other[0].unnamed,
            rules=("pronoun", "unnamed-antecedent"),
            certainty=0.85 if margin >= 0.8 else 0.65 if margin >= 0.4 else 0.5,
            candidates=(max(scores, key=lambda n: (scores[n], -n)),) if margin < 0.4 else (),
        )
    if not scores:
        return _forward(at, gender, scene)
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


def _other(at: int, gender: Gender, scene: Scene) -> tuple[Speaker, float] | None:
    """The likeliest person without a name for a pronoun at `at`, with a score like those of the named."""
    here = scene.sentence_of(at)
    begin = scene.sentence_starts[max(0, here - _REACH // 2)] if here >= 0 else 0
    best: tuple[Speaker, float] | None = None
    end = bisect_left(scene.others, at, key=lambda o: o.at)
    first = max(bisect_left(scene.others, begin, key=lambda o: o.at), end - _MOST_OTHERS)
    for other in scene.others[first:end]:
        if other.gender not in (gender, None):
            continue
        speaker = scene.known.get(other.at)
        if speaker is None:
            speaker = scene.known[other.at] = _noun_phrase(other.sentence, other.items, scene)
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
    number = scene.sentence_of(_last_before(scene.cast.clusters[best], at))
    if number < 0:
        return None
    begin = scene.sentence_starts[number]
    end = scene.sentence_starts[number + 1] if number + 1 < len(scene.sentence_starts) else at
    for mention in mentions_between(scene.cast, begin, min(end, at)):
        fits = scene.cast.clusters[mention.entity].gender is gender and mention.entity in ranked
        if fits and mention.entity != best and not mention.possessor and not mention.quoted:
            return mention.entity
    return None


def _forward(at: int, gender: Gender, scene: Scene) -> Speaker:
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
    return Speaker(rules=("pronoun-unresolved",), certainty=0.3)
