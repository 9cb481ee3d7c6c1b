"""A pattern as a formula over the bits of a lexicon."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Literal

from simulator.grading.frame import Frame
from simulator.grading.lexicon import Lexicon
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

Said = Literal["plain", "negated", "either"]
"""The polarity in which bits must occur."""


@dataclass(frozen=True, slots=True)
class Bits:
    """One of these bits."""

    mask: int


@dataclass(frozen=True, slots=True)
class All:
    """Every part."""

    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """At least so many of the parts."""

    count: int
    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """One bit of each part, one behind the other, each in its polarity."""

    parts: tuple[tuple[int, Said], ...]


@dataclass(frozen=True, slots=True)
class Under:
    """The part is asked of the negated bits (or of either)."""

    part: Test
    said: Said


Test = Bits | All | Several | Ordered | Under

Ask = Callable[[Frame, int], bool]
"""Whether a test holds in a frame, given the bits that count as plainly said there."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A pattern, ready to be asked."""

    scope: Scope
    distance: int
    tests: tuple[Test, ...]
    needs: tuple[int, ...]
    """Sets of bits of each of which at least one must occur: a quick way to say no. The rarest first."""
    reaches: tuple[int, ...]
    """For each test, all bits that can help it to hold ..."""
    reach: int
    """... and those of all tests."""
    asks: tuple[Ask, ...]
    """The tests, to be called ..."""
    ask: Ask
    """... and all of them together."""
    unless: int
    """The bits of which one must occur for `exception` to hold."""
    exception: Test | None
    """What must not hold in the same frame."""
    ask_exception: Ask | None
    is_plain: bool
    """Whether its tests are nothing but its needs."""
    lenient: bool
    """Whether its plain words count under a negation too, because the pattern names its own negation ..."""
    strict: bool
    """... but only from the negated part on: "can't free cycles", but not "not in cycles, so it can't free"."""
    negated: int
    """The bits that the pattern wants negated."""


def formula(pattern: Pattern, lexicon: Lexicon, strict: bool = False) -> Formula:
    """Give every word of the pattern its bit in the lexicon.

    A strict pattern is a claim that must be claimed: words that stand under an earlier negation do not count.
    """
    tests = tuple(sorted((_test(part, lexicon) for part in pattern.parts), key=lambda test: reach(test).bit_count()))
    exception = _test(pattern.unless, lexicon) if pattern.unless else None
    lenient = any(_names_negation(part) for part in pattern.parts)
    return Formula(
        scope=pattern.scope,
        distance=pattern.distance,
        tests=tests,
        needs=tuple(sorted((need for test in tests for need in _needs(test)), key=int.bit_count)),
        reaches=(reaches := tuple(map(reach, tests))),
        reach=_union(reaches),
        asks=(asks := tuple(_ask(test, lenient) for test in tests)),
        ask=_ask_all(asks),
        unless=reach(exception) if exception else 0,
        exception=exception,
        ask_exception=_ask(exception, True) if exception else None,
        is_plain=all(isinstance(test, Bits) for test in tests),
        lenient=lenient,
        strict=strict,
        negated=_wanted_negated(tests),
    )


def _test(node: Node, lexicon: Lexicon) -> Test:
    match node:
        case Word() | Phrase() | Code():
            return Bits(lexicon.leaf(node))
        case AllOf():
            return All(tuple(_test(p, lexicon) for p in node.parts))
        case AnyOf():
            tests = [_test(p, lexicon) for p in node.parts]
            bits = _union(test.mask for test in tests if isinstance(test, Bits))
            others = [test for test in tests if not isinstance(test, Bits)]
            if not others:
                return Bits(bits)
            return Several(1, tuple([Bits(bits), *others] if bits else others))
        case AtLeast():
            return Several(node.count, tuple(_test(p, lexicon) for p in node.parts))
        case InOrder():
            return Ordered(tuple((reach(_test(part, lexicon)), _said(part)) for part in node.parts))
        case Negated():
            return Under(_test(node.part, lexicon), "negated")
        case EitherWay():
            return Under(_test(node.part, lexicon), "either")


def _ask(test: Test, lenient: bool) -> Ask:
    """The test as a function: twice as fast as to look each time what kind of test it is."""
    match test:
        case Bits(mask):
            return lambda _, plain: plain & mask != 0
        case All(parts):
            return _ask_all(tuple(_ask(part, lenient) for part in parts))
        case Several(count, parts):
            return _ask_several(count, tuple(_ask(part, lenient) for part in parts))
        case Under(part, said):
            ask = _ask(part, True)
            if said == "negated":
                return lambda frame, _: ask(frame, frame.negated)
            return lambda frame, _: ask(frame, frame.either)
        case Ordered(parts):
            return lambda frame, plain: _in_order(parts, frame, lenient and plain == frame.either)


def _ask_all(asks: tuple[Ask, ...]) -> Ask:
    def holds(frame: Frame, plain: int) -> bool:
        for ask in asks:  # noqa: SIM110 - a generator takes twice the time
            if not ask(frame, plain):
                return False
        return True

    return holds


def _ask_several(least: int, asks: tuple[Ask, ...]) -> Ask:
    def holds(frame: Frame, plain: int) -> bool:
        missing = least
        for ask in asks:
            if ask(frame, plain):
                missing -= 1
                if not missing:
                    return True
        return False

    return holds


def _in_order(parts: tuple[tuple[int, Said], ...], frame: Frame, lenient: bool) -> bool:
    step, after = 0, -1
    for first, last, bits in frame.hits:
        mask, said = parts[step]
        if bits & mask and first > after:
            is_plain, is_negated = frame.polarity.get(first, (True, False))
            if said == "either" or (said == "negated" and is_negated) or (said == "plain" and (is_plain or lenient)):
                step += 1
                after = last
                if step == len(parts):
                    return True
    return False


def _said(node: Node) -> Said:
    return "negated" if isinstance(node, Negated) else "either" if isinstance(node, EitherWay) else "plain"


def _union(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def reach(test: Test) -> int:
    """All bits that can help a test to hold."""
    match test:
        case Bits():
            return test.mask
        case Under():
            return reach(test.part)
        case Ordered():
            return _union(mask for mask, _ in test.parts)
        case All() | Several():
            return _union(map(reach, test.parts))


def _needs(test: Test) -> list[int]:
    """Sets of bits of each of which at least one must occur for a test to hold."""
    match test:
        case All():
            return [need for part in test.parts for need in _needs(part)]
        case Ordered():
            return [mask for mask, _ in test.parts]
        case Under():
            return _needs(test.part)
        case _:
            return [reach(test)]


def _wanted_negated(tests: tuple[Test, ...]) -> int:
    bits = 0
    for test in tests:
        match test:
            case Under(part, "negated"):
                bits |= reach(part)
            case All() | Several():
                bits |= _wanted_negated(test.parts)
            case Ordered():
                bits |= _union(mask for mask, said in test.parts if said == "negated")
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
