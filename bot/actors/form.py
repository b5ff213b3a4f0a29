"""A name taken apart for comparing: folded given names, family name, suffix, and the gender a title tells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.actors.folding import fold
from bot.actors.known import is_given
from bot.model import Gender
from bot.names.lexicon import is_surname, name_lexicon, title_gender
from bot.names.parse import PersonName, parse_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One written personal name in folded words. A lone name word stands in `family`."""

    given: tuple[str, ...] = ()  # hyphenated names in their parts: ("jong", "un")
    particles: tuple[str, ...] = ()
    family: tuple[str, ...] = ()  # without particles; several words for a hyphenated surname
    suffix: str = ""
    nickname: str = ""  # Roberto "Bobo" Diaz
    titles: tuple[str, ...] = ()
    gender: Gender | None = None  # told by a title, never by the given name
    written: tuple[str, ...] = ()  # given, particles, family in the order written

    @property
    def full(self) -> bool:
        """Has it more than a family name?"""
        return bool(self.given)


@lru_cache(maxsize=200_000)
def form_of(text: str) -> Form:
    """The form of one written name, kept for the next question that it may answer."""
    return read_form(text)


def read_form(text: str) -> Form:
    """The form of one written name; "Trump, Donald" is read as "Donald Trump". Some 15 µs."""
    name = parse_name(_uninverted(_cased(text)))
    given = tuple(fold(" ".join(name.given)).split())
    particles = tuple(fold(" ".join(name.particles)).split())
    family = tuple(fold(name.surname).split())
    while len(family) > 1 and family[0] in name_lexicon().particles:  # "al-Assad"
        particles, family = (*particles, family[0]), family[1:]
    titles = tuple(fold(title) for title in name.honorifics)
    rest = (*particles, *family)
    leading = _family_first(name)
    if leading:
        family = tuple(fold(" ".join(name.given[:leading])).split())
        given = (*tuple(fold(" ".join(name.given[leading:])).split()), *rest)
        return Form(given=given, family=family, titles=titles, gender=_told(titles), written=(*family, *given))
    return Form(
        given=given,
        particles=particles,
        family=family,
        suffix=fold(name.suffix).replace(" ", ""),
        nickname=fold(name.nickname),
        titles=titles,
        gender=_told(titles),
        written=(*rest, *given) if name.surname_first else (*given, *rest),
    )


def _told(titles: tuple[str, ...]) -> Gender | None:
    return next((told for told in map(title_gender, titles) if told), None)


def _family_first(name: PersonName) -> int:
    """How many words before the last are a family name written first, beyond the pairs that the parser knows.

    "Kim Jong Un" (1), "Tanaka-Brandt Yui" (1), "Nguyen Lazic Milena" (2); 0 for a name in the usual order.
    """
    if not name.given or name.surname_first or name.particles or name.suffix:
        return 0
    before, last = [fold(word) for word in name.given], fold(name.surname)
    if before[0].partition(" ")[0] not in name_lexicon().surname_first or is_surname(last):
        return 0
    if len(before) == 1:
        return 1 if not is_given(before[0]) else 0
    if len(before) > 2 or is_given(before[1]) or len(before[1]) == 1:
        return 0
    return 2 if is_given(last) else 1


def _cased(text: str) -> str:
    """Words typed without capitals get them: the parser takes small words for particles and titles."""
    return text if any(c.isupper() for c in text) else text.title().replace("'S", "'s").replace("’S", "’s")


def _uninverted(text: str) -> str:
    family, comma, given = text.partition(",")
    if not comma or not given.strip() or "," in given:
        return text
    if fold(given).replace(" ", "") in name_lexicon().suffixes:
        return text
    return f"{given.strip()} {family.strip()}"
