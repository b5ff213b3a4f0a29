"""What in a difference may turn the meaning round: negations, numbers, names, modals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum

from bot.query.check_align import Op, Step
from bot.query.normal import Token
from bot.query.spelling import in_full, nearly


class Change(Enum):
    """What a difference touches that may turn the meaning round."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    MODAL = "modal"


_NEGATIONS = frozenset(
    "not no noone never none nobody nothing neither nor without hardly barely scarcely nowhere refuse refuses "
    "refused deny denies denied unlikely impossible".split()
)
_MODALS = frozenset(
    "will would shall should may might can could must probably possibly perhaps maybe certainly likely always "
    "sometimes".split()
)
_PLAIN = _NEGATIONS | _MODALS
_SENTENCE_WORDS = frozenset(
    "i im ive id ill the a an this that these those he she it they we you his her their its our my but and so in on "
    "at as if when while after before since although there here what who how why for with from by of to is are was "
    "were be do does did have has had then now yes well also however every each all some any many most more".split()
)


def changes(
    steps: Sequence[Step], asked: Sequence[Token], there: Sequence[Token], asked_text: str, text: str
) -> tuple[Change, ...]:
    """The kinds of word that differ, most dangerous first. "Don't" is "do not" here.

    A word that only moved does not count; a negation in another place does, and numbers or names that changed places.
    """
    wrong = [asked[step.asked] for step in steps if step.op is Op.WRONG and step.asked is not None]
    right = [there[step.place] for step in steps if step.op is Op.RIGHT and step.place is not None]
    ours = [asked[step.asked] for step in steps if step.asked is not None]
    theirs = [there[step.place] for step in steps if step.place is not None]
    names = _names(ours, asked_text) | _names(theirs, text)
    numbers = {token.form for token in (*ours, *theirs) if _is_number(token.form)}
    found = {
        Change.NEGATION: any(
            _negations(token.form for token in one) != _negations(token.form for token in other)
            for one, other in substitutions(steps, asked, there)
        ),
        Change.NUMBER: _touched(numbers, wrong, right, ours, theirs),
        Change.NAME: _touched(names, wrong, right, ours, theirs),
        Change.MODAL: _in_full(wrong) & _MODALS != _in_full(right) & _MODALS,
    }
    return tuple(change for change, there_is in found.items() if there_is)


def substitutions(
    steps: Sequence[Step], asked: Sequence[Token], there: Sequence[Token]
) -> Iterator[tuple[list[Token], list[Token]]]:
    """Between equal words: the tokens that were asked for, and those that stand there instead."""
    one: list[Token] = []
    other: list[Token] = []
    for step in (*steps, None):
        if step is None or step.op is Op.SAME:
            if one or other:
                yield one, other
            one, other = [], []
        elif step.asked is not None:
            one.append(asked[step.asked])
        elif step.place is not None:
            other.append(there[step.place])


def nearly_same(steps: Sequence[Step], asked: Sequence[Token], there: Sequence[Token]) -> tuple[str, ...]:
    """Asked words that stand there in another form: contracted or in full, another ending, a slip of the keyboard."""
    out: list[str] = []
    for one, other in substitutions(steps, asked, there):
        left = list(in_full(token.form for token in other))
        for token in one:
            words = tuple(in_full((token.form,)))
            fits = [next((word for word in left if word == part or nearly(part, word)), None) for part in words]
            if None not in fits:
                out.append(token.form)
                for word in fits:
                    if word in left:
                        left.remove(word)
    return tuple(out)


def holds_negation(of: Sequence[Token]) -> bool:
    """Does one of the words turn the meaning round?"""
    return bool(_negations(token.form for token in of))


def _negations(words: Iterable[str]) -> Counter[str]:
    return Counter(word for word in in_full(words) if word in _NEGATIONS)


def _in_full(of: Sequence[Token]) -> frozenset[str]:
    return frozenset(in_full(token.form for token in of))


def _touched(
    kind: AbstractSet[str],
    wrong: Sequence[Token],
    right: Sequence[Token],
    ours: Sequence[Token],
    theirs: Sequence[Token],
) -> bool:
    """Is a word of the kind on one side only, or do both sides have the same ones in another order?"""
    if not kind.isdisjoint({token.form for token in wrong} ^ {token.form for token in right}):
        return True
    one = [token.form for token in ours if token.form in kind]
    other = [token.form for token in theirs if token.form in kind]
    return one != other and sorted(one) == sorted(other)


def _is_number(form: str) -> bool:
    return form[0].isdigit() or form in "$€£¥"


def _names(of: Sequence[Token], text: str) -> frozenset[str]:
    """The words with a capital that nothing but a name explains."""
    return frozenset(token.form for token in of if _is_name(token.form, text[token.start]))


def _is_name(form: str, first: str) -> bool:
    if not first.isupper() or not _PLAIN.isdisjoint(in_full((form,))):
        return False
    bare = next((form.removesuffix(end) for end in ("s", "re", "ve", "ll", "d", "m") if form.endswith(end)), form)
    return form not in _SENTENCE_WORDS and bare not in _SENTENCE_WORDS  # "There’s" is no name
