"""Who answers in an interview of questions and answers: its labels ("A:") name nobody."""

from __future__ import annotations

from typing import Final

from bot.extract.coreference import Cast, Cluster
from bot.extract.scene import Speaker
from bot.model import Kind

_CERTAINTY: Final = 0.92


def interviewee(cast: Cast, first_turn: int) -> Speaker:
    """The person whom the text before the first question, at offset `first_turn`, names most often.

    Nobody where two people are named equally often. Who is named behind "by" is the interviewer.
    """
    counts = sorted(((_named_before(c, first_turn), -k) for k, c in enumerate(cast.clusters)), reverse=True)
    if not counts or not counts[0][0] or (len(counts) > 1 and counts[1][0] == counts[0][0]):
        return Speaker()
    return Speaker((-counts[0][1],), rules=("interviewee",), certainty=_CERTAINTY)


def _named_before(cluster: Cluster, offset: int) -> int:
    if cluster.kind is not Kind.PERSON:
        return 0
    return sum(
        m.span.start < offset and not m.quoted and not (m.first and m.sentence.word(m.first - 1) == "by")
        for m in cluster.mentions
    )
