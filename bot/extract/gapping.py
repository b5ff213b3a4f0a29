"""A verb that is said once for several speakers: "Bell called it “slow,” Lind “dear”"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extract.attribution import Attribution
from bot.extract.phrases import Range
from bot.extract.tags import Sentence, Tag

_BETWEEN: Final = (Tag.COMMA, Tag.COORDINATOR, Tag.COLON)
_BEHIND: Final = (Tag.COMMA, Tag.COORDINATOR, Tag.COLON, Tag.STOP, Tag.DASH)


def gapped(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """The attributions of quotations that share the verb before them, which loses them; in reading order."""
    out: list[Attribution] = []
    for before, k in pairwise(sentence.quoted):
        source = _source(sentence, before, k)
        if source is None:
            continue
        at = sentence.first[before]
        shared = next((a for a in (*out, *found) if a.source and any(b <= at < e for b, e in a.content)), None)
        if shared is None:
            continue
        end = sentence.last[before]
        shared.content = [(b, min(e, end)) for b, e in shared.content if b < end]
        content = [(sentence.first[k], sentence.last[k])]
        out.append(Attribution(sentence, None, source, content, ["gapped"], shared.verb))
    return out


def _source(sentence: Sentence, before: int, k: int) -> Range | None:
    """The name between two quotations with nothing else but a comma, "and" or a semicolon."""
    tags = sentence.tags
    if k + 1 < len(tags) and tags[k + 1] not in _BEHIND:
        return None
    end = k - (tags[k - 1] is Tag.COMMA)
    begin = end
    while begin > before + 1 and tags[begin - 1] is Tag.NAME:
        begin -= 1
    if begin == end or any(tags[i] not in _BETWEEN for i in range(before + 1, begin)):
        return None
    return begin, end
