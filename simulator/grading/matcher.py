"""Patterns against an answer: which of them hold, and in which words.

Each pattern is a small formula over the bits of a lexicon; it is asked of the bits of a clause, a sentence or the
whole answer. The time is linear in the number of hits: no backtracking.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.grading.language import (
    CLAUSE_WORDS,
    GRAMMAR,
    HARD_NEGATOR,
    MYTH_ENDS_AT,
    MYTH_OPENER,
    MYTH_OPENERS_BY_KEY,
    NEGATION_CANCELLED_BY,
    NEGATION_ENDS_AT,
    NEGATION_IDIOMS,
    SOFT_NEGATOR,
    bytes_with,
)
from simulator.grading.lexicon import Hit, Lexicon
from simulator.grading.pattern import (
    AllOf,
    AnyOf,
    AtLeast,
    Code,
    EitherWay,
    InOrder,
    Negated,
    Node,
    Pattern,
    Phrase,
    Scope,
    Word,
)
from simulator.grading.text import Sentence, Text

_NEGATION_REACH = 10
_BACKWARD_REACH = 3
_TURNING = bytes_with(HARD_NEGATOR | SOFT_NEGATOR | MYTH_OPENER)


@dataclass(slots=True)
class Frame:
    """The hits of one stretch of the answer, and their bits by polarity."""

    hits: list[Hit]
    plain: int
    """Bits found outside every negation that makes false."""
    negated: int
    """Bits found under a negation."""
    either: int
    """Bits found at all."""
    polarity: dict[int, tuple[bool, bool]] = field(default_factory=dict)
    """By word: (counts as plain, counts as negated); words not listed are plain only."""


@dataclass(frozen=True, slots=True)
class _Bits:
    mask: int


@dataclass(frozen=True, slots=True)
class _All:
    parts: tuple[_Test, ...]


@dataclass(frozen=True, slots=True)
class _AtLeast:
    count: int
    parts: tuple[_Test, ...]


@dataclass(frozen=True, slots=True)
class _InOrder:
    parts: tuple[tuple[int, str], ...]
    """Bits and the polarity ("plain", "negated", "either") in which each must occur."""


@dataclass(frozen=True, slots=True)
class _Under:
    """The part is asked of the negated bits (or of either)."""

    part: _Test
    polarity: str


_Test = _Bits | _All | _AtLeast | _InOrder | _Under


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A pattern as a formula over a lexicon's bits."""

    scope: Scope
    distance: int
    tests: tuple[_Test, ...]
    needs: tuple[int, ...]
    """Sets of bits of each of which at least one must occur: a quick way to say no."""
    unless: int
    """The bits of which one must occur for `exception` to hold."""
    exception: _Test | None
    """What must not hold in the same frame."""
    is_plain: bool
    """Whether its tests are nothing but its needs."""
    lenient: bool
    strict: bool
    """Whether, if it does, they count only from the negated part on: "can't free cycles", but not "not in cycles, so
    it can't free"."""
    negated: int
    """The bits that the pattern wants negated."""
    """Whether its plain words count under a negation too, because the pattern names its own negation."""


def compile_pattern(pattern: Pattern, lexicon: Lexicon, strict: bool = False) -> CompiledPattern:
    """Give every word of the pattern its bit in the lexicon.

    A strict pattern is a claim that must be claimed: words that stand under an earlier negation do not count.
    """
    tests = tuple(sorted((_test(part, lexicon) for part in pattern.parts), key=lambda test: _reach(test).bit_count()))
    exception = _test(pattern.unless, lexicon) if pattern.unless else None
    return CompiledPattern(
        scope=pattern.scope,
        distance=pattern.distance,
        tests=tests,
        needs=tuple(sorted((need for test in tests for need in _needs(test)), key=int.bit_count)),
        unless=_reach(exception) if exception else 0,
        exception=exception,
        is_plain=all(isinstance(test, _Bits) for test in tests),
        lenient=any(_names_negation(part) for part in pattern.parts),
        strict=strict,
        negated=_wanted_negated(tests),
    )


