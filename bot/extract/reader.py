"""One sentence with its verbs and their subjects, and the questions that finding contents asks of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from bot.extract.clauses import clause_starts, is_speaking, subjects
from bot.extract.lexicon import BASE, MEDIUM, PAST, THIRD, TIME, Lexicon
from bot.extract.mere_mentions import is_title
from bot.extract.phrases import NOMINAL, Range, noun_phrase_right
from bot.extract.tags import Sentence, Tag
from bot.extract.verb_groups import VerbGroup, verb_groups

_ADJUNCT: Final = frozenset(
    "in of on at during after before from through via by with to over amid outside inside near late early last".split()
)
_LEADING: Final = frozenset("while although though whereas when as if after before since because".split())
_TURNING: Final = frozenset((Tag.OPENING, Tag.CLOSING, Tag.COMMA, Tag.COLON, Tag.QUOTATION, Tag.COORDINATOR))
"""Where a complement may end, and a narrow one: """
_TURNING_NARROW: Final = _TURNING | {Tag.PREPOSITION}
_OPENING_PHRASE: Final = (Tag.PREPOSITION, Tag.TO, Tag.ING, Tag.PARTICIPLE)
_APPOSED: Final = 8  # items of an apposition before its relative clause
_BEFORE_WORK: Final = (Tag.POSSESSIVE, Tag.PREPOSITION, Tag.DETERMINER)  # "told her on “Meet the Nation” that"
_RELATIVES: Final = frozenset(("which", "where", "whom"))
_INSIDE_PHRASE: Final = frozenset("of with for about to at in on".split())


class ClauseReader:
    """One sentence with its verb groups and their subjects."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.lexicon = lexicon
        self.groups = verb_groups(sentence, lexicon)
        self.subjects = subjects(sentence, self.groups)
        self.starts = sorted(clause_starts(sentence, self.groups, self.subjects))
        self._begins = [g.start for g in self.groups]
        self._ends = [g.end for g in self.groups]
        size = len(sentence)
        self.size = size - 1 if size and sentence.tags[-1] is Tag.STOP else size  # without the full stop

    # ---- where things end

    def group_at(self, i: int) -> VerbGroup | None:
        return next((g for g in self.groups if g.start <= i < g.end), None)

    def clause_end(self, begin: int, narrow: bool) -> int:
        """Where a complement that begins at item `begin` ends. `narrow`: a noun phrase, not a clause."""
        tags = self.sentence.tags
        following = bisect_right(self.starts, begin)
        limit = self.starts[following] if following < len(self.starts) else self.size
        inserted = self._is_inserted(begin)
        leading = self._is_leading(begin)
        turning = _TURNING_NARROW if narrow else _TURNING
        depth = 0
        for i in range(begin, limit):
            tag = tags[i]
            if tag not in turning:
                continue
            if tag is Tag.OPENING:
                if i > begin and not depth and self._is_remark(i):
                    return i
                depth += 1
            elif tag is Tag.CLOSING:
                if not depth:
                    return i
                depth -= 1
            elif depth:
                pass
            elif tag is Tag.COMMA:
                if self._ends_at(i, narrow) or (inserted and self._verb_behind(i)):
                    return i
                if leading and i + 1 < self.size and tags[i + 1] in (Tag.DETERMINER, Tag.NAME, Tag.SUBJECT):
                    return i  # "While Ruiz says she will stay, | Bell …"
            elif tag is Tag.COLON and self.sentence.word(i) == ";":
                return i
            elif (tag is Tag.QUOTATION and narrow and self._comma_inside(i)) or (
                tag is Tag.QUOTATION and inserted and self._verb_behind(i) and self._ends_with_comma(i)
            ):
                return i + 1
            elif i > begin and (tag is Tag.PREPOSITION or tag is Tag.COORDINATOR) and self._turns(begin, i, narrow):
                return i
        return min(max(limit, begin), self.size)

    def _is_remark(self, opening: int) -> bool:
        """Does the bracket at item `opening` end the sentence and report something itself: "(he later said so)"?"""
        tags = self.sentence.tags
        if Tag.CLOSING not in tags[opening : self.size] or tags.index(Tag.CLOSING, opening) != self.size - 1:
            return False
        number = bisect_right(self._begins, opening)
        return number < len(self.groups) and self.groups[number].finite and self.groups[number].cue is not None

    def _turns(self, begin: int, i: int, narrow: bool) -> bool:
        """Does something else than the content begin with the preposition or coordinator at item `i`?"""
        if self.sentence.tags[i] is Tag.PREPOSITION:
            return narrow and self._tells_how(i)
        return (narrow or self.sentence.tags[begin] is Tag.TO) and self._goes_on(begin, i)

    def _goes_on(self, begin: int, i: int) -> bool:
        """Does the clause around the content go on behind "and" with its next verb: "wants the post | and called"?"""
        tags, k = self.sentence.tags, i + 1
        while k < self.size and tags[k] is Tag.ADVERB:
            k += 1
        if k >= self.size or tags[k] not in (Tag.VERB, Tag.AUXILIARY) or self.has_finite(begin, i):
            return False
        return tags[k] is Tag.AUXILIARY or self._is_past_or_third(k)

    def _tells_how(self, i: int) -> bool:
        """ "answered the mother | by saying": the next report of the same speaker."""
        if self.sentence.word(i) != "by" or i + 1 >= self.size or self.sentence.tags[i + 1] is not Tag.ING:
            return False
        group = self.group_at(i + 1)
        return group is not None and group.cue is not None

    def _is_past_or_third(self, k: int) -> bool:
        forms = self.lexicon.forms.get(self.sentence.word(k), ("", PAST))[1]
        return bool(forms & (PAST | THIRD)) and not forms & BASE

    def _comma_inside(self, i: int) -> bool:
        """Does the quotation at item `i` end with a comma inside its marks, and a new clause begin behind it?"""
        if i + 1 >= self.size or self.sentence.tags[i + 1] not in (Tag.DETERMINER, Tag.NAME, Tag.SUBJECT, Tag.ING):
            return False
        return self.sentence.tokens.words[self.sentence.last[i] - 2] == ","

    def _ends_with_comma(self, i: int) -> bool:
        """Does the quotation at item `i` end with a comma inside its marks?"""
        return self.sentence.tokens.words[self.sentence.last[i] - 2] == ","

    def _is_leading(self, begin: int) -> bool:
        """Does the content that begins at item `begin` belong to a "while" clause that opens the sentence?"""
        sentence = self.sentence
        number = bisect_right(self._ends, begin) - 1
        subject = self.subjects[number] if number >= 0 else None
        if sentence.tags[0] in _OPENING_PHRASE:
            return subject is not None and subject.rule == "subject-of-following-clause"
        if sentence.tags[0] != Tag.SUBORDINATOR or sentence.word(0) not in _LEADING:
            return False
        if number == 0 and subject is None and self.groups[0].start == 1:
            return len(self.groups) > 1  # "When asked about it, | Ruiz left"
        return subject is not None and subject.items[0] <= 2 and len(self.groups) > number + 1

    def _is_inserted(self, begin: int) -> bool:
        """Does the content that begins at item `begin` belong to a relative clause between commas?"""
        number = bisect_right(self._ends, begin) - 1
        if number < 0:
            return False
        subject = self.subjects[number]
        if subject is None or not (subject.rule == "relative-pronoun" or self._in_relative(subject.items[0])):
            return False
        begin = subject.items[0]  # the comma may stand before the noun: ", an envoy who is a critic of it, said"
        return Tag.COMMA in self.sentence.tags[max(0, begin - _APPOSED) : begin]

    def _in_relative(self, subject: int) -> bool:
        """ ", in which she said …,": does a relative word that is no subject stand before the subject?"""
        before = subject - 1
        return (
            before > 0 and self.sentence.tags[before] is Tag.SUBORDINATOR and self.sentence.word(before) in _RELATIVES
        )

    def _verb_behind(self, comma: int) -> bool:
        """Does the verb of the main clause follow the comma?"""
        tags, k = self.sentence.tags, comma + 1
        while k < self.size and (tags[k] is Tag.ADVERB or self.sentence.word(k) in ("both", "all", "each")):
            k += 1
        return k < self.size and tags[k] in (Tag.VERB, Tag.AUXILIARY)

    def _ends_at(self, comma: int, narrow: bool) -> bool:
        sentence, tags = self.sentence, self.sentence.tags
        k = comma + 1
        if k >= self.size:
            return True
        if sentence.word(k) in ("according", "citing"):
            return sentence.word(comma - 1) != "that"  # "said that, according to the Act, …" goes on
        if not narrow:
            return False
        if tags[k] is Tag.SUBORDINATOR and self._is_reported(k):
            return True
        if tags[k] is Tag.ING or tags[k] is Tag.PARTICIPLE:
            return True
        if tags[k] is Tag.SUBORDINATOR and sentence.word(k) not in ("who", "which", "whose", "that", "where"):
            return True
        if tags[k] is Tag.COORDINATOR:
            return self._finite_within(k, 8)
        return tags[k] is Tag.QUOTATION and not self._enumerates(comma)

    def _is_reported(self, relative: int) -> bool:
        """ ", which | he said were bribes": does the relative clause belong to a report of its own?"""
        number = bisect_right(self._begins, relative)
        if number >= len(self.groups) or self.sentence.word(relative) not in _RELATIVES:
            return False
        subject = self.subjects[number]
        return is_speaking(self.groups[number]) and subject is not None and subject.items[0] == relative + 1

    def _finite_within(self, k: int, reach: int) -> bool:
        """Does a finite verb begin behind item `k`, at most `reach` items on?"""
        number = bisect_right(self._begins, k)
        while number < len(self.groups) and self.groups[number].start - k <= reach:
            if self.groups[number].finite:
                return True
            number += 1
        return False

    def _enumerates(self, comma: int) -> bool:
        """Does the comma stand between quotations that are counted up: “slow”, “dear” and “useless”?"""
        tags, before, after = self.sentence.tags, comma - 1, comma + 2
        if before < 0 or tags[before] is not Tag.QUOTATION or ends_sentence(self, before):
            return False
        return after >= self.size or tags[after] in (Tag.COMMA, Tag.COORDINATOR)

    def group_before(self, group: VerbGroup) -> VerbGroup | None:
        """The verb group before this one."""
        number = bisect_right(self._begins, group.start) - 2
        return self.groups[number] if number >= 0 else None

    def groups_behind(self, group: VerbGroup) -> list[VerbGroup]:
        """The next two verb groups."""
        number = bisect_right(self._begins, group.start)
        return self.groups[number : number + 2]

    def has_finite(self, begin: int, end: int) -> bool:
        """Does a finite verb or an auxiliary stand among the items [begin, end)?"""
        tags = self.sentence.tags
        return any(
            tags[i] is Tag.AUXILIARY or (tags[i] is Tag.VERB and not (i and tags[i - 1] is Tag.TO))
            for i in range(begin, end)
        )

    def is_quotation(self, token: int) -> bool:
        """Does a quotation begin at the token?"""
        i = bisect_left(self.sentence.first, token)
        return i < len(self.sentence) and self.sentence.first[i] == token and self.sentence.tags[i] is Tag.QUOTATION

    # ---- adjuncts and addressees between cue and content

    def skip_adjuncts(self, i: int) -> int:
        """Behind "in a statement on Friday", "late Thursday", "sarcastically"."""
        sentence, tags, classes = self.sentence, self.sentence.tags, self.sentence.classes
        while i < self.size:
            if (tags[i] is Tag.ADVERB and self.sentence.word(i) != "there") or (
                classes[i] & TIME and tags[i] in NOMINAL
            ):
                i += 1
            elif (
                sentence.word(i) in ("last", "late", "early", "next", "this")
                and i + 1 < self.size
                and classes[i + 1] & TIME
            ):
                i += 2
            elif self._later(i):
                i = self._later(i)
            elif tags[i] is Tag.PREPOSITION and sentence.word(i) in _ADJUNCT:
                end = self.phrase_end(i + 1)
                if end == i + 1 and not (end < self.size and tags[end] in (Tag.COLON, Tag.COMMA)):
                    return i
                i = self._behind_narrowing(end)  # without a noun behind it, it is an adverb: "said outside: “…”"
            else:
                return i
        return i

    def _behind_narrowing(self, i: int) -> int:
        """ "said in a statement | marking the day | that": behind what narrows a document; else item `i`."""
        tags = self.sentence.tags
        narrows = i < self.size and tags[i] in (Tag.ING, Tag.PARTICIPLE) and self.sentence.classes[i - 1] & MEDIUM
        if not narrows:
            return i
        end = self.phrase_end(i + 1)
        return end if end < self.size and self.sentence.word(end) == "that" else i

    def _later(self, i: int) -> int:
        """The item behind "an hour later", "two days ago" at item `i`; 0 where no such phrase begins."""
        sentence = self.sentence
        if sentence.tags[i] is not Tag.DETERMINER and not sentence.word(i)[0].isdigit():
            return 0
        for k in range(i + 1, min(i + 4, self.size)):
            if sentence.word(k) in ("later", "earlier", "ago", "before") and sentence.classes[k - 1] & TIME:
                return k + 1
        return 0

    def phrase_end(self, i: int) -> int:
        """The end of the noun phrase after a preposition, with "of", "with" and "at" phrases."""
        tags, sentence = self.sentence.tags, self.sentence
        while i < self.size:
            tag = tags[i]
            if tag in NOMINAL or tag in (Tag.DETERMINER, Tag.POSSESSIVE, Tag.OBJECT) or tag is Tag.OTHER:
                if tag is Tag.DETERMINER and i > 0 and tags[i - 1] in NOMINAL:
                    break
                i += 1
            elif (tag is Tag.PREPOSITION and sentence.word(i) in _INSIDE_PHRASE) or (
                tag is Tag.QUOTATION and tags[i - 1] in _BEFORE_WORK and is_title(sentence, i)
            ):
                i += 1
            elif (
                tag is Tag.COMMA
                and i + 2 < self.size
                and tags[i + 1] is Tag.NAME
                and tags[i + 2] is Tag.COMMA
                and tags[i - 1] is Tag.NAME
            ):
                i += 3  # a town and its state
            else:
                break
        return i

    def addressee(self, group: VerbGroup) -> Range | None:
        """ "told reporters", "warned the board": a short noun phrase right behind the verb."""
        tags, i = self.sentence.tags, group.end
        if i >= self.size:
            return None
        if tags[i] in (Tag.OBJECT, Tag.SUBJECT):
            return (i, i + 1) if tags[i] is Tag.OBJECT or self.sentence.word(i) in ("it", "you") else None
        found = noun_phrase_right(self.sentence, i)
        if found is None:
            return None
        end = found[1]
        for k in range(found[0], end):
            if tags[k] is Tag.COMMA:
                end = k
                break
        return (found[0], end) if end > found[0] else None


