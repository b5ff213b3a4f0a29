"""What a clause says of its verb: denied, only supposed, not known, and who does it to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from types import MappingProxyType

from bot.model import Gender
from bot.query.ask.around import THEY
from bot.query.ask.forms import verb_forms
from bot.query.ask.names import Named
from bot.query.ask.question import Intent, Question
from bot.query.ask.sentences import name_stems
from bot.query.ask.terms import Term
from bot.text.words import fold, index_words, stem

HEDGE = re.compile(
    r"\b(?:not (?:immediately |yet )?(?:clear|known)|unclear|unknown (?:when|where|who|why|how|whether)|"
    r"(?:has|had|have) yet to|remains to be seen|(?:being|under) investigat(?:ed|ion)|"
    r"did not (?:yet )?have (?:a|any) (?:count|number|figure)|(?:could|can) not (?:yet )?say|"
    r"(?:do|does|did)(?: not|n[’']t)\]? know (?:the answer|why|when|where|who|how|whether)|"
    r"(?:would|did|will|does) not (?:say|name|comment|predict|give|specify)|wouldn[’']t say|"
    r"declined to (?:say|comment|name|give|specify|predict|discuss|explain|answer|identify|elaborate|disclose|"
    r"describe|confirm)|"
    r"no (?:date|time) (?:for|has|had)|refused to say)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|without|denied|denies|deny|denying|refused|declined|ruled out|rejected|"
    r"cannot|stopped short)\b|n[’']t\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:den(?:y|ied|ies|ying)|ruled out|rejected)\b", re.IGNORECASE)
_UNREAL = re.compile(r"\b(?:if|might|may|could|would have|whether|unless)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:—–]|,\s+(?=(?:and|but|while|when|which|who|although|because|after|before|so|as)\b)|\b(?:while|although|but|because)\b"
)
_ASIDE = re.compile(r"\b(?:after|before|when|while|during|following|because|which|that|if)\b|[.;:—]")
_HONORIFIC = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|Sen|Gov|Rep|Gen|St)\.")
_MUTUAL = frozenset(index_words("meet met speak spoke talk talked marry married play played join negotiate agree"))
"""Verbs whose subject and object may change places."""


def is_hedged(text: str, at: int | None, question: Question) -> bool:
    """Does the sentence say that the very thing is not known?"""
    hedge = HEDGE.search(text)
    if hedge is None:
        return False
    asked = _UNKNOWN_THING.search(text, hedge.start())
    wanted = _UNKNOWN.get(question.intent)
    if question.intent in (Intent.QUANTITY, Intent.EVENT_MEDIUM) or (wanted and asked):
        return asked is not None and wanted is not None and bool(re.match(wanted, asked[1], re.IGNORECASE))
    return at is None or abs(at - hedge.start()) < 90


_UNKNOWN_THING = re.compile(
    r"\b(how (?:many|much|long|far|big|large|old|high|tall|deep|wide|fast|often|soon)|"
    r"why|who|whom|where|when|what caused|which|whether|"
    r"(?:the )?(?:cause|reason)|what(?= (?:[\w’'\-]+ ){1,5}?(?:costs?|paid|pays?|earns?|earned|weighs?)\b))\b",
    re.IGNORECASE,
)
_UNKNOWN: Mapping[Intent, str] = MappingProxyType(
    {
        Intent.QUANTITY: "how|what$",
        Intent.REASON: "why|what caused|(?:the )?(?:cause|reason)",
        Intent.EVENT_TIME: "when|whether|how long",
        Intent.EVENT_PLACE: "where|whether",
        Intent.EVENT_MEDIUM: "where|which",
        Intent.RELATION: "who|which|whether",
        Intent.FACT: "what|which|whether|how",
    }
)
"""What the articles must say to be unknown, for each kind of question, where they say what."""


_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


@lru_cache(maxsize=20_000)
def _stems_of(word: str) -> frozenset[str]:
    return frozenset(index_words(word))


@lru_cache(maxsize=200)
def _placed(text: str) -> tuple[tuple[int, frozenset[str]], ...]:
    """The words of a sentence, each with where it begins: several questions are asked of one, one after the other."""
    return tuple((m.start(), _stems_of(m.group())) for m in _WORD.finditer(text))


def place_of(term: Term | None, text: str) -> int | None:
    """Where the term first stands in the text, or else a synonym; of a phrase its first word."""
    if term is None:
        return None
    words = _placed(text)
    own = next((at for at, forms in words if not term.forms.isdisjoint(forms)), None)
    if own is not None:
        return own
    phrases = (*term.own, *(stems for stems, _ in term.phrases))
    several = (
        at
        for number, (at, forms) in enumerate(words)
        for stems in phrases
        if not stems.isdisjoint(forms) and stems <= frozenset().union(*(w for _, w in words[number : number + _APART]))
    )
    single = next((at for at, forms in words if term.match(forms)), None)
    return single if single is not None else next(several, None)


_APART = 5
"""Words over which a phrase may spread: "threw the mayor out"."""


_NOT_BEFORE = re.compile(r"\bnot\b.*\b(?:before|until|till)\b", re.IGNORECASE)
_ONLY_MEANT = re.compile(
    r"\b(?:offered|threatened|plans?|planned|wants?|wanted|hopes?|hoped|tried|refused|failed|asked|vowed)\s+(?:\w+\s+)?to\s+$",
    re.IGNORECASE,
)


def is_negated(text: str, at: int | None, *, unreal: bool = False) -> bool:
    """Is the word at `at` negated, denied or only supposed in its clause? Without a place: is the main clause?

    `unreal`: what is only supposed counts as said, because the question supposes it, too.
    """
    if at is None:
        return False
    start = 0
    for match in _CLAUSE.finditer(text, 0, at):
        start = match.end()
    if _NOT_BEFORE.search(text, start):
        return False
    stretch = text[max(start, at - 40) : at]
    denied = _DENIED.search(text[start:at])
    negated = any(_reaches(stretch[m.end() :]) for m in _NEGATION.finditer(stretch))
    negated = negated or bool(_NO_OBJECT.match(text, at))
    return bool(denied or negated or (not unreal and _UNREAL.search(stretch)) or _ONLY_MEANT.search(stretch))


_PAST = re.compile(r"[a-z]+ed\b")
_AHEAD = re.compile(r"\b(?:will|would|to|be|is|are|being|gets?)\s+(?:\w+\s+)?$")


def is_told_as_past(term: Term | None, text: str) -> bool:
    """Has what the term says happened there already: "when he released his plan", not "to be released"?"""
    at = place_of(term, text)
    return at is not None and bool(_PAST.match(text, at)) and not _AHEAD.search(text[:at])


_SUPPOSED = re.compile(
    r"\b(?:demand|call|urg|want|ask|propos|suggest|warn|threat|fear|expect|hop)\w*\b|\b(?:should|must|could|would|may|might|"
    r"if|whether|unless|be)\b",
    re.IGNORECASE,
)
_REACH = 60
"""Characters before a verb in which stands what makes it a wish or a supposition."""


def is_opposed_in_vain(terms: Sequence[Term], text: str, words: AbstractSet[str]) -> bool:
    """Does an opposite stand there for a word of the question that tells nothing?

    One is a wish or a supposition: "to be postponed"; another stands with no other word of the question: something else
    was postponed.
    """
    for term in terms:
        if not term.is_opposed(words):
            continue
        at = place_of(term, text) or 0
        others = [other for other in terms if other is not term]
        alone = bool(others) and words.isdisjoint(THEY) and not any(other.match(words) for other in others)
        if alone or _SUPPOSED.search(text[max(0, at - _REACH) : at]):
            return True
    return False


_RELATIVE = re.compile(r"\b(?:who|which|that|whose|where)\s+(?:[\w’'\-]+\s+){0,3}$")


def is_in_passing(term: Term | None, text: str) -> bool:
    """Is what the term says told only beside something else, in a relative clause: "an engineer who left in 2022"?"""
    at = place_of(term, text)
    return at is not None and bool(_RELATIVE.search(text[:at]))


_NO_OBJECT = re.compile(r"[\w’'\-]+\s+(?:no(?! longer| one else)|nothing|nobody|none)\b")
"""A verb with a negated object: "will build no second furnace"."""


def _reaches(between: str) -> bool:
    """Does a negation reach over these words? Not over another verb: "who had never run a marathon won"."""
    words = between.split()
    return not any(
        stem(fold(word)) in verb_forms() and following != "to" and word not in ("been", "be", "have", "had")
        for word, following in zip(words, [*words[1:], ""], strict=False)
    )


_INSERTED = re.compile(r",\s+(?:who|whom|whose|which|where|a|an|the|then|now|formerly|\d+)\b[^,;:—“”\"]*,")


def without_insertions(text: str, at: int) -> str:
    """The text with the relative clauses and appositions between commas before `at` blanked; offsets stay."""
    head = text[:at]
    while match := _INSERTED.search(head):
        head = head[: match.start()] + " " * (match.end() - match.start()) + head[match.end() :]
    return head + text[at:]


_BE = re.compile(r"\b(?:was|were|been|is|are|be|being)\s+(?:\w+\s+)?$")
_BY = re.compile(r"[\w’'\-]+\s+by\b")


def without_stops(text: str) -> str:
    """The text, as long as before, without the stops of "Mr." and the like."""
    return _HONORIFIC.sub(lambda match: match[1] + " ", text)


def is_without_agent(question: Question, predicate: Term | None, text: str) -> bool:
    """Is it told there only that it was done, not by whom, where the question asks who did it?"""
    verb = place_of(predicate, text)
    if verb is None or re.match(r"(?:who|which \w+) (?:is|was|are|were|has been|have been)\b", question.skeleton):
        return False
    return bool(_BE.search(text[:verb])) and not re.search(r"\bby\b", text[verb : verb + _AGENT])


_AGENT = 80
"""Characters behind a verb in the passive in which "by …" may stand."""


def is_directed(question: Question, predicate: Term | None, text: str) -> bool:
    """Do subject and object stand on the right sides of the verb? Only "who" and "whom" questions can tell."""
    if question.intent is not Intent.RELATION or predicate is None or not question.named:
        return True
    if re.match(r"(?:who|which \w+) (?:is|was|are|were) (?:the|a|an|A\d s)\b", question.skeleton):
        return True  # "who is the mayor of …" has no verb
    if not predicate.forms.isdisjoint(_MUTUAL):
        return True
    verb = place_of(predicate, text)
    if verb is None:
        return False
    stems = [s for match in question.named[0].matches for s in name_stems(match.actor)]
    places = [m.start() for m in _WORD.finditer(text) if any(s <= _stems_of(m.group()) for s in stems)]
    if not places:
        return True
    active = text[verb : verb + 20].split(maxsplit=1)[0].endswith("ing")
    passive = not active and bool(_BY.match(text, verb) or _BE.search(text[:verb]))
    asks_subject = (
        bool(re.match(r"(?:who|which \w+) (?!did|does|do|has A|is A|was A|are A)", question.skeleton))
        and "A0" in question.skeleton
    )
    named_first = question.skeleton.find("A0") < question.skeleton.find(fold(predicate.word)[:4])
    if not asks_subject or named_first:
        return any(place < verb for place in places) != passive or passive
    plain = without_stops(text)
    object_after = any(place > verb and not _ASIDE.search(plain[verb:place]) for place in places)
    return object_after if not passive else any(place < verb for place in places)


_NAME_BEFORE = re.compile(r"[A-ZÀ-ÞĐ][\w’'\-]+(?:\s+[A-ZÀ-ÞĐ][\w’'\-.]+)*|\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b")
_NO_SUBJECT = re.compile(
    r"^(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|In|On|At|The|A|An|But|And|After|Before|When|While|If|By|For|With|Its?|His|Her|Their|This|That)\s*)+$"
)


def has_subject(question: Question, predicate: Term | None, text: str) -> bool:
    """Is the one asked about the nearest name or pronoun before the verb? "Obama was born" answers nothing of others.

    Only for "when was Ruiz born" and the like, where the first name is the subject.
    """
    asked = re.search(r"\b(?:did|was|were|is|does|has|will|had|are) A0(?: s \w+)? (\w+)", question.skeleton)
    if question.intent is Intent.QUANTITY and question.named and _is_compared_to(question.named[0], text):
        return False
    verb = place_of(predicate, text)
    if not asked or predicate is None or verb is None or fold(predicate.word)[:3] != asked[1][:3]:
        return True
    stems = [s for match in question.named[0].matches for s in name_stems(match.actor)]
    if not predicate.forms.isdisjoint(_MUTUAL) and names_one(text, stems):
        return _is_with_one_of(question, text, verb)
    by = re.match(r"[\w’'-]+\s+by\s+((?:\w+\.?\s+)?[\w’'\-]+(?:\s+[A-ZÀ-Þ][\w’'\-]+)*)", text[verb:])
    if by and names_one(by[1], stems):
        return True
    if asked[0].split()[0] in ("was", "were", "is", "are") and names_one(text[verb : verb + OBJECT], stems):
        return True  # "the board dismissed Ruiz" tells when Ruiz was dismissed
    plain = without_insertions(text, verb)
    names = [m for m in _NAME_BEFORE.finditer(plain, 0, verb) if _may_be_subject(m, plain, question)]
    while names and names[-1].group().lower() in _PRONOUNS:  # a pronoun stands for the subject before it
        fits = _fits_pronoun(question.named[0], names[-1].group())
        if fits and names_one(plain[: names[-1].start()], stems):
            return True
        if fits is not False and not names_one(text, stems) and names[-1].group().lower() in ("he", "she"):
            return True  # whom it stands for is named before the sentence
        names.pop()
        while names and _IN_PHRASE.search(plain[: names[-1].start()]):
            names.pop()
    if not names:
        return True
    while len(names) > 1 and _OF.fullmatch(text[names[-2].end() : names[-1].start()]):
        names.pop()  # "Ruiz of Sardona"
    while len(names) > 1 and _AND.fullmatch(text[names[-2].end() : names[-1].start()]):
        if names_one(names[-1].group(), stems):
            return True
        names.pop()
    return names_one(names[-1].group(), stems)


_ARTICLE = re.compile(r"\b(?:an?|the)\s+$", re.IGNORECASE)
_TOWARDS = re.compile(r"\b(?:to|from|in|into|at|near|for)\s+(?:the\s+)?$")


def _may_be_subject(name: re.Match[str], text: str, question: Question) -> bool:
    """Not a day, nor a word that describes ("a Norwegian engineer"), nor whither somebody went ("flew to Warsaw").

    Nor a word that is no name in the question: "Production will start" of when they start production.
    """
    if any(t.word.islower() and not t.forms.isdisjoint(index_words(name.group())) for t in question.about):
        return False
    if _NO_SUBJECT.match(name.group()) or _TOWARDS.search(text[: name.start()]):
        return False
    behind = re.match(r"\s+([a-z]\w*)", text[name.end() :])
    describes = behind is not None and stem(fold(behind[1])) not in verb_forms()
    return not (describes and _ARTICLE.search(text[: name.start()]))


_THAN = re.compile(r"\b(?:than|unlike)\s+(?:the\s+)?(?:[A-ZÀ-ÞĐ][\w.]*\s+){0,2}$")


def _is_compared_to(who: Named, text: str) -> bool:
    """Is the one asked about only what something else is compared to ("25 more than the old ship")?"""
    stems = [s for match in who.matches for s in name_stems(match.actor)]
    places = [m.start() for m in re.finditer(r"[^\W_]+", text) if names_one(m.group(), stems)]
    return bool(places) and all(_THAN.search(text, 0, at) for at in places)


_WITH = re.compile(
    r"[\w’'-]+\s+(?:with|between|to)?\s*(?P<whom>(?:the\s+)?(?:[a-z]+\s+)?(?:(?:Mr|Mrs|Ms|Dr|Sir)\.?\s+)?[A-ZÀ-ÞĐ][\w’'\-]+(?:\s+[A-ZÀ-ÞĐ][\w’'.\-]+)*)"
)


def _is_with_one_of(question: Question, text: str, verb: int) -> bool:
    """Is whoever somebody met or spoke with one of those whom the question names, if a name stands there?"""
    met = _WITH.match(text, verb)
    if (
        not met
        or met["whom"].startswith("the ")
        or met["whom"].endswith(("’s", "'s"))
        or _NO_SUBJECT.match(met["whom"])
        or len(question.named) < 2
    ):
        return True  # nobody, a day, or a description such as "the Russian leader"
    return any(names_one(met["whom"], name_stems(m.actor)) for who in question.named for m in who.matches)


OBJECT = 50
"""Characters after a verb in which its object stands."""


def acts(who: Named, predicate: Term | None, text: str) -> bool:
    """May the named one be the subject of the verb: not named behind it only?"""
    verb = place_of(predicate, text)
    if verb is None:
        return True
    stems = [s for match in who.matches for s in name_stems(match.actor)]
    return names_one(text[:verb], stems) or not names_one(text[verb:], stems)


_IN_PHRASE = re.compile(
    r"\b(?:with|of|by|from|against|for|to|in|at|near)\s+(?:(?:the|a|an|his|her)\s+)?(?:[a-z]+\s+){0,2}$"
)


def is_subject(called: Sequence[AbstractSet[str]], text: str, verb: int) -> bool:
    """Is the nearest name before the verb that of one called so? Relative clauses between commas do not count."""
    plain = without_insertions(text, verb)
    names = [m.group() for m in _NAME_BEFORE.finditer(plain, 0, verb) if not _NO_SUBJECT.match(m.group())]
    return bool(names) and names_one(names[-1], called)


def _fits_pronoun(who: Named, pronoun: str) -> bool | None:
    """May "he" or "she" stand for the named one, by what is known of their gender? None if nothing is."""
    gender = who.matches[0].actor.gender if who.matches else None
    return None if gender is None else {"he": Gender.MALE, "she": Gender.FEMALE}.get(pronoun.lower()) is gender


_PRONOUNS = frozenset(("he", "she", "they", "it"))
_OF = re.compile(r"\s+(?:of|from|in|at)\s+(?:the\s+)?")
_AND = re.compile(r"\s*(?:,|and|or|,\s*and)\s*(?:(?:Mr|Mrs|Ms|Dr|Sir)\.?\s*)?")


def names_one(words: str, stems: Sequence[AbstractSet[str]]) -> bool:
    """Do the words name somebody whose names have these stems?"""
    held = frozenset(index_words(words))
    return any(s <= held for s in stems)
