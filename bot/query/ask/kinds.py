"""The kinds of answer that a sentence can hold: a time, a place, a number, a reason, a channel, somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.model import Span
from bot.query.ask.clauses import place_of
from bot.query.ask.forms import verb_forms
from bot.query.ask.question import Intent, Question, saying_verb
from bot.query.ask.reasons import reason_places
from bot.query.ask.sentences import name_stems
from bot.query.ask.terms import Term, term_of, terms_of
from bot.text.words import fold, index_words

_MONTH = (
    r"(?:Jan(?:\.|uary)?|Feb(?:\.|ruary)?|Mar(?:\.|ch)?|Apr(?:\.|il)?|May|June?|July?|Aug(?:\.|ust)?|Sept?(?:\.|ember)?|"
    r"Oct(?:\.|ober)?|Nov(?:\.|ember)?|Dec(?:\.|ember)?)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SPELLED = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozens?|"
    r"hundreds|thousands|millions|half|third|quarter|twice|once|no)"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_FEAST = r"(?:election day|polling day|Christmas|Easter|New Year(?:[’']s (?:Day|Eve))?|Thanksgiving|Ramadan|Passover)"
_UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|years?)"
TIME = re.compile(
    r"\b(?:(?i:early|late|by|since|until|on|in|before|after|last|next|this|every)\s+)*"
    rf"(?:{_DAY}(?:\s+(?:morning|afternoon|evening|night))?|{_MONTH}\s+\d{{1,2}}\b|\d{{1,2}}\s+{_MONTH}\b|{_MONTH}\b"
    rf"|(?:19|20)\d\d\b|\d{{1,2}}(?:[:.]\d\d)?\s*(?:a\.m\.|p\.m\.|am|pm|o’clock|o'clock)|noon|midnight|dawn|{_FEAST})"
    rf"|\b(?i:today|yesterday|tomorrow|tonight|(?:last|next|this|past)\s+(?:week|month|year|night|{_SEASON})"
    r"|(?:in|since|from|until|before|after)\s+1[0-8]\d\d"
    r"|the (?:day|week|month|year) (?:before|after)"
    rf"|(?:an?|several|few|\d+|{_SPELLED})\s+{_UNIT}\s+(?:ago|later|earlier|before|after)"
    rf"|(?:in|at|by) the (?:{_SEASON}|morning|afternoon|evening|end) of \w+|(?:in|until|by) the {_SEASON}"
    r"|(?:19|20)\d\ds"
    r"|before half-time|after matches)\b"
    r"|\b\d+(?:st|nd|rd|th) minute\b"
)
NUMBER = re.compile(
    r"(?<![\w.])(?:[$€£]\s?)?\d+(?:[.,]\d+)*(?:[-–]\d+)?(?:\s*(?:%|percent|per\s?cent))?"
    rf"(?:\s+(?:{_SPELLED}))*"
    rf"|\b(?!no (?:longer|one|doubt|sign|plan|more)\b){_SPELLED}(?:[\s-]+(?:and\s+)?{_SPELLED})*\b",
    re.IGNORECASE,
)
_PROPER_PLACE = re.compile(
    r"\b(?:in|at|on|near|outside|inside|into|off|along|across|to|for|toward|towards|through|"
    r"around|beside|beneath|under|behind|over)\s+(?:the\s+)?"
    r"(?:(?!with\b|of\b|for\b|and\b|that\b|to\b|by\b)[a-z][\w’'-]*\s+){0,2}?"
    rf"(?!(?:Mr|Mrs|Ms|Dr|President|Prime|Minister|{_DAY}|{_MONTH})\b)[A-ZÀ-Þ][\w’'-]+|^[A-Z][A-Z ]{{2,}}(?= [-—–])"
)
_PART_OF_PLACE = re.compile(
    r"\b(?:in|at|near|outside)\s+(?:the|a|an)\s+(?:\w+\s+)?(?:suburb|city|town|village|region|province|capital|port|north|"
    r"south|east|west|centre|center|part|district|outskirts|middle)\s+of\s+(?:the\s+)?[A-ZÀ-Þ][\w’'-]+"
    r"|\b(?:in|at|near|outside|inside|toward|towards|along)\s+the\s+(?:[a-z][\w’'-]*\s+){1,3}of\s+(?:the\s+)?[A-ZÀ-Þ][\w’'-]+"
)
_MEDIA_NAME = re.compile(
    r"\b(?:Truth Social|Truth|Facebook|Twitter|X|Instagram|YouTube|Telegram|TikTok|News|Radio|TV)\b"
)
_COMMON_PLACE = re.compile(
    r"\b(?:in|at|on|near|to|from|outside|inside|into|off|along|by)\s+(?:the|a|an|his|her|its|their)\s+(?:[\w’'-]+\s+){0,2}?"
    r"(?:hall|house|office|street|station|port|bay|river|court|courtroom|room|hotel|park|school|hospital|church|bridge|square|"
    r"airport|border|village|town|city|capital|gate|terminal|ministry|theatre|stadium|pub|inn|bench|train|ship|radio|television|"
    r"debate|meeting|event|ceremony|funeral|trial|hearing|session|concert|party|dinner|lunch|briefing|match|game|"
    r"wedding|convention|congress|residence|exchange|courthouse|embassy|headquarters|palace|camp|base|prison|jail|clinic|laboratory|restaurant|café|"
    r"bar|cinema|market|mosque|temple|cathedral|cemetery|summit|festival|fair|conference|rally|valley|lake|forest|hill|"
    r"beach|coast|shore|garden|kitchen|farm|field|mine|mill|museum|road|highway|square|stage|studio|cabin|boat|plane|"
    r"chamber|gallery|building|island|islands|sea|university|institute|taxi|factory|shop|bakery|museum|library|table|drawer)\b"
)
MEDIUM = re.compile(
    r"\b(?:on|in|to|by|through|via|at)\s+(?:(?:a|an|the|his|her|its|their)\s+)?(?:[\w’'-]+\s+){0,3}?"
    r"(?:Facebook|Twitter|X|Instagram|YouTube|Telegram|Truth Social|TikTok|LinkedIn|television|TV|radio|Radio|News|"
    r"Herald|Post|Times|Mail|Courier|Gazette|Journal|newspaper|interview|statement|letter|message|post|speech|"
    r"news conference|"
    r"press conference|call|telephone|phone|video call|e-mail|email|podcast|programme|program|station)\b"
    r"(?:\s+(?:on|with)\s+(?:the\s+)?(?:[\w’'-]+\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)?(?:\s+[A-Z][\w’'-]+)*"
)


def answer_spans(
    question: Question, terms: Sequence[Term], predicate: Term | None, text: str, offset: int
) -> list[Span] | None:
    """Where in the sentence the asked-for kind of thing stands; None if it does not; [] where no kind is asked for."""
    intent = question.intent
    found: list[tuple[int, int]]
    if intent is Intent.EVENT_TIME:
        dateline = _DATELINE.match(text)
        begin = dateline.end() if dateline else 0
        found = [
            m.span() for m in TIME.finditer(text, begin) if not _is_of_saying(question, predicate, text, m.start())
        ]
    elif intent is Intent.EVENT_PLACE:
        asked = {w for t in terms for w in t.forms}
        found = [
            m.span()
            for m in (*_PROPER_PLACE.finditer(text), *_PART_OF_PLACE.finditer(text), *_COMMON_PLACE.finditer(text))
            if not _MEDIA_NAME.search(text, m.start(), m.end() + 12)
            and asked.isdisjoint(index_words(m.group().split()[-1]))
            and not TIME.fullmatch(m.group())
        ]
    elif intent is Intent.QUANTITY:
        called = counted_as(question)
        missing = called is not None and not called.match(frozenset(index_words(text)))
        found = [] if missing else _governed(question, text)
    elif intent is Intent.EVENT_MEDIUM:
        found = [m.span() for m in MEDIUM.finditer(text) if fits_medium(question, m.group())]
    elif intent is Intent.REASON:
        found = reason_places(terms, predicate, text)
    elif intent is Intent.RELATION:
        found = _others(question, text)
    elif (owner := asks_name(question)) is not None:
        found = [m.span() for m in re.finditer(rf"\b{owner}\b[\w’' ]{{0,12}},? (?=[A-ZÀ-Þ])", text)]
        found += [
            m.span()
            for m in re.finditer(
                rf"\b[A-ZÀ-Þ][\w’'\-]+, (?:\d+, )?(?:an?|the|his|her|its|their) (?:\w+ ){{0,3}}{owner}\b", text
            )
        ]
    else:
        return []
    if not found:
        return None
    near = place_of(predicate, text) if predicate else None
    if near is not None:
        found.sort(key=lambda span: abs(span[0] - near))
    return [Span(offset + start, offset + end) for start, end in found[:1]]


_WHAT_NAME = re.compile(
    r"^what (?:is|s|was|are|were) (?:the )?names? of "
    r"(?:(?:the|a|an|his|her|its|their|two|three|four|five|six|\d+) )*([a-z]\w+)\b"
)


def asks_name(question: Question) -> str | None:
    """ "Architect" of "what is the name of the architect?": what the one is whose name is asked for."""
    called = _WHAT_NAME.match(question.skeleton)
    return called[1] if called and question.intent is Intent.FACT else None


_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,’'\-]{2,40}(?:\([^)]{1,30}\)|,? [A-Z][\w .]{2,20})*\s*[-—–]+\s")
_SAID_THEN = re.compile(
    r"\b(?<!was )(?<!were )(?<!been )(?:said|says|told (?:[\w’']+ ){1,3}?|wrote|added|"
    r"announced|confirmed|reported|warned)\s+(?:(?:earlier|late|early|here)\s+)?$"
)


def _is_of_saying(question: Question, predicate: Term | None, text: str, at: int) -> bool:
    """Is it when something was said, "said on Monday that", where the question asks of something that happened?"""
    word = fold(predicate.word) if predicate else ""
    asked = saying_verb(word) and not re.search(
        rf"\b(?:the|a|an|his|her|their|of) (?:\w+ )?{word}\b", question.skeleton
    )
    return not asked and bool(_SAID_THEN.search(text[:at]))


_BROADCASTER = re.compile(
    r"\b(?:channel|station|broadcaster|network|newspaper|journal|platform|site|website|program(?:me)?|show)\b"
)


def fits_medium(question: Question, words: str) -> bool:
    """Is it the kind of medium asked for? A channel or newspaper has a name; a telephone call is neither."""
    return not _BROADCASTER.search(question.skeleton) or any(c.isupper() for c in words[1:])


_SIZE = (
    r"square|acres?|hectares?|kilomet(?:re|er)s?|km|miles?|met(?:re|er)s?|tonnes?|tons?|people|inhabitants|employees|"
    r"percent|per\s?cent|seats|votes|points|members|centimet(?:re|er)s?|cm|millimet(?:re|er)s?|inch(?:es)?|feet|foot|lit(?:re|er)s?"
)
_MEASURES = {
    "much": r"euros?|pounds?|dollars?|crowns?|francs?|yen|yuan|rupees?|roubles?|rubles?|shekels?|pesos?|kron(?:or|er)|"
    r"zloty|lira|percent|per\s?cent|%|million|billion|tonnes?|tons?|kilograms?|kilos?|lit(?:re|er)s?|gallons?|barrels?|[$€£]|cents?",
    "long": r"minutes?|hours?|days?|weeks?|months?|years?|kilomet(?:re|er)s?|km|miles?|met(?:re|er)s?",
    "far": r"kilomet(?:re|er)s?|km|miles?|met(?:re|er)s?|yards?",
    "old": r"years?(?: old)?|-year-old|,",
    "big": _SIZE,
    "high": r".*",
    "often": r"times?|once|twice|a (?:day|week|month|year)",
    "thick": r"met(?:re|er)s?|centimet(?:re|er)s?|millimet(?:re|er)s?|inch(?:es)?|feet|foot",
    "wide": r"met(?:re|er)s?|kilomet(?:re|er)s?|miles?|feet|foot",
    "fast": r"kilomet(?:re|er)s?|km|miles?|knots?|mph|kph|minutes?|hours?|days?|weeks?|months?|years?",
    "large": _SIZE,
    "deep": r"kilomet(?:re|er)s?|km|miles?|met(?:re|er)s?|feet|foot",
    "tall": r"met(?:re|er)s?|feet|foot|['’′]\s?\d",
}


def _governed(question: Question, text: str) -> list[tuple[int, int]]:
    """Numbers that govern the noun asked about, or stand with the measure asked for."""
    numbers = [m for m in NUMBER.finditer(text) if not _ONE_OF.match(text, m.start())]
    how = re.search(r"\bhow (\w+)", question.skeleton)
    kind = how[1] if how else "share"
    if kind == "share" and re.search(
        r"\b(?:price|cost|costs|amount|damage|fine|debts?|value|sum|worth|insured|valued)\b", question.skeleton
    ):
        kind = "much"
    if re.search(r"\bhow much (?:\w+ )?(?:time|sleep|notice|warning|rest|delay|experience)\b", question.skeleton):
        kind = "long"
    if re.search(r"\b(?:how many|what|which) (?:percentage|per ?cent)", question.skeleton):
        return [m.span() for m in numbers if re.search(r"%|cent", m.group())]
    if kind == "many":
        wanted = heads(question)
        return [
            m.span()
            for m in numbers
            if _governs(text, m.end(), wanted) or _states(text, m.start(), wanted) or _is_object(text, m, wanted)
        ]
    if kind == "old":
        ages = _AGE.finditer(text)
        return [m.span() for m in ages if _is_age_of(question, text, m)]
    if kind == "long" and (deadlines := [m.span() for m in TIME.finditer(text) if m.group().startswith("until")]):
        return deadlines
    how_often = [m.span() for m in _FREQUENCY.finditer(text)] if kind == "often" else []
    if how_often:
        return how_often
    measure = _MEASURES.get(kind)
    if measure is None or measure == ".*":
        return [m.span() for m in numbers if any(c.isdigit() for c in m.group()) or " " in m.group()]
    unit = re.compile(
        rf"[\s-]*(?:\w+\s+)?(?:{measure})(?!\w)(?!\s+(?:before|after|ago|earlier|later|from now))", re.IGNORECASE
    )
    lasting = re.compile(rf"[\s-]*(?:\w+\s+)?(?:{measure})(?!\w)", re.IGNORECASE)
    return [
        m.span()
        for m in numbers
        if unit.match(text, m.end())
        or (kind not in _LENGTHS and re.search(r"[$€£%]|cent", m.group()))
        or (_FOR.search(text[: m.start()]) and lasting.match(text, m.end()))
    ]


_LENGTHS = frozenset("long far old thick wide fast deep tall".split())
_FREQUENCY = re.compile(
    r"\b(?:rare|rarely|seldom|never|often|regularly|routinely|frequent(?:ly)?|daily|weekly|monthly|annually|"
    r"every (?:other |second |\w+ )?(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|time))\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"one of\b", re.IGNORECASE)
_AGE = re.compile(
    r"(?<=, )\d{1,3}(?=[,.])|\b(?:is|was|aged)\s+\d{1,3}\b|\b\d{1,3}[- ]years?[- ]old"
    r"|\b(?:man|woman|boy|girl|person) of \d{1,3}\b"
)


def _is_age_of(question: Question, text: str, age: re.Match[str]) -> bool:
    """Does the age stand beside the one asked about? "Ada Brenner, 61," is nobody else's."""
    wanted = [s for who in question.named for m in who.matches for s in name_stems(m.actor)]
    wanted += [t.forms for t in question.about if t.forms.isdisjoint(term_of("old").forms)]
    beside = index_words(text[max(0, age.start() - 30) : age.start()])[-3:]
    if " of " in age.group():
        beside = index_words(age.group())
    if age.group()[0].isdigit() and not age.group().isdigit():  # "the 61-year-old Ada Brenner"
        beside += index_words(text[age.end() : age.end() + 40])[:4]
    return not wanted or any(not s.isdisjoint(beside) for s in wanted)


