"""Who answers in an interview of questions and answers: its labels ("A:") name nobody."""

from __future__ import annotations

from typing import Final

from bot.extract.coreference import Cast, Cluster
from bot.extract.mentions import Mention
from bot.extract.scene import Speaker
from bot.model import Kind

_CERTAINTY: Final = 0.92


def interviewee(cast: Cast, first_turn: int) -> Speaker:
    """The person whom the text before the first question, at offset `first_turn`, names most often.

    Of two who are named equally often the one whose role is told there ("The geologist Mira Tolland"); else nobody.
    Who is named behind "by" or "she spoke to" is the interviewer.
    """
    counts = sorted(((*_named_before(c, first_turn), -k) for k, c in enumerate(cast.clusters)), reverse=True)
    if not counts or not counts[0][0] or (len(counts) > 1 and counts[1][:2] == counts[0][:2]):
        return Speaker()
    return Speaker((-counts[0][2],), rules=("interviewee",), certainty=_CERTAINTY)


def _named_before(cluster: Cluster, offset: int) -> tuple[int, int]:
    """How often the person is named before the offset, and how often with a role."""
    if cluster.kind is not Kind.PERSON:
        return 0, 0
    named = [m for m in cluster.mentions if m.span.start < offset and not m.quoted and not _asks(m)]
    return len(named), sum(bool(m.roles) for m in named)


def _asks(mention: Mention) -> bool:
    """Does the text name the interviewer here?"""
    sentence, first = mention.sentence, mention.first
    if not first or sentence.word(first - 1) == "by":
        return first > 0
    told = [sentence.word(i) for i in range(max(0, first - 3), first)]
    return len(told) == 3 and told[0] in _THEY and told[1] in _SPOKE and told[2] in ("to", "with")


_THEY: Final = frozenset(("he", "she", "they"))
_SPOKE: Final = frozenset(("spoke", "speaks", "talked", "talks", "chatted", "sat"))
