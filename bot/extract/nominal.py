"""Attributions without a verb: "according to Ruiz", "her claim that …", "Ruiz: “…”", "― Ruiz"."""

from __future__ import annotations

from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.lexicon import BE, CUE_NOUN, MEDIUM, TIME, TITLE
from bot.extract.phrases import Range, noun_phrase_left, noun_phrase_right
from bot.extract.tags import Sentence, Tag


def nominal_attributions(sentence: Sentence) -> list[Attribution]:
    """All attributions of the sentence that hang on no verb, in reading order."""
    out: list[Attribution] = []
    tags, words = sentence.tags, sentence.words
    for i in _heads(sentence):
        tag, word = tags[i], words[i]
        found = None
        if word == "according" and i + 1 < len(tags) and words[i + 1] == "to":
            found = _according(sentence, i)
        elif word == "words" and i + 1 < len(tags) and words[i + 1] == "of":
            found = _in_the_words_of(sentence, i)
        elif tag is Tag.QUOTATION:
            found = _copula(sentence, i)
        elif i == 0 and word in ("in", "to", "for"):
            found = _view(sentence)
        elif word == "in" and tags[i - 1] is Tag.COMMA:
            found = _inserted_view(sentence, i)
        elif tag is Tag.NOUN and sentence.classes[i] & CUE_NOUN:
            found = _cue_noun(sentence, i)
        elif tag is Tag.COLON and word == ":":
            found = _colon(sentence, i)
        elif tag is Tag.DASH:
            found = _signature(sentence, i)
        if found is not None:
            out.append(found)
    return out


_HEADS: Final = frozenset((Tag.PREPOSITION, Tag.NOUN, Tag.NAME, Tag.ING))
_WORDS: Final = frozenset(("according", "words", "in"))


def _heads(sentence: Sentence) -> list[int]:
    """The items that may begin such an attribution: the first, marks, nouns that report, and a few words."""
    classes, words = sentence.classes, sentence.words
    quotation, colon, dash = Tag.QUOTATION, Tag.COLON, Tag.DASH
    out: list[int] = []
    for i, tag in enumerate(sentence.tags):
        mark = tag is quotation or tag is colon or tag is dash
        if not i or mark or ((classes[i] & CUE_NOUN or words[i] in _WORDS) and tag in _HEADS):
            out.append(i)
    return out


def _size(sentence: Sentence) -> int:
    size = len(sentence)
    return size - 1 if size and sentence.tags[-1] is Tag.STOP else size


def _tokens(sentence: Sentence, begin: int, end: int) -> list[Range]:
    tags = sentence.tags
    while begin < end and tags[begin] in (Tag.COMMA, Tag.DASH, Tag.COLON):
        begin += 1
    while end > begin and tags[end - 1] in (Tag.COMMA, Tag.DASH, Tag.COLON):
        end -= 1
    return [(sentence.first[begin], sentence.last[end - 1])] if begin < end else []


def _according(sentence: Sentence, i: int) -> Attribution | None:
    """ "according to X": content is the rest of the sentence, or what stands before it."""
    source = noun_phrase_right(sentence, i + 2)
    if source is None:
        return None
    size = _size(sentence)
    tags = sentence.tags
    attribution = Attribution(sentence, (i, i + 2), source, [], ["according-to"])
    end = _source_tail(sentence, source, size)
    if i == 0 or tags[i - 1] is Tag.COORDINATOR:
        comma = next((k for k in range(source[1], size) if tags[k] is Tag.COMMA), None)
        if comma is None:
            return None
        attribution.content = _tokens(sentence, comma + 1, size)
        if source[1] > comma:
            attribution.source = (source[0], comma)
        return attribution
    if i > 1 and tags[i - 1] is Tag.COMMA and sentence.word(i - 2) == "that":
        return None  # "Ruiz said that, according to the Act, …": part of what Ruiz says
    begin = 0
    if tags[begin] is Tag.COORDINATOR:
        begin += 1
    attribution.content = _tokens(sentence, begin, i)
    if end < size and tags[i - 1] is Tag.COMMA and tags[end] is Tag.COMMA:
        attribution.content += _tokens(sentence, end + 1, size)
    return attribution


