"""One stretch of an answer as patterns see it: what is said there, plainly or under a negation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.grading.finding import Hit
from simulator.grading.polarity import Polarity


@dataclass(slots=True)
class Frame:
    """The hits of one stretch of the answer, and their bits by polarity."""

    plain: int
    """Bits found outside every negation that makes false."""
    negated: int
    """Bits found under a negation."""
    either: int
    """Bits found at all."""
    polarity: Polarity
    _hits: Callable[[], list[Hit]] | list[Hit]

    @property
    def hits(self) -> list[Hit]:
        """The hits, in order of place."""
        if not isinstance(self._hits, list):
            self._hits = self._hits()
        return self._hits


def plain_frame(either: int, hits: Callable[[], list[Hit]]) -> Frame:
    """A frame in which nothing is negated; its hits are looked for when they are asked for."""
    return Frame(either, 0, either, {}, hits)


def frame(hits: list[Hit], either: int, turned: Polarity) -> Frame:
    """The frame of those hits, which have those bits."""
    if not turned:
        return Frame(either, 0, either, turned, hits)
    plain = negated = 0
    for first, _, bits in hits:
        how = turned.get(first)
        if how is None:
            plain |= bits
        else:
            if how[0]:
                plain |= bits
            if how[1]:
                negated |= bits
    return Frame(plain, negated, either, turned, hits)
