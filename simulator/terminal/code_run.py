"""The candidate's code as it stands, run while they go on typing: one run at a time, and what it found last."""

from __future__ import annotations

import threading
from collections.abc import Callable

from simulator.grading.checked import RunReport
from simulator.transcript.events import PlannedQuestion

TryOut = Callable[[PlannedQuestion, str, threading.Event], RunReport]
"""Runs the visible checks on a text; the event, once set, ends the run."""


class CodeRun:
    """A run behind the screen, and the pane that shows it. `changed` is called, from any thread, when there is news."""

    def __init__(self, try_out: TryOut | None, changed: Callable[[], None]) -> None:
        self._try_out = try_out
        self._changed = changed
        self._stop = threading.Event()
        self.is_open = False
        self.running = False
        self.report: RunReport | None = None
        self.scroll = 0
        """Lines of the pane that are above its top."""

    @property
    def possible(self) -> bool:
        """Whether code can be tried out at all."""
        return self._try_out is not None

    def start(self, question: PlannedQuestion, text: str) -> None:
        """Run this text, and show it; a run that is not over yet is ended."""
        if self._try_out is None:
            return
        self._stop.set()
        self._stop = stop = threading.Event()
        self.is_open, self.running, self.report, self.scroll = True, True, None, 0
        try_out = self._try_out

        def work() -> None:
            try:
                report = try_out(question, text, stop)
            except Exception as error:
                # Whatever went wrong with running the code must not touch the interview.
                report = RunReport(question.id, "", why_not=f"Running it failed: {error}.")
            if not stop.is_set():
                self.report, self.running = report, False
                self._changed()

        threading.Thread(target=work, daemon=True).start()
        self._changed()

    def close(self) -> None:
        """End what runs and close the pane."""
        self._stop.set()
        self.is_open, self.running, self.report = False, False, None
        self._changed()
