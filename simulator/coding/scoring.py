"""One score out of what an answer says and what its code does. Pure."""

from __future__ import annotations

from simulator.coding.report import RunReport
from simulator.grading.result import Grade


def join(grade: Grade, report: RunReport | None) -> float:
    """The score, 0 to 100: the rubric's own and the share of the checks that passed, each with its weight.

    Where nothing was run the rubric alone counts.
    """
    if report is None or not report.ran or not report.results:
        return grade.score
    said = sum(criterion.weight for criterion in grade.criteria)
    tried = sum(result.weight for result in report.results)
    passed = sum(result.weight for result in report.results if result.passed)
    return round((grade.score * said + 100 * passed) / (said + tried), 1)
