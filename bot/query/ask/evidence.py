"""Sentences that may answer a question of facts, and the tests that they must pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from bot.archive.port import EVERYTHING, Filter, Passage
from bot.model import Actor, Article, ArticleId, Span
from bot.query.ask.question import Intent, Named, Question
from bot.query.ask.terms import Term, term_of, terms_of
from bot.query.view import View
from bot.resources import config_file
from bot.text.words import fold, index_words, stem

RAREST = 5
POSTINGS = 8_000
"""As in checks: the words that candidates are looked up by, and how many sentences may hold them."""
CANDIDATES = 60
PRONOUN = 0.75
"""What "he" counts for somebody who is named in the sentences before."""
TITLE = 0.55
"""What a word counts that stands in the article's title only."""
NEAR = 0.5
"""What a word counts that stands in the sentence before only."""

_MONTH = r"(?:Jan(?:\.|uary)?|Feb(?:\.|ruary)?|Mar(?:\.|ch)?|Apr(?:\.|il)?|May|June?|July?|Aug(?:\.|ust)?|Sept?(?:\.|ember)?|Oct(?:\.|ober)?|Nov(?:\.|ember)?|Dec(?:\.|ember)?)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
TIME = re.compile(
    rf"\b(?:(?:early|late|by|since|until|on|in|before|after|last|next|this|every)\s+)*(?:{_DAY}(?:\s+(?:morning|afternoon|evening|night))?|{_MONTH}\s+\d{{1,2}}\b|\d{{1,2}}\s+{_MONTH}\b|{_MONTH}\b|(?:19|20)\d\d\b|\d{{1,2}}(?:[:.]\d\d)?\s*(?:a\.m\.|p\.m\.|am|pm|o’clock|o'clock)|noon|midnight|dawn)"
    r"|\b(?:today|yesterday|tomorrow|tonight|(?:last|next|this|past)\s+(?:week|month|year|night|summer|winter|spring|autumn|fall)|the (?:day|week|month|year) (?:before|after)|(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|few)\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\s+(?:ago|later|earlier|before|after)|(?:in|at) the (?:spring|summer|autumn|fall|winter|morning|afternoon|evening|end) of \w+|(?:in|until) the (?:spring|summer|autumn|fall|winter)|(?:19|20)\d\ds|(?:before|after) (?:half-time|matches))\b"
    r"|\b\d+(?:st|nd|rd|th) minute\b"
)
_SPELLED = r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozens?|hundreds|thousands|millions|half|third|quarter|twice|once|no)"
NUMBER = re.compile(
    rf"(?<![\w.])(?:[$€£]\s?)?\d+(?:[.,]\d+)*(?:[-–]\d+)?(?:\s*(?:%|percent|per\s?cent))?(?:\s+(?:{_SPELLED}))*|\b{_SPELLED}(?:[\s-]+(?:and\s+)?{_SPELLED})*\b",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"\b(?:in|at|on|near|to|from|outside|inside|into|off|along|across|behind|under|over|between|through|toward|towards|around|by)\s+"
    r"(?:the\s+|its\s+|her\s+|his\s+|a\s+|an\s+|every\s+)?(?:[\w’'-]+\s+){0,3}?[\w’'-]+"
)
_PROPER_PLACE = re.compile(
    r"\b(?:in|at|on|near|outside|inside|into|off|along|across|to|for)\s+(?:the\s+)?"
    r"(?:(?!with\b|of\b|for\b|and\b|that\b|to\b|by\b)[a-z][\w’'-]*\s+){0,2}?"
    rf"(?!(?:Mr|Mrs|Ms|Dr|President|Prime|Minister|{_DAY}|{_MONTH})\b)[A-ZÀ-Þ][\w’'-]+|^[A-Z][A-Z ]{{2,}}(?= [-—–])"
)
_PART_OF_PLACE = re.compile(
    r"\b(?:in|at|near|outside)\s+(?:the|a|an)\s+(?:\w+\s+)?(?:suburb|city|town|village|region|province|capital|port|north|"
    r"south|east|west|centre|center|part|district|outskirts|middle)\s+of\s+(?:the\s+)?[A-ZÀ-Þ][\w’'-]+"
)
_MEDIA_NAME = re.compile(
    r"\b(?:Truth Social|Truth|Facebook|Twitter|X|Instagram|YouTube|Telegram|TikTok|News|Radio|TV)\b"
)
_COMMON_PLACE = re.compile(
    r"\b(?:in|at|on|near|to|from|outside|inside|into|off|along|by)\s+(?:the|a|an|his|her|its|their)\s+(?:[\w’'-]+\s+){0,2}?"
    r"(?:hall|house|office|street|station|port|bay|river|court|courtroom|room|hotel|park|school|hospital|church|bridge|square|"
    r"airport|border|village|town|city|capital|gate|terminal|ministry|theatre|stadium|pub|inn|bench|train|ship|radio|television|"
    r"chamber|gallery|building|island|islands|sea|university|institute|taxi|factory|shop|bakery|museum|library|table|drawer)\b"
)
REASON = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|amid|as a result of|so that|in order to|in protest|on the grounds|for fear|"
    r"since|given|reason|caused by|after|as|over|for)\b|\bto (?=[a-z])",
    re.IGNORECASE,
)
_STRONG_REASON = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|amid|as a result of|so that|in order to|in protest|on the grounds|for fear|"
    r"reason|caused by|wants? to|wanted to)\b",
    re.IGNORECASE,
)
MEDIUM = re.compile(
    r"\b(?:on|in|to|by|through|via|at)\s+(?:(?:a|an|the|his|her|its|their)\s+)?(?:[\w’'-]+\s+){0,3}?"
    r"(?:Facebook|Twitter|X|Instagram|YouTube|Telegram|Truth Social|TikTok|LinkedIn|television|TV|radio|Radio|News|Herald|Post|"
    r"Times|Mail|Courier|Gazette|Journal|newspaper|interview|statement|letter|message|post|speech|news conference|"
    r"press conference|call|telephone|phone|video call|e-mail|email|podcast|programme|program|station)\b"
    r"(?:\s+(?:on|with)\s+(?:the\s+)?(?:[\w’'-]+\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)?(?:\s+[A-Z][\w’'-]+)*"
)
HEDGE = re.compile(
    r"\b(?:not (?:immediately )?clear|unclear|is not known|not yet known|has yet to|had yet to|have yet to|remains to be seen|"
    r"(?:would|did|will|does) not (?:say|name|comment|predict|give|name|specify)|wouldn[’']t say|declined to|no (?:date|time) (?:for|has|had)|"
    r"refused to say)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|without|denied|denies|deny|denying|refused|declined|ruled out|rejected|cannot|"
    r"stopped short)\b|n[’']t\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:den(?:y|ied|ies|ying)|ruled out|rejected)\b", re.IGNORECASE)
