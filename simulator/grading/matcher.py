"""Patterns against an answer: which of them hold, and in which words.

Each pattern is a small formula over the bits of a lexicon; it is asked of the bits of a clause, a sentence or the
whole answer. The time is linear in the number of hits: no backtracking.

`simulator.grading.compiled` does the same faster where a C compiler was at hand. This module says what is right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from simulator.grading.finding import Findings, Hit, find, holding
from simulator.grading.formula import All, Bits, Formula, Ordered, Several, Test, Under, reach
from simulator.grading.frame import Frame, frame, plain_frame
from simulator.grading.lexicon import Lexicon
from simulator.grading.pattern import Scope
from simulator.grading.polarity import Polarity, polarity, turning_words
from simulator.grading.text import Sentence, Text, Words
from simulator.grading.waking import WAKING_NEEDS, Group, Waking


class Matcher:
    """The patterns of one rubric, ready to read answers."""

    def __init__(self, lexicon: Lexicon, formulas: Sequence[Formula], waking: Waking) -> None:
        self.lexicon = lexicon
        self.formulas = formulas
        self.waking = waking

    def read(self, text: Text, sentences: Sequence[int]) -> Reading:
        """Find the words of the patterns in those sentences (by index) of the answer."""
        return _reading(self, find(self.lexicon, text, sentences))


def _reading(matcher: Matcher, found: Findings) -> Reading:
    waking = matcher.waking
    whole = anywhere = 0
    awake: list[Group] = []
    for bits in found.either:
        whole |= bits
        here = waking.patterns(bits)
        anywhere |= here
        awake.append(here)
    anywhere = anywhere & ~waking.across | waking.patterns(whole) & waking.across
    return Reading(matcher, found, awake, anywhere)


@dataclass(slots=True)
class Reading:
    """An answer as one rubric sees it. Built once for an answer, asked by every pattern."""

    matcher: Matcher
    found: Findings
    awake: list[Group]
    """By sentence: the patterns that may hold in it."""
    anywhere: Group
    """The patterns that may hold anywhere."""
    _turning: list[int] | None = None
    _frames: dict[int, Frame] = field(default_factory=dict)
    _clauses: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _whole: Frame | None = None

    @property
    def text(self) -> Text:
        return self.found.text

    def topical(self) -> list[Sentence]:
        """The sentences that have a hit which does not begin with plain grammar."""
        return self.found.topical()

    def without(self, sentences: set[int]) -> Reading:
        """The same reading as if those sentences (by index) were not in the answer."""
        found = self.found
        kept = [i for i, number in enumerate(found.sentences) if number not in sentences]
        return _reading(
            self.matcher,
            Findings(
                found.text,
                [found.sentences[i] for i in kept],
                found.bits,
                [found.longer[i] for i in kept],
                [found.either[i] for i in kept],
            ),
        )

    def first_found(self, group: Group) -> list[Words] | None:
        """Where the first of those patterns to hold does: the words that make it hold; None if none holds."""
        waking = self.anywhere & group
        while waking:
            bit = waking & -waking
            held = _find(self.matcher.formulas[bit.bit_length() - 1], bit, self)
            if held is not None:
                return sorted({(first, last) for first, last, _ in held})
            waking ^= bit
        return None

    def sentence(self, number: int) -> Sentence:
        return self.found.text.sentences[self.found.sentences[number]]

    def frame(self, number: int) -> Frame:
        """What is said in a sentence."""
        known = self._frames.get(number)
        if known is None:
            known = self._frames[number] = self._new_frame(number)
        return known

    def _new_frame(self, number: int) -> Frame:
        if self._turning is None:
            self._turning = turning_words(self.text)
        turning, sentence, found = self._turning, self.sentence(number), self.found
        if turning and not sentence.is_code:
            here = turning[bisect_left(turning, sentence.first) : bisect_left(turning, sentence.last)]
            if here:
                return frame(found.hits(number), found.either[number], polarity(self.text, sentence, here))
        return plain_frame(found.either[number], partial(found.hits, number))

    def whole(self) -> Frame:
        """What is said in the whole answer."""
        if self._whole is None:
            hits: list[Hit] = []
            either = 0
            turned: Polarity = {}
            for number, bits in enumerate(self.found.either):
                if bits:
                    here = self.frame(number)
                    hits += here.hits
                    either |= bits
                    turned |= here.polarity
            self._whole = frame(hits, either, turned)
        return self._whole

    def clauses(self, number: int) -> list[tuple[int, int]]:
        """The clauses of a sentence as half-open ranges of words."""
        known = self._clauses.get(number)
        if known is None:
            known = self._clauses[number] = self.text.clauses(self.sentence(number))
        return known


def _find(asked: Formula, bit: Group, reading: Reading) -> list[Hit] | None:
    """Where the pattern first holds: the hits that make it hold; None if it does not."""
    if asked.scope is Scope.ANSWER:
        whole = reading.whole()
        return _held(asked, whole) if _needs_met(asked, whole.either) else None
    if asked.scope is Scope.TWO_SENTENCES:
        return _two_sentences(asked, reading)
    for number, awake in enumerate(reading.awake):
        if awake & bit and (len(asked.needs) <= WAKING_NEEDS or _needs_met(asked, reading.found.either[number])):
            held = (_in_a_clause if asked.scope is Scope.CLAUSE else _in_sentence)(asked, reading, number)
            if held is not None:
                return held
    return None


def _needs_met(asked: Formula, either: int) -> bool:
    for need in asked.needs:  # noqa: SIM110 - a generator takes twice the time
        if not either & need:
            return False
    return True


def _in_a_clause(asked: Formula, reading: Reading, number: int) -> list[Hit] | None:
    here = reading.frame(number)
    hits, at = holding(here.hits, asked.reach | asked.unless), 0
    for _, end in reading.clauses(number):
        start, either = at, 0
        while at < len(hits) and hits[at][0] < end:
            either |= hits[at][2]
            at += 1
        if either and _needs_met(asked, either):
            held = _held(asked, frame(hits[start:at], either, here.polarity))
            if held is not None:
                return held
    return None


def _in_sentence(asked: Formula, reading: Reading, number: int) -> list[Hit] | None:
    if asked.scope is Scope.CODE and not reading.sentence(number).is_code:
        return None
    here = reading.frame(number)
    if asked.scope is Scope.NEAR:
        return None if _excepted(asked, here) else _near(asked, here)
    return _held(asked, here)


def _held(asked: Formula, here: Frame) -> list[Hit] | None:
    """The hits that make the pattern hold in a frame in which every need is met; None if it does not."""
    return _found(asked, here) if not _excepted(asked, here) and _frame_holds(asked, here) else None


def _excepted(asked: Formula, here: Frame) -> bool:
    """Whether what stands after `unless` holds in a frame."""
    if asked.ask_exception is None or not asked.unless & here.either:
        return False
    return asked.ask_exception(here, here.either)


def _plainly_said(asked: Formula, here: Frame) -> int:
    """The bits that count as plainly said for this pattern."""
    if not asked.lenient:
        return here.plain
    if not asked.strict or not here.polarity:
        return here.either
    plain = here.plain
    begun = False
    for first, _, bits in here.hits:
        begun = begun or bool(bits & asked.negated and here.polarity.get(first, (True, False))[1])
        if begun:
            plain |= bits
    return plain


def _frame_holds(asked: Formula, here: Frame) -> bool:
    """Whether every test holds in a frame in which every need is met."""
    if asked.is_plain and not here.polarity:
        return True
    return asked.ask(here, _plainly_said(asked, here))


def _near(asked: Formula, here: Frame) -> list[Hit] | None:
    hits = holding(here.hits, asked.reach)
    for i, first in enumerate(hits):
        limit = first[0] + asked.distance
        either, end = 0, i
        while end < len(hits) and hits[end][0] <= limit:
            either |= hits[end][2]
            end += 1
        if _needs_met(asked, either):
            window = frame(hits[i:end], either, here.polarity)
            if _frame_holds(asked, window):
                return _found(asked, window)
    return None


def _two_sentences(asked: Formula, reading: Reading) -> list[Hit] | None:
    """Any two sentences that hold all parts between them, so that the order of sentences does not matter."""
    full = (1 << len(asked.tests)) - 1
    best: dict[int, Frame] = {}
    for number in _sentences_worth_asking(asked, reading, full):
        here = reading.frame(number)
        if _excepted(asked, here):
            continue
        plain = _plainly_said(asked, here)
        held = 0
        for bit, ask in enumerate(asked.asks):
            if ask(here, plain):
                held |= 1 << bit
        if held == full:
            return _found(asked, here)
        if held:
            best.setdefault(held, here)
    for a, one in best.items():
        for b, other in best.items():
            if a | b == full:
                both = frame([*one.hits, *other.hits], one.either | other.either, {**one.polarity, **other.polarity})
                return _found(asked, both)
    return None


def _sentences_worth_asking(asked: Formula, reading: Reading, full: int) -> list[int]:
    """The sentences that have words for some part, if there are two that have words for all parts between them."""
    found: list[int] = []
    covered: set[int] = set()
    for number, either in enumerate(reading.found.either):
        if either & asked.reach:
            covers, bit = 0, 1
            for mask in asked.reaches:
                if either & mask:
                    covers |= bit
                bit <<= 1
            found.append(number)
            covered.add(covers)
    return found if any(a | b == full for a in covered for b in covered) else []


def _found(asked: Formula, here: Frame) -> list[Hit]:
    """One hit for each part of the pattern, close to one another, in order of place."""
    masks: Iterable[int] = asked.needs
    if not asked.is_plain:
        masks = [mask for test in asked.tests for mask in _evidence_masks(test, here)]
    hits = holding(here.hits, asked.reach)
    groups = [group for mask in masks if (group := holding(hits, mask))]
    if not groups:
        return []
    groups.sort(key=len)
    anchor = groups[0][0]
    place = anchor[0]
    chosen = {anchor}
    for group in groups[1:]:
        nearest = group[0]
        for hit in group:
            if abs(hit[0] - place) < abs(nearest[0] - place):
                nearest = hit
        chosen.add(nearest)
    return sorted(chosen)


def _evidence_masks(test: Test, here: Frame) -> list[int]:
    match test:
        case All():
            return [mask for part in test.parts for mask in _evidence_masks(part, here)]
        case Several():
            held = [part for part in test.parts if reach(part) & here.either]
            return [mask for part in held[: max(test.count, 1)] for mask in _evidence_masks(part, here)]
        case Ordered():
            return [mask for mask, _ in test.parts]
        case Under():
            return _evidence_masks(test.part, here)
        case Bits():
            return [test.mask]
