"""A question as typed → its intent and slots. Names, quoted words and dates are found first; patterns see the rest."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from bot.actors.directory import Directory, Match, Resolution
from bot.archive.port import EVERYTHING
from bot.model import Actor, ActorId, Kind, Span
from bot.query.ask.dates import When, find_dates
from bot.query.ask.descriptions import is_of_people
from bot.query.ask.terms import Term, term_of, terms_of
from bot.query.view import View
from bot.query.words import is_function_word
from bot.resources import config_file
from bot.text.words import fold, index_words


class Intent(Enum):
    QUOTE_BY_ACTOR = "quote_by_actor"
    WHO_SAID = "who_said"
    VERIFY = "verify"
    ACTOR_PROFILE = "actor_profile"
    ACTOR_LIST = "actor_list"
    RELATION = "relation"
    EVENT_TIME = "event_time"
    EVENT_PLACE = "event_place"
    EVENT_MEDIUM = "event_medium"
    QUANTITY = "quantity"
    COUNT = "count"
    COMPARE = "compare"
    CHANGE = "change"
    POSITION = "position"
    REASON = "reason"
    DENIAL = "denial"
    SOURCE_META = "source_meta"
    FACT = "fact"
    YES_NO = "yes_no"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom the question names."""

    span: Span
    words: str
    matches: tuple[Match, ...]  # several: the name fits each
    reading: str | None = None

    @property
    def actor(self) -> Actor | None:
        return self.matches[0].actor if len(self.matches) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, read."""

    text: str
    intent: Intent
    named: tuple[Named, ...] = ()  # in order
    about: tuple[Term, ...] = ()  # content words that are neither names nor dates
    topic: str | None = None  # the words after "about" and the like, else those of `about`
    quoted: tuple[str, ...] = ()
    dates: tuple[When, ...] = ()
    unknown: str | None = None  # a name that stands in no article
    nearest: tuple[Actor, ...] = ()
    counted: str | None = None  # what a count is of: "quotes", "people", "articles"
    cue: str | None = None  # the verb of saying, when it is more than "say"
    verb: Term | None = None  # what happened, for questions of facts
    negative: bool = False
    skeleton: str = ""


@dataclass(frozen=True, slots=True)
class _Readings:
    """The patterns of config/language/questions.toml."""

    patterns: tuple[tuple[Intent, re.Pattern[str]], ...]
    classes: Mapping[str, str]  # name → alternatives
    plain_say: frozenset[str]
    slot: re.Pattern[str]


@lru_cache(maxsize=1)
def _readings() -> _Readings:
    table = tomllib.loads(config_file("language/questions.toml").read_text(encoding="utf-8"))
    words = dict(table["classes"])
    plain = frozenset(words.pop("plain_say"))
    classes = {name: f"(?:{'|'.join(alternatives)})" for name, alternatives in words.items()}

    def filled(pattern: str) -> str:
        for name, alternatives in classes.items():
            pattern = pattern.replace(f"<{name}>", alternatives)
        return pattern

    patterns = tuple(
        (Intent(reading["intent"]), re.compile(filled("|".join(reading["patterns"])))) for reading in table["reading"]
    )
    return _Readings(patterns, classes, plain, re.compile(filled("|".join(table["slots"]["speaker"]))))


_ABOUT = re.compile(
    r"\b(?:about|on|regarding|concerning|over|of|to|that|with regard to|in response to|as to)\s+(?P<topic>.+)$"
)
_QUOTED = re.compile(
    r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|(?<!\w)‘([^‘]+)’(?!\w)|(?<!\w)'([^']{3,}(?:'\w[^']*)*)'(?!\w)"
)
_EVERYBODY = frozenset(
    "he she they it people anyone anybody everyone everybody someone somebody you we i others who that this there "
    "articles article".split()
)
_ORDINALS = frozenset("first second third fourth fifth last next".split())
_NEGATIVE = re.compile(r"\b(?:not|n't|never|no longer|nobody|without)\b|n’t\b")


def read_question(text: str, view: View) -> Question:
    """The question with its slots. Costs a look-up of its names in the directory and of unknown ones in the index."""
    words = " ".join(text.split()).strip()
    quoted = tuple(next(g for g in m.groups() if g).strip() for m in _QUOTED.finditer(words))
    masked = _QUOTED.sub(lambda m: "\x01" * len(m.group()), words)
    named = tuple(_whole_name(who, masked) for who in _named(masked, view.directory))
    dates = tuple(
        when for when in find_dates(masked, view.today) if not any(_overlap(when.span, who.span) for who in named)
    )
    skeleton = _skeleton(masked, named)
    intent = _intent(skeleton, quoted)
    if re.match(r"who A0 \w", skeleton) and named[0].matches[0].how == "role":
        named = named[1:]  # "who leads the inquiry into …": the verb of the question, no description of somebody
        skeleton = _skeleton(masked, named)
        intent = _intent(skeleton, quoted)
    slot = _slot(masked, named) if intent in _HAS_SPEAKER else None
    unknown: str | None = None
    nearest: tuple[Actor, ...] = ()
    if slot is not None:
        resolution = view.directory.resolve(slot.words)
        found = _as_named(slot.span, slot.words, resolution) if resolution.actors else None
        found = found or _by_people_and_role(slot, view) or _by_role(slot, view)
        if found:
            named = tuple(sorted((*named, found), key=lambda n: n.span))
            skeleton = _skeleton(masked, named)
            intent = _intent(skeleton, quoted)
        elif intent not in _NEEDS_NO_NAME or (intent in _OF_ANYTHING and slot.words != slot.words.lower()):
            unknown, nearest = slot.words, resolution.nearest
    if unknown is None:
        unknown, nearest = _unknown_name(masked, named, dates, view)
    if unknown is not None and (meant := _misspelt(unknown, nearest, masked)):
        unknown, nearest, named = None, (), tuple(sorted((*named, meant), key=lambda n: n.span))
        skeleton = _skeleton(masked, named)
        intent = _intent(skeleton, quoted)
    rest = _blank(masked, [*(n.span for n in named), *(d.span for d in dates)])
    about = terms_of(_without_measure(rest.replace("\x01", " ")))
    if intent in _OF_ANYTHING and (made := re.search(r"\b(?:make|made) .*?\b(comment|remark|statement)", masked)):
        about = (*about, term_of(made[1]))
    return Question(
        text=words,
        intent=intent,
        named=named,
        about=about,
        topic=_topic(masked, named, dates),
        quoted=quoted,
        dates=dates,
        unknown=unknown,
        nearest=nearest,
        counted=_counted(skeleton) if intent is Intent.COUNT else None,
        cue=_cue(skeleton),
        negative=bool(_NEGATIVE.search(masked.lower())),
        skeleton=skeleton,
    )


def _without_measure(text: str) -> str:
    """The words without the adjective of "how big": an answer gives the measure, and seldom the adjective."""
    return re.sub(r"(?i)\bhow (?!many|much)(\w+)(?= (?:is|are|was|were|did|does|do|will|has|have|can)\b)", " ", text)


def _named(masked: str, directory: Directory) -> tuple[Named, ...]:
    """The names of the question. A stretch with words of the question itself in it is read run by run."""
    out: list[Named] = []
    for hit in directory.find_in(masked):
        words = hit.span.of(masked)
        if not hit.resolution.actors or fold(words) in _EVERYBODY:
            continue
        if any(fold(w) in _NEVER_IN_NAMES for w in words.split()):
            out += _capitalised(hit.span, masked, directory)
        else:
            out.append(_as_named(hit.span, words, hit.resolution))
    return tuple(out)


def _whole_name(who: Named, masked: str) -> Named:
    """The name with the capitalised word behind it: the article may have called "Rory Brenner" only Rory."""
    behind = re.match(r"\s+([A-ZÀ-ÞŁŠŽČĆĐ][\w’\-]+)", masked[who.span.end :])
    one = len(who.words.split()) == 1 and who.words[:1].isupper()
    if not behind or not one or not who.matches or who.matches[0].actor.kind is not Kind.PERSON:
        return who
    end = who.span.end + behind.end()
    return Named(Span(who.span.start, end), masked[who.span.start : end], who.matches, who.reading)


_CAPITALS = re.compile(r"[A-ZÀ-ÞŁŠŽČĆĐ][\w’'.\-]*(?:\s+[A-ZÀ-ÞŁŠŽČĆĐ][\w’'.\-]*)*")


def _capitalised(within: Span, masked: str, directory: Directory) -> Iterator[Named]:
    """The runs of capitalised words in the stretch that name somebody."""
    for match in _CAPITALS.finditer(masked[within.start : within.end]):
        words, start = match.group(), within.start + match.start()
        first, _, rest = words.partition(" ")
        if fold(first) in _NEVER_IN_NAMES:
            words, start = rest, start + len(first) + 1
        resolution = directory.resolve(words) if words else None
        if resolution and resolution.actors:
            yield _as_named(Span(start, start + len(words)), words, resolution)


def _as_named(span: Span, words: str, resolution: Resolution) -> Named:
    """The name with whom it fits; one who is named far more often than all others together is meant."""
    matches = resolution.actors
    if len(matches) > 1:
        first, *others = (match.actor for match in matches)
        if first.mentions >= OFTEN and first.mentions >= DOMINANT * max(other.mentions for other in others):
            reading = f"read {words} as {first.name}; {others[0].name} would fit, too"
            return Named(span, words, matches[:1], reading)
    return Named(span, words, matches, resolution.reading)


OFTEN, DOMINANT = 20, 10
"""A name that fits several is read as the one who is mentioned so often, and so many times as often as any other."""
_NEVER_IN_NAMES = frozenset(
    "what who whom whose when where why how which did does do has have had is are was were will would can could say "
    "says said tell told about many much on and or win won compare contrast show list give find quote quotes quotation "
    "explain describe according any anything please verify check really also".split()
)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


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


def _intent(skeleton: str, quoted: Sequence[str]) -> Intent:
    """The first pattern that fits; a quoted string asks for its check unless a who-word governs it."""
    if quoted:
        if re.match(rf"^(?:{_readings().classes['person']}|whose|by whom|when|where|why|on what|to whom)\b", skeleton):
            return Intent.WHO_SAID
        return Intent.VERIFY
    for intent, pattern in _readings().patterns:
        if pattern.search(skeleton):
            return intent
    return Intent.SEARCH


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


def _slot(masked: str, named: Sequence[Named]) -> Named | None:
    """The words in the place of a speaker, where no known name stands in them."""
    match = _readings().slot.search(masked.rstrip("?!. ").lower())
    if not match:
        return None
    group = next(name for name in ("who", "who2", "who3", "who4") if match[name])
    span = Span(match.start(group), match.end(group))
    words = masked[span.start : span.end]
    if any(_overlap(span, who.span) for who in named) or len(words.split()) > 5 or "\x01" in words:
        return None
    bare = [fold(w) for w in words.split()]
    if all(w in _EVERYBODY or w in _ORDINALS or is_function_word(w) for w in bare) or any(
        w in _EVERYBODY for w in bare
    ):
        return None
    return Named(span, words.strip(), ())


_LETTERS = 6
"""Letters of a name in which one wrong letter is read as a slip of the fingers."""


def _misspelt(words: str, nearest: Sequence[Actor], masked: str) -> Named | None:
    """The name as that of the only actor near it whose own differs in one letter; the answer says how it was read."""
    typed = fold(words).split()
    alike = [
        actor
        for actor in nearest
        if actor.kind is Kind.PERSON
        and len(typed[-1]) >= _LETTERS
        and DamerauLevenshtein.distance(fold(actor.name).split()[-1], typed[-1]) == 1
        and (len(typed) == 1 or fold(actor.name).split()[0] == typed[0])
    ]
    start = masked.find(words)
    if len(alike) != 1 or start < 0:
        return None
    reading = f"read {words} as {alike[0].name}"
    return Named(Span(start, start + len(words)), words, (Match(alike[0], "typo"),), reading)


def _by_people_and_role(slot: Named, view: View) -> Named | None:
    """Who the articles call so: "the Russian president" where they say "President Volkov of Russia"."""
    peoples = [w for w in slot.words.split() if w[:1].isupper()]
    role = " ".join(w for w in slot.words.split() if not w[:1].isupper() and w.lower() != "the")
    if len(peoples) != 1 or not role:
        return None
    matches = tuple(
        match for match in view.directory.resolve(role).actors if is_of_people(peoples[0], match.actor, view)
    )
    if not matches:
        return None
    reading = f"read {slot.words} as {matches[0].actor.name}" if len(matches) == 1 else None
    return Named(slot.span, slot.words, matches, reading)


def _by_role(slot: Named, view: View) -> Named | None:
    """Who the articles call so: "the mediator" is the speaker at whose name the word stands. Most often named first."""
    terms = terms_of(slot.words)
    if not terms or any(term.required for term in terms):
        return None
    rows = view.reader.search_quotes([term.every for term in terms], EVERYTHING, limit=ROLE_CANDIDATES)
    counted: Counter[ActorId] = Counter()
    for row in rows:
        article = view.reader.article(row.article)
        if article is None or row.quote.source is None or len(row.speakers) != 1:
            continue
        around = row.quote.source.of(article.text)
        cue = row.quote.cue
        if cue and 0 <= row.quote.source.start - cue.end < 60:
            around = article.text[cue.end : row.quote.source.end]
        after = re.match(r",? [^.;“\"]{3,80}?[,.]", article.text[row.quote.source.end : row.quote.source.end + 90])
        around += after.group() if after else ""
        words = frozenset(index_words(around))
        if all(not term.forms.isdisjoint(words) for term in terms):
            counted[row.speakers[0]] += 1
    actors = [actor for id_, _ in counted.most_common(5) if (actor := view.reader.actor(id_))]
    if not actors:
        actors = list(_beside(slot.words, terms, view))
    if not actors:
        return None
    matches = tuple(Match(actor, "role") for actor in actors)
    reading = f"read {slot.words} as {actors[0].name}" if len(actors) == 1 else None
    return Named(slot.span, slot.words, matches, reading)


_NAME = r"(?P<name>[A-ZÀ-ÞĐ][\w’'\-]+(?:\s+[A-ZÀ-ÞĐ][\w’'\-]+)+)"


def _beside(role: str, terms: Sequence[Term], view: View) -> Iterator[Actor]:
    """Actors at whose name a sentence puts the words: "bicycle dealer Ada Brenner", "Ada Brenner, a bicycle dealer"."""
    words = re.sub(r"^(?:the|a|an)\s+", "", role.strip())
    beside = re.compile(
        rf"\b{re.escape(words)},?\s+{_NAME}|{_NAME.replace('name', 'before')},\s+(?:the|a|an)\s+{re.escape(words)}\b"
    )
    seen: set[ActorId] = set()
    for passage in view.reader.search_passages([term.every for term in terms], EVERYTHING, limit=ROLE_CANDIDATES):
        article = view.reader.article(passage.article)
        match = beside.search(passage.span.of(article.text)) if article else None
        if match:
            found = view.directory.resolve(match["name"] or match["before"]).actors
            if len(found) == 1 and found[0].actor.id not in seen:
                seen.add(found[0].actor.id)
                yield found[0].actor


ROLE_CANDIDATES = 80
"""Quotations near the words of a role that are looked at for whom it belongs to."""


def _unknown_name(
    masked: str, named: Sequence[Named], dates: Sequence[When], view: View
) -> tuple[str | None, tuple[Actor, ...]]:
    """The first capitalised name that stands in no article, with the nearest actors."""
    taken = [*(n.span for n in named), *(d.span for d in dates)]
    for match in re.finditer(r"[A-ZÀ-ÞŁŠŽČĆĐ][\w’'\-]+(?:\s+[A-ZÀ-ÞŁŠŽČĆĐ][\w’'\-]+)*", masked):
        span = Span(match.start(), match.end())
        words = match.group()
        if match.start() == 0:
            first, _, rest = words.partition(" ")
            if not rest:
                continue
            span, words = Span(match.start() + len(first) + 1, match.end()), rest
        if any(_overlap(span, other) for other in taken) or is_function_word(fold(words)):
            continue
        stems = index_words(words.removesuffix("’s").removesuffix("'s"))
        held = view.reader.frequencies(stems)
        if any(fold(words) in fold(name) for name, _ in view.state.sources):
            continue
        if stems and all(not held[s] for s in stems):
            return words, view.directory.resolve(words).nearest
    return None, ()


def _blank(text: str, spans: Sequence[Span]) -> str:
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _topic(masked: str, named: Sequence[Named], dates: Sequence[When]) -> str | None:
    """The words after the first "about" (on, regarding …) that follows the first name, without dates."""
    text = _blank(masked, [d.span for d in dates]).rstrip("?!. ")
    start = named[0].span.end if named else 0
    match = _ABOUT.search(text, start) or (_ABOUT.search(text) if not named else None)
    if not match:
        return None
    topic = " ".join(match["topic"].replace("\x01", " ").split())
    return topic or None


def _counted(skeleton: str) -> str:
    for kind, words in (
        ("articles", r"\barticles?|stories|texts\b"),
        ("outlets", r"\boutlets|newspapers|sources\b"),
        ("people", r"\bpeople|persons|speakers|actors|politicians|officials|men|women|organi[sz]ations\b"),
    ):
        if re.search(rf"(?:how many|number of) (?:\w+ )?(?:{words})", skeleton):
            return kind
    return "quotes"


def saying_verb(skeleton: str) -> str | None:
    """The first verb of saying in the question."""
    match = re.search(rf"\b{_readings().classes['say']}\b", skeleton)
    return match.group() if match else None


def _cue(skeleton: str) -> str | None:
    verb = saying_verb(skeleton)
    return verb if verb not in _readings().plain_say else None


def is_place(who: Named) -> bool:
    """Does the name stand for a place or government only?"""
    return bool(who.matches) and all(match.actor.kind is Kind.PLACE for match in who.matches)
