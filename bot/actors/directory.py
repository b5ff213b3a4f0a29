"""The actors of one generation of the archive, found by whatever people type. Immutable; queries take microseconds
to a few milliseconds and touch no disk.

`resolve` tries the grounds from the surest to the weakest and stops at the first that anybody reaches: the words as
typed; nicknames and initials; acronyms, seats of government, roles; other spellings of foreign names; misspellings.
Of one actor on that ground it says so, of several it asks, of none it gives the nearest names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz

from bot.actors.alignment import How, align, genders_differ
from bot.actors.finding import stretches
from bot.actors.folding import fold, typo_budget
from bot.actors.form import Form, form_of
from bot.actors.group_alignment import align_group
from bot.actors.groups import group_key
from bot.actors.index import NameIndex
from bot.actors.known import other_forms
from bot.actors.suggesting import suggest
from bot.model import Actor, Gender, Kind, Span
from bot.names.lexicon import given_gender
from bot.names.parse import strip_possessive

MAX_CHOICES = 25  # what a menu of either platform holds
_MAX_NEAREST = 5
_MIN_NEARNESS = 45  # percent of rapidfuzz's token_sort_ratio, for "did you mean" only
_MAX_EXAMINED = 120  # names compared word by word on one ground; the most quoted come first


Choice = list[int] | None
"""Words of the index that one typed word may stand for; None: any."""


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
        return self._resolved(typed, _GROUNDS) or Resolution(nearest=self._nearest(typed))

    def _resolved(self, typed: Typed, grounds: Sequence[tuple[_Ground, bool]]) -> Resolution | None:
        for ground, loose in grounds:
            found: dict[int, tuple[How, int]] = {}
            for words in typed.variants:
                self._collect(typed, self._candidates(ground(self, words)), loose, found)
            if found:
                return self._resolution(typed, found)
        return None

    def suggest(self, prefix: str, limit: int = MAX_CHOICES, kind: Kind | None = None) -> tuple[Actor, ...]:
        """Actors for an autocomplete menu: some part of their names begins with what is typed; most quoted first."""
        found = suggest(self._index, fold(prefix).split(), limit, kind)
        if found or not fold(prefix):
            return found
        resolution = self.resolve(prefix)
        others = [match.actor for match in resolution.actors] or resolution.nearest
        return tuple(actor for actor in others if kind is None or actor.kind is kind)[:limit]

    def find_in(self, text: str) -> tuple[Found, ...]:
        """The actors named in a question, in reading order; spans are code points of `text`.

        Longest names first. In small letters only names as they are spelled count, and no ordinary words.
        """
        pairs = stretches(text, self._exactly, self._nearly)
        return tuple(Found(span, resolution) for span, resolution in pairs)

    def _exactly(self, text: str) -> Resolution | None:
        resolution = self._resolved(Typed.of(text), _SURE_GROUNDS)
        return resolution if resolution and resolution.actors else None

    def _nearly(self, text: str) -> Resolution | None:
        resolution = self._resolved(Typed.of(text), _GROUNDS[_SURE:])
        return resolution if resolution and resolution.actors else None

    # grounds: for every word typed, the words of the index that it may stand for; None: any

    def _as_typed(self, words: Sequence[str]) -> list[Choice]:
        return [[] if (n := self._index.word_id(word)) is None else [n] for word in words]

    def _short_forms(self, words: Sequence[str]) -> list[Choice]:
        return [self._short_form(word, len(words)) for word in words]

    def _short_form(self, word: str, count: int) -> Choice:
        if count > 1 and (len(word) == 1 or (len(word) < 4 and self._index.word_id(word) is None)):
            return None  # initials: the other words must find the name
        forms = (word, *other_forms(word), word[0])
        return [n for form in forms if (n := self._index.word_id(form)) is not None]

    def _outer_words(self, words: Sequence[str]) -> list[Choice]:
        return [self._short_form(word, 2) for word in (words[0], words[-1])] if len(words) > 2 else []

    def _joined(self, words: Sequence[str]) -> list[Choice]:
        """Words typed apart or together: "de santis", "kim jongun"."""
        out: list[Choice] = []
        at = 0
        while at < len(words):
            pair = self._index.word_id("".join(words[at : at + 2])) if at + 1 < len(words) else None
            if pair is not None:
                out.append([pair])
                at += 2
            else:
                out += self._parted(words[at])
                at += 1
        return out

    def _parted(self, word: str) -> list[Choice]:
        whole = self._index.word_id(word)
        if whole is not None:
            return [[whole]]
        for cut in range(2, len(word) - 1):
            parts = self._index.word_id(word[:cut]), self._index.word_id(word[cut:])
            if parts[0] is not None and parts[1] is not None:
                return [[parts[0]], [parts[1]]]
        return [[]]

    def _spelled(self, words: Sequence[str]) -> list[Choice]:
        return [
            None if short is None else [*short, *self._index.same_class(word)]
            for word, short in zip(words, self._short_forms(words), strict=True)
        ]

    def _misspelt(self, words: Sequence[str]) -> list[Choice]:
        return self._near(words, same_letter=True)

    def _misspelt_at_all(self, words: Sequence[str]) -> list[Choice]:
        return self._near(words, same_letter=False)

    def _near(self, words: Sequence[str], *, same_letter: bool) -> list[Choice]:
        out: list[Choice] = []
        for word, held in zip(words, self._spelled(words), strict=True):
            if held is None:
                out.append(None)
                continue
            near = [n for _, n in self._index.near(word, typo_budget(word))]
            if same_letter:
                near = [n for n in near if self._index.words[n][0] == word[0]]
            else:
                near += self._index.same_sound(word)
            out.append(list(dict.fromkeys([*held, *near])))
        return out

    def _candidates(self, choices: Sequence[Choice]) -> Iterable[int]:
        """The most quoted names that hold a word of every choice; of a lone word its bearers as family name first."""
        given = [choice for choice in choices if choice is not None]
        if not given:
            return ()
        found = self._index.holding_all(given)[:_MAX_EXAMINED]
        if len(choices) == 1 and len(given[0]) == 1:
            bearers = self._index.ending(given[0][0])[:_MAX_EXAMINED]
            return dict.fromkeys([*map(int, bearers), *map(int, found)])
        return map(int, found)

    def _collect(self, typed: Typed, names: Iterable[int], loose: bool, out: dict[int, tuple[How, int]]) -> None:
        """Adds the actors whom one of the names fits, each with its best ground and that name."""
        for name in names:
            owner = int(self._index.owner[name])
            if len(out) >= MAX_CHOICES and owner not in out:
                break
            how = self._fit(typed, name, owner, loose)
            if how is not None and (owner not in out or how < out[owner][0]):
                out[owner] = how, name

    def _fit(self, typed: Typed, name: int, owner: int, loose: bool) -> How | None:
        actor, text = self._index.actors[owner], self._index.names[name]
        if actor.kind is Kind.PERSON:
            how = self._fit_person(typed.form, form_of(text), actor, loose)
        else:
            how = align_group(typed.group, text, loose=loose)
        return How.EXACT if how is How.ALIAS and name == self._index.first[owner] else how

    def _fit_person(self, typed: Form, name: Form, actor: Actor, loose: bool) -> How | None:
        if typed.gender and genders_differ(typed.gender, actor.gender or _usual_gender(actor)):
            return None
        return align(typed, name, loose=loose)

    def _resolution(self, typed: Typed, found: Mapping[int, tuple[How, int]]) -> Resolution:
        best = min(_tier(how) for how, _ in found.values())
        kept = sorted(owner for owner, (how, _) in found.items() if _tier(how) == best)
        matches = tuple(Match(self._index.actors[owner], found[owner][0].label) for owner in kept)
        if best <= _UNREMARKED:
            return Resolution(actors=matches)
        shown = dict.fromkeys(match.actor.name for match in matches)
        return Resolution(actors=matches, reading=f"you typed {typed.text}: {' or '.join(list(shown)[:3])}")

    def _nearest(self, typed: Typed) -> tuple[Actor, ...]:
        """Actors whose names come nearest, for "did you mean": they share a word, or nearly."""
        index = self._index
        owners: dict[int, float] = {}
        for word in dict.fromkeys(chain.from_iterable(typed.variants)):
            held = [n for n in (index.word_id(word),) if n is not None]
            alike = [*held, *index.same_class(word), *index.same_sound(word), *(n for _, n in index.near(word, 2))]
            for number in dict.fromkeys(alike):
                for name in map(int, index.holding((number,))[:_MAX_EXAMINED]):
                    score = fuzz.token_sort_ratio(typed.folded, " ".join(index.folded(name)))
                    owner = int(index.owner[name])
                    owners[owner] = max(score, owners.get(owner, 0.0))
        near = [owner for owner, score in owners.items() if score >= _MIN_NEARNESS]
        ranked = sorted(near, key=lambda owner: (-owners[owner], owner))
        return tuple(index.actors[owner] for owner in ranked[:_MAX_NEAREST])


_Ground = Callable[[Directory, Sequence[str]], list[Choice]]
_GROUNDS: tuple[tuple[_Ground, bool], ...] = (
    (Directory._as_typed, False),
    (Directory._short_forms, False),
    (Directory._outer_words, False),
    (Directory._joined, False),
    (Directory._spelled, False),
    (Directory._misspelt, True),
    (Directory._misspelt_at_all, True),
)
_SURE = 4  # of them need the words to be spelled as the name is
_SURE_GROUNDS = _GROUNDS[:_SURE]
_UNREMARKED = 2  # tiers up to here need no note: the words typed are the words of the name


def _usual_gender(actor: Actor) -> Gender | None:
    return next((given_gender(word) for word in form_of(actor.name).given if len(word) > 1), None)


def _tier(how: How) -> int:
    """Grounds that count alike: a full name beats one that only agrees, a lone word may be any part of a name."""
    if how in {How.EXACT, How.ALIAS, How.SURNAME, How.GIVEN}:
        return 0
    return 1 if how is How.FOLDED else 2 + how


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, read as a personal name and as an organisation's."""

    text: str
    folded: str
    form: Form
    group: tuple[str, ...]
    variants: tuple[tuple[str, ...], ...]  # the words to look up, without titles and with them

    @staticmethod
    def of(query: str) -> Typed:
        text = strip_possessive(" ".join(query.split()).strip(' ?!.,;:"“”„«»()[]'))
        form = form_of(text)
        group = tuple(group_key(text).split())
        return Typed(
            text, fold(text), form, group, tuple(words for words in dict.fromkeys((form.written, group)) if words)
        )