def _in_the_words_of(sentence: Sentence, i: int) -> Attribution | None:
    """ "in the words of Ruiz, “…”": a quotation right behind the source."""
    tags = sentence.tags
    source = noun_phrase_right(sentence, i + 2)
    if source is None or i == 0 or sentence.word(i - 1) not in ("the", "famous", "last", "own"):
        return None
    before = i - 3 - (i > 2 and tags[i - 3] is Tag.COMMA)
    if before >= 0 and sentence.word(i - 2) == "in" and tags[before] is Tag.QUOTATION:
        return Attribution(sentence, (i, i + 2), source, _tokens(sentence, before, before + 1), ["cue-noun"])
    end = next((k for k in range(*source) if tags[k] is Tag.COMMA), source[1])
    after = end + (end < len(tags) and tags[end] in (Tag.COMMA, Tag.COLON))
    if end == source[0] or after >= len(tags) or tags[after] is not Tag.QUOTATION:
        return None
    return Attribution(sentence, (i, i + 2), (source[0], end), _tokens(sentence, after, after + 1), ["cue-noun"])


def _source_tail(sentence: Sentence, source: Range, size: int) -> int:
    """Behind what else belongs to the source: "a poll | released on Friday"."""
    tags = sentence.tags
    k = source[1]
    while k < size and tags[k] not in (Tag.COMMA, Tag.DASH, Tag.COLON):
        k += 1
    return k


def _cue_noun(sentence: Sentence, i: int) -> Attribution | None:
    """ "Ruiz's claim that …", "her promise to …", "a statement from the board that …"."""
    tags, size = sentence.tags, _size(sentence)
    j = i + 1
    if j >= size:
        return None
    begin = i
    while begin > 0 and tags[begin - 1] is Tag.NOUN:
        begin -= 1
    owner = None
    if begin > 0 and tags[begin - 1] is Tag.POSSESSIVE:
        owner = _owner(sentence, begin - 2)
    elif (
        begin > 0
        and tags[begin - 1] is Tag.DETERMINER
        and sentence.word(begin - 1) in ("his", "her", "their", "its", "my", "our")
    ):
        owner = (begin - 1, begin)
    if owner is None and sentence.word(j) in ("by", "from", "of") and tags[j] is Tag.PREPOSITION:
        found = noun_phrase_right(sentence, j + 1)
        if found is not None and sentence.word(j) != "of":
            owner, j = found, found[1]
    if owner is not None and _came_behind_quotation(sentence, begin):
        return Attribution(sentence, (begin - 2, i + 1), owner, _tokens(sentence, begin - 3, begin - 2), ["cue-noun"])
    if j >= size:
        return None
    word = sentence.word(j)
    fits = (word == "that" and tags[j] is Tag.SUBORDINATOR) or tags[j] is Tag.TO or tags[j] is Tag.QUOTATION
    if word == "in" and sentence.word(i) not in _BELIEFS_IN:
        return None
    if not fits and owner is not None and word in _OBJECTS and j + 1 < size and j == i + 1:
        return _with_object(sentence, i, owner)
    if not fits or (owner is None and word != "that") or (tags[j] is Tag.QUOTATION and owner is None):
        return None
    if owner is None and (sentence.word(i) not in _PROPOSITIONS or tags[min(j + 1, size - 1)] in _FINITE):
        return None  # "charges that were dropped"
    end = j
    while end < size and not (tags[end] is Tag.COMMA or tags[end] is Tag.COLON):
        if end > j and tags[end] in (Tag.VERB, Tag.AUXILIARY) and _ends_claim(tags, j, end):
            break
        end += 1
        if end < size and tags[end] is Tag.COMMA and tags[j] is Tag.SUBORDINATOR:
            end = _behind_insertion(sentence, j, end)
    return Attribution(sentence, (i, i + 1), owner, _tokens(sentence, j, end), ["cue-noun"])