_SHOWN_BY_ITSELF = (
    "price cost amount value sum worth age score number percentage percent share size length distance height weight "
    "result count tally total damage fine debt bonus proportion fraction"
).split()


def counted_as(question: Question) -> Term | None:
    """What the number asked for is called, "margin", where the number itself does not show that it is one."""
    asked = re.search(
        r"^what (?:is|s|was|are|were) (?:the|his|her|its|their|A\d s) ((?:\w+ ){0,2}\w+)", question.skeleton
    )
    words = [word for word in asked[1].split(" of ")[0].split() if not word.endswith("ed")] if asked else []
    found = (
        t for word in reversed(words) for t in question.about if fold(t.word) == word and word not in _SHOWN_BY_ITSELF
    )
    return next(found, None)


def heads(question: Question) -> tuple[Term, ...]:
    """The noun after "how many", with an adjective or noun before it: at most two words."""
    return _heads(question.text, frozenset(term.forms for term in question.about))


@lru_cache(maxsize=100)
def _heads(text: str, about: frozenset[frozenset[str]]) -> tuple[Term, ...]:
    verbs = re.search(
        r"(?i)\bhow many\s+(.+?)\s+(?:did|do|does|were|was|are|is|have|has|had|will|would|can|could)\b", text
    )
    if verbs:
        return terms_of(verbs[1])[-2:]
    after = re.search(r"(?i)\bhow many\s+(.+)", text)
    nouns = [t for t in terms_of(after[1])[:3] if t.forms in about] if after else []
    return tuple(t for n, t in enumerate(nouns[:2]) if not n or t.forms.isdisjoint(verb_forms()))