def _test(node: Node, lexicon: Lexicon) -> _Test:
    match node:
        case Word() | Phrase() | Code():
            return _Bits(lexicon.leaf(node))
        case AllOf():
            return _All(tuple(_test(p, lexicon) for p in node.parts))
        case AnyOf():
            tests = [_test(p, lexicon) for p in node.parts]
            bits = 0
            others: list[_Test] = []
            for test in tests:
                if isinstance(test, _Bits):
                    bits |= test.mask
                else:
                    others.append(test)
            if not others:
                return _Bits(bits)
            return _AtLeast(1, tuple([_Bits(bits), *others] if bits else others))
        case AtLeast():
            return _AtLeast(node.count, tuple(_test(p, lexicon) for p in node.parts))
        case InOrder():
            parts: list[tuple[int, str]] = []
            for part in node.parts:
                polarity = (
                    "negated" if isinstance(part, Negated) else "either" if isinstance(part, EitherWay) else "plain"
                )
                parts.append((_reach(_test(part, lexicon)), polarity))
            return _InOrder(tuple(parts))
        case Negated():
            return _Under(_test(node.part, lexicon), "negated")
        case EitherWay():
            return _Under(_test(node.part, lexicon), "either")


def _reach(test: _Test) -> int:
    """All bits that can help a test to hold."""
    match test:
        case _Bits():
            return test.mask
        case _Under():
            return _reach(test.part)
        case _InOrder():
            bits = 0
            for mask, _ in test.parts:
                bits |= mask
            return bits
        case _All() | _AtLeast():
            bits = 0
            for part in test.parts:
                bits |= _reach(part)
            return bits


def _needs(test: _Test) -> list[int]:
    """Sets of bits of each of which at least one must occur for a test to hold."""
    match test:
        case _All():
            return [need for part in test.parts for need in _needs(part)]
        case _InOrder():
            return [mask for mask, _ in test.parts]
        case _Under():
            return _needs(test.part)
        case _:
            return [_reach(test)]


def _wanted_negated(tests: tuple[_Test, ...]) -> int:
    bits = 0
    for test in tests:
        match test:
            case _Under(part, "negated"):
                bits |= _reach(part)
            case _All() | _AtLeast():
                bits |= _wanted_negated(test.parts)
            case _InOrder():
                for mask, polarity in test.parts:
                    if polarity == "negated":
                        bits |= mask
            case _:
                pass
    return bits


def _names_negation(node: Node) -> bool:
    match node:
        case Negated():
            return True
        case AllOf() | AnyOf() | AtLeast() | InOrder():
            return any(_names_negation(p) for p in node.parts)
        case _:
            return False


def _holds(test: _Test, frame: Frame, plain: int) -> bool:
    """Whether a test holds; `plain` are the bits that count as plainly said."""
    match test:
        case _Bits():
            return bool(plain & test.mask)
        case _All():
            return all(_holds(p, frame, plain) for p in test.parts)
        case _AtLeast():
            count = 0
            for part in test.parts:
                if _holds(part, frame, plain):
                    count += 1
                    if count == test.count:
                        return True
            return False
        case _Under():
            return _holds(test.part, frame, frame.negated if test.polarity == "negated" else frame.either)
        case _InOrder():
            return _in_order(test, frame, plain == frame.either)


def _in_order(test: _InOrder, frame: Frame, lenient: bool) -> bool:
    step, after = 0, -1
    for first, last, leaves in frame.hits:
        mask, polarity = test.parts[step]
        if leaves & mask and first > after:
            is_plain, is_negated = frame.polarity.get(first, (True, False))
            if (
                polarity == "either"
                or (polarity == "negated" and is_negated)
                or (polarity == "plain" and (is_plain or lenient))
            ):
                step += 1
                after = last
                if step == len(test.parts):
                    return True
    return False


