"""Where a text gives the reason for something: in the sentence that tells of it, or right behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.model import Span
from bot.query.ask.clauses import HEDGE, names_one, place_of, without_insertions, without_stops
from bot.query.ask.forms import verb_forms
from bot.query.ask.question import Question
from bot.query.ask.sentences import name_stems
from bot.query.ask.terms import Term
from bot.query.page import SENTENCE_END
from bot.query.words import is_function_word
from bot.text.words import fold, index_words, stem

_EXPECTED = (
    "be|have|give|take|meet|start|begin|open|end|speak|appear|arrive|leave|return|go|hold|vote|testify|face|play|publish|sign|"
    "visit|decide|make|attend|launch|release|stand|expire|retire|finish|close|run|resume|report|move|join|fly|travel|announce|"
    "present|become|pay|receive|get|come|hear|rule|marry|step|deliver|undergo|enter|reopen|address|discuss|host|serve"
)
"""What somebody or something is due to do, which is no reason."""
_BECAUSE = (
    rf"because(?: of)?|due to(?! (?:{_EXPECTED})\b)|"
    r"owing to|thanks to|amid|as a result of|so (?:that|as to)|in order to|in protest|"
    r"on the grounds|for fear|reason|(?:caused|triggered|prompted) by|blam(?:e[ds]?|ing)|"
    r"(?:ascribed|attributed) (?:\w+ )?to|put(?:ting)? (?:\w+ )?down to|"
    r"citing|(?<=, )(?:saying|arguing|complaining|explaining|claiming|fearing|hoping)"
)
_STRONG = re.compile(rf"\b(?:{_BECAUSE}|wants? to|wanted to)\b", re.IGNORECASE)
_WANTS = re.compile(r"\bwants? to\b|\bwanted to\b", re.IGNORECASE)
_SMALL = (
    r"an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|half|\d+|(?:a )?few|"
    r"(?:hundred|thousand|dozen)s?"
)
_DURATION = (
    rf"(?:(?:almost|nearly|about|only|more than|less than)\s+)?(?:{_SMALL})\s+(?:\w+[\s-]+)?"
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|seasons?|rounds?|games?|matches|"
    r"kilomet(?:re|er)s?|miles?|met(?:re|er)s?)\b"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NO_UNIT = "".join(rf"(?<!\b{unit} )" for unit in "hours hour days day weeks week months month years year".split())
_WEAK = re.compile(
    rf"{_NO_UNIT}\bafter\b(?!\s+(?:{_DURATION}|\d|noon|midnight|dark|dawn|{_DAY}))"
    r"|\bfollowing (?:an?|the|his|her|its|their|[a-z]+s)\b|\b(?:given|amid)\b|\bas (?:he|she|it|they|we|there)\b"
    rf"|\b(?:over|for) (?!{_DURATION}|the (?:first|second|third|last|weekend|night|years?|past|next)\b|re-election|"
    r"now\b|more\b|years\b|months\b)"
    r"|\bsince (?:he|she|it|they|we|the \w+ (?:is|are|was|were|has|had))\b|\bwhen (?:he|she|it|they|the|an?|[a-z]+s)\b"
    r"|[:;—–] (?=(?:he|she|it|they|we|there|the|his|her|its|their|an?|no|this|that)\b)",
    re.IGNORECASE,
)
"""Words that may give a reason where they stand behind what happened."""
_PURPOSE = re.compile(r"\bto (?P<verb>[a-z]+)\b")
_NEW_DAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow|later|then|next|meanwhile|also|now)\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"\b(?:cause|reason|motive|why)\b", re.IGNORECASE)
_BEHIND = 2
"""Sentences behind an event in which its reason may stand."""
_QUOTATION = re.compile(r"[“\"]")
_SAYS = re.compile(r"\b(?:said|says|told|explained|wrote|argued|added)\b")
_EARLIER = re.compile(r"\bhad (?:\w+ly |not |never |just |already )?(?:been )?\w{3,}\b(?<!\bhad no)")
_STATE = re.compile(r"\b(?:is|are|was|were|has|have|had|would|could|cannot|can[’']t)\b")
_VERB = re.compile(r"[“\"]|\b(?:said|says|told|had|has|have|is|was|were|are|would|could|will|can|did|do|does)\b")
_NAMES = re.compile(r"\b[A-ZÀ-ÞŁŠŽČĆĐ][\w’'\-]+")


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a sentence and may be its reason."""

    span: Span
    unmarked: bool = False  # no word says that it is the reason; the span then begins with the sentence itself
    hedged: bool = False  # it says that the reason is not known


