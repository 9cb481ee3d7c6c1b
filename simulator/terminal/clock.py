"""The clock of a live interview: it can be held, and then no time passes."""

from __future__ import annotations

import time
from collections.abc import Callable


class Clock:
    """Seconds on a monotonic clock, without those for which it was held."""

    def __init__(self, source: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._lost = 0.0
        self._held_at: float | None = None

    def now(self) -> float:
        """Seconds; only differences mean something."""
        return self._source() - self._lost if self._held_at is None else self._held_at

    @property
    def held(self) -> bool:
        """Whether time stands still."""
        return self._held_at is not None

    def hold(self) -> None:
        """Let time stand still; harmless if it does already."""
        if self._held_at is None:
            self._held_at = self.now()

    def go(self) -> None:
        """Let time run on from where it stood; harmless if it runs."""
        if self._held_at is not None:
            self._lost = self._source() - self._held_at
            self._held_at = None
