"""Quotations that no cue of their own sentence claims: continuations, paragraphs of speech, fragments, mentions."""

from __future__ import annotations

from typing import Final

from bot.extract.answers import answers
from bot.extract.attribution import Attribution
from bot.extract.beside import (
    actor_beside,
    asked_before,
    asks,
    is_crosshead,
    other_reporter,
    reporter_before,
    reporter_of,
    signed,
)
from bot.extract.blocks import block, extend, is_block, is_set_off
from bot.extract.document import Document, Paragraph
from bot.extract.lexicon import BODY, DOCUMENT, MEDIUM, PEOPLE
from bot.extract.mere_mentions import is_mere_mention, is_note, words_inside
from bot.extract.phrases import Range
from bot.extract.roles import is_person_noun
from bot.extract.tags import Sentence, Tag
from bot.extract.turns import ANSWER_TURN
from bot.text.quotation_marks import Quotation


def claim_quotations(
    document: Document, found: list[list[list[Attribution]]], subjects: list[list[list[Range]]]
) -> None:
    """Give every quotation that is left over to an attribution; `found` is by paragraph and sentence, in place.

    `subjects` are the subjects of each sentence's verbs, for fragments without a cue.
    """
    state = _State()
    answered = answers(document)
    for number, paragraph in enumerate(document.paragraphs):
        state.following = document.paragraphs[number + 1] if number + 1 < len(document.paragraphs) else None
        if number in answered:
            _claim_answer(paragraph, found[number], state)
        else:
            _claim_paragraph(document, paragraph, found[number], subjects[number], state)
    state.settle_opening(None)


class _State:
    """What the paragraphs before leave open."""

    def __init__(self) -> None:
        self.last: Attribution | None = None  # the last one with a quotation
        self.partner: Attribution | None = None  # the one before it: the other side of a dialogue
        self.announced: Attribution | None = None  # "Ruiz wrote:" at the end of a paragraph
        self.open_quotation = False  # the last quotation runs on into the next paragraph
        self.following: Paragraph | None = None  # the next paragraph, which may sign this one
        self.reporter: Attribution | None = None  # who is reported at the end of the paragraph before, unquoted
        self.block: Attribution | None = None  # the paragraph before was a block quotation
        self._opening: list[tuple[Paragraph, list[list[Attribution]], list[tuple[int, int]]]] = []
        self._before: Attribution | None = None  # `last` when the opening began

    @property
    def opening(self) -> bool:
        """Is a speech of several paragraphs waiting for its cue?"""
        return bool(self._opening)

    def open_with(
        self, paragraph: Paragraph, attributions: list[list[Attribution]], pending: list[tuple[int, int]]
    ) -> None:
        """Keep the quotations of a paragraph, which run on into the next one, for the cue that stands there."""
        if not self._opening:
            self._before = self.last
        self._opening.append((paragraph, attributions, pending))

    def settle_opening(self, to: Attribution | None) -> None:
        """Give what was kept to the attribution of the paragraph it ran on into; without one, to the last speaker."""
        for paragraph, attributions, pending in self._opening:
            for number, k in pending:
                sentence = paragraph.sentences[number]
                own = (sentence.first[k], sentence.last[k])
                if to is not None:
                    to.content.append(own)
                else:
                    new = Attribution(sentence, None, None, [own], ["same-speaker"], inherited=self._before)
                    attributions[number].append(new)
        if to is not None and self._opening:
            to.content.sort()
        self._opening = []


def _claim_answer(paragraph: Paragraph, attributions: list[list[Attribution]], state: _State) -> None:
    """Give the quotation that fills the paragraph to the person interviewed."""
    state.settle_opening(None)
    state.block, state.announced, state.open_quotation = None, None, False
    for number, sentence in enumerate(paragraph.sentences):
        for k in sentence.quoted:
            own = (sentence.first[k], sentence.last[k])
            state.last = Attribution(sentence, None, None, [own], [ANSWER_TURN])
            attributions[number] = [state.last]


