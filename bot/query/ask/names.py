"""Whom a question names: by name, by role, misspelt, or in a way that the articles do not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import DamerauLevenshtein

from bot.actors.countries import country_of
from bot.actors.directory import Directory, Match, Resolution
from bot.actors.folding import fold as fold_name
from bot.actors.known import is_ordinary
from bot.model import Actor, Gender, Kind, Span
from bot.query.ask.dates import When
from bot.query.ask.descriptions import is_of_people, is_owned_by_others
from bot.query.ask.forms import of_country
from bot.query.ask.terms import Term, term_of, terms_of
from bot.query.view import View
from bot.text.words import fold, index_words


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom the question names."""

    span: Span
    words: str
    matches: tuple[Match, ...]  # several: the name fits each
    reading: str | None = None
    namesake: frozenset[str] = frozenset()  # stems of what else the one is called whom the family name alone means

    @property
    def actor(self) -> Actor | None:
        return self.matches[0].actor if len(self.matches) == 1 else None


def typed(who: Named) -> tuple[Term, ...]:
    """The terms of a name as typed; "US" is no pronoun."""
    return terms_of(who.words) or (term_of(who.words),)


EVERYBODY = frozenset(
    "he she they it people anyone anybody everyone everybody someone somebody you we i others who that this there "
    "articles article".split()
)


def names_in(masked: str, directory: Directory) -> tuple[Named, ...]:
    """The names of the question. A stretch with words of the question itself in it is read run by run."""
    out: list[Named] = []
    for hit in directory.find_in(masked):
        words = hit.span.of(masked)
        if not hit.resolution.actors or fold(words) in EVERYBODY:
            continue
        if any(fold(w) in _NEVER_IN_NAMES for w in words.split()):
            out += _capitalised(hit.span, masked, directory)
        else:
            out.append(as_named(hit.span, words, hit.resolution))
    return tuple(out)


_MAYBE_OWNER = re.compile(r"(?<![\w’'])(?P<name>[^\W\d_]{4,})s(?=\s+[^\W\d_])")
_SURE = frozenset(("exact", "alias", "surname"))


def possessive_names(text: str, directory: Directory) -> str:
    """The question with the apostrophe of a name that was typed without it: "brenners salary"."""

    def owner(match: re.Match[str]) -> str:
        if is_ordinary(fold_name(match.group())) or directory.find_in(match.group()):
            return match.group()
        found = directory.resolve(match["name"]).actors
        sure = found and all(m.how in _SURE and m.actor.kind is Kind.PERSON for m in found)
        return f"{match['name']}’s" if sure else match.group()

    return _MAYBE_OWNER.sub(owner, text)


def whole_name(who: Named, masked: str) -> Named:
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
            yield as_named(Span(start, start + len(words)), words, resolution)


def as_named(span: Span, words: str, resolution: Resolution) -> Named:
    """The name with whom it fits; one who is named far more often than all others together is meant."""
    matches = resolution.actors
    if len(matches) > 1:
        first, *others = (match.actor for match in matches)
        if first.mentions >= OFTEN and first.mentions >= DOMINANT * max(other.mentions for other in others):
            is_whole = fold_name(words) == fold_name(first.name)
            reading = None if is_whole else f"read {words} as {first.name}; {others[0].name} would fit, too"
            return Named(span, words, matches[:1], reading)
    return Named(span, words, matches, resolution.reading)


ASKED_OF = 4
"""So many of those whom a name fits are looked at for their country, and for what they spoke of."""
HOLDERS = 8
"""So many who hold a role are looked at for the country or place that they are of."""
OFTEN, DOMINANT = 20, 10
"""A name that fits several is read as the one who is mentioned so often, and so many times as often as any other."""
_NEVER_IN_NAMES = frozenset(
    "what who whom whose when where why how which did does do has have had is are was were will would can could say "
    "says said tell told about many much on and or win won compare contrast show list give find quote quotes quotation "
    "explain describe according any anything please verify check really also".split()
)


def overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def by_own_words(named: Sequence[Named], masked: str, view: View) -> tuple[Named, ...]:
    """Those named, without the people that only say of which country somebody is, and each narrowed by its words."""
    out = []
    for who in named:
        if _is_of_country(who, masked) or _is_to_come(who, masked):
            continue
        owned = _of_owner(who, masked)
        if owned.matches and (fitting := _of_people(owned, masked, view)) is not None:
            out.append(_beside_namesake(_of_gender(fitting), view))
    return tuple(who for who in out if not any(_is_inside(who.span, other.span) for other in out))


def _is_inside(one: Span, other: Span) -> bool:
    """Is the one a part of the other: "Karsk" of "Karsk congressman"?"""
    return one != other and other.start <= one.start and one.end <= other.end


def _beside_namesake(who: Named, view: View) -> Named:
    """With whoever is called by the family name alone, if that is somebody mentioned more often: "Ivana Trump"."""
    actor = who.actor
    if actor is None or actor.kind is not Kind.PERSON or len(actor.name.split()) < 2:
        return who
    family = actor.name.split()[-1]
    others = [match.actor for match in view.directory.resolve(family).actors if match.actor.id != actor.id]
    first = max(others, key=lambda other: other.mentions, default=actor)
    rest = frozenset(index_words(first.name)) - frozenset(index_words(family))
    if first.mentions <= actor.mentions or first.kind is Kind.PLACE or not rest:
        return who
    own = frozenset(index_words(first.name.split()[0])) if first.kind is Kind.PERSON else rest
    return replace(who, namesake=own)


