"""Is what stands in a rubric's patterns what its author meant? Checks of their form, before any answer is read."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.bank.library import Library
from simulator.bank.model import Place, Rubric
from simulator.bank.problem import Problem
from simulator.grading.explain import describe
from simulator.grading.grader import synonyms_of
from simulator.grading.pattern import AllOf, AnyOf, AtLeast, EitherWay, InOrder, Negated, Node, PatternError, parse


def patterns_are_sound(rubric: Rubric, library: Library) -> Iterator[Problem]:
    """Every line is in the pattern language, and `..` pulls nothing apart that belongs together."""
    synonyms = synonyms_of(library)
    for line in rubric.patterns:
        try:
            pattern = parse(line.text, synonyms)
        except PatternError as error:
            place = Place(line.place.file, line.place.line, line.place.column + error.offset)
            yield Problem(place, error.what, error.todo)
            continue
        for node in (*pattern.parts, *([pattern.unless] if pattern.unless else ())):
            for several in _pulled_apart(node, ordered=False):
                # Beside `..` only the places of words are looked at: of several, any one would do there.
                what = f"beside .. the words {describe(several)} count as any one of them"
                yield Problem(line.place, what, "put them in quotes, keep one of them, or do without ..")


def _pulled_apart(node: Node, ordered: bool) -> Iterator[Node]:
    """What stands beside `..` and consists of several parts."""
    match node:
        case AllOf() | InOrder() if ordered:
            yield node
        case AtLeast(count=count) if ordered and count > 1:
            yield node
        case Negated(part=part) | EitherWay(part=part):
            yield from _pulled_apart(part, ordered)
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _pulled_apart(part, ordered)
        case InOrder(parts=parts):
            for part in parts:
                yield from _pulled_apart(part, ordered=True)
        case _:
            pass
