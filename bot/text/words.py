"""Words for searching: folded, stemmed, the same for articles and for what people type.

Both sides of every comparison go through this module, so "Cease-fires", "ceasefire" and "CEASE‑FIRE" meet.
The stemmer is our own light one: plural, past, -ing, final e and y, double consonants. It conflates a few words too
many (hop, hope) rather than too few; what is shown is always the article's own spelling.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_HYPHENS: Final = "\u00ad\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES: Final = "\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`\uff07"
_MARKS: Final = {**dict.fromkeys(_HYPHENS, "-"), **dict.fromkeys(_APOSTROPHES, "'"), "\u00ad": ""}
_LETTERS: Final = dict(zip("łøđðþßæœıħ", "l o d d th ss ae oe i h".split(), strict=True))
# A search for the few that occur is many times faster than `str.translate` of a text that is not ASCII.
_MARK: Final = re.compile(f"[{re.escape(''.join(_MARKS))}]")
_LETTER: Final = re.compile(f"[{''.join(_LETTERS)}]")
_COMBINING: Final = re.compile("[\u0300-\u036f]+")
# A number with its separators, an acronym with dots, or letters and digits joined by single apostrophes and hyphens.
_WORD: Final = re.compile(r"\d+(?:[.,]\d+)+(?![^\W_])|(?<!\w)[^\W\d_](?:\.[^\W\d_])+(?!\w)|[^\W_]+(?:['-][^\W_]+)*")
# Stretches in which those stand, most of them one: found in half the time.
_STRETCH: Final = re.compile(r"[^\W_]+(?:['.,-][^\W_]+)*")
_AT_EDGES: Final = ".,;:!?-'\"()[]“”‘’–—…"  # of a run: none begins or ends a token
_VOWEL: Final = re.compile("[aeiouy]")


def fold(text: str) -> str:
    """`text` in lower case without diacritics, one kind of hyphen and apostrophe. Offsets do not survive."""
    if text.isascii():
        return text.lower().replace("`", "'")
    marked = _MARK.sub(lambda mark: _MARKS[mark[0]], text)
    folded = unicodedata.normalize("NFKD", marked).casefold()
    return _LETTER.sub(lambda letter: _LETTERS[letter[0]], _COMBINING.sub("", folded))


def one_line(text: str) -> str:
    """The text without the line feeds of wrapped lines, as a name is shown."""
    return " ".join(text.split()) if "\n" in text else text


def index_words(text: str) -> tuple[str, ...]:
    """The search words of `text` in reading order, repeats kept. A few microseconds a word at most.

    A hyphenated word gives its parts and then all of it as one: "cease-fire" is cease, fire, ceasefire. Possessives
    lose their 's, acronyms their dots, numbers their thousands separators ("1,000" is 1000, "3.5" stays).
    """
    return tuple(index_line(text).split())


def index_line(text: str) -> str:
    """The same, separated by spaces."""
    out = []
    for run in text.split():
        line = _LINES[run]
        if line:  # a run may hold no word: "–"
            out.append(line)
    return " ".join(out)


def search_words(text: str) -> tuple[frozenset[str], ...]:
    """One set of equivalent search words for each word of `text`, in order, each once: what an archive is asked for.

    A hyphenated word is looked for as one word, which articles that write it with a hyphen also hold.
    """
    found = map(_forms, _WORD.findall(fold(text)))
    return tuple(dict.fromkeys(frozenset(forms[-1:]) for forms in found if forms))


_MOST_RUNS: Final = 2**16
_LONGEST_RUN: Final = 24  # characters: longer ones seldom come again


class _Lines(dict[str, str]):
    """The search words of what stands between two spaces: texts repeat those, and nothing that folding or a token needs
    lies beyond. Filled as runs are met, bounded; unlike `lru_cache` it writes nothing when one is met again."""

    def __missing__(self, run: str) -> str:
        found = _line(run)
        if len(run) <= _LONGEST_RUN:
            if len(self) >= _MOST_RUNS:
                self.clear()
            self[run] = found
        return found


_LINES: Final = _Lines()


def _line(run: str) -> str:
    bare = run.strip(_AT_EDGES)
    if bare.isascii() and bare.isalpha():  # most runs
        return stem(bare.lower())
    stretches = _STRETCH.findall(fold(run))
    return " ".join([form for stretch in stretches for token in _WORD.findall(stretch) for form in _forms(token)])


def _forms(token: str) -> tuple[str, ...]:
    """The search words of one folded token."""
    return (stem(token),) if token.isalpha() else _split(token)


def _split(token: str) -> tuple[str, ...]:
    if token[0].isdigit() and ("," in token or "." in token):
        return (_number(token),)
    if "." in token:
        return (token.replace(".", ""),)
    token = token.removesuffix("'s")
    parts = [part.replace("'", "") for part in token.split("-")]
    if len(parts) == 1:
        return (stem(parts[0]),)
    # A dozen parts is a dash rule or a URL, not a compound.
    whole = (stem("".join(parts)),) if len(parts) <= 6 else ()
    return (*(stem(part) for part in parts), *whole)


def _number(token: str) -> str:
    """ "1,250.50" is "1250.50"; a lone comma before other than three digits is a decimal one ("3,5")."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", token):
        return token.replace(",", "")
    return token.replace(",", ".")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one folded word; words of three letters or fewer and words with digits stay."""
    if len(word) <= 3 or not word.isalpha():
        return word
    word = _without_plural(word)
    if word.endswith("eed") and len(word) > 5 and not word.endswith("ceed"):  # agreed, but not exceed
        word = word[:-1]
    for ending in ("ing", "ed"):
        body = word[: -len(ending)]
        if (
            word.endswith(ending)
            and len(body) >= 2
            and _VOWEL.search(body)
            and not (ending == "ed" and body[-1] == "e")
        ):
            word = body
            break
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    if len(word) > 2 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    if len(word) > 2 and word[-1] == "y" and word[-2] not in "aeiou":
        word = word[:-1] + "i"
    return word


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
