"""Invented articles for the merging of names: few names, so that they meet."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from bot.actors.corrections import parse_corrections
from bot.actors.sighting import Sighting
from bot.model import Gender, Kind
from tests.actors.sightings import seen

# One family in many spellings, names that are a person's and a place's, acronyms of two
# bodies, short names of short names, and a name whose slug is that of another with a number.
PEOPLE = (
    "Ana Bell|Ana María Bell|A. Bell|Bell|Tom Bell|Al Bell|Albert Bell|Alfred Bell|Tom Bell Jr.|Belle Bell|Ana Bel|"
    "Ivan Volkov|Iwan Wolkow|Volkov|Wolkow|Volkov 2|Ana Volkov|Andrés Lind Obrador|Lind Obrador|Obrador|Lind|"
    "Anna Lindt|Ms. Lind|Harbour|North Harbour|Victoria|Victoria Lind|Lord"
).split("|")
BODIES = (
    "Harbour|North Harbour|The Harbour Board|Harbour Board|North Harbour Board|NHB|Harbour Workers Union|HWU|"
    "Hill Walkers Union|North Hill Board|Walkers|Hill Walkers|Hill Walkers Club|United Nations|UN|U.N.|Victoria|"
    "Lind Bank|Lind|Lind 2|Reuters|Reuters News Agency|Bell 2|Bell|Bell Inc."
).split("|")
ROLES = ("mayor", "goalkeeper", "finance minister", "French president", "treasurer of Porto Velado")
CORRECTED = parse_corrections(
    """
[[actor]]
name = "Ana Bell"
same_as = ["Ana Wolkow", "Belle Bell"]
not_same_as = ["A. Bell"]
[[actor]]
name = "Lind Obrador"
aliases = ["Ivan Volkov"]
gender = "male"
[[actor]]
name = "Hill Walkers"
kind = "organisation"
same_as = ["Walkers"]
[[actor]]
name = "Victoria"
""",
    "actors.toml",
)


@st.composite
def articles(draw: st.DrawFn) -> tuple[Sighting, ...]:
    day = draw(st.sampled_from([None, date(1930, 1, 1), date(2025, 1, 1), date(2025, 1, 2)]))
    out = []
    for entity in range(draw(st.integers(0, 5))):
        person = draw(st.booleans())
        names = PEOPLE if person else BODIES
        out.append(
            seen(
                draw(st.sampled_from(names)),
                entity=entity,
                kind=Kind.PERSON if person else draw(st.sampled_from([Kind.ORGANISATION, Kind.PLACE])),
                aliases=tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True))),
                titles=draw(st.sampled_from([(), (), ("Mr.",), ("Mrs.",)])),
                roles=tuple(draw(st.lists(st.sampled_from(ROLES), max_size=1))),
                gender=draw(st.sampled_from([None, None, *Gender])),
                day=day,
                quotes=draw(st.integers(0, 2)),
            )
        )
    return tuple(out)