@dataclass(slots=True)
class Reading:
    """An answer as one rubric sees it: frames by sentence. Built once for an answer, asked by every pattern."""

    text: Text
    sentences: list[int]
    """The indices of the sentences that count."""
    frames: list[Frame]
    whole: Frame
    _clauses: dict[int, list[tuple[int, list[Hit]]]] = field(default_factory=dict)

    def sentence(self, number: int) -> Sentence:
        return self.text.sentences[self.sentences[number]]

    def sentences_with_hits(self) -> list[Sentence]:
        """The sentences that hold words of the rubric other than plain grammar."""
        every, classes = self.text.sentences, self.text.classes
        return [
            every[number]
            for number, frame in zip(self.sentences, self.frames, strict=True)
            if any(not classes[hit[0]] & GRAMMAR for hit in frame.hits)
        ]

    def clauses(self, number: int) -> list[tuple[int, list[Hit]]]:
        """The clauses of a sentence that have hits: all their bits, and the hits."""
        known = self._clauses.get(number)
        if known is None:
            known = []
            hits = self.frames[number].hits
            at = 0
            for _, end in self.text.clauses(self.sentence(number)):
                start, either = at, 0
                while at < len(hits) and hits[at][0] < end:
                    either |= hits[at][2]
                    at += 1
                if either:
                    known.append((either, hits[start:at]))
            self._clauses[number] = known
        return known


def read(text: Text, lexicon: Lexicon, sentences: Iterable[int]) -> Reading:
    """Find the rubric's words in those sentences of the answer."""
    numbers = list(sentences)
    found = lexicon.hits(text, numbers)
    frames: list[Frame] = []
    turning = [match.start() for match in _TURNING.finditer(text.classes)]
    for number, hits in zip(numbers, found, strict=True):
        polarity: dict[int, tuple[bool, bool]] = {}
        sentence = text.sentences[number]
        if turning and hits and not sentence.is_code:
            here = turning[bisect_left(turning, sentence.first) : bisect_left(turning, sentence.last)]
            if here:
                polarity = _polarity(text, sentence, hits, here)
        frames.append(_frame(hits, polarity))
    return _reading(text, numbers, frames)


def _reading(text: Text, numbers: list[int], frames: list[Frame]) -> Reading:
    plain = negated = either = 0
    hits: list[Hit] = []
    polarity: dict[int, tuple[bool, bool]] = {}
    for frame in frames:
        plain |= frame.plain
        negated |= frame.negated
        either |= frame.either
        hits += frame.hits
        polarity |= frame.polarity
    return Reading(text, numbers, frames, Frame(hits, plain, negated, either, polarity))


def without(reading: Reading, sentences: set[int]) -> Reading:
    """The same reading as if those sentences (by index) were not in the answer."""
    kept = [(n, frame) for n, frame in zip(reading.sentences, reading.frames, strict=True) if n not in sentences]
    return _reading(reading.text, [n for n, _ in kept], [frame for _, frame in kept])


def _frame(hits: list[Hit], polarity: dict[int, tuple[bool, bool]]) -> Frame:
    plain = negated = either = 0
    if not polarity:
        for hit in hits:
            plain |= hit[2]
        return Frame(hits, plain, 0, plain, polarity)
    for first, _, leaves in hits:
        either |= leaves
        turned = polarity.get(first)
        if turned is None:
            plain |= leaves
        else:
            if turned[0]:
                plain |= leaves
            if turned[1]:
                negated |= leaves
    return Frame(hits, plain, negated, either, polarity)