def _is_of_country(who: Named, masked: str) -> bool:
    """Is it "French" in "French troops", read as somebody of that name?"""
    behind = masked[who.span.end :]
    return (
        who.matches[0].actor.kind is Kind.PERSON
        and country_of(fold_name(who.words)) is not None
        and bool(re.match(r"\s+[a-z]", behind))
        and not re.match(r"\s+(?:say|said|tell|told|think|want|was|is|did|has|on|about)\b", behind)
    )


_NEXT = re.compile(
    r"\b(?:next|future|(?:become|be|been|as) (?:the|a) new|successor (?:to|as) (?:the )?)\s+$", re.IGNORECASE
)


def _is_to_come(who: Named, masked: str) -> bool:
    """Is it the next holder of the office that is asked about: "the favourite to become the new minister"?"""
    by_role = all(match.how == "role" for match in who.matches)
    return by_role and bool(_NEXT.search(masked, 0, who.span.start))


_OWNER_BEFORE = re.compile(rf"{_CAPITALS.pattern}(?=[’']s?\s+$)")
_OWNER_BEHIND = re.compile(rf"\s+of\s+(?:the\s+)?(?P<by>{_CAPITALS.pattern})")


def _of_owner(who: Named, masked: str) -> Named:
    """Of those who hold a role the ones who hold it there: "Karsk’s tax commissioner" is not that of Lund."""
    if any(match.how != "role" for match in who.matches):
        return who
    before, behind = _OWNER_BEFORE.search(masked[: who.span.start]), _OWNER_BEHIND.match(masked, who.span.end)
    owner = before.group() if before else behind["by"] if behind else None
    if owner is None:
        return who
    head = term_of(who.words.split()[-1])
    kept = [m for m in who.matches if not is_owned_by_others(head, owner, ", ".join(r.text for r in m.actor.roles))]
    return replace(who, matches=tuple(kept))


_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w\-]+)\s+$")


def _of_people(who: Named, masked: str, view: View) -> Named | None:
    """Of several who hold a role those of the country that the words in or before it name.

    None where such a word stands in it and fits nobody: "the American boss" is none of them.
    """
    if len(who.matches) < 2 or any(m.how != "role" for m in who.matches):
        return who
    before = _BEFORE.search(masked, 0, who.span.start)
    words = who.words.split()
    inside = [w for w in words if country_of(fold_name(w)) or (w[:1].isupper() and w is not words[0])]
    people = inside[0] if inside else before["word"] if before and before.start() > 0 else ""
    if not (people[:1].isupper() or country_of(fold_name(people))):
        return who
    kept = tuple(m for m in who.matches[:HOLDERS] if is_of_people(people, m.actor, view))
    if not kept:
        return None if inside and country_of(fold_name(people)) else who
    start = who.span.start if inside or not before else before.start()
    words_ = masked[start : who.span.end]
    reading = f"read {words_} as {kept[0].actor.name}" if len(kept) == 1 else who.reading
    return Named(Span(start, who.span.end), words_, kept, reading)


_WOMEN, _MEN = (
    re.compile(r"\w*woman$|^(?:queen|princess|actress|duchess)$"),
    re.compile(r"(?:\w|^)man$|^(?:king|prince|duke)$"),
)


def _of_gender(who: Named) -> Named:
    """Of several who hold a role those who may be called a "spokeswoman", by their gender and by their own roles."""
    if len(who.matches) < 2 or any(m.how != "role" for m in who.matches):
        return who
    last = re.split(r"\s+(?:for|of|at|in|from)\s+", fold(who.words))[0].split()[-1]
    wrong = Gender.MALE if _WOMEN.search(last) else Gender.FEMALE if _MEN.search(last) else None
    if wrong is None:
        return who
    kept = tuple(m for m in who.matches if m.actor.gender is not wrong) or who.matches
    called = tuple(m for m in kept if any(_is_called(last, role.text) for role in m.actor.roles))
    return _narrowed(who, called or kept)


def _is_called(word: str, role: str) -> bool:
    """Does the role hold the word, or is it written as a title that stands for it, "Rep."?"""
    return word in fold(role).split() or role.endswith(".")


def _narrowed(who: Named, matches: tuple[Match, ...]) -> Named:
    reading = f"read {who.words} as {matches[0].actor.name}" if len(matches) == 1 else who.reading
    return replace(who, matches=matches, reading=reading)


_LETTERS = 6
"""Letters of a name in which one wrong letter is read as a slip of the fingers."""


def misspelt(words: str, nearest: Sequence[Actor], masked: str) -> Named | None:
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


def unknown_name(
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
        if any(overlap(span, other) for other in taken) or not terms_of(words):
            continue
        stems = index_words(_POSSESSIVE.sub("", words))
        held = view.reader.frequencies((*stems, *of_country(fold(words))))
        if any(fold(words) in fold(name) for name, _ in view.state.sources):
            continue
        if stems and not any(held.values()) and not _has_synonym(words, view):
            bare = _POSSESSIVE.sub("", words)
            return bare, view.directory.resolve(bare).nearest
    return None, ()


_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")


def _has_synonym(name: str, view: View) -> bool:
    """Do the articles write the name in another way, "Republicans" for "GOP"?"""
    term = term_of(name)
    return bool(term.synonyms) and any(view.reader.frequencies(term.synonyms).values())


def is_place(who: Named) -> bool:
    """Does the name stand for a place or government only?"""
    return bool(who.matches) and all(match.actor.kind is Kind.PLACE for match in who.matches)
