"""Names close to a name, found without looking at all of them: within one letter, or short forms of each other."""

from __future__ import annotations

from typing import Final

from bot.names.lexicon import nickname_lines
from bot.names.match import given_agree, one_edit
from bot.names.parse import is_initial

_SHORTEST: Final = 4  # letters that two words within one edit share at least


class NearSurnames:
    """Folded surnames, found again by a word within one edit of them (`one_edit`).

    Two such words have a form in common when one letter is taken out of the one, the other, or both. Adding and
    finding cost the square of a word's length, whatever the number of words.
    """

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._new: list[str] = []  # words whose forms are not kept yet: in many articles nobody asks
        self._by_form: dict[str, list[str]] = {}

    def add(self, word: str) -> None:
        if word not in self._known:
            self._known[word] = len(self._known)
            self._new.append(word)

    def near(self, word: str) -> list[str]:
        """The words within one edit, in the order in which they were added."""
        if len(word) <= _SHORTEST:
            return []
        for added in self._new:
            for form in _forms(added):
                self._by_form.setdefault(form, []).append(added)
        self._new.clear()
        found = {known for form in _forms(word) for known in self._by_form.get(form, ()) if one_edit(word, known)}
        return sorted(found, key=self._known.__getitem__)


def _forms(word: str) -> frozenset[str]:
    """The word and what is left of it without one letter, the first kept; none of a short word."""
    if len(word) <= _SHORTEST or len(word) > 40:
        return frozenset()
    return frozenset((word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))))


class NearGivenNames:
    """Folded given names, found again by another form of them: "bill" by "william", "jean-luc" by "luc"."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._by_form: dict[str | int, list[str]] = {}

    def add(self, given: str) -> None:
        """Initials are left out: they agree with too much."""
        if given not in self._known and len(given) > 1 and not is_initial(given):
            self._known[given] = len(self._known)
            for form in _given_forms(given):
                self._by_form.setdefault(form, []).append(given)

    def near(self, given: str) -> list[str]:
        """The names that agree (`given_agree`), in the order in which they were added."""
        found = {
            known for form in _given_forms(given) for known in self._by_form.get(form, ()) if given_agree(known, given)
        }
        return sorted(found, key=self._known.__getitem__)


def _given_forms(given: str) -> frozenset[str | int]:
    return frozenset((given, *given.split("-"), *nickname_lines(given)))
