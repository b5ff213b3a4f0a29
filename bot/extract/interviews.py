"""Who answers in an interview of questions and answers: its labels ("A:") name nobody."""

from __future__ import annotations

from typing import Final

from bot.extract.coreference import Cast, Cluster
from bot.extract.scene import Speaker
from bot.model import Kind

_CERTAINTY: Final = 0.92


def interviewee(cast: Cast, first_turn: int) -> Speaker:
    """The person whom the text before the first question, at offset `first_turn`, names most often.

    Of two who are named equally often the one whose role is told there ("The geologist Mira Tolland"); else nobody.
    Who is named behind "by" is the interviewer.
    """
    counts = sorted(((*_named_before(c, first_turn), -k) for k, c in enumerate(cast.clusters)), reverse=True)
    if not counts or not counts[0][0] or (len(counts) > 1 and counts[1][:2] == counts[0][:2]):
        return Speaker()
    return Speaker((-counts[0][2],), rules=("interviewee",), certainty=_CERTAINTY)


def _named_before(cluster: Cluster, offset: int) -> tuple[int, int]:
    """How often the person is named before the offset, and how often with a role."""
    if cluster.kind is not Kind.PERSON:
        return 0, 0
    named = [
        m
        for m in cluster.mentions
        if m.span.start < offset and not m.quoted and not (m.first and m.sentence.word(m.first - 1) == "by")
    ]
    return len(named), sum(bool(m.roles) for m in named)