def _governs(text: str, end: int, heads: Sequence[Term]) -> bool:
    """Does one of the nouns follow within three words, before any comma?"""
    following = re.split(r"[,;.:—]", text[end : end + 60])[0].split()[:4]
    if following[:2] in (["of", "them"], ["of", "these"], ["of", "those"]):
        return True
    return any(t.match(frozenset(index_words(w))) for w in following for t in heads)


def _states(text: str, start: int, heads: Sequence[Term]) -> bool:
    """ "the number of seats is 37", "seats: 37": the noun stands just before, with a form of "be"."""
    if (total := _TOTAL.search(text, max(0, start - 90), start)) is not None:
        return any(t.match(frozenset(index_words(total[1]))) for t in heads)
    before = text[max(0, start - 40) : start].split()
    if not re.search(
        r"\b(?:is|was|are|were|at|to|of|:)\s*(?:about |around |only |almost |nearly )?$",
        text[max(0, start - 16) : start],
    ):
        return False
    return any(t.match(frozenset(index_words(w))) for w in before[-4:] for t in heads)


def _is_object(text: str, number: re.Match[str], heads: Sequence[Term]) -> bool:
    """ "employs 312 people" of employees: the verb of the noun has them for its object."""
    verb = re.search(
        r"([^\W\d_]+)\s+(?:about |around |only |almost |nearly |some |more than )?$", text[: number.start()]
    )
    behind = _PERSONS.match(text, number.end())
    if not verb or not behind:
        return False
    return any(fold(verb[1]) != fold(t.word) and t.match(frozenset(index_words(verb[1]))) for t in heads)


