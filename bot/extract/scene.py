"""What has been said so far while the attributions of an article are read in order, and whom a source resolves to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Final

from bot.extract.bystanders import Bystander
from bot.extract.coreference import Cast, Cluster
from bot.extract.descriptions import Descriptions
from bot.model import Gender

_MOST_OTHERS: Final = 30  # people without names that are looked back over


@dataclass(slots=True)
class Speaker:
    """What a source resolves to. `entity` -1: nobody that the article names."""

    entities: tuple[int, ...] = ()
    unnamed: str | None = None
    rules: tuple[str, ...] = ()
    certainty: float = 0.0
    candidates: tuple[int, ...] = ()
    distance: int = 0  # sentences to the antecedent


_FAR: Final = 3000  # characters to an earlier description of the same person


@dataclass(slots=True)
class Scene:
    """What has been said so far, for pronouns: changes while the attributions are read in order."""

    cast: Cast
    sentence_starts: list[int]  # offsets of all narration sentences, in reading order
    paragraph_starts: list[int] = field(default_factory=list)
    last_speaker: int = -1
    last_at: int = -1  # offset of the last cue
    subjects: dict[int, int] = field(default_factory=dict)  # cluster -> offset of its last mention as a subject

    others: list[Bystander] = field(default_factory=list)  # people without names, in reading order
    speaker_before: int = -1  # the last speaker with a name before the one without
    last_other: int = -1  # offset of the description of whoever spoke last, where that has no name
    interviewed: Speaker | None = None  # who gives the answers of an interview
    last_of: dict[Gender, int] = field(default_factory=dict)  # by gender who spoke last
    known: dict[int, Speaker] = field(default_factory=dict)  # offset of a description -> who that is
    descriptions: Descriptions = field(init=False)
    others_at: list[int] = field(init=False)  # where the others are described

    def __post_init__(self) -> None:
        self.descriptions = Descriptions(self.cast)
        self.others_at = [other.at for other in self.others]

    def others_between(self, begin: int, at: int) -> list[Bystander]:
        """The last of those who are described from `begin` on and before `at`, in reading order."""
        end = bisect_left(self.others_at, at)
        return self.others[max(bisect_left(self.others_at, begin), end - _MOST_OTHERS) : end]

    def heard(self, at: int, unnamed: str) -> None:
        """Keep that whoever is described as `unnamed`, at `at` or before, has just spoken."""
        here = bisect_right(self.others_at, at) - 1
        while here >= 0 and self.others[here].at > at - _FAR:
            speaker = self.known.get(self.others[here].at)
            if self.others[here].at == at or (speaker is not None and speaker.unnamed == unnamed):
                if self.last_speaker >= 0:
                    self.speaker_before = self.last_speaker
                self.last_speaker, self.last_at, self.last_other = -1, at, self.others[here].at
                return
            here -= 1

    def sentence_of(self, offset: int) -> int:
        return bisect_right(self.sentence_starts, offset) - 1


def last_before(cluster: Cluster, at: int) -> int:
    before = cluster.last_before(at)
    return before if before is not None else -(10**9)
