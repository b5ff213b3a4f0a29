"""However articles come, change and go, the actors are those of one merge of all that stands in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.actors.corrections import NO_CORRECTIONS, Corrections
from bot.actors.identity import Identities, merge
from bot.actors.memory_ledger import MemoryLedger
from bot.actors.sighting import Sighting
from bot.model import ArticleId, Kind
from tests.actors.invented import CORRECTED, articles
from tests.actors.sightings import seen
from tests.actors.whole_merge import whole

Step = Mapping[str, tuple[Sighting, ...]]
STEPS = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), articles(), max_size=4), min_size=1, max_size=6)


def placed(article: str, sightings: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
    return tuple(
        Sighting(article=ArticleId(article), day=s.day, entity=s.entity, value=s.value, quotes=s.quotes)
        for s in sightings
    )


def held(ledger: MemoryLedger) -> Identities:
    return Identities(actors=tuple(sorted(ledger.actors(), key=lambda a: a.id)), members=ledger.members())


def union(name: str) -> tuple[Sighting, ...]:
    return (seen(name, kind=Kind.ORGANISATION, aliases=("HWU",)),)


BARE = {"a": (seen("Lind", titles=("Mr.",)),), "b": (seen("Lind", titles=("Mrs.",)),)}
# Only the wording of a doubt changes; a slug arrives that was somebody's slug with a number, and goes again.
DOUBTED = [
    {"a": union("Harbour Workers Union"), "b": union("Hill Walkers Union"), "c": (seen("HWU", kind=Kind.PLACE),)},
    {"d": union("Harbour Welders Union")},
]
NUMBERED = [BARE, {"c": (seen("Lind 2", kind=Kind.PLACE),)}, {"c": ()}]


@settings(max_examples=150, deadline=None)
@example(steps=DOUBTED, corrections=NO_CORRECTIONS)
@example(steps=NUMBERED, corrections=NO_CORRECTIONS)
@given(steps=STEPS, corrections=st.sampled_from([NO_CORRECTIONS, CORRECTED]))
def test_merging_step_by_step_is_merging_all_at_once(steps: list[Step], corrections: Corrections) -> None:
    ledger = MemoryLedger()
    present: dict[ArticleId, tuple[Sighting, ...]] = {}
    quotes: Counter[str] = Counter()
    for number, step in enumerate(steps):
        arrived = {ArticleId(article): placed(article, sightings) for article, sightings in step.items()}
        present |= arrived
        ledger = ledger.copy()
        ledger.begin(arrived)
        quotes.update(merge(ledger, corrections, anew=number == 0))
        expected = whole([s for sightings in present.values() for s in sightings], corrections)
        assert held(ledger) == expected
        tally: Counter[str] = Counter()
        for actor in expected.actors:
            tally[actor.name] += actor.quotes
        assert +quotes == +tally