def _claim_paragraph(
    document: Document,
    paragraph: Paragraph,
    attributions: list[list[Attribution]],
    of_verbs: list[list[Range]],
    state: _State,
) -> None:
    if _claim_block(document, paragraph, attributions, state):
        return
    here: Attribution | None = None  # the last one with a quotation in this paragraph
    here_at = -1  # the number of the sentence with that quotation
    turn = (
        next((a for a in attributions[0] if a.block and (a.source_tokens or ANSWER_TURN in a.rules)), None)
        if attributions
        else None
    )
    if turn is not None:  # a turn of a transcript holds its quotations
        state.settle_opening(None)
        state.last, state.announced, state.open_quotation = turn, None, False
        return
    pending: list[tuple[int, int]] = []  # quotations before any cue of the paragraph: sentence and item
    for number, sentence in enumerate(paragraph.sentences):
        local = attributions[number]
        owners = _owners(sentence, local)
        fills = _fills(sentence)
        orphan = _orphan(local)
        cued_next = fills and number + 1 < len(attributions) and _orphan(attributions[number + 1]) is not None
        if fills and here is not None and here_at < number - 1:
            here = other_reporter(attributions, here_at, number, here) or here
        for k in sentence.quoted:
            quotation = sentence.quotations[k]
            if quotation is None or is_note(document.tokens, quotation):
                continue
            if k in owners:
                here, here_at = owners[k], number
                pending = _settle(paragraph, pending, here)
                continue
            if cued_next:  # "“…?” Ruiz asked.": the cue that stands alone behind the quotation
                pending.append((number, k))
                continue
            given = _claim(sentence, k, quotation, fills, local, of_verbs[number], here, state)
            if given is not None:
                here, here_at = given, number
            elif fills:
                pending.append((number, k))
        if orphan is not None and pending:
            pending = _settle(paragraph, pending, orphan)
            here, here_at = orphan, number
        if here is not None and not _is_anybody(here):
            if here is not state.last:
                state.partner = state.last
            state.last = here
    announced = _announcement(paragraph, attributions, of_verbs)
    last = paragraph.quotations[-1] if paragraph.quotations else None
    runs_on = last is not None and last.continued and last.close == paragraph.end
    if runs_on and here is None and pending and state.announced is None and (state.opening or not state.open_quotation):
        state.open_with(paragraph, attributions, pending)
    else:
        state.settle_opening(_cued(paragraph, attributions))
        _leftover(paragraph, attributions, of_verbs, pending, state)
    state.announced = announced
    state.open_quotation = runs_on
    state.reporter = reporter_of(paragraph, attributions, state.last)
    for per_sentence in attributions:
        per_sentence[:] = [a for a in per_sentence if a.content]


def _orphan(attributions: list[Attribution]) -> Attribution | None:
    """The report of a sentence that holds no content of its own ("Ruiz asked")."""
    return next((a for a in attributions if not a.content and "cue-alone" in a.rules), None)


def _is_anybody(attribution: Attribution) -> bool:
    """Is the source "you" or "one" ("you'd think"), who does not go on to speak?"""
    source = attribution.source
    return source is not None and attribution.sentence.word(source[0]) in ("you", "one") and source[1] - source[0] == 1


def _claim_block(
    document: Document, paragraph: Paragraph, attributions: list[list[Attribution]], state: _State
) -> bool:
    """Take the paragraph as a block quotation, or as more of one; False where it is none."""
    running = state.block
    state.block = None
    if not attributions:
        return False
    if running is not None and not paragraph.quotations and is_set_off(document, paragraph):
        extend(document, paragraph, running)
    elif state.announced is not None and is_block(document, paragraph):
        running = block(document, paragraph, state.announced)
        attributions[0][:] = [running]
    else:
        return False
    for per_sentence in attributions:
        per_sentence[:] = [a for a in per_sentence if a is running]
    state.settle_opening(None)
    state.block, state.announced, state.open_quotation = running, None, False
    return True


def _cued(paragraph: Paragraph, attributions: list[list[Attribution]]) -> Attribution | None:
    """The attribution with a source that takes the first quotation of the paragraph."""
    if not paragraph.quotations:
        return None
    at = paragraph.quotations[0].inside[0]
    return next(
        (a for local in attributions for a in local if a.source and any(b <= at < e for b, e in a.content)), None
    )


def _owners(sentence: Sentence, local: list[Attribution]) -> dict[int, Attribution]:
    """Items of the sentence that are quotations inside a content, each with the first attribution that has it."""
    quoted = sentence.quoted
    out: dict[int, Attribution] = {}
    for attribution in local if quoted else ():
        for begin, end in attribution.content:
            for k in quoted:
                if begin <= sentence.first[k] and sentence.last[k] <= end:
                    out.setdefault(k, attribution)
    return out


