"""Words that were changed: one quotation with other words in it, or exact pieces of several put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.query.check_align import Alignment, Op, Run, Step, align, longest_runs
from bot.query.check_candidates import Pool, ends_sentence, match_of
from bot.query.check_chains import Chain
from bot.query.check_meaning import changes, nearly_same
from bot.query.check_values import Difference, Match, Verdict
from bot.query.normal import Token, forms, tokens
from bot.query.words import is_function_word

ALTERED = 0.6
"""Least share of equal words in an altered quotation."""
CONTENT = 4
"""Least number of equal content words in it, or all where there are fewer."""
FEW = 0.7
"""Least share where fewer content words agree."""
LONG = 5
"""Words in order that make up for all but one of the content words."""
IN_ORDER = 0.6
"""Least share of the equal words that stand in the same order."""
DROPPED = 4
"""Words that may be missing between two exact pieces of one quotation before they count as stitched."""
PIECE = 4
"""Words of the shortest piece of a stitched quotation."""
COVERED = 0.85
"""Least share of the asked words that its pieces cover."""
CELLS = 120_000
"""Cells of all alignments together: 0.15 µs each."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of asked words that stands in a chain."""

    chain: Chain
    run: Run

    @property
    def end(self) -> int:
        return self.run.place + self.run.size


def changed(reading: str, pool: Pool) -> list[Match]:
    asked = [token for token in tokens(reading) if not token.inserted] or tokens(reading)
    wanted = forms(asked)
    chains = {id(chain): chain for chain in pool.chains(reading)}
    cover = _cover(wanted, chains.values())
    for start, end in _gaps(cover, len(asked)) if cover else ():
        if end - start >= PIECE:
            words = reading[asked[start].start : asked[end - 1].end]
            chains |= {id(chain): chain for chain in pool.chains(words)}
    cover = _cover(wanted, chains.values())
    best = _best_alignment(wanted, list(chains.values()))
    covered = sum(piece.run.size for piece in cover)
    aligned = best[1].equal + best[1].moved if best else 0
    one_quote = best is not None and aligned >= covered - 1 and best[1].longest_gap <= DROPPED
    enough = covered >= COVERED * len(wanted) or (covered >= ALTERED * len(wanted) and covered >= aligned + PIECE)
    if enough and not one_quote and _is_stitched(cover):
        return [_stitched(piece, asked, reading) for piece in cover]
    if best and _is_altered(best[1], asked, best[0]):
        return [_altered(best[0], best[1], asked, reading)]
    return []


def _cover(wanted: list[str], chains: Iterable[Chain]) -> list[_Piece]:
    """The asked words as exact pieces from left to right, each the longest there is; short runs are left out."""
    longest: dict[int, list[_Piece]] = {}
    for chain in chains:
        there = [token.form for token in chain.tokens]
        if len(set(wanted) & set(there)) < PIECE:
            continue
        for run in longest_runs(wanted, there):
            if run.size >= PIECE:
                longest.setdefault(run.asked, []).append(_Piece(chain, run))
    out: list[_Piece] = []
    at = 0
    while at < len(wanted):
        options = [piece for piece in longest.get(at, ()) if _carries(wanted, piece.run)]
        if not options:
            at += 1
            continue
        last = out[-1] if out else None
        piece = max(options, key=lambda p: (p.run.size, last is not None and p.chain is last.chain))
        out.append(piece)
        at += piece.run.size
    return out


def _carries(wanted: list[str], run: Run) -> bool:
    """Is the run more than function words?"""
    words = wanted[run.asked : run.asked + run.size]
    content = sum(not is_function_word(word) for word in words)
    return content >= 2 or (content >= 1 and run.size > PIECE)


def _gaps(cover: list[_Piece], size: int) -> Iterator[tuple[int, int]]:
    at = 0
    for piece in cover:
        if piece.run.asked > at:
            yield at, piece.run.asked
        at = piece.run.asked + piece.run.size
    if at < size:
        yield at, size


def _is_stitched(cover: list[_Piece]) -> bool:
    """Do two neighbouring pieces come from places that do not belong together?"""
    return any(
        one.chain is not other.chain or not 0 <= other.run.place - one.end <= DROPPED for one, other in pairwise(cover)
    )


