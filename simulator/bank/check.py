"""Checks that go beyond what the loader insists on: what a finished rubric needs.

A check looks at one rubric; `mock-interview bank check` runs all that are in its list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from simulator.bank.library import Library
from simulator.bank.model import Place, Rubric
from simulator.bank.problem import Problem

RubricCheck = Callable[[Rubric, Library], Iterable[Problem]]


def has_examples(rubric: Rubric, library: Library) -> Iterator[Problem]:
    """Each criterion and misconception has examples of what it must find and must leave alone."""
    for criterion in rubric.criteria:
        of = f"the criterion {criterion.id}"
        yield from _too_few(criterion.place, f"{of} accepts", len(criterion.accept), 2, "accept")
        yield from _too_few(criterion.place, f"{of} refuses", len(criterion.refuse), 1, "refuse")
    for misconception in rubric.misconceptions:
        of = f"the misconception {misconception.id}"
        yield from _too_few(misconception.place, f"{of} is shown by", len(misconception.says), 1, "says")
        yield from _too_few(misconception.place, f"{of} is told apart from", len(misconception.fine), 1, "fine")
    of = f"the rubric {rubric.id}"
    yield from _too_few(rubric.place, f"{of} is tried with", len(rubric.keyword_lists), 1, "keyword_lists")
    yield from _too_few(rubric.place, f"{of} is tried with", len(rubric.wrong_answers), 1, "wrong_answers")


def denies_each_criterion(rubric: Rubric, library: Library) -> Iterator[Problem]:
    """Each criterion has a misconception that takes its credit away."""
    denied = {name for misconception in rubric.misconceptions for name in misconception.denies}
    for criterion in rubric.criteria:
        if criterion.id not in denied:
            what = f"no misconception denies the criterion {criterion.id}"
            yield Problem(criterion.place, what, f"add one with denies: [{criterion.id}]")


def _too_few(place: Place, what: str, count: int, least: int, field: str) -> Iterator[Problem]:
    if count < least:
        examples = "example" if count == 1 else "examples"
        yield Problem(place, f"{what} {count or 'no'} {examples}", f"give at least {least} under {field}:")