def _settle(paragraph: Paragraph, pending: list[tuple[int, int]], to: Attribution) -> list[tuple[int, int]]:
    """Quotations that waited for a cue go to the one that follows them in the paragraph."""
    for number, k in pending:
        sentence = paragraph.sentences[number]
        to.content.append((sentence.first[k], sentence.last[k]))
    to.content.sort()
    return []


def _fills(sentence: Sentence) -> bool:
    """Do quotations make up the whole sentence?"""
    return _BESIDE_QUOTATIONS.issuperset(sentence.tags)


_BESIDE_QUOTATIONS: Final = frozenset((Tag.QUOTATION, Tag.STOP, Tag.DASH, Tag.OTHER, Tag.COMMA))


def _claim(
    sentence: Sentence,
    k: int,
    quotation: Quotation,
    fills: bool,
    local: list[Attribution],
    of_verbs: list[Range],
    here: Attribution | None,
    state: _State,
) -> Attribution | None:
    """The attribution that takes the quotation at item `k`, or None where it has to wait or is none."""
    own = (sentence.first[k], sentence.last[k])
    if fills:
        turn = _turn(sentence, quotation)
        if turn is not None:
            local.append(turn)
            state.last = turn
            return turn
        if here is not None:
            here.content.append(own)
            if "continues" not in here.rules and len(here.content) > 1:
                here.rules.append("continues")
            return here
        return None
    if is_mere_mention(sentence, k, quotation):
        return None
    if k > 1 and sentence.word(k - 1) == "of" and sentence.word(k - 2) in _CRIES:
        local.append(Attribution(sentence, None, None, [own], ["fragment-alone"]))
        return None  # of a crowd
    left = [a for a in local if a.cue is not None and a.source is not None and a.content and a.cue[0] < k]
    if left:
        nearest = left[-1]
        new = Attribution(
            sentence, nearest.cue, nearest.source, [own], [*nearest.rules, "fragment-near-cue"], nearest.verb
        )
        new.antecedent = nearest.antecedent
        new.cue = None
        local.append(new)
        return new
    before = [s for s in of_verbs if s[1] <= k]
    source = before[-1] if before else None
    size = words_inside(sentence, quotation)
    if (
        here is not None
        and size >= 4
        and (
            source is None
            or (sentence.tags[source[0]] is Tag.SUBJECT and sentence.word(source[0]) in ("it", "this", "that"))
        )
    ):
        new = Attribution(sentence, None, None, [own], ["fragment-of-speaker"], inherited=here)
        local.append(new)
        return new
    after_colon = k > 0 and sentence.tags[k - 1] is Tag.COLON
    if here is not None and source is not None and not after_colon and not _may_mean(sentence, source):
        new = Attribution(sentence, None, None, [own], ["fragment-of-speaker"], inherited=here)
        local.append(new)
        return new
    if source is not None and size >= 2 and not after_colon and not _may_mean(sentence, source):
        local.append(Attribution(sentence, None, None, [own], ["fragment-alone"]))
        return None  # "The information led to “an awesome array” of arms"
    if source is not None and (size >= 2 or after_colon or sentence.word(k - 1) == "as"):
        new = Attribution(sentence, None, source, [own], ["fragment-of-subject"])
        local.append(new)
        return new
    if size >= 4:
        named = _named_behind(sentence, k)
        rule = "fragment-alone" if named is None else "colon-name"
        local.append(Attribution(sentence, None, named, [own], [rule]))
    return None


_CRIES: Final = frozenset("chorus choruses chant chants cry cries shout shouts cheer cheers jeers boos".split())


def _named_behind(sentence: Sentence, k: int) -> Range | None:
    """ "“We are lost”: Nora Quill | on the ferry", a headline: the name behind the quotation and its colon."""
    if k or len(sentence) < 3 or sentence.tags[1] is not Tag.COLON or sentence.word(1) != ":":
        return None
    end = 2
    while end < len(sentence) and sentence.tags[end] is Tag.NAME:
        end += 1
    goes_on = end < len(sentence) and sentence.word(end) not in ("on", "about") and sentence.tags[end] is not Tag.STOP
    return (2, end) if end > 2 and not goes_on else None