def _stitched(piece: _Piece, asked: list[Token], reading: str) -> Match:
    match = match_of(Verdict.STITCHED, piece.chain, piece.run.place, piece.end)
    first, last = asked[piece.run.asked], asked[piece.run.asked + piece.run.size - 1]
    return replace(match, asked=reading[first.start : last.end])


def _best_alignment(wanted: list[str], chains: list[Chain]) -> tuple[Chain, Alignment] | None:
    """The chain that the words align with best, of those that share most words with them."""
    have = set(wanted)
    shared = [(len(have.intersection(token.form for token in chain.tokens)), chain) for chain in chains]
    shared = [(count, chain) for count, chain in shared if count >= min(2, len(have))]
    shared.sort(key=lambda pair: -pair[0])
    cells = CELLS
    best: tuple[float, Chain, Alignment] | None = None
    for _, chain in shared[:12]:
        cells -= len(wanted) * len(chain.tokens)
        if cells < 0 and best is not None:
            break
        alignment = align(wanted, forms(chain.tokens))
        score = alignment.equal + 0.5 * alignment.moved
        if best is None or score > best[0]:
            best = (score, chain, alignment)
    return (best[1], best[2]) if best else None


def _is_altered(alignment: Alignment, asked: list[Token], chain: Chain) -> bool:
    """Enough of the words, and enough that carry meaning? Few words need a larger share of them."""
    wanted = forms(asked)
    content = [word for word in wanted if not is_function_word(word)]
    nearly = nearly_same(alignment.steps, asked, chain.tokens)
    kept = sum(not is_function_word(word) for word in (*alignment.kept(wanted), *nearly))
    share = alignment.share(len(wanted), len(nearly))
    order = alignment.equal / max(1, alignment.equal + alignment.moved)
    if share < ALTERED or order < IN_ORDER or not kept:
        return False
    if kept < 2:
        return alignment.equal >= LONG and share >= 0.8
    return kept >= CONTENT or kept == len(content) or share >= FEW


def _altered(chain: Chain, alignment: Alignment, asked: list[Token], reading: str) -> Match:
    steps = _within_sentence(alignment.steps, chain)
    there = [step.place for step in steps if step.place is not None]
    return replace(
        match_of(Verdict.ALTERED, chain, min(there), max(there) + 1),
        difference=tuple(_difference(steps, chain, asked, reading)),
        changed=changes(steps, asked, chain.tokens, reading, chain.article.text),
    )


def _within_sentence(steps: Sequence[Step], chain: Chain) -> list[Step]:
    """The steps without words of the sentences before and after that only stand opposite surplus asked words."""
    same = [(number, step.place) for number, step in enumerate(steps) if step.op is Op.SAME and step.place is not None]
    (first, begin), (last, end) = same[0], same[-1]
    text, words = chain.article.text, chain.tokens

    def crosses(one: int, other: int) -> bool:
        return ends_sentence(text, words[one].end, words[other].start)

    out: list[Step] = []
    for number, step in enumerate(steps):
        if step.op is Op.RIGHT and step.place is not None and not first <= number <= last:
            between = range(step.place, begin) if number < first else range(end, step.place)
            if any(crosses(at, at + 1) for at in between):
                continue
        out.append(step)
    return out


def _difference(steps: Sequence[Step], chain: Chain, asked: list[Token], reading: str) -> Iterator[Difference]:
    """The steps as runs of one kind; in a stretch of changes what was asked comes first."""
    at = 0
    while at < len(steps):
        end = at
        same = steps[at].op is Op.SAME
        while end < len(steps) and (steps[end].op is Op.SAME) == same:
            end += 1
        run = steps[at:end]
        wrong = [asked[s.asked] for s in run if s.op is Op.WRONG and s.asked is not None]
        there = [s.place for s in run if s.place is not None]
        if wrong:
            yield Difference(Op.WRONG, words=reading[wrong[0].start : wrong[-1].end])
        if there:
            for span in chain.span(min(there), max(there) + 1):
                yield Difference(Op.SAME if same else Op.RIGHT, span=span)
        at = end