def _behind_insertion(sentence: Sentence, j: int, comma: int) -> int:
    """The verb of the clause that begins at item `j`, behind an insertion ("that the board, lacking a plan, | had
    failed"); the comma where the clause has its verb before it."""
    tags = sentence.tags
    if any(tag in _FINITE for tag in tags[j:comma]):
        return comma
    for k in range(comma + 1, min(comma + _INSERTION, len(tags) - 1)):
        if tags[k] is Tag.COMMA and tags[k + 1] in _FINITE:
            return k + 1
    return comma


_INSERTION: Final = 15  # items between the commas


def _ends_claim(tags: list[int], j: int, end: int) -> bool:
    """Is the verb at item `end` outside of a quotation or an infinitive: "her vow to stay | pleased them"?"""
    if tags[j] is Tag.QUOTATION:
        return True
    inside = tags[j:end]
    return (
        tags[j] is Tag.TO
        and Tag.VERB in inside
        and Tag.SUBORDINATOR not in inside
        and Tag.SUBJECT not in inside
        and tags[end - 1] not in _INSIDE_INFINITIVE
    )


_INSIDE_INFINITIVE: Final = (Tag.TO, Tag.ADVERB, Tag.NEGATION, Tag.AUXILIARY, Tag.COORDINATOR)


def _came_behind_quotation(sentence: Sentence, begin: int) -> bool:
    """ "“…,” came the | reply from Ruiz"."""
    verb = begin - 2
    return verb > 0 and sentence.word(verb) in ("came", "comes", "went") and sentence.tags[verb - 1] is Tag.QUOTATION


def _owner(sentence: Sentence, last: int) -> Range | None:
    """The phrase before "'s", the bare name where a preposition governs it ("asked about | Ruiz's remark")."""
    found = noun_phrase_left(sentence, last)
    if found is not None:
        return found
    begin = last + 1
    tags, classes = sentence.tags, sentence.classes
    while begin > 0 and tags[begin - 1] is Tag.NAME:
        if classes[begin - 1] & TIME and (begin < 2 or tags[begin - 2] is not Tag.NAME):
            break  # "in | May's vote", but "at | Clara May's refusal"
        begin -= 1
    return (begin, last + 1) if begin <= last else None


_REPORTS: Final = frozenset(  # whose subject speaks, then
    "said says told wrote added asked tweeted".split()
)
_OBJECTS: Final = frozenset(("about", "for", "of", "on", "against", "over", "with", "at", "toward", "towards", "in"))

_FINITE: Final = (Tag.VERB, Tag.AUXILIARY)
_BELIEFS_IN: Final = frozenset(("belief", "beliefs", "faith", "trust", "confidence", "interest"))


def _with_object(sentence: Sentence, i: int, owner: Range) -> Attribution | None:
    """ "her criticism of the plan", "their support for Ruiz": a noun with the thing it is about."""
    tags = sentence.tags
    begin = end = i + 2
    while end < _size(sentence) and tags[end] in _PHRASE:
        end += 1
    while end > begin and tags[end - 1] in (Tag.PREPOSITION, Tag.COORDINATOR, Tag.DETERMINER):
        end -= 1
    if end == begin:
        return None
    return Attribution(sentence, (i, i + 2), owner, _tokens(sentence, begin, end), ["cue-noun"])


_PHRASE: Final = frozenset(
    (
        Tag.NOUN,
        Tag.NAME,
        Tag.DETERMINER,
        Tag.POSSESSIVE,
        Tag.PREPOSITION,
        Tag.COORDINATOR,
        Tag.ING,
        Tag.OBJECT,
        Tag.QUOTATION,
    )
)
_PROPOSITIONS: Final = frozenset(
    "claim claims assertion assertions allegation allegations accusation accusations suggestion suggestions belief "
    "fear fears concern concerns hope hopes warning warnings prediction notion idea theory rumor rumors "
    "speculation argument contention view promise pledge doubt doubts complaint complaints charges recognition "
    "acknowledgment acknowledgement worry worries suspicion suspicions expectation expectations pronouncements "
    "conviction assumption reports admission insistence agreement".split()
)


_LABEL: Final = 20  # items before a colon without a verb


