"""Which entity a source stands for: a name, a pronoun, a role ("the mayor"), an organisation, or nobody by name."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from bot.extract.bodies import named_body
from bot.extract.coreference import mentions_between
from bot.extract.lexicon import BODY, CUE_NOUN, DEMONYM, DOCUMENT, FEMALE, MALE, PEOPLE, TITLE
from bot.extract.mentions import Mention, is_office_of_state
from bot.extract.owners import is_others
from bot.extract.phrases import NOMINAL, Range
from bot.extract.pronouns import GENDERS, group_pronoun, interrupted, named_behind, personal_pronoun
from bot.extract.relatives import behind_relative
from bot.extract.roles import is_person_noun
from bot.extract.scene import Scene, Speaker, last_before
from bot.extract.second_names import gender_told, is_second_name, only_person, topic
from bot.extract.tags import Sentence, Tag
from bot.model import Kind, Span
from bot.text.words import one_line

_NOBODY: Final = frozenset(
    "i we you they them us me everyone everybody nobody someone somebody anyone anybody "
    "this that these those what there here one".split()
)


def resolve(sentence: Sentence, source: Range, scene: Scene, antecedent: Range | None = None) -> Speaker:
    """The speaker behind the source at items `source`."""
    word = sentence.word(source[0])
    if source[1] - source[0] == 1:
        if word in ("who", "which", "that", "whose") and sentence.tags[source[0]] is Tag.SUBORDINATOR:
            return _relative(sentence, scene, antecedent)
        if word in GENDERS:
            return personal_pronoun(sentence, source[0], scene, _noun_phrase)
        if word in ("it", "they"):
            return group_pronoun(sentence.start(source[0]), word, scene)
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
    if end - begin > 2 and sentence.word(begin) in GENDERS and sentence.word(begin + 1) == "and":
        return _with_pronoun(sentence, source, scene)
    partners = _partners(sentence, source, scene) or _listed(sentence, source, scene)
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
    titled = next((m for m in in_core if is_office_of_state(sentence, m.first - 1)), None)
    if titled is not None:
        return _named(titled, scene)
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
    described = _body_in_apposition(sentence, names, core, head)
    if described is not None:
        return _named(described, scene, "name-in-apposition")
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
    of_person = bool(bits & (PEOPLE | TITLE | FEMALE | MALE)) or (head >= 0 and is_person_noun(sentence, head))
    if of_person and not _plural(sentence, head):
        return _role(sentence, begin, core, head, scene)
    if head == begin + 1 and is_second_name(sentence, head):
        second = topic(sentence, begin, head, scene)  # "the Croatian", "the 61-year-old"
        if second is not None:
            return second
    certainty = 0.85 if head >= 0 and _is_surely_unnamed(sentence, begin, head) else 0.7
    return Speaker(unnamed=_description(sentence, begin, core), rules=("unnamed-source",), certainty=certainty)


def _is_surely_unnamed(sentence: Sentence, begin: int, head: int) -> bool:
    """Does the phrase tell of people, or anew of a body or document: "dockers", "an agency", "a poll"? "The agency" or
    "the plan" may stand for one that is named."""
    bits = sentence.classes[head]
    if bits & (PEOPLE | TITLE) and _plural(sentence, head):
        return True
    return bool(bits & (BODY | DOCUMENT)) and sentence.word(begin) not in _DEFINITE


def _author(sentence: Sentence, names: list[Mention], owner: Mention | None, head: int) -> Mention | None:
    """ "Ruiz's comments", "the comments from Ruiz", "a letter by Ruiz": the person whose words the phrase is about."""
    if head < 0 or not sentence.classes[head] & (CUE_NOUN | DOCUMENT) or sentence.classes[head] & (PEOPLE | BODY):
        return None
    if owner is not None and owner.possessor and owner.kind is Kind.PERSON and sentence.classes[head] & CUE_NOUN:
        return owner
    if head + 1 < len(sentence) and sentence.word(head + 1) in ("from", "by"):
        return next((m for m in names if m.first > head and m.kind is Kind.PERSON), None)
    return None


def _listed(sentence: Sentence, source: Range, scene: Scene) -> Speaker | None:
    """ "Ruiz (N), Bell and Lind": the speakers of a list in which every part begins with a name; None for any other."""
    begin, end = source
    tags = sentence.tags
    if end - begin < 5 or Tag.COMMA not in tags[begin:end] or Tag.COORDINATOR not in tags[begin:end]:
        return None
    found: list[int] = []
    depth = 0
    fresh = True
    for i in range(begin, end):
        depth += (tags[i] is Tag.OPENING) - (tags[i] is Tag.CLOSING)
        if depth:
            continue
        if fresh:
            if tags[i] is not Tag.NAME:
                return None
            named = [m for m in mentions_between(scene.cast, sentence.start(i), sentence.end(end - 1)) if m.first == i]
            if not named or named[0].kind is not Kind.PERSON:
                return None
            found.append(named[0].entity)
        fresh = tags[i] is Tag.COMMA or sentence.word(i) == "and"
    together = tuple(dict.fromkeys(found))
    return Speaker(together, rules=("named-together",), certainty=0.8) if len(together) > 2 else None


def _with_pronoun(sentence: Sentence, source: Range, scene: Scene) -> Speaker:
    """ "He and Bell": both of them, or whoever is known of the two."""
    one = personal_pronoun(sentence, source[0], scene, _noun_phrase)
    other = _noun_phrase(sentence, (source[0] + 2, source[1]), scene)
    both = tuple(dict.fromkeys(one.entities + other.entities))
    if len(both) < 2:
        return other
    certainty = min(one.certainty, other.certainty) * 0.9
    return Speaker(both, rules=("named-together",), certainty=certainty, candidates=one.candidates)


def _partners(sentence: Sentence, source: Range, scene: Scene) -> Speaker | None:
    """Two described people joined by ", and": the speakers of both halves, if each is named."""
    for i in range(source[0] + 1, source[1] - 1):
        opens = i + 2 < source[1] and sentence.tags[i + 2] in (Tag.DETERMINER, Tag.NOUN, Tag.NAME)
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


_JOINED: Final = (Tag.COORDINATOR, Tag.COMMA, Tag.DETERMINER, Tag.NOUN, Tag.NAME)


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
    return out[-1:] if len(out) > 1 and _are_portfolios(sentence, out) else out


def _are_portfolios(sentence: Sentence, names: list[Mention]) -> bool:
    """ "Local Government and Resilience minister Ana Ruiz": do the names before the last tell only her office?"""
    last = names[-1]
    office = last.first - 1
    if last.kind is not Kind.PERSON or office < 1 or sentence.tags[office] is not Tag.NOUN:
        return False
    if sentence.tags[office - 1] is not Tag.NAME or not is_person_noun(sentence, office):
        return False
    return all(m.kind is not Kind.PERSON or not m.certain for m in names[:-1])


def _is_apposition(sentence: Sentence, mention: Mention, core: int) -> bool:
    """Does the name begin right behind the comma that ends the core?"""
    i = behind_relative(sentence, core)
    if i < len(sentence) and sentence.tags[i] in (Tag.COMMA, Tag.DASH):
        i += 1
    return (
        i <= mention.first
        and all(
            sentence.tags[k] in (Tag.NAME, Tag.NOUN, Tag.DETERMINER, Tag.POSSESSIVE)
            or sentence.word(k) in ("named", "identified", "as")
            for k in range(i, mention.first)
        )
        and mention.first - i <= 4
    )


def _body_in_apposition(sentence: Sentence, names: list[Mention], core: int, head: int) -> Mention | None:
    """ "The company responsible for the alarm, | Sentrix, | rejected it": the body behind its description."""
    if head < 0 or core + 1 >= len(sentence) or sentence.tags[core] is not Tag.COMMA:
        return None
    first = core + 1 + (sentence.word(core + 1) == "the")
    closed = (Tag.COMMA, Tag.DASH, Tag.STOP)
    return next(
        (
            m
            for m in names
            if m.first == first
            and m.kind is Kind.ORGANISATION
            and (m.last >= len(sentence) or sentence.tags[m.last] in closed)
        ),
        None,
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
    narrowed = [sentence.word(i) for i in range(begin + 1, head) if not sentence.classes[i] & DEMONYM]
    found = named_body(sentence.word(head), scene.cast, at, near, narrowed)
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


_NEW: Final = frozenset(("a", "an", "one", "another", "my", "our"))  # who is told of so has no name in the article
_DEFINITE: Final = frozenset(("the", "his", "her", "their", "its", "this", "that"))


def _role(sentence: Sentence, begin: int, core: int, head: int, scene: Scene) -> Speaker:
    """ "The mayor": whoever was given that role before; else it stays a description."""
    description = _description(sentence, begin, core)
    word = sentence.word(begin)
    if word not in _DEFINITE or sentence.tags[begin] is not Tag.DETERMINER:
        certainty = 0.9 if word in _NEW else 0.75
        return Speaker(unnamed=description, rules=("unnamed-source",), certainty=certainty)
    role = sentence.word(head)
    at = sentence.start(begin)
    unnamed = _just_heard(role, at, scene)
    if unnamed is not None:
        return unnamed
    fitting = scene.descriptions.best(sentence, begin, core, head, at)
    apart = named_behind(sentence, core, scene) | interrupted(sentence, begin, scene)
    owner = GENDERS.get(word)
    fitting = [n for n in fitting if n not in apart and not (owner and is_others(role, owner, n, scene.cast))]
    if not fitting:
        return (
            topic(sentence, begin, head, scene)
            or only_person(sentence, begin, head, scene)
            or _described_before(word, role, at, scene)
            or Speaker(unnamed=description, rules=("unnamed-source",), certainty=0.5)
        )
    fitting.sort(key=lambda n: at - last_before(scene.cast.clusters[n], at))
    gender = gender_told(sentence, head)
    agreeing = [n for n in fitting if not gender or scene.cast.clusters[n].gender in (gender, None)]
    if not agreeing:
        return Speaker(unnamed=description, rules=("unnamed-source",), certainty=0.5)
    candidates = tuple(agreeing) if len(agreeing) > 1 else ()
    return Speaker((agreeing[0],), rules=("role",), certainty=0.6 if candidates else 0.85, candidates=candidates)


def _just_heard(role: str, at: int, scene: Scene) -> Speaker | None:
    """ "A backbencher said no. “Never,” | the MP | said.": who spoke last, without a name, in the paragraph."""
    other = next((o for o in scene.others_between(max(scene.last_other, 0), at) if o.at == scene.last_other), None)
    if other is None or not scene.descriptions.same_sort(role, other.sentence.word(other.head)):
        return None
    if bisect_right(scene.paragraph_starts, at) > bisect_right(scene.paragraph_starts, other.at):
        return None
    unnamed = _description(other.sentence, *other.items)
    return Speaker(unnamed=unnamed, rules=("unnamed-source", "described-before"), certainty=0.75)


def _described_before(determiner: str, role: str, at: int, scene: Scene) -> Speaker | None:
    """ "The official", of whom "a senior official in Lisbon" was told before: with that fuller description."""
    for other in reversed(scene.others_between(0, at)):
        if other.sentence.word(other.head) == role and determiner in ("the", "this", "that"):
            begin, last = other.items
            unnamed = _description(other.sentence, begin, last)
            return Speaker(unnamed=unnamed, rules=("unnamed-source", "described-before"), certainty=0.75)
    return None


def _description(sentence: Sentence, begin: int, end: int) -> str | None:
    tags = sentence.tags
    while begin < end and tags[begin] is Tag.DETERMINER and sentence.word(begin) == "the":
        begin += 1
    if begin >= end:
        return None
    return one_line(sentence.tokens.text[sentence.start(begin) : sentence.end(end - 1)])