def _may_mean(sentence: Sentence, source: Range) -> bool:
    """Is the subject somebody who may have said it, rather than a thing ("the growth will be “stable”")?"""
    return sentence.word(source[0]) in _SOME or any(
        sentence.tags[i] in (Tag.NAME, Tag.SUBJECT)
        or sentence.classes[i] & (PEOPLE | BODY | DOCUMENT | MEDIUM)
        or is_person_noun(sentence, i)
        for i in range(*source)
    )


_SOME: Final = frozenset("one two three four five some many several both most few others".split())


def _turn(sentence: Sentence, quotation: Quotation) -> Attribution | None:
    """A turn of a transcript inside the marks: “RUIZ: No.”"""
    tokens = sentence.tokens
    begin, end = quotation.inside
    colon = next((i for i in range(begin, min(begin + 5, end)) if tokens.words[i] == ":"), None)
    if colon is None or colon == begin or not tokens.between(begin, colon).isupper():
        return None
    return (
        Attribution(sentence, None, None, [(colon + 1, end)], ["name-colon"], source_tokens=(begin, colon))
        if colon + 1 < end
        else None
    )


def _announcement(
    paragraph: Paragraph, attributions: list[list[Attribution]], of_verbs: list[list[Range]]
) -> Attribution | None:
    """The cue of a paragraph that ends with a colon, whose content stands in the next one."""
    if not paragraph.sentences:
        return None
    sentence = paragraph.sentences[-1]
    if not len(sentence) or sentence.word(len(sentence) - 1) != ":":
        return None
    for attribution in reversed(attributions[-1]):
        if attribution.source is not None and attribution.verb is not None:
            return attribution
    if of_verbs[-1]:
        return Attribution(sentence, None, of_verbs[-1][-1], [], ["announced"])
    return None


def _leftover(
    paragraph: Paragraph,
    attributions: list[list[Attribution]],
    of_verbs: list[list[Range]],
    pending: list[tuple[int, int]],
    state: _State,
) -> None:
    """Quotations of a paragraph without any cue: announced before, or the last speaker goes on."""
    for number, k in pending:
        sentence = paragraph.sentences[number]
        own = (sentence.first[k], sentence.last[k])
        reporter = reporter_before(attributions, number)
        if reporter is not None and state.announced is None and not (state.open_quotation and number == 0):
            reporter.rules.append("continues")
            reporter.content.append(own)
            state.last = reporter
            continue
        waiting = state.announced is None and not state.open_quotation
        actor = (asked_before(paragraph, number) or actor_beside(paragraph, of_verbs, number)) if waiting else None
        if actor is not None:
            beside, subject = actor
            new = Attribution(paragraph.sentences[beside], None, subject, [own], ["actor-beside"])
            attributions[number].append(new)
            state.last = new
            continue
        rule, to = _heir(state, alone=len(paragraph.sentences) == len(pending))
        signature = signed(state.following, own) if rule in _GUESSED else None
        if signature is not None:
            attributions[number].append(signature)
            state.last = signature
            continue
        if rule in _GUESSED and is_crosshead(sentence, k):
            attributions[number].append(Attribution(sentence, None, None, [own], ["fragment-alone"]))
            continue
        earlier = next((a for a in attributions[pending[0][0]] if a.rules and a.rules[0] == rule), None)
        if earlier is not None:
            earlier.content.append(own)
            continue
        attributions[number].append(Attribution(sentence, None, None, [own], [rule], inherited=to))
        if state.announced is not None:
            state.last = state.announced


_GUESSED: Final = frozenset(("same-speaker", "reported-before", "answers-question"))
"""Rules by which somebody of the paragraphs before goes on, where nothing says so."""


def _heir(state: _State, alone: bool) -> tuple[str, Attribution | None]:
    """By which rule a quotation without a cue goes to whom; `alone`: its paragraph holds nothing but quotations."""
    if state.announced is not None:
        return "announced", state.announced
    if state.open_quotation:
        return "runs-on", state.last
    if not alone:
        return "fragment-of-speaker", state.last  # the paragraph tells of something else, too
    if state.reporter is not None:
        return "reported-before", state.reporter
    if state.last is not None and asks(state.last):
        return "answers-question", state.partner
    return "same-speaker", state.last