def to_tokens(sentence: Sentence, begin: int, end: int) -> Range:
    return sentence.first[begin], sentence.last[end - 1]


def trimmed_range(sentence: Sentence, begin: int, end: int) -> Range | None:
    """Without commas, dashes and stops at the ends."""
    tags = sentence.tags
    while begin < end and tags[begin] in (Tag.COMMA, Tag.DASH, Tag.COLON, Tag.STOP):
        begin += 1
    while end > begin and tags[end - 1] in (Tag.COMMA, Tag.DASH, Tag.COLON):
        end -= 1
    return (begin, end) if begin < end else None


def content_of(sentence: Sentence, begin: int, end: int) -> list[Range]:
    trimmed = trimmed_range(sentence, begin, end)
    return [to_tokens(sentence, trimmed[0], trimmed[1])] if trimmed else []


def quoted_end(reader: ClauseReader, j: int) -> int:
    """The end of content that begins with a quotation: the quotation alone, or what runs on with it."""
    tags = reader.sentence.tags
    if j + 1 >= reader.size or tags[j + 1] in (Tag.COMMA, Tag.STOP, Tag.COLON, Tag.DASH, Tag.OTHER):
        end = j + 1
        while end + 1 < reader.size and tags[end] in (Tag.COMMA, Tag.COORDINATOR) and tags[end + 1] is Tag.QUOTATION:
            end += 2
        return end
    if tags[j + 1] in (Tag.SUBORDINATOR, Tag.ADVERB) and _long_quotation(reader, j):
        return j + 1
    if ends_sentence(reader, j):
        return j + 1
    if tags[j + 1] in (Tag.SUBORDINATOR, Tag.PREPOSITION) and _is_utterance(reader, j):
        return j + 1  # "shouted “Shame on you” as he was led away"
    if tags[j + 1] is Tag.COORDINATOR and j + 2 < reader.size and tags[j + 2] in (Tag.VERB, Tag.AUXILIARY):
        return j + 1
    return reader.clause_end(j, narrow=True)


def _is_utterance(reader: ClauseReader, j: int) -> bool:
    """Does the quotation begin with a capital, where it is no more than a phrase otherwise?"""
    quotation, capital = reader.sentence.quotations[j], reader.sentence.tokens.capital
    if quotation is None or quotation.inside[1] - quotation.inside[0] < _UTTERANCE:
        return False
    begin, end = quotation.inside
    return capital[begin] and not any(capital[begin + 1 : end])


_UTTERANCE: Final = 3  # tokens


def _long_quotation(reader: ClauseReader, j: int) -> bool:
    quotation = reader.sentence.quotations[j]
    return quotation is not None and quotation.inside[1] - quotation.inside[0] > 6


def ends_sentence(reader: ClauseReader, j: int) -> bool:
    """Does the quotation end with a comma or a stop inside its marks?"""
    last = reader.sentence.last[j] - 2
    return last >= 0 and reader.sentence.tokens.words[last] in (",", ".", "!", "?")