_PERSONS = re.compile(r"\s+(?:[a-z]+\s+)?(?:people|men|women|persons|workers|staff|others)\b")
_TOTAL = re.compile(
    r"\b(?:number|total|count|tally) of ((?:[\w’'\-]+ ){1,6}?[\w’'\-]+),? (?:has |had |have |now |already )*"
    r"(?:reached|hit|passed|exceeded|stands at|stood at|(?:rose|risen|grew|grown|fell|fallen|climbed|dropped|came) to|"
    r"is|was|were|are)\s+(?:about |around |only |almost |nearly |at least )?$"
)
_FOR = re.compile(r"\bfor\s+(?:about|almost|nearly|more than|less than|over|only|some|at least)?\s*$")
_PROPER = re.compile(r"(?:[A-ZÀ-ÞĐ][\w’'\-]*\.?\s+)*[A-ZÀ-ÞĐ][\w’'\-]+")


def _others(question: Question, text: str) -> list[tuple[int, int]]:
    """Names and roles in the sentence that the question does not name."""
    asked = {w for t in question.about for w in t.forms}
    asked |= {w for n in question.named for m in n.matches for s in name_stems(m.actor) for w in s}
    out = []
    for match in _PROPER.finditer(text):
        words = set(index_words(match.group()))
        if (words and not words & asked and not (match.start() == 0 and " " not in match.group())) or (
            words - asked and len(match.group().split()) > 1 and not words <= asked
        ):
            out.append(match.span())
    out += [
        match.span()
        for match in re.finditer(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]he \w+(?: \w+)?|[Aa]n? \w+|[Ii])\b", text)
    ]
    return out
