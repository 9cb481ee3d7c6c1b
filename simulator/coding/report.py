"""What a run of checks found: the words for it are shared with the transcript, and stand where both may use them."""

from __future__ import annotations

from simulator.grading.checked import CheckResult, Outcome, RunReport

__all__ = ["CheckResult", "Outcome", "RunReport"]