def _colon(sentence: Sentence, i: int) -> Attribution | None:
    """ "Ruiz: “We will reopen.”", "Her answer was simple: “No.”", "RUIZ: No." """
    tags, size = sentence.tags, len(sentence)
    if i == 0 or i + 1 >= size:
        return None
    if i <= 5 and all(tags[k] in (Tag.NAME, Tag.OPENING, Tag.CLOSING) for k in range(i)):
        return Attribution(sentence, (i, i + 1), (0, i), _tokens(sentence, i + 1, size), ["name-colon"])
    if tags[i + 1] is not Tag.QUOTATION:
        return None
    verbless = not any(tags[k] in (Tag.VERB, Tag.AUXILIARY) for k in range(min(i, _LABEL + 1)))
    if tags[0] is Tag.NAME and i <= _LABEL and verbless:  # "Ruiz, in a post on X: “…”"
        end = next((k for k in range(1, i) if tags[k] in (Tag.COMMA, Tag.OPENING, Tag.PREPOSITION)), i)
        return Attribution(sentence, (i, i + 1), (0, end), _tokens(sentence, i + 1, size), ["name-colon"])
    for k in range(i - 1, max(-1, i - 12), -1):
        if tags[k] is Tag.NOUN and sentence.classes[k] & (CUE_NOUN | MEDIUM) and not sentence.classes[k] & TITLE:
            owner = None
            if k > 0 and tags[k - 1] is Tag.POSSESSIVE:
                owner = _owner(sentence, k - 2)
            elif k > 0 and sentence.word(k - 1) in ("his", "her", "their"):
                owner = (k - 1, k)
            elif sentence.word(k + 1) == "from" or (
                sentence.word(k + 1) == "by" and not sentence.word(k).endswith("s")
            ):
                owner = noun_phrase_right(sentence, k + 2)  # "a response from Ruiz: “…”"
            if owner is not None and not any(sentence.word(n) in _REPORTS for n in range(k + 1, i)):
                return Attribution(sentence, (k, k + 1), owner, _tokens(sentence, i + 1, i + 2), ["noun-colon"])
    return None


def _signature(sentence: Sentence, i: int) -> Attribution | None:
    """A quotation with its speaker behind a dash: “…” ― Ana Ruiz"""
    tags, size = sentence.tags, len(sentence)
    if i + 1 >= size or tags[i + 1] is not Tag.NAME:
        return None
    if i and tags[i - 1] is not Tag.QUOTATION:
        return None
    source = noun_phrase_right(sentence, i + 1)
    if source is None:
        return None
    if any(tags[k] is Tag.VERB for k in range(i, size)):
        return None
    if not i:
        return Attribution(sentence, (i, i + 1), source, [], ["signature", "cue-alone"])
    return Attribution(sentence, (i, i + 1), source, _tokens(sentence, i - 1, i), ["signature"])


def _copula(sentence: Sentence, k: int) -> Attribution | None:
    """ "“Not yet” was Ruiz's answer", "Ruiz's answer was “not yet”", "“Not yet,” was all Ruiz would say"."""
    tags, classes, size = sentence.tags, sentence.classes, len(sentence)
    first = k
    if k + 2 < size and classes[k + 1] & BE:
        while first >= 2 and tags[first - 1] in (Tag.COMMA, Tag.COORDINATOR) and tags[first - 2] is Tag.QUOTATION:
            first -= 2
        if sentence.word(k + 2) in ("all", "what", "how"):
            return _all_said(sentence, first, k)
        noun = next((i for i in range(k + 2, min(k + 9, size)) if classes[i] & CUE_NOUN and tags[i] is Tag.NOUN), None)
    elif k >= 2 and classes[k - 1] & BE and tags[k - 2] is Tag.NOUN and classes[k - 2] & CUE_NOUN:
        noun = k - 2
    else:
        return None
    if noun is None:
        return None
    begin = noun
    while begin > 0 and tags[begin - 1] in (Tag.NOUN, Tag.ADVERB):
        begin -= 1
    if begin > 0 and tags[begin - 1] is Tag.POSSESSIVE:
        owner = noun_phrase_left(sentence, begin - 2) or (begin - 2, begin - 1)
    elif begin > 0 and sentence.word(begin - 1) in ("his", "her", "their", "its"):
        owner = (begin - 1, begin)
    else:
        return None
    return Attribution(sentence, (noun, noun + 1), owner, _tokens(sentence, first, k + 1), ["copula"])