def _polarity(text: Text, sentence: Sentence, hits: list[Hit], turning: list[int]) -> dict[int, tuple[bool, bool]]:
    words, gaps, classes = text.words, text.gaps, text.classes
    scopes: list[tuple[int, int, bool]] = []
    """Words first..end (exclusive), and whether a plain claim in them becomes false."""
    myth = _myth_start(text, sentence, turning)
    if myth >= 0:
        scopes.append((myth, _myth_end(text, sentence, myth), True))
    backward: list[tuple[int, int]] = []
    for i in turning:
        if not classes[i] & (HARD_NEGATOR | SOFT_NEGATOR):
            continue
        word = words[i]
        hard = bool(classes[i] & HARD_NEGATOR)
        if hard and _cancelled(text, i, sentence.last):
            continue
        end = i + 1
        limit = min(sentence.last, i + 1 + _NEGATION_REACH)
        while end < limit:
            if words[end] in NEGATION_ENDS_AT and end > i + 1:
                break
            if gaps[end]:
                break
            end += 1
        scopes.append((i + 1, end, hard))
        if hard and (word in ("not", "never", "cannot") or word.endswith(("n't", "nt"))):
            start = i
            while start > sentence.first and i - start < _BACKWARD_REACH and not gaps[start]:
                if words[start - 1] in CLAUSE_WORDS:
                    break
                start -= 1
            backward.append((start, i))
    if not scopes:
        return {}
    out: dict[int, tuple[bool, bool]] = {}
    for first, _, _ in hits:
        is_plain, is_negated = True, False
        for start, end, hard in scopes:
            if start <= first < end:
                if hard:
                    is_plain = not is_plain
                else:
                    is_negated = True
        if is_plain and not is_negated:
            for start, end in backward:
                if start <= first < end:
                    is_negated = True
        if is_negated or not is_plain:
            out[first] = (is_plain, True)
    return out


def _cancelled(text: Text, negator: int, end: int) -> bool:
    words = text.words
    for i in range(negator + 1, min(end, negator + 3)):
        if text.gaps[i]:
            return False
        if words[i] in NEGATION_CANCELLED_BY or (words[negator], words[i]) in NEGATION_IDIOMS:
            return True
    return False


def _myth_start(text: Text, sentence: Sentence, turning: list[int]) -> int:
    words, classes = text.words, text.classes
    for i in turning:
        if classes[i] & MYTH_OPENER:
            for offset, opener in MYTH_OPENERS_BY_KEY[words[i]]:
                start = i - offset
                end = start + len(opener)
                if sentence.first <= start and end <= sentence.last and tuple(words[start:end]) == opener:
                    return end
    return -1


def _myth_end(text: Text, sentence: Sentence, start: int) -> int:
    for i in range(start + 1, sentence.last):
        if text.words[i] in MYTH_ENDS_AT:
            return i
    return sentence.last


def first_found(patterns: Iterable[CompiledPattern], reading: Reading) -> list[Hit] | None:
    """Where the first of the patterns to hold does: the hits that make it hold; None if none holds."""
    whole = reading.whole.either
    for pattern in patterns:
        for need in pattern.needs:
            if not whole & need:
                break
        else:
            held = find(pattern, reading)
            if held is not None:
                return held
    return None


def find(pattern: CompiledPattern, reading: Reading) -> list[Hit] | None:
    """Where the pattern first holds: the hits that make it hold; None if it does not."""
    if pattern.scope is Scope.ANSWER:
        whole = reading.whole
        return _found(pattern, whole) if not _excepted(pattern, whole) and _frame_holds(pattern, whole) else None
    if pattern.scope is Scope.TWO_SENTENCES:
        return _two_sentences(pattern, reading)
    for number, frame in enumerate(reading.frames):
        either = frame.either
        for need in pattern.needs:
            if not either & need:
                break
        else:
            if pattern.scope is not Scope.CLAUSE and _excepted(pattern, frame):
                continue
            if pattern.scope is Scope.CODE and not reading.sentence(number).is_code:
                continue
            if pattern.scope is Scope.CLAUSE:
                for either_here, hits in reading.clauses(number):
                    for need in pattern.needs:
                        if not either_here & need:
                            break
                    else:
                        clause = _frame(hits, frame.polarity)
                        if not _excepted(pattern, clause) and _frame_holds(pattern, clause):
                            return _found(pattern, clause)
            elif pattern.scope is Scope.NEAR:
                near = _near(pattern, frame)
                if near is not None:
                    return near
            elif _frame_holds(pattern, frame):
                return _found(pattern, frame)
    return None


