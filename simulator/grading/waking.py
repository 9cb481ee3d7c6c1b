"""Which patterns may hold in a stretch of an answer: most are never asked.

Above the bit of its own, a word of the lexicon carries a bit for each pattern that it wakes, once for each of the
pattern's first needs. Where the bits of a sentence have been gathered, the patterns that may hold there are known by
three shifts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.grading.formula import Formula
from simulator.grading.lexicon import Lexicon, set_bits
from simulator.grading.pattern import Scope

WAKING_NEEDS = 3
"""So many of a pattern's needs wake it; the others, if it has more, are looked at when it is asked."""

_ACROSS_SENTENCES = (Scope.ANSWER, Scope.TWO_SENTENCES)

Group = int
"""Some of the patterns of a set, as bits."""


@dataclass(frozen=True, slots=True)
class Waking:
    """Where the bits of a lexicon say which patterns they wake."""

    shifts: tuple[int, int, int]
    """For each of the needs, the place of the first pattern's bit."""
    everything: Group
    across: Group
    """Those whose parts need not meet in one sentence."""

    def patterns(self, bits: int) -> Group:
        """The patterns whose first needs are met by those bits."""
        a, b, c = self.shifts
        return (bits >> a) & (bits >> b) & (bits >> c) & self.everything


def wake(lexicon: Lexicon, formulas: Sequence[Formula]) -> Waking:
    """Let the words of the lexicon wake those patterns, which are all that it has words for."""
    count = len(formulas)
    first, second, third = (lexicon.size + count * i for i in range(WAKING_NEEDS))
    across = sum([1 << number for number, asked in enumerate(formulas) if asked.scope in _ACROSS_SENTENCES])
    waking = Waking((first, second, third), (1 << count) - 1, across)
    wakes = [0] * lexicon.size
    for number, asked in enumerate(formulas):
        for i, shift in enumerate(waking.shifts):
            need = asked.needs[i if i < len(asked.needs) else 0]
            for leaf in set_bits(need):
                wakes[leaf.bit_length() - 1] |= 1 << (shift + number)
    lexicon.carry(wakes)
    return waking
