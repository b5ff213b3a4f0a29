"""A question as typed → its intent and slots. Names, quoted words and dates are found first; patterns see the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.model import Actor, Span
from bot.query.ask.dates import When, find_dates
from bot.query.ask.holders import held_by, of_that_office, with_holder
from bot.query.ask.names import (
    EVERYBODY,
    Named,
    as_named,
    by_own_words,
    misspelt,
    names_in,
    overlap,
    possessive_names,
    unknown_name,
    whole_name,
)
from bot.query.ask.question import Intent, Question, cue_of, intent_of, speaker_slot, words_of
from bot.query.ask.roles import described, of_bodies
from bot.query.ask.slips import mended
from bot.query.ask.terms import Term, term_of, terms_of, with_whole_names
from bot.query.view import View
from bot.query.words import is_function_word
from bot.text.words import fold

_ABOUT = re.compile(
    r"\b(?:about|on|regarding|concerning|over|of|to|that|with regard to|in response to|as to)\s+(?P<topic>.+)$"
)
_QUOTED = re.compile(
    r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|(?<!\w)‘([^‘]+)’(?!\w)|(?<!\w)'([^']{3,}(?:'\w[^']*)*)'(?!\w)"
)
_ORDINALS = frozenset("first second third fourth fifth last next".split())
_NEGATIVE = re.compile(r"\b(?:not|never|no longer|nobody|without)\b|n['’]t\b")


def read_question(text: str, view: View) -> Question:
    """The question with its slots. Costs a look-up of its names in the directory and of unknown ones in the index."""
    words = _QUOTED.sub(_unquoted, with_apostrophes(" ".join(text.split()).strip()))
    words, slips = mended(possessive_names(words, view.directory), _QUOTED, view)
    reading = _Reading(words, view)
    reading.find_speaker()
    masked, named, dates, intent = reading.masked, reading.named, reading.dates, reading.intent
    return Question(
        text=words,
        intent=intent,
        named=named,
        about=reading.about(),
        topic=_topic(masked, named, dates),
        quoted=reading.quoted,
        dates=dates,
        unknown=reading.unknown,
        nearest=reading.nearest,
        counted=_counted(reading.skeleton) if intent is Intent.COUNT else None,
        cue=cue_of(reading.skeleton),
        negative=bool(_NEGATIVE.search(masked.lower())),
        skeleton=reading.skeleton,
        slips=slips,
    )


class _Reading:
    """A question whose names are found one after the other; what its words are without them, and so its intent."""

    def __init__(self, words: str, view: View) -> None:
        self._view = view
        self.quoted = tuple(next(g for g in m.groups() if g).strip() for m in _QUOTED.finditer(words))
        self.masked = _QUOTED.sub(lambda m: "\x01" * len(m.group()), words)
        found = [whole_name(who, self.masked) for who in names_in(self.masked, view.directory)]
        named = by_own_words(of_bodies(found, self.masked, view), self.masked, view)
        self.dates = tuple(
            when
            for when in find_dates(self.masked, view.today)
            if not any(overlap(when.span, who.span) for who in named)
        )
        self.unknown: str | None = None
        self.nearest: tuple[Actor, ...] = ()
        self._name(named)
        if re.match(r"(?:who|which) A0 \w", self.skeleton) and named[0].matches[0].how == "role":
            self._name(named[1:])  # "who leads the inquiry into …", "which analyst warned": it asks who that is

    def _name(self, named: Iterable[Named]) -> None:
        self.named = tuple(sorted(named, key=lambda who: who.span))
        self.skeleton = _skeleton(self.masked, self.named)
        self.intent = intent_of(self.skeleton, self.quoted)

    def find_speaker(self) -> None:
        """Whom the words in the place of a speaker mean, where names alone do not tell; else the name not known."""
        place = _place(self.masked, self.named, self.intent)
        if place is not None:
            self._name(with_holder(place, self.named, self._view) or of_that_office(place, self.named))
        slot = _slot(self.masked, self.named) if self.intent in _HAS_SPEAKER else None
        if slot is not None:
            self._read_slot(slot, by_description=place is not None)
        if self.unknown is None:
            self.unknown, self.nearest = unknown_name(self.masked, self.named, self.dates, self._view)
        if self.unknown is not None and (meant := misspelt(self.unknown, self.nearest, self.masked)):
            self.unknown, self.nearest = None, ()
            self._name((*self.named, meant))

    def _read_slot(self, slot: Named, *, by_description: bool) -> None:
        view = self._view
        resolution = view.directory.resolve(slot.words)
        told = (as_named(slot.span, slot.words, resolution),) if resolution.actors else ()
        found = next(iter(by_own_words(told, self.masked, view)), None)
        found = found or described(slot, view) or (held_by(slot, (), view) if by_description else None)
        if found:
            self._name((*self.named, found))
        elif self.intent not in _NEEDS_NO_NAME or (self.intent in _OF_ANYTHING and slot.words != slot.words.lower()):
            self.unknown, self.nearest = slot.words, resolution.nearest

    def about(self) -> tuple[Term, ...]:
        """The content words that are neither names nor dates."""
        rest = _blank(self.masked, [*(who.span for who in self.named), *(when.span for when in self.dates)])
        asked = _without_asking(rest.replace("\x01", " "))
        about = terms_of(asked)
        if _FIRST_DID.search(self.skeleton):
            about = tuple(term for term in about if term.word != "first")  # "why did she first refuse?" is no number
        if not about and (measure := _MEASURED.search(self.skeleton)):
            about = (replace(term_of(measure[1]), light=True),)  # nothing else tells which sentence it is
        if self.intent not in _OF_OUTLETS:
            about = with_whole_names(about, asked)
        made = _MADE.search(self.masked) if self.intent in _OF_ANYTHING else None
        return (*about, term_of(made[1])) if made else about


_FIRST_DID = re.compile(r"\b(?:did|has|had|was|were|is|are) (?:A\d|he|she|they|it) first [a-z]+")
_MEASURED = re.compile(r"\bhow (tall|heavy|high|deep|wide|fast|long|big|large)\b")
_MADE = re.compile(r"\b(?:make|made) .*?\b(comment|remark|statement)")


def _unquoted(quotation: re.Match[str]) -> str:
    """A single word in the middle of a question ("did she say she would “never” go?") is stressed, not quoted.

    And what a question asks something of is no quotation to be checked: "how much did “Low Water” cost?".
    """
    inside = next(group for group in quotation.groups() if group)
    stressed = inside.islower() and inside.isalpha() and _GOES_ON.match(quotation.string, quotation.end())
    if stressed and _WHETHER.match(quotation.string):
        return inside
    return inside if _ASKS_OF_IT.match(quotation.string[: quotation.start()]) else quotation.group()


_WHETHER = re.compile(r"(?:did|does|do|has|have|is|was|would|will)\b", re.IGNORECASE)
_ASKS_OF_IT = re.compile(
    r"how (?:many|much|long|old|far|often|big|high|large)\b(?!.*\b(?:say|said|word|phrase)\b)"
    r"|what (?:did|does|do|has|have) .*\b(?:about|on|of|to)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s+\w")
_TYPED = re.compile(
    r"\b(?:(?P<asks>what|who|where|when|how|that|why)s|(?P<does>did|was|is|does|do|has|had|have|were|are|would|could|should|ca|wo)nt)\b",
    re.IGNORECASE,
)
_SPELLED = {"r": "are", "u": "you", "ur": "your", "pls": "please", "plz": "please"}
_CHAT = re.compile(r"(?<![\w.&])(?:r|u|ur|pls|plz)(?![\w.&])")
_SLIPS = re.compile(r"^(?:wat|waht|whta|wot)\b", re.IGNORECASE)


def with_apostrophes(text: str) -> str:
    """The question with the apostrophes that hurried people leave out: "whats", "didnt"."""
    text = _CHAT.sub(lambda m: _SPELLED[m.group().lower()], _SLIPS.sub("what", text))
    return _TYPED.sub(lambda m: f"{m['asks']}’s" if m["asks"] else f"{m['does']}n’t", text)


_ASKING = re.compile(
    r"(?i)^\s*(?:(?:and|so|but)\s+)?(?:(?:is|was)(?:\s+it|n[’']t it) (?:really |actually )?"
    r"(?:true|correct|right|a fact|the case)(?: that)?\b"
    r"|what (?:prompted|led|drove|moved|persuaded|convinced|forced|pushed|motivated)\b"
    r"|how come\b|what do (?:we|you) know (?:about|of)\b"
    r"|(?:what(?: is| was|[’']s) )?(?:the )?deadline (?:for|of)\b"
    r"|(?:what|which) (?:percentage|percent|per cent|proportion|share|fraction)(?: of)?\b"
    r"|(?:at |on |in |by )?(?:what|which) (?:exact )?(?:time|day|date|hour|month|year|weekday)\b)"
    r"|\bhow (?!many|much)\w+(?= (?:is|are|was|were|did|does|do|will|has|have|can)\b)"
)


_INTENDING = re.compile(
    r"(?i)^(\s*(?:when|where|how)\b[^,]*? (?:does|do|did|will)\b[^,]*? )"
    r"(?:plan|intend|hope|expect|aim|mean) to(?= [a-z])"
)
"""A verb that says of what is done that somebody is going to: "when does the harbour plan to start digging?"."""


def _without_asking(text: str) -> str:
    """The text without the words that only ask, "is it true that", "what time", and the adjective of "how big"."""
    return _INTENDING.sub(r"\1", _ASKING.sub(" ", text), count=1)


def _skeleton(masked: str, named: Sequence[Named]) -> str:
    """Lower-case words with A0, A1 … for names and Q for quoted words: what the patterns read."""
    out: list[str] = []
    at = 0
    for number, who in enumerate(named):
        out += (masked[at : who.span.start], f" \x02{min(number, 9)} ")
        at = who.span.end
    out.append(masked[at:])
    plain = re.sub("\x01+", " Q ", "".join(out)).lower()
    plain = re.sub(r"[’']s\b", " s", plain)
    plain = re.sub(r"n[’']t\b", " n t", plain)
    plain = re.sub("[^\\w\x02]+", " ", plain).replace("\x02", "A").strip()
    plain = re.sub(r"^(?:please |hey |hi |hello |ok |so |well |but |and )+(?=\w)", "", plain)
    plain = re.sub(r"^(?:can|could|would|will) you (?:please )?(?:tell me|say|show me|find out|explain)\s+", "", plain)
    plain = re.sub(r"^(?:do you know|i want to know|i would like to know|tell me|any idea)\s+(?=wh|how)", "", plain)
    plain = re.sub(r"\bthe (A\d)\b", r"\1", plain)
    return re.sub(r"\b(?:mr|mrs|ms|dr|prof|president|minister) (A\d)\b", r"\1", plain)


_OF_OUTLETS = frozenset((Intent.ACTOR_LIST, Intent.COUNT))
_OF_ANYTHING = frozenset((Intent.YES_NO, Intent.EVENT_TIME, Intent.EVENT_PLACE))
_NEEDS_NO_NAME = _OF_ANYTHING | {Intent.RELATION, Intent.ACTOR_PROFILE}
"""Questions whose subject may be anything that the articles speak of: "did the two leaders speak?"."""
_HAS_SPEAKER = frozenset(
    (
        Intent.QUOTE_BY_ACTOR,
        Intent.FACT,
        Intent.YES_NO,
        Intent.POSITION,
        Intent.RELATION,
        Intent.EVENT_TIME,
        Intent.SEARCH,
    )
)


def _place(masked: str, named: Sequence[Named], intent: Intent) -> Named | None:
    """All the words in the place of a speaker, names among them or not."""
    if intent not in _HAS_SPEAKER:
        return None
    match = speaker_slot().search(_with_whole_names(masked, named).rstrip("?!. ")) or _ON.match(masked)
    if match is None or match.lastgroup == "who3":  # "who is the …?": the facts tell
        return None
    if _CLAIM_OF.search(match.group()):
        return None
    span = Span(*match.span(match.lastgroup or 0))
    return Named(span, masked[span.start : span.end], ()) if span.end - span.start <= _LONGEST else None


def _with_whole_names(masked: str, named: Sequence[Named]) -> str:
    """The question in small letters, every name one word, so that none of its own is a verb: "the Karsk Post"."""
    out = masked.lower()
    for who in named:
        out = out[: who.span.start] + out[who.span.start : who.span.end].replace(" ", "_") + out[who.span.end :]
    return out


_CLAIM_OF = re.compile(
    r"[’']s? (?:\S+ ){0,3}(?:claims?|comments?|remarks?|calls?|answers?|posts?|tweets?|promises?|demands?|pledges?|"
    r"vows?|statements?|estimates?|quotes?|notes?)$"
)
"""What somebody said, and no verb: "rate Brenner's 59 percent claim"."""
_LONGEST = 60
"""Characters of a description of somebody."""
_ON = re.compile(
    r"(?i)^(?!(?:what|who|whom|whose|when|where|why|how|which|did|does|do|is|are|was|were|has|have|will|would|show|"
    r"list|give|find|tell|any|all|quotes?|and|so|but|by|to|for|with|from|in|at|since|until)\b)(?!.*\b(?:what|who|when|where|why|how)\b)(?P<who5>[^,?]{3,50}?)\s+(?:on|about|regarding|after)\s"
)
"""A speaker and a topic without a verb: "the mayor of Karsk on the tunnel"."""


def _slot(masked: str, named: Sequence[Named]) -> Named | None:
    """The words in the place of a speaker, where no known name stands in them."""
    match = speaker_slot().search(masked.rstrip("?!. ").lower())
    if not match:
        return None
    span = Span(*match.span(match.lastgroup or 0))
    words = masked[span.start : span.end]
    if any(overlap(span, who.span) for who in named) or len(words.split()) > 7 or "\x01" in words:
        return None
    if _IS_TOLD.match(masked):
        return None
    bare = [fold(w) for w in words.split()]
    if all(w in EVERYBODY or w in _ORDINALS or is_function_word(w) for w in bare) or any(w in EVERYBODY for w in bare):
        return None
    return Named(span, words.strip(), ())


_IS_TOLD = re.compile(
    r"(?i)what (?:(?:was|were|is|are)|(?:has|have|had)(?= .*\bbeen\b)) .* "
    r"(?:promised|told|offered|asked|ordered|given|advised|warned of|accused of)\b"
)
"""What somebody was told, not what they say."""


def _blank(text: str, spans: Sequence[Span]) -> str:
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _topic(masked: str, named: Sequence[Named], dates: Sequence[When]) -> str | None:
    """The words after the first "about" (on, regarding …) that follows the first name, without dates.

    None where more of it stands before: "Did Ruiz say the bridge would fall on the harbour?" is not about the harbour.
    """
    text = _blank(masked, [d.span for d in dates]).rstrip("?!. ")
    start = named[0].span.end if named else 0
    match = _ABOUT.search(text, start) or (_ABOUT.search(text) if not named else None)
    if not match or (named and terms_of(_saying().sub(" ", text[start : match.start()].lower()))):
        return None
    topic = _TO_HEARERS.sub("", " ".join(match["topic"].replace("\x01", " ").split()))
    return topic or None


@lru_cache(maxsize=1)
def _saying() -> re.Pattern[str]:
    """Words of saying and wanting, and those who are told: what may stand between a speaker and "about"."""
    return re.compile(rf"\b(?:{words_of('say', 'noun', 'stance', 'want')}|{_HEARERS})\b")


_HEARERS = (
    "reporters?|journalists?|press|media|viewers|listeners|readers|people|more|else|anything|new|ready|willing|open"
)


_TO_HEARERS = re.compile(
    r"(?i)^(?:the )?(?:reporters?|journalists?|press|media|viewers|listeners|readers) (?:about|on) "
)
"""Who was told, before what it was about: "say to reporters about the talks"."""


def _counted(skeleton: str) -> str:
    for kind, words in (
        ("articles", r"\barticles?|stories|texts\b"),
        ("outlets", r"\boutlets|newspapers|sources\b"),
        ("people", r"\bpeople|persons|speakers|actors|politicians|officials|men|women|organi[sz]ations\b"),
    ):
        if re.search(rf"(?:how many|number of) (?:\w+ )?(?:{words})", skeleton):
            return kind
    return "quotes"