def _all_said(sentence: Sentence, first: int, k: int) -> Attribution | None:
    """The quotations [first, k] that are "all Ruiz would say" or "how Ruiz described it"."""
    tags = sentence.tags
    verb = next((i for i in range(k + 3, len(sentence)) if tags[i] in (Tag.VERB, Tag.AUXILIARY)), None)
    if verb is None or verb == k + 3:
        return None
    source = noun_phrase_left(sentence, verb - 1)
    if source is None:
        return None
    return Attribution(
        sentence, (verb, verb + 1), (max(source[0], k + 3), source[1]), _tokens(sentence, first, k + 1), ["copula"]
    )


_VIEWS: Final = frozenset(
    "view views opinion opinions words telling account eyes eye mind judgment judgement reading estimation".split()
)


def _view(sentence: Sentence) -> Attribution | None:
    """ "In Ruiz's view, …", and with a quotation behind it "To Ruiz, …", "For Ruiz, …"."""
    tags, size = sentence.tags, _size(sentence)
    comma = next((i for i in range(2, min(12, size)) if tags[i] is Tag.COMMA), None)
    if comma is None or comma + 1 >= size:
        return None
    last = comma - 1
    if sentence.word(0) == "in":
        owner = _viewer(sentence, 1, comma)
        if owner is None:
            return _in_the_poll(sentence, comma)
        return Attribution(sentence, (last, comma), owner, _tokens(sentence, comma + 1, size), ["in-the-view-of"])
    named = all(tags[i] is Tag.NAME for i in range(1, comma)) or (
        comma == 2 and tags[1] in (Tag.OBJECT, Tag.DETERMINER)
    )
    quoted = any(tags[i] is Tag.QUOTATION for i in range(comma + 1, size))
    if not named or not quoted:
        return None
    return Attribution(sentence, (0, 1), (1, comma), _tokens(sentence, comma + 1, size), ["in-the-view-of"])


_POLLS: Final = frozenset("poll polls survey surveys census".split())


def _in_the_poll(sentence: Sentence, comma: int) -> Attribution | None:
    """ "In the latest poll, Ruiz leads": what the poll found, where nobody else says it."""
    tags, size = sentence.tags, _size(sentence)
    if sentence.word(comma - 1) not in _POLLS or any(tags[i] is Tag.QUOTATION for i in range(comma, size)):
        return None
    if any(sentence.word(i) in ("say", "said", "says", "told") for i in range(comma, size)):
        return None
    return Attribution(sentence, (0, 1), (1, comma), _tokens(sentence, comma + 1, size), ["in-the-view-of"])


def _viewer(sentence: Sentence, begin: int, end: int) -> Range | None:
    """Whose view, words or account the items [begin, end) are."""
    last = end - 1
    if last <= begin - 1 or sentence.word(last) not in _VIEWS:
        return None
    if sentence.tags[last - 1] is Tag.POSSESSIVE and last - 1 > begin:
        return begin, last - 1
    return (last - 1, last) if sentence.word(last - 1) in ("his", "her", "their") and last - 1 == begin else None


def _inserted_view(sentence: Sentence, i: int) -> Attribution | None:
    """ "It was, in Ruiz's words, “slow”": the content stands on both sides, and a quotation in it."""
    tags, size = sentence.tags, _size(sentence)
    end = next((k for k in range(i + 2, min(i + 9, size)) if tags[k] is Tag.COMMA), size)
    owner = _viewer(sentence, i + 1, end)
    if owner is None:
        return None
    content = _tokens(sentence, 0, i - 1) + _tokens(sentence, min(end + 1, size), size)
    quoted = any(tags[k] is Tag.QUOTATION for k in (*range(i - 1), *range(end, size)))
    return Attribution(sentence, (end - 1, end), owner, content, ["in-the-view-of"]) if quoted else None
