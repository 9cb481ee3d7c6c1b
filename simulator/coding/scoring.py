"""One score out of what an answer says and what its code does. Pure."""

from __future__ import annotations

from simulator.grading import checked
from simulator.grading.checked import RunReport
from simulator.grading.result import Grade


def join(grade: Grade, report: RunReport | None) -> float:
    """The score, 0 to 100: a third the rubric's own, and two thirds the share of the checks that passed, each with its
    weight. Where nothing was run the rubric alone counts.
    """
    return checked.join(grade.score, report)
