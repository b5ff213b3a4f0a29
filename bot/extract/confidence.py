"""How likely the speaker of a quote is right, from the rules that found it."""

from __future__ import annotations

from bot.extract.attribution import Attribution
from bot.extract.resolution import Speaker
from bot.model import Speech

_RULES = {
    "same-speaker": 0.75,
    "runs-on": 0.95,
    "announced": 0.9,
    "fragment-near-cue": 0.8,
    "fragment-of-speaker": 0.5,
    "fragment-of-subject": 0.5,
    "fragment-alone": 0.1,
    "passive": 0.5,
    "cue-noun": 0.8,
    "subject-of-joined-verb": 0.9,
    "subject-of-main-verb": 0.9,
}


def confidence(attribution: Attribution, speaker: Speaker, speech: Speech) -> float:
    """Between 0 and 1."""
    value = speaker.certainty
    for rule in attribution.rules:
        value *= _RULES.get(rule, 1.0)
    return round(value, 3)
