"""The patterns of one rubric, put together once and then held against answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from simulator.grading.compiled import quickest
from simulator.grading.formula import Formula, formula
from simulator.grading.lexicon import Lexicon
from simulator.grading.pattern import Pattern
from simulator.grading.text import Sentence, Text, Words
from simulator.grading.waking import Group, Waking, wake


class Reading(Protocol):
    """An answer as one rubric sees it."""

    def topical(self) -> list[Sentence]:
        """The sentences that have a hit which does not begin with plain grammar."""

    def without(self, sentences: set[int]) -> Reading:
        """The same reading as if those sentences (by index) were not in the answer."""

    def first_found(self, group: Group) -> list[Words] | None:
        """Where the first of those patterns to hold does: the words that make it hold; None if none holds."""


class Matcher(Protocol):
    """The patterns of one rubric, ready to read answers."""

    def read(self, text: Text, sentences: Sequence[int]) -> Reading:
        """Find the words of the patterns in those sentences (by index) of the answer."""


MatcherMaker = Callable[[Lexicon, Sequence[Formula], Waking], Matcher]


class PatternSet:
    """First `add` all patterns, then ask for the `matcher`."""

    def __init__(self) -> None:
        self._lexicon = Lexicon()
        self._formulas: list[Formula] = []

    def add(self, patterns: Iterable[Pattern], strict: bool = False) -> Group:
        """Make those patterns part of the set; strict ones are claims that must be claimed (see `formula`)."""
        group = 0
        for pattern in patterns:
            group |= 1 << len(self._formulas)
            self._formulas.append(formula(pattern, self._lexicon, strict))
        return group

    def matcher(self, make: MatcherMaker | None = None) -> Matcher:
        """What holds the patterns added so far against answers; the quickest for many answers, unless `make` says."""
        make = make or quickest("matcher").Matcher
        return make(self._lexicon, self._formulas, wake(self._lexicon, self._formulas))
