"""The words of a topic or search, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from bot.model import Span
from bot.text.words import index_words, search_words

# Words of questions and topics that say nothing about the matter: determiners, prepositions, auxiliaries, pronouns.
_FUNCTION_WORDS = frozenset(
    index_words(
        "a an the this that these those of in on at to for from by with about as into over under after before between "
        "and or but nor so if than then there here it its he she they them his her their him we us our you your i "
        "me my is are was were be been being am do does did done has have had having will would can could shall should "
        "may might must not no what who whom whose which when where why how s t re ve ll d m"
    )
)
_UNSTEMMED = frozenset(
    "am are been being does did done has have had having were will would could should shall may might must these "
    "those they their them whose which where there here because so very just also than then its im ive id youre "
    "youve youll hes shes theyre theyve theyll weve well were dont doesnt didnt isnt arent wasnt werent wont wouldnt "
    "cant couldnt shouldnt hasnt havent hadnt thats theres whats lets cannot".split()
)
_TOKEN = re.compile(r"[^\W_]+(?:['’\-‐‑.,][^\W_]+)*")
_PHRASE = re.compile(r"(-?)(?:“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»)")


def content_words(text: str) -> tuple[frozenset[str], ...]:
    """Search words of `text` without function words; all of them when there is nothing else."""
    every = search_words(text)
    return tuple(words for words in every if not words <= _FUNCTION_WORDS) or every


def is_function_word(word: str) -> bool:
    """Is the folded word, stemmed or not, one that says nothing about the matter?"""
    return word in _FUNCTION_WORDS or word in _UNSTEMMED


def places(text: str, within: Span, words: Sequence[AbstractSet[str]]) -> tuple[Span, ...]:
    """Spans of the words in `text[within]` that are one of `words`, in reading order. Linear in the stretch."""
    wanted = frozenset().union(*words)
    return tuple(
        Span(token.start(), token.end())
        for token in _TOKEN.finditer(text, within.start, within.end)
        if not wanted.isdisjoint(index_words(token.group()))
    )


@dataclass(frozen=True, kw_only=True)
class Search:
    """A search as typed: words, “phrases”, -excluded words and -“excluded phrases”."""

    words: tuple[frozenset[str], ...] = ()  # all must stand in the passage
    phrases: tuple[tuple[str, ...], ...] = ()  # index words, one after the other
    without: tuple[tuple[str, ...], ...] = ()

    def accepts(self, standing: tuple[str, ...]) -> bool:
        """Do the index words of a passage, in order, hold all that is wanted, and nothing excluded?"""
        return (
            self.holds_all(standing)
            and all(_holds(standing, phrase) for phrase in self.phrases)
            and not any(_holds(standing, phrase) for phrase in self.without)
        )

    def holds_all(self, standing: Iterable[str]) -> bool:
        """Is every word that is wanted among these, wherever it stands?"""
        present = frozenset(standing)
        return all(not words.isdisjoint(present) for words in self.wanted)

    @cached_property
    def wanted(self) -> tuple[frozenset[str], ...]:
        """Every word that must stand there, those of the phrases too."""
        return self.words + tuple(frozenset((word,)) for phrase in self.phrases for word in phrase)


def read_search(text: str) -> Search:
    """The search that the words make. A phrase mark that is never closed is ignored."""
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    for match in _PHRASE.finditer(text):
        phrase = index_words(next(group for group in match.groups()[1:] if group is not None))
        if phrase:
            (without if match[1] else phrases).append(phrase)
    plain: list[str] = []
    for word in _PHRASE.sub(" ", text).split():
        if word.startswith("-") and len(word) > 1:
            excluded = index_words(word[1:])
            if excluded:
                without.append(excluded)
        else:
            plain.append(word)
    rest = " ".join(plain)
    words = content_words(rest) if not phrases else tuple(w for w in search_words(rest) if not w <= _FUNCTION_WORDS)
    return Search(words=words, phrases=tuple(phrases), without=tuple(without))


def _holds(standing: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(standing[at : at + size] == phrase for at in range(len(standing) - size + 1))
