"""Forms of words: inflections of verbs, and nouns, verbs and adjectives of the same root."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.actors.countries import countries, country_of
from bot.resources import config_file
from bot.text.words import stem

_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ication", ("ify",)),
    ("ation", ("", "ate")),
    ("ition", ("", "ite")),
    ("sion", ("d", "t", "s")),
    ("ssion", ("t", "ss", "de")),
    ("ion", ("",)),
    ("ment", ("",)),
    ("ness", ("",)),
    ("ance", ("",)),
    ("ence", ("",)),
    ("iage", ("y",)),
    ("age", ("",)),
    ("ure", ("",)),
    ("al", ("",)),
    ("ant", ("", "ate")),
    ("ee", ("",)),
    ("er", ("",)),
    ("or", ("",)),
    ("ist", ("",)),
    ("ism", ("",)),
    ("istic", ("",)),
    ("ive", ("",)),
    ("ity", ("",)),
    ("ety", ("",)),
)
"""Endings of nouns and adjectives made from verbs and other nouns, with what stands there in place of them; an "e"
at the end of the word they are made from is lost."""
_OF_ACTS = tuple(stem(ending) for ending in "ication ation ition ssion sion ion ment ance ence ure al".split())
"""Endings, stemmed, of nouns for what is done."""
_ROOT = 5
"""Letters that a root must have before an ending is taken off or put on: "party" is no form of "part"."""
_SHORT_ROOT = 4
"""The same before an ending of three letters or more: "closure", "close"."""
_SHORT_VERB = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_SHORT = (("die", "dies", "died", "dying"), ("tie", "ties", "tied", "tying"))
"""Regular verbs that are too short for the stemmer."""


def inflected(verb: str) -> frozenset[str]:
    """All forms of the verb: "step", "steps", "stepping", "stepped"."""
    root = verb + verb[-1] if _SHORT_VERB.fullmatch(verb) else verb.removesuffix("e")
    return paradigm(verb) | {verb, verb + "s", verb + "es", root + "ing", root + "ed"}


def paradigm(word: str) -> frozenset[str]:
    """All forms of the irregular verb of which the word is one; empty for any other word."""
    verbs = _irregular()
    if word in verbs:
        return verbs[word]
    bases = (stem(word), word.removesuffix("s"), word.removesuffix("ing"), word.removesuffix("ing") + "e")
    return next((verbs[base] for base in bases if base in _bases()), frozenset())


def derived(word: str) -> frozenset[str]:
    """Stems of nouns, verbs and adjectives of the same root: "evacuate", "evacuation", "closure", "close"."""
    if not word.isalpha():
        return frozenset()
    taken = {
        root + instead
        for ending, others in _ENDINGS
        if word.endswith(ending) and len(root := word.removesuffix(ending)) >= _least(ending)
        for instead in others
    }
    bases = taken or ({stem(word)} if word.endswith(("s", "ed", "ing")) else {stem(word), word})
    out = {stem(word)} | {form for base in bases for form in (stem(base), stem(base + "e"))}
    if word.endswith(("ment", "ion")):
        out.add(stem(word + "al"))  # "environment", "environmental"
    for base in bases:
        if re.search("[^aeiou][iy]$", base):
            out.add(base[:-1] + "iag")
            continue
        bare = base.removesuffix("e") if not base.endswith("ee") else base
        for ending, others in _ENDINGS:
            for instead in others:
                root = bare.removesuffix(instead.removesuffix("e"))
                if bare.endswith(instead.removesuffix("e")) and len(root) >= _least(ending):
                    out.add(stem(root + ending))
    return frozenset(out)


@lru_cache(maxsize=5_000)
def nouns_of(verb: str) -> frozenset[str]:
    """Stems that nouns for what the verb does may have: "deployment" of "deploy"; none for a word that is no verb."""
    if stem(verb) not in verb_forms():
        return frozenset()
    return frozenset(form for form in derived(verb) if form.endswith(_OF_ACTS) and form != stem(verb))


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """All forms of the verbs that the language files know: "unites", but not "unit", whose stem is the same."""
    return frozenset(form for verb in _listed() for form in inflected(verb)) | _irregular().keys()


@lru_cache(maxsize=1)
def verb_forms() -> frozenset[str]:
    """Stems of the verbs that the language files know."""
    return frozenset(map(stem, _listed()))


def _listed() -> frozenset[str]:
    out: set[str] = set()
    for name in ("common_verbs.txt", "irregular_verbs.txt", "verbs.txt"):
        for line in config_file(f"language/{name}").read_text(encoding="utf-8").splitlines():
            words = line.split("#")[0].split("|")[0].split()
            out.update(word for word in words if word.isalpha())
    return frozenset(out)


def of_country(word: str) -> frozenset[str]:
    """Stems of the names of the country and its people, for a folded name that may be one of them.

    Of a country that the language files do not know what its name and people would be: "Kaldovia", "Kaldovian".
    """
    country = country_of(word)
    if country:
        named = countries().words[country]
        return frozenset(stem(name) for name in named if " " not in name)
    land = re.sub("ns?$", "", word) if word.endswith(("ian", "ians")) else word
    return frozenset((stem(land), stem(land + "n"))) if land.endswith("ia") and len(land) > _ROOT else frozenset()


def _least(ending: str) -> int:
    return _SHORT_ROOT if len(ending) >= 3 and ending != "ion" else _ROOT  # "station" is not made from "state"


@lru_cache(maxsize=1)
def _irregular() -> Mapping[str, frozenset[str]]:
    """Every form of an irregular verb → all its forms."""
    out: dict[str, frozenset[str]] = {}
    for line in config_file("language/irregular_verbs.txt").read_text(encoding="utf-8").splitlines():
        words = [w for w in line.split("#")[0].replace("/", " ").replace("+", " ").split() if w.isalpha()]
        for word in words:
            out[word] = frozenset(words) | out.get(word, frozenset())
    return out | {form: frozenset(forms) for forms in _SHORT for form in forms}


@lru_cache(maxsize=1)
def _bases() -> frozenset[str]:
    """The irregular verbs as dictionaries have them: "founded" is no form of "find"."""
    lines = config_file("language/irregular_verbs.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(words[0] for line in lines if (words := line.split("#")[0].split()))