def reason_places(terms: Sequence[Term], predicate: Term | None, text: str) -> list[tuple[int, int]]:
    """Where a sentence gives a reason for what the question asks of: the words that say so."""
    wishes = predicate is not None and bool(_WANTS.match(f"{predicate.word} to"))
    place = place_of(predicate, text)
    plain = without_insertions(text, len(text))
    if place is not None and plain[place].isspace():
        return []  # "Ruiz, who won in Rotterdam, blamed himself": it happened in passing
    strong = [
        m.span()
        for m in _STRONG.finditer(text)
        if not (wishes and _WANTS.match(m.group())) and not _is_cause(m, place, text)
    ]
    if strong:
        return strong
    behind = place or 0
    asked = {form for term in terms for form in term.forms}
    return [
        (start, end)
        for start, end in (*(m.span() for m in _WEAK.finditer(plain)), *_purposes(plain))
        if (start > behind or not start) and asked.isdisjoint(index_words(plain[end : end + 20])[:1])
    ]


def _is_cause(marker: re.Match[str], place: int | None, text: str) -> bool:
    """Is what the question asks of itself the reason there: "because the chairwoman resigned, …"?"""
    if place is None or place < marker.end() or not marker.group().lower().startswith("because"):
        return False
    return not re.search(r"[,;:—]", text[marker.end() : place])


def _purposes(text: str) -> Iterator[tuple[int, int]]:
    """Infinitives that may tell what for, without those behind a verb that takes one ("agreed to", "is to")."""
    for match in _PURPOSE.finditer(text):
        before = text[: match.start()].split()[-1:]
        takes_one = bool(before) and stem(fold(before[0])) in _TAKES_INFINITIVE
        verb = fold(match["verb"])
        if stem(verb) in verb_forms() and not is_function_word(verb) and not takes_one:
            yield match.start(), match.start() + 3


_TAKES_INFINITIVE = frozenset(
    stem(word)
    for word in (
        "is are was were be been want plan agree refuse decline hope expect begin start continue fail try vow promise "
        "pledge threaten offer decide seem appear need have had has like going able due ready likely unable set "
        "allowed asked told ordered urged forced said supposed believed used"
    ).split()
)


def gives_reason(text: str) -> bool:
    """Does the sentence give a reason in so many words?"""
    return bool(_STRONG.search(text))


def reason_behind(question: Question, text: str, event: Span) -> Behind | None:
    """The reason in the sentences behind the event in its paragraph: marked as one, or by what explains it.

    Unmarked are what was the case before ("Inspectors had found cracks."), words of the one asked about, and a state of
    things; not what somebody else did, nor what happened next.
    """
    told = event.of(text)
    explained: Behind | None = None
    for number, after in enumerate(_sentences_behind(text, event)):
        sentence = after.of(text)
        if number and is_of_others(question, told, sentence):
            break
        hedged = bool(HEDGE.search(sentence) and _WHY.search(sentence))
        if hedged and is_of_others(question, told, sentence):
            break
        if hedged or gives_reason(sentence):
            return Behind(after, hedged=hedged)
        if explained is None and _explains(question, told, sentence):
            explained = Behind(Span(event.start, after.end), unmarked=True)
    return explained


def _sentences_behind(text: str, event: Span) -> Iterator[Span]:
    end = text.find("\n", event.end)
    plain = without_stops(text[: len(text) if end < 0 else end])
    behind = plain[event.end :]
    start, stop = event.end + len(behind) - len(behind.lstrip()), event.end + len(behind.rstrip())
    for _ in range(_BEHIND):
        if start >= stop:
            return
        ending = SENTENCE_END.search(plain, start, stop)
        yield Span(start, ending.start() + len(ending.group().rstrip()) if ending else stop)
        if ending is None:
            return
        start = ending.end()


def _explains(question: Question, event: str, sentence: str) -> bool:
    if HEDGE.search(sentence) or is_of_others(question, event, sentence):
        return False
    if _QUOTATION.search(sentence) or _SAYS.search(sentence) or _EARLIER.search(sentence):
        return True
    return bool(_STATE.search(sentence) and not _NEW_DAY.search(sentence))


def is_of_others(question: Question, event: str, sentence: str) -> bool:
    """Does the sentence begin with somebody whom neither the question nor the event names, or who only did the same?"""
    stems = [s for who in question.named for m in who.matches for s in name_stems(m.actor)]
    opening = _VERB.split(sentence)[0]
    names = [match.group() for match in _NAMES.finditer(opening) if match.start()]  # the first word is any word
    known = frozenset(index_words(_beside(stems, event))).union(*stems)
    return any(known.isdisjoint(index_words(name)) for name in names)


_TWO = re.compile(
    r"(?P<one>[A-ZÀ-ÞŁŠŽČĆĐ][\w’'\-]+(?: [A-ZÀ-ÞŁŠŽČĆĐ][\w’'\-]+)*) and "
    r"(?P<other>[A-ZÀ-ÞŁŠŽČĆĐ][\w’'\-]+(?: [A-ZÀ-ÞŁŠŽČĆĐ][\w’'\-]+)*)"
)


def _beside(stems: Sequence[AbstractSet[str]], event: str) -> str:
    """The event without those who did it together with the one asked about: each has a reason of their own."""
    if not stems:
        return event
    return _TWO.sub(lambda two: " and ".join(w for w in two.groups() if names_one(w, stems)) or two.group(), event)