def _excepted(pattern: CompiledPattern, frame: Frame) -> bool:
    """Whether what stands after `unless` holds in a frame."""
    if pattern.exception is None or not pattern.unless & frame.either:
        return False
    return _holds(pattern.exception, frame, frame.either)


def _plainly_said(pattern: CompiledPattern, frame: Frame) -> int:
    """The bits that count as plainly said for this pattern."""
    if not pattern.lenient:
        return frame.plain
    if not pattern.strict or not frame.polarity:
        return frame.either
    plain = frame.plain
    begun = False
    for first, _, leaves in frame.hits:
        begun = begun or bool(leaves & pattern.negated and frame.polarity.get(first, (True, False))[1])
        if begun:
            plain |= leaves
    return plain


def _frame_holds(pattern: CompiledPattern, frame: Frame) -> bool:
    """Whether every test holds in a frame in which every need is met."""
    if pattern.is_plain and not frame.polarity:
        return True
    plain = _plainly_said(pattern, frame)
    return all(_holds(test, frame, plain) for test in pattern.tests)


def _near(pattern: CompiledPattern, frame: Frame) -> list[Hit] | None:
    needs = pattern.needs
    relevant = 0
    for need in needs:
        relevant |= need
    hits = [hit for hit in frame.hits if hit[2] & relevant]
    for i, first in enumerate(hits):
        limit = first[0] + pattern.distance
        either, end = 0, i
        while end < len(hits) and hits[end][0] <= limit:
            either |= hits[end][2]
            end += 1
        for need in needs:
            if not either & need:
                break
        else:
            window = _frame(hits[i:end], frame.polarity)
            if _frame_holds(pattern, window):
                return _found(pattern, window)
    return None


def _two_sentences(pattern: CompiledPattern, reading: Reading) -> list[Hit] | None:
    """Any two sentences that hold all parts between them, so that the order of sentences does not matter."""
    full = (1 << len(pattern.tests)) - 1
    best: dict[int, Frame] = {}
    for frame in reading.frames:
        if not frame.either or _excepted(pattern, frame):
            continue
        plain = _plainly_said(pattern, frame)
        held = 0
        for bit, test in enumerate(pattern.tests):
            if _holds(test, frame, plain):
                held |= 1 << bit
        if held == full:
            return _found(pattern, frame)
        if held:
            best.setdefault(held, frame)
    for a, one in best.items():
        for b, other in best.items():
            if a | b == full:
                both = _frame([*one.hits, *other.hits], {**one.polarity, **other.polarity})
                return _found(pattern, both)
    return None


def _found(pattern: CompiledPattern, frame: Frame) -> list[Hit]:
    """One hit for each part of the pattern, close to one another, in order of place."""
    masks: Iterable[int] = pattern.needs
    if not pattern.is_plain:
        masks = [mask for test in pattern.tests for mask in _evidence_masks(test, frame)]
    groups = [group for mask in masks if (group := [hit for hit in frame.hits if hit[2] & mask])]
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


def _evidence_masks(test: _Test, frame: Frame) -> list[int]:
    match test:
        case _All():
            return [mask for part in test.parts for mask in _evidence_masks(part, frame)]
        case _AtLeast():
            held = [part for part in test.parts if _reach(part) & frame.either]
            return [mask for part in held[: max(test.count, 1)] for mask in _evidence_masks(part, frame)]
        case _InOrder():
            return [mask for mask, _ in test.parts]
        case _Under():
            return _evidence_masks(test.part, frame)
        case _Bits():
            return [test.mask]
