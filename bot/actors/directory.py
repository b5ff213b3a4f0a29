"""The actors of one generation of the archive, found by whatever people type. Immutable; queries take microseconds
to a few milliseconds and touch no disk.

`resolve` tries the grounds from the surest to the weakest and stops at the first that anybody reaches: the words as
typed; nicknames and initials; acronyms, seats of government, roles; other spellings of foreign names; misspellings.
Of one actor on that ground it says so, of several it asks, of none it gives the nearest names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rapidfuzz import fuzz

from bot.actors import known
from bot.actors.alignment import Backing, How, align, align_family, genders_differ, word_agrees
from bot.actors.countries import acronym_names, government, other_names, shown_country
from bot.actors.finding import stretches
from bot.actors.folding import fold
from bot.actors.form import Form, form_of
from bot.actors.grounds import MISSPELT, SPELLED, SURE, Choice, Ground, as_typed
from bot.actors.group_alignment import align_group, telling_words
from bot.actors.group_names import group_key, initials
from bot.actors.index import NameIndex
from bot.actors.known import is_family, is_given, is_ordinary
from bot.actors.roles import RoleIndex, fits_role, role_form
from bot.actors.spelling_out import spelled_out
from bot.actors.suggesting import suggest, untitled
from bot.actors.typed import MAX_QUERY, Typed
from bot.model import Actor, Gender, Kind, Span
from bot.names.lexicon import given_gender, is_surname

MAX_CHOICES = 25  # what a menu of either platform holds
_MAX_NEAREST = 5
_MIN_GUESS = 3  # letters typed before autocomplete guesses at what was meant
_MAX_ALIKE = 20  # words looked at for the nearest names
_MAX_SHORT = 5  # letters of a word in which two edits leave nothing
_MIN_NEARNESS = 45  # percent of rapidfuzz's token_sort_ratio, for "did you mean" only
_MIN_ACRONYM = 3  # letters; of two letters there are too many
_MAX_GUESSED = 24  # the same where the words are not spelled as the name is
_DEPTH = 3000  # names of each word tried for a misspelling
_MAX_EXAMINED = 100  # names compared word by word on one ground; the most quoted come first


@dataclass(frozen=True, slots=True)
class Match:
    """An actor that fits, and on what ground: "exact", "alias", "surname", "nickname", "typo", … (see `How`)."""

    actor: Actor
    how: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who was meant: one match is the answer, several are a question, none comes with the nearest names."""

    actors: tuple[Match, ...] = ()  # most quoted first, at most MAX_CHOICES
    nearest: tuple[Actor, ...] = ()
    reading: str | None = None  # "you typed Volkof: Volkov", where the words differ


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a question that names somebody."""

    span: Span
    resolution: Resolution  # one or more actors


class Directory:
    """All actors, indexed. Start-up is linear: under a second for 100,000 actors with three aliases each."""

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        self._index = NameIndex(actors)
        self._index.warm()
        known.warm()
        self._roles = RoleIndex(self._index.actors)
        self._acronyms = _acronyms(self._index.actors)

    def __len__(self) -> int:
        return len(self._index.actors)

    @property
    def actors(self) -> Sequence[Actor]:
        """All actors, most quoted first."""
        return self._index.actors

    def resolve(self, query: str) -> Resolution:
        """Who is meant by a name, role or organisation as typed."""
        typed = Typed.of(query)
        if not typed.variants:
            return Resolution(nearest=self._index.actors[:_MAX_NEAREST])
        return self._found(typed, _MAX_EXAMINED) or self._unknown(typed)

    def _found(self, typed: Typed, limit: int) -> Resolution | None:
        return self._sure(typed, limit) or self._by_other_name(typed) or self._unsure(typed)

    def _sure(self, typed: Typed, limit: int = _MAX_EXAMINED) -> Resolution | None:
        """By the words of a name as it is spelled; at most `limit` names are looked at on each ground."""
        if typed.letters:
            spelled_out = replace(typed, variants=(*typed.variants, typed.letters))
            found = self._by_grounds(spelled_out, SURE[:1], limit, loose=False)
            if found:
                return found
        return self._by_grounds(typed, SURE, limit, loose=False)

    def _unsure(self, typed: Typed) -> Resolution | None:
        """By other spellings and misspellings."""
        spelled = self._by_grounds(typed, SPELLED, _MAX_GUESSED, loose=False)
        return spelled or self._by_grounds(typed, MISSPELT, _MAX_GUESSED, loose=True)

    def _by_grounds(self, typed: Typed, grounds: Iterable[Ground], limit: int, *, loose: bool) -> Resolution | None:
        """By the first of the grounds that any actor reaches."""
        seen: set[int] = set()
        for ground in grounds:
            found: dict[int, tuple[How, int]] = {}
            for words in typed.variants:
                choices = ground(self._index, words)
                if ground not in SURE:
                    choices = self._likely(words, choices, loose)
                names = [n for n in self._candidates(choices, limit, _DEPTH if loose else None) if n not in seen]
                seen.update(names)
                self._collect(typed, names, loose, found)
            if found and not _is_bold(typed, found):
                return self._resolution(typed, found)
        return None

    def _likely(self, words: Sequence[str], choices: Sequence[Choice], loose: bool) -> list[Choice]:
        """Of the words that each typed word may stand for those that it may stand for in some name."""
        backing = Backing.SURE if len(words) > 1 else Backing.NOTHING

        def may(word: str, other: str) -> bool:
            return word == other + "s" or any(
                word_agrees(word, other, given=given, loose=loose, backing=backing) is not None
                for given in (False, True)
            )

        return [
            choice if choice is None else [n for n in choice if may(word, self._index.words[n])]
            for word, choice in zip(words, choices, strict=False)
        ]

    def _unknown(self, typed: Typed) -> Resolution:
        return Resolution(nearest=self._nearest(typed))

    # other names: acronyms, roles, seats of government

    def _by_other_name(self, typed: Typed) -> Resolution | None:
        key = " ".join(typed.group)
        long = group_key(spelled_out(typed.text))
        names = acronym_names(key) if long == key else (*acronym_names(key), long)
        acronym = [*self._called(names), *self._acronyms.get(key, ())]
        if acronym:
            return self._noted(typed, acronym, How.ACRONYM, "")
        return self._by_role(typed) or self._by_seat(typed, key)

    def _by_role(self, typed: Typed) -> Resolution | None:
        holders = self._roles.holders(typed.text)
        return self._noted(typed, holders, How.ROLE, ", by role") if holders else None

    def _by_seat(self, typed: Typed, key: str) -> Resolution | None:
        country = government(key)
        note = f", taken for the government of {shown_country(country)}" if country else ""
        found = self._called(other_names(key))
        return self._noted(typed, found, How.METONYM, note) if found else None

    def _called(self, keys: Iterable[str]) -> list[int]:
        """Organisations and places of one of these names, by rank."""
        out = set()
        for words in (tuple(key.split()) for key in keys):
            for name in self._candidates(as_typed(self._index, telling_words(words) or words)):
                owner = int(self._index.owner[name])
                if self._index.actors[owner].kind is not Kind.PERSON and self._is_called(words, name):
                    out.add(owner)
        return sorted(out)

    def _is_called(self, words: Sequence[str], name: int) -> bool:
        return align_group(words, self._index.names[name], loose=False) is not None

    def _noted(self, typed: Typed, owners: Iterable[int], how: How, note: str) -> Resolution:
        actors = [self._index.actors[owner] for owner in sorted(set(owners))[:MAX_CHOICES]]
        return Resolution(tuple(Match(a, how.label) for a in actors), reading=_reading(f"{typed.text}{note}", actors))

    def suggest(self, prefix: str, limit: int = MAX_CHOICES, kind: Kind | None = None) -> tuple[Actor, ...]:
        """Actors for an autocomplete menu: some part of their names begins with what is typed; most quoted first."""
        words = untitled(prefix[:MAX_QUERY])
        found = suggest(self._index, words, limit, kind)
        if found or len("".join(words)) < _MIN_GUESS:
            return found
        typed = Typed.of(prefix)
        resolution = self._found(typed, limit) if typed.variants else None
        others = [match.actor for match in resolution.actors] if resolution else self._nearest(typed)
        return tuple(actor for actor in others if kind is None or actor.kind is kind)[:limit]

    def find_in(self, text: str) -> tuple[Found, ...]:
        """The actors named in a question, in reading order; spans are code points of `text`.

        Longest names first. In small letters only names as they are spelled count, and no ordinary words.
        """
        pairs = stretches(text, self._exactly, self._role, self._nearly)
        return tuple(Found(span, resolution) for span, resolution in pairs)

    def _exactly(self, text: str) -> Resolution | None:
        typed = Typed.of(text)
        return self._sure(typed) or self._by_other_name(typed)

    def _role(self, text: str) -> Resolution | None:
        """A role of one word ("the mayor") is more often a topic than a person."""
        asked = role_form(text)
        if len(asked.words) + len(asked.countries) < 2:
            return None
        return self._by_role(Typed.of(text))

    def _nearly(self, text: str) -> Resolution | None:
        return self._unsure(Typed.of(text))

    def _candidates(
        self, choices: Sequence[Choice], limit: int = _MAX_EXAMINED, depth: int | None = None
    ) -> Iterable[int]:
        """The most quoted names that hold a word of every choice; of a lone word its bearers as family name first."""
        given = [choice for choice in choices if choice is not None]
        found: list[int] = self._index.holding_all(given, limit, depth).tolist()
        if len(choices) == 1 and len(found) == limit:
            bearers = chain.from_iterable(self._index.ending(word)[:limit].tolist() for word in given[0])
            return dict.fromkeys([*bearers, *found])
        return found

    def _collect(self, typed: Typed, names: Iterable[int], loose: bool, out: dict[int, tuple[How, int]]) -> None:
        """Adds the actors whom one of the names fits, each with its best ground and that name.

        Of a lone misspelt word the first name that fits will do: the others hold the same word.
        """
        first_will_do = loose and len(typed.form.written) == 1
        for name in names:
            owner = int(self._index.owner[name])
            if len(out) >= MAX_CHOICES and owner not in out:
                break
            if first_will_do and owner in out:
                continue
            how = self._fit(typed, name, owner, loose)
            if how is not None and (owner not in out or how < out[owner][0]):
                out[owner] = how, name

    def _fit(self, typed: Typed, name: int, owner: int, loose: bool) -> How | None:
        actor, text = self._index.actors[owner], self._index.names[name]
        if actor.kind is Kind.PERSON:
            how = self._fit_person(typed, form_of(text), actor, loose)
        else:
            how = align_group(typed.group, text, loose=loose)
        return How.EXACT if how is How.ALIAS and name == self._index.first[owner] else how

    def _fit_person(self, query: Typed, name: Form, actor: Actor, loose: bool) -> How | None:
        typed = query.form
        if typed.gender and genders_differ(typed.gender, actor.gender or _usual_gender(actor)):
            return None
        how = align(typed, name, loose=loose)
        if how is not None or not typed.given:
            return how
        if len(typed.given) == 1 and typed.given[0] in map(fold, actor.aliases):
            family = replace(typed, given=(), written=(*typed.particles, *typed.family))
            return How.NICKNAME if align(family, name, loose=False) is How.SURNAME else None
        return How.FAMILY if _may_be_called(typed, actor) and query.has_given_name else None

    def _resolution(self, typed: Typed, found: Mapping[int, tuple[How, int]]) -> Resolution:
        """The actors on the best ground that any reached; a title typed ("President Bell") chooses among them."""
        best = min(_tier(how) for how, _ in found.values())
        kept = sorted(owner for owner, (how, _) in found.items() if _tier(how) == best)
        kept = list(self._entitled(typed, kept)) or kept
        matches = tuple(Match(self._index.actors[owner], found[owner][0].label) for owner in kept)
        if best <= _UNREMARKED:
            return Resolution(actors=matches)
        reading = _reading(f"you typed {typed.text}", [m.actor for m in matches])
        if best == _tier(How.FAMILY):
            reading += ", without a given name in these articles"
        return Resolution(actors=matches, reading=reading)

    def _entitled(self, typed: Typed, owners: Sequence[int]) -> Iterator[int]:
        """Those of several actors of whom some article gives the title typed as current."""
        titles = [role_form(title) for title in typed.form.titles]
        for owner in owners if titles and len(owners) > 1 else ():
            held = [role_form(role.text) for role in self._index.actors[owner].roles if not role.former]
            if any(
                fits_role(title, role, elsewhere=frozenset()) is not None and not role.former
                for title in titles
                for role in held
            ):
                yield owner

    def _nearest(self, typed: Typed) -> tuple[Actor, ...]:
        """Actors whose names come nearest, for "did you mean": they share a word, or nearly."""
        index = self._index
        owners: dict[int, float] = {}
        for word in dict.fromkeys(chain.from_iterable(typed.variants)):
            for number in self._alike(word):
                for name in map(int, index.holding(number)[:_MAX_NEAREST]):
                    score = fuzz.token_sort_ratio(typed.folded, " ".join(index.folded(name)))
                    owner = int(index.owner[name])
                    owners[owner] = max(score, owners.get(owner, 0.0))
        near = [owner for owner, score in owners.items() if score >= _MIN_NEARNESS]
        ranked = sorted(near, key=lambda owner: (-owners[owner], owner))
        return tuple(index.actors[owner] for owner in ranked[:_MAX_NEAREST])

    def _alike(self, word: str) -> list[int]:
        """Words of the index that look or sound like the word, the likest first."""
        index = self._index
        budget = 2 if len(word) > _MAX_SHORT else 1
        alike = [*index.same_class(word), *(n for _, n in index.near(word, budget)), *index.same_sound(word)]
        return list(dict.fromkeys(alike))[:_MAX_ALIKE]


_UNREMARKED = 2  # tiers up to here need no note: the words typed are the words of the name


def _reading(typed: str, actors: Sequence[Actor]) -> str:
    names = list(dict.fromkeys(actor.name for actor in actors))
    return f"{typed}: {' or '.join(names[:3])}" + (" or others" if len(names) > 3 else "")


def _acronyms(actors: Sequence[Actor]) -> dict[str, list[int]]:
    """Initials of organisations' names → the organisations: for acronyms that no article spells out."""
    out: dict[str, list[int]] = {}
    for number, actor in enumerate(actors):
        if actor.kind is Kind.ORGANISATION:
            short = initials(actor.name)
            if len(short) >= _MIN_ACRONYM:
                out.setdefault(short, []).append(number)
    return out


def _is_bold(typed: Typed, found: Mapping[int, tuple[How, int]]) -> bool:
    """Would a lone word that may be a family name ("Thomas") be taken for the one bearer of that given name?"""
    if len(found) != 1 or next(iter(found.values()))[0] is not How.GIVEN:
        return False
    word = typed.folded
    return is_surname(word) or is_ordinary(word) or (is_family(word) and not is_given(word))


def _may_be_called(typed: Form, actor: Actor) -> bool:
    """Is the actor known by the family name typed alone, and of the gender that the given name typed tells?"""
    known = form_of(actor.name)
    told = next((given_gender(word) for word in typed.given if len(word) > 1), None)
    if known.given or known.suffix != typed.suffix or genders_differ(told, actor.gender):
        return False
    return align_family(typed, known, False) in {How.EXACT, How.FOLDED}


def _usual_gender(actor: Actor) -> Gender | None:
    return next((given_gender(word) for word in form_of(actor.name).given if len(word) > 1), None)


def _tier(how: How) -> int:
    """Grounds that count alike: a full name beats one that only agrees, a lone word may be any part of a name."""
    if how in {How.EXACT, How.ALIAS, How.SURNAME, How.GIVEN}:
        return 0
    return 1 if how is How.FOLDED else 2 + how