_UNREAL = re.compile(r"\b(?:if|might|may|could|would have|whether|unless)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:—–]|,\s+(?=(?:and|but|while|when|which|who|although|because|after|before|so|as)\b)|\b(?:while|although|but|because)\b"
)
_ASIDE = re.compile(r"\b(?:after|before|when|while|during|following|because|which|that|if)\b|[.;:—]")
_TOGETHER = re.compile(
    r"\b(?:the|both|these)\s+(?:two\s+|three\s+)?(?:leaders|presidents|ministers|sides|men|women|parties|countries|teams|"
    r"companies|rivals|pair|couple|governments|delegations|envoys|candidates|players|brothers|sisters)\b|\beach other\b",
    re.IGNORECASE,
)
_MUTUAL = frozenset(index_words("meet met speak spoke talk talked marry married play played join negotiate agree"))
"""Verbs whose subject and object may change places."""
_HE = frozenset(("he", "him", "his"))
_SHE = frozenset(("she", "her", "hers"))
_THEY = frozenset(("they", "them", "their", "it", "its"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence with how far it answers."""

    passage: Passage
    article: Article
    covered: float  # share of the names and words of the question, 0..1
    answer: tuple[Span, ...] = ()  # the time, number, place … itself
    typed: bool = True  # does it hold what was asked for: a time for "when", a number for "how many"?
    same_event: bool = True  # do the predicate and an argument stand with it, the right way round?
    same_polarity: bool = True
    hedged: bool = False  # it says that this is not known
    synonyms: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # words of the question that it does not hold
    bonus: float = 0.0  # for the tense, the measure and the nearness of the answer; breaks ties

    @property
    def answers(self) -> bool:
        return (self.typed or self.hedged) and self.same_event and (self.same_polarity or self.hedged)

    @property
    def rank(self) -> tuple[float, float, int, str, int]:
        day = self.article.day
        return (
            -float(self.answers),
            -round(self.covered + self.bonus, 3),
            -(day.toordinal() if day else 0),
            self.article.id,
            self.passage.span.start,
        )


@dataclass(slots=True)
class Sentences:
    """Articles and the sentences before a candidate, read once a question."""

    view: View
    _articles: dict[ArticleId, Article | None] = field(default_factory=dict)

    def article(self, id_: ArticleId) -> Article | None:
        if id_ not in self._articles:
            self._articles[id_] = self.view.reader.article(id_)
        return self._articles[id_]

    def before(self, article: Article, span: Span) -> str:
        """The rest of the paragraph before the sentence, and the paragraph before that one; at most 600 characters."""
        paragraph = article.text.rfind("\n", 0, span.start)
        start = article.text.rfind("\n", 0, max(0, len(article.text[:paragraph].rstrip())))
        return article.text[max(0, start, span.start - 600) : span.start]


class _Around:
    """The words before a sentence and of the title, made when they are first needed."""

    def __init__(self, article: Article, span: Span, sentences: Sentences) -> None:
        self._article, self._span, self._sentences = article, span, sentences

    @cached_property
    def before(self) -> frozenset[str]:
        return frozenset(index_words(self._sentences.before(self._article, self._span)))

    @cached_property
    def title(self) -> frozenset[str]:
        return frozenset(index_words(self._article.title))


def candidates(
    view: View, sets: Sequence[AbstractSet[str]], where: Filter = EVERYTHING, limit: int = CANDIDATES
) -> tuple[Passage, ...]:
    """Sentences by the rarest of the sets of words; none where no word is known."""
    chosen = rarest(view, sets)
    return view.reader.search_passages(chosen, where, limit=limit) if chosen else ()


def rarest(view: View, sets: Sequence[AbstractSet[str]], at_most: int = RAREST) -> list[AbstractSet[str]]:
    """The sets that the fewest sentences hold, as far as the bounds allow; never empty if any word is known."""
    held = view.reader.frequencies({word for group in sets for word in group})
    counted = sorted((sum(held[w] for w in group), number) for number, group in enumerate(sets))
    out: list[AbstractSet[str]] = []
    postings = 0
    for count, number in counted:
        if not count:
            continue
        postings += count
        if out and (postings > POSTINGS or len(out) == at_most):
            break
        out.append({word for word in sets[number] if held[word]})
    return out


def name_stems(actor: Actor) -> tuple[frozenset[str], ...]:
    """The last words of the actor's names, stemmed: what a sentence that names them holds."""
    return _name_stems(actor.name, actor.aliases)


@lru_cache(maxsize=5_000)
def _name_stems(name: str, aliases: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    out = []
    for form in (name, *aliases):
        words = [w for w in form.split() if fold(w).strip(".") not in ("jr", "sr", "ii", "iii")]
        if words and len(words[-1]) > 2:
            out.append(frozenset(index_words(words[-1])))
    return tuple(dict.fromkeys(stems for stems in out if stems))


def evidence_for(question: Question, view: View, where: Filter = EVERYTHING) -> list[Evidence]:
    """Candidate sentences for a question of facts, judged, best first."""
    terms = required_terms(question)
    sets: list[AbstractSet[str]] = [term.every for term in terms]
    for who in question.named:
        stems = frozenset(stem for m in who.matches for s in name_stems(m.actor) for stem in s)
        sets.append(stems | {form for term in terms_of(who.words) for form in term.forms})
    sentences = Sentences(view)
    predicate = predicate_of(question)
    out = []
    for passage in candidates(view, [s for s in sets if s], where):
        article = sentences.article(passage.article)
        if article is not None:
            judged = _judge(question, terms, predicate, passage, article, sentences)
            if judged is not None:
                out.append(judged)
    out.sort(key=lambda evidence: evidence.rank)
    return out


def required_terms(question: Question) -> tuple[Term, ...]:
    """The content words, with the floating dates as words: "Friday" in a question of facts is part of the event."""
    days = terms_of(" ".join(when.words for when in question.dates if when.floating))
    return (*question.about, *days)


_AUXILIARY_VERBS = frozenset(
    "have has had do does did be is are was were get gets got take takes took make makes made".split()
)


def predicate_of(question: Question) -> Term | None:
    """What happened: by the question's word order the first content word after its subject; None if it has none."""
    if not question.about:
        return None
    intent = question.intent
    if intent in (Intent.QUANTITY, Intent.FACT, Intent.YES_NO):
        return None
    if intent is Intent.RELATION:
        return question.about[0]
    verbs = [term for term in question.about if _is_verb_there(term.word, question.text)]
    return verbs[0] if verbs else question.about[-1]


_NOUN_BEFORE = re.compile(
    r"\b(?:the|a|an|his|her|its|their|our|any|some|no|every|first|last|next|new|old|of)\s+$", re.IGNORECASE
)


def _is_verb_there(word: str, text: str) -> bool:
    """Is the word a verb where it stands in the question? One behind a determiner is a noun."""
    at = text.find(word)
    return at > 0 and not _NOUN_BEFORE.search(text[:at]) and not verb_forms().isdisjoint(term_of(word).forms)


@lru_cache(maxsize=1)
def verb_forms() -> frozenset[str]:
    """Stems of the verbs that the language files know."""
    out: set[str] = set()
    for name in ("common_verbs.txt", "irregular_verbs.txt", "verbs.txt"):
        for line in config_file(f"language/{name}").read_text(encoding="utf-8").splitlines():
            words = line.split("#")[0].split("|")[0].split()
            out.update(stem(word) for word in words if word.isalpha())
    return frozenset(out)


def _judge(
    question: Question,
    terms: Sequence[Term],
    predicate: Term | None,
    passage: Passage,
    article: Article,
    sentences: Sentences,
) -> Evidence | None:
    text = passage.span.of(article.text)
    words = frozenset(index_words(text))
    solid = [term for term in terms if not term.light]
    if solid and sum(term.match(words) > 0 for term in solid) * 2 < len(solid):
        return None
    around = _Around(article, passage.span, sentences)
    held = 0.0
    missing = []
    for term in terms:
        match = term.match(words)
        if not match:
            match = max(NEAR * term.match(around.before), TITLE * term.match(around.title))
        if not match and not term.light:
            missing.append(term.word)
        held += term.weight * match
    there: list[bool] = []
    for who in question.named:
        match = _names(who, text, words, around)
        there.append(match >= PRONOUN)
        if not match:
            missing.append(who.words)
        held += match
    total = sum(term.weight for term in terms) + len(question.named)
    if not total or not held:
        return None
    if any(term.required and term.word in missing for term in terms):
        return None
    subject_there = question.intent not in _ABOUT_SOMEBODY or not there or any(there)
    happened = predicate is None or predicate.light or predicate.match(words) > 0
    spans = _answers(question, terms, predicate, text, passage.span.start)
    typed = spans is not None
    at = _place_of(predicate, text) if predicate else None
    return Evidence(
        passage=passage,
        article=article,
        covered=held / total,
        answer=tuple(spans or ()),
        typed=typed,
        same_event=happened and subject_there and _directed(question, predicate, text),
        same_polarity=question.intent in _ANY_POLARITY or at is None or question.negative == _negated(text, at),
        hedged=_is_hedged(text, at, question),
        synonyms=tuple(f"{s} for {t.word}" for t in terms if (s := t.synonym_in(words))),
        missing=tuple(missing),
        bonus=_bonus(question, text, at, spans or (), passage.span.start),
    )


def _is_hedged(text: str, at: int | None, question: Question) -> bool:
    """Does the sentence say that the very thing is not known?"""
    if question.intent is Intent.QUANTITY:
        return False
    hedge = HEDGE.search(text)
    if hedge is None:
        return False
    return at is None or abs(at - hedge.start()) < 90


_FUTURE = re.compile(r"\b(?:will|would|plans?|planned|is to|are to|to be|expects?|wants?|hopes?|due)\b")


def _bonus(question: Question, text: str, at: int | None, spans: Sequence[Span], offset: int) -> float:
    out = 0.05 if spans else 0.0
    future = bool(re.search(r"\b(?:will|would|going to)\b", question.skeleton)) or question.skeleton.startswith(
        "when does"
    )
    if re.search(r"\b(?:will|did|would|does)\b", question.skeleton):
        out += 0.08 if future == bool(_FUTURE.search(text)) else 0.0
    measure = re.search(r"\bhow (long|far|old|high|deep|wide|tall|big|heavy)\b", question.skeleton)
    if measure and re.search(rf"\b{measure[1]}\b", text):
        out += 0.15
    if at is not None and spans:
        out += 0.08 * max(0.0, 1 - abs(spans[0].start - offset - at) / 80)
    return out


def _names(who: Named, text: str, words: AbstractSet[str], around: _Around) -> float:
    """1 if the sentence names the one, `PRONOUN` if a pronoun may stand for them, else 0."""
    stems = [s for match in who.matches for s in name_stems(match.actor)]
    typed = frozenset(form for term in terms_of(who.words) for form in index_words(term.word))
    if any(s <= words for s in stems) or (typed and typed <= words):
        return 1.0
    if any(s <= around.before for s in stems):
        if _TOGETHER.search(text):
            return PRONOUN
        pronouns = {
            w.lower()
            for w in re.findall(r"\b(?:[Hh]e|[Hh]im|[Hh]is|[Ss]he|[Hh]ers?|[Tt]hey|[Tt]hem|[Tt]heir|[Ii]ts?)\b", text)
        }
        genders = {match.actor.gender.value if match.actor.gender else None for match in who.matches}
        if (pronouns & _HE and genders != {"female"}) or (pronouns & _SHE and genders != {"male"}) or pronouns & _THEY:
            return PRONOUN
        return 0.4
    return 0.0


def _answers(
    question: Question, terms: Sequence[Term], predicate: Term | None, text: str, offset: int
) -> list[Span] | None:
    """Where in the sentence the asked-for kind of thing stands; None if it does not; [] where no kind is asked for."""
    intent = question.intent
    found: list[tuple[int, int]]
    if intent is Intent.EVENT_TIME:
        found = [m.span() for m in TIME.finditer(text)]
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
        found = _governed(question, text)
    elif intent is Intent.EVENT_MEDIUM:
        found = [m.span() for m in MEDIUM.finditer(text)]
    elif intent is Intent.REASON:
        found = [m.span() for m in _STRONG_REASON.finditer(text)] or [m.span() for m in REASON.finditer(text)]
    elif intent is Intent.RELATION:
        found = _others(question, text)
    else:
        return []
    if not found:
        return None
    near = _place_of(predicate, text) if predicate else None
    if near is not None:
        found.sort(key=lambda span: abs(span[0] - near))
    return [Span(offset + start, offset + end) for start, end in found[:1]]


_MEASURES = {
    "much": r"euros?|pounds?|dollars?|crowns?|percent|per\s?cent|%|million|billion|tonnes?|kilograms?|[$€£]|cents?",
    "long": r"minutes?|hours?|days?|weeks?|months?|years?|kilomet(?:re|er)s?|km|miles?|met(?:re|er)s?",
    "far": r"kilomet(?:re|er)s?|km|miles?|met(?:re|er)s?|yards?",
    "old": r"years?(?: old)?|-year-old|,",
    "big": r".*",
    "high": r".*",
    "often": r"times?|once|twice|a (?:day|week|month|year)",
    "deep": r"met(?:re|er)s?|feet|foot",
    "tall": r"met(?:re|er)s?|feet|foot",
}


def _governed(question: Question, text: str) -> list[tuple[int, int]]:
    """Numbers that govern the noun asked about, or stand with the measure asked for."""
    numbers = list(NUMBER.finditer(text))
    how = re.search(r"\bhow (\w+)", question.skeleton)
    kind = how[1] if how else "share"
    if kind == "share" and re.search(
        r"\b(?:price|cost|costs|amount|damage|fine|debts?|value|sum)\b", question.skeleton
    ):
        kind = "much"
    if kind == "many":
        heads = _heads(question)
        return [m.span() for m in numbers if _governs(text, m.end(), heads) or _states(text, m.start(), heads)]
    if kind == "old":
        ages = re.finditer(r"(?<=, )\d{1,3}(?=[,.])|\b(?:is|was|aged)\s+\d{1,3}\b|\b\d{1,3}[- ]years?[- ]old", text)
        return [m.span() for m in ages]
    measure = _MEASURES.get(kind)
    if measure is None or measure == ".*":
        return [m.span() for m in numbers if any(c.isdigit() for c in m.group()) or " " in m.group()]
    unit = re.compile(
        rf"[\s-]*(?:\w+\s+)?(?:{measure})(?!\w)(?!\s+(?:before|after|ago|earlier|later|from now))", re.IGNORECASE
    )
    return [m.span() for m in numbers if unit.match(text, m.end()) or re.search(r"[$€£%]|cent", m.group())]


def _heads(question: Question) -> list[Term]:
    """The noun after "how many", with an adjective or noun before it: at most two words."""
    after = re.search(r"(?i)\bhow many\s+(.+)", question.text)
    following = terms_of(after[1])[:3] if after else ()
    words = {t.forms for t in question.about}
    heads = [t for t in following if t.forms in words]
    verbs = re.search(
        r"(?i)\bhow many\s+(.+?)\s+(?:did|do|does|were|was|are|is|have|has|had|will|would|can|could)\b", question.text
    )
    if verbs:
        return list(terms_of(verbs[1]))[-2:]
    return heads[:2]


def _governs(text: str, end: int, heads: Sequence[Term]) -> bool:
    """Does one of the nouns follow within three words, before any comma?"""
    following = re.split(r"[,;.:—]", text[end : end + 60])[0].split()[:4]
    if following[:2] in (["of", "them"], ["of", "these"], ["of", "those"]):
        return True
    return any(t.match(frozenset(index_words(w))) for w in following for t in heads)


def _states(text: str, start: int, heads: Sequence[Term]) -> bool:
    """ "the number of seats is 37", "seats: 37": the noun stands just before, with a form of "be"."""
    before = text[max(0, start - 40) : start].split()
    if not re.search(
        r"\b(?:is|was|are|were|at|to|of|:)\s*(?:about |around |only |almost |nearly )?$",
        text[max(0, start - 16) : start],
    ):
        return False
    return any(t.match(frozenset(index_words(w))) for w in before[-4:] for t in heads)


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
    for match in re.finditer(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]he \w+(?: \w+)?|[Aa]n? \w+|[Ii])\b", text):
        out.append(match.span())
    return out


def _place_of(term: Term | None, text: str) -> int | None:
    """Where the term, or a synonym, first stands in the text."""
    if term is None:
        return None
    for match in re.finditer(r"[^\W_]+(?:['’\-][^\W_]+)*", text):
        if term.match(frozenset(index_words(match.group()))):
            return match.start()
    return None


_ABOUT_SOMEBODY = frozenset(
    (Intent.REASON, Intent.EVENT_TIME, Intent.EVENT_PLACE, Intent.EVENT_MEDIUM, Intent.RELATION)
)
_ANY_POLARITY = frozenset((Intent.YES_NO, Intent.EVENT_MEDIUM, Intent.FACT, Intent.SEARCH))
_NOT_BEFORE = re.compile(r"\bnot\b.*\b(?:before|until|till)\b", re.IGNORECASE)
_ONLY_MEANT = re.compile(
    r"\b(?:offered|threatened|plans?|planned|wants?|wanted|hopes?|hoped|tried|refused|failed|asked|vowed)\s+(?:\w+\s+)?to\s+$",
    re.IGNORECASE,
)


def _negated(text: str, at: int | None) -> bool:
    """Is the word at `at` negated, denied or only supposed in its clause? Without a place: is the main clause?"""
    if at is None:
        return False
    start = 0
    for match in _CLAUSE.finditer(text, 0, at):
        start = match.end()
    if _NOT_BEFORE.search(text, start):
        return False
    stretch = text[max(start, at - 40) : at]
    denied = _DENIED.search(text[start:at])
    return bool(denied or _NEGATION.search(stretch) or _UNREAL.search(stretch) or _ONLY_MEANT.search(stretch))


def _directed(question: Question, predicate: Term | None, text: str) -> bool:
    """Do subject and object stand on the right sides of the verb? Only "who" and "whom" questions can tell."""
    if question.intent is not Intent.RELATION or predicate is None or not question.named:
        return True
    if re.match(r"(?:who|which \w+) (?:is|was|are|were) (?:the|a|an|A\d s)\b", question.skeleton):
        return True  # "who is the mayor of …" has no verb
    if not predicate.forms.isdisjoint(_MUTUAL):
        return True
    verb = _place_of(predicate, text)
    if verb is None:
        return False
    stems = [s for match in question.named[0].matches for s in name_stems(match.actor)]
    places = [
        m.start()
        for m in re.finditer(r"[^\W_]+(?:['’\-][^\W_]+)*", text)
        if any(s <= set(index_words(m.group())) for s in stems)
    ]
    if not places:
        return True
    active = text[verb : verb + 20].split()[0].endswith("ing")
    passive = not active and bool(re.search(r"\b(?:was|were|been|is|are|be|being)\s+(?:\w+\s+)?$", text[:verb]))
    asks_subject = (
        bool(re.match(r"(?:who|which \w+) (?!did|does|do|has A|is A|was A|are A)", question.skeleton))
        and "A0" in question.skeleton
    )
    named_first = question.skeleton.find("A0") < question.skeleton.find(fold(predicate.word)[:4])
    if not asks_subject or named_first:
        return any(place < verb for place in places) != passive or passive
    object_after = any(place > verb and not _ASIDE.search(text[verb:place]) for place in places)
    return object_after if not passive else any(place < verb for place in places)
